/*-------------------------------------------------------------------------
 *
 * rule_text.c
 *	  The rules for texts, and for what is kept as one.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "core/compat.h"
#include "value/currency.h"
#include "value/display.h"
#include "value/iban.h"
#include "value/password.h"
#include "value/preferences.h"
#include "value/rule_kind.h"
#include "value/tags.h"
#include "value/text.h"

static void check_length(RuleCheck *check, const Rule *rule, int characters);
static bool check_text_form(RuleCheck *check, const Rule *rule);
static bool is_choice(const char *word, const char *choices);
static bool is_whole_number(const char *value, int min, int max);

/* Notes that a text of so many characters is blank, too short or too long. */
static void
check_length(RuleCheck *check, const Rule *rule, int characters)
{
	if (characters == 0 && rule->min > 0)
		problem_add(check->problems, rule->field, "blank", "must not be blank");
	else
		(void) text_check_length(check->problems, rule->field, characters, rule->min, rule->max);
}

/* One line of text, trimmed and normalized in place; the other text rules build on it. */
static bool
check_text_form(RuleCheck *check, const Rule *rule)
{
	Datum	   *slot = rule_value(check, rule);
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
void
rule_check_line(RuleCheck *check, const Rule *rule)
{
	const char *code;
	const char *message;

	if (!check_text_form(check, rule) || rule->refuse == NULL ||
		VARSIZE_ANY_EXHDR(DatumGetTextPP(*rule_value(check, rule))) == 0)
		return;
	message = rule->refuse(TextDatumGetCString(*rule_value(check, rule)), &code);
	if (message != NULL)
		problem_add(check->problems, rule->field, code, "%s", message);
}

/* RULE_LINES. */
void
rule_check_lines(RuleCheck *check, const Rule *rule)
{
	Datum	   *slot = rule_value(check, rule);
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
void
rule_check_tags(RuleCheck *check, const Rule *rule)
{
	Datum	   *slot = rule_value(check, rule);

	*slot = PointerGetDatum(tags_normalize(check->problems, rule->field, DatumGetArrayTypeP(*slot)));
	if (ARR_NDIM(DatumGetArrayTypeP(*slot)) == 0 && rule->min > 0)
		problem_add(check->problems, rule->field, "blank", "must have at least one");
}

/* RULE_EMAIL. */
void
rule_check_email(RuleCheck *check, const Rule *rule)
{
	if (check_text_form(check, rule) && !text_is_email(TextDatumGetCString(*rule_value(check, rule))))
		problem_add(check->problems, rule->field, "not_an_email", "must be an e-mail address, like name@example.com");
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
void
rule_check_form(RuleCheck *check, const Rule *rule)
{
	const char *message;
	char	   *value = rule_text_form(rule, TextDatumGetCString(*rule_value(check, rule)), &message);

	if (value == NULL)
		problem_add(check->problems, rule->field, forms[rule->kind].code, "%s", message);
	else
		*rule_value(check, rule) = CStringGetTextDatum(value);
}

/* RULE_CURRENCY. */
void
rule_check_currency(RuleCheck *check, const Rule *rule)
{
	const char *code;

	if (!check_text_form(check, rule))
		return;
	code = TextDatumGetCString(*rule_value(check, rule));
	if (code[0] != '\0' && currency_decimals(code) < 0)
		problem_add(check->problems, rule->field, "unknown_currency", "must be the code of a currency, like EUR");
}

/* RULE_IBAN. */
void
rule_check_iban(RuleCheck *check, const Rule *rule)
{
	const char *code;
	const char *message;
	char	   *iban;

	if (!check_text_form(check, rule) || VARSIZE_ANY_EXHDR(DatumGetTextPP(*rule_value(check, rule))) == 0)
		return;
	iban = iban_normalize(TextDatumGetCString(*rule_value(check, rule)), &code, &message);
	if (iban == NULL)
		problem_add(check->problems, rule->field, code, "%s", message);
	else
		*rule_value(check, rule) = CStringGetTextDatum(iban);
}

/* RULE_PASSWORD_HASH: a copy of an organization has texts that are no hashes, so that nobody can log in. */
void
rule_check_password_hash(RuleCheck *check, const Rule *rule)
{
	const char *hash = TextDatumGetCString(*rule_value(check, rule));

	if (hash[0] == '$' && !password_is_hash(hash))
		problem_add(check->problems, rule->field, "malformed",
					"must be a hash of Argon2id that takes no more memory and time than is allowed");
}

/* RULE_DIGEST. */
void
rule_check_digest(RuleCheck *check, const Rule *rule)
{
	const char *digest = TextDatumGetCString(*rule_value(check, rule));

	if (strlen(digest) != 43 ||
		strspn(digest, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != 43)
		problem_add(check->problems, rule->field, "malformed", "must be a SHA-256 in base64url");
}

/* RULE_PREFERENCES. */
void
rule_check_preferences(RuleCheck *check, const Rule *rule)
{
	const char *message = preferences_fault(DatumGetJsonbP(*rule_value(check, rule)));

	if (message != NULL)
		problem_add(check->problems, rule->field, "malformed", "%s", message);
}
