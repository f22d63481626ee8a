/*-------------------------------------------------------------------------
 *
 * budget.c
 *	  Budgets: money moved from an account to a department for a month or another span.
 *
 * What is spent and committed is kept in the budget's row and changed by
 * ledger_book() alone, or in the statement that makes an expense (expense.c).
 * Both are taken: what is committed will be spent once it is approved. The version
 * counts the changes that somebody made to the budget itself, not expenses:
 * who raises a budget need not begin again because somebody spent meanwhile.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "books/budget.h"
#include "books/budget_alert.h"
#include "books/category.h"
#include "books/ledger.h"
#include "call/audit.h"
#include "call/call.h"
#include "call/change.h"
#include "call/page.h"
#include "call/referenced.h"
#include "call/total.h"
#include "call/validate.h"
#include "value/amount.h"

PG_FUNCTION_INFO_V1(outlay_create_budget);
PG_FUNCTION_INFO_V1(outlay_get_budget);
PG_FUNCTION_INFO_V1(outlay_list_budgets);
PG_FUNCTION_INFO_V1(outlay_total_budgets);
PG_FUNCTION_INFO_V1(outlay_update_budget);
PG_FUNCTION_INFO_V1(outlay_delete_budget);

/* The list, of whose filters totals are, too: the first arguments of both. */
static const TenantListing budget_list = {
	.record = BUDGET_RECORD,
	.from = "budget b",
	.id = "b.id",
	.sort_arg = 7,
	.after_arg = 8,
	.size_arg = 9,
	.sorts = {
		{"month", "b.month", DATEOID},
		{"amount", "b.amount", NUMERICOID},
		{"spent", "b.spent", NUMERICOID},
		{"remaining", "(b.amount - b.spent - b.committed)", NUMERICOID},
		{"id"},
	},
	.filter_count = 7,
	.filters = {
		{"department_id", 0, INT8OID, .column = "b.department_id"},
		{"account_id", 1, INT8OID, .column = "b.account_id"},
		{"month", 2, DATEOID, "(b.month = $? OR b.until >= $? AND outlay.month_of(b.month) <= $?)"},
		{"from_month", 3, DATEOID, "(b.month >= $? OR b.until >= $?)"},
		{"to_month", 4, DATEOID, "b.month <= $?"},
		{"day", 5, DATEOID, "NOT " SPAN_EXCLUDES("$?")},
		{"category_id", 6, INT8OID, .column = "b.category_id"},
	},
};

/* An account or department that a budget (0: a new one) may refer to; one that it has already may be archived. */
static const TenantStatement find_account = {
	"SELECT archived_at IS NOT NULL AND NOT EXISTS (SELECT FROM budget WHERE id = $2 AND account_id = $1) "
	"FROM account WHERE id = $1",
	2, {INT8OID, INT8OID}
};
static const TenantStatement find_department = {
	"SELECT archived_at IS NOT NULL AND NOT EXISTS (SELECT FROM budget WHERE id = $2 AND department_id = $1) "
	"FROM department WHERE id = $1 FOR KEY SHARE",
	2, {INT8OID, INT8OID}
};

static void lock_budget(Call *call, Budget *budget);
static void ask_months(Call *call);
static void check_enough(Call *call, const Budget *before, Datum amount);

/* See budget.h. */
bool
budget_lock(Call *call, int64 id, Budget *budget)
{
	static const TenantStatement lock = {
		"SELECT " BUDGET_RECORD ", b.version, b.account_id, b.amount, b.committed, "
		"b.spent + b.committed, " SPAN_COLUMNS " FROM budget b WHERE b.id = $1 FOR UPDATE",
		1, {INT8OID}
	};
	Datum		value = Int64GetDatum(id);
	bool		is_null;

	if (!call_row(call, &lock, &value, NULL, &budget->row))
		return false;
	budget->id = id;
	budget->version = (int32) call_int64(2);
	budget->account = call_int64(3);
	budget->amount = call_column(4, &is_null);
	budget->committed = call_column(5, &is_null);
	budget->taken = call_column(6, &is_null);
	budget->span = span_read(7);
	return true;
}

/* See budget.h. */
void
budget_take_from_account(Call *call, int64 account, Datum amount, Datum asked, const char *field)
{
	Datum		change = amount_negate(amount);
	Datum		balance;

	if (!ledger_change_account(call, account, change, field, &balance))
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "account_id", "unknown", "the account was deleted meanwhile",
					  NULL);
	ledger_check_account(call, change, balance, asked);
}

/* Locks a budget for a change and reads it; raises P0002 or OT412. Arguments 0 and 1: id and version. */
static void
lock_budget(Call *call, Budget *budget)
{
	if (!call_has(call, 0) || !budget_lock(call, call_id(call, 0), budget))
		call_not_found("budget", call_id(call, 0));
	call_check_version(call, 1, budget->version, "budget", budget->id);
}

