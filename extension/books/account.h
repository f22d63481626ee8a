/*-------------------------------------------------------------------------
 *
 * account.h
 *	  Accounts, as deposits and budgets change them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_ACCOUNT_H
#define OUTLAY_ACCOUNT_H

#include "call/call.h"

/* Adds a change to an account's balance and returns the new one; false where there is no such account. */
extern bool account_change(Call *call, int64 account, Datum change, Datum *balance);

/*
 * Applies the organization's rule over_account where a change took something
 * and leaves less than nothing; asked is the amount that was asked for, which
 * may be more than the change took.
 */
extern void account_check_balance(Call *call, Datum change, Datum balance, Datum asked);

#endif							/* OUTLAY_ACCOUNT_H */
