/*-------------------------------------------------------------------------
 *
 * query.c
 *	  Escapes and query strings: what is decoded is what was encoded.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"

#include "http/args.h"

/* Appends text with every byte escaped that is no letter and no digit. */
static void
encode(Buffer *out, const char *text)
{
	for (; *text; text++)
		if ((*text >= '0' && *text <= '9') || ((*text | 0x20) >= 'a' && (*text | 0x20) <= 'z'))
			buffer_putc(out, *text);
		else
		{
			buffer_putc(out, '%');
			buffer_putc(out, "0123456789abcdef"[(unsigned char) *text >> 4]);
			buffer_putc(out, "0123456789ABCDEF"[*text & 15]);
		}
}

/* Decoding gives valid UTF-8 without a NUL, and decoding its escaped form gives the same again. */
static void
check_decoding(const char *text, bool form)
{
	Buffer		once = {0};
	Buffer		again = {0};
	Buffer		escaped = {0};

	if (percent_decode(&once, text, strlen(text), form))
	{
		HOLDS(once.len <= strlen(text) && strlen(once.data) == once.len && utf8_valid(once.data, once.len));
		encode(&escaped, once.data);
		buffer_puts(&escaped, "");
		HOLDS(percent_decode(&again, escaped.data, escaped.len, form));
		HOLDS(strcmp(once.data, again.data) == 0);
	}
	buffer_free(&once);
	buffer_free(&again);
	buffer_free(&escaped);
}

/* A value of the only text argument comes out as it went in. */
static void
check_value(const RouteTable *table, const char *text)
{
	Buffer		query = {0};
	Args		args;
	const char *values[ROUTE_ARGS_MAX];
	int			lengths[ROUTE_ARGS_MAX];
	int			formats[ROUTE_ARGS_MAX];

	buffer_puts(&query, "number=12&name=");
	encode(&query, text);
	args_begin(&args, table->routes);
	args_add_query(&args, query.data);
	HOLDS(args_complete(&args) == utf8_valid(text, strlen(text)));
	if (args_complete(&args))
	{
		HOLDS(args_values(&args, values, lengths, formats) == 2);
		HOLDS(strcmp(values[0], text) == 0 && strcmp(values[1], "12") == 0);
	}
	args_free(&args);
	buffer_free(&query);
}

/* The whole input is one query string, and one value. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static RouteTable *table;	/* made once */
	Input		input = fuzz_input(data, size);
	char	   *text = fuzz_line(&input);
	Args		args;
	const char *values[ROUTE_ARGS_MAX];
	int			lengths[ROUTE_ARGS_MAX];
	int			formats[ROUTE_ARGS_MAX];

	if (table == NULL)
	{
		Route	   *route;
		Buffer		refused = {0};

		table = route_table_create();
		route = route_table_add(table, "1", "GET", "/a", "s.f");
		route_add_arg(route, "name", "text", false);
		route_add_arg(route, "number", "bigint", false);
		route_add_arg(route, "tags", "text[]", false);
		route_table_finish(table, &refused);
	}
	check_decoding(text, false);
	check_decoding(text, true);
	check_value(table, text);
	args_begin(&args, table->routes);
	args_add_query(&args, text);
	if (args_complete(&args))
	{
		int			count = args_values(&args, values, lengths, formats);

		for (int i = 0; i < count; i++)
			HOLDS(utf8_valid(values[i], strlen(values[i])));
	}
	args_free(&args);
	free(text);
	return 0;
}
