/*-------------------------------------------------------------------------
 *
 * position.c
 *	  Where in a list a page ends, as a text that clients give back.
 *
 * A position is the order of the list, the id of the last row and its key, in
 * base64url, since clients shall not take it apart. They may nevertheless, so
 * nothing in it is believed: what is read is a value of the key's type or no
 * position, and never reaches a function that raises. Another order than the
 * one that the position is of is refused: it would lead to another place.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>

#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "call/position.h"

#define NUMERIC_MAX_LENGTH	40

static char *key_to_text(Oid type, Datum key);
static bool read_integer(const char **text, char end, int64 *value);
static bool is_plain_number(const char *text);
static bool key_from_text(Oid type, const char *text, Datum *key);

/* Returns the key as text: dates and times as the numbers that they are; InvalidOid is the type of none. */
static char *
key_to_text(Oid type, Datum key)
{
	switch (type)
	{
		case InvalidOid:
			return "";
		case DATEOID:
			return psprintf("%d", DatumGetDateADT(key));
		case TIMESTAMPTZOID:
			return psprintf(INT64_FORMAT, DatumGetTimestampTz(key));
		case INT8OID:
			return psprintf(INT64_FORMAT, DatumGetInt64(key));
		case NUMERICOID:
			return DatumGetCString(DirectFunctionCall1(numeric_out, key));
		case TEXTOID:
			return TextDatumGetCString(key);
		default:
			elog(ERROR, "a list has a key of type %u", type);
	}
}

/* Reads a whole integer; false where the text is none, or there is more behind it than the character end. */
static bool
read_integer(const char **text, char end, int64 *value)
{
	char	   *stop;

	errno = 0;
	*value = strtoi64(*text, &stop, 10);
	if (errno != 0 || stop == *text || *stop != end)
		return false;
	*text = stop + (end != '\0');
	return true;
}

/* Whether a text is a plain number: a sign, digits, a point, digits. */
static bool
is_plain_number(const char *text)
{
	size_t		length = strlen(text);
	size_t		whole = strspn(text + (*text == '-'), "0123456789");
	const char *rest = text + (*text == '-') + whole;

	if (whole == 0 || length > NUMERIC_MAX_LENGTH)
		return false;
	if (*rest == '.')
		rest += 1 + strspn(rest + 1, "0123456789");
	return *rest == '\0' && rest[-1] != '.';
}

/* Reads a key; false where the text is none of the type. */
static bool
key_from_text(Oid type, const char *text, Datum *key)
{
	int64		number;

	switch (type)
	{
		case InvalidOid:
			*key = (Datum) 0;
			return *text == '\0';
		case DATEOID:
			if (!read_integer(&text, '\0', &number) || number < PG_INT32_MIN || number > PG_INT32_MAX)
				return false;
			*key = DateADTGetDatum((DateADT) number);
			return true;
		case TIMESTAMPTZOID:
			if (!read_integer(&text, '\0', &number))
				return false;
			*key = TimestampTzGetDatum(number);
			return true;
		case INT8OID:
			if (!read_integer(&text, '\0', &number))
				return false;
			*key = Int64GetDatum(number);
			return true;
		case NUMERICOID:
			if (!is_plain_number(text))
				return false;
			*key = DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid),
									   Int32GetDatum(-1));
			return true;
		case TEXTOID:
			if (!pg_verifymbstr(text, strlen(text), true))
				return false;
			*key = CStringGetTextDatum(text);
			return true;
		default:
			return false;
	}
}

/*
 * Writes the position behind a row with a key and an id, in the named order,
 * to an array of POSITION_SIZE.
 */
void
position_write(char *position, const char *order, Oid type, Datum key, int64 id)
{
	char	   *plain = psprintf("%s," INT64_FORMAT ",%s", order, id, key_to_text(type, key));
	size_t		length = strlen(plain);

	if (length > POSITION_KEY_SIZE)
		elog(ERROR, "the key of a list has %zu bytes", length);
	sodium_bin2base64(position, POSITION_SIZE, (unsigned char *) plain, length,
					  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	pfree(plain);
}

/* Reads a position; false where the text is none, or is of another order. */
bool
position_read(const char *position, const char *order, Oid type, Datum *key, int64 *id)
{
	char		plain[POSITION_KEY_SIZE + 1];
	const char *at = plain;
	size_t		length;
	size_t		order_length = strlen(order);

	if (sodium_base642bin((unsigned char *) plain, sizeof(plain) - 1, position, strlen(position), NULL, &length, NULL,
						  sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
		return false;
	plain[length] = '\0';
	if (strlen(plain) != length || strncmp(plain, order, order_length) != 0 || plain[order_length] != ',')
		return false;
	at += order_length + 1;
	return read_integer(&at, ',', id) && key_from_text(type, at, key);
}
