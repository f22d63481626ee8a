/*-------------------------------------------------------------------------
 *
 * details.h
 *	  What an expense says of itself, beside amount, day and description.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_DETAILS_H
#define OUTLAY_DETAILS_H

#include "call/call.h"
#include "value/rule.h"
#include "value/tags.h"

/* Who paid: the member, who gets it back, or the company. */
#define PAID_WITH			"own company"

#define MERCHANT_MAX		200
#define NOTES_MAX			4000
#define EXTERNAL_ID_MAX		200
#define BILLABLE_TO_MAX		200

/* In this order they are arguments of functions and parameters of statements. */
typedef enum Detail
{
	DETAIL_MERCHANT,
	DETAIL_NOTES,
	DETAIL_TAGS,
	DETAIL_PAID_WITH,
	DETAIL_EXTERNAL_ID,
	DETAIL_BILLABLE_TO,
	DETAIL_COUNT
} Detail;

#define DETAIL_TYPES		TEXTOID, TEXTOID, TEXTARRAYOID, TEXTOID, TEXTOID, TEXTOID

/* The rules for those that begin with an argument. Empty is none. */
#define DETAIL_RULES(first) \
	{first + DETAIL_MERCHANT, "merchant", RULE_TEXT, false, 0, MERCHANT_MAX}, \
		{ first + DETAIL_NOTES, "notes", RULE_LINES, false, 0, NOTES_MAX }, \
		{ first + DETAIL_TAGS, "tags", RULE_TAGS }, \
		{ first + DETAIL_PAID_WITH, "paid_with", RULE_CHOICE, false, 0, 0, PAID_WITH }, \
		{ first + DETAIL_EXTERNAL_ID, "external_id", RULE_TEXT, false, 0, EXTERNAL_ID_MAX }, \
	{ \
		first + DETAIL_BILLABLE_TO, "billable_to", RULE_TEXT, false, 0, BILLABLE_TO_MAX \
	}

/* Gives those that begin with an argument to the parameters of a statement; NULL where they are not given. */
extern void details_give(Call *call, int arg, Datum *values, char *nulls);

#endif							/* OUTLAY_DETAILS_H */
