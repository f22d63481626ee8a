/*-------------------------------------------------------------------------
 *
 * csv.c
 *	  Lines of comma-separated values.
 *
 * As RFC 4180 says. A value that a spreadsheet would take for a formula gets an
 * apostrophe in front, which the spreadsheet takes away again: whoever chooses
 * their own name shall not run anything where finance opens the file. Where
 * decimals have a comma, spreadsheets take semicolons or tabs between values,
 * whatever the quotes say; so what follows one of these begins a value, too.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "value/csv.h"

static bool is_formula(const char *value);
static void write_value(StringInfo out, const char *value);

/* Whether a spreadsheet would take a value for a formula. */
static bool
is_formula(const char *value)
{
	return value[0] != '\0' && strchr("=+-@\t\r", value[0]) != NULL;
}

/* Adds one value. */
static void
write_value(StringInfo out, const char *value)
{
	if (!is_formula(value) && strpbrk(value, ",;\"\t\r\n") == NULL)
	{
		appendStringInfoString(out, value);
		return;
	}
	appendStringInfoString(out, is_formula(value) ? "\"'" : "\"");
	for (const char *c = value; *c; c++)
	{
		if (*c == '"')
			appendStringInfoChar(out, '"');
		appendStringInfoChar(out, *c);
		if ((*c == ';' || *c == '\t') && (is_formula(c + 1) || c[1] == '"'))
			appendStringInfoChar(out, '\'');
	}
	appendStringInfoChar(out, '"');
}

/* See csv.h. */
void
csv_write(StringInfo out, const char *const *values, int count)
{
	for (int i = 0; i < count; i++)
	{
		if (i > 0)
			appendStringInfoChar(out, ',');
		if (values[i] != NULL)
			write_value(out, values[i]);
	}
	appendStringInfoString(out, "\r\n");
}
