/*-------------------------------------------------------------------------
 *
 * request.c
 *	  One request, from its first line to its last byte.
 *
 *-------------------------------------------------------------------------
 */
#include "serve/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "http/browser.h"
#include "http/condition.h"
#include "pg/pool.h"
#include "pg/reader.h"
#include "serve/admit.h"
#include "serve/answer.h"
#include "serve/events.h"

#define WAITING_MICROS 20000
#define WAITING_MAX 64
#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

static void hide_query(const char *uri);
static void check_match(Request *request);
static void hash_request(Request *request);
static void finish(Job *job);
static void dispatch(Request *request);
static void take_body(Request *request, const char *data, size_t len);
static void stop_waiting(Request *request);
static void wait_for_answer(Request *request);
static void log_request(const Request *request, bool complete, int64_t micros);
static bool settle_status(Request *request, enum MHD_RequestTerminationCode code);

/* The one place where a request's state changes, and with it the phase of its client. */
void
request_set_state(Request *request, RequestState state)
{
	static const Phase phases[] = {
		[REQUEST_HEADER] = PHASE_HEADER,
		[REQUEST_BODY] = PHASE_BODY,
		[REQUEST_ASKED] = PHASE_WORK,
		[REQUEST_FINISHED] = PHASE_WORK,
		[REQUEST_ANSWERED] = PHASE_SEND,
	};

	request->state = state;
	/* A client's time for its header began when it connected, not with its first line. */
	if (request->client && request->client->phase != phases[state])
		client_set_phase(request->client, phases[state]);
}

/*
 * Empties the query in libmicrohttpd's own buffer, where it is about to be cut up anyway. We read it ourselves; the
 * library would keep a record of each parameter in the connection's memory, and 0.9.75 stands still where some forty
 * have filled that up.
 */
static void
hide_query(const char *uri)
{
	char	   *question = uri ? strchr(uri, '?') : NULL;

	if (question && question[1])
		question[1] = '\0';
}

/* Called by libmicrohttpd with the request line's target as it came; begins a request. */
void *
request_begin(void *arg, const char *uri, struct MHD_Connection *connection)
{
	Request	   *request = calloc(1, sizeof *request);

	if (request == NULL)
		abort();
	job_init(&request->job, arg, finish);
	request->loop = arg;
	request->connection = connection;
	request->client = client_of(connection);
	request->client->request = request;
	request->uri = xstrdup(uri ? uri : "");
	hide_query(uri);
	request->method = "";
	request->started = request->loop->now;
	snprintf(request->job.id, sizeof request->job.id, "%016llx", (unsigned long long) loop_random(request->loop));
	address_print(&request->client->address, request->job.address);
	count_add(&request->loop->metrics.count[METRIC_IN_FLIGHT], 1);
	request_set_state(request, REQUEST_HEADER);
	return request;
}

/* Decides that the request is answered with an error. Texts must live as long as the request. */
void
request_refuse(Request *request, int status, const char *code, const char *detail)
{
	request->problem = (Problem) {.status = status, .code = code, .detail = detail};
	request->problem.retry_after = status == MHD_HTTP_SERVICE_UNAVAILABLE;
	metrics_rejected(&request->loop->metrics, code);
}

/* Turns If-Match of a change into its argument version; refuses what cannot be kept of a condition. */
static void
check_match(Request *request)
{
	const Route *route = request->job.route;
	const char *match = request->headers.value[HEADER_IF_MATCH];
	const char *version = NULL;
	size_t		len = 0;
	MatchKind	kind = match ? etag_version(match, &version, &len) : MATCH_ANY;

	if (strcmp(route->method, "GET") == 0)
		return;
	if (request->headers.value[HEADER_IF_NONE_MATCH] || kind == MATCH_NOTHING ||
		(kind == MATCH_VERSION && !args_add_version(&request->job.args, version, len)))
		request_refuse(request, MHD_HTTP_PRECONDITION_FAILED, "precondition_failed",
					   "what is to be changed is not what the condition names");
	else if (kind == MATCH_SEVERAL)
		request_refuse(request, MHD_HTTP_BAD_REQUEST, "bad_request", "If-Match takes one version");
	else if (route->match_required && match == NULL &&
			 (route->version_arg < 0 || (request->job.args.present >> route->version_arg & 1) == 0 ||
			  request->job.args.offset[route->version_arg] < 0))
		request_refuse(request, MHD_HTTP_PRECONDITION_REQUIRED, "precondition_required",
					   "name the version that this is made to, by If-Match");
}

/* Makes the hash, another one for another method, path, query, condition, body or, where that counts, type of body. */
static void
hash_request(Request *request)
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
	snprintf(request->job.hash, sizeof request->job.hash, "%016llx%016llx", (unsigned long long) halves[0],
			 (unsigned long long) halves[1]);
}

