/*-------------------------------------------------------------------------
 *
 * transition.c
 *	  Expenses that go from one state to the next: submitted, approved,
 *	  rejected, and back.
 *
 * Each function says what its action is, and with what; whether it may be done,
 * and where it leads, is in the table of permissions, and what it does to the
 * budget follows from the two states.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

#include "books/period.h"
#include "call/audit.h"
#include "call/call.h"
#include "call/validate.h"
#include "core/row.h"
#include "people/member.h"
#include "policy/policy_check.h"
#include "spending/approver.h"
#include "spending/chain.h"
#include "spending/expense.h"
#include "spending/transition.h"
#include "spending/whole.h"
#include "spending/whose.h"

PG_FUNCTION_INFO_V1(outlay_submit_expense);
PG_FUNCTION_INFO_V1(outlay_recall_expense);
PG_FUNCTION_INFO_V1(outlay_approve_expense);
PG_FUNCTION_INFO_V1(outlay_reject_expense);
PG_FUNCTION_INFO_V1(outlay_unapprove_expense);
PG_FUNCTION_INFO_V1(outlay_reassign_expense);

static void route(Call *call, const Expense *expense, ExpenseMove *move);
static bool pass_on(Call *call, const Expense *expense, ExpenseMove *move);
static ExpenseState begin_action(Call *call, ExpenseAction action, int version_arg, Expense *expense);
static Datum bring(Call *call, ExpenseAction action, const Expense *expense, const ExpenseMove *move);
static Datum end_action(Call *call, ExpenseAction action, const Expense *expense, const ExpenseMove *move);
static void settle(Call *call, Expense *expense);
static Datum move_on(Call *call, ExpenseAction action, Expense *expense, ExpenseState to);
static Datum act(FunctionCallInfo fcinfo, ExpenseAction action);
static const Expense *lowest_budget(const Whole *whole, const Expense *last);
static Datum act_on_parts(FunctionCallInfo fcinfo, ExpenseAction action);
static void reroute(Call *call, int64 member);

/* Finds for whom a locked expense waits that is submitted, from the first step on; members stay what they are. */
static void
route(Call *call, const Expense *expense, ExpenseMove *move)
{
	ChainQuestion question = {
		.budget = expense->budget,
		.parties = &expense->parties,
		.amount = expense->whole,
	};

	move->waiting_for = chain_route(call, &question, &move->step);
}

/* Whether others are asked once the caller approves a locked expense: it goes on to the next of them. */
static bool
pass_on(Call *call, const Expense *expense, ExpenseMove *move)
{
	ChainQuestion question = {
		.budget = expense->budget,
		.parties = &expense->parties,
		.amount = expense->whole,
		.after = expense->step,
	};
	ChainPlace	place;

	if (!chain_is_there(call))
		return false;
	question.passed = chain_passed(expense->passed_by, call->caller.member);
	place = chain_next(call, &question);
	if (place.step == 0)
		return false;
	move->to = EXPENSE_SUBMITTED;
	move->decided = false;
	move->waiting_for = place.member;
	move->step = place.step;
	if (question.passed.count > 0)
		move->passed_by = chain_array(&question.passed);
	return true;
}

/*
 * Locks the expense of argument 0 for an action; P0002, OT412, 42501. Returns
 * the state that it leads to. Where that is on somebody's desk, members stay
 * what they are from before the expense is locked (approver.c).
 */
static ExpenseState
begin_action(Call *call, ExpenseAction action, int version_arg, Expense *expense)
{
	const Permission *permission;

	period_hold(call);
	if (permission_leads_to(action, call_organization(call)->approval, EXPENSE_SUBMITTED) ||
		(action == ACTION_APPROVE && chain_is_there(call)))
		member_keep_statuses(call);
	expense_lock(call, call_id(call, 0), expense);
	permission = expense_check(call, expense, action);
	if (call_has(call, version_arg) && DatumGetInt32(call_arg(call, version_arg)) != expense->version)
		expense_raise_changed(call, expense);
	return permission->to;
}

/* Brings an expense where an action leads, notes that in the audit, and returns the record. */
static Datum
bring(Call *call, ExpenseAction action, const Expense *expense, const ExpenseMove *move)
{
	Datum		row = expense_move(call, expense, move);
	bool		passed = action == ACTION_APPROVE && move->to == EXPENSE_SUBMITTED;
	const char *done = passed ? PASSED_ACTION : permission_action_done(action);

	audit_record(call, done, "expense", expense->id, audit_row(expense->row), audit_row(row));
	return row;
}

/* The same, and ends the call. */
static Datum
end_action(Call *call, ExpenseAction action, const Expense *expense, const ExpenseMove *move)
{
	return call_end(call, bring(call, action, expense, move));
}

