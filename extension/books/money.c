/*-------------------------------------------------------------------------
 *
 * money.c
 *	  What accounts, budgets and expenses share: amounts as people read them,
 *	  and references.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/numeric.h"

#include "books/money.h"
#include "value/amount.h"

/* An amount as people read it, with the currency's decimals. */
const char *
money_text(Call *call, Datum amount)
{
	Datum		decimals = Int32GetDatum(call_organization(call)->decimals);

	return DatumGetCString(DirectFunctionCall1(numeric_out, DirectFunctionCall2(numeric_round, amount, decimals)));
}

/* See money.h. */
void
money_check_reference(Call *call, int arg, const char *field, bool required, const Statement *find, int64 owner)
{
	Datum		values[2];
	bool		is_null;

	if (!call_has(call, arg))
	{
		if (required)
			problem_add(&call->problems, field, "missing", "is required");
		return;
	}
	values[0] = call_arg(call, arg);
	values[1] = Int64GetDatum(owner);
	if (call_run(call, find, values, NULL) == 0)
		problem_add(&call->problems, field, "unknown", "there is none with id " INT64_FORMAT, DatumGetInt64(values[0]));
	else if (DatumGetBool(call_column(1, &is_null)))
		problem_add(&call->problems, field, "archived", "is archived");
}
