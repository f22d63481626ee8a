/*-------------------------------------------------------------------------
 *
 * permission.c
 *	  Who may do what with an expense, by its state.
 *
 * Two tables say all there is: one of states, with what an expense in each
 * takes from its budget, and one of permissions. The functions that change
 * expenses ask them, the records of an answer ("can") and explain_expense() ask
 * them, and docs/expenses.md is made from them, so that none contradicts
 * another. What no row allows is refused.
 *
 * Where approval is off, to enter an expense is to approve it, and whoever may
 * enter one may go on changing it: that is what the rows without approval say.
 * Expenses that are not approved yet have the same rows in both.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/tuplestore.h"

#include "core/compat.h"
#include "directory/member_role.h"
#include "spending/permission.h"

PG_FUNCTION_INFO_V1(outlay_expense_permissions);
PG_FUNCTION_INFO_V1(outlay_expense_state_holds);

static const struct
{
	const char *name;
	BudgetSum	sum;			/* of its budget, that the amount is in */
}			states[] = {
	[EXPENSE_DRAFT] = {"draft", SUM_NONE},
	[EXPENSE_SUBMITTED] = {"submitted", SUM_COMMITTED},
	[EXPENSE_APPROVED] = {"approved", SUM_SPENT},
	[EXPENSE_REJECTED] = {"rejected", SUM_NONE},
	[EXPENSE_PAYING] = {"paying", SUM_SPENT},
	[EXPENSE_PAID] = {"paid", SUM_SPENT},
};

static const struct
{
	const char *name;
	const char *done;			/* as the audit has it */
	bool		changes_books;	/* of what is approved: only while the day on which it is booked is open */
}			actions[ACTION_COUNT] = {
	[ACTION_EDIT] = {"update", "updated", true},
	[ACTION_RECODE] = {"recode", "updated", true},
	[ACTION_DELETE] = {"delete", "deleted", true},
	[ACTION_SUBMIT] = {"submit", "submitted"},
	[ACTION_RECALL] = {"recall", "recalled"},
	[ACTION_APPROVE] = {"approve", "approved"},
	[ACTION_REJECT] = {"reject", "rejected", true},
	[ACTION_UNAPPROVE] = {"unapprove", "unapproved", true},
	[ACTION_REASSIGN] = {"reassign", "reassigned"},
	[ACTION_ATTACH] = {"attach", "attached"},
	[ACTION_DETACH] = {"detach", "detached", true},
	[ACTION_COMMENT] = {"comment", COMMENT_ACTION},
	[ACTION_SCHEDULE] = {"schedule", "scheduled"},
	[ACTION_UNSCHEDULE] = {"unschedule", "unscheduled"},
	[ACTION_CONFIRM] = {"confirm", "paid"},
	[ACTION_BOUNCE] = {"bounce", "bounced"},
	[ACTION_SPLIT] = {"split", "split", true},
	[ACTION_MERGE] = {"merge", "merged", true},
};

/* As records have it. */
static const char *const books_names[] = {
	[BOOKS_OPEN] = "open",
	[BOOKS_CLOSED] = "closed",
};

static const char *const relation_names[] = {"self", "waited_for", "finance", "approver"};

#define S RELATION_SELF
#define A RELATION_WAITED_FOR
#define F RELATION_FINANCE
#define R RELATION_APPROVER

/* The rows of a state that are the same with and without approval. */
#define ALWAYS(action, from, relations, to) \
	{ action, from, true, relations, to }, \
	{ \
		action, from, false, relations, to \
	}

