/*-------------------------------------------------------------------------
 *
 * recycle.c
 *	  When a connection of the pool is replaced, and how nobody notices.
 *
 * A backend's caches never shrink: each tenant that it has served stays in
 * them. So a connection is worn after a time and after a number of tenants.
 * Its replacement is opened beside it and takes its place, and with that the
 * tenants at home there, before the old one is closed; the pool has one
 * connection too many for that, so one is replaced after the other.
 *
 * The tenants are counted exactly, in a hash set of their hashes: at 16 bytes
 * a tenant it is a ten-thousandth of what the backend spends on them, and it
 * tells at the same time which connection knows a tenant.
 *
 *-------------------------------------------------------------------------
 */
#include "pg/recycle.h"

#include <stdlib.h>
#include <string.h>

#include "pg/pool.h"

static int	last_limit(const PgConn *conn);
static size_t seen_size(const PgConn *conn);
static uint64_t *seen_slot(const PgConn *conn, uint64_t tenant);

/* Tenants after which a connection is closed even if no replacement can be opened, because the server takes none. */
static int
last_limit(const PgConn *conn)
{
	int			limit = conn->loop->config->tenants_per_connection;

	return limit + limit / 4 + 1;
}

/* The size of a connection's set: at least twice as many slots as there can be tenants. */
static size_t
seen_size(const PgConn *conn)
{
	size_t		size = 32;

	while (size < (size_t) last_limit(conn) * 2)
		size *= 2;
	return size;
}

/* A tenant's place in a connection's set: where it is, or where it would be. */
static uint64_t *
seen_slot(const PgConn *conn, uint64_t tenant)
{
	size_t		size = seen_size(conn);
	size_t		slot;

	for (slot = tenant % size; conn->seen[slot] != 0 && conn->seen[slot] != tenant;)
		slot = (slot + 1) % size;
	return &conn->seen[slot];
}

/* Whether a connection's backend has served a tenant. */
bool
recycle_knows(const PgConn *conn, uint64_t tenant)
{
	return conn->seen_count > 0 && *seen_slot(conn, tenant) == tenant;
}

/* A connection's backend has served the connection's tenant. */
void
recycle_saw(PgConn *conn)
{
	uint64_t   *slot;

	if (conn->seen == NULL)
	{
		size_t		bytes = seen_size(conn) * sizeof *conn->seen;

		conn->seen = memset(xmalloc(bytes), 0, bytes);
	}
	slot = seen_slot(conn, conn->tenant);
	conn->seen_count += *slot == 0;
	*slot = conn->tenant;
}

/* The one connection too many stays down until it is wanted, and is not counted meanwhile. */
void
recycle_park(PgConn *conn)
{
	conn->place = -1;
	conn->retry_at = INT64_MAX;
	count_add(&conn->loop->metrics.count[METRIC_PG_CONNECTIONS + PG_DOWN], -1);
}

/* A connection is down: its backend knows nobody. */
void
recycle_forget(PgConn *conn)
{
	free(conn->seen);
	conn->seen = NULL;
	conn->seen_count = 0;
	if (conn->loop->worn == conn)
		conn->loop->worn = NULL;
	if (conn->place < 0 && conn->loop->worn == NULL)
		recycle_park(conn);
}

/* Whether a connection has lasted long enough, or has served as many tenants as it should. */
bool
recycle_is_worn(const PgConn *conn)
{
	const Config *config = conn->loop->config;

	return conn->seen_count >= config->tenants_per_connection ||
		conn->loop->now - conn->since > (int64_t) config->connection_age * 1000;
}

/* A connection has been opened, others at the same time: not all of them grow old together. */
void
recycle_spread(PgConn *conn)
{
	conn->since -= (int64_t) (loop_random(conn->loop) % (uint64_t) conn->loop->config->connection_age) * 250;
}

/* Begins to replace a connection if it is worn and no other is being replaced. */
void
recycle_look(PgConn *conn)
{
	Loop	   *loop = conn->loop;

	if (loop->worn != NULL || conn->state < PG_IDLE || !recycle_is_worn(conn))
		return;
	for (int i = 0; i < loop->pool_size; i++)
		if (loop->pool[i].place < 0 && loop->pool[i].retry_at == INT64_MAX)
		{
			loop->worn = conn;
			loop->pool[i].retry_at = loop->now;
			count_add(&loop->metrics.count[METRIC_PG_CONNECTIONS + PG_DOWN], 1);
		}
}

/* A connection has been set up: if it has no place it takes that of the worn one, which closes when it is idle. */
void
recycle_ready(PgConn *conn)
{
	PgConn	   *worn = conn->loop->worn;

	if (conn->place >= 0)
		return;
	conn->place = worn->place;
	worn->place = -1;
	conn->loop->worn = NULL;
	count_add(&conn->loop->metrics.count[METRIC_PG_REPLACED], 1);
	if (worn->state == PG_IDLE)
		pgconn_close(worn, NULL);
}

/* Whether a connection that has nothing to do is closed. */
bool
recycle_must_close(const PgConn *conn)
{
	bool		successor = conn->state == PG_SETUP && conn->loop->worn != NULL;

	return (conn->place < 0 && !successor) || pgconn_is_demoted(conn) || conn->seen_count >= last_limit(conn) - 1;
}
