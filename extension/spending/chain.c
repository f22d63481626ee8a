/*-------------------------------------------------------------------------
 *
 * chain.c
 *	  The steps in which an expense is approved.
 *
 * The steps are those of the policy in force when somebody submits or approves.
 * An expense has the number of the one at which it waits, and who has approved
 * since it was submitted; it goes on with the steps behind that number. So a
 * policy that is changed meanwhile decides on what is still to come, and a step
 * behind which it stands is not asked again.
 *
 * A step whose person is a party to the expense, or of whom nobody is there,
 * falls to the next step, and the last one to another admin or owner. Whoever
 * has approved before is not asked again: that step is done.
 *
 * Whoever is chosen is locked, as approver.c says.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/jsonb.h"

#include "core/row.h"
#include "directory/member_role.h"
#include "policy/policy_read.h"
#include "spending/approver.h"
#include "spending/chain.h"

/* Members who may approve an expense whose parties are $1, $2 and $3. */
#define WHO_MAY		"SELECT m.id FROM member m WHERE " MAY_APPROVE " AND m.id NOT IN ($1, $2, $3) "

static bool has_passed(const Passed *passed, int64 member);
static int64 find_member(Call *call, const ChainQuestion *question, const Statement *find, Datum what);
static int64 usable(Call *call, const ChainQuestion *question, int64 member);
static int64 of_roles(Call *call, const ChainQuestion *question, int roles);
static void read_named(Call *call, const ChainQuestion *question, int64 *of_department, int64 *of_member);
static ChainPlace find_person(Call *call, const ChainQuestion *question, const PolicyStep *step);

/* See chain.h. */
bool
chain_is_there(Call *call)
{
	Datum		policy = call_organization(call)->policy;
	JsonbValue	steps;

	return policy != 0 && getKeyJsonValueFromContainer(&DatumGetJsonbP(policy)->root, POLICY_STEPS,
													   strlen(POLICY_STEPS), &steps) != NULL;
}

/* See chain.h. */
Passed
chain_passed(Datum array, int64 more)
{
	Passed		passed = {0};
	Datum	   *values = NULL;
	bool	   *nulls = NULL;
	int			count = 0;

	if (array != 0)
		deconstruct_array(DatumGetArrayTypeP(array), INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &values,
						  &nulls, &count);
	passed.members = palloc(sizeof(int64) * (count + 1));
	for (int i = 0; i < count; i++)
		if (!nulls[i])
			passed.members[passed.count++] = DatumGetInt64(values[i]);
	if (more != 0 && !has_passed(&passed, more))
		passed.members[passed.count++] = more;
	return passed;
}

/* See chain.h. */
Datum
chain_array(const Passed *passed)
{
	Datum	   *values = palloc(sizeof(Datum) * Max(passed->count, 1));

	for (int i = 0; i < passed->count; i++)
		values[i] = Int64GetDatum(passed->members[i]);
	return PointerGetDatum(construct_array(values, passed->count, INT8OID, sizeof(int64), FLOAT8PASSBYVAL,
										   TYPALIGN_DOUBLE));
}

/* Whether a member has approved before. */
static bool
has_passed(const Passed *passed, int64 member)
{
	for (int i = 0; i < passed->count; i++)
		if (passed->members[i] == member)
			return true;
	return false;
}

/* The member whom a statement finds, given what it looks for, and where wanted who has approved; 0: none. */
static int64
find_member(Call *call, const ChainQuestion *question, const Statement *find, Datum what)
{
	Datum		values[] = {
		Int64GetDatum(question->parties->member),
		Int64GetDatum(question->parties->entered_by),
		Int64GetDatum(question->parties->submitted_by),
		what,
		chain_array(&question->passed),
	};

	return call_run(call, find, values, NULL) > 0 ? call_int64(1) : 0;
}

/* A member who is named, where they may approve it; 0: they may not. */
static int64
usable(Call *call, const ChainQuestion *question, int64 member)
{
	static const TenantStatement lock = {
		WHO_MAY "AND m.id = $4 FOR SHARE", 4, {INT8OID, INT8OID, INT8OID, INT8OID}
	};
	static const TenantStatement look = {WHO_MAY "AND m.id = $4", 4, {INT8OID, INT8OID, INT8OID, INT8OID}};

	return member == 0 ? 0 : find_member(call, question, question->look ? &look : &lock, Int64GetDatum(member));
}

