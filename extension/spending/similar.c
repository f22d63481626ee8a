/*-------------------------------------------------------------------------
 *
 * similar.c
 *	  Expenses that may be one and the same, entered twice.
 *
 * Two people share a taxi, and both hand in its receipt; somebody enters again
 * what the card's statement had. What they have in common is the amount, as it
 * was paid, and about the day. Whether it is one is for people to say: nothing
 * here refuses anything. That the file of a receipt is elsewhere the receipt
 * says itself (receipt.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/date.h"

#include "call/page.h"
#include "call/validate.h"
#include "spending/expense.h"
#include "spending/whole.h"
#include "value/amount.h"
#include "value/rule.h"

PG_FUNCTION_INFO_V1(outlay_list_similar_expenses);

#define SIMILAR_DAYS	3		/* the days of two that are similar are no further from each other */

/* Arguments, and behind them what follows from them. */
enum
{
	ARG_SPENT_ON,
	ARG_AMOUNT,
	ARG_ORIGINAL,
	ARG_CURRENCY,
	ARG_EXCEPT,
	ARG_KIND,
	ARG_AFTER,
	ARG_SIZE,
	SLOT_FROM,
	SLOT_TO,
	SLOT_NOT,
	SLOT_SORT
};

static const TenantListing similar_list = {
	.record = EXPENSE_RECORD,
	.from = "expense e JOIN budget b ON b.id = e.budget_id",
	.walked = "expense e",
	.joined = " LEFT JOIN budget b ON b.id = e.budget_id",
	.id = "e.id",
	.sort_arg = SLOT_SORT,
	.after_arg = ARG_AFTER,
	.size_arg = ARG_SIZE,
	.sorts = {
		{"spent_on", "e.spent_on", DATEOID, true},
	},
	.filter_count = 8,
	.filters = {
		{"from_date", SLOT_FROM, DATEOID, "e.spent_on >= $?", .range_of = "e.spent_on"},
		{"to_date", SLOT_TO, DATEOID, "e.spent_on <= $?", .range_of = "e.spent_on"},
		{"amount", ARG_AMOUNT, NUMERICOID, "e.amount = $?"},
		{"original_amount", ARG_ORIGINAL, NUMERICOID, "e.original_amount = $?"},
		{"original_currency", ARG_CURRENCY, TEXTOID, "e.original_currency = $?"},
		{"except_id", ARG_EXCEPT, INT8OID, "coalesce(e.split_id, e.id) IS DISTINCT FROM "
		"coalesce(" WHOLE_ID_OF("$?") ", $?)"},
		{"kind", ARG_KIND, TEXTOID, EXPENSE_KIND_OF("e") " = $?"},
		{"state", SLOT_NOT, TEXTOID, "e.state <> $?"},
	},
};

static void check_amounts(Call *call);

/* Notes where there is nothing to compare, or half of what was paid in another currency. */
static void
check_amounts(Call *call)
{
	if (!call_has(call, ARG_AMOUNT) && !call_has(call, ARG_ORIGINAL))
		problem_add(&call->problems, "amount", "missing", "is required, or original_amount");
	else if (call_has(call, ARG_ORIGINAL) != call_has(call, ARG_CURRENCY))
		problem_add(&call->problems, call_has(call, ARG_ORIGINAL) ? "original_currency" : "original_amount", "missing",
					"is required with the other");
}

/*
 * list_similar_expenses(spent_on date, amount numeric, original_amount numeric,
 * original_currency text, except_id bigint, kind text, after text, page_size
 * integer) returns setof outlay.expense_record, the newest first: expenses of
 * about that day, and of a kind, that were paid with the same amount of the same
 * currency, but for one and for what was rejected. Where there is an original amount, amount is not looked
 * at: it hangs on the day's rate. 22023.
 */
Datum
outlay_list_similar_expenses(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{ARG_SPENT_ON, "spent_on", RULE_DATE, true},
		{ARG_AMOUNT, "amount", RULE_MONEY, false},
		{ARG_ORIGINAL, "original_amount", RULE_NUMBER, false, AMOUNT_DECIMALS, MONEY_MAX_DIGITS},
		{ARG_CURRENCY, "original_currency", RULE_CURRENCY, false, 3, 3},
		{ARG_KIND, "kind", RULE_CHOICE, false, 0, 0, EXPENSE_KINDS},
	};
	Call		call;
	DateADT		day;

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	check_amounts(&call);
	day = DatumGetDateADT(call_arg(&call, ARG_SPENT_ON));
	if (call_has(&call, ARG_ORIGINAL))
		call.args[ARG_AMOUNT].isnull = true;
	call.args[SLOT_FROM] = (NullableDatum) {DateADTGetDatum(day - SIMILAR_DAYS), false};
	call.args[SLOT_TO] = (NullableDatum) {DateADTGetDatum(day + SIMILAR_DAYS), false};
	call.args[SLOT_NOT] = (NullableDatum) {CStringGetTextDatum(permission_state_name(EXPENSE_REJECTED)), false};
	call.args[SLOT_SORT].isnull = true;
	return page_return(&call, &similar_list);
}
