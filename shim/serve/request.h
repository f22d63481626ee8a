/*-------------------------------------------------------------------------
 *
 * request.h
 *	  One request, from its first line to its last byte.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_REQUEST_H
#define OUTLAYD_REQUEST_H

#include <string.h>

#include <libpq-fe.h>

#include "http/args.h"
#include "http/condition.h"
#include "http/http_guard.h"
#include "http/problem.h"
#include "run/loop.h"

typedef enum RequestState
{
	REQUEST_HEADER,				/* its first line has come */
	REQUEST_BODY,				/* admitted; the body, if any, is coming */
	REQUEST_HELD,				/* waits to hear how far the primary is; see reader.c */
	REQUEST_QUEUED,				/* waits for a connection to PostgreSQL */
	REQUEST_RUNNING,			/* PostgreSQL works */
	REQUEST_FINISHED,			/* what to answer is known */
	REQUEST_ANSWERED			/* the answer is libmicrohttpd's */
} RequestState;

#define DATABASE_AWAY "the database is not available"

typedef struct Request
{
	Link		link;			/* in the queue, among those of its tenant */
	Link		arrival;		/* in the queue, among all */
	RequestState state;
	Loop	   *loop;
	Client	   *client;
	struct MHD_Connection *connection;

	char		id[65];
	char		trace[33];		/* the id of the trace that it belongs to; empty: it came without one */
	char		address[ADDRESS_TEXT_MAX];
	Address		from;			/* the same: the client's, behind the proxies */
	const char *method;
	char	   *uri;			/* as it came; cut at the question mark once admitted */
	const char *query;
	PathParts	path;			/* slices of uri, without /t/<slug> */
	Headers		headers;
	Buffer		host;
	char		slug[64];		/* empty: the tenant is known by its host */
	uint64_t	tenant;			/* stands for the one it is for; see tenant.c */
	const char *token;			/* of the header or the cookie, or NULL */
	Buffer		cookie;
	const char *idempotency_key; /* where the route keeps answers, or NULL */
	Buffer		body;
	bool		raw;			/* the body is no JSON, but the route's content_arg */

	RouteTable *table;			/* holds route alive */
	const Route *route;
	Args		args;

	Problem		problem;		/* what to answer, when status is not 0 */
	Buffer		detail;			/* what problem.errors or allow may point to */
	const char *allow;			/* the path's methods, for 405 and OPTIONS */
	const char *text;			/* a fixed answer, with status */
	struct MHD_Response *ready;	/* an answer with its status that needs no database, or NULL */
	size_t		whole;			/* length of what a part is asked of, for 206 and 416 */
	size_t		part;			/* where the part begins, and its length */
	size_t		part_len;
	bool		close;			/* the connection ends with this answer */
	bool		waiting;		/* libmicrohttpd asks again at each of its runs */
	bool		suspended;		/* it waits for request_finish() */
	bool		abandoned;		/* the client has gone */
	int			retries;		/* those of one outage count as one */
	int64_t		failed_at;		/* when the last attempt failed; 0: none has */
	bool		nameless;		/* it is sent again without prepared statements */
	PGresult   *reply;			/* body and head of success; of a file its first piece */
	PGresult  **pieces;			/* of a file those behind it */
	int			piece_count;
	bool		crowded;		/* there was no room for all of them */
	size_t		spooled;		/* room that it has; see spool.c */
	PGresult   *error;			/* the first error of PostgreSQL */
	Stream	   *stream;			/* where the answer goes on, or NULL */
	const char *listeners;		/* tokens of those who would share the answer, as text[], or NULL */
	void (*done)(struct Request *request); /* takes the end of one that no client has sent; NULL for others */

	int			status;			/* for the access log */
	size_t		bytes;
	int64_t		started;
	int64_t		queued;
	int64_t		pg_started;
	int64_t		pg_micros;
} Request;

/* Whether PostgreSQL is to answer it, and has not. */
static inline bool
request_is_pending(const Request *request)
{
	return request->state == REQUEST_HELD || request->state == REQUEST_QUEUED || request->state == REQUEST_RUNNING;
}

/* Whether it may change something; a GET cannot, enter() sees to that. */
static inline bool
request_writes(const Request *request)
{
	return strcmp(request->route->method, "GET") != 0;
}

extern size_t request_max_body(const Request *request);
extern void request_drop_pieces(Request *request);
extern void request_admit(Request *request, const char *version);	/* admit.c */
extern const char *request_probe(const Config *config, const char *path, int *status);
extern enum MHD_Result answer_request(Request *request);	/* answer.c */
extern const char *head_value(const char *head, const char *name, size_t *len);
extern enum MHD_Result answer_problem(Request *request);
extern void answer_at_once(Request *request);
extern enum MHD_Result answer_reply(Request *request);	/* reply.c */
extern RangeKind answer_range(Request *request, size_t whole, const char *etag, const char *modified);
extern enum MHD_Result send_answer(Request *request, int status, struct MHD_Response *response, size_t bytes);

extern void *request_begin(void *loop, const char *uri, struct MHD_Connection *connection);
extern enum MHD_Result request_continue(void *loop, struct MHD_Connection *connection, const char *url,
										const char *method, const char *version, const char *data, size_t *len,
										void **context);
extern void request_end(void *loop, struct MHD_Connection *connection, void **context,
						enum MHD_RequestTerminationCode code);
extern void request_set_state(Request *request, RequestState state);
extern void request_refuse(Request *request, int status, const char *code, const char *detail);
extern void request_finish(Request *request);
extern void request_abandon(Request *request);

#endif /* OUTLAYD_REQUEST_H */
