/*-------------------------------------------------------------------------
 *
 * deposit.h
 *	  Deposits: money into an account, or out of it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_DEPOSIT_H
#define OUTLAY_DEPOSIT_H

#include "call/call.h"

/* Notes a deposit, whose amount the balance has already; description 0: none. Returns its record. */
extern Datum deposit_insert(Call *call, int64 account, Datum amount, Datum description);

#endif							/* OUTLAY_DEPOSIT_H */
