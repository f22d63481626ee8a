/*-------------------------------------------------------------------------
 *
 * fold_whole.c
 *	  Texts folded as a whole, by Unicode's tables; see fold.c.
 *
 * Characters are decomposed and folded, marks put in order, and what is one
 * character put together again.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"

#include "value/fold_table.h"
#include "value/fold_whole.h"

/* Syllables of Hangul are put together by arithmetic. */
#define HANGUL_FIRST		0xAC00
#define HANGUL_COUNT		11172
#define LEAD_FIRST			0x1100
#define LEAD_COUNT			19
#define VOWEL_FIRST			0x1161
#define VOWEL_COUNT			21
#define TAIL_NONE			0x11A7
#define TAIL_COUNT			28		/* with none */

/* Tags and variation selectors, and what is not assigned beside them: nobody sees them. */
#define IS_PLANE_14_IGNORABLE(c)	((c) >= 0xE0000 && (c) <= 0xE0FFF)

/* Characters that grow. */
typedef struct Characters
{
	pg_wchar   *at;
	int			count;
	int			size;
} Characters;

static int	find_character(const pg_wchar *array, int count, pg_wchar c);
static void append(Characters *to, pg_wchar c);
static void append_folded(Characters *to, pg_wchar c);
static uint8 class_of(pg_wchar c);
static int	compare_marks(const void *a, const void *b);
static void order_marks(Characters *text);
static pg_wchar compose(pg_wchar first, pg_wchar second);
static void compose_all(Characters *text);
static char *encode(const Characters *text);
static bool joins(pg_wchar c);

