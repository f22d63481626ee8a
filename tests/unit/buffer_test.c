/*-------------------------------------------------------------------------
 *
 * buffer_test.c
 *	  Buffers, JSON strings, UTF-8.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "base/buffer.h"

/* A buffer is a string at every moment, whatever is put into it. */
static void
grows(void)
{
	Buffer		buffer = {0};

	buffer_reserve(&buffer, 0);
	EQUAL(buffer.data, "");
	for (int i = 0; i < 1000; i++)
		buffer_printf(&buffer, "%d,%s", i, i % 100 == 0 ? "a much longer piece of text than the buffer has room for, "
					  "so that it has to grow and format again, which must not lose anything" : "");
	CHECK(buffer.len == strlen(buffer.data));
	CHECK(strncmp(buffer.data, "0,a much", 8) == 0);
	CHECK(strcmp(buffer.data + buffer.len - 8, "998,999,") == 0);
	buffer_free(&buffer);
	CHECK(buffer.data == NULL && buffer.len == 0);
}

/* A JSON string is valid JSON for any bytes. */
static void
quotes(void)
{
	static const char bytes[] = "a\"\\\n\x01\x7f\xc3\xa9\xff\xed\xa0\x80z";
	Buffer		buffer = {0};

	buffer_json(&buffer, bytes, sizeof bytes);
	EQUAL(buffer.data, "\"a\\\"\\\\\\u000a\\u0001\\u007f\xc3\xa9"
		  "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\\u0000\"");
	buffer_free(&buffer);
}

/* Overlong forms, surrogates and what is beyond Unicode are not UTF-8. */
static void
utf8(void)
{
	static const char *const good[] = {"", "a", "\xc2\x80", "\xe0\xa0\x80", "\xed\x9f\xbf",
	"\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"};
	static const char *const bad[] = {"\x80", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80", "\xed\xa0\x80",
	"\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xff", "a\xc3z"};

	for (size_t i = 0; i < COUNT(good); i++)
		CHECK(utf8_valid(good[i], strlen(good[i])));
	for (size_t i = 0; i < COUNT(bad); i++)
		CHECK(!utf8_valid(bad[i], strlen(bad[i])));
}

/* A number is what text begins with, never negative, never wrapped. */
static void
numbers(void)
{
	CHECK(text_to_int("12 s") == 12 && text_to_int("0") == 0 && text_to_int("2147483647") == 2147483647);
	CHECK(text_to_int("") == -1 && text_to_int("x") == -1 && text_to_int("-1") == -1);
	CHECK(text_to_int("2147483648") == -1 && text_to_int("99999999999999999999") == -1);
}

/* Runs the tests of this file. */
void
buffer_tests(void)
{
	static const UnitTest tests[] = {
		{"buffers grow and stay strings", grows},
		{"any bytes become a JSON string", quotes},
		{"UTF-8 is checked strictly", utf8},
		{"numbers are read with bounds", numbers},
	};

	unit_run(tests, COUNT(tests));
}
