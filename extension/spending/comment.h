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
#define MENTIONS_MAX		20

/* What the audit says of whom a comment mentions; COMMENT_ACTION is in permission.h. */
#define MENTION_ACTION		"mentioned"

#endif							/* OUTLAY_COMMENT_H */
