/*-------------------------------------------------------------------------
 *
 * payment.c
 *	  One payment: locked, checked, changed.
 *
 * A payment is one transfer to each member whose expenses are in it. It is
 * open, then exported as often as somebody wants, which pays nothing, then paid
 * or cancelled. What is in it has a state of its own, which the table of
 * permissions decides (spending/permission.c), so that nobody has a hand in
 * paying themselves; here is what the payment's state allows.
 *
 * Who changes a payment locks its row first, and then its expenses by id. An
 * expense comes into a payment or leaves it under both locks, so whoever has
 * the payment's knows what is in it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"

#include "call/audit.h"
#include "call/route.h"
#include "core/row.h"
#include "payment/bank_account.h"
#include "payment/payment.h"
#include "value/amount.h"

static const char *const state_names[] = {
	[PAYMENT_STATE_OPEN] = "open",
	[PAYMENT_STATE_EXPORTED] = "exported",
	[PAYMENT_STATE_PAID] = "paid",
	[PAYMENT_STATE_CANCELLED] = "cancelled",
};

#define OPEN		(1 << PAYMENT_STATE_OPEN)
#define EXPORTED	(1 << PAYMENT_STATE_EXPORTED)
#define PAID		(1 << PAYMENT_STATE_PAID)

/* In which states each may be done, and whether there has to be something in it. */
static const struct
{
	const char *name;
	int			states;
	bool		needs_expenses;
}			actions[PAYMENT_ACTION_COUNT] = {
	[PAYMENT_ADD] = {"add", OPEN | EXPORTED, false},
	[PAYMENT_REMOVE] = {"remove", OPEN | EXPORTED, true},
	[PAYMENT_EXPORT] = {"export", OPEN | EXPORTED, true},
	[PAYMENT_CONFIRM] = {"confirm", OPEN | EXPORTED, true},
	[PAYMENT_CANCEL] = {"cancel", OPEN | EXPORTED, false},
	[PAYMENT_BOUNCE] = {"bounce", OPEN | EXPORTED | PAID, true},
};

static bool is_permitted(PaymentAction action, PaymentState state, bool has_expenses);
static void raise_changed(Call *call, const Payment *payment) pg_attribute_noreturn();
static Datum expense_row(Call *call, const Expense *expense, ExpenseState state, int64 payment, int32 version);

/* See payment.h. */
PaymentState
payment_state_from_name(const char *name)
{
	for (int i = 0; i < lengthof(state_names); i++)
		if (strcmp(state_names[i], name) == 0)
			return i;
	elog(ERROR, "a payment cannot be \"%s\"", name);
}

/* Whether an action may be done in a state with a payment that has expenses or not. */
static bool
is_permitted(PaymentAction action, PaymentState state, bool has_expenses)
{
	return (actions[action].states & (1 << state)) != 0 && (has_expenses || !actions[action].needs_expenses);
}

/* See payment.h. */
uint32
payment_permitted(PaymentState state, bool has_expenses)
{
	uint32		permitted = 0;

	for (PaymentAction action = 0; action < PAYMENT_ACTION_COUNT; action++)
		if (is_permitted(action, state, has_expenses))
			permitted |= 1 << action;
	return permitted;
}

/* Raises OT412: the state of a payment allows nobody what the caller wants. Says who brought it there, and when. */
static void
raise_changed(Call *call, const Payment *payment)
{
	static const TenantStatement latest = {
		"SELECT coalesce(nullif(btrim(m.first_name || ' ' || m.last_name), ''), m.email, 'an operator'), "
		"a.action::text, to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') "
		"FROM audit a LEFT JOIN member m ON m.id = a.member_id "
		"WHERE a.entity = 'payment' AND a.entity_id = $1 ORDER BY a.id DESC LIMIT 1",
		1, {INT8OID}
	};
	Datum		id = Int64GetDatum(payment->id);
	const char *who = "";

	if (call_run(call, &latest, &id, NULL) > 0)
		who = psprintf(": %s %s it at %s UTC", call_text(1), call_text(2), call_text(3));
	ereport(ERROR,
			(errcode(ERRCODE_OUTLAY_VERSION_CONFLICT),
			 errmsg("payment " INT64_FORMAT " is %s%s", payment->id, state_names[payment->state], who),
			 errhint("Read it again with %s, which tells what can be done with it.", route_operation("get_payment"))));
}

