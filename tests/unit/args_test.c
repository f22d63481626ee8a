/*-------------------------------------------------------------------------
 *
 * args_test.c
 *	  Path, query and body as named arguments.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include <stdlib.h>

#include "http/args.h"

/* A table with one route that has an argument of each kind. */
static RouteTable *
sample(bool ignore_unknown)
{
	static const char *const args[][2] = {
		{"id", "bigint"}, {"name", "text"}, {"amount", "numeric"}, {"doc", "json"}, {"docb", "jsonb"},
		{"tags", "text[]"}, {"numbers", "bigint[]"}, {"flag", "boolean"}, {"must", "text"},
	};
	RouteTable *table = route_table_create();
	Route	   *route = route_table_add(table, "1", "POST", "/a/{id}", "s.f");
	Buffer		refused = {0};

	for (size_t i = 0; i < COUNT(args); i++)
		route_add_arg(route, args[i][0], args[i][1], i == 0 || i == COUNT(args) - 1);
	route->ignore_unknown = ignore_unknown;
	route_table_finish(table, &refused);
	buffer_free(&refused);
	return table;
}

/* What becomes of a request: name=value; for each argument, or the errors as field:code;. */
static const char *
made_of(const char *id, const char *query, const char *body, bool ignore_unknown)
{
	static Buffer out;
	RouteTable *table = sample(ignore_unknown);
	char		path[64];
	const char *values[ROUTE_ARGS_MAX];
	int			lengths[ROUTE_ARGS_MAX];
	int			formats[ROUTE_ARGS_MAX];
	const char *why;
	PathParts	parts;
	Args		args;
	json_t	   *json = json_check_object(body, strlen(body), &why);

	snprintf(path, sizeof path, "/a/%s", id);
	path_split(path, strlen(path), &parts);
	args_begin(&args, table->routes);
	args_add_path(&args, &parts);
	args_add_query(&args, query);
	if (json)
		args_add_body(&args, json, body, strlen(body));
	json_decref(json);
	buffer_free(&out);
	buffer_reserve(&out, 0);
	if (args_complete(&args))
	{
		args_values(&args, values, lengths, formats);
		for (int i = 0, n = 0; i < table->routes->nargs; i++)
			if (args.present >> i & 1)
				buffer_printf(&out, "%s=%s;", table->routes->args[i].name, values[n] ? values[n] : "NULL"), n++;
	}
	else
	{
		Buffer		list = {0};
		json_t	   *errors;

		buffer_printf(&list, "[%s]", args.errors.data);
		errors = json_loads(list.data, 0, NULL);
		CHECK(errors != NULL);
		for (size_t i = 0; i < json_array_size(errors); i++)
			buffer_printf(&out, "%s:%s;", json_string_value(json_object_get(json_array_get(errors, i), "field")),
						  json_string_value(json_object_get(json_array_get(errors, i), "code")));
		json_decref(errors);
		buffer_free(&list);
	}
	args_free(&args);
	route_table_release(table);
	return out.data;
}

/* Values as PostgreSQL gets them. */
static void
values(void)
{
	EQUAL(made_of("5", "must=x", "{}", false), "id=5;must=x;");
	EQUAL(made_of("5", "", "{\"must\":\"\"}", false), "id=5;must=;");
	EQUAL(made_of("5", "", "{\"must\":null}", false), "id=5;must=NULL;");
	EQUAL(made_of("5", "name=a+b%26%3D&flag=true&must=%C3%A9", "{}", false),
		  "id=5;name=a b&=;flag=true;must=\xc3\xa9;");
	EQUAL(made_of("%35", "must&", "{\"amount\":1.10}", false), "id=5;amount=1.10;must=;");
	EQUAL(made_of("5", "must=x", "{\"amount\":\"-1.10\",\"name\":\"\\u00e9\\n\"}", false),
		  "id=5;name=\xc3\xa9\n;amount=-1.10;must=x;");
	EQUAL(made_of("5", "must=x", "{\"doc\":null,\"docb\":null}", false), "id=5;doc=null;docb=NULL;must=x;");
	EQUAL(made_of("5", "must=x", "{\"doc\":\"a\\\"\",\"docb\":[1, 2]}", false),
		  "id=5;doc=\"a\\\"\";docb=[1, 2];must=x;");
	EQUAL(made_of("5", "must=x&tags=a&tags=b%22", "{}", false), "id=5;tags={\"a\",\"b\\\"\"};must=x;");
	EQUAL(made_of("5", "must=x", "{\"tags\":[\"a\",null,\"\\\\\"],\"numbers\":[]}", false),
		  "id=5;tags={\"a\",NULL,\"\\\\\"};numbers={};must=x;");
}

