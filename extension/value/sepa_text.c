/*-------------------------------------------------------------------------
 *
 * sepa_text.c
 *	  Text in the characters that every bank of SEPA takes.
 *
 * These are the letters of English, digits, blanks and a few signs: EPC217-08
 * of the European Payments Council. A letter with marks becomes the letter, by
 * taking it apart as Unicode's compatibility decomposition does. What Unicode
 * takes for letters of their own is in the table below. Where there is nothing
 * that could stand for a character, a full stop does.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/unicode_norm.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"

#include "value/sepa_text.h"

static const struct
{
	pg_wchar	letter;
	const char *text;
}			letters[] = {
	{0x00C6, "AE"}, {0x00E6, "ae"}, {0x0152, "OE"}, {0x0153, "oe"}, {0x00DF, "ss"}, {0x1E9E, "SS"},
	{0x00D8, "O"}, {0x00F8, "o"}, {0x0110, "D"}, {0x0111, "d"}, {0x00D0, "D"}, {0x00F0, "d"}, {0x00DE, "TH"},
	{0x00FE, "th"}, {0x0141, "L"}, {0x0142, "l"}, {0x0131, "i"}, {0x0126, "H"}, {0x0127, "h"}, {0x014A, "N"},
	{0x014B, "n"}, {0x0138, "k"}, {0x0166, "T"}, {0x0167, "t"}, {0x018F, "E"}, {0x0259, "e"}, {0x0197, "I"},
	{0x0268, "i"}, {0x0244, "U"}, {0x0289, "u"}, {0x0181, "B"}, {0x0253, "b"}, {0x018A, "D"}, {0x0257, "d"},
	{0x0198, "K"}, {0x0199, "k"}, {0x0186, "O"}, {0x0254, "o"}, {0x0190, "E"}, {0x025B, "e"}, {0x02BC, "'"},
	{0x2018, "'"}, {0x2019, "'"}, {0x201A, "'"}, {0x2032, "'"}, {0x0060, "'"}, {0x2010, "-"}, {0x2011, "-"},
	{0x2012, "-"}, {0x2013, "-"}, {0x2014, "-"}, {0x2015, "-"}, {0x2212, "-"}, {'_', "-"}, {'&', "+"}, {'@', "(at)"},
	{0x20AC, "EUR"}, {'[', "("}, {']', ")"}, {'{', "("}, {'}', ")"}, {';', ","}, {'\\', "/"}, {'|', "/"},
};

static bool is_taken(pg_wchar c);
static bool is_mark(pg_wchar c);
static const char *find_letter(pg_wchar c);

/* Whether a character is one that every bank takes. */
static bool
is_taken(pg_wchar c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		(c > 0 && c < 0x80 && strchr(" /-?:().,'+", (char) c) != NULL);
}

/* Whether a character is a mark on the one before. */
static bool
is_mark(pg_wchar c)
{
	return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF);
}

/* What stands for a character that no bank needs to take. */
static const char *
find_letter(pg_wchar c)
{
	for (int i = 0; i < lengthof(letters); i++)
		if (letters[i].letter == c)
			return letters[i].text;
	return ".";
}

/*
 * See sepa_text.h. No blanks at its ends, nor two in a row; never empty, as
 * that of a lone mark would be, with which a bank refuses the whole file.
 */
char *
sepa_text(const char *text, int max)
{
	int			bytes = strlen(text);
	pg_wchar   *wide = palloc((bytes + 1) * sizeof(pg_wchar));
	StringInfoData taken;

	initStringInfo(&taken);
	pg_mb2wchar_with_len(text, wide, bytes);
	for (const pg_wchar *c = unicode_normalize(UNICODE_NFKD, wide); *c; c++)
	{
		bool		follows_blank = taken.len == 0 || taken.data[taken.len - 1] == ' ';

		if (is_mark(*c) || (*c == ' ' && follows_blank))
			continue;
		if (is_taken(*c))
			appendStringInfoChar(&taken, (char) *c);
		else
			appendStringInfoString(&taken, find_letter(*c));
	}
	if (taken.len > max)
		taken.len = max;
	while (taken.len > 0 && taken.data[taken.len - 1] == ' ')
		taken.len--;
	if (taken.len == 0)
		appendStringInfoChar(&taken, '.');
	taken.data[taken.len] = '\0';
	return taken.data;
}
