/*-------------------------------------------------------------------------
 *
 * reader.c
 *	  Reads at a standby, none of which misses what has been acknowledged.
 *
 * With conninfo_read a loop has as many connections by that as it has to the
 * primary. A GET asks the primary how far it is, and is answered at the
 * standby once that has replayed so much: so it sees every write that was
 * acknowledged before it came, by whomever (asker.c).
 *
 * The primary answers whatever the standby cannot: where no connection is
 * idle, the primary does not say in time how far it is, the standby is behind
 * or gone, or there is an error (one that the primary finds as well, or one
 * of standbys alone). A standby that is behind or gone is then left alone for
 * a while. So nobody has to know that there is one.
 *
 *-------------------------------------------------------------------------
 */
#include "pg/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "pg/asker.h"
#include "pg/pgcall.h"
#include "pg/pgcancel.h"
#include "pg/pgresult.h"
#include "pg/pool.h"
#include "pg/queue.h"
#include "pg/recycle.h"

#define REST_MICROS 500000		/* so long a standby that was behind or gone is not asked */
#define TOLD_MICROS 60000000	/* so seldom that is told */

struct Readers
{
	PgConn	   *conns;
	int			size;
	Link		idle;
	Asker		asker;
	int64_t		rest_until;
	int64_t		told;			/* when it was told last that the standby is left alone */
};

static void rest(Loop *loop, const char *why);
static void pass(Job *job);
static void run(PgConn *conn, Job *job);
static void read_or_pass(Job *job);
static bool is_final(const PgConn *conn);
static void conclude(PgConn *conn);
static void release(PgConn *conn);
static void reader_synced(PgConn *conn);
static void reader_changed(PgConn *conn, PgState before);

/* Leaves the standby alone for a while. */
static void
rest(Loop *loop, const char *why)
{
	Readers    *readers = loop->readers;

	readers->rest_until = loop->now + REST_MICROS;
	if (readers->told != 0 && loop->now - readers->told < TOLD_MICROS)
		return;
	readers->told = loop->now;
	log_event(LOG_WARNING, "standby_left", "loop %d: the primary reads: %s", loop->index, why);
}

/* Lets the primary answer a request, which is in no list any more. */
static void
pass(Job *job)
{
	count_add(&job->loop->metrics.count[METRIC_STANDBY_PASSED], 1);
	pool_submit(job);
}

/* Takes a request if it can be read at a standby, and there is one that seems to be well. */
bool
reader_take(Job *job)
{
	Loop	   *loop = job->loop;
	Readers    *readers = loop->readers;

	if (readers == NULL || job_writes(job) || job->route->streams)
		return false;
	if (list_empty(&readers->idle) || !asker_is_there(&readers->asker) || loop->now < readers->rest_until ||
		loop->draining)
	{
		count_add(&loop->metrics.count[METRIC_STANDBY_PASSED], 1);
		return false;
	}
	job->queued = loop->now;
	job->state = JOB_HELD;
	asker_take(&readers->asker, job);
	return true;
}

/* Lets a connection to the standby work for a request. */
static void
run(PgConn *conn, Job *job)
{
	conn->job = job;
	conn->tenant = job->tenant;
	conn->stranger = false;
	job->pg_started = clock_micros();
	conn->give_up_at = asker_work_deadline(conn->loop, conn->loop->config->read_patience);
	metrics_observe(&conn->loop->metrics.queue_wait, job->pg_started - job->queued);
	job->state = JOB_RUNNING;
	pgconn_set_state(conn, PG_BUSY);
	if (pgcall_send(conn, job))
		pgconn_flush(conn);
	else
		pgconn_close(conn, "cannot send");
}

/* Lets the standby answer a request, where a connection is idle: how far it has to be is known. */
static void
read_or_pass(Job *job)
{
	PgConn	   *conn = pool_choose(&job->loop->readers->idle, job->tenant);

	if (conn != NULL)
		run(conn, job);
	else
		pass(job);
}

/* Whether what has come is the answer. So is that a request takes too long, which it would at the primary as well. */
static bool
is_final(const PgConn *conn)
{
	const PGresult *error = conn->job->error;
	const char *sqlstate = PQresultErrorField(error, PG_DIAG_SQLSTATE);

	return error == NULL || (conn->to_pass == 0 && sqlstate && strcmp(sqlstate, "57014") == 0);
}

/* A request's pipeline has ended, or its connection: it is answered, or the primary answers it. */
static void
conclude(PgConn *conn)
{
	Job		   *job = conn->job;

	if (is_final(conn))
	{
		count_add(&conn->loop->metrics.count[METRIC_STANDBY_READS], 1);
		pgresult_conclude(conn);
		return;
	}
	conn->job = NULL;
	job->pg_micros += clock_micros() - job->pg_started;
	if (conn->state == PG_DOWN)
		rest(conn->loop, "the standby has gone");
	else if (conn->to_pass > 0)
		rest(conn->loop, PQresultErrorField(job->error, PG_DIAG_MESSAGE_PRIMARY));
	pgresult_end_attempt(conn, job);
	pass(job);
}

