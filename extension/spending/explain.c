/*-------------------------------------------------------------------------
 *
 * explain.c
 *	  Why an expense is where it is, and what the caller may do with it:
 *	  explain_expense().
 *
 * The answer is read off the table that decides when it is done, so it cannot
 * say anything else.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

#include "call/call.h"
#include "policy/policy_check.h"
#include "spending/approver.h"
#include "spending/expense.h"
#include "spending/turn.h"

PG_FUNCTION_INFO_V1(outlay_explain_expense);

#define EXPLANATION_COLUMNS	10

static const char *refusal(ExpenseAction action, ExpenseState state, bool approval, ExpenseBooks books, int relations,
						   bool is_owed, const Involvement *involvement);

/*
 * Why an action is refused to one with these relations, who may be involved in
 * the expense, which is owed to its member or not; NULL: it is not.
 */
static const char *
refusal(ExpenseAction action, ExpenseState state, bool approval, ExpenseBooks books, int relations, bool is_owed,
		const Involvement *involvement)
{
	if (action == ACTION_SCHEDULE && !is_owed && permission_find(action, state, approval) != NULL)
		return "not_owed";
	if (permission_has(action, state, approval, relations))
		return permission_closed_actions(books) & (1 << action) ? permission_books_name(books) : NULL;
	if (permission_find(action, state, approval) == NULL)
		return "state";
	if (relations & RELATION_SELF)
		return "own_expense";
	if (action != ACTION_APPROVE)
		return "not_yours";
	return involvement ? involvement->code : "waits_for_another";
}

/*
 * explain_expense(id bigint) returns outlay.expense_explanation: its state,
 * whether there is approval, whose turn it is and by which rule, who stands in
 * for them, what the caller may do, and, as a jsonb object, why not the rest; and what the policy
 * in force finds in it. P0002.
 */
Datum
outlay_explain_expense(PG_FUNCTION_ARGS)
{
	static const TenantStatement find = {
		"SELECT member_id, budget_id, waiting_for, state::text, entered_by, submitted_by, payment_id, "
		"paid_with::text, " BOOKED_ON("") " FROM expense WHERE id = $1",
		1, {INT8OID}
	};
	Call		call;
	Datum		id;
	Parties		parties;
	int64		budget;
	int64		waiting_for;
	int64		payment;
	bool		is_owed;
	bool		is_null;
	ExpenseState state;
	DateADT		booked_on;
	ExpenseBooks books;
	bool		approval;
	int			relations;
	const Involvement *involvement;
	Turn		turn = {0};
	Datum		allowed[ACTION_COUNT];
	int			count = 0;
	StringInfoData refused;
	Datum		values[EXPLANATION_COLUMNS];
	bool		nulls[EXPLANATION_COLUMNS] = {false};

	call_begin(&call, fcinfo);
	id = call_arg(&call, 0);
	if (!call_has(&call, 0) || call_run(&call, &find, &id, NULL) == 0)
		call_not_found("expense", call_id(&call, 0));
	parties = (Parties) {call_int64(1), call_int64(5), call_int64(6)};
	budget = call_int64(2);
	waiting_for = call_int64(3);
	payment = call_int64(7);
	is_owed = permission_is_owed(parties.member, DatumGetTextPP(call_column(8, &is_null)));
	booked_on = DatumGetDateADT(call_column(9, &is_null));
	state = permission_state_from_name(call_text(4));
	approval = call_organization(&call)->approval;
	relations = permission_relations(&call.caller, parties.member, turn_of(&call, &parties, waiting_for));
	books = permission_books(state, period_is_closed(&call, booked_on));
	involvement = permission_involvement(&parties, call.caller.member);

	initStringInfo(&refused);
	for (ExpenseAction action = 0; action < ACTION_COUNT; action++)
	{
		const char *name = permission_action_name(action);
		const char *why = refusal(action, state, approval, books, relations, is_owed, involvement);

		if (why == NULL)
			allowed[count++] = CStringGetTextDatum(name);
		else
			appendStringInfo(&refused, "%c\"%s\": \"%s\"", refused.len ? ',' : '{', name, why);
	}
	appendStringInfoString(&refused, refused.len ? "}" : "{}");

	values[0] = id;
	values[1] = CStringGetTextDatum(permission_state_name(state));
	values[2] = BoolGetDatum(approval);
	values[3] = Int64GetDatum(waiting_for);
	nulls[3] = waiting_for == 0;
	nulls[4] = state != EXPENSE_SUBMITTED;
	if (!nulls[4])
	{
		approver_explain(&call, budget, &parties, waiting_for, &turn);
		values[4] = CStringGetTextDatum(turn.rule);
	}
	values[5] = PointerGetDatum(construct_array(allowed, count, TEXTOID, -1, false, TYPALIGN_INT));
	values[6] = DirectFunctionCall1(jsonb_in, CStringGetDatum(refused.data));
	values[7] = policy_findings(&call, DatumGetInt64(id));
	values[8] = Int64GetDatum(payment);
	nulls[8] = payment == 0;
	values[9] = Int64GetDatum(turn.deputy);
	nulls[9] = turn.deputy == 0;
	return call_end(&call, call_result_row(fcinfo, values, nulls, EXPLANATION_COLUMNS));
}
