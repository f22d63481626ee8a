/*-------------------------------------------------------------------------
 *
 * member_status.c
 *	  What members may do, and whether they may: roles, leaving, coming back.
 *
 * An organization always has an active owner. Two owners who demote each
 * other at the same moment would leave none, so whoever changes a role or a
 * status locks the active owners first, all of them, in the order of their
 * ids, and only then looks who they are. Whoever locks more than one member
 * for another reason does the same: so nobody waits for somebody who waits for
 * them. Departments and expenses are locked after members.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

#include "call/audit.h"
#include "call/change.h"
#include "call/validate.h"
#include "people/mail.h"
#include "people/member.h"
#include "people/session.h"

PG_FUNCTION_INFO_V1(outlay_change_role);
PG_FUNCTION_INFO_V1(outlay_deactivate_member);
PG_FUNCTION_INFO_V1(outlay_reactivate_member);
PG_FUNCTION_INFO_V1(outlay_end_member_sessions);

/* See member.h. */
void		(*member_stopped_approving) (Call *call, int64 member);

static void lock_caller(Call *call);
static uint64 lock_for_change(Call *call, int version_arg, LockedMember *member);
static void check_not_last_owner(uint64 owners, const LockedMember *member);
static Datum set_status(Call *call, const LockedMember *member, bool active);

/* See member.h. */
uint64
member_lock_owners(Call *call)
{
	static const TenantStatement lock = {
		"SELECT FROM member m WHERE m.role = 'owner' AND m.status = 'active' ORDER BY m.id FOR NO KEY UPDATE", 0
	};

	return call_run(call, &lock, NULL, NULL);
}

/* See member.h. */
void
member_keep_statuses(Call *call)
{
	static const TenantStatement lock = {
		"SELECT FROM member m WHERE m.role = 'owner' AND m.status = 'active' ORDER BY m.id FOR SHARE", 0
	};

	call_run(call, &lock, NULL, NULL);
}

/* Raises 42501 where the caller is not any more what the log-in said, and keeps it so. */
static void
lock_caller(Call *call)
{
	static const TenantStatement lock = {
		"SELECT FROM member m WHERE m.id = $1 AND m.role = $2 AND m.status = 'active' FOR SHARE", 2, {INT8OID, TEXTOID}
	};
	const char *role = member_role_name(call->caller.role);
	Datum		values[] = {Int64GetDatum(call->caller.member), CStringGetTextDatum(role)};

	if (!call->caller.is_operator && call_run(call, &lock, values, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("the caller is no %s any more", role)));
}

/*
 * Locks a member whose role or status is to change (argument 0 is the id),
 * after the owners, whose number it returns. Raises where the caller may not,
 * or may not any more since the log-in was checked: who changes roles waits
 * for the owners' locks first, so nobody's role changes from here on.
 */
static uint64
lock_for_change(Call *call, int version_arg, LockedMember *member)
{
	uint64		owners = member_lock_owners(call);

	lock_caller(call);
	member_lock_argument(call, 0, version_arg, member);
	member_check_may_manage(call, member->role);
	return owners;
}

/* Raises 55000 where the member, who is to be an active owner no more, is the only one. */
static void
check_not_last_owner(uint64 owners, const LockedMember *member)
{
	if (member->role == ROLE_OWNER && member->status == 'a' && owners <= 1)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "id", "last_owner",
					  "the organization would be left without an owner", "Make another member owner first.");
}

/*
 * change_role(id bigint, role text, version integer) returns
 * outlay.member_record. P0002, OT412, 22023; 42501: one's own role, or only an
 * owner may; 55000: the last active owner.
 */
