/*-------------------------------------------------------------------------
 *
 * shape.c
 *	  The shapes of SQL types, each against another way to find out.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"

#include <errno.h>
#include <time.h>

#include "http/shape.h"

static const char *const types[] = {
	"smallint", "integer", "bigint", "numeric", "boolean", "text", "character varying(20)", "date",
	"timestamp with time zone", "uuid", "json", "jsonb", "inet",
};

/* Whether it is an integer in range, printed as we would print it. */
static bool
is_integer(const char *text, long long min, long long max)
{
	char		again[32];
	long long	value;

	errno = 0;
	value = strtoll(text, NULL, 10);
	snprintf(again, sizeof again, "%lld", value);
	return errno == 0 && value >= min && value <= max && (strcmp(text, again) == 0 || strcmp(text, "-0") == 0);
}

/* Whether it is a day that the C library's calendar has. */
static bool
is_day(const char *text)
{
	struct tm	day = {0};
	struct tm	again;
	time_t		time;

	if (strspn(text, "0123456789-") < 10 || text[4] != '-' || text[7] != '-' || strncmp(text, "0000", 4) == 0 ||
		strchr(text, '-') != text + 4 || strchr(text + 5, '-') != text + 7)
		return false;
	day.tm_year = (int) strtol(text, NULL, 10) - 1900;
	day.tm_mon = (text[5] - '0') * 10 + text[6] - '0' - 1;
	day.tm_mday = (text[8] - '0') * 10 + text[9] - '0';
	again = day;
	time = timegm(&again);
	gmtime_r(&time, &again);
	return text[8] != '-' && text[9] != '-' && again.tm_year == day.tm_year && again.tm_mon == day.tm_mon &&
		again.tm_mday == day.tm_mday;
}

/* What must be true of text that was accepted, or refused. */
static void
check_text(Shape shape, const char *text, size_t len, bool accepted)
{
	bool		plain = strlen(text) == len;

	switch (shape)
	{
		case SHAPE_SMALLINT:
			HOLDS(accepted == (plain && is_integer(text, INT16_MIN, INT16_MAX)));
			break;
		case SHAPE_INTEGER:
			HOLDS(accepted == (plain && is_integer(text, INT32_MIN, INT32_MAX)));
			break;
		case SHAPE_BIGINT:
			HOLDS(accepted == (plain && is_integer(text, INT64_MIN, INT64_MAX)));
			break;
		case SHAPE_NUMERIC:
			HOLDS(!accepted || (strspn(text, "-.0123456789") == len && strspn(text + 1, ".0123456789") == len - 1));
			HOLDS(!accepted || (text[len - 1] != '.' && strcspn(text, "0123456789") <= (*text == '-')));
			break;
		case SHAPE_BOOLEAN:
			HOLDS(accepted == (plain && (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)));
			break;
		case SHAPE_DATE:
			HOLDS(accepted == (plain && len == 10 && is_day(text)));
			break;
		case SHAPE_TIMESTAMP:
			HOLDS(!accepted || (plain && len >= 20 && len <= 35 && text[10] == 'T' && is_day(text)));
			break;
		case SHAPE_UUID:
			HOLDS(!accepted || (len == 36 && strspn(text, "0123456789abcdefABCDEF-") == 36));
			break;
		default:
			break;
	}
}

/* A byte for the type, then text, also taken as a JSON value. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input		input = fuzz_input(data, size);
	bool		array;
	Shape		shape = shape_of_type(types[fuzz_number(&input, sizeof types / sizeof *types)], &array);
	size_t		len = (size_t) (input.end - input.at);
	char	   *text = xstrndup(input.at, len);
	json_t	   *value = json_loadb(text, len, JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL, NULL);

	check_text(shape, text, len, shape_accepts_text(shape, text, len));
	if (json_is_string(value))
		shape_accepts_json(shape, value, json_string_value(value), json_string_length(value));
	else if (value)
		shape_accepts_json(shape, value, text, len);
	json_decref(value);
	free(text);
	return 0;
}
