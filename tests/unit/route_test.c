/*-------------------------------------------------------------------------
 *
 * route_test.c
 *	  Finding a route, and the statement that calls it.
 *
 *-------------------------------------------------------------------------
 */
#include "unit.h"

#include "pg/route_sql.h"

/* A table with the kinds of patterns that there are. */
static RouteTable *
sample(void)
{
	static const char *const rows[][3] = {
		{"GET", "/things", "s.list"}, {"POST", "/things", "s.create"}, {"GET", "/things/{id}", "s.get"},
		{"DELETE", "/things/{id}", "s.drop"}, {"GET", "/things/first", "s.first"},
		{"GET", "/things/{id}/parts/{part}", "s.part"}, {"GET", "/", "s.root"}, {"GET", "/with/slash/", "s.slash"},
		{"PUT", "/{id}/x", "s.any"}, {"GET", "/broken/{nope}", "s.broken"},
	};
	RouteTable *table = route_table_create();
	Buffer		refused = {0};

	for (size_t i = 0; i < COUNT(rows); i++)
	{
		Route	   *route = route_table_add(table, "7", rows[i][0], rows[i][1], rows[i][2]);

		route_add_arg(route, "id", "bigint", true);
		route_add_arg(route, "part", "text", false);
		route_add_arg(route, "odd\"name", "numeric", false);
	}
	route_table_finish(table, &refused);
	EQUAL(refused.data, "GET /broken/{nope}: the path names an argument that the function does not have");
	buffer_free(&refused);
	return table;
}

/* The function that serves a method and path, or what is allowed there in brackets. */
static const char *
served(const RouteTable *table, const char *method, const char *path)
{
	static char out[128];
	PathParts	parts;
	Buffer		allow = {0};
	const Route *route = NULL;

	if (path_split(path, strlen(path), &parts))
		route = route_find(table, &parts, method, &allow);
	snprintf(out, sizeof out, route ? "%s" : "[%s]", route ? route->call : allow.data ? allow.data : "");
	buffer_free(&allow);
	return out;
}

/* The most literal pattern wins; a slash at the end does not matter; HEAD is GET. */
static void
finds(void)
{
	RouteTable *table = sample();

	EQUAL(served(table, "GET", "/things"), "s.list");
	EQUAL(served(table, "HEAD", "/things/"), "s.list");
	EQUAL(served(table, "POST", "/things"), "s.create");
	EQUAL(served(table, "GET", "/things/5"), "s.get");
	EQUAL(served(table, "GET", "/things/first"), "s.first");
	EQUAL(served(table, "DELETE", "/things/first"), "s.drop");
	EQUAL(served(table, "GET", "/things/5/parts/x%2Fy"), "s.part");
	EQUAL(served(table, "GET", "/"), "s.root");
	EQUAL(served(table, "GET", "/with/slash"), "s.slash");
	EQUAL(served(table, "PUT", "/things/x"), "s.any");
	EQUAL(served(table, "PATCH", "/things/5"), "[DELETE, GET, HEAD]");
	EQUAL(served(table, "OPTIONS", "/things"), "[GET, HEAD, POST]");
	EQUAL(served(table, "GET", "/thing"), "[]");
	EQUAL(served(table, "GET", "/things//"), "[]");
	EQUAL(served(table, "GET", "//things"), "[]");
	EQUAL(served(table, "GET", "/things/5/parts"), "[]");
	EQUAL(served(table, "GET", "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r"), "[]");
	EQUAL(served(table, "get", "/things"), "[GET, HEAD, POST]");
	route_table_release(table);
}