static const Permission permissions[] = {
	ALWAYS(ACTION_EDIT, EXPENSE_DRAFT, S | F, EXPENSE_DRAFT),
	ALWAYS(ACTION_EDIT, EXPENSE_REJECTED, S, EXPENSE_REJECTED),
	{ACTION_EDIT, EXPENSE_APPROVED, false, S | F | R, EXPENSE_APPROVED},

	ALWAYS(ACTION_RECODE, EXPENSE_DRAFT, S | F, EXPENSE_DRAFT),
	ALWAYS(ACTION_RECODE, EXPENSE_SUBMITTED, A | F, EXPENSE_SUBMITTED),
	ALWAYS(ACTION_RECODE, EXPENSE_REJECTED, S, EXPENSE_REJECTED),
	{ACTION_RECODE, EXPENSE_APPROVED, true, F, EXPENSE_APPROVED},
	{ACTION_RECODE, EXPENSE_APPROVED, false, S | F | R, EXPENSE_APPROVED},
	ALWAYS(ACTION_RECODE, EXPENSE_PAYING, F, EXPENSE_PAYING),
	ALWAYS(ACTION_RECODE, EXPENSE_PAID, F, EXPENSE_PAID),

	ALWAYS(ACTION_DELETE, EXPENSE_DRAFT, S | F, EXPENSE_DRAFT),
	ALWAYS(ACTION_DELETE, EXPENSE_REJECTED, S, EXPENSE_REJECTED),
	{ACTION_DELETE, EXPENSE_APPROVED, false, S | F | R, EXPENSE_APPROVED},

	{ACTION_SUBMIT, EXPENSE_DRAFT, true, S | F, EXPENSE_SUBMITTED},
	{ACTION_SUBMIT, EXPENSE_DRAFT, false, S | F, EXPENSE_APPROVED},
	{ACTION_SUBMIT, EXPENSE_REJECTED, true, S, EXPENSE_SUBMITTED},
	{ACTION_SUBMIT, EXPENSE_REJECTED, false, S, EXPENSE_APPROVED},

	ALWAYS(ACTION_RECALL, EXPENSE_SUBMITTED, S, EXPENSE_DRAFT),
	ALWAYS(ACTION_APPROVE, EXPENSE_SUBMITTED, A, EXPENSE_APPROVED),
	ALWAYS(ACTION_REJECT, EXPENSE_SUBMITTED, A | F, EXPENSE_REJECTED),
	{ACTION_REJECT, EXPENSE_APPROVED, true, F, EXPENSE_REJECTED},
	{ACTION_UNAPPROVE, EXPENSE_APPROVED, true, F, EXPENSE_SUBMITTED},
	ALWAYS(ACTION_REASSIGN, EXPENSE_SUBMITTED, F, EXPENSE_SUBMITTED),

	/* What somebody is looking at to approve it loses no receipt, and what is approved stays as it is. */
	ALWAYS(ACTION_ATTACH, EXPENSE_DRAFT, S | F, EXPENSE_DRAFT),
	ALWAYS(ACTION_ATTACH, EXPENSE_SUBMITTED, S | A | F, EXPENSE_SUBMITTED),
	ALWAYS(ACTION_ATTACH, EXPENSE_REJECTED, S | F, EXPENSE_REJECTED),
	{ACTION_ATTACH, EXPENSE_APPROVED, false, S | F | R, EXPENSE_APPROVED},
	ALWAYS(ACTION_ATTACH, EXPENSE_PAYING, S | F, EXPENSE_PAYING),
	ALWAYS(ACTION_ATTACH, EXPENSE_PAID, S | F, EXPENSE_PAID),
	ALWAYS(ACTION_DETACH, EXPENSE_DRAFT, S | F, EXPENSE_DRAFT),
	ALWAYS(ACTION_DETACH, EXPENSE_REJECTED, S, EXPENSE_REJECTED),
	{ACTION_DETACH, EXPENSE_APPROVED, false, S | F | R, EXPENSE_APPROVED},

	ALWAYS(ACTION_COMMENT, EXPENSE_DRAFT, S | F, EXPENSE_DRAFT),
	ALWAYS(ACTION_COMMENT, EXPENSE_SUBMITTED, S | A | F, EXPENSE_SUBMITTED),
	ALWAYS(ACTION_COMMENT, EXPENSE_REJECTED, S | F, EXPENSE_REJECTED),
	{ACTION_COMMENT, EXPENSE_APPROVED, true, S | F, EXPENSE_APPROVED},
	{ACTION_COMMENT, EXPENSE_APPROVED, false, S | F | R, EXPENSE_APPROVED},
	ALWAYS(ACTION_COMMENT, EXPENSE_PAYING, S | F, EXPENSE_PAYING),
	ALWAYS(ACTION_COMMENT, EXPENSE_PAID, S | F, EXPENSE_PAID),

	/* Nobody has a hand in paying themselves, with approval or without. */
	ALWAYS(ACTION_SCHEDULE, EXPENSE_APPROVED, F, EXPENSE_PAYING),
	ALWAYS(ACTION_UNSCHEDULE, EXPENSE_PAYING, F, EXPENSE_APPROVED),
	ALWAYS(ACTION_CONFIRM, EXPENSE_PAYING, F, EXPENSE_PAID),
	ALWAYS(ACTION_BOUNCE, EXPENSE_PAYING, F, EXPENSE_APPROVED),
	ALWAYS(ACTION_BOUNCE, EXPENSE_PAID, F, EXPENSE_APPROVED),

	/* How it is booked, as with recoding, but not once it is in a payment. */
	ALWAYS(ACTION_SPLIT, EXPENSE_DRAFT, S | F, EXPENSE_DRAFT),
	ALWAYS(ACTION_SPLIT, EXPENSE_SUBMITTED, A | F, EXPENSE_SUBMITTED),
	ALWAYS(ACTION_SPLIT, EXPENSE_REJECTED, S, EXPENSE_REJECTED),
	{ACTION_SPLIT, EXPENSE_APPROVED, true, F, EXPENSE_APPROVED},
	{ACTION_SPLIT, EXPENSE_APPROVED, false, S | F | R, EXPENSE_APPROVED},
	ALWAYS(ACTION_MERGE, EXPENSE_DRAFT, S | F, EXPENSE_DRAFT),
	ALWAYS(ACTION_MERGE, EXPENSE_SUBMITTED, A | F, EXPENSE_SUBMITTED),
	ALWAYS(ACTION_MERGE, EXPENSE_REJECTED, S, EXPENSE_REJECTED),
	{ACTION_MERGE, EXPENSE_APPROVED, true, F, EXPENSE_APPROVED},
	{ACTION_MERGE, EXPENSE_APPROVED, false, S | F | R, EXPENSE_APPROVED},
};

