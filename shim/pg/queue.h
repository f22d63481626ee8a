/*-------------------------------------------------------------------------
 *
 * queue.h
 *	  The requests that wait for a connection, served tenant by tenant.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_QUEUE_H
#define OUTLAYD_QUEUE_H

#include "pg/job.h"

extern void queue_start(Loop *loop);
extern void queue_stop(Loop *loop);
extern uint64_t queue_weight(uint64_t tenant, int place);
extern bool queue_may_run(Loop *loop, const Job *job);
extern bool queue_suits(Loop *loop, const Job *job, int place);
extern void queue_running(Job *job, int place);
extern void queue_ran(Loop *loop, uint64_t tenant, bool writes);
extern bool queue_add(Job *job);
extern void queue_remove(Job *job);
extern Job *queue_oldest(const Loop *loop);
extern Job *queue_oldest_new(const Loop *loop);
extern int64_t queue_deadline(const Loop *loop);
extern Job *queue_next(Loop *loop, int place);

#endif /* OUTLAYD_QUEUE_H */
