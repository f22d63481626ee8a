/*-------------------------------------------------------------------------
 *
 * currency.h
 *	  The currencies of ISO 4217 and their decimals.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CURRENCY_H
#define OUTLAY_CURRENCY_H

extern int	currency_decimals(const char *code);

#endif							/* OUTLAY_CURRENCY_H */
