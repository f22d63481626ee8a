/*-------------------------------------------------------------------------
 *
 * login.c
 *	  Logging in, and going on with the refresh token.
 *
 * What fails here is answered with reply_failure() and an empty grant, never
 * with an ERROR: the failure is counted, or the session ended, in the same
 * transaction. Who guesses learns nothing from the answer or from its time:
 * for an unknown e-mail address a hash of nobody's is checked.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "call/audit.h"
#include "call/reply.h"
#include "people/cookie.h"
#include "people/factor.h"
#include "people/login.h"
#include "people/session.h"
#include "people/throttle.h"
#include "value/fold.h"
#include "value/password.h"
#include "value/text.h"
#include "value/token.h"

PG_FUNCTION_INFO_V1(outlay_log_in);
PG_FUNCTION_INFO_V1(outlay_refresh_session);
PG_FUNCTION_INFO_V1(outlay_renew_access);

/* A member as log-in sees it. */
typedef struct Candidate
{
	bool		active;
	char	   *hash;			/* NULL: there is no such member, or it has no password yet */
} Candidate;

static void find_candidate(Call *call, const char *email, Login *login, Candidate *candidate);
static bool is_unchanged(Call *call, int64 member, const char *hash);
static void rehash(Call *call, int64 member, const char *password);
static void note_attempt(Call *call, const char *action, const char *email, const Login *login,
						 const Throttle *throttle);
static bool lock_session(Call *call, const char *text, Token *token, Grant *grant, bool *reused);
static void end_refused(Call *call, int64 session, const char *action);
static void renew(Call *call, Token *refresh, bool rotate, Grant *grant);
static Datum refresh(FunctionCallInfo fcinfo, bool rotate);

/* Finds the member with an e-mail address, which is folded. */
static void
find_candidate(Call *call, const char *email, Login *login, Candidate *candidate)
{
	static const TenantStatement find = {
		"SELECT id, role::text, status = 'active', password_hash::text FROM member "
		"WHERE " FOLDED("email") " = $1",
		1, {TEXTOID}
	};
	Datum		value = CStringGetTextDatum(email);
	bool		is_null;

	*candidate = (Candidate) {false, NULL};
	if (call_run(call, &find, &value, NULL) == 0)
		return;
	login->member = call_int64(1);
	login->role = member_role_from_name(call_text(2));
	candidate->active = DatumGetBool(call_column(3, &is_null));
	candidate->hash = call_text(4);
}

/*
 * Whether the member is still as it was before its password was checked, which
 * takes a while; locks it, so that it stays so.
 */
static bool
is_unchanged(Call *call, int64 member, const char *hash)
{
	static const TenantStatement again = {
		"SELECT FROM member WHERE id = $1 AND status = 'active' AND password_hash = $2 FOR SHARE", 2, {INT8OID, TEXTOID}
	};
	Datum		values[] = {Int64GetDatum(member), CStringGetTextDatum(hash)};

	return call_run(call, &again, values, NULL) > 0;
}

/* Replaces a hash that was made with other parameters than today's. */
static void
rehash(Call *call, int64 member, const char *password)
{
	static const TenantStatement update = {
		"UPDATE member SET password_hash = $2 WHERE id = $1", 2, {INT8OID, TEXTOID}
	};
	Datum		values[] = {Int64GetDatum(member), CStringGetTextDatum(password_hash(password))};

	call_run(call, &update, values, NULL);
}

/*
 * Notes an attempt that failed or was refused, in the audit and in the
 * server's log: as whom, and where it came from. What was typed instead of an
 * e-mail address may be a password, and is noted nowhere.
 */
