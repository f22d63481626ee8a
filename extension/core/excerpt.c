/*-------------------------------------------------------------------------
 *
 * excerpt.c
 *	  What an error shows of a long text.
 *
 * Scripts of hundreds of lines run inside of us: the template's, migrations,
 * a schema's. Who meets an error in one wants to know which statement, in
 * which line, and why, and finds none of it below the whole script. So
 * whatever of such a text goes into an error goes through here: in one line,
 * cut to a size that can be read.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"

#include "core/excerpt.h"

/* Bytes of one line, and lines of a list. */
#define MAX_BYTES 120
#define MAX_LINES 8

/* Returns a text of so many bytes as one line: each run of blanks is one, and what is too long is cut. */
char *
excerpt(const char *text, int length)
{
	StringInfoData line;
	bool		blank = false;

	initStringInfo(&line);
	for (const char *end = text + length; text < end && line.len <= MAX_BYTES; text++)
	{
		if (strchr(" \t\r\n\f\v", *text) != NULL)
		{
			blank = line.len > 0;
			continue;
		}
		if (blank)
			appendStringInfoChar(&line, ' ');
		blank = false;
		appendStringInfoChar(&line, *text);
	}
	if (line.len > MAX_BYTES)
	{
		line.len = pg_mbcliplen(line.data, line.len, MAX_BYTES);
		line.data[line.len] = '\0';
		appendStringInfoString(&line, " ...");
	}
	return line.data;
}

/* Returns the first lines of a text, each cut, and how many there are beyond. */
char *
excerpt_lines(const char *text)
{
	StringInfoData lines;
	int			count = 0;

	initStringInfo(&lines);
	while (*text != '\0')
	{
		int			length = strcspn(text, "\n");

		if (count++ < MAX_LINES)
			appendStringInfo(&lines, "%s%s", lines.len > 0 ? "\n" : "", excerpt(text, length));
		text += length;
		text += *text == '\n';
	}
	if (count > MAX_LINES)
		appendStringInfo(&lines, "\nand %d more", count - MAX_LINES);
	return lines.data;
}

/* Returns in which line, counted from 1, a byte of a text is. */
int
excerpt_line_number(const char *text, int offset)
{
	int			number = 1;

	for (int i = 0; i < offset && text[i] != '\0'; i++)
		number += text[i] == '\n';
	return number;
}

/*
 * Makes an error's position in a text, a character counted from 1, one in a
 * piece of the line that it is in, and returns that line's number. For an
 * error's callback.
 */
int
excerpt_position(const char *text, int position)
{
	const char *at = text;
	const char *begin;
	const char *end;

	for (int i = 1; i < position && *at != '\0'; i++)
		at += pg_mblen(at);
	begin = at;
	while (begin > text && begin[-1] != '\n' && at - begin < MAX_BYTES)
		begin--;
	/* Where the line begins further to the left, the piece begins with a whole character. */
	while (begin < at && (*begin & 0xC0) == 0x80)
		begin++;
	end = at + strcspn(at, "\n");
	end = at + pg_mbcliplen(at, end - at, MAX_BYTES);
	internalerrquery(pnstrdup(begin, end - begin));
	internalerrposition(pg_mbstrlen_with_len(begin, at - begin) + 1);
	return excerpt_line_number(text, at - text);
}
