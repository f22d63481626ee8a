/*-------------------------------------------------------------------------
 *
 * tags.h
 *	  Tags: a few short texts, each once.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TAGS_H
#define OUTLAY_TAGS_H

#include "postgres.h"

#include "utils/array.h"

#include "core/problem.h"

#define TAGS_MAX_COUNT		20
#define TAGS_MAX_LENGTH		50	/* characters of one */

/* Returns the normal form of tags, type text[], palloc'd; notes what is wrong with them. */
extern ArrayType *tags_normalize(Problems *problems, const char *field, ArrayType *tags);

/* Whether tags may be kept: there are some, but not too many, none is blank or too long, and no two are the same. */
extern bool tags_hold(ArrayType *tags);

#endif							/* OUTLAY_TAGS_H */
