/*-------------------------------------------------------------------------
 *
 * rule.c
 *	  The rules for fields, as tables.
 *
 * Whatever takes values from outside has a table of rules for them: the
 * arguments of a call, the fields of a new organization, the columns of an
 * imported file. rule_check() walks it, notes every violation among the
 * problems, and puts text in normal form. Types let more through than the
 * rules do: NaN and infinity are numbers and dates, and storing 0.005 in a
 * column of two decimals would round it. A missing value violates nothing
 * unless the rule requires it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/fmgrprotos.h"

#include "value/rule.h"

/* What checks a value of each kind, and what reads it from a text; NULL: it is one. */
static const struct
{
	void		(*check) (RuleCheck *check, const Rule *rule);
	PGFunction	input;
}			kinds[] = {
	[RULE_TEXT] = {rule_check_line},
	[RULE_LINES] = {rule_check_lines},
	[RULE_TAGS] = {rule_check_tags},
	[RULE_EMAIL] = {rule_check_email},
	[RULE_MONEY] = {rule_check_money, numeric_in},
	[RULE_BALANCE_CHANGE] = {rule_check_balance_change, numeric_in},
	[RULE_NUMBER] = {rule_check_number, numeric_in},
	[RULE_DATE] = {rule_check_date, date_in},
	[RULE_PLAN] = {rule_check_plan, date_in},
	[RULE_UNTIL] = {rule_check_until, date_in},
	[RULE_INTEGER] = {rule_check_integer, int4in},
	[RULE_COLOR] = {rule_check_form},
	[RULE_LOCALE] = {rule_check_form},
	[RULE_TIME_ZONE] = {rule_check_form},
	[RULE_ROLES] = {rule_check_form},
	[RULE_WHOLE_NUMBER] = {rule_check_form},
	[RULE_CHOICE] = {rule_check_form},
	[RULE_CURRENCY] = {rule_check_currency},
	[RULE_ALLOWANCE] = {rule_check_allowance, numeric_in},
	[RULE_IBAN] = {rule_check_iban},
	[RULE_BALANCE] = {rule_check_balance, numeric_in},
	[RULE_TIME] = {rule_check_time, timestamptz_in},
	[RULE_ID] = {rule_check_id, int8in},
	[RULE_PASSWORD_HASH] = {rule_check_password_hash},
	[RULE_DIGEST] = {rule_check_digest},
	[RULE_PREFERENCES] = {rule_check_preferences, jsonb_in},
};

/* See rule.h. */
void
rule_check(const Rule *rules, int count, NullableDatum *slots, RuleContextFill fill, void *arg, Problems *problems)
{
	RuleCheck	check = {.slots = slots,.problems = problems,.fill = fill,.arg = arg};

	for (const Rule *rule = rules; rule < rules + count; rule++)
	{
		if (!slots[rule->arg].isnull)
			kinds[rule->kind].check(&check, rule);
		else if (rule->required)
			problem_add(problems, rule->field, "missing", "is required");
	}
}

/* See rule.h. */
void
rule_check_texts(const Rule *rules, int count, const char **values, Problems *problems)
{
	for (const Rule *rule = rules; rule < rules + count; rule++)
	{
		const char **value = &values[rule->arg];
		Rule		alone = *rule;
		NullableDatum slot = {.isnull = *value == NULL};

		alone.arg = 0;
		if (!slot.isnull)
			slot.value = CStringGetTextDatum(*value);
		rule_check(&alone, 1, &slot, NULL, NULL, problems);
		*value = slot.isnull ? NULL : TextDatumGetCString(slot.value);
		if (*value != NULL && (*value)[0] == '\0')
			*value = NULL;
	}
}

/* See rule.h. */
Datum
rule_read(const Rule *rule, const char *text)
{
	if (rule->kind == RULE_TAGS)
		return OidInputFunctionCall(F_ARRAY_IN, (char *) text, TEXTOID, -1);
	if (kinds[rule->kind].input == NULL)
		return CStringGetTextDatum(text);
	return DirectFunctionCall3(kinds[rule->kind].input, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid),
							   Int32GetDatum(-1));
}

/* See rule.h. */
char *
rule_print(const Rule *rule, Datum value)
{
	if (rule->kind == RULE_TAGS)
		return OidOutputFunctionCall(F_ARRAY_OUT, value);
	return kinds[rule->kind].input == NULL ? TextDatumGetCString(value) : NULL;
}
