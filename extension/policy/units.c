/*-------------------------------------------------------------------------
 *
 * units.c
 *	  Amounts as whole numbers, for sums over many of them.
 *
 * A policy is tried over every expense that there is, and an addition of numeric
 * costs as much as all the rules together. What is kept has four decimals at
 * most, so whole numbers of these are as exact.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/fmgrprotos.h"

#include "policy/units.h"

#define UNITS_TEXT_SIZE	48

static bool read_digits(const char *text, int length, int max, Units *units);

/* Reads digits, at most so many, and behind a point at most four; false: it is something else. */
static bool
read_digits(const char *text, int length, int max, Units *units)
{
	int			whole = 0;
	int			decimals = 0;

	*units = 0;
	while (whole < length && whole <= max && text[whole] >= '0' && text[whole] <= '9')
		*units = *units * 10 + (text[whole++] - '0');
	if (whole < 1 || whole > max)
		return false;
	if (whole < length)
	{
		if (text[whole] != '.')
			return false;
		while (whole + 1 + decimals < length && decimals < UNITS_DECIMALS &&
			   text[whole + 1 + decimals] >= '0' && text[whole + 1 + decimals] <= '9')
			*units = *units * 10 + (text[whole + 1 + decimals++] - '0');
		if (decimals == 0 || whole + 1 + decimals != length)
			return false;
	}
	while (decimals++ < UNITS_DECIMALS)
		*units *= 10;
	return true;
}

/* Reads an amount without a sign, as the API writes it: digits, at most four of them behind a point; false: none. */
bool
units_read(const char *text, int length, Units *units)
{
	return read_digits(text, length, UNITS_MAX_DIGITS, units);
}

/* Returns an amount of a column, or a sum of many. */
Units
units_of_numeric(Datum amount)
{
	char	   *text = DatumGetCString(DirectFunctionCall1(numeric_out, amount));
	bool		negative = text[0] == '-';
	Units		units;

	if (!read_digits(text + negative, strlen(text + negative), UNITS_MAX_SUM, &units))
		elog(ERROR, "an amount is %s", text);
	pfree(text);
	return negative ? -units : units;
}

/* Returns the same as numeric. */
Datum
units_to_numeric(Units units)
{
	return DirectFunctionCall3(numeric_in, CStringGetDatum(units_text(units, UNITS_DECIMALS)),
							   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

/* Returns an amount as text, palloc'd, with so many decimals, and more where it has more. */
char *
units_text(Units units, int decimals)
{
	char		buffer[UNITS_TEXT_SIZE];
	char	   *at = buffer + sizeof(buffer);
	Units		rest = units < 0 ? -units : units;
	int			shown = UNITS_DECIMALS;

	for (; shown > decimals && rest % 10 == 0; shown--)
		rest /= 10;
	*--at = '\0';
	for (int digit = 0; digit <= shown || rest > 0; digit++)
	{
		if (digit == shown && shown > 0)
			*--at = '.';
		*--at = '0' + (int) (rest % 10);
		rest /= 10;
	}
	if (units < 0)
		*--at = '-';
	return pstrdup(at);
}
