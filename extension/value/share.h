/*-------------------------------------------------------------------------
 *
 * share.h
 *	  An amount shared out, so that nothing is lost or found.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SHARE_H
#define OUTLAY_SHARE_H

/*
 * Shares an amount of so many decimals out by weights, which are none of them
 * negative and not all zero. Each share is rounded down to the smallest unit,
 * and the units that are left go to the largest remainders, of those that are
 * the same to the first. A negative amount is shared by its absolute value.
 */
extern void share_out(Datum amount, int decimals, const Datum *weights, int count, Datum *shares);

#endif							/* OUTLAY_SHARE_H */
