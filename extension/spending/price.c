/*-------------------------------------------------------------------------
 *
 * price.c
 *	  What an expense cost: the amount that counts, what it was paid as in
 *	  another currency, and the tax inside of it.
 *
 * amount is in the organization's currency, and the only one that budgets and
 * totals know. The original amount says how it was paid. Where only that is
 * given, amount is it times the rate; where both are, as on the statement of a
 * card, both are kept, and there is no rate. The rate is kept with the expense,
 * and looked up again only where its day or currency changes, so that who
 * submits or approves an amount has the one that they saw.
 *
 * Tax is inside of the amount, and what is net is the rest of it, always: no
 * cent is lost or found. What is printed on a receipt wins where it is within
 * a unit of what the rate comes to, since others round line by line.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

#include "books/money.h"
#include "call/validate.h"
#include "core/compat.h"
#include "spending/price.h"
#include "value/amount.h"
#include "value/currency.h"

static const char *text_of(const NullableDatum *slot);
static bool is_same(const NullableDatum *a, const NullableDatum *b, bool is_text);
static void take(Call *call, int arg, bool is_text, NullableDatum *part);
static int	decimals_of(Datum number);
static bool is_in_bounds(Datum amount);
static void check_original(Call *call, Price *price);
static void look_up_rate(Call *call, Price *price);
static void multiply(Call *call, Price *price);
static bool is_as_before(const Price *before, const Price *price);
static void work_out_original(Call *call, int amount, int first, const Price *before, Price *price);
static void work_out_tax_rate(Call *call, int first, const Price *before, Price *price);
static void check_tax(Call *call, Price *price, const NullableDatum *printed);
static void work_out_tax(Call *call, int first, const Price *before, Price *price);
static bool may_be_tax(Datum tax, Datum amount);

/* Which parts are texts; the others are numbers. */
static const bool part_is_text[PART_COUNT] = {[PART_CURRENCY] = true,[PART_TAX_CODE] = true};

/* The text of a slot that has one. */
static const char *
text_of(const NullableDatum *slot)
{
	return TextDatumGetCString(slot->value);
}

/* Whether two parts are the same, or both none. */
static bool
is_same(const NullableDatum *a, const NullableDatum *b, bool is_text)
{
	if (a->isnull || b->isnull)
		return a->isnull && b->isnull;
	if (is_text)
		return strcmp(text_of(a), text_of(b)) == 0;
	return amount_compare(a->value, b->value) == 0;
}

/* Takes an argument for a part, where it is given: zero and an empty text are none. */
static void
take(Call *call, int arg, bool is_text, NullableDatum *part)
{
	if (!call_has(call, arg))
		return;
	*part = call->args[arg];
	part->isnull = is_text ? text_of(part)[0] == '\0' : amount_sign(part->value) == 0;
}

/* How many decimals a number needs. */
static int
decimals_of(Datum number)
{
	return DatumGetInt32(DirectFunctionCall1(numeric_min_scale, number));
}

/* Whether an amount has no more digits before the point than columns hold. */
static bool
is_in_bounds(Datum amount)
{
	Datum		bound = DirectFunctionCall3(numeric_in, CStringGetDatum("1e" CppAsString2(MONEY_MAX_DIGITS)), 0,
									  Int32GetDatum(-1));

	return amount_compare(DirectFunctionCall1(numeric_abs, amount), bound) < 0;
}

/* See price.h. */
bool
price_is_given(const Call *call, int first)
{
	for (int i = 0; i < PART_COUNT; i++)
		if (call_has(call, first + i))
			return true;
	return false;
}

/*
 * Notes what is wrong with an amount of another currency, and gives it the
 * decimals of that, as people write it.
 */
static void
check_original(Call *call, Price *price)
{
	const char *currency = text_of(&price->parts[PART_CURRENCY]);
	NullableDatum *original = &price->parts[PART_ORIGINAL];
	int			decimals = currency_decimals(currency);

	if (strcmp(currency, call_organization(call)->currency) == 0)
		problem_add(&call->problems, "original_currency", "own_currency",
					"is the organization's own currency: give it as amount");
	else if (decimals_of(original->value) > decimals)
		problem_add(&call->problems, "original_amount", "too_many_decimals", "must have at most %d decimals (%s)",
					decimals, currency);
	else
		original->value = DirectFunctionCall2(numeric_round, original->value, Int32GetDatum(decimals));
}

