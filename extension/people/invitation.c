/*-------------------------------------------------------------------------
 *
 * invitation.c
 *	  Invitations: a member to be gets a token, and chooses a password with it.
 *
 * The token goes by mail to whom it is for, or, where none is sent, is shown
 * once to whoever invites, who passes it on. Only its hash is stored, in the
 * row of the member that it is for.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "call/audit.h"
#include "call/referenced.h"
#include "call/unique_key.h"
#include "call/validate.h"
#include "people/cookie.h"
#include "people/factor.h"
#include "people/invitation.h"
#include "people/login.h"
#include "people/mail.h"
#include "people/member.h"
#include "people/session.h"
#include "value/fold.h"
#include "value/token.h"

PG_FUNCTION_INFO_V1(outlay_invite_member);
PG_FUNCTION_INFO_V1(outlay_reinvite_member);
PG_FUNCTION_INFO_V1(outlay_withdraw_invitation);
PG_FUNCTION_INFO_V1(outlay_accept_invitation);

static const char deactivate_instead[] = "Deactivate the member instead: that makes the invitation void, too.";

static Datum invitation_row(Call *call, int64 member, const char *email, const char *role, char *token,
							TimestampTz until);
static void check_invited(const LockedMember *member);
static int64 lock_invited(Call *call, const char *text, char **email, char **name);

/*
 * An invitation, as outlay.invitation_record, the result type of the function
 * that was called: by mail, or for the caller to pass on. Raises OT429.
 */
static Datum
invitation_row(Call *call, int64 member, const char *email, const char *role, char *token, TimestampTz until)
{
	char	   *link = mail_link(call->tenant, "accept-invitation", token);
	bool		sent = mail_is_on();
	Datum		values[7];
	bool		nulls[7] = {false};

	mail_send_or_raise(call, MAIL_INVITATION, email, link, INVITATION_LIFETIME);
	values[0] = Int64GetDatum(member);
	values[1] = CStringGetTextDatum(email);
	values[2] = CStringGetTextDatum(role);
	values[3] = CStringGetTextDatum(token);
	values[4] = TimestampTzGetDatum(until);
	values[5] = BoolGetDatum(sent);
	values[6] = CStringGetTextDatum(link);
	nulls[3] = nulls[6] = sent;
	return call_result_row(call->fcinfo, values, nulls, lengthof(values));
}

/*
 * invite_member(email text, role text, first_name text, last_name text,
 * department_id bigint, employee_number text) returns
 * outlay.invitation_record. 22023: invalid; 23505: e-mail address in use;
 * 42501: only an owner invites an owner; OT429: the address
 * had enough mail today.
 */
Datum
outlay_invite_member(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{0, "email", RULE_EMAIL, true, 1, MEMBER_MAX_EMAIL},
		{1, "role", RULE_CHOICE, true, 0, 0, MEMBER_ROLES},
		{2, "first_name", RULE_TEXT, false, 0, MEMBER_MAX_NAME},
		{3, "last_name", RULE_TEXT, false, 0, MEMBER_MAX_NAME},
		{5, "employee_number", RULE_TEXT, false, 0, MEMBER_MAX_NUMBER},
	};
	Call		call;
	NewMember	member = {0};
	Token		token = {0};
	char		hash[TOKEN_HASH_CHARS + 1];
	Datum		row;

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	member_check_department(&call, 4, 0);
	problem_check(&call.problems, "invitation");

	member.email = member_argument(&call, 0);
	member.role = member_argument(&call, 1);
	member_check_may_manage(&call, member_role_from_name(member.role));
	member.first_name = member_argument(&call, 2);
	member.last_name = member_argument(&call, 3);
	member.department = call_id(&call, 4);
	member.employee_number = member_argument(&call, 5);
	token_random(token.secret);
	token_hash(token.secret, hash);
	member.invitation_hash = hash;
	member.invited_until = session_expiry(INVITATION_LIFETIME);
	token.id = member_insert(&call, &member, "invited", &row);
	return call_end(&call, invitation_row(&call, token.id, member.email, member.role,
										  token_print(TOKEN_INVITATION, &token), member.invited_until));
}

