/*-------------------------------------------------------------------------
 *
 * validate.c
 *	  The rules for fields, as tables.
 *
 * Each function has a table of rules for its arguments. validate() walks it,
 * notes every violation among the call's problems, and puts text in normal
 * form. Types let more through than the rules do: NaN and infinity are
 * numbers and dates, and storing 0.005 in a column of two decimals would
 * round it. A missing argument violates nothing unless the rule requires it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/numeric.h"

#include "books/money.h"
#include "call/validate.h"
#include "value/display.h"
#include "value/text.h"

PG_FUNCTION_INFO_V1(outlay_month_of);

typedef void (*RuleCheck) (Call *call, const Rule *rule);

/* One line of text, trimmed and normalized in place; the other text rules build on it. */
static bool
check_text_form(Call *call, const Rule *rule)
{
	NullableDatum *arg = &call->args[rule->arg];
	TextFault	fault;
	int			characters;
	char	   *value = text_normalize(TextDatumGetCString(arg->value), &characters, &fault);
	int			before = call->problems.count;

	arg->value = CStringGetTextDatum(value);
	if (fault == TEXT_HAS_CONTROL)
		problem_add(&call->problems, rule->field, "control_character",
					"must not have control characters or line breaks");
	else if (fault == TEXT_HAS_BIDI_CONTROL)
		problem_add(&call->problems, rule->field, "bidi_control",
					"must not have marks that reverse the reading direction");
	if (characters == 0 && rule->min > 0)
		problem_add(&call->problems, rule->field, "blank", "must not be blank");
	else if (characters < rule->min)
		problem_add(&call->problems, rule->field, "too_short", "must have at least %d characters", rule->min);
	else if (characters > rule->max)
		problem_add(&call->problems, rule->field, "too_long", "must have at most %d characters, has %d",
					rule->max, characters);
	return call->problems.count == before;
}

/* RULE_TEXT. */
static void
check_text(Call *call, const Rule *rule)
{
	(void) check_text_form(call, rule);
}

/* RULE_EMAIL. */
static void
check_email(Call *call, const Rule *rule)
{
	if (check_text_form(call, rule) && !text_is_email(TextDatumGetCString(call_arg(call, rule->arg))))
		problem_add(&call->problems, rule->field, "not_an_email", "must be an e-mail address, like name@example.com");
}

/* An amount: finite, in bounds, with no more decimals than the currency has. */
static bool
check_amount(Call *call, const Rule *rule)
{
	Datum		amount = call_arg(call, rule->arg);
	const Organization *organization;
	Datum		bound;

	if (numeric_is_nan(DatumGetNumeric(amount)) || numeric_is_inf(DatumGetNumeric(amount)))
	{
		problem_add(&call->problems, rule->field, "not_finite", "must be a finite number");
		return false;
	}
	bound = DirectFunctionCall3(numeric_in, CStringGetDatum("1e" CppAsString2(MONEY_MAX_DIGITS)), 0, Int32GetDatum(-1));
	if (DatumGetInt32(DirectFunctionCall2(numeric_cmp, DirectFunctionCall1(numeric_abs, amount), bound)) >= 0)
	{
		problem_add(&call->problems, rule->field, "too_large", "must have at most %d digits before the decimal point",
					MONEY_MAX_DIGITS);
		return false;
	}
	organization = call_organization(call);
	if (DatumGetInt32(DirectFunctionCall1(numeric_min_scale, amount)) > organization->decimals)
	{
		problem_add(&call->problems, rule->field, "too_many_decimals", "must have at most %d decimals (%s)",
					organization->decimals, organization->currency);
		return false;
	}
	return true;
}

/* RULE_MONEY. */
static void
check_money(Call *call, const Rule *rule)
{
	if (check_amount(call, rule) && money_sign(call_arg(call, rule->arg)) <= 0)
		problem_add(&call->problems, rule->field, "not_positive", "must be greater than zero");
}

/* RULE_BALANCE_CHANGE. */
static void
check_balance_change(Call *call, const Rule *rule)
{
	if (check_amount(call, rule) && money_sign(call_arg(call, rule->arg)) == 0)
		problem_add(&call->problems, rule->field, "zero", "must not be zero");
}

/* A day between 2000-01-01 (PostgreSQL's day 0) and the same day next year, as seen where the organization is. */
static bool
check_day(Call *call, const Rule *rule)
{
	DateADT		day = DatumGetDateADT(call_arg(call, rule->arg));

	if (DATE_NOT_FINITE(day) || day < 0 || day > call_organization(call)->today + 366)
	{
		problem_add(&call->problems, rule->field, "out_of_range", "must be between 2000-01-01 and one year from today");
		return false;
	}
	return true;
}

