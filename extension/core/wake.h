/*-------------------------------------------------------------------------
 *
 * wake.h
 *	  The word to the background worker that there is something for it to do.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_WAKE_H
#define OUTLAY_WAKE_H

#include "storage/latch.h"

/* Databases that can ask for a turn at the same time; where more do, all get one. */
#define WAKE_MAX_CALLS	32

extern void wake_init(void);
extern bool wake_is_preloaded(void);

/* For whoever leaves work behind. */
extern void wake_at_commit(void);

/* For the worker itself. */
extern void wake_now(void);
extern void wake_announce(Latch *latch, bool well);
extern bool wake_is_called(void);

/* For the launcher. */
extern void wake_be_launcher(Latch *latch);
extern bool wake_take_calls(Oid *called, int *calls);
extern void wake_begin_turn(void);
extern bool wake_end_turn(void);

#endif							/* OUTLAY_WAKE_H */