/* Returns the position of a character in an array in order, -1: it is not there. */
static int
find_character(const pg_wchar *array, int count, pg_wchar c)
{
	int			low = 0;
	int			high = count - 1;

	while (low <= high)
	{
		int			middle = (low + high) / 2;

		if (array[middle] == c)
			return middle;
		if (array[middle] < c)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return -1;
}

/* Appends a character. */
static void
append(Characters *to, pg_wchar c)
{
	if (to->count == to->size)
	{
		to->size *= 2;
		to->at = repalloc(to->at, to->size * sizeof(pg_wchar));
	}
	to->at[to->count++] = c;
}

/* Appends what a character folds to, decomposed. */
static void
append_folded(Characters *to, pg_wchar c)
{
	int			found;

	if (c >= HANGUL_FIRST && c < HANGUL_FIRST + HANGUL_COUNT)
	{
		int			tail = (c - HANGUL_FIRST) % TAIL_COUNT;

		append(to, LEAD_FIRST + (c - HANGUL_FIRST) / (VOWEL_COUNT * TAIL_COUNT));
		append(to, VOWEL_FIRST + (c - HANGUL_FIRST) / TAIL_COUNT % VOWEL_COUNT);
		if (tail > 0)
			append(to, TAIL_NONE + tail);
		return;
	}
	if (IS_PLANE_14_IGNORABLE(c))
		return;
	found = find_character(fold_from, lengthof(fold_from), c);
	if (found < 0)
		append(to, c);
	else
		for (int i = fold_at[found]; i < fold_at[found + 1]; i++)
			append(to, fold_to[i]);
}

/* Returns the combining class of a character, 0 for a letter. */
static uint8
class_of(pg_wchar c)
{
	int			found = c < mark[0] ? -1 : find_character(mark, lengthof(mark), c);

	return found < 0 ? 0 : mark_class[found];
}

/* Compares two keys of marks, see order_marks(). */
static int
compare_marks(const void *a, const void *b)
{
	uint64		left = *(const uint64 *) a;
	uint64		right = *(const uint64 *) b;

	return left < right ? -1 : left > right;
}

/* Puts the marks behind each letter in the order of their classes; those of one class stay as they are. */
static void
order_marks(Characters *text)
{
	uint64	   *keys = NULL;

	for (int begin = 0, end; begin < text->count; begin = end + 1)
	{
		CHECK_FOR_INTERRUPTS();
		for (end = begin; end < text->count && class_of(text->at[end]) != 0; end++)
			;
		if (end - begin < 2)
			continue;
		if (keys == NULL)
			keys = palloc(text->count * sizeof(uint64));
		for (int i = begin; i < end; i++)
			keys[i] = (uint64) class_of(text->at[i]) << 56 | (uint64) i << 24 | text->at[i];
		qsort(keys + begin, end - begin, sizeof(uint64), compare_marks);
		for (int i = begin; i < end; i++)
			text->at[i] = keys[i] & 0xFFFFFF;
	}
	if (keys != NULL)
		pfree(keys);
}

/* Returns the one character that two are, 0: they are two. */
static pg_wchar
compose(pg_wchar first, pg_wchar second)
{
	int			low = 0;
	int			high = lengthof(pair_first) - 1;

	if (first >= LEAD_FIRST && first < LEAD_FIRST + LEAD_COUNT &&
		second >= VOWEL_FIRST && second < VOWEL_FIRST + VOWEL_COUNT)
		return HANGUL_FIRST + ((first - LEAD_FIRST) * VOWEL_COUNT + second - VOWEL_FIRST) * TAIL_COUNT;
	if (first >= HANGUL_FIRST && first < HANGUL_FIRST + HANGUL_COUNT && (first - HANGUL_FIRST) % TAIL_COUNT == 0 &&
		second > TAIL_NONE && second < TAIL_NONE + TAIL_COUNT)
		return first + second - TAIL_NONE;
	while (low <= high)
	{
		int			middle = (low + high) / 2;

		if (pair_first[middle] == first && pair_second[middle] == second)
			return pair_whole[middle];
		if (pair_first[middle] < first || (pair_first[middle] == first && pair_second[middle] < second))
			low = middle + 1;
		else
			high = middle - 1;
	}
	return 0;
}

/* Puts together what is one character, in place: Unicode's canonical composition. */
static void
compose_all(Characters *text)
{
	int			letter = 0;
	int			last_class = -1;
	int			count = 1;

	for (int i = 1; i < text->count; i++)
	{
		int			class = class_of(text->at[i]);
		pg_wchar	whole = last_class < class ? compose(text->at[letter], text->at[i]) : 0;

		CHECK_FOR_INTERRUPTS();
		if (whole != 0)
		{
			text->at[letter] = whole;
			continue;
		}
		if (class == 0)
		{
			letter = count;
			last_class = -1;
		}
		else
			last_class = class;
		text->at[count++] = text->at[i];
	}
	text->count = Min(count, text->count);
}

/* Returns UTF-8 of folded characters with single blanks, and none around them, palloc'd. */
static char *
encode(const Characters *text)
{
	char	   *encoded = palloc((Size) text->count * MAX_UNICODE_EQUIVALENT_STRING + 1);
	unsigned char *p = (unsigned char *) encoded;

	for (int i = 0; i < text->count; i++)
	{
		if (text->at[i] == ' ' && (p == (unsigned char *) encoded || p[-1] == ' '))
			continue;
		unicode_to_utf8(text->at[i], p);
		p += pg_utf_mblen(p);
	}
	if (p > (unsigned char *) encoded && p[-1] == ' ')
		p--;
	*p = '\0';
	return encoded;
}

/* Whether a character may become one with the one before it, or change places with it. */
static bool
joins(pg_wchar c)
{
	if (class_of(c) != 0)
		return true;
	if ((c >= VOWEL_FIRST && c < VOWEL_FIRST + VOWEL_COUNT) || (c > TAIL_NONE && c < TAIL_NONE + TAIL_COUNT))
		return true;
	for (int i = 0; i < lengthof(pair_second); i++)
		if (pair_second[i] == c)
			return true;
	return false;
}

/* See fold_whole.h. */
bool
fold_character(pg_wchar c, FoldedCharacter *folded)
{
	Characters	text = {palloc(16 * sizeof(pg_wchar)), 0, 16};
	bool		is_alone;

	append_folded(&text, c);
	is_alone = text.count == 0 || !joins(text.at[0]);
	order_marks(&text);
	compose_all(&text);
	folded->length = 0;
	for (int i = 0; i < text.count && is_alone; i++)
	{
		unsigned char utf8[MAX_UNICODE_EQUIVALENT_STRING];
		int			length;

		unicode_to_utf8(text.at[i], utf8);
		length = pg_utf_mblen(utf8);
		if (folded->length + length > FOLDED_CHARACTER_SIZE || (text.at[i] == ' ' && i > 0))
			is_alone = false;
		else
		{
			memcpy(folded->bytes + folded->length, utf8, length);
			folded->length += length;
		}
	}
	pfree(text.at);
	return is_alone;
}

/* Returns the folded form of a text whose characters depend on each other, palloc'd. */
char *
fold_together(const char *input)
{
	int			bytes = strlen(input);
	pg_wchar   *decoded = palloc(((Size) bytes + 1) * sizeof(pg_wchar));
	Characters	text = {palloc(((Size) bytes + 1) * sizeof(pg_wchar)), 0, bytes + 1};
	char	   *folded;

	pg_mb2wchar_with_len(input, decoded, bytes);
	for (const pg_wchar *c = decoded; *c != 0; c++)
	{
		CHECK_FOR_INTERRUPTS();
		append_folded(&text, *c);
	}
	order_marks(&text);
	compose_all(&text);
	folded = encode(&text);
	pfree(text.at);
	pfree(decoded);
	return folded;
}
