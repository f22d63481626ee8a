/*-------------------------------------------------------------------------
 *
 * record_history.c
 *	  What was done to a department, a category, an account, a budget or an expense.
 *
 * list_…_history(id bigint, sort text, after text, page_size integer) returns
 * setof outlay.audit_record, the latest first. P0002: there is no such record;
 * 22023.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "call/history.h"

PG_FUNCTION_INFO_V1(outlay_list_department_history);
PG_FUNCTION_INFO_V1(outlay_list_category_history);
PG_FUNCTION_INFO_V1(outlay_list_account_history);
PG_FUNCTION_INFO_V1(outlay_list_budget_history);
PG_FUNCTION_INFO_V1(outlay_list_expense_history);

static Datum list_history(FunctionCallInfo fcinfo, const History *history);

/* Is a call of any of them. */
static Datum
list_history(FunctionCallInfo fcinfo, const History *history)
{
	Call		call;

	call_begin(&call, fcinfo);
	return history_return(&call, history);
}

/* list_department_history(id bigint, sort text, after text, page_size integer) returns setof outlay.audit_record. */
Datum
outlay_list_department_history(PG_FUNCTION_ARGS)
{
	static const History history = HISTORY("department");

	return list_history(fcinfo, &history);
}

/* list_category_history(id bigint, sort text, after text, page_size integer) returns setof outlay.audit_record. */
Datum
outlay_list_category_history(PG_FUNCTION_ARGS)
{
	static const History history = HISTORY("category");

	return list_history(fcinfo, &history);
}

/* list_account_history(id bigint, sort text, after text, page_size integer) returns setof outlay.audit_record. */
Datum
outlay_list_account_history(PG_FUNCTION_ARGS)
{
	static const History history = HISTORY("account");

	return list_history(fcinfo, &history);
}

/* list_budget_history(id bigint, sort text, after text, page_size integer) returns setof outlay.audit_record. */
Datum
outlay_list_budget_history(PG_FUNCTION_ARGS)
{
	static const History history = HISTORY("budget");

	return list_history(fcinfo, &history);
}

/* list_expense_history(id bigint, sort text, after text, page_size integer) returns setof outlay.audit_record. */
Datum
outlay_list_expense_history(PG_FUNCTION_ARGS)
{
	static const History history = HISTORY("expense");

	return list_history(fcinfo, &history);
}
