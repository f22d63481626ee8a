/*-------------------------------------------------------------------------
 *
 * session.h
 *	  Sessions: a log-in on one device, with its tokens.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SESSION_H
#define OUTLAY_SESSION_H

#include "datatype/timestamp.h"

#include "call/call.h"
#include "people/grant.h"

/* The record of a row s of session; parameter $1 is the caller's own session. */
#define SESSION_RECORD \
	"ROW(s.id, s.created_at, s.used_at, s.user_agent, s.address, s.id = $1)::outlay.session_record"

/* Settings: seconds that a token is valid, and that a session lasts however often it is refreshed. */
extern int	session_access_lifetime;
extern int	session_refresh_lifetime;
extern int	session_lifetime;

extern void session_init(void);
extern bool session_authenticate(int64 tenant, const char *text, Caller *caller);
extern void session_open(Call *call, int64 member, int role, Grant *grant);
extern int64 session_end_all(Call *call, int64 member, int64 except);
extern int64 session_require_member(Call *call);
extern int64 session_require_recent(Call *call);
extern void session_check_recent(Call *call);
extern void session_confirm(Call *call, Grant *grant);
extern void session_grant_columns(const Grant *grant, Datum *values, bool *nulls);
extern Datum session_grant_row(Call *call, const Grant *grant);
extern TimestampTz session_expiry(int seconds);
extern TimestampTz session_token_expiry(int seconds, TimestampTz session_began);

#endif							/* OUTLAY_SESSION_H */
