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
#include "core/row.h"
#include "policy/policy_check.h"
#include "spending/approver.h"
#include "spending/chain.h"
#include "spending/expense.h"
#include "spending/turn.h"

PG_FUNCTION_INFO_V1(outlay_explain_expense);

/* Columns of outlay.expense_explanation. */
enum
{
	COLUMN_ID,
	COLUMN_STATE,
	COLUMN_APPROVAL,
	COLUMN_WAITING_FOR,
	COLUMN_RULE,
	COLUMN_ALLOWED,
	COLUMN_REFUSED,
	COLUMN_FINDINGS,
	COLUMN_PAYMENT,
	COLUMN_DEPUTY,
	COLUMN_STEP,
	COLUMN_STEPS,
	COLUMN_PASSED_BY,
	COLUMN_STILL_TO_ASK,
	COLUMN_BASIS,
	COLUMN_PARTS,
	COLUMN_RECURRING,
	COLUMN_COUNT
};

/* An expense, as far as it is explained. */
typedef struct Explained
{
	Parties		parties;
	int64		budget;
	int64		waiting_for;	/* 0: nobody */
	ExpenseState state;
	bool		is_owed;
	bool		is_part;		/* of a whole */
	Datum		amount;			/* numeric, of the whole */
	int			step;			/* 0: none */
	Datum		passed_by;		/* bigint[]; 0: nobody */
	DateADT		booked_on;
} Explained;

static const char *refusal(ExpenseAction action, ExpenseState state, bool approval, ExpenseBooks books, int relations,
						   bool is_owed, bool is_part, const Involvement *involvement);
static void explain_turn(Call *call, const Explained *expense, Datum *values, bool *nulls);
static void explain_actions(Call *call, const Explained *expense, Datum *values);

/*
 * Why an action is refused to one with these relations, who may be involved in
 * the expense, which is owed to its member or not, and a part of a whole or not;
 * NULL: it is not.
 */
