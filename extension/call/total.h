/*-------------------------------------------------------------------------
 *
 * total.h
 *	  Counts and sums of what a list's filters find, grouped as asked for.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TOTAL_H
#define OUTLAY_TOTAL_H

#include "call/page.h"

#define TOTAL_MAX_GROUPS	15
#define TOTAL_MAX_ROWS		10000

/* Something to group by. */
typedef struct TotalGroup
{
	const char *name;			/* as callers write it */
	const char *key;			/* expression */
	const char *type;			/* of the expression, for where it is NULL */
	const char *shown;			/* aggregate that is shown of each; NULL: the expression */
	const char *joined;			/* what has to be joined for that, after a blank; NULL: nothing */
} TotalGroup;

/*
 * Totals of a list, always static. Each row has a column for each group, NULL
 * where it was not asked for, and behind them the columns of sums.
 */
typedef struct Totals
{
	const char *from;			/* tables and joins */
	const char *sums;			/* aggregates, separated by commas */
	int			by_arg;			/* argument that names the groups, text[] */
	int			group_count;
	TotalGroup	groups[TOTAL_MAX_GROUPS];
	const Listing *list;		/* whose filters they are */
} Totals;

/* Totals of an organization's rows: static, and nothing but that (core/proof.h). */
#define TenantTotals IN_SECTION("outlay_totals") Totals

/* Runs totals with the arguments of a call, returns their rows from a set-returning function, and ends the call. */
extern Datum total_return(Call *call, const Totals *totals);

#endif							/* OUTLAY_TOTAL_H */
