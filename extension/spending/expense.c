/*-------------------------------------------------------------------------
 *
 * expense.c
 *	  One expense: locked, checked, brought from one state to another.
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
#include "call/call.h"
#include "call/route.h"
#include "core/row.h"
#include "spending/expense.h"
#include "spending/turn.h"

/* What an expense comes to with the other parts of its whole, but for what was rejected, unless it is that itself. */
#define WHOLE_AMOUNT \
	"CASE WHEN e.split_id IS NULL THEN e.amount ELSE (SELECT sum(w.amount) FROM expense w " \
	"WHERE w.split_id = e.split_id AND (w.state <> 'rejected' OR e.state = 'rejected')) END"

static void raise_not_permitted(const Call *call, const Expense *expense, ExpenseAction action);
static void check_books(Call *call, const Expense *expense, ExpenseAction action);
static DateADT booking_day(Call *call, const Expense *expense, ExpenseState to);

/* See expense.h. */
void
expense_refer(Datum *values, char *nulls, int parameter, int64 id)
{
	values[parameter] = Int64GetDatum(id);
	nulls[parameter] = id ? ' ' : 'n';
}

/* See expense.h. */
void
expense_check_budget(Call *call, int arg, bool required)
{
	static const TenantStatement find = {
		"SELECT false FROM budget WHERE id = $1", 1, {INT8OID}
	};

	money_check_reference(call, arg, "budget_id", required, &find, 0);
}

/* See expense.h. The columns are read before anything else is run. */
void
expense_check_fit(Call *call, int column, int what)
{
	Span		span = span_read(column);
	bool		is_null;
	Datum		spent_on = call_column(column + 2, &is_null);
	int64		top = call_int64(column + 3);
	int64		category = call_int64(column + 4);

	if (what & FIT_DAY)
		span_check_day(call, span, spent_on);
	if (what & FIT_CATEGORY)
		category_check_within(call, top, category);
}

/* Locks an expense for a change and reads it; raises P0002 where there is none. */
void
expense_lock(Call *call, int64 id, Expense *expense)
{
	static const TenantStatement lock = {
		"SELECT version, budget_id, amount, member_id, waiting_for, state::text, entered_by, submitted_by, "
		"spent_on, category_id, payment_id, paid_with::text, " BOOKED_ON("") ", step::integer, passed_by, "
		PART_COLUMNS("") ", " QUANTITY_COLUMNS("") ", "
		"split_id, approved_by FROM expense WHERE id = $1 FOR UPDATE",
		1, {INT8OID}
	};
	/*
	 * After the lock: the statement above would find neither the budget that the expense was just moved to, nor the
	 * parts into which it was just split.
	 */
	static const TenantStatement get = {
		"SELECT " EXPENSE_RECORD ", " WHOLE_AMOUNT " "
		"FROM expense e JOIN budget b ON b.id = e.budget_id WHERE e.id = $1",
		1, {INT8OID}
	};
	Datum		value = Int64GetDatum(id);
	bool		is_null;

	if (call_run(call, &lock, &value, NULL) == 0)
		call_not_found("expense", id);
	expense->id = id;
	expense->version = (int32) call_int64(1);
	expense->budget = call_int64(2);
	expense->price.amount = call_column(3, &is_null);
	expense->parties = (Parties) {call_int64(4), call_int64(7), call_int64(8)};
	expense->price.spent_on = DatumGetDateADT(call_column(9, &is_null));
	expense->category = call_int64(10);
	expense->booked_on = DatumGetDateADT(call_column(13, &is_null));
	price_read(16, &expense->price);
	quantity_read(16 + PART_COUNT, &expense->quantity);
	expense->split = call_int64(16 + PART_COUNT + QUANTITY_COLUMN_COUNT);
	expense->approved_by = call_int64(17 + PART_COUNT + QUANTITY_COLUMN_COUNT);
	expense->waiting_for = call_int64(5);
	expense->step = (int) call_int64(14);
	expense->passed_by = row_datum(0, 15);
	expense->payment = call_int64(11);
	expense->is_owed = permission_is_owed(expense->parties.member, DatumGetTextPP(call_column(12, &is_null)));
	expense->state = permission_state_from_name(call_text(6));
	(void) call_row(call, &get, &value, NULL, &expense->row);
	expense->whole = call_column(2, &is_null);
}

/*
 * Raises OT412: the expense is not as the caller has seen it. Says by whom, and
 * when: the last change of its record, which a receipt or a comment is not.
 */
