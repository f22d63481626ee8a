/*-------------------------------------------------------------------------
 *
 * guard_test.c
 *	  What is refused of HTTP, piece by piece.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "http/http_guard.h"

/* Whether a header block, one "Name: value" a line, is let in. */
static bool
admitted(const char *block, const char *version)
{
	Headers		headers = {0};
	bool		good;

	while (*block)
	{
		size_t		line = strcspn(block, "\n");
		const char *colon = memchr(block, ':', line);
		char		value[256];

		snprintf(value, sizeof value, "%.*s", (int) (block + line - colon - 2), colon + 2);
		guard_header(&headers, block, (size_t) (colon - block), value, strlen(value));
		for (int i = 0; i < HEADER_COUNT; i++)
			if (headers.value[i] == value)
			{
				static char kept[HEADER_COUNT][256];

				memcpy(kept[i], value, sizeof value);
				headers.value[i] = kept[i];
			}
		block += line + (block[line] == '\n');
	}
	good = guard_headers(&headers, version) == NULL;
	guard_free(&headers);
	return good;
}

/* Two readings of one message are none. */
static void
framing(void)
{
	CHECK(admitted("Host: a", "HTTP/1.1"));
	CHECK(admitted("hOST: a\ncontent-LENGTH: 10\nAccept: a\nAccept: b", "HTTP/1.1"));
	CHECK(admitted("Host: a\nTransfer-Encoding: Chunked\nExpect: 100-Continue", "HTTP/1.1"));
	CHECK(admitted("X: y", "HTTP/1.0") && !admitted("X: y", "HTTP/1.1"));
	CHECK(!admitted("Host: a", "HTTP/2.0") && !admitted("Host: a", ""));
	CHECK(!admitted("Host: a\nHost: a", "HTTP/1.1"));
	CHECK(!admitted("Host: a\nContent-Length: 1\nTransfer-Encoding: chunked", "HTTP/1.1"));
	CHECK(!admitted("Host: a\nContent-Length: 1\nContent-Length: 1", "HTTP/1.1"));
	CHECK(!admitted("Host: a\nContent-Length: 1, 1", "HTTP/1.1"));
	CHECK(!admitted("Host: a\nContent-Length: +1", "HTTP/1.1"));
	CHECK(!admitted("Host: a\nContent-Length: ", "HTTP/1.1"));
	CHECK(!admitted("Host: a\nContent-Length : 1", "HTTP/1.1"));
	CHECK(!admitted("Host: a\nTransfer-Encoding: gzip", "HTTP/1.1"));
	CHECK(!admitted("Host: a\nTransfer-Encoding: chunked", "HTTP/1.0"));
	CHECK(!admitted("Host: a\nAuthorization: x\nAuthorization: y", "HTTP/1.1"));
	CHECK(!admitted("Host: a\nX(y): z", "HTTP/1.1") && !admitted("Host: a\nX: a\x01", "HTTP/1.1"));
	CHECK(!admitted("Host: a\nExpect: 200-ok", "HTTP/1.1") && !admitted("Host: a\n: x", "HTTP/1.1"));
	CHECK(admitted("Host: a\nX: \tb\xff", "HTTP/1.1"));
}

/* Bytes between two headers that no header has are noticed. */
static void
gaps(void)
{
	static const char block[] = "A: b\r\nC: d\r\n";
	Headers		headers = {.next = block};

	guard_header(&headers, block, 1, block + 3, 1);
	guard_header(&headers, block + 6, 1, block + 9, 1);
	CHECK(headers.refusal == NULL && headers.next == block + 12);
	headers = (Headers) {.next = block};
	guard_header(&headers, block + 6, 1, block + 9, 1);
	CHECK(headers.refusal != NULL);
}

