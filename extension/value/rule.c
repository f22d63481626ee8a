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

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/fmgroids.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "core/compat.h"
#include "value/amount.h"
#include "value/currency.h"
#include "value/display.h"
#include "value/iban.h"
#include "value/password.h"
#include "value/preferences.h"
#include "value/rule.h"
#include "value/tags.h"
#include "value/text.h"

PG_FUNCTION_INFO_V1(outlay_month_of);

/* Values that are being checked. */
typedef struct Check
{
	NullableDatum *slots;
	Problems   *problems;
	RuleContextFill fill;
	void	   *arg;
	RuleContext context;
	bool		has_context;
} Check;

typedef void (*RuleCheck) (Check *check, const Rule *rule);

static Datum *value_of(Check *check, const Rule *rule);
static const RuleContext *context_of(Check *check);
static void check_length(Check *check, const Rule *rule, int characters);
static bool check_text_form(Check *check, const Rule *rule);
static void check_text(Check *check, const Rule *rule);
static void check_lines(Check *check, const Rule *rule);
static void check_tags(Check *check, const Rule *rule);
static void check_email(Check *check, const Rule *rule);
static bool check_balance_form(Check *check, const Rule *rule);
static bool check_amount(Check *check, const Rule *rule);
static void check_balance(Check *check, const Rule *rule);
static void check_money(Check *check, const Rule *rule);
static void check_allowance(Check *check, const Rule *rule);
static void check_balance_change(Check *check, const Rule *rule);
static void check_number(Check *check, const Rule *rule);
static void check_day(Check *check, const Rule *rule, int years, const char *in_words);
static void check_date(Check *check, const Rule *rule);
static DateADT begin_of_month(DateADT date);
static void check_plan(Check *check, const Rule *rule);
static void check_until(Check *check, const Rule *rule);
static void check_integer(Check *check, const Rule *rule);
static bool is_choice(const char *word, const char *choices);
static bool is_whole_number(const char *value, int min, int max);
static void check_form(Check *check, const Rule *rule);
static void check_currency(Check *check, const Rule *rule);
static void check_iban(Check *check, const Rule *rule);
static void check_time(Check *check, const Rule *rule);
static void check_id(Check *check, const Rule *rule);
static void check_password_hash(Check *check, const Rule *rule);
static void check_digest(Check *check, const Rule *rule);
static void check_preferences(Check *check, const Rule *rule);

/* The value that a rule is for. */
static Datum *
value_of(Check *check, const Rule *rule)
{
	return &check->slots[rule->arg].value;
}

/* What is known of the organization. */
static const RuleContext *
context_of(Check *check)
{
	if (!check->has_context)
	{
		if (check->fill == NULL)
			elog(ERROR, "a rule needs an organization that is not there");
		check->fill(&check->context, check->arg);
		check->has_context = true;
	}
	return &check->context;
}

/* Notes that a text of so many characters is blank, too short or too long. */
static void
check_length(Check *check, const Rule *rule, int characters)
{
	if (characters == 0 && rule->min > 0)
		problem_add(check->problems, rule->field, "blank", "must not be blank");
	else
		(void) text_check_length(check->problems, rule->field, characters, rule->min, rule->max);
}

/* One line of text, trimmed and normalized in place; the other text rules build on it. */
static bool
check_text_form(Check *check, const Rule *rule)
{
	Datum	   *slot = value_of(check, rule);
	TextFault	fault;
	int			characters;
	char	   *value = text_normalize(TextDatumGetCString(*slot), &characters, &fault);
	int			before = check->problems->count;

	*slot = CStringGetTextDatum(value);
	text_check_characters(check->problems, rule->field, fault);
	check_length(check, rule, characters);
	return check->problems->count == before;
}

/* RULE_TEXT. */
static void
check_text(Check *check, const Rule *rule)
{
	const char *code;
	const char *message;

	if (!check_text_form(check, rule) || rule->refuse == NULL ||
		VARSIZE_ANY_EXHDR(DatumGetTextPP(*value_of(check, rule))) == 0)
		return;
	message = rule->refuse(TextDatumGetCString(*value_of(check, rule)), &code);
	if (message != NULL)
		problem_add(check->problems, rule->field, code, "%s", message);
}

/* RULE_LINES. */
static void
check_lines(Check *check, const Rule *rule)
{
	Datum	   *slot = value_of(check, rule);
	TextFault	fault;
	int			characters;
	char	   *value = text_normalize_lines(TextDatumGetCString(*slot), &characters, &fault);

	*slot = CStringGetTextDatum(value);
	if (fault == TEXT_HAS_CONTROL)
		problem_add(check->problems, rule->field, "control_character",
					"must not have control characters but line breaks and tabs");
	else
		text_check_characters(check->problems, rule->field, fault);
	check_length(check, rule, characters);
}

