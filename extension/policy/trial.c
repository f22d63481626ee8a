/*-------------------------------------------------------------------------
 *
 * trial.c
 *	  A policy tried over the expenses that there are: try_policy().
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/json.h"

#include "call/position.h"
#include "call/validate.h"
#include "policy/policy_read.h"
#include "policy/trial.h"
#include "value/json_time.h"

PG_FUNCTION_INFO_V1(outlay_try_policy);

/* Arguments of try_policy(). */
enum
{
	ARG_POLICY,
	ARG_FROM,
	ARG_TO,
	ARG_CHANGE,
	ARG_AFTER,
	ARG_SIZE
};

#define TRIAL_COLUMNS		16
#define DEFAULT_SIZE		50
#define MAX_SIZE			200
#define ORDER				"-spent_on"

static const char *const side_names[] = {"draft", "in_force"};
static const char *const change_names[] = {"only_draft", "only_in_force", "both"};

static void read_arguments(Call *call, Trial *trial);
static void write_tally(StringInfo json, const char *name, const Tally *tally, int decimals);
static Datum write_rules(const Trial *trial, int decimals);
static int	compare_members(const void *a, const void *b);
static Datum write_members(Trial *trial, int decimals);
static void write_paths(StringInfo json, const char *name, PolicyRules found);
static int	compare_expenses(const void *a, const void *b);
static Datum write_expenses(Trial *trial, int decimals, Datum *next, bool *is_last);

/* Reads what is to be tried, over what, and what is shown of it; notes what is wrong. */
static void
read_arguments(Call *call, Trial *trial)
{
	static const Rule rules[] = {
		{ARG_FROM, "from_date", RULE_DATE},
		{ARG_TO, "to_date", RULE_DATE},
		{ARG_CHANGE, "change", RULE_CHOICE,.choices = TRIAL_CHANGES},
		{ARG_SIZE, "page_size", RULE_INTEGER, false, 1, MAX_SIZE},
	};
	Datum		day;

	validate(call, rules, lengthof(rules));
	trial->from = call->args[ARG_FROM];
	trial->to = call->args[ARG_TO];
	trial->size = call_has(call, ARG_SIZE) ? DatumGetInt32(call_arg(call, ARG_SIZE)) : DEFAULT_SIZE;
	trial->change = -1;
	for (int i = 0; call_has(call, ARG_CHANGE) && i < lengthof(change_names); i++)
		if (strcmp(TextDatumGetCString(call_arg(call, ARG_CHANGE)), change_names[i]) == 0)
			trial->change = i;
	trial->has_after = call_has(call, ARG_AFTER);
	if (trial->has_after && !position_read(TextDatumGetCString(call_arg(call, ARG_AFTER)), ORDER, DATEOID, &day,
										   &trial->after_id))
		problem_add(&call->problems, "after", "malformed", "must be the position that the page before gave");
	else if (trial->has_after)
		trial->after_day = DatumGetDateADT(day);
	if (call_has(call, ARG_POLICY))
		policy_read(DatumGetJsonbP(call_arg(call, ARG_POLICY)), &trial->sides[SIDE_DRAFT].policy, &call->problems);
	problem_check(&call->problems, "trial");
	(void) policy_load(call, &trial->sides[SIDE_IN_FORCE].policy);
	if (call_has(call, ARG_POLICY))
		policy_check_references(call, &trial->sides[SIDE_DRAFT].policy);
	else
		trial->sides[SIDE_DRAFT].policy = trial->sides[SIDE_IN_FORCE].policy;
	problem_check(&call->problems, "trial");
}

/* Adds a tally to an object, behind what it has. */
static void
write_tally(StringInfo json, const char *name, const Tally *tally, int decimals)
{
	appendStringInfo(json, ",\"%s\":{\"count\":" INT64_FORMAT ",\"amount\":\"%s\"}", name, tally->count,
					 units_text(tally->amount, decimals));
}

/* What each rule of both policies has found, as a list. */
static Datum
write_rules(const Trial *trial, int decimals)
{
	StringInfoData json;

	initStringInfo(&json);
	appendStringInfoChar(&json, '[');
	for (int side = 0; side < SIDE_COUNT; side++)
		for (int i = 0; i < trial->sides[side].policy.count; i++)
		{
			const PolicyRule *rule = &trial->sides[side].policy.rules[i];

			appendStringInfo(&json, "%s{\"in\":\"%s\",\"path\":\"rules.%d\",\"rule\":\"%s\",\"effect\":\"%s\"",
							 json.len > 1 ? "," : "", side_names[side], i, policy_kinds[rule->kind].name,
							 policy_effects[rule->effect]);
			appendStringInfoString(&json, ",\"name\":");
			if (rule->name != NULL)
				escape_json(&json, rule->name);
			else
				appendStringInfoString(&json, "null");
			write_tally(&json, "found", &trial->sides[side].rules[i], decimals);
			appendStringInfoChar(&json, '}');
		}
	appendStringInfoChar(&json, ']');
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json.data));
}

/* The members of whom the draft finds most come first. */
static int
compare_members(const void *a, const void *b)
{
	const MemberTally *one = a;
	const MemberTally *other = b;

	for (int side = 0; side < SIDE_COUNT; side++)
		if (one->sides[side].amount != other->sides[side].amount)
			return one->sides[side].amount > other->sides[side].amount ? -1 : 1;
	return one->member < other->member ? -1 : one->member > other->member;
}

