/*-------------------------------------------------------------------------
 *
 * shape.c
 *	  Whether a value can be one of an SQL type, by its shape.
 *
 * Stricter than PostgreSQL's input functions, on purpose: they take
 * 'infinity' and 'yesterday', and report one field at a time.
 *
 *-------------------------------------------------------------------------
 */
#include "shape.h"

#include <string.h>

#include "json.h"

static const struct
{
	const char *type;			/* as format_type prints it, without a modifier */
	const char *message;		/* what a value must be, for people */
}			shapes[] =
{
	[SHAPE_SMALLINT] = {"smallint", "must be an integer from -32768 to 32767"},
	[SHAPE_INTEGER] = {"integer", "must be an integer from -2147483648 to 2147483647"},
	[SHAPE_BIGINT] = {"bigint", "must be an integer of at most 64 bits"},
	[SHAPE_NUMERIC] = {"numeric", "must be a decimal number"},
	[SHAPE_BOOLEAN] = {"boolean", "must be true or false"},
	[SHAPE_TEXT] = {"text", "must be text"},
	[SHAPE_VARCHAR] = {"character varying", "must be text"},
	[SHAPE_DATE] = {"date", "must be an existing day, YYYY-MM-DD"},
	[SHAPE_TIMESTAMP] = {"timestamp with time zone", "must be a time, YYYY-MM-DDTHH:MM:SSZ"},
	[SHAPE_UUID] = {"uuid", "must be a UUID"},
	[SHAPE_JSON] = {"json", "must be JSON"},
	[SHAPE_JSONB] = {"jsonb", "must be JSON"},
	[SHAPE_OTHER] = {"", "must be one value"},
};

/* The shape of an SQL type; for an array, of its elements. */
Shape
shape_of_type(const char *type, bool *array)
{
	size_t		len = strcspn(type, "([");
	Shape		shape = 0;

	*array = strlen(type) > 2 && strcmp(type + strlen(type) - 2, "[]") == 0;
	while (shape != SHAPE_OTHER && (strlen(shapes[shape].type) != len || strncmp(type, shapes[shape].type, len) != 0))
		shape++;
	return shape;
}

/* What a value should have been, for people. */
const char *
shape_message(Shape shape, bool array)
{
	return array ? "must be a list of such values" : shapes[shape].message;
}

/* The length of a run of digits. */
static size_t
digits(const char *text, size_t len)
{
	size_t		count = 0;

	while (count < len && text[count] >= '0' && text[count] <= '9')
		count++;
	return count;
}

/* Whether it is an integer, without leading zeros, from -limit-1 to limit. */
static bool
is_integer(const char *text, size_t len, uint64_t limit)
{
	bool		negative = len > 0 && text[0] == '-';
	uint64_t	value = 0;

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
	size_t		sign = len > 0 && *text == '-';
	size_t		whole = digits(text + sign, len - sign);
	size_t		at = sign + whole;

	if (whole == 0 || at == len)
		return whole > 0;
	return text[at] == '.' && at + 1 < len && at + 1 + digits(text + at + 1, len - at - 1) == len;
}

/* Whether text fits a pattern: 9 is a digit, x a hexadecimal digit, anything else itself. */
static bool
fits(const char *pattern, const char *text, size_t len)
{
	if (strlen(pattern) != len)
		return false;
	for (size_t i = 0; i < len; i++)
	{
		const char *set = pattern[i] == '9' ? "0123456789" : pattern[i] == 'x' ? "0123456789abcdefABCDEF" : NULL;

		if (set ? text[i] == '\0' || strchr(set, text[i]) == NULL : text[i] != pattern[i])
			return false;
	}
	return true;
}

/* The number of two digits. */
static int
two(const char *text)
{
	return (text[0] - '0') * 10 + text[1] - '0';
}

/* Whether it is a day that exists, YYYY-MM-DD. */
static bool
is_date(const char *text, size_t len)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int			year,
		month;
	bool		leap;

	if (!fits("9999-99-99", text, len))
		return false;
	year = two(text) * 100 + two(text + 2);
	month = two(text + 5);
	leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return year > 0 && month >= 1 && month <= 12 && two(text + 8) >= 1 &&
		two(text + 8) <= days[month - 1] + (leap && month == 2);
}

/* Whether it is an RFC 3339 time stamp. */
static bool
is_timestamp(const char *text, size_t len)
{
	size_t		fraction = 0;
	const char *zone = text + 19;

	if (len < 20 || !is_date(text, 10) || !fits("T99:99:99", text + 10, 9) || two(text + 11) > 23 ||
		two(text + 14) > 59 || two(text + 17) > 59)
		return false;
	if (*zone == '.')
	{
		fraction = digits(zone + 1, len - 20);
		zone += fraction + 1;
		if (fraction == 0 || fraction > 9)
			return false;
	}
	len -= (size_t) (zone - text);
	return fits("Z", zone, len) || ((fits("+99:99", zone, len) || fits("-99:99", zone, len)) &&
									two(zone + 1) < 24 && two(zone + 4) < 60);
}

/* Whether plain text (of a query or a path) can be such a value. */
bool
shape_accepts_text(Shape shape, const char *text, size_t len)
{
	const char *why;
	json_t	   *json;

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
			return fits("true", text, len) || fits("false", text, len);
		case SHAPE_DATE:
			return is_date(text, len);
		case SHAPE_TIMESTAMP:
			return is_timestamp(text, len);
		case SHAPE_UUID:
			return fits("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", text, len);
		case SHAPE_JSON:
		case SHAPE_JSONB:
			json = json_check_object(text, len, &why);
			json_decref(json);
			return json != NULL;
		default:
			return true;
	}
}

/* Whether a JSON value, whose decoded text or source is given, can be such a value. */
bool
shape_accepts_json(Shape shape, const json_t *value, const char *text, size_t len)
{
	switch (shape)
	{
		case SHAPE_JSON:
		case SHAPE_JSONB:
			return true;
		case SHAPE_OTHER:
			return !json_is_object(value) && !json_is_array(value);
		case SHAPE_SMALLINT:
		case SHAPE_INTEGER:
		case SHAPE_BIGINT:
			return json_is_number(value) && shape_accepts_text(shape, text, len);
		case SHAPE_NUMERIC:
			return json_is_number(value) || (json_is_string(value) && is_decimal(text, len));
		case SHAPE_BOOLEAN:
			return json_is_boolean(value);
		default:
			return json_is_string(value) && shape_accepts_text(shape, text, len);
	}
}
