/*-------------------------------------------------------------------------
 *
 * rule_kind.c
 *	  What the checks of all kinds of rules read.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "value/rule_kind.h"

/* See rule_kind.h. */
Datum *
rule_value(RuleCheck *check, const Rule *rule)
{
	return &check->slots[rule->arg].value;
}

/* See rule_kind.h. */
const RuleContext *
rule_context(RuleCheck *check)
{
	if (!check->has_context)
	{
		if (check->fill == NULL)
			elog(ERROR, "a rule needs an organization that is not there");
		check->fill(&check->context, check->arg);
		check->has_context = true;
	}
	return &check->context;
}