/* Brings a locked expense where an action leads that is told nothing but that, and returns the record. */
static Datum
move_on(Call *call, ExpenseAction action, Expense *expense, ExpenseState to)
{
	ExpenseMove move = {.to = to,.decided = action == ACTION_APPROVE};

	if (action == ACTION_APPROVE)
	{
		policy_check_approve(call, expense->id);
		if (pass_on(call, expense, &move))
			return bring(call, action, expense, &move);
		move.passed_by = expense->passed_by;
	}
	if (action == ACTION_SUBMIT)
	{
		settle(call, expense);
		expense->parties.submitted_by = whose_other_party(call, expense->parties.member);
		if (policy_check_submit_id(call, expense->id, move.to == EXPENSE_SUBMITTED))
			move.to = EXPENSE_APPROVED;
	}
	if (move.to == EXPENSE_SUBMITTED)
		route(call, expense, &move);
	move.approved_by = move.decided ? call->caller.member : 0;
	return bring(call, action, expense, &move);
}

/* See transition.h. */
Datum
transition_approve(Call *call, Expense *expense)
{
	return move_on(call, ACTION_APPROVE, expense, EXPENSE_APPROVED);
}

/* Gives a locked expense that is to be submitted the amount that its distance comes to now. */
static void
settle(Call *call, Expense *expense)
{
	static const TenantStatement update = {
		"UPDATE expense SET amount = $2, tax_amount = $3, basis = $4 WHERE id = $1", 4,
		{INT8OID, NUMERICOID, NUMERICOID, JSONBOID}
	};
	QuantityOf	of = {expense->id, expense->parties.member, expense->price.spent_on, true};
	NullableDatum *tax = &expense->price.parts[PART_TAX];
	Datum		amount = expense->price.amount;
	Datum		values[4];
	char		nulls[] = "    ";

	if (!quantity_settle(call, &of, &expense->quantity, &amount))
		return;
	price_set_amount(call, &expense->price, amount);
	/* What has a quantity is no part of anything. */
	expense->whole = amount;
	problem_check(&call->problems, "expense");
	values[0] = Int64GetDatum(expense->id);
	values[1] = amount;
	values[2] = tax->value;
	values[3] = expense->quantity.basis.value;
	nulls[2] = tax->isnull ? 'n' : ' ';
	call_run(call, &update, values, nulls);
}

/* Is the call of an action that is told nothing but the expense and its version. */
static Datum
act(FunctionCallInfo fcinfo, ExpenseAction action)
{
	Call		call;
	Expense		expense;
	ExpenseState to;

	call_begin(&call, fcinfo);
	to = begin_action(&call, action, 1, &expense);
	return call_end(&call, move_on(&call, action, &expense, to));
}

/* The part with the lowest budget and number behind the last one (NULL: of all), in the state of the named one. */
static const Expense *
lowest_budget(const Whole *whole, const Expense *last)
{
	const Expense *lowest = NULL;

	for (int i = 0; i < whole->count; i++)
	{
		const Expense *part = &whole->parts[i];

		if (part->state == whole->named->state &&
			(last == NULL || part->budget > last->budget || (part->budget == last->budget && part > last)) &&
			(lowest == NULL || part->budget < lowest->budget))
			lowest = part;
	}
	return lowest;
}

/*
 * Is the same of an action that all parts of a whole go through together which
 * are in one state: in the order of their budgets, which is that of locks.
 */
static Datum
act_on_parts(FunctionCallInfo fcinfo, ExpenseAction action)
{
	Call		call;
	Whole *whole;
	const Permission *permission;
	Datum		row = (Datum) 0;

	call_begin(&call, fcinfo);
	whole = palloc(sizeof(Whole));
	period_hold(&call);
	if (permission_leads_to(action, call_organization(&call)->approval, EXPENSE_SUBMITTED))
		member_keep_statuses(&call);
	whole_lock(&call, call_id(&call, 0), whole);
	permission = expense_check(&call, whole->named, action);
	if (call_has(&call, 1) && DatumGetInt32(call_arg(&call, 1)) != whole->named->version)
		expense_raise_changed(&call, whole->named);
	for (const Expense *part = lowest_budget(whole, NULL); part != NULL; part = lowest_budget(whole, part))
	{
		Expense		moved = *part;
		Datum		result = move_on(&call, action, &moved, permission->to);

		if (part == whole->named)
			row = result;
	}
	return call_end(&call, row);
}

/*
 * submit_expense(id bigint, version integer) returns outlay.expense_record. Its
 * amount is committed; where approval is off, it is approved by that. A distance
 * is worked out again. P0002, OT412, 42501; 22023: there is no rate for it;
 * 23514: exceeds what is left, where the organization refuses that.
 */
