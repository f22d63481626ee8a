/*-------------------------------------------------------------------------
 *
 * payment_list.c
 *	  Payments read: what is owed to whom, one payment, a list, what is in one.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "call/history.h"
#include "call/page.h"
#include "payment/bank_account.h"
#include "payment/payment.h"
#include "value/fold.h"

PG_FUNCTION_INFO_V1(outlay_list_owed);
PG_FUNCTION_INFO_V1(outlay_get_payment);
PG_FUNCTION_INFO_V1(outlay_list_payments);
PG_FUNCTION_INFO_V1(outlay_list_payment_expenses);
PG_FUNCTION_INFO_V1(outlay_list_payment_transfers);
PG_FUNCTION_INFO_V1(outlay_list_payment_history);

#define MEMBER_NAME		"m.first_name || ' ' || m.last_name || ' ' || m.email"

/* The orders of lists of members: by amount and by name. */
#define MEMBER_SORTS(row) \
	{"amount", row ".amount", NUMERICOID}, \
		{ "name", SORTED_TEXT("(m.last_name || ' ' || m.first_name || ' ' || m.email)"), TEXTOID }, \
	{ \
		"id" \
	}

static void check_payment(Call *call);

/*
 * list_owed(member_id bigint[], min_amount numeric, contains text, sort text,
 * after text, page_size integer) returns setof outlay.owed_record: one row for
 * each member to whom something is owed, the largest sum first.
 */
Datum
outlay_list_owed(PG_FUNCTION_ARGS)
{
	static const TenantListing list = {
		.record = "ROW(o.member_id, o.count, round(o.amount, " DECIMALS "), " CURRENCY ", o.since, "
		MASKED_IBAN("m.iban") ")::outlay.owed_record",
		.from = "(SELECT member_id, count(*)::integer AS count, sum(amount) AS amount, min(spent_on) AS since "
		"FROM expense WHERE payment_id IS NULL AND state = 'approved' AND paid_with = 'own' AND member_id IS NOT NULL "
		"GROUP BY member_id) o JOIN member m ON m.id = o.member_id",
		.id = "o.member_id",
		.sort_arg = 3,
		.after_arg = 4,
		.size_arg = 5,
		.sorts = {
			MEMBER_SORTS("o"),
		},
		.filter_count = 3,
		.filters = {
			{"member_id", 0, INT8OID, .column = "o.member_id"},
			{"min_amount", 1, NUMERICOID, "o.amount >= $?"},
			{"contains", 2, TEXTOID, CONTAINS_FOLDED(MEMBER_NAME), .folded = true},
		},
	};
	Call		call;

	call_begin(&call, fcinfo);
	return page_return(&call, &list);
}

/* get_payment(id bigint) returns outlay.payment_record. P0002: there is none. */
Datum
outlay_get_payment(PG_FUNCTION_ARGS)
{
	static const TenantStatement get = {
		"SELECT " PAYMENT_RECORD " FROM payment p WHERE p.id = $1", 1, {INT8OID}
	};
	Call		call;
	Datum		row;

	call_begin(&call, fcinfo);
	if (!call_has(&call, 0) || !call_row(&call, &get, &call_arg(&call, 0), NULL, &row))
		call_not_found("payment", call_id(&call, 0));
	return call_end(&call, row);
}

/*
 * list_payments(state text[], sort text, after text, page_size integer) returns
 * setof outlay.payment_record, the newest first.
 */
Datum
outlay_list_payments(PG_FUNCTION_ARGS)
{
	static const TenantListing list = {
		.record = PAYMENT_RECORD,
		.from = "payment p",
		.id = "p.id",
		.sort_arg = 1,
		.after_arg = 2,
		.size_arg = 3,
		.sorts = {
			{"id"},
			{"amount", "p.amount", NUMERICOID},
			{"execute_on", "p.execute_on", DATEOID},
		},
		.filter_count = 1,
		.filters = {
			{"state", 0, TEXTOID, .column = "p.state", .choices = PAYMENT_STATES},
		},
	};
	Call		call;

	call_begin(&call, fcinfo);
	return page_return(&call, &list);
}

/* Raises P0002 where the payment of argument 0 is not there. */
static void
check_payment(Call *call)
{
	static const TenantStatement find = {"SELECT FROM payment WHERE id = $1", 1, {INT8OID}};

	if (!call_has(call, 0) || call_run(call, &find, &call_arg(call, 0), NULL) == 0)
		call_not_found("payment", call_id(call, 0));
}

/*
 * list_payment_expenses(id bigint, member_id bigint[], sort text, after text,
 * page_size integer) returns setof outlay.expense_record, what is in a payment.
 * P0002: there is none.
 */
Datum
outlay_list_payment_expenses(PG_FUNCTION_ARGS)
{
	static const TenantListing list = {
		.record = EXPENSE_RECORD,
		.from = "expense e JOIN budget b ON b.id = e.budget_id",
		.id = "e.id",
		.sort_arg = 2,
		.after_arg = 3,
		.size_arg = 4,
		.sorts = {
			{"id"},
			{"amount", "e.amount", NUMERICOID},
			{"spent_on", "e.spent_on", DATEOID},
		},
		.filter_count = 2,
		.filters = {
			{"id", 0, INT8OID, "e.payment_id = $?"},
			{"member_id", 1, INT8OID, .column = "e.member_id"},
		},
	};
	Call		call;

	call_begin(&call, fcinfo);
	check_payment(&call);
	return page_return(&call, &list);
}

/*
 * list_payment_transfers(id bigint, sort text, after text, page_size integer)
 * returns setof outlay.transfer_record: one row for each member whose expenses
 * are in a payment, the largest sum first. P0002: there is none.
 */
Datum
outlay_list_payment_transfers(PG_FUNCTION_ARGS)
{
	static const TenantListing list = {
		.record = "ROW(t.payment_id, t.member_id, t.count, round(t.amount, " DECIMALS "), " CURRENCY ", "
		MASKED_IBAN("m.iban") ")::outlay.transfer_record",
		.from = "(SELECT payment_id, member_id, count(*)::integer AS count, sum(amount) AS amount FROM expense "
		"WHERE payment_id IS NOT NULL GROUP BY payment_id, member_id) t JOIN member m ON m.id = t.member_id",
		.id = "t.member_id",
		.sort_arg = 1,
		.after_arg = 2,
		.size_arg = 3,
		.sorts = {
			MEMBER_SORTS("t"),
		},
		.filter_count = 1,
		.filters = {
			{"id", 0, INT8OID, "t.payment_id = $?"},
		},
	};
	Call		call;

	call_begin(&call, fcinfo);
	check_payment(&call);
	return page_return(&call, &list);
}

/* list_payment_history(id bigint, sort text, after text, page_size integer) returns setof outlay.audit_record. */
Datum
outlay_list_payment_history(PG_FUNCTION_ARGS)
{
	static const History history = HISTORY("payment");
	Call		call;

	call_begin(&call, fcinfo);
	return history_return(&call, &history);
}