/*
 * create_budget(account_id bigint, department_id bigint, month date, amount
 * numeric, until date, category_id bigint) returns outlay.budget_record. month:
 * any day of it, or, with the last day, the first. category_id NULL or 0: any.
 * 22023: fields missing or invalid, account, department or category unknown or
 * archived; 23514: exceeds what is in the account, where the organization
 * refuses that.
 */
Datum
outlay_create_budget(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{2, "month", RULE_DATE, true},
		{3, "amount", RULE_MONEY, true},
		{4, "until", RULE_UNTIL, false},
	};
	static const TenantStatement insert = {
		"INSERT INTO budget AS b (account_id, department_id, amount, category_id, month, until) "
		"VALUES ($1, $2, $3, nullif($4, 0), $5, $6) RETURNING " BUDGET_RECORD ", b.id",
		6, {INT8OID, INT8OID, NUMERICOID, INT8OID, DATEOID, DATEOID}
	};
	Call		call;
	Datum		values[6];
	char		nulls[] = "      ";
	Datum		row;

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	money_check_reference(&call, 0, "account_id", true, &find_account, 0);
	money_check_reference(&call, 1, "department_id", true, &find_department, 0);
	category_check_of_budget(&call, 5, 0);
	problem_check(&call.problems, "budget");

	values[0] = call_arg(&call, 0);
	values[1] = call_arg(&call, 1);
	values[2] = call_arg(&call, 3);
	values[3] = Int64GetDatum(call_id(&call, 5));
	span_give(span_given(&call, 2, 4, (Span) {0, DATEVAL_NOBEGIN}), values, nulls, 4);
	budget_take_from_account(&call, DatumGetInt64(values[0]), values[2], values[2], "amount");
	(void) call_row(&call, &insert, values, nulls, &row);
	audit_record(&call, "created", "budget", call_int64(2), audit_no_record, audit_row(row));
	return call_end(&call, row);
}

/* get_budget(id bigint) returns outlay.budget_record. P0002: there is none. */
Datum
outlay_get_budget(PG_FUNCTION_ARGS)
{
	static const TenantStatement get = {
		"SELECT " BUDGET_RECORD " FROM budget b WHERE b.id = $1", 1, {INT8OID}
	};
	Call		call;
	Datum		row;

	call_begin(&call, fcinfo);
	if (!call_has(&call, 0) || !call_row(&call, &get, &call_arg(&call, 0), NULL, &row))
		call_not_found("budget", call_id(&call, 0));
	return call_end(&call, row);
}

/* Makes the days of months that filters ask for the first of them, but the last day of the last one. */
static void
ask_months(Call *call)
{
	rule_begin_of_month(&call->args[2]);
	rule_begin_of_month(&call->args[3]);
	if (call_has(call, 4))
		call_arg(call, 4) = DateADTGetDatum(span_end_of_month(DatumGetDateADT(call_arg(call, 4))));
}

/*
 * list_budgets(department_id bigint[], account_id bigint[], month date,
 * from_month date, to_month date, day date, category_id bigint[], sort text,
 * after text, page_size integer) returns setof outlay.budget_record, what begins
 * last first. Months: any day of them; of a budget any day of its span has to be
 * in them.
 */
Datum
outlay_list_budgets(PG_FUNCTION_ARGS)
{
	Call		call;

	call_begin(&call, fcinfo);
	ask_months(&call);
	return page_return(&call, &budget_list);
}

/*
 * total_budgets(department_id bigint[], account_id bigint[], month date,
 * from_month date, to_month date, day date, category_id bigint[], by text[])
 * returns setof outlay.budget_total: one row for all that the list with these
 * filters has, or one for each month in which spans begin, department, account.
 */
Datum
outlay_total_budgets(PG_FUNCTION_ARGS)
{
	static const TenantTotals totals = {
		.from = "budget b",
		.sums = "count(*), round(coalesce(sum(b.amount), 0), " DECIMALS "), "
		"round(coalesce(sum(b.spent), 0), " DECIMALS "), "
		"round(coalesce(sum(b.committed), 0), " DECIMALS "), "
		"round(coalesce(sum(b.amount - b.spent - b.committed), 0), " DECIMALS "), " CURRENCY,
		.by_arg = 7,
		.group_count = 3,
		.groups = {
			{"month", "outlay.month_of(b.month)", "date"},
			{"department", "b.department_id", "bigint"},
			{"account", "b.account_id", "bigint"},
		},
		.list = &budget_list,
	};
	Call		call;

	call_begin(&call, fcinfo);
	ask_months(&call);
	return total_return(&call, &totals);
}

