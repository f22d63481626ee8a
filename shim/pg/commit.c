/*-------------------------------------------------------------------------
 *
 * commit.c
 *	  The end of a write: its commit, and what is known where that stands still.
 *
 * A commit waits for the standbys that synchronous_standby_names asks for, if
 * need be for ever: no limit of time of PostgreSQL's ends that wait, since the
 * transaction cannot be undone any more. So a write has its results sent ahead
 * of its commit (pgcall.c), and from then on commit_timeout. After that the
 * commit is cancelled. One that waits for a standby then stands, here, and
 * PostgreSQL says so in a warning: neither that it is safe nor that it failed.
 * The client is told just that. Where nothing comes of the cancelling either,
 * it is told after the same time again, and the connection is left to it.
 *
 * Whoever else ends the wait (pg_cancel_backend(), pg_terminate_backend()) has
 * the same warning sent, so that no write is ever acknowledged because of it.
 *
 *-------------------------------------------------------------------------
 */
#include "pg/commit.h"

#include <string.h>

#include "base/log.h"
#include "pg/pgcancel.h"

/* The write that was the last to commit is confirmed by no standby; of all loops. */
static atomic_bool is_unconfirmed;

static void note(bool unconfirmed);

/* Notes how the last commit ended, and tells of it if that is new. */
static void
note(bool unconfirmed)
{
	if (atomic_exchange(&is_unconfirmed, unconfirmed) == unconfirmed)
		return;
	if (unconfirmed)
		log_event(LOG_WARNING, "commits_unconfirmed", "writes commit, and nobody confirms that a standby has them");
	else
		log_event(LOG_INFO, "commits_confirmed", "writes are confirmed again");
}

/* Whether the write that was the last to commit is confirmed by no standby. */
bool
commit_is_unconfirmed(void)
{
	return atomic_load(&is_unconfirmed);
}

/* A write's results have come: from now on its commit is awaited. */
void
commit_begin(PgConn *conn)
{
	conn->commit_deadline = conn->loop->now + (int64_t) conn->loop->config->commit_timeout * 1000;
	pgconn_set_state(conn, PG_COMMITTING);
}

/*
 * Takes a notice; called by libpq. All but one are for people at a terminal. That one's text is in the server's
 * language, and its SQLSTATE that of any warning; where it comes from is always the same.
 */
void
commit_notice(void *arg, const PGresult *notice)
{
	PgConn	   *conn = arg;
	const char *function = PQresultErrorField(notice, PG_DIAG_SOURCE_FUNCTION);

	if (function == NULL || strcmp(function, "SyncRepWaitForLSN") != 0)
		return;
	conn->unconfirmed = true;
	note(true);
}

/* A commit has ended, or its connection; what was noted of it for the request is kept. */
void
commit_end(PgConn *conn)
{
	if (conn->commit_deadline != INT64_MAX && conn->state != PG_DOWN && !conn->failed && !conn->unconfirmed)
		note(false);
	conn->commit_deadline = INT64_MAX;
	conn->hurried = false;
}

/* Refuses to say how a write ended. committed: it has, here. */
void
commit_refuse(Job *job, bool committed)
{
	static const char here[] =
		"the request was carried out, and is not yet safe on a second server; it may be repeated with its "
		"Idempotency-Key";
	static const char perhaps[] =
		"the request may have been carried out; it may be repeated with its Idempotency-Key, which then tells";

	count_add(&job->loop->metrics.count[METRIC_OUTCOME_UNKNOWN], 1);
	job_refuse(job, MHD_HTTP_GATEWAY_TIMEOUT, "outcome_unknown", committed ? here : perhaps);
}

/* Ends the wait of a commit that lasts too long, and at last that for it. */
void
commit_expire(PgConn *conn)
{
	Job		   *job = conn->job;

	if (conn->commit_deadline > conn->loop->now)
		return;
	if (!conn->hurried)
	{
		conn->hurried = true;
		conn->commit_deadline = conn->loop->now + (int64_t) conn->loop->config->commit_timeout * 1000;
		pgcancel_begin(conn);
		return;
	}
	conn->commit_deadline = INT64_MAX;
	note(true);
	if (job == NULL)
		return;
	conn->job = NULL;
	commit_refuse(job, false);
	job_end(job);
}
