/*-------------------------------------------------------------------------
 *
 * expense_change.c
 *	  Expenses changed and deleted.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/date.h"

#include "books/category.h"
#include "books/ledger.h"
#include "call/audit.h"
#include "call/call.h"
#include "call/change.h"
#include "call/referenced.h"
#include "call/validate.h"
#include "policy/policy_check.h"
#include "spending/details.h"
#include "spending/expense.h"
#include "spending/receipt_audit.h"
#include "spending/whole.h"
#include "spending/whose.h"

PG_FUNCTION_INFO_V1(outlay_update_expense);
PG_FUNCTION_INFO_V1(outlay_delete_expense);

/* Arguments of update_expense(). */
enum
{
	ARG_ID,
	ARG_VERSION,
	ARG_BUDGET,
	ARG_AMOUNT,
	ARG_SPENT_ON,
	ARG_DESCRIPTION,
	ARG_CATEGORY,
	ARG_MEMBER,
	ARG_DETAILS,				/* the first of them */
	ARG_PRICE = ARG_DETAILS + DETAIL_COUNT, /* the first part */
	ARG_QUANTITY = ARG_PRICE + PART_COUNT	/* the first part */
};

/* Parameters of the statement that changes one. */
enum
{
	VALUE_ID,
	VALUE_BUDGET,
	VALUE_AMOUNT,
	VALUE_SPENT_ON,
	VALUE_DESCRIPTION,
	VALUE_KEEPS_APPROVAL,
	VALUE_CATEGORY,
	VALUE_MEMBER,
	VALUE_ENTERED_BY,
	VALUE_SUBMITTED_BY,
	VALUE_DETAILS,				/* the first of them */
	VALUE_PRICE = VALUE_DETAILS + DETAIL_COUNT, /* the first part */
	VALUE_QUANTITY = VALUE_PRICE + PART_COUNT,	/* the first of them */
	VALUE_BOOKED_ON = VALUE_QUANTITY + QUANTITY_COLUMN_COUNT,
	VALUE_COUNT
};

/* What a column becomes by a parameter: what it was for NULL, NULL for what is empty. */
#define CHANGED(column, parameter, empty) \
	"CASE WHEN " parameter " IS NULL THEN e." column " ELSE nullif(" parameter ", " empty ") END"

/* The details of a row e, and what they become. */
#define DETAIL_COLUMNS(of) \
	of "merchant, " of "notes, " of "tags, " of "paid_with, " of "external_id, " of "billable_to"
#define DETAILS_CHANGED \
	CHANGED("merchant", "$11", "''") \
	", " CHANGED("notes", "$12", "''") ", " CHANGED("tags", "$13", "'{}'") ", " \
	"coalesce($14, e.paid_with), " CHANGED("external_id", "$15", "''") ", " CHANGED("billable_to", "$16", "''")
#define PARTS	"$17, $18, $19, $20, $21, $22"
#define QUANTITY	"$23, $24, $25, $26"

static void check_fields(Call *call);
static void check_allowed(Call *call, const Expense *expense);
static void work_out_price(Call *call, const Expense *expense, int64 member_before, Price *price, Quantity *quantity);
static int what_moves(Call *call, const Expense *expense, int64 budget, const Price *price);
static DateADT booking_day(Call *call, const Expense *expense, DateADT spent_on);
static bool write_change(Call *call, const Expense *expense, int64 budget, const Price *price,
						 const Quantity *quantity, Datum *row);

/* Notes what is wrong with the arguments of a change. */
static void
check_fields(Call *call)
{
	static const Rule rules[] = {
		{ARG_AMOUNT, "amount", RULE_MONEY, false},
		{ARG_SPENT_ON, "spent_on", RULE_DATE, false},
		{ARG_DESCRIPTION, "description", RULE_TEXT, false, 1, 300},
		DETAIL_RULES(ARG_DETAILS),
		PRICE_RULES(ARG_PRICE),
		QUANTITY_RULES(ARG_QUANTITY),
	};

	validate(call, rules, lengthof(rules));
	expense_check_budget(call, ARG_BUDGET, false);
	category_check(call, ARG_CATEGORY, call_id(call, ARG_ID));
}