/* Lines of a list are one list; of anything else the first counts. */
static void
lists(void)
{
	Headers		headers = {0};

	guard_header(&headers, "Accept", 6, "a/b", 3);
	EQUAL(headers.value[HEADER_ACCEPT], "a/b");
	guard_header(&headers, "accept", 6, "c/d;q=0.5", 9);
	guard_header(&headers, "Prefer", 6, "wait=1", 6);
	guard_header(&headers, "ACCEPT", 6, NULL, 0);
	guard_header(&headers, "Prefer", 6, "return=minimal", 14);
	guard_header(&headers, "User-Agent", 10, "x", 1);
	guard_header(&headers, "User-Agent", 10, "y", 1);
	EQUAL(headers.value[HEADER_ACCEPT], "a/b, c/d;q=0.5, ");
	EQUAL(headers.value[HEADER_PREFER], "wait=1, return=minimal");
	EQUAL(headers.value[HEADER_USER_AGENT], "x");
	CHECK(headers.refusal == NULL);
	guard_free(&headers);
}

/* Blanks behind a value are none of it, but where the library takes them for a part of it. */
static void
blanks(void)
{
	Headers		headers = {0};

	guard_header(&headers, "Host", 4, "a \t ", 4);
	guard_header(&headers, "Prefer", 6, "b ", 2);
	guard_header(&headers, "Prefer", 6, "c\t", 2);
	guard_header(&headers, "Origin", 6, " ", 1);
	guard_header(&headers, "Idempotency-Key", 15, "k k ", 4);
	EQUAL(headers.value[HEADER_HOST], "a");
	EQUAL(headers.value[HEADER_PREFER], "b, c");
	EQUAL(headers.value[HEADER_ORIGIN], "");
	EQUAL(headers.value[HEADER_IDEMPOTENCY_KEY], "k k");
	guard_free(&headers);
	CHECK(admitted("Host: a \nUser-Agent: b\t ", "HTTP/1.1"));
	CHECK(!admitted("Host: a\nTransfer-Encoding: chunked ", "HTTP/1.1"));
}

/* A target is a path of visible ASCII, its escapes whole. */
static void
targets(void)
{
	static const char *const good[] = {"/", "/a/b?c=%20&d", "/%c3%a9", "/a;b=c,d:e@f!$'()*+~._-"};
	static const char *const bad[] = {"", "*", "a", "http://a/", "/a b", "/a\tb", "/\xc3\xa9", "/%", "/%0", "/%0g",
	"/%00", "/a?b=%00", "/a#b", "/a\\b", "/a\"b", "/<a>", "/{a}", "/a|b", "/a^b", "/a`b", "/\x7f"};

	for (size_t i = 0; i < COUNT(good); i++)
		EQUAL(guard_uri(good[i]), NULL);
	for (size_t i = 0; i < COUNT(bad); i++)
		CHECK(guard_uri(bad[i]) != NULL);
	CHECK(guard_uri(NULL) != NULL);
}

/* What is left of a target by a client with that Host header, behind that host; NULL where it is refused. */
static const char *
path_of(const char *target, const char *host, bool secure, bool proxied)
{
	static char uri[80];
	static char name[200];
	Headers		headers = {.value[HEADER_HOST] = host};
	const char *why;

	snprintf(uri, sizeof uri, "%s", target);
	why = guard_absolute(uri, &headers, secure, proxied);
	snprintf(name, sizeof name, "%s %s", headers.value[HEADER_HOST] ? headers.value[HEADER_HOST] : "", uri);
	guard_free(&headers);
	return why ? NULL : name;
}

