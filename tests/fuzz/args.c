/*-------------------------------------------------------------------------
 *
 * args.c
 *	  A body as named arguments, with the types of the arguments made up.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"

#include "http/args.h"

static const char *const types[] = {
	"smallint", "integer", "bigint", "numeric", "boolean", "text", "character varying", "date",
	"timestamp with time zone", "uuid", "json", "jsonb", "inet", "text[]", "bigint[]", "numeric[]",
};

#define TYPES (sizeof types / sizeof *types)
#define READ_ANY (JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL)

/* Takes one element off an array in PostgreSQL's notation; NULL stays a NULL. */
static const char *
take_element(const char *at, Buffer *element, bool *null)
{
	element->len = 0;
	buffer_puts(element, "");
	*null = strncmp(at, "NULL", 4) == 0;
	if (*null)
		return at + 4;
	HOLDS(*at == '"');
	for (at++; *at != '"'; at++)
	{
		at += *at == '\\';
		HOLDS(*at != '\0');
		buffer_putc(element, *at);
	}
	return at + 1;
}

/* A value that travels is the one that came: a string decoded, anything else as it was written. */
static void
check_scalar(const json_t *value, const char *text, const char *body)
{
	if (json_is_string(value))
		HOLDS(strcmp(text, json_string_value(value)) == 0);
	else
	{
		json_t	   *again = json_loads(text, READ_ANY, NULL);

		HOLDS(strstr(body, text) != NULL);
		HOLDS(again && json_equal(again, (json_t *) value));
		json_decref(again);
	}
}

/* The elements of an array that travels are those that came. */
static void
check_array(json_t *value, const char *text, const char *body)
{
	Buffer		element = {0};
	bool		null;

	HOLDS(json_is_array(value) && *text == '{');
	if (json_array_size(value) == 0)
		HOLDS(strcmp(text, "{}") == 0);
	for (size_t i = 0; i < json_array_size(value); i++)
	{
		HOLDS(*text == (i ? ',' : '{'));
		text = take_element(text + 1, &element, &null);
		HOLDS(null == json_is_null(json_array_get(value, i)));
		if (!null)
			check_scalar(json_array_get(value, i), element.data, body);
	}
	HOLDS(json_array_size(value) == 0 || strcmp(text, "}") == 0);
	buffer_free(&element);
}

/* All arguments of a body that was accepted. */
static void
check_values(Args *args, json_t *json, const char *body)
{
	const char *values[ROUTE_ARGS_MAX];
	int			lengths[ROUTE_ARGS_MAX];
	int			formats[ROUTE_ARGS_MAX];
	int			count = args_values(args, values, lengths, formats);
	int			next = 0;

	for (int i = 0; i < args->route->nargs; i++)
	{
		const RouteArg *arg = &args->route->args[i];
		json_t	   *value = json_object_get(json, arg->name);

		HOLDS((value != NULL) == (args->present >> i & 1));
		if (value == NULL)
			continue;
		if (values[next] == NULL)
			HOLDS(json_is_null(value) && arg->shape != SHAPE_JSON);
		else if (arg->array)
			check_array(value, values[next], body);
		else if (arg->shape == SHAPE_JSON || arg->shape == SHAPE_JSONB)
		{
			json_t	   *again = json_loads(values[next], READ_ANY, NULL);

			HOLDS(again && json_equal(again, value));
			json_decref(again);
		}
		else
			check_scalar(value, values[next], body);
		next++;
	}
	HOLDS(next == count);
}

/* The violated fields are JSON. */
static void
check_errors(const Args *args)
{
	Buffer		list = {0};
	json_t	   *errors;

	buffer_printf(&list, "[%s]", args->errors.data);
	errors = json_loads(list.data, 0, NULL);
	HOLDS(json_array_size(errors) > 0);
	json_decref(errors);
	buffer_free(&list);
}

/* Four types, one byte each; the rest is a body with keys a, b, c, d. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input		input = fuzz_input(data, size);
	RouteTable *table = route_table_create();
	Route	   *route = route_table_add(table, "1", "POST", "/x", "s.f");
	Buffer		refused = {0};
	const char *why;
	char	   *body;
	json_t	   *json;
	Args		args;

	for (char name[2] = "a"; *name < 'e'; ++*name)
		route_add_arg(route, name, types[fuzz_number(&input, TYPES)], false);
	route->ignore_unknown = true;
	route_table_finish(table, &refused);
	body = xstrndup(input.at, (size_t) (input.end - input.at));
	json = json_check_object(body, (size_t) (input.end - input.at), &why);
	if (json != NULL)
	{
		args_begin(&args, table->routes);
		args_add_body(&args, json, body, (size_t) (input.end - input.at));
		if (args_complete(&args))
			check_values(&args, json, body);
		else
			check_errors(&args);
		args_free(&args);
	}
	json_decref(json);
	free(body);
	route_table_release(table);
	return 0;
}
