/*-------------------------------------------------------------------------
 *
 * args.c
 *	  A request's values as named arguments of the route's function.
 *
 * The shape of each value is checked against the argument's SQL type, and
 * every violation is collected, so that a client learns of all of them at
 * once. What a value means is checked in the database alone. Values travel as
 * the text that came.
 *
 *-------------------------------------------------------------------------
 */
#include "http/args.h"

#include <stdlib.h>
#include <string.h>

#include "http/shape.h"

#define BIT(arg) (UINT64_C(1) << (arg))
#define FIELD_MAX 63			/* bytes of a name that SQL can have */

static bool has(uint64_t set, int arg);
static void add_error(Args *args, const char *field, size_t len, const char *code, const char *message);
static int	find_arg(Args *args, const char *name, size_t len);
static void wrong_type(Args *args, int arg, size_t keep);
static void append_element(Buffer *out, char before, const char *text, size_t len);
static void set_value(Args *args, int arg, int32_t start);
static void set_text(Args *args, int arg, const char *text, size_t len);
static void set_escaped(Args *args, int arg, const char *escaped, size_t len, bool form);
static bool append_scalar(Buffer *out, Shape shape, const JsonWalk *at);
static bool append_array(Buffer *out, Shape shape, const JsonWalk *at);
static void set_json(Args *args, int arg, const JsonWalk *at);
static int	hex_digit(char c);

/* Whether an argument is in a set. */
static bool
has(uint64_t set, int arg)
{
	return (set & BIT(arg)) != 0;
}

/* Begins with no argument given. */
void
args_begin(Args *args, const Route *route)
{
	args->route = route;
	args->present = args->fixed = args->seen = 0;
	args->text = args->errors = (Buffer) {0};
	if (route->content_arg >= 0)
		args->fixed |= BIT(route->content_arg);
	if (route->media_type_arg >= 0)
		args->fixed |= BIT(route->media_type_arg);
}

/* Gives the memory back. */
void
args_free(Args *args)
{
	buffer_free(&args->text);
	buffer_free(&args->errors);
}

/* Adds one violated field. */
static void
add_error(Args *args, const char *field, size_t len, const char *code, const char *message)
{
	buffer_puts(&args->errors, args->errors.len ? ",{\"field\":" : "{\"field\":");
	buffer_json(&args->errors, field, len);
	buffer_printf(&args->errors, ",\"code\":\"%s\",\"message\":\"%s\"}", code, message);
}

/* The argument of that name, or -1 with the violation noted where it is unknown or was given before. */
static int
find_arg(Args *args, const char *name, size_t len)
{
	int			arg = route_arg(args->route, name, len);
	size_t		shown = len < FIELD_MAX ? len : FIELD_MAX;

	if (arg < 0 || has(args->fixed, arg))
	{
		/* Whatever its length, and cut between two characters. */
		while (shown > 0 && shown < len && (name[shown] & 0xC0) == 0x80)
			shown--;
		if (!args->route->ignore_unknown)
			add_error(args, name, shown, "unknown_field", "is not known here");
		return -1;
	}
	if (has(args->seen, arg) && !args->route->args[arg].array)
	{
		add_error(args, name, len, "wrong_type", "is given twice");
		return -1;
	}
	args->seen |= BIT(arg);
	return arg;
}

/* Notes that an argument's value has the wrong shape; what was written of it is taken back. */
static void
wrong_type(Args *args, int arg, size_t keep)
{
	const RouteArg *declared = &args->route->args[arg];

	args->text.len = keep;
	add_error(args, declared->name, strlen(declared->name), "wrong_type",
			  shape_message(declared->shape, declared->array));
}

/* Appends one element of an array in PostgreSQL's notation, behind a brace or comma. */
static void
append_element(Buffer *out, char before, const char *text, size_t len)
{
	buffer_putc(out, before);
	buffer_putc(out, '"');
	for (size_t i = 0; i < len; i++)
	{
		if (text[i] == '"' || text[i] == '\\')
			buffer_putc(out, '\\');
		buffer_putc(out, text[i]);
	}
	buffer_putc(out, '"');
}

/* Marks an argument as given with the text from start on, or NULL if start is negative. */
static void
set_value(Args *args, int arg, int32_t start)
{
	args->offset[arg] = start;
	args->present |= BIT(arg);
	if (start >= 0)
		buffer_append(&args->text, "", 1); /* its zero */
}

