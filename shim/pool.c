/*-------------------------------------------------------------------------
 *
 * pool.c
 *	  A loop's connections to PostgreSQL, and the queue before them.
 *
 * A request is one pipeline: enter, the call, Sync. Without BEGIN that is
 * one implicit transaction, so that nothing of a request can stay behind on
 * its connection, and the Sync's result is the commit's.
 *
 *-------------------------------------------------------------------------
 */
#include "pool.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "log.h"
#include "pgconn.h"

#define RETRIES_MAX 3

/* A cancel request under way in a thread, since libpq can only wait for it. */
typedef struct Cancel
{
	atomic_int users; /* thread and connection; the last one frees */
	atomic_bool done;
	PGcancel *handle;
	int wake_fd;
} Cancel;

/* One user of a cancel request less. */
static void
cancel_release(Cancel *cancel)
{
	if (cancel == NULL || atomic_fetch_sub(&cancel->users, 1) > 1)
		return;
	PQfreeCancel(cancel->handle);
	free(cancel);
}

/* Sends the cancel request and tells the loop when it has arrived. */
static void *
cancel_main(void *arg)
{
	Cancel *cancel = arg;
	char error[256];
	int wake_fd = cancel->wake_fd;

	PQcancel(cancel->handle, error, sizeof error);
	atomic_store(&cancel->done, true);
	cancel_release(cancel);
	eventfd_write(wake_fd, 1);
	return NULL;
}

/*
 * Cancels what a connection does. The connection serves nobody until the cancel request has arrived: it would hit
 * the next request otherwise.
 */
static void
cancel_begin(PgConn *conn)
{
	Cancel *cancel = xmalloc(sizeof *cancel);
	pthread_t thread;

	*cancel = (Cancel){ .users = 2, .handle = PQgetCancel(conn->pg), .wake_fd = conn->loop->wake_fd };
	if (cancel->handle == NULL || pthread_create(&thread, NULL, cancel_main, cancel) != 0)
	{
		cancel->users = 1; /* statement_timeout will end it */
		cancel_release(cancel);
		return;
	}
	pthread_detach(thread);
	conn->cancel = cancel;
	pgconn_set_state(conn, PG_CANCELLING);
}

/* Slot of a statement in a connection's table: where it is, or where it would be. */
static Statement *
statement_slot(PgConn *conn, uint64_t signature, uint64_t present)
{
	size_t size = 16;
	size_t slot;

	while (size < (size_t) conn->loop->config->prepared_statements * 2)
		size *= 2;
	if (conn->statements == NULL)
	{
		conn->statements = xmalloc(size * sizeof(Statement));
		memset(conn->statements, 0, size * sizeof(Statement));
	}
	slot = (signature ^ present * 0x9e3779b97f4a7c15ULL) % size;
	while (conn->statements[slot].number != 0 &&
		   (conn->statements[slot].signature != signature || conn->statements[slot].present != present))
		slot = (slot + 1) % size;
	return &conn->statements[slot];
}

/* Sends the call, preparing it first if this connection has not seen it and has room. */
static bool
send_call(PgConn *conn, const Request *request)
{
	const Route *route = request->route;
	Statement *known = statement_slot(conn, route->signature, request->args.present);
	const char *values[ROUTE_ARGS_MAX];
	int count = args_values(&request->args, values);
	Buffer sql = { 0 };
	char name[16];
	bool sent;

	conn->preparing.number = 0;
	if (known->number == 0)
		route_sql(route, request->args.present, &sql);
	if (known->number == 0 && conn->statement_count >= conn->loop->config->prepared_statements)
		sent = PQsendQueryParams(conn->pg, sql.data, count, NULL, values, NULL, NULL, 0) == 1;
	else
	{
		if (known->number == 0)
			conn->preparing = (Statement){ route->signature, request->args.present, ++conn->statement_serial };
		snprintf(name, sizeof name, "s%d", known->number ? known->number : conn->preparing.number);
		sent = (known->number != 0 || PQsendPrepare(conn->pg, name, sql.data, 0, NULL) == 1) &&
			PQsendQueryPrepared(conn->pg, name, count, values, NULL, NULL, 0) == 1;
	}
	buffer_free(&sql);
	return sent;
}

