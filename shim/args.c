/*-------------------------------------------------------------------------
 *
 * args.c
 *	  A request's values as named arguments of the route's function.
 *
 * The shape of each value is checked against the argument's SQL type, and
 * every violation is collected, so that a client learns of all of them at
 * once. What a value means is checked in the database alone. Values travel as the text that came.
 *
 *-------------------------------------------------------------------------
 */
#include "args.h"

#include <stdlib.h>
#include <string.h>

#include "shape.h"

/* Begins with no argument given. */
void
args_begin(Args *args, const Route *route)
{
	args->route = route;
	args->present = args->fixed = args->seen = 0;
	args->text = args->errors = (Buffer){ 0 };
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

/* The argument of that name, or -1 with the violation noted where unknown names are refused. */
static int
find_arg(Args *args, const char *name, size_t len)
{
	for (int i = 0; i < args->route->nargs; i++)
	{
		const char *known = args->route->args[i].name;

		if (strncmp(known, name, len) == 0 && known[len] == '\0' && (args->fixed >> i & 1) == 0)
			return i;
	}
	if (!args->route->ignore_unknown)
		add_error(args, name, len > 63 ? 63 : len, "unknown_field", "is not known here");
	return -1;
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

/* Appends one element of an array in PostgreSQL's notation. */
static void
append_element(Buffer *out, const char *text, size_t len, bool first)
{
	buffer_puts(out, first ? "\"" : ",\"");
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
set_value(Args *args, int arg, int64_t start)
{
	args->offset[arg] = start;
	args->present |= UINT64_C(1) << arg;
	if (start >= 0)
		buffer_append(&args->text, "", 1); /* its zero */
}

/* Takes a value that came as plain text. */
static void
set_text(Args *args, int arg, const char *text, size_t len)
{
	const RouteArg *declared = &args->route->args[arg];
	size_t start = args->text.len;

	if (!shape_accepts_text(declared->shape, text, len))
	{
		wrong_type(args, arg, start);
		return;
	}
	if (!declared->array)
		buffer_append(&args->text, text, len);
	else if (args->present >> arg & 1)
	{
		/* ?status=a&status=b: the literal so far, without its brace, and one more */
		const char *before = args->text.data + args->offset[arg];
		char *copy = xstrndup(before, strlen(before) - 1);

		buffer_puts(&args->text, copy);
		free(copy);
		append_element(&args->text, text, len, false);
		buffer_putc(&args->text, '}');
	}
	else
	{
		buffer_putc(&args->text, '{');
		append_element(&args->text, text, len, true);
		buffer_putc(&args->text, '}');
	}
	set_value(args, arg, (int64_t) start);
}

/* Values of the path's {name} segments. */
void
args_add_path(Args *args, const PathParts *parts)
{
	Buffer decoded = { 0 };

	for (int i = 0; i < parts->count; i++)
	{
		int arg = args->route->segments[i].arg;

		if (arg < 0)
			continue;
		decoded.len = 0;
		args->fixed |= UINT64_C(1) << arg;
		args->seen |= UINT64_C(1) << arg;
		if (percent_decode(&decoded, parts->part[i].text, parts->part[i].len, false))
			set_text(args, arg, decoded.data, decoded.len);
		else
			wrong_type(args, arg, args->text.len);
	}
	buffer_free(&decoded);
}

/* Values of a query string (without its question mark). */
void
args_add_query(Args *args, const char *query)
{
	Buffer name = { 0 };
	Buffer value = { 0 };

	while (*query)
	{
		size_t len = strcspn(query, "&");
		const char *equals = memchr(query, '=', len);
		size_t name_len = equals ? (size_t) (equals - query) : len;
		bool good;
		int arg;

		name.len = value.len = 0;
		if (len > 0)
		{
			bool named = percent_decode(&name, query, name_len, true);

			good = percent_decode(&value, equals ? equals + 1 : "", equals ? len - name_len - 1 : 0, true);
			arg = find_arg(args, name.data, named ? name.len : 0);
			if (arg >= 0 && (args->seen >> arg & 1) && !args->route->args[arg].array)
				add_error(args, name.data, name.len, "wrong_type", "is given twice");
			else if (arg >= 0)
			{
				args->seen |= UINT64_C(1) << arg;
				if (good)
					set_text(args, arg, value.data, value.len);
				else
					wrong_type(args, arg, args->text.len);
			}
		}
		query += len + (query[len] == '&');
	}
	buffer_free(&name);
	buffer_free(&value);
}

/* Appends a JSON scalar's text if its shape fits. */
static bool
append_scalar(Args *args, ArgShape shape, const JsonSlice *value)
{
	size_t start = args->text.len;

	if (value->kind == JSON_KIND_STRING)
	{
		if (!json_unescape(&args->text, value))
			return false;
	}
	else
		json_source(&args->text, value);
	buffer_reserve(&args->text, 0);
	return shape_accepts_json(shape, value->kind, args->text.data + start, args->text.len - start);
}

/* Appends a JSON array in PostgreSQL's notation if every element fits. */
static bool
append_array(Args *args, ArgShape shape, const JsonSlice *value)
{
	JsonCursor cursor = json_open(value->text, value->len);
	JsonSlice element;
	Buffer literal = { 0 };
	size_t start = args->text.len;
	bool good = value->kind == JSON_KIND_ARRAY;

	buffer_putc(&literal, '{');
	while (good && json_next_element(&cursor, &element))
	{
		args->text.len = start;
		if (element.kind == JSON_KIND_NULL)
			buffer_puts(&literal, literal.len > 1 ? ",NULL" : "NULL");
		else if ((good = append_scalar(args, shape, &element)))
			append_element(&literal, args->text.data + start, args->text.len - start, literal.len == 1);
	}
	buffer_putc(&literal, '}');
	args->text.len = start;
	buffer_append(&args->text, literal.data, literal.len);
	buffer_free(&literal);
	return good;
}

/* Takes a value that came in a JSON body. */
static void
set_json(Args *args, int arg, const JsonSlice *value)
{
	const RouteArg *declared = &args->route->args[arg];
	size_t start = args->text.len;
	bool good = true;

	/* For json, null is a value like any other: a function that takes it can tell null from absent. */
	if (value->kind == JSON_KIND_NULL && (declared->shape != SHAPE_JSON || declared->array))
	{
		set_value(args, arg, -1);
		return;
	}
	if (declared->array)
		good = append_array(args, declared->shape, value);
	else if (declared->shape == SHAPE_JSON || declared->shape == SHAPE_JSONB)
		json_source(&args->text, value);
	else
		good = append_scalar(args, declared->shape, value);
	if (good)
		set_value(args, arg, (int64_t) start);
	else
		wrong_type(args, arg, start);
}

/* Values of a body, which json_check_object() has accepted. */
void
args_add_body(Args *args, const char *text, size_t len)
{
	JsonCursor cursor = json_open(text, len);
	JsonSlice key;
	JsonSlice value;
	Buffer name = { 0 };

	while (json_next_member(&cursor, &key, &value))
	{
		int arg;

		name.len = 0;
		json_unescape(&name, &key);
		buffer_reserve(&name, 0);
		arg = find_arg(args, name.data, name.len);
		if (arg < 0)
			continue;
		if (args->seen >> arg & 1)
			add_error(args, name.data, name.len, "wrong_type", "is given twice");
		else
		{
			args->seen |= UINT64_C(1) << arg;
			set_json(args, arg, &value);
		}
	}
	buffer_free(&name);
}

/* Notes what is missing. True if nothing was violated at all. */
bool
args_complete(Args *args)
{
	for (int i = 0; i < args->route->nargs; i++)
	{
		const RouteArg *arg = &args->route->args[i];

		if (arg->required && (args->seen >> i & 1) == 0)
			add_error(args, arg->name, strlen(arg->name), "missing_field", "is required");
	}
	return args->errors.len == 0;
}

/* The values of the present arguments in order; how many. They live as long as args. */
int
args_values(const Args *args, const char **values)
{
	int count = 0;

	for (int i = 0; i < args->route->nargs; i++)
		if (args->present >> i & 1)
			values[count++] = args->offset[i] < 0 ? NULL : args->text.data + args->offset[i];
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
	size_t start = out->len;

	buffer_reserve(out, len);
	out->data[start] = '\0';
	for (size_t i = 0; i < len; i++)
	{
		char c = text[i];

		if (c == '%')
		{
			int high = i + 2 < len ? hex_digit(text[i + 1]) : -1;
			int low = i + 2 < len ? hex_digit(text[i + 2]) : -1;

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
