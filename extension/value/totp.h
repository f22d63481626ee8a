/*-------------------------------------------------------------------------
 *
 * totp.h
 *	  One-time passwords by time (RFC 6238).
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TOTP_H
#define OUTLAY_TOTP_H

#include "postgres.h"

#define TOTP_SECRET_BYTES	20	/* what RFC 4226 recommends, and every authenticator takes */
#define TOTP_STEP_SECONDS	30
#define TOTP_DIGITS			6

extern int64 totp_step(void);
extern bool totp_check(const uint8 *secret, const char *code, int64 now, int64 last, int64 *used);
extern char *totp_base32(const uint8 *bytes, size_t length);
extern char *totp_uri(const uint8 *secret, const char *issuer, const char *account);

#endif							/* OUTLAY_TOTP_H */
