/*-------------------------------------------------------------------------
 *
 * session.c
 *	  Sessions: a log-in on one device, with its tokens.
 *
 * A session has an access token, which is sent with every request and is
 * short-lived, and a refresh token, with which the client gets the next pair.
 * Both carry the session's id and a secret; stored is only the secret's hash.
 * A session that ends is deleted (session_end.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/timestamp.h"

#include "call/audit.h"
#include "directory/tenant_row.h"
#include "people/session.h"
#include "value/token.h"

/* Sessions that a member can have; the oldest end first. */
#define SESSIONS_PER_MEMBER "50"

/*
 * Seconds that an access token is valid, and that a refresh token is, from its
 * last use on.
 */
int			session_access_lifetime = 900;
int			session_refresh_lifetime = 604800;

/* Seconds that a session lasts, however often it is refreshed. */
int			session_lifetime = 2592000;

/* Seconds for which a session counts as confirmed after a log-in or confirm_session(). */
static int	confirmation_lifetime = 600;

/* What is looked up of who shows a token. */
typedef struct SessionLook
{
	Token		token;
	int64		member;			/* 0: the token is none of a living session */
	int			role;			/* 0: the member is not active */
	bool		is_deputy;
} SessionLook;

static void take_session(HeapTuple tuple, TupleDesc desc, void *result);
static void take_member(HeapTuple tuple, TupleDesc desc, void *result);
static void make_room(Call *call, int64 member);

