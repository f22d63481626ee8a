/*-------------------------------------------------------------------------
 *
 * credential.c
 *	  What a member can show beside a password: a table of the tenant.
 *
 * Tokens that were sent somewhere, log-ins that wait for their second factor,
 * the secret of an authenticator, recovery codes: each is a row with a kind,
 * and of most kinds a member has one. Tokens and codes have enough randomness
 * for their SHA-256 to be stored; an authenticator's secret, which has to be
 * read again, is sealed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

#include "people/credential.h"

/* Writes a credential in place of the one of that kind and number. seconds: until it ends. detail may be NULL. */
void
credential_put(Call *call, int64 member, const char *kind, int number, const char *secret, const char *detail,
			   int seconds)
{
	static const TenantStatement put = {
		"INSERT INTO credential (member_id, kind, number, secret, detail, valid_until) VALUES ($1, $2, $3, $4, $5, "
		"CASE WHEN $6 > 0 THEN now() + make_interval(secs => $6) END) "
		"ON CONFLICT (member_id, kind, number) DO UPDATE SET secret = excluded.secret, detail = excluded.detail, "
		"valid_until = excluded.valid_until, used_step = 0, created_at = now()",
		6, {INT8OID, TEXTOID, INT4OID, TEXTOID, TEXTOID, INT4OID}
	};
	Datum		values[6];
	char		nulls[] = "      ";

	values[0] = Int64GetDatum(member);
	values[1] = CStringGetTextDatum(kind);
	values[2] = Int32GetDatum(number);
	values[3] = CStringGetTextDatum(secret);
	call_bind_text(detail, &values[4], &nulls[4]);
	values[5] = Int32GetDatum(seconds);
	call_run(call, &put, values, nulls);
}

/* Reads a member's living credential of a kind of which there is one, and locks it. False: there is none. */
bool
credential_get(Call *call, int64 member, const char *kind, char **secret, char **detail)
{
	static const TenantStatement get = {
		"SELECT secret::text, detail::text FROM credential WHERE member_id = $1 AND kind = $2 AND number = 0 "
		"AND (valid_until IS NULL OR valid_until > now()) FOR UPDATE",
		2, {INT8OID, TEXTOID}
	};
	Datum		values[] = {Int64GetDatum(member), CStringGetTextDatum(kind)};

	if (call_run(call, &get, values, NULL) == 0)
		return false;
	*secret = call_text(1);
	if (detail != NULL)
		*detail = call_text(2);
	return true;
}

/* Removes all of a kind that a member has; their number. */
uint64
credential_drop(Call *call, int64 member, const char *kind)
{
	static const TenantStatement drop = {
		"DELETE FROM credential WHERE member_id = $1 AND kind = $2", 2, {INT8OID, TEXTOID}
	};
	Datum		values[] = {Int64GetDatum(member), CStringGetTextDatum(kind)};

	return call_run(call, &drop, values, NULL);
}

/* How many of a kind a member has. */
int64
credential_count(Call *call, int64 member, const char *kind)
{
	static const TenantStatement count = {
		"SELECT count(*) FROM credential WHERE member_id = $1 AND kind = $2 "
		"AND (valid_until IS NULL OR valid_until > now())",
		2, {INT8OID, TEXTOID}
	};
	Datum		values[] = {Int64GetDatum(member), CStringGetTextDatum(kind)};

	call_run(call, &count, values, NULL);
	return call_int64(1);
}

/*
 * Uses up a credential of a kind by its secret: it is gone in this
 * transaction, so it is good once. False where the member has none with it.
 */
bool
credential_take(Call *call, int64 member, const char *kind, const uint8 *secret, char **detail)
{
	static const TenantStatement take = {
		"DELETE FROM credential WHERE member_id = $1 AND kind = $2 AND secret = $3 "
		"AND (valid_until IS NULL OR valid_until > now()) RETURNING detail::text",
		3, {INT8OID, TEXTOID, TEXTOID}
	};
	char		hash[TOKEN_HASH_CHARS + 1];
	Datum		values[3];

	token_hash(secret, hash);
	values[0] = Int64GetDatum(member);
	values[1] = CStringGetTextDatum(kind);
	values[2] = CStringGetTextDatum(hash);
	if (call_run(call, &take, values, NULL) == 0)
		return false;
	if (detail != NULL)
		*detail = call_text(1);
	return true;
}

/* Makes a token, stores its hash, and returns its text, palloc'd. */
char *
credential_issue(Call *call, int64 member, TokenKind token_kind, const char *kind, int number, const char *detail,
				 int seconds)
{
	Token		token = {.id = member};
	char		hash[TOKEN_HASH_CHARS + 1];

	token_random(token.secret);
	token_hash(token.secret, hash);
	credential_put(call, member, kind, number, hash, detail, seconds);
	return token_print(token_kind, &token);
}