void
expense_raise_changed(Call *call, const Expense *expense)
{
	static const TenantStatement latest = {
		"SELECT coalesce(nullif(btrim(m.first_name || ' ' || m.last_name), ''), m.email, 'an operator'), "
		"a.action::text, to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') "
		"FROM audit a LEFT JOIN member m ON m.id = a.member_id "
		"WHERE a.entity = 'expense' AND a.entity_id = $1 AND a.after -> 'version' IS NOT NULL "
		"ORDER BY a.id DESC LIMIT 1",
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
	if (action == ACTION_COMMENT)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s may not comment on expenses of others", role),
				 errhint("Whose it is may, for whom it waits, and owners and admins.")));
	if (action >= ACTION_SCHEDULE && action <= ACTION_BOUNCE)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("nobody has a hand in paying themselves: expense " INT64_FORMAT " is your own", expense->id),
				 errhint("Ask another owner or admin.")));
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

/* Raises 55000 where an action would change what is closed. */
static void
check_books(Call *call, const Expense *expense, ExpenseAction action)
{
	ExpenseBooks books = expense_books(call, expense);

	if ((permission_closed_actions(books) & (1 << action)) == 0)
		return;
	problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "booked_on", permission_books_name(books),
				  psprintf("expense " INT64_FORMAT " is booked on %s, and all is closed until %s", expense->id,
						   span_day_text(expense->booked_on), span_day_text(call_organization(call)->closed_until)),
				  psprintf("An owner can open these days again: %s.", route_operation("reopen_period")));
}

/* See expense.h. */
ExpenseBooks
expense_books(Call *call, const Expense *expense)
{
	return permission_books(expense->state, period_is_closed(call, expense->booked_on));
}

/*
 * Returns what the table of permissions says of an action with a locked
 * expense. Raises OT412 where its state allows that to nobody, 42501 where it
 * does not to this caller, 55000 where it is closed.
 */
const Permission *
expense_check(Call *call, const Expense *expense, ExpenseAction action)
{
	const Permission *permission = permission_find(action, expense->state, call_organization(call)->approval);

	if (permission == NULL)
		expense_raise_changed(call, expense);
	if ((permission->relations &
		 permission_relations(&call->caller, expense->parties.member,
							  turn_of(call, &expense->parties, expense->waiting_for))) == 0)
		raise_not_permitted(call, expense, action);
	check_books(call, expense, action);
	return permission;
}

/* The day on which a locked expense is booked in another state: what comes into the books, on a day that is open. */
static DateADT
booking_day(Call *call, const Expense *expense, ExpenseState to)
{
	if (permission_sum(to) != SUM_SPENT)
		return expense->price.spent_on;
	return permission_sum(expense->state) == SUM_SPENT ? expense->booked_on :
		period_booking_day(call, expense->price.spent_on);
}

/* See expense.h. */
Booking
expense_booking(const Expense *expense, ExpenseState state)
{
	return (Booking) {expense->budget, permission_sum(state), expense->price.amount};
}

/* Brings a locked expense to another state, with its amount, and returns the record. */
Datum
expense_move(Call *call, const Expense *expense, const ExpenseMove *move)
{
	Booking		before = expense_booking(expense, expense->state);
	Booking		after = expense_booking(expense, move->to);

	ledger_book(call, &before, &after);
	return expense_write_move(call, expense, move);
}

/* See expense.h. */
Datum
expense_write_move(Call *call, const Expense *expense, const ExpenseMove *move)
{
	static const TenantStatement update = {
		"UPDATE expense e SET state = $2, waiting_for = $3, approved_by = $4, "
		"approved_at = CASE WHEN $5 THEN now() END, reason = $6, submitted_by = $7, booked_on = $8, step = $9, "
		"passed_by = $10, version = e.version + 1, updated_at = now() "
		"FROM budget b WHERE e.id = $1 AND b.id = e.budget_id RETURNING " EXPENSE_RECORD ", " EXPENSE_FIT_COLUMNS,
		10, {INT8OID, TEXTOID, INT8OID, INT8OID, BOOLOID, TEXTOID, INT8OID, DATEOID, INT4OID, INT8ARRAYOID}
	};
	Datum		values[] = {
		Int64GetDatum(expense->id),
		CStringGetTextDatum(permission_state_name(move->to)),
		0,
		0,
		BoolGetDatum(move->decided),
		move->reason,
		0,
		0,
		Int32GetDatum(move->step),
		move->passed_by,
	};
	char		nulls[] = "          ";
	Datum		row;

	expense_refer(values, nulls, 2, move->waiting_for);
	expense_refer(values, nulls, 3, move->approved_by);
	nulls[5] = move->reason ? ' ' : 'n';
	expense_refer(values, nulls, 6, expense->parties.submitted_by);
	period_give(booking_day(call, expense, move->to), expense->price.spent_on, &values[7], &nulls[7]);
	nulls[8] = move->step ? ' ' : 'n';
	nulls[9] = move->passed_by ? ' ' : 'n';
	(void) call_row(call, &update, values, nulls, &row);
	/* As with the money of the budget, what goes on to its next sum is looked at again. */
	if (permission_sum(move->to) > permission_sum(expense->state))
		expense_check_fit(call, 2, FIT_ALL);
	return row;
}
