/*-------------------------------------------------------------------------
 *
 * reader.c
 *	  Reads at a standby, none of which misses what has been acknowledged.
 *
 * With conninfo_read a loop has as many connections by that as it has to the
 * primary. A GET asks the primary how far it is, and is answered at the
 * standby once that has replayed so much: so it sees every write that was
 * acknowledged before it came, by whomever. One question serves all who came
 * while the one before was under way.
 *
 * The primary answers whatever the standby cannot: where no connection is
 * idle, the primary does not say in time how far it is, the standby is behind
 * or gone, or there is an error (one that the primary finds as well, or one
 * of standbys alone). A standby that is behind or gone is then left alone for
 * a while. So nobody has to know that there is one.
 *
 *-------------------------------------------------------------------------
 */
#include "pg/pgconn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "serve/request.h"

#define POSITION_SIZE 64
#define REST_MICROS 500000		/* so long a standby that was behind or gone is not asked */
#define GRACE_MICROS 1000000	/* so long beyond its own limit of time a standby may work */
#define TOLD_MICROS 60000000	/* so seldom that is told */

struct Readers
{
	PgConn	   *conns;
	int			size;
	Link		idle;
	PgConn		asker;			/* asks the primary how far it is */
	char		position[POSITION_SIZE]; /* its last answer */
	Link		asked;			/* requests that the question under way is for */
	Link		held;			/* those that have come since */
	int64_t		rest_until;
	int64_t		told;			/* when it was told last that the standby is left alone */
};

static void rest(Loop *loop, const char *why);
static void pass(Request *request);
static void pass_all(Readers *readers);
static void ask(Readers *readers);
static int64_t work_deadline(const Loop *loop, int patience);
static void run(PgConn *conn, Request *request);
static void asker_result(PgConn *conn, PGresult *result);
static void asker_synced(PgConn *conn);
static void asker_changed(PgConn *conn, PgState before);
static bool is_final(const PgConn *conn);
static void conclude(PgConn *conn);
static void release(PgConn *conn);
static void reader_synced(PgConn *conn);
static void reader_changed(PgConn *conn, PgState before);
static int64_t held_deadline(const Loop *loop, const Link *held);

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
pass(Request *request)
{
	count_add(&request->loop->metrics.count[METRIC_STANDBY_PASSED], 1);
	pool_submit(request);
}

/* The same for all that wait to hear how far the primary is. */
static void
pass_all(Readers *readers)
{
	Link	   *lists[] = {&readers->asked, &readers->held};

	for (int i = 0; i < 2; i++)
		while (!list_empty(lists[i]))
		{
			Request    *request = container_of(lists[i]->next, Request, link);

			list_remove(&request->link);
			pass(request);
		}
}

/* Asks the primary how far it is, for all who have come so far. */
static void
ask(Readers *readers)
{
	PgConn	   *asker = &readers->asker;

	while (!list_empty(&readers->held))
	{
		Link	   *link = readers->held.next;

		list_remove(link);
		list_append(&readers->asked, link);
	}
	readers->position[0] = '\0';
	asker->give_up_at = work_deadline(asker->loop, 0);
	pgconn_set_state(asker, PG_BUSY);
	if (PQsendQueryParams(asker->pg, "SELECT outlay.wal_position()", 0, NULL, NULL, NULL, NULL, 0) == 1 &&
		PQpipelineSync(asker->pg) == 1)
		pgconn_flush(asker);
	else
		pgconn_close(asker, "cannot send");
}

/* Takes a request if it can be read at a standby, and there is one that seems to be well. */
bool
reader_take(Request *request)
{
	Loop	   *loop = request->loop;
	Readers    *readers = loop->readers;

	if (readers == NULL || request_writes(request) || request->route->streams)
		return false;
	if (list_empty(&readers->idle) || readers->asker.state < PG_IDLE || loop->now < readers->rest_until ||
		loop->draining)
	{
		count_add(&loop->metrics.count[METRIC_STANDBY_PASSED], 1);
		return false;
	}
	request->queued = loop->now;
	request_set_state(request, REQUEST_HELD);
	list_append(&readers->held, &request->link);
	if (readers->asker.state == PG_IDLE)
		ask(readers);
	return true;
}

/* When a server has had time enough for what begins now with a wait: it would have ended that by itself. */
static int64_t
work_deadline(const Loop *loop, int patience)
{
	const Config *config = loop->config;

	return config->statement_timeout == 0 ? INT64_MAX :
		loop->now + ((int64_t) patience + config->statement_timeout) * 1000 + GRACE_MICROS;
}

/* Lets a connection to the standby work for a request. */
static void
run(PgConn *conn, Request *request)
{
	conn->request = request;
	conn->tenant = request->tenant;
	conn->stranger = false;
	request->pg_started = clock_micros();
	conn->give_up_at = work_deadline(conn->loop, conn->loop->config->read_patience);
	metrics_observe(&conn->loop->metrics.queue_wait, request->pg_started - request->queued);
	request_set_state(request, REQUEST_RUNNING);
	pgconn_set_state(conn, PG_BUSY);
	if (pgcall_send(conn, request))
		pgconn_flush(conn);
	else
		pgconn_close(conn, "cannot send");
}

