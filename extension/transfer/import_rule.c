/*-------------------------------------------------------------------------
 *
 * import_rule.c
 *	  The rules for the values in a file.
 *
 * A file may come from anywhere, so each value must obey the rule that it
 * would have had to obey as the argument of a call, or, for what no call
 * takes, as what our own code writes. The columns are those of the extension's
 * own tables (extension/template); scripts/rules/import fails on one without a
 * rule. What a DBA's migrations have made has the constraints that they gave
 * it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "call/setting.h"
#include "core/compat.h"
#include "payment/bank_account.h"
#include "payment/payment.h"
#include "people/member.h"
#include "policy/policy_read.h"
#include "spending/comment.h"
#include "spending/details.h"
#include "spending/permission.h"
#include "spending/price.h"
#include "spending/receipt.h"
#include "transfer/import_rule.h"
#include "value/currency.h"
#include "value/display.h"
#include "value/expense_kind.h"
#include "value/iban.h"
#include "value/image.h"
#include "value/media_type.h"
#include "value/recurrence.h"
#include "value/rule.h"

#define ANY_INTEGER PG_INT32_MAX

/* What must hold for a column; of a column of the same name in every table where table is NULL. */
typedef struct ColumnRule
{
	const char *table;
	Rule		rule;
} ColumnRule;

