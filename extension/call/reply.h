/*-------------------------------------------------------------------------
 *
 * reply.h
 *	  What a call answers over HTTP.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_REPLY_H
#define OUTLAY_REPLY_H

#include "postgres.h"

extern bool reply_is_replayed(void);
extern void reply_add_header(const char *line);
extern void reply_part(int64 first, int64 count, int64 size);
extern void reply_replay(const char *head, const char *body);
/* A failure, of which detail is the message. errors has lines "field: code: message", as in the detail of an error. */
typedef struct ReplyProblem
{
	int			status;
	const char *code;
	const char *detail;
	const char *errors;			/* NULL: no field is to blame */
	const char *hint;			/* NULL: none */
	int			retry_after;	/* seconds; 0: it is not said */
} ReplyProblem;

extern void reply_problem(const ReplyProblem *problem);
extern void reply_failure(int status, const char *field, const char *code, const char *detail, int retry_after);
extern char *reply_chosen_head(void);

#endif							/* OUTLAY_REPLY_H */