/* Applies the organization's rule over_budget where an amount is cut to less than what is spent and committed. */
static void
check_enough(Call *call, const Budget *before, Datum amount)
{
	if (amount_sign(amount_subtract(amount, before->taken)) >= 0 ||
		amount_sign(amount_subtract(amount, before->amount)) >= 0)
		return;
	ledger_apply_rule(call_organization(call)->over_budget, "amount", "over_budget",
					  psprintf("is less than what is spent%s of the budget (%s)",
							   amount_sign(before->committed) > 0 ? " and committed" : "",
							   money_text(call, before->taken)));
}

/*
 * update_budget(id bigint, version integer, amount numeric, account_id bigint,
 * department_id bigint, month date, until date, category_id bigint) returns
 * outlay.budget_record. What is not given stays; where nothing is, the budget is
 * locked and stays as it is. until NULL: the month; category_id NULL or 0: any.
 * What is spent of it already stays, whatever its span and category become.
 * The difference goes back to the account or comes from it.
 * P0002, OT412, 22023; 23514: less than is taken, or more than is in the
 * account, where the organization refuses that.
 */
Datum
outlay_update_budget(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{2, "amount", RULE_MONEY, false},
		{5, "month", RULE_DATE, false},
		{6, "until", RULE_UNTIL, false},
	};
	static const TenantStatement update = {
		"UPDATE budget b SET amount = $2, account_id = $3, department_id = coalesce($4, department_id), month = $5, "
		"until = $6, category_id = nullif(coalesce($7, category_id), 0), version = version + 1, updated_at = now() "
		"WHERE b.id = $1 AND (b.amount <> $2 OR b.account_id <> $3 OR b.department_id <> $4 OR b.month <> $5 "
		"OR b.until IS DISTINCT FROM $6 OR b.category_id IS DISTINCT FROM nullif(coalesce($7, b.category_id), 0)) "
		"RETURNING " BUDGET_RECORD,
		7, {INT8OID, NUMERICOID, INT8OID, INT8OID, DATEOID, DATEOID, INT8OID}
	};
	Call		call;
	Budget		before;
	Datum		values[7];
	char		nulls[] = "       ";
	bool		given = false;
	int64		id;
	Datum		row;

	change_begin(&call, fcinfo);
	id = call_id(&call, 0);
	validate(&call, rules, lengthof(rules));
	money_check_reference(&call, 3, "account_id", false, &find_account, id);
	money_check_reference(&call, 4, "department_id", false, &find_department, id);
	category_check_of_budget(&call, 7, id);
	problem_check(&call.problems, "budget");

	lock_budget(&call, &before);
	for (int arg = 2; arg < 8; arg++)
		given |= call_has(&call, arg);
	if (!given)
		return call_end(&call, before.row);
	values[0] = Int64GetDatum(id);
	values[1] = call_has(&call, 2) ? call_arg(&call, 2) : before.amount;
	values[2] = call_has(&call, 3) ? call_arg(&call, 3) : Int64GetDatum(before.account);
	values[3] = call_arg(&call, 4);
	nulls[3] = call_null(&call, 4);
	span_give(span_given(&call, 5, 6, before.span), values, nulls, 4);
	values[6] = call_arg(&call, 7);
	nulls[6] = call_null(&call, 7);
	check_enough(&call, &before, values[1]);
	ledger_move(&call, budget_take_from_account, before.account, before.amount, DatumGetInt64(values[2]), values[1],
				call_has(&call, 2) ? "amount" : "account_id");
	if (!call_row(&call, &update, values, nulls, &row))
		return call_end(&call, before.row);
	audit_record(&call, "updated", "budget", id, audit_row(before.row), audit_row(row));
	budget_alert(&call, id, &(BudgetUse) {before.amount, before.taken}, &(BudgetUse) {values[1], before.taken});
	return call_end(&call, row);
}

/*
 * delete_budget(id bigint, version integer) returns outlay.budget_record, as it
 * was. Its money goes back to the account. P0002, OT412; 23503: expenses refer
 * to it; 23514: the account cannot hold as much.
 */
Datum
outlay_delete_budget(PG_FUNCTION_ARGS)
{
	static const TenantStatement referenced = {
		"SELECT FROM expense WHERE budget_id = $1 LIMIT 1", 1, {INT8OID}
	};
	static const TenantStatement delete = {
		"DELETE FROM budget WHERE id = $1", 1, {INT8OID}
	};
	Call		call;
	Budget		before;
	Datum		id;

	call_begin(&call, fcinfo);
	lock_budget(&call, &before);
	id = call_arg(&call, 0);
	if (call_run(&call, &referenced, &id, NULL) > 0)
		problem_raise(ERRCODE_FOREIGN_KEY_VIOLATION, "id", "referenced", "expenses refer to this budget",
					  "Delete them or move them to another budget first.");
	budget_take_from_account(&call, before.account, amount_negate(before.amount), before.amount, "id");
	delete_referenced(&call, &delete, &id, "budget", "Have those rows deleted first.");
	audit_record(&call, "deleted", "budget", DatumGetInt64(id), audit_row(before.row), audit_no_record);
	return call_end(&call, before.row);
}
