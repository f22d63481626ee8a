/*-------------------------------------------------------------------------
 *
 * fold_whole.h
 *	  Texts folded as a whole, by Unicode's tables; see fold.c.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_FOLD_WHOLE_H
#define OUTLAY_FOLD_WHOLE_H

#include "mb/pg_wchar.h"

/* What a character folds to wherever it stands, in UTF-8. */
#define FOLDED_CHARACTER_SIZE	7

typedef struct FoldedCharacter
{
	uint8		length;
	char		bytes[FOLDED_CHARACTER_SIZE];
} FoldedCharacter;

/*
 * Finds out what a character folds to wherever it stands; false where that
 * depends on what is before it, or is long.
 */
extern bool fold_character(pg_wchar c, FoldedCharacter *folded);

extern char *fold_together(const char *input);

#endif							/* OUTLAY_FOLD_WHOLE_H */
