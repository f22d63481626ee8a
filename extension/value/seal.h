/*-------------------------------------------------------------------------
 *
 * seal.h
 *	  Secrets that have to be read again, encrypted under the server's key.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SEAL_H
#define OUTLAY_SEAL_H

#include "postgres.h"

#define SEAL_DIGEST_BYTES	32

/* Characters of what seal_close() makes of so many bytes: key, dot, nonce, text and tag in base64url. */
#define SEAL_CHARS(bytes)	(9 + ((bytes) + 40) * 4 / 3 + 2)

extern void seal_init(void);
extern bool seal_has_key(void);
extern char *seal_close(const void *plain, size_t length, const char *about);
extern uint8 *seal_open(const char *sealed, const char *about, size_t *length, bool *is_old);
extern void seal_digest(const char *purpose, const char *text, uint8 digest[SEAL_DIGEST_BYTES]);

#endif							/* OUTLAY_SEAL_H */
