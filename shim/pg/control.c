/*-------------------------------------------------------------------------
 *
 * control.c
 *	  The connection that loads the routes and listens for their change.
 *
 * Behind a pooler, and on a standby, nobody can listen. There the routes are
 * read again every few seconds, and replace the old ones if they differ. So
 * it is noticed as well that a standby has been promoted.
 *
 * It is also the probe: while it is down, the pool does not try either, and
 * when it is up again the routes have been read anew before the first
 * request is served.
 *
 *-------------------------------------------------------------------------
 */
#include "pg/control.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/log.h"
#include "pg/pool.h"

#define LOOK_MICROS 2000000		/* how often the routes are read where no change is told */

static const char routes_sql[] =
	"SELECT id, method, path, call, returns_set, status, anonymous, ignore_unknown, "
	"pg_catalog.to_json(arg_names), pg_catalog.to_json(arg_types), pg_catalog.to_json(arg_required), takes_key, "
	"returns_file, secret, match_required, streams, published, max_body "
	"FROM outlay.http_routes()";

static const char origins_sql[] = "SELECT pg_catalog.unnest(outlay.http_origins())";

static const char base_domain_sql[] = "SELECT outlay.http_base_domain()";

static const char standby_sql[] = "SELECT pg_catalog.pg_is_in_recovery()";

/* The server can only be read, as some loop has heard last. */
static atomic_bool is_standby;

static void note(bool standby);
static bool can_listen(const PgConn *conn);
static bool control_setup(PgConn *conn);
static void add_args(Route *route, PGresult *rows, int row);
static bool is_true(PGresult *rows, int row, int column);
static RouteTable *take_routes(PGresult *rows);
static void take_origins(RouteTable *table, PGresult *rows);
static void add_fingerprint(PgConn *conn, const PGresult *rows);
static void control_result(PgConn *conn, PGresult *result);
static void replace_routes(PgConn *conn);
static void control_synced(PgConn *conn);
static void control_notified(PgConn *conn);
static void control_changed(PgConn *conn, PgState before);

/* Notes whether the server can only be read, and tells of it if that is new. */
static void
note(bool standby)
{
	if (atomic_exchange(&is_standby, standby) == standby)
		return;
	if (standby)
		log_event(LOG_WARNING, "standby", "the database is a standby: writes are refused");
	else
		log_event(LOG_INFO, "promoted", "the database can be written to");
}

/* Whether the server can only be read. */
bool
control_is_standby(void)
{
	return atomic_load(&is_standby);
}

/* Whether changes are told. */
static bool
can_listen(const PgConn *conn)
{
	return !conn->pooled && !conn->standby;
}

/* Sends the commands that read everything, after listening so that no change falls between. */
static bool
control_setup(PgConn *conn)
{
	conn->fingerprint_now = 0;
	return (!can_listen(conn) ||
			PQsendQueryParams(conn->pg, "LISTEN outlay_routes", 0, NULL, NULL, NULL, NULL, 0) == 1) &&
		PQsendQueryParams(conn->pg, routes_sql, 0, NULL, NULL, NULL, NULL, 0) == 1 &&
		PQsendQueryParams(conn->pg, origins_sql, 0, NULL, NULL, NULL, NULL, 0) == 1 &&
		PQsendQueryParams(conn->pg, base_domain_sql, 0, NULL, NULL, NULL, NULL, 0) == 1 &&
		PQsendQueryParams(conn->pg, standby_sql, 0, NULL, NULL, NULL, NULL, 0) == 1 &&
		PQpipelineSync(conn->pg) == 1;
}

/* Adds a route's arguments from the three arrays of its row. */
static void
add_args(Route *route, PGresult *rows, int row)
{
	json_t	   *arrays[3];

	for (int i = 0; i < 3; i++)
		arrays[i] = json_loads(PQgetvalue(rows, row, 8 + i), JSON_DECODE_ANY, NULL);
	for (size_t i = 0; i < json_array_size(arrays[0]); i++)
	{
		const char *name = json_string_value(json_array_get(arrays[0], i));
		const char *type = json_string_value(json_array_get(arrays[1], i));

		if (name && type)
			route_add_arg(route, name, type, json_is_true(json_array_get(arrays[2], i)));
	}
	for (int i = 0; i < 3; i++)
		json_decref(arrays[i]);
}

/* Whether a boolean column is true. */
static bool
is_true(PGresult *rows, int row, int column)
{
	return *PQgetvalue(rows, row, column) == 't';
}

/* Takes the routes. */
static RouteTable *
take_routes(PGresult *rows)
{
	RouteTable *table = route_table_create();

	for (int row = 0; row < PQntuples(rows); row++)
	{
		Route	   *route = route_table_add(table, PQgetvalue(rows, row, 0), PQgetvalue(rows, row, 1),
									   PQgetvalue(rows, row, 2), PQgetvalue(rows, row, 3));

		route->returns_set = is_true(rows, row, 4);
		route->status = text_to_int(PQgetvalue(rows, row, 5));
		route->anonymous = is_true(rows, row, 6);
		route->ignore_unknown = is_true(rows, row, 7);
		route->takes_key = is_true(rows, row, 11);
		route->returns_file = is_true(rows, row, 12);
		route->secret = is_true(rows, row, 13);
		route->match_required = is_true(rows, row, 14);
		route->streams = is_true(rows, row, 15);
		route->published = is_true(rows, row, 16);
		route->max_body = PQgetisnull(rows, row, 17) ? 0 : (size_t) text_to_int(PQgetvalue(rows, row, 17));
		add_args(route, rows, row);
	}
	return table;
}

