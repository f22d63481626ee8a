/*-------------------------------------------------------------------------
 *
 * policy_form.c
 *	  What a policy may say, as tables.
 *
 *		{"rules": [{"rule": "day_limit", "above": "50.00", "effect": "approve",
 *					"category_ids": [3], "name": "Meals"}],
 *		 "approve_below": {"below": "25.00", "receipt": true},
 *		 "approval": [{"by": "department"}, {"by": "role", "role": "admin", "above": "1000.00"}]}
 *
 * The reader (policy_read.c) and the JSON Schema that is published
 * (policy_schema.c) both walk these tables, so that neither takes what the
 * other does not.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "policy/policy_form.h"

/* What every rule has, and whom and what each may be about. */
#define EVERY_RULE	(KEY_BIT(KEY_RULE) | KEY_BIT(KEY_EFFECT))
#define WHOM		(KEY_BIT(KEY_NAME) | KEY_BIT(KEY_MEMBER_IDS) | KEY_BIT(KEY_ROLES))
#define WHAT		(WHOM | KEY_BIT(KEY_CATEGORY_IDS))

const PolicyKeyForm policy_keys[KEY_COUNT] = {
	[KEY_RULE] = {"rule", FORM_KIND, "What it looks at"},
	[KEY_EFFECT] = {"effect", FORM_EFFECT,
	"warn: it is told; approve: somebody has to approve it, where approval is on; block: it is refused"},
	[KEY_NAME] = {"name", FORM_LINE, "What people call the rule"},
	[KEY_ABOVE] = {"above", FORM_AMOUNT, "The amount above which it holds, in the organization's currency"},
	[KEY_DAYS] = {"days", FORM_DAYS, "The age that is not to be passed, in days"},
	[KEY_ALLOWED_IDS] = {"allowed_ids", FORM_IDS,
	"Categories, with those below them: the expense has one of these, or none"},
	[KEY_CURRENCIES] = {"currencies", FORM_CURRENCIES,
	"Currencies, by their codes: the expense was paid in one of these, or in the organization's own"},
	[KEY_CATEGORY_IDS] = {"category_ids", FORM_IDS, "Categories, with those below them: for expenses of these alone"},
	[KEY_MEMBER_IDS] = {"member_ids", FORM_IDS, "Members: for these, and for who has one of the roles"},
	[KEY_ROLES] = {"roles", FORM_ROLES, "Roles: for members who have one of these, and for those that are named"},
	[KEY_BELOW] = {"below", FORM_AMOUNT, "The amount from which on somebody has to approve"},
	[KEY_RECEIPT] = {"receipt", FORM_BOOLEAN, "Whether it needs a receipt for that"},
	[KEY_BY] = {"by", FORM_STEP, "Who is asked"},
	[KEY_ROLE] = {"role", FORM_APPROVING_ROLE, "Any member of this role"},
	[KEY_MEMBER_ID] = {"member_id", FORM_ID, "This member"},
};

const char *const policy_effects[EFFECT_BLOCK + 1] = {
	[EFFECT_WARN] = "warn",
	[EFFECT_APPROVE] = "approve",
	[EFFECT_BLOCK] = "block",
};

const PolicyKindForm policy_kinds[KIND_COUNT] = {
	[KIND_EXPENSE_LIMIT] = {"expense_limit", "expense_limit", "amount", {EVERY_RULE | KEY_BIT(KEY_ABOVE), WHAT},
	"An expense of more than an amount"},
	[KIND_DAY_LIMIT] = {"day_limit", "day_limit", "amount", {EVERY_RULE | KEY_BIT(KEY_ABOVE), WHAT},
	"More than an amount of one member on one day, of all expenses that the rule is about"},
	[KIND_MONTH_LIMIT] = {"month_limit", "month_limit", "amount", {EVERY_RULE | KEY_BIT(KEY_ABOVE), WHAT},
	"The same, in one month"},
	[KIND_RECEIPT] = {"receipt", "receipt_missing", "receipts", {EVERY_RULE, WHAT | KEY_BIT(KEY_ABOVE)},
	"An expense of more than an amount without a receipt"},
	[KIND_MERCHANT] = {"merchant", "merchant_missing", "merchant", {EVERY_RULE, WHAT | KEY_BIT(KEY_ABOVE)},
	"The same without a merchant"},
	[KIND_NOTES] = {"notes", "notes_missing", "notes", {EVERY_RULE, WHAT | KEY_BIT(KEY_ABOVE)},
	"The same without notes"},
	[KIND_CATEGORY] = {"category", "category_missing", "category_id", {EVERY_RULE, WHOM | KEY_BIT(KEY_ABOVE)},
	"The same without a category"},
	[KIND_ALLOWED_CATEGORIES] = {"allowed_categories", "category_not_allowed", "category_id",
		{EVERY_RULE | KEY_BIT(KEY_ALLOWED_IDS), WHOM},
	"An expense of another category than those that are allowed"},
	[KIND_ALLOWED_CURRENCIES] = {"allowed_currencies", "currency_not_allowed", "original_currency",
		{EVERY_RULE | KEY_BIT(KEY_CURRENCIES), WHAT},
	"An expense that was paid in another currency than those that are allowed"},
	[KIND_AGE] = {"age", "too_old", "spent_on", {EVERY_RULE | KEY_BIT(KEY_DAYS), WHAT},
	"An expense that is handed in more than so many days later"},
	[KIND_WEEKEND] = {"weekend", "on_weekend", "spent_on", {EVERY_RULE, WHAT | KEY_BIT(KEY_ABOVE)},
	"An expense of more than an amount on a Saturday or Sunday"},
	[KIND_OVER_BUDGET] = {"over_budget", "over_budget", "budget_id", {EVERY_RULE, WHAT},
	"An expense beyond its budget"},
};

#define EVERY_STEP	KEY_BIT(KEY_BY)

const PolicyStepForm policy_steps[STEP_COUNT] = {
	[STEP_DEPARTMENT] = {"department", {EVERY_STEP, KEY_BIT(KEY_ABOVE)}, "The approver of the budget's department"},
	[STEP_MEMBER] = {"member", {EVERY_STEP, KEY_BIT(KEY_ABOVE)}, "The approver of whose expense it is"},
	[STEP_ROLE] = {"role", {EVERY_STEP | KEY_BIT(KEY_ROLE), KEY_BIT(KEY_ABOVE)}, "Somebody of a role"},
	[STEP_PERSON] = {"person", {EVERY_STEP | KEY_BIT(KEY_MEMBER_ID), KEY_BIT(KEY_ABOVE)}, "A certain member"},
};

/* What is approved by itself. */
const PolicyObjectForm policy_automatic_form = {KEY_BIT(KEY_BELOW), KEY_BIT(KEY_RECEIPT)};
