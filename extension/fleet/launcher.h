/*-------------------------------------------------------------------------
 *
 * launcher.h
 *	  The background workers that look after tenants.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_LAUNCHER_H
#define OUTLAY_LAUNCHER_H

#include "storage/latch.h"

extern void worker_init(void);
extern void worker_wake(void);

/* For the worker itself (upkeep.c). */
extern void worker_call(void);
extern void worker_announce(Latch *latch, bool well);
extern bool worker_is_called(void);

#endif							/* OUTLAY_LAUNCHER_H */
