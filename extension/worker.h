/*-------------------------------------------------------------------------
 *
 * worker.h
 *	  The background workers that keep spare tenants ready.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_WORKER_H
#define OUTLAY_WORKER_H

extern void worker_init(void);
extern void worker_wake(void);

#endif							/* OUTLAY_WORKER_H */