/* RULE_TAGS. */
static void
check_tags(Check *check, const Rule *rule)
{
	Datum	   *slot = value_of(check, rule);

	*slot = PointerGetDatum(tags_normalize(check->problems, rule->field, DatumGetArrayTypeP(*slot)));
	if (ARR_NDIM(DatumGetArrayTypeP(*slot)) == 0 && rule->min > 0)
		problem_add(check->problems, rule->field, "blank", "must have at least one");
}

/* RULE_EMAIL. */
static void
check_email(Check *check, const Rule *rule)
{
	if (check_text_form(check, rule) && !text_is_email(TextDatumGetCString(*value_of(check, rule))))
		problem_add(check->problems, rule->field, "not_an_email", "must be an e-mail address, like name@example.com");
}

/* An amount: finite, with no more decimals than the currency has. */
static bool
check_balance_form(Check *check, const Rule *rule)
{
	Datum		amount = *value_of(check, rule);
	const RuleContext *context;

	if (numeric_is_nan(DatumGetNumeric(amount)) || numeric_is_inf(DatumGetNumeric(amount)))
	{
		problem_add(check->problems, rule->field, "not_finite", "must be a finite number");
		return false;
	}
	context = context_of(check);
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
check_amount(Check *check, const Rule *rule)
{
	Datum		amount = *value_of(check, rule);
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
static void
check_balance(Check *check, const Rule *rule)
{
	(void) check_balance_form(check, rule);
}

/* RULE_MONEY. */
static void
check_money(Check *check, const Rule *rule)
{
	if (check_amount(check, rule) && amount_sign(*value_of(check, rule)) <= 0)
		problem_add(check->problems, rule->field, "not_positive", "must be greater than zero");
}

/* RULE_ALLOWANCE. */
static void
check_allowance(Check *check, const Rule *rule)
{
	if (check_amount(check, rule) && amount_sign(*value_of(check, rule)) < 0)
		problem_add(check->problems, rule->field, "negative", "must not be less than zero");
}

/* RULE_BALANCE_CHANGE. */
static void
check_balance_change(Check *check, const Rule *rule)
{
	if (check_amount(check, rule) && amount_sign(*value_of(check, rule)) == 0)
		problem_add(check->problems, rule->field, "zero", "must not be zero");
}

/* RULE_NUMBER. */
static void
check_number(Check *check, const Rule *rule)
{
	Datum		number = *value_of(check, rule);
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

/* A day between 2000-01-01 (PostgreSQL's day 0) and the same day some years on, as seen where the organization is. */
static void
check_day(Check *check, const Rule *rule, int years, const char *in_words)
{
	DateADT		day = DatumGetDateADT(*value_of(check, rule));

	if (DATE_NOT_FINITE(day) || day < 0 || day > context_of(check)->today + 366 * years)
		problem_add(check->problems, rule->field, "out_of_range", "must be between 2000-01-01 and %s from today",
					in_words);
}

/* RULE_DATE. */
static void
check_date(Check *check, const Rule *rule)
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
static void
check_plan(Check *check, const Rule *rule)
{
	check_day(check, rule, 10, "ten years");
}

/* RULE_UNTIL. */
static void
check_until(Check *check, const Rule *rule)
{
	if (DatumGetDateADT(*value_of(check, rule)) != DATEVAL_NOBEGIN)
		check_plan(check, rule);
}

/* RULE_INTEGER. */
static void
check_integer(Check *check, const Rule *rule)
{
	int32		value = DatumGetInt32(*value_of(check, rule));

	if (value < rule->min || value > rule->max)
		problem_add(check->problems, rule->field, "out_of_range", "must be between %d and %d", rule->min, rule->max);
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

/* Whether a text is a whole number from min to max, written as short as it can be. */
static bool
is_whole_number(const char *value, int min, int max)
{
	size_t		digits = strspn(value, "0123456789");
	long		number = digits <= 9 && value[digits] == '\0' ? strtol(value, NULL, 10) : -1;

	return number >= min && number <= max && strcmp(value, psprintf("%ld", number)) == 0;
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
	[RULE_ROLES] = {NULL, "unknown_role", "must be roles, each once, like owner admin, or none"},
	[RULE_WHOLE_NUMBER] = {NULL, "out_of_range"},
	[RULE_CHOICE] = {NULL, "unknown_choice"},
};

/* See rule.h. */
char *
rule_text_form(const Rule *rule, const char *value, const char **message)
{
	if (rule->kind == RULE_WHOLE_NUMBER)
	{
		*message = psprintf("must be a whole number between %d and %d", rule->min, rule->max);
		return is_whole_number(value, rule->min, rule->max) ? pstrdup(value) : NULL;
	}
	if (rule->kind != RULE_CHOICE)
	{
		*message = forms[rule->kind].message;
		return (rule->normalize ? rule->normalize : forms[rule->kind].normalize) (value);
	}
	*message = psprintf("must be one of: %s", rule->choices);
	return is_choice(value, rule->choices) ? pstrdup(value) : NULL;
}

/* RULE_COLOR, RULE_LOCALE, RULE_TIME_ZONE, RULE_ROLES, RULE_WHOLE_NUMBER, RULE_CHOICE. */
static void
check_form(Check *check, const Rule *rule)
{
	const char *message;
	char	   *value = rule_text_form(rule, TextDatumGetCString(*value_of(check, rule)), &message);

	if (value == NULL)
		problem_add(check->problems, rule->field, forms[rule->kind].code, "%s", message);
	else
		*value_of(check, rule) = CStringGetTextDatum(value);
}

/* RULE_CURRENCY. */
static void
check_currency(Check *check, const Rule *rule)
{
	const char *code;

	if (!check_text_form(check, rule))
		return;
	code = TextDatumGetCString(*value_of(check, rule));
	if (code[0] != '\0' && currency_decimals(code) < 0)
		problem_add(check->problems, rule->field, "unknown_currency", "must be the code of a currency, like EUR");
}

/* RULE_IBAN. */
static void
check_iban(Check *check, const Rule *rule)
{
	const char *code;
	const char *message;
	char	   *iban;

	if (!check_text_form(check, rule) || VARSIZE_ANY_EXHDR(DatumGetTextPP(*value_of(check, rule))) == 0)
		return;
	iban = iban_normalize(TextDatumGetCString(*value_of(check, rule)), &code, &message);
	if (iban == NULL)
		problem_add(check->problems, rule->field, code, "%s", message);
	else
		*value_of(check, rule) = CStringGetTextDatum(iban);
}

/* RULE_TIME. */
static void
check_time(Check *check, const Rule *rule)
{
	TimestampTz time = DatumGetTimestampTz(*value_of(check, rule));

	if (TIMESTAMP_NOT_FINITE(time) || time < 0 ||
		time > GetCurrentTransactionStartTimestamp() + 366 * (int64) USECS_PER_DAY)
		problem_add(check->problems, rule->field, "out_of_range", "must be between 2000-01-01 and one year from now");
}

/* RULE_ID. */
static void
check_id(Check *check, const Rule *rule)
{
	if (DatumGetInt64(*value_of(check, rule)) < 1)
		problem_add(check->problems, rule->field, "out_of_range", "must be 1 or more");
}

/* RULE_PASSWORD_HASH: a copy of an organization has texts that are no hashes, so that nobody can log in. */
static void
check_password_hash(Check *check, const Rule *rule)
{
	const char *hash = TextDatumGetCString(*value_of(check, rule));

	if (hash[0] == '$' && !password_is_hash(hash))
		problem_add(check->problems, rule->field, "malformed",
					"must be a hash of Argon2id that takes no more memory and time than is allowed");
}

/* RULE_DIGEST. */
static void
check_digest(Check *check, const Rule *rule)
{
	const char *digest = TextDatumGetCString(*value_of(check, rule));

	if (strlen(digest) != 43 ||
		strspn(digest, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != 43)
		problem_add(check->problems, rule->field, "malformed", "must be a SHA-256 in base64url");
}

/* RULE_PREFERENCES. */
static void
check_preferences(Check *check, const Rule *rule)
{
	const char *message = preferences_fault(DatumGetJsonbP(*value_of(check, rule)));

	if (message != NULL)
		problem_add(check->problems, rule->field, "malformed", "%s", message);
}

/* What checks a value of each kind, and what reads it from a text; NULL: it is one. */
static const struct
{
	RuleCheck	check;
	PGFunction	input;
}			kinds[] = {
	[RULE_TEXT] = {check_text},
	[RULE_LINES] = {check_lines},
	[RULE_TAGS] = {check_tags},
	[RULE_EMAIL] = {check_email},
	[RULE_MONEY] = {check_money, numeric_in},
	[RULE_BALANCE_CHANGE] = {check_balance_change, numeric_in},
	[RULE_NUMBER] = {check_number, numeric_in},
	[RULE_DATE] = {check_date, date_in},
	[RULE_PLAN] = {check_plan, date_in},
	[RULE_UNTIL] = {check_until, date_in},
	[RULE_INTEGER] = {check_integer, int4in},
	[RULE_COLOR] = {check_form},
	[RULE_LOCALE] = {check_form},
	[RULE_TIME_ZONE] = {check_form},
	[RULE_ROLES] = {check_form},
	[RULE_WHOLE_NUMBER] = {check_form},
	[RULE_CHOICE] = {check_form},
	[RULE_CURRENCY] = {check_currency},
	[RULE_ALLOWANCE] = {check_allowance, numeric_in},
	[RULE_IBAN] = {check_iban},
	[RULE_BALANCE] = {check_balance, numeric_in},
	[RULE_TIME] = {check_time, timestamptz_in},
	[RULE_ID] = {check_id, int8in},
	[RULE_PASSWORD_HASH] = {check_password_hash},
	[RULE_DIGEST] = {check_digest},
	[RULE_PREFERENCES] = {check_preferences, jsonb_in},
};

/* See rule.h. */
void
rule_check(const Rule *rules, int count, NullableDatum *slots, RuleContextFill fill, void *arg, Problems *problems)
{
	Check		check = {.slots = slots,.problems = problems,.fill = fill,.arg = arg};

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
