/*-------------------------------------------------------------------------
 *
 * operator_session.h
 *	  An operator's log-in, and what comes of it.
 *
 * The functions that end with _in run while the directory is open.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_OPERATOR_SESSION_H
#define OUTLAY_OPERATOR_SESSION_H

#include "datatype/timestamp.h"

#include "call/caller.h"
#include "value/token.h"

#define OPERATOR_TICKET_LIFETIME	(5 * 60)	/* seconds */

extern bool operator_session_authenticate(const char *text, Caller *caller);
extern bool operator_session_is_good(int64 id);
extern char *operator_session_open_in(int64 operator_id, bool waits, int64 *id);
extern int64 operator_session_ticket_in(const char *text);
extern void operator_session_end_in(int64 id);
extern void operator_session_end_all_in(int64 operator_id);

#endif							/* OUTLAY_OPERATOR_SESSION_H */