static void
note_attempt(Call *call, const char *action, const char *email, const Login *login, const Throttle *throttle)
{
	static const TenantStatement make = {
		"SELECT ROW($1, $2, $3, $4, $5)::outlay.log_in_attempt", 5, {TEXTOID, TEXTOID, TEXTOID, BOOLOID, INT4OID}
	};
	Datum		values[5];
	char		nulls[] = "     ";
	Datum		row;

	if (!throttle_is_noted(throttle))
		return;
	call_bind_text(text_is_email(email) ? email : NULL, &values[0], &nulls[0]);
	call_bind_text(call->caller.address, &values[1], &nulls[1]);
	call_bind_text(call->caller.user_agent, &values[2], &nulls[2]);
	values[3] = BoolGetDatum(throttle->known_device);
	values[4] = Int32GetDatum(throttle->attempts);
	(void) call_row(call, &make, values, nulls, &row);
	audit_record(call, action, "log_in", login->member, audit_no_record, audit_row(row));
	ereport(LOG,
			(errmsg("log-in %s: organization " INT64_FORMAT ", member " INT64_FORMAT ", attempt %d, from %s", action,
					call->tenant, login->member, throttle->attempts,
					call->caller.address[0] ? call->caller.address : "no address"),
			 errhidestmt(true), errhidecontext(true)));
}

/* Checks the password of whoever has an e-mail address, and counts a failure; see login.h. */
LoginOutcome
login_check(Call *call, const char *email, Datum password, Login *login)
{
	Throttle	throttle;
	Candidate	candidate;
	Token		device;
	char	   *key = fold_text(email);
	char	   *given;
	bool		has_device = token_parse(TOKEN_DEVICE, call->caller.device_token, &device);
	bool		right;

	*login = (Login) {0};
	find_candidate(call, key, login, &candidate);
	login->wait = throttle_begin(call, &throttle, key, candidate.hash, has_device ? device.secret : NULL);
	login->known_device = throttle.known_device;
	if (login->wait > 0)
	{
		note_attempt(call, "refused", key, login, &throttle);
		return LOGIN_MUST_WAIT;
	}

	given = password_read(password);
	right = password_verify(candidate.hash, given) && candidate.active &&
		is_unchanged(call, login->member, candidate.hash);
	if (right && password_needs_rehash(candidate.hash))
	{
		rehash(call, login->member, given);
		login->known_device = false;	/* it was known for the hash of before */
	}
	password_wipe(given);

	if (right)
		throttle_succeeded(call, &throttle);
	else
	{
		throttle_failed(call, &throttle);
		note_attempt(call, "failed", key, login, &throttle);
	}
	return right ? LOGIN_RIGHT : LOGIN_WRONG;
}

/* Leaves the answer of a refused check: status, code and detail of a wrong password, or 429. Returns the code. */
const char *
login_refuse(LoginOutcome outcome, const Login *login, int status, const char *field, const char *code,
			 const char *detail)
{
	if (outcome == LOGIN_MUST_WAIT)
	{
		reply_failure(429, NULL, "too_many_attempts",
					  psprintf("too many failed attempts: try again in %d s", login->wait), login->wait);
		return "too_many_attempts";
	}
	reply_failure(status, field, code, detail, 0);
	return code;
}

/* Gives a device a token by which its next log-in as that member is known, while the password is the same. */
void
login_know_device(Call *call, const char *email, int64 member, Grant *grant)
{
	static const TenantStatement read_hash = {
		"SELECT password_hash::text FROM member WHERE id = $1", 1, {INT8OID}
	};
	Token		device = {.id = member};
	Datum		id = Int64GetDatum(member);

	token_random(device.secret);
	call_run(call, &read_hash, &id, NULL);
	throttle_know_device(call, fold_text(email), call_text(1), device.secret);
	grant->device_token = token_print(TOKEN_DEVICE, &device);
}

/* Whether the client of a call can keep a device's token: its arguments ask for cookies, or for one in the answer. */
bool
login_wants_device(const Call *call, int cookies_arg, int device_arg)
{
	return call_has(call, device_arg) || (call_has(call, cookies_arg) && DatumGetBool(call_arg(call, cookies_arg)));
}

