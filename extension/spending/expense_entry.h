/*-------------------------------------------------------------------------
 *
 * expense_entry.h
 *	  Expenses entered.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_EXPENSE_ENTRY_H
#define OUTLAY_EXPENSE_ENTRY_H

#include "call/call.h"

/* Arguments of create_expense(), up to the details. */
enum
{
	ENTRY_BUDGET,
	ENTRY_AMOUNT,
	ENTRY_SPENT_ON,
	ENTRY_DESCRIPTION,
	ENTRY_MEMBER,
	ENTRY_DRAFT,
	ENTRY_CATEGORY,
	ENTRY_DETAILS
};

/*
 * Enters an expense with the arguments of create_expense(), within a call of
 * that or of something that makes one for somebody else: entered_by then says
 * who had a hand in it, 0: the caller. Returns the record, and the number.
 */
extern Datum expense_enter(Call *call, int64 entered_by, int64 *id);

#endif							/* OUTLAY_EXPENSE_ENTRY_H */
