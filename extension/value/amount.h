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

#endif							/* OUTLAY_AMOUNT_H */
