/*-------------------------------------------------------------------------
 *
 * member.c
 *	  Members: the people of an organization.
 *
 * A member is never deleted, since expenses and the audit record refer to
 * them; who leaves is deactivated (member_status.c). Passwords and invitations
 * are columns of the row that no record shows.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "call/audit.h"
#include "call/change.h"
#include "call/history.h"
#include "call/page.h"
#include "call/route.h"
#include "call/validate.h"
#include "directory/tenant.h"
#include "people/deputy.h"
#include "people/mail.h"
#include "people/member.h"
#include "people/session.h"
#include "value/fold.h"
#include "value/password.h"

PG_FUNCTION_INFO_V1(outlay_create_member);
PG_FUNCTION_INFO_V1(outlay_get_member);
PG_FUNCTION_INFO_V1(outlay_list_members);
PG_FUNCTION_INFO_V1(outlay_list_member_history);
PG_FUNCTION_INFO_V1(outlay_update_member);
PG_FUNCTION_INFO_V1(outlay_set_member_password);

static void lock_before_department(Call *call, int member_arg, int approver_arg);

/* Where list_members() looks for a text. */
#define MEMBER_SEARCHED		"m.first_name || ' ' || m.last_name || ' ' || m.email"

/* The text of an argument, NULL where it is missing. */
const char *
member_argument(Call *call, int arg)
{
	return call_has(call, arg) ? TextDatumGetCString(call_arg(call, arg)) : NULL;
}

/* Adds a member and returns its id and record; raises 23505 where the e-mail address is in use. */
int64
member_insert(Call *call, const NewMember *member, const char *action, Datum *row)
{
	static const TenantStatement insert = {
		"INSERT INTO member AS m (email, role, first_name, last_name, department_id, employee_number, password_hash, "
		"invitation_hash, invited_until, status) "
		"VALUES ($1, $2, coalesce($3, ''), coalesce($4, ''), $5, $6, $7, $8, $9, "
		"CASE WHEN $7 IS NULL THEN 'invited' ELSE 'active' END) "
		"ON CONFLICT (" FOLDED("email") ") DO NOTHING RETURNING " MEMBER_RECORD ", m.id",
		9, {TEXTOID, TEXTOID, TEXTOID, TEXTOID, INT8OID, TEXTOID, TEXTOID, TEXTOID, TIMESTAMPTZOID}
	};
	Datum		values[9];
	char		nulls[] = "         ";
	int64		id;

	call_bind_text(member->email, &values[0], &nulls[0]);
	call_bind_text(member->role, &values[1], &nulls[1]);
	call_bind_text(member->first_name, &values[2], &nulls[2]);
	call_bind_text(member->last_name, &values[3], &nulls[3]);
	values[4] = Int64GetDatum(member->department);
	nulls[4] = member->department ? ' ' : 'n';
	call_bind_text(member->employee_number, &values[5], &nulls[5]);
	call_bind_text(member->password_hash, &values[6], &nulls[6]);
	call_bind_text(member->invitation_hash, &values[7], &nulls[7]);
	values[8] = TimestampTzGetDatum(member->invited_until);
	nulls[8] = member->invitation_hash ? ' ' : 'n';

	if (!call_row(call, &insert, values, nulls, row))
		problem_raise(ERRCODE_UNIQUE_VIOLATION, "email", "taken", "a member with this e-mail address already exists",
					  psprintf("Find the member with %s; one who left can be reactivated.",
							   route_operation("list_members")));
	id = call_int64(2);
	if (call->caller.member == 0 && !call->caller.is_operator)
		call->caller.member = id;	/* the first member is added by nobody else */
	audit_record(call, action, "member", id, audit_no_record, audit_row(*row));
	return id;
}

/* Locks a member for a change; raises P0002 where there is none. */
void
member_lock(Call *call, int64 id, LockedMember *member)
{
	static const TenantStatement lock = {
		"SELECT " MEMBER_RECORD ", m.version, m.role::text, m.status::text, m.email::text, "
		"m.first_name || ' ' || m.last_name FROM member m WHERE m.id = $1 FOR NO KEY UPDATE",
		1, {INT8OID}
	};
	Datum		value = Int64GetDatum(id);

	if (!call_row(call, &lock, &value, NULL, &member->row))
		call_not_found("member", id);
	member->id = id;
	member->version = (int32) call_int64(2);
	member->role = member_role_from_name(call_text(3));
	member->status = call_text(4)[0];
	member->email = call_text(5);
	member->name = call_text(6);
}

