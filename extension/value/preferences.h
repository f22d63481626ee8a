/*-------------------------------------------------------------------------
 *
 * preferences.h
 *	  How somebody wants the application to look, as a document.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_PREFERENCES_H
#define OUTLAY_PREFERENCES_H

#include "postgres.h"

#include "utils/jsonb.h"

#define PREFERENCES_THEMES		"system light dark"

/* Bytes of a document as text. */
#define PREFERENCES_MAX_BYTES	16384

/* Each returns what is wrong with a part of a document, or the whole; NULL: nothing. */
extern const char *preferences_columns_fault(Jsonb *columns);
extern const char *preferences_views_fault(Jsonb *views);
extern const char *preferences_fault(Jsonb *preferences);

#endif							/* OUTLAY_PREFERENCES_H */
