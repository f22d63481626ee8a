/*-------------------------------------------------------------------------
 *
 * price.h
 *	  What an expense cost: the amount that counts, what it was paid as in
 *	  another currency, and the tax inside of it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_PRICE_H
#define OUTLAY_PRICE_H

#include "books/rate.h"
#include "call/call.h"
#include "value/rule.h"

/* In this order they are arguments of functions and parameters of statements. */
typedef enum PricePart
{
	PART_ORIGINAL,				/* the amount as it was paid */
	PART_CURRENCY,				/* in this currency */
	PART_RATE,					/* by which it was multiplied; none: the amount was given */
	PART_TAX_CODE,
	PART_TAX_RATE,				/* percent */
	PART_TAX,					/* inside of the amount */
	PART_COUNT
} PricePart;

#define PART_TYPES			NUMERICOID, TEXTOID, NUMERICOID, TEXTOID, NUMERICOID, NUMERICOID
#define PART_COLUMNS(of) \
	of "original_amount, " of "original_currency, " of "rate, " of "tax_code, " of "tax_rate, " of "tax_amount"

/* Decimals that an amount may have before its currency is looked at. */
#define AMOUNT_DECIMALS		4

/* The rules for those that begin with an argument. Zero and empty are none. */
#define PRICE_RULES(first) \
	{first + PART_ORIGINAL, "original_amount", RULE_NUMBER, false, AMOUNT_DECIMALS, MONEY_MAX_DIGITS}, \
		{ first + PART_CURRENCY, "original_currency", RULE_CURRENCY, false, 0, 3 }, \
		{ first + PART_RATE, "rate", RULE_NUMBER, false, RATE_DIGITS, RATE_DIGITS }, \
		{ first + PART_TAX_CODE, "tax_code", RULE_TEXT, false, 0, RATE_CODE_MAX }, \
		{ first + PART_TAX_RATE, "tax_rate", RULE_NUMBER, false, PERCENT_DECIMALS, PERCENT_DIGITS }, \
	{ \
		first + PART_TAX, "tax_amount", RULE_NUMBER, false, AMOUNT_DECIMALS, MONEY_MAX_DIGITS \
	}

/* What an expense cost. */
typedef struct Price
{
	Datum		amount;			/* in the organization's currency: the one that counts */
	NullableDatum parts[PART_COUNT];
	DateADT		spent_on;
	DateADT		rate_since;		/* of the rate that was looked up for it; 0: none was */
} Price;

/* Whether a call gives any of those that begin with an argument. */
extern bool price_is_given(const Call *call, int first);

/*
 * Works out what an expense costs from what is given: the argument amount, those
 * that begin with first, and what it cost before (NULL: it is new). price has
 * the day already. What is wrong is noted among the problems. Returns whether
 * something is different from before.
 */
extern bool price_work_out(Call *call, int amount, int first, const Price *before, Price *price);

/*
 * Gives a price another amount, and the tax that its rate comes to then. Notes
 * where a tax without a rate is more than that.
 */
extern void price_set_amount(Call *call, Price *price, Datum amount);

/* Gives the parts to the parameters of a statement. */
extern void price_give(const Price *price, Datum *values, char *nulls);

/* Reads amount and parts from columns of the first row of the last statement, from one on. */
extern void price_read(int column, Price *price);

/* Whether two prices have the same code and rate of tax, or neither. */
extern bool price_same_tax(const Price *one, const Price *other);

/* Whether such a price may be columns of an expense, given as arguments from one on: amount, then the parts. */
extern bool price_holds(FunctionCallInfo fcinfo, int first);

#endif							/* OUTLAY_PRICE_H */
