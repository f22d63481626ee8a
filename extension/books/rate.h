/*-------------------------------------------------------------------------
 *
 * rate.h
 *	  Dated numbers: exchange rates and percents of tax.
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
	RATE_TAX					/* percent of the net */
} RateKind;

#define RATE_KINDS			"exchange tax"

#define RATE_CODE_MAX		20
#define RATE_DIGITS			12	/* before and behind the point of an exchange rate */
#define PERCENT_DIGITS		3	/* before the point of a percent */
#define PERCENT_DECIMALS	4

/* How many days an exchange rate goes on to be that of the day where there is no newer one: over a week's holidays. */
#define EXCHANGE_DAYS		7

/* The record of a row r of rate. */
#define RATE_RECORD \
	"ROW(r.kind::text, r.code::text, r.since, trim_scale(r.value), " \
	"CASE WHEN r.kind = 'exchange' THEN outlay.currency_decimals(r.code) END)::outlay.rate_record"

/*
 * Finds the rate of a day, and since when it is so: the last one, of exchange
 * rates one of that day or the EXCHANGE_DAYS before. False where there is none.
 * since may be NULL.
 */
extern bool rate_find(Call *call, RateKind kind, const char *code, DateADT day, Datum *value, DateADT *since);

extern const char *rate_kind_name(RateKind kind);
extern bool rate_kind_from_name(const char *name, RateKind *kind);

#endif							/* OUTLAY_RATE_H */
