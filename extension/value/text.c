/*-------------------------------------------------------------------------
 *
 * text.c
 *	  Text that people typed: normal form, length, forbidden characters.
 *
 * Two spellings of one text ("é" as one character or as two) must be equal,
 * so text is stored in Unicode's normal form C. Lengths are counted in
 * characters, as people count them. What a one-line field may not hold:
 * control characters, line and paragraph separators, and the marks that
 * reverse the reading direction of all that follows, with which a text can
 * be made to look like another.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/unicode_norm.h"
#include "mb/pg_wchar.h"

#include "value/text.h"

/*
 * A text of more bytes is too long for every field, as long as no rule allows
 * more than 4,000 characters: one that is in parts, as some systems write it,
 * has up to nine bytes, a Hangul syllable. It is not put in normal form, which
 * would take sixteen times its size in memory.
 */
#define TEXT_MAX_BYTES (36 * 1024)

static bool is_space(pg_wchar c);
static bool is_invisible(pg_wchar c);
static bool is_control(pg_wchar c);
static bool is_bidi_control(pg_wchar c);
static pg_wchar *text_decode(const char *input);
static char *text_encode(const pg_wchar *input, int count);
static pg_wchar *join_line_breaks(pg_wchar *text);
static char *text_trim(pg_wchar *first, bool lines, int *characters, TextFault *fault);
static char *text_finish(pg_wchar *first, pg_wchar *end, bool lines, int *characters, TextFault *fault);

/* Unicode's White_Space characters that are no control characters. */
static bool
is_space(pg_wchar c)
{
	return c == ' ' || c == 0x00A0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
		c == 0x3000 || (c >= '\t' && c <= '\r');
}

/*
 * Characters that nobody sees: those that Unicode calls default ignorable, as
 * far as they are not control characters, and the blank of Braille.
 */