/* Takes the allowed origins. */
static void
take_origins(RouteTable *table, PGresult *rows)
{
	int			count = PQntuples(rows);

	table->origins = xmalloc(sizeof(char *) * (size_t) (count + 1));
	for (int row = 0; row < count; row++)
		table->origins[row] = xstrdup(PQgetvalue(rows, row, 0));
	table->origins[count] = NULL;
}

/* Adds the cells of a result to what the routes are told from others by. */
static void
add_fingerprint(PgConn *conn, const PGresult *rows)
{
	for (int row = 0; row < PQntuples(rows); row++)
		for (int column = 0; column < PQnfields(rows); column++)
			conn->fingerprint_now = hash_bytes(conn->fingerprint_now + 1, PQgetvalue(rows, row, column),
											   (size_t) PQgetlength(rows, row, column));
}

/* Takes one result: of the routes, the origins, the base domain, the kind of server, or an error. */
static void
control_result(PgConn *conn, PGresult *result)
{
	switch (PQresultStatus(result))
	{
		case PGRES_TUPLES_OK:
			if (++conn->tuples <= 3)
				add_fingerprint(conn, result);
			if (conn->tuples == 1)
				conn->loading = take_routes(result);
			else if (conn->tuples == 2 && conn->loading)
				take_origins(conn->loading, result);
			else if (conn->tuples == 3 && conn->loading && PQntuples(result) == 1)
				conn->loading->base_domain = xstrdup(PQgetvalue(result, 0, 0));
			else if (conn->tuples == 4 && PQntuples(result) == 1)
				conn->promoted = conn->standby && !is_true(result, 0, 0);
			break;
		case PGRES_COMMAND_OK:
		case PGRES_PIPELINE_ABORTED:
			break;
		default:
			if (!conn->failed && conn->failures == 0)
				log_event(LOG_ERROR, "routes_error", "%s", PQresultErrorMessage(result));
			conn->failed = true;
	}
	PQclear(result);
}

/* The new routes replace the old ones. */
static void
replace_routes(PgConn *conn)
{
	Loop	   *loop = conn->loop;
	Buffer		refused = {0};

	route_table_finish(conn->loading, &refused);
	for (int i = 0; i < conn->loading->count; i++)
	{
		Route	   *route = &conn->loading->routes[i];

		route->series = metrics_series(route->method, route->path, loop->config->loops);
	}
	if (refused.len > 0)
		log_event(LOG_WARNING, "routes_refused", "%s", refused.data);
	buffer_free(&refused);
	route_table_release(loop->routes);
	loop->routes = conn->loading;
	conn->loading = NULL;
	log_event(LOG_INFO, "routes_loaded", "loop %d: %d routes", loop->index, loop->routes->count);
}

/* Everything has come. */
static void
control_synced(PgConn *conn)
{
	if (conn->failed || conn->loading == NULL)
	{
		pgconn_close(conn, "cannot read the routes");
		return;
	}
	if (conn->state == PG_SETUP && !can_listen(conn))
		log_event(LOG_INFO, "routes_polled", "loop %d: nothing tells of changes %s", conn->loop->index,
				  conn->standby ? "on a standby" : "behind a pooler");
	if (can_listen(conn) || conn->state == PG_SETUP || conn->fingerprint != conn->fingerprint_now)
		replace_routes(conn);
	route_table_release(conn->loading);
	conn->loading = NULL;
	conn->fingerprint = conn->fingerprint_now;
	conn->retry_at = can_listen(conn) ? INT64_MAX : conn->loop->now + LOOK_MICROS;
	note(conn->standby && !conn->promoted);
	pgconn_set_state(conn, PG_IDLE);
	if (conn->promoted)
		pgconn_close(conn, NULL);	/* the next one listens */
	else if (conn->stale)
		conn->role->notified(conn);
}

/* The routes have changed. */
static void
control_notified(PgConn *conn)
{
	conn->stale = conn->state != PG_IDLE;
	if (conn->pg == NULL || conn->stale)
		return;
	conn->tuples = 0;
	pgconn_set_state(conn, PG_BUSY);
	if (!control_setup(conn))
		pgconn_close(conn, "cannot send");
	else
		pgconn_flush(conn);
}

/* A connection that works has no failures behind it. */
static void
control_changed(PgConn *conn, PgState before)
{
	(void) before;
	if (conn->state == PG_IDLE)
		conn->failures = 0;
	if (conn->state == PG_DOWN)
		pool_flush(conn->loop);
}

const PgRole control_role = { "control", control_setup, control_result, control_synced, control_notified,
							  control_changed, false };
