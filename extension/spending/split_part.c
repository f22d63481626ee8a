/*-------------------------------------------------------------------------
 *
 * split_part.c
 *	  The parts that an expense is to be split into.
 *
 *		[{"amount": "80.00", "category_id": 3}, {"amount": "20.00", "budget_id": 7, "tax_code": "full"}]
 *		[{"share": 2}, {"share": 1, "billable_to": "Acme"}]
 *
 * A part says how it is booked; what was spent is the whole's to say. What each
 * says is held to the rules that hold for the arguments of create_expense(),
 * and what is wrong has its place in the list before its name, like
 * parts.0.amount. What a part does not say is as with the whole.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "books/category.h"
#include "call/validate.h"
#include "core/compat.h"
#include "spending/details.h"
#include "spending/split_part.h"
#include "value/amount.h"

#define SHARE_DECIMALS	6
#define SHARE_DIGITS	15
#define NUMBER_MAX		40		/* characters of one */

/* The keys of a part. */
static const struct
{
	const char *name;
	Oid			type;
	PartKey		key;
	bool		can_be_none;	/* null is none of it, rather than what the whole has */
}			keys[] = {
	{"amount", NUMERICOID, PART_KEY_AMOUNT},
	{"share", NUMERICOID, PART_KEY_SHARE},
	{"budget_id", INT8OID, PART_KEY_BUDGET},
	{"category_id", INT8OID, PART_KEY_CATEGORY, true},
	{"billable_to", TEXTOID, PART_KEY_BILLABLE_TO, true},
	{"tax_code", TEXTOID, PART_KEY_PRICE + PART_TAX_CODE, true},
	{"tax_rate", NUMERICOID, PART_KEY_PRICE + PART_TAX_RATE},
	{"tax_amount", NUMERICOID, PART_KEY_PRICE + PART_TAX, true},
};

static bool read_number(const JsonbValue *value, NullableDatum *slot);
static bool read_integer(const JsonbValue *value, NullableDatum *slot);
static bool read_value(const JsonbValue *value, int key, NullableDatum *slot);
static void read_keys(Call *call, JsonbContainer *object, int slot);
static void check_part(Call *call, int64 expense, int slot);
static void read_part(Call *call, const JsonbValue *value, int64 expense, int slot, SplitPart *part);

/* Reads a decimal number, be it a number or a text. */
static bool
read_number(const JsonbValue *value, NullableDatum *slot)
{
	char	   *text;
	const char *at;

	if (value->type == jbvNumeric)
	{
		*slot = (NullableDatum) {NumericGetDatum(value->val.numeric), false};
		return true;
	}
	if (value->type != jbvString || value->val.string.len > NUMBER_MAX)
		return false;
	text = pnstrdup(value->val.string.val, value->val.string.len);
	at = text + (text[0] == '-');
	if (!isdigit((unsigned char) at[0]) || strspn(at, "0123456789.") != strlen(at) ||
		strchr(at, '.') != strrchr(at, '.'))
		return false;
	*slot = (NullableDatum) {DirectFunctionCall3(numeric_in, CStringGetDatum(text), 0, Int32GetDatum(-1)), false};
	return true;
}

/* Reads the number of a record. */
static bool
read_integer(const JsonbValue *value, NullableDatum *slot)
{
	Datum		number;

	if (value->type != jbvNumeric)
		return false;
	number = NumericGetDatum(value->val.numeric);
	if (DatumGetInt32(DirectFunctionCall1(numeric_min_scale, number)) > 0 || amount_sign(number) <= 0 ||
		amount_compare(number, NumericGetDatum(int64_to_numeric(PG_INT64_MAX))) > 0)
		return false;
	*slot = (NullableDatum) {DirectFunctionCall1(numeric_int8, number), false};
	return true;
}

/* Reads the value of a key; false where it is none. */
static bool
read_value(const JsonbValue *value, int key, NullableDatum *slot)
{
	if (value->type == jbvNull && keys[key].can_be_none)
	{
		slot->isnull = false;
		if (keys[key].type == INT8OID)
			slot->value = Int64GetDatum(0);
		else
			slot->value = keys[key].type == TEXTOID ? CStringGetTextDatum("") : NumericGetDatum(int64_to_numeric(0));
		return true;
	}
	if (value->type == jbvNull)
		return true;
	if (keys[key].type == NUMERICOID)
		return read_number(value, slot);
	if (keys[key].type == INT8OID)
		return read_integer(value, slot);
	if (value->type != jbvString)
		return false;
	slot->value = PointerGetDatum(cstring_to_text_with_len(value->val.string.val, value->val.string.len));
	slot->isnull = false;
	return true;
}