static bool
is_invisible(pg_wchar c)
{
	static const struct
	{
		pg_wchar	first;
		pg_wchar	last;
	}			ranges[] =
	{
		{0x00AD, 0x00AD}, {0x034F, 0x034F}, {0x061C, 0x061C}, {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F},
		{0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F}, {0x2800, 0x2800}, {0x3164, 0x3164}, {0xFE00, 0xFE0F},
		{0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A},
		{0xE0000, 0xE0FFF},
	};

	for (int i = 0; i < lengthof(ranges); i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return true;
	return is_space(c);
}

/* Unicode's control characters, and its separators of lines and paragraphs. */
static bool
is_control(pg_wchar c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029;
}

/* The marks that embed, override or isolate a direction. */
static bool
is_bidi_control(pg_wchar c)
{
	return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* The code points of a UTF-8 text, ended by 0, palloc'd. */
static pg_wchar *
text_decode(const char *input)
{
	int			bytes = strlen(input);
	pg_wchar   *decoded = palloc((bytes + 1) * sizeof(pg_wchar));

	pg_mb2wchar_with_len(input, decoded, bytes);
	return decoded;
}

/* UTF-8 of code points, palloc'd. */
static char *
text_encode(const pg_wchar *input, int count)
{
	char	   *encoded = palloc(count * MAX_UNICODE_EQUIVALENT_STRING + 1);
	unsigned char *p = (unsigned char *) encoded;

	for (int i = 0; i < count; i++)
	{
		unicode_to_utf8(input[i], p);
		p += pg_utf_mblen(p);
	}
	*p = '\0';
	return encoded;
}

/*
 * The code points from first to end, which is written 0, in normal form C, as
 * UTF-8; see text_normalize(). Of lines the break and the tab are no fault.
 */
static char *
text_finish(pg_wchar *first, pg_wchar *end, bool lines, int *characters, TextFault *fault)
{
	bool		ascii = true;

	*end = 0;
	*fault = TEXT_FINE;
	for (pg_wchar *c = first; c < end; c++)
	{
		ascii &= *c < 0x80;
		if (is_control(*c) && !(lines && (*c == '\n' || *c == '\t')))
			*fault = TEXT_HAS_CONTROL;
		else if (is_bidi_control(*c) && *fault == TEXT_FINE)
			*fault = TEXT_HAS_BIDI_CONTROL;
	}
	if (!ascii && unicode_is_normalized_quickcheck(UNICODE_NFC, first) != UNICODE_NORM_QC_YES)
	{
		first = unicode_normalize(UNICODE_NFC, first);
		for (end = first; *end; end++)
			;
	}
	*characters = end - first;
	return text_encode(first, *characters);
}

/* Makes of each line break one character, in place: those of other systems are two, or another. Returns the text. */
static pg_wchar *
join_line_breaks(pg_wchar *text)
{
	pg_wchar   *to = text;

	for (pg_wchar *c = text; *c; c++)
	{
		if (*c == '\r' && c[1] == '\n')
			continue;
		*to++ = *c == '\r' ? '\n' : *c;
	}
	*to = 0;
	return text;
}

/* Code points without white space around them, as text_finish() makes them a text; empty where nobody would see it. */
static char *
text_trim(pg_wchar *first, bool lines, int *characters, TextFault *fault)
{
	pg_wchar   *end;
	pg_wchar   *visible;

	while (is_space(*first))
		first++;
	for (end = first; *end; end++)
		;
	while (end > first && is_space(end[-1]))
		end--;
	for (visible = first; visible < end && is_invisible(*visible); visible++)
		;
	return text_finish(first, visible < end ? end : first, lines, characters, fault);
}

/*
 * The text without white space around it and in normal form C, palloc'd, with
 * its number of characters and the worst that is in it. One that nobody would
 * see is empty; one that is too long for every field is left as it is. The
 * database's encoding is UTF-8: the extension does not install in another.
 */
char *
text_normalize(const char *input, int *characters, TextFault *fault)
{
	if (strlen(input) <= TEXT_MAX_BYTES)
		return text_trim(text_decode(input), false, characters, fault);
	*characters = pg_mbstrlen(input);
	*fault = TEXT_FINE;
	return pstrdup(input);
}

/* The same for a text of several lines: breaks between them and tabs are no fault. */
char *
text_normalize_lines(const char *input, int *characters, TextFault *fault)
{
	if (strlen(input) <= TEXT_MAX_BYTES)
		return text_trim(join_line_breaks(text_decode(input)), true, characters, fault);
	return text_normalize(input, characters, fault);
}

/* The same with the white space around it, which in a password counts. */
char *
text_compose(const char *input, int *characters, TextFault *fault)
{
	pg_wchar   *first = text_decode(input);
	pg_wchar   *end;

	for (end = first; *end; end++)
		;
	return text_finish(first, end, false, characters, fault);
}

/* Notes which characters a text must not have. */
void
text_check_characters(Problems *problems, const char *field, TextFault fault)
{
	if (fault == TEXT_HAS_CONTROL)
		problem_add(problems, field, "control_character", "must not have control characters or line breaks");
	else if (fault == TEXT_HAS_BIDI_CONTROL)
		problem_add(problems, field, "bidi_control", "must not have marks that reverse the reading direction");
}

/* Notes that a text is too short or too long; whether it is neither. */
bool
text_check_length(Problems *problems, const char *field, int characters, int min, int max)
{
	if (characters < min)
		problem_add(problems, field, "too_short", "must have at least %d characters", min);
	else if (characters == TEXT_UNCOUNTED)
		problem_add(problems, field, "too_long", "must have at most %d characters", max);
	else if (characters > max)
		problem_add(problems, field, "too_long", "must have at most %d characters, has %d", max, characters);
	else
		return true;
	return false;
}

/*
 * Whether a text has the shape of an e-mail address: what HTML's
 * <input type="email"> accepts, with at least one dot in the domain.
 */
bool
text_is_email(const char *text)
{
	static const char local_marks[] = ".!#$%&'*+/=?^_`{|}~-";
	const char *at = strchr(text, '@');
	const char *label;
	int			dots = 0;

	if (at == NULL || at == text || at - text > 64)
		return false;
	for (const char *c = text; c < at; c++)
		if (!isalnum((unsigned char) *c) && strchr(local_marks, *c) == NULL)
			return false;
	label = at + 1;
	for (const char *c = at + 1;; c++)
	{
		if (*c == '.' || *c == '\0')
		{
			if (c == label || c - label > 63 || *label == '-' || c[-1] == '-')
				return false;
			if (*c == '\0')
				return dots > 0;
			dots++;
			label = c + 1;
		}
		else if (!isascii((unsigned char) *c) || (!isalnum((unsigned char) *c) && *c != '-'))
			return false;
	}
}
