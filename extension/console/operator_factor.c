/*-------------------------------------------------------------------------
 *
 * operator_factor.c
 *	  An operator's authenticator.
 *
 * There is no session without one, and no way around it over HTTP: no recovery
 * codes, and nothing that an operator could take away. Who has lost it asks
 * somebody with psql.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "console/operator_factor.h"
#include "core/problem.h"
#include "core/row.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "people/factor.h"
#include "people/session.h"
#include "value/seal.h"
#include "value/totp.h"

#define SETUP_LIFETIME	(15 * 60)

static char *about(int64 operator_id);
static char *digits_of(const char *code);

/* What a secret is sealed for: it opens in the row of this operator alone. */
static char *
about(int64 operator_id)
{
	return psprintf("totp of operator " INT64_FORMAT, operator_id);
}

/* A code without the blanks and hyphens that people type. */
static char *
digits_of(const char *code)
{
	char	   *digits = palloc(TOTP_DIGITS + 2);
	int			length = 0;

	for (; *code != '\0' && length <= TOTP_DIGITS; code++)
		if (*code != ' ' && *code != '-')
			digits[length++] = *code;
	digits[length] = '\0';
	return digits;
}

/* Whether an operator has set one up. */
bool
operator_factor_exists_in(int64 operator_id)
{
	static const Statement find = {
		"SELECT FROM outlay.operator WHERE id = $1 AND factor_secret IS NOT NULL", 1, {INT8OID}
	};
	Datum		id = Int64GetDatum(operator_id);

	return directory_run(&find, &id, NULL) > 0;
}

/* Makes a new secret that waits for its first code, and fills in outlay.second_factor_setup. */
void
operator_factor_begin_in(int64 operator_id, Datum *values)
{
	static const Statement update = {
		"UPDATE outlay.operator SET new_secret = $2, new_until = now() + make_interval(secs => $3) WHERE id = $1 "
		"RETURNING email",
		3, {INT8OID, TEXTOID, INT4OID}
	};
	uint8		secret[TOTP_SECRET_BYTES];
	Datum		given[3];

	factor_require_key();
	randombytes_buf(secret, sizeof(secret));
	given[0] = Int64GetDatum(operator_id);
	given[1] = CStringGetTextDatum(seal_close(secret, sizeof(secret), about(operator_id)));
	given[2] = Int32GetDatum(SETUP_LIFETIME);
	(void) directory_run(&update, given, NULL);
	values[0] = CStringGetTextDatum(totp_base32(secret, sizeof(secret)));
	values[1] = CStringGetTextDatum(totp_uri(secret, psprintf("Outlay %s", outlay_console_host), row_text(0, 1)));
	values[2] = TimestampTzGetDatum(session_expiry(SETUP_LIFETIME));
	sodium_memzero(secret, sizeof(secret));
}

/*
 * Whether a code is the authenticator's, for the first time. Where there is
 * none yet it is that of the one that is being set up, which its first code
 * makes the operator's: *is_first then. 55000: no key opens the secret.
 */
bool
operator_factor_check_in(int64 operator_id, const char *code, bool *is_first)
{
	static const Statement read = {
		"SELECT coalesce(factor_secret, CASE WHEN new_until > now() THEN new_secret END), factor_secret IS NULL, "
		"CASE WHEN factor_secret IS NULL THEN 0 ELSE factor_step END FROM outlay.operator WHERE id = $1",
		1, {INT8OID}
	};
	static const Statement use = {
		"UPDATE outlay.operator SET factor_secret = $2, factor_step = $3, new_secret = NULL, new_until = NULL, "
		"factor_at = coalesce(factor_at, now()) WHERE id = $1",
		3, {INT8OID, TEXTOID, INT8OID}
	};
	Datum		values[3] = {Int64GetDatum(operator_id)};
	uint8	   *secret;
	size_t		length;
	bool		is_old;
	bool		right;
	int64		step;

	if (directory_run(&read, values, NULL) == 0 || row_is_null(0, 1))
		return false;
	*is_first = row_bool(0, 2);
	secret = seal_open(row_text(0, 1), about(operator_id), &length, &is_old);
	if (secret == NULL || length != TOTP_SECRET_BYTES)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "second_factor", "unreadable",
					  "no key of this server opens the secret of this second factor",
					  "The key that sealed it is missing in outlay.secret_key_file. Without it "
					  "outlay.reset_operator_factor() takes it away, and the next log-in sets up another.");
	right = totp_check(secret, digits_of(code), totp_step(), row_int64(0, 3), &step);
	if (right)
	{
		/* Sealed anew, by the key of today. */
		values[1] = CStringGetTextDatum(seal_close(secret, TOTP_SECRET_BYTES, about(operator_id)));
		values[2] = Int64GetDatum(step);
		(void) directory_run(&use, values, NULL);
	}
	sodium_memzero(secret, length);
	return right;
}
