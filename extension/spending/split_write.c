/*-------------------------------------------------------------------------
 *
 * split_write.c
 *	  The rows of a split, and what is approved of an expense.
 *
 * A new part is a copy of the row of the expense that is split, whatever columns
 * that has, with what the part says in place of what it had. So it is in the
 * same state, of the same member and day, waits for the same approver, and no
 * column can be forgotten.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/numeric.h"

#include "books/ledger.h"
#include "books/period.h"
#include "call/audit.h"
#include "call/validate.h"
#include "core/compat.h"
#include "people/member.h"
#include "policy/policy_check.h"
#include "spending/chain.h"
#include "spending/split_write.h"
#include "spending/transition.h"
#include "value/amount.h"

PG_FUNCTION_INFO_V1(outlay_approve_less);

/* Parameters of the statements that write a part. */
enum
{
	VALUE_ID,
	VALUE_BUDGET,
	VALUE_AMOUNT,
	VALUE_CATEGORY,
	VALUE_BILLABLE_TO,
	VALUE_PRICE,				/* the first part */
	VALUE_COUNT = VALUE_PRICE + PART_COUNT
};

static void reject_rest(Call *call, int64 id, Datum reason);

/* See split_write.h. */
void
split_check_room(const Whole *whole, int more)
{
	if (!whole->named->quantity.value.isnull)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "quantity", "has_quantity",
					  "its amount is what the quantity comes to",
					  "Enter an expense for each part, or take the quantity away first, which leaves the amount.");
	if (whole->count + more > WHOLE_MAX_PARTS)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "parts", "too_many",
					  psprintf("a whole can have at most %d parts", WHOLE_MAX_PARTS), NULL);
}

/* See split_write.h. */
Datum
split_write_part(Call *call, const Expense *expense, const SplitPart *part, bool is_first, int64 *id)
{
	static const TenantStatement update = {
		"UPDATE expense e SET budget_id = $2, amount = $3, "
		"category_id = CASE WHEN $4 IS NULL THEN e.category_id ELSE nullif($4, 0) END, "
		"billable_to = CASE WHEN $5 IS NULL THEN e.billable_to ELSE nullif($5, '') END, "
		"(" PART_COLUMNS("") ") = ROW($6, $7, $8, $9, $10, $11), split_id = coalesce(e.split_id, e.id), "
		"version = e.version + 1, updated_at = now() FROM budget b WHERE e.id = $1 AND b.id = $2 "
		"RETURNING " EXPENSE_RECORD ", " EXPENSE_FIT_COLUMNS ", e.id",
		VALUE_COUNT, {INT8OID, INT8OID, NUMERICOID, INT8OID, TEXTOID, PART_TYPES}
	};
	static const TenantStatement insert = {
		"WITH e AS (INSERT INTO expense OVERRIDING SYSTEM VALUE SELECT p.* FROM expense w "
		"CROSS JOIN LATERAL pg_catalog.jsonb_populate_record(w, pg_catalog.jsonb_build_object("
		"'id', pg_catalog.nextval(pg_catalog.pg_get_serial_sequence('expense', 'id')), 'budget_id', $2, 'amount', $3, "
		"'category_id', CASE WHEN $4 IS NULL THEN w.category_id ELSE nullif($4, 0) END, "
		"'billable_to', CASE WHEN $5 IS NULL THEN w.billable_to ELSE nullif($5, '') END, "
		"'original_amount', $6, 'original_currency', $7, 'rate', $8, 'tax_code', $9, 'tax_rate', $10, "
		"'tax_amount', $11, 'split_id', coalesce(w.split_id, w.id), 'external_id', NULL, 'version', 1, "
		"'created_at', now(), 'updated_at', now())) p WHERE w.id = $1 RETURNING *) "
		"SELECT " EXPENSE_RECORD ", " EXPENSE_FIT_COLUMNS ", e.id FROM e JOIN budget b ON b.id = e.budget_id",
		VALUE_COUNT, {INT8OID, INT8OID, NUMERICOID, INT8OID, TEXTOID, PART_TYPES}
	};
	Datum		values[VALUE_COUNT];
	char		nulls[VALUE_COUNT + 1];
	const NullableDatum *category = &part->said[PART_KEY_CATEGORY];
	int			fits = 0;
	Datum		row;

	memset(nulls, ' ', VALUE_COUNT);
	nulls[VALUE_COUNT] = '\0';
	values[VALUE_ID] = Int64GetDatum(expense->id);
	values[VALUE_BUDGET] = Int64GetDatum(part->budget);
	values[VALUE_AMOUNT] = part->price.amount;
	values[VALUE_CATEGORY] = category->value;
	nulls[VALUE_CATEGORY] = category->isnull ? 'n' : ' ';
	values[VALUE_BILLABLE_TO] = part->said[PART_KEY_BILLABLE_TO].value;
	nulls[VALUE_BILLABLE_TO] = part->said[PART_KEY_BILLABLE_TO].isnull ? 'n' : ' ';
	price_give(&part->price, values + VALUE_PRICE, nulls + VALUE_PRICE);
	/* A budget in which nothing is booked is not locked. */
	if (!call_row(call, is_first ? &update : &insert, values, nulls, &row))
		ledger_budget_gone();
	*id = call_int64(7);
	if (part->budget != expense->budget)
		fits = FIT_ALL;
	else if (!category->isnull && DatumGetInt64(category->value) != expense->category)
		fits = FIT_CATEGORY;
	if (permission_sum(expense->state) != SUM_NONE)
		expense_check_fit(call, 2, fits);
	return row;
}