/* Gives a price the rate of its day; notes where there is none. */
static void
look_up_rate(Call *call, Price *price)
{
	const char *currency = text_of(&price->parts[PART_CURRENCY]);
	NullableDatum *rate = &price->parts[PART_RATE];

	rate->isnull = !rate_find(call, RATE_EXCHANGE, currency, price->spent_on, &rate->value, &price->rate_since);
	if (rate->isnull)
		problem_add(&call->problems, "rate", "no_rate",
					"there is none of %s for the day or the %d before: give the amount in %s, or a rate",
					currency, EXCHANGE_DAYS, call_organization(call)->currency);
}

/* Makes the amount of what was paid and the rate; notes where it is too little or too much. */
static void
multiply(Call *call, Price *price)
{
	const Organization *organization = call_organization(call);

	price->amount = amount_convert(price->parts[PART_ORIGINAL].value, price->parts[PART_RATE].value,
								   organization->decimals);
	if (amount_sign(price->amount) == 0)
		problem_add(&call->problems, "original_amount", "too_small", "comes to nothing in %s", organization->currency);
	else if (!is_in_bounds(price->amount))
		problem_add(&call->problems, "original_amount", "too_large",
					"must come to at most %d digits before the decimal point in %s", MONEY_MAX_DIGITS,
					organization->currency);
}

/* Whether what was paid, and when, is as it was before. */
static bool
is_as_before(const Price *before, const Price *price)
{
	return before != NULL && before->spent_on == price->spent_on &&
		is_same(&before->parts[PART_ORIGINAL], &price->parts[PART_ORIGINAL], false) &&
		is_same(&before->parts[PART_CURRENCY], &price->parts[PART_CURRENCY], true);
}

/* Works out amount, original amount and rate; price has those of before. docs/expenses.md has the table. */
static void
work_out_original(Call *call, int amount, int first, const Price *before, Price *price)
{
	NullableDatum *original = &price->parts[PART_ORIGINAL];
	NullableDatum *currency = &price->parts[PART_CURRENCY];
	NullableDatum *rate = &price->parts[PART_RATE];
	NullableDatum given = {.isnull = true};
	bool		was_foreign = before != NULL && !before->parts[PART_ORIGINAL].isnull;
	bool		had_rate = !rate->isnull;
	bool		gives_amount = call_has(call, amount);
	int			noted = call->problems.count;

	take(call, first + PART_ORIGINAL, false, original);
	take(call, first + PART_CURRENCY, true, currency);
	take(call, first + PART_RATE, false, &given);
	/* Either taken away takes both away, unless the other one is given. */
	if (was_foreign && original->isnull && !call_has(call, first + PART_CURRENCY))
		currency->isnull = true;
	if (was_foreign && currency->isnull && !call_has(call, first + PART_ORIGINAL))
		original->isnull = true;
	if (original->isnull != currency->isnull)
		problem_add(&call->problems, original->isnull ? "original_amount" : "original_currency", "missing",
					"is required: there is the %s", original->isnull ? "currency of one" : "amount");
	else if (original->isnull && !given.isnull)
		problem_add(&call->problems, "rate", "without_original", "must be of an original amount");
	else if (!original->isnull)
		check_original(call, price);
	if (call->problems.count > noted)
		return;

	if (gives_amount)
		price->amount = call_arg(call, amount);
	if (original->isnull)
	{
		rate->isnull = true;
		if (!gives_amount && before == NULL)
			problem_add(&call->problems, "amount", "missing", "is required");
		return;
	}
	if (call_has(call, first + PART_RATE))
		*rate = given;
	else if (gives_amount)
	{
		/* The amount that it has already, given with nothing else, changes nothing. */
		rate->isnull |= !is_as_before(before, price) || amount_compare(before->amount, price->amount) != 0;
		return;
	}
	else if (!was_foreign || call_has(call, first + PART_CURRENCY) || (had_rate && before->spent_on != price->spent_on))
		look_up_rate(call, price);
	/* What was paid stays, and so does what it comes to: for a part of a whole, that is a share and not the product. */
	else if (!call_has(call, first + PART_ORIGINAL))
		return;
	if (rate->isnull)
		return;
	multiply(call, price);
	if (gives_amount && amount_compare(price->amount, call_arg(call, amount)) != 0)
		problem_add(&call->problems, "amount", "not_the_product",
					"must be %s, the original amount times the rate: give one of them",
					money_text(call, price->amount));
}

