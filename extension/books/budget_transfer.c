/*-------------------------------------------------------------------------
 *
 * budget_transfer.c
 *	  Money moved from one budget to another.
 *
 * Both rows are locked in the order of their ids, as everywhere (ledger.c), so
 * that two who move money in opposite directions come one after the other. The
 * account of each has what its budget has not: where they differ the money
 * goes from account to account, too. The audit has a row of each budget, which
 * names the other.
 *
 * What is left at the end of a span is carried over by the same way. That
 * leaves nothing to carry, so it happens once, however often it is asked for.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "books/budget.h"
#include "books/budget_alert.h"
#include "books/ledger.h"
#include "call/audit.h"
#include "call/call.h"
#include "call/validate.h"
#include "value/amount.h"

PG_FUNCTION_INFO_V1(outlay_transfer_budget);
PG_FUNCTION_INFO_V1(outlay_carry_over_budget);

static void lock_both(Call *call, int64 from_id, int64 to_id, Budget *from, Budget *to);
static void check_left(Call *call, const Budget *from, Datum amount);
static Datum change_amount(Call *call, const Budget *budget, Datum change, int64 other);
static Datum transfer(Call *call, const Budget *from, const Budget *to, Datum amount);
static int64 find_next(Call *call, int64 budget);
static void lock_with_next(Call *call, int64 id, Budget *from, Budget *to);

/* Locks two budgets, the one with the lower id first. P0002 where the first, 22023 where the second is not there. */
static void
lock_both(Call *call, int64 from_id, int64 to_id, Budget *from, Budget *to)
{
	bool		found_from = true;
	bool		found_to = true;

	if (from_id < to_id)
		found_from = budget_lock(call, from_id, from);
	if (found_from)
		found_to = budget_lock(call, to_id, to);
	if (from_id > to_id)
		found_from = budget_lock(call, from_id, from);
	if (!found_from)
		call_not_found("budget", from_id);
	if (!found_to)
		problem_add(&call->problems, "to_id", "unknown", "there is none with id " INT64_FORMAT, to_id);
	problem_check(&call->problems, "transfer");
}

/* Applies the organization's rule over_budget to what would be left; less than nothing a budget never has. */
static void
check_left(Call *call, const Budget *from, Datum amount)
{
	if (amount_sign(amount_subtract(from->amount, amount)) < 0)
		ledger_apply_rule('r', "amount", "over_budget",
						  psprintf("exceeds what the budget has (%s)", money_text(call, from->amount)));
	ledger_check_budget(call, amount_subtract(amount_subtract(from->amount, from->taken), amount), amount);
}

/* Adds to what a locked budget has, notes that in the audit with the other budget's number, and returns its record. */
static Datum
change_amount(Call *call, const Budget *budget, Datum change, int64 other)
{
	static const TenantStatement update = {
		"WITH c AS (UPDATE budget b SET amount = amount + $2, version = version + 1, updated_at = now() "
		"WHERE b.id = $1 RETURNING *) "
		"SELECT " BUDGET_RECORD ", "
		"ROW(round(b.amount - $2, " DECIMALS "), round(b.amount - b.spent - b.committed - $2, " DECIMALS "), NULL, "
		"b.version - 1)::outlay.budget_transfer, "
		"ROW(round(b.amount, " DECIMALS "), round(b.amount - b.spent - b.committed, " DECIMALS "), $3, "
		"b.version)::outlay.budget_transfer FROM c b",
		3, {INT8OID, NUMERICOID, INT8OID}
	};
	Datum		values[] = {Int64GetDatum(budget->id), change, Int64GetDatum(other)};
	Datum		row;
	Datum		before;
	Datum		after;
	bool		is_null;

	PG_TRY();
	{
		(void) call_row(call, &update, values, NULL, &row);
	}
	PG_CATCH();
	{
		ledger_check_overflow("amount", "the other budget");
	}
	PG_END_TRY();
	before = call_column(2, &is_null);
	after = call_column(3, &is_null);
	audit_record(call, "transferred", "budget", budget->id, audit_row(before), audit_row(after));
	budget_alert(call, budget->id, &(BudgetUse) {budget->amount, budget->taken},
				 &(BudgetUse) {amount_add(budget->amount, change), budget->taken});
	return row;
}

