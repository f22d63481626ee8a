/*-------------------------------------------------------------------------
 *
 * me.c
 *	  What members see and change of themselves.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

#include "call/audit.h"
#include "call/change.h"
#include "call/validate.h"
#include "people/credential.h"
#include "people/deputy.h"
#include "people/factor.h"
#include "people/login.h"
#include "people/mail.h"
#include "people/member.h"
#include "people/session.h"

PG_FUNCTION_INFO_V1(outlay_get_me);
PG_FUNCTION_INFO_V1(outlay_update_me);
PG_FUNCTION_INFO_V1(outlay_change_password);

/* get_me() returns outlay.member_record: who is logged in. 28000: an operator in psql is not. */
Datum
outlay_get_me(PG_FUNCTION_ARGS)
{
	static const TenantStatement get = {
		"SELECT " MEMBER_RECORD " FROM member m WHERE m.id = $1", 1, {INT8OID}
	};
	Call		call;
	Datum		id;
	Datum		row;

	call_begin(&call, fcinfo);
	id = Int64GetDatum(session_require_member(&call));
	if (!call_row(&call, &get, &id, NULL, &row))
		call_not_found("member", call.caller.member);
	return call_end(&call, row);
}

/*
 * update_me(version integer, first_name text, last_name text, deputy_id bigint,
 * deputy_from date, deputy_until date) returns outlay.member_record. What is
 * not given stays, NULL takes it away, as does deputy 0. 28000, OT412, 22023.
 */
Datum
outlay_update_me(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{1, "first_name", RULE_TEXT, false, 0, MEMBER_MAX_NAME},
		{2, "last_name", RULE_TEXT, false, 0, MEMBER_MAX_NAME},
	};
	static const TenantStatement update = {
		"UPDATE member m SET first_name = coalesce($2, first_name), last_name = coalesce($3, last_name), "
		"deputy_id = CASE WHEN $4 THEN $5 ELSE deputy_id END, deputy_from = CASE WHEN $4 THEN $6 ELSE deputy_from END, "
		"deputy_until = CASE WHEN $4 THEN $7 ELSE deputy_until END, version = version + 1, updated_at = now() "
		"WHERE m.id = $1 AND (m.first_name <> $2 OR m.last_name <> $3 "
		"OR $4 AND (m.deputy_id, m.deputy_from, m.deputy_until) IS DISTINCT FROM ($5, $6, $7)) "
		"RETURNING " MEMBER_RECORD,
		7, {INT8OID, TEXTOID, TEXTOID, BOOLOID, INT8OID, DATEOID, DATEOID}
	};
	Call		call;
	LockedMember me;
	Deputy		deputy;
	Datum		values[7];
	char		nulls[] = "       ";
	Datum		row;

	change_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	(void) session_require_member(&call);
	if (deputy_is_given(&call, 3))
		member_lock_owners(&call);
	deputy_check(&call, 3, call.caller.member);
	problem_check(&call.problems, "member");
	member_lock(&call, call.caller.member, &me);
	call_check_version(&call, 0, me.version, "member", me.id);
	deputy_work_out(&call, 3, me.id, &deputy);
	values[0] = Int64GetDatum(me.id);
	for (int i = 1; i < 3; i++)
	{
		values[i] = call_arg(&call, i);
		nulls[i] = call_null(&call, i);
	}
	deputy_give(&deputy, values + 3, nulls + 3);
	if (!call_row(&call, &update, values, nulls, &row))
		return call_end(&call, me.row);
	deputy_note(&call, &deputy);
	audit_record(&call, "updated", "member", me.id, audit_row(me.row), audit_row(row));
	return call_end(&call, row);
}

/* outlay.password_change, the result of what changes a password. */
Datum
member_password_change_row(Call *call, int64 ended, const char *failure)
{
	Datum		values[3];
	bool		nulls[3] = {false, false, failure == NULL};

	values[0] = BoolGetDatum(failure == NULL);
	values[1] = Int32GetDatum((int32) ended);
	values[2] = failure ? CStringGetTextDatum(failure) : (Datum) 0;
	return call_result_row(call->fcinfo, values, nulls, lengthof(values));
}

/*
 * change_password(old_password text, new_password text) returns
 * outlay.password_change, and ends the member's other sessions. A wrong old
 * password is counted like a failed log-in and so not raised: changed is then
 * false, and failure is wrong_password (422) or too_many_attempts (429).
 * 28000; 22023: the new password breaks the rule; 42501: who has a second factor
 * has to confirm the session first.
 */
Datum
outlay_change_password(PG_FUNCTION_ARGS)
{
	static const TenantStatement read_email = {
		"SELECT email::text, first_name || ' ' || last_name FROM member WHERE id = $1", 1, {INT8OID}
	};
	Call		call;
	Login		login;
	LoginOutcome outcome;
	Datum		id;
	int64		ended;
	char	   *email;
	char	   *name;

	call_begin(&call, fcinfo);
	id = Int64GetDatum(session_require_member(&call));
	/* The old password is one factor; who has another shows that too, by confirm_session(). */
	if (factor_exists(&call, call.caller.member))
		session_check_recent(&call);
	call_run(&call, &read_email, &id, NULL);
	email = call_text(1);
	name = call_text(2);
	if (!call_has(&call, 0))
		problem_add(&call.problems, "old_password", "missing", "is required");
	member_check_password(&call, "new_password", 1, email, name);
	problem_check(&call.problems, "password");

	outcome = login_check(&call, email, call_arg(&call, 0), &login);
	if (outcome != LOGIN_RIGHT)
		return call_end(&call, member_password_change_row(&call, 0,
												   login_refuse(outcome, &login, 422, "old_password", "wrong_password",
																"the old password is wrong")));
	(void) member_set_password(&call, call.caller.member, call_arg(&call, 1), NULL, NULL);
	ended = session_end_all(&call, call.caller.member, call.caller.session);
	credential_drop(&call, call.caller.member, CREDENTIAL_RESET);
	credential_drop(&call, call.caller.member, CREDENTIAL_TICKET);
	audit_record(&call, "password_changed", "member", call.caller.member, audit_no_record, audit_no_record);
	mail_notify(&call, MAIL_PASSWORD_CHANGED, call.caller.member);
	return call_end(&call, member_password_change_row(&call, ended, NULL));
}