/* A target with scheme and host is that host's path, where the Host header does not say otherwise. */
static void
absolute_targets(void)
{
	EQUAL(path_of("/a", "h", false, false), "h /a");
	EQUAL(path_of("//h/a", "h", false, false), "h //h/a");
	EQUAL(path_of("http://h/a?b=c", "h", false, false), "h /a?b=c");
	EQUAL(path_of("HTTP://H:80/a", "h:80", false, false), "h:80 /a");
	EQUAL(path_of("http://h", "h", false, false), "h /");
	EQUAL(path_of("http://h?a=/b", "h", false, false), "h /?a=/b");
	EQUAL(path_of("http://h//b", "h", false, false), "h //b");
	EQUAL(path_of("http://h/http://i/", "h", false, false), "h /http://i/");
	EQUAL(path_of("http://h:8080/a", NULL, false, false), "h:8080 /a");
	EQUAL(path_of("https://h/a", "h", true, false), "h /a");
	EQUAL(path_of("https://h/a", "h", false, true), "h /a");
	EQUAL(path_of("https://h/a", "h", false, false), NULL);
	EQUAL(path_of("http://h/a", "h", true, false), NULL);
	EQUAL(path_of("http://h/a", "i", false, false), NULL);
	EQUAL(path_of("http://h/a", "i", false, true), NULL);
	EQUAL(path_of("http://h/a", "h:80", false, false), NULL);
	EQUAL(path_of("http://h/a", "hh", false, false), NULL);
	EQUAL(path_of("http://hh/a", "h", false, false), NULL);
	EQUAL(path_of("http://u@h/a", "h", false, false), NULL);
	EQUAL(path_of("http://u@h/a", "u@h", false, false), NULL);
	EQUAL(path_of("http://h\1/a", NULL, false, false), NULL);
	EQUAL(path_of("http://%68/a", NULL, false, false), NULL);
	EQUAL(path_of("http://h/a", "", false, false), NULL);
	EQUAL(path_of("http://", "", false, false), NULL);
	EQUAL(path_of("http:///a", "h", false, false), NULL);
	EQUAL(path_of("http://?a", "h", false, false), NULL);
	EQUAL(path_of("http:/a", "h", false, false), NULL);
	EQUAL(path_of("ftp://h/a", "h", false, false), NULL);
	EQUAL(path_of("h:80", "h:80", false, false), NULL);
	EQUAL(path_of("*", "h", false, false), NULL);
	EQUAL(path_of("", "h", false, false), NULL);
}

/* Hosts in one form. */
static void
hosts(void)
{
	static const char *const rows[][2] = {
		{"Acme.Localhost:8080", "acme.localhost"}, {"a", "a"}, {"a.", "a"}, {"[::1]:80", "[::1]"},
		{"1.2.3.4", "1.2.3.4"}, {"a_b-c", "a_b-c"}, {"", NULL}, {":80", NULL}, {"a:", "a"}, {"a:x", NULL},
		{"a:123456", NULL}, {"a b", NULL}, {"a/b", NULL}, {"u@a", NULL}, {"[::1", NULL},
		{"[]x", NULL}, {"a,b", NULL}, {"\xc3\xa9", NULL},
	};
	Buffer		host = {0};

	for (size_t i = 0; i < COUNT(rows); i++)
	{
		bool		good = host_without_port(&host, rows[i][0]);

		EQUAL(good ? host.data : NULL, rows[i][1]);
		CHECK(host.data != NULL && strlen(host.data) == host.len);
	}
	buffer_free(&host);
}

/* Types, tokens, request ids. */
static void
values(void)
{
	CHECK(guard_method("GET") == NULL && guard_method("VERSION-CONTROL") == NULL && guard_method("get") == NULL);
	CHECK(guard_method("") && guard_method("G(T") && guard_method("G\x80") && guard_method("ABCDEFGHIJKLMNOPQRSTU"));
	EQUAL(bearer_token("Bearer abc"), "abc");
	EQUAL(bearer_token("bearer   ab_c~+/=-1"), "ab_c~+/=-1");
	EQUAL(bearer_token("Bearer a.b"), NULL);
	EQUAL(bearer_token("Bearer "), NULL);
	EQUAL(bearer_token("Bearer a b"), NULL);
	EQUAL(bearer_token("Basic abc"), NULL);
	EQUAL(bearer_token(NULL), NULL);
	CHECK(sane_request_id("aZ0._:-") && !sane_request_id("") && !sane_request_id("a b"));
	CHECK(!sane_request_id("\xc3\xa9"));
	CHECK(sane_traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
	CHECK(sane_traceparent("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"));
	CHECK(!sane_traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"));
	CHECK(!sane_traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"));
	CHECK(!sane_traceparent("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"));
	CHECK(!sane_traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0"));
}

/* Runs the tests of this file. */
void
guard_tests(void)
{
	static const UnitTest tests[] = {
		{"ambiguous framing is refused", framing},
		{"swallowed bytes are noticed", gaps},
		{"lines of a list are one list", lists},
		{"blanks behind a value are none of it", blanks},
		{"targets are paths", targets},
		{"or paths at a host", absolute_targets},
		{"hosts have one form", hosts},
		{"types, tokens and ids are checked", values},
	};

	unit_run(tests, COUNT(tests));
}
