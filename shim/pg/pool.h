/*-------------------------------------------------------------------------
 *
 * pool.h
 *	  A loop's connections to PostgreSQL, and the queue before them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_POOL_H
#define OUTLAYD_POOL_H

#include "pg/pgconn.h"

extern void pool_start(Loop *loop);
extern void pool_stop(Loop *loop);
extern void pool_flush(Loop *loop);
extern bool pool_serves(const Loop *loop);
extern bool pool_all_ready(const Config *config);
extern PgConn *pool_choose(const Link *idle, uint64_t tenant);
extern void pool_submit(Job *job);
extern void pool_withdraw(Job *job);
extern int64_t pool_deadline(const Loop *loop);
extern void pool_expire(Loop *loop);

#endif							/* OUTLAYD_POOL_H */
