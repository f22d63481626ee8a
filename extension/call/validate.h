/*-------------------------------------------------------------------------
 *
 * validate.h
 *	  The rules for fields, as tables.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_VALIDATE_H
#define OUTLAY_VALIDATE_H

#include "call/call.h"

typedef enum RuleKind
{
	RULE_TEXT,					/* one line of min to max characters; trimmed and normalized in place */
	RULE_EMAIL,					/* the same, with the shape of an address */
	RULE_MONEY,					/* positive, with the currency's decimals */
	RULE_BALANCE_CHANGE,		/* the same, or negative, but not zero */
	RULE_DATE,					/* between 2000-01-01 and one year from today, where the organization is */
	RULE_MONTH,					/* the same; becomes the first day of its month */
	RULE_INTEGER,				/* min to max */
	RULE_COLOR,					/* #rrggbb; this and the next two are put in normal form, in place */
	RULE_LOCALE,				/* a language tag of BCP 47 */
	RULE_TIME_ZONE,				/* a name of the time zone database */
	RULE_ROLES,					/* names of members' roles, separated by blanks, or none */
	RULE_CHOICE					/* one of the words in choices */
} RuleKind;

/* What must hold for one argument. */
typedef struct Rule
{
	int			arg;			/* position of the argument */
	const char *field;			/* its name */
	RuleKind	kind;
	bool		required;
	int			min;
	int			max;
	const char *choices;		/* words, separated by spaces */
} Rule;

extern void validate(Call *call, const Rule *rules, int count);

/*
 * The normal form, palloc'd, of a value of one of the kinds that have but one
 * (from RULE_COLOR on); NULL, and why, where it is not of that kind.
 */
extern char *validate_text_form(const Rule *rule, const char *value, const char **message);

/* Makes a date argument the first day of its month; infinity stays. */
extern void validate_begin_of_month(Call *call, int arg);

/* Largest amount of one entry; sums of a thousand of them still fit numeric(19,4). */
#define MONEY_MAX_DIGITS	12

#endif							/* OUTLAY_VALIDATE_H */
