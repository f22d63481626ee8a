/*-------------------------------------------------------------------------
 *
 * finding.h
 *	  What the rules of a policy find in an expense.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_FINDING_H
#define OUTLAY_FINDING_H

#include "lib/stringinfo.h"
#include "utils/date.h"

#include "policy/policy_form.h"

/* Rules of a policy: a bit for each. */
typedef uint32 PolicyRules;

#define RULE_BIT(number)	((PolicyRules) 1 << (number))

/* What rules look at. */
typedef struct PolicyFacts
{
	Units		amount;
	DateADT		spent_on;
	int			age;			/* days from then until it was handed in */
	int			receipts;
	char		currency[4];	/* in which it was paid; empty: the organization's own */
	bool		has_category;
	bool		has_merchant;
	bool		has_notes;
	bool		over_budget;
	PolicyRules about;			/* those that are about its member and its category */
	PolicyRules elsewhere;		/* those whose allowed categories do not have its own */
	Units		totals[POLICY_MAX_RULES];	/* of those of a period: what the member spends in it, with this */
} PolicyFacts;

extern PolicyRules finding_about_whom(const Policy *policy, int64 member, int role);
extern PolicyRules finding_about_what(const Policy *policy, const int64 *categories, int count, PolicyRules *elsewhere);
extern PolicyRules finding_look(const Policy *policy, const PolicyFacts *facts);
extern PolicyRules finding_with_effect(const Policy *policy, PolicyRules found, PolicyEffect effect);
extern char *finding_message(const PolicyRule *rule, const PolicyFacts *facts, Units total, int decimals);
extern void finding_write(const Policy *policy, int number, const PolicyFacts *facts, int decimals, StringInfo json);

#endif							/* OUTLAY_FINDING_H */
