/*-------------------------------------------------------------------------
 *
 * pgresult.c
 *	  What PostgreSQL returns for a request: an answer, or another attempt.
 *
 *-------------------------------------------------------------------------
 */
#include "pg/pgresult.h"

#include <string.h>

#include "base/log.h"
#include "pg/commit.h"
#include "pg/pgcall.h"
#include "pg/pool.h"

static bool find_room(Job *job, size_t bytes);
static void take_piece(Job *job, PGresult *piece);
static void drop_reply(Job *job);
static bool is_stranger(const PGresult *error);
static bool is_demoted(const Job *job);
static bool is_kept_out(const PgConn *conn, const Job *job);
static bool is_misnamed(const Job *job);
static bool may_retry(const PgConn *conn, const Job *job);
static bool is_unknown(const Job *job, bool had_results);
static void send_again(PgConn *conn, Job *job);
static void refuse_write(Job *job);

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
	if (conn->tuples == 1 && conn->job != NULL && conn->job->route->returns_file)
		PQsetSingleRowMode(conn->pg);
}

/* Takes room for so much more of an answer. False: there is none. */
static bool
find_room(Job *job, size_t bytes)
{
	return spool_take_answer(&job->room, bytes, (size_t) job->loop->config->max_spool);
}

/* Takes a piece of a file. The first stands for the answer, and those behind it need room. */
static void
take_piece(Job *job, PGresult *piece)
{
	if (job->reply == NULL)
		job->reply = piece;
	else if (!job->crowded && find_room(job, (size_t) PQgetlength(piece, 0, 0)))
	{
		job->pieces = xrealloc(job->pieces, sizeof(PGresult *) * (size_t) (job->piece_count + 1));
		job->pieces[job->piece_count++] = piece;
	}
	else
	{
		job->crowded = true;
		PQclear(piece);
	}
}

/* Forgets what has come of an answer. */
static void
drop_reply(Job *job)
{
	PQclear(job->reply);
	job->reply = NULL;
	job_drop_pieces(job);
}

/* Takes one result of a pipeline: of enter, of preparing, of the call, or an error. */
void
pgresult_take(PgConn *conn, PGresult *result)
{
	Job		   *job = conn->job;

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
			if (conn->tuples == 2 && job != NULL && job->reply == NULL)
			{
				job->reply = result;
				return;
			}
			break;
		case PGRES_SINGLE_TUPLE:
			if (job != NULL)
			{
				take_piece(job, result);
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
			if (job != NULL && job->error == NULL)
			{
				job->error = result;
				return;
			}
	}
	PQclear(result);
}

/* Whether a write has failed because the server is read-only, as it is after another one has taken over. */
static bool
is_demoted(const Job *job)
{
	const char *sqlstate = PQresultErrorField(job->error, PG_DIAG_SQLSTATE);

	return sqlstate && strcmp(sqlstate, "25006") == 0 && job_writes(job);
}

/* The same on a standby, where the connection string does not ask for another server. */
static bool
is_kept_out(const PgConn *conn, const Job *job)
{
	return job->error && conn->standby && !conn->wants_writable && is_demoted(job);
}

/*
 * Whether a prepared statement was unknown to the backend, or known already: somebody between us and it has given us
 * another one, or has dropped all. The whole transaction was rolled back. A request without prepared statements can
 * have such an error of its own alone.
 */
static bool
is_misnamed(const Job *job)
{
	const char *sqlstate = PQresultErrorField(job->error, PG_DIAG_SQLSTATE);

	return sqlstate && !job->nameless && (strcmp(sqlstate, "26000") == 0 || strcmp(sqlstate, "42P05") == 0);
}

/* Whether a request that has failed may be sent once more, without harm should it have happened. */
static bool
may_retry(const PgConn *conn, const Job *job)
{
	const char *sqlstate = PQresultErrorField(job->error, PG_DIAG_SQLSTATE);

	if (job->error == NULL || job->retries >= PGRESULT_RETRIES_MAX || is_kept_out(conn, job))
		return false;
	if (is_misnamed(job) || is_demoted(job))
		return true;
	/* lost on the way: whether it was committed is unknown, and does not matter for these */
	return (!job_writes(job) || job->idempotency_key) &&
		(sqlstate == NULL || strncmp(sqlstate, "57P", 3) == 0);
}

/*
 * Whether nobody knows if a write was carried out: the connection was lost before PostgreSQL had said so, or after the
 * results, while it was being committed. With a key it is told to try again, which is no harm.
 */
static bool
is_unknown(const Job *job, bool had_results)
{
	const char *sqlstate = PQresultErrorField(job->error, PG_DIAG_SQLSTATE);

	return job->error && job_writes(job) && job->idempotency_key == NULL &&
		(sqlstate == NULL || (had_results && strncmp(sqlstate, "57P", 3) == 0));
}

/*
 * Ends an attempt of a request that is not the last: what it has come to is forgotten. Where a prepared statement was
 * not there the request goes without them, and the connection is closed, unless it is a pooler's.
 */
void
pgresult_end_attempt(PgConn *conn, Job *job)
{
	bool		misnamed = job->error && is_misnamed(job);

	drop_reply(job);
	PQclear(job->error);
	job->error = NULL;
	job->nameless |= misnamed;
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
send_again(PgConn *conn, Job *job)
{
	if (!is_misnamed(job))
		pgconn_close(conn, "server read-only");
	pgresult_end_attempt(conn, job);
	if (conn->opened > job->failed_at)
		job->retries++;
	job->failed_at = conn->loop->now;
	count_add(&conn->loop->metrics.count[METRIC_PG_RETRIES], 1);
	pool_submit(job);
}

/* Refuses a write that cannot be done here, and could not with another attempt. */
static void
refuse_write(Job *job)
{
	job_refuse(job, MHD_HTTP_SERVICE_UNAVAILABLE, "read_only",
				   "the database is a standby, which can only be read");
	job->problem.hint = "Write where the primary is served, or here once the standby has been promoted.";
}

/* A request's pipeline has ended, or its connection. */
void
pgresult_conclude(PgConn *conn)
{
	Job		   *job = conn->job;
	bool		had_results = job->reply != NULL;
	int64_t		micros;

	conn->job = NULL;
	micros = clock_micros() - job->pg_started;
	job->pg_micros += micros;
	metrics_observe(&conn->loop->metrics.pg_time, micros);
	if (job->error != NULL)
		drop_reply(job);
	if (may_retry(conn, job))
	{
		send_again(conn, job);
		return;
	}
	/* An error that tells of what was done before is no better confirmed. */
	if (conn->writes && conn->unconfirmed)
		commit_refuse(job, true);
	else if (is_unknown(job, had_results))
		commit_refuse(job, false);
	else if (is_kept_out(conn, job))
		refuse_write(job);
	else if (is_demoted(job))
		job_refuse(job, MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable", DATABASE_AWAY);
	else if (job->crowded && job->error == NULL)
		job_refuse(job, MHD_HTTP_SERVICE_UNAVAILABLE, "spool_full", "too much is being downloaded");
	job_end(job);
}
