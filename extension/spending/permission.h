/*-------------------------------------------------------------------------
 *
 * permission.h
 *	  Who may do what with an expense, by its state.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_PERMISSION_H
#define OUTLAY_PERMISSION_H

#include "books/ledger.h"
#include "call/caller.h"

typedef enum ExpenseState
{
	EXPENSE_DRAFT,
	EXPENSE_SUBMITTED,
	EXPENSE_APPROVED,
	EXPENSE_REJECTED,
	EXPENSE_PAYING,				/* in a payment that is not made yet */
	EXPENSE_PAID
} ExpenseState;

#define EXPENSE_STATES		"draft submitted approved rejected paying paid"

/* Where an expense is in the books, if it is in them. */
typedef enum ExpenseBooks
{
	BOOKS_NONE,					/* it is not approved */
	BOOKS_OPEN,					/* on a day that is not closed */
	BOOKS_CLOSED
} ExpenseBooks;

/* What it says of an approval behind which others are asked. */
#define PASSED_ACTION		"passed"

/* What the audit says of ACTION_COMMENT. */
#define COMMENT_ACTION		"commented"

typedef enum ExpenseAction
{
	ACTION_EDIT,				/* what was spent: amount, day, description, merchant and the like */
	ACTION_RECODE,				/* how it is booked: budget, category, tags and to whom it is billed */
	ACTION_DELETE,
	ACTION_SUBMIT,
	ACTION_RECALL,
	ACTION_APPROVE,
	ACTION_REJECT,
	ACTION_UNAPPROVE,
	ACTION_REASSIGN,
	ACTION_ATTACH,				/* a receipt */
	ACTION_DETACH,				/* a receipt */
	ACTION_COMMENT,
	ACTION_SCHEDULE,			/* put into a payment */
	ACTION_UNSCHEDULE,			/* take out of one */
	ACTION_CONFIRM,				/* that it is paid */
	ACTION_BOUNCE,				/* the money came back */
	ACTION_SPLIT,				/* into parts that are booked apart */
	ACTION_MERGE,				/* parts, to the whole again */
	ACTION_COUNT
} ExpenseAction;

/* What a caller is to an expense, as a set of bits. Whose it is, is nothing else to it, whatever their role. */
#define RELATION_SELF			0x01
#define RELATION_WAITED_FOR		0x02
#define RELATION_FINANCE		0x04	/* an owner or admin */
#define RELATION_APPROVER		0x08	/* of the role approver */
#define RELATION_ALL			0x0f

/* Who has had a hand in an expense, and so approves it never; 0: nobody. */
typedef struct Parties
{
	int64		member;			/* whose it is */
	int64		entered_by;		/* for them */
	int64		submitted_by;	/* for them, the last time */
} Parties;

/* What keeps one of these from approving it. */
typedef struct Involvement
{
	const char *code;
	const char *message;
} Involvement;

/* What may be done in a state, by whom, and to which state it leads. */
typedef struct Permission
{
	ExpenseAction action;
	ExpenseState from;
	bool		approval;		/* where the organization has approval on, or where it is off */
	int			relations;
	ExpenseState to;
} Permission;

/* Whether the organization owes an expense to a member (0: it is nobody's), by the text of who paid. */
extern bool permission_is_owed(int64 member, const text *paid_with);

extern const char *permission_state_name(ExpenseState state);
extern ExpenseState permission_state_from_name(const char *name);
extern ExpenseState permission_state_from_text(const text *name);
extern BudgetSum permission_sum(ExpenseState state);
extern ExpenseBooks permission_books(ExpenseState state, bool is_closed);
extern ExpenseBooks permission_books_from_text(const text *name);
extern const char *permission_books_name(ExpenseBooks books);
extern int	permission_closed_actions(ExpenseBooks books);
extern const char *permission_action_name(ExpenseAction action);
extern const char *permission_action_done(ExpenseAction action);
extern const Involvement *permission_involvement(const Parties *parties, int64 member);
extern int	permission_relations(const Caller *caller, int64 member, int64 waiting_for);
extern const Permission *permission_find(ExpenseAction action, ExpenseState state, bool approval);
extern bool permission_leads_to(ExpenseAction action, bool approval, ExpenseState to);
extern int	permission_actions(ExpenseState state, bool approval, int relations);
extern bool permission_has(ExpenseAction action, ExpenseState state, bool approval, int relations);

#endif							/* OUTLAY_PERMISSION_H */
