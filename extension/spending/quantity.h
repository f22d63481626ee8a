/*-------------------------------------------------------------------------
 *
 * quantity.h
 *	  Expenses that are a quantity times a rate: mileage and per diems.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_QUANTITY_H
#define OUTLAY_QUANTITY_H

#include "books/rate.h"
#include "call/call.h"
#include "spending/price.h"
#include "value/expense_kind.h"
#include "value/rule.h"

/* In this order they are arguments of functions. */
typedef enum QuantityPart
{
	QUANTITY_KIND,
	QUANTITY_VALUE,				/* kilometres, miles or days */
	QUANTITY_CODE,				/* of the rate */
	QUANTITY_REDUCTIONS,		/* codes, once for each time */
	QUANTITY_PARTS
} QuantityPart;

#define REDUCTIONS_MAX		100

/* The rules for those that begin with an argument, but for the reductions. Zero and empty are none. */
#define QUANTITY_RULES(first) \
	{first + QUANTITY_KIND, "kind", RULE_CHOICE, false, 0, 0, EXPENSE_KINDS}, \
		{ first + QUANTITY_VALUE, "quantity", RULE_NUMBER, false, QUANTITY_DECIMALS, QUANTITY_DIGITS }, \
	{ \
		first + QUANTITY_CODE, "rate_code", RULE_TEXT, false, 0, RATE_CODE_MAX \
	}

/* In this order they are columns of expense, and parameters of statements. */
#define QUANTITY_COLUMNS(of)	of "kind, " of "quantity, " of "rate_code, " of "basis"
#define QUANTITY_TYPES			TEXTOID, NUMERICOID, TEXTOID, JSONBOID
#define QUANTITY_COLUMN_COUNT	4

/* What an expense is, and of how much. */
typedef struct Quantity
{
	ExpenseKind kind;
	NullableDatum value;
	NullableDatum code;
	NullableDatum basis;		/* jsonb; there where the two before are */
} Quantity;

/* What else the amount hangs on. */
typedef struct QuantityOf
{
	int64		expense;		/* 0: it is new */
	int64		member;			/* 0: nobody's */
	DateADT		day;
	bool		counts;			/* it is to count towards the distance of the year, so that is to stay */
} QuantityOf;

/* Whether a call gives any of those that begin with an argument. */
extern bool quantity_is_given(const Call *call, int first);

/*
 * Works out the amount from the arguments that begin with first and what the
 * expense was before (NULL: it is new), and puts it in the place of the argument
 * amount. What is wrong is noted among the problems. Gives whether it did so.
 */
extern bool quantity_work_out(Call *call, int amount, int first, const QuantityOf *of, const QuantityOf *of_before,
							  const Quantity *before, Datum amount_before, Quantity *quantity);

/* Notes where an amount that was worked out is of another currency, too. */
extern void quantity_check_price(Call *call, const Quantity *quantity, const Price *price);

/*
 * Works out the amount of a distance that is to be submitted, where others may
 * have been driven since it was entered. False where it stays. 22023: there is no
 * rate any more.
 */
extern bool quantity_settle(Call *call, const QuantityOf *of, Quantity *quantity, Datum *amount);

/* Gives them to the parameters of a statement, and reads them from columns of the first row of the last one. */
extern void quantity_give(const Quantity *quantity, Datum *values, char *nulls);
extern void quantity_read(int column, Quantity *quantity);

#endif							/* OUTLAY_QUANTITY_H */
