/*-------------------------------------------------------------------------
 *
 * split_price.c
 *	  What the parts of an expense cost.
 *
 * Amounts that are given have to come to the whole, to the unit; shares are
 * shared out (value/share.c). What was paid in another currency and the tax are
 * shared out by themselves, by the amounts, so that both come to the whole, too.
 * Where a part says another tax, each has what comes of its own amount.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

#include "books/money.h"
#include "core/compat.h"
#include "spending/split_part.h"
#include "value/amount.h"
#include "value/currency.h"
#include "value/share.h"

static void note_too_small(Call *call, int number, const char *field, const char *currency);
static void price_by_shares(Call *call, const Expense *expense, SplitParts *parts);
static void price_by_amounts(Call *call, const Expense *expense, SplitParts *parts);
static void share_rest(Call *call, const Price *whole, SplitParts *parts, bool with_tax);
static bool says_tax(const SplitPart *part);
static void price_tax(Call *call, const Expense *expense, int slot, SplitParts *parts);

/* Notes that nothing comes to a part. */
static void
note_too_small(Call *call, int number, const char *field, const char *currency)
{
	problem_add(&call->problems, psprintf("parts.%d.%s", number, field), "too_small", "comes to nothing in %s",
				currency);
}

/* Shares the amount of the whole out. */
static void
price_by_shares(Call *call, const Expense *expense, SplitParts *parts)
{
	const Organization *organization = call_organization(call);
	Datum		weights[SPLIT_MAX_PARTS];
	Datum		shares[SPLIT_MAX_PARTS];
	bool		is_nothing = true;

	for (int i = 0; i < parts->count; i++)
	{
		weights[i] = parts->parts[i].said[PART_KEY_SHARE].value;
		is_nothing &= amount_sign(weights[i]) == 0;
	}
	if (is_nothing)
		problem_add(&call->problems, "parts.0.share", "not_positive", "must be greater than zero for one of them");
	else
		share_out(expense->price.amount, organization->decimals, weights, parts->count, shares);
	for (int i = 0; !is_nothing && i < parts->count; i++)
	{
		parts->parts[i].price.amount = shares[i];
		if (amount_sign(shares[i]) == 0)
			note_too_small(call, i, "share", organization->currency);
	}
}

/* Takes the amounts that are given, which have to come to the whole. */
static void
price_by_amounts(Call *call, const Expense *expense, SplitParts *parts)
{
	Datum		sum = NumericGetDatum(int64_to_numeric(0));

	for (int i = 0; i < parts->count; i++)
	{
		parts->parts[i].price.amount = parts->parts[i].said[PART_KEY_AMOUNT].value;
		sum = amount_add(sum, parts->parts[i].price.amount);
		if (amount_sign(parts->parts[i].price.amount) != amount_sign(expense->price.amount))
			problem_add(&call->problems, psprintf("parts.%d.amount", i), "wrong_sign",
						"must have the sign of the whole");
	}
	if (amount_compare(sum, expense->price.amount) != 0)
		problem_add(&call->problems, "parts", "not_the_sum", "must come to %s, and come to %s",
					money_text(call, expense->price.amount), money_text(call, sum));
}

/* Shares what was paid and the tax of a whole out to parts whose amounts are known. */
static void
share_rest(Call *call, const Price *whole, SplitParts *parts, bool with_tax)
{
	const NullableDatum *original = &whole->parts[PART_ORIGINAL];
	const NullableDatum *tax = &whole->parts[PART_TAX];
	Datum		weights[SPLIT_MAX_PARTS];
	Datum		shares[SPLIT_MAX_PARTS];

	for (int i = 0; i < parts->count; i++)
		weights[i] = DirectFunctionCall1(numeric_abs, parts->parts[i].price.amount);
	if (!original->isnull)
	{
		char	   *currency = TextDatumGetCString(whole->parts[PART_CURRENCY].value);

		share_out(original->value, currency_decimals(currency), weights, parts->count, shares);
		for (int i = 0; i < parts->count; i++)
		{
			parts->parts[i].price.parts[PART_ORIGINAL] = (NullableDatum) {shares[i], false};
			parts->parts[i].price.parts[PART_CURRENCY] = whole->parts[PART_CURRENCY];
			parts->parts[i].price.parts[PART_RATE] = whole->parts[PART_RATE];
			if (amount_sign(shares[i]) == 0)
				note_too_small(call, i, "amount", currency);
		}
	}
	if (!with_tax)
		return;
	if (!tax->isnull)
		share_out(tax->value, call_organization(call)->decimals, weights, parts->count, shares);
	for (int i = 0; i < parts->count; i++)
	{
		Price	   *price = &parts->parts[i].price;

		price->parts[PART_TAX_CODE] = whole->parts[PART_TAX_CODE];
		price->parts[PART_TAX_RATE] = whole->parts[PART_TAX_RATE];
		price->parts[PART_TAX] = (NullableDatum) {shares[i], tax->isnull};
	}
}

