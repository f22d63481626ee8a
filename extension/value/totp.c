/*-------------------------------------------------------------------------
 *
 * totp.c
 *	  One-time passwords by time (RFC 6238).
 *
 * With SHA-1, six digits and steps of 30 seconds: what authenticators take
 * without being told, and some even if they are told otherwise. HMAC does not
 * depend on what SHA-1 has lost. A code is good in its own step and in the one
 * before and after it, for clocks that differ and for people who type slowly,
 * and never in a step that is not later than the last one used.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>
#include <time.h>

#include "common/hmac.h"
#include "common/sha1.h"
#include "lib/stringinfo.h"
#include "port/pg_bswap.h"

#include "value/totp.h"

/* Steps before and after the present one in which a code is good. */
#define DRIFT	1

static void make_code(const uint8 *secret, int64 step, char code[TOTP_DIGITS + 1]);
static void append_escaped(StringInfo uri, const char *text);

/* The step that it is now, by the server's clock; not the transaction's, which may have begun a while ago. */
int64
totp_step(void)
{
	return (int64) time(NULL) / TOTP_STEP_SECONDS;
}

/* The code of a step (RFC 4226, 5.3). */
static void
make_code(const uint8 *secret, int64 step, char code[TOTP_DIGITS + 1])
{
	uint64		counter = pg_hton64((uint64) step);
	uint8		digest[SHA1_DIGEST_LENGTH];
	pg_hmac_ctx *hmac = pg_hmac_create(PG_SHA1);
	uint32		number;
	int			at;

	if (hmac == NULL ||
		pg_hmac_init(hmac, secret, TOTP_SECRET_BYTES) < 0 ||
		pg_hmac_update(hmac, (const uint8 *) &counter, sizeof(counter)) < 0 ||
		pg_hmac_final(hmac, digest, sizeof(digest)) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not compute a one-time password")));
	pg_hmac_free(hmac);

	at = digest[SHA1_DIGEST_LENGTH - 1] & 0x0f;
	memcpy(&number, digest + at, sizeof(number));
	number = (pg_ntoh32(number) & 0x7fffffff) % 1000000;
	snprintf(code, TOTP_DIGITS + 1, "%06u", number);
}

/*
 * Whether a code is that of a step near now and later than the last one used,
 * which *used is then. Every step is looked at, so that the time tells nothing.
 */
bool
totp_check(const uint8 *secret, const char *code, int64 now, int64 last, int64 *used)
{
	char		expected[TOTP_DIGITS + 1];
	bool		right = false;

	if (strlen(code) != TOTP_DIGITS)
		return false;
	for (int64 step = now - DRIFT; step <= now + DRIFT; step++)
	{
		make_code(secret, step, expected);
		if (sodium_memcmp(expected, code, TOTP_DIGITS) == 0 && step > last)
		{
			*used = step;
			right = true;
		}
	}
	sodium_memzero(expected, sizeof(expected));
	return right;
}

/* Bytes in base32 without padding (RFC 4648), palloc'd. */
char *
totp_base32(const uint8 *bytes, size_t length)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	char	   *text = palloc(length * 8 / 5 + 2);
	size_t		written = 0;
	uint32		held = 0;
	int			bits = 0;

	for (size_t i = 0; i < length; i++)
	{
		held = (held << 8) | bytes[i];
		for (bits += 8; bits >= 5; bits -= 5)
			text[written++] = letters[(held >> (bits - 5)) & 31];
	}
	if (bits > 0)
		text[written++] = letters[(held << (5 - bits)) & 31];
	text[written] = '\0';
	return text;
}

/* Appends text with everything but letters, digits and -._~ as %XX. */
static void
append_escaped(StringInfo uri, const char *text)
{
	for (const unsigned char *c = (const unsigned char *) text; *c; c++)
		if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~", *c))
			appendStringInfoChar(uri, (char) *c);
		else
			appendStringInfo(uri, "%%%02X", *c);
}

/* The otpauth URI of a secret, which an authenticator reads from a QR code; palloc'd. */
char *
totp_uri(const uint8 *secret, const char *issuer, const char *account)
{
	StringInfoData uri;
	char	   *base32 = totp_base32(secret, TOTP_SECRET_BYTES);

	initStringInfo(&uri);
	appendStringInfoString(&uri, "otpauth://totp/");
	append_escaped(&uri, issuer);
	appendStringInfoString(&uri, "%3A");
	append_escaped(&uri, account);
	appendStringInfo(&uri, "?secret=%s&issuer=", base32);
	append_escaped(&uri, issuer);
	return uri.data;
}
