/*-------------------------------------------------------------------------
 *
 * recovery.c
 *	  A forgotten password, and another e-mail address.
 *
 * Both go by a token that is sent to an address, is good once and for a short
 * while, and is stored as a hash. It opens no session: who has used it logs in
 * with what they have chosen, and shows the second factor, if there is one.
 *
 * Where mail is not configured a token is given to the owner or admin who asks
 * for it, to pass it on; nobody else gets one, and nothing is said to be sent.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "call/audit.h"
#include "call/reply.h"
#include "call/unique_key.h"
#include "call/validate.h"
#include "people/credential.h"
#include "people/invitation.h"
#include "people/mail.h"
#include "people/member.h"
#include "people/session.h"
#include "people/throttle.h"
#include "value/fold.h"

PG_FUNCTION_INFO_V1(outlay_request_password_reset);
PG_FUNCTION_INFO_V1(outlay_issue_password_reset);
PG_FUNCTION_INFO_V1(outlay_reset_password);
PG_FUNCTION_INFO_V1(outlay_request_email_change);
PG_FUNCTION_INFO_V1(outlay_change_member_email);
PG_FUNCTION_INFO_V1(outlay_confirm_email);

/* Wishes for a new password an hour, for one address and from one client. */
#define WISHES_FOR_ADDRESS		3
#define WISHES_OF_CLIENT		20

#define NOTICE_LIFETIME			(3 * 24 * 60 * 60)	/* seconds */

static Datum deliver(Call *call, MailKind kind, int64 member, const char *to, const char *page, const char *token,
					 int seconds);
static void check_active(const LockedMember *member);
static void lock_by_token(Call *call, TokenKind kind, const char *credential, Token *token, LockedMember *member);
static char *use_token(Call *call, const char *credential, const Token *token);
static int64 end_everything(Call *call, int64 member);
static void check_address_free(Call *call, int arg, int64 member);
static Datum ask_for_confirmation(Call *call, const LockedMember *member, const char *address);

/*
 * What comes of a token, as outlay.link_record: it was sent, or else it is the
 * caller's to pass on. Raises OT429.
 */
static Datum
deliver(Call *call, MailKind kind, int64 member, const char *to, const char *page, const char *token, int seconds)
{
	char	   *link = mail_link(call->tenant, page, token);
	bool		sent = mail_is_on();
	Datum		values[6];
	bool		nulls[6] = {false};

	mail_send_or_raise(call, kind, to, link, seconds);
	values[0] = Int64GetDatum(member);
	values[1] = CStringGetTextDatum(to);
	values[2] = BoolGetDatum(sent);
	values[3] = sent ? (Datum) 0 : CStringGetTextDatum(token);
	values[4] = sent ? (Datum) 0 : CStringGetTextDatum(link);
	values[5] = TimestampTzGetDatum(session_expiry(seconds));
	nulls[3] = nulls[4] = sent;
	return call_result_row(call->fcinfo, values, nulls, lengthof(values));
}

/* Raises 55000 unless a member is active. */
static void
check_active(const LockedMember *member)
{
	if (member->status != 'a')
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "id", "not_active", "this member is not active",
					  "Who is invited gets a new invitation.");
}

/*
 * request_password_reset(email text) returns outlay.reset_request. Whether
 * somebody has the address shows neither in the answer nor in its time: that
 * is looked up when the mail is sent. 22023; too_many_attempts (429) where the
 * client has asked too often.
 */
Datum
outlay_request_password_reset(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{0, "email", RULE_EMAIL, true, 1, MEMBER_MAX_EMAIL},
	};
	Call		call;
	Datum		values[1];
	bool		nulls[1] = {false};
	const char *email;
	bool		few;

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	problem_check(&call.problems, "password reset");
	email = member_argument(&call, 0);

	values[0] = CStringGetTextDatum(mail_is_on() ? "mail" : "ask_admin");
	if (!throttle_allows_client(&call, WISHES_OF_CLIENT))
		reply_failure(429, NULL, "too_many_attempts", "too many requests: try again in an hour", 3600);
	else
	{
		few = throttle_allows(&call, fold_text(email), WISHES_FOR_ADDRESS);
		if (few && mail_is_on())
			(void) mail_queue(&call, MAIL_RESET_ASKED, email, "", mail_link_lifetime);
	}
	return call_end(&call, call_result_row(fcinfo, values, nulls, lengthof(values)));
}

/*
 * issue_password_reset(id bigint) returns outlay.link_record. P0002; 42501:
 * only an owner does it for an owner, or not confirmed recently; 55000: not
 * active; OT429.
 */
