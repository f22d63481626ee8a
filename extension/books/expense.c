/*-------------------------------------------------------------------------
 *
 * expense.c
 *	  Expenses: money spent from a budget.
 *
 * Making one is the most frequent change, so it is one statement that takes
 * the amount from the budget and notes the expense; only where that finds no
 * budget, or the fields are wrong anyway, is anything looked up to say why.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "books/expense.h"
#include "books/ledger.h"
#include "books/money.h"
#include "call/audit.h"
#include "call/call.h"
#include "call/page.h"
#include "call/total.h"
#include "call/validate.h"
#include "core/early_release.h"
#include "value/amount.h"
#include "value/fold.h"

PG_FUNCTION_INFO_V1(outlay_create_expense);
PG_FUNCTION_INFO_V1(outlay_get_expense);
PG_FUNCTION_INFO_V1(outlay_list_expenses);
PG_FUNCTION_INFO_V1(outlay_total_expenses);
PG_FUNCTION_INFO_V1(outlay_update_expense);
PG_FUNCTION_INFO_V1(outlay_delete_expense);

/* The record of a row e of expense and the row b of its budget. */
#define EXPENSE_RECORD \
	"ROW(e.id, e.budget_id, b.department_id, e.member_id, round(e.amount, " DECIMALS "), " CURRENCY ", e.spent_on," \
	" e.description, b.spent > b.amount, e.version, e.created_at, e.updated_at)::outlay.expense_record"

/* The list, of whose filters totals are, too: the first arguments of both. */
static const Listing expense_list = {
	.record = EXPENSE_RECORD,
	.from = "expense e JOIN budget b ON b.id = e.budget_id",
	.walked = "expense e",
	.joined = " LEFT JOIN budget b ON b.id = e.budget_id",
	.id = "e.id",
	.sort_arg = 8,
	.after_arg = 9,
	.size_arg = 10,
	.sorts = {
		{"spent_on", "e.spent_on", DATEOID, true},
		{"amount", "e.amount", NUMERICOID},
		{"updated_at", "e.updated_at", TIMESTAMPTZOID},
		{"id", NULL, InvalidOid, true},
	},
	.filter_count = 8,
	.filters = {
		{"department_id", 0, INT8OID, .column = "b.department_id", .leads = "e.spent_on", .led = "e.budget_id",
		.led_by = "SELECT id FROM budget WHERE department_id"},
		{"budget_id", 1, INT8OID, .column = "e.budget_id", .leads = "e.spent_on"},
		{"member_id", 2, INT8OID, .column = "e.member_id", .leads = "e.spent_on"},
		{"from_date", 3, DATEOID, "e.spent_on >= $?", .range_of = "e.spent_on"},
		{"to_date", 4, DATEOID, "e.spent_on <= $?", .range_of = "e.spent_on"},
		/* Before the amounts: it is dearer, and leaves fewer rows to compare. */
		{"contains", 7, TEXTOID, CONTAINS_FOLDED("e.description"), .folded = true},
		{"min_amount", 5, NUMERICOID, "e.amount >= $?"},
		{"max_amount", 6, NUMERICOID, "e.amount <= $?"},
	},
};

/* What an expense is before a change. */
typedef struct Expense
{
	Datum		row;			/* the record */
	int64		budget;
	Datum		amount;
} Expense;

static const Statement get_expense = {
	"SELECT " EXPENSE_RECORD " FROM expense e JOIN budget b ON b.id = e.budget_id WHERE e.id = $1", 1, {INT8OID}
};
static const Statement find_budget = {
	"SELECT false FROM budget WHERE id = $1", 1, {INT8OID}
};
static const Statement find_member = {
	"SELECT false FROM member WHERE id = $1 FOR KEY SHARE", 1, {INT8OID}
};

/*
 * Whose expense it is: argument arg, else the caller's own; 0 for nobody's.
 * 42501: only owners, admins and operators enter expenses of others.
 */
static int64
expense_member(Call *call, int arg)
{
	int64		member = call->caller.member;

	if (!call_has(call, arg) || DatumGetInt64(call_arg(call, arg)) == member)
		return member;
	if (!call->caller.is_operator && (call->caller.role & (ROLE_OWNER | ROLE_ADMIN)) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s may not enter expenses of others", member_role_name(call->caller.role)),
				 errhint("Leave member_id away, or ask an owner or admin.")));
	money_check_reference(call, arg, "member_id", false, &find_member, 0);
	return DatumGetInt64(call_arg(call, arg));
}

