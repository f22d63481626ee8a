/*-------------------------------------------------------------------------
 *
 * reader.h
 *	  Reads at a standby, none of which misses what has been acknowledged.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_READER_H
#define OUTLAYD_READER_H

#include "pg/job.h"

extern void reader_start(Loop *loop);
extern void reader_stop(Loop *loop);
extern bool reader_take(Job *job);
extern void reader_withdraw(Job *job);
extern int64_t reader_deadline(const Loop *loop);
extern void reader_expire(Loop *loop);

#endif							/* OUTLAYD_READER_H */
