/*-------------------------------------------------------------------------
 *
 * pool.c
 *	  A loop's connections to PostgreSQL, and the queue before them.
 *
 * A connection works for one request at a time. Requests that find none
 * idle wait (queue.c), so many and so long as the settings say. While
 * PostgreSQL is away they are turned away at once, but for those that were
 * under way when it went and may be sent again.
 *
 *-------------------------------------------------------------------------
 */
#include "pg/pool.h"

#include <stdlib.h>

#include "pg/commit.h"
#include "pg/pgcall.h"
#include "pg/pgcancel.h"
#include "pg/pgresult.h"
#include "pg/queue.h"
#include "pg/reader.h"
#include "pg/recycle.h"

/* Loops that have a connection; all loops count here. */
static atomic_int ready_loops;

static void run(PgConn *conn, Job *job);
static void turn_away(Job *job, const char *code, const char *detail);
static void serve_waiting(Loop *loop);
static void release(PgConn *conn);
static void end_service(PgConn *conn);
static void drop_lost(Loop *loop);
static void pool_synced(PgConn *conn);
static void pool_changed(PgConn *conn, PgState before);
static int64_t oldest_deadline(const Loop *loop);

/* The idle connection that suits a tenant best, one that knows it if there is one; NULL if none is idle. */
PgConn *
pool_choose(const Link *idle, uint64_t tenant)
{
	PgConn	   *best = NULL;
	uint64_t	most = 0;

	list_each(PgConn, conn, idle, link)
	{
		uint64_t	weight = queue_weight(tenant, conn->place) >> 1 | (uint64_t) recycle_knows(conn, tenant) << 63;

		if (best == NULL || weight > most)
		{
			best = conn;
			most = weight;
		}
	}
	return best;
}

/* Lets a connection work for a request, which the queue has counted as running. */
static void
run(PgConn *conn, Job *job)
{
	conn->job = job;
	conn->tenant = job->tenant;
	conn->writes = job_writes(job);
	conn->unconfirmed = false;
	conn->serving = true;
	job->pg_started = clock_micros();
	if (job->state == JOB_QUEUED)
		metrics_observe(&conn->loop->metrics.queue_wait, job->pg_started - job->queued);
	job->state = JOB_RUNNING;
	pgconn_set_state(conn, PG_BUSY);
	if (pgcall_send(conn, job))
		pgconn_flush(conn);
	else
		pgconn_close(conn, "cannot send");
}

/* Ends a request for want of a connection, wherever it waits. */
static void
turn_away(Job *job, const char *code, const char *detail)
{
	if (job->state == JOB_QUEUED)
		queue_remove(job);
	job_refuse(job, MHD_HTTP_SERVICE_UNAVAILABLE, code, detail);
	job_end(job);
}

/* Takes a request: runs it, queues it, or ends it at once. */
void
pool_submit(Job *job)
{
	Loop	   *loop = job->loop;
	PgConn	   *conn = queue_may_run(loop, job) ? pool_choose(&loop->pool_idle, job->tenant) : NULL;
	bool		suits = conn && (recycle_knows(conn, job->tenant) || queue_suits(loop, job, conn->place));

	if (!suits && (pool_serves(loop) || job->retries > 0) && queue_add(job))
	{
		job->queued = loop->now;
		job->state = JOB_QUEUED;
	}
	else if (conn)
	{
		queue_running(job, conn->place);
		run(conn, job);
	}
	else if (!pool_serves(loop))
		turn_away(job, "unavailable", DATABASE_AWAY);
	else
	{
		metrics_rejected(&loop->metrics, "queue_full");
		turn_away(job, "overloaded", "too many requests are waiting");
	}
}