/* A text that differs for another method, path, query or body. */
static void
hash_request(const Request *request, char hash[33])
{
	uint64_t halves[2];

	for (uint64_t i = 0; i < 2; i++)
	{
		halves[i] = hash_bytes(i, request->method, strlen(request->method) + 1);
		halves[i] = hash_bytes(halves[i], request->uri, strlen(request->uri) + 1);
		halves[i] = hash_bytes(halves[i], request->query, strlen(request->query) + 1);
		halves[i] = hash_bytes(halves[i], request->body.data, request->body.len);
	}
	snprintf(hash, 33, "%016llx%016llx", (unsigned long long) halves[0], (unsigned long long) halves[1]);
}

/* Sends a request's pipeline. */
static void
run(PgConn *conn, Request *request)
{
	const char *agent = request->headers.value[HEADER_USER_AGENT];
	char hash[33];
	const char *values[] = {
		request->route->id_text,
		request->host.len ? request->host.data : NULL,
		request->slug[0] ? request->slug : NULL,
		bearer_token(request->headers.value[HEADER_AUTHORIZATION]),
		request->address,
		request->id,
		agent && utf8_valid(agent, strlen(agent)) ? agent : NULL,
		request->idempotency_key,
		request->idempotency_key ? hash : NULL
	};

	if (request->idempotency_key)
		hash_request(request, hash);
	conn->request = request;
	conn->tenant = request->tenant;
	request->pg_started = clock_micros();
	request_set_state(request, REQUEST_RUNNING);
	pgconn_set_state(conn, PG_BUSY);
	if (PQsendQueryPrepared(conn->pg, "enter", 9, values, NULL, NULL, 0) != 1 || !send_call(conn, request) ||
		PQpipelineSync(conn->pg) != 1)
		pgconn_close(conn, "cannot send");
	else
		pgconn_flush(conn);
}

/* The idle connection that served this tenant last, or the one that has been idle longest. */
static PgConn *
choose(Loop *loop, uint64_t tenant)
{
	for (Link *link = loop->pool_idle.next; link != &loop->pool_idle; link = link->next)
		if (container_of(link, PgConn, link)->tenant == tenant)
			return container_of(link, PgConn, link);
	return container_of(loop->pool_idle.next, PgConn, link);
}

/* Ends a request for want of a connection. */
static void
turn_away(Request *request, const char *code, const char *detail)
{
	request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE, code, detail);
	request_finish(request);
}

/* Takes a request: runs it, queues it, or ends it at once. */
void
pool_submit(Request *request)
{
	Loop *loop = request->loop;

	if (!list_empty(&loop->pool_idle))
		run(choose(loop, request->tenant), request);
	else if (!pool_serves(loop))
		turn_away(request, "unavailable", "the database is not available");
	else if (loop->queue_length >= loop->config->queue_length)
		turn_away(request, "overloaded", "too many requests are waiting");
	else
	{
		list_append(&loop->queue, &request->link);
		loop->queue_length++;
		request->queued = loop->now;
		request_set_state(request, REQUEST_QUEUED);
	}
}

/* Takes the longest waiting request out of the queue. */
static Request *
dequeue(Loop *loop)
{
	Request *request = container_of(loop->queue.next, Request, link);

	list_remove(&request->link);
	loop->queue_length--;
	return request;
}

/* Forgets a request that nobody wants to be answered any more, and cancels what PostgreSQL does for it. */
void
pool_withdraw(Request *request)
{
	Loop *loop = request->loop;

	if (request->state == REQUEST_QUEUED)
	{
		list_remove(&request->link);
		loop->queue_length--;
	}
	for (int i = 0; i < loop->config->connections; i++)
		if (loop->pool[i].request == request)
		{
			loop->pool[i].request = NULL;
			cancel_begin(&loop->pool[i]);
		}
}