/* Moves an amount between two locked budgets, and between their accounts; returns the record of the first. */
static Datum
transfer(Call *call, const Budget *from, const Budget *to, Datum amount)
{
	Datum		row = change_amount(call, from, amount_negate(amount), to->id);

	(void) change_amount(call, to, amount, from->id);
	ledger_move(call, budget_take_from_account, from->account, amount, to->account, amount, "amount");
	return row;
}

/*
 * transfer_budget(id bigint, to_id bigint, amount numeric, version integer)
 * returns outlay.budget_record: the one that gave it. P0002, OT412; 22023: the
 * other one missing, unknown or the same, amount invalid; 23514: more than it
 * has, or, where the organization refuses that, more than is left of it or of
 * the account of the other one.
 */
Datum
outlay_transfer_budget(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{2, "amount", RULE_MONEY, true},
	};
	Call		call;
	Budget		from;
	Budget		to;

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	if (!call_has(&call, 1))
		problem_add(&call.problems, "to_id", "missing", "is required");
	else if (call_id(&call, 1) == call_id(&call, 0))
		problem_add(&call.problems, "to_id", "same", "must be another budget");
	problem_check(&call.problems, "transfer");

	lock_both(&call, call_id(&call, 0), call_id(&call, 1), &from, &to);
	call_check_version(&call, 3, from.version, "budget", from.id);
	check_left(&call, &from, call_arg(&call, 2));
	return call_end(&call, transfer(&call, &from, &to, call_arg(&call, 2)));
}

/*
 * Returns the budget of the same department, account and category that begins
 * where another ends; 0: there is none. 23514 where there are several.
 */
static int64
find_next(Call *call, int64 budget)
{
	static const TenantStatement find = {
		"SELECT n.id FROM budget b JOIN budget n ON n.department_id = b.department_id AND n.account_id = b.account_id "
		"AND n.category_id IS NOT DISTINCT FROM b.category_id AND n.month = " SPAN_LAST " + 1 "
		"WHERE b.id = $1 LIMIT 2",
		1, {INT8OID}
	};
	Datum		value = Int64GetDatum(budget);
	uint64		found = call_run(call, &find, &value, NULL);

	if (found > 1)
		ledger_apply_rule('r', "id", "several_next", "has several next budgets: transfer to the one that is meant");
	return found == 0 ? 0 : call_int64(1);
}

/*
 * Locks a budget and the next one, which is looked for again once neither can
 * become another any more. P0002; 23514 where there is no next one.
 */
static void
lock_with_next(Call *call, int64 id, Budget *from, Budget *to)
{
	int64		next = find_next(call, id);

	if (next != 0)
		lock_both(call, id, next, from, to);
	else if (!budget_lock(call, id, from))
		call_not_found("budget", id);
	if (next == 0 || find_next(call, id) != next)
		ledger_apply_rule('r', "id", "no_next",
						  "has no next budget, of its department, account and category, from the day after its last");
}

/*
 * carry_over_budget(id bigint, version integer) returns outlay.budget_record:
 * the one whose rest went to the next. P0002, OT412; 23514: its span has not
 * ended, nothing is left, or there is no next one, or more than one.
 */
Datum
outlay_carry_over_budget(PG_FUNCTION_ARGS)
{
	Call		call;
	Budget		from;
	Budget		to;
	Datum		left;

	call_begin(&call, fcinfo);
	lock_with_next(&call, call_id(&call, 0), &from, &to);
	call_check_version(&call, 1, from.version, "budget", from.id);
	if (span_last(from.span) >= call_organization(&call)->today)
		ledger_apply_rule('r', "id", "not_over", "has not ended yet");
	left = amount_subtract(from.amount, from.taken);
	if (amount_sign(left) <= 0)
		ledger_apply_rule('r', "id", "nothing_left", "has nothing left to carry over");
	return call_end(&call, transfer(&call, &from, &to, left));
}
