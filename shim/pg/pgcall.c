/*-------------------------------------------------------------------------
 *
 * pgcall.c
 *	  What is sent to PostgreSQL for a request.
 *
 * One pipeline: enter, the call, Sync. Without BEGIN that is one implicit
 * transaction, so that nothing of a request can stay behind on its
 * connection, and the Sync's result is the commit's. A write's results are
 * asked for ahead of it (Flush), so that it is known what is waited for; see
 * commit.c.
 *
 * A large body goes ahead of the call, piece by piece, each when the one before
 * has left: libpq makes a copy of what it sends, and keeps the memory for as
 * long as the connection lasts. A large file comes back in pieces as well.
 *
 * A pooler may give each transaction another backend, which knows nothing of
 * the settings that were made on ours, and has statements prepared that
 * another client named. So there the settings travel with each request, and a
 * name means the same to everybody, since it is a hash of the text. A pooler
 * that does not keep track of names has them unknown (26000) or known twice
 * (42P05): such a request, which did nothing, is sent again without names, and
 * so are all that follow on that connection; see pgresult.c.
 *
 *-------------------------------------------------------------------------
 */
#include "pg/pgcall.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "pg/route_sql.h"

#define NAME_SIZE 40
#define AHEAD 0x6a09e667f3bcc908ULL /* makes another signature of a call whose body goes ahead */
#define ENTER \
	"outlay.enter($1::integer, $2::text, $3::text, $4::text, $5::inet, $6::text, $7::text, $8::text, $9::text, " \
	"$10::text)"

static bool is_nameless(const Statement *statement);
static Statement *statement_slot(PgConn *conn, uint64_t signature, uint64_t present);
static void print_name(const uint64_t hash[2], char name[NAME_SIZE]);
static void name_of(const char *sql, uint64_t hash[2]);
static bool send_call(PgConn *conn, const Job *job, bool nameless);
static bool send_isolation(PgConn *conn);
static bool send_reach(PgConn *conn);
static bool goes_nameless(const PgConn *conn, const Job *job);
static bool send_piece(PgConn *conn, const Job *job);
static bool send_end(PgConn *conn, const Job *job);
static bool send_enter(PgConn *conn, const Job *job, bool nameless);

/* Whether a slot of the table is empty. */
static bool
is_nameless(const Statement *statement)
{
	return statement->name[0] == 0 && statement->name[1] == 0;
}

/* Slot of a statement in a connection's table: where it is, or where it would be. */
static Statement *
statement_slot(PgConn *conn, uint64_t signature, uint64_t present)
{
	size_t		size = 16;
	size_t		slot;

	while (size < (size_t) conn->loop->config->prepared_statements * 2)
		size *= 2;
	if (conn->statements == NULL)
	{
		conn->statements = xmalloc(size * sizeof(Statement));
		memset(conn->statements, 0, size * sizeof(Statement));
	}
	slot = (signature ^ present * 0x9e3779b97f4a7c15ULL) % size;
	while (!is_nameless(&conn->statements[slot]) &&
		   (conn->statements[slot].signature != signature || conn->statements[slot].present != present))
		slot = (slot + 1) % size;
	return &conn->statements[slot];
}

/*
 * Prints a statement's name, which follows from its text alone: behind a pooler two clients may meet the same backend,
 * and a name that both use must mean the same to both.
 */
static void
print_name(const uint64_t hash[2], char name[NAME_SIZE])
{
	snprintf(name, NAME_SIZE, "outlay_%016llx%016llx", (unsigned long long) hash[0], (unsigned long long) hash[1]);
}

/* Makes a statement's name. */
static void
name_of(const char *sql, uint64_t hash[2])
{
	XXH128_hash_t both = XXH3_128bits(sql, strlen(sql));

	hash[0] = both.high64;
	hash[1] = both.low64 | 1; /* never the name of an empty slot */
}

