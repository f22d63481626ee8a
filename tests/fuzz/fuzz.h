/*-------------------------------------------------------------------------
 *
 * fuzz.h
 *	  What the fuzz targets share: a broken property ends the run like a
 *	  crash, and input is handed out in pieces of memory of exactly their
 *	  size, so that reading a byte too many is seen.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_FUZZ_H
#define OUTLAYD_FUZZ_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

#define HOLDS(property) ((property) ? (void) 0 : fuzz_broken(__FILE__, __LINE__, #property))

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Says which property does not hold, and ends. */
static inline void
fuzz_broken(const char *file, int line, const char *property)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, property);
	abort();
}

/* What is left of the input. */
typedef struct Input
{
	const char *at;
	const char *end;
} Input;

/* An input of a run. */
static inline Input
fuzz_input(const uint8_t *data, size_t size)
{
	return (Input) {(const char *) data, (const char *) data + size};
}

/* The next number below a bound; 0 at the end. */
static inline unsigned
fuzz_number(Input *input, unsigned below)
{
	return input->at < input->end ? (unsigned char) *input->at++ % below : 0;
}

/* The next line, without its end, as a string of its own; a NUL ends a line too. */
static inline char *
fuzz_line(Input *input)
{
	size_t		len = 0;
	char	   *line;

	while (input->at + len < input->end && input->at[len] != '\n' && input->at[len] != '\0')
		len++;
	line = xstrndup(input->at, len);
	input->at += len + (input->at + len < input->end);
	return line;
}

#endif							/* OUTLAYD_FUZZ_H */
