/*-------------------------------------------------------------------------
 *
 * reply.h
 *	  What PostgreSQL has returned, on its way to being the answer.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_REPLY_H
#define OUTLAYD_REPLY_H

#include "serve/request.h"

extern enum MHD_Result reply_answer(Request *request);
extern const char *reply_head_value(const char *head, const char *name, size_t *len);

#endif							/* OUTLAYD_REPLY_H */
