/*-------------------------------------------------------------------------
 *
 * shape.c
 *	  Whether a text can be a value of an SQL type, by its shape.
 *
 * Stricter than PostgreSQL's input functions, on purpose: they take
 * 'infinity', 'yesterday' and 0x-numbers, round what does not fit, and
 * report one field at a time.
 *
 *-------------------------------------------------------------------------
 */
#include "shape.h"

#include <string.h>

#define is_digit(c) ((c) >= '0' && (c) <= '9')

/* The length of a run of digits. */
static size_t
digits(const char *text, size_t len)
{
	size_t count = 0;

	while (count < len && is_digit(text[count]))
		count++;
	return count;
}

/* Whether it is an integer, without leading zeros, from -limit-1 to limit. */
static bool
is_integer(const char *text, size_t len, uint64_t limit)
{
	bool negative = len > 0 && text[0] == '-';
	uint64_t value = 0;

	text += negative;
	len -= negative;
	if (len == 0 || len > 19 || digits(text, len) != len || (len > 1 && text[0] == '0'))
		return false;
	for (size_t i = 0; i < len; i++)
		value = value * 10 + (uint64_t) (text[i] - '0');
	return value <= limit + negative;
}

/* Whether it is -?digits[.digits]. */
static bool
is_decimal(const char *text, size_t len)
{
	size_t whole;

	if (len > 0 && *text == '-')
		text++, len--;
	whole = digits(text, len);
	if (whole == 0 || whole == len)
		return whole > 0;
	return text[whole] == '.' && len > whole + 1 && digits(text + whole + 1, len - whole - 1) == len - whole - 1;
}

/* Reads a number of exactly so many digits; -1 if it is none. */
static int
fixed_number(const char *text, size_t count)
{
	int value = 0;

	for (size_t i = 0; i < count; i++)
	{
		if (!is_digit(text[i]))
			return -1;
		value = value * 10 + (text[i] - '0');
	}
	return value;
}

/* Whether it is a day that exists, YYYY-MM-DD. */
static bool
is_date(const char *text, size_t len)
{
	static const int month_days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year,
		month,
		day;

	if (len != 10 || text[4] != '-' || text[7] != '-')
		return false;
	year = fixed_number(text, 4);
	month = fixed_number(text + 5, 2);
	day = fixed_number(text + 8, 2);
	if (year < 1 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= month_days[month - 1] +
		(month == 2 && (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)));
}

/* Whether it is HH:MM, with an hour and minute that exist. */
static bool
is_hour_minute(const char *text)
{
	int hour = fixed_number(text, 2);
	int minute = text[2] == ':' ? fixed_number(text + 3, 2) : -1;

	return hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
}

/* Whether it is an RFC 3339 time stamp. */
static bool
is_timestamp(const char *text, size_t len)
{
	int second;
	size_t at = 19;

	if (len < 20 || !is_date(text, 10) || (text[10] != 'T' && text[10] != 't') || !is_hour_minute(text + 11) ||
		text[16] != ':')
		return false;
	second = fixed_number(text + 17, 2);
	if (second < 0 || second > 59)
		return false;
	if (text[at] == '.')
	{
		size_t fraction = digits(text + at + 1, len - at - 1);

		if (fraction == 0 || fraction > 9)
			return false;
		at += fraction + 1;
	}
	if (len - at == 1)
		return text[at] == 'Z' || text[at] == 'z';
	return len - at == 6 && (text[at] == '+' || text[at] == '-') && is_hour_minute(text + at + 1);
}

/* Whether it is a UUID in its usual notation. */
static bool
is_uuid(const char *text, size_t len)
{
	if (len != 36)
		return false;
	for (size_t i = 0; i < len; i++)
	{
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash ? text[i] != '-' : strchr("0123456789abcdefABCDEF", text[i]) == NULL || text[i] == '\0')
			return false;
	}
	return true;
}

/* Whether plain text (of a query, a path, or a JSON string) can be such a value. */
bool
shape_accepts_text(ArgShape shape, const char *text, size_t len)
{
	const char *why;

	switch (shape)
	{
		case SHAPE_SMALLINT:
			return is_integer(text, len, INT16_MAX);
		case SHAPE_INTEGER:
			return is_integer(text, len, INT32_MAX);
		case SHAPE_BIGINT:
			return is_integer(text, len, INT64_MAX);
		case SHAPE_NUMERIC:
			return is_decimal(text, len);
		case SHAPE_BOOLEAN:
			return (len == 4 && memcmp(text, "true", 4) == 0) || (len == 5 && memcmp(text, "false", 5) == 0);
		case SHAPE_DATE:
			return is_date(text, len);
		case SHAPE_TIMESTAMP:
			return is_timestamp(text, len);
		case SHAPE_UUID:
			return is_uuid(text, len);
		case SHAPE_JSON:
		case SHAPE_JSONB:
			return json_check_object(text, len, &why);
		case SHAPE_TEXT:
		case SHAPE_OTHER:
			break;
	}
	return true;
}

/* Whether a JSON scalar, whose text is given, can be such a value. */
bool
shape_accepts_json(ArgShape shape, JsonKind kind, const char *text, size_t len)
{
	switch (shape)
	{
		case SHAPE_SMALLINT:
		case SHAPE_INTEGER:
		case SHAPE_BIGINT:
			return kind == JSON_KIND_NUMBER && shape_accepts_text(shape, text, len);
		case SHAPE_NUMERIC:
			return kind == JSON_KIND_NUMBER || (kind == JSON_KIND_STRING && is_decimal(text, len));
		case SHAPE_BOOLEAN:
			return kind == JSON_KIND_BOOLEAN;
		case SHAPE_OTHER:
			return kind != JSON_KIND_OBJECT && kind != JSON_KIND_ARRAY;
		case SHAPE_JSON:
		case SHAPE_JSONB:
			return true;
		case SHAPE_TEXT:
		case SHAPE_DATE:
		case SHAPE_TIMESTAMP:
		case SHAPE_UUID:
			break;
	}
	return kind == JSON_KIND_STRING && shape_accepts_text(shape, text, len);
}

/* What a value should have been, for people. */
const char *
shape_message(ArgShape shape, bool array)
{
	static const char *const one[] = {
		[SHAPE_SMALLINT] = "must be an integer from -32768 to 32767",
		[SHAPE_INTEGER] = "must be an integer from -2147483648 to 2147483647",
		[SHAPE_BIGINT] = "must be an integer of at most 64 bits",
		[SHAPE_NUMERIC] = "must be a decimal number",
		[SHAPE_BOOLEAN] = "must be true or false",
		[SHAPE_TEXT] = "must be text",
		[SHAPE_DATE] = "must be an existing day, YYYY-MM-DD",
		[SHAPE_TIMESTAMP] = "must be a time stamp, YYYY-MM-DDTHH:MM:SSZ",
		[SHAPE_UUID] = "must be a UUID",
		[SHAPE_JSON] = "must be JSON",
		[SHAPE_JSONB] = "must be JSON",
		[SHAPE_OTHER] = "must be one value",
	};

	return array ? "must be a list of such values" : one[shape];
}