/* A connection has nothing to do. One that is worn is opened anew, the others work meanwhile. */
static void
release(PgConn *conn)
{
	if (recycle_is_worn(conn))
		pgconn_close(conn, NULL);
	else
		pgconn_set_state(conn, PG_IDLE);
}

/* All results have come. */
static void
reader_synced(PgConn *conn)
{
	if (conn->state == PG_SETUP)
		recycle_spread(conn);
	else if (!conn->stranger)
		recycle_saw(conn);
	if (conn->job != NULL)
		conclude(conn);
	if (conn->state == PG_SETUP || conn->state == PG_BUSY)
		release(conn);
}

/* Keeps the list of idle connections. */
static void
reader_changed(PgConn *conn, PgState before)
{
	(void) before;
	list_remove(&conn->link);
	if (conn->state == PG_IDLE)
	{
		conn->failures = 0;
		list_append(&conn->loop->readers->idle, &conn->link);
	}
	if (conn->state != PG_DOWN)
		return;
	pgcancel_release(conn->cancel);
	conn->cancel = NULL;
	recycle_forget(conn);
	if (conn->job == NULL)
		return;
	if (conn->job->error == NULL)
		conn->job->error = PQmakeEmptyPGresult(NULL, PGRES_FATAL_ERROR);
	conclude(conn);
}

static const AskerFor those_who_read = {read_or_pass, pass, rest};
static const PgRole reader_role = {"standby", NULL, pgresult_take, reader_synced, NULL, reader_changed, true};

/* Makes the connections, where there is a standby to read at. */
void
reader_start(Loop *loop)
{
	Readers    *readers;

	if (*loop->config->conninfo_read == '\0')
		return;
	readers = loop->readers = xmalloc(sizeof *readers);
	*readers = (Readers) {.size = loop->config->connections};
	list_init(&readers->idle);
	asker_init(&readers->asker, loop, &those_who_read);
	readers->conns = xmalloc(sizeof(PgConn) * (size_t) readers->size);
	for (int i = 0; i < readers->size; i++)
	{
		pgconn_init(&readers->conns[i], loop, &reader_role);
		readers->conns[i].place = i;
		readers->conns[i].reach = readers->asker.position;
	}
}

/* Closes the connections; what they worked for goes to the pool. */
void
reader_stop(Loop *loop)
{
	Readers    *readers = loop->readers;

	if (readers == NULL)
		return;
	asker_stop(&readers->asker);
	for (int i = 0; i < readers->size; i++)
		pgconn_close(&readers->conns[i], NULL);
	free(readers->conns);
	free(readers);
	loop->readers = NULL;
}

/* Forgets a request that nobody wants to be answered any more. */
void
reader_withdraw(Job *job)
{
	Readers    *readers = job->loop->readers;

	if (job->state == JOB_HELD)
		list_remove(&job->link);
	for (int i = 0; readers && i < readers->size; i++)
		if (readers->conns[i].job == job)
		{
			readers->conns[i].job = NULL;
			pgcancel_begin(&readers->conns[i]);
		}
}

/* When reader_expire() has something to do next. */
int64_t
reader_deadline(const Loop *loop)
{
	const Readers *readers = loop->readers;
	bool		opens = loop->control->state >= PG_IDLE && !loop->draining;
	int64_t		earliest;

	if (readers == NULL)
		return INT64_MAX;
	earliest = asker_deadline(&readers->asker, opens);
	for (int i = 0; i < readers->size; i++)
	{
		const PgConn *conn = &readers->conns[i];
		int64_t		end = INT64_MAX;

		if (conn->state >= PG_BUSY)
			end = conn->give_up_at;
		else if (opens)
			end = pgconn_deadline(conn);
		if (end < earliest)
			earliest = end;
	}
	return earliest;
}

/*
 * Opens what is down, frees what a cancel request has released, and does not wait longer for a primary that does not
 * say how far it is.
 */
void
reader_expire(Loop *loop)
{
	Readers    *readers = loop->readers;

	if (readers == NULL)
		return;
	asker_expire(&readers->asker);
	for (int i = 0; i < readers->size; i++)
	{
		PgConn	   *conn = &readers->conns[i];

		if (pgcancel_settle(conn))
			release(conn);
		else if (conn->state >= PG_BUSY && conn->give_up_at <= loop->now)
			pgconn_close(conn, "timed out");
	}
	if (loop->control->state < PG_IDLE || loop->draining)
		return;
	pgconn_expire(&readers->asker.conn);
	for (int i = 0; i < readers->size; i++)
		pgconn_expire(&readers->conns[i]);
}
