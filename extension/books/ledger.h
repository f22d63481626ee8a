/*-------------------------------------------------------------------------
 *
 * ledger.h
 *	  The kept balances: an account's, and what is spent of a budget.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_LEDGER_H
#define OUTLAY_LEDGER_H

#include "call/call.h"

/* Applies a rule of the organization ('r'efuse, 'w'arn, 'a'llow) to an amount that goes beyond what is there. */
extern void ledger_apply_rule(char rule, const char *field, const char *code, const char *message);

/* Adds a change to an account's balance and returns the new one; false where there is no such account. */
extern bool ledger_change_account(Call *call, int64 account, Datum change, Datum *balance);

/*
 * Applies the organization's rule over_account where a change took something
 * and leaves less than nothing; asked is the amount that was asked for, which
 * may be more than the change took.
 */
extern void ledger_check_account(Call *call, Datum change, Datum balance, Datum asked);

/* Adds a change to what is spent of a budget and returns what is left; false where there is no such budget. */
extern bool ledger_change_budget(Call *call, int64 budget, Datum change, Datum *left);

/* Applies the organization's rule over_budget where a change took something and leaves less than nothing. */
extern void ledger_check_budget(Call *call, Datum change, Datum left, Datum asked);

/* Takes an amount from what holds money, or gives a negative one back. An error is about the amount that was asked. */
typedef void (*LedgerTaker) (Call *call, int64 holder, Datum amount, Datum asked);

extern void ledger_move(Call *call, LedgerTaker take, int64 from, Datum before, int64 to, Datum amount);

#endif							/* OUTLAY_LEDGER_H */