/* RULE_DATE. */
static void
check_date(Call *call, const Rule *rule)
{
	(void) check_day(call, rule);
}

/* The first day of a date's month; infinity stays. */
static DateADT
begin_of_month(DateADT date)
{
	int			year;
	int			month;
	int			day;

	if (DATE_NOT_FINITE(date))
		return date;
	j2date(date + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	return date - day + 1;
}

/* See validate.h. */
void
validate_begin_of_month(Call *call, int arg)
{
	if (call_has(call, arg))
		call_arg(call, arg) = DateADTGetDatum(begin_of_month(DatumGetDateADT(call_arg(call, arg))));
}

/* month_of(day date) returns date: the first day of its month; infinity stays. */
Datum
outlay_month_of(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(begin_of_month(PG_GETARG_DATEADT(0)));
}

/* RULE_MONTH: a day becomes the first of its month. */
static void
check_month(Call *call, const Rule *rule)
{
	if (check_day(call, rule))
		validate_begin_of_month(call, rule->arg);
}

/* RULE_INTEGER. */
static void
check_integer(Call *call, const Rule *rule)
{
	int32		value = DatumGetInt32(call_arg(call, rule->arg));

	if (value < rule->min || value > rule->max)
		problem_add(&call->problems, rule->field, "out_of_range", "must be between %d and %d", rule->min, rule->max);
}

/* Whether a word is among words separated by single spaces. */
static bool
is_choice(const char *word, const char *choices)
{
	size_t		length = strlen(word);

	if (length == 0 || strchr(word, ' ') != NULL)
		return false;
	for (const char *c = choices; c != NULL; c = strchr(c, ' ') ? strchr(c, ' ') + 1 : NULL)
		if (strncmp(c, word, length) == 0 && (c[length] == ' ' || c[length] == '\0'))
			return true;
	return false;
}

/* Roles, in normal form; NULL where they are none. */
static char *
normalize_roles(const char *value)
{
	int			roles = caller_roles_from_names(value);

	return roles < 0 ? NULL : caller_role_names(roles);
}

/* The kinds of text that have one form. */
static const struct
{
	char	   *(*normalize) (const char *value);
	const char *code;
	const char *message;
}			forms[] = {
	[RULE_COLOR] = {display_color, "malformed", "must be a colour, like #1f5f8b"},
	[RULE_LOCALE] = {display_locale, "unknown_locale", "must be a language tag of BCP 47, like en or de-AT"},
	[RULE_TIME_ZONE] = {display_time_zone, "unknown_time_zone",
	"must be a time zone by its area and place, like Europe/Berlin, or UTC"},
	[RULE_ROLES] = {normalize_roles, "unknown_role", "must be roles, each once, like owner admin, or none"},
	[RULE_CHOICE] = {NULL, "unknown_choice"},
};

/* See validate.h. */
char *
validate_text_form(const Rule *rule, const char *value, const char **message)
{
	if (rule->kind != RULE_CHOICE)
	{
		*message = forms[rule->kind].message;
		return forms[rule->kind].normalize(value);
	}
	*message = psprintf("must be one of: %s", rule->choices);
	return is_choice(value, rule->choices) ? pstrdup(value) : NULL;
}

/* RULE_COLOR, RULE_LOCALE, RULE_TIME_ZONE, RULE_ROLES, RULE_CHOICE. */
static void
check_form(Call *call, const Rule *rule)
{
	const char *message;
	char	   *value = validate_text_form(rule, TextDatumGetCString(call_arg(call, rule->arg)), &message);

	if (value == NULL)
		problem_add(&call->problems, rule->field, forms[rule->kind].code, "%s", message);
	else
		call_arg(call, rule->arg) = CStringGetTextDatum(value);
}

static const RuleCheck checks[] = {
	[RULE_TEXT] = check_text,
	[RULE_EMAIL] = check_email,
	[RULE_MONEY] = check_money,
	[RULE_BALANCE_CHANGE] = check_balance_change,
	[RULE_DATE] = check_date,
	[RULE_MONTH] = check_month,
	[RULE_INTEGER] = check_integer,
	[RULE_COLOR] = check_form,
	[RULE_LOCALE] = check_form,
	[RULE_TIME_ZONE] = check_form,
	[RULE_ROLES] = check_form,
	[RULE_CHOICE] = check_form,
};

/* Checks the arguments of a call by a table of rules; problem_check() then raises what was noted. */
void
validate(Call *call, const Rule *rules, int count)
{
	for (const Rule *rule = rules; rule < rules + count; rule++)
	{
		if (call_has(call, rule->arg))
			checks[rule->kind] (call, rule);
		else if (rule->required)
			problem_add(&call->problems, rule->field, "missing", "is required");
	}
}
