/*-------------------------------------------------------------------------
 *
 * events.h
 *	  Streams of events: the rounds in which all of them go on.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_EVENTS_H
#define OUTLAYD_EVENTS_H

#include "serve/stream.h"

extern struct MHD_Response *events_open(Request *request, const char *head);
extern void events_close(Request *request);
extern void events_drain(Loop *loop);
extern int64_t events_deadline(const Loop *loop);
extern void events_expire(Loop *loop);

#endif							/* OUTLAYD_EVENTS_H */
