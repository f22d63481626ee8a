/*-------------------------------------------------------------------------
 *
 * expense.c
 *	  Expenses: money spent from a budget. Entering them, changing them.
 *
 * Making one is the most frequent change, so it is one statement that takes
 * the amount from the budget and notes the expense; only where that finds no
 * budget, or the fields are wrong anyway, is anything looked up to say why.
 *
 * Two who do opposite things to one expense meet at the lock of its row. Who
 * comes second finds another state than they have seen, and is told who brought
 * it there, and when.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/date.h"

#include "books/category.h"
#include "books/ledger.h"
#include "books/money.h"
#include "call/audit.h"
#include "call/call.h"
#include "call/change.h"
#include "call/route.h"
#include "call/validate.h"
#include "core/early_release.h"
#include "spending/approver.h"
#include "spending/expense.h"
#include "spending/receipt_audit.h"
#include "spending/whose.h"
#include "value/amount.h"

PG_FUNCTION_INFO_V1(outlay_create_expense);
PG_FUNCTION_INFO_V1(outlay_update_expense);
PG_FUNCTION_INFO_V1(outlay_delete_expense);

static const TenantStatement find_budget = {
	"SELECT false FROM budget WHERE id = $1", 1, {INT8OID}
};

static void set_reference(Datum *values, char *nulls, int parameter, int64 id);
static void write_insert(const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types);
static void give_inserts(ProofTake take);
static uint64 insert_expense(Call *call, uint64 variant, Datum *values, const char *nulls);
static void raise_not_permitted(const Call *call, const Expense *expense, ExpenseAction action);

static const TenantWritten inserts = {give_inserts};

/* Gives a parameter of a statement the number of what it refers to; 0: NULL. */
static void
set_reference(Datum *values, char *nulls, int parameter, int64 id)
{
	values[parameter] = Int64GetDatum(id);
	nulls[parameter] = id ? ' ' : 'n';
}

/*
 * Prints the statement that enters an expense: the variant is twice its state,
 * and one more where there is approval. The budget is changed, or, for a draft,
 * kept.
 */
static void
write_insert(const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types)
{
	static const Oid all[] = {INT8OID, NUMERICOID, DATEOID, TEXTOID, INT8OID, INT8OID, INT8OID, INT8OID, INT8OID};
	static const char *const takes[] = {
		[SUM_NONE] = "SELECT * FROM budget WHERE id = $1 FOR KEY SHARE",
		[SUM_COMMITTED] = "UPDATE budget SET committed = committed + $2 WHERE id = $1 RETURNING *",
		[SUM_SPENT] = "UPDATE budget SET spent = spent + $2 WHERE id = $1 RETURNING *",
	};

	ExpenseState state = variant / 2;

	*nargs = lengthof(all);
	memcpy(types, all, sizeof(all));
	appendStringInfo(sql, "WITH b AS (%s), "
					 "e AS (INSERT INTO expense (budget_id, amount, spent_on, description, member_id, waiting_for, "
					 "entered_by, submitted_by, category_id, state) "
					 "SELECT b.id, $2, $3, $4, $5, $6, $7, $8, $9, '%s' FROM b RETURNING *) "
					 "SELECT " EXPENSE_RECORD_WITH("%s") ", e.id, b.amount - b.spent - b.committed, b.month FROM e, b",
					 takes[permission_sum(state)], permission_state_name(state), variant % 2 ? "true" : "false");
}

/* Gives those of all states; see proof.h. */
static void
give_inserts(ProofTake take)
{
	for (uint64 state = EXPENSE_DRAFT; state <= EXPENSE_APPROVED; state++)
		take(NULL, 2 * state, write_insert);
}

/* Takes an amount from a budget and enters the expense, and returns the number of rows. */
static uint64
insert_expense(Call *call, uint64 variant, Datum *values, const char *nulls)
{
	static const char family = 0;	/* its address tells these statements from those of others */
	volatile uint64 rows = 0;

	early_release();
	PG_TRY();
	{
		rows = plan_run_variant(call->tenant, &family, variant, write_insert, values, nulls);
	}
	PG_CATCH();
	{
		ledger_check_overflow();
	}
	PG_END_TRY();
	return rows;
}

/*
 * create_expense(budget_id bigint, amount numeric, spent_on date, description
 * text, member_id bigint, draft boolean, category_id bigint) returns
 * outlay.expense_record. member_id NULL: the caller; nobody for an operator.
 * What is no draft is submitted, or, where approval is off, approved. 22023:
 * fields missing or invalid, budget, member or category unknown; 23514: exceeds what is left, where the
 * organization refuses that; 42501: of another member.
 */
