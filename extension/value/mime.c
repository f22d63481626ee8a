/*-------------------------------------------------------------------------
 *
 * mime.c
 *	  Plain text as the message of a mail (RFC 5322, RFC 2045 to 2047).
 *
 * Whatever is in a value, it stays one header: control characters, line
 * breaks among them, become blanks, and what is not printable ASCII goes in
 * encoded words. The body is quoted-printable, so that no server on the way
 * has a line to break or a byte to change.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <time.h>

#include "common/base64.h"
#include "mb/pg_wchar.h"

#include "value/mime.h"

/* Bytes of UTF-8 in an encoded word, which has 75 characters at most; characters in a line of the body. */
#define WORD_BYTES	45
#define LINE_CHARS	75

static char *one_line(const char *value);
static bool is_plain(const char *line);

/* A copy of a value without control characters. */
static char *
one_line(const char *value)
{
	char	   *line = pstrdup(value);

	for (char *c = line; *c; c++)
		if ((unsigned char) *c < ' ' || *c == 0x7f)
			*c = ' ';
	return line;
}

/* Whether a line can be in a header as it is. */
static bool
is_plain(const char *line)
{
	if (strstr(line, "=?") != NULL)
		return false;
	for (; *line; line++)
		if ((unsigned char) *line > '~')
			return false;
	return true;
}

/* Appends a header, its value in UTF-8. */
void
mime_header(StringInfo message, const char *name, const char *value)
{
	const char *left = one_line(value);

	appendStringInfo(message, "%s:", name);
	if (is_plain(left))
	{
		appendStringInfo(message, " %s\r\n", left);
		return;
	}
	while (*left)
	{
		char		word[WORD_BYTES * 2];
		int			length = pg_encoding_mbcliplen(PG_UTF8, left, strlen(left), WORD_BYTES);
		int			written = pg_b64_encode(left, length, word, sizeof(word));

		appendStringInfo(message, " =?UTF-8?B?%.*s?=", written, word);
		left += length;
		appendStringInfoString(message, *left ? "\r\n" : "");
	}
	appendStringInfoString(message, "\r\n");
}

/* Appends the header that says when it is. */
void
mime_date(StringInfo message)
{
	static const char days[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	time_t		now = time(NULL);
	struct tm	parts;

	gmtime_r(&now, &parts);
	appendStringInfo(message, "Date: %.3s, %02d %.3s %d %02d:%02d:%02d +0000\r\n", days + parts.tm_wday * 3,
					 parts.tm_mday, months + parts.tm_mon * 3, parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
					 parts.tm_sec);
}

/* Appends the headers that say how the body is written, and the body, whose lines end in a newline. */
void
mime_body(StringInfo message, const char *text)
{
	int			column = 0;

	appendStringInfoString(message, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
						   "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
	for (const unsigned char *c = (const unsigned char *) text; *c; c++)
	{
		bool		plain = *c >= ' ' && *c <= '~' && *c != '=' && !(*c == ' ' && (c[1] == '\n' || c[1] == '\0')) &&
			!(*c == '.' && column == 0);

		if (*c == '\n')
		{
			appendStringInfoString(message, "\r\n");
			column = 0;
			continue;
		}
		if (column + (plain ? 1 : 3) > LINE_CHARS)
		{
			appendStringInfoString(message, "=\r\n");
			column = 0;
			plain = plain && *c != '.';
		}
		if (plain)
			appendStringInfoChar(message, (char) *c);
		else
			appendStringInfo(message, "=%02X", *c);
		column += plain ? 1 : 3;
	}
}
