/*-------------------------------------------------------------------------
 *
 * plan.h
 *	  Prepared plans, one set for each tenant that this backend served.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_PLAN_H
#define OUTLAY_PLAN_H

#include "executor/spi.h"

#define STATEMENT_MAX_ARGS	16

/* A statement with the types of its parameters. Always static: its address is its identity. */
typedef struct Statement
{
	const char *sql;
	int			nargs;
	Oid			types[STATEMENT_MAX_ARGS];
} Statement;

/* Prints the text and the parameter types of a variant of a statement that is put together at run time. */
typedef void (*StatementWriter) (const void *definition, uint32 variant, StringInfo sql, int *nargs, Oid *types);

extern SPIPlanPtr plan_get(int64 tenant, const Statement *statement);
extern SPIPlanPtr plan_get_variant(int64 tenant, const void *definition, uint32 variant, StatementWriter write);

#endif							/* OUTLAY_PLAN_H */
