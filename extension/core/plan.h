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

#define STATEMENT_MAX_ARGS	32

/* A statement with the types of its parameters. Always static: its address is its identity. */
typedef struct Statement
{
	const char *sql;
	int			nargs;
	Oid			types[STATEMENT_MAX_ARGS];
} Statement;

/* Prints the text and the parameter types of a variant of a statement that is put together at run time. */
typedef void (*StatementWriter) (const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types);

extern void plan_init(void);

/*
 * Run a statement for a tenant, as whoever and with the search_path that is
 * set, while SPI is connected; nulls as SPI takes them, NULL for none. The
 * number of rows is returned, and they are in SPI_tuptable, or went to
 * options.dest. A definition and a variant of it stand for one text.
 */
extern uint64 plan_run(int64 tenant, const Statement *statement, Datum *values, const char *nulls);

/* The same of a statement that only reads, by what is there now, whatever snapshot the transaction has. */
extern uint64 plan_run_latest(int64 tenant, const Statement *statement, Datum *values);
extern uint64 plan_run_variant(int64 tenant, const void *definition, uint64 variant, StatementWriter write,
							   Datum *values, const char *nulls);
extern uint64 plan_run_to(int64 tenant, const void *definition, uint64 variant, StatementWriter write,
						  const SPIExecuteOptions *options);

/* The same, planned anew for the values that the parameters have, without a word to the planner. */
extern uint64 plan_run_for_values(int64 tenant, const void *definition, uint64 variant, StatementWriter write,
								  const SPIExecuteOptions *options);

#endif							/* OUTLAY_PLAN_H */