Datum
outlay_change_role(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{1, "role", RULE_CHOICE, true, 0, 0, MEMBER_ROLES},
	};
	static const TenantStatement update = {
		"UPDATE member m SET role = $2, version = version + 1, updated_at = now() WHERE m.id = $1 AND m.role <> $2 "
		"RETURNING " MEMBER_RECORD,
		2, {INT8OID, TEXTOID}
	};
	Call		call;
	uint64		owners;
	LockedMember member;
	Datum		values[2];
	int			role;
	Datum		row;

	change_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	problem_check(&call.problems, "role");
	role = member_role_from_name(member_argument(&call, 1));

	owners = lock_for_change(&call, 2, &member);
	member_check_may_manage(&call, role);
	if (member.id == call.caller.member)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("nobody may change their own role"),
				 errhint("Ask another owner or admin.")));
	if (role != ROLE_OWNER)
		check_not_last_owner(owners, &member);

	values[0] = Int64GetDatum(member.id);
	values[1] = call_arg(&call, 1);
	if (!call_row(&call, &update, values, NULL, &row))
		return call_end(&call, member.row);
	audit_record(&call, "role_changed", "member", member.id, audit_row(member.row), audit_row(row));
	if ((role & (ROLE_OWNER | ROLE_ADMIN | ROLE_APPROVER)) == 0)
		member_stopped_approving(&call, member.id);
	return call_end(&call, row);
}

/* Sets the status of a locked member and ends all sessions. */
static Datum
set_status(Call *call, const LockedMember *member, bool active)
{
	static const TenantStatement update = {
		"UPDATE member m SET status = CASE WHEN NOT $2 THEN 'deactivated' WHEN password_hash IS NULL THEN 'invited' "
		"ELSE 'active' END, invitation_hash = CASE WHEN $2 THEN invitation_hash END, "
		"version = version + 1, updated_at = now() WHERE m.id = $1 RETURNING " MEMBER_RECORD,
		2, {INT8OID, BOOLOID}
	};
	Datum		values[] = {Int64GetDatum(member->id), BoolGetDatum(active)};
	Datum		row;

	(void) call_row(call, &update, values, NULL, &row);
	session_end_all(call, member->id, 0);
	audit_record(call, active ? "reactivated" : "deactivated", "member", member->id, audit_row(member->row),
				 audit_row(row));
	if (!active)
	{
		mail_take_back(call, MAIL_INVITATION, member->email);
		member_stopped_approving(call, member->id);
	}
	return row;
}

/*
 * deactivate_member(id bigint, version integer) returns outlay.member_record:
 * ends the sessions and refuses new ones; an open invitation is void. P0002,
 * OT412; 42501: only an owner may; 55000: the last active owner, or
 * deactivated already.
 */
Datum
outlay_deactivate_member(PG_FUNCTION_ARGS)
{
	Call		call;
	uint64		owners;
	LockedMember member;

	call_begin(&call, fcinfo);
	owners = lock_for_change(&call, 1, &member);
	check_not_last_owner(owners, &member);
	if (member.status == 'd')
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "id", "deactivated",
					  "this member is deactivated already", NULL);
	return call_end(&call, set_status(&call, &member, false));
}

/*
 * reactivate_member(id bigint, version integer) returns outlay.member_record:
 * active again with the old password, or, without one, invited. P0002, OT412;
 * 42501: only an owner may; 55000: not deactivated.
 */
Datum
outlay_reactivate_member(PG_FUNCTION_ARGS)
{
	Call		call;
	LockedMember member;

	call_begin(&call, fcinfo);
	(void) lock_for_change(&call, 1, &member);
	if (member.status != 'd')
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "id", "not_deactivated",
					  "this member is not deactivated", NULL);
	return call_end(&call, set_status(&call, &member, true));
}

/*
 * end_member_sessions(id bigint) returns integer: ends all sessions of a
 * member; their number. P0002: there is no such member; 42501: only an owner
 * does it to an owner.
 */
Datum
outlay_end_member_sessions(PG_FUNCTION_ARGS)
{
	Call		call;
	LockedMember member;
	int64		ended;

	call_begin(&call, fcinfo);
	member_lock_argument(&call, 0, -1, &member);
	member_check_may_manage(&call, member.role);
	ended = session_end_all(&call, member.id, 0);
	call_finish(&call);
	PG_RETURN_INT32((int32) ended);
}