/* See payment.h. */
void
payment_begin(Call *call, int id_arg, int version_arg, PaymentAction action, Payment *payment)
{
	static const TenantStatement lock = {
		"SELECT " PAYMENT_RECORD ", p.version, p.state::text, p.count, p.amount, "
		"to_char(p.execute_on, 'YYYY-MM-DD') FROM payment p WHERE p.id = $1 FOR UPDATE",
		1, {INT8OID}
	};
	Datum		id = Int64GetDatum(call_id(call, id_arg));
	bool		is_null;

	if (!call_row(call, &lock, &id, NULL, &payment->row))
		call_not_found("payment", call_id(call, id_arg));
	payment->id = call_id(call, id_arg);
	payment->version = (int32) call_int64(2);
	payment->state = payment_state_from_name(call_text(3));
	payment->count = (int32) call_int64(4);
	payment->amount = call_column(5, &is_null);
	payment->execute_on = call_text(6);
	call_check_version(call, version_arg, payment->version, "payment", payment->id);
	if (is_permitted(action, payment->state, payment->count > 0))
		return;
	if (is_permitted(action, payment->state, true))
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "id", "empty",
					  psprintf("nothing is in payment " INT64_FORMAT, payment->id), NULL);
	raise_changed(call, payment);
}

/* See payment.h. What is another file from now on has the next revision. */
Datum
payment_change(Call *call, const Payment *payment, const PaymentChange *change)
{
	static const TenantStatement update = {
		"UPDATE payment p SET state = $2, amount = p.amount + $3, count = p.count + $4, bounced = p.bounced + $5, "
		"paid_on = coalesce($6, p.paid_on), "
		"revision = p.revision + (p.exported_at IS NOT NULL AND $2 = 'open')::integer, "
		"exported_at = CASE WHEN $2 <> 'open' THEN p.exported_at END, "
		"exported_hash = CASE WHEN $2 <> 'open' THEN p.exported_hash END, "
		"version = p.version + 1, updated_at = now() WHERE p.id = $1 RETURNING " PAYMENT_RECORD,
		6, {INT8OID, TEXTOID, NUMERICOID, INT4OID, NUMERICOID, DATEOID}
	};
	Datum		zero = DirectFunctionCall1(int8_numeric, Int64GetDatum(0));
	Datum		values[] = {
		Int64GetDatum(payment->id),
		CStringGetTextDatum(state_names[change->to]),
		change->amount ? change->amount : zero,
		Int32GetDatum(change->count),
		change->bounced ? change->bounced : zero,
		change->paid_on,
	};
	char		nulls[] = "      ";
	Datum		row;

	nulls[5] = change->paid_on ? ' ' : 'n';
	(void) call_row(call, &update, values, nulls, &row);
	audit_record(call, change->action, "payment", payment->id, audit_row(payment->row), audit_row(row));
	return row;
}

/* See payment.h. */
void
payment_lock_expense(Call *call, int64 id, ExpenseAction action, Expense *expense)
{
	expense_lock(call, id, expense);
	(void) expense_check(call, expense, action);
	if (action == ACTION_SCHEDULE && !expense->is_owed)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "expense_id", "not_owed",
					  psprintf("expense " INT64_FORMAT " is owed to nobody: %s", id,
							   expense->parties.member ? "the company paid it" : "it is no member's"), NULL);
}