/* See split_write.h. */
Datum
split_write_whole(Call *call, const Expense *first, const Price *price)
{
	static const TenantStatement update = {
		"UPDATE expense e SET amount = $2, (" PART_COLUMNS("") ") = ROW($3, $4, $5, $6, $7, $8), split_id = NULL, "
		"version = e.version + 1, updated_at = now() FROM budget b WHERE e.id = $1 AND b.id = e.budget_id "
		"RETURNING " EXPENSE_RECORD,
		2 + PART_COUNT, {INT8OID, NUMERICOID, PART_TYPES}
	};
	Datum		values[2 + PART_COUNT] = {Int64GetDatum(first->id), price->amount};
	char		nulls[] = "        ";
	Datum		row;

	price_give(price, values + 2, nulls + 2);
	(void) call_row(call, &update, values, nulls, &row);
	return row;
}

/* Rejects what is not approved of an expense, which is a part of its own. */
static void
reject_rest(Call *call, int64 id, Datum reason)
{
	Expense		rest;
	ExpenseMove move = {.to = EXPENSE_REJECTED,.reason = reason};
	Datum		row;

	expense_lock(call, id, &rest);
	row = expense_move(call, &rest, &move);
	audit_record(call, permission_action_done(ACTION_REJECT), "expense", id, audit_no_record, audit_row(row));
}

/*
 * approve_less(id bigint, amount numeric, reason text, version integer) returns
 * outlay.expense_record: what is approved of an expense, which is a part of it;
 * the rest is another, and rejected with the reason. P0002, OT412; 42501: it
 * waits for somebody else, or is the caller's own, or they entered or submitted
 * it; 22023: the amount is not less, or there is no reason; 23514.
 */
Datum
outlay_approve_less(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{1, "amount", RULE_BALANCE_CHANGE, true},
		{2, "reason", RULE_TEXT, true, 1, 150},
	};
	Call		call;
	Whole *whole;
	SplitParts	parts = {.count = 2};
	PolicyLook *look;
	Expense		part;
	int64		id;

	call_begin(&call, fcinfo);
	period_hold(&call);
	validate(&call, rules, lengthof(rules));
	problem_check(&call.problems, "approval");
	if (chain_is_there(&call))
		member_keep_statuses(&call);
	whole = palloc(sizeof(Whole));
	look = palloc0(sizeof(PolicyLook));
	whole_lock(&call, call_id(&call, 0), whole);
	(void) expense_check(&call, whole->named, ACTION_APPROVE);
	if (call_has(&call, 3) && DatumGetInt32(call_arg(&call, 3)) != whole->named->version)
		expense_raise_changed(&call, whole->named);
	split_check_room(whole, 1);
	split_take_less(&call, whole->named, call_arg(&call, 1), &parts);

	/* Keeps others from adding to what the member spends, before a budget is locked. */
	policy_look_before(&call, whole->named->id, whole->named->parties.member, look);
	(void) split_write_part(&call, whole->named, &parts.parts[1], false, &id);
	(void) split_write_part(&call, whole->named, &parts.parts[0], true, &part.id);
	reject_rest(&call, id, call_arg(&call, 2));
	expense_lock(&call, part.id, &part);
	part.row = whole->named->row;
	return call_end(&call, transition_approve(&call, &part));
}
