/*-------------------------------------------------------------------------
 *
 * policy_check.c
 *	  The policy in force, and one expense.
 *
 * Two expenses of one member that are submitted at once could each be within a
 * limit of the day, and both beyond it. So whoever is to add to what a member
 * spends takes a lock first, where a rule is about days or months
 * (member_sum.c). The rule about budgets locks the row that decides, as the
 * expense itself will.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/fmgrprotos.h"

#include "core/row.h"
#include "directory/member_role.h"
#include "people/member_sum.h"
#include "policy/policy_check.h"
#include "policy/policy_read.h"
#include "value/display.h"
#include "value/rule.h"

/* What counts towards a limit of a period. */
#define MEMBERS_SUM \
	"SELECT coalesce(sum(e.amount), 0) FROM expense e WHERE e.member_id = $1 AND e.spent_on >= $2 " \
	"AND e.spent_on <= $3 AND e.id <> $4 AND e.state NOT IN ('draft', 'rejected')"

/* The categories $5 and all that are below them. */
#define BELOW \
	"(WITH RECURSIVE below (id) AS (SELECT c.id FROM category c WHERE c.id = ANY ($5) " \
	"UNION SELECT c.id FROM below JOIN category c ON c.parent_id = below.id) SELECT below.id FROM below)"

/*
 * What an expense e came to before it was split: a limit of one expense is not
 * passed by splitting it. What was rejected of it does not count, unless it is
 * what is to be submitted again.
 */
#define WHOLE_AMOUNT \
	"CASE WHEN e.split_id IS NOT NULL THEN (SELECT sum(w.amount) FROM expense w " \
	"WHERE w.split_id = e.split_id AND (w.state <> 'rejected' OR e.state = 'rejected')) END"

#define MAX_ABOVE	16			/* more levels than the tree of categories has */

static bool has_kind(const Policy *policy, PolicyKind kind);
static void lock_member(Call *call, const Policy *policy, int64 member);
static int	role_of(Call *call, const Policy *policy, int64 member);
static int	categories_above(Call *call, const Policy *policy, int64 category, int64 *above);
static Units sum_of_period(Call *call, const PolicyRule *rule, const PolicyExpense *expense, bool keep);
static bool is_over_budget(Call *call, const PolicyExpense *expense, bool keep);
static void look(Call *call, const Policy *policy, const PolicyExpense *expense, bool keep, PolicyFacts *facts);
static void read_expense(Call *call, int64 id, PolicyExpense *expense);
static bool is_same_sum(const PolicyRule *rule, const PolicyExpense *before, const PolicyExpense *expense);
static void raise_blocked(Call *call, const Policy *policy, PolicyRules blocked, const PolicyFacts *facts);
static void tell(Call *call, const Policy *policy, PolicyRules found, const PolicyFacts *facts);

/* See policy_check.h. */
bool
policy_is_there(Call *call)
{
	return call_organization(call)->policy != 0;
}

/* Whether a policy has a rule of a kind. */
static bool
has_kind(const Policy *policy, PolicyKind kind)
{
	for (int i = 0; i < policy->count; i++)
		if (policy->rules[i].kind == kind)
			return true;
	return false;
}

/* Keeps others from adding to what a member spends, where a rule is about that. */
static void
lock_member(Call *call, const Policy *policy, int64 member)
{
	if (member != 0 && (has_kind(policy, KIND_DAY_LIMIT) || has_kind(policy, KIND_MONTH_LIMIT)))
		member_lock_sums(call, member);
}

/* The role of a member, where a rule asks for it; 0: nobody asks, or has none. */
static int
role_of(Call *call, const Policy *policy, int64 member)
{
	static const TenantStatement find = {"SELECT role::text FROM member WHERE id = $1", 1, {INT8OID}};
	Datum		id = Int64GetDatum(member);
	bool		asked = false;

	for (int i = 0; i < policy->count; i++)
		asked |= policy->rules[i].roles != 0;
	if (!asked || member == 0 || call_run(call, &find, &id, NULL) == 0)
		return 0;
	return member_role_from_name(call_text(1));
}

