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
#include "http/shape.h"

#include <string.h>

#include "http/json.h"

#define DECIMAL_MAX 10000		/* characters; PostgreSQL has room for 16,383 decimals and more digits before them */

static size_t digits(const char *text, size_t len);
static bool is_integer(const char *text, size_t len, int64_t limit);
static bool is_decimal(const char *text, size_t len);
static bool is_number(const char *text, size_t len);
static bool fits(const char *pattern, const char *text, size_t len);
static int	two(const char *text);
static bool is_date(const char *text, size_t len);
static bool is_timestamp(const char *text, size_t len);
static bool is_boolean(const char *text, size_t len);
static bool is_uuid(const char *text, size_t len);
static bool is_object(const char *text, size_t len);

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
is_integer(const char *text, size_t len, int64_t limit)
{
	bool		negative = len > 0 && text[0] == '-';
	uint64_t	value = 0;

	text += negative;
	len -= negative;
	if (len == 0 || len > 19 || digits(text, len) != len || (len > 1 && text[0] == '0'))
		return false;
	for (size_t i = 0; i < len; i++)
		value = value * 10 + (uint64_t) (text[i] - '0');
	return value <= (uint64_t) limit + negative;
}

/* Whether it is -?digits[.digits], and not so long that PostgreSQL would refuse it without saying which field it is. */
static bool
is_decimal(const char *text, size_t len)
{
	size_t		sign = len > 0 && *text == '-';
	size_t		whole = digits(text + sign, len - sign);
	size_t		at = sign + whole;

	if (whole == 0 || at == len)
		return whole > 0 && len <= DECIMAL_MAX;
	return text[at] == '.' && at + 1 < len && at + 1 + digits(text + at + 1, len - at - 1) == len && len <= DECIMAL_MAX;
}

/* The same of a number of JSON, which may have an exponent: of up to three digits, as a double's. */
static bool
is_number(const char *text, size_t len)
{
	size_t		mantissa = 0;
	size_t		exponent;

	while (mantissa < len && (text[mantissa] | 0x20) != 'e')
		mantissa++;
	exponent = mantissa + 1;
	if (exponent < len && strchr("+-", text[exponent]))
		exponent++;
	return is_decimal(text, mantissa) && len <= exponent + 3;
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

/* Whether it is an RFC 3339 time stamp, less than 16 hours from UTC, and not BC there. */
static bool
is_timestamp(const char *text, size_t len)
{
	size_t		fraction = 0;
	const char *zone = text + 19;

	if (len < 20 || !is_date(text, 10) || fits("0001-01-01", text, 10) || !fits("T99:99:99", text + 10, 9) ||
		two(text + 11) > 23 || two(text + 14) > 59 || two(text + 17) > 59)
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
									two(zone + 1) < 16 && two(zone + 4) < 60);
}

/* Whether it is true or false. */
static bool
is_boolean(const char *text, size_t len)
{
	return fits("true", text, len) || fits("false", text, len);
}

/* Whether it is a UUID with its hyphens. */
static bool
is_uuid(const char *text, size_t len)
{
	return fits("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", text, len);
}

/* Whether it is a JSON object. */
static bool
is_object(const char *text, size_t len)
{
	const char *why;
	json_t	   *json = json_check_object(text, len, &why);

	json_decref(json);
	return json != NULL;
}

#define NUMBER (1 << JSON_INTEGER | 1 << JSON_REAL)
#define BOOLEAN (1 << JSON_TRUE | 1 << JSON_FALSE)
#define STRING (1 << JSON_STRING)
#define ANY ~0

static const struct
{
	const char *type;			/* as format_type prints it, without a modifier */
	const char *message;		/* what a value must be, for people */
	int			json;			/* the types of JSON that it may have, a bit for each */
	int64_t		limit;			/* of an integer; 0 for others */
	bool (*accepts)(const char *text, size_t len); /* NULL: any text */
}			shapes[] =
{
	[SHAPE_SMALLINT] = {"smallint", "must be an integer from -32768 to 32767", NUMBER, INT16_MAX, NULL},
	[SHAPE_INTEGER] = {"integer", "must be an integer from -2147483648 to 2147483647", NUMBER, INT32_MAX, NULL},
	[SHAPE_BIGINT] = {"bigint", "must be an integer of at most 64 bits", NUMBER, INT64_MAX, NULL},
	[SHAPE_NUMERIC] = {"numeric", "must be a decimal number of at most 10000 characters", NUMBER | STRING, 0,
						is_decimal },
	[SHAPE_BOOLEAN] = {"boolean", "must be true or false", BOOLEAN, 0, is_boolean},
	[SHAPE_TEXT] = {"text", "must be text", STRING, 0, NULL},
	[SHAPE_VARCHAR] = {"character varying", "must be text", STRING, 0, NULL},
	[SHAPE_DATE] = {"date", "must be an existing day, YYYY-MM-DD", STRING, 0, is_date},
	[SHAPE_TIMESTAMP] = {"timestamp with time zone", "must be a time, YYYY-MM-DDTHH:MM:SSZ", STRING, 0, is_timestamp},
	[SHAPE_UUID] = {"uuid", "must be a UUID", STRING, 0, is_uuid},
	[SHAPE_JSON] = {"json", "must be JSON", ANY, 0, is_object},
	[SHAPE_JSONB] = {"jsonb", "must be JSON", ANY, 0, is_object},
	[SHAPE_OTHER] = {"", "must be one value", NUMBER | BOOLEAN | STRING | 1 << JSON_NULL, 0, NULL},
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

/* Whether plain text (of a query or a path) can be such a value. */
bool
shape_accepts_text(Shape shape, const char *text, size_t len)
{
	if (shapes[shape].limit)
		return is_integer(text, len, shapes[shape].limit);
	return shapes[shape].accepts == NULL || shapes[shape].accepts(text, len);
}

/* Whether a JSON value, whose decoded text or source is given, can be such a value. */
bool
shape_accepts_json(Shape shape, const json_t *value, const char *text, size_t len)
{
	if (shapes[shape].json == ANY)
		return true;
	if ((shapes[shape].json & 1 << json_typeof(value)) == 0)
		return false;
	return shape == SHAPE_NUMERIC && json_is_number(value) ? is_number(text, len)
														   : shape_accepts_text(shape, text, len);
}
