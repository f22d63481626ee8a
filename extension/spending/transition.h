/*-------------------------------------------------------------------------
 *
 * transition.h
 *	  Expenses that go from one state to the next.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TRANSITION_H
#define OUTLAY_TRANSITION_H

extern void transition_init(void);

#endif							/* OUTLAY_TRANSITION_H */
