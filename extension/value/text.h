/*-------------------------------------------------------------------------
 *
 * text.h
 *	  Text that people typed: normal form, length, forbidden characters.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TEXT_H
#define OUTLAY_TEXT_H

#include "postgres.h"

#include "core/problem.h"

/* The number of characters of a text that is too long to be counted. */
#define TEXT_UNCOUNTED PG_INT32_MAX

typedef enum TextFault
{
	TEXT_FINE,
	TEXT_HAS_CONTROL,			/* a control character */
	TEXT_HAS_BIDI_CONTROL		/* a character that turns the reading direction of what follows */
} TextFault;

extern char *text_normalize(const char *input, int *characters, TextFault *fault);
extern char *text_normalize_lines(const char *input, int *characters, TextFault *fault);
extern char *text_compose(const char *input, int *characters, TextFault *fault);
extern void text_check_characters(Problems *problems, const char *field, TextFault fault);
extern bool text_check_length(Problems *problems, const char *field, int characters, int min, int max);
extern bool text_is_email(const char *text);

#endif							/* OUTLAY_TEXT_H */
