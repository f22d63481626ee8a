/*-------------------------------------------------------------------------
 *
 * factor.c
 *	  The second factor: an authenticator, and recovery codes.
 *
 * Whether a member has one, whether they must, whether a code is right. The
 * functions that members call are in factor_own.c and factor_login.c.
 *
 * Who has guessed a password would have three codes in a million at any
 * moment, so wrong codes are counted for the member and slowed down as wrong
 * passwords are, over all log-ins: a thousand take ten days.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "call/audit.h"
#include "call/reply.h"
#include "call/setting.h"
#include "directory/tenant.h"
#include "people/credential.h"
#include "people/factor.h"
#include "people/mail.h"
#include "people/throttle.h"
#include "value/seal.h"
#include "value/totp.h"

#define TICKET_LIFETIME		(5 * 60)	/* seconds */
#define TICKET_SLOTS		8			/* log-ins of one member that can wait at once; a further one takes a place */
#define SETUP_LIFETIME		(15 * 60)

/* Characters of a recovery code without its hyphens; more could be typed around them. */
#define RECOVERY_CHARS		24
#define CODE_MAX_CHARS		60

static char *about(int64 member);
static void seal_again(Call *call, int64 member, const char *kind, const uint8 *secret);
static bool is_code_of(Call *call, int64 member, const char *kind, const char *code);
static bool is_recovery_code(Call *call, int64 member, const char *code);
static char *bare_code(const char *code);

/* Raises 55000 where the server has no key, without which there is no second factor. */
void
factor_require_key(void)
{
	if (!seal_has_key())
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "second_factor", "not_configured",
					  "a second factor is not configured on this server",
					  "Whoever runs this service sets outlay.secret_key_file.");
}

/* Whether a member has a second factor. */
bool
factor_exists(Call *call, int64 member)
{
	return credential_count(call, member, CREDENTIAL_TOTP) > 0;
}

/* Whether members with a role must have one. */
bool
factor_is_required(Call *call, int role)
{
	static const TenantStatement read = {
		"SELECT second_factor_roles::text FROM organization", 0
	};
	const char *roles;

	call_check_settings(call, call_run(call, &read, NULL, NULL));
	roles = call_text(1);
	return (setting_roles(roles ? roles : setting_default(SETTING_SECOND_FACTOR_ROLES)) & role) != 0;
}

/* Whether a member must have one and has none. */
bool
factor_is_missing(Call *call, int64 member, int role)
{
	return factor_is_required(call, role) && !factor_exists(call, member);
}

/*
 * Whether a member whose first factor was right is not in yet. The grant is
 * then a ticket for the rest of the way: to show a second factor, or to set
 * one up where the role must have it.
 */
bool
factor_stands_before(Call *call, int64 member, int role, Grant *grant)
{
	uint8		slot;

	if (factor_exists(call, member))
		grant->next = "second_factor";
	else if (factor_is_required(call, role))
		grant->next = "second_factor_setup";
	else
		return false;
	randombytes_buf(&slot, sizeof(slot));
	grant->ticket = credential_issue(call, member, TOKEN_TICKET, CREDENTIAL_TICKET, slot % TICKET_SLOTS, NULL,
									 TICKET_LIFETIME);
	grant->ticket_until = session_expiry(TICKET_LIFETIME);
	return true;
}

/* What a secret is sealed for: it opens in the row of this member alone. */
static char *
about(int64 member)
{
	return psprintf("totp of member " INT64_FORMAT, member);
}

/* Makes a new secret that waits for its first code, and fills in outlay.second_factor_setup. */
void
factor_begin(Call *call, int64 member, Datum *values)
{
	static const TenantStatement read_email = {
		"SELECT email::text FROM member WHERE id = $1", 1, {INT8OID}
	};
	TenantRow	tenant = {.name = "Outlay"};
	Datum		id = Int64GetDatum(member);
	uint8		secret[TOTP_SECRET_BYTES];

	factor_require_key();
	(void) tenant_lookup_id(call->tenant, &tenant);
	randombytes_buf(secret, sizeof(secret));
	credential_put(call, member, CREDENTIAL_TOTP_NEW, 0, seal_close(secret, sizeof(secret), about(member)), NULL,
				   SETUP_LIFETIME);
	call_run(call, &read_email, &id, NULL);
	values[0] = CStringGetTextDatum(totp_base32(secret, sizeof(secret)));
	values[1] = CStringGetTextDatum(totp_uri(secret, tenant.name, call_text(1)));
	values[2] = TimestampTzGetDatum(session_expiry(SETUP_LIFETIME));
	sodium_memzero(secret, sizeof(secret));
}

/* Seals a secret again that an earlier key has sealed. */
static void
seal_again(Call *call, int64 member, const char *kind, const uint8 *secret)
{
	static const TenantStatement update = {
		"UPDATE credential SET secret = $3 WHERE member_id = $1 AND kind = $2 AND number = 0",
		3, {INT8OID, TEXTOID, TEXTOID}
	};
	Datum		values[] = {
		Int64GetDatum(member), CStringGetTextDatum(kind),
		CStringGetTextDatum(seal_close(secret, TOTP_SECRET_BYTES, about(member)))
	};

	call_run(call, &update, values, NULL);
}

