/*-------------------------------------------------------------------------
 *
 * validate.c
 *	  The rules for the arguments of a call.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "call/validate.h"

static void fill_context(RuleContext *context, void *arg);

/* Tells what rules have to know of the call's organization. */
static void
fill_context(RuleContext *context, void *arg)
{
	const Organization *organization = call_organization(arg);

	context->currency = organization->currency;
	context->decimals = organization->decimals;
	context->today = organization->today;
}

/* Checks the arguments of a call by a table of rules; problem_check() then raises what was noted. */
void
validate(Call *call, const Rule *rules, int count)
{
	rule_check(rules, count, call->args, fill_context, call, &call->problems);
}