/* Makes sure that the caller may change what is given of a locked expense; without any of it, the expense at all. */
static void
check_allowed(Call *call, const Expense *expense)
{
	static const int recoded[] = {
		ARG_BUDGET, ARG_CATEGORY, ARG_DETAILS + DETAIL_TAGS, ARG_DETAILS + DETAIL_BILLABLE_TO,
		ARG_PRICE + PART_TAX_CODE, ARG_PRICE + PART_TAX_RATE, ARG_PRICE + PART_TAX
	};
	static const int edited[] = {
		ARG_AMOUNT, ARG_SPENT_ON, ARG_DESCRIPTION, ARG_MEMBER, ARG_DETAILS + DETAIL_MERCHANT,
		ARG_DETAILS + DETAIL_NOTES, ARG_DETAILS + DETAIL_PAID_WITH, ARG_DETAILS + DETAIL_EXTERNAL_ID,
		ARG_PRICE + PART_ORIGINAL, ARG_PRICE + PART_CURRENCY, ARG_PRICE + PART_RATE,
		ARG_QUANTITY + QUANTITY_KIND, ARG_QUANTITY + QUANTITY_VALUE, ARG_QUANTITY + QUANTITY_CODE,
		ARG_QUANTITY + QUANTITY_REDUCTIONS
	};
	bool		recodes = false;
	bool		edits = false;

	for (int i = 0; i < lengthof(recoded); i++)
		recodes |= call_has(call, recoded[i]);
	for (int i = 0; i < lengthof(edited); i++)
		edits |= call_has(call, edited[i]);
	if (recodes)
		expense_check(call, expense, ACTION_RECODE);
	if (edits || !recodes)
		expense_check(call, expense, ACTION_EDIT);
	if (edits)
		whole_check_not_part(expense);
}

/*
 * Works out what a locked expense costs after the change, and of how much; it
 * was another member's before. Raises 22023 where that cannot be.
 */
static void
work_out_price(Call *call, const Expense *expense, int64 member_before, Price *price, Quantity *quantity)
{
	QuantityOf	of = {
		expense->id, expense->parties.member, expense->price.spent_on, permission_sum(expense->state) != SUM_NONE
	};
	QuantityOf	of_before = of;

	of_before.member = member_before;
	*price = expense->price;
	*quantity = expense->quantity;
	if (call_has(call, ARG_SPENT_ON))
		price->spent_on = DatumGetDateADT(call_arg(call, ARG_SPENT_ON));
	of.day = price->spent_on;
	if (quantity_is_given(call, ARG_QUANTITY) || !quantity->value.isnull)
		(void) quantity_work_out(call, ARG_AMOUNT, ARG_QUANTITY, &of, &of_before, &expense->quantity,
								 expense->price.amount, quantity);
	problem_check(&call->problems, "expense");
	if (call_has(call, ARG_AMOUNT) || price->spent_on != expense->price.spent_on || price_is_given(call, ARG_PRICE))
		price_work_out(call, ARG_AMOUNT, ARG_PRICE, &expense->price, price);
	quantity_check_price(call, quantity, price);
	problem_check(&call->problems, "expense");
}

/* What has to fit the budget after a change. What stays where it is may stay there, whatever the rule has become. */
static int
what_moves(Call *call, const Expense *expense, int64 budget, const Price *price)
{
	int			what = 0;

	if (budget != expense->budget)
		return FIT_ALL;
	if (price->spent_on != expense->price.spent_on)
		what |= FIT_DAY;
	if (call_has(call, ARG_CATEGORY) && call_id(call, ARG_CATEGORY) != expense->category)
		what |= FIT_CATEGORY;
	return what;
}

/* The day on which a locked expense is booked whose day becomes another, or does not: it stays, or is fixed anew. */
static DateADT
booking_day(Call *call, const Expense *expense, DateADT spent_on)
{
	if (expense_books(call, expense) == BOOKS_NONE)
		return spent_on;
	return spent_on == expense->price.spent_on ? expense->booked_on : period_booking_day(call, spent_on);
}

/*
 * Writes what is given of a locked expense, and gives its record and, behind
 * that, what has to fit its budget as columns. False where that changes nothing.
 */