/* Only present arguments are named, names are quoted, and a POST asks whether it is a repetition. */
static void
statements(void)
{
	RouteTable *table = route_table_create();
	Route	   *route = route_table_add(table, "1", "GET", "/a", "s.f");
	Buffer		sql = {0};

	route_add_arg(route, "id", "bigint", true);
	route_add_arg(route, "odd\"name", "text[]", false);
	route_sql(route, 0, false, &sql);
	EQUAL(sql.data, "SELECT outlay.reply(f), outlay.reply_head() FROM s.f() f");
	sql.len = 0;
	route->returns_set = true;
	route_sql(route, 2, false, &sql);
	EQUAL(sql.data, "SELECT outlay.reply_page(f), outlay.reply_head() "
		  "FROM (SELECT s.f(\"odd\"\"name\" => $1::text[]) f OFFSET outlay.reply_taker()) rows");
	sql.len = 0;
	route->streams = true;
	route_sql(route, 2, false, &sql);
	EQUAL(sql.data, "SELECT outlay.reply_events(f), outlay.reply_head(), outlay.listeners_alike($2::pg_catalog.text[]) "
		  "FROM s.f(\"odd\"\"name\" => $1::text[]) f");
	sql.len = 0;
	route = route_table_add(table, "2", "POST", "/a", "s.f");
	route_add_arg(route, "a", "bigint", true);
	route_add_arg(route, "b", "date", true);
	route_sql(route, 3, false, &sql);
	EQUAL(sql.data, "SELECT outlay.reply(f), outlay.reply_head() FROM s.f(\"a\" => $1::bigint, \"b\" => $2::date) f "
		  "WHERE NOT outlay.replaying()");
	sql.len = 0;
	route->published = true;
	route_sql(route, 2, false, &sql);
	EQUAL(sql.data, "SELECT outlay.call_published(2, ARRAY[E'b']::pg_catalog.text[], $1::date), outlay.reply_head()");
	sql.len = 0;
	route = route_table_add(table, "3", "GET", "/b", "s.g");
	route_add_arg(route, "it's\\", "bigint", true);
	route->published = route->returns_file = true;
	route_sql(route, 0, false, &sql);
	EQUAL(sql.data, "SELECT outlay.call_published_file(3, ARRAY[]::pg_catalog.text[]), outlay.reply_head()");
	sql.len = 0;
	route_sql(route, 1, false, &sql);
	EQUAL(sql.data, "SELECT outlay.call_published_file(3, ARRAY[E'it''s\\\\']::pg_catalog.text[], $1::bigint), "
		  "outlay.reply_head()");
	sql.len = 0;
	route->published = false;
	route_sql(route, 0, false, &sql);
	EQUAL(sql.data, "SELECT piece, outlay.reply_head() FROM (SELECT outlay.reply_pieces(f) AS piece "
		  "FROM s.g() f OFFSET 0) pieces");
	sql.len = 0;
	route = route_table_add(table, "4", "PUT", "/b", "s.h");
	route_add_arg(route, "content", "bytea", true);
	route_add_arg(route, "note", "text", false);
	route->content_arg = 0;
	route_sql(route, 3, true, &sql);
	EQUAL(sql.data, "SELECT outlay.reply(f), outlay.reply_head() "
		  "FROM s.h(\"content\" => outlay.gathered(), \"note\" => $1::text) f");
	sql.len = 0;
	route->published = true;
	route_sql(route, 3, true, &sql);
	EQUAL(sql.data, "SELECT outlay.call_published(4, ARRAY[E'content', E'note']::pg_catalog.text[], outlay.gathered(), "
		  "$1::text), outlay.reply_head()");
	buffer_free(&sql);
	route_table_release(table);
}

/* A reloaded function that has not changed keeps its prepared statements; a changed one does not. */
static void
signatures(void)
{
	RouteTable *one = sample();
	RouteTable *two = sample();
	Buffer		refused = {0};

	for (int i = 0; i < one->count; i++)
	{
		CHECK(one->routes[i].signature == two->routes[i].signature);
		for (int j = 0; j < i; j++)
			CHECK(one->routes[i].signature != one->routes[j].signature);
	}
	route_add_arg(&two->routes[0], "more", "text", false);
	route_table_finish(two, &refused);
	CHECK(one->routes[0].signature != two->routes[0].signature);
	buffer_free(&refused);
	route_table_release(route_table_retain(one));
	CHECK(one->count > 0);		/* still held once */
	route_table_release(one);
	route_table_release(two);
}

/* A function with too many arguments for a mask of 64 bits is refused, not cut. */
static void
too_many(void)
{
	RouteTable *table = route_table_create();
	Route	   *route = route_table_add(table, "1", "GET", "/a", "s.f");
	Buffer		refused = {0};

	for (int i = 0; i <= ROUTE_ARGS_MAX; i++)
		route_add_arg(route, "x", "text", false);
	route_table_finish(table, &refused);
	EQUAL(refused.data, "GET /a: the function has too many arguments");
	CHECK(table->count == 0);
	buffer_free(&refused);
	route_table_release(table);
}

/* Runs the tests of this file. */
void
route_tests(void)
{
	static const UnitTest tests[] = {
		{"the most literal route is found", finds},
		{"statements name the present arguments", statements},
		{"signatures tell whether a function has changed", signatures},
		{"a function with too many arguments is refused", too_many},
	};

	unit_run(tests, COUNT(tests));
}
