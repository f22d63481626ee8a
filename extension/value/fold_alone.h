/*-------------------------------------------------------------------------
 *
 * fold_alone.h
 *	  Texts folded character by character.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_FOLD_ALONE_H
#define OUTLAY_FOLD_ALONE_H

#include "postgres.h"

/* Bytes for a text of so many bytes, folded, and its end: of two bytes there become seven at most. */
#define FOLD_SIZE(length)	((Size) (length) * 4 + 1)

/*
 * Folds a text character by character to an array of FOLD_SIZE(length) bytes.
 * Returns how many they are, -1 where the text has characters that depend on
 * what is before them.
 */
extern int	fold_alone(const char *input, int length, char *folded);

#endif							/* OUTLAY_FOLD_ALONE_H */
