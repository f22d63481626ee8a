/*-------------------------------------------------------------------------
 *
 * tags.c
 *	  Tags: a few short texts, each once.
 *
 * Two are the same where their folded forms are (fold.h); of these the first
 * stays as it was written.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "value/fold.h"
#include "value/tags.h"
#include "value/text.h"

static char *normalize_one(Problems *problems, const char *field, Datum tag);
static bool is_among(char **folded, int count, const char *wanted);

/* Returns the normal form of a tag; notes what is wrong with it. */
static char *
normalize_one(Problems *problems, const char *field, Datum tag)
{
	TextFault	fault;
	int			characters;
	char	   *normal = text_normalize(TextDatumGetCString(tag), &characters, &fault);

	text_check_characters(problems, field, fault);
	if (characters == 0)
		problem_add(problems, field, "blank", "must not have a blank one");
	else
		(void) text_check_length(problems, field, characters, 1, TAGS_MAX_LENGTH);
	return normal;
}

/* Whether a text is among others. */
static bool
is_among(char **folded, int count, const char *wanted)
{
	for (int i = 0; i < count; i++)
		if (strcmp(folded[i], wanted) == 0)
			return true;
	return false;
}

/* See tags.h. */
ArrayType *
tags_normalize(Problems *problems, const char *field, ArrayType *tags)
{
	Datum		kept[TAGS_MAX_COUNT];
	char	   *folded[TAGS_MAX_COUNT];
	int			count = 0;
	int			before = problems->count;
	Datum	   *values;
	int			given;

	if (ARR_NDIM(tags) > 1 || array_contains_nulls(tags))
	{
		problem_add(problems, field, "malformed", "must be a list of texts, without null among them");
		return tags;
	}
	if (ArrayGetNItems(ARR_NDIM(tags), ARR_DIMS(tags)) > TAGS_MAX_COUNT)
	{
		problem_add(problems, field, "out_of_range", "must have at most %d values", TAGS_MAX_COUNT);
		return tags;
	}
	deconstruct_array(tags, TEXTOID, -1, false, TYPALIGN_INT, &values, NULL, &given);
	for (int i = 0; i < given && problems->count == before; i++)
	{
		char	   *tag = normalize_one(problems, field, values[i]);

		folded[count] = fold_text(tag);
		if (is_among(folded, count, folded[count]))
			continue;
		kept[count++] = CStringGetTextDatum(tag);
	}
	return construct_array(kept, count, TEXTOID, -1, false, TYPALIGN_INT);
}

/* See tags.h. */
bool
tags_hold(ArrayType *tags)
{
	char	   *folded[TAGS_MAX_COUNT];
	int			count = ArrayGetNItems(ARR_NDIM(tags), ARR_DIMS(tags));
	Datum	   *values;

	if (ARR_NDIM(tags) != 1 || count > TAGS_MAX_COUNT || array_contains_nulls(tags))
		return false;
	deconstruct_array(tags, TEXTOID, -1, false, TYPALIGN_INT, &values, NULL, &count);
	for (int i = 0; i < count; i++)
	{
		char	   *tag = TextDatumGetCString(values[i]);

		folded[i] = fold_text(tag);
		if (folded[i][0] == '\0' || pg_mbstrlen(tag) > TAGS_MAX_LENGTH || is_among(folded, i, folded[i]))
			return false;
	}
	return true;
}