/* All violations at once. */
static void
violations(void)
{
	EQUAL(made_of("x", "q=1&name=a&name=b", "{\"amount\":\"1e5\",\"id\":1,\"name\":\"c\"}", false),
		  "id:wrong_type;q:unknown_field;name:wrong_type;amount:wrong_type;id:unknown_field;name:wrong_type;"
		  "must:missing_field;");
	EQUAL(made_of("5", "q=1&id=3&must=x", "{\"r\":1,\"id\":8}", true), "id=5;must=x;");
	EQUAL(made_of("5", "must=%ff", "{}", false), "must:wrong_type;");
	EQUAL(made_of("5", "must=%0", "{}", false), "must:wrong_type;");
	EQUAL(made_of("%ff", "must=x", "{}", false), "id:wrong_type;");
	EQUAL(made_of("5", "must=x&%ff=1&=2", "{}", false), ":unknown_field;:unknown_field;");
	EQUAL(made_of("5", "", "{\"must\":\"a\\u0000b\"}", false), "must:wrong_type;");
	EQUAL(made_of("5", "must=x", "{\"tags\":[\"a\\u0000\"],\"numbers\":[1.5],\"name\":{},\"flag\":\"true\"}", false),
		  "tags:wrong_type;numbers:wrong_type;name:wrong_type;flag:wrong_type;");
	EQUAL(made_of("5", "must=x&numbers=1&numbers=b", "{}", false), "numbers:wrong_type;");
}

/* A body of another type than JSON is one argument, and nothing else may be it. */
static void
contents(void)
{
	RouteTable *table = route_table_create();
	Route	   *route = route_table_add(table, "1", "PUT", "/a", "s.f");
	const char *got[ROUTE_ARGS_MAX];
	int			lengths[ROUTE_ARGS_MAX];
	int			formats[ROUTE_ARGS_MAX];
	Buffer		refused = {0};
	Args		args;

	route_add_arg(route, "media_type", "text", false);
	route_add_arg(route, "content", "bytea", true);
	route_add_arg(route, "note", "text", false);
	route_table_finish(table, &refused);
	route = table->routes;
	CHECK(route->content_arg == 1 && route->media_type_arg == 0);
	args_begin(&args, route);
	args_add_query(&args, "note=n");
	args_add_content(&args, "a\0b", 3, "image/svg+xml; a=b");
	CHECK(args_complete(&args) && args_values(&args, got, lengths, formats) == 3);
	EQUAL(got[0], "image/svg+xml");
	CHECK(memcmp(got[1], "a\0b", 3) == 0 && lengths[1] == 3 && formats[1] == 1 && formats[0] == 0);
	EQUAL(got[2], "n");
	args_free(&args);
	args_begin(&args, route);
	args_add_query(&args, "content=x&media_type=y");
	CHECK(!args_complete(&args));
	EQUAL(args.errors.data, "{\"field\":\"content\",\"code\":\"unknown_field\",\"message\":\"is not known here\"},"
							"{\"field\":\"media_type\",\"code\":\"unknown_field\",\"message\":\"is not known here\"},"
							"{\"field\":\"content\",\"code\":\"missing_field\",\"message\":\"is required\"}");
	args_free(&args);
	buffer_free(&refused);
	route_table_release(table);
}

/* %XX and + are decoded; what is no text is refused. */
static void
escapes(void)
{
	Buffer		out = {0};

	CHECK(percent_decode(&out, "a%2Fb+c%c3%a9", 13, false));
	EQUAL(out.data, "a/b+c\xc3\xa9");
	out.len = 0;
	CHECK(percent_decode(&out, "a+b", 3, true));
	EQUAL(out.data, "a b");
	CHECK(!percent_decode(&out, "%00", 3, false) && !percent_decode(&out, "%", 1, false));
	CHECK(!percent_decode(&out, "%4", 2, false) && !percent_decode(&out, "%4x", 3, false));
	CHECK(!percent_decode(&out, "%ed%a0%80", 9, false) && !percent_decode(&out, "%c3", 3, false));
	buffer_free(&out);
}

/* Any query and any body are read within their bounds. */
static void
damage(void)
{
	static const char alphabet[] = "&=%+;tagsnumberidoc0123456789abcf\xc3\xa9/\"{}[],:\\ ";

	for (int round = 0; round < 60000; round++)
	{
		char		query[40];
		char		body[60] = "{\"tags\":[\"a\",\"b\"],\"doc\":{\"x\":[1]},\"must\":\"y\",\"numbers\":[1]}";
		size_t		len = unit_random(sizeof query);

		for (size_t i = 0; i < len; i++)
			query[i] = alphabet[unit_random(sizeof alphabet - 1)];
		query[len] = '\0';
		for (unsigned i = unit_random(3); i > 0; i--)
			body[unit_random(sizeof body - 1)] = alphabet[unit_random(sizeof alphabet - 1)];
		body[sizeof body - 1] = '\0';
		made_of("5", query, body, unit_random(2));
	}
}

/* Runs the tests of this file. */
void
args_tests(void)
{
	static const UnitTest tests[] = {
		{"values travel as their text", values},
		{"every violation is reported", violations},
		{"a body of another type is one argument", contents},
		{"escapes are decoded strictly", escapes},
		{"damaged queries and bodies are read within their bounds", damage},
	};

	unit_run(tests, COUNT(tests));
	made_of("5", "", "{}", false);
}
