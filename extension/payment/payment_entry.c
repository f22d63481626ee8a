/*-------------------------------------------------------------------------
 *
 * payment_entry.c
 *	  What is owed, put into payments: create_payment(), and an expense more
 *	  or less in one.
 *
 * An expense is owed once it is approved, was a member's own money, and is in
 * no payment. Who makes a payment of all that is owed leaves out their own.
 *
 * What is exported and changed then is open again: its file is another, and so
 * is the name by which a bank knows it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "call/audit.h"
#include "call/validate.h"
#include "core/row.h"
#include "payment/payment.h"

PG_FUNCTION_INFO_V1(outlay_create_payment);
PG_FUNCTION_INFO_V1(outlay_add_payment_expense);
PG_FUNCTION_INFO_V1(outlay_remove_payment_expense);

/* Arguments of create_payment(). */
enum
{
	ARG_MEMBERS,
	ARG_EXPENSES,
	ARG_EXECUTE_ON
};

static void check_execute_on(Call *call, int arg);
static int64 *chosen_expenses(Call *call, uint64 *count);
static int64 *owed_expenses(Call *call, uint64 *count);
static void check_room(uint64 count);
static void begin_payment(Call *call, Payment *payment);
static Datum change_expense(FunctionCallInfo fcinfo, PaymentAction action, ExpenseAction expense_action);

/* Makes the day of a payment today where none is given, and notes one that has passed. */
static void
check_execute_on(Call *call, int arg)
{
	static const Rule rules[] = {
		{ARG_EXECUTE_ON, "execute_on", RULE_DATE, false},
	};
	DateADT		today = call_organization(call)->today;

	if (!call_has(call, arg))
		call->args[arg] = (NullableDatum) {DateADTGetDatum(today), false};
	validate(call, rules, lengthof(rules));
	if (call->problems.count == 0 && DatumGetDateADT(call_arg(call, arg)) < today)
		problem_add(&call->problems, "execute_on", "passed", "must be today or later");
}

/* The expenses that an argument names, each once, in the order of locks. */
static int64 *
chosen_expenses(Call *call, uint64 *count)
{
	static const Statement sort = {
		"SELECT DISTINCT id FROM unnest($1) id WHERE id IS NOT NULL ORDER BY id", 1, {INT8ARRAYOID}
	};
	int64	   *ids;

	*count = call_run(call, &sort, &call_arg(call, ARG_EXPENSES), NULL);
	ids = palloc(sizeof(int64) * Max(*count, 1));
	for (uint64 i = 0; i < *count; i++)
		ids[i] = row_int64(i, 1);
	return ids;
}

/* All that is owed to anybody but the caller, or to the members that an argument names, in the order of locks. */
static int64 *
owed_expenses(Call *call, uint64 *count)
{
	static const TenantStatement find = {
		"SELECT id FROM expense WHERE payment_id IS NULL AND state = 'approved' AND paid_with = 'own' "
		"AND member_id IS NOT NULL AND CASE WHEN $1 IS NULL THEN member_id <> $2 ELSE member_id = ANY ($1) END "
		"ORDER BY id LIMIT 1 + " CppAsString2(PAYMENT_MAX_EXPENSES) " FOR UPDATE",
		2, {INT8ARRAYOID, INT8OID}
	};
	Datum		values[] = {call_arg(call, ARG_MEMBERS), Int64GetDatum(call->caller.member)};
	char		nulls[] = {call_null(call, ARG_MEMBERS), ' '};
	int64	   *ids;

	*count = call_run(call, &find, values, nulls);
	ids = palloc(sizeof(int64) * Max(*count, 1));
	for (uint64 i = 0; i < *count; i++)
		ids[i] = row_int64(i, 1);
	return ids;
}

/* Raises 55000 where these are more expenses than a payment can have. */
static void
check_room(uint64 count)
{
	if (count > PAYMENT_MAX_EXPENSES)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "expense_id", "too_many",
					  psprintf("a payment can have at most %d expenses", PAYMENT_MAX_EXPENSES),
					  "Choose the members whom this one is for.");
}

/* Makes a payment that nothing is in yet. */
static void
begin_payment(Call *call, Payment *payment)
{
	static const TenantStatement insert = {
		"INSERT INTO payment AS p (execute_on, member_id) VALUES ($1, $2) RETURNING p.id", 2, {DATEOID, INT8OID}
	};
	Datum		values[] = {call_arg(call, ARG_EXECUTE_ON), 0};
	char		nulls[] = "  ";

	expense_refer(values, nulls, 1, call->caller.member);
	call_run(call, &insert, values, nulls);
	*payment = (Payment) {.id = call_int64(1),.version = 1,.state = PAYMENT_STATE_OPEN};
}

