/*-------------------------------------------------------------------------
 *
 * ledger.h
 *	  The kept balances: an account's, and what is spent and committed of a budget.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_LEDGER_H
#define OUTLAY_LEDGER_H

#include "call/call.h"

/* Applies a rule of the organization ('r'efuse, 'w'arn, 'a'llow) to an amount that goes beyond what is there. */
extern void ledger_apply_rule(char rule, const char *field, const char *code, const char *message);

/*
 * Adds a change to an account's balance and returns the new one; false where
 * there is no such account. 23514 of the field where the balance becomes more
 * than it can be.
 */
extern bool ledger_change_account(Call *call, int64 account, Datum change, const char *field, Datum *balance);

/*
 * Applies the organization's rule over_account where a change took something
 * and leaves less than nothing; asked is the amount that was asked for, which
 * may be more than the change took.
 */
extern void ledger_check_account(Call *call, Datum change, Datum balance, Datum asked);

/* The sums that a budget keeps of its expenses. What goes from one to the next is looked at again. */
typedef enum BudgetSum
{
	SUM_NONE,
	SUM_COMMITTED,				/* what is asked for */
	SUM_SPENT
} BudgetSum;

/* What an entry takes from a budget, and in which of its sums that is. */
typedef struct Booking
{
	int64		budget;
	BudgetSum	sum;
	Datum		amount;
} Booking;

/* Has an entry take what it takes after a change, instead of what it took before. */
extern void ledger_book(Call *call, const Booking *before, const Booking *after);

/*
 * Has several entries take what they take after a change, instead of what
 * several took before. Neither has one budget in two sums.
 */
extern void ledger_book_all(Call *call, const Booking *before, int before_count, const Booking *after,
							int after_count);

/* Applies the organization's rule over_budget to an amount that was taken and leaves less than nothing. */
extern void ledger_check_budget(Call *call, Datum left, Datum asked);

/* Raises 22023: a budget that was there a moment ago is not there any more. */
extern void ledger_budget_gone(void) pg_attribute_noreturn();

/*
 * Takes an amount from what holds money, or gives a negative one back. What is
 * too little there is about the amount that was asked; what cannot be kept
 * there is about the field that brought it about.
 */
typedef void (*LedgerTaker) (Call *call, int64 holder, Datum amount, Datum asked, const char *field);

extern void ledger_move(Call *call, LedgerTaker take, int64 from, Datum before, int64 to, Datum amount,
						const char *field);

/* In PG_CATCH(): raises 23514 of a field for what is more than it can be, and any other error again. */
extern void ledger_check_overflow(const char *field, const char *what) pg_attribute_noreturn();

#endif							/* OUTLAY_LEDGER_H */