static const char *
refusal(ExpenseAction action, ExpenseState state, bool approval, ExpenseBooks books, int relations, bool is_owed,
		bool is_part, const Involvement *involvement)
{
	if (action == ACTION_EDIT && is_part && permission_find(action, state, approval) != NULL)
		return "part_of_split";
	if (action == ACTION_MERGE && !is_part && permission_find(action, state, approval) != NULL)
		return "not_split";
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

/* Fills in whose turn it is and why, and where it stands among the steps. */
static void
explain_turn(Call *call, const Explained *expense, Datum *values, bool *nulls)
{
	Passed		passed = chain_passed(expense->passed_by, 0);
	ChainQuestion question = {
		.budget = expense->budget,
		.parties = &expense->parties,
		.amount = expense->amount,
		.after = expense->step - 1,
		.passed = passed,
		.look = true,
	};
	Passed		later = {0};
	Turn		turn;
	ChainPlace	place;

	values[COLUMN_PASSED_BY] = chain_array(&passed);
	values[COLUMN_STILL_TO_ASK] = chain_array(&later);
	if (expense->state != EXPENSE_SUBMITTED)
		return;
	approver_explain(call, expense->budget, &expense->parties, expense->waiting_for, &turn);
	if (expense->step != 0)
	{
		place = chain_next(call, &question);
		if (expense->waiting_for != 0)
			turn.rule = place.member == expense->waiting_for ? place.rule : "assigned";
		question.passed = chain_passed(expense->passed_by, expense->waiting_for);
		for (question.after = expense->step; (place = chain_next(call, &question)).member != 0;
			 question.after = place.step)
		{
			later = chain_passed(chain_array(&later), place.member);
			question.passed = chain_passed(chain_array(&question.passed), place.member);
		}
		values[COLUMN_STEP] = Int32GetDatum(passed.count + 1);
		values[COLUMN_STEPS] = Int32GetDatum(passed.count + 1 + later.count);
		nulls[COLUMN_STEP] = nulls[COLUMN_STEPS] = false;
		values[COLUMN_STILL_TO_ASK] = chain_array(&later);
	}
	values[COLUMN_RULE] = CStringGetTextDatum(turn.rule);
	nulls[COLUMN_RULE] = false;
	values[COLUMN_DEPUTY] = Int64GetDatum(turn.deputy);
	nulls[COLUMN_DEPUTY] = turn.deputy == 0;
}

/* Fills in what the caller may do with it, and why not the rest. */
static void
explain_actions(Call *call, const Explained *expense, Datum *values)
{
	bool		approval = call_organization(call)->approval;
	int64		turn = turn_of(call, &expense->parties, expense->waiting_for);
	int			relations = permission_relations(&call->caller, expense->parties.member, turn);
	ExpenseBooks books = permission_books(expense->state, period_is_closed(call, expense->booked_on));
	const Involvement *involvement = permission_involvement(&expense->parties, call->caller.member);
	Datum		allowed[ACTION_COUNT];
	int			count = 0;
	StringInfoData refused;

	initStringInfo(&refused);
	for (ExpenseAction action = 0; action < ACTION_COUNT; action++)
	{
		const char *name = permission_action_name(action);
		const char *why = refusal(action, expense->state, approval, books, relations, expense->is_owed,
								  expense->is_part, involvement);

		if (why == NULL)
			allowed[count++] = CStringGetTextDatum(name);
		else
			appendStringInfo(&refused, "%c\"%s\": \"%s\"", refused.len ? ',' : '{', name, why);
	}
	appendStringInfoString(&refused, refused.len ? "}" : "{}");
	values[COLUMN_ALLOWED] = PointerGetDatum(construct_array(allowed, count, TEXTOID, -1, false, TYPALIGN_INT));
	values[COLUMN_REFUSED] = DirectFunctionCall1(jsonb_in, CStringGetDatum(refused.data));
}

/*
 * explain_expense(id bigint) returns outlay.expense_explanation: its state,
 * whether there is approval, whose turn it is and by which rule, who stands in
 * for them, at which step and who is asked before and behind them, what the
 * caller may do, and, as a jsonb object, why not the rest; and what the policy
 * in force finds in it, and the parts of its whole. P0002.
 */
Datum
outlay_explain_expense(PG_FUNCTION_ARGS)
{
	static const TenantStatement find = {
		"SELECT member_id, budget_id, waiting_for, state::text, entered_by, submitted_by, payment_id, "
		"paid_with::text, CASE WHEN e.split_id IS NULL THEN e.amount ELSE (SELECT sum(w.amount) FROM expense w "
		"WHERE w.split_id = e.split_id AND (w.state <> 'rejected' OR e.state = 'rejected')) END, step::integer, "
		"passed_by, " BOOKED_ON("e.") ", split_id, "
		"CASE WHEN split_id IS NOT NULL THEN (SELECT jsonb_agg(jsonb_build_object("
		"'id', p.id, 'amount', round(p.amount, " DECIMALS ")::text, 'budget_id', p.budget_id, "
		"'category_id', p.category_id, 'state', p.state, 'waiting_for', p.waiting_for) ORDER BY p.id) "
		"FROM expense p WHERE p.split_id = e.split_id) END, basis, "
		"(SELECT r.id FROM recurring r WHERE r.id = e.recurring_id) FROM expense e WHERE id = $1",
		1, {INT8OID}
	};
	Call		call;
	Datum		id;
	int64		payment;
	int64		recurring;
	bool		is_null;
	NullableDatum basis;
	Explained	expense;
	NullableDatum parts;
	Datum		values[COLUMN_COUNT];
	bool		nulls[COLUMN_COUNT] = {false};

	call_begin(&call, fcinfo);
	id = call_arg(&call, 0);
	if (!call_has(&call, 0) || call_run(&call, &find, &id, NULL) == 0)
		call_not_found("expense", call_id(&call, 0));
	expense = (Explained) {
		.parties = {call_int64(1), call_int64(5), call_int64(6)},
		.budget = call_int64(2),
		.waiting_for = call_int64(3),
		.state = permission_state_from_name(call_text(4)),
		.amount = call_column(9, &is_null),
		.step = (int) call_int64(10),
		.passed_by = row_datum(0, 11),
		.booked_on = DatumGetDateADT(call_column(12, &is_null)),
		.is_part = call_int64(13) != 0,
	};
	parts.value = call_column(14, &parts.isnull);
	payment = call_int64(7);
	basis.value = call_column(15, &basis.isnull);
	recurring = call_int64(16);
	expense.is_owed = permission_is_owed(expense.parties.member, DatumGetTextPP(call_column(8, &is_null)));

	for (int i = COLUMN_RULE; i < COLUMN_COUNT; i++)
		nulls[i] = i != COLUMN_ALLOWED && i != COLUMN_REFUSED && i != COLUMN_FINDINGS && i < COLUMN_PASSED_BY;
	values[COLUMN_ID] = id;
	values[COLUMN_STATE] = CStringGetTextDatum(permission_state_name(expense.state));
	values[COLUMN_APPROVAL] = BoolGetDatum(call_organization(&call)->approval);
	values[COLUMN_WAITING_FOR] = Int64GetDatum(expense.waiting_for);
	nulls[COLUMN_WAITING_FOR] = expense.waiting_for == 0;
	explain_turn(&call, &expense, values, nulls);
	explain_actions(&call, &expense, values);
	values[COLUMN_FINDINGS] = policy_findings(&call, DatumGetInt64(id));
	values[COLUMN_PAYMENT] = Int64GetDatum(payment);
	nulls[COLUMN_PAYMENT] = payment == 0;
	values[COLUMN_BASIS] = basis.value;
	nulls[COLUMN_BASIS] = basis.isnull;
	values[COLUMN_PARTS] = parts.value;
	nulls[COLUMN_PARTS] = parts.isnull;
	values[COLUMN_RECURRING] = Int64GetDatum(recurring);
	nulls[COLUMN_RECURRING] = recurring == 0;
	return call_end(&call, call_result_row(fcinfo, values, nulls, COLUMN_COUNT));
}
