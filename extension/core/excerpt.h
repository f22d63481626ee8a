/*-------------------------------------------------------------------------
 *
 * excerpt.h
 *	  What an error shows of a long text.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_EXCERPT_H
#define OUTLAY_EXCERPT_H

extern char *excerpt(const char *text, int length);
extern char *excerpt_lines(const char *text);
extern int	excerpt_line_number(const char *text, int offset);
extern int	excerpt_position(const char *text, int position);

#endif							/* OUTLAY_EXCERPT_H */
