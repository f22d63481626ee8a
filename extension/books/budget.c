/*-------------------------------------------------------------------------
 *
 * budget.c
 *	  Budgets: money moved from an account to a department for a month.
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

#include "books/ledger.h"
#include "books/money.h"
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

/* The record of a row b of budget. */
#define BUDGET_RECORD \
	"ROW(b.id, b.account_id, b.department_id, b.month, round(b.amount, " DECIMALS "), round(b.spent, " DECIMALS "), " \
	"round(b.committed, " DECIMALS "), round(b.amount - b.spent - b.committed, " DECIMALS "), " CURRENCY ", " \
	"b.version, b.created_at, b.updated_at)::outlay.budget_record"

/* The list, of whose filters totals are, too: the first arguments of both. */
static const TenantListing budget_list = {
	.record = BUDGET_RECORD,
	.from = "budget b",
	.id = "b.id",
	.sort_arg = 5,
	.after_arg = 6,
	.size_arg = 7,
	.sorts = {
		{"month", "b.month", DATEOID},
		{"amount", "b.amount", NUMERICOID},
		{"spent", "b.spent", NUMERICOID},
		{"remaining", "(b.amount - b.spent - b.committed)", NUMERICOID},
		{"id"},
	},
	.filter_count = 5,
	.filters = {
		{"department_id", 0, INT8OID, .column = "b.department_id"},
		{"account_id", 1, INT8OID, .column = "b.account_id"},
		{"month", 2, DATEOID, "b.month = $?"},
		{"from_month", 3, DATEOID, "b.month >= $?"},
		{"to_month", 4, DATEOID, "b.month <= $?"},
	},
};

/* What a budget is before a change. */
typedef struct Budget
{
	Datum		row;			/* the record */
	int64		account;
	Datum		amount;
	Datum		committed;
	Datum		taken;			/* spent or committed */
} Budget;

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
static void take_from_account(Call *call, int64 account, Datum amount, Datum asked, const char *field);

/* Locks a budget for a change and reads it; raises P0002 or OT412. Arguments 0 and 1: id and version. */
static void
lock_budget(Call *call, Budget *budget)
{
	static const TenantStatement lock = {
		"SELECT " BUDGET_RECORD ", b.version, b.account_id, b.amount, b.committed, b.spent + b.committed FROM budget b "
		"WHERE b.id = $1 FOR UPDATE",
		1, {INT8OID}
	};
	Datum		id = call_arg(call, 0);
	bool		is_null;

	if (!call_has(call, 0) || !call_row(call, &lock, &id, NULL, &budget->row))
		call_not_found("budget", call_id(call, 0));
	call_check_version(call, 1, (int32) call_int64(2), "budget", DatumGetInt64(id));
	budget->account = call_int64(3);
	budget->amount = call_column(4, &is_null);
	budget->committed = call_column(5, &is_null);
	budget->taken = call_column(6, &is_null);
}

/* Takes an amount from an account that was there a moment ago; raises 22023 where it is not any more. See ledger.h. */
static void
take_from_account(Call *call, int64 account, Datum amount, Datum asked, const char *field)
{
	Datum		change = amount_negate(amount);
	Datum		balance;

	if (!ledger_change_account(call, account, change, field, &balance))
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "account_id", "unknown", "the account was deleted meanwhile",
					  NULL);
	ledger_check_account(call, change, balance, asked);
}

/*
 * create_budget(account_id bigint, department_id bigint, month date, amount
 * numeric) returns outlay.budget_record. month: any day of it. 22023: fields
 * missing or invalid, account or department unknown or archived; 23514: exceeds
 * what is in the account, where the organization refuses that.
 */
Datum
outlay_create_budget(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{2, "month", RULE_MONTH, true},
		{3, "amount", RULE_MONEY, true},
	};
	static const TenantStatement insert = {
		"INSERT INTO budget AS b (account_id, department_id, month, amount) VALUES ($1, $2, $3, $4) "
		"RETURNING " BUDGET_RECORD ", b.id",
		4, {INT8OID, INT8OID, DATEOID, NUMERICOID}
	};
	Call		call;
	Datum		values[4];
	Datum		row;

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	money_check_reference(&call, 0, "account_id", true, &find_account, 0);
	money_check_reference(&call, 1, "department_id", true, &find_department, 0);
	problem_check(&call.problems, "budget");

	for (int i = 0; i < lengthof(values); i++)
		values[i] = call_arg(&call, i);
	take_from_account(&call, DatumGetInt64(values[0]), values[3], values[3], "amount");
	(void) call_row(&call, &insert, values, NULL, &row);
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

