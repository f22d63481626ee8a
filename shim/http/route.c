/*-------------------------------------------------------------------------
 *
 * route.c
 *	  The routes that the database declares, and finding one by path.
 *
 * A table of a few hundred rows sorted so that one with literals comes
 * before one with parameters; the first that fits is the one. Comparing the
 * number of segments and the first bytes rejects nearly all of them, so a
 * walk costs less than a microsecond and nothing cleverer is needed.
 *
 *-------------------------------------------------------------------------
 */
#include "http/route.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void free_route(Route *route);
static int	arg_of_type(const Route *route, const char *name, const char *type);
static const char *compile_pattern(Route *route);
static int	compare_routes(const void *left, const void *right);
static uint64_t compute_signature(const Route *route);
static bool route_fits(const Route *route, const PathParts *parts);

/* An empty table with one reference. */
RouteTable *
route_table_create(void)
{
	RouteTable *table = xmalloc(sizeof *table);

	*table = (RouteTable) {.references = 1};
	return table;
}

/* One more user of the table. */
RouteTable *
route_table_retain(RouteTable *table)
{
	table->references++;
	return table;
}

/* Frees what a route owns. */
static void
free_route(Route *route)
{
	for (int i = 0; i < route->nargs; i++)
	{
		free(route->args[i].name);
		free(route->args[i].type);
	}
	free(route->args);
	free(route->id);
	free(route->method);
	free(route->path);
	free(route->call);
}

/* One user less; the last one frees it. */
void
route_table_release(RouteTable *table)
{
	if (table == NULL || --table->references > 0)
		return;
	for (int i = 0; i < table->count; i++)
		free_route(&table->routes[i]);
	for (char **origin = table->origins; origin && *origin; origin++)
		free(*origin);
	free(table->origins);
	free(table->base_domain);
	free(table->routes);
	free(table);
}

/* Adds a route; its pointer is good until the next is added. */
Route *
route_table_add(RouteTable *table, const char *id, const char *method, const char *path, const char *call)
{
	Route	   *route;

	table->routes = xrealloc(table->routes, sizeof(Route) * (size_t) (table->count + 1));
	route = &table->routes[table->count++];
	*route = (Route) {.status = 200};
	route->id = xstrdup(id);
	route->method = xstrdup(method);
	route->path = xstrdup(path);
	route->call = xstrdup(call);
	return route;
}

/* Adds an argument to a route. */
void
route_add_arg(Route *route, const char *name, const char *type, bool required)
{
	RouteArg   *arg;

	route->args = xrealloc(route->args, sizeof(RouteArg) * (size_t) (route->nargs + 1));
	arg = &route->args[route->nargs++];
	*arg = (RouteArg) {.name = xstrdup(name), .type = xstrdup(type), .required = required};
	arg->shape = shape_of_type(type, &arg->array);
}

/* The index of an argument, by its name; -1 where there is none. */
int
route_arg(const Route *route, const char *name, size_t len)
{
	for (int i = 0; i < route->nargs; i++)
		if (strncmp(route->args[i].name, name, len) == 0 && route->args[i].name[len] == '\0')
			return i;
	return -1;
}

/* The same of one that must have a type as well. */
static int
arg_of_type(const Route *route, const char *name, const char *type)
{
	int			arg = route_arg(route, name, strlen(name));

	return arg >= 0 && strcmp(route->args[arg].type, type) == 0 ? arg : -1;
}

/* Cuts the route's pattern into segments and ties {name} to its argument. */
static const char *
compile_pattern(Route *route)
{
	PathParts	parts;

	if (route->nargs > ROUTE_ARGS_MAX)
		return "the function has too many arguments";
	if (!path_split(route->path, strlen(route->path), &parts))
		return "the path has too many segments";
	route->nsegments = parts.count;
	route->version_arg = route_arg(route, "version", 7);
	route->content_arg = arg_of_type(route, "content", "bytea");
	route->cookies_arg = arg_of_type(route, "cookies", "boolean");
	route->media_type_arg = route->content_arg < 0 ? -1 : arg_of_type(route, "media_type", "text");
	for (int i = 0; i < parts.count; i++)
	{
		RouteSegment *segment = &route->segments[i];

		*segment = (RouteSegment) {parts.part[i].text, parts.part[i].len, -1};
		if (segment->len < 2 || segment->text[0] != '{')
			continue;
		segment->arg = route_arg(route, segment->text + 1, segment->len - 2);
		if (segment->arg < 0)
			return "the path names an argument that the function does not have";
	}
	return NULL;
}

