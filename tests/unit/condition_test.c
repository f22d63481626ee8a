/*-------------------------------------------------------------------------
 *
 * condition_test.c
 *	  Entity tags and byte ranges.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "http/condition.h"

/* Whether a list has a tag by the weak comparison. */
static bool
has(const char *list, const char *tag)
{
	return etag_matches(list, tag, false);
}

/* A list has the tag or not, weak or strong. */
static void
tags(void)
{
	CHECK(has("\"a\"", "\"a\"") && has("W/\"a\"", "\"a\"") && has("*", "\"a\""));
	CHECK(has("\"x\", W/\"y\" ,\t\"a\"", "\"a\"") && has(",,\"a\",", "\"a\""));
	CHECK(has("\"a,b\",\"c\"", "\"c\"") && !has("\"a,b\"", "\"b\""));
	CHECK(!has("\"b\"", "\"a\"") && !has("", "\"a\"") && !has("a", "\"a\""));
	CHECK(!has("\"a", "\"a\"") && !has("w/\"a\"", "\"a\"") && !has("\"", "\"\""));
	CHECK(!has("x, \"a\"", "\"a\"") && !has("* ", "\"a\"") && !has("\"aa\"", "\"a\""));
}

/* What a list makes of a change: a version, or what stands for the others. */
static const char *
version_of(const char *list)
{
	static char text[16];
	const char *version;
	size_t		len;

	switch (etag_version(list, &version, &len))
	{
		case MATCH_ANY:
			return "any";
		case MATCH_SEVERAL:
			return "several";
		case MATCH_NOTHING:
			return "nothing";
		case MATCH_VERSION:
			break;
	}
	snprintf(text, sizeof text, "%.*s", (int) len, version);
	return text;
}

/* A change is made to one version, by a strong tag. */
static void
versions(void)
{
	CHECK(etag_matches("\"a\"", "\"a\"", true) && etag_matches("*", "\"a\"", true));
	CHECK(!etag_matches("W/\"a\"", "\"a\"", true) && etag_matches("W/\"a\",\"a\"", "\"a\"", true));
	EQUAL(version_of("\"5\""), "5");
	EQUAL(version_of("\"5-0123456789abcdef\""), "5");
	EQUAL(version_of("\"5-0123456789abcdef-gzip\", \"5\""), "5");
	EQUAL(version_of("\"x\", W/\"4-1\", \"12-1\""), "12");
	EQUAL(version_of("\"0\""), "0");
	EQUAL(version_of("\"0001\""), "nothing");
	EQUAL(version_of("\"1\"x"), "nothing");
	EQUAL(version_of("\"5\", \"6\""), "several");
	EQUAL(version_of("*"), "any");
	EQUAL(version_of("W/\"5\""), "nothing");
	EQUAL(version_of("\"-0123456789abcdef\""), "nothing");
	EQUAL(version_of("\"5a\""), "nothing");
	EQUAL(version_of("\"9999999999\""), "nothing");
	EQUAL(version_of("5"), "nothing");
	EQUAL(version_of("\"5"), "nothing");
	EQUAL(version_of(""), "nothing");
}

/* What a range makes of ten bytes: "first+count", "whole" or "beyond". */
static const char *
part(const char *range, size_t length)
{
	static char text[64];
	size_t		first = 99;
	size_t		count = 99;

	switch (range_parse(range, length, &first, &count))
	{
		case RANGE_WHOLE:
			return "whole";
		case RANGE_BEYOND:
			return "beyond";
		case RANGE_PART:
			CHECK(count > 0 && first < length && count <= length - first);
	}
	snprintf(text, sizeof text, "%zu+%zu", first, count);
	return text;
}

/* One range, within its bounds whatever the numbers. */
static void
ranges(void)
{
	static const char *const table[][2] = {
		{"bytes=0-0", "0+1"}, {"bytes=0-9", "0+10"}, {"bytes=0-", "0+10"}, {"bytes=9-", "9+1"}, {"Bytes=3-5", "3+3"},
		{"bytes=5-99", "5+5"}, {"bytes=0-99999999999999999999999", "0+10"}, {"bytes=0-18446744073709551615", "0+10"},
		{"bytes=0-18446744073709551616", "0+10"}, {"bytes=00000-00001", "0+2"}, {"bytes=-1", "9+1"},
		{"bytes=-10", "0+10"}, {"bytes=-999999999999999999999", "0+10"}, {"bytes=-0", "beyond"},
		{"bytes=10-", "beyond"}, {"bytes=10-10", "beyond"}, {"bytes=99999999999999999999-", "beyond"},
		{"bytes=18446744073709551615-18446744073709551615", "beyond"},
		{"bytes=5-3", "whole"}, {"bytes=", "whole"}, {"bytes=-", "whole"}, {"bytes=--1", "whole"},
		{"bytes=a-b", "whole"}, {"bytes=0-1,3-4", "whole"}, {"bytes=0-1,", "whole"}, {"bytes=0-1x", "whole"},
		{"bytes= 0-1", "whole"}, {"bytes =0-1", "whole"}, {"bytes=+0-1", "whole"}, {"bytes=0--1", "whole"},
		{"bytes=1.0-2", "whole"}, {"bytes=0x0-1", "whole"}, {"lines=0-1", "whole"}, {"bytes", "whole"}, {"", "whole"},
	};

	for (size_t i = 0; i < COUNT(table); i++)
		EQUAL(part(table[i][0], 10), table[i][1]);
	EQUAL(part("bytes=0-", 0), "beyond");
	EQUAL(part("bytes=-5", 0), "whole");
	EQUAL(part("bytes=0-0", 1), "0+1");
}

/* Any bytes are read within their bounds. */
static void
damage(void)
{
	static const char alphabet[] = "bytes=0123456789-, \"W/*";
	char		text[40];
	const char *version;
	size_t		first;
	size_t		count;

	for (int round = 0; round < 20000; round++)
	{
		size_t		len = unit_random(sizeof text - 1);
		size_t		length = unit_random(100);

		for (size_t i = 0; i < len; i++)
			text[i] = i < 6 && round % 2 ? "bytes="[i] : alphabet[unit_random(sizeof alphabet - 1)];
		text[len] = '\0';
		etag_matches(text, "\"1\"", true);
		etag_version(text, &version, &count);
		if (range_parse(text, length, &first, &count) == RANGE_PART)
			CHECK(count > 0 && first < length && count <= length - first);
	}
}

/* A time is written in one form and read in the three that there are. */
static void
dates(void)
{
	static const char *const good[] = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
	"Sun Nov  6 08:49:37 1994"};
	static const char *const bad[] = {"", "yesterday", "Sun, 06 Nov 1994 08:49:37 GMTx", "1994-11-06T08:49:37Z",
	"Sun, 06 Nov 1994 08:49:37 +0100", "784111777"};
	char		text[HTTP_DATE_SIZE];
	time_t		at = 0;

	http_date(text, 784111777);
	EQUAL(text, good[0]);
	for (size_t i = 0; i < COUNT(good); i++, at = 0)
		CHECK(http_date_parse(good[i], &at) && at == 784111777);
	for (size_t i = 0; i < COUNT(bad); i++)
		CHECK(!http_date_parse(bad[i], &at));
}

/* Runs the tests of this file. */
void
condition_tests(void)
{
	static const UnitTest tests[] = {
		{"entity tags are found in lists", tags},
		{"an entity tag tells the version", versions},
		{"a range is within its bounds", ranges},
		{"times have the forms of headers", dates},
		{"damaged conditions are read within their bounds", damage},
	};

	unit_run(tests, COUNT(tests));
}
