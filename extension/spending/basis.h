/*-------------------------------------------------------------------------
 *
 * basis.h
 *	  What the amount of a distance or of days was worked out from.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_BASIS_H
#define OUTLAY_BASIS_H

#include "utils/date.h"
#include "utils/jsonb.h"

#define BASIS_MAX_PARTS		50	/* tiers, and codes of reductions */

/* A part of the quantity, at the value of its tier; numbers as they are written. */
typedef struct BasisPart
{
	const char *from;			/* where the tier begins */
	const char *quantity;
	const char *value;
} BasisPart;

/* What was taken off, so many times. */
typedef struct BasisReduction
{
	const char *code;
	int			count;
	const char *percent;		/* of a day, each time */
} BasisReduction;

typedef struct Basis
{
	const char *unit;			/* km, mile or day */
	const char *since;			/* first day of the rate, as in JSON */
	const char *before;			/* how much there was in the year before */
	int			part_count;
	BasisPart	parts[BASIS_MAX_PARTS];
	int			reduction_count;
	BasisReduction reductions[BASIS_MAX_PARTS];
} Basis;

/*
 * Gives it as jsonb: {"unit", "since", "before", "parts": [{"from", "quantity",
 * "value"}], "reductions": [{"code", "count", "percent"}]}.
 */
extern Datum basis_write(const Basis *basis);

/* Reads what basis_write() gives; false where it is anything else. */
extern bool basis_read(Jsonb *document, Basis *basis);

#endif							/* OUTLAY_BASIS_H */
