/*-------------------------------------------------------------------------
 *
 * details.c
 *	  What an expense says of itself, beside amount, day and description.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "core/compat.h"
#include "spending/details.h"
#include "spending/price.h"

PG_FUNCTION_INFO_V1(outlay_expense_details_hold);

static bool is_blank(FunctionCallInfo fcinfo, int arg);
static bool is_paid_with(const text *word);

/* Whether an argument is a text, but one of blanks alone. */
static bool
is_blank(FunctionCallInfo fcinfo, int arg)
{
	text	   *value;

	if (PG_ARGISNULL(arg))
		return false;
	value = PG_GETARG_TEXT_PP(arg);
	return strspn(text_to_cstring(value), " ") == VARSIZE_ANY_EXHDR(value);
}

/* Whether a text is one of the words of PAID_WITH. */
static bool
is_paid_with(const text *word)
{
	static const char *const words[] = {"own", "company"};
	int			length = VARSIZE_ANY_EXHDR(word);

	for (int i = 0; i < lengthof(words); i++)
		if (strlen(words[i]) == length && memcmp(words[i], VARDATA_ANY(word), length) == 0)
			return true;
	return false;
}

/*
 * expense_details_hold(merchant text, notes text, tags text[], paid_with text,
 * external_id text, billable_to text) returns boolean: whether these may be
 * columns of an expense. For the table's constraint, which has amount,
 * original_amount, original_currency, rate, tax_code, tax_rate and tax_amount
 * behind them since there are these.
 */
Datum
outlay_expense_details_hold(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!is_blank(fcinfo, DETAIL_MERCHANT) && !is_blank(fcinfo, DETAIL_NOTES) &&
				   !is_blank(fcinfo, DETAIL_EXTERNAL_ID) && !is_blank(fcinfo, DETAIL_BILLABLE_TO) &&
				   (PG_ARGISNULL(DETAIL_TAGS) || tags_hold(PG_GETARG_ARRAYTYPE_P(DETAIL_TAGS))) &&
				   !PG_ARGISNULL(DETAIL_PAID_WITH) && is_paid_with(PG_GETARG_TEXT_PP(DETAIL_PAID_WITH)) &&
				   (PG_NARGS() == DETAIL_COUNT || price_holds(fcinfo, DETAIL_COUNT)));
}

/* See details.h. */
void
details_give(Call *call, int arg, Datum *values, char *nulls)
{
	for (int i = 0; i < DETAIL_COUNT; i++)
	{
		values[i] = call_arg(call, arg + i);
		nulls[i] = call_null(call, arg + i);
	}
}
