/*-------------------------------------------------------------------------
 *
 * price_preview.c
 *	  What an expense would cost: price_expense().
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "call/validate.h"
#include "core/compat.h"
#include "spending/price.h"
#include "spending/quantity.h"
#include "value/amount.h"

PG_FUNCTION_INFO_V1(outlay_price_expense);

/* Arguments. */
enum
{
	ARG_SPENT_ON,
	ARG_AMOUNT,
	ARG_PRICE,					/* the first part */
	ARG_QUANTITY = ARG_PRICE + PART_COUNT,	/* the first part */
	ARG_MEMBER = ARG_QUANTITY + QUANTITY_PARTS
};

/* Columns of the answer. */
enum
{
	COLUMN_AMOUNT,
	COLUMN_CURRENCY,
	COLUMN_PARTS,				/* the first of them */
	COLUMN_NET = COLUMN_PARTS + PART_COUNT,
	COLUMN_SINCE,
	COLUMN_BASIS,
	COLUMN_COUNT
};

static void work_out(Call *call, Price *price, Quantity *quantity);

/* Works out what the arguments come to; notes what is wrong with them. Nobody is kept from adding to what is read. */
static void
work_out(Call *call, Price *price, Quantity *quantity)
{
	static const Rule amount_rule = {ARG_AMOUNT, "amount", RULE_MONEY};
	static const Rule rules[] = {
		{ARG_SPENT_ON, "spent_on", RULE_DATE, true},
		PRICE_RULES(ARG_PRICE),
		QUANTITY_RULES(ARG_QUANTITY),
	};
	QuantityOf	of = {.member = call->caller.member};

	validate(call, &amount_rule, 1);
	validate(call, rules, lengthof(rules));
	if (call->problems.count > 0)
		return;
	price->spent_on = of.day = DatumGetDateADT(call_arg(call, ARG_SPENT_ON));
	if (call_has(call, ARG_MEMBER))
		of.member = call_id(call, ARG_MEMBER);
	(void) quantity_work_out(call, ARG_AMOUNT, ARG_QUANTITY, &of, NULL, NULL, 0, quantity);
	if (call->problems.count > 0)
		return;
	price_work_out(call, ARG_AMOUNT, ARG_PRICE, NULL, price);
	quantity_check_price(call, quantity, price);
}

/*
 * price_expense(spent_on date, amount numeric, original_amount numeric,
 * original_currency text, rate numeric, tax_code text, tax_rate numeric,
 * tax_amount numeric, kind text, quantity numeric, rate_code text, reductions
 * text[], member_id bigint) returns outlay.expense_price: what create_expense()
 * would make of these. 22023: invalid, or there is no rate.
 */
Datum
outlay_price_expense(PG_FUNCTION_ARGS)
{
	Call		call;
	Price		price;
	Quantity	quantity;
	Datum		values[COLUMN_COUNT];
	bool		nulls[COLUMN_COUNT] = {false};
	const Organization *organization;

	call_begin(&call, fcinfo);
	work_out(&call, &price, &quantity);
	problem_check(&call.problems, "price");

	organization = call_organization(&call);
	price.amount = amount_round(price.amount, organization->decimals);
	values[COLUMN_AMOUNT] = price.amount;
	values[COLUMN_CURRENCY] = CStringGetTextDatum(organization->currency);
	for (int i = 0; i < PART_COUNT; i++)
	{
		values[COLUMN_PARTS + i] = price.parts[i].value;
		nulls[COLUMN_PARTS + i] = price.parts[i].isnull;
	}
	nulls[COLUMN_NET] = nulls[COLUMN_PARTS + PART_TAX];
	if (!nulls[COLUMN_NET])
		values[COLUMN_NET] = amount_subtract(price.amount, values[COLUMN_PARTS + PART_TAX]);
	values[COLUMN_SINCE] = DateADTGetDatum(price.rate_since);
	nulls[COLUMN_SINCE] = price.rate_since == 0;
	values[COLUMN_BASIS] = quantity.basis.value;
	nulls[COLUMN_BASIS] = quantity.basis.isnull;
	return call_end(&call, call_result_row(fcinfo, values, nulls, COLUMN_COUNT));
}
