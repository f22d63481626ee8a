/*-------------------------------------------------------------------------
 *
 * csv.c
 *	  Lines of comma-separated values.
 *
 * As RFC 4180 says. A value that a spreadsheet would take for a formula gets an
 * apostrophe in front, which the spreadsheet takes away again: whoever chooses
 * their own name shall not run anything where finance opens the file.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "value/csv.h"

static void write_value(StringInfo out, const char *value);

/* Adds one value. */
static void
write_value(StringInfo out, const char *value)
{
	bool		is_formula = value[0] != '\0' && strchr("=+-@\t\r", value[0]) != NULL;

	if (!is_formula && strpbrk(value, ",\"\r\n") == NULL)
	{
		appendStringInfoString(out, value);
		return;
	}
	appendStringInfoString(out, is_formula ? "\"'" : "\"");
	for (const char *c = value; *c; c++)
	{
		if (*c == '"')
			appendStringInfoChar(out, '"');
		appendStringInfoChar(out, *c);
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