/* What the audit has of an expense that comes into a payment or leaves it, as a composite. */
static Datum
expense_row(Call *call, const Expense *expense, ExpenseState state, int64 payment, int32 version)
{
	static const TenantStatement make = {
		"SELECT ROW($1, e.member_id, round(e.amount, " DECIMALS "), " CURRENCY ", $2, $3, $4)::outlay.payment_expense "
		"FROM expense e WHERE e.id = $1",
		4, {INT8OID, TEXTOID, INT8OID, INT4OID}
	};
	Datum		values[] = {
		Int64GetDatum(expense->id),
		CStringGetTextDatum(permission_state_name(state)),
		Int64GetDatum(payment),
		Int32GetDatum(version),
	};
	char		nulls[] = "    ";
	Datum		row;

	nulls[2] = payment ? ' ' : 'n';
	(void) call_row(call, &make, values, nulls, &row);
	return row;
}

/* See payment.h. */
void
payment_move_expense(Call *call, const Expense *expense, ExpenseAction action, ExpenseState to, int64 payment)
{
	static const TenantStatement update = {
		"UPDATE expense SET state = $2, payment_id = $3, version = version + 1, updated_at = now() WHERE id = $1",
		3, {INT8OID, TEXTOID, INT8OID}
	};
	Datum		before = expense_row(call, expense, expense->state, expense->payment, expense->version);
	Datum		values[] = {Int64GetDatum(expense->id), CStringGetTextDatum(permission_state_name(to)), 0};
	char		nulls[] = "   ";

	expense_refer(values, nulls, 2, payment);
	call_run(call, &update, values, nulls);
	audit_record(call, permission_action_done(action), "expense", expense->id, audit_row(before),
				 audit_row(expense_row(call, expense, to, payment, expense->version + 1)));
}

/* See payment.h. */
void
payment_move_all(Call *call, const int64 *ids, uint64 count, ExpenseAction action, int64 payment,
				 PaymentChange *change)
{
	if (change->amount == (Datum) 0)
		change->amount = DirectFunctionCall1(int8_numeric, Int64GetDatum(0));
	for (uint64 i = 0; i < count; i++)
	{
		Expense		expense;
		const Permission *permission;

		CHECK_FOR_INTERRUPTS();
		payment_lock_expense(call, ids[i], action, &expense);
		permission = permission_find(action, expense.state, call_organization(call)->approval);
		payment_move_expense(call, &expense, action, permission->to, payment);
		if (expense.payment == 0)
		{
			change->amount = amount_add(change->amount, expense.price.amount);
			change->count++;
		}
		else if (payment == 0)
		{
			change->amount = amount_subtract(change->amount, expense.price.amount);
			change->count--;
		}
	}
}

/* See payment.h. */
int64 *
payment_expenses(Call *call, int64 payment, int64 member, uint64 *count)
{
	static const TenantStatement find = {
		"SELECT id FROM expense WHERE payment_id = $1 AND ($2 = 0 OR member_id = $2) ORDER BY id FOR UPDATE",
		2, {INT8OID, INT8OID}
	};
	Datum		values[] = {Int64GetDatum(payment), Int64GetDatum(member)};
	int64	   *ids;

	*count = call_run(call, &find, values, NULL);
	ids = palloc(sizeof(int64) * Max(*count, 1));
	for (uint64 i = 0; i < *count; i++)
		ids[i] = row_int64(i, 1);
	return ids;
}

/* See payment.h. */
void
payment_check_sums(Call *call, const Payment *payment)
{
	static const TenantStatement find = {
		"SELECT " HOLDER_OF_MEMBER ", round(t.amount, " DECIMALS ")::text FROM "
		"(SELECT member_id, sum(amount) AS amount FROM expense WHERE payment_id = $1 GROUP BY member_id "
		"HAVING sum(amount) <= 0) t JOIN member m ON m.id = t.member_id ORDER BY m.id LIMIT 1",
		1, {INT8OID}
	};
	Datum		id = Int64GetDatum(payment->id);

	if (call_run(call, &find, &id, NULL) > 0)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "amount", "not_positive",
					  psprintf("the expenses of %s come to %s: there is nothing to transfer", call_text(1),
							   call_text(2)),
					  "Take them out of the payment, until more is owed.");
}
