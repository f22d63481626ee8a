/*-------------------------------------------------------------------------
 *
 * route.c
 *	  The path matcher, with patterns and paths both made up.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"

#include "pg/route_sql.h"

/* Whether a path fits a pattern, found out in another way: both are rebuilt from their pieces. */
static bool
fits(const Route *route, const PathParts *path)
{
	bool		good = route->nsegments == path->count;

	for (int i = 0; good && i < path->count; i++)
	{
		Buffer		wanted = {0};
		Buffer		got = {0};

		buffer_append(&wanted, route->segments[i].text, route->segments[i].len);
		buffer_append(&got, path->part[i].text, path->part[i].len);
		good = route->segments[i].arg >= 0 ? got.len > 0 : got.len == wanted.len &&
				memcmp(got.data, wanted.data, got.len) == 0;
		buffer_free(&wanted);
		buffer_free(&got);
	}
	return good;
}

/* The parts of a path, put together again, are the path. */
static void
check_parts(const char *path, const PathParts *parts)
{
	Buffer		whole = {0};
	size_t		len = strlen(path);

	for (int i = 0; i < parts->count; i++)
	{
		buffer_putc(&whole, '/');
		buffer_append(&whole, parts->part[i].text, parts->part[i].len);
	}
	buffer_puts(&whole, "");
	path += *path == '/';
	len = strlen(path);
	HOLDS(whole.len == 0 || strncmp(whole.data + 1, path, whole.len - 1) == 0);
	HOLDS(len <= whole.len);
	buffer_free(&whole);
}

/* Lines: a path, a method, then patterns. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const methods[] = {"GET", "POST", "DELETE"};
	Input		input = fuzz_input(data, size);
	char	   *path = fuzz_line(&input);
	const char *method = fuzz_number(&input, 4) == 3 ? "HEAD" : methods[size % 3];
	RouteTable *table = route_table_create();
	Buffer		refused = {0};
	Buffer		allow = {0};
	Buffer		sql = {0};
	PathParts	parts;

	while (input.at < input.end && table->count < 6)
	{
		char	   *pattern = fuzz_line(&input);
		Route	   *route = route_table_add(table, "1", methods[strlen(pattern) % 3], pattern, "s.f");

		route_add_arg(route, "id", "bigint", true);
		route_add_arg(route, "na\"me", "text", true);
		free(pattern);
	}
	route_table_finish(table, &refused);
	if (path_split(path, strlen(path), &parts))
	{
		const Route *found = route_find(table, &parts, method, &allow);
		bool		any = false;

		check_parts(path, &parts);
		for (int i = 0; i < table->count; i++)
			any = any || fits(&table->routes[i], &parts);
		HOLDS(any == (found != NULL || allow.len > 0));
		if (found)
		{
			HOLDS(fits(found, &parts));
			HOLDS(strcmp(found->method, strcmp(method, "HEAD") == 0 ? "GET" : method) == 0);
			route_sql(found, 3, false, &sql);
			HOLDS(strstr(sql.data, "(\"id\" => $1::bigint, \"na\"\"me\" => $2::text)") != NULL);
		}
	}
	route_table_release(table);
	buffer_free(&refused);
	buffer_free(&allow);
	buffer_free(&sql);
	free(path);
	return 0;
}