/* A connection has nothing to do: replaces it if it is old, else gives it work. */
static void
release(PgConn *conn)
{
	if (conn->loop->now - conn->since > (int64_t) conn->loop->config->connection_age * 1000)
	{
		pgconn_close(conn, NULL);
		return;
	}
	pgconn_set_state(conn, PG_IDLE);
	if (!list_empty(&conn->loop->queue) && conn->state == PG_IDLE)
		run(conn, dequeue(conn->loop));
}

/* Sends a new connection's first commands. */
static bool
pool_setup(PgConn *conn)
{
	return pgconn_send_settings(conn) &&
		PQsendPrepare(conn->pg, "enter", "SELECT outlay.enter($1::integer, $2::text, $3::text, $4::text, $5::inet,"
										 " $6::text, $7::text, $8::text, $9::text)",
					  0, NULL) == 1 &&
		PQpipelineSync(conn->pg) == 1;
}

/* Takes one result of a pipeline: of enter, of preparing, of the call, or an error. */
static void
pool_result(PgConn *conn, PGresult *result)
{
	Request *request = conn->request;

	switch (PQresultStatus(result))
	{
		case PGRES_TUPLES_OK:
			if (++conn->tuples == 2 && request != NULL && request->reply == NULL)
			{
				request->reply = result;
				return;
			}
			break;
		case PGRES_COMMAND_OK:
			if (conn->preparing.number != 0)
			{
				*statement_slot(conn, conn->preparing.signature, conn->preparing.present) = conn->preparing;
				conn->statement_count++;
				conn->preparing.number = 0;
			}
			break;
		case PGRES_PIPELINE_ABORTED:
			break;
		default:
			conn->failed = true;
			if (request == NULL && conn->state == PG_SETUP)
				log_event(LOG_ERROR, "postgres_error", "%s", PQresultErrorMessage(result));
			else if (request != NULL && request->error == NULL)
			{
				request->error = result;
				return;
			}
	}
	PQclear(result);
}

/* Whether a request that has failed may be sent once more, without harm should it have happened. */
static bool
may_retry(const Request *request)
{
	const char *sqlstate = PQresultErrorField(request->error, PG_DIAG_SQLSTATE);

	if (request->error == NULL || request->retries >= RETRIES_MAX || request->abandoned)
		return false;
	/* the statement is unknown to this backend: somebody between us and it has dropped all */
	if (sqlstate && strcmp(sqlstate, "26000") == 0)
		return true;
	/* lost on the way: whether it was committed is unknown, and does not matter for these */
	return (strcmp(request->route->method, "GET") == 0 || request->idempotency_key) &&
		(sqlstate == NULL || strncmp(sqlstate, "57P", 3) == 0);
}

/* A request's pipeline has ended, or its connection. */
static void
conclude(PgConn *conn)
{
	Request *request = conn->request;

	conn->request = NULL;
	request->pg_micros += clock_micros() - request->pg_started;
	if (request->error != NULL)
	{
		PQclear(request->reply);
		request->reply = NULL;
	}
	if (may_retry(request))
	{
		PQclear(request->error);
		request->error = NULL;
		request->retries++;
		if (conn->state != PG_DOWN)
			pgconn_close(conn, "statement lost");
		pool_submit(request);
		return;
	}
	request_finish(request);
}

/* All results of a pipeline have come: it is committed, or rolled back. */
static void
pool_synced(PgConn *conn)
{
	if (conn->state == PG_SETUP && conn->failed)
	{
		pgconn_close(conn, "cannot set up");
		return;
	}
	if (conn->request != NULL)
		conclude(conn);
	if (conn->state == PG_SETUP)
		/* Not all of them grow old together. */
		conn->since -= (int64_t) (loop_random(conn->loop) % (uint64_t) conn->loop->config->connection_age) * 250;
	if (conn->state == PG_SETUP || conn->state == PG_BUSY)
		release(conn);
}