#undef S
#undef A
#undef F
#undef R

static ExpenseState check_state(const char *name, int length);
static int	find_state(const char *name, int length);
static bool is_same(FunctionCallInfo fcinfo, int arg, int other);
static bool is_uninvolved(FunctionCallInfo fcinfo, int arg);
static Datum name_relations(int relations);

/* Returns the name of a state. */
const char *
permission_state_name(ExpenseState state)
{
	return states[state].name;
}

/* Returns the state of a name that the database has checked. */
ExpenseState
permission_state_from_name(const char *name)
{
	return check_state(name, strlen(name));
}

/* Returns the same of a text. */
ExpenseState
permission_state_from_text(const text *name)
{
	return check_state(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));
}

/* Returns the state of a name of so many bytes, which the database has checked. */
static ExpenseState
check_state(const char *name, int length)
{
	int			state = find_state(name, length);

	if (state < 0)
		elog(ERROR, "an expense cannot be \"%.*s\"", length, name);
	return state;
}

/* Returns the state of a name of so many bytes; -1: there is none. */
static int
find_state(const char *name, int length)
{
	for (int i = 0; i < lengthof(states); i++)
		if (strlen(states[i].name) == length && memcmp(states[i].name, name, length) == 0)
			return i;
	return -1;
}

/*
 * expense_state_holds(state text, member_id bigint, waiting_for bigint,
 * approved_by bigint, approved_at timestamptz, reason text, entered_by bigint,
 * submitted_by bigint, paid_with text, payment_id bigint, spent_on date,
 * booked_on date) returns boolean: whether these columns of an expense go
 * together. For the table's constraint; tables from before payments, or before
 * periods, have one without the last ones.
 */
