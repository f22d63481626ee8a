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

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

#include "base/log.h"
#include "pg/commit.h"
#include "pg/pgcall.h"
#include "pg/pgresult.h"

#define BACKOFF_FIRST_MICROS 50000
#define BACKOFF_LAST_MICROS 1000000

_Static_assert(PG_CANCELLING + 1 == METRIC_PG_CONNECTS - METRIC_PG_CONNECTIONS, "a state has no number");

static void watch(PgConn *conn, uint32_t events);
static bool send_greeting(PgConn *conn);
static void take_greeting(PgConn *conn, PGresult *result);
static void begin_role(PgConn *conn);
static bool wants_writable(const PgConn *conn);
static void begin_setup(PgConn *conn);
static void connect_step(PgConn *conn, PostgresPollingStatusType status);
static void begin_connect(PgConn *conn);
static void take_results(PgConn *conn);
static void pgconn_ready(Source *source, uint32_t events);

/* A connection that is down and will be opened by the next pgconn_expire(). */
void
pgconn_init(PgConn *conn, Loop *loop, const PgRole *role)
{
	*conn = (PgConn) {.source = {pgconn_ready}, .loop = loop, .role = role, .state = PG_DOWN,
		.commit_deadline = INT64_MAX};
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
	conn->greeted = conn->pooled = conn->standby = conn->promoted = conn->nameless = false;
	conn->tuples = 0;
	conn->sending = false;
	pgcall_forget(conn);
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

	while (left == 0 && conn->sending)
		left = pgcall_continue(conn) ? PQflush(conn->pg) : -1;
	if (left < 0)
	{
		pgconn_close(conn, "cannot send");
		return false;
	}
	watch(conn, left > 0 ? EPOLLIN | EPOLLOUT : EPOLLIN);
	return true;
}

/*
 * Sends the settings that every connection has, whatever the server's, the database's and the role's are: limits of
 * time, the level of isolation that the functions are written for, no others' limits of time, how values are read and
 * printed, that warnings are told (commit.c), and nothing that pays off in long queries alone. Names that the server
 * does not know are passed over. What else has to be known of the connection comes with it: which backend it is, and
 * whether the server is a standby.
 */
static bool
send_greeting(PgConn *conn)
{
	static const char sql[] =
		"SELECT pg_catalog.pg_backend_pid(), pg_catalog.pg_is_in_recovery(), "
		"(SELECT pg_catalog.count(pg_catalog.set_config(s.name, v.value, false)) FROM pg_catalog.pg_settings s, "
		"(VALUES ('statement_timeout', $1::text), ('lock_timeout', $2), ('idle_in_transaction_session_timeout', $3), "
		"('default_transaction_isolation', 'read committed'), ('default_transaction_deferrable', 'off'), "
		"('idle_session_timeout', '0'), ('transaction_timeout', '0'), ('DateStyle', 'ISO, MDY'), "
		"('client_min_messages', 'warning'), "
		"('IntervalStyle', 'postgres'), ('bytea_output', 'hex'), ('extra_float_digits', '1'), "
		"('quote_all_identifiers', 'off'), ('standard_conforming_strings', 'on'), ('array_nulls', 'on'), "
		"('transform_null_equals', 'off'), ('gin_fuzzy_search_limit', '0'), "
		"('jit', 'off'), ('max_parallel_workers_per_gather', '0')) v(name, value) "
		"WHERE s.name OPERATOR(pg_catalog.=) v.name)";
	const Config *config = conn->loop->config;
	char		limits[3][16];
	const char *values[] = {limits[0], limits[1], limits[2]};

	snprintf(limits[0], sizeof limits[0], "%d", config->statement_timeout);
	snprintf(limits[1], sizeof limits[1], "%d", config->lock_timeout);
	snprintf(limits[2], sizeof limits[2], "%d", config->idle_in_transaction_timeout);
	return PQsendQueryParams(conn->pg, sql, 3, NULL, values, NULL, NULL, 0) == 1 && PQpipelineSync(conn->pg) == 1;
}

/* Takes what the greeting is answered with. A pooler has made up the number of the process that it told at first. */
static void
take_greeting(PgConn *conn, PGresult *result)
{
	if (PQresultStatus(result) == PGRES_TUPLES_OK && PQntuples(result) == 1)
	{
		conn->pooled = text_to_int(PQgetvalue(result, 0, 0)) != PQbackendPID(conn->pg);
		conn->standby = *PQgetvalue(result, 0, 1) == 't';
	}
	else
	{
		log_event(LOG_ERROR, "postgres_error", "%s", PQresultErrorMessage(result));
		conn->failed = true;
	}
	PQclear(result);
}

/* Goes on to the role's first commands, if it has any. */
static void
begin_role(PgConn *conn)
{
	conn->greeted = true;
	if (conn->failed)
		pgconn_close(conn, "cannot set up");
	else if (conn->role->setup == NULL)
		conn->role->synced(conn);
	else if (conn->role->setup(conn))
		pgconn_flush(conn);
	else
		pgconn_close(conn, "cannot send");
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

/* Whether the end of a connection that has nothing to do has come, even if the loop has not told of it yet. */
bool
pgconn_is_lost(PgConn *conn)
{
	struct pollfd poll_fd = {.fd = PQsocket(conn->pg),.events = POLLIN};

	while (poll(&poll_fd, 1, 0) > 0)
		if (PQconsumeInput(conn->pg) != 1)
			return true;
	return false;
}

/* Connected: goes over to pipelines without waiting, and sets up what every connection has. */
static void
begin_setup(PgConn *conn)
{
	conn->since = conn->loop->now;
	conn->wants_writable = wants_writable(conn);
	pgconn_set_state(conn, PG_SETUP);
	if (PQsetnonblocking(conn->pg, 1) != 0 || PQenterPipelineMode(conn->pg) != 1 || !send_greeting(conn))
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
	const Config *config = conn->loop->config;
	const char *conninfo = conn->role->at_standby ? config->conninfo_read : config->conninfo;
	const char *const values[] = {patience, "5", "1", "5", conninfo, "UTF8", "outlayd", NULL};

	snprintf(patience, sizeof patience, "%d", config->connect_timeout / 2);
	count_add(&conn->loop->metrics.count[METRIC_PG_CONNECTS], 1);
	conn->pg = PQconnectStartParams(keywords, values, 1);
	conn->opened = conn->since = conn->loop->now;
	pgconn_set_state(conn, PG_CONNECTING);
	if (conn->pg == NULL || PQstatus(conn->pg) == CONNECTION_BAD)
	{
		pgconn_close(conn, "cannot connect");
		return;
	}
	PQsetNoticeReceiver(conn->pg, commit_notice, conn);
	connect_step(conn, PGRES_POLLING_WRITING);
}

/* Hands the results that have come to the role, but for the greeting's. */
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
		{
			pgresult_expect(conn);
			continue;
		}
		if (PQresultStatus(result) != PGRES_PIPELINE_SYNC)
		{
			if (conn->greeted)
				conn->role->result(conn, result);
			else
				take_greeting(conn, result);
			continue;
		}
		PQclear(result);
		if (conn->greeted)
			conn->role->synced(conn);
		else
			begin_role(conn);
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
	if (conn->state == PG_IDLE && conn->role->notified)
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
	else if (conn->state == PG_IDLE)
		conn->role->notified(conn);
	else
		pgconn_close(conn, "timed out");
}
