/*-------------------------------------------------------------------------
 *
 * turn.c
 *	  Whose turn it is with an expense, as the caller sees it.
 *
 * An expense waits for a member; who stands in for that member today may
 * approve it in their place, unless they had a hand in it. That is looked up
 * when somebody looks or acts, and for those alone whom somebody has for their
 * deputy (people/deputy.c). A deputy of a deputy is none: what is followed is
 * one step from whom the expense waits for.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "core/row.h"
#include "directory/member_role.h"
#include "people/deputy.h"
#include "spending/turn.h"

static bool may_stand_in(const Caller *caller);

/* Whether a caller may be somebody's deputy today. */
static bool
may_stand_in(const Caller *caller)
{
	return caller->is_deputy && (caller->role & (ROLE_OWNER | ROLE_ADMIN | ROLE_APPROVER)) != 0;
}

/* See turn.h. */
int64
turn_of(Call *call, const Parties *parties, int64 waiting_for)
{
	static const TenantStatement find = {
		"SELECT FROM member m WHERE m.id = $1 AND $2 = " DEPUTY_ON("m", "$3"), 3, {INT8OID, INT8OID, DATEOID}
	};
	Datum		values[3];

	if (waiting_for == 0 || !may_stand_in(&call->caller) ||
		permission_involvement(parties, call->caller.member) != NULL)
		return waiting_for;
	values[0] = Int64GetDatum(waiting_for);
	values[1] = Int64GetDatum(call->caller.member);
	values[2] = DateADTGetDatum(call_organization(call)->today);
	return call_run(call, &find, values, NULL) > 0 ? call->caller.member : waiting_for;
}

/* See turn.h. */
bool
turn_is_callers(const Caller *caller, int64 expense)
{
	static const TenantStatement read = {
		"SELECT member_id, entered_by, submitted_by, waiting_for FROM expense WHERE id = $1", 1, {INT8OID}
	};
	Call		call;
	Datum		id = Int64GetDatum(expense);
	bool		is = false;

	if (!may_stand_in(caller))
		return false;
	call_begin_beside(&call);
	if (call_run(&call, &read, &id, NULL) > 0)
	{
		Parties		parties = {row_int64(0, 1), row_int64(0, 2), row_int64(0, 3)};

		is = turn_of(&call, &parties, row_int64(0, 4)) == caller->member;
	}
	call_finish(&call);
	return is;
}

/* See turn.h. */
Datum
turn_desks(Call *call)
{
	static const TenantStatement find = {
		"SELECT m.id FROM member m WHERE $1 = " DEPUTY_ON("m", "$2"), 2, {INT8OID, DATEOID}
	};
	Datum		values[2];
	Datum	   *desks;
	uint64		count = 0;

	values[0] = Int64GetDatum(call->caller.member);
	if (may_stand_in(&call->caller))
	{
		values[1] = DateADTGetDatum(call_organization(call)->today);
		count = call_run(call, &find, values, NULL);
	}
	desks = palloc(sizeof(Datum) * (count + 1));
	desks[0] = values[0];
	for (uint64 i = 0; i < count; i++)
		desks[i + 1] = row_datum(i, 1);
	return PointerGetDatum(construct_array(desks, (int) count + 1, INT8OID, sizeof(int64), FLOAT8PASSBYVAL,
										   TYPALIGN_DOUBLE));
}
