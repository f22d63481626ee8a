/*-------------------------------------------------------------------------
 *
 * fold.h
 *	  The form of a text by which it is the same as another.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_FOLD_H
#define OUTLAY_FOLD_H

#include "postgres.h"

#include "utils/array.h"

/* SQL of a column or expression that is folded, to be compared with what fold_text() returned, by bytes. */
#define FOLDED(expression)	"outlay.fold(" expression ") COLLATE \"C\""

/* SQL condition, for a filter of a list, that a column or expression has a folded text in it. */
#define CONTAINS_FOLDED(expression)	"outlay.contains_folded(" expression ", $?)"

extern char *fold_text(const char *input);

/* Folds each of several texts, type text[], palloc'd; NULL stays. */
extern ArrayType *fold_array(ArrayType *texts);

#endif							/* OUTLAY_FOLD_H */
