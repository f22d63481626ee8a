/*-------------------------------------------------------------------------
 *
 * media_type.h
 *	  What a file is, by its content.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_MEDIA_TYPE_H
#define OUTLAY_MEDIA_TYPE_H

#include "postgres.h"

/* What media_type_of() knows, as people read it. */
#define MEDIA_TYPES_KNOWN	"JPEG, PNG, WebP, HEIC or PDF"

/* The media type of a file that can be a receipt; NULL for every other. */
extern const char *media_type_of(const unsigned char *bytes, size_t size);

#endif							/* OUTLAY_MEDIA_TYPE_H */