/* Order of routes: fewer segments first, a literal before a parameter, then by text. */
static int
compare_routes(const void *left, const void *right)
{
	const Route *a = left;
	const Route *b = right;

	if (a->nsegments != b->nsegments)
		return a->nsegments - b->nsegments;
	for (int i = 0; i < a->nsegments; i++)
		if ((a->segments[i].arg < 0) != (b->segments[i].arg < 0))
			return a->segments[i].arg < 0 ? -1 : 1;
	return strcmp(a->path, b->path) ? strcmp(a->path, b->path) : strcmp(a->method, b->method);
}

/* A number that is the same for two loadings of an unchanged function, so that prepared statements stay good. */
static uint64_t
compute_signature(const Route *route)
{
	uint64_t	hash = hash_bytes(route->returns_set, route->method, strlen(route->method) + 1);

	hash = hash_bytes(hash, route->call, strlen(route->call) + 1);
	if (route->published)
		hash = hash_bytes(hash, route->id, strlen(route->id) + 1);
	for (int i = 0; i < route->nargs; i++)
	{
		hash = hash_bytes(hash, route->args[i].name, strlen(route->args[i].name) + 1);
		hash = hash_bytes(hash, route->args[i].type, strlen(route->args[i].type) + 1);
	}
	return hash;
}

/* Makes the table ready for route_find(). Routes that cannot be served are dropped and named in refused. */
void
route_table_finish(RouteTable *table, Buffer *refused)
{
	for (int i = 0; i < table->count;)
	{
		Route	   *route = &table->routes[i];
		const char *why = compile_pattern(route);

		if (why == NULL)
		{
			route->signature = compute_signature(route);
			if (route->max_body > table->max_body)
				table->max_body = route->max_body;
			i++;
			continue;
		}
		buffer_printf(refused, "%s%s %s: %s", refused->len ? "; " : "", route->method, route->path, why);
		free_route(route);
		*route = table->routes[--table->count];
	}
	if (table->count > 0)
		qsort(table->routes, (size_t) table->count, sizeof(Route), compare_routes);
}

/* Cuts a path at its slashes; one slash at the end does not count. False if there are too many parts. */
bool
path_split(const char *path, size_t len, PathParts *parts)
{
	const char *at = path;
	const char *end = path + len;

	parts->count = 0;
	if (at < end && *at == '/')
		at++;
	if (end > at && end[-1] == '/')
		end--;
	while (at != NULL && path < end)
	{
		const char *slash = memchr(at, '/', (size_t) (end - at));
		const char *stop = slash ? slash : end;

		if (parts->count == ROUTE_SEGMENTS_MAX)
			return false;
		parts->part[parts->count].text = at;
		parts->part[parts->count++].len = (size_t) (stop - at);
		at = slash ? slash + 1 : NULL;
	}
	return true;
}

/* Whether a path fits a route's pattern. A parameter is never empty. */
static bool
route_fits(const Route *route, const PathParts *parts)
{
	if (route->nsegments != parts->count)
		return false;
	for (int i = 0; i < parts->count; i++)
	{
		const RouteSegment *segment = &route->segments[i];
		size_t		len = parts->part[i].len;

		if (segment->arg >= 0 ? len == 0 : segment->len != len || memcmp(segment->text, parts->part[i].text, len) != 0)
			return false;
	}
	return true;
}

/*
 * The route for a path and method, or NULL. Then allow holds the methods that the path has, separated by commas;
 * it stays empty when there is no such path. HEAD is served by GET's route.
 */
const Route *
route_find(const RouteTable *table, const PathParts *parts, const char *method, Buffer *allow)
{
	const char *wanted = strcmp(method, "HEAD") == 0 ? "GET" : method;

	for (int i = 0; i < table->count; i++)
	{
		const Route *route = &table->routes[i];

		if (!route_fits(route, parts))
			continue;
		if (strcmp(route->method, wanted) == 0)
			return route;
		if (allow->len == 0 || strstr(allow->data, route->method) == NULL)
			buffer_printf(allow, "%s%s%s", allow->len ? ", " : "", route->method,
						  strcmp(route->method, "GET") == 0 ? ", HEAD" : "");
	}
	return NULL;
}
