/*-------------------------------------------------------------------------
 *
 * pgresult.c
 *	  What PostgreSQL returns for a request: an answer, or another attempt.
 *
 *-------------------------------------------------------------------------
 */
#include "pg/pgconn.h"

#include <string.h>

#include "base/log.h"
#include "serve/spool.h"

static void take_piece(Request *request, PGresult *piece);
static void drop_reply(Request *request);
static bool is_stranger(const PGresult *error);
static bool is_demoted(const Request *request);
static bool is_kept_out(const PgConn *conn, const Request *request);
static bool is_misnamed(const Request *request);
static bool may_retry(const PgConn *conn, const Request *request);
static bool is_unknown(const Request *request, bool had_results);
static void send_again(PgConn *conn, Request *request);
static void refuse_write(Request *request);

/* Whether an error says that there is no such tenant; then the backend has kept nothing of it. */
static bool
is_stranger(const PGresult *error)
{
	const char *sqlstate = PQresultErrorField(error, PG_DIAG_SQLSTATE);

	return sqlstate && strcmp(sqlstate, "3D000") == 0;
}

/* A command's results have ended. If the next are a file's, they are to come row by row, as nothing else does. */
void
pgresult_expect(PgConn *conn)
{
	if (conn->tuples == 1 && conn->request != NULL && conn->request->route->returns_file)
		PQsetSingleRowMode(conn->pg);
}

/* Takes a piece of a file. The first stands for the answer, and those behind it need room. */
static void
take_piece(Request *request, PGresult *piece)
{
	if (request->reply == NULL)
		request->reply = piece;
	else if (!request->crowded && spool_take_answer(request, (size_t) PQgetlength(piece, 0, 0)))
	{
		request->pieces = xrealloc(request->pieces, sizeof(PGresult *) * (size_t) (request->piece_count + 1));
		request->pieces[request->piece_count++] = piece;
	}
	else
	{
		request->crowded = true;
		PQclear(piece);
	}
}

/* Forgets what has come of an answer. */
static void
drop_reply(Request *request)
{
	PQclear(request->reply);
	request->reply = NULL;
	request_drop_pieces(request);
}

/* Takes one result of a pipeline: of enter, of preparing, of the call, or an error. */
void
pgresult_take(PgConn *conn, PGresult *result)
{
	Request	   *request = conn->request;

	switch (PQresultStatus(result))
	{
		case PGRES_TUPLES_OK:
			if (conn->tuples == 1 && conn->pieces > 0)
			{
				conn->pieces--;
				break;
			}
			if (++conn->tuples == 2 && conn->writes && conn->state == PG_BUSY)
				commit_begin(conn);
			if (conn->tuples == 2 && request != NULL && request->reply == NULL)
			{
				request->reply = result;
				return;
			}
			break;
		case PGRES_SINGLE_TUPLE:
			if (request != NULL)
			{
				take_piece(request, result);
				return;
			}
			break;
		case PGRES_COMMAND_OK:
			pgcall_prepared(conn);
			break;
		case PGRES_PIPELINE_ABORTED:
			break;
		default:
			conn->failed = true;
			conn->stranger = is_stranger(result);
			if (request != NULL && request->error == NULL)
			{
				request->error = result;
				return;
			}
	}
	PQclear(result);
}

/* Whether a write has failed because the server is read-only, as it is after another one has taken over. */
static bool
is_demoted(const Request *request)
{
	const char *sqlstate = PQresultErrorField(request->error, PG_DIAG_SQLSTATE);

	return sqlstate && strcmp(sqlstate, "25006") == 0 && request_writes(request);
}

/* The same on a standby, where the connection string does not ask for another server. */
static bool
is_kept_out(const PgConn *conn, const Request *request)
{
	return request->error && conn->standby && !conn->wants_writable && is_demoted(request);
}

/*
 * Whether a prepared statement was unknown to the backend, or known already: somebody between us and it has given us
 * another one, or has dropped all. The whole transaction was rolled back. A request without prepared statements can
 * have such an error of its own alone.
 */