Datum
outlay_expense_state_holds(PG_FUNCTION_ARGS)
{
	text	   *name = PG_ARGISNULL(0) ? NULL : PG_GETARG_TEXT_PP(0);
	int			state = name == NULL ? -1 : find_state(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));
	bool		is_in_payment = state == EXPENSE_PAYING || state == EXPENSE_PAID;
	bool		is_approved = state == EXPENSE_APPROVED || is_in_payment;

	PG_RETURN_BOOL(state >= 0 &&
				   (PG_ARGISNULL(2) || (state == EXPENSE_SUBMITTED && is_uninvolved(fcinfo, 2))) &&
				   (PG_ARGISNULL(3) || (is_approved && is_uninvolved(fcinfo, 3))) &&
				   (PG_ARGISNULL(4) || is_approved) &&
				   is_in_payment == (PG_NARGS() > 9 && !PG_ARGISNULL(9)) &&
				   (!is_in_payment || (!PG_ARGISNULL(1) && !PG_ARGISNULL(8) &&
									   permission_is_owed(PG_GETARG_INT64(1), PG_GETARG_TEXT_PP(8)))) &&
				   PG_ARGISNULL(5) == (state != EXPENSE_REJECTED) &&
				   !is_same(fcinfo, 6, 1) && !is_same(fcinfo, 7, 1) &&
				   (PG_NARGS() <= 11 || PG_ARGISNULL(11) ||
					(is_approved && !PG_ARGISNULL(10) && !DATE_NOT_FINITE(PG_GETARG_DATEADT(11)) &&
					 PG_GETARG_DATEADT(10) < PG_GETARG_DATEADT(11))));
}

/* Whether two arguments are one and the same member. */
static bool
is_same(FunctionCallInfo fcinfo, int arg, int other)
{
	return !PG_ARGISNULL(arg) && !PG_ARGISNULL(other) && PG_GETARG_INT64(arg) == PG_GETARG_INT64(other);
}

/* Whether an argument is a member who has neither spent the money, nor entered or submitted the expense. */
static bool
is_uninvolved(FunctionCallInfo fcinfo, int arg)
{
	return !is_same(fcinfo, arg, 1) && !is_same(fcinfo, arg, 6) && !is_same(fcinfo, arg, 7);
}

/* See permission.h. */
bool
permission_is_owed(int64 member, const text *paid_with)
{
	return member != 0 && VARSIZE_ANY_EXHDR(paid_with) == 3 && memcmp(VARDATA_ANY(paid_with), "own", 3) == 0;
}

/* Returns in which sum of its budget an expense in a state is. */
BudgetSum
permission_sum(ExpenseState state)
{
	return states[state].sum;
}

/* Returns where an expense in a state is in the books, by whether the day on which it would be booked is closed. */
ExpenseBooks
permission_books(ExpenseState state, bool is_closed)
{
	if (permission_sum(state) != SUM_SPENT)
		return BOOKS_NONE;
	return is_closed ? BOOKS_CLOSED : BOOKS_OPEN;
}

/* Returns the same of what a record says; NULL: it is not in them. */
ExpenseBooks
permission_books_from_text(const text *name)
{
	for (int i = BOOKS_OPEN; name != NULL && i < lengthof(books_names); i++)
		if (strlen(books_names[i]) == VARSIZE_ANY_EXHDR(name) &&
			memcmp(books_names[i], VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name)) == 0)
			return i;
	return BOOKS_NONE;
}

/* Returns what a record says of it; NULL: nothing. */
const char *
permission_books_name(ExpenseBooks books)
{
	return books_names[books];
}

/* Returns the actions, as a set of bits (1 << action), that the books keep from being done, whoever asks. */
int
permission_closed_actions(ExpenseBooks books)
{
	int			closed = 0;

	for (int i = 0; books == BOOKS_CLOSED && i < ACTION_COUNT; i++)
		if (actions[i].changes_books)
			closed |= 1 << i;
	return closed;
}

/* Returns the name of an action. */
const char *
permission_action_name(ExpenseAction action)
{
	return actions[action].name;
}

/* Returns what the audit says of an action. */
const char *
permission_action_done(ExpenseAction action)
{
	return actions[action].done;
}

