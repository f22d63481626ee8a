/*-------------------------------------------------------------------------
 *
 * transition.h
 *	  Expenses that go from one state to the next.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TRANSITION_H
#define OUTLAY_TRANSITION_H

#include "spending/expense.h"

/*
 * Approves a locked expense that waits for the caller, or has it wait for whom
 * the policy asks next, notes that in the audit, and returns the record.
 */
extern Datum transition_approve(Call *call, Expense *expense);

extern void transition_init(void);

#endif							/* OUTLAY_TRANSITION_H */
