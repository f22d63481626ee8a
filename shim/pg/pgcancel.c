/*-------------------------------------------------------------------------
 *
 * pgcancel.c
 *	  Cancelling what a connection does: for a client that has gone, or a commit that does not end.
 *
 * A cancel request is a connection of its own, for which libpq can only
 * wait; so a short-lived thread does that. It shares nothing with the loop
 * but this request.
 *
 *-------------------------------------------------------------------------
 */
#include "pg/pgcancel.h"

#include <stdlib.h>
#include <sys/eventfd.h>

/* A cancel request under way. */
struct Cancel
{
	atomic_int	users;			/* thread and connection; the last one frees */
	atomic_bool	done;
	PGcancel   *handle;
	int			wake_fd;
};

static void *cancel_main(void *arg);

/* One user of a cancel request less. */
void
pgcancel_release(Cancel *cancel)
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
	Cancel	   *cancel = arg;
	char		error[256];
	int			wake_fd = cancel->wake_fd;

	PQcancel(cancel->handle, error, sizeof error);
	atomic_store(&cancel->done, true);
	pgcancel_release(cancel);
	eventfd_write(wake_fd, 1);
	return NULL;
}

/*
 * Cancels what a connection does. The connection serves nobody until the cancel request has arrived: it would hit
 * the next request otherwise.
 */
void
pgcancel_begin(PgConn *conn)
{
	Cancel	   *cancel;
	pthread_t	thread;

	if (conn->cancel != NULL) /* one is under way */
		return;
	cancel = xmalloc(sizeof *cancel);
	*cancel = (Cancel) {.users = 2, .handle = PQgetCancel(conn->pg), .wake_fd = conn->loop->wake_fd};
	if (cancel->handle == NULL || pthread_create(&thread, NULL, cancel_main, cancel) != 0)
	{
		cancel->users = 1; /* statement_timeout will end it */
		pgcancel_release(cancel);
		return;
	}
	pthread_detach(thread);
	count_add(&conn->loop->metrics.count[METRIC_PG_CANCELS], 1);
	conn->cancel = cancel;
	pgconn_set_state(conn, PG_CANCELLING);
}

/*
 * Forgets a connection's cancel request once it has arrived. True if the connection has nothing to do any more; else it
 * goes on with what was not cancelled.
 */
bool
pgcancel_settle(PgConn *conn)
{
	if (conn->cancel != NULL && atomic_load(&conn->cancel->done))
	{
		pgcancel_release(conn->cancel);
		conn->cancel = NULL;
		if (PQtransactionStatus(conn->pg) == PQTRANS_IDLE)
			return true;
	}
	if (conn->state == PG_CANCELLING && conn->cancel == NULL)
		pgconn_set_state(conn, conn->hurried ? PG_COMMITTING : PG_BUSY);
	return false;
}
