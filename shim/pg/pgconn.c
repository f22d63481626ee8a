/*-------------------------------------------------------------------------
 *
 * pgconn.c
 *	  One connection to PostgreSQL, driven by the loop.
 *
 * Connecting, sending and receiving without ever waiting; what the
 * connection is used for is its role's business (pool.c, control.c).
 *
 *-------------------------------------------------------------------------
 */
#include "pg/pgconn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

#include "base/log.h"

#define BACKOFF_FIRST_MICROS 50000
#define BACKOFF_LAST_MICROS 1000000

static void pgconn_ready(Source *source, uint32_t events);

/* A connection that is down and will be opened by the next pgconn_expire(). */
void
pgconn_init(PgConn *conn, Loop *loop, const PgRole *role)
{
	*conn = (PgConn) {.source = {pgconn_ready}, .loop = loop, .role = role, .state = PG_DOWN};
	list_init(&conn->link);
	count_add(&loop->metrics.count[METRIC_PG_CONNECTIONS + PG_DOWN], 1);
}

/* The one place where a connection's state changes. */
void
pgconn_set_state(PgConn *conn, PgState state)
{
	PgState		before = conn->state;

	conn->state = state;
	count_add(&conn->loop->metrics.count[METRIC_PG_CONNECTIONS + before], -1);
	count_add(&conn->loop->metrics.count[METRIC_PG_CONNECTIONS + state], 1);
	if (before != state)
		conn->role->changed(conn, before);
}

/* Asks the loop for these events. */
static void
watch(PgConn *conn, uint32_t events)
{
	if (conn->watched == events)
		return;
	conn->watched = events;
	loop_watch(conn->loop, PQsocket(conn->pg), events, &conn->source);
}

/* Ends a connection, to be opened again after a while that grows with each failure. */
void
pgconn_close(PgConn *conn, const char *why)
{
	int64_t		pause = conn->failures > 4 ? BACKOFF_LAST_MICROS : BACKOFF_FIRST_MICROS << conn->failures;

	if (conn->state == PG_DOWN)
		return;
	if (why != NULL)
	{
		const char *message = PQerrorMessage(conn->pg);

		/* An outage is one event, not one a connection and attempt. */
		if (conn->failures == 0 || conn->failures % 60 == 0)
			log_event(LOG_WARNING, "postgres_lost", "%s connection, loop %d: %s%s%.*s", conn->role->name,
					  conn->loop->index, why, *message ? ": " : "", (int) strcspn(message, "\n"), message);
		conn->failures++;
		count_add(&conn->loop->metrics.count[METRIC_PG_LOST], 1);
	}
	PQfinish(conn->pg);
	conn->pg = NULL;
	conn->watched = 0;
	conn->failed = false;
	conn->tuples = conn->statement_count = conn->preparing.number = 0;
	free(conn->statements);
	conn->statements = NULL;
	route_table_release(conn->loading);
	conn->loading = NULL;
	conn->retry_at = conn->loop->now + (why ? pause : 0);
	pgconn_set_state(conn, PG_DOWN);
}

/* Sends what is buffered; waits for room if the socket takes no more. False if the connection was lost. */
bool
pgconn_flush(PgConn *conn)
{
	int			left = PQflush(conn->pg);

	if (left < 0)
	{
		pgconn_close(conn, "cannot send");
		return false;
	}
	watch(conn, left > 0 ? EPOLLIN | EPOLLOUT : EPOLLIN);
	return true;
}

/* Sends the settings that every connection has. */
bool
pgconn_send_settings(PgConn *conn)
{
	const Config *config = conn->loop->config;
	char		sql[256];

	snprintf(sql, sizeof sql, "SELECT pg_catalog.set_config('statement_timeout', '%d', false),"
			 " pg_catalog.set_config('lock_timeout', '%d', false),"
			 " pg_catalog.set_config('idle_in_transaction_session_timeout', '%d', false)",
			 config->statement_timeout, config->lock_timeout, config->idle_in_transaction_timeout);
	return PQsendQueryParams(conn->pg, sql, 0, NULL, NULL, NULL, NULL, 0) == 1;
}

/* Whether the connection string asks for a server that can be written to. */
static bool
wants_writable(const PgConn *conn)
{
	PQconninfoOption *options = PQconninfo(conn->pg);
	bool		found = false;

	for (PQconninfoOption *option = options; option && option->keyword; option++)
		if (strcmp(option->keyword, "target_session_attrs") == 0 && option->val)
			found = strcmp(option->val, "read-write") == 0 || strcmp(option->val, "primary") == 0;
	PQconninfoFree(options);
	return found;
}

/* Whether the server has been made read-only since, by whoever lets another one take over. */
bool
pgconn_is_demoted(const PgConn *conn)
{
	const char *read_only = conn->wants_writable ? PQparameterStatus(conn->pg, "default_transaction_read_only") : NULL;

	return read_only && strcmp(read_only, "on") == 0;
}

