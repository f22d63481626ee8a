/*-------------------------------------------------------------------------
 *
 * factor_login.c
 *	  The second half of a log-in, and confirming a session.
 *
 * Whose password was right and who has, or must have, a second factor gets a
 * ticket instead of a session, and exchanges it here, once. Whoever is in is
 * asked for both again before what could lock the rightful member out: that
 * makes new tokens, so that a copied pair of the old ones is confirmed by it
 * no more than it is alive.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

#include "call/audit.h"
#include "call/reply.h"
#include "people/cookie.h"
#include "people/credential.h"
#include "people/factor.h"
#include "people/login.h"
#include "people/member.h"

PG_FUNCTION_INFO_V1(outlay_set_up_at_log_in);
PG_FUNCTION_INFO_V1(outlay_continue_log_in);
PG_FUNCTION_INFO_V1(outlay_confirm_session);

static bool find_ticket(Call *call, const char *text, Token *token, int *role);
static char *own_email(Call *call, int64 member);

/* Finds who a ticket is of, and locks the member; false where it is not valid. */
static bool
find_ticket(Call *call, const char *text, Token *token, int *role)
{
	static const TenantStatement find = {
		"SELECT m.role::text FROM credential c JOIN member m ON m.id = c.member_id "
		"WHERE c.member_id = $1 AND c.kind = '" CREDENTIAL_TICKET "' AND c.secret = $2 AND c.valid_until > now() "
		"AND m.status = 'active' FOR UPDATE OF c",
		2, {INT8OID, TEXTOID}
	};
	char		hash[TOKEN_HASH_CHARS + 1];
	Datum		values[2];

	if (!token_parse(TOKEN_TICKET, text, token))
		return false;
	token_hash(token->secret, hash);
	values[0] = Int64GetDatum(token->id);
	values[1] = CStringGetTextDatum(hash);
	if (call_run(call, &find, values, NULL) == 0)
		return false;
	*role = member_role_from_name(call_text(1));
	call->caller.member = token->id;
	call->caller.role = *role;
	return true;
}

/*
 * set_up_at_log_in(ticket text) returns outlay.second_factor_setup, for whom
 * log_in() told to set one up. P0002: the ticket is not valid, or there is a
 * second factor; 22023: missing; 55000: not configured.
 */
Datum
outlay_set_up_at_log_in(PG_FUNCTION_ARGS)
{
	Call		call;
	Token		ticket;
	int			role;
	Datum		values[FACTOR_SETUP_COLUMNS];
	bool		nulls[FACTOR_SETUP_COLUMNS] = {false};

	call_begin(&call, fcinfo);
	if (!call_has(&call, 0))
		problem_add(&call.problems, "ticket", "missing", "is required");
	problem_check(&call.problems, "second factor");
	if (!find_ticket(&call, member_argument(&call, 0), &ticket, &role) || factor_exists(&call, ticket.id))
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("this ticket is not valid or no longer valid"),
				 errhint("Log in again.")));
	factor_begin(&call, ticket.id, values);
	return call_end(&call, call_result_row(fcinfo, values, nulls, lengthof(values)));
}

/*
 * continue_log_in(ticket text, code text, cookies boolean) returns
 * outlay.session_grant. code is of the authenticator, also of one that is
 * being set up, or a recovery code. Refused with an empty grant and failure:
 * invalid_ticket or wrong_code (401), too_many_attempts (429). 22023: an
 * argument is missing; 55000.
 */
Datum
outlay_continue_log_in(PG_FUNCTION_ARGS)
{
	Call		call;
	Token		ticket;
	Grant		grant = {0};
	CodeOutcome outcome;
	int			role;
	int			wait;

	call_begin(&call, fcinfo);
	for (int i = 0; i < 2; i++)
		if (!call_has(&call, i))
			problem_add(&call.problems, i == 0 ? "ticket" : "code", "missing", "is required");
	problem_check(&call.problems, "log-in");
	if (!find_ticket(&call, member_argument(&call, 0), &ticket, &role))
	{
		grant.failure = "invalid_ticket";
		reply_failure(401, NULL, grant.failure, "this ticket is not valid or no longer valid", 0);
		return call_end(&call, session_grant_row(&call, &grant));
	}

	outcome = factor_check(&call, ticket.id, member_argument(&call, 1), &wait);
	if (outcome != CODE_RIGHT)
		grant.failure = factor_refuse(outcome, wait, 401);
	else
	{
		(void) credential_take(&call, ticket.id, CREDENTIAL_TICKET, ticket.secret, NULL);
		if (!factor_exists(&call, ticket.id))
			factor_add(&call, ticket.id);
		session_open(&call, ticket.id, role, &grant);
		cookie_send(&call, 2, &grant);
	}
	return call_end(&call, session_grant_row(&call, &grant));
}

/* The member's e-mail address. */
static char *
own_email(Call *call, int64 member)
{
	static const TenantStatement read = {
		"SELECT email::text FROM member WHERE id = $1", 1, {INT8OID}
	};
	Datum		id = Int64GetDatum(member);

	call_run(call, &read, &id, NULL);
	return call_text(1);
}

/*
 * confirm_session(password text, code text, cookies boolean) returns
 * outlay.session_grant: the session goes on with new tokens, and counts as
 * confirmed for outlay.confirmation_lifetime. code: where the member has a
 * second factor. Refused with failure: wrong_password or wrong_code (422),
 * too_many_attempts (429). 28000; 22023: an argument is missing.
 */
Datum
outlay_confirm_session(PG_FUNCTION_ARGS)
{
	Call		call;
	Login		login;
	LoginOutcome outcome;
	CodeOutcome code = CODE_RIGHT;
	Grant		grant = {0};
	int64		member;
	bool		has_factor;
	int			wait = 0;

	call_begin(&call, fcinfo);
	member = session_require_member(&call);
	has_factor = factor_exists(&call, member);
	if (!call_has(&call, 0))
		problem_add(&call.problems, "password", "missing", "is required");
	if (has_factor && !call_has(&call, 1))
		problem_add(&call.problems, "code", "missing", "is required of who has a second factor");
	problem_check(&call.problems, "confirmation");

	outcome = login_check(&call, own_email(&call, member), call_arg(&call, 0), &login);
	if (outcome != LOGIN_RIGHT)
		grant.failure = login_refuse(outcome, &login, 422, "password", "wrong_password", "the password is wrong");
	else if (has_factor)
		code = factor_check(&call, member, member_argument(&call, 1), &wait);
	if (grant.failure == NULL && code != CODE_RIGHT)
		grant.failure = factor_refuse(code, wait, 422);
	if (grant.failure == NULL)
	{
		session_confirm(&call, &grant);
		cookie_send(&call, call.caller.refresh_token[0] != '\0' ? COOKIE_ALWAYS : 2, &grant);
	}
	return call_end(&call, session_grant_row(&call, &grant));
}