Datum
outlay_create_expense(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{1, "amount", RULE_MONEY, true},
		{2, "spent_on", RULE_DATE, true},
		{3, "description", RULE_TEXT, true, 1, 300},
	};
	Call		call;
	Datum		values[9];
	char		nulls[] = "         ";
	ExpenseState state = EXPENSE_DRAFT;
	bool		approval;
	Parties		parties = {0};
	int64		waiting_for = 0;
	int64		id;
	bool		is_null;
	Datum		month;
	Datum		row;

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	parties.member = whose_argument(&call, 4);
	parties.entered_by = whose_other_party(&call, parties.member);
	category_check(&call, 6, 0);
	for (int i = 0; i < 4; i++)
		values[i] = call_arg(&call, i);
	if (call.problems.count > 0 || !call_has(&call, 0))
	{
		money_check_reference(&call, 0, "budget_id", true, &find_budget, 0);
		problem_check(&call.problems, "expense");
	}
	approval = call_organization(&call)->approval;
	if (!call_has(&call, 5) || !DatumGetBool(call_arg(&call, 5)))
		state = permission_find(ACTION_SUBMIT, EXPENSE_DRAFT, approval)->to;
	if (state != EXPENSE_DRAFT)
		parties.submitted_by = parties.entered_by;
	if (state == EXPENSE_SUBMITTED)
		waiting_for = approver_find(&call, DatumGetInt64(values[0]), &parties);
	set_reference(values, nulls, 4, parties.member);
	set_reference(values, nulls, 5, waiting_for);
	set_reference(values, nulls, 6, parties.entered_by);
	set_reference(values, nulls, 7, parties.submitted_by);
	set_reference(values, nulls, 8, call_id(&call, 6));
	if (insert_expense(&call, 2 * state + approval, values, nulls) == 0)
	{
		problem_add(&call.problems, "budget_id", "unknown", "there is none with id " INT64_FORMAT,
					DatumGetInt64(values[0]));
		problem_check(&call.problems, "expense");
	}
	row = call_column(1, &is_null);
	id = call_int64(2);
	month = call_column(4, &is_null);
	if (permission_sum(state) != SUM_NONE)
	{
		ledger_check_budget(&call, call_column(3, &is_null), values[1]);
		ledger_check_month(&call, month, values[2]);
	}
	audit_record(&call, "created", "expense", id, audit_no_record, audit_row(row));
	return call_end(&call, row);
}

/* Locks an expense for a change and reads it; raises P0002 where there is none. */
void
expense_lock(Call *call, int64 id, Expense *expense)
{
	static const TenantStatement lock = {
		"SELECT version, budget_id, amount, member_id, waiting_for, state::text, entered_by, submitted_by, spent_on "
		"FROM expense WHERE id = $1 FOR UPDATE",
		1, {INT8OID}
	};
	/* After the lock: a join in the statement above would not find the budget that the expense was just moved to. */
	static const TenantStatement get = {
		"SELECT " EXPENSE_RECORD " FROM expense e JOIN budget b ON b.id = e.budget_id WHERE e.id = $1", 1, {INT8OID}
	};
	Datum		value = Int64GetDatum(id);
	bool		is_null;

	if (call_run(call, &lock, &value, NULL) == 0)
		call_not_found("expense", id);
	expense->id = id;
	expense->version = (int32) call_int64(1);
	expense->budget = call_int64(2);
	expense->amount = call_column(3, &is_null);
	expense->parties = (Parties) {call_int64(4), call_int64(7), call_int64(8)};
	expense->spent_on = call_column(9, &is_null);
	expense->waiting_for = call_int64(5);
	expense->state = permission_state_from_name(call_text(6));
	(void) call_row(call, &get, &value, NULL, &expense->row);
}

/* Raises OT412: the expense is not as the caller has seen it. Says by whom, and when. */
void
expense_raise_changed(Call *call, const Expense *expense)
{
	static const TenantStatement latest = {
		"SELECT coalesce(nullif(btrim(m.first_name || ' ' || m.last_name), ''), m.email, 'an operator'), "
		"a.action::text, to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') "
		"FROM audit a LEFT JOIN member m ON m.id = a.member_id "
		"WHERE a.entity = 'expense' AND a.entity_id = $1 ORDER BY a.id DESC LIMIT 1",
		1, {INT8OID}
	};
	Datum		id = Int64GetDatum(expense->id);
	const char *who = "";

	if (call_run(call, &latest, &id, NULL) > 0)
		who = psprintf(": %s %s it at %s UTC", call_text(1), call_text(2), call_text(3));
	ereport(ERROR,
			(errcode(ERRCODE_OUTLAY_VERSION_CONFLICT),
			 errmsg("expense " INT64_FORMAT " is %s%s", expense->id, permission_state_name(expense->state), who),
			 errhint("Read it again; its present version is %d, and %s tells what can be done with it.",
					 expense->version, route_operation("explain_expense"))));
}