/*
 * Sends the call, preparing it first if this connection has not seen it and has room. Its results are asked for in
 * binary: of text that is the text itself, and of bytea the bytes.
 */
static bool
send_call(PgConn *conn, const Job *job, bool nameless)
{
	const Route *route = job->route;
	bool		ahead = job->args.ahead;
	uint64_t	signature = route->signature ^ (ahead ? AHEAD : 0);
	Statement  *known = statement_slot(conn, signature, job->args.present);
	bool		is_known = !is_nameless(known);
	const char *values[ROUTE_ARGS_MAX + 1];
	int			lengths[ROUTE_ARGS_MAX + 1];
	int			formats[ROUTE_ARGS_MAX + 1];
	int			count = args_values(&job->args, values, lengths, formats);
	Buffer		sql = {0};
	char		name[NAME_SIZE];
	bool		sent;

	if (route_shares(route))
	{
		values[count] = job->listeners;
		lengths[count] = formats[count] = 0;
		count++;
	}
	if (!is_known || nameless)
		route_sql(route, job->args.present, ahead, &sql);
	if (nameless || (!is_known && conn->statement_count >= conn->loop->config->prepared_statements))
		sent = PQsendQueryParams(conn->pg, sql.data, count, NULL, values, lengths, formats, 1) == 1;
	else
	{
		if (!is_known)
		{
			conn->preparing = (Statement) {signature, job->args.present, {0}};
			name_of(sql.data, conn->preparing.name);
			conn->to_prepare++;
		}
		print_name(is_known ? known->name : conn->preparing.name, name);
		sent = (is_known || PQsendPrepare(conn->pg, name, sql.data, 0, NULL) == 1) &&
			PQsendQueryPrepared(conn->pg, name, count, values, lengths, formats, 1) == 1;
	}
	buffer_free(&sql);
	return sent;
}

/* A command is good: what was sent before enter, or the Parse of enter, if that was not known yet, or of the call. */
void
pgcall_prepared(PgConn *conn)
{
	if (conn->to_pass > 0 || conn->to_prepare == 0)
	{
		conn->to_pass -= conn->to_pass > 0;
		return;
	}
	conn->to_prepare--;
	if (!conn->knows_enter)
		conn->knows_enter = true;
	else
	{
		*statement_slot(conn, conn->preparing.signature, conn->preparing.present) = conn->preparing;
		conn->statement_count++;
	}
}

/* Nothing is prepared on a connection. */
void
pgcall_forget(PgConn *conn)
{
	free(conn->statements);
	conn->statements = NULL;
	conn->statement_count = conn->to_prepare = 0;
	conn->knows_enter = false;
}

/*
 * Sends what a pooler's backend has to be told anew in each transaction, before that has a snapshot; the rest of it is
 * in ENTER_POOLED. SET LOCAL would warn outside of a BEGIN; the level of isolation ends with the transaction anyway.
 */
static bool
send_isolation(PgConn *conn)
{
	static const char sql[] = "SET transaction_isolation = 'read committed'";

	return PQsendQueryParams(conn->pg, sql, 0, NULL, NULL, NULL, NULL, 0) == 1;
}

/* Sends what lets a standby wait until it shows what it has to, before anything has a snapshot there. */
static bool
send_reach(PgConn *conn)
{
	static const char sql[] = "CALL outlay.reach_wal($1::pg_catalog.text, $2::pg_catalog.int4)";
	char		patience[16];
	const char *values[] = {conn->reach, patience};

	snprintf(patience, sizeof patience, "%d", conn->loop->config->read_patience);
	return PQsendQueryParams(conn->pg, sql, 2, NULL, values, NULL, NULL, 0) == 1;
}

