/*-------------------------------------------------------------------------
 *
 * category.h
 *	  Categories: what money is spent on.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CATEGORY_H
#define OUTLAY_CATEGORY_H

#include "call/call.h"

/* How deep the tree may be, and how far it is followed where something else than category.c has made a circle. */
#define CATEGORY_MAX_LEVELS	5

/*
 * Notes where the argument category_id names none, or an archived one that the
 * expense (0: a new one) does not have already. 0 and NULL are none.
 */
extern void category_check(Call *call, int arg, int64 expense);

/* The same for a budget (0: a new one). */
extern void category_check_of_budget(Call *call, int arg, int64 budget);

/*
 * Raises 23514 where a category (0: none) of an expense is neither the one that
 * its budget is for (0: any) nor below it.
 */
extern void category_check_within(Call *call, int64 top, int64 category);

#endif							/* OUTLAY_CATEGORY_H */
