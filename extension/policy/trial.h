/*-------------------------------------------------------------------------
 *
 * trial.h
 *	  A policy tried over the expenses that there are.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TRIAL_H
#define OUTLAY_TRIAL_H

#include "call/call.h"
#include "policy/finding.h"
#include "utils/hsearch.h"

#define TRIAL_MAX_MEMBERS	100		/* that are shown */

/* What is tried, and what it is compared with. */
typedef enum TrialSide
{
	SIDE_DRAFT,
	SIDE_IN_FORCE,
	SIDE_COUNT
} TrialSide;

/* Where an expense is found. */
typedef enum TrialChange
{
	CHANGE_ONLY_DRAFT,
	CHANGE_ONLY_IN_FORCE,
	CHANGE_BOTH,
	CHANGE_COUNT
} TrialChange;

#define TRIAL_CHANGES		"only_draft only_in_force both"

/* So many expenses, and their sum. */
typedef struct Tally
{
	int64		count;
	Units		amount;
} Tally;

/* What is found of one member's; member 0: nobody's. */
typedef struct MemberTally
{
	int64		member;
	Tally		sides[SIDE_COUNT];
} MemberTally;

/* One policy: what it is about for the member at hand, what they spend in the day and month at hand, what it found. */
typedef struct TrialPolicy
{
	Policy		policy;
	PolicyRules about_whom;
	PolicyFacts facts;
	Units		spent[POLICY_MAX_RULES];	/* in the period of each rule */
	Tally		rules[POLICY_MAX_RULES];
} TrialPolicy;

/* An expense that is shown. */
typedef struct TrialExpense
{
	DateADT		spent_on;
	int64		id;
	int64		member;
	Units		amount;
	PolicyRules found[SIDE_COUNT];
} TrialExpense;

typedef struct Trial
{
	Call	   *call;
	NullableDatum from;			/* dates; NULL: no bound */
	NullableDatum to;
	int			change;			/* TrialChange of the expenses that are shown; -1: any */
	bool		has_after;		/* those that are shown are behind this */
	DateADT		after_day;
	int64		after_id;
	int			size;			/* so many are shown */
	TrialPolicy sides[SIDE_COUNT];
	Tally		looked_at;
	Tally		changes[CHANGE_COUNT];
	MemberTally *members;
	int			member_count;
	int			member_room;
	TrialExpense *expenses;		/* a heap, the oldest on top: one more than are shown, at most */
	int			expense_count;
} Trial;

extern void trial_run(Trial *trial);

#endif							/* OUTLAY_TRIAL_H */