static bool
write_change(Call *call, const Expense *expense, int64 budget, const Price *price, const Quantity *quantity, Datum *row)
{
	static const TenantStatement update = {
		"UPDATE expense e SET budget_id = $2, amount = $3, spent_on = coalesce($4, e.spent_on), "
		"description = coalesce($5, e.description), approved_by = CASE WHEN $6 THEN e.approved_by END, "
		"approved_at = CASE WHEN $6 THEN e.approved_at END, "
		"passed_by = CASE WHEN $6 OR e.state = 'submitted' THEN e.passed_by END, "
		"category_id = CASE WHEN $7 IS NULL THEN e.category_id ELSE nullif($7, 0) END, "
		"member_id = $8, entered_by = $9, submitted_by = $10, "
		"(" DETAIL_COLUMNS("") ", " PART_COLUMNS("") ", " QUANTITY_COLUMNS("") ") = "
		"ROW(" DETAILS_CHANGED ", " PARTS ", " QUANTITY "), booked_on = $27, "
		"version = e.version + 1, updated_at = now() "
		"FROM budget b WHERE e.id = $1 AND b.id = $2 AND (e.budget_id <> $2 OR e.amount <> $3 OR e.spent_on <> $4 "
		"OR e.description <> $5 OR e.category_id IS DISTINCT FROM nullif(coalesce($7, e.category_id), 0) "
		"OR e.member_id IS DISTINCT FROM $8 "
		"OR (" DETAIL_COLUMNS("e.") ", " PART_COLUMNS("e.") ", " QUANTITY_COLUMNS("e.") ") IS DISTINCT FROM "
		"(" DETAILS_CHANGED ", " PARTS ", " QUANTITY ")) "
		"RETURNING " EXPENSE_RECORD ", " EXPENSE_FIT_COLUMNS,
		VALUE_COUNT,
		{INT8OID, INT8OID, NUMERICOID, DATEOID, TEXTOID, BOOLOID, INT8OID, INT8OID, INT8OID, INT8OID,
		  DETAIL_TYPES, PART_TYPES, QUANTITY_TYPES, DATEOID }
	};
	static const struct
	{
		int			value;
		int			arg;
	}			given[] = {
		{VALUE_SPENT_ON, ARG_SPENT_ON},
		{VALUE_DESCRIPTION, ARG_DESCRIPTION},
		{VALUE_CATEGORY, ARG_CATEGORY},
	};
	Datum		values[VALUE_COUNT];
	char		nulls[VALUE_COUNT + 1];

	memset(nulls, ' ', VALUE_COUNT);
	nulls[VALUE_COUNT] = '\0';
	values[VALUE_ID] = Int64GetDatum(expense->id);
	values[VALUE_BUDGET] = Int64GetDatum(budget);
	values[VALUE_AMOUNT] = price->amount;
	price_give(price, values + VALUE_PRICE, nulls + VALUE_PRICE);
	quantity_give(quantity, values + VALUE_QUANTITY, nulls + VALUE_QUANTITY);
	/* Where approval is off whoever may changes what somebody approved before: nobody has approved what it is now. */
	values[VALUE_KEEPS_APPROVAL] = BoolGetDatum(call_organization(call)->approval);
	for (int i = 0; i < lengthof(given); i++)
	{
		values[given[i].value] = call_arg(call, given[i].arg);
		nulls[given[i].value] = call_null(call, given[i].arg);
	}
	expense_refer(values, nulls, VALUE_MEMBER, expense->parties.member);
	expense_refer(values, nulls, VALUE_ENTERED_BY, expense->parties.entered_by);
	expense_refer(values, nulls, VALUE_SUBMITTED_BY, expense->parties.submitted_by);
	details_give(call, ARG_DETAILS, values + VALUE_DETAILS, nulls + VALUE_DETAILS);
	period_give(booking_day(call, expense, price->spent_on), price->spent_on, &values[VALUE_BOOKED_ON],
				&nulls[VALUE_BOOKED_ON]);
	return call_row(call, &update, values, nulls, row);
}

