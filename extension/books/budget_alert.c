/*-------------------------------------------------------------------------
 *
 * budget_alert.c
 *	  Budgets of which nearly all, or all, is taken.
 *
 * A mark is a percentage of the amount. Whoever changes what is taken of a
 * budget, or its amount, knows both as they were and as they are, and holds the
 * lock of its row; so the two tell whether a mark is reached by this change, and
 * nothing has to be remembered. What falls below a mark and comes to it again is
 * told again; a change that passes several tells of the highest.
 *
 * It is a row of the audit, so whoever follows the events hears of it, and it is
 * in the inbox of the department's approver, or of all owners and admins where
 * no approver can be asked. It concerns the budget and not who happened to bring
 * it there, so it is in their inboxes also where they did.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

#include "books/budget_alert.h"
#include "books/money.h"
#include "people/told.h"
#include "value/amount.h"

static Datum of_number(int64 number);
static int	mark_of(const BudgetUse *use);
static int	find_told(Call *call, int64 budget, int64 **members);

/* The marks, the highest first. */
static const int marks[] = {100, 80};

/* See budget_alert.h. */
BudgetUse
budget_use_of_left(Datum amount, Datum left)
{
	return (BudgetUse) {amount, amount_subtract(amount, left)};
}

/* See budget_alert.h. */
BudgetUse
budget_use_less(const BudgetUse *use, Datum taken)
{
	return (BudgetUse) {use->amount, amount_subtract(use->taken, taken)};
}

/* A number as numeric. */
static Datum
of_number(int64 number)
{
	return DirectFunctionCall1(int8_numeric, Int64GetDatum(number));
}

/* The highest mark that is reached; 0: none, as where nothing is taken. */
static int
mark_of(const BudgetUse *use)
{
	Datum		hundredfold;

	if (amount_sign(use->taken) <= 0)
		return 0;
	hundredfold = DirectFunctionCall2(numeric_mul, use->taken, of_number(100));
	for (int i = 0; i < lengthof(marks); i++)
		if (amount_compare(hundredfold, DirectFunctionCall2(numeric_mul, use->amount, of_number(marks[i]))) >= 0)
			return marks[i];
	return 0;
}

/* Finds whom to tell: the approver of the budget's department, else all owners and admins. Returns how many. */
static int
find_told(Call *call, int64 budget, int64 **members)
{
	static const TenantStatement find = {
		"SELECT m.id FROM budget b JOIN department d ON d.id = b.department_id JOIN member m ON m.id = d.approver_id "
		"WHERE b.id = $1 AND m.status = 'active' AND m.role IN ('owner', 'admin', 'approver')", 1, {INT8OID}
	};
	Datum		id = Int64GetDatum(budget);

	if (call_run(call, &find, &id, NULL) == 0)
		return told_finance(call, members);
	*members = palloc(sizeof(int64));
	**members = call_int64(1);
	return 1;
}

/* See budget_alert.h. */
void
budget_alert(Call *call, int64 budget, const BudgetUse *before, const BudgetUse *after)
{
	static const TenantStatement describe = {
		"SELECT ROW($2, b.department_id, round(b.amount, " DECIMALS "), round(b.spent, " DECIMALS "), "
		"round(b.committed, " DECIMALS "), round(b.amount - b.spent - b.committed, " DECIMALS "), " CURRENCY
		")::outlay.budget_alert FROM budget b WHERE b.id = $1",
		2, {INT8OID, INT4OID}
	};
	int			mark = mark_of(after);
	Datum		values[] = {Int64GetDatum(budget), Int32GetDatum(mark)};
	int64	   *members;
	int			count;
	Datum		row;

	if (mark == 0 || mark <= mark_of(before))
		return;
	count = find_told(call, budget, &members);
	(void) call_row(call, &describe, values, NULL, &row);
	told_note(call, BUDGET_ALERT_ACTION, "budget", budget, audit_no_record, audit_row(row), members, count);
}
