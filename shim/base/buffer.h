/*-------------------------------------------------------------------------
 *
 * buffer.h
 *	  Growing byte buffers, and memory that is never NULL.
 *
 * A process that cannot get a few kilobytes cannot serve either, so running
 * out of memory ends it (the service manager starts it again) and no caller
 * has a branch for it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_BUFFER_H
#define OUTLAYD_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Buffer
{
	char	   *data;			/* zero-terminated, once there is any */
	size_t		len;
	size_t		size;
} Buffer;

extern void *xmalloc(size_t size);
extern void *xrealloc(void *memory, size_t size);
extern char *xstrndup(const char *text, size_t len);
extern char *xstrdup(const char *text);

extern void buffer_reserve(Buffer *buffer, size_t more);
extern void buffer_append(Buffer *buffer, const void *data, size_t len);
extern void buffer_puts(Buffer *buffer, const char *text);
extern void buffer_putc(Buffer *buffer, char c);
extern void buffer_printf(Buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
extern void buffer_number(Buffer *buffer, uint64_t value, int digits);
extern void buffer_json(Buffer *buffer, const char *text, size_t len);
extern void buffer_free(Buffer *buffer);

extern int text_to_int(const char *text);
extern size_t utf8_length(const char *text, size_t len);
extern bool utf8_valid(const char *text, size_t len);
extern uint64_t hash_bytes(uint64_t seed, const void *data, size_t len);
extern uint64_t hash_secret(void);

#endif /* OUTLAYD_BUFFER_H */