/* Locks the member that an argument names; raises P0002, or OT412 by the version in another (-1: there is none). */
void
member_lock_argument(Call *call, int id_arg, int version_arg, LockedMember *member)
{
	member_lock(call, call_id(call, id_arg), member);
	if (version_arg >= 0)
		call_check_version(call, version_arg, member->version, "member", member->id);
}

/* Whether a caller may manage members with a role: owners are managed by owners and operators only. */
bool
member_may_manage(const Caller *caller, int role)
{
	return role != ROLE_OWNER || caller->role == ROLE_OWNER || caller->is_operator;
}

/* Raises 42501 unless the caller may manage members with a role, those who are owners in a confirmed session. */
void
member_check_may_manage(Call *call, int role)
{
	if (!member_may_manage(&call->caller, role))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("only an owner may do this to an owner, or make one")));
	if (role == ROLE_OWNER)
		session_check_recent(call);
}

/*
 * Notes a department that does not exist or is archived; one that the member
 * (0: a new one) is in already is fine. 0 stands for none. It is kept as it is
 * until the end of the transaction.
 */
void
member_check_department(Call *call, int arg, int64 member)
{
	static const TenantStatement find = {
		"SELECT FROM department d WHERE d.id = $1 AND (d.archived_at IS NULL "
		"OR EXISTS (SELECT FROM member m WHERE m.id = $2 AND m.department_id = d.id)) FOR KEY SHARE OF d",
		2, {INT8OID, INT8OID}
	};
	Datum		values[] = {call_arg(call, arg), Int64GetDatum(member)};

	if (call_has(call, arg) && DatumGetInt64(values[0]) != 0 && call_run(call, &find, values, NULL) == 0)
		problem_add(&call->problems, "department_id", "unknown", "is not the id of a department in use");
}

/*
 * Notes an approver who cannot approve, or not for a member (0: one for a
 * department). 0 stands for none. Nobody's role or status changes until the end
 * of the transaction.
 */
void
member_check_approver(Call *call, int arg, int64 member)
{
	static const TenantStatement find = {
		"SELECT FROM member m WHERE m.id = $1 AND m.id <> $2 AND m.status = 'active' "
		"AND m.role IN ('owner', 'admin', 'approver') FOR SHARE",
		2, {INT8OID, INT8OID}
	};
	Datum		values[] = {call_arg(call, arg), Int64GetDatum(member)};

	if (!call_has(call, arg) || DatumGetInt64(values[0]) == 0)
		return;
	member_lock_owners(call);
	if (call_run(call, &find, values, NULL) == 0)
		problem_add(&call->problems, "approver_id", "cannot_approve",
					"is not the id of another active owner, admin or approver");
}

/* The first and last name in two arguments, as far as they are there. */
const char *
member_full_name(Call *call, int first_arg, int last_arg)
{
	const char *first = member_argument(call, first_arg);
	const char *last = member_argument(call, last_arg);

	return psprintf("%s %s", first ? first : "", last ? last : "");
}

/* Notes what is wrong with the new password in an argument, of the member with an e-mail address and a name. */
void
member_check_password(Call *call, const char *field, int arg, const char *email, const char *name)
{
	TenantRow	tenant;
	PasswordContext context = {.email = email,.name = name};

	if (tenant_lookup_id(call->tenant, &tenant))
		context.organization = tenant.name;
	if (call_has(call, arg))
		password_check(&call->problems, field, call_arg(call, arg), context);
	else
		problem_add(&call->problems, field, "missing", "is required");
}

/* The hash of a password that has been checked. */
char *
member_hash_password(Datum value)
{
	char	   *password = password_read(value);
	char	   *hash = password_hash(password);

	password_wipe(password);
	return hash;
}

/*
 * Gives a member a password, and names where they are not NULL, and returns
 * the record. An invited member is active by that.
 */
Datum
member_set_password(Call *call, int64 id, Datum password, const char *first_name, const char *last_name)
{
	static const TenantStatement update = {
		"UPDATE member m SET password_hash = $2, invitation_hash = NULL, invited_until = NULL, "
		"status = CASE status WHEN 'invited' THEN 'active' ELSE status END, "
		"first_name = coalesce($3, first_name), last_name = coalesce($4, last_name), "
		"version = version + (status = 'invited')::integer, updated_at = now() "
		"WHERE m.id = $1 RETURNING " MEMBER_RECORD,
		4, {INT8OID, TEXTOID, TEXTOID, TEXTOID}
	};
	Datum		values[4];
	char		nulls[] = "    ";
	Datum		row;

	values[0] = Int64GetDatum(id);
	call_bind_text(member_hash_password(password), &values[1], &nulls[1]);
	call_bind_text(first_name, &values[2], &nulls[2]);
	call_bind_text(last_name, &values[3], &nulls[3]);
	(void) call_row(call, &update, values, nulls, &row);
	return row;
}

