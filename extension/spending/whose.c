/*-------------------------------------------------------------------------
 *
 * whose.c
 *	  Whose expense it is: who may say so, and who has had a hand in it then.
 *
 * Everybody enters their own. Owners and admins enter those of others, and
 * correct whose an expense is as long as it can be edited at all. Both make
 * them a party to it, so that they do not approve it (permission.h).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "directory/member_role.h"
#include "people/member.h"
#include "spending/whose.h"

static void check_enters_for_others(const Call *call);
static bool has_been_here(Call *call, int64 member);

/* Raises 42501 unless the caller enters expenses of others: owners, admins and operators do. */
static void
check_enters_for_others(const Call *call)
{
	if (!call->caller.is_operator && (call->caller.role & (ROLE_OWNER | ROLE_ADMIN)) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s may not enter expenses of others", member_role_name(call->caller.role)),
				 errhint("Leave member_id away, or ask an owner or admin.")));
}

/*
 * Tells whether the member in an argument has left, who stays what they are
 * until the end of the transaction; notes one that there is none of. Before the
 * expense is locked: who leaves locks themselves, and then expenses.
 */
bool
whose_has_left(Call *call, int arg)
{
	static const TenantStatement find_member = {
		"SELECT status::text FROM member WHERE id = $1 FOR SHARE", 1, {INT8OID}
	};

	member_keep_statuses(call);
	if (call_run(call, &find_member, &call_arg(call, arg), NULL) > 0)
		return strcmp(call_text(1), "deactivated") == 0;
	problem_add(&call->problems, "member_id", "unknown", "there is none with id " INT64_FORMAT,
				DatumGetInt64(call_arg(call, arg)));
	return false;
}

/*
 * Whose expense it is: argument arg, else the caller's own; 0 for nobody's.
 * 42501: only owners, admins and operators enter expenses of others.
 */
int64
whose_argument(Call *call, int arg)
{
	int64		member = call->caller.member;

	if (!call_has(call, arg) || DatumGetInt64(call_arg(call, arg)) == member)
		return member;
	check_enters_for_others(call);
	if (whose_has_left(call, arg))
		problem_add(&call->problems, "member_id", "not_active", "is deactivated");
	return DatumGetInt64(call_arg(call, arg));
}

/* Tells whether a member (0: nobody) can have entered anything: who is invited has not been here yet. */
static bool
has_been_here(Call *call, int64 member)
{
	static const TenantStatement find = {
		"SELECT FROM member WHERE id = $1 AND status <> 'invited'", 1, {INT8OID}
	};
	Datum		id = Int64GetDatum(member);

	return call_run(call, &find, &id, NULL) > 0;
}

/*
 * Has a locked expense be another member's. Whoever's it was has entered it,
 * unless somebody else did for them, and the caller has a hand in it until it
 * is submitted: neither approves it. 42501: only owners, admins and operators
 * do so; 22023: the member has left.
 */
void
whose_change(Call *call, Parties *parties, int64 member, bool left)
{
	check_enters_for_others(call);
	if (left)
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "member_id", "not_active", "this member is deactivated", NULL);
	if (parties->entered_by == 0 && has_been_here(call, parties->member))
		parties->entered_by = parties->member;
	if (parties->entered_by == member)
		parties->entered_by = 0;
	parties->member = member;
	if (whose_other_party(call, member) != 0)
		parties->submitted_by = call->caller.member;
	else if (parties->submitted_by == member)
		parties->submitted_by = 0;
}

/* Returns the caller, where they are another member than the one whose expense it is; 0: they are not. */
int64
whose_other_party(const Call *call, int64 member)
{
	return call->caller.member == member ? 0 : call->caller.member;
}
