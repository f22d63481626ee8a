/*-------------------------------------------------------------------------
 *
 * call.h
 *	  One call of an SQL function for the current tenant.
 *
 * Every function that touches a tenant's tables reads
 *
 *		Call	call;
 *
 *		call_begin(&call, fcinfo);
 *		validate(&call, rules, lengthof(rules));	-- fields
 *		…										-- call_row(), call_run()
 *		return call_end(&call, row);
 *
 * Between call_begin() and call_end() the current user is the tenant's role,
 * SPI is connected, and memory is SPI's: it goes with call_end(), which copies
 * the result to the memory of the caller. An error in between needs no
 * clean-up: the abort of the transaction gives the role back.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CALL_H
#define OUTLAY_CALL_H

#include "postgres.h"

#include "executor/spi.h"
#include "fmgr.h"
#include "pgtime.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "call/caller.h"
#include "core/outlay.h"
#include "core/plan.h"
#include "core/problem.h"
#include "core/proof.h"
#include "core/role.h"

/* What holds for the whole organization: its settings, else the operator's defaults. */
typedef struct Organization
{
	bool		loaded;
	char		currency[4];
	int			decimals;
	char		over_budget;	/* 'r'efuse, 'w'arn, 'a'llow */
	char		over_account;
	char		outside_month;
	bool		approval;		/* expenses have to be approved */
	pg_tz	   *zone;			/* where it is */
	DateADT		today;			/* there, when the transaction began */
	DateADT		closed_until;	/* the last day whose books are closed; DATEVAL_NOBEGIN: there is none */
	Datum		policy;			/* jsonb, what its members may spend; 0: it has none */
} Organization;

/*
 * args are the call's own copy of its arguments, since validate() changes
 * them: those in fcinfo stay from one row of a query to the next where they
 * are constants.
 */
typedef struct Call
{
	FunctionCallInfo fcinfo;
	NullableDatum args[FUNC_MAX_ARGS];
	MemoryContext result_memory;
	int64		tenant;
	Caller		caller;
	Oid			database_role;	/* the role that called, before the switch */
	RoleSwitch	before;
	int			settings;		/* the level of settings to leave */
	Problems	problems;
	Organization organization;
	bool		holds_periods;	/* see books/period.h */
} Call;

/* The tenant that search_path names, or else the one that was entered; raises 3D000 where there is none. */
extern int64 call_current_tenant(void);
extern bool call_find_tenant(int64 *tenant);

extern void call_take_arguments(Call *call, FunctionCallInfo fcinfo);
extern void call_begin(Call *call, FunctionCallInfo fcinfo);
extern Datum call_end(Call *call, Datum row);

/*
 * Begins what is looked up beside a call, as where its rows are written, for
 * who has entered; it has no arguments, and ends with call_finish().
 */
extern void call_begin_beside(Call *call);
extern void call_finish(Call *call);

/*
 * Runs a statement with values for its parameters; nulls as SPI takes them,
 * NULL for none. Returns the number of rows; they are in SPI_tuptable. Where
 * somebody else was faster with what is there once, 23505 names the field.
 */
extern uint64 call_run(Call *call, const Statement *statement, Datum *values, const char *nulls);
extern bool call_row(Call *call, const Statement *statement, Datum *values, const char *nulls, Datum *row);

/* Columns of the first row of the last statement, counted from 1. */
extern Datum call_column(int column, bool *is_null);
extern int64 call_int64(int column);
extern char *call_text(int column);

/* A row of the composite type that the function called returns, which has so many columns. */
extern Datum call_result_row(FunctionCallInfo fcinfo, Datum *values, bool *nulls, int count);

extern const Organization *call_organization(Call *call);
extern void call_check_settings(const Call *call, uint64 rows);
extern void call_not_found(const char *what, int64 id) pg_attribute_noreturn();
extern void call_check_version(Call *call, int arg, int32 present, const char *what, int64 id);

/* Arguments, counted from 0. A missing one is NULL. */
#define call_has(call, arg)		(!(call)->args[arg].isnull)
#define call_arg(call, arg)		((call)->args[arg].value)
#define call_null(call, arg)	((call)->args[arg].isnull ? 'n' : ' ')

/* A text parameter for a statement; a NULL or an empty text is NULL. */
static inline void
call_bind_text(const char *text, Datum *value, char *null)
{
	*value = text ? CStringGetTextDatum(text) : (Datum) 0;
	*null = text && text[0] ? ' ' : 'n';
}

/* An argument that is an id, 0 for NULL: no row has that. */
static inline int64
call_id(const Call *call, int arg)
{
	return call_has(call, arg) ? DatumGetInt64(call_arg(call, arg)) : 0;
}

#endif							/* OUTLAY_CALL_H */