/* The body is complete: makes the arguments and hands the request on. */
static void
dispatch(Request *request)
{
	Args	   *args = &request->job.args;
	json_t	   *json;
	const char *why;

	args_begin(args, request->job.route);
	args_add_path(args, &request->path);
	args_add_query(args, request->query);
	/*
	 * Which part of a file is asked for the database is told, so that it reads no more. What other conditions say comes
	 * before that, and needs to know all of it.
	 */
	if (request->job.route->returns_file && strcmp(request->method, "GET") == 0 &&
		request->headers.value[HEADER_IF_MATCH] == NULL && request->headers.value[HEADER_IF_NONE_MATCH] == NULL)
	{
		if (request->headers.value[HEADER_RANGE])
			args_add_header(args, "range", request->headers.value[HEADER_RANGE]);
		if (request->headers.value[HEADER_IF_RANGE])
			args_add_header(args, "if_range", request->headers.value[HEADER_IF_RANGE]);
	}
	if (request->headers.value[HEADER_LAST_EVENT_ID])
		args_add_header(args, "last_event_id", request->headers.value[HEADER_LAST_EVENT_ID]);
	if (request->raw && request->body.len > 0)
		args_add_content(args, request->body.data, request->body.len, request->headers.value[HEADER_CONTENT_TYPE]);
	else if (request->body.len > 0)
	{
		json = json_check_object(request->body.data, request->body.len, &why);
		if (json == NULL)
		{
			request_refuse(request, MHD_HTTP_BAD_REQUEST, "malformed", why);
			return;
		}
		args_add_body(args, json, request->body.data, request->body.len);
		json_decref(json);
	}
	check_match(request);
	if (args_is_true(args, request->job.route->cookies_arg) &&
		origin_is_foreign(&request->headers, request->job.table->origins, *request->loop->config->tls_certificate))
		request_refuse(request, MHD_HTTP_FORBIDDEN, "origin_refused",
					   "only this site's own pages may get a session as a cookie");
	else if (!args_complete(args))
	{
		request_refuse(request, MHD_HTTP_UNPROCESSABLE_CONTENT, "invalid", "the request has invalid fields");
		request->problem.errors = args->errors.data;
	}
	if (request->problem.status != 0)
		return;
	if (request->job.idempotency_key)
		hash_request(request);
	request_set_state(request, REQUEST_ASKED);
	if (!reader_take(&request->job))
		pool_submit(&request->job);
}

/* The largest body that a request may have. JSON is taken apart, which needs many times its size: no route has more. */
size_t
request_max_body(const Request *request)
{
	size_t		most = (size_t) request->loop->config->max_body;

	return request->raw && request->job.route->max_body > most ? request->job.route->max_body : most;
}

/*
 * Takes a piece of the body. Memory for one that is long is made at once, and is used as it comes.
 */
static void
take_body(Request *request, const char *data, size_t len)
{
	if (request->client->closing)
		return;
	if (request->body.len == 0 && request->job.room.bytes > 0)
		buffer_reserve(&request->body, request->job.room.bytes);
	if (request->body.len + len > request_max_body(request))
	{
		request_refuse(request, MHD_HTTP_CONTENT_TOO_LARGE, "body_too_large", "the body is too large");
		client_refuse(request->client);
	}
	else
		buffer_append(&request->body, data, len);
	request->loop->daemon_moved = true;
}

/* libmicrohttpd need not ask about the request any more. */
static void
stop_waiting(Request *request)
{
	request->loop->waiting -= request->waiting;
	request->waiting = false;
}

/*
 * The answer is not known yet. Suspending a connection and resuming it costs six system calls; not doing so costs a
 * call of request_continue() at each run of libmicrohttpd. So a request is suspended if it queues or runs for long,
 * or if too many wait already.
 */
static void
wait_for_answer(Request *request)
{
	Loop	   *loop = request->loop;
	int64_t		since = request->job.state == JOB_RUNNING ? request->job.pg_started : request->job.queued;
	bool		brief = loop->now - since < WAITING_MICROS;

	if (brief && !request->waiting && loop->waiting < WAITING_MAX)
	{
		request->waiting = true;
		loop->waiting++;
	}
	else if (!brief || !request->waiting)
	{
		stop_waiting(request);
		request->suspended = true;
		MHD_suspend_connection(request->connection);
	}
}

/* Called by libmicrohttpd when the header is complete, with pieces of the body, at its end, and when resumed. */
enum MHD_Result
request_continue(void *arg, struct MHD_Connection *connection, const char *url, const char *method,
				 const char *version, const char *data, size_t *len, void **context)
{
	Request	   *request = *context;

	(void) arg, (void) connection, (void) url;
	if (request->state == REQUEST_HEADER)
	{
		request->method = method;
		admit_request(request, version);
		if (request->client->closing)
			return MHD_NO;
		if (request->close)
			return answer_request(request);
		request_set_state(request, REQUEST_BODY);
		return MHD_YES;
	}
	if (*len > 0)
	{
		take_body(request, data, *len);
		*len = 0;
		return MHD_YES;
	}
	if (request->state == REQUEST_BODY && request->problem.status == 0 && request->text == NULL &&
		request->ready == NULL)
		dispatch(request);
	if (request->state == REQUEST_ASKED)
	{
		wait_for_answer(request);
		return MHD_YES;
	}
	return request->state == REQUEST_ANSWERED ? MHD_YES : answer_request(request);
}

