/*-------------------------------------------------------------------------
 *
 * shape_test.c
 *	  Which texts can be values of which SQL types.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include <stdlib.h>

#include "http/shape.h"

typedef struct Case
{
	Shape		shape;
	const char *good[12];
	const char *bad[24];
} Case;

static const Case cases[] = {
	{SHAPE_SMALLINT, {"0", "-32768", "32767"}, {"32768", "-32769", "", "-", "1.0", "1e1", " 1", "1 ", "+1", "0x1"}},
	{SHAPE_INTEGER, {"2147483647", "-2147483648", "-0"}, {"2147483648", "-2147483649", "01", "1,0"}},
	{SHAPE_BIGINT, {"9223372036854775807", "-9223372036854775808"},
	{"9223372036854775808", "-9223372036854775809", "99999999999999999999", "18446744073709551616"}},
	{SHAPE_NUMERIC, {"0", "-1", "0.10", "00.5", "123456789012345678901234567890.12"},
	{"", "-", ".", ".5", "5.", "1e5", "NaN", "Infinity", "+1", "1.2.3", "1 ", "--1", "0x1", "1_000"}},
	{SHAPE_BOOLEAN, {"true", "false"}, {"", "t", "True", "1", "yes", "truex", "tru"}},
	{SHAPE_DATE, {"2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "2026-11-30"},
	{"2023-02-29", "1900-02-29", "0000-01-01", "2024-00-01", "2024-13-01", "2024-04-31", "2024-01-00", "2024-1-1",
	"24-01-01", "2024/01/01", "2024-01-01 ", "-2024-01-01", "infinity", "today", "", "2024-01-0x"}},
	{SHAPE_TIMESTAMP, {"2024-02-29T23:59:59Z", "2024-01-01T00:00:00-15:59", "0001-01-02T00:00:00Z",
	"2024-01-01T00:00:00.123456789-05:30"},
	{"2024-01-01", "2024-01-01T00:00:00", "2024-01-01 00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z",
		"2024-01-01T00:00:60Z", "2023-02-29T00:00:00Z", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00.1234567890Z",
		"2024-01-01T00:00:00+16:00", "2024-01-01T00:00:00-16:00", "0001-01-01T00:00:00+15:00",
	"2024-01-01T00:00:00+00:60", "2024-01-01T00:00:00+0000", "2024-01-01T00:00:00Zx",
	"2024-01-01T00:00:00.1", "now", ""}},
	{SHAPE_UUID, {"01234567-89ab-cdef-ABCD-EF0123456789"},
	{"01234567-89ab-cdef-ABCD-EF012345678", "01234567-89ab-cdef-ABCD-EF01234567890",
	"g1234567-89ab-cdef-ABCD-EF0123456789",
	"0123456789abcdefABCDEF0123456789", "01234567089ab-cdef-ABCD-EF0123456789", ""}},
	{SHAPE_JSON, {"{}", "{\"a\":[1,2]}"}, {"", "[]", "1", "{", "{\"a\":1,\"a\":2}"}},
	{SHAPE_TEXT, {"", "anything"}, {NULL}},
	{SHAPE_OTHER, {"", "anything"}, {NULL}},
};

/* Every good text is taken and every bad one is not. */
static void
texts(void)
{
	for (size_t i = 0; i < COUNT(cases); i++)
	{
		for (size_t j = 0; j < COUNT(cases[i].good) && cases[i].good[j]; j++)
			if (!shape_accepts_text(cases[i].shape, cases[i].good[j], strlen(cases[i].good[j])))
				EQUAL("refused", cases[i].good[j]);
		for (size_t j = 0; j < COUNT(cases[i].bad) && cases[i].bad[j]; j++)
			if (shape_accepts_text(cases[i].shape, cases[i].bad[j], strlen(cases[i].bad[j])))
				EQUAL("taken", cases[i].bad[j]);
	}
}

/* A number of JSON may have an exponent, but neither it nor its digits beyond what numeric can hold. */
static void
numbers(void)
{
	static const char *const good[] = {"1", "-1.5", "1e3", "1E+300", "-2.5e-999"};
	static const char *const bad[] = {"1e-1000", "0e1000", "1e+99999"};
	static char nines[10002];
	json_t	   *number = json_real(1);

	for (size_t i = 0; i < COUNT(good); i++)
		CHECK(shape_accepts_json(SHAPE_NUMERIC, number, good[i], strlen(good[i])));
	for (size_t i = 0; i < COUNT(bad); i++)
		CHECK(!shape_accepts_json(SHAPE_NUMERIC, number, bad[i], strlen(bad[i])));
	memset(nines, '9', sizeof nines - 1);
	CHECK(shape_accepts_text(SHAPE_NUMERIC, nines, 10000) && !shape_accepts_text(SHAPE_NUMERIC, nines, 10001));
	nines[1] = '.';
	CHECK(shape_accepts_json(SHAPE_NUMERIC, number, nines, 10000));
	CHECK(!shape_accepts_json(SHAPE_NUMERIC, number, nines, 10001));
	json_decref(number);
}

/* Texts that end anywhere, and any bytes, are read within their bounds. */
static void
bounds(void)
{
	for (int round = 0; round < 200000; round++)
	{
		const Case *test = &cases[unit_random(COUNT(cases))];
		const char *from = test->good[unit_random(2)];
		size_t		len = strlen(from ? from : "");
		char	   *exact;

		len = len > 0 ? unit_random((unsigned) len + 1) : 0;
		exact = malloc(len + 1);	/* one more, as every text has its zero */
		memcpy(exact, from ? from : "", len);
		exact[len] = '\0';
		if (len > 0 && unit_random(2))
			exact[unit_random((unsigned) len)] = (char) unit_random(256);
		shape_accepts_text(test->shape, exact, len);
		free(exact);
	}
}

/* format_type's names, with modifiers and as arrays. */
static void
types(void)
{
	static const struct
	{
		const char *type;
		Shape		shape;
		bool		array;
	}			names[] =
	{
		{"smallint", SHAPE_SMALLINT, false}, {"integer", SHAPE_INTEGER, false}, {"bigint[]", SHAPE_BIGINT, true},
		{"numeric(12,2)", SHAPE_NUMERIC, false}, {"character varying(80)", SHAPE_VARCHAR, false},
		{"text[]", SHAPE_TEXT, true}, {"timestamp with time zone", SHAPE_TIMESTAMP, false},
		{"timestamp without time zone", SHAPE_OTHER, false}, {"json", SHAPE_JSON, false}, {"jsonb", SHAPE_JSONB, false},
		{"inet", SHAPE_OTHER, false}, {"textual", SHAPE_OTHER, false}, {"numeric(12,2)[]", SHAPE_NUMERIC, true},
		{"date", SHAPE_DATE, false}, {"uuid", SHAPE_UUID, false}, {"boolean", SHAPE_BOOLEAN, false},
	};

	for (size_t i = 0; i < COUNT(names); i++)
	{
		bool		array;

		CHECK(shape_of_type(names[i].type, &array) == names[i].shape);
		CHECK(array == names[i].array);
		CHECK(*shape_message(names[i].shape, array) != '\0');
	}
}

/* Runs the tests of this file. */
void
shape_tests(void)
{
	static const UnitTest tests[] = {
		{"each type takes its texts and no others", texts},
		{"numbers have their exponent", numbers},
		{"values are read within their bounds", bounds},
		{"SQL types have a shape", types},
	};

	unit_run(tests, COUNT(tests));
}
