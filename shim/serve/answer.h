/*-------------------------------------------------------------------------
 *
 * answer.h
 *	  What a request is answered with: status, headers, body.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_ANSWER_H
#define OUTLAYD_ANSWER_H

#include "http/condition.h"
#include "serve/request.h"

extern enum MHD_Result answer_request(Request *request);
extern enum MHD_Result answer_problem(Request *request);
extern void answer_at_once(Request *request);
extern RangeKind answer_range(Request *request, size_t whole, const char *etag, const char *modified);
extern enum MHD_Result answer_send(Request *request, int status, struct MHD_Response *response, size_t bytes);

#endif							/* OUTLAYD_ANSWER_H */