/* Takes how far the primary is, or an error. */
static void
asker_result(PgConn *conn, PGresult *result)
{
	Readers    *readers = conn->loop->readers;

	if (PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1)
		snprintf(readers->position, sizeof readers->position, "%s", PQgetvalue(result, 0, 0));
	PQclear(result);
}

/* How far the primary is has been said, or will not be: those who asked go on. */
static void
asker_synced(PgConn *conn)
{
	Readers    *readers = conn->loop->readers;

	if (conn->state == PG_BUSY && readers->position[0] == '\0')
		rest(conn->loop, "it does not say how far it is");
	pgconn_set_state(conn, PG_IDLE);
	while (!list_empty(&readers->asked))
	{
		Request    *request = container_of(readers->asked.next, Request, link);
		PgConn	   *reader = readers->position[0] ? pool_choose(&readers->idle, request->tenant) : NULL;

		list_remove(&request->link);
		if (reader != NULL)
			run(reader, request);
		else
			pass(request);
	}
	if (!list_empty(&readers->held))
		ask(readers);
}

/* Without the primary nobody knows what the standby misses. */
static void
asker_changed(PgConn *conn, PgState before)
{
	(void) before;
	if (conn->state == PG_IDLE)
		conn->failures = 0;
	if (conn->state == PG_DOWN)
		pass_all(conn->loop->readers);
}

/* Whether what has come is the answer. So is that a request takes too long, which it would at the primary as well. */
static bool
is_final(const PgConn *conn)
{
	const PGresult *error = conn->request->error;
	const char *sqlstate = PQresultErrorField(error, PG_DIAG_SQLSTATE);

	return error == NULL || (conn->to_pass == 0 && sqlstate && strcmp(sqlstate, "57014") == 0);
}

/* A request's pipeline has ended, or its connection: it is answered, or the primary answers it. */
static void
conclude(PgConn *conn)
{
	Request    *request = conn->request;

	if (is_final(conn))
	{
		count_add(&conn->loop->metrics.count[METRIC_STANDBY_READS], 1);
		pgresult_conclude(conn);
		return;
	}
	conn->request = NULL;
	request->pg_micros += clock_micros() - request->pg_started;
	if (conn->state == PG_DOWN)
		rest(conn->loop, "the standby has gone");
	else if (conn->to_pass > 0)
		rest(conn->loop, PQresultErrorField(request->error, PG_DIAG_MESSAGE_PRIMARY));
	pgresult_end_attempt(conn, request);
	pass(request);
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
	if (conn->request != NULL)
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
	if (conn->request == NULL)
		return;
	if (conn->request->error == NULL)
		conn->request->error = PQmakeEmptyPGresult(NULL, PGRES_FATAL_ERROR);
	conclude(conn);
}

static const PgRole asker_role = {"position", NULL, asker_result, asker_synced, NULL, asker_changed, false};
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
	list_init(&readers->asked);
	list_init(&readers->held);
	pgconn_init(&readers->asker, loop, &asker_role);
	readers->conns = xmalloc(sizeof(PgConn) * (size_t) readers->size);
	for (int i = 0; i < readers->size; i++)
	{
		pgconn_init(&readers->conns[i], loop, &reader_role);
		readers->conns[i].place = i;
		readers->conns[i].reach = readers->position;
	}
}

/* Closes the connections; what they worked for goes to the pool. */
void
reader_stop(Loop *loop)
{
	Readers    *readers = loop->readers;

	if (readers == NULL)
		return;
	pass_all(readers);
	pgconn_close(&readers->asker, NULL);
	for (int i = 0; i < readers->size; i++)
		pgconn_close(&readers->conns[i], NULL);
	free(readers->conns);
	free(readers);
	loop->readers = NULL;
}

/* Forgets a request that nobody wants to be answered any more. */
void
reader_withdraw(Request *request)
{
	Readers    *readers = request->loop->readers;

	if (request->state == REQUEST_HELD)
		list_remove(&request->link);
	for (int i = 0; readers && i < readers->size; i++)
		if (readers->conns[i].request == request)
		{
			readers->conns[i].request = NULL;
			pgcancel_begin(&readers->conns[i]);
		}
}

/* When the first of those who wait to hear how far the primary is has waited too long. */
static int64_t
held_deadline(const Loop *loop, const Link *held)
{
	const Request *first = container_of(held->next, Request, link);

	return list_empty(held) ? INT64_MAX : first->queued + (int64_t) loop->config->read_patience * 1000;
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
	earliest = held_deadline(loop, list_empty(&readers->asked) ? &readers->held : &readers->asked);
	for (int i = -1; i < readers->size; i++)
	{
		const PgConn *conn = i < 0 ? &readers->asker : &readers->conns[i];
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
	if (held_deadline(loop, &readers->asked) <= loop->now || held_deadline(loop, &readers->held) <= loop->now)
	{
		rest(loop, "it does not say in time how far it is");
		pass_all(readers);
	}
	for (int i = -1; i < readers->size; i++)
	{
		PgConn	   *conn = i < 0 ? &readers->asker : &readers->conns[i];

		if (pgcancel_settle(conn))
			release(conn);
		else if (conn->state >= PG_BUSY && conn->give_up_at <= loop->now)
			pgconn_close(conn, "timed out");
	}
	if (loop->control->state < PG_IDLE || loop->draining)
		return;
	pgconn_expire(&readers->asker);
	for (int i = 0; i < readers->size; i++)
		pgconn_expire(&readers->conns[i]);
}
