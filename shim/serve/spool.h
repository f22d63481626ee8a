/*-------------------------------------------------------------------------
 *
 * spool.h
 *	  Room for bodies that are larger than most, which all requests share.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_SPOOL_H
#define OUTLAYD_SPOOL_H

#include "serve/request.h"

extern bool spool_take_body(Request *request, size_t bytes);
extern bool spool_take_answer(Request *request, size_t bytes);
extern void spool_refuse(Request *request, const char *detail);
extern void spool_give(Request *request);

#endif /* OUTLAYD_SPOOL_H */