/*
 * create_expense(budget_id bigint, amount numeric, spent_on date, description
 * text, member_id bigint) returns outlay.expense_record. member_id NULL: the
 * caller; nobody for an operator. 22023: fields missing or invalid, budget or
 * member unknown; 23514: exceeds what is left, where the organization refuses
 * that; 42501: of another member.
 */
Datum
outlay_create_expense(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{1, "amount", RULE_MONEY, true},
		{2, "spent_on", RULE_DATE, true},
		{3, "description", RULE_TEXT, true, 1, 300},
	};
	static const Statement insert = {
		"WITH b AS (UPDATE budget SET spent = spent + $2 WHERE id = $1 RETURNING id, department_id, amount, spent),"
		" e AS (INSERT INTO expense (budget_id, amount, spent_on, description, member_id)"
		" SELECT b.id, $2, $3, $4, $5 FROM b RETURNING *)"
		" SELECT " EXPENSE_RECORD ", e.id, b.amount - b.spent FROM e, b",
		5, {INT8OID, NUMERICOID, DATEOID, TEXTOID, INT8OID}
	};
	Call		call;
	Datum		values[5];
	char		nulls[] = {' ', ' ', ' ', ' ', ' '};
	int64		id;
	bool		is_null;
	Datum		row;

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	values[4] = Int64GetDatum(expense_member(&call, 4));
	for (int i = 0; i < 4; i++)
		values[i] = call_arg(&call, i);
	if (values[4] == Int64GetDatum(0))
		nulls[4] = 'n';
	if (call.problems.count > 0 || !call_has(&call, 0))
	{
		money_check_reference(&call, 0, "budget_id", true, &find_budget, 0);
		problem_check(&call.problems, "expense");
	}
	early_release();
	if (!call_row(&call, &insert, values, nulls, &row))
	{
		problem_add(&call.problems, "budget_id", "unknown", "there is none with id " INT64_FORMAT,
					DatumGetInt64(values[0]));
		problem_check(&call.problems, "expense");
	}
	id = call_int64(2);
	ledger_check_budget(&call, values[1], call_column(3, &is_null), values[1]);
	audit_record(&call, "created", "expense", id, audit_no_record, audit_row(row));
	return call_end(&call, row);
}

/* get_expense(id bigint) returns outlay.expense_record. P0002: there is none. */
Datum
outlay_get_expense(PG_FUNCTION_ARGS)
{
	Call		call;
	Datum		row;

	call_begin(&call, fcinfo);
	if (!call_has(&call, 0) || !call_row(&call, &get_expense, &call_arg(&call, 0), NULL, &row))
		call_not_found("expense", call_id(&call, 0));
	return call_end(&call, row);
}

/*
 * list_expenses(department_id bigint[], budget_id bigint[], member_id bigint[],
 * from_date date, to_date date, min_amount numeric, max_amount numeric,
 * contains text, sort text, after text, page_size integer) returns setof
 * outlay.expense_record, the newest first. Bounds are inclusive.
 */
Datum
outlay_list_expenses(PG_FUNCTION_ARGS)
{
	Call		call;

	call_begin(&call, fcinfo);
	return page_return(&call, &expense_list);
}

/*
 * total_expenses(department_id bigint[], budget_id bigint[], member_id
 * bigint[], from_date date, to_date date, min_amount numeric, max_amount
 * numeric, contains text, by text[]) returns setof outlay.expense_total: one
 * row for all that the list with these filters has, or one for each month,
 * department, member, budget.
 */
Datum
outlay_total_expenses(PG_FUNCTION_ARGS)
{
	static const Totals totals = {
		.from = "expense e LEFT JOIN budget b ON b.id = e.budget_id",
		.sums = "count(*), round(coalesce(sum(e.amount), 0), " DECIMALS "), " CURRENCY,
		.by_arg = 8,
		.group_count = 4,
		.groups = {
			{"month", "outlay.month_of(e.spent_on)", "date"},
			{"department", "b.department_id", "bigint"},
			{"member", "e.member_id", "bigint"},
			{"budget", "e.budget_id", "bigint"},
		},
		.list = &expense_list,
	};
	Call		call;

	call_begin(&call, fcinfo);
	return total_return(&call, &totals);
}

/* See expense.h. */
bool
expense_may_change(const Caller *caller, int64 member)
{
	return caller->role != ROLE_MEMBER || member == caller->member;
}