/*
 * create_member(email text, password text, role text, first_name text,
 * last_name text, department_id bigint, employee_number text) returns
 * outlay.member_record: an active member. 22023: invalid; 23505: e-mail
 * address in use; 42501: only an owner makes an owner.
 */
Datum
outlay_create_member(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{0, "email", RULE_EMAIL, true, 1, MEMBER_MAX_EMAIL},
		{2, "role", RULE_CHOICE, true, 0, 0, MEMBER_ROLES},
		{3, "first_name", RULE_TEXT, false, 0, MEMBER_MAX_NAME},
		{4, "last_name", RULE_TEXT, false, 0, MEMBER_MAX_NAME},
		{6, "employee_number", RULE_TEXT, false, 0, MEMBER_MAX_NUMBER},
	};
	Call		call;
	NewMember	member = {0};
	Datum		row;

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	member_check_password(&call, "password", 1, member_argument(&call, 0), member_full_name(&call, 3, 4));
	member_check_department(&call, 5, 0);
	problem_check(&call.problems, "member");

	member.email = member_argument(&call, 0);
	member.role = member_argument(&call, 2);
	member_check_may_manage(&call, member_role_from_name(member.role));
	member.first_name = member_argument(&call, 3);
	member.last_name = member_argument(&call, 4);
	member.department = call_id(&call, 5);
	member.employee_number = member_argument(&call, 6);
	member.password_hash = member_hash_password(call_arg(&call, 1));
	member_insert(&call, &member, "created", &row);
	return call_end(&call, row);
}

/* get_member(id bigint) returns outlay.member_record. P0002: there is none. */
Datum
outlay_get_member(PG_FUNCTION_ARGS)
{
	static const TenantStatement get = {
		"SELECT " MEMBER_RECORD " FROM member m WHERE m.id = $1", 1, {INT8OID}
	};
	Call		call;
	Datum		row;

	call_begin(&call, fcinfo);
	if (!call_has(&call, 0) || !call_row(&call, &get, &call_arg(&call, 0), NULL, &row))
		call_not_found("member", call_id(&call, 0));
	return call_end(&call, row);
}

/*
 * list_members(contains text, role text[], status text[], department_id
 * bigint[], sort text, after text, page_size integer) returns setof
 * outlay.member_record, the newest first. contains: in the name or the e-mail
 * address. 22023.
 */
Datum
outlay_list_members(PG_FUNCTION_ARGS)
{
	static const TenantListing list = {
		.record = MEMBER_RECORD,
		.from = "member m",
		.id = "m.id",
		.sort_arg = 4,
		.after_arg = 5,
		.size_arg = 6,
		.sorts = {
			{"id"},
			{"name", SORTED_TEXT("(m.last_name || ' ' || m.first_name)"), TEXTOID},
			{"email", SORTED_TEXT("m.email"), TEXTOID},
		},
		.filter_count = 4,
		.filters = {
			{"contains", 0, TEXTOID, CONTAINS_FOLDED(MEMBER_SEARCHED), .folded = true},
			{"role", 1, TEXTOID, .column = "m.role", .choices = MEMBER_ROLES},
			{"status", 2, TEXTOID, .column = "m.status", .choices = "invited active deactivated"},
			{"department_id", 3, INT8OID, .column = "m.department_id"},
		},
	};
	Call		call;

	call_begin(&call, fcinfo);
	return page_return(&call, &list);
}

/*
 * list_member_history(id bigint, sort text, after text, page_size integer)
 * returns setof outlay.audit_record, the latest first. Passwords that were reset
 * and second factors that were lost are nobody's business but the member's, and
 * of those who read the audit. P0002: there is no such member; 22023; 42501.
 */
Datum
outlay_list_member_history(PG_FUNCTION_ARGS)
{
	static const History history = HISTORY("member");
	Call		call;

	call_begin(&call, fcinfo);
	if (!call.caller.is_operator && call_id(&call, 0) != call.caller.member &&
		(call.caller.role & (ROLE_OWNER | ROLE_ADMIN | ROLE_AUDITOR)) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s may see no other member's history", member_role_name(call.caller.role)),
				 errhint("Ask an owner, an admin or an auditor.")));
	return history_return(&call, &history);
}

/*
 * Locks the member that an argument names, if there is one, and the owners
 * before where another argument names an approver: members come before
 * departments in the order of locks.
 */