/*
 * update_expense(id bigint, version integer, budget_id bigint, amount numeric,
 * spent_on date, description text, category_id bigint, member_id bigint,
 * merchant text, notes text, tags text[], paid_with text, external_id text,
 * billable_to text, original_amount numeric, original_currency text, rate
 * numeric, tax_code text, tax_rate numeric, tax_amount numeric, kind text,
 * quantity numeric, rate_code text, reductions text[]) returns
 * outlay.expense_record. What is not given stays, or follows from what is
 * (price.c); category_id NULL or 0 and what else is NULL or empty is taken away. The
 * difference goes back to the budget or comes from it. P0002, OT412, 42501,
 * 22023; 55000: closed; 23505: another has the external id; 23514: exceeds what is left, where
 * the organization refuses that, or is not of the budget's category.
 */
Datum
outlay_update_expense(PG_FUNCTION_ARGS)
{
	Call		call;
	Expense		expense;
	Booking		before;
	Booking		after;
	Price		price;
	Quantity	quantity;
	int64		member_before;
	PolicyLook	look = {0};
	bool		left;
	Datum		row;

	change_begin(&call, fcinfo);
	period_hold(&call);
	check_fields(&call);
	left = call_has(&call, ARG_MEMBER) && whose_has_left(&call, ARG_MEMBER);
	problem_check(&call.problems, "expense");

	expense_lock(&call, call_id(&call, ARG_ID), &expense);
	check_allowed(&call, &expense);
	call_check_version(&call, ARG_VERSION, expense.version, "expense", expense.id);
	member_before = expense.parties.member;
	if (call_has(&call, ARG_MEMBER) && call_id(&call, ARG_MEMBER) != expense.parties.member)
		whose_change(&call, &expense.parties, call_id(&call, ARG_MEMBER), left);
	before = (Booking) {expense.budget, permission_sum(expense.state), expense.price.amount};
	after = before;
	if (call_has(&call, ARG_BUDGET))
		after.budget = DatumGetInt64(call_arg(&call, ARG_BUDGET));
	work_out_price(&call, &expense, member_before, &price, &quantity);
	after.amount = price.amount;
	if (after.sum != SUM_NONE)
		policy_look_before(&call, expense.id, expense.parties.member, &look);
	ledger_book(&call, &before, &after);
	if (!write_change(&call, &expense, after.budget, &price, &quantity, &row))
	{
		/* The budget that it is in cannot be deleted. */
		if (after.budget != before.budget)
			ledger_budget_gone();
		return call_end(&call, expense.row);
	}
	if (after.sum != SUM_NONE)
		expense_check_fit(&call, 2, what_moves(&call, &expense, after.budget, &price));
	policy_check_changed(&call, expense.id, &look);
	audit_record(&call, "updated", "expense", expense.id, audit_row(expense.row), audit_row(row));
	return call_end(&call, row);
}

/*
 * delete_expense(id bigint, version integer) returns outlay.expense_record, as
 * it was, with all parts of its whole. Its money goes back to the budget. P0002,
 * OT412, 42501; 55000: closed; 23503: a table of a DBA's refers to it.
 */
Datum
outlay_delete_expense(PG_FUNCTION_ARGS)
{
	static const TenantStatement delete = {
		"DELETE FROM expense WHERE id = $1", 1, {INT8OID}
	};
	Call		call;
	Whole *whole;
	Booking		before[WHOLE_MAX_PARTS];

	call_begin(&call, fcinfo);
	period_hold(&call);
	whole = palloc(sizeof(Whole));
	whole_lock(&call, call_id(&call, 0), whole);
	/* Whether the named one may be deleted is what the caller asks. */
	expense_check(&call, whole->named, ACTION_DELETE);
	call_check_version(&call, 1, whole->named->version, "expense", whole->named->id);
	for (int i = 0; i < whole->count; i++)
	{
		expense_check(&call, &whole->parts[i], ACTION_DELETE);
		before[i] = expense_booking(&whole->parts[i], whole->parts[i].state);
	}
	ledger_book_all(&call, before, whole->count, NULL, 0);
	receipt_audit_all_removed(&call, &whole->parts[0]);
	/* The others refer to the first one. */
	for (int i = whole->count - 1; i >= 0; i--)
	{
		Datum		id = Int64GetDatum(whole->parts[i].id);

		delete_referenced(&call, &delete, &id, "expense", "Have those rows deleted first.");
		audit_record(&call, "deleted", "expense", whole->parts[i].id, audit_row(whole->parts[i].row), audit_no_record);
	}
	return call_end(&call, whole->named->row);
}