/* Takes a value that came as text. */
static void
set_text(Args *args, int arg, const char *text, size_t len)
{
	const RouteArg *declared = &args->route->args[arg];
	bool		more = declared->array && has(args->present, arg);
	size_t		start = args->text.len;

	args->seen |= BIT(arg);
	if (!shape_accepts_text(declared->shape, text, len))
	{
		wrong_type(args, arg, start);
		return;
	}
	/* ?status=a&status=b is an array of two: the literal so far, without its brace, and one more */
	if (more)
	{
		size_t		size = strlen(args->text.data + args->offset[arg]) - 1;

		buffer_reserve(&args->text, size);
		buffer_append(&args->text, args->text.data + args->offset[arg], size);
	}
	if (declared->array)
		append_element(&args->text, more ? ',' : '{', text, len);
	else
		buffer_append(&args->text, text, len);
	buffer_puts(&args->text, declared->array ? "}" : "");
	set_value(args, arg, (int32_t) start);
}

/* Takes a value that came escaped as in a path or, with + for a space, in a form. */
static void
set_escaped(Args *args, int arg, const char *escaped, size_t len, bool form)
{
	Buffer		text = {0};

	if (percent_decode(&text, escaped, len, form))
		set_text(args, arg, text.data, text.len);
	else
		wrong_type(args, arg, args->text.len);
	buffer_free(&text);
}

/* Values of the path's {name} segments. */
void
args_add_path(Args *args, const PathParts *parts)
{
	for (int i = 0; i < parts->count; i++)
	{
		int			arg = args->route->segments[i].arg;

		if (arg < 0)
			continue;
		args->fixed |= BIT(arg);
		args->seen |= BIT(arg);
		set_escaped(args, arg, parts->part[i].text, parts->part[i].len, false);
	}
}

/* Values of a query string (without its question mark). */
void
args_add_query(Args *args, const char *query)
{
	Buffer		name = {0};

	while (*query)
	{
		size_t		len = strcspn(query, "&");
		size_t		key = strcspn(query, "=&");
		size_t		skip = key + (key < len);
		int			arg = -1;

		name.len = 0;
		if (len > 0)
		{
			bool		named = percent_decode(&name, query, key, true);

			arg = find_arg(args, name.data, named ? name.len : 0);
		}
		if (arg >= 0)
			set_escaped(args, arg, query + skip, len - skip, true);
		query += len + (query[len] == '&');
	}
	buffer_free(&name);
}

/* The value of a header that stands for an argument, where the function has it; it wins over the query's. */
void
args_add_header(Args *args, const char *name, const char *value)
{
	int			arg = route_arg(args->route, name, strlen(name));

	if (arg >= 0)
		set_text(args, arg, value, strlen(value));
}

/* Appends a JSON scalar: a string decoded, anything else as its source. False if its shape does not fit. */
static bool
append_scalar(Buffer *out, Shape shape, const JsonWalk *at)
{
	bool		string = json_is_string(at->value);
	const char *text = string ? json_string_value(at->value) : at->source;
	size_t		len = string ? json_string_length(at->value) : at->len;

	buffer_append(out, text, len);
	return memchr(text, '\0', len) == NULL && shape_accepts_json(shape, at->value, text, len);
}

/* Appends a JSON array in PostgreSQL's notation. False if it is none, or an element does not fit. */
static bool
append_array(Buffer *out, Shape shape, const JsonWalk *at)
{
	JsonWalk	walk = json_walk(at->value, at->source, at->len);
	Buffer		element = {0};
	bool		good = json_is_array(at->value);
	char		before = '{';

	while (good && json_next(&walk))
	{
		element.len = 0;
		if (json_is_null(walk.value))
			buffer_printf(out, "%cNULL", before);
		else if ((good = append_scalar(&element, shape, &walk)))
			append_element(out, before, element.data, element.len);
		before = ',';
	}
	buffer_puts(out, before == '{' ? "{}" : "}");
	buffer_free(&element);
	return good;
}