/*
 * log_in(email text, password text, cookies boolean, device_token text)
 * returns outlay.session_grant, with its tokens in a cookie if cookies is true,
 * and for a device that is not known yet, if it has a cookie or a device_token
 * (empty: it wants one), one by which it is from then on; a ticket instead of
 * tokens for who has, or must have, a second factor. Where
 * it is refused, the grant is empty but for failure: wrong_credentials (401)
 * or too_many_attempts (429). 22023: an argument is missing.
 */
Datum
outlay_log_in(PG_FUNCTION_ARGS)
{
	Call		call;
	Login		login;
	Grant		grant = {0};
	LoginOutcome outcome;
	char	   *email;

	call_begin(&call, fcinfo);
	for (int i = 0; i < 2; i++)
		if (!call_has(&call, i))
			problem_add(&call.problems, i == 0 ? "email" : "password", "missing", "is required");
	problem_check(&call.problems, "log-in");

	email = TextDatumGetCString(call_arg(&call, 0));
	if (call_has(&call, 3))
		strlcpy(call.caller.device_token, TextDatumGetCString(call_arg(&call, 3)), sizeof(call.caller.device_token));
	outcome = login_check(&call, email, call_arg(&call, 1), &login);
	if (outcome == LOGIN_RIGHT)
	{
		if (!factor_stands_before(&call, login.member, login.role, &grant))
			session_open(&call, login.member, login.role, &grant);
		if (!login.known_device && login_wants_device(&call, 2, 3))
			login_know_device(&call, email, login.member, &grant);
		cookie_send(&call, 2, &grant);
	}
	else
		grant.failure = login_refuse(outcome, &login, 401, NULL, "wrong_credentials",
									 "No active account found with the given credentials");
	return call_end(&call, session_grant_row(&call, &grant));
}

/*
 * Finds and locks the session of a refresh token, and makes its member the
 * caller. False where there is none; *reused where the token is an old one.
 */
static bool
lock_session(Call *call, const char *text, Token *token, Grant *grant, bool *reused)
{
	static const TenantStatement lock = {
		"SELECT s.family_hash::text, s.refresh_hash::text, s.refresh_until, m.id, m.role::text, s.created_at "
		"FROM session s JOIN member m ON m.id = s.member_id "
		"WHERE s.id = $1 AND s.refresh_until > now() AND s.created_at > now() - make_interval(secs => $2) "
		"AND m.status = 'active' FOR UPDATE OF s",
		2, {INT8OID, INT4OID}
	};
	Datum		values[2];
	bool		is_null;

	*reused = false;
	if (!token_parse(TOKEN_REFRESH, text, token))
		return false;
	values[0] = Int64GetDatum(token->id);
	values[1] = Int32GetDatum(session_lifetime);
	if (call_run(call, &lock, values, NULL) == 0 || !token_matches(token->family, call_text(1)))
		return false;

	*reused = !token_matches(token->secret, call_text(2));
	grant->refresh_until = DatumGetTimestampTz(call_column(3, &is_null));
	grant->began = DatumGetTimestampTz(call_column(6, &is_null));
	grant->member = call->caller.member = call_int64(4);
	grant->role = call->caller.role = member_role_from_name(call_text(5));
	call->caller.session = token->id;
	return true;
}

/* Ends a session that must not go on, and says why in the audit. */
static void
end_refused(Call *call, int64 session, const char *action)
{
	static const TenantStatement end = {
		"DELETE FROM session s WHERE s.id = $1 RETURNING " SESSION_RECORD, 1, {INT8OID}
	};
	Datum		id = Int64GetDatum(session);
	Datum		row;

	(void) call_row(call, &end, &id, NULL, &row);
	audit_record(call, action, "session", session, audit_row(row), audit_no_record);
}

