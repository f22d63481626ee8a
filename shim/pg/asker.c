/*-------------------------------------------------------------------------
 *
 * asker.c
 *	  The connection that asks the primary how far it is, for those who are to
 *	  read at a standby.
 *
 * One question serves all who came while the one before was under way: what
 * was acknowledged before they came is in the answer. Nobody waits longer for
 * it than read_patience, and the question itself is given up when the server
 * would have ended it.
 *
 *-------------------------------------------------------------------------
 */
#include "pg/asker.h"

#include <stdio.h>

#define GRACE_MICROS 1000000	/* so long beyond its own limit of time a server may work */

static void ask(Asker *asker);
static void take_result(PgConn *conn, PGresult *result);
static void synced(PgConn *conn);
static void changed(PgConn *conn, PgState before);
static int64_t waited_deadline(const Asker *asker, const Link *waiting);

static const PgRole role = {"position", NULL, take_result, synced, NULL, changed, false};

/* Begins without a connection, which is opened in time. */
void
asker_init(Asker *asker, Loop *loop, const AskerFor *whom)
{
	asker->whom = whom;
	list_init(&asker->asked);
	list_init(&asker->held);
	pgconn_init(&asker->conn, loop, &role);
}

/* Lets all go on, and closes the connection. */
void
asker_stop(Asker *asker)
{
	asker_pass_all(asker);
	pgconn_close(&asker->conn, NULL);
}

/* Whether the primary can be asked. */
bool
asker_is_there(const Asker *asker)
{
	return asker->conn.state >= PG_IDLE;
}

/* See asker.h. */
void
asker_take(Asker *asker, Job *job)
{
	list_append(&asker->held, &job->link);
	if (asker->conn.state == PG_IDLE)
		ask(asker);
}

/* See asker.h. */
void
asker_pass_all(Asker *asker)
{
	Link	   *lists[] = {&asker->asked, &asker->held};

	for (int i = 0; i < 2; i++)
		while (!list_empty(lists[i]))
		{
			Job		   *job = container_of(lists[i]->next, Job, link);

			list_remove(&job->link);
			asker->whom->unanswered(job);
		}
}

/* Asks the primary how far it is, for all who have come so far. */
static void
ask(Asker *asker)
{
	PgConn	   *conn = &asker->conn;

	while (!list_empty(&asker->held))
	{
		Link	   *link = asker->held.next;

		list_remove(link);
		list_append(&asker->asked, link);
	}
	asker->position[0] = '\0';
	conn->give_up_at = asker_work_deadline(conn->loop, 0);
	pgconn_set_state(conn, PG_BUSY);
	if (PQsendQueryParams(conn->pg, "SELECT outlay.wal_position()", 0, NULL, NULL, NULL, NULL, 0) == 1 &&
		PQpipelineSync(conn->pg) == 1)
		pgconn_flush(conn);
	else
		pgconn_close(conn, "cannot send");
}

/* See asker.h. */
int64_t
asker_work_deadline(const Loop *loop, int patience)
{
	const Config *config = loop->config;

	return config->statement_timeout == 0 ? INT64_MAX :
		loop->now + ((int64_t) patience + config->statement_timeout) * 1000 + GRACE_MICROS;
}

/* Takes how far the primary is, or an error. */
static void
take_result(PgConn *conn, PGresult *result)
{
	Asker	   *asker = container_of(conn, Asker, conn);

	if (PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1)
		snprintf(asker->position, sizeof asker->position, "%s", PQgetvalue(result, 0, 0));
	PQclear(result);
}

/* How far the primary is has been said, or will not be: those who asked go on. */
static void
synced(PgConn *conn)
{
	Asker	   *asker = container_of(conn, Asker, conn);

	if (conn->state == PG_BUSY && asker->position[0] == '\0')
		asker->whom->silent(conn->loop, "it does not say how far it is");
	pgconn_set_state(conn, PG_IDLE);
	while (!list_empty(&asker->asked))
	{
		Job		   *job = container_of(asker->asked.next, Job, link);

		list_remove(&job->link);
		if (asker->position[0] != '\0')
			asker->whom->answered(job);
		else
			asker->whom->unanswered(job);
	}
	if (!list_empty(&asker->held))
		ask(asker);
}

/* Without the primary nobody knows what the standby misses. */
static void
changed(PgConn *conn, PgState before)
{
	(void) before;
	if (conn->state == PG_IDLE)
		conn->failures = 0;
	if (conn->state == PG_DOWN)
		asker_pass_all(container_of(conn, Asker, conn));
}

/* When the first of those who wait to hear how far the primary is has waited too long. */
static int64_t
waited_deadline(const Asker *asker, const Link *waiting)
{
	const Job *first = container_of(waiting->next, Job, link);

	return list_empty(waiting) ? INT64_MAX :
		first->queued + (int64_t) asker->conn.loop->config->read_patience * 1000;
}

/* See asker.h. */
int64_t
asker_deadline(const Asker *asker, bool opens)
{
	int64_t		waited = waited_deadline(asker, list_empty(&asker->asked) ? &asker->held : &asker->asked);
	int64_t		end = INT64_MAX;

	if (asker->conn.state >= PG_BUSY)
		end = asker->conn.give_up_at;
	else if (opens)
		end = pgconn_deadline(&asker->conn);
	return end < waited ? end : waited;
}

/* See asker.h. */
void
asker_expire(Asker *asker)
{
	PgConn	   *conn = &asker->conn;
	int64_t		now = conn->loop->now;

	if (waited_deadline(asker, &asker->asked) <= now || waited_deadline(asker, &asker->held) <= now)
	{
		asker->whom->silent(conn->loop, "it does not say in time how far it is");
		asker_pass_all(asker);
	}
	if (conn->state >= PG_BUSY && conn->give_up_at <= now)
		pgconn_close(conn, "timed out");
}
