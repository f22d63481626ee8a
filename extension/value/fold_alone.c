/*-------------------------------------------------------------------------
 *
 * fold_alone.c
 *	  Texts folded character by character.
 *
 * A search without an index folds each text that it looks at. Most texts have
 * no character that becomes one, or changes places, with what is before it:
 * they are folded without memory of their own, and what each character folds
 * to is found out once in a backend. Of 1,000,000 descriptions that took 40 %
 * of the time.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "utils/memutils.h"

#include "value/fold_alone.h"
#include "value/fold_whole.h"

/* Characters are looked up by blocks, up to the pictures beyond the basic plane. */
#define BLOCK_CHARACTERS	256
#define BLOCK_COUNT			512

/* The length of a character that depends on what is before it. */
#define NOT_ALONE			255

static const FoldedCharacter *blocks[BLOCK_COUNT];
static bool block_known[BLOCK_COUNT];

/* What characters of ASCII fold to. */
static const char ascii_folded[128] =
"\x00\x01\x02\x03\x04\x05\x06\x07\x08     \x0e\x0f"
"\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f"
" !\"#$%&'()*+,-./0123456789:;<=>?"
"@abcdefghijklmnopqrstuvwxyz[\\]^_"
"`abcdefghijklmnopqrstuvwxyz{|}~\x7f";

static const FoldedCharacter *block_of(pg_wchar c);

/* What the characters of a block fold to; NULL where each is itself. The first use in a backend finds it out. */
static const FoldedCharacter *
block_of(pg_wchar c)
{
	int			number = c / BLOCK_CHARACTERS;
	bool		is_plain = true;
	FoldedCharacter *block;

	if (block_known[number])
		return blocks[number];
	block = MemoryContextAlloc(TopMemoryContext, BLOCK_CHARACTERS * sizeof(FoldedCharacter));
	for (int i = 0; i < BLOCK_CHARACTERS; i++)
	{
		pg_wchar	one = number * BLOCK_CHARACTERS + i;
		unsigned char utf8[MAX_UNICODE_EQUIVALENT_STRING];

		if (!fold_character(one, &block[i]))
			block[i].length = NOT_ALONE;
		unicode_to_utf8(one, utf8);
		is_plain = is_plain && block[i].length == pg_utf_mblen(utf8) &&
			memcmp(block[i].bytes, utf8, block[i].length) == 0;
	}
	if (is_plain)
		pfree(block);
	else
		blocks[number] = block;
	block_known[number] = true;
	return blocks[number];
}

/* Appends folded bytes, of which only the first may be a blank, behind what is not empty and ends with none. */
static inline char *
append_bytes(const char *begin, char *to, const char *bytes, int length)
{
	if (length > 0 && *bytes == ' ' && (to == begin || to[-1] == ' '))
	{
		bytes++;
		length--;
	}
	memcpy(to, bytes, length);
	return to + length;
}

/* See fold_alone.h. */
int
fold_alone(const char *input, int length, char *folded)
{
	const unsigned char *end = (const unsigned char *) input + length;
	char	   *to = folded;

	for (const unsigned char *c = (const unsigned char *) input; c < end;)
	{
		if (!IS_HIGHBIT_SET(*c))
		{
			*to = ascii_folded[*c++];
			to += *to != ' ' || (to > folded && to[-1] != ' ');
		}
		else
		{
			pg_wchar	character = utf8_to_unicode(c);
			int			bytes = pg_utf_mblen(c);
			const FoldedCharacter *block;

			if (character >= BLOCK_COUNT * BLOCK_CHARACTERS)
				return -1;
			block = block_of(character);
			if (block == NULL)
				to = append_bytes(folded, to, (const char *) c, bytes);
			else if (block[character % BLOCK_CHARACTERS].length == NOT_ALONE)
				return -1;
			else
				to = append_bytes(folded, to, block[character % BLOCK_CHARACTERS].bytes,
								  block[character % BLOCK_CHARACTERS].length);
			c += bytes;
		}
	}
	if (to > folded && to[-1] == ' ')
		to--;
	return to - folded;
}