/*
 * create_payment(member_id bigint[], expense_id bigint[], execute_on date)
 * returns outlay.payment_record: of these members, of these expenses, or of all
 * that is owed to others than the caller. execute_on NULL: today, where the
 * organization is. 22023; P0002, OT412, 42501 of an expense; 55000: nothing is
 * owed, the company paid it, too many.
 */
Datum
outlay_create_payment(PG_FUNCTION_ARGS)
{
	static const TenantStatement enter = {
		"UPDATE payment p SET amount = $2, count = $3 WHERE p.id = $1 RETURNING " PAYMENT_RECORD,
		3, {INT8OID, NUMERICOID, INT4OID}
	};
	Call		call;
	Payment		payment;
	PaymentChange change = {0};
	int64	   *ids;
	uint64		count;
	Datum		row;

	call_begin(&call, fcinfo);
	check_execute_on(&call, ARG_EXECUTE_ON);
	if (call_has(&call, ARG_MEMBERS) && call_has(&call, ARG_EXPENSES))
		problem_add(&call.problems, "expense_id", "not_with_members", "must not be given together with member_id");
	problem_check(&call.problems, "payment");
	ids = call_has(&call, ARG_EXPENSES) ? chosen_expenses(&call, &count) : owed_expenses(&call, &count);
	if (count == 0)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "member_id", "nothing_owed",
					  "nothing is owed to these members",
					  "Owed is what is approved, was a member's own money, and is in no payment. Your own is for "
					  "another owner or admin to pay.");
	check_room(count);
	begin_payment(&call, &payment);
	payment_move_all(&call, ids, count, ACTION_SCHEDULE, payment.id, &change);
	(void) call_row(&call, &enter, (Datum[]) {Int64GetDatum(payment.id), change.amount, Int32GetDatum(change.count)},
					NULL, &row);
	audit_record(&call, "created", "payment", payment.id, audit_no_record, audit_row(row));
	return call_end(&call, row);
}

/* Is a call that puts an expense, argument 1, into the payment of argument 0, or takes it out; 2 is the version. */
static Datum
change_expense(FunctionCallInfo fcinfo, PaymentAction action, ExpenseAction expense_action)
{
	Call		call;
	Payment		payment;
	PaymentChange change = {.to = PAYMENT_STATE_OPEN,.action = "updated"};
	int64		id;

	call_begin(&call, fcinfo);
	payment_begin(&call, 0, 2, action, &payment);
	if (!call_has(&call, 1))
		problem_add(&call.problems, "expense_id", "missing", "is required");
	problem_check(&call.problems, "payment");
	id = call_id(&call, 1);
	if (action == PAYMENT_ADD)
		check_room((uint64) payment.count + 1);
	else
	{
		Expense		expense;

		payment_lock_expense(&call, id, expense_action, &expense);
		if (expense.payment != payment.id)
			problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "expense_id", "not_in_payment",
						  psprintf("expense " INT64_FORMAT " is in payment " INT64_FORMAT, id, expense.payment), NULL);
	}
	payment_move_all(&call, &id, 1, expense_action, action == PAYMENT_ADD ? payment.id : 0, &change);
	return call_end(&call, payment_change(&call, &payment, &change));
}

/*
 * add_payment_expense(id bigint, expense_id bigint, version integer) returns
 * outlay.payment_record, open again where it was exported. P0002, 42501; OT412:
 * changed meanwhile, or paid or cancelled; 55000: the expense is owed to nobody.
 */
Datum
outlay_add_payment_expense(PG_FUNCTION_ARGS)
{
	return change_expense(fcinfo, PAYMENT_ADD, ACTION_SCHEDULE);
}

/*
 * remove_payment_expense(id bigint, expense_id bigint, version integer) returns
 * outlay.payment_record, open again where it was exported. The expense is owed
 * again. P0002, 42501; OT412: changed meanwhile, or paid or cancelled; 55000:
 * the payment has not this expense.
 */
Datum
outlay_remove_payment_expense(PG_FUNCTION_ARGS)
{
	return change_expense(fcinfo, PAYMENT_REMOVE, ACTION_UNSCHEDULE);
}