static const ColumnRule column_rules[] = {
	{NULL, {0, "id", RULE_ID}},
	{NULL, {0, "version", RULE_INTEGER, true, 1, ANY_INTEGER}},
	{NULL, {0, "created_at", RULE_TIME}},
	{NULL, {0, "updated_at", RULE_TIME}},
	{NULL, {0, "archived_at", RULE_TIME}},
	{NULL, {0, "account_id", RULE_ID}},
	{NULL, {0, "budget_id", RULE_ID}},
	{NULL, {0, "department_id", RULE_ID}},
	{NULL, {0, "category_id", RULE_ID}},
	{NULL, {0, "member_id", RULE_ID}},
	{NULL, {0, "approver_id", RULE_ID}},
	{NULL, {0, "expense_id", RULE_ID}},

	{"organization", {0, "currency", RULE_CURRENCY, true, 3, 3}},
	{"organization", {0, "decimals", RULE_INTEGER, true, 0, MAX_DECIMALS}},
	{"organization", {0, "logo_width", RULE_INTEGER, false, 1, ANY_INTEGER}},
	{"organization", {0, "logo_height", RULE_INTEGER, false, 1, ANY_INTEGER}},
	{"organization", {0, "logo_type", RULE_TEXT, false, 1, 10}},
	{"organization", {0, "iban", RULE_IBAN, false, 1, IBAN_MAX_LENGTH}},
	{"organization", {0, "payer_name", RULE_TEXT, false, 1, PAYER_NAME_MAX}},
	{"organization", {0, "closed_until", RULE_DATE}},

	{"department", {0, "name", RULE_TEXT, true, 1, 100}},
	{"category", {0, "parent_id", RULE_ID}},
	{"category", {0, "name", RULE_TEXT, true, 1, 100}},
	{"category", {0, "code", RULE_TEXT, false, 1, 20}},

	{"member", {0, "email", RULE_EMAIL, true, 1, MEMBER_MAX_EMAIL}},
	{"member", {0, "first_name", RULE_TEXT, true, 0, MEMBER_MAX_NAME}},
	{"member", {0, "last_name", RULE_TEXT, true, 0, MEMBER_MAX_NAME}},
	{"member", {0, "role", RULE_CHOICE, true, 0, 0, MEMBER_ROLES}},
	{"member", {0, "status", RULE_CHOICE, true, 0, 0, "invited active deactivated"}},
	{"member", {0, "employee_number", RULE_TEXT, false, 0, MEMBER_MAX_NUMBER}},
	{"member", {0, "password_hash", RULE_PASSWORD_HASH}},
	{"member", {0, "invitation_hash", RULE_DIGEST}},
	{"member", {0, "invited_until", RULE_TIME}},
	{"member", {0, "preferences", RULE_PREFERENCES, true}},
	{"member", {0, "seen_audit_id", RULE_ID}},
	{"member", {0, "deputy_id", RULE_ID}},
	{"member", {0, "deputy_from", RULE_PLAN}},
	{"member", {0, "deputy_until", RULE_PLAN}},
	{"member", {0, "iban", RULE_IBAN, false, 1, IBAN_MAX_LENGTH}},

	{"account", {0, "name", RULE_TEXT, true, 1, 100}},
	{"account", {0, "balance", RULE_BALANCE, true}},
	{"deposit", {0, "amount", RULE_BALANCE_CHANGE, true}},
	{"deposit", {0, "description", RULE_TEXT, true, 0, 300}},
	{"budget", {0, "month", RULE_PLAN, true}},
	{"budget", {0, "until", RULE_UNTIL}},
	{"budget", {0, "amount", RULE_ALLOWANCE, true}},
	{"budget", {0, "spent", RULE_BALANCE, true}},
	{"budget", {0, "committed", RULE_BALANCE, true}},
	{"expense", {0, "amount", RULE_MONEY, true}},
	{"expense", {0, "spent_on", RULE_DATE, true}},
	{"expense", {0, "description", RULE_TEXT, true, 1, 300}},
	{"expense", {0, "merchant", RULE_TEXT, false, 1, MERCHANT_MAX}},
	{"expense", {0, "notes", RULE_LINES, false, 1, NOTES_MAX}},
	{"expense", {0, "tags", RULE_TAGS, false, 1}},
	{"expense", {0, "paid_with", RULE_CHOICE, true, 0, 0, PAID_WITH}},
	{"expense", {0, "external_id", RULE_TEXT, false, 1, EXTERNAL_ID_MAX}},
	{"expense", {0, "billable_to", RULE_TEXT, false, 1, BILLABLE_TO_MAX}},
	{"expense", {0, "original_amount", RULE_NUMBER, false, AMOUNT_DECIMALS, MONEY_MAX_DIGITS}},
	{"expense", {0, "original_currency", RULE_CURRENCY, false, 3, 3}},
	{"expense", {0, "rate", RULE_NUMBER, false, RATE_DIGITS, RATE_DIGITS}},
	{"expense", {0, "tax_code", RULE_TEXT, false, 1, RATE_CODE_MAX}},
	{"expense", {0, "tax_rate", RULE_NUMBER, false, PERCENT_DECIMALS, PERCENT_DIGITS}},
	{"expense", {0, "tax_amount", RULE_NUMBER, false, AMOUNT_DECIMALS, MONEY_MAX_DIGITS}},
	{"expense", {0, "kind", RULE_CHOICE, false, 0, 0, EXPENSE_KINDS}},
	{"expense", {0, "quantity", RULE_NUMBER, false, QUANTITY_DECIMALS, QUANTITY_DIGITS}},
	{"expense", {0, "rate_code", RULE_TEXT, false, 1, RATE_CODE_MAX}},
	{"expense", {0, "state", RULE_CHOICE, true, 0, 0, EXPENSE_STATES}},
	{"expense", {0, "waiting_for", RULE_ID}},
	{"expense", {0, "step", RULE_INTEGER, false, 1, PG_INT16_MAX}},
	{"expense", {0, "approved_by", RULE_ID}},
	{"expense", {0, "entered_by", RULE_ID}},
	{"expense", {0, "submitted_by", RULE_ID}},
	{"expense", {0, "approved_at", RULE_TIME}},
	{"expense", {0, "reason", RULE_TEXT, false, 1, 150}},
	{"expense", {0, "receipts", RULE_INTEGER, true, 0, RECEIPT_MAX_COUNT}},
	{"expense", {0, "payment_id", RULE_ID}},
	{"expense", {0, "booked_on", RULE_DATE}},
	{"expense", {0, "split_id", RULE_ID}},
	{"expense", {0, "recurring_id", RULE_ID}},
	{"recurring", {0, "every", RULE_CHOICE, true, .choices = RECURRENCE_PERIODS}},
	{"recurring", {0, "on_day", RULE_INTEGER, false, 1, 31}},
	{"recurring", {0, "first_on", RULE_DATE, true}},
	{"recurring", {0, "until", RULE_PLAN}},
	{"recurring", {0, "next_on", RULE_PLAN}},
	{"recurring", {0, "last_on", RULE_DATE}},
	{"recurring", {0, "paused_at", RULE_TIME}},
	{"recurring", {0, "problem", RULE_TEXT, false, 1, 30}},
	{"recurring", {0, "entered_by", RULE_ID}},
	{"recurring", {0, "amount", RULE_MONEY, true}},
	{"recurring", {0, "description", RULE_TEXT, true, 1, 300}},
	{"recurring", {0, "merchant", RULE_TEXT, false, 1, MERCHANT_MAX}},
	{"recurring", {0, "notes", RULE_LINES, false, 1, NOTES_MAX}},
	{"recurring", {0, "tags", RULE_TAGS, false, 1}},
	{"recurring", {0, "paid_with", RULE_CHOICE, true, 0, 0, PAID_WITH}},
	{"recurring", {0, "billable_to", RULE_TEXT, false, 1, BILLABLE_TO_MAX}},
	{"payment", {0, "state", RULE_CHOICE, true, 0, 0, PAYMENT_STATES}},
	{"payment", {0, "execute_on", RULE_DATE, true}},
	{"payment", {0, "paid_on", RULE_DATE}},
	{"payment", {0, "amount", RULE_BALANCE, true}},
	{"payment", {0, "count", RULE_INTEGER, true, 0, ANY_INTEGER}},
	{"payment", {0, "bounced", RULE_BALANCE, true}},
	{"payment", {0, "revision", RULE_INTEGER, true, 1, PG_INT16_MAX}},
	{"payment", {0, "exported_at", RULE_TIME}},
	{"payment", {0, "exported_hash", RULE_DIGEST}},
	{"receipt", {0, "name", RULE_TEXT, true, 1, RECEIPT_MAX_NAME}},
	{"receipt", {0, "media_type", RULE_TEXT, true, 1, 20}},

	{"rate", {0, "kind", RULE_CHOICE, true, 0, 0, RATE_KINDS}},
	{"rate", {0, "code", RULE_TEXT, true, 1, RATE_CODE_MAX}},
	{"rate", {0, "since", RULE_DATE, true}},
	{"rate", {0, "from_quantity", RULE_NUMBER, true, 3, RATE_DIGITS}},
	{"rate", {0, "unit", RULE_CHOICE, false, 0, 0, RATE_UNITS}},
	{"rate", {0, "value", RULE_NUMBER, true, RATE_DIGITS, RATE_DIGITS}},

	{"credential", {0, "kind", RULE_CHOICE, true, 0, 0, "reset email ticket totp totp_new recovery"}},
	{"credential", {0, "number", RULE_INTEGER, true, 0, PG_INT16_MAX}},
	{"credential", {0, "secret", RULE_TEXT, true, 1, 120}},
	{"credential", {0, "detail", RULE_TEXT, false, 0, 200}},
	{"credential", {0, "valid_until", RULE_TIME}},
	{"credential", {0, "used_step", RULE_INTEGER, true, 0, ANY_INTEGER}},

	{"audit", {0, "at", RULE_TIME, true}},
	{"audit", {0, "database_role", RULE_TEXT, true, 1, 63}},
	{"audit", {0, "action", RULE_TEXT, true, 1, 20}},
	{"audit", {0, "entity", RULE_TEXT, true, 1, 20}},
	{"audit", {0, "entity_id", RULE_ID}},
	{"audit", {0, "for_member_id", RULE_ID}},
};

