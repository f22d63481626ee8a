/*-------------------------------------------------------------------------
 *
 * approver.c
 *	  Who approves an expense.
 *
 * The approver of the budget's department, else the member's own, else an
 * admin or owner; always an active one whose role approves, and never whose
 * expense it is, nor who entered or submitted it. Where nobody is left it waits
 * for nobody, and stays submitted.
 *
 * Whoever is chosen is locked for share until the end of the transaction, so
 * that nobody leaves while something is put on their desk: who leaves has what
 * waits for them given to others (transition.c), and would miss what they do not
 * see yet. Who leaves locks the owners, themselves, and then the expenses that
 * wait for them; so whoever chooses keeps what members are before they lock the
 * expense (member_keep_statuses()), or has locked the owners to change it. After
 * that no lock of a member is waited for behind a change of role or status, only
 * behind one that locks nothing more. Such a lock stays, also on somebody who
 * turns out to approve no more once it is there.
 *
 * It is a lock for share, since a change of a row's role is no change of its
 * key: what foreign keys hold would let it pass. Ordinary calls hold it side by
 * side. Members who change their own names, preferences or password wait for
 * those of them that are going on; a log-in writes to the member only where it
 * replaces a hash that was made with other parameters.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "people/deputy.h"
#include "spending/approver.h"

/* Returns who approves an expense from a budget, locked, who is none of its parties; 0: nobody can. See above. */
int64
approver_find(Call *call, int64 budget, const Parties *parties)
{
	static const TenantStatement find = {
		"SELECT m.id FROM member m, " NAMED_APPROVERS
		" WHERE " MAY_APPROVE " AND m.id NOT IN ($2, $3, $4) "
		"AND (m.id = n.of_department OR m.id = n.of_member OR m.role <> 'approver') "
		"ORDER BY m.id IS NOT DISTINCT FROM n.of_department DESC, m.id IS NOT DISTINCT FROM n.of_member DESC, "
		"m.role, m.id LIMIT 1 FOR SHARE OF m",
		4, {INT8OID, INT8OID, INT8OID, INT8OID}
	};
	Datum		values[] = {
		Int64GetDatum(budget),
		Int64GetDatum(parties->member),
		Int64GetDatum(parties->entered_by),
		Int64GetDatum(parties->submitted_by),
	};

	return call_run(call, &find, values, NULL) > 0 ? call_int64(1) : 0;
}

/*
 * Tells by which rule an expense waits for somebody (0: for nobody), as of now:
 * an administrator by none where somebody is named who could approve it. And
 * who may approve it in their place.
 */
void
approver_explain(Call *call, int64 budget, const Parties *parties, int64 approver, Turn *turn)
{
	static const TenantStatement find = {
		"SELECT CASE WHEN a.id = n.of_department THEN 'department' WHEN a.id = n.of_member THEN 'member' "
		"WHEN a.role = 'approver' OR EXISTS (SELECT FROM member m WHERE " MAY_APPROVE
		" AND m.id IN (n.of_department, n.of_member) AND m.id NOT IN ($2, $3, $4)) THEN 'assigned' "
		"ELSE 'administrator' END, (SELECT m.id FROM member m WHERE m.id = " DEPUTY_ON("a", "$6") " AND " MAY_APPROVE
		" AND m.id NOT IN ($2, $3, $4)) FROM member a, " NAMED_APPROVERS " WHERE a.id = $5",
		6, {INT8OID, INT8OID, INT8OID, INT8OID, INT8OID, DATEOID}
	};
	Datum		values[] = {
		Int64GetDatum(budget),
		Int64GetDatum(parties->member),
		Int64GetDatum(parties->entered_by),
		Int64GetDatum(parties->submitted_by),
		Int64GetDatum(approver),
		DateADTGetDatum(call_organization(call)->today),
	};

	*turn = (Turn) {"no_approver"};
	if (approver == 0)
		return;
	call_run(call, &find, values, NULL);
	turn->rule = call_text(1);
	turn->deputy = call_int64(2);
}

/* Locks one who is to approve; false where they cannot. See above. */
bool
approver_lock(Call *call, int64 approver)
{
	static const TenantStatement lock = {
		"SELECT FROM member m WHERE m.id = $1 AND " MAY_APPROVE " FOR SHARE", 1, {INT8OID}
	};
	Datum		id = Int64GetDatum(approver);

	return call_run(call, &lock, &id, NULL) > 0;
}
