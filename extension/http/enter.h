/*-------------------------------------------------------------------------
 *
 * enter.h
 *	  A transaction begins for one caller of one route.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_ENTER_H
#define OUTLAY_ENTER_H

extern void enter_init(void);

#endif							/* OUTLAY_ENTER_H */