/* Tables that have such rules: a column of this name in another one is somebody else's. */
static const char *const own_tables[] = {
	"organization", "department", "category", "member", "account", "deposit", "budget", "rate", "payment",
	"recurring", "expense", "receipt", "credential", "audit"
};

static void fill_context(RuleContext *context, void *arg);
static bool is_own_table(const char *table);
static bool find_rule(const char *table, const char *column, Rule *rule);
static void note_decimals(ImportRules *rules, const char *table, const char *column, Datum amount, uint64 line);
static const char *value_of_column(const RowTable *table, char **values, const char *column);
static bytea *bytes_of(const char *value);
static void check_receipt_row(const RowTable *table, char **values, Problems *problems);
static bool find_in_object(Jsonb *object, const char *key, JsonbValue *value);
static void check_comment(Jsonb *after, Problems *problems);
static void check_period(Jsonb *after, Problems *problems);
static void check_budget_row(const RowTable *table, char **values, Problems *problems);
static void check_audit_row(const RowTable *table, char **values, Problems *problems);
static void check_policy(const char *text, Problems *problems);
static void check_organization_row(ImportRules *rules, const RowTable *table, char **values, Problems *problems);

/* Readies the rules for a file. */
void
import_rules_begin(ImportRules *rules)
{
	memset(rules, 0, sizeof(*rules));
	rules->decimals = -1;
}