/* Sends enter, preparing it first if this connection has not, and limits of time with it where that is needed. */
static bool
send_enter(PgConn *conn, const Job *job, bool nameless)
{
	static const char direct[] = "SELECT " ENTER;
	static const char pooled[] =
		"SELECT pg_catalog.set_config('statement_timeout', $11, true), "
		"pg_catalog.set_config('lock_timeout', $12, true), "
		"pg_catalog.set_config('idle_in_transaction_session_timeout', $13, true), "
		"pg_catalog.set_config('client_min_messages', 'warning', true), " ENTER;
	const Config *config = conn->loop->config;
	const char *sql = conn->pooled ? pooled : direct;
	char		limits[3][16];
	const char *values[] = {
		job->route->id,
		job->host,
		job->slug[0] ? job->slug : NULL,
		job->token,
		job->address,
		job->id,
		job->user_agent,
		job->idempotency_key,
		job->idempotency_key ? job->hash : NULL,
		job->trace[0] ? job->trace : NULL,
		limits[0],
		limits[1],
		limits[2]
	};
	int			count = conn->pooled ? 13 : 10;
	uint64_t	id[2];
	char		name[NAME_SIZE];

	snprintf(limits[0], sizeof limits[0], "%d", config->statement_timeout);
	snprintf(limits[1], sizeof limits[1], "%d", config->lock_timeout);
	snprintf(limits[2], sizeof limits[2], "%d", config->idle_in_transaction_timeout);
	if ((conn->pooled && !send_isolation(conn)) || (conn->reach != NULL && !send_reach(conn)))
		return false;
	if (nameless)
		return PQsendQueryParams(conn->pg, sql, count, NULL, values, NULL, NULL, 0) == 1;
	name_of(sql, id);
	print_name(id, name);
	if (!conn->knows_enter)
	{
		conn->to_prepare++;
		if (PQsendPrepare(conn->pg, name, sql, 0, NULL) != 1)
			return false;
	}
	return PQsendQueryPrepared(conn->pg, name, count, values, NULL, NULL, 0) == 1;
}

/* Whether a request is sent without prepared statements. */
static bool
goes_nameless(const PgConn *conn, const Job *job)
{
	return conn->nameless || job->nameless || conn->loop->config->prepared_statements == 0;
}

/* Sends the next piece of a request's body. */
static bool
send_piece(PgConn *conn, const Job *job)
{
	static const char sql[] = "SELECT outlay.gather($1::pg_catalog.int4, $2::pg_catalog.bytea)";
	size_t		left = (size_t) job->args.content_len - conn->sent;
	char		whole[16];
	const char *values[] = {whole, job->args.content + conn->sent};
	int			lengths[] = {0, (int) (left < ARGS_PIECE ? left : ARGS_PIECE)};
	int			formats[] = {0, 1};

	snprintf(whole, sizeof whole, "%d", job->args.content_len);
	conn->sent += (size_t) lengths[1];
	conn->pieces++;
	return PQsendQueryParams(conn->pg, sql, 2, NULL, values, lengths, formats, 1) == 1;
}

/* Sends the end of a request's pipeline: the call. */
static bool
send_end(PgConn *conn, const Job *job)
{
	return send_call(conn, job, goes_nameless(conn, job)) &&
		(!job_writes(job) || PQsendFlushRequest(conn->pg) == 1) && PQpipelineSync(conn->pg) == 1;
}

/* Goes on with a pipeline, all of which so far has left. Nobody may want it any more: then it ends without a call. */
bool
pgcall_continue(PgConn *conn)
{
	const Job *job = conn->job;

	if (job != NULL && conn->sent < (size_t) job->args.content_len)
		return send_piece(conn, job);
	conn->sending = false;
	return job != NULL ? send_end(conn, job) : PQpipelineSync(conn->pg) == 1;
}

/* Sends a request's pipeline, or its beginning. False if the connection has been lost. */
bool
pgcall_send(PgConn *conn, const Job *job)
{
	conn->to_prepare = 0;
	conn->to_pass = conn->pooled + (conn->reach != NULL);
	conn->sending = job->args.ahead;
	conn->sent = 0;
	conn->pieces = 0;
	return send_enter(conn, job, goes_nameless(conn, job)) && (conn->sending || send_end(conn, job));
}
