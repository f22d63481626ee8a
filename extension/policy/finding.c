/*-------------------------------------------------------------------------
 *
 * finding.c
 *	  What the rules of a policy find in an expense.
 *
 * One look, by the same code, at an expense that is about to be submitted and at
 * each of a million that were: nothing here reads a table.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/datetime.h"
#include "utils/json.h"

#include "policy/finding.h"

static bool has_id(const PolicyIds *ids, int64 id);
static bool has_any(const PolicyIds *ids, const int64 *wanted, int count);
static bool has_currency(const PolicyRule *rule, const char *currency);
static bool finds(const PolicyRule *rule, int number, const PolicyFacts *facts);

/* Whether a list has a number. */
static bool
has_id(const PolicyIds *ids, int64 id)
{
	for (int i = 0; i < ids->count; i++)
		if (ids->ids[i] == id)
			return true;
	return false;
}

/* Whether a list has one of several numbers. */
static bool
has_any(const PolicyIds *ids, const int64 *wanted, int count)
{
	for (int i = 0; i < count; i++)
		if (has_id(ids, wanted[i]))
			return true;
	return false;
}

/*
 * Returns the rules that are about a member (0: nobody) of a role (0: none).
 * What is nobody's is in no sum of a member's.
 */
PolicyRules
finding_about_whom(const Policy *policy, int64 member, int role)
{
	PolicyRules about = 0;

	for (int i = 0; i < policy->count; i++)
	{
		const PolicyRule *rule = &policy->rules[i];

		if (member == 0 && policy_is_of_period(rule))
			continue;
		if ((rule->members.count == 0 && rule->roles == 0) || has_id(&rule->members, member) ||
			(rule->roles & role) != 0)
			about |= RULE_BIT(i);
	}
	return about;
}

/*
 * Returns the rules that are about a category, given with those above it, and
 * those that do not allow it; count 0: there is none.
 */
PolicyRules
finding_about_what(const Policy *policy, const int64 *categories, int count, PolicyRules *elsewhere)
{
	PolicyRules about = 0;

	*elsewhere = 0;
	for (int i = 0; i < policy->count; i++)
	{
		const PolicyRule *rule = &policy->rules[i];

		if (rule->categories.count == 0 || has_any(&rule->categories, categories, count))
			about |= RULE_BIT(i);
		if (rule->allowed.count > 0 && count > 0 && !has_any(&rule->allowed, categories, count))
			*elsewhere |= RULE_BIT(i);
	}
	return about;
}

/* Whether a rule allows a currency. */
static bool
has_currency(const PolicyRule *rule, const char *currency)
{
	for (int i = 0; i < rule->currency_count; i++)
		if (strcmp(rule->currencies[i], currency) == 0)
			return true;
	return false;
}

/* Whether a rule that is about an expense finds something in it. */
static bool
finds(const PolicyRule *rule, int number, const PolicyFacts *facts)
{
	int			weekday;

	switch (rule->kind)
	{
		case KIND_EXPENSE_LIMIT:
			return facts->amount > rule->above;
		case KIND_DAY_LIMIT:
		case KIND_MONTH_LIMIT:
			return facts->totals[number] > rule->above;
		case KIND_RECEIPT:
			return facts->receipts == 0 && facts->amount > rule->above;
		case KIND_MERCHANT:
			return !facts->has_merchant && facts->amount > rule->above;
		case KIND_NOTES:
			return !facts->has_notes && facts->amount > rule->above;
		case KIND_CATEGORY:
			return !facts->has_category && facts->amount > rule->above;
		case KIND_ALLOWED_CATEGORIES:
			return (facts->elsewhere & RULE_BIT(number)) != 0;
		case KIND_ALLOWED_CURRENCIES:
			return facts->currency[0] != '\0' && !has_currency(rule, facts->currency);
		case KIND_AGE:
			return facts->age > rule->days;
		case KIND_WEEKEND:
			weekday = j2day(facts->spent_on + POSTGRES_EPOCH_JDATE);
			return (weekday == 0 || weekday == 6) && facts->amount > rule->above;
		case KIND_OVER_BUDGET:
			return facts->over_budget;
		case KIND_COUNT:
			break;
	}
	return false;
}

