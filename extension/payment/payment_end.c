/*-------------------------------------------------------------------------
 *
 * payment_end.c
 *	  What becomes of a payment: it is paid, cancelled, or some of it comes back.
 *
 * All or nothing: each expense is asked for by itself, and one that may not go
 * along keeps all others where they are.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "call/validate.h"
#include "payment/payment.h"
#include "value/amount.h"

PG_FUNCTION_INFO_V1(outlay_confirm_payment);
PG_FUNCTION_INFO_V1(outlay_cancel_payment);
PG_FUNCTION_INFO_V1(outlay_bounce_payment);

static int64 *bounced_expenses(Call *call, const Payment *payment, uint64 *count);

/*
 * confirm_payment(id bigint, paid_on date, version integer) returns
 * outlay.payment_record, paid, and so are its expenses. paid_on NULL: today,
 * where the organization is. P0002; OT412: changed meanwhile, or it is paid or
 * cancelled; 42501: an expense of the caller's is in it; 55000: it has no
 * expenses, or too little to transfer; 22023.
 */
Datum
outlay_confirm_payment(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{1, "paid_on", RULE_DATE, false},
	};
	Call		call;
	Payment		payment;
	PaymentChange change = {.to = PAYMENT_STATE_PAID,.action = "paid"};
	DateADT		today;
	int64	   *ids;
	uint64		count;

	call_begin(&call, fcinfo);
	today = call_organization(&call)->today;
	validate(&call, rules, lengthof(rules));
	if (call_has(&call, 1) && call.problems.count == 0 && DatumGetDateADT(call_arg(&call, 1)) > today)
		problem_add(&call.problems, "paid_on", "to_come", "must be today or earlier");
	problem_check(&call.problems, "payment");
	change.paid_on = call_has(&call, 1) ? call_arg(&call, 1) : DateADTGetDatum(today);
	payment_begin(&call, 0, 2, PAYMENT_CONFIRM, &payment);
	payment_check_sums(&call, &payment);
	ids = payment_expenses(&call, payment.id, 0, &count);
	payment_move_all(&call, ids, count, ACTION_CONFIRM, payment.id, &change);
	return call_end(&call, payment_change(&call, &payment, &change));
}

/*
 * cancel_payment(id bigint, version integer) returns outlay.payment_record,
 * cancelled; what was in it is owed again. P0002; OT412: changed meanwhile, or
 * it is paid or cancelled; 42501: an expense of the caller's is in it.
 */
Datum
outlay_cancel_payment(PG_FUNCTION_ARGS)
{
	Call		call;
	Payment		payment;
	PaymentChange change = {.to = PAYMENT_STATE_CANCELLED,.action = "cancelled"};
	int64	   *ids;
	uint64		count;

	call_begin(&call, fcinfo);
	payment_begin(&call, 0, 1, PAYMENT_CANCEL, &payment);
	ids = payment_expenses(&call, payment.id, 0, &count);
	payment_move_all(&call, ids, count, ACTION_UNSCHEDULE, 0, &change);
	return call_end(&call, payment_change(&call, &payment, &change));
}

/* What came back of a payment: the expense of argument 2, or all of the member of argument 1. */
static int64 *
bounced_expenses(Call *call, const Payment *payment, uint64 *count)
{
	Expense		expense;
	int64	   *ids;

	if (call_has(call, 1))
	{
		ids = payment_expenses(call, payment->id, call_id(call, 1), count);
		if (*count == 0)
			problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "member_id", "not_in_payment",
						  psprintf("nothing of member " INT64_FORMAT " is in this payment", call_id(call, 1)), NULL);
		return ids;
	}
	ids = palloc(sizeof(int64));
	ids[0] = call_id(call, 2);
	*count = 1;
	payment_lock_expense(call, ids[0], ACTION_BOUNCE, &expense);
	if (expense.payment != payment->id)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "expense_id", "not_in_payment",
					  psprintf("expense " INT64_FORMAT " is not in this payment", ids[0]), NULL);
	return ids;
}

/*
 * bounce_payment(id bigint, member_id bigint, expense_id bigint, version
 * integer) returns outlay.payment_record: the money for a member, or for one
 * expense, came back, and is owed again. The payment stays what it is. P0002,
 * 42501; OT412: changed meanwhile, or it is cancelled; 22023: neither or both
 * are given; 55000: the payment has nothing of the kind.
 */
Datum
outlay_bounce_payment(PG_FUNCTION_ARGS)
{
	Call		call;
	Payment		payment;
	PaymentChange change = {.action = "bounced"};
	int64	   *ids;
	uint64		count;

	call_begin(&call, fcinfo);
	if (call_has(&call, 1) == call_has(&call, 2))
		problem_add(&call.problems, "member_id", "one_of_two", "or expense_id is required, and not both");
	problem_check(&call.problems, "payment");
	payment_begin(&call, 0, 3, PAYMENT_BOUNCE, &payment);
	ids = bounced_expenses(&call, &payment, &count);
	payment_move_all(&call, ids, count, ACTION_BOUNCE, 0, &change);
	change.to = payment.state;
	change.bounced = amount_negate(change.amount);
	return call_end(&call, payment_change(&call, &payment, &change));
}
