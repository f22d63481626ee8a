/*-------------------------------------------------------------------------
 *
 * image.h
 *	  What the first bytes of an image say of it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_IMAGE_H
#define OUTLAY_IMAGE_H

#include "postgres.h"

typedef struct Image
{
	const char *type;			/* media type */
	int64		width;			/* in pixels; 0 for what the header does not say */
	int64		height;
} Image;

/* Reads the header of a PNG, JPEG, WebP or GIF; false for everything else, and for what ends within its header. */
extern bool image_read_header(const unsigned char *bytes, size_t size, Image *image);

#endif							/* OUTLAY_IMAGE_H */