/* Tells rules what they need to know of an organization that is being read. */
static void
fill_context(RuleContext *context, void *arg)
{
	context->currency = "any currency";
	context->decimals = MAX_DECIMALS;
	/* Where it is may be a day further. */
	context->today = display_today(display_zone("UTC")) + 1;
}

/* Whether a table is one of the extension's own. */
static bool
is_own_table(const char *table)
{
	for (int i = 0; i < lengthof(own_tables); i++)
		if (strcmp(table, own_tables[i]) == 0)
			return true;
	return false;
}

/* Finds the rule of a column; false where there is none. */
static bool
find_rule(const char *table, const char *column, Rule *rule)
{
	if (strcmp(table, "organization") == 0)
		for (int i = 0; i < SETTING_COUNT; i++)
			if (strcmp(settings[i].rule.field, column) == 0)
			{
				*rule = settings[i].rule;
				rule->arg = 0;
				return true;
			}
	for (int i = 0; i < lengthof(column_rules); i++)
		if (strcmp(column_rules[i].rule.field, column) == 0 &&
			(column_rules[i].table != NULL ? strcmp(column_rules[i].table, table) == 0 : is_own_table(table)))
		{
			*rule = column_rules[i].rule;
			return true;
		}
	return false;
}

/* Notes with how many decimals an amount comes first. */
static void
note_decimals(ImportRules *rules, const char *table, const char *column, Datum amount, uint64 line)
{
	int			scale;
	DecimalsSeen *seen;

	if (numeric_is_nan(DatumGetNumeric(amount)) || numeric_is_inf(DatumGetNumeric(amount)))
		return;
	scale = DatumGetInt32(DirectFunctionCall1(numeric_min_scale, amount));
	seen = &rules->seen[Min(scale, MAX_DECIMALS)];
	if (seen->line == 0)
		*seen = (DecimalsSeen) {line, table, column};
}

/* The value of a column of that name among those of a row, NULL for none. */
static const char *
value_of_column(const RowTable *table, char **values, const char *column)
{
	for (int i = 0; i < table->ncolumns; i++)
		if (strcmp(table->names[i], column) == 0)
			return values[i];
	return NULL;
}

/* The bytes that a value of type bytea stands for. */
static bytea *
bytes_of(const char *value)
{
	return DatumGetByteaPP(DirectFunctionCall1(byteain, CStringGetDatum(value)));
}