/* Returns what keeps a member from approving an expense, whoever else it waits for; NULL: nothing. */
const Involvement *
permission_involvement(const Parties *parties, int64 member)
{
	static const Involvement own = {"own_expense", "nobody approves their own expenses"};
	static const Involvement entered = {"entered_it", "nobody approves what they entered"};
	static const Involvement submitted = {"submitted_it", "nobody approves what they submitted"};

	if (member == 0)
		return NULL;
	if (member == parties->member)
		return &own;
	if (member == parties->entered_by)
		return &entered;
	return member == parties->submitted_by ? &submitted : NULL;
}

/*
 * Returns what a caller is to an expense of a member (0: nobody's) that waits
 * for one (0: for nobody). An operator may stand for anybody; an auditor
 * writes nothing.
 */
int
permission_relations(const Caller *caller, int64 member, int64 waiting_for)
{
	int			relations = 0;

	if (caller->is_operator)
		return RELATION_ALL;
	if (caller->role == ROLE_AUDITOR)
		return 0;
	if (caller->member == member)
		return RELATION_SELF;
	if (caller->member == waiting_for)
		relations |= RELATION_WAITED_FOR;
	if (caller->role & (ROLE_OWNER | ROLE_ADMIN))
		relations |= RELATION_FINANCE;
	if (caller->role == ROLE_APPROVER)
		relations |= RELATION_APPROVER;
	return relations;
}

/* Returns what the table says of an action in a state; NULL: nobody may. */
const Permission *
permission_find(ExpenseAction action, ExpenseState state, bool approval)
{
	for (int i = 0; i < lengthof(permissions); i++)
		if (permissions[i].action == action && permissions[i].from == state && permissions[i].approval == approval)
			return &permissions[i];
	return NULL;
}

/* Tells whether an action leads to a state, from whichever. */
bool
permission_leads_to(ExpenseAction action, bool approval, ExpenseState to)
{
	for (int i = 0; i < lengthof(permissions); i++)
		if (permissions[i].action == action && permissions[i].approval == approval && permissions[i].to == to)
			return true;
	return false;
}

/*
 * Returns the actions, as a set of bits (1 << action), that one with these
 * relations may do with an expense. Asked for each record of a list, so the
 * table is gone through once for each of the few questions that there are.
 */
int
permission_actions(ExpenseState state, bool approval, int relations)
{
	static int	answers[lengthof(states)][2][RELATION_ALL + 1];	/* one more than the answer; 0: not asked yet */
	int		   *answer = &answers[state][approval][relations];
	int			allowed = 0;

	if (*answer != 0)
		return *answer - 1;
	for (int i = 0; i < lengthof(permissions); i++)
		if (permissions[i].from == state && permissions[i].approval == approval &&
			(permissions[i].relations & relations) != 0)
			allowed |= 1 << permissions[i].action;
	*answer = allowed + 1;
	return allowed;
}

/* Tells whether one with these relations may do something with an expense. */
bool
permission_has(ExpenseAction action, ExpenseState state, bool approval, int relations)
{
	const Permission *permission = permission_find(action, state, approval);

	return permission != NULL && (permission->relations & relations) != 0;
}

/* The names of relations, as text[]. */
static Datum
name_relations(int relations)
{
	Datum		names[lengthof(relation_names)];
	int			count = 0;

	for (int i = 0; i < lengthof(relation_names); i++)
		if (relations & (1 << i))
			names[count++] = CStringGetTextDatum(relation_names[i]);
	return PointerGetDatum(construct_array(names, count, TEXTOID, -1, false, TYPALIGN_INT));
}

/* expense_permissions() returns setof outlay.expense_permission: the table of permissions. */
Datum
outlay_expense_permissions(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < lengthof(permissions); i++)
	{
		const Permission *permission = &permissions[i];
		Datum		values[] = {
			CStringGetTextDatum(actions[permission->action].name),
			CStringGetTextDatum(states[permission->from].name),
			BoolGetDatum(permission->approval),
			name_relations(permission->relations),
			CStringGetTextDatum(states[permission->to].name),
			BoolGetDatum(actions[permission->action].changes_books && permission_sum(permission->from) == SUM_SPENT),
		};
		bool		nulls[lengthof(values)] = {false};

		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
