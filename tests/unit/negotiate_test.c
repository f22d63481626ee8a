/*-------------------------------------------------------------------------
 *
 * negotiate_test.c
 *	  Accept and its like, and what is made smaller because of them.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include <zlib.h>

#include "http/compress.h"
#include "http/negotiate.h"

/* The most specific range decides, and its quality. */
static void
accept(void)
{
	static const char *const good[] = {
		"", " ", ",", "*/*", "application/*", "application/json", "Application/JSON", "text/html, */*;q=0.8",
		"a/b, application/json", "application/json;q=0.001", "application/json;q=1.000", "*/*;q=0, application/json",
		"application/*;q=0,application/json;charset=utf-8;q=0.5", "application/json; q = 0.5", "application/json;q=x",
		"text/x;a=\"b,c\\\";\", application/json", "image/png,application/problem+json", "application/json;v=\"q=0\"",
	};
	static const char *const bad[] = {
		"text/html", "text/*, image/png", "application/json;q=0", "application/json;q=0.000, */*",
		"application/*;q=0, */*;q=1", "*/*;q=0", "*", "application", "json", "application/jsonx", "xapplication/json",
		"text/x;a=\"application/json\"", "\"application/json\"", "application/json;q=0.0", "application/json;Q=0",
	};

	CHECK(accepts_json(NULL) && accepts_events(NULL) && accepts_events("") && accepts_events("text/event-stream"));
	CHECK(accepts_events("a/b, text/*;q=0.1") && !accepts_events("application/json, text/event-stream;q=0"));
	for (size_t i = 0; i < COUNT(good); i++)
		EQUAL(accepts_json(good[i]) ? good[i] : "refused", good[i]);
	for (size_t i = 0; i < COUNT(bad); i++)
		EQUAL(accepts_json(bad[i]) ? "let in" : bad[i], bad[i]);
}

/* Encodings likewise; without the header there is none. */
static void
accept_encoding(void)
{
	CHECK(accepts_gzip("gzip") && accepts_gzip("br, GZIP") && accepts_gzip("x-gzip;q=0.1") && accepts_gzip("*"));
	CHECK(accepts_gzip("gzip;q=1.0, identity;q=0.5, *;q=0") && accepts_gzip("gzip, identity"));
	CHECK(!accepts_gzip(NULL) && !accepts_gzip("") && !accepts_gzip("br") && !accepts_gzip("gzip;q=0"));
	CHECK(!accepts_gzip("gzip;q=0, *") && !accepts_gzip("*;q=0") && !accepts_gzip("identity, gzip;q=0.5"));
	CHECK(!accepts_gzip("gzipped") && !accepts_gzip("deflate, zgzip"));
}

/* A body is JSON by its type, in UTF-8. */
static void
content_type(void)
{
	CHECK(is_json_type("application/json") && is_json_type("Application/JSON; charset=\"UTF-8\""));
	CHECK(is_json_type("application/json ; a=b; CHARSET=utf-8") && is_json_type("application/merge-patch+json"));
	CHECK(!is_json_type("application/json; charset=latin1") && !is_json_type("application/json;charset=utf-8x"));
	CHECK(!is_json_type("application/json; a=b;charset=utf-16") && !is_json_type("application/jsonx"));
	CHECK(!is_json_type("application/+jso") && !is_json_type("") && !is_json_type(NULL) && !is_json_type("text/json"));
}

/* RFC 7240: the first of a name counts. */
static void
prefer(void)
{
	CHECK(prefers_minimal("return=minimal") && prefers_minimal("Return = \"minimal\"; foo=bar"));
	CHECK(prefers_minimal("respond-async, wait=10, return=minimal") && prefers_minimal("return=minimal,return=x"));
	CHECK(!prefers_minimal(NULL) && !prefers_minimal("") && !prefers_minimal("return=representation"));
	CHECK(!prefers_minimal("return=representation, return=minimal") && !prefers_minimal("return"));
	CHECK(!prefers_minimal("foo=\"return=minimal\"") && !prefers_minimal("minimal"));
	CHECK(!prefers_minimal("a;return=minimal"));
}

/* What is compressed is the same after it, with one compressor used again and again. */
static void
compression(void)
{
	static char data[100000];
	static char back[100000];
	Compressor *compressor = compressor_create();

	for (size_t round = 0; round < 20; round++)
	{
		size_t		len = round == 0 ? 0 : unit_random(sizeof data);
		Buffer		out = {0};
		z_stream	stream = {0};

		for (size_t i = 0; i < len; i++)
			data[i] = (char) unit_random(round % 2 ? 256 : 4);
		CHECK(compress_gzip(compressor, data, len, &out));
		CHECK(inflateInit2(&stream, 15 + 16) == Z_OK);
		stream.next_in = (Bytef *) out.data;
		stream.avail_in = (uInt) out.len;
		stream.next_out = (Bytef *) back;
		stream.avail_out = sizeof back;
		CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.total_out == len && memcmp(data, back, len) == 0);
		inflateEnd(&stream);
		buffer_free(&out);
	}
	compressor_free(compressor);
	compressor_free(NULL);
}

/* Any bytes are read within their bounds. */
static void
damage(void)
{
	static const char alphabet[] = "application/json*q=01.\"\\;, gzipreturnminimal";
	char		text[40];

	for (int round = 0; round < 20000; round++)
	{
		size_t		len = unit_random(sizeof text - 1);

		for (size_t i = 0; i < len; i++)
			text[i] = alphabet[unit_random(sizeof alphabet - 1)];
		text[len] = '\0';
		accepts_json(text);
		accepts_gzip(text);
		is_json_type(text);
		prefers_minimal(text);
	}
}

/* Runs the tests of this file. */
void
negotiate_tests(void)
{
	static const UnitTest tests[] = {
		{"Accept is honoured with its qualities", accept},
		{"Accept-Encoding too", accept_encoding},
		{"a body's type and charset", content_type},
		{"what a client prefers", prefer},
		{"compressed is the same", compression},
		{"damaged lists are read within their bounds", damage},
	};

	unit_run(tests, COUNT(tests));
}