/* Takes a value that came in a JSON body. */
static void
set_json(Args *args, int arg, const JsonWalk *at)
{
	const RouteArg *declared = &args->route->args[arg];
	size_t		start = args->text.len;
	bool		good = true;

	/* For json, null is a value like any other: a function that takes it can tell null from absent. */
	if (json_is_null(at->value) && (declared->shape != SHAPE_JSON || declared->array))
	{
		set_value(args, arg, -1);
		return;
	}
	if (declared->array)
		good = append_array(&args->text, declared->shape, at);
	else if (declared->shape == SHAPE_JSON || declared->shape == SHAPE_JSONB)
		buffer_append(&args->text, at->source, at->len);
	else
		good = append_scalar(&args->text, declared->shape, at);
	if (good)
		set_value(args, arg, (int32_t) start);
	else
		wrong_type(args, arg, start);
}

/* Values of a body and its tree. */
void
args_add_body(Args *args, json_t *json, const char *text, size_t len)
{
	JsonWalk	walk = json_walk(json, text, len);

	while (json_next(&walk))
	{
		int			arg = find_arg(args, walk.key, strlen(walk.key));

		if (arg >= 0)
			set_json(args, arg, &walk);
	}
}

/* Takes a body that is not JSON as it is, and its type (or NULL) without parameters. */
void
args_add_content(Args *args, const char *data, size_t len, const char *media_type)
{
	const Route *route = args->route;

	args->content = data;
	args->content_len = (int) len;
	args->ahead = len > ARGS_PIECE;
	args->present |= BIT(route->content_arg);
	args->seen |= BIT(route->content_arg);
	if (route->media_type_arg >= 0 && media_type)
		set_text(args, route->media_type_arg, media_type, strcspn(media_type, "; \t"));
}

/* Takes the version that If-Match names. False if there is no such argument, or it was given another one. */
bool
args_add_version(Args *args, const char *version, size_t len)
{
	int			arg = args->route->version_arg;
	const char *given;

	if (arg < 0)
		return false;
	if (!has(args->present, arg) || args->offset[arg] < 0)
	{
		set_text(args, arg, version, len);
		return true;
	}
	given = args->text.data + args->offset[arg];
	return strlen(given) == len && memcmp(given, version, len) == 0;
}

/* Notes what is missing. True if nothing was violated at all. */
bool
args_complete(Args *args)
{
	for (int i = 0; i < args->route->nargs; i++)
	{
		const RouteArg *arg = &args->route->args[i];

		if (arg->required && !has(args->seen, i))
			add_error(args, arg->name, strlen(arg->name), "missing_field", "is required");
	}
	return args->errors.len == 0;
}

/* Whether an argument is given, and true; false for one that the route does not have. */
bool
args_is_true(const Args *args, int arg)
{
	return arg >= 0 && has(args->present, arg) && args->offset[arg] >= 0 &&
		strcmp(args->text.data + args->offset[arg], "true") == 0;
}

/* The values of the present arguments in order, as libpq takes them; how many. They live as long as args. */
int
args_values(const Args *args, const char **values, int *lengths, int *formats)
{
	int			count = 0;

	for (int i = 0; i < args->route->nargs; i++)
	{
		bool		content = i == args->route->content_arg;

		if (!has(args->present, i) || (content && args->ahead))
			continue;
		values[count] = content ? args->content : args->offset[i] < 0 ? NULL : args->text.data + args->offset[i];
		lengths[count] = content ? args->content_len : 0;
		formats[count++] = content;
	}
	return count;
}

/* The value of a hex digit, or -1. */
static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/*
 * Appends text with its %XX decoded; in a form, + is a space. False for a broken escape, a NUL, or what is not
 * UTF-8. The buffer is zero-terminated in any case.
 */
bool
percent_decode(Buffer *out, const char *text, size_t len, bool form)
{
	size_t		start = out->len;

	buffer_reserve(out, len);
	out->data[start] = '\0';
	for (size_t i = 0; i < len; i++)
	{
		char		c = text[i];

		if (c == '%')
		{
			int			high = i + 2 < len ? hex_digit(text[i + 1]) : -1;
			int			low = i + 2 < len ? hex_digit(text[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			c = (char) (high << 4 | low);
			i += 2;
		}
		else if (form && c == '+')
			c = ' ';
		if (c == '\0')
			return false;
		buffer_putc(out, c);
	}
	return utf8_valid(out->data + start, out->len - start);
}