static void
lock_before_department(Call *call, int member_arg, int approver_arg)
{
	static const TenantStatement lock = {
		"SELECT FROM member WHERE id = $1 FOR NO KEY UPDATE", 1, {INT8OID}
	};
	Datum		id = Int64GetDatum(call_id(call, member_arg));

	if (call_id(call, approver_arg) != 0)
		member_lock_owners(call);
	call_run(call, &lock, &id, NULL);
}

/*
 * update_member(id bigint, version integer, first_name text, last_name text,
 * department_id bigint, employee_number text, approver_id bigint, deputy_id
 * bigint, deputy_from date, deputy_until date) returns outlay.member_record.
 * What is not given stays; NULL takes it away, as do department, approver or
 * deputy 0 and an empty text. P0002, OT412, 22023; 42501: only an owner changes
 * an owner.
 */
Datum
outlay_update_member(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{2, "first_name", RULE_TEXT, false, 0, MEMBER_MAX_NAME},
		{3, "last_name", RULE_TEXT, false, 0, MEMBER_MAX_NAME},
		{5, "employee_number", RULE_TEXT, false, 0, MEMBER_MAX_NUMBER},
	};
	static const TenantStatement update = {
		"UPDATE member m SET first_name = coalesce($2, first_name), last_name = coalesce($3, last_name), "
		"department_id = CASE WHEN $4 IS NULL THEN department_id ELSE nullif($4, 0) END, "
		"employee_number = CASE WHEN $5 IS NULL THEN employee_number ELSE nullif($5, '') END, "
		"approver_id = CASE WHEN $6 IS NULL THEN approver_id ELSE nullif($6, 0) END, "
		"deputy_id = CASE WHEN $7 THEN $8 ELSE deputy_id END, "
		"deputy_from = CASE WHEN $7 THEN $9 ELSE deputy_from END, "
		"deputy_until = CASE WHEN $7 THEN $10 ELSE deputy_until END, "
		"version = version + 1, updated_at = now() WHERE m.id = $1 AND (m.first_name <> $2 OR m.last_name <> $3 "
		"OR $7 AND (m.deputy_id, m.deputy_from, m.deputy_until) IS DISTINCT FROM ($8, $9, $10) "
		"OR m.department_id IS DISTINCT FROM nullif(coalesce($4, m.department_id), 0) "
		"OR m.employee_number IS DISTINCT FROM nullif(coalesce($5, m.employee_number), '') "
		"OR m.approver_id IS DISTINCT FROM nullif(coalesce($6, m.approver_id), 0)) RETURNING " MEMBER_RECORD,
		10, {INT8OID, TEXTOID, TEXTOID, INT8OID, TEXTOID, INT8OID, BOOLOID, INT8OID, DATEOID, DATEOID}
	};
	Call		call;
	LockedMember member;
	Deputy		deputy;
	Datum		values[10];
	char		nulls[] = "          ";
	Datum		row;

	change_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	if (deputy_is_given(&call, 7))
		member_lock_owners(&call);
	deputy_check(&call, 7, call_id(&call, 0));
	lock_before_department(&call, 0, 6);
	member_check_department(&call, 4, call_id(&call, 0));
	member_check_approver(&call, 6, call_id(&call, 0));
	problem_check(&call.problems, "member");

	member_lock_argument(&call, 0, 1, &member);
	member_check_may_manage(&call, member.role);
	deputy_work_out(&call, 7, member.id, &deputy);
	values[0] = Int64GetDatum(member.id);
	for (int i = 1; i < 6; i++)
	{
		values[i] = call_arg(&call, i + 1);
		nulls[i] = call_null(&call, i + 1);
	}
	deputy_give(&deputy, values + 6, nulls + 6);
	if (!call_row(&call, &update, values, nulls, &row))
		return call_end(&call, member.row);
	deputy_note(&call, &deputy);
	audit_record(&call, "updated", "member", member.id, audit_row(member.row), audit_row(row));
	return call_end(&call, row);
}

/*
 * set_member_password(id bigint, password text) returns outlay.member_record.
 * For operators: it asks for no old password, ends all sessions of the member,
 * and makes an invited one active. P0002, 22023.
 */
Datum
outlay_set_member_password(PG_FUNCTION_ARGS)
{
	Call		call;
	LockedMember member;
	Datum		row;

	call_begin(&call, fcinfo);
	member_lock_argument(&call, 0, -1, &member);
	member_check_password(&call, "password", 1, member.email, member.name);
	problem_check(&call.problems, "member");

	row = member_set_password(&call, member.id, call_arg(&call, 1), NULL, NULL);
	session_end_all(&call, member.id, 0);
	audit_record(&call, "password_set", "member", member.id, audit_row(member.row), audit_row(row));
	mail_notify(&call, MAIL_PASSWORD_CHANGED, member.id);
	return call_end(&call, row);
}
