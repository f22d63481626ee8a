/*-------------------------------------------------------------------------
 *
 * budget.h
 *	  Budgets, as expenses change them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_BUDGET_H
#define OUTLAY_BUDGET_H

#include "call/call.h"

/* Adds a change to what is spent of a budget and returns what is left; false where there is no such budget. */
extern bool budget_change(Call *call, int64 budget, Datum change, Datum *left);

/* Applies the organization's rule over_budget where a change took something and leaves less than nothing. */
extern void budget_check_left(Call *call, Datum change, Datum left, Datum asked);

#endif							/* OUTLAY_BUDGET_H */