/*
 * list_budgets(department_id bigint[], account_id bigint[], month date,
 * from_month date, to_month date, sort text, after text, page_size integer)
 * returns setof outlay.budget_record, the newest month first. Months: any day
 * of them.
 */
Datum
outlay_list_budgets(PG_FUNCTION_ARGS)
{
	Call		call;

	call_begin(&call, fcinfo);
	rule_begin_of_month(&call.args[2]);
	rule_begin_of_month(&call.args[3]);
	return page_return(&call, &budget_list);
}

/*
 * total_budgets(department_id bigint[], account_id bigint[], month date,
 * from_month date, to_month date, by text[]) returns setof outlay.budget_total:
 * one row for all that the list with these filters has, or one for each month,
 * department, account.
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
		.by_arg = 5,
		.group_count = 3,
		.groups = {
			{"month", "b.month", "date"},
			{"department", "b.department_id", "bigint"},
			{"account", "b.account_id", "bigint"},
		},
		.list = &budget_list,
	};
	Call		call;

	call_begin(&call, fcinfo);
	rule_begin_of_month(&call.args[2]);
	rule_begin_of_month(&call.args[3]);
	return total_return(&call, &totals);
}

/*
 * update_budget(id bigint, version integer, amount numeric, account_id bigint,
 * department_id bigint, month date) returns outlay.budget_record. What is not
 * given stays; where nothing is, the budget is locked and stays as it is.
 * The difference goes back to the account or comes from it.
 * P0002, OT412, 22023; 23514: less than is taken, or more than is in the
 * account, where the organization refuses that.
 */
Datum
outlay_update_budget(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{2, "amount", RULE_MONEY, false},
		{5, "month", RULE_MONTH, false},
	};
	static const TenantStatement update = {
		"UPDATE budget b SET amount = $2, account_id = $3, department_id = coalesce($4, department_id), "
		"month = coalesce($5, month), version = version + 1, updated_at = now() WHERE b.id = $1 "
		"AND (b.amount <> $2 OR b.account_id <> $3 OR b.department_id <> $4 OR b.month <> $5) RETURNING " BUDGET_RECORD,
		5, {INT8OID, NUMERICOID, INT8OID, INT8OID, DATEOID}
	};
	Call		call;
	Budget		before;
	Datum		values[5];
	char		nulls[] = {' ', ' ', ' ', ' ', ' '};
	int64		id;
	Datum		row;

	change_begin(&call, fcinfo);
	id = call_id(&call, 0);
	validate(&call, rules, lengthof(rules));
	money_check_reference(&call, 3, "account_id", false, &find_account, id);
	money_check_reference(&call, 4, "department_id", false, &find_department, id);
	problem_check(&call.problems, "budget");

	lock_budget(&call, &before);
	if (!call_has(&call, 2) && !call_has(&call, 3) && !call_has(&call, 4) && !call_has(&call, 5))
		return call_end(&call, before.row);
	values[0] = Int64GetDatum(id);
	values[1] = call_has(&call, 2) ? call_arg(&call, 2) : before.amount;
	values[2] = call_has(&call, 3) ? call_arg(&call, 3) : Int64GetDatum(before.account);
	values[3] = call_arg(&call, 4);
	nulls[3] = call_null(&call, 4);
	values[4] = call_arg(&call, 5);
	nulls[4] = call_null(&call, 5);
	if (amount_sign(amount_subtract(values[1], before.taken)) < 0 &&
		amount_sign(amount_subtract(values[1], before.amount)) < 0)
		ledger_apply_rule(call_organization(&call)->over_budget, "amount", "over_budget",
						  psprintf("is less than what is spent%s of the budget (%s)",
								   amount_sign(before.committed) > 0 ? " and committed" : "",
								   money_text(&call, before.taken)));
	ledger_move(&call, take_from_account, before.account, before.amount, DatumGetInt64(values[2]), values[1],
				call_has(&call, 2) ? "amount" : "account_id");
	if (!call_row(&call, &update, values, nulls, &row))
		return call_end(&call, before.row);
	audit_record(&call, "updated", "budget", id, audit_row(before.row), audit_row(row));
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
	take_from_account(&call, before.account, amount_negate(before.amount), before.amount, "id");
	delete_referenced(&call, &delete, &id, "budget", "Have those rows deleted first.");
	audit_record(&call, "deleted", "budget", DatumGetInt64(id), audit_row(before.row), audit_no_record);
	return call_end(&call, before.row);
}
