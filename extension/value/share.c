/*-------------------------------------------------------------------------
 *
 * share.c
 *	  An amount shared out, so that nothing is lost or found.
 *
 * The method of the largest remainder, in integers of the smallest unit: what
 * is divided is divided by div(), whose remainder is exact, so that which share
 * is rounded up does not hang on digits that a quotient does not have.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

#include "core/compat.h"
#include "value/amount.h"
#include "value/share.h"

PG_FUNCTION_INFO_V1(outlay_share_out);

/* See share.h. */
void
share_out(Datum amount, int decimals, const Datum *weights, int count, Datum *shares)
{
	Datum		one = NumericGetDatum(int64_to_numeric(1));
	Datum		unit = NumericGetDatum(int64_div_fast_to_numeric(1, decimals));
	Datum		left = DirectFunctionCall2(numeric_div_trunc, DirectFunctionCall1(numeric_abs, amount), unit);
	Datum		units = left;
	Datum		total = NumericGetDatum(int64_to_numeric(0));
	Datum	   *remainders = palloc(sizeof(Datum) * count);

	for (int i = 0; i < count; i++)
		total = amount_add(total, weights[i]);
	for (int i = 0; i < count; i++)
	{
		Datum		product = DirectFunctionCall2(numeric_mul, units, weights[i]);

		shares[i] = DirectFunctionCall2(numeric_div_trunc, product, total);
		remainders[i] = amount_subtract(product, DirectFunctionCall2(numeric_mul, shares[i], total));
		left = amount_subtract(left, shares[i]);
	}
	for (; amount_sign(left) > 0; left = amount_subtract(left, one))
	{
		int			largest = 0;

		for (int i = 1; i < count; i++)
			if (amount_compare(remainders[i], remainders[largest]) > 0)
				largest = i;
		shares[largest] = amount_add(shares[largest], one);
		/* Each gets one at most: there are fewer left than shares. */
		remainders[largest] = amount_negate(one);
	}
	for (int i = 0; i < count; i++)
	{
		shares[i] = DirectFunctionCall2(numeric_mul, shares[i], unit);
		if (amount_sign(amount) < 0)
			shares[i] = amount_negate(shares[i]);
	}
}

/* share_out(amount numeric, decimals integer, weights numeric[]) returns numeric[]: see share.h. */
Datum
outlay_share_out(PG_FUNCTION_ARGS)
{
	Datum	   *weights;
	Datum	   *shares;
	int			count;
	Datum		sum = NumericGetDatum(int64_to_numeric(0));

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(2), NUMERICOID, -1, false, TYPALIGN_INT, &weights, NULL, &count);
	for (int i = 0; i < count; i++)
	{
		if (amount_sign(weights[i]) < 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("a weight must not be negative")));
		sum = amount_add(sum, weights[i]);
	}
	if (amount_sign(sum) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("one weight must be more than nothing")));
	shares = palloc(sizeof(Datum) * count);
	share_out(PG_GETARG_DATUM(0), PG_GETARG_INT32(1), weights, count, shares);
	PG_RETURN_ARRAYTYPE_P(construct_array(shares, count, NUMERICOID, -1, false, TYPALIGN_INT));
}
