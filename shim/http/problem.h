/*-------------------------------------------------------------------------
 *
 * problem.h
 *	  Errors as application/problem+json (RFC 9457), and SQLSTATE as status.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_PROBLEM_H
#define OUTLAYD_PROBLEM_H

#include <stdbool.h>

#include "base/buffer.h"

/* Everything that makes one error answer. Texts may be NULL. */
typedef struct Problem
{
	int			status;
	const char *code;
	const char *detail;
	const char *hint;
	const char *errors;			/* JSON objects separated by commas */
	int			retry_after;	/* seconds, 0 for none */
} Problem;

extern Problem problem_of_sqlstate(const char *sqlstate);
extern bool problem_is_of_field(const char *sqlstate);
extern int problem_retry_after(const char *hint, int otherwise);
extern void problem_errors_of_detail(Buffer *errors, const char *detail);
extern void problem_body(Buffer *body, const Problem *problem, const char *request_id);
extern const char *status_phrase(int status);

#endif /* OUTLAYD_PROBLEM_H */