/* One of some roles who may approve it: who has before, else the first; 0: nobody. */
static int64
of_roles(Call *call, const ChainQuestion *question, int roles)
{
#define FIRST_OF_ROLE \
	WHO_MAY "AND m.role = ANY ($4) ORDER BY m.id = ANY ($5) DESC, " \
	"array_position($4, m.role::text), m.id LIMIT 1"
	static const TenantStatement lock = {
		FIRST_OF_ROLE " FOR SHARE", 5, {INT8OID, INT8OID, INT8OID, TEXTARRAYOID, INT8ARRAYOID}
	};
	static const TenantStatement look = {
		FIRST_OF_ROLE, 5, {INT8OID, INT8OID, INT8OID, TEXTARRAYOID, INT8ARRAYOID}
	};
	Datum		names[3];
	int			count = 0;

	/* An admin before an owner, as where there are no steps. */
	for (int role = ROLE_APPROVER; role >= ROLE_OWNER; role >>= 1)
		if (roles & role)
			names[count++] = CStringGetTextDatum(member_role_name(role));
	return find_member(call, question, question->look ? &look : &lock,
					   PointerGetDatum(construct_array(names, count, TEXTOID, -1, false, TYPALIGN_INT)));
#undef FIRST_OF_ROLE
}

/* Who is named for the budget's department, and for whose expense it is; 0: nobody. */
static void
read_named(Call *call, const ChainQuestion *question, int64 *of_department, int64 *of_member)
{
	static const TenantStatement read = {
		"SELECT n.of_department, n.of_member FROM " NAMED_APPROVERS, 2, {INT8OID, INT8OID}
	};
	Datum		values[] = {Int64GetDatum(question->budget), Int64GetDatum(question->parties->member)};

	(void) call_run(call, &read, values, NULL);
	*of_department = call_int64(1);
	*of_member = call_int64(2);
}

/* Who is asked at a step; the own approver of whose expense it is, where it would be a party to it. */
static ChainPlace
find_person(Call *call, const ChainQuestion *question, const PolicyStep *step)
{
	ChainPlace	place = {.rule = policy_steps[step->kind].name};
	int64		named = step->member;
	int64		of_member = 0;

	if (step->kind == STEP_ROLE)
	{
		place.member = of_roles(call, question, step->role);
		return place;
	}
	if (step->kind == STEP_DEPARTMENT)
		read_named(call, question, &named, &of_member);
	else if (step->kind == STEP_MEMBER)
		read_named(call, question, &of_member, &named);
	place.member = usable(call, question, named);
	if (place.member == 0 && permission_involvement(question->parties, named) != NULL)
	{
		if (step->kind == STEP_PERSON)
			read_named(call, question, &named, &of_member);
		place.member = usable(call, question, of_member);
		place.rule = policy_steps[STEP_MEMBER].name;
	}
	return place;
}

/* See chain.h. */
ChainPlace
chain_next(Call *call, const ChainQuestion *question)
{
	Policy		policy;
	Units		amount = units_of_numeric(question->amount);
	int			unfilled = 0;
	ChainPlace	place = {0};

	if (!chain_is_there(call) || !policy_load(call, &policy))
		return place;
	/* A number that no function writes is the first one. */
	for (int number = Max(question->after, 0) + 1; number <= policy.step_count; number++)
	{
		const PolicyStep *step = &policy.steps[number - 1];

		if (amount <= step->above)
			continue;
		place = find_person(call, question, step);
		place.step = number;
		if (place.member == 0)
			unfilled = number;
		else if (!has_passed(&question->passed, place.member))
			return place;
		else
			unfilled = 0;
	}
	place = (ChainPlace) {.step = unfilled,.rule = "administrator"};
	if (unfilled != 0)
		place.member = of_roles(call, question, ROLE_OWNER | ROLE_ADMIN);
	if (place.member != 0 && has_passed(&question->passed, place.member))
		return (ChainPlace) {0};
	return place;
}

/* See chain.h. */
int64
chain_route(Call *call, const ChainQuestion *question, int *step)
{
	ChainPlace	place = {0};

	if (chain_is_there(call))
		place = chain_next(call, question);
	*step = place.step;
	return place.step != 0 ? place.member : approver_find(call, question->budget, question->parties);
}