/* Raises 42501: a caller who is something else to an expense than those who may. */
static void
raise_not_permitted(const Call *call, const Expense *expense, ExpenseAction action)
{
	const char *role = member_role_name(call->caller.role);
	const Involvement *involvement = permission_involvement(&expense->parties, call->caller.member);

	if (action == ACTION_APPROVE && involvement != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s", involvement->message),
				 errhint("Call %s to see for whom it waits.", route_operation("explain_expense"))));
	if (action == ACTION_APPROVE)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("expense " INT64_FORMAT " waits for somebody else", expense->id),
				 errhint("An owner or admin can reassign it.")));
	if (expense->parties.member != call->caller.member)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s may not change expenses of others", role),
				 errhint("Ask an approver, an admin or an owner.")));
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("nobody may %s an expense of their own", permission_action_name(action)),
			 errhint("Ask an approver, an admin or an owner.")));
}

/*
 * Returns what the table of permissions says of an action with a locked
 * expense. Raises OT412 where its state allows that to nobody, 42501 where it
 * does not to this caller.
 */
const Permission *
expense_check(Call *call, const Expense *expense, ExpenseAction action)
{
	const Permission *permission = permission_find(action, expense->state, call_organization(call)->approval);

	if (permission == NULL)
		expense_raise_changed(call, expense);
	if ((permission->relations &
		 permission_relations(&call->caller, expense->parties.member, expense->waiting_for)) == 0)
		raise_not_permitted(call, expense, action);
	return permission;
}

/* Brings a locked expense to another state, with its amount, and returns the record. */
Datum
expense_move(Call *call, const Expense *expense, const ExpenseMove *move)
{
	static const TenantStatement update = {
		"UPDATE expense e SET state = $2, waiting_for = $3, approved_by = $4, "
		"approved_at = CASE WHEN $5 THEN now() END, reason = $6, submitted_by = $7, version = e.version + 1, "
		"updated_at = now() FROM budget b WHERE e.id = $1 AND b.id = e.budget_id RETURNING " EXPENSE_RECORD ", b.month",
		7, {INT8OID, TEXTOID, INT8OID, INT8OID, BOOLOID, TEXTOID, INT8OID}
	};
	Booking		before = {expense->budget, permission_sum(expense->state), expense->amount};
	Booking		after = {expense->budget, permission_sum(move->to), expense->amount};
	Datum		values[] = {
		Int64GetDatum(expense->id),
		CStringGetTextDatum(permission_state_name(move->to)),
		0,
		0,
		BoolGetDatum(move->decided),
		move->reason,
		0,
	};
	char		nulls[] = "       ";
	bool		is_null;
	Datum		row;

	set_reference(values, nulls, 2, move->waiting_for);
	set_reference(values, nulls, 3, move->approved_by);
	nulls[5] = move->reason ? ' ' : 'n';
	set_reference(values, nulls, 6, expense->parties.submitted_by);
	ledger_book(call, &before, &after);
	(void) call_row(call, &update, values, nulls, &row);
	/* As with the money of the budget, what goes on to its next sum is looked at again. */
	if (after.sum > before.sum)
		ledger_check_month(call, call_column(2, &is_null), expense->spent_on);
	return row;
}