/* What has come of a request's job is known: libmicrohttpd goes on with the request. */
static void
finish(Job *job)
{
	Request	   *request = container_of(job, Request, job);

	request->problem = job->problem;
	request_set_state(request, REQUEST_FINISHED);
	request->loop->daemon_ready = true;
	if (request->suspended)
		MHD_resume_connection(request->connection);
	request->suspended = false;
	if (request->waiting)
	{
		stop_waiting(request);
		answer_request(request);
	}
}

/* The client has gone: stops working for it. */
void
request_abandon(Request *request)
{
	if (request && request->stream)
		stream_end(request->stream);
	if (request == NULL || request->state != REQUEST_ASKED)
		return;
	request->abandoned = true;
	pool_withdraw(&request->job);
	job_refuse(&request->job, MHD_HTTP_SERVICE_UNAVAILABLE, "client_gone", "the client has gone");
	job_end(&request->job);
}

/* Appends the request's line of the access log. No query, no header: there the secrets are. */
static void
log_request(const Request *request, bool complete, int64_t micros)
{
	Buffer	   *line = &request->loop->log;

	log_begin(line, LOG_INFO, "request");
	log_text(line, "request_id", request->job.id);
	log_text(line, "trace_id", request->job.trace[0] ? request->job.trace : NULL);
	/* What is no method or no path may be a piece of a body, with a password in it. */
	log_text(line, "method", request->method[strspn(request->method, CAPITALS)] ? NULL : request->method);
	buffer_puts(line, ",\"path\":");
	buffer_json(line, request->uri, *request->uri == '/' ? strcspn(request->uri, "?") : 0);
	log_text(line, "route", request->job.route ? request->job.route->path : NULL);
	log_number(line, "status", request->status);
	log_number(line, "bytes", (int64_t) request->bytes);
	log_millis(line, "ms", micros);
	log_millis(line, "pg_ms", request->job.pg_micros);
	log_text(line, "tenant", request->job.slug[0] ? request->job.slug : request->host.data);
	log_text(line, "address", request->job.address);
	if (!complete)
		buffer_puts(line, ",\"aborted\":true");
	log_end(line);
}

/*
 * Sets what a request that we have not answered was answered with: nothing where the client has gone, or what
 * libmicrohttpd says to what is hardly HTTP. Whether the client has got its answer.
 */
static bool
settle_status(Request *request, enum MHD_RequestTerminationCode code)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_HTTP_STATUS);
	const char *reason = "bad_request";

	if (request->abandoned)
	{
		request->status = 0;
		request->bytes = 0;
		return false;
	}
	if (request->status != 0 || info == NULL)
		return code == MHD_REQUEST_TERMINATED_COMPLETED_OK;
	request->status = (int) info->http_status;
	if (request->status == MHD_HTTP_CONTENT_TOO_LARGE)
		reason = "body_too_large";
	else if (request->status == MHD_HTTP_URI_TOO_LONG)
		reason = "uri_too_long";
	else if (request->status == MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE)
		reason = "header_too_large";
	if (request->status < 500)
		metrics_rejected(&request->loop->metrics, reason);
	return true;
}

/* Called by libmicrohttpd when the answer has gone out, or the client. */
void
request_end(void *arg, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode code)
{
	Request	   *request = *context;
	Loop	   *loop = arg;
	int64_t		micros;
	bool		complete;

	(void) connection;
	if (request == NULL)
		return;
	*context = NULL;
	stop_waiting(request);
	if (request->state == REQUEST_ASKED)
	{
		request->abandoned = true;
		pool_withdraw(&request->job);
	}
	complete = settle_status(request, code);
	micros = clock_micros() - request->started;
	if (log_enabled(LOG_INFO))
		log_request(request, complete, micros);
	/* How long somebody listens to a stream says nothing about how quick we are. */
	metrics_request(request->job.route ? request->job.route->series : loop->other_series, loop->index,
					request->status, request->stream ? -1 : micros);
	count_add(&loop->metrics.count[METRIC_IN_FLIGHT], -1);
	count_add(&loop->metrics.count[METRIC_BYTES_IN], (int64_t) request->body.len);
	count_add(&loop->metrics.count[METRIC_BYTES_OUT], (int64_t) request->bytes);
	request->client->request = NULL;
	client_set_phase(request->client, PHASE_IDLE);
	events_close(request);
	if (request->ready)
		MHD_destroy_response(request->ready);
	guard_free(&request->headers);
	job_free(&request->job);
	buffer_free(&request->host);
	buffer_free(&request->cookie);
	buffer_free(&request->body);
	buffer_free(&request->detail);
	free(request->uri);
	free(request);
}