/* Whether a code is the authenticator's, for the first time; remembers its step then. */
static bool
is_code_of(Call *call, int64 member, const char *kind, const char *code)
{
	static const TenantStatement lock = {
		"SELECT secret::text, used_step FROM credential WHERE member_id = $1 AND kind = $2 AND number = 0 "
		"AND (valid_until IS NULL OR valid_until > now()) FOR UPDATE",
		2, {INT8OID, TEXTOID}
	};
	static const TenantStatement use = {
		"UPDATE credential SET used_step = $3 WHERE member_id = $1 AND kind = $2 AND number = 0",
		3, {INT8OID, TEXTOID, INT8OID}
	};
	Datum		values[] = {Int64GetDatum(member), CStringGetTextDatum(kind), (Datum) 0};
	uint8	   *secret;
	size_t		length;
	bool		is_old;
	int64		last;
	int64		step;

	if (call_run(call, &lock, values, NULL) == 0)
		return false;
	last = call_int64(2);
	secret = seal_open(call_text(1), about(member), &length, &is_old);
	if (secret == NULL || length != TOTP_SECRET_BYTES)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "second_factor", "unreadable",
					  "no key of this server opens the secret of this second factor",
					  "The key that sealed it is missing in outlay.secret_key_file. Without it an owner or admin takes "
					  "the second factor away, and the member sets up another.");
	if (!totp_check(secret, code, totp_step(), last, &step))
	{
		sodium_memzero(secret, length);
		return false;
	}
	values[2] = Int64GetDatum(step);
	call_run(call, &use, values, NULL);
	if (is_old)
		seal_again(call, member, kind, secret);
	sodium_memzero(secret, length);
	return true;
}

/* Takes a recovery code of the member's out of use; false where it is none. */
static bool
is_recovery_code(Call *call, int64 member, const char *code)
{
	uint8		digest[TOKEN_SECRET_BYTES];

	if (strlen(code) != RECOVERY_CHARS)
		return false;
	crypto_generichash(digest, sizeof(digest), (const uint8 *) code, RECOVERY_CHARS, NULL, 0);
	if (!credential_take(call, member, CREDENTIAL_RECOVERY, digest, NULL))
		return false;
	audit_record(call, "recovery_used", "member", member, audit_no_record, audit_no_record);
	mail_notify(call, MAIL_RECOVERY_USED, member);
	return true;
}

/* A code without blanks and hyphens, in capitals. */
static char *
bare_code(const char *code)
{
	char	   *bare = palloc(CODE_MAX_CHARS + 1);
	int			length = 0;

	for (; *code && length < CODE_MAX_CHARS; code++)
		if (*code != ' ' && *code != '-')
			bare[length++] = pg_ascii_toupper((unsigned char) *code);
	bare[length] = '\0';
	return bare;
}

/* Whether a code is the first one of the authenticator that a member is setting up. */
bool
factor_is_first_code(Call *call, int64 member, const char *code)
{
	return is_code_of(call, member, CREDENTIAL_TOTP_NEW, bare_code(code));
}

/*
 * Whether a code is right for a member: of the authenticator, or, where there
 * is none yet, of the one that is being set up, or a recovery code. A wrong one
 * is counted. *wait: seconds until the next attempt, for CODE_MUST_WAIT.
 */
CodeOutcome
factor_check(Call *call, int64 member, const char *code, int *wait)
{
	Throttle	throttle;
	bool		has_one = factor_exists(call, member);
	bool		right;

	code = bare_code(code);
	*wait = throttle_begin(call, &throttle, psprintf("second factor of " INT64_FORMAT, member), NULL, NULL);
	if (*wait > 0)
		return CODE_MUST_WAIT;
	right = is_code_of(call, member, has_one ? CREDENTIAL_TOTP : CREDENTIAL_TOTP_NEW, code) ||
		(has_one && is_recovery_code(call, member, code));
	if (right)
	{
		throttle_succeeded(call, &throttle);
		return CODE_RIGHT;
	}
	throttle_failed(call, &throttle);
	if (throttle_is_noted(&throttle))
		audit_record(call, "code_refused", "member", member, audit_no_record, audit_no_record);
	return CODE_WRONG;
}

/* Leaves the answer of a refused code and returns its name. */
const char *
factor_refuse(CodeOutcome outcome, int wait, int status)
{
	if (outcome == CODE_MUST_WAIT)
	{
		reply_failure(429, NULL, "too_many_attempts",
					  psprintf("too many failed attempts: try again in %d s", wait), wait);
		return "too_many_attempts";
	}
	reply_failure(status, "code", "wrong_code", "this code is wrong, or was used before", 0);
	return "wrong_code";
}

/* Makes the authenticator whose first code was right the member's second factor, in place of another. */
void
factor_add(Call *call, int64 member)
{
	static const TenantStatement move = {
		"UPDATE credential SET kind = '" CREDENTIAL_TOTP "', valid_until = NULL, created_at = now() "
		"WHERE member_id = $1 AND kind = '" CREDENTIAL_TOTP_NEW "'",
		1, {INT8OID}
	};
	Datum		id = Int64GetDatum(member);

	credential_drop(call, member, CREDENTIAL_TOTP);
	credential_drop(call, member, CREDENTIAL_RECOVERY);
	call_run(call, &move, &id, NULL);
	audit_record(call, "factor_added", "member", member, audit_no_record, audit_no_record);
	mail_notify(call, MAIL_FACTOR_ADDED, member);
}
