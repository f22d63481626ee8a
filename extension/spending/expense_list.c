/*-------------------------------------------------------------------------
 *
 * expense_list.c
 *	  Expenses read: one, a list, totals.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "call/page.h"
#include "call/total.h"
#include "spending/details.h"
#include "spending/expense.h"
#include "spending/turn.h"
#include "value/fold.h"

PG_FUNCTION_INFO_V1(outlay_get_expense);
PG_FUNCTION_INFO_V1(outlay_list_expenses);
PG_FUNCTION_INFO_V1(outlay_total_expenses);

/* Argument of both: for whom an expense waits. */
#define ARG_WAITING_FOR	9

/* The last slot, behind the arguments of both: who asks for what waits for them, and stands in for others. */
#define SLOT_DEPUTY		(FUNC_MAX_ARGS - 1)

/* The list, of whose filters totals are, too: the first arguments of both. */
static const TenantListing expense_list = {
	.record = EXPENSE_RECORD,
	.from = "expense e JOIN budget b ON b.id = e.budget_id",
	.walked = "expense e",
	.joined = " LEFT JOIN budget b ON b.id = e.budget_id",
	.id = "e.id",
	.sort_arg = 18,
	.after_arg = 19,
	.size_arg = 20,
	.sorts = {
		{"spent_on", "e.spent_on", DATEOID, true},
		{"amount", "e.amount", NUMERICOID},
		{"updated_at", "e.updated_at", TIMESTAMPTZOID},
		{"id", NULL, InvalidOid, true},
	},
	.filter_count = 19,
	.filters = {
		{"department_id", 0, INT8OID, .column = "b.department_id", .leads = "e.spent_on", .led = "e.budget_id",
		.led_by = "SELECT id FROM budget WHERE department_id"},
		{"budget_id", 1, INT8OID, .column = "e.budget_id", .leads = "e.spent_on"},
		{"member_id", 2, INT8OID, .column = "e.member_id", .leads = "e.spent_on"},
		{"waiting_for", ARG_WAITING_FOR, INT8OID, .column = "e.waiting_for", .leads = "e.spent_on"},
		{"category_id", 10, INT8OID, .column = "e.category_id", .leads = "e.spent_on"},
		{"merchant", 12, TEXTOID, FOLDED("e.merchant") " = $?", .folded = true, .leads = "e.spent_on"},
		{"from_date", 3, DATEOID, "e.spent_on >= $?", .range_of = "e.spent_on"},
		{"to_date", 4, DATEOID, "e.spent_on <= $?", .range_of = "e.spent_on"},
		/* Nothing is booked before the day on which it was spent. */
		{"booked_from", 16, DATEOID, BOOKED_ON("e.") " >= $? AND e.state IN " BOOKED_STATES},
		{"booked_to", 17, DATEOID, "e.spent_on <= $? AND " BOOKED_ON("e.") " <= $? AND e.state IN " BOOKED_STATES},
		{"state", 8, TEXTOID, .column = "e.state", .choices = EXPENSE_STATES},
		{"paid_with", 13, TEXTOID, .column = "e.paid_with", .choices = PAID_WITH},
		{"original_currency", 14, TEXTOID, .column = "e.original_currency"},
		{"kind", 15, TEXTOID, .column = EXPENSE_KIND_OF("e"), .choices = EXPENSE_KINDS},
		{"tag", 11, TEXTARRAYOID, "outlay.fold_each(e.tags) && $?", .folded = true},
		/* Before the amounts: it is dearer, and leaves fewer rows to compare. */
		{"contains", 7, TEXTOID, CONTAINS_FOLDED("e.description") " OR " CONTAINS_FOLDED("e.merchant"), .folded = true},
		{"min_amount", 5, NUMERICOID, "e.amount >= $?"},
		{"max_amount", 6, NUMERICOID, "e.amount <= $?"},
		{"waiting_for", SLOT_DEPUTY, INT8OID, "e.waiting_for = $? OR " TURN_IS_FOR("$?")},
	},
};

static void read_waiting_for(Call *call);

/*
 * Makes numbers of members of the argument waiting_for, which may be "me":
 * nobody's for an operator, and of a deputy also those whose turn is theirs.
 * Notes where it is neither.
 */
