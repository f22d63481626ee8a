/*-------------------------------------------------------------------------
 *
 * request.h
 *	  One request, from its first line to its last byte.
 *
 * What PostgreSQL is asked for it is a job (pg/job.h).
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_REQUEST_H
#define OUTLAYD_REQUEST_H

#include "http/http_guard.h"
#include "pg/job.h"
#include "serve/client.h"

typedef enum RequestState
{
	REQUEST_HEADER,				/* its first line has come */
	REQUEST_BODY,				/* admitted; the body, if any, is coming */
	REQUEST_ASKED,				/* its job is under way */
	REQUEST_FINISHED,			/* what to answer is known */
	REQUEST_ANSWERED			/* the answer is libmicrohttpd's */
} RequestState;

typedef struct Request
{
	RequestState state;
	Loop	   *loop;
	Client	   *client;
	struct MHD_Connection *connection;
	Job			job;

	/* What has come. */
	const char *method;
	char	   *uri;			/* as it came; cut at the question mark once admitted */
	const char *query;
	PathParts	path;			/* slices of uri, without /t/<slug> */
	Headers		headers;
	Buffer		host;
	Buffer		cookie;
	Buffer		body;
	bool		raw;			/* the body is no JSON, but the route's content_arg */

	/* What to answer, unless the job says it. */
	Problem		problem;		/* where its status is not 0 */
	Buffer		detail;			/* what problem.errors or allow may point to */
	const char *allow;			/* the path's methods, for 405 and OPTIONS */
	const char *text;			/* a fixed answer, with status */
	struct MHD_Response *ready;	/* an answer with its status that needs no database, or NULL */
	size_t		whole;			/* length of what a part is asked of, for 206 and 416 */
	size_t		part;			/* where the part begins, and its length */
	size_t		part_len;
	Stream	   *stream;			/* where the answer goes on, or NULL */

	bool		close;			/* the connection ends with this answer */
	bool		waiting;		/* libmicrohttpd asks again at each of its runs */
	bool		suspended;		/* it waits for request_finish() */
	bool		abandoned;		/* the client has gone */

	int			status;			/* for the access log */
	size_t		bytes;
	int64_t		started;
} Request;

extern size_t request_max_body(const Request *request);
extern void *request_begin(void *loop, const char *uri, struct MHD_Connection *connection);
extern enum MHD_Result request_continue(void *loop, struct MHD_Connection *connection, const char *url,
										const char *method, const char *version, const char *data, size_t *len,
										void **context);
extern void request_end(void *loop, struct MHD_Connection *connection, void **context,
						enum MHD_RequestTerminationCode code);
extern void request_set_state(Request *request, RequestState state);
extern void request_refuse(Request *request, int status, const char *code, const char *detail);
extern void request_abandon(Request *request);

#endif /* OUTLAYD_REQUEST_H */