/* Returns the rules that find something. */
PolicyRules
finding_look(const Policy *policy, const PolicyFacts *facts)
{
	PolicyRules found = 0;

	for (int i = 0; i < policy->count; i++)
		if ((facts->about & RULE_BIT(i)) != 0 && finds(&policy->rules[i], i, facts))
			found |= RULE_BIT(i);
	return found;
}

/* Returns those rules of a set that have an effect. */
PolicyRules
finding_with_effect(const Policy *policy, PolicyRules found, PolicyEffect effect)
{
	PolicyRules with = 0;

	for (int i = 0; i < policy->count; i++)
		if (policy->rules[i].effect == effect)
			with |= found & RULE_BIT(i);
	return with;
}

/* What a rule has found, to be said behind the name of its field. */
char *
finding_message(const PolicyRule *rule, const PolicyFacts *facts, Units total, int decimals)
{
	const char *limit = units_text(rule->above, decimals);
	char	   *message = NULL;

	switch (rule->kind)
	{
		case KIND_EXPENSE_LIMIT:
			message = psprintf("is %s, and an expense may be at most %s", units_text(facts->amount, decimals), limit);
			break;
		case KIND_DAY_LIMIT:
			message = psprintf("makes %s on one day, and that may be at most %s", units_text(total, decimals), limit);
			break;
		case KIND_MONTH_LIMIT:
			message = psprintf("makes %s in one month, and that may be at most %s", units_text(total, decimals), limit);
			break;
		case KIND_RECEIPT:
		case KIND_MERCHANT:
		case KIND_NOTES:
		case KIND_CATEGORY:
			message = pstrdup("is needed");
			if (rule->above > 0)
				message = psprintf("is needed for expenses of more than %s", limit);
			break;
		case KIND_ALLOWED_CATEGORIES:
			message = pstrdup("is not among the categories that are allowed");
			break;
		case KIND_ALLOWED_CURRENCIES:
			message = psprintf("is %s, which is not among the currencies that are allowed", facts->currency);
			break;
		case KIND_AGE:
			message = psprintf("is %d days ago, and that may be at most %d", facts->age, rule->days);
			break;
		case KIND_WEEKEND:
			message = pstrdup("is a Saturday or Sunday");
			break;
		case KIND_OVER_BUDGET:
		case KIND_COUNT:
			message = pstrdup("has less left than this expense takes");
			break;
	}
	return rule->name ? psprintf("%s (%s)", message, rule->name) : message;
}

/* Adds what a rule has found as an object. */
void
finding_write(const Policy *policy, int number, const PolicyFacts *facts, int decimals, StringInfo json)
{
	const PolicyRule *rule = &policy->rules[number];
	const PolicyKindForm *form = &policy_kinds[rule->kind];
	PolicyKeys	keys = form->form.required | form->form.optional;

	appendStringInfo(json, "{\"path\":\"rules.%d\",\"code\":\"%s\",\"field\":\"%s\",\"effect\":\"%s\",\"name\":",
					 number, form->code, form->field, policy_effects[rule->effect]);
	if (rule->name != NULL)
		escape_json(json, rule->name);
	else
		appendStringInfoString(json, "null");
	appendStringInfoString(json, ",\"params\":{");
	if (keys & KEY_BIT(KEY_ABOVE))
		appendStringInfo(json, "\"limit\":\"%s\",\"amount\":\"%s\"", units_text(rule->above, decimals),
						 units_text(policy_is_of_period(rule) ? facts->totals[number] : facts->amount, decimals));
	else if (keys & KEY_BIT(KEY_CURRENCIES))
		appendStringInfo(json, "\"currency\":\"%s\"", facts->currency);
	else if (keys & KEY_BIT(KEY_DAYS))
		appendStringInfo(json, "\"limit\":%d,\"days\":%d", rule->days, facts->age);
	appendStringInfoString(json, "}}");
}