/* Turns away all who wait if PostgreSQL has gone. */
void
pool_flush(Loop *loop)
{
	while (!pool_serves(loop) && !list_empty(&loop->queue))
		turn_away(dequeue(loop), "unavailable", "the database is not available");
}

/* Keeps the list of idle connections and the number of live ones. */
static void
pool_changed(PgConn *conn, PgState before)
{
	Loop *loop = conn->loop;

	list_remove(&conn->link);
	if (conn->state == PG_IDLE)
	{
		conn->failures = 0;
		list_append(&loop->pool_idle, &conn->link);
	}
	loop->pool_alive += (conn->state >= PG_IDLE) - (before >= PG_IDLE);
	if (conn->state != PG_DOWN)
		return;
	cancel_release(conn->cancel);
	conn->cancel = NULL;
	if (conn->request != NULL)
	{
		if (conn->request->error == NULL)
			conn->request->error = PQmakeEmptyPGresult(NULL, PGRES_FATAL_ERROR);
		conclude(conn);
	}
	pool_flush(loop);
}

/* Nothing here listens. */
static void
pool_notified(PgConn *conn)
{
	(void) conn;
}

static const PgRole pool_role = { "pool", pool_setup, pool_result, pool_synced, pool_notified, pool_changed };

/* Makes the connections; they open when the control connection is up. */
void
pool_start(Loop *loop)
{
	list_init(&loop->pool_idle);
	list_init(&loop->queue);
	loop->pool = xmalloc(sizeof(PgConn) * (size_t) loop->config->connections);
	for (int i = 0; i < loop->config->connections; i++)
		pgconn_init(&loop->pool[i], loop, &pool_role);
}

/* Closes the connections and ends all requests. */
void
pool_stop(Loop *loop)
{
	for (int i = 0; i < loop->config->connections; i++)
	{
		if (loop->pool[i].request != NULL)
			loop->pool[i].request->retries = RETRIES_MAX;
		pgconn_close(&loop->pool[i], NULL);
	}
	free(loop->pool);
}

/* Whether requests are taken: PostgreSQL is there, even if the pool is just being opened. */
bool
pool_serves(const Loop *loop)
{
	return loop->routes != NULL && (loop->pool_alive > 0 || loop->control->state >= PG_IDLE);
}

/* When pool_expire() has something to do next. */
int64_t
pool_deadline(const Loop *loop)
{
	int64_t earliest = INT64_MAX;

	if (!list_empty(&loop->queue))
		earliest = container_of(loop->queue.next, Request, link)->queued +
			(int64_t) loop->config->queue_timeout * 1000;
	if (loop->control->state < PG_IDLE || loop->draining)
		return earliest;
	for (int i = 0; i < loop->config->connections; i++)
	{
		int64_t end = pgconn_deadline(&loop->pool[i]);

		if (end < earliest)
			earliest = end;
	}
	return earliest;
}

/* Ends what has waited too long, opens what is down, and frees what a cancel request has released. */
void
pool_expire(Loop *loop)
{
	while (!list_empty(&loop->queue) && container_of(loop->queue.next, Request, link)->queued + (int64_t) loop->config->queue_timeout * 1000 <= loop->now)
		turn_away(dequeue(loop), "overloaded", "the request has waited too long");
	for (int i = 0; i < loop->config->connections; i++)
	{
		PgConn *conn = &loop->pool[i];

		if (conn->cancel && atomic_load(&conn->cancel->done))
		{
			cancel_release(conn->cancel);
			conn->cancel = NULL;
			if (PQtransactionStatus(conn->pg) == PQTRANS_IDLE)
				release(conn);
			else
				pgconn_set_state(conn, PG_BUSY);
		}
		if (loop->control->state >= PG_IDLE && !loop->draining)
			pgconn_expire(conn);
	}
}