Datum
outlay_issue_password_reset(PG_FUNCTION_ARGS)
{
	Call		call;
	LockedMember member;
	char	   *token;

	call_begin(&call, fcinfo);
	session_check_recent(&call);
	member_lock_argument(&call, 0, -1, &member);
	member_check_may_manage(&call, member.role);
	check_active(&member);
	token = credential_issue(&call, member.id, TOKEN_RESET, CREDENTIAL_RESET, 0, NULL, mail_link_lifetime);
	audit_record(&call, "reset_issued", "member", member.id, audit_no_record, audit_no_record);
	return call_end(&call, deliver(&call, MAIL_PASSWORD_RESET, member.id, member.email, "reset-password", token,
								   mail_link_lifetime));
}

/* Finds and locks the active member whom a token names, who is the caller then; raises P0002 where it is not valid. */
static void
lock_by_token(Call *call, TokenKind kind, const char *credential, Token *token, LockedMember *member)
{
	static const TenantStatement find = {
		"SELECT FROM credential c JOIN member m ON m.id = c.member_id WHERE c.member_id = $1 AND c.kind = $2 "
		"AND c.secret = $3 AND c.valid_until > now() AND m.status = 'active'",
		3, {INT8OID, TEXTOID, TEXTOID}
	};
	const char *text = member_argument(call, 0);
	char		hash[TOKEN_HASH_CHARS + 1];
	Datum		values[3];

	if (text != NULL && token_parse(kind, text, token))
	{
		token_hash(token->secret, hash);
		values[0] = Int64GetDatum(token->id);
		values[1] = CStringGetTextDatum(credential);
		values[2] = CStringGetTextDatum(hash);
		if (call_run(call, &find, values, NULL) > 0)
		{
			member_lock(call, token->id, member);
			call->caller.member = token->id;
			call->caller.role = member->role;
			return;
		}
	}
	ereport(ERROR,
			(errcode(ERRCODE_NO_DATA_FOUND),
			 errmsg("this link is not valid or no longer valid"),
			 errhint("Ask for a new one.")));
}

/* Uses a token up; raises P0002 where somebody else has, a moment ago. Returns what it was for. */
static char *
use_token(Call *call, const char *credential, const Token *token)
{
	char	   *detail;

	if (!credential_take(call, token->id, credential, token->secret, &detail))
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("this link has just been used")));
	return detail;
}

/* Ends everything by which somebody is, or could get, into a member's account; the number of sessions. */
static int64
end_everything(Call *call, int64 member)
{
	credential_drop(call, member, CREDENTIAL_TICKET);
	credential_drop(call, member, CREDENTIAL_RESET);
	credential_drop(call, member, CREDENTIAL_EMAIL);
	return session_end_all(call, member, 0);
}

/*
 * reset_password(reset_token text, password text) returns
 * outlay.password_change, and ends all sessions of the member. P0002: the
 * token is not valid; 22023.
 */
Datum
outlay_reset_password(PG_FUNCTION_ARGS)
{
	Call		call;
	Token		token = {0};
	LockedMember member = {0};
	int64		ended;
	Datum		row;

	call_begin(&call, fcinfo);
	if (call_has(&call, 0))
		lock_by_token(&call, TOKEN_RESET, CREDENTIAL_RESET, &token, &member);
	else
		problem_add(&call.problems, "reset_token", "missing", "is required");
	member_check_password(&call, "password", 1, member.email, member.name);
	problem_check(&call.problems, "password");

	(void) use_token(&call, CREDENTIAL_RESET, &token);
	row = member_set_password(&call, member.id, call_arg(&call, 1), NULL, NULL);
	ended = end_everything(&call, member.id);
	audit_record(&call, "password_reset", "member", member.id, audit_row(member.row), audit_row(row));
	mail_notify(&call, MAIL_PASSWORD_CHANGED, member.id);
	return call_end(&call, member_password_change_row(&call, ended, NULL));
}

/* Notes that another member has the address in an argument. */
static void
check_address_free(Call *call, int arg, int64 member)
{
	static const TenantStatement find = {
		"SELECT FROM member m WHERE " FOLDED("m.email") " = $1 AND m.id <> $2", 2, {TEXTOID, INT8OID}
	};
	Datum		values[2];

	if (!call_has(call, arg))
		return;
	values[0] = CStringGetTextDatum(fold_text(member_argument(call, arg)));
	values[1] = Int64GetDatum(member);
	if (call_run(call, &find, values, NULL) > 0)
		unique_key_taken(KEY_MEMBER_EMAIL);
}

