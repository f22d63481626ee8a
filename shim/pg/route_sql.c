/*-------------------------------------------------------------------------
 *
 * route_sql.c
 *	  The statement that calls a route's function.
 *
 *-------------------------------------------------------------------------
 */
#include "pg/route_sql.h"

#include <string.h>

static void append_identifier(Buffer *sql, const char *name);
static void append_literal(Buffer *sql, const char *text);
static void append_value(const Route *route, int arg, bool ahead, int *number, Buffer *sql);
static void published_sql(const Route *route, uint64_t present, bool ahead, Buffer *sql);

/* Appends an SQL identifier with its quotes. */
static void
append_identifier(Buffer *sql, const char *name)
{
	buffer_putc(sql, '"');
	for (; *name; name++)
	{
		if (*name == '"')
			buffer_putc(sql, '"');
		buffer_putc(sql, *name);
	}
	buffer_putc(sql, '"');
}

/* Appends a text as a literal of SQL. */
static void
append_literal(Buffer *sql, const char *text)
{
	buffer_puts(sql, "E'");
	for (; *text; text++)
	{
		if (*text == '\'' || *text == '\\')
			buffer_putc(sql, *text);
		buffer_putc(sql, *text);
	}
	buffer_putc(sql, '\'');
}

/* Appends the value of an argument: the next parameter, or the body that has been sent ahead. */
static void
append_value(const Route *route, int arg, bool ahead, int *number, Buffer *sql)
{
	if (ahead && arg == route->content_arg)
		buffer_puts(sql, "outlay.gathered()");
	else
		buffer_printf(sql, "$%d::%s", ++*number, route->args[arg].type);
}

/* The statement that has the database call the function of a route that a DBA has published. */
static void
published_sql(const Route *route, uint64_t present, bool ahead, Buffer *sql)
{
	int			number = 0;

	buffer_printf(sql, "SELECT outlay.call_published%s(%s, ARRAY[", route->returns_file ? "_file" : "", route->id);
	for (int i = 0; i < route->nargs; i++)
		if (present >> i & 1)
		{
			buffer_puts(sql, number++ > 0 ? ", " : "");
			append_literal(sql, route->args[i].name);
		}
	buffer_puts(sql, "]::pg_catalog.text[]");
	number = 0;
	for (int i = 0; i < route->nargs; i++)
		if (present >> i & 1)
		{
			buffer_puts(sql, ", ");
			append_value(route, i, ahead, &number, sql);
		}
	buffer_puts(sql, "), outlay.reply_head()");
}

/*
 * Whether one answer of a route goes to several listeners. Its statement has one more parameter then: the tokens of the
 * others, of which the answer's third column says who may hear it.
 */
bool
route_shares(const Route *route)
{
	return route->streams && !route->published;
}

/*
 * The statement that calls a route's function with the arguments whose bits are set; ahead: its body has been sent in
 * pieces before. A file comes in pieces, each a row.
 */
void
route_sql(const Route *route, uint64_t present, bool ahead, Buffer *sql)
{
	/* Selected, a list is asked after OFFSET, by which it learns who takes its rows. */
	bool		is_page = route->returns_set && !route->streams && strcmp(route->method, "GET") == 0;
	int			number = 0;
	int			given = 0;

	if (route->published)
	{
		published_sql(route, present, ahead, sql);
		return;
	}

	if (route->returns_file)
		buffer_puts(sql, "SELECT piece, outlay.reply_head() FROM (SELECT outlay.reply_pieces(f) AS piece");
	else
		buffer_printf(sql, "SELECT outlay.%s(f), outlay.reply_head()",
					  route->streams           ? "reply_events"
						  : route->returns_set ? "reply_page"
											   : "reply");
	if (route_shares(route))
		buffer_printf(sql, ", outlay.listeners_alike($%d::pg_catalog.text[])", __builtin_popcountll(present) + 1);
	buffer_printf(sql, is_page ? " FROM (SELECT %s(" : " FROM %s(", route->call);
	for (int i = 0; i < route->nargs; i++)
	{
		if ((present >> i & 1) == 0)
			continue;
		buffer_puts(sql, given++ > 0 ? ", " : "");
		append_identifier(sql, route->args[i].name);
		buffer_puts(sql, " => ");
		append_value(route, i, ahead, &number, sql);
	}
	/* Rows of a subquery that is kept as one: each has been made before its head is asked for. */
	if (route->returns_file)
		buffer_puts(sql, ") f OFFSET 0) pieces");
	else
		buffer_puts(sql, is_page                              ? ") f OFFSET outlay.reply_taker()) rows"
					 : strcmp(route->method, "POST") == 0 ? ") f WHERE NOT outlay.replaying()"
														  : ") f");
}