/* Works out code and rate of the tax: the rate of a code is that of the day. */
static void
work_out_tax_rate(Call *call, int first, const Price *before, Price *price)
{
	NullableDatum *code = &price->parts[PART_TAX_CODE];
	NullableDatum *rate = &price->parts[PART_TAX_RATE];
	bool		gives_code = call_has(call, first + PART_TAX_CODE);
	bool		gives_rate = call_has(call, first + PART_TAX_RATE);
	bool		other_day = before != NULL && before->spent_on != price->spent_on;

	take(call, first + PART_TAX_CODE, true, code);
	if (gives_rate)
	{
		bool		other_rate;

		/* No percent is a rate, too. */
		*rate = call->args[first + PART_TAX_RATE];
		other_rate = before == NULL || !is_same(&before->parts[PART_TAX_RATE], rate, false);
		if (!gives_code && other_rate)
			code->isnull = true;
		/* Both as they are: it is the rate that the code had then. */
		if (gives_code && before != NULL && !other_rate && !other_day &&
			is_same(&before->parts[PART_TAX_CODE], code, true))
			return;
	}
	if (code->isnull || !(gives_code || other_day))
		return;
	rate->isnull = false;
	if (!rate_find(call, RATE_TAX, text_of(code), price->spent_on, &rate->value, NULL))
		problem_add(&call->problems, "tax_code", "unknown", "there is no rate of it for the day");
	else if (gives_rate && amount_compare(rate->value, call_arg(call, first + PART_TAX_RATE)) != 0)
		problem_add(&call->problems, "tax_rate", "not_of_code",
					"must be %s, the rate of the code on the day: give one of them",
					DatumGetCString(DirectFunctionCall1(numeric_out, rate->value)));
}

/*
 * Gives a price its tax: what its rate comes to, or what is printed. Notes
 * where that is more than a unit from it, or, without a rate, more than the
 * amount, which a receipt with several rates has no other bound than.
 */
static void
check_tax(Call *call, Price *price, const NullableDatum *printed)
{
	int			decimals = call_organization(call)->decimals;
	Datum		unit = NumericGetDatum(int64_div_fast_to_numeric(1, decimals));
	NullableDatum *tax = &price->parts[PART_TAX];
	Datum		computed;

	if (!printed->isnull && decimals_of(printed->value) > decimals)
	{
		problem_add(&call->problems, "tax_amount", "too_many_decimals", "must have at most %d decimals (%s)", decimals,
					call_organization(call)->currency);
		return;
	}
	*tax = *printed;
	if (!price->parts[PART_TAX_RATE].isnull)
	{
		computed = amount_tax_inside(price->amount, price->parts[PART_TAX_RATE].value, decimals);
		if (printed->isnull)
			*tax = (NullableDatum) {computed, false};
		else if (amount_compare(DirectFunctionCall1(numeric_abs, amount_subtract(printed->value, computed)), unit) > 0)
			problem_add(&call->problems, "tax_amount", "not_of_rate",
						"must be %s, what the rate comes to, or one unit more or less", money_text(call, computed));
	}
	if (!tax->isnull && !may_be_tax(tax->value, price->amount))
		problem_add(&call->problems, "tax_amount", "exceeds_amount", "must not be more than the amount");
}

/* Works out the tax; price has that of before. */
static void
work_out_tax(Call *call, int first, const Price *before, Price *price)
{
	const NullableDatum *code = &price->parts[PART_TAX_CODE];
	const NullableDatum *rate = &price->parts[PART_TAX_RATE];
	NullableDatum printed = {.isnull = true};
	bool		asked;
	int			noted = call->problems.count;

	work_out_tax_rate(call, first, before, price);
	if (call->problems.count > noted)
		return;
	take(call, first + PART_TAX, false, &printed);
	asked = call_has(call, first + PART_TAX_RATE) || (call_has(call, first + PART_TAX_CODE) && !code->isnull);
	/* Taken away, it takes code and rate along, unless these are given. */
	if (call_has(call, first + PART_TAX) && printed.isnull && !asked)
		price->parts[PART_TAX_CODE].isnull = price->parts[PART_TAX_RATE].isnull = true;
	/* What is not given stays, where neither amount nor rate are others than before. */
	else if (before != NULL && !call_has(call, first + PART_TAX) && !asked &&
			 is_same(&before->parts[PART_TAX_RATE], rate, false) &&
			 (rate->isnull || amount_compare(before->amount, price->amount) == 0))
		printed = before->parts[PART_TAX];
	check_tax(call, price, &printed);
}

