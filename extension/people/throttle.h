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
	char		account[THROTTLE_KEY_CHARS + 1];	/* the e-mail address, or a device known for it */
	char		address[THROTTLE_KEY_CHARS + 1];	/* empty: not known, or does not matter */
	bool		known_device;
	int			attempts;		/* that have failed, this one too; or that were refused */
} Throttle;

/* Seconds for which a device is known after its last log-in. */
#define THROTTLE_DEVICE_LIFETIME	(180 * 24 * 60 * 60)

/* What is counted, as a key: by a folded e-mail address, by a client's address ("": not known, and empty). */
extern void throttle_account_key(char key[THROTTLE_KEY_CHARS + 1], const char *email);
extern void throttle_address_key(char key[THROTTLE_KEY_CHARS + 1], const char *address);

/* How many seconds an attempt has to wait after so many failures, the last so many milliseconds ago. */
extern int	throttle_wait(int64 failures, int64 passed, int free_failures);

/* Failures that are free. */
#define THROTTLE_EMAIL_FREE		5
#define THROTTLE_ADDRESS_FREE	20

extern int	throttle_begin(Call *call, Throttle *throttle, const char *email, const char *password_hash,
						  const uint8 *device);
extern void throttle_failed(Call *call, Throttle *throttle);
extern bool throttle_allows(Call *call, const char *what, int most);
extern bool throttle_allows_client(Call *call, int most);
extern void throttle_succeeded(Call *call, const Throttle *throttle);
extern void throttle_know_device(Call *call, const char *email, const char *password_hash, const uint8 *device);
extern bool throttle_is_noted(const Throttle *throttle);

#endif							/* OUTLAY_THROTTLE_H */