/* Gives idle connections to the requests whose turn it is. */
static void
serve_waiting(Loop *loop)
{
	Link	   *link = loop->pool_idle.next;

	while (link != &loop->pool_idle)
	{
		PgConn	   *conn = container_of(link, PgConn, link);
		Job		   *job = queue_next(loop, conn->place);

		if (job)
			run(conn, job);
		/* What has run may have failed, and changed everything. */
		link = job ? loop->pool_idle.next : link->next;
	}
}

/* Forgets a request that nobody wants to be answered any more, and cancels what PostgreSQL does for it. */
void
pool_withdraw(Job *job)
{
	Loop	   *loop = job->loop;

	reader_withdraw(job);
	if (job->state == JOB_QUEUED)
		queue_remove(job);
	for (int i = 0; i < loop->pool_size; i++)
		if (loop->pool[i].job == job)
		{
			loop->pool[i].job = NULL;
			pgcancel_begin(&loop->pool[i]);
		}
}

/* A connection has nothing to do: gives it work, or closes it if its time has come. */
static void
release(PgConn *conn)
{
	if (recycle_must_close(conn))
		pgconn_close(conn, NULL);
	else
		pgconn_set_state(conn, PG_IDLE);
	recycle_look(conn);
	serve_waiting(conn->loop);
}

/* A connection has ended its work for a tenant, whether or not somebody wanted it to the end. */
static void
end_service(PgConn *conn)
{
	if (!conn->serving)
		return;
	conn->serving = false;
	commit_end(conn);
	queue_ran(conn->loop, conn->tenant, conn->writes);
	if (!conn->stranger)
		recycle_saw(conn);
	conn->stranger = false;
}

/* All results of a pipeline have come: it is committed, or rolled back. */
static void
pool_synced(PgConn *conn)
{
	end_service(conn);
	if (conn->job != NULL)
		pgresult_conclude(conn);
	if (conn->state == PG_SETUP)
		recycle_spread(conn);
	if (conn->state == PG_SETUP || conn->state == PG_BUSY || conn->state == PG_COMMITTING)
		release(conn);
}

/* Turns away all who wait if PostgreSQL has gone, but for those that it was working for. */
void
pool_flush(Loop *loop)
{
	Job		   *job;

	while (!pool_serves(loop) && (job = queue_oldest_new(loop)) != NULL)
		turn_away(job, "unavailable", DATABASE_AWAY);
}

/*
 * Closes the idle connections that the server has ended, of which the loop may not have told yet. Where one is lost
 * others mostly are, and a request that is sent again must not meet one after the other.
 */
static void
drop_lost(Loop *loop)
{
	Link	   *link = loop->pool_idle.next;

	while (link != &loop->pool_idle)
	{
		PgConn	   *conn = container_of(link, PgConn, link);
		bool		lost = pgconn_is_lost(conn);

		if (lost)
			pgconn_close(conn, "connection lost");
		/* That may have changed everything. */
		link = lost ? loop->pool_idle.next : link->next;
	}
}

/* Keeps the list of idle connections and the number of live ones. */
static void
pool_changed(PgConn *conn, PgState before)
{
	Loop	   *loop = conn->loop;
	bool		was_ready = loop->pool_alive > 0;

	list_remove(&conn->link);
	if (conn->state == PG_IDLE)
	{
		conn->failures = 0;
		list_append(&loop->pool_idle, &conn->link);
	}
	loop->pool_alive += (conn->state >= PG_IDLE) - (before >= PG_IDLE);
	atomic_fetch_add(&ready_loops, (loop->pool_alive > 0) - was_ready);
	if (before == PG_SETUP && conn->state == PG_IDLE)
		recycle_ready(conn);
	if (conn->state != PG_DOWN)
		return;
	pgcancel_release(conn->cancel);
	conn->cancel = NULL;
	end_service(conn);
	recycle_forget(conn);
	if (conn->failures > 0)
		drop_lost(loop);
	if (conn->job != NULL)
	{
		if (conn->job->error == NULL)
			conn->job->error = PQmakeEmptyPGresult(NULL, PGRES_FATAL_ERROR);
		pgresult_conclude(conn);
	}
	pool_flush(loop);
	serve_waiting(loop);
}

