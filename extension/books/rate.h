/*-------------------------------------------------------------------------
 *
 * rate.h
 *	  Dated numbers: exchange rates, percents of tax, mileage, per diems.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_RATE_H
#define OUTLAY_RATE_H

#include "call/call.h"

/* What a rate may be of, and the words for it. */
typedef enum RateKind
{
	RATE_EXCHANGE,				/* base units for one unit of another currency */
	RATE_TAX,					/* percent of the net */
	RATE_MILEAGE,				/* base units for one kilometre or mile, in tiers */
	RATE_PER_DIEM,				/* base units for one day */
	RATE_REDUCTION,				/* percent of a day's per diem that is taken off, as for a meal */
	RATE_KIND_COUNT
} RateKind;

/* A kind, by its word. */
typedef struct RateKindForm
{
	const char *name;
	int			days;			/* for so many days before a day it may have begun; 0: however long ago */
	int			digits;			/* before the point of a value */
	int			decimals;
} RateKindForm;

extern const RateKindForm rate_kinds[RATE_KIND_COUNT];

#define RATE_KINDS			"exchange tax mileage per_diem reduction"
#define RATE_UNITS			"km mile"

#define RATE_CODE_MAX		20
#define RATE_DIGITS			12	/* before and behind the point of an exchange rate */
#define PERCENT_DIGITS		3	/* before the point of a percent */
#define PERCENT_DECIMALS	4
#define QUANTITY_DIGITS		9	/* before the point of a distance or a number of days */
#define QUANTITY_DECIMALS	3
#define RATE_MAX_TIERS		50	/* of one code and day */

/* How many days an exchange rate goes on to be that of the day where there is no newer one: over a week's holidays. */
#define EXCHANGE_DAYS		7

/* The record of a row r of rate. */
#define RATE_RECORD \
	"ROW(r.kind::text, r.code::text, r.since, trim_scale(r.from_quantity), trim_scale(r.value), r.unit::text, " \
	"CASE WHEN r.kind = 'exchange' THEN outlay.currency_decimals(r.code) END)::outlay.rate_record"

/*
 * Finds the rate of a day, and since when it is so: the last one, of exchange
 * rates one of that day or the EXCHANGE_DAYS before. False where there is none.
 * since may be NULL.
 */
extern bool rate_find(Call *call, RateKind kind, const char *code, DateADT day, Datum *value, DateADT *since);

/* A tier: what one unit costs from a quantity on. */
typedef struct RateTier
{
	Datum		from;
	Datum		value;
} RateTier;

/* What holds for a code on a day: its tiers, the lowest first. Of most there is one, from nothing on. */
typedef struct RateTable
{
	DateADT		since;
	const char *unit;			/* km, mile, or day */
	int			count;
	RateTier	tiers[RATE_MAX_TIERS];
} RateTable;

/* Finds the tiers of a code on a day; false where there are none. */
extern bool rate_find_table(Call *call, RateKind kind, const char *code, DateADT day, RateTable *table);

extern const char *rate_kind_name(RateKind kind);
extern bool rate_kind_from_name(const char *name, RateKind *kind);

#endif							/* OUTLAY_RATE_H */
