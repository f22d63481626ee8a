/*-------------------------------------------------------------------------
 *
 * directory.h
 *	  Statements on the extension's own tables.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_DIRECTORY_H
#define OUTLAY_DIRECTORY_H

#include "executor/spi.h"

#include "core/plan.h"
#include "core/role.h"
#include "core/run_as.h"

/* What directory_close() returns to. */
typedef struct Directory
{
	RunAs		as;
} Directory;

extern void directory_open(Directory *directory);
extern uint64 directory_run(const Statement *statement, Datum *values, const char *nulls);
extern bool directory_has(const Statement *statement, Datum *values);
extern bool directory_number(const Statement *statement, Datum *values, int64 *number);
extern Datum directory_record(const Statement *statement, Datum *values);
extern void directory_close(const Directory *directory);

#endif							/* OUTLAY_DIRECTORY_H */
