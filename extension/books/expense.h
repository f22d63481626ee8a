/*-------------------------------------------------------------------------
 *
 * expense.h
 *	  Expenses: money spent from a budget.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_EXPENSE_H
#define OUTLAY_EXPENSE_H

#include "call/caller.h"

/* Whether a caller who may change expenses may change those of a member, 0: nobody's. */
extern bool expense_may_change(const Caller *caller, int64 member);

#endif							/* OUTLAY_EXPENSE_H */
