/*-------------------------------------------------------------------------
 *
 * record_history.c
 *	  What was done to a department, an account, a budget or an expense.
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
PG_FUNCTION_INFO_V1(outlay_list_account_history);
PG_FUNCTION_INFO_V1(outlay_list_budget_history);
PG_FUNCTION_INFO_V1(outlay_list_expense_history);

/* list_department_history(id bigint, sort text, after text, page_size integer) returns setof outlay.audit_record. */
Datum
outlay_list_department_history(PG_FUNCTION_ARGS)
{
	static const History history = HISTORY("department");
	Call		call;

	call_begin(&call, fcinfo);
	return history_return(&call, &history);
}

/* list_account_history(id bigint, sort text, after text, page_size integer) returns setof outlay.audit_record. */
Datum
outlay_list_account_history(PG_FUNCTION_ARGS)
{
	static const History history = HISTORY("account");
	Call		call;

	call_begin(&call, fcinfo);
	return history_return(&call, &history);
}

/* list_budget_history(id bigint, sort text, after text, page_size integer) returns setof outlay.audit_record. */
Datum
outlay_list_budget_history(PG_FUNCTION_ARGS)
{
	static const History history = HISTORY("budget");
	Call		call;

	call_begin(&call, fcinfo);
	return history_return(&call, &history);
}

/* list_expense_history(id bigint, sort text, after text, page_size integer) returns setof outlay.audit_record. */
Datum
outlay_list_expense_history(PG_FUNCTION_ARGS)
{
	static const History history = HISTORY("expense");
	Call		call;

	call_begin(&call, fcinfo);
	return history_return(&call, &history);
}
