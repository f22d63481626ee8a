/*-------------------------------------------------------------------------
 *
 * budget.h
 *	  Budgets: locked for a change, their money taken from accounts.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_BUDGET_H
#define OUTLAY_BUDGET_H

#include "books/money.h"
#include "books/span.h"

/* The record of a row b of budget. */
#define BUDGET_RECORD \
	"ROW(b.id, b.account_id, b.department_id, b.category_id, b.month, " SPAN_LAST ", " \
	"round(b.amount, " DECIMALS "), round(b.spent, " DECIMALS "), " \
	"round(b.committed, " DECIMALS "), round(b.amount - b.spent - b.committed, " DECIMALS "), " CURRENCY ", " \
	"b.version, b.created_at, b.updated_at)::outlay.budget_record"

/* What a budget is before a change. */
typedef struct Budget
{
	int64		id;
	Datum		row;			/* the record */
	int32		version;
	int64		account;
	Span		span;
	Datum		amount;
	Datum		committed;
	Datum		taken;			/* spent or committed */
} Budget;

/* Locks a budget for a change and reads it; false where there is none. */
extern bool budget_lock(Call *call, int64 id, Budget *budget);

/*
 * Takes an amount from an account that was there a moment ago; raises 22023
 * where it is not any more. See LedgerTaker in ledger.h.
 */
extern void budget_take_from_account(Call *call, int64 account, Datum amount, Datum asked, const char *field);

#endif							/* OUTLAY_BUDGET_H */