/* Raises 55000 unless a member is waiting for an invitation. */
static void
check_invited(const LockedMember *member)
{
	if (member->status != 'i')
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "id", "not_invited",
					  "this member is not waiting for an invitation", NULL);
}

/*
 * Gives a locked member who is invited a new token, in place of the one
 * before, and the e-mail address that it goes to; returns the token. What
 * waits to be sent to the address of before is taken back. Raises 55000 where
 * the member is not invited, 23505 where somebody else has the address.
 */
char *
invitation_renew(Call *call, const LockedMember *member, const char *email)
{
	static const TenantStatement update = {
		"UPDATE member m SET invitation_hash = $2, invited_until = $3, email = $4, "
		"version = version + (m.email <> $4)::integer, updated_at = now() WHERE m.id = $1 "
		"AND NOT EXISTS (SELECT FROM member o WHERE " FOLDED("o.email") " = $5 AND o.id <> $1) "
		"RETURNING " MEMBER_RECORD,
		5, {INT8OID, TEXTOID, TIMESTAMPTZOID, TEXTOID, TEXTOID}
	};
	Token		token = {.id = member->id};
	char		hash[TOKEN_HASH_CHARS + 1];
	Datum		values[5];
	Datum		row;

	check_invited(member);
	token_random(token.secret);
	token_hash(token.secret, hash);
	values[0] = Int64GetDatum(member->id);
	values[1] = CStringGetTextDatum(hash);
	values[2] = TimestampTzGetDatum(session_expiry(INVITATION_LIFETIME));
	values[3] = CStringGetTextDatum(email);
	values[4] = CStringGetTextDatum(fold_text(email));
	if (!call_row(call, &update, values, NULL, &row))
		unique_key_taken(KEY_MEMBER_EMAIL);
	if (strcmp(member->email, email) != 0)
		audit_record(call, "email_changed", "member", member->id, audit_row(member->row), audit_row(row));
	audit_record(call, "invited_again", "member", member->id, audit_row(row), audit_row(row));
	mail_take_back(call, MAIL_INVITATION, member->email);
	return token_print(TOKEN_INVITATION, &token);
}

/*
 * reinvite_member(id bigint) returns outlay.invitation_record: a new token for
 * somebody who is invited, in place of the one before. P0002; 42501: only an
 * owner does it for an owner; 55000: the invitation was accepted.
 */
Datum
outlay_reinvite_member(PG_FUNCTION_ARGS)
{
	Call		call;
	LockedMember member;
	char	   *token;

	call_begin(&call, fcinfo);
	member_lock_argument(&call, 0, -1, &member);
	member_check_may_manage(&call, member.role);
	token = invitation_renew(&call, &member, member.email);
	return call_end(&call, invitation_row(&call, member.id, member.email, member_role_name(member.role), token,
										  session_expiry(INVITATION_LIFETIME)));
}

/*
 * withdraw_invitation(id bigint, version integer) returns
 * outlay.member_record, as it was. The token is void, the mail is not sent if
 * that is still to be, and the address is free again. Whoever accepts at the
 * same moment meets us at the lock of the row. P0002, OT412; 42501: only an
 * owner does it for an owner; 55000: the invitation was accepted; 23503:
 * something refers to the member.
 */