/*
 * update_expense(id bigint, version integer, budget_id bigint, amount numeric,
 * spent_on date, description text, category_id bigint, member_id bigint)
 * returns outlay.expense_record. What is not given stays, category_id NULL or 0
 * takes it away. The difference goes back to the budget or comes from it.
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
	static const TenantStatement update = {
		"UPDATE expense e SET budget_id = $2, amount = $3, spent_on = coalesce($4, e.spent_on), "
		"description = coalesce($5, e.description), approved_by = CASE WHEN $6 THEN e.approved_by END, "
		"approved_at = CASE WHEN $6 THEN e.approved_at END, "
		"category_id = CASE WHEN $7 IS NULL THEN e.category_id ELSE nullif($7, 0) END, "
		"member_id = $8, entered_by = $9, submitted_by = $10, version = e.version + 1, updated_at = now() "
		"FROM budget b WHERE e.id = $1 AND b.id = $2 AND (e.budget_id <> $2 OR e.amount <> $3 OR e.spent_on <> $4 "
		"OR e.description <> $5 OR e.category_id IS DISTINCT FROM nullif(coalesce($7, e.category_id), 0) "
		"OR e.member_id IS DISTINCT FROM $8) "
		"RETURNING " EXPENSE_RECORD ", b.month",
		10, {INT8OID, INT8OID, NUMERICOID, DATEOID, TEXTOID, BOOLOID, INT8OID, INT8OID, INT8OID, INT8OID}
	};
	Call		call;
	Expense		expense;
	Booking		before;
	Booking		after;
	bool		recodes;
	bool		left;
	bool		is_null;
	Datum		spent_on;
	Datum		values[10];
	char		nulls[] = "          ";
	Datum		row;

	change_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	money_check_reference(&call, 2, "budget_id", false, &find_budget, 0);
	category_check(&call, 6, call_id(&call, 0));
	left = call_has(&call, 7) && whose_has_left(&call, 7);
	problem_check(&call.problems, "expense");

	expense_lock(&call, call_id(&call, 0), &expense);
	recodes = call_has(&call, 2) || call_has(&call, 6);
	if (recodes)
		expense_check(&call, &expense, ACTION_RECODE);
	if (!recodes || call_has(&call, 3) || call_has(&call, 4) || call_has(&call, 5) || call_has(&call, 7))
		expense_check(&call, &expense, ACTION_EDIT);
	call_check_version(&call, 1, expense.version, "expense", expense.id);
	if (call_has(&call, 7) && call_id(&call, 7) != expense.parties.member)
		whose_change(&call, &expense.parties, call_id(&call, 7), left);
	before = (Booking) {expense.budget, permission_sum(expense.state), expense.amount};
	after = before;
	if (call_has(&call, 2))
		after.budget = DatumGetInt64(call_arg(&call, 2));
	if (call_has(&call, 3))
		after.amount = call_arg(&call, 3);
	spent_on = call_has(&call, 4) ? call_arg(&call, 4) : expense.spent_on;
	values[0] = Int64GetDatum(expense.id);
	values[1] = Int64GetDatum(after.budget);
	values[2] = after.amount;
	values[3] = call_arg(&call, 4);
	nulls[3] = call_null(&call, 4);
	values[4] = call_arg(&call, 5);
	nulls[4] = call_null(&call, 5);
	/* Where approval is off whoever may changes what somebody approved before: nobody has approved what it is now. */
	values[5] = BoolGetDatum(call_organization(&call)->approval);
	values[6] = call_arg(&call, 6);
	nulls[6] = call_null(&call, 6);
	set_reference(values, nulls, 7, expense.parties.member);
	set_reference(values, nulls, 8, expense.parties.entered_by);
	set_reference(values, nulls, 9, expense.parties.submitted_by);
	ledger_book(&call, &before, &after);
	if (!call_row(&call, &update, values, nulls, &row))
	{
		/* The budget that it is in cannot be deleted. */
		if (after.budget != before.budget)
			ledger_budget_gone();
		return call_end(&call, expense.row);
	}
	/* What stays where it is may stay there, whatever the rule has become. */
	if (after.sum != SUM_NONE &&
		(after.budget != before.budget || DatumGetDateADT(spent_on) != DatumGetDateADT(expense.spent_on)))
		ledger_check_month(&call, call_column(2, &is_null), spent_on);
	audit_record(&call, "updated", "expense", expense.id, audit_row(expense.row), audit_row(row));
	return call_end(&call, row);
}

/*
 * delete_expense(id bigint, version integer) returns outlay.expense_record, as
 * it was. Its money goes back to the budget. P0002, OT412, 42501.
 */
Datum
outlay_delete_expense(PG_FUNCTION_ARGS)
{
	static const TenantStatement delete = {
		"DELETE FROM expense WHERE id = $1", 1, {INT8OID}
	};
	Call		call;
	Expense		expense;
	Booking		before;
	Booking		after;
	Datum		id;

	call_begin(&call, fcinfo);
	expense_lock(&call, call_id(&call, 0), &expense);
	expense_check(&call, &expense, ACTION_DELETE);
	call_check_version(&call, 1, expense.version, "expense", expense.id);
	before = (Booking) {expense.budget, permission_sum(expense.state), expense.amount};
	after = (Booking) {expense.budget, SUM_NONE, expense.amount};
	ledger_book(&call, &before, &after);
	receipt_audit_all_removed(&call, expense.id);
	id = Int64GetDatum(expense.id);
	call_run(&call, &delete, &id, NULL);
	audit_record(&call, "deleted", "expense", expense.id, audit_row(expense.row), audit_no_record);
	return call_end(&call, expense.row);
}
