/*-------------------------------------------------------------------------
 *
 * grant.h
 *	  The tokens that a client gets.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_GRANT_H
#define OUTLAY_GRANT_H

#include "postgres.h"

#include "datatype/timestamp.h"

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

#endif							/* OUTLAY_GRANT_H */
