/*-------------------------------------------------------------------------
 *
 * answer.c
 *	  What a request is answered with: status, headers, body.
 *
 *-------------------------------------------------------------------------
 */
#include "serve/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "http/browser.h"
#include "serve/events.h"
#include "serve/reply.h"
#include "serve/tls.h"

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
	"Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, If-Range, Last-Event-ID, Prefer, Range, " \
	"X-Request-Id, traceparent"
#define CORS_ANSWER_HEADERS \
	"Content-Disposition, Content-Range, ETag, Idempotent-Replayed, Link, Location, Preference-Applied, Retry-After, " \
	"X-Request-Id"

static void add_cors(Request *request, struct MHD_Response *response);
static void add_content_range(const Request *request, int status, struct MHD_Response *response);
static void add_hsts(const Request *request, struct MHD_Response *response);
static void add_common(Request *request, int status, struct MHD_Response *response);
static struct MHD_Response *make_problem(const Request *request, Buffer *body);
static enum MHD_Result print_header(void *text, enum MHD_ValueKind kind, const char *name, const char *value);
static void problem_of_error(Request *request);
static enum MHD_Result answer_stream(Request *request);

/* Adds what a browser wants to know when the request comes from another origin. */
static void
add_cors(Request *request, struct MHD_Response *response)
{
	const char *origin = request->headers.value[HEADER_ORIGIN];
	/* Not the request's own table: what is refused at once has none, and its page wants to know why. */
	const RouteTable *table = request->loop->routes;
	OriginRight right;

	/* Where no origin is allowed, all are answered alike. */
	if (table == NULL || table->origins == NULL || table->origins[0] == NULL)
		return;
	right = origin_right(table->origins, origin);
	if (right != ORIGIN_ANY || table->origins[1])
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

/*
 * Reads which part of a file is asked for, by its entity tag and perhaps the time of its last change. One that is not
 * there is refused; another is noted in the request.
 */
RangeKind
answer_range(Request *request, size_t whole, const char *etag, const char *modified)
{
	const char *range = request->headers.value[HEADER_RANGE];
	const char *same = request->headers.value[HEADER_IF_RANGE];
	RangeKind	kind;

	if (range == NULL || strcmp(request->method, "GET") != 0 ||
		(same && strcmp(same, etag) != 0 && (modified == NULL || strcmp(same, modified) != 0)))
		return RANGE_WHOLE;
	request->whole = whole;
	kind = range_parse(range, whole, &request->part, &request->part_len);
	if (kind == RANGE_BEYOND)
		request_refuse(request, MHD_HTTP_RANGE_NOT_SATISFIABLE, "range_not_satisfiable",
					   "the range begins behind the end");
	return kind;
}

/* Adds which part this is, or how long the file is of which there is no such part. */
static void
add_content_range(const Request *request, int status, struct MHD_Response *response)
{
	char		text[72] = "";

	if (status == MHD_HTTP_PARTIAL_CONTENT && request->part_len > 0)
		snprintf(text, sizeof text, "bytes %zu-%zu/%zu", request->part, request->part + request->part_len - 1,
				 request->whole);
	else if (status == MHD_HTTP_RANGE_NOT_SATISFIABLE)
		snprintf(text, sizeof text, "bytes */%zu", request->whole);
	if (*text && MHD_get_response_header(response, "Content-Range") == NULL)
		MHD_add_response_header(response, "Content-Range", text);
}

/*
 * Tells browsers to come back with TLS alone. Below the base domain every host is ours, and hears it for those below it
 * too; of another host name that leads here only the name itself is. localhost is everybody's.
 */
static void
add_hsts(const Request *request, struct MHD_Response *response)
{
	const char *hsts = request->loop->config->hsts;
	const char *domain = request->loop->routes ? request->loop->routes->base_domain : NULL;
	size_t		len = domain ? strlen(domain) : 0;
	const char *host = request->host.data ? request->host.data : "";
	const char *end = request->host.len >= len ? host + request->host.len - len : host;
	char		text[256];

	if (domain == NULL || strchr(domain, '.') == NULL || strcmp(end, domain) != 0 || (end > host && end[-1] != '.') ||
		strcasestr(hsts, "includeSubDomains"))
		MHD_add_response_header(response, "Strict-Transport-Security", hsts);
	else
	{
		snprintf(text, sizeof text, "%s; includeSubDomains", hsts);
		MHD_add_response_header(response, "Strict-Transport-Security", text);
	}
}

/* Adds the headers that every answer has. */
static void
add_common(Request *request, int status, struct MHD_Response *response)
{
	for (size_t i = 0; i < sizeof common_headers / sizeof *common_headers; i++)
		if (MHD_get_response_header(response, common_headers[i].name) == NULL)
			MHD_add_response_header(response, common_headers[i].name, common_headers[i].value);
	MHD_add_response_header(response, "X-Request-Id", request->job.id);
	if (*request->loop->config->tls_certificate && *request->loop->config->hsts)
		add_hsts(request, response);
	add_cors(request, response);
	add_content_range(request, status, response);
	if (request->allow)
		MHD_add_response_header(response, "Allow", request->allow);
	if (request->close || request->loop->draining)
		MHD_add_response_header(response, "Connection", "close");
}

/* Adds the common headers and gives the answer to libmicrohttpd. */
enum MHD_Result
answer_send(Request *request, int status, struct MHD_Response *response, size_t bytes)
{
	enum MHD_Result result;

	add_common(request, status, response);
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

/* Makes the answer of an error; the body is the response's. */
static struct MHD_Response *
make_problem(const Request *request, Buffer *body)
{
	const Problem *problem = &request->problem;
	struct MHD_Response *response;
	char		text[16];

	problem_body(body, problem, request->job.id);
	response = MHD_create_response_from_buffer(body->len, body->data, MHD_RESPMEM_MUST_FREE);
	MHD_add_response_header(response, "Content-Type", "application/problem+json");
	if (problem->retry_after > 0)
	{
		snprintf(text, sizeof text, "%d", problem->retry_after);
		MHD_add_response_header(response, "Retry-After", text);
	}
	if (problem->status == MHD_HTTP_UNAUTHORIZED)
		MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
	return response;
}

/* Answers with an error. */
enum MHD_Result
answer_problem(Request *request)
{
	Buffer		body = {0};
	struct MHD_Response *response = make_problem(request, &body);

	return answer_send(request, request->problem.status, response, body.len);
}

/* Appends a line of a header; called by libmicrohttpd. */
static enum MHD_Result
print_header(void *text, enum MHD_ValueKind kind, const char *name, const char *value)
{
	(void) kind;
	buffer_printf(text, "%s: %s\r\n", name, value);
	return MHD_YES;
}

/*
 * Sends an error past libmicrohttpd, where that takes no answer, or has no memory for one; the caller ends the
 * connection.
 */
void
answer_at_once(Request *request)
{
	int			status = request->problem.status;
	Buffer		body = {0};
	Buffer		text = {0};
	struct MHD_Response *response = make_problem(request, &body);
	char		date[HTTP_DATE_SIZE];

	request->close = true;
	add_common(request, status, response);
	http_date(date, time(NULL));
	buffer_printf(&text, "HTTP/1.1 %d %s\r\nDate: %s\r\nContent-Length: %zu\r\n", status, status_phrase(status), date,
				  body.len);
	MHD_get_response_headers(response, print_header, &text);
	buffer_printf(&text, "\r\n%s", strcmp(request->method, "HEAD") == 0 ? "" : body.data);
	if (tls_send(request->connection, request->client->fd, text.data, text.len))
	{
		request->status = status;
		request->bytes = body.len;
	}
	buffer_free(&text);
	MHD_destroy_response(response);
}

/* Makes the problem of an error of PostgreSQL. */
static void
problem_of_error(Request *request)
{
	PGresult   *error = request->job.error;
	const char *known = PQresultErrorField(error, PG_DIAG_SQLSTATE);
	const char *sqlstate = known ? known : "08006";
	/* The extension's own errors, whose texts are written for clients, in a class that says so. */
	bool		is_ours = strncmp(sqlstate, "OT", 2) == 0;
	Problem	   *problem = &request->problem;

	*problem = problem_of_sqlstate(sqlstate);
	if (problem->status < 500)
		problem_errors_of_detail(&request->detail, PQresultErrorField(error, PG_DIAG_MESSAGE_DETAIL));
	if (request->detail.len == 0 && problem_is_of_field(sqlstate))
		*problem = problem_of_sqlstate("XX000");
	problem->detail = PQresultErrorField(error, PG_DIAG_MESSAGE_PRIMARY);
	problem->hint = PQresultErrorField(error, PG_DIAG_MESSAGE_HINT);
	if (is_ours && problem->retry_after > 0)
		problem->retry_after = problem_retry_after(problem->hint, problem->retry_after);
	if (problem->status >= 500)
	{
		Buffer	   *line = &request->loop->log;

		log_begin(line, LOG_ERROR, "database_error");
		log_text(line, "request_id", request->job.id);
		log_text(line, "route", request->job.route->path);
		log_text(line, "sqlstate", sqlstate);
		log_text(line, "message", problem->detail ? problem->detail : PQresultErrorMessage(error));
		log_text(line, "detail", PQresultErrorField(error, PG_DIAG_MESSAGE_DETAIL));
		log_text(line, "hint", problem->hint);
		log_text(line, "context", PQresultErrorField(error, PG_DIAG_CONTEXT));
		log_end(line);
		/* What of the database is out of service, and why, is not the client's business. */
		if (strcmp(problem->code, "unavailable") == 0 && !is_ours)
			problem->detail = DATABASE_AWAY;
		if (!is_ours)
			problem->hint = NULL;
	}
	else
		problem->errors = request->detail.len > 0 ? request->detail.data : NULL;
}

/* Answers with what goes on. */
static enum MHD_Result
answer_stream(Request *request)
{
	struct MHD_Response *response = events_open(request, PQgetvalue(request->job.reply, 0, 1));

	if (response == NULL)
		return answer_problem(request);
	MHD_add_response_header(response, "Content-Type", "text/event-stream");
	MHD_add_response_header(response, "X-Accel-Buffering", "no");
	return answer_send(request, request->job.route->status, response, 0);
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
		return answer_send(request, request->status, response, strlen(request->text));
	}
	if (request->problem.status == 0 && request->ready != NULL)
	{
		struct MHD_Response *response = request->ready;

		request->ready = NULL;
		return answer_send(request, request->status, response, request->bytes);
	}
	if (request->problem.status == 0 && request->job.error != NULL)
		problem_of_error(request);
	if (request->problem.status == 0 && (request->job.reply == NULL || PQntuples(request->job.reply) != 1))
		request_refuse(request, MHD_HTTP_INTERNAL_SERVER_ERROR, "internal", NULL);
	if (request->problem.status != 0)
		return answer_problem(request);
	return request->job.route->streams && *PQgetvalue(request->job.reply, 0, 1) <= '\n' ? answer_stream(request)
																						: reply_answer(request);
}
