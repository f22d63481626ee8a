/*-------------------------------------------------------------------------
 *
 * recurring_watch.h
 *	  Which organizations have a recurring expense due, and when.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_RECURRING_WATCH_H
#define OUTLAY_RECURRING_WATCH_H

#include "datatype/timestamp.h"

/* Has the worker look at a tenant at a time, or earlier. */
extern void recurring_watch_note(int64 tenant, TimestampTz due_at);

/* Has it look at once at a tenant that it looks at anyway. */
extern void recurring_watch_hurry(int64 tenant);

/* Keeps others from saying when a tenant is due until the end of the transaction. */
extern void recurring_watch_lock(int64 tenant);

/* Says when a tenant, which is locked, is due next; DT_NOEND: never. */
extern void recurring_watch_set(int64 tenant, TimestampTz due_at);

/* Locks the tenant that is due longest, of which nobody else is saying when, and tells its number. */
extern bool recurring_watch_lock_next(int64 *tenant);

/* Notes why a tenant failed, and tries it again later and later. */
extern void recurring_watch_failed(int64 tenant, const char *message);

#endif							/* OUTLAY_RECURRING_WATCH_H */