Datum
outlay_withdraw_invitation(PG_FUNCTION_ARGS)
{
	/* Against those, too, who are about to refer to the member. */
	static const TenantStatement lock = {
		"SELECT FROM member WHERE id = $1 FOR UPDATE", 1, {INT8OID}
	};
	static const TenantStatement referenced = {
		"SELECT FROM expense WHERE member_id = $1 LIMIT 1", 1, {INT8OID}
	};
	static const TenantStatement delete = {
		"DELETE FROM member WHERE id = $1", 1, {INT8OID}
	};
	Call		call;
	LockedMember member;
	Datum		id;

	call_begin(&call, fcinfo);
	id = Int64GetDatum(call_id(&call, 0));
	call_run(&call, &lock, &id, NULL);
	member_lock_argument(&call, 0, 1, &member);
	member_check_may_manage(&call, member.role);
	check_invited(&member);
	if (call_run(&call, &referenced, &id, NULL) > 0)
		problem_raise(ERRCODE_FOREIGN_KEY_VIOLATION, "id", "referenced", "expenses refer to this member",
					  deactivate_instead);
	delete_referenced(&call, &delete, &id, "member", deactivate_instead);
	audit_record(&call, "withdrawn", "member", member.id, audit_row(member.row), audit_no_record);
	mail_take_back(&call, MAIL_INVITATION, member.email);
	return call_end(&call, member.row);
}

/* Locks the member that an invitation is for and returns its id; raises P0002 where the token is not valid. */
static int64
lock_invited(Call *call, const char *text, char **email, char **name)
{
	static const TenantStatement lock = {
		"SELECT invitation_hash::text, email::text, role::text, first_name || ' ' || last_name "
		"FROM member WHERE id = $1 AND status = 'invited' AND invited_until > now() AND invitation_hash IS NOT NULL "
		"FOR NO KEY UPDATE",
		1, {INT8OID}
	};
	Token		token = {0};
	Datum		id;

	if (token_parse(TOKEN_INVITATION, text, &token))
	{
		id = Int64GetDatum(token.id);
		if (call_run(call, &lock, &id, NULL) == 1 && token_matches(token.secret, call_text(1)))
		{
			*email = call_text(2);
			*name = call_text(4);
			call->caller.member = token.id;
			call->caller.role = member_role_from_name(call_text(3));
			return token.id;
		}
	}
	ereport(ERROR,
			(errcode(ERRCODE_NO_DATA_FOUND),
			 errmsg("this invitation is not valid or no longer valid"),
			 errhint("Ask whoever invited you for a new one.")));
}

/*
 * accept_invitation(invitation_token text, password text, first_name text,
 * last_name text, cookies boolean, device_token text) returns
 * outlay.session_grant: the member is active and logged in, with the tokens in
 * a cookie if cookies is true, and with one by which the device is known from
 * then on if it has a cookie or a device_token (empty: it wants one). Names
 * that are NULL stay as they were given with the invitation. Where the role
 * must have a second factor it is a ticket instead, to set one up. P0002: not
 * a valid token; 22023.
 */
Datum
outlay_accept_invitation(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{2, "first_name", RULE_TEXT, false, 0, MEMBER_MAX_NAME},
		{3, "last_name", RULE_TEXT, false, 0, MEMBER_MAX_NAME},
	};
	Call		call;
	Grant		grant = {0};
	int64		id = 0;
	char	   *email = NULL;
	char	   *name = "";
	Datum		row;

	call_begin(&call, fcinfo);
	if (call_has(&call, 0))
		id = lock_invited(&call, member_argument(&call, 0), &email, &name);
	else
		problem_add(&call.problems, "invitation_token", "missing", "is required");
	validate(&call, rules, lengthof(rules));
	member_check_password(&call, "password", 1, email, psprintf("%s %s", name, member_full_name(&call, 2, 3)));
	problem_check(&call.problems, "member");

	row = member_set_password(&call, id, call_arg(&call, 1), member_argument(&call, 2), member_argument(&call, 3));
	audit_record(&call, "accepted", "member", id, audit_no_record, audit_row(row));
	if (!factor_stands_before(&call, id, call.caller.role, &grant))
		session_open(&call, id, call.caller.role, &grant);
	/* Whoever gets in here has been on this device before at the next log-in. */
	if (login_wants_device(&call, 4, 5))
		login_know_device(&call, email, id, &grant);
	cookie_send(&call, 4, &grant);
	return call_end(&call, session_grant_row(&call, &grant));
}