static const PgRole pool_role = {"pool", NULL, pgresult_take, pool_synced, NULL, pool_changed, false};

/* Makes the connections; they open when the control connection is up. */
void
pool_start(Loop *loop)
{
	list_init(&loop->pool_idle);
	queue_start(loop);
	loop->pool_size = loop->config->connections + 1;
	loop->pool = xmalloc(sizeof(PgConn) * (size_t) loop->pool_size);
	for (int i = 0; i < loop->pool_size; i++)
	{
		pgconn_init(&loop->pool[i], loop, &pool_role);
		loop->pool[i].place = i;
	}
	recycle_park(&loop->pool[loop->pool_size - 1]);
	reader_start(loop);
}

/* Closes the connections and ends all requests. */
void
pool_stop(Loop *loop)
{
	Job		   *job;

	reader_stop(loop);
	while ((job = queue_oldest(loop)) != NULL)
		turn_away(job, "unavailable", "the server is being stopped");
	for (int i = 0; i < loop->pool_size; i++)
	{
		if (loop->pool[i].job != NULL)
			loop->pool[i].job->retries = PGRESULT_RETRIES_MAX;
		pgconn_close(&loop->pool[i], NULL);
	}
	queue_stop(loop);
	free(loop->pool);
}

/*
 * Whether requests are taken: PostgreSQL is there, even if the pool is just being opened. Where all connections have
 * been lost it is still there until one more could not be made: somebody may have ended its sessions.
 */
bool
pool_serves(const Loop *loop)
{
	return loop->routes != NULL &&
		(loop->pool_alive > 0 || loop->control->state >= PG_IDLE || loop->control->failures == 1);
}

/* Whether each loop has a connection: a client does not choose which of them it comes to. */
bool
pool_all_ready(const Config *config)
{
	return atomic_load(&ready_loops) == config->loops;
}

/* When the longest waiting request has waited too long. */
static int64_t
oldest_deadline(const Loop *loop)
{
	const Job *oldest = queue_oldest(loop);

	return oldest ? oldest->queued + (int64_t) loop->config->queue_timeout * 1000 : INT64_MAX;
}

/* When pool_expire() has something to do next. */
int64_t
pool_deadline(const Loop *loop)
{
	int64_t		earliest = oldest_deadline(loop);

	if (reader_deadline(loop) < earliest)
		earliest = reader_deadline(loop);
	if (!list_empty(&loop->pool_idle) && queue_deadline(loop) < earliest)
		earliest = queue_deadline(loop);

	for (int i = 0; i < loop->pool_size; i++)
	{
		bool		opens = loop->control->state >= PG_IDLE && !loop->draining;
		int64_t		end = opens ? pgconn_deadline(&loop->pool[i]) : INT64_MAX;

		if (loop->pool[i].commit_deadline < end)
			end = loop->pool[i].commit_deadline;

		if (end < earliest)
			earliest = end;
	}
	return earliest;
}

/* Ends what has waited too long, opens what is down, and frees what a cancel request has released. */
void
pool_expire(Loop *loop)
{
	reader_expire(loop);
	serve_waiting(loop);
	for (; oldest_deadline(loop) <= loop->now; metrics_rejected(&loop->metrics, "queue_timeout"))
	{
		if (pool_serves(loop))
			turn_away(queue_oldest(loop), "overloaded", "the request has waited too long");
		else
			turn_away(queue_oldest(loop), "unavailable", DATABASE_AWAY);
	}
	for (int i = 0; i < loop->pool_size; i++)
	{
		PgConn	   *conn = &loop->pool[i];

		if (pgcancel_settle(conn))
			release(conn);
		commit_expire(conn);
		if (loop->control->state >= PG_IDLE && !loop->draining)
			pgconn_expire(conn);
	}
}
