/*-------------------------------------------------------------------------
 *
 * pgcall.c
 *	  What is sent to PostgreSQL for a request.
 *
 * One pipeline: enter, the call, Sync. Without BEGIN that is one implicit
 * transaction, so that nothing of a request can stay behind on its
 * connection, and the Sync's result is the commit's.
 *
 *-------------------------------------------------------------------------
 */
#include "pg/pgconn.h"

#include <stdio.h>
#include <string.h>

#include "serve/request.h"

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
	while (conn->statements[slot].number != 0 &&
		   (conn->statements[slot].signature != signature || conn->statements[slot].present != present))
		slot = (slot + 1) % size;
	return &conn->statements[slot];
}

/*
 * Sends the call, preparing it first if this connection has not seen it and has room. Its results are asked for in
 * binary: of text that is the text itself, and of bytea the bytes.
 */
static bool
send_call(PgConn *conn, const Request *request)
{
	const Route *route = request->route;
	Statement  *known = statement_slot(conn, route->signature, request->args.present);
	const char *values[ROUTE_ARGS_MAX];
	int			lengths[ROUTE_ARGS_MAX];
	int			formats[ROUTE_ARGS_MAX];
	int			count = args_values(&request->args, values, lengths, formats);
	Buffer		sql = {0};
	char		name[16];
	bool		sent;

	conn->preparing.number = 0;
	if (known->number == 0)
		route_sql(route, request->args.present, &sql);
	if (known->number == 0 && conn->statement_count >= conn->loop->config->prepared_statements)
		sent = PQsendQueryParams(conn->pg, sql.data, count, NULL, values, lengths, formats, 1) == 1;
	else
	{
		if (known->number == 0)
			conn->preparing = (Statement) {route->signature, request->args.present, ++conn->statement_serial};
		snprintf(name, sizeof name, "s%d", known->number ? known->number : conn->preparing.number);
		sent = (known->number != 0 || PQsendPrepare(conn->pg, name, sql.data, 0, NULL) == 1) &&
			PQsendQueryPrepared(conn->pg, name, count, values, lengths, formats, 1) == 1;
	}
	buffer_free(&sql);
	return sent;
}

/* The statement that was being prepared is good. */
void
pgcall_prepared(PgConn *conn)
{
	if (conn->preparing.number == 0)
		return;
	*statement_slot(conn, conn->preparing.signature, conn->preparing.present) = conn->preparing;
	conn->statement_count++;
	conn->preparing.number = 0;
}

/* A text that differs for another method, path, query, condition, body or, where that is an argument, type of body. */
static void
hash_request(const Request *request, char hash[33])
{
	const char *match = request->headers.value[HEADER_IF_MATCH];
	const char *type = request->raw ? request->headers.value[HEADER_CONTENT_TYPE] : NULL;
	uint64_t	halves[2];

	for (uint64_t i = 0; i < 2; i++)
	{
		halves[i] = hash_bytes(i, request->method, strlen(request->method) + 1);
		halves[i] = hash_bytes(halves[i], request->uri, strlen(request->uri) + 1);
		halves[i] = hash_bytes(halves[i], request->query, strlen(request->query) + 1);
		halves[i] = hash_bytes(halves[i], match, match ? strlen(match) : 0);
		halves[i] = hash_bytes(halves[i], type, type ? strlen(type) : 0);
		halves[i] = hash_bytes(halves[i], request->body.data, request->body.len);
	}
	snprintf(hash, 33, "%016llx%016llx", (unsigned long long) halves[0], (unsigned long long) halves[1]);
}

/* Sends a request's pipeline. False if the connection has been lost. */
bool
pgcall_send(PgConn *conn, const Request *request)
{
	const char *agent = request->headers.value[HEADER_USER_AGENT];
	char		hash[33];
	const char *values[] = {
		request->route->id,
		request->host.len ? request->host.data : NULL,
		request->slug[0] ? request->slug : NULL,
		request->token,
		request->address,
		request->id,
		agent && utf8_valid(agent, strlen(agent)) ? agent : NULL,
		request->idempotency_key,
		request->idempotency_key ? hash : NULL,
		request->trace[0] ? request->trace : NULL
	};

	if (request->idempotency_key)
		hash_request(request, hash);
	return PQsendQueryPrepared(conn->pg, "enter", 10, values, NULL, NULL, 0) == 1 && send_call(conn, request) &&
		PQpipelineSync(conn->pg) == 1;
}