/* Issues the token that confirms a new address of a locked member, and tells the present one. */
static Datum
ask_for_confirmation(Call *call, const LockedMember *member, const char *address)
{
	char	   *token = credential_issue(call, member->id, TOKEN_EMAIL, CREDENTIAL_EMAIL, 0, address,
								   mail_link_lifetime);

	audit_record(call, "email_asked", "member", member->id, audit_row(member->row), audit_no_record);
	(void) mail_send(call, MAIL_EMAIL_ASKED, member->email, NULL, address, NOTICE_LIFETIME);
	return deliver(call, MAIL_EMAIL_CONFIRM, member->id, address, "confirm-email", token, mail_link_lifetime);
}

static const Rule address_rule[] = {
	{0, "email", RULE_EMAIL, true, 1, MEMBER_MAX_EMAIL},
};

/*
 * request_email_change(email text) returns outlay.link_record: a link goes to
 * the new address. 22023; 23505: somebody has it; 28000; 42501: not confirmed
 * recently; 55000: mail is not configured; OT429.
 */
Datum
outlay_request_email_change(PG_FUNCTION_ARGS)
{
	Call		call;
	LockedMember me;

	call_begin(&call, fcinfo);
	member_lock(&call, session_require_recent(&call), &me);
	validate(&call, address_rule, lengthof(address_rule));
	problem_check(&call.problems, "e-mail address");
	check_address_free(&call, 0, me.id);
	if (!mail_is_on())
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "email", "not_configured",
					  "this server sends no mail", "Ask an owner or admin, who gets a link to pass on.");
	return call_end(&call, ask_for_confirmation(&call, &me, member_argument(&call, 0)));
}

/*
 * change_member_email(id bigint, email text) returns outlay.link_record. Of
 * somebody who is invited the address changes at once, and the invitation goes
 * out anew: the token of before is void, whoever got it. P0002; 22023; 23505;
 * 42501: only an owner does it for an owner, or not confirmed recently; 55000:
 * deactivated; OT429.
 */
Datum
outlay_change_member_email(PG_FUNCTION_ARGS)
{
	Rule		rule = address_rule[0];
	Call		call;
	LockedMember member;
	const char *address;

	call_begin(&call, fcinfo);
	session_check_recent(&call);
	rule.arg = 1;
	validate(&call, &rule, 1);
	problem_check(&call.problems, "e-mail address");
	member_lock_argument(&call, 0, -1, &member);
	member_check_may_manage(&call, member.role);
	address = member_argument(&call, 1);
	if (member.status == 'i')
		return call_end(&call, deliver(&call, MAIL_INVITATION, member.id, address, "accept-invitation",
									   invitation_renew(&call, &member, address), INVITATION_LIFETIME));
	check_active(&member);
	check_address_free(&call, 1, member.id);
	return call_end(&call, ask_for_confirmation(&call, &member, address));
}

/*
 * confirm_email(email_token text) returns outlay.email_change: the new address
 * is the member's, and all sessions end. P0002: the token is not valid; 22023:
 * missing; 23505: somebody has the address meanwhile.
 */
Datum
outlay_confirm_email(PG_FUNCTION_ARGS)
{
	static const TenantStatement update = {
		"UPDATE member m SET email = $2, version = version + 1, updated_at = now() WHERE m.id = $1 "
		"AND NOT EXISTS (SELECT FROM member o WHERE " FOLDED("o.email") " = $3 AND o.id <> $1) "
		"RETURNING " MEMBER_RECORD,
		3, {INT8OID, TEXTOID, TEXTOID}
	};
	Call		call;
	Token		token = {0};
	LockedMember member = {0};
	char	   *address;
	Datum		values[3];
	bool		nulls[3] = {false};
	Datum		row;

	call_begin(&call, fcinfo);
	if (!call_has(&call, 0))
		problem_add(&call.problems, "email_token", "missing", "is required");
	problem_check(&call.problems, "e-mail address");
	lock_by_token(&call, TOKEN_EMAIL, CREDENTIAL_EMAIL, &token, &member);
	address = use_token(&call, CREDENTIAL_EMAIL, &token);
	values[0] = Int64GetDatum(member.id);
	values[1] = CStringGetTextDatum(address);
	values[2] = CStringGetTextDatum(fold_text(address));
	if (!call_row(&call, &update, values, NULL, &row))
		unique_key_taken(KEY_MEMBER_EMAIL);
	audit_record(&call, "email_changed", "member", member.id, audit_row(member.row), audit_row(row));
	values[2] = Int32GetDatum((int32) end_everything(&call, member.id));
	(void) mail_send(&call, MAIL_EMAIL_CHANGED, member.email, NULL, address, NOTICE_LIFETIME);
	return call_end(&call, call_result_row(fcinfo, values, nulls, lengthof(values)));
}
