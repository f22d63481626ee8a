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
	"Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Prefer, X-Request-Id"
#define CORS_ANSWER_HEADERS "ETag, Link, Location, Retry-After, X-Request-Id"

/* Adds what a browser wants to know when the request comes from another origin. */
static void
add_cors(Request *request, struct MHD_Response *response)
{
	const char *origin = request->headers.value[HEADER_ORIGIN];
	const char *allowed = NULL;

	if (request->table == NULL || request->table->origins == NULL)
		return;
	for (char **entry = request->table->origins; *entry && allowed == NULL; entry++)
		if (strcmp(*entry, "*") == 0)
			allowed = "*";
		else if (origin && strcmp(*entry, origin) == 0)
			allowed = origin;
	if (allowed == NULL || strcmp(allowed, "*") != 0)
		MHD_add_response_header(response, "Vary", "Origin");
	if (allowed == NULL || origin == NULL)
		return;
	MHD_add_response_header(response, "Access-Control-Allow-Origin", allowed);
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
	request->bytes = strcmp(request->method, "HEAD") == 0 || status == MHD_HTTP_NO_CONTENT ? 0 : bytes;
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
	char		seconds[16];

	problem_body(&body, problem, request->id);
	response = MHD_create_response_from_buffer(body.len, body.data, MHD_RESPMEM_MUST_FREE);
	MHD_add_response_header(response, "Content-Type", "application/problem+json");
	if (problem->retry_after > 0)
	{
		snprintf(seconds, sizeof seconds, "%d", problem->retry_after);
		MHD_add_response_header(response, "Retry-After", seconds);
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

/* Adds one "Name: value" line of the head; what would break the framing is left out. */
static void
add_head_line(struct MHD_Response *response, const char *line, size_t len)
{
	static const char *const ours[] = {"Content-Length", "Transfer-Encoding", "Connection", "Date"};
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

/* Answers with what PostgreSQL has returned: its bytes are the body, without a copy. */
static enum MHD_Result
answer_reply(Request *request)
{
	PGresult   *reply = request->reply;
	const char *head = PQgetvalue(reply, 0, 1);
	size_t		len = (size_t) PQgetlength(reply, 0, 0);
	int			status = request->route->status;
	struct MHD_Response *response;

	request->reply = NULL; /* the response's now */
	response = MHD_create_response_from_buffer_with_free_callback_cls(len, PQgetvalue(reply, 0, 0),
																	  (MHD_ContentReaderFreeCallback) PQclear, reply);
	if (*head >= '1' && *head <= '9')
		status = text_to_int(head);
	if (status < 200 || status > 599)
		status = MHD_HTTP_INTERNAL_SERVER_ERROR;
	for (head += strcspn(head, "\n"); *head; head += strcspn(head, "\n"))
	{
		head++;
		add_head_line(response, head, strcspn(head, "\n"));
	}
	if (len > 0 && MHD_get_response_header(response, "Content-Type") == NULL)
		MHD_add_response_header(response, "Content-Type", "application/json");
	return send_answer(request, status, response, len);
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
	return request->problem.status ? answer_problem(request) : answer_reply(request);
}
