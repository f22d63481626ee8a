/*-------------------------------------------------------------------------
 *
 * image.c
 *	  What the first bytes of an image say of it.
 *
 * The type of an image is what its bytes are, whatever whoever sent it has
 * said. Only headers are read, by hand: a library that decodes images would
 * be far more code to trust than what is to be known. SVG is none of the
 * types, since it can carry scripts.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "value/image.h"

/* The bytes that are there; what lies behind them is read as zero, which no header below has where it matters. */
typedef struct Bytes
{
	const unsigned char *start;
	size_t		size;
} Bytes;

static uint32 byte_at(const Bytes *bytes, size_t at);
static uint32 big_endian(const Bytes *bytes, size_t at, int count);
static uint32 little_endian(const Bytes *bytes, size_t at, int count);
static bool has(const Bytes *bytes, size_t at, const char *text, size_t length);
static bool read_png(const Bytes *bytes, Image *image);
static bool read_gif(const Bytes *bytes, Image *image);
static bool read_webp(const Bytes *bytes, Image *image);
static bool begins_frame(uint32 marker);
static bool read_jpeg(const Bytes *bytes, Image *image);

/* One byte. */
static uint32
byte_at(const Bytes *bytes, size_t at)
{
	return at < bytes->size ? bytes->start[at] : 0;
}

/* A number of so many bytes, the highest first. */
static uint32
big_endian(const Bytes *bytes, size_t at, int count)
{
	uint32		value = 0;

	for (int i = 0; i < count; i++)
		value = value << 8 | byte_at(bytes, at + i);
	return value;
}

/* A number of so many bytes, the lowest first. */
static uint32
little_endian(const Bytes *bytes, size_t at, int count)
{
	uint32		value = 0;

	for (int i = count - 1; i >= 0; i--)
		value = value << 8 | byte_at(bytes, at + i);
	return value;
}

/* Whether a text stands at a place. */
static bool
has(const Bytes *bytes, size_t at, const char *text, size_t length)
{
	return at + length <= bytes->size && memcmp(bytes->start + at, text, length) == 0;
}

#define HAS(bytes, at, literal)	has(bytes, at, literal, sizeof(literal) - 1)

/* PNG: its signature, and the chunk IHDR, which has to be the first. */
static bool
read_png(const Bytes *bytes, Image *image)
{
	if (!HAS(bytes, 0, "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR") || bytes->size < 33)
		return false;
	*image = (Image) {"image/png", big_endian(bytes, 16, 4), big_endian(bytes, 20, 4)};
	return true;
}

/* GIF: the logical screen. */
static bool
read_gif(const Bytes *bytes, Image *image)
{
	if ((!HAS(bytes, 0, "GIF87a") && !HAS(bytes, 0, "GIF89a")) || bytes->size < 13)
		return false;
	*image = (Image) {"image/gif", little_endian(bytes, 6, 2), little_endian(bytes, 8, 2)};
	return true;
}

/* WebP: the first chunk, of the three kinds that there are. */
static bool
read_webp(const Bytes *bytes, Image *image)
{
	if (!HAS(bytes, 0, "RIFF") || !HAS(bytes, 8, "WEBP") || bytes->size < 30 ||
		little_endian(bytes, 4, 4) > bytes->size - 8)
		return false;
	image->type = "image/webp";
	if (HAS(bytes, 12, "VP8X"))
	{
		image->width = little_endian(bytes, 24, 3) + 1;
		image->height = little_endian(bytes, 27, 3) + 1;
		return true;
	}
	if (HAS(bytes, 12, "VP8L") && byte_at(bytes, 20) == 0x2f)
	{
		uint32		size = little_endian(bytes, 21, 4);

		image->width = (size & 0x3fff) + 1;
		image->height = (size >> 14 & 0x3fff) + 1;
		return true;
	}
	if (HAS(bytes, 12, "VP8 ") && HAS(bytes, 23, "\x9d\x01\x2a"))
	{
		image->width = little_endian(bytes, 26, 2) & 0x3fff;
		image->height = little_endian(bytes, 28, 2) & 0x3fff;
		return true;
	}
	return false;
}

/* Whether a marker of a JPEG begins a frame: SOF0 to SOF15, without the three of that range that are something else. */
static bool
begins_frame(uint32 marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* JPEG: the segments up to the first frame. Each is longer than two bytes, so this ends. */
static bool
read_jpeg(const Bytes *bytes, Image *image)
{
	size_t		at = 2;

	if (!HAS(bytes, 0, "\xff\xd8\xff"))
		return false;
	while (at + 4 <= bytes->size && byte_at(bytes, at) == 0xff)
	{
		uint32		marker = byte_at(bytes, at + 1);
		uint32		length = big_endian(bytes, at + 2, 2);

		if (marker == 0xff)
		{
			at++;				/* filling */
			continue;
		}
		/* Data or the end before a frame, or a marker that has no segment and no place here. */
		if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda) || length < 2)
			return false;
		if (begins_frame(marker))
		{
			*image = (Image) {"image/jpeg", big_endian(bytes, at + 7, 2), big_endian(bytes, at + 5, 2)};
			return length >= 8 && at + 2 + length <= bytes->size;
		}
		at += 2 + length;
	}
	return false;
}

/* See image.h. */
bool
image_read_header(const unsigned char *start, size_t size, Image *image)
{
	Bytes		bytes = {start, size};

	*image = (Image) {0};
	return read_png(&bytes, image) || read_gif(&bytes, image) || read_webp(&bytes, image) || read_jpeg(&bytes, image);
}