/* Notes where a receipt is not what its row says; that its hash is its own the table checks. */
static void
check_receipt_row(const RowTable *table, char **values, Problems *problems)
{
	const char *content = value_of_column(table, values, "content");
	const char *type = value_of_column(table, values, "media_type");
	bytea	   *bytes;
	const char *found;

	if (content == NULL || type == NULL)
		return;
	bytes = bytes_of(content);
	found = media_type_of((unsigned char *) VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
	if (found == NULL || strcmp(found, type) != 0)
		problem_add(problems, "media_type", "not_as_said", "must be the type of the content");
}

/* Finds what an object has under a key; false where it has nothing, or null. */
static bool
find_in_object(Jsonb *object, const char *key, JsonbValue *value)
{
	return getKeyJsonValueFromContainer(&object->root, key, strlen(key), value) != NULL && value->type != jbvNull;
}

/* Notes where what the audit has of a comment is none, which add_comment() would have refused. */
static void
check_comment(Jsonb *after, Problems *problems)
{
	static const Rule rule = {0, "comment", RULE_LINES, true, 1, COMMENT_MAX_LENGTH};
	NullableDatum slot = {.isnull = true};
	JsonbValue	value;
	char	   *said = NULL;

	if (after != NULL && find_in_object(after, "comment", &value) && value.type == jbvString)
	{
		said = pnstrdup(value.val.string.val, value.val.string.len);
		slot = (NullableDatum) {CStringGetTextDatum(said), false};
	}
	rule_check(&rule, 1, &slot, fill_context, NULL, problems);
	if (!slot.isnull && problems->count == 0 && strcmp(TextDatumGetCString(slot.value), said) != 0)
		problem_add(problems, "comment", "not_normal", "must be in normal form");
}

/* Notes where what the audit has of days that were closed is none, which list_periods() and check_balances() read. */
static void
check_period(Jsonb *after, Problems *problems)
{
	static const Rule rules[] = {
		{0, "since", RULE_DATE},
		{0, "until", RULE_DATE, true},
		{0, "reason", RULE_TEXT, false, 1, 300},
		{0, "currency", RULE_CURRENCY, false, 3, 3},
		{0, "count", RULE_INTEGER, false, 0, ANY_INTEGER},
		{0, "amount", RULE_BALANCE},
		{0, "tax_amount", RULE_BALANCE},
		{0, "net_amount", RULE_BALANCE},
		{0, "accrued_count", RULE_INTEGER, false, 0, ANY_INTEGER},
		{0, "accrued_amount", RULE_BALANCE},
	};

	for (int i = 0; i < lengthof(rules); i++)
	{
		NullableDatum slot = {.isnull = true};
		JsonbValue	value;

		if (after != NULL && find_in_object(after, rules[i].field, &value))
		{
			const char *text = NULL;

			if (value.type == jbvString)
				text = pnstrdup(value.val.string.val, value.val.string.len);
			else if (value.type == jbvNumeric)
				text = numeric_normalize(value.val.numeric);
			if (text == NULL)
			{
				problem_add(problems, rules[i].field, "wrong_type", "must be a text or a number");
				continue;
			}
			slot = (NullableDatum) {rule_read(&rules[i], text), false};
		}
		rule_check(&rules[i], 1, &slot, fill_context, NULL, problems);
	}
}

/* Notes where the days of a budget are no span: see books/span.c. */
static void
check_budget_row(const RowTable *table, char **values, Problems *problems)
{
	const char *month = value_of_column(table, values, "month");
	const char *until = value_of_column(table, values, "until");
	NullableDatum begin = {.isnull = false};
	DateADT		first;

	if (month == NULL)
		return;
	begin.value = DirectFunctionCall1(date_in, CStringGetDatum(month));
	first = DatumGetDateADT(begin.value);
	rule_begin_of_month(&begin);
	if (until == NULL && first != DatumGetDateADT(begin.value))
		problem_add(problems, "month", "not_first_day", "must be the first of a month where there is no last day");
	else if (until != NULL && DatumGetDateADT(DirectFunctionCall1(date_in, CStringGetDatum(until))) < first)
		problem_add(problems, "until", "before_month", "must not be before the first day");
}

/* Notes where the records of a row of the audit are none, or their versions, which events tell. */
static void
check_audit_row(const RowTable *table, char **values, Problems *problems)
{
	static const char *const columns[] = {"before", "after"};
	static const Rule version = {0, "version", RULE_INTEGER, false, 1, ANY_INTEGER};
	const char *action = value_of_column(table, values, "action");
	Jsonb	   *record = NULL;

	for (int i = 0; i < lengthof(columns); i++)
	{
		const char *text = value_of_column(table, values, columns[i]);
		JsonbValue	value;

		record = text == NULL ? NULL : DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(text)));
		if (record == NULL)
			continue;
		if (!JB_ROOT_IS_OBJECT(record))
		{
			problem_add(problems, columns[i], "wrong_type", "must be an object");
			return;
		}
		if (find_in_object(record, "version", &value))
		{
			bool		is_none = value.type != jbvNumeric;
			NullableDatum slot = {.isnull = false};

			if (!is_none)
				slot.value = Int32GetDatum(numeric_int4_opt_error(value.val.numeric, &is_none));
			if (is_none)
				problem_add(problems, columns[i], "wrong_version", "must have a version that is an integer");
			else
				rule_check(&version, 1, &slot, fill_context, NULL, problems);
		}
	}
	if (action != NULL && strcmp(action, COMMENT_ACTION) == 0)
		check_comment(record, problems);
	if (strcmp(value_of_column(table, values, "entity"), "period") == 0)
		check_period(record, problems);
}