/* A category and those above it, where a rule asks for categories; returns how many. */
static int
categories_above(Call *call, const Policy *policy, int64 category, int64 *above)
{
	static const TenantStatement find = {
		"WITH RECURSIVE above (id, parent_id) AS (SELECT c.id, c.parent_id FROM category c WHERE c.id = $1 "
		"UNION SELECT c.id, c.parent_id FROM above JOIN category c ON c.id = above.parent_id) "
		"SELECT above.id FROM above LIMIT " CppAsString2(MAX_ABOVE),
		1, {INT8OID}
	};
	Datum		id = Int64GetDatum(category);
	bool		asked = false;
	int			count;

	for (int i = 0; i < policy->count; i++)
		asked |= policy->rules[i].categories.count > 0 || policy->rules[i].allowed.count > 0;
	if (!asked || category == 0)
		return 0;
	count = (int) call_run(call, &find, &id, NULL);
	for (int i = 0; i < count; i++)
		above[i] = row_int64(i, 1);
	return count;
}

/* What the member of an expense spends in the day or month of a rule, with it; keep: that stays so. */
static Units
sum_of_period(Call *call, const PolicyRule *rule, const PolicyExpense *expense, bool keep)
{
	static const TenantStatement sum_all = {MEMBERS_SUM, 4, {INT8OID, DATEOID, DATEOID, INT8OID}};
	static const TenantStatement sum_some = {
		MEMBERS_SUM " AND e.category_id IN " BELOW, 5, {INT8OID, DATEOID, DATEOID, INT8OID, INT8ARRAYOID}
	};
	NullableDatum first = {.value = DateADTGetDatum(expense->spent_on)};
	NullableDatum last = first;
	Datum		ids[POLICY_MAX_IDS];
	Datum		values[5];

	if (rule->kind == KIND_MONTH_LIMIT)
	{
		rule_begin_of_month(&first);
		/* No month has more than 31 days, and the next one begins within 31 of the first day. */
		last.value = DateADTGetDatum(DatumGetDateADT(first.value) + 31);
		rule_begin_of_month(&last);
		last.value = DateADTGetDatum(DatumGetDateADT(last.value) - 1);
	}
	values[0] = Int64GetDatum(expense->member);
	values[1] = first.value;
	values[2] = last.value;
	values[3] = Int64GetDatum(expense->id);
	for (int i = 0; i < rule->categories.count; i++)
		ids[i] = Int64GetDatum(rule->categories.ids[i]);
	values[4] = PointerGetDatum(construct_array(ids, rule->categories.count, INT8OID, sizeof(int64), FLOAT8PASSBYVAL,
												TYPALIGN_DOUBLE));
	return units_of_numeric(member_read_sum(call, rule->categories.count > 0 ? &sum_some : &sum_all, values, keep,
											"what the member spends has changed since this transaction began")) +
		units_of_numeric(expense->amount);
}

/* Whether an expense takes more than its budget has; keep: that stays so until the end of the transaction. */
static bool
is_over_budget(Call *call, const PolicyExpense *expense, bool keep)
{
	static const TenantStatement read = {"SELECT amount - spent - committed FROM budget WHERE id = $1", 1, {INT8OID}};
	static const TenantStatement lock = {
		"SELECT amount - spent - committed FROM budget WHERE id = $1 FOR NO KEY UPDATE", 1, {INT8OID}
	};
	Datum		id = Int64GetDatum(expense->budget);
	bool		is_null;

	if (call_run(call, keep ? &lock : &read, &id, NULL) == 0)
		return false;
	return units_of_numeric(call_column(1, &is_null)) < (expense->counted ? 0 : units_of_numeric(expense->amount));
}

