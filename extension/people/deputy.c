/*-------------------------------------------------------------------------
 *
 * deputy.c
 *	  Who stands in for a member.
 *
 * A deputy is looked for when somebody looks at what waits, never when it is
 * put on a desk: so what waits already is there at once, and goes back by
 * itself (spending/turn.c). A deputy of a deputy is none.
 *
 * Most are nobody's deputy, and what they call is not to look for that. So a
 * member's own row says whether somebody has them for their deputy, on
 * whichever days; it is written with every change of one. Whoever changes one
 * locks the owners before, as everybody does who locks more than one member.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "call/validate.h"
#include "core/row.h"
#include "people/deputy.h"

static void take_day(const Call *call, int arg, NullableDatum *day);

/* See deputy.h. */
bool
deputy_is_given(const Call *call, int arg)
{
	return call_has(call, arg) || call_has(call, arg + 1) || call_has(call, arg + 2);
}

/* See deputy.h. */
void
deputy_check(Call *call, int arg, int64 member)
{
	static const TenantStatement find = {
		"SELECT FROM member m WHERE m.id = $1 AND m.id <> $2 AND m.status = 'active' "
		"AND m.role IN ('owner', 'admin', 'approver') FOR NO KEY UPDATE",
		2, {INT8OID, INT8OID}
	};
	const Rule	rules[] = {
		{arg + 1, "deputy_from", RULE_UNTIL, false},
		{arg + 2, "deputy_until", RULE_UNTIL, false},
	};
	static const TenantStatement count = {
		"SELECT count(*) FROM member m WHERE m.deputy_id = $1 AND m.id <> $2", 2, {INT8OID, INT8OID}
	};
	Datum		values[] = {call_arg(call, arg), Int64GetDatum(member)};

	if (!deputy_is_given(call, arg))
		return;
	validate(call, rules, lengthof(rules));
	if (call_id(call, arg) == 0)
		return;
	if (call_run(call, &find, values, NULL) == 0)
		problem_add(&call->problems, "deputy_id", "cannot_approve",
					"is not the id of another active owner, admin or approver");
	else if (call_run(call, &count, values, NULL) > 0 && call_int64(1) >= DEPUTY_MAX_OTHERS)
		problem_add(&call->problems, "deputy_id", "too_many", "stands in for %d others already", DEPUTY_MAX_OTHERS);
}

/* Takes a day from an argument, if it is there. */
static void
take_day(const Call *call, int arg, NullableDatum *day)
{
	if (call_has(call, arg))
		*day = (NullableDatum) {call_arg(call, arg), DATE_IS_NOBEGIN(DatumGetDateADT(call_arg(call, arg)))};
}

/* See deputy.h. */
void
deputy_work_out(Call *call, int arg, int64 member, Deputy *deputy)
{
	static const TenantStatement read = {
		"SELECT m.deputy_id, m.deputy_from, m.deputy_until FROM member m WHERE m.id = $1", 1, {INT8OID}
	};
	Datum		id = Int64GetDatum(member);

	*deputy = (Deputy) {.given = deputy_is_given(call, arg),.from.isnull = true,.until.isnull = true};
	if (!deputy->given)
		return;
	(void) call_run(call, &read, &id, NULL);
	deputy->before = call_int64(1);
	deputy->member = call_has(call, arg) ? call_id(call, arg) : deputy->before;
	if (deputy->member != 0)
	{
		deputy->from = (NullableDatum) {row_datum(0, 2), row_is_null(0, 2)};
		deputy->until = (NullableDatum) {row_datum(0, 3), row_is_null(0, 3)};
	}
	take_day(call, arg + 1, &deputy->from);
	take_day(call, arg + 2, &deputy->until);
	if (deputy->member == 0 && !(deputy->from.isnull && deputy->until.isnull))
		problem_add(&call->problems, "deputy_id", "no_deputy", "is required with deputy_from or deputy_until");
	else if (!deputy->from.isnull && !deputy->until.isnull &&
			 DatumGetDateADT(deputy->until.value) < DatumGetDateADT(deputy->from.value))
		problem_add(&call->problems, "deputy_until", "before_from", "must not be before deputy_from");
	problem_check(&call->problems, "member");
}

/* See deputy.h. */
void
deputy_give(const Deputy *deputy, Datum *values, char *nulls)
{
	values[0] = BoolGetDatum(deputy->given);
	values[1] = Int64GetDatum(deputy->member);
	nulls[1] = deputy->member ? ' ' : 'n';
	values[2] = deputy->from.value;
	nulls[2] = deputy->from.isnull ? 'n' : ' ';
	values[3] = deputy->until.value;
	nulls[3] = deputy->until.isnull ? 'n' : ' ';
}

/* See deputy.h. Locked before they are counted, so that what others have changed meanwhile counts. */
void
deputy_note(Call *call, const Deputy *deputy)
{
	static const TenantStatement lock = {
		"SELECT FROM member m WHERE m.id IN ($1, $2) ORDER BY m.id FOR NO KEY UPDATE", 2, {INT8OID, INT8OID}
	};
	static const TenantStatement note = {
		"UPDATE member m SET is_deputy = nullif(n.is, false) FROM (SELECT d.id, "
		"EXISTS (SELECT FROM member a WHERE a.deputy_id = d.id) AS is FROM member d WHERE d.id IN ($1, $2)) n "
		"WHERE m.id = n.id AND coalesce(m.is_deputy, false) <> n.is",
		2, {INT8OID, INT8OID}
	};
	Datum		values[] = {Int64GetDatum(deputy->before), Int64GetDatum(deputy->member)};

	if (deputy->before == deputy->member)
		return;
	(void) call_run(call, &lock, values, NULL);
	(void) call_run(call, &note, values, NULL);
}
