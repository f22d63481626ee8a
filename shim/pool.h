/*-------------------------------------------------------------------------
 *
 * pool.h
 *	  A loop's connections to PostgreSQL, and the queue before them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_POOL_H
#define OUTLAYD_POOL_H

#include "request.h"

extern void pool_start(Loop *loop);
extern void pool_stop(Loop *loop);
extern void pool_flush(Loop *loop);
extern bool pool_serves(const Loop *loop);
extern void pool_submit(Request *request);
extern void pool_withdraw(Request *request);
extern int64_t pool_deadline(const Loop *loop);
extern void pool_expire(Loop *loop);

#endif /* OUTLAYD_POOL_H */