/* Notes what is wrong with a policy, which set_policy() would have refused. */
static void
check_policy(const char *text, Problems *problems)
{
	Policy		policy;

	if (text != NULL)
		policy_read(DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(text))), &policy, problems);
}

/* Notes what is wrong with the organization's row as a whole: its currency's decimals, its logo, its policy. */
static void
check_organization_row(ImportRules *rules, const RowTable *table, char **values, Problems *problems)
{
	const char *currency = value_of_column(table, values, "currency");
	const char *decimals = value_of_column(table, values, "decimals");
	const char *logo = value_of_column(table, values, "logo");
	const char *type = value_of_column(table, values, "logo_type");
	const char *width = value_of_column(table, values, "logo_width");
	const char *height = value_of_column(table, values, "logo_height");

	if (currency != NULL && decimals != NULL && currency_decimals(currency) >= 0)
	{
		strlcpy(rules->currency, currency, sizeof(rules->currency));
		rules->decimals = currency_decimals(currency);
		if (pg_strtoint32(decimals) != rules->decimals)
			problem_add(problems, "decimals", "not_of_currency", "must be %d, as many as the currency has",
						rules->decimals);
	}
	check_policy(value_of_column(table, values, "policy"), problems);
	if (logo != NULL)
	{
		bytea	   *bytes = bytes_of(logo);
		Image		image;

		if (!image_read_header((unsigned char *) VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes), &image))
			problem_add(problems, "logo", "unknown_type", "must be an image: PNG, JPEG, WebP or GIF");
		else if (type == NULL || strcmp(type, image.type) != 0 || width == NULL || height == NULL ||
				 pg_strtoint32(width) != image.width || pg_strtoint32(height) != image.height)
			problem_add(problems, "logo", "not_as_said", "must be of the type and size that the row says");
	}
}

/*
 * Notes which rules the values of a row violate, and brings texts into normal
 * form, in the current memory context. Raises what the types of the columns
 * raise.
 */
void
import_check_row(ImportRules *rules, const RowTable *table, char **values, uint64 line, Problems *problems)
{
	for (int i = 0; i < table->ncolumns; i++)
	{
		Rule		rule;
		NullableDatum slot = {.isnull = values[i] == NULL};
		char	   *text;

		if (!find_rule(table->name, table->names[i], &rule))
			continue;
		if (!slot.isnull)
			slot.value = rule_read(&rule, values[i]);
		rule_check(&rule, 1, &slot, fill_context, NULL, problems);
		if (slot.isnull)
			continue;
		text = rule_print(&rule, slot.value);
		if (text != NULL)
			values[i] = text;
		else if (rule.kind == RULE_MONEY || rule.kind == RULE_ALLOWANCE || rule.kind == RULE_BALANCE_CHANGE ||
				 rule.kind == RULE_BALANCE || strcmp(rule.field, "tax_amount") == 0)
			note_decimals(rules, table->name, table->names[i], slot.value, line);
	}
	if (strcmp(table->name, "organization") == 0 && problems->count == 0)
		check_organization_row(rules, table, values, problems);
	if (strcmp(table->name, "receipt") == 0 && problems->count == 0)
		check_receipt_row(table, values, problems);
	if (strcmp(table->name, "budget") == 0 && problems->count == 0)
		check_budget_row(table, values, problems);
	if (strcmp(table->name, "audit") == 0 && problems->count == 0)
		check_audit_row(table, values, problems);
}

/* Returns where an amount has more decimals than the currency, NULL for nowhere. */
const DecimalsSeen *
import_find_too_many_decimals(const ImportRules *rules)
{
	for (int i = rules->decimals + 1; rules->decimals >= 0 && i <= MAX_DECIMALS; i++)
		if (rules->seen[i].line > 0)
			return &rules->seen[i];
	return NULL;
}
