/*-------------------------------------------------------------------------
 *
 * throttle.h
 *	  Failed attempts to log in are counted and slowed down.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_THROTTLE_H
#define OUTLAY_THROTTLE_H

#include "call/call.h"

#define THROTTLE_KEY_CHARS	44	/* a letter and a SHA-256 in base64url */

/* What an attempt counts against. */
typedef struct Throttle
{
	char		email[THROTTLE_KEY_CHARS + 1];
	char		address[THROTTLE_KEY_CHARS + 1];	/* empty: not known */
} Throttle;

extern int	throttle_begin(Call *call, Throttle *throttle, const char *email);
extern void throttle_failed(Call *call, const Throttle *throttle);
extern bool throttle_allows(Call *call, const char *what, int most);
extern bool throttle_allows_client(Call *call, int most);
extern void throttle_succeeded(Call *call, const Throttle *throttle);

#endif							/* OUTLAY_THROTTLE_H */