/* Defines the settings. */
void
session_init(void)
{
	DefineCustomIntVariable("outlay.access_token_lifetime",
							"Seconds that an access token is valid.",
							"The session goes on after that with its refresh token.",
							&session_access_lifetime,
							900, 1, 86400,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
	DefineCustomIntVariable("outlay.refresh_token_lifetime",
							"Seconds that a refresh token is valid, from its last use on.",
							"A session that is not used for so long has ended.",
							&session_refresh_lifetime,
							604800, 1, 31536000,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
	DefineCustomIntVariable("outlay.session_lifetime",
							"Seconds that a session lasts, however often it is refreshed.",
							"After that the member has to log in again.",
							&session_lifetime,
							2592000, 60, 31536000,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
	DefineCustomIntVariable("outlay.confirmation_lifetime",
							"Seconds for which a session counts as confirmed after a log-in or confirm_session().",
							"Changes to what one logs in with, and to owners, ask for a confirmed session.",
							&confirmation_lifetime,
							600, 10, 86400,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
}

/* Takes from a session whose it is, where the token is its access token and has not expired. */
static void
take_session(HeapTuple tuple, TupleDesc desc, void *result)
{
	SessionLook *look = result;

	if (tenant_row_time(tuple, desc, "access_until") > GetCurrentTransactionStartTimestamp() &&
		token_matches(look->token.secret, tenant_row_text(tuple, desc, "access_hash")))
		look->member = tenant_row_int64(tuple, desc, "member_id");
}

/* Takes from a member the role, and whether somebody has them for a deputy, where the member is active. */
static void
take_member(HeapTuple tuple, TupleDesc desc, void *result)
{
	SessionLook *look = result;

	if (strcmp(tenant_row_text(tuple, desc, "status"), "active") != 0)
		return;
	look->role = member_role_from_name(tenant_row_text(tuple, desc, "role"));
	look->is_deputy = tenant_row_has(tuple, desc, "is_deputy");
}

/* Whether text is the access token of a living session of the tenant; fills in who is calling. */
bool
session_authenticate(int64 tenant, const char *text, Caller *caller)
{
	SessionLook look = {0};

	if (!token_parse(TOKEN_ACCESS, text, &look.token) ||
		!tenant_row_find(tenant, "session", look.token.id, take_session, &look) || look.member == 0 ||
		!tenant_row_find(tenant, "member", look.member, take_member, &look) || look.role == 0)
		return false;
	caller->session = look.token.id;
	caller->member = look.member;
	caller->role = look.role;
	caller->is_deputy = look.is_deputy;
	return true;
}

/* When a token of a session ends that is given now and lasts some seconds: with the session at the latest. */
TimestampTz
session_token_expiry(int seconds, TimestampTz session_began)
{
	return Min(session_expiry(seconds), session_began + session_lifetime * USECS_PER_SEC);
}

/* When something ends that begins now and lasts some seconds. */
TimestampTz
session_expiry(int seconds)
{
	return GetCurrentTransactionStartTimestamp() + seconds * USECS_PER_SEC;
}

/* The member who is calling; raises 28000 where it is an operator in psql, who has no sessions and no password. */
int64
session_require_member(Call *call)
{
	if (call->caller.member == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION),
				 errmsg("no member is calling"),
				 errhint("This is about the member who is logged in; an operator in psql is none.")));
	return call->caller.member;
}

/*
 * Raises 42501 where a member is calling whose session was not opened or
 * confirmed a short while ago: what locks somebody out, or lets somebody in
 * for good, is not for who finds an open browser or a copied token. Operators
 * in psql have no session.
 */
void
session_check_recent(Call *call)
{
	static const TenantStatement find = {
		"SELECT FROM session s WHERE s.id = $1 AND s.confirmed_at > now() - make_interval(secs => $2)",
		2, {INT8OID, INT4OID}
	};
	Datum		values[] = {Int64GetDatum(call->caller.session), Int32GetDatum(confirmation_lifetime)};

	if (!call->caller.is_operator && call_run(call, &find, values, NULL) == 0)
		problem_raise(ERRCODE_INSUFFICIENT_PRIVILEGE, "session", "confirmation_required",
					  "this session has to be confirmed first",
					  "Show the password again: POST /api/v2/sessions/confirm.");
}

/* The same for what only a member can do; returns who is calling. */
int64
session_require_recent(Call *call)
{
	int64		member = session_require_member(call);

	session_check_recent(call);
	return member;
}

/* Ends the expired sessions of a member, and the oldest beyond what a member can have. */
static void
make_room(Call *call, int64 member)
{
	static const TenantStatement end_old = {
		"DELETE FROM session WHERE member_id = $1 AND (refresh_until <= now() OR id IN "
		"(SELECT id FROM session WHERE member_id = $1 ORDER BY id DESC OFFSET " SESSIONS_PER_MEMBER " - 1))",
		1, {INT8OID}
	};
	Datum		id = Int64GetDatum(member);

	call_run(call, &end_old, &id, NULL);
}

/*
 * Opens a session for a member, who is the caller from then on, and fills in
 * what the client gets.
 */
void
session_open(Call *call, int64 member, int role, Grant *grant)
{
	static const TenantStatement insert = {
		"INSERT INTO session AS s (member_id, access_hash, access_until, family_hash, refresh_hash, refresh_until, "
		"user_agent, address) VALUES ($2, $3, $4, $5, $6, $7, $8, $9) RETURNING " SESSION_RECORD ", id",
		9, {INT8OID, INT8OID, TEXTOID, TIMESTAMPTZOID, TEXTOID, TEXTOID, TIMESTAMPTZOID, TEXTOID, TEXTOID}
	};
	Token		access = {0};
	Token		refresh = {0};
	char		hash[TOKEN_HASH_CHARS + 1];
	Datum		values[9];
	char		nulls[] = "         ";
	Datum		row;

	make_room(call, member);
	token_random(access.secret);
	token_random(refresh.secret);
	token_random(refresh.family);
	*grant = (Grant) {.member = member,.role = role};
	grant->access_until = session_token_expiry(session_access_lifetime, GetCurrentTransactionStartTimestamp());
	grant->refresh_until = session_token_expiry(session_refresh_lifetime, GetCurrentTransactionStartTimestamp());

	values[0] = Int64GetDatum(0);
	values[1] = Int64GetDatum(member);
	token_hash(access.secret, hash);
	values[2] = CStringGetTextDatum(hash);
	values[3] = TimestampTzGetDatum(grant->access_until);
	token_hash(refresh.family, hash);
	values[4] = CStringGetTextDatum(hash);
	token_hash(refresh.secret, hash);
	values[5] = CStringGetTextDatum(hash);
	values[6] = TimestampTzGetDatum(grant->refresh_until);
	call_bind_text(call->caller.user_agent, &values[7], &nulls[7]);
	call_bind_text(call->caller.address, &values[8], &nulls[8]);
	(void) call_row(call, &insert, values, nulls, &row);

	access.id = refresh.id = call_int64(2);
	grant->access_token = token_print(TOKEN_ACCESS, &access);
	grant->refresh_token = token_print(TOKEN_REFRESH, &refresh);
	call->caller.member = member;
	call->caller.role = role;
	call->caller.session = access.id;
	audit_record(call, "logged_in", "session", access.id, audit_no_record, audit_row(row));
}

/* The columns of a grant, in the order of outlay.session_grant. */
void
session_grant_columns(const Grant *grant, Datum *values, bool *nulls)
{
	memset(nulls, true, sizeof(bool) * GRANT_COLUMNS);
	if (grant->device_token != NULL)
		values[10] = CStringGetTextDatum(grant->device_token);
	nulls[10] = grant->device_token == NULL;
	if (grant->next != NULL)
	{
		values[7] = CStringGetTextDatum(grant->next);
		values[8] = CStringGetTextDatum(grant->ticket);
		values[9] = TimestampTzGetDatum(grant->ticket_until);
		memset(nulls + 7, false, sizeof(bool) * 3);
		return;
	}
	if (grant->failure != NULL)
	{
		values[6] = CStringGetTextDatum(grant->failure);
		nulls[6] = false;
		return;
	}
	if (grant->access_token != NULL)
		values[0] = CStringGetTextDatum(grant->access_token);
	values[1] = TimestampTzGetDatum(grant->access_until);
	if (grant->refresh_token != NULL)
		values[2] = CStringGetTextDatum(grant->refresh_token);
	values[3] = TimestampTzGetDatum(grant->refresh_until);
	values[4] = Int64GetDatum(grant->member);
	values[5] = CStringGetTextDatum(member_role_name(grant->role));
	memset(nulls, false, sizeof(bool) * GRANT_SESSION_COLUMNS);
	nulls[0] = grant->access_token == NULL;
	nulls[2] = grant->refresh_token == NULL;
}

/* Gives the caller's session, which has just been confirmed, new tokens, and fills in what the client gets. */
void
session_confirm(Call *call, Grant *grant)
{
	static const TenantStatement update = {
		"UPDATE session SET access_hash = $2, access_until = least($3, created_at + make_interval(secs => $7)), "
		"family_hash = $4, refresh_hash = $5, "
		"refresh_until = least($6, created_at + make_interval(secs => $7)), used_at = now(), confirmed_at = now() "
		"WHERE id = $1 RETURNING access_until, refresh_until",
		7, {INT8OID, TEXTOID, TIMESTAMPTZOID, TEXTOID, TEXTOID, TIMESTAMPTZOID, INT4OID}
	};
	Token		access = {.id = call->caller.session};
	Token		refresh = {.id = call->caller.session};
	char		hash[TOKEN_HASH_CHARS + 1];
	Datum		values[7];
	bool		is_null;

	token_random(access.secret);
	token_random(refresh.secret);
	token_random(refresh.family);
	*grant = (Grant) {.member = call->caller.member,.role = call->caller.role};
	values[0] = Int64GetDatum(call->caller.session);
	token_hash(access.secret, hash);
	values[1] = CStringGetTextDatum(hash);
	values[2] = TimestampTzGetDatum(session_expiry(session_access_lifetime));
	token_hash(refresh.family, hash);
	values[3] = CStringGetTextDatum(hash);
	token_hash(refresh.secret, hash);
	values[4] = CStringGetTextDatum(hash);
	values[5] = TimestampTzGetDatum(session_expiry(session_refresh_lifetime));
	values[6] = Int32GetDatum(session_lifetime);
	call_run(call, &update, values, NULL);
	grant->access_until = DatumGetTimestampTz(call_column(1, &is_null));
	grant->refresh_until = DatumGetTimestampTz(call_column(2, &is_null));
	audit_record(call, "confirmed", "session", call->caller.session, audit_no_record, audit_no_record);
	grant->access_token = token_print(TOKEN_ACCESS, &access);
	grant->refresh_token = token_print(TOKEN_REFRESH, &refresh);
}

/* A grant as outlay.session_grant, the result type of the function that was called. */
Datum
session_grant_row(Call *call, const Grant *grant)
{
	Datum		values[GRANT_COLUMNS];
	bool		nulls[GRANT_COLUMNS];

	session_grant_columns(grant, values, nulls);
	return call_result_row(call->fcinfo, values, nulls, GRANT_COLUMNS);
}
