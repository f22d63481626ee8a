/*-------------------------------------------------------------------------
 *
 * fold.c
 *	  The form of a text by which it is the same as another.
 *
 * Two names are one, two e-mail addresses are one person's, a search finds a
 * text: always where the folded forms are equal, or one holds the other. That
 * is Unicode's NFKC_Casefold (case, normal form, compatible forms, invisible
 * characters; ß is ss and a final sigma is a sigma), and beside it blanks are
 * one blank, of whatever kind and number, and none at either end.
 *
 * The database's locale has no say: lower() makes of I an ı in one database
 * and of Ü nothing in another, so that who is the same person would depend on
 * how the database was created, and a restored dump could break a unique
 * index. Nor has the version of PostgreSQL: its own tables of normal forms
 * grow with Unicode. So the table is ours (scripts/fold-table), for indexes
 * hold what it says. Another table needs a migration in extension/template
 * that rebuilds them.
 *
 * Most texts have characters alone that fold to the same wherever they stand;
 * fold_alone.c is quicker with these. fold_whole.c folds the others.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "core/compat.h"
#include "value/fold.h"
#include "value/fold_alone.h"
#include "value/fold_whole.h"

PG_FUNCTION_INFO_V1(outlay_fold);
PG_FUNCTION_INFO_V1(outlay_fold_each);
PG_FUNCTION_INFO_V1(outlay_contains_folded);

/* A text of up to so many bytes is searched without memory of its own. */
#define SEARCHED_SHORT		1200

static bool bytes_hold(const char *bytes, int length, text *wanted);

/* Returns the folded form of a text in UTF-8, palloc'd. */
char *
fold_text(const char *input)
{
	int			length = strlen(input);
	char	   *folded = palloc(FOLD_SIZE(length));

	length = fold_alone(input, length, folded);
	if (length < 0)
	{
		pfree(folded);
		return fold_together(input);
	}
	folded[length] = '\0';
	return folded;
}

/* Whether bytes hold others, none of which there may be. */
static bool
bytes_hold(const char *bytes, int length, text *wanted)
{
	return memmem(bytes, length, VARDATA_ANY(wanted), VARSIZE_ANY_EXHDR(wanted)) != NULL;
}

/*
 * contains_folded(text text, folded text) returns boolean: whether the folded
 * form of a text has a text in it that is folded already. NULL for NULL. It
 * needs no memory but for long texts, or characters that depend on each other.
 */
Datum
outlay_contains_folded(PG_FUNCTION_ARGS)
{
	text	   *searched = PG_GETARG_TEXT_PP(0);
	text	   *wanted = PG_GETARG_TEXT_PP(1);
	int			length = VARSIZE_ANY_EXHDR(searched);
	char		folded[FOLD_SIZE(SEARCHED_SHORT)];
	int			count = length > SEARCHED_SHORT ? -1 : fold_alone(VARDATA_ANY(searched), length, folded);
	char	   *whole;
	bool		found;

	if (count >= 0)
		PG_RETURN_BOOL(bytes_hold(folded, count, wanted));
	whole = fold_text(text_to_cstring(searched));
	found = bytes_hold(whole, strlen(whole), wanted);
	pfree(whole);
	PG_RETURN_BOOL(found);
}

/* fold(text text) returns text: the form by which a text is the same as another. NULL for NULL. */
Datum
outlay_fold(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(fold_text(text_to_cstring(PG_GETARG_TEXT_PP(0)))));
}

/* See fold.h. */
ArrayType *
fold_array(ArrayType *texts)
{
	Datum	   *values;
	bool	   *nulls;
	int			count;
	int			lower = 1;

	deconstruct_array(texts, TEXTOID, -1, false, TYPALIGN_INT, &values, &nulls, &count);
	for (int i = 0; i < count; i++)
		if (!nulls[i])
			values[i] = CStringGetTextDatum(fold_text(TextDatumGetCString(values[i])));
	if (count == 0)
		return construct_empty_array(TEXTOID);
	return construct_md_array(values, nulls, 1, &count, &lower, TEXTOID, -1, false, TYPALIGN_INT);
}

/* fold_each(texts text[]) returns text[]: several texts, each folded, in one dimension. NULL for NULL. */
Datum
outlay_fold_each(PG_FUNCTION_ARGS)
{
	PG_RETURN_ARRAYTYPE_P(fold_array(PG_GETARG_ARRAYTYPE_P(0)));
}