/* What was found of the members of whom it was most, as a list. */
static Datum
write_members(Trial *trial, int decimals)
{
	StringInfoData json;

	initStringInfo(&json);
	appendStringInfoChar(&json, '[');
	qsort(trial->members, trial->member_count, sizeof(MemberTally), compare_members);
	for (int i = 0; i < Min(trial->member_count, TRIAL_MAX_MEMBERS); i++)
	{
		const MemberTally *member = &trial->members[i];

		appendStringInfo(&json, "%s{\"member_id\":%s", i ? "," : "",
						 member->member ? psprintf(INT64_FORMAT, member->member) : "null");
		for (int side = 0; side < SIDE_COUNT; side++)
			write_tally(&json, side_names[side], &member->sides[side], decimals);
		appendStringInfoChar(&json, '}');
	}
	appendStringInfoChar(&json, ']');
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json.data));
}

/* Adds where the rules of a set stand in their document, as a list, to an object. */
static void
write_paths(StringInfo json, const char *name, PolicyRules found)
{
	const char *separator = "";

	appendStringInfo(json, ",\"%s\":[", name);
	for (int i = 0; i < POLICY_MAX_RULES; i++)
		if (found & RULE_BIT(i))
		{
			appendStringInfo(json, "%s\"rules.%d\"", separator, i);
			separator = ",";
		}
	appendStringInfoChar(json, ']');
}

/* The newest come first. */
static int
compare_expenses(const void *a, const void *b)
{
	const TrialExpense *one = a;
	const TrialExpense *other = b;

	if (one->spent_on != other->spent_on)
		return one->spent_on > other->spent_on ? -1 : 1;
	return one->id > other->id ? -1 : one->id < other->id;
}

/* A page of the expenses that are found, as a list, and where the next one begins. */
static Datum
write_expenses(Trial *trial, int decimals, Datum *next, bool *is_last)
{
	int			shown = Min(trial->expense_count, trial->size);
	char		position[POSITION_SIZE];
	char		day[JSON_TIME_SIZE + 1];
	StringInfoData json;

	initStringInfo(&json);
	appendStringInfoChar(&json, '[');
	qsort(trial->expenses, trial->expense_count, sizeof(TrialExpense), compare_expenses);
	for (int i = 0; i < shown; i++)
	{
		const TrialExpense *expense = &trial->expenses[i];

		day[json_time_print(DATEOID, DateADTGetDatum(expense->spent_on), day)] = '\0';
		appendStringInfo(&json, "%s{\"id\":" INT64_FORMAT ",\"member_id\":%s,\"spent_on\":\"%s\",\"amount\":\"%s\"",
						 i ? "," : "", expense->id,
						 expense->member ? psprintf(INT64_FORMAT, expense->member) : "null", day,
						 units_text(expense->amount, decimals));
		for (int side = 0; side < SIDE_COUNT; side++)
			write_paths(&json, side_names[side], expense->found[side]);
		appendStringInfoChar(&json, '}');
	}
	appendStringInfoChar(&json, ']');
	*is_last = trial->expense_count <= trial->size;
	if (!*is_last)
	{
		const TrialExpense *last = &trial->expenses[shown - 1];

		position_write(position, ORDER, DATEOID, DateADTGetDatum(last->spent_on), last->id);
		*next = CStringGetTextDatum(position);
	}
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(json.data));
}

/*
 * try_policy(policy jsonb, from_date date, to_date date, change text, after
 * text, page_size integer) returns outlay.policy_trial: what a draft, by default
 * the policy in force, finds in the expenses of those days that count, what the
 * one in force finds, and where they differ. NULL: no bound; change: only_draft,
 * only_in_force or both, of the expenses that are shown. 22023: not a policy, says
 * where.
 */
Datum
outlay_try_policy(PG_FUNCTION_ARGS)
{
	Call		call;
	Trial	   *trial;
	int			decimals;
	Datum		values[TRIAL_COLUMNS];
	bool		nulls[TRIAL_COLUMNS] = {false};
	int			n = 0;
	Tally		found[SIDE_COUNT];

	call_begin(&call, fcinfo);
	trial = palloc0(sizeof(Trial));
	trial->call = &call;
	read_arguments(&call, trial);
	decimals = call_organization(&call)->decimals;
	trial_run(trial);

	for (int side = 0; side < SIDE_COUNT; side++)
	{
		const Tally *only = &trial->changes[side == SIDE_DRAFT ? CHANGE_ONLY_DRAFT : CHANGE_ONLY_IN_FORCE];

		found[side].count = only->count + trial->changes[CHANGE_BOTH].count;
		found[side].amount = only->amount + trial->changes[CHANGE_BOTH].amount;
	}
	values[n++] = Int64GetDatum(trial->looked_at.count);
	values[n++] = Int64GetDatum(found[SIDE_DRAFT].count);
	values[n++] = units_to_numeric(found[SIDE_DRAFT].amount);
	values[n++] = Int64GetDatum(found[SIDE_IN_FORCE].count);
	values[n++] = units_to_numeric(found[SIDE_IN_FORCE].amount);
	for (int change = 0; change < CHANGE_COUNT; change++)
	{
		values[n++] = Int64GetDatum(trial->changes[change].count);
		values[n++] = units_to_numeric(trial->changes[change].amount);
	}
	for (int i = 2; i < n; i += 2)
		values[i] = DirectFunctionCall2(numeric_round, values[i], Int32GetDatum(decimals));
	values[n++] = CStringGetTextDatum(call_organization(&call)->currency);
	values[n++] = write_rules(trial, decimals);
	values[n++] = write_members(trial, decimals);
	values[n] = write_expenses(trial, decimals, &values[n + 1], &nulls[n + 1]);
	return call_end(&call, call_result_row(fcinfo, values, nulls, n + 2));
}
