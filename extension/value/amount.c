/*-------------------------------------------------------------------------
 *
 * amount.c
 *	  Arithmetic of amounts, which are numeric.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/numeric.h"

#include "value/amount.h"

/* The sum of two amounts. */
Datum
amount_add(Datum a, Datum b)
{
	return DirectFunctionCall2(numeric_add, a, b);
}

/* The difference of two amounts. */
Datum
amount_subtract(Datum a, Datum b)
{
	return DirectFunctionCall2(numeric_sub, a, b);
}

/* The opposite of an amount. */
Datum
amount_negate(Datum amount)
{
	return DirectFunctionCall1(numeric_uminus, amount);
}

/* -1, 0 or 1. */
int
amount_sign(Datum amount)
{
	Datum		zero = DirectFunctionCall1(int4_numeric, Int32GetDatum(0));

	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, amount, zero));
}
