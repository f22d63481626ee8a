/*-------------------------------------------------------------------------
 *
 * buffer.c
 *	  Growing byte buffers, JSON strings, UTF-8.
 *
 *-------------------------------------------------------------------------
 */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include <xxhash.h>

/* malloc() that ends the process instead of returning NULL. */
void *
xmalloc(size_t size)
{
	return xrealloc(NULL, size);
}

/* realloc() that ends the process instead of returning NULL. */
void *
xrealloc(void *memory, size_t size)
{
	memory = realloc(memory, size ? size : 1);
	if (memory == NULL)
	{
		fputs("outlayd: out of memory\n", stderr);
		abort();
	}
	return memory;
}

/* A zero-terminated copy of len bytes. */
char *
xstrndup(const char *text, size_t len)
{
	char	   *copy = xmalloc(len + 1);

	if (len > 0)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

/* A copy of a string. */
char *
xstrdup(const char *text)
{
	return xstrndup(text, strlen(text));
}

/* Makes room for so many bytes more, and the terminating zero. */
void
buffer_reserve(Buffer *buffer, size_t more)
{
	size_t		need = buffer->len + more + 1;

	if (need <= buffer->size)
		return;
	buffer->size = need > 2 * buffer->size ? need : 2 * buffer->size;
	if (buffer->size < 128)
		buffer->size = 128;
	buffer->data = xrealloc(buffer->data, buffer->size);
	buffer->data[buffer->len] = '\0';
}

/* Appends bytes. */
void
buffer_append(Buffer *buffer, const void *data, size_t len)
{
	buffer_reserve(buffer, len);
	if (len > 0)
		memcpy(buffer->data + buffer->len, data, len);
	buffer->len += len;
	buffer->data[buffer->len] = '\0';
}

/* Appends a string. */
void
buffer_puts(Buffer *buffer, const char *text)
{
	buffer_append(buffer, text, strlen(text));
}

/* Appends one byte. */
void
buffer_putc(Buffer *buffer, char c)
{
	buffer_append(buffer, &c, 1);
}

/* Appends formatted text. */
void
buffer_printf(Buffer *buffer, const char *format, ...)
{
	va_list		args;
	int			len;
	size_t		room;

	buffer_reserve(buffer, 64);
	room = buffer->size - buffer->len;
	va_start(args, format);
	len = vsnprintf(buffer->data + buffer->len, room, format, args);
	va_end(args);
	if (len >= 0 && (size_t) len >= room)
	{
		buffer_reserve(buffer, (size_t) len);
		va_start(args, format);
		vsnprintf(buffer->data + buffer->len, (size_t) len + 1, format, args);
		va_end(args);
	}
	buffer->len += len > 0 ? (size_t) len : 0;
}

/* The length of the valid UTF-8 character at text (1 to 4), or 0 when there is none. */
size_t
utf8_length(const char *text, size_t len)
{
	const unsigned char *c = (const unsigned char *) text;
	unsigned char first = len > 0 ? c[0] : 0xFF;
	size_t		need = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;

	if (need <= 1)
		return need;
	/* Where the second byte is bounded: neither a longer form of a shorter one, nor half a surrogate, nor too large. */
	if (len < need || (first == 0xE0 && c[1] < 0xA0) || (first == 0xED && c[1] > 0x9F) ||
		(first == 0xF0 && c[1] < 0x90) || (first == 0xF4 && c[1] > 0x8F))
		return 0;
	for (size_t i = 1; i < need; i++)
		if ((c[i] & 0xC0) != 0x80)
			return 0;
	return need;
}

/* Whether all of it is valid UTF-8. */
bool
utf8_valid(const char *text, size_t len)
{
	for (size_t i = 0; i < len;)
	{
		size_t		step = utf8_length(text + i, len - i);

		if (step == 0)
			return false;
		i += step;
	}
	return true;
}

/* Appends text as a JSON string with its quotes; what is not UTF-8 becomes U+FFFD. */
void
buffer_json(Buffer *buffer, const char *text, size_t len)
{
	buffer_reserve(buffer, len + 2);
	buffer_putc(buffer, '"');
	for (size_t i = 0; i < len;)
	{
		size_t		run = 0;
		size_t		step = 1;
		unsigned char c = (unsigned char) text[i];

		while (i + run < len && text[i + run] >= ' ' && text[i + run] < 0x7F && text[i + run] != '"' &&
			   text[i + run] != '\\')
			run++;
		if (run > 0 || (step = utf8_length(text + i, len - i)) > 1)
			buffer_append(buffer, text + i, run > 0 ? run : step);
		else if (step == 0)
			buffer_puts(buffer, "\xEF\xBF\xBD");
		else if (c == '"' || c == '\\')
			buffer_printf(buffer, "\\%c", c);
		else
			buffer_printf(buffer, "\\u%04x", c);
		i += run > 0 ? run : step > 0 ? step : 1;
	}
	buffer_putc(buffer, '"');
}

/* Appends a number of at least so many digits, without the cost of a format. */
void
buffer_number(Buffer *buffer, uint64_t value, int digits)
{
	char		text[20];
	size_t		at = sizeof text;

	while (value > 0 || digits > 0 || at == sizeof text)
	{
		text[--at] = (char) ('0' + value % 10);
		value /= 10;
		digits--;
	}
	buffer_append(buffer, text + at, sizeof text - at);
}

/* Gives the memory back; the buffer is empty and usable again. */
void
buffer_free(Buffer *buffer)
{
	free(buffer->data);
	*buffer = (Buffer) {0};
}

/* The decimal number that text begins with, or -1. */
int
text_to_int(const char *text)
{
	char	   *end;
	long		value = strtol(text, &end, 10);

	return end == text || value < 0 || value > INT32_MAX ? -1 : (int) value;
}

/* A hash; two seeds give two that know nothing of each other. */
uint64_t
hash_bytes(uint64_t seed, const void *data, size_t len)
{
	return XXH3_64bits_withSeed(data, len, seed);
}

/* A seed that nobody outside knows, so that nobody can choose what shares a slot with somebody else. */
uint64_t
hash_secret(void)
{
	static _Atomic uint64_t secret;
	uint64_t	seed = secret;
	uint64_t	fresh = 0;

	if (seed != 0)
		return seed;
	if (getrandom(&fresh, sizeof fresh, 0) != sizeof fresh || fresh == 0)
		fresh = 1;
	return atomic_compare_exchange_strong(&secret, &seed, fresh) ? fresh : seed;
}
