/*-------------------------------------------------------------------------
 *
 * amount.h
 *	  Arithmetic of amounts, which are numeric.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_AMOUNT_H
#define OUTLAY_AMOUNT_H

extern Datum amount_add(Datum a, Datum b);
extern Datum amount_subtract(Datum a, Datum b);
extern Datum amount_negate(Datum amount);
extern int	amount_sign(Datum amount);
extern int	amount_compare(Datum a, Datum b);

/* The quotient of two numbers, rounded once to so many decimals, half away from zero. The divisor is not zero. */
extern Datum amount_divide(Datum dividend, Datum divisor, int decimals);

/*
 * An amount of another currency in the base currency, which has so many
 * decimals: multiplied by the rate, base units for one of the other, and
 * rounded once, half away from zero.
 */
extern Datum amount_convert(Datum original, Datum rate, int decimals);

/* The product of two numbers, not rounded, and a number rounded to so many decimals, half away from zero. */
extern Datum amount_multiply(Datum a, Datum b);
extern Datum amount_round(Datum number, int decimals);

/* The tax of so many percent that is inside a gross amount, rounded once to its currency's decimals. */
extern Datum amount_tax_inside(Datum gross, Datum percent, int decimals);

#endif							/* OUTLAY_AMOUNT_H */
