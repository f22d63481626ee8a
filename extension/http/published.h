/*-------------------------------------------------------------------------
 *
 * published.h
 *	  Calls of functions that somebody else has published.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_PUBLISHED_H
#define OUTLAY_PUBLISHED_H

#include "postgres.h"

#include "executor/executor.h"
#include "fmgr.h"

#include "call/route.h"
#include "http/reply_rows.h"

/* The arguments of call_published() before those of the function. */
#define PUBLISHED_OWN_ARGUMENTS 2

/* A call of a published function. */
typedef struct Published
{
	const Route *route;
	FuncExpr   *call;
	SetExprState *state;
	ExprContext *context;
	TupleDesc	desc;
	Oid			type;
	bool		is_record;
	bool		is_event;
} Published;

/* An answer that is being written: its rows are made ready for at the first, when their type is known. */
typedef struct Answer
{
	const Published *published;
	ReplyRows  *rows;
	Datum		file;
	bool		has_file;
} Answer;

extern Oid	published_own_type(const char *name);
extern void published_call(FunctionCallInfo fcinfo, Published *published,
						   void (*take) (Datum row, bool is_null, void *argument), void *argument);

/* Writes a row to an Answer. */
extern void published_take_row(Datum row, bool is_null, void *argument);

#endif							/* OUTLAY_PUBLISHED_H */