/* Connected: goes over to pipelines without waiting, and to the role's first commands. */
static void
begin_setup(PgConn *conn)
{
	conn->since = conn->loop->now;
	conn->wants_writable = wants_writable(conn);
	pgconn_set_state(conn, PG_SETUP);
	if (PQsetnonblocking(conn->pg, 1) != 0 || PQenterPipelineMode(conn->pg) != 1 || !conn->role->setup(conn))
		pgconn_close(conn, "cannot set up");
	else
		pgconn_flush(conn);
}

/* Takes connecting one step further. */
static void
connect_step(PgConn *conn, PostgresPollingStatusType status)
{
	switch (status)
	{
		case PGRES_POLLING_OK:
			begin_setup(conn);
			break;
		case PGRES_POLLING_FAILED:
			pgconn_close(conn, "cannot connect");
			break;
		default:
			/* libpq may have taken another socket meanwhile */
			conn->watched = 0;
			watch(conn, status == PGRES_POLLING_WRITING ? EPOLLOUT : EPOLLIN);
	}
}

/* Ignores notices: they are for people at a terminal. */
static void
ignore_notice(void *arg, const PGresult *result)
{
	(void) arg, (void) result;
}

/*
 * Begins to connect. What stands before dbname are defaults, which the connection string overrides: a server whose
 * machine has gone says nothing, and is given up after half of connect_timeout in favour of the next one of the
 * string, and after ten seconds while an answer is awaited.
 */
static void
begin_connect(PgConn *conn)
{
	static const char *const keywords[] = { "tcp_user_timeout", "keepalives_idle", "keepalives_interval",
											"keepalives_count", "dbname", "client_encoding",
											"fallback_application_name", NULL };
	char		patience[16];
	const char *const values[] = {patience, "5", "1", "5", conn->loop->config->conninfo, "UTF8", "outlayd", NULL};

	snprintf(patience, sizeof patience, "%d", conn->loop->config->connect_timeout / 2);
	count_add(&conn->loop->metrics.count[METRIC_PG_CONNECTS], 1);
	conn->pg = PQconnectStartParams(keywords, values, 1);
	conn->since = conn->loop->now;
	pgconn_set_state(conn, PG_CONNECTING);
	if (conn->pg == NULL || PQstatus(conn->pg) == CONNECTION_BAD)
	{
		pgconn_close(conn, "cannot connect");
		return;
	}
	PQsetNoticeReceiver(conn->pg, ignore_notice, NULL);
	connect_step(conn, PGRES_POLLING_WRITING);
}

/* Hands the results that have come to the role. */
static void
take_results(PgConn *conn)
{
	int			nothing = 0;

	/* Each command's results end with NULL; two in a row mean that there is no further command. */
	while (nothing < 2 && conn->pg != NULL && !PQisBusy(conn->pg))
	{
		PGresult   *result = PQgetResult(conn->pg);

		nothing = result == NULL ? nothing + 1 : 0;
		if (result == NULL)
			continue;
		if (PQresultStatus(result) != PGRES_PIPELINE_SYNC)
		{
			conn->role->result(conn, result);
			continue;
		}
		PQclear(result);
		conn->role->synced(conn);
		conn->failed = false;
		conn->tuples = 0;
	}
}

/* Called by the loop when the socket can be read or written. */
static void
pgconn_ready(Source *source, uint32_t events)
{
	PgConn	   *conn = container_of(source, PgConn, source);

	if (conn->pg == NULL)
		return;
	if (conn->state == PG_CONNECTING)
	{
		connect_step(conn, PQconnectPoll(conn->pg));
		return;
	}
	if ((events & EPOLLOUT) && !pgconn_flush(conn))
		return;
	if (events & ~(uint32_t) EPOLLOUT)
	{
		bool		alive = PQconsumeInput(conn->pg) == 1;
		PGnotify   *notify;

		take_results(conn);
		while (conn->pg != NULL && (notify = PQnotifies(conn->pg)) != NULL)
		{
			PQfreemem(notify);
			conn->role->notified(conn);
		}
		if (conn->pg != NULL && (!alive || PQstatus(conn->pg) == CONNECTION_BAD))
			pgconn_close(conn, "connection lost");
	}
}

/* When pgconn_expire() has something to do next. */
int64_t
pgconn_deadline(const PgConn *conn)
{
	if (conn->state == PG_DOWN)
		return conn->retry_at;
	if (conn->state == PG_CONNECTING || conn->state == PG_SETUP)
		return conn->since + (int64_t) conn->loop->config->connect_timeout * 1000;
	return INT64_MAX;
}

/* Opens what is down and gives up what does not come up. */
void
pgconn_expire(PgConn *conn)
{
	if (pgconn_deadline(conn) > conn->loop->now)
		return;
	if (conn->state == PG_DOWN)
		begin_connect(conn);
	else
		pgconn_close(conn, "timed out");
}
