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

/* The record of a row s of session; parameter $1 is the caller's own session. */
#define SESSION_RECORD \
	"ROW(s.id, s.created_at, s.used_at, s.user_agent, s.address, s.id = $1)::outlay.session_record"

/* What a client gets: tokens are shown here once and stored nowhere. */
typedef struct Grant
{
	char	   *access_token;	/* NULL, as the other: it goes in a cookie */
	TimestampTz access_until;
	char	   *refresh_token;	/* NULL: the client keeps the one that it has */
	TimestampTz refresh_until;
	TimestampTz began;			/* of the session, where it goes on */
	int64		member;
	int			role;
	char	   *device_token;	/* NULL: none was asked for, or the device has one */
	const char *failure;		/* NULL, or why there is none */
	const char *next;			/* NULL, or what is still to be shown, with the ticket */
	char	   *ticket;
	TimestampTz ticket_until;
} Grant;

#define GRANT_COLUMNS	11
#define GRANT_SESSION_COLUMNS	6	/* of them, those of a session that was opened */

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
