/*-------------------------------------------------------------------------
 *
 * job.h
 *	  What PostgreSQL is asked to do: a call of a route's function for
 *	  somebody, how far it is, and what has come of it.
 *
 * A client's request has one, and so has a stream of events, which asks again
 * and again. Nothing here knows which of them it is.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_JOB_H
#define OUTLAYD_JOB_H

#include <string.h>

#include <libpq-fe.h>

#include "base/spool.h"
#include "http/args.h"
#include "http/problem.h"
#include "http/route.h"
#include "loop/loop.h"

#define DATABASE_AWAY "the database is not available"

typedef enum JobState
{
	JOB_READY,					/* nobody works for it */
	JOB_HELD,					/* waits to hear how far the primary is; see reader.c */
	JOB_QUEUED,					/* waits for a connection to PostgreSQL */
	JOB_RUNNING,				/* PostgreSQL works */
	JOB_ENDED					/* what has come of it is known */
} JobState;

typedef struct Job
{
	Link		link;			/* in the queue, among those of its tenant */
	Link		arrival;		/* in the queue, among all */
	JobState	state;
	Loop	   *loop;
	void (*done)(struct Job *job); /* takes its end */

	/* What is asked, by whom and for whom; texts are those of whoever has the job. */
	uint64_t	tenant;			/* stands for the one it is for; see tenant.c */
	RouteTable *table;			/* holds route alive */
	const Route *route;
	Args		args;
	char		id[65];			/* of the request */
	char		trace[33];		/* the id of the trace that it belongs to; empty: it came without one */
	char		address[ADDRESS_TEXT_MAX];
	char		slug[64];		/* empty: the tenant is known by its host */
	const char *host;			/* or NULL */
	const char *token;			/* of the header or the cookie, or NULL */
	const char *user_agent;		/* or NULL */
	const char *idempotency_key; /* where the route keeps answers, or NULL */
	char		hash[33];		/* of what is asked, where there is such a key */
	const char *listeners;		/* tokens of those who would share the answer, as text[], or NULL */

	/* How far it is. */
	int			retries;		/* those of one outage count as one */
	int64_t		failed_at;		/* when the last attempt failed; 0: none has */
	bool		nameless;		/* it is sent again without prepared statements */
	int64_t		queued;
	int64_t		pg_started;
	int64_t		pg_micros;

	/* What has come of it. */
	Problem		problem;		/* why there is no answer, when its status is not 0 */
	PGresult   *reply;			/* body and head of success; of a file its first piece */
	PGresult  **pieces;			/* of a file those behind it */
	int			piece_count;
	bool		crowded;		/* there was no room for all of them */
	Room		room;			/* what it has of it */
	PGresult   *error;			/* the first error of PostgreSQL */
} Job;

/* Whether PostgreSQL is to answer it, and has not. */
static inline bool
job_is_pending(const Job *job)
{
	return job->state == JOB_HELD || job->state == JOB_QUEUED || job->state == JOB_RUNNING;
}

/* Whether it may change something; a GET cannot, enter() sees to that. */
static inline bool
job_writes(const Job *job)
{
	return strcmp(job->route->method, "GET") != 0;
}

extern void job_init(Job *job, Loop *loop, void (*done)(Job *job));
extern void job_refuse(Job *job, int status, const char *code, const char *detail);
extern void job_end(Job *job);
extern void job_drop_pieces(Job *job);
extern void job_free(Job *job);

#endif							/* OUTLAYD_JOB_H */