/* See price.h. */
bool
price_work_out(Call *call, int amount, int first, const Price *before, Price *price)
{
	int			noted = call->problems.count;

	price->rate_since = 0;
	if (before != NULL)
	{
		price->amount = before->amount;
		memcpy(price->parts, before->parts, sizeof(price->parts));
	}
	else
		for (int i = 0; i < PART_COUNT; i++)
			price->parts[i].isnull = true;
	work_out_original(call, amount, first, before, price);
	if (call->problems.count == noted)
		work_out_tax(call, first, before, price);
	if (call->problems.count > noted || before == NULL)
		return true;
	for (int i = 0; i < PART_COUNT; i++)
		if (!is_same(&before->parts[i], &price->parts[i], part_is_text[i]))
			return true;
	return amount_compare(before->amount, price->amount) != 0;
}

/* See price.h. */
void
price_set_amount(Call *call, Price *price, Datum amount)
{
	NullableDatum printed = price->parts[PART_TAX];

	if (amount_compare(price->amount, amount) == 0)
		return;
	price->amount = amount;
	printed.isnull |= !price->parts[PART_TAX_RATE].isnull;
	check_tax(call, price, &printed);
}

/* See price.h. */
void
price_give(const Price *price, Datum *values, char *nulls)
{
	for (int i = 0; i < PART_COUNT; i++)
	{
		values[i] = price->parts[i].value;
		nulls[i] = price->parts[i].isnull ? 'n' : ' ';
	}
}

/* See price.h. */
void
price_read(int column, Price *price)
{
	for (int i = 0; i < PART_COUNT; i++)
		price->parts[i].value = call_column(column + i, &price->parts[i].isnull);
}

/* See price.h. */
bool
price_same_tax(const Price *one, const Price *other)
{
	return is_same(&one->parts[PART_TAX_CODE], &other->parts[PART_TAX_CODE], true) &&
		is_same(&one->parts[PART_TAX_RATE], &other->parts[PART_TAX_RATE], false);
}

/* Whether a number may be the tax of an amount: of its sign, and not more than it. */
static bool
may_be_tax(Datum tax, Datum amount)
{
	return amount_sign(tax) * amount_sign(amount) >= 0 &&
		amount_compare(DirectFunctionCall1(numeric_abs, tax), DirectFunctionCall1(numeric_abs, amount)) <= 0;
}

/* See price.h. */
bool
price_holds(FunctionCallInfo fcinfo, int first)
{
	const NullableDatum *amount = &fcinfo->args[first];
	const NullableDatum *parts = &fcinfo->args[first + 1];
	const NullableDatum *original = &parts[PART_ORIGINAL];
	const NullableDatum *rate = &parts[PART_RATE];
	const NullableDatum *tax = &parts[PART_TAX];
	bool		is_none = true;

	for (int i = 0; i < PART_COUNT; i++)
		is_none &= parts[i].isnull;
	if (is_none)
		return true;
	if (amount->isnull || original->isnull != parts[PART_CURRENCY].isnull || (original->isnull && !rate->isnull))
		return false;
	if (!original->isnull &&
		(currency_decimals(text_of(&parts[PART_CURRENCY])) < 0 || numeric_is_nan(DatumGetNumeric(original->value)) ||
		 numeric_is_inf(DatumGetNumeric(original->value)) ||
		 decimals_of(original->value) > currency_decimals(text_of(&parts[PART_CURRENCY])) ||
		 !is_in_bounds(original->value) ||
		 amount_sign(original->value) * amount_sign(amount->value) <= 0))
		return false;
	if (!rate->isnull && (numeric_is_nan(DatumGetNumeric(rate->value)) || amount_sign(rate->value) <= 0))
		return false;
	if ((!parts[PART_TAX_CODE].isnull && (parts[PART_TAX_RATE].isnull || text_of(&parts[PART_TAX_CODE])[0] == '\0')) ||
		(!parts[PART_TAX_RATE].isnull && (tax->isnull || numeric_is_nan(DatumGetNumeric(parts[PART_TAX_RATE].value)) ||
										  amount_sign(parts[PART_TAX_RATE].value) < 0)))
		return false;
	return tax->isnull || (!numeric_is_nan(DatumGetNumeric(tax->value)) && may_be_tax(tax->value, amount->value));
}
