/*-------------------------------------------------------------------------
 *
 * rate_kind.c
 *	  What rates may be of, and what the columns of one may be.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/numeric.h"

#include "books/rate.h"
#include "core/compat.h"
#include "value/amount.h"
#include "value/currency.h"

PG_FUNCTION_INFO_V1(outlay_currency_decimals);
PG_FUNCTION_INFO_V1(outlay_rate_holds);

static bool is_kept(RateKind kind, const char *code, Datum value);
static bool is_kept_tier(RateKind kind, Datum from, const char *unit);
static bool is_unit(const char *word);

const RateKindForm rate_kinds[RATE_KIND_COUNT] = {
	[RATE_EXCHANGE] = {"exchange", EXCHANGE_DAYS, RATE_DIGITS, RATE_DIGITS},
	[RATE_TAX] = {"tax", 0, PERCENT_DIGITS, PERCENT_DECIMALS},
	[RATE_MILEAGE] = {"mileage", 0, RATE_DIGITS, RATE_DIGITS},
	[RATE_PER_DIEM] = {"per_diem", 0, RATE_DIGITS, RATE_DIGITS},
	[RATE_REDUCTION] = {"reduction", 0, PERCENT_DIGITS, PERCENT_DECIMALS},
};

/* Returns the name of a kind. */
const char *
rate_kind_name(RateKind kind)
{
	return rate_kinds[kind].name;
}

/* Finds the kind of a name; false where there is none. */
bool
rate_kind_from_name(const char *name, RateKind *kind)
{
	for (int i = 0; i < RATE_KIND_COUNT; i++)
		if (strcmp(rate_kinds[i].name, name) == 0)
		{
			*kind = i;
			return true;
		}
	return false;
}

/* Whether a table may have a value of a kind. */
static bool
is_kept(RateKind kind, const char *code, Datum value)
{
	if (numeric_is_nan(DatumGetNumeric(value)))
		return false;
	if (kind == RATE_EXCHANGE)
		return strlen(code) == 3 && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3 && amount_sign(value) > 0;
	if (amount_sign(value) < 0 || numeric_is_inf(DatumGetNumeric(value)))
		return false;
	if (kind == RATE_REDUCTION)
		return amount_compare(value, NumericGetDatum(int64_to_numeric(100))) <= 0;
	return kind != RATE_TAX || amount_compare(value, NumericGetDatum(int64_to_numeric(1000))) < 0;
}

/* Whether a table may have a tier of a kind, which is in a unit, NULL: in none. */
static bool
is_kept_tier(RateKind kind, Datum from, const char *unit)
{
	if (numeric_is_nan(DatumGetNumeric(from)) || numeric_is_inf(DatumGetNumeric(from)) || amount_sign(from) < 0)
		return false;
	if (kind == RATE_MILEAGE)
		return unit != NULL && is_unit(unit);
	return unit == NULL && amount_sign(from) == 0;
}

/* Whether a word is one of RATE_UNITS. */
static bool
is_unit(const char *word)
{
	static const char *const units[] = {"km", "mile"};

	for (int i = 0; i < lengthof(units); i++)
		if (strcmp(units[i], word) == 0)
			return true;
	return false;
}

/*
 * rate_holds(kind text, code text, since date, from_quantity numeric, value
 * numeric, unit text) returns boolean: whether these may be the columns of a
 * rate. For the table's constraint, which has no unit before there is mileage.
 */
Datum
outlay_rate_holds(PG_FUNCTION_ARGS)
{
	RateKind	kind;
	char	   *code;
	char	   *unit = PG_NARGS() > 5 && !PG_ARGISNULL(5) ? text_to_cstring(PG_GETARG_TEXT_PP(5)) : NULL;

	for (int i = 0; i < 5; i++)
		if (PG_ARGISNULL(i))
			PG_RETURN_BOOL(false);
	code = text_to_cstring(PG_GETARG_TEXT_PP(1));
	PG_RETURN_BOOL(rate_kind_from_name(text_to_cstring(PG_GETARG_TEXT_PP(0)), &kind) &&
				   strspn(code, " ") < strlen(code) && !DATE_NOT_FINITE(PG_GETARG_DATEADT(2)) &&
				   is_kept_tier(kind, PG_GETARG_DATUM(3), unit) && is_kept(kind, code, PG_GETARG_DATUM(4)));
}

/* currency_decimals(code text) returns integer: how many its amounts have; NULL: it is no currency. */
Datum
outlay_currency_decimals(PG_FUNCTION_ARGS)
{
	int			decimals = currency_decimals(text_to_cstring(PG_GETARG_TEXT_PP(0)));

	if (decimals < 0)
		PG_RETURN_NULL();
	PG_RETURN_INT32(decimals);
}
