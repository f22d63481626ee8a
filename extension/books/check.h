/*-------------------------------------------------------------------------
 *
 * check.h
 *	  Recomputing what is kept.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CHECK_H
#define OUTLAY_CHECK_H

/*
 * A query for balances that differ from what their entries add up to: entity, id, kept,
 * computed. One statement, and so one snapshot: what others commit meanwhile
 * is seen whole or not at all.
 */
extern const char *const check_balances;

#endif							/* OUTLAY_CHECK_H */