/* Gives a session new secrets: for the access token, and with rotate for the refresh token, whose days begin again. */
static void
renew(Call *call, Token *refresh, bool rotate, Grant *grant)
{
	static const TenantStatement update = {
		"UPDATE session SET access_hash = $2, access_until = $3, refresh_hash = coalesce($4, refresh_hash), "
		"refresh_until = $5, used_at = now() WHERE id = $1",
		5, {INT8OID, TEXTOID, TIMESTAMPTZOID, TEXTOID, TIMESTAMPTZOID}
	};
	Token		access = {.id = refresh->id};
	char		hash[TOKEN_HASH_CHARS + 1];
	Datum		values[5];
	char		nulls[] = {' ', ' ', ' ', rotate ? ' ' : 'n', ' '};

	token_random(access.secret);
	token_hash(access.secret, hash);
	grant->access_until = session_token_expiry(session_access_lifetime, grant->began);
	values[0] = Int64GetDatum(refresh->id);
	values[1] = CStringGetTextDatum(hash);
	values[2] = TimestampTzGetDatum(grant->access_until);
	if (rotate)
	{
		token_random(refresh->secret);
		token_hash(refresh->secret, hash);
		values[3] = CStringGetTextDatum(hash);
		grant->refresh_until = session_token_expiry(session_refresh_lifetime, grant->began);
		grant->refresh_token = token_print(TOKEN_REFRESH, refresh);
	}
	values[4] = TimestampTzGetDatum(grant->refresh_until);
	call_run(call, &update, values, nulls);
	grant->access_token = token_print(TOKEN_ACCESS, &access);
}

/* Goes on with a session; see the two functions below. */
static Datum
refresh(FunctionCallInfo fcinfo, bool rotate)
{
	Call		call;
	Token		token;
	Grant		grant = {0};
	const char *given = NULL;
	bool		by_cookie;
	bool		reused = false;

	call_begin(&call, fcinfo);
	by_cookie = rotate && !call_has(&call, 0) && call.caller.refresh_token[0] != '\0';
	if (by_cookie)
		given = call.caller.refresh_token;
	else if (call_has(&call, 0))
		given = TextDatumGetCString(call_arg(&call, 0));
	else
		problem_add(&call.problems, "refresh_token", "missing", "is required");
	problem_check(&call.problems, "refresh");
	if (!lock_session(&call, given, &token, &grant, &reused))
		grant.failure = "invalid_refresh_token";
	else if (reused)
	{
		/* Somebody has a copy of it, and nobody knows who. */
		end_refused(&call, token.id, "refresh_reused");
		grant.failure = "refresh_token_reused";
	}
	else if (factor_is_missing(&call, grant.member, grant.role))
	{
		/* It is required since, or the role is another. A log-in leads to setting one up. */
		end_refused(&call, token.id, "factor_missing");
		grant.failure = "second_factor_required";
	}
	else
		renew(&call, &token, rotate, &grant);

	if (grant.failure != NULL)
	{
		reply_failure(401, NULL, grant.failure,
					  reused ? "this refresh token was used before: the session has been ended" :
					  strcmp(grant.failure, "second_factor_required") == 0 ?
					  "the organization requires a second factor: log in again to set one up" :
					  "this refresh token is not valid or no longer valid", 0);
		if (by_cookie)
			cookie_forget();
	}
	else if (rotate)
		cookie_send(&call, by_cookie ? COOKIE_ALWAYS : 1, &grant);
	return call_end(&call, session_grant_row(&call, &grant));
}

/*
 * refresh_session(refresh_token text, cookies boolean) returns
 * outlay.session_grant: a new pair of tokens in place of the old one, in a
 * cookie if cookies is true. Without refresh_token it is that of the caller's
 * cookie, and the new pair is never shown: a script that cannot read the
 * cookie must not get its content either. Where it is refused (401), the grant
 * is empty but for failure: invalid_refresh_token, or refresh_token_reused or
 * second_factor_required, which have ended the session.
 */
Datum
outlay_refresh_session(PG_FUNCTION_ARGS)
{
	return refresh(fcinfo, true);
}

/*
 * renew_access(refresh_token text) returns outlay.session_grant: a new access
 * token, while the refresh token stays as it is and ends when it would have
 * ended. For clients that cannot keep a new refresh token; refused like
 * refresh_session().
 */
Datum
outlay_renew_access(PG_FUNCTION_ARGS)
{
	return refresh(fcinfo, false);
}
