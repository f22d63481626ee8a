/*-------------------------------------------------------------------------
 *
 * member_sum.h
 *	  Sums of what a member spends or drives, that stay so.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_MEMBER_SUM_H
#define OUTLAY_MEMBER_SUM_H

#include "call/call.h"

/*
 * Keeps others from adding to the sums of a member until the end of the
 * transaction; 0: to what is the organization's.
 */
extern void member_lock_sums(Call *call, int64 member);

/*
 * Reads a sum, numeric, the only column of a statement's only row. Raises 40001
 * where the transaction has one snapshot for all its statements, and what others
 * have added since is to count (keep); message says what they have changed.
 */
extern Datum member_read_sum(Call *call, const Statement *sum, Datum *values, bool keep, const char *message);

#endif							/* OUTLAY_MEMBER_SUM_H */
