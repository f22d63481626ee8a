/*-------------------------------------------------------------------------
 *
 * comment.h
 *	  Comments: what people say to each other about an expense.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_COMMENT_H
#define OUTLAY_COMMENT_H

#define COMMENT_MAX_LENGTH	2000

#endif							/* OUTLAY_COMMENT_H */