/*
 * Locks an expense for a change and reads it. Arguments 0 and 1: id and
 * version. P0002, OT412; 42501: a member's role changes their own only. The
 * record is read after the lock: a join in the locking statement would not find
 * the budget that the expense was moved to while the statement waited.
 */
static void
lock_expense(Call *call, Expense *expense)
{
	static const Statement lock = {
		"SELECT version, budget_id, amount, member_id FROM expense WHERE id = $1 FOR UPDATE", 1, {INT8OID}
	};
	Datum		id = call_arg(call, 0);
	bool		is_null;

	if (!call_has(call, 0) || call_run(call, &lock, &id, NULL) == 0)
		call_not_found("expense", call_id(call, 0));
	if (!expense_may_change(&call->caller, call_int64(4)))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s may not change expenses of others", member_role_name(call->caller.role)),
				 errhint("Ask an approver, an admin or an owner.")));
	call_check_version(call, 1, (int32) call_int64(1), "expense", DatumGetInt64(id));
	expense->budget = call_int64(2);
	expense->amount = call_column(3, &is_null);
	(void) call_row(call, &get_expense, &id, NULL, &expense->row);
}

/* Takes an amount from a budget that was there a moment ago; raises 22023 where it is not any more. */
static void
take_from_budget(Call *call, int64 budget, Datum amount, Datum asked)
{
	Datum		left;

	if (!ledger_change_budget(call, budget, amount, &left))
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "budget_id", "unknown", "the budget was deleted meanwhile",
					  NULL);
	ledger_check_budget(call, amount, left, asked);
}

/*
 * update_expense(id bigint, version integer, budget_id bigint, amount numeric,
 * spent_on date, description text) returns outlay.expense_record. A NULL leaves
 * what is there. The difference goes back to the budget or comes from it.
 * P0002, OT412, 42501, 22023; 23514: exceeds what is left, where the
 * organization refuses that.
 */
Datum
outlay_update_expense(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{3, "amount", RULE_MONEY, false},
		{4, "spent_on", RULE_DATE, false},
		{5, "description", RULE_TEXT, false, 1, 300},
	};
	static const Statement update = {
		"UPDATE expense e SET budget_id = $2, amount = $3, spent_on = coalesce($4, spent_on),"
		" description = coalesce($5, description), version = e.version + 1, updated_at = now()"
		" FROM budget b WHERE e.id = $1 AND b.id = $2 RETURNING " EXPENSE_RECORD,
		5, {INT8OID, INT8OID, NUMERICOID, DATEOID, TEXTOID}
	};
	Call		call;
	Expense		before;
	Datum		values[5];
	char		nulls[] = {' ', ' ', ' ', ' ', ' '};
	Datum		row;

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	money_check_reference(&call, 2, "budget_id", false, &find_budget, 0);
	problem_check(&call.problems, "expense");

	lock_expense(&call, &before);
	values[0] = call_arg(&call, 0);
	values[1] = call_has(&call, 2) ? call_arg(&call, 2) : Int64GetDatum(before.budget);
	values[2] = call_has(&call, 3) ? call_arg(&call, 3) : before.amount;
	values[3] = call_arg(&call, 4);
	nulls[3] = call_null(&call, 4);
	values[4] = call_arg(&call, 5);
	nulls[4] = call_null(&call, 5);
	ledger_move(&call, take_from_budget, before.budget, before.amount, DatumGetInt64(values[1]), values[2]);
	(void) call_row(&call, &update, values, nulls, &row);
	audit_record(&call, "updated", "expense", DatumGetInt64(values[0]), audit_row(before.row), audit_row(row));
	return call_end(&call, row);
}

/*
 * delete_expense(id bigint, version integer) returns outlay.expense_record, as
 * it was. Its money goes back to the budget. P0002, OT412, 42501.
 */
Datum
outlay_delete_expense(PG_FUNCTION_ARGS)
{
	static const Statement delete = {
		"DELETE FROM expense WHERE id = $1", 1, {INT8OID}
	};
	Call		call;
	Expense		before;
	Datum		id;

	call_begin(&call, fcinfo);
	lock_expense(&call, &before);
	id = call_arg(&call, 0);
	take_from_budget(&call, before.budget, amount_negate(before.amount), before.amount);
	call_run(&call, &delete, &id, NULL);
	audit_record(&call, "deleted", "expense", DatumGetInt64(id), audit_row(before.row), audit_no_record);
	return call_end(&call, before.row);
}