/* Gathers what the rules look at. */
static void
look(Call *call, const Policy *policy, const PolicyExpense *expense, bool keep, PolicyFacts *facts)
{
	int64		above[MAX_ABOVE];
	int			levels = categories_above(call, policy, expense->category, above);

	*facts = (PolicyFacts) {
		.amount = units_of_numeric(expense->whole != 0 ? expense->whole : expense->amount),
		.spent_on = expense->spent_on,
		.age = expense->age,
		.receipts = expense->receipts,
		.has_category = expense->category != 0,
		.has_merchant = expense->has_merchant,
		.has_notes = expense->has_notes,
	};
	strlcpy(facts->currency, expense->currency, sizeof(facts->currency));
	facts->about = finding_about_what(policy, above, levels, &facts->elsewhere) &
		finding_about_whom(policy, expense->member, role_of(call, policy, expense->member));
	if (has_kind(policy, KIND_OVER_BUDGET))
		facts->over_budget = is_over_budget(call, expense, keep);
	for (int i = 0; i < policy->count; i++)
		if (policy_is_of_period(&policy->rules[i]) && (facts->about & RULE_BIT(i)) != 0)
			facts->totals[i] = sum_of_period(call, &policy->rules[i], expense, keep);
}

/* Reads an expense; how old it is counts until it was entered, and until today as long as it is to be submitted. */
static void
read_expense(Call *call, int64 id, PolicyExpense *expense)
{
	static const TenantStatement get = {
		"SELECT e.member_id, e.budget_id, e.category_id, e.amount, e.spent_on, e.created_at, "
		"e.receipts::integer, e.merchant IS NOT NULL, e.notes IS NOT NULL, "
		"e.state NOT IN ('draft', 'rejected'), "
		"coalesce(e.original_currency, '')::text, " WHOLE_AMOUNT " FROM expense e WHERE e.id = $1",
		1,
		{ INT8OID }
	};
	const Organization *organization = call_organization(call);
	Datum		value = Int64GetDatum(id);

	if (call_run(call, &get, &value, NULL) == 0)
		call_not_found("expense", id);
	*expense = (PolicyExpense) {
		.id = id,
		.member = row_int64(0, 1),
		.budget = row_int64(0, 2),
		.category = row_int64(0, 3),
		.amount = row_datum(0, 4),
		.spent_on = DatumGetDateADT(row_datum(0, 5)),
		.receipts = row_int32(0, 7),
		.has_merchant = row_bool(0, 8),
		.has_notes = row_bool(0, 9),
		.counted = row_bool(0, 10),
		.whole = row_datum(0, 12),
	};
	expense->age = (expense->counted ? display_day(organization->zone, DatumGetTimestampTz(row_datum(0, 6))) :
					organization->today) - expense->spent_on;
	strlcpy(expense->currency, row_text(0, 11), sizeof(expense->currency));
}

/* Raises 23514 with all that blocks an expense; nothing: returns. */
static void
raise_blocked(Call *call, const Policy *policy, PolicyRules blocked, const PolicyFacts *facts)
{
	Problems	problems = {0};

	for (int i = 0; i < policy->count; i++)
		if (blocked & RULE_BIT(i))
			problem_add(&problems, policy_kinds[policy->rules[i].kind].field,
						policy_kinds[policy->rules[i].kind].code, "%s",
						finding_message(&policy->rules[i], facts, facts->totals[i], call_organization(call)->decimals));
	if (problems.count > 0)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("the policy does not allow this expense"),
				 errdetail_internal("%s", problems.lines.data)));
}

/* Tells what was found, in psql. As with other rules that only tell, the server's log does not keep it. */
static void
tell(Call *call, const Policy *policy, PolicyRules found, const PolicyFacts *facts)
{
	for (int i = 0; i < policy->count; i++)
	{
		const PolicyKindForm *form = &policy_kinds[policy->rules[i].kind];
		const char *message;

		if (!(found & RULE_BIT(i)))
			continue;
		message = finding_message(&policy->rules[i], facts, facts->totals[i], call_organization(call)->decimals);
		ereport(NOTICE,
				(errcode(ERRCODE_WARNING),
				 errmsg_internal("%s %s", form->field, message),
				 errdetail_internal("%s: %s: %s", form->field, form->code, message)));
	}
}

/* See policy_check.h. */
bool
policy_check_submit(Call *call, const PolicyExpense *expense, bool approval)
{
	Policy		policy;
	PolicyFacts facts;
	PolicyRules found;

	if (!policy_load(call, &policy))
		return false;
	lock_member(call, &policy, expense->member);
	look(call, &policy, expense, true, &facts);
	found = finding_look(&policy, &facts);
	raise_blocked(call, &policy, finding_with_effect(&policy, found, EFFECT_BLOCK), &facts);
	tell(call, &policy, found, &facts);
	return approval && policy.automatic && facts.amount < policy.automatic_below &&
		(!policy.automatic_receipt || facts.receipts > 0) && finding_with_effect(&policy, found, EFFECT_APPROVE) == 0;
}

