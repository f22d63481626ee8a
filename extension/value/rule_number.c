/*-------------------------------------------------------------------------
 *
 * rule_number.c
 *	  The rules for amounts, numbers, days and times.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "value/amount.h"
#include "value/rule_kind.h"

PG_FUNCTION_INFO_V1(outlay_month_of);

static bool check_balance_form(RuleCheck *check, const Rule *rule);
static bool check_amount(RuleCheck *check, const Rule *rule);
static void check_day(RuleCheck *check, const Rule *rule, int years, const char *in_words);
static DateADT begin_of_month(DateADT date);

/* An amount: finite, with no more decimals than the currency has. */
static bool
check_balance_form(RuleCheck *check, const Rule *rule)
{
	Datum		amount = *rule_value(check, rule);
	const RuleContext *context;

	if (numeric_is_nan(DatumGetNumeric(amount)) || numeric_is_inf(DatumGetNumeric(amount)))
	{
		problem_add(check->problems, rule->field, "not_finite", "must be a finite number");
		return false;
	}
	context = rule_context(check);
	if (DatumGetInt32(DirectFunctionCall1(numeric_min_scale, amount)) > context->decimals)
	{
		problem_add(check->problems, rule->field, "too_many_decimals", "must have at most %d decimals (%s)",
					context->decimals, context->currency);
		return false;
	}
	return true;
}

/* An amount of an entry: in bounds, too. */
static bool
check_amount(RuleCheck *check, const Rule *rule)
{
	Datum		amount = *rule_value(check, rule);
	Datum		bound;

	if (numeric_is_nan(DatumGetNumeric(amount)) || numeric_is_inf(DatumGetNumeric(amount)))
		return check_balance_form(check, rule);
	bound = DirectFunctionCall3(numeric_in, CStringGetDatum("1e" CppAsString2(MONEY_MAX_DIGITS)), 0, Int32GetDatum(-1));
	if (DatumGetInt32(DirectFunctionCall2(numeric_cmp, DirectFunctionCall1(numeric_abs, amount), bound)) >= 0)
	{
		problem_add(check->problems, rule->field, "too_large", "must have at most %d digits before the decimal point",
					MONEY_MAX_DIGITS);
		return false;
	}
	return check_balance_form(check, rule);
}

/* RULE_BALANCE. */
void
rule_check_balance(RuleCheck *check, const Rule *rule)
{
	(void) check_balance_form(check, rule);
}

/* RULE_MONEY. */
void
rule_check_money(RuleCheck *check, const Rule *rule)
{
	if (check_amount(check, rule) && amount_sign(*rule_value(check, rule)) <= 0)
		problem_add(check->problems, rule->field, "not_positive", "must be greater than zero");
}

/* RULE_ALLOWANCE. */
void
rule_check_allowance(RuleCheck *check, const Rule *rule)
{
	if (check_amount(check, rule) && amount_sign(*rule_value(check, rule)) < 0)
		problem_add(check->problems, rule->field, "negative", "must not be less than zero");
}

/* RULE_BALANCE_CHANGE. */
void
rule_check_balance_change(RuleCheck *check, const Rule *rule)
{
	if (check_amount(check, rule) && amount_sign(*rule_value(check, rule)) == 0)
		problem_add(check->problems, rule->field, "zero", "must not be zero");
}

/* RULE_NUMBER. */
void
rule_check_number(RuleCheck *check, const Rule *rule)
{
	Datum		number = *rule_value(check, rule);
	Datum		bound;

	if (numeric_is_nan(DatumGetNumeric(number)) || numeric_is_inf(DatumGetNumeric(number)))
	{
		problem_add(check->problems, rule->field, "not_finite", "must be a finite number");
		return;
	}
	bound = DirectFunctionCall3(numeric_in, CStringGetDatum(psprintf("1e%d", rule->max)), 0, Int32GetDatum(-1));
	if (amount_sign(number) < 0)
		problem_add(check->problems, rule->field, "negative", "must not be less than zero");
	else if (amount_compare(number, bound) >= 0)
		problem_add(check->problems, rule->field, "too_large", "must have at most %d digits before the decimal point",
					rule->max);
	else if (DatumGetInt32(DirectFunctionCall1(numeric_min_scale, number)) > rule->min)
		problem_add(check->problems, rule->field, "too_many_decimals", "must have at most %d decimals", rule->min);
}

/* RULE_INTEGER. */
void
rule_check_integer(RuleCheck *check, const Rule *rule)
{
	int32		value = DatumGetInt32(*rule_value(check, rule));

	if (value < rule->min || value > rule->max)
		problem_add(check->problems, rule->field, "out_of_range", "must be between %d and %d", rule->min, rule->max);
}

/* RULE_ID. */
void
rule_check_id(RuleCheck *check, const Rule *rule)
{
	if (DatumGetInt64(*rule_value(check, rule)) < 1)
		problem_add(check->problems, rule->field, "out_of_range", "must be 1 or more");
}

/* A day between 2000-01-01 (PostgreSQL's day 0) and the same day some years on, as seen where the organization is. */
static void
check_day(RuleCheck *check, const Rule *rule, int years, const char *in_words)
{
	DateADT		day = DatumGetDateADT(*rule_value(check, rule));

	if (DATE_NOT_FINITE(day) || day < 0 || day > rule_context(check)->today + 366 * years)
		problem_add(check->problems, rule->field, "out_of_range", "must be between 2000-01-01 and %s from today",
					in_words);
}

/* RULE_DATE. */
void
rule_check_date(RuleCheck *check, const Rule *rule)
{
	check_day(check, rule, 1, "one year");
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

/* See rule.h. */
void
rule_begin_of_month(NullableDatum *slot)
{
	if (!slot->isnull)
		slot->value = DateADTGetDatum(begin_of_month(DatumGetDateADT(slot->value)));
}

/* month_of(day date) returns date: the first day of its month; infinity stays. */
Datum
outlay_month_of(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(begin_of_month(PG_GETARG_DATEADT(0)));
}

/* RULE_PLAN. */
void
rule_check_plan(RuleCheck *check, const Rule *rule)
{
	check_day(check, rule, 10, "ten years");
}

/* RULE_UNTIL. */
void
rule_check_until(RuleCheck *check, const Rule *rule)
{
	if (DatumGetDateADT(*rule_value(check, rule)) != DATEVAL_NOBEGIN)
		rule_check_plan(check, rule);
}

/* RULE_TIME. */
void
rule_check_time(RuleCheck *check, const Rule *rule)
{
	TimestampTz time = DatumGetTimestampTz(*rule_value(check, rule));

	if (TIMESTAMP_NOT_FINITE(time) || time < 0 ||
		time > GetCurrentTransactionStartTimestamp() + 366 * (int64) USECS_PER_DAY)
		problem_add(check->problems, rule->field, "out_of_range", "must be between 2000-01-01 and one year from now");
}
