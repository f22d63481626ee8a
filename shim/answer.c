/*-------------------------------------------------------------------------
 *
 * answer.c
 *	  What a request is answered with: status, headers, body.
 *
 *-------------------------------------------------------------------------
 */
#include "request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <xxhash.h>

#include "browser.h"
#include "condition.h"
#include "events.h"
#include "log.h"

/* On every answer: nothing here is a page, to be kept, framed, guessed at or told of. */
static const struct
{
	const char *name;
	const char *value;
} common_headers[] = {
	{"Cache-Control", "no-store"},
	{"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
	{"Referrer-Policy", "no-referrer"},
	{"X-Content-Type-Options", "nosniff"},
	{"X-Frame-Options", "DENY"},
};

#define CORS_REQUEST_HEADERS \
	"Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Prefer, X-Request-Id, " \
	"traceparent"
#define CORS_ANSWER_HEADERS "ETag, Link, Location, Retry-After, X-Request-Id"

/* Adds what a browser wants to know when the request comes from another origin. */
static void
add_cors(Request *request, struct MHD_Response *response)
{
	const char *origin = request->headers.value[HEADER_ORIGIN];
	OriginRight right;

	if (request->table == NULL || request->table->origins == NULL)
		return;
	right = origin_right(request->table->origins, origin);
	if (right != ORIGIN_ANY || request->table->origins[1])
		MHD_add_response_header(response, "Vary", "Origin");
	if (right == ORIGIN_REFUSED || origin == NULL)
		return;
	MHD_add_response_header(response, "Access-Control-Allow-Origin", right == ORIGIN_NAMED ? origin : "*");
	if (right == ORIGIN_NAMED)
		MHD_add_response_header(response, "Access-Control-Allow-Credentials", "true");
	if (request->headers.value[HEADER_REQUEST_METHOD] && request->allow && strcmp(request->method, "OPTIONS") == 0)
	{
		MHD_add_response_header(response, "Access-Control-Allow-Methods", request->allow);
		MHD_add_response_header(response, "Access-Control-Allow-Headers", CORS_REQUEST_HEADERS);
		MHD_add_response_header(response, "Access-Control-Max-Age", "600");
	}
	else
		MHD_add_response_header(response, "Access-Control-Expose-Headers", CORS_ANSWER_HEADERS);
}

/* Adds the common headers and gives the answer to libmicrohttpd. */
static enum MHD_Result
send_answer(Request *request, int status, struct MHD_Response *response, size_t bytes)
{
	enum MHD_Result result;

	for (size_t i = 0; i < sizeof common_headers / sizeof *common_headers; i++)
		if (MHD_get_response_header(response, common_headers[i].name) == NULL)
			MHD_add_response_header(response, common_headers[i].name, common_headers[i].value);
	MHD_add_response_header(response, "X-Request-Id", request->id);
	add_cors(request, response);
	if (request->allow)
		MHD_add_response_header(response, "Allow", request->allow);
	if (request->close || request->loop->draining)
		MHD_add_response_header(response, "Connection", "close");
	request->status = status;
	request->bytes = bytes;
	if (strcmp(request->method, "HEAD") == 0 || status == MHD_HTTP_NO_CONTENT || status == MHD_HTTP_NOT_MODIFIED)
		request->bytes = 0;
	request_set_state(request, REQUEST_ANSWERED);
	request->loop->daemon_moved = true;
	result = MHD_queue_response(request->connection, (unsigned int) status, response);
	MHD_destroy_response(response);
	return result;
}

/* Answers with an error. */
static enum MHD_Result
answer_problem(Request *request)
{
	Problem	   *problem = &request->problem;
	Buffer		body = {0};
	struct MHD_Response *response;
	char		text[48];

	problem_body(&body, problem, request->id);
	response = MHD_create_response_from_buffer(body.len, body.data, MHD_RESPMEM_MUST_FREE);
	MHD_add_response_header(response, "Content-Type", "application/problem+json");
	if (problem->retry_after > 0)
	{
		snprintf(text, sizeof text, "%d", problem->retry_after);
		MHD_add_response_header(response, "Retry-After", text);
	}
	if (problem->status == MHD_HTTP_RANGE_NOT_SATISFIABLE)
	{
		snprintf(text, sizeof text, "bytes */%zu", request->whole);
		MHD_add_response_header(response, "Content-Range", text);
	}
	if (problem->status == MHD_HTTP_UNAUTHORIZED)
		MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
	return send_answer(request, problem->status, response, body.len);
}

/* Makes the problem of an error of PostgreSQL. */
static void
problem_of_error(Request *request)
{
	PGresult   *error = request->error;
	const char *sqlstate = PQresultErrorField(error, PG_DIAG_SQLSTATE);
	Problem	   *problem = &request->problem;

	*problem = problem_of_sqlstate(sqlstate ? sqlstate : "08006");
	problem->detail = PQresultErrorField(error, PG_DIAG_MESSAGE_PRIMARY);
	problem->hint = PQresultErrorField(error, PG_DIAG_MESSAGE_HINT);
	if (problem->status == MHD_HTTP_TOO_MANY_REQUESTS)
		problem->retry_after = problem_retry_after(problem->hint);
	if (problem->status >= 500)
	{
		Buffer	   *line = &request->loop->log;

		log_begin(line, LOG_ERROR, "database_error");
		log_text(line, "request_id", request->id);
		log_text(line, "route", request->route->path);
		log_text(line, "sqlstate", sqlstate ? sqlstate : "08006");
		log_text(line, "message", problem->detail ? problem->detail : PQresultErrorMessage(error));
		log_text(line, "detail", PQresultErrorField(error, PG_DIAG_MESSAGE_DETAIL));
		log_text(line, "context", PQresultErrorField(error, PG_DIAG_CONTEXT));
		log_end(line);
		/* What is out of service, and why, is not the client's business. */
		if (strcmp(problem->code, "unavailable") == 0)
			problem->detail = DATABASE_AWAY;
	}
	else
	{
		problem_errors_of_detail(&request->detail, PQresultErrorField(error, PG_DIAG_MESSAGE_DETAIL));
		problem->errors = request->detail.len > 0 ? request->detail.data : NULL;
	}
}

/* The value of a line of the head, up to its end; NULL where there is none of that name. */
const char *
head_value(const char *head, const char *name, size_t *len)
{
	size_t		name_len = strlen(name);

	for (head += strcspn(head, "\n"); *head; head += strcspn(head, "\n"))
		if (strncasecmp(++head, name, name_len) == 0 && head[name_len] == ':')
		{
			head += name_len + 1 + strspn(head + name_len + 1, " ");
			*len = strcspn(head, "\r\n");
			return head;
		}
	return NULL;
}

/* Adds one "Name: value" line of the head; what would break the framing, or is ours to say, is left out. */
static void
add_head_line(struct MHD_Response *response, const char *line, size_t len)
{
	static const char *const ours[] = {"Content-Length", "Transfer-Encoding", "Connection", "Date", "ETag"};
	char	   *name = xstrndup(line, len);
	char	   *colon = strchr(name, ':');
	bool		good = colon != NULL;

	if (good)
	{
		*colon++ = '\0';
		colon += strspn(colon, " ");
		colon[strcspn(colon, "\r")] = '\0';
	}
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		good = good && strcasecmp(name, ours[i]) != 0;
	if (good)
		MHD_add_response_header(response, name, colon);
	free(name);
}

/* What PostgreSQL has returned, on its way to being the answer. */
typedef struct Reply
{
	int			status;
	const char *head;
	const char *body;			/* what is sent of it */
	size_t		len;
	char		etag[96];		/* with its quotes; empty: none */
	char		range[64];		/* Content-Range of a part */
} Reply;

/* Chooses the entity tag: the one that the head has, or for what was read a hash of the body. */
static void
choose_etag(Reply *reply, bool read)
{
	size_t		len = 0;
	const char *own = head_value(reply->head, "ETag", &len);

	if (own && len < sizeof reply->etag)
		snprintf(reply->etag, sizeof reply->etag, "%.*s", (int) len, own);
	else if (read)
		snprintf(reply->etag, sizeof reply->etag, "\"%016llx\"",
				 (unsigned long long) XXH3_64bits(reply->body, reply->len));
}

/* Answers what was read with less than all of it, where the client asks for that. False: with an error. */
static bool
shorten(Request *request, Reply *reply)
{
	const char *seen = request->headers.value[HEADER_IF_NONE_MATCH];
	const char *range = request->headers.value[HEADER_RANGE];
	const char *same = request->headers.value[HEADER_IF_RANGE];
	size_t		first = 0;
	size_t		count = 0;
	size_t		len;

	if (seen && etag_matches(seen, reply->etag))
	{
		reply->status = MHD_HTTP_NOT_MODIFIED;
		return true;
	}
	if (range == NULL || strcmp(request->method, "GET") != 0 || (same && strcmp(same, reply->etag) != 0) ||
		head_value(reply->head, "Accept-Ranges", &len) == NULL)
		return true;
	switch (range_parse(range, reply->len, &first, &count))
	{
		case RANGE_WHOLE:
			return true;
		case RANGE_PART:
			reply->status = MHD_HTTP_PARTIAL_CONTENT;
			snprintf(reply->range, sizeof reply->range, "bytes %zu-%zu/%zu", first, first + count - 1, reply->len);
			reply->body += first;
			reply->len = count;
			return true;
		case RANGE_BEYOND:
			break;
	}
	request_refuse(request, MHD_HTTP_RANGE_NOT_SATISFIABLE, "range_not_satisfiable",
				   "the range begins behind the end");
	request->whole = reply->len;
	return false;
}

/* Answers with what goes on. */
static enum MHD_Result
answer_stream(Request *request)
{
	struct MHD_Response *response = events_open(request, PQgetvalue(request->reply, 0, 1));

	if (response == NULL)
		return answer_problem(request);
	MHD_add_response_header(response, "Content-Type", "text/event-stream");
	MHD_add_response_header(response, "X-Accel-Buffering", "no");
	return send_answer(request, request->route->status, response, 0);
}

/* Answers with what PostgreSQL has returned: its bytes are the body, without a copy. */
static enum MHD_Result
answer_reply(Request *request)
{
	PGresult   *result = request->reply;
	Reply		reply = {
		.status = request->route->status,
		.head = PQgetvalue(result, 0, 1),
		.body = PQgetvalue(result, 0, 0),
		.len = (size_t) PQgetlength(result, 0, 0)
	};
	bool		read = strcmp(request->route->method, "GET") == 0;
	struct MHD_Response *response;

	if (*reply.head >= '1' && *reply.head <= '9')
		reply.status = text_to_int(reply.head);
	if (reply.status < 200 || reply.status > 599)
		reply.status = MHD_HTTP_INTERNAL_SERVER_ERROR;
	choose_etag(&reply, read && reply.status == MHD_HTTP_OK);
	if (read && reply.status == MHD_HTTP_OK && !shorten(request, &reply))
		return answer_problem(request);
	request->reply = NULL; /* the response's now */
	response = MHD_create_response_from_buffer_with_free_callback_cls(reply.len, (void *) reply.body,
																	  (MHD_ContentReaderFreeCallback) PQclear, result);
	for (const char *head = reply.head + strcspn(reply.head, "\n"); *head; head += strcspn(head, "\n"))
	{
		head++;
		add_head_line(response, head, strcspn(head, "\n"));
	}
	if (reply.len > 0 && MHD_get_response_header(response, "Content-Type") == NULL)
		MHD_add_response_header(response, "Content-Type", "application/json");
	if (*reply.etag)
		MHD_add_response_header(response, "ETag", reply.etag);
	if (*reply.range)
		MHD_add_response_header(response, "Content-Range", reply.range);
	return send_answer(request, reply.status, response, reply.len);
}

/* Answers a request, whatever its end. */
enum MHD_Result
answer_request(Request *request)
{
	if (request->text != NULL)
	{
		struct MHD_Response *response =
			MHD_create_response_from_buffer(strlen(request->text), (void *) request->text, MHD_RESPMEM_PERSISTENT);

		if (*request->text)
			MHD_add_response_header(response, "Content-Type", "application/json");
		return send_answer(request, request->status, response, strlen(request->text));
	}
	if (request->problem.status == 0 && request->error != NULL)
		problem_of_error(request);
	if (request->problem.status == 0 && (request->reply == NULL || PQntuples(request->reply) != 1))
		request_refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "internal", NULL);
	if (request->problem.status != 0)
		return answer_problem(request);
	return request->route->streams && *PQgetvalue(request->reply, 0, 1) <= '\n' ? answer_stream(request)
																				: answer_reply(request);
}
