/*-------------------------------------------------------------------------
 *
 * rule_kind.h
 *	  The kinds of rules for fields, and what checks a value of each.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_RULE_KIND_H
#define OUTLAY_RULE_KIND_H

#include "postgres.h"

#include "utils/date.h"

#include "core/problem.h"

/*
 * Digits before the decimal point of an amount: as many as the columns hold,
 * numeric(19,4). The smallest unit of a currency does not say how many are
 * needed: IRR, LBP and IDR have two decimals in ISO 4217. What sums have beyond
 * that is refused where they are kept, see ledger.c.
 */
#define MONEY_MAX_DIGITS	15

typedef enum RuleKind
{
	RULE_TEXT,					/* one line of min to max characters; trimmed and normalized in place */
	RULE_LINES,					/* the same, of several lines */
	RULE_TAGS,					/* text[]: min or more tags, see value/tags.h; put in normal form, in place */
	RULE_EMAIL,					/* one line, with the shape of an address */
	RULE_MONEY,					/* positive, with the currency's decimals */
	RULE_BALANCE_CHANGE,		/* the same, or negative, but not zero */
	RULE_NUMBER,				/* zero or more, with up to min decimals and max digits before them */
	RULE_DATE,					/* between 2000-01-01 and one year from today, where the organization is */
	RULE_PLAN,					/* the same, but ten years from today */
	RULE_UNTIL,					/* the same, and the infinite past stands for none */
	RULE_INTEGER,				/* min to max */
	RULE_COLOR,					/* #rrggbb; this and the next two are put in normal form, in place */
	RULE_LOCALE,				/* a language tag of BCP 47 */
	RULE_TIME_ZONE,				/* a name of the time zone database */
	RULE_ROLES,					/* names of members' roles, separated by blanks, or none; see normalize */
	RULE_WHOLE_NUMBER,			/* min to max, as text without a sign or a zero before it */
	RULE_CHOICE,				/* one of the words in choices */
	RULE_CURRENCY,				/* a code of ISO 4217 */
	RULE_IBAN,					/* a number of a bank account, or nothing; put in normal form, in place */
	/* What no call takes, but a file has. */
	RULE_ALLOWANCE,				/* RULE_MONEY, or zero */
	RULE_BALANCE,				/* an amount of any sign and size */
	RULE_TIME,					/* between 2000-01-01 and one year from now, UTC */
	RULE_ID,					/* a number from 1 on */
	RULE_PASSWORD_HASH,			/* what password_hash() makes, or what is no hash at all */
	RULE_DIGEST,				/* SHA-256 in base64url */
	RULE_PREFERENCES			/* a document of preferences, see value/preferences.c */
} RuleKind;

/* What must hold for one value. */
typedef struct Rule
{
	int			arg;			/* its slot */
	const char *field;			/* its name */
	RuleKind	kind;
	bool		required;
	int			min;
	int			max;
	const char *choices;		/* words, separated by spaces */
	/* RULE_TEXT: what else is wrong with it, and the code of that; NULL: nothing */
	const char *(*refuse) (const char *value, const char **code);
	/* RULE_ROLES: makes the normal form, palloc'd; NULL where it is none */
	char	   *(*normalize) (const char *value);
} Rule;

/* What rules have to know of the organization. */
typedef struct RuleContext
{
	const char *currency;
	int			decimals;
	DateADT		today;			/* where it is */
} RuleContext;

/* Fills in the context of a check; called once at most, and only where a rule needs it. */
typedef void (*RuleContextFill) (RuleContext *context, void *arg);

/* Values that are being checked. */
typedef struct RuleCheck
{
	NullableDatum *slots;
	Problems   *problems;
	RuleContextFill fill;
	void	   *arg;
	RuleContext context;
	bool		has_context;
} RuleCheck;

/* The value that a rule is for, which is not NULL; checks put it in normal form. */
extern Datum *rule_value(RuleCheck *check, const Rule *rule);

/* What is known of the organization. */
extern const RuleContext *rule_context(RuleCheck *check);

/* Texts: rule_text.c. */
extern void rule_check_line(RuleCheck *check, const Rule *rule);
extern void rule_check_lines(RuleCheck *check, const Rule *rule);
extern void rule_check_tags(RuleCheck *check, const Rule *rule);
extern void rule_check_email(RuleCheck *check, const Rule *rule);
extern void rule_check_form(RuleCheck *check, const Rule *rule);
extern void rule_check_currency(RuleCheck *check, const Rule *rule);
extern void rule_check_iban(RuleCheck *check, const Rule *rule);
extern void rule_check_password_hash(RuleCheck *check, const Rule *rule);
extern void rule_check_digest(RuleCheck *check, const Rule *rule);
extern void rule_check_preferences(RuleCheck *check, const Rule *rule);

/* Amounts, numbers, days and times: rule_number.c. */
extern void rule_check_balance(RuleCheck *check, const Rule *rule);
extern void rule_check_money(RuleCheck *check, const Rule *rule);
extern void rule_check_allowance(RuleCheck *check, const Rule *rule);
extern void rule_check_balance_change(RuleCheck *check, const Rule *rule);
extern void rule_check_number(RuleCheck *check, const Rule *rule);
extern void rule_check_integer(RuleCheck *check, const Rule *rule);
extern void rule_check_id(RuleCheck *check, const Rule *rule);
extern void rule_check_date(RuleCheck *check, const Rule *rule);
extern void rule_check_plan(RuleCheck *check, const Rule *rule);
extern void rule_check_until(RuleCheck *check, const Rule *rule);
extern void rule_check_time(RuleCheck *check, const Rule *rule);

/*
 * The normal form, palloc'd, of a value of one of the kinds that have but one
 * (from RULE_COLOR to RULE_CHOICE); NULL, and why, where it is not of that kind.
 */
extern char *rule_text_form(const Rule *rule, const char *value, const char **message);

/* Makes a date the first day of its month; infinity and NULL stay. */
extern void rule_begin_of_month(NullableDatum *slot);

#endif							/* OUTLAY_RULE_KIND_H */
