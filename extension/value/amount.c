/*-------------------------------------------------------------------------
 *
 * amount.c
 *	  Arithmetic of amounts, which are numeric.
 *
 * Products of numeric are exact, quotients are not: they are rounded to some
 * digits, and rounding that again gives another result than rounding the exact
 * one. So what has to be divided is divided as integers, by div(), which is
 * exact, half a unit having been added before.
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

/* -1, 0 or 1, as a is less than b, the same, or more. */
int
amount_compare(Datum a, Datum b)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, a, b));
}

/* See amount.h: (2 |a| 10^n + |b|) div 2 |b| units. */
Datum
amount_divide(Datum dividend, Datum divisor, int decimals)
{
	Datum		unit = NumericGetDatum(int64_div_fast_to_numeric(1, decimals));
	Datum		tens = DirectFunctionCall2(numeric_power, NumericGetDatum(int64_to_numeric(10)),
									 NumericGetDatum(int64_to_numeric(decimals)));
	Datum		two = NumericGetDatum(int64_to_numeric(2));
	Datum		a = DirectFunctionCall1(numeric_abs, dividend);
	Datum		b = DirectFunctionCall1(numeric_abs, divisor);
	Datum		twice = DirectFunctionCall2(numeric_mul, two, DirectFunctionCall2(numeric_mul, a, tens));
	Datum		units = DirectFunctionCall2(numeric_div_trunc, amount_add(twice, b),
									  DirectFunctionCall2(numeric_mul, two, b));
	Datum		quotient = DirectFunctionCall2(numeric_mul, units, unit);

	return amount_sign(dividend) * amount_sign(divisor) < 0 ? amount_negate(quotient) : quotient;
}

/* See amount.h. */
Datum
amount_convert(Datum original, Datum rate, int decimals)
{
	return amount_round(amount_multiply(original, rate), decimals);
}

/* See amount.h. */
Datum
amount_multiply(Datum a, Datum b)
{
	return DirectFunctionCall2(numeric_mul, a, b);
}

/* See amount.h. */
Datum
amount_round(Datum number, int decimals)
{
	return DirectFunctionCall2(numeric_round, number, Int32GetDatum(decimals));
}

/*
 * See amount.h: gross * r / (100 + r), as the tax is r percent of the net, of
 * which gross is 100 + r percent (Council Directive 2006/112/EC, Articles 73
 * and 78: tax is charged on what is paid without it).
 */
Datum
amount_tax_inside(Datum gross, Datum percent, int decimals)
{
	Datum		hundred = NumericGetDatum(int64_to_numeric(100));

	return amount_divide(DirectFunctionCall2(numeric_mul, gross, percent), amount_add(hundred, percent), decimals);
}
