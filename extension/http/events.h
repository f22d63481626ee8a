/*-------------------------------------------------------------------------
 *
 * events.h
 *	  What changed since: the audit as a stream of events.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_EVENTS_H
#define OUTLAY_EVENTS_H

#include "postgres.h"

extern int64 events_take_position(void);

#endif							/* OUTLAY_EVENTS_H */
