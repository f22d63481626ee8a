/*-------------------------------------------------------------------------
 *
 * media_type.c
 *	  What a file is, by its content.
 *
 * What a client says of a file is nothing to go by: it decides how others see
 * it. Each kind is known by what must stand at its very beginning, so that a
 * page of HTML with an image or a PDF somewhere in it is neither.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "port/pg_bswap.h"

#include "value/image.h"
#include "value/media_type.h"

#define BOX_HEAD	8			/* of a box of ISO 14496-12: length, and four letters */
#define BOX_MAX		1024		/* of the first one; real ones have less than 100 bytes */

static bool is_pdf(const unsigned char *bytes, size_t size);
static uint32 big_endian(const unsigned char *bytes);
static bool is_heic_brand(const unsigned char *brand);
static bool is_heic(const unsigned char *bytes, size_t size);

/* PDF: its version in the first line. */
static bool
is_pdf(const unsigned char *bytes, size_t size)
{
	return size > 16 && memcmp(bytes, "%PDF-", 5) == 0 && (bytes[5] == '1' || bytes[5] == '2') && bytes[6] == '.' &&
		bytes[7] >= '0' && bytes[7] <= '9' && (bytes[8] == '\r' || bytes[8] == '\n' || bytes[8] == ' ');
}

/* A number of four bytes, the highest first. */
static uint32
big_endian(const unsigned char *bytes)
{
	uint32		number;

	memcpy(&number, bytes, sizeof(number));
	return pg_ntoh32(number);
}

/* Whether four letters stand for images, or sequences of them, that are coded in HEVC. */
static bool
is_heic_brand(const unsigned char *brand)
{
	static const char *const brands[] = {"heic", "heix", "heim", "heis", "hevc", "hevx"};

	for (int i = 0; i < lengthof(brands); i++)
		if (memcmp(brand, brands[i], 4) == 0)
			return true;
	return false;
}

/* HEIC: the first box, which names the brands that the file is of, first the major one, behind a version the others. */
static bool
is_heic(const unsigned char *bytes, size_t size)
{
	uint32		length = size > BOX_HEAD ? big_endian(bytes) : 0;

	if (length < BOX_HEAD + 8 || length > BOX_MAX || length % 4 != 0 || length >= size ||
		memcmp(bytes + 4, "ftyp", 4) != 0)
		return false;
	for (uint32 at = BOX_HEAD; at + 4 <= length; at += at == BOX_HEAD ? 8 : 4)
		if (is_heic_brand(bytes + at))
			return true;
	return false;
}

/* See media_type.h. A GIF is no receipt. */
const char *
media_type_of(const unsigned char *bytes, size_t size)
{
	Image		image;

	if (is_pdf(bytes, size))
		return "application/pdf";
	if (is_heic(bytes, size))
		return "image/heic";
	if (image_read_header(bytes, size, &image) && strcmp(image.type, "image/gif") != 0 &&
		image.width > 0 && image.height > 0)
		return image.type;
	return NULL;
}
