/*-------------------------------------------------------------------------
 *
 * purge_watch.h
 *	  What the worker knows of the retention bin.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_PURGE_WATCH_H
#define OUTLAY_PURGE_WATCH_H

#include "datatype/timestamp.h"

extern void purge_watch_init(void);
extern TimestampTz purge_watch_time(void);
extern void purge_watch_look(void);
extern bool purge_watch_lock_next(int64 after, int64 *id);
extern void purge_watch_failed(int64 id, const char *message);

#endif							/* OUTLAY_PURGE_WATCH_H */