static bool
is_misnamed(const Request *request)
{
	const char *sqlstate = PQresultErrorField(request->error, PG_DIAG_SQLSTATE);

	return sqlstate && !request->nameless && (strcmp(sqlstate, "26000") == 0 || strcmp(sqlstate, "42P05") == 0);
}

/* Whether a request that has failed may be sent once more, without harm should it have happened. */
static bool
may_retry(const PgConn *conn, const Request *request)
{
	const char *sqlstate = PQresultErrorField(request->error, PG_DIAG_SQLSTATE);

	if (request->error == NULL || request->retries >= PGRESULT_RETRIES_MAX || request->abandoned ||
		is_kept_out(conn, request))
		return false;
	if (is_misnamed(request) || is_demoted(request))
		return true;
	/* lost on the way: whether it was committed is unknown, and does not matter for these */
	return (!request_writes(request) || request->idempotency_key) &&
		(sqlstate == NULL || strncmp(sqlstate, "57P", 3) == 0);
}

/*
 * Whether nobody knows if a write was carried out: the connection was lost before PostgreSQL had said so, or after the
 * results, while it was being committed. With a key it is told to try again, which is no harm.
 */
static bool
is_unknown(const Request *request, bool had_results)
{
	const char *sqlstate = PQresultErrorField(request->error, PG_DIAG_SQLSTATE);

	return request->error && request_writes(request) && request->idempotency_key == NULL &&
		(sqlstate == NULL || (had_results && strncmp(sqlstate, "57P", 3) == 0));
}

/*
 * Ends an attempt of a request that is not the last: what it has come to is forgotten. Where a prepared statement was
 * not there the request goes without them, and the connection is closed, unless it is a pooler's.
 */
void
pgresult_end_attempt(PgConn *conn, Request *request)
{
	bool		misnamed = request->error && is_misnamed(request);

	drop_reply(request);
	PQclear(request->error);
	request->error = NULL;
	request->nameless |= misnamed;
	if (misnamed && conn->pooled)
	{
		conn->nameless = true;
		pgcall_forget(conn);
	}
	else if (misnamed)
		pgconn_close(conn, "statement lost");
}

/*
 * Sends a request once more. The processes of a server that goes away end in turn, so a connection that was there when
 * the last attempt failed proves nothing when it fails as well: the attempt does not count.
 */
static void
send_again(PgConn *conn, Request *request)
{
	if (!is_misnamed(request))
		pgconn_close(conn, "server read-only");
	pgresult_end_attempt(conn, request);
	if (conn->opened > request->failed_at)
		request->retries++;
	request->failed_at = conn->loop->now;
	count_add(&conn->loop->metrics.count[METRIC_PG_RETRIES], 1);
	pool_submit(request);
}

/* Refuses a write that cannot be done here, and could not with another attempt. */
static void
refuse_write(Request *request)
{
	request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE, "read_only",
				   "the database is a standby, which can only be read");
	request->problem.hint = "Write where the primary is served, or here once the standby has been promoted.";
}

/* A request's pipeline has ended, or its connection. */
void
pgresult_conclude(PgConn *conn)
{
	Request	   *request = conn->request;
	bool		had_results = request->reply != NULL;
	int64_t		micros;

	conn->request = NULL;
	micros = clock_micros() - request->pg_started;
	request->pg_micros += micros;
	metrics_observe(&conn->loop->metrics.pg_time, micros);
	if (request->error != NULL)
		drop_reply(request);
	if (may_retry(conn, request))
	{
		send_again(conn, request);
		return;
	}
	/* An error that tells of what was done before is no better confirmed. */
	if (conn->writes && conn->unconfirmed)
		commit_refuse(request, true);
	else if (is_unknown(request, had_results))
		commit_refuse(request, false);
	else if (is_kept_out(conn, request))
		refuse_write(request);
	else if (is_demoted(request))
		request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable", DATABASE_AWAY);
	else if (request->crowded && request->error == NULL)
		spool_refuse(request, "too much is being downloaded");
	request_finish(request);
}
