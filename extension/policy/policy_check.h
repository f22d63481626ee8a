/*-------------------------------------------------------------------------
 *
 * policy_check.h
 *	  The policy in force, and one expense.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_POLICY_CHECK_H
#define OUTLAY_POLICY_CHECK_H

#include "call/call.h"
#include "policy/finding.h"

/* An expense, as far as rules look at it; 0: none, or nobody. */
typedef struct PolicyExpense
{
	int64		id;
	int64		member;
	int64		budget;
	int64		category;
	Datum		amount;			/* numeric */
	Datum		whole;			/* of all parts that it is one of; 0: it is a whole itself */
	DateADT		spent_on;
	int			age;
	char		currency[4];	/* in which it was paid; empty: the organization's own */
	int			receipts;
	bool		has_merchant;
	bool		has_notes;
	bool		counted;		/* its budget has it among what is spent and committed */
} PolicyExpense;

/* What was found in an expense before it is changed. */
typedef struct PolicyLook
{
	bool		has_policy;
	Policy		policy;
	PolicyExpense expense;
	PolicyFacts facts;
	PolicyRules found;
} PolicyLook;

/* Whether the organization has a policy at all. */
extern bool policy_is_there(Call *call);

/*
 * Looks at an expense that is to be submitted, and returns whether it is
 * approved by that. 23514 where a rule blocks it; what others find is told.
 * Holds what the rules have looked at until the end of the transaction: other
 * expenses of the member on that day, what is left of the budget. To be called
 * after members, the expense and its approver are locked, before budgets.
 */
extern bool policy_check_submit(Call *call, const PolicyExpense *expense, bool approval);

/* The same for one that is there. */
extern bool policy_check_submit_id(Call *call, int64 id, bool approval);

/* Looks at one that is to be approved. 23514 where a rule blocks it. */
extern void policy_check_approve(Call *call, int64 id);

/*
 * Looks at one before it becomes that of a member; and once it is changed:
 * 23514 where a rule blocks what it did not.
 */
extern void policy_look_before(Call *call, int64 id, int64 member, PolicyLook *look);
extern void policy_check_changed(Call *call, int64 id, const PolicyLook *before);

/* What the policy in force finds in an expense, as a jsonb list. */
extern Datum policy_findings(Call *call, int64 id);

#endif							/* OUTLAY_POLICY_CHECK_H */
