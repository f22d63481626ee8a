/*-------------------------------------------------------------------------
 *
 * policy_form.h
 *	  What a policy may say, as tables, and one as it was read.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_POLICY_FORM_H
#define OUTLAY_POLICY_FORM_H

#include "policy/units.h"

#define POLICY_MAX_RULES	32		/* so that those of two are the bits of a word */
#define POLICY_MAX_STEPS	10
#define POLICY_MAX_IDS		100		/* of a list */
#define POLICY_MAX_CURRENCIES	50	/* of a list */
#define POLICY_MAX_DAYS		3660
#define POLICY_MAX_NAME		100		/* characters */
#define POLICY_MAX_BYTES	16384	/* of a document as text */

#define POLICY_AMOUNT_PATTERN	"^[0-9]{1,15}([.][0-9]{1,4})?$"

/* What is done about what a rule finds. The later ones are stricter. */
typedef enum PolicyEffect
{
	EFFECT_WARN,
	EFFECT_APPROVE,				/* somebody has to approve it, even if it is below what is approved by itself */
	EFFECT_BLOCK
} PolicyEffect;

typedef enum PolicyKind
{
	KIND_EXPENSE_LIMIT,
	KIND_DAY_LIMIT,
	KIND_MONTH_LIMIT,
	KIND_RECEIPT,
	KIND_MERCHANT,
	KIND_NOTES,
	KIND_CATEGORY,
	KIND_ALLOWED_CATEGORIES,
	KIND_ALLOWED_CURRENCIES,
	KIND_AGE,
	KIND_WEEKEND,
	KIND_OVER_BUDGET,
	KIND_COUNT
} PolicyKind;

/* What stands in an object of a document. */
typedef enum PolicyKey
{
	KEY_RULE,
	KEY_EFFECT,
	KEY_NAME,
	KEY_ABOVE,
	KEY_DAYS,
	KEY_ALLOWED_IDS,
	KEY_CURRENCIES,
	KEY_CATEGORY_IDS,
	KEY_MEMBER_IDS,
	KEY_ROLES,
	KEY_BELOW,
	KEY_RECEIPT,
	KEY_BY,
	KEY_ROLE,
	KEY_MEMBER_ID,
	KEY_COUNT
} PolicyKey;

/* A set of keys. */
typedef uint32 PolicyKeys;

#define KEY_BIT(key)	((PolicyKeys) 1 << (key))

/* The kinds of values that keys have. */
typedef enum PolicyValue
{
	FORM_KIND,
	FORM_EFFECT,
	FORM_LINE,
	FORM_AMOUNT,
	FORM_DAYS,
	FORM_IDS,
	FORM_ROLES,
	FORM_CURRENCIES,
	FORM_BOOLEAN,
	FORM_STEP,
	FORM_APPROVING_ROLE,
	FORM_ID
} PolicyValue;

typedef struct PolicyKeyForm
{
	const char *name;
	PolicyValue value;
	const char *what;			/* in words */
} PolicyKeyForm;

/* An object: which keys it must have, and which it may have beside those. */
typedef struct PolicyObjectForm
{
	PolicyKeys	required;
	PolicyKeys	optional;
} PolicyObjectForm;

/* A kind of rule. */
typedef struct PolicyKindForm
{
	const char *name;
	const char *code;			/* of what it finds */
	const char *field;			/* of the expense that is to blame */
	PolicyObjectForm form;
	const char *what;			/* what it finds, in words */
} PolicyKindForm;

/* Who is asked at a step of approval. */
typedef enum PolicyStepKind
{
	STEP_DEPARTMENT,
	STEP_MEMBER,
	STEP_ROLE,
	STEP_PERSON,
	STEP_COUNT
} PolicyStepKind;

typedef struct PolicyStepForm
{
	const char *name;
	PolicyObjectForm form;
	const char *what;			/* who that is, in words */
} PolicyStepForm;

/* What a document calls its steps. */
#define POLICY_STEPS	"approval"

extern const PolicyKeyForm policy_keys[KEY_COUNT];
extern const PolicyStepForm policy_steps[STEP_COUNT];
extern const PolicyKindForm policy_kinds[KIND_COUNT];
extern const char *const policy_effects[EFFECT_BLOCK + 1];
extern const PolicyObjectForm policy_automatic_form;

typedef struct PolicyIds
{
	int			count;			/* 0: the key is not there */
	int64	   *ids;
} PolicyIds;

typedef struct PolicyRule
{
	PolicyKind	kind;
	PolicyEffect effect;
	const char *name;			/* NULL: none */
	Units		above;			/* 0: any amount */
	int			days;
	int			currency_count;
	char		currencies[POLICY_MAX_CURRENCIES][4];	/* in which it may be paid, beside the organization's own */
	PolicyIds	allowed;		/* categories; what is below them is among them, here and in the next */
	PolicyIds	categories;
	PolicyIds	members;
	int			roles;			/* ROLE_… bits; 0: any */
} PolicyRule;

/* A step of approval. */
typedef struct PolicyStep
{
	PolicyStepKind kind;
	Units		above;			/* for expenses of more than this */
	int			role;			/* one ROLE_… bit, of STEP_ROLE */
	int64		member;			/* of STEP_PERSON */
} PolicyStep;

typedef struct Policy
{
	int			count;
	PolicyRule	rules[POLICY_MAX_RULES];
	bool		automatic;		/* small amounts are approved by themselves */
	Units		automatic_below;
	bool		automatic_receipt;	/* if they have a receipt */
	int			step_count;		/* 0: who approves is as without a policy */
	PolicyStep	steps[POLICY_MAX_STEPS];
} Policy;

/* Whether a rule is about what a member spends in a day or a month. */
static inline bool
policy_is_of_period(const PolicyRule *rule)
{
	return rule->kind == KIND_DAY_LIMIT || rule->kind == KIND_MONTH_LIMIT;
}

#endif							/* OUTLAY_POLICY_FORM_H */
