/*-------------------------------------------------------------------------
 *
 * sepa_text.h
 *	  Text in the characters that every bank of SEPA takes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SEPA_TEXT_H
#define OUTLAY_SEPA_TEXT_H

/* A text in letters, digits, blanks and / - ? : ( ) . , ' + alone, at most so many characters, palloc'd. */
extern char *sepa_text(const char *text, int max);

#endif							/* OUTLAY_SEPA_TEXT_H */
