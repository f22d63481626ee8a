/*-------------------------------------------------------------------------
 *
 * units.h
 *	  Amounts as whole numbers, for sums over many of them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_UNITS_H
#define OUTLAY_UNITS_H

#include "postgres.h"

/* Ten thousandths, as the columns of amounts have: numeric(19,4). Sums of any number of them fit. */
typedef int128 Units;

#define UNITS_DECIMALS		4
#define UNITS_MAX_DIGITS	15		/* before the decimal point, of one amount */
#define UNITS_MAX_SUM		30		/* the same, of a sum of them */

extern bool units_read(const char *text, int length, Units *units);
extern Units units_of_numeric(Datum amount);
extern Datum units_to_numeric(Units units);
extern char *units_text(Units units, int decimals);

#endif							/* OUTLAY_UNITS_H */
