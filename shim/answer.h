/*-------------------------------------------------------------------------
 *
 * answer.h
 *	  What a request is answered with: status, headers, body.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_ANSWER_H
#define OUTLAYD_ANSWER_H

#include "request.h"

extern enum MHD_Result answer_request(Request *request);

#endif /* OUTLAYD_ANSWER_H */