/* Reads what an object says into slots. */
static void
read_keys(Call *call, JsonbContainer *object, int slot)
{
	JsonbIterator *iterator = JsonbIteratorInit(object);
	JsonbValue	name;
	JsonbValue	value;

	for (JsonbIteratorToken token = JsonbIteratorNext(&iterator, &name, true); token != WJB_DONE;
		 token = JsonbIteratorNext(&iterator, &name, true))
	{
		int			key;

		if (token != WJB_KEY)
			continue;
		(void) JsonbIteratorNext(&iterator, &value, true);
		for (key = 0; key < lengthof(keys); key++)
			if (name.val.string.len == strlen(keys[key].name) &&
				memcmp(name.val.string.val, keys[key].name, name.val.string.len) == 0)
				break;
		if (key == lengthof(keys))
			problem_add(&call->problems, "part", "unknown_key", "may have no other keys than amount, share, budget_id, "
						"category_id, billable_to, tax_code, tax_rate, tax_amount");
		else if (!read_value(&value, key, &call->args[slot + keys[key].key]))
			problem_add(&call->problems, keys[key].name, "wrong_type", "must be %s",
						keys[key].type == TEXTOID ? "a text" : keys[key].type == INT8OID ? "a whole number"
																						 : "a number");
	}
}

/* Notes what is wrong with what a part says. */
static void
check_part(Call *call, int64 expense, int slot)
{
	Rule		rules[] = {
		{slot + PART_KEY_AMOUNT, "amount", RULE_BALANCE_CHANGE, false},
		{slot + PART_KEY_SHARE, "share", RULE_NUMBER, false, SHARE_DECIMALS, SHARE_DIGITS},
		{slot + PART_KEY_BILLABLE_TO, "billable_to", RULE_TEXT, false, 0, BILLABLE_TO_MAX},
		PRICE_RULES(slot + PART_KEY_PRICE),
	};

	if (call->problems.count == 0 && call_has(call, slot + PART_KEY_AMOUNT) == call_has(call, slot + PART_KEY_SHARE))
		problem_add(&call->problems, "amount", "missing", "or share is required, and not both");
	validate(call, rules, lengthof(rules));
	expense_check_budget(call, slot + PART_KEY_BUDGET, false);
	category_check(call, slot + PART_KEY_CATEGORY, expense);
}

/* See split_part.h. */
void
split_note_at(Problems *problems, int number, const Problems *found)
{
	char	   *rest;

	if (found->count == 0)
		return;
	for (char *line = strtok_r(found->lines.data, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest))
	{
		char	   *code = strstr(line, ": ");
		char	   *message = strstr(code + 2, ": ");

		*code = *message = '\0';
		problem_add(problems, psprintf("parts.%d.%s", number, line), code + 2, "%s", message + 2);
	}
}

/* Reads one part; what is wrong is noted as if there were no other. */
static void
read_part(Call *call, const JsonbValue *value, int64 expense, int slot, SplitPart *part)
{
	JsonbContainer *object = value->type == jbvBinary ? value->val.binary.data : NULL;

	for (int key = 0; key < PART_KEY_COUNT; key++)
		call->args[slot + key].isnull = true;
	if (object == NULL || !JsonContainerIsObject(object))
		problem_add(&call->problems, "part", "wrong_type", "must be an object");
	else
	{
		read_keys(call, object, slot);
		check_part(call, expense, slot);
	}
	memcpy(part->said, &call->args[slot], sizeof(part->said));
}

/* See split_part.h. */
void
split_read_parts(Call *call, int arg, int64 expense, int slot, SplitParts *parts)
{
	Problems	problems = call->problems;
	JsonbContainer *list = call_has(call, arg) ? &DatumGetJsonbP(call_arg(call, arg))->root : NULL;

	parts->count = 0;
	if (list == NULL)
		problem_add(&problems, "parts", "missing", "is required");
	else if (!JsonContainerIsArray(list) || JsonContainerIsScalar(list))
		problem_add(&problems, "parts", "wrong_type", "must be a list of parts");
	else if (JsonContainerSize(list) < SPLIT_MIN_PARTS || JsonContainerSize(list) > SPLIT_MAX_PARTS)
		problem_add(&problems, "parts", "out_of_range", "must be %d to %d", SPLIT_MIN_PARTS, SPLIT_MAX_PARTS);
	else
		for (uint32 i = 0; i < JsonContainerSize(list); i++)
		{
			call->problems = (Problems) {0};
			read_part(call, getIthJsonbValueFromContainer(list, i), expense, slot, &parts->parts[parts->count++]);
			split_note_at(&problems, i, &call->problems);
		}
	for (int i = 1; problems.count == 0 && i < parts->count; i++)
		if (parts->parts[i].said[PART_KEY_SHARE].isnull != parts->parts[0].said[PART_KEY_SHARE].isnull)
		{
			problem_add(&problems, "parts", "not_alike", "must all have an amount, or all a share");
			break;
		}
	call->problems = problems;
}
