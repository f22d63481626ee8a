/*-------------------------------------------------------------------------
 *
 * browser_test.c
 *	  Cookies and origins, as browsers and others send them.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include <stdlib.h>

#include "http/browser.h"

/* The value of the cookie "a" in a header, with how often it is there in front; in memory of its own. */
static const char *
found(const char *header)
{
	static char text[128];
	const char *value = "";
	size_t		len = 0;
	int			count = cookie_find(header, "a", &value, &len);

	snprintf(text, sizeof text, "%d%.*s", count, (int) len, value);
	return text;
}

/* A cookie is found whatever stands around it, and never half. */
static void
cookies(void)
{
	EQUAL(found("a=1"), "11");
	EQUAL(found("b=2; a=1; c=3"), "11");
	EQUAL(found("b=2;a=1"), "11");
	EQUAL(found(" ;; ;\ta=1 \t; b"), "11");
	EQUAL(found("a=1; a=2"), "21");
	EQUAL(found("a=; b=1"), "1");
	EQUAL(found("a=x=y"), "1x=y");
	EQUAL(found("a=\"1\""), "1\"1\"");
	EQUAL(found("aa=1; A=2; b=a=3; =a=4; a; a =5"), "0");
	EQUAL(found(""), "0");
	EQUAL(found(";"), "0");
	EQUAL(found("a"), "0");
}

/* No bytes lead out of the header. */
static void
noise(void)
{
	static const char pieces[] = "a=; \t\"b\xff";

	for (int round = 0; round < 20000; round++)
	{
		size_t		size = unit_random(24);
		char	   *header = malloc(size + 1);	/* just as large as it is, for the sanitizer to see */
		const char *value = NULL;
		size_t		len = 0;

		for (size_t i = 0; i < size; i++)
			header[i] = pieces[unit_random(sizeof pieces - 1)];
		header[size] = '\0';
		if (cookie_find(header, "a", &value, &len) > 0)
			CHECK(value >= header + 2 && value + len <= header + size && memchr(value, ';', len) == NULL);
		free(header);
	}
}

/* Whether a page of an origin may write at the host acme.example:8443. */
static bool
may_write(const char *origin, const char *site, bool tls)
{
	static char any[] = "*";
	static char named[] = "https://app.example";
	char	   *allowed[] = {any, named, NULL};
	Headers		headers = {0};

	headers.value[HEADER_HOST] = "Acme.example:8443";
	headers.value[HEADER_ORIGIN] = origin;
	headers.value[HEADER_FETCH_SITE] = site;
	return origin_may_write(&headers, allowed, tls);
}

/* Whoever has a cookie must come from this very host, or be named. */
static void
origins(void)
{
	CHECK(may_write("https://acme.example:8443", NULL, true) && may_write("http://acme.example:8443", NULL, false));
	CHECK(may_write("https://acme.example:8443", NULL, false) && !may_write("http://acme.example:8443", NULL, true));
	CHECK(may_write("https://app.example", "cross-site", true));
	CHECK(may_write(NULL, "same-origin", true));
	CHECK(!may_write(NULL, NULL, true) && !may_write(NULL, "same-site", true) && !may_write(NULL, "none", true));
	CHECK(!may_write("null", "same-origin", true) && !may_write("", "same-origin", true));
	CHECK(!may_write("*", NULL, true) && !may_write("https://", NULL, true));
	CHECK(!may_write("https://acme.example", NULL, true) && !may_write("https://acme.example:8443.evil", NULL, true));
	CHECK(!may_write("https://evil.acme.example:8443", NULL, true));
	CHECK(!may_write("ftp://acme.example:8443", NULL, false));
	CHECK(!may_write("https://acme.example:8443/", NULL, true) && !may_write("https://APP.example", NULL, true));
}

/* Runs the tests of this file. */
void
browser_tests(void)
{
	static const UnitTest tests[] = {
		{"cookies are found", cookies},
		{"noise is no cookie", noise},
		{"origins decide who writes", origins},
	};

	unit_run(tests, COUNT(tests));
}
