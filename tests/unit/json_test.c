/*-------------------------------------------------------------------------
 *
 * json_test.c
 *	  The walk over a JSON body and its source text.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include <stdlib.h>

#include "http/json.h"

/* Writes what a walk finds as key=source;. */
static const char *
walked(const char *text)
{
	static char out[4096];
	const char *why;
	json_t	   *json = json_check_object(text, strlen(text), &why);
	JsonWalk	walk;

	if (json == NULL)
		return why;
	out[0] = '\0';
	for (walk = json_walk(json, text, strlen(text)); json_next(&walk);)
		snprintf(out + strlen(out), sizeof out - strlen(out), "%s=%.*s;", walk.key, (int) walk.len, walk.source);
	json_decref(json);
	return out;
}

/* The source text of every kind of value, exactly. */
static void
sources(void)
{
	EQUAL(walked("{}"), "");
	EQUAL(walked(" { } "), "");
	EQUAL(walked("{\"a\":1}"), "a=1;");
	EQUAL(walked("{\"a\":12345678901234567890.10,\"b\":-0.0e-7 ,\"c\" : true}"),
		  "a=12345678901234567890.10;b=-0.0e-7;c=true;");
	EQUAL(walked("{\"a\":null,\"b\":false,\"c\":\"x\"}"), "a=null;b=false;c=\"x\";");
	EQUAL(walked("\n{\t\"a\"\r\n:\n[ 1 , {\"b\":\"]}\"} ] , \"c\":{}\n}\n"), "a=[ 1 , {\"b\":\"]}\"} ];c={};");
	EQUAL(walked("{\"a\":\"\\\"\",\"b\":\"\\\\\",\"c\":\"{[\",\"d\":\",:\"}"),
		  "a=\"\\\"\";b=\"\\\\\";c=\"{[\";d=\",:\";");
	EQUAL(walked("{\"\":1,\"\\u0061\":2,\"b\\\"\":3}"), "=1;a=2;b\"=3;");
}

/* Elements of an array, which may be arrays themselves. */
static void
elements(void)
{
	static const char text[] = "{\"a\":[ [1,2] ,\"x,]\" , {} ,null]}";
	const char *why;
	json_t	   *json = json_check_object(text, strlen(text), &why);
	JsonWalk	outer = json_walk(json, text, strlen(text));
	char		out[128] = "";

	CHECK(json_next(&outer));
	for (JsonWalk inner = json_walk(outer.value, outer.source, outer.len); json_next(&inner);)
		snprintf(out + strlen(out), sizeof out - strlen(out), "%.*s;", (int) inner.len, inner.source);
	EQUAL(out, "[1,2];\"x,]\";{};null;");
	json_decref(json);
}

/* What is refused, and why. */
static void
refusals(void)
{
	char		deep[200] = "{\"a\":";
	const char *why;

	EQUAL(walked(""), "the body is not valid JSON");
	EQUAL(walked("{\"a\":01}"), "the body is not valid JSON");
	EQUAL(walked("{\"a\":1}}"), "the body is not valid JSON");
	EQUAL(walked("{\"a\":\"\\ud800\"}"), "the body is not valid JSON");
	EQUAL(walked("[]"), "the body must be a JSON object");
	EQUAL(walked("null"), "the body must be a JSON object");
	EQUAL(walked("{\"a\":1,\"\\u0061\":1}"), "the body has a key twice");
	EQUAL(walked("{\"a\":1e400}"), "the body has a number out of range");
	EQUAL(walked("{\"a\":\"\xff\"}"), "the body is not valid UTF-8");
	memset(deep + 5, '[', 31);
	memset(deep + 36, ']', 31);
	memcpy(deep + 67, "}", 2);
	CHECK(strncmp(walked(deep), "a=[", 3) == 0);
	memset(deep + 5, '[', 32);
	memset(deep + 37, ']', 32);
	memcpy(deep + 69, "}", 2);
	EQUAL(walked(deep), "the body nests too deeply");
	CHECK(json_check_object("{\"a\":7\0,\"b\":8}", 13, &why) == NULL);
	CHECK(json_check_object("{\"a\":[7\0,8]}", 12, &why) == NULL);
}

/* Damaged JSON: whatever jansson takes, the walk gets through within bounds. */
static void
damage(void)
{
	static const char *const seeds[] = {
		"{\"a\":[1,{\"b\":\"x\\u0061\\\"\"}],\"c\":-1.5e+3,\"d\":\"\\\\\",\"e\":{\"f\":[[],{}]},\"g\":null,\"h\":true}",
		"{ \"k\" : \"\xc3\xa9\\ud83d\\ude00\" , \"l\" : [ \"]\" , \"}\" , \",\" ] }",
	};

	for (int round = 0; round < 200000; round++)
	{
		const char *seed = seeds[unit_random(COUNT(seeds))];
		size_t		len = strlen(seed) - unit_random(4);
		char	   *text = malloc(len + 1);	/* bodies are zero-terminated */
		const char *why;
		json_t	   *json;

		memcpy(text, seed, len);
		text[len] = '\0';
		for (unsigned i = unit_random(4); i > 0; i--)
			text[unit_random((unsigned) len)] = "{}[]\",:\\ 1e-.ntf\x01\xff\0u"[unit_random(21)];
		json = json_check_object(text, len, &why);
		if (json != NULL)
			for (JsonWalk walk = json_walk(json, text, len); json_next(&walk);)
				CHECK(walk.source >= text && walk.source + walk.len <= text + len && walk.len > 0);
		json_decref(json);
		free(text);
	}
}

/* Runs the tests of this file. */
void
json_tests(void)
{
	static const UnitTest tests[] = {
		{"values keep their source text", sources},
		{"elements of arrays keep theirs", elements},
		{"what is not a JSON object is refused", refusals},
		{"damaged bodies are read within their bounds", damage},
	};

	unit_run(tests, COUNT(tests));
}