/* Whether a part says what tax is in it. */
static bool
says_tax(const SplitPart *part)
{
	return !part->said[PART_KEY_PRICE + PART_TAX_CODE].isnull || !part->said[PART_KEY_PRICE + PART_TAX_RATE].isnull ||
		!part->said[PART_KEY_PRICE + PART_TAX].isnull;
}

/*
 * Works out the tax of each part from its own amount, where one of them says
 * something of it: those that do not have the rate of the whole. What was
 * printed for all of it without a rate is nobody's then.
 */
static void
price_tax(Call *call, const Expense *expense, int slot, SplitParts *parts)
{
	Problems	problems = call->problems;

	for (int i = 0; i < parts->count; i++)
	{
		SplitPart  *part = &parts->parts[i];
		Price		whole = expense->price;
		Price		price = {.spent_on = whole.spent_on};

		call->problems = (Problems) {0};
		for (int j = PART_ORIGINAL; j <= PART_RATE; j++)
			whole.parts[j].isnull = true;
		if (whole.parts[PART_TAX_RATE].isnull)
			whole.parts[PART_TAX].isnull = true;
		memcpy(&call->args[slot], part->said, sizeof(part->said));
		call->args[slot + PART_KEY_AMOUNT] = (NullableDatum) {part->price.amount, false};
		(void) price_work_out(call, slot + PART_KEY_AMOUNT, slot + PART_KEY_PRICE, &whole, &price);
		memcpy(&part->price.parts[PART_TAX_CODE], &price.parts[PART_TAX_CODE],
			   sizeof(NullableDatum) * (PART_COUNT - PART_TAX_CODE));
		split_note_at(&problems, i, &call->problems);
	}
	call->problems = problems;
}

/* See split_part.h. */
void
split_price_parts(Call *call, const Expense *expense, int slot, SplitParts *parts)
{
	bool		taxed = false;

	for (int i = 0; i < parts->count; i++)
	{
		SplitPart  *part = &parts->parts[i];
		const NullableDatum *budget = &part->said[PART_KEY_BUDGET];

		part->budget = budget->isnull ? expense->budget : DatumGetInt64(budget->value);
		part->price = expense->price;
		taxed |= says_tax(part);
	}
	if (parts->parts[0].said[PART_KEY_SHARE].isnull)
		price_by_amounts(call, expense, parts);
	else
		price_by_shares(call, expense, parts);
	problem_check(&call->problems, "split");
	share_rest(call, &expense->price, parts, !taxed);
	if (taxed)
		price_tax(call, expense, slot, parts);
	problem_check(&call->problems, "split");
}

/* See split_part.h. */
void
split_take_less(Call *call, const Expense *expense, Datum amount, SplitParts *parts)
{
	Datum		amounts[] = {amount, amount_subtract(expense->price.amount, amount)};

	if (amount_sign(amounts[0]) != amount_sign(expense->price.amount) ||
		amount_sign(amounts[1]) != amount_sign(expense->price.amount))
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "amount", "not_less",
					  psprintf("must be less than that of the expense (%s)", money_text(call, expense->price.amount)),
					  NULL);
	for (int i = 0; i < lengthof(amounts); i++)
	{
		SplitPart  *part = &parts->parts[i];

		for (int key = 0; key < PART_KEY_COUNT; key++)
			part->said[key].isnull = true;
		part->budget = expense->budget;
		part->price = expense->price;
		part->price.amount = amounts[i];
	}
	share_rest(call, &expense->price, parts, true);
	problem_check(&call->problems, "approval");
}