/* See policy_check.h. */
bool
policy_check_submit_id(Call *call, int64 id, bool approval)
{
	PolicyExpense expense;

	if (!policy_is_there(call))
		return false;
	read_expense(call, id, &expense);
	return policy_check_submit(call, &expense, approval);
}

/* See policy_check.h. */
void
policy_check_approve(Call *call, int64 id)
{
	Policy		policy;
	PolicyExpense expense;
	PolicyFacts facts;

	if (!policy_load(call, &policy))
		return;
	read_expense(call, id, &expense);
	lock_member(call, &policy, expense.member);
	look(call, &policy, &expense, true, &facts);
	raise_blocked(call, &policy, finding_with_effect(&policy, finding_look(&policy, &facts), EFFECT_BLOCK), &facts);
}

/* See policy_check.h. */
void
policy_look_before(Call *call, int64 id, int64 member, PolicyLook *look_before)
{
	look_before->has_policy = policy_load(call, &look_before->policy);
	if (!look_before->has_policy)
		return;
	lock_member(call, &look_before->policy, member);
	read_expense(call, id, &look_before->expense);
	look(call, &look_before->policy, &look_before->expense, false, &look_before->facts);
	look_before->found = finding_look(&look_before->policy, &look_before->facts);
}

/* Whether what a rule adds up is the same sum for two states of an expense: of this member and time, of this budget. */
static bool
is_same_sum(const PolicyRule *rule, const PolicyExpense *before, const PolicyExpense *expense)
{
	NullableDatum was = {.value = DateADTGetDatum(before->spent_on)};
	NullableDatum is = {.value = DateADTGetDatum(expense->spent_on)};

	if (rule->kind == KIND_OVER_BUDGET)
		return before->budget == expense->budget;
	if (!policy_is_of_period(rule))
		return true;
	if (rule->kind == KIND_MONTH_LIMIT)
	{
		rule_begin_of_month(&was);
		rule_begin_of_month(&is);
	}
	return before->member == expense->member && was.value == is.value;
}

/*
 * See policy_check.h. What was beyond a limit before may stay so, but not go
 * further, and not make another day, member or budget go beyond theirs.
 */
void
policy_check_changed(Call *call, int64 id, const PolicyLook *before)
{
	const Policy *policy = &before->policy;
	PolicyExpense expense;
	PolicyFacts facts;
	PolicyRules found;

	if (!before->has_policy)
		return;
	read_expense(call, id, &expense);
	look(call, policy, &expense, true, &facts);
	found = finding_look(policy, &facts);
	for (int i = 0; i < policy->count; i++)
		if ((before->found & RULE_BIT(i)) != 0 && facts.amount <= before->facts.amount &&
			facts.totals[i] <= before->facts.totals[i] && facts.age <= before->facts.age &&
			is_same_sum(&policy->rules[i], &before->expense, &expense))
			found &= ~RULE_BIT(i);
	raise_blocked(call, policy, finding_with_effect(policy, found, EFFECT_BLOCK), &facts);
	tell(call, policy, found, &facts);
}

/* See policy_check.h. */
Datum
policy_findings(Call *call, int64 id)
{
	Policy		policy;
	PolicyExpense expense;
	PolicyFacts facts;
	PolicyRules found = 0;
	StringInfoData json;

	initStringInfo(&json);
	appendStringInfoChar(&json, '[');
	if (policy_load(call, &policy))
	{
		read_expense(call, id, &expense);
		look(call, &policy, &expense, false, &facts);
		found = finding_look(&policy, &facts);
		for (int i = 0; i < policy.count; i++)
			if (found & RULE_BIT(i))
			{
				if (json.len > 1)
					appendStringInfoChar(&json, ',');
				finding_write(&policy, i, &facts, call_organization(call)->decimals, &json);
			}
	}
	appendStringInfoChar(&json, ']');
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json.data));
}