Datum
outlay_submit_expense(PG_FUNCTION_ARGS)
{
	return act_on_parts(fcinfo, ACTION_SUBMIT);
}

/* recall_expense(id bigint, version integer) returns outlay.expense_record, a draft again. P0002, OT412, 42501. */
Datum
outlay_recall_expense(PG_FUNCTION_ARGS)
{
	return act_on_parts(fcinfo, ACTION_RECALL);
}

/*
 * approve_expense(id bigint, version integer) returns outlay.expense_record.
 * What was committed is spent; where the policy asks others, it goes on to the
 * next of them and stays submitted. P0002, OT412; 42501: it waits for somebody else,
 * or is the caller's own, or they entered or submitted it; 23514: the budget has been cut, where the
 * organization refuses to spend beyond it.
 */
Datum
outlay_approve_expense(PG_FUNCTION_ARGS)
{
	return act(fcinfo, ACTION_APPROVE);
}

/*
 * reject_expense(id bigint, reason text, version integer) returns
 * outlay.expense_record. The budget has its money back. P0002, OT412, 42501;
 * 22023: the reason is missing or too long.
 */
Datum
outlay_reject_expense(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{1, "reason", RULE_TEXT, true, 1, 150},
	};
	Call		call;
	Expense		expense;
	ExpenseMove move = {0};

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	problem_check(&call.problems, "rejection");
	move.to = begin_action(&call, ACTION_REJECT, 2, &expense);
	move.reason = call_arg(&call, 1);
	return end_action(&call, ACTION_REJECT, &expense, &move);
}

/*
 * unapprove_expense(id bigint, version integer) returns outlay.expense_record,
 * which waits for its approver again. What was spent is committed. P0002,
 * OT412, 42501.
 */
Datum
outlay_unapprove_expense(PG_FUNCTION_ARGS)
{
	return act(fcinfo, ACTION_UNAPPROVE);
}

/*
 * reassign_expense(id bigint, member_id bigint, version integer) returns
 * outlay.expense_record, which waits for that member. P0002, OT412, 42501;
 * 22023: the member cannot approve, or it is theirs, or they entered or submitted
 * it.
 */
Datum
outlay_reassign_expense(PG_FUNCTION_ARGS)
{
	Call		call;
	Expense		expense;
	ExpenseMove move = {0};
	const Involvement *involvement;

	call_begin(&call, fcinfo);
	move.to = begin_action(&call, ACTION_REASSIGN, 2, &expense);
	move.waiting_for = call_id(&call, 1);
	if (move.waiting_for == 0)
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "member_id", "missing", "member_id is required", NULL);
	involvement = permission_involvement(&expense.parties, move.waiting_for);
	if (involvement != NULL)
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "member_id", involvement->code, involvement->message, NULL);
	if (move.waiting_for == expense.waiting_for)
		return call_end(&call, expense.row);
	move.step = expense.step;
	move.passed_by = expense.passed_by;
	if (!approver_lock(&call, move.waiting_for))
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "member_id", "cannot_approve",
					  "this member is no active owner, admin or approver", NULL);
	return end_action(&call, ACTION_REASSIGN, &expense, &move);
}

/* Gives what waits for a member who approves no more to others, in the order of locks. */
static void
reroute(Call *call, int64 member)
{
	static const TenantStatement lock = {
		"SELECT id FROM expense WHERE waiting_for = $1 ORDER BY id FOR NO KEY UPDATE", 1, {INT8OID}
	};
	Datum		value = Int64GetDatum(member);
	uint64		count = call_run(call, &lock, &value, NULL);
	int64	   *ids = palloc(sizeof(int64) * count);

	for (uint64 i = 0; i < count; i++)
		ids[i] = row_int64(i, 1);
	for (uint64 i = 0; i < count; i++)
	{
		Expense		before;
		ChainQuestion question;
		ExpenseMove move = {.to = EXPENSE_SUBMITTED};
		Datum		row;

		expense_lock(call, ids[i], &before);
		question = (ChainQuestion) {
			.budget = before.budget,
			.parties = &before.parties,
			.amount = before.whole,
			.after = Max(before.step - 1, 0),
			.passed = chain_passed(before.passed_by, 0),
		};
		move.waiting_for = chain_route(call, &question, &move.step);
		move.passed_by = before.passed_by;
		row = expense_move(call, &before, &move);
		audit_record(call, permission_action_done(ACTION_REASSIGN), "expense", before.id, audit_row(before.row),
					 audit_row(row));
	}
}

/* Asks to be told of members who approve no more. */
void
transition_init(void)
{
	member_stopped_approving = reroute;
}