static void
read_waiting_for(Call *call)
{
	NullableDatum *argument = &call->args[ARG_WAITING_FOR];
	NullableDatum *deputy = &call->args[SLOT_DEPUTY];
	const char *value;
	char	   *end;
	int64		member;

	deputy->isnull = true;
	if (argument->isnull)
		return;
	value = TextDatumGetCString(argument->value);
	errno = 0;
	member = strtoll(value, &end, 10);
	if (strcmp(value, "me") == 0)
	{
		argument->value = turn_desks(call);
		*deputy = (NullableDatum) {Int64GetDatum(call->caller.member), !call->caller.is_deputy};
		return;
	}
	if (value[0] < '1' || value[0] > '9' || *end != '\0' || errno != 0)
		problem_add(&call->problems, "waiting_for", "malformed", "must be me, or the number of a member");
	argument->value = PointerGetDatum(construct_array((Datum[]) {Int64GetDatum(member)}, 1, INT8OID, sizeof(int64),
													  FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

/* get_expense(id bigint) returns outlay.expense_record. P0002: there is none. */
Datum
outlay_get_expense(PG_FUNCTION_ARGS)
{
	static const TenantStatement get = {
		"SELECT " EXPENSE_RECORD " FROM expense e JOIN budget b ON b.id = e.budget_id WHERE e.id = $1", 1, {INT8OID}
	};
	Call		call;
	Datum		row;

	call_begin(&call, fcinfo);
	if (!call_has(&call, 0) || !call_row(&call, &get, &call_arg(&call, 0), NULL, &row))
		call_not_found("expense", call_id(&call, 0));
	return call_end(&call, row);
}

/*
 * list_expenses(department_id bigint[], budget_id bigint[], member_id bigint[],
 * from_date date, to_date date, min_amount numeric, max_amount numeric,
 * contains text, state text[], waiting_for text, category_id bigint[], tag
 * text[], merchant text, paid_with text[], original_currency text[], kind
 * text[], booked_from date, booked_to date, sort text, after text, page_size integer) returns setof
 * outlay.expense_record, the newest first. Bounds are inclusive; waiting_for: a
 * member's number, or me.
 */
Datum
outlay_list_expenses(PG_FUNCTION_ARGS)
{
	Call		call;

	call_begin(&call, fcinfo);
	read_waiting_for(&call);
	return page_return(&call, &expense_list);
}

/*
 * total_expenses(department_id bigint[], budget_id bigint[], member_id
 * bigint[], from_date date, to_date date, min_amount numeric, max_amount
 * numeric, contains text, state text[], waiting_for text, category_id
 * bigint[], tag text[], merchant text, paid_with text[], original_currency
 * text[], kind text[], booked_from date, booked_to date, by text[]) returns setof
 * outlay.expense_total: one row for all that the list with these filters has, or
 * one for each of what "by" names. Of merchants and tags that are the same in
 * any case one spelling is shown.
 */
Datum
outlay_total_expenses(PG_FUNCTION_ARGS)
{
	static const TenantTotals totals = {
		.from = "expense e LEFT JOIN budget b ON b.id = e.budget_id",
		.sums = "count(*), round(coalesce(sum(e.amount), 0), " DECIMALS "), "
		"round(coalesce(sum(e.tax_amount), 0), " DECIMALS "), "
		"round(coalesce(sum(e.amount), 0) - coalesce(sum(e.tax_amount), 0), " DECIMALS "), " CURRENCY,
		.by_arg = 18,
		.group_count = 14,
		.groups = {
			{"month", "outlay.month_of(e.spent_on)", "date"},
			{"department", "b.department_id", "bigint"},
			{"member", "e.member_id", "bigint"},
			{"budget", "e.budget_id", "bigint"},
			{"state", "e.state::text", "text"},
			{"category", "e.category_id", "bigint"},
			{"merchant", FOLDED("e.merchant"), "text", .shown = "min(e.merchant COLLATE \"C\")"},
			{"tag", FOLDED("tagged.tag"), "text", .shown = "min(tagged.tag COLLATE \"C\")",
			  .joined = " LEFT JOIN LATERAL unnest(e.tags) tagged (tag) ON true" },
			{"paid_with", "e.paid_with::text", "text"},
			{"original_currency", "e.original_currency::text", "text"},
			{"kind", EXPENSE_KIND_OF("e"), "text"},
			{"tax_code", "e.tax_code::text", "text"},
			{"tax_rate", "trim_scale(e.tax_rate)", "numeric"},
			{"booked_month", "outlay.month_of(" BOOKED_DAY ")", "date"},
		},
		.list = &expense_list,
	};
	Call		call;

	call_begin(&call, fcinfo);
	read_waiting_for(&call);
	return total_return(&call, &totals);
}
