/*-------------------------------------------------------------------------
 *
 * request.c
 *	  One request, from its first line to its last byte.
 *
 * Everything that can be refused is refused when the header is complete,
 * before a body is read: a client that waits for "100 Continue" gets its
 * error instead. Only what the body or the database says comes later.
 *
 *-------------------------------------------------------------------------
 */
#include "request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "answer.h"
#include "log.h"
#include "pool.h"

#define WAITING_MICROS 5000
#define WAITING_MAX 32

/* The one place where a request's state changes, and with it the phase of its client. */
void
request_set_state(Request *request, RequestState state)
{
	static const Phase phases[] = {
		[REQUEST_HEADER] = PHASE_HEADER,
		[REQUEST_BODY] = PHASE_BODY,
		[REQUEST_QUEUED] = PHASE_WORK,
		[REQUEST_RUNNING] = PHASE_WORK,
		[REQUEST_FINISHED] = PHASE_WORK,
		[REQUEST_ANSWERED] = PHASE_SEND,
	};

	request->state = state;
	/* A client's time for its header began when it connected, not with its first line. */
	if (request->client->phase != phases[state])
		client_set_phase(request->client, phases[state]);
}

/* Called by libmicrohttpd with the request line's target as it came; begins a request. */
void *
request_begin(void *arg, const char *uri, struct MHD_Connection *connection)
{
	Request *request = calloc(1, sizeof *request);

	if (request == NULL)
		abort();
	list_init(&request->link);
	request->loop = arg;
	request->connection = connection;
	request->client = client_of(connection);
	request->client->request = request;
	request->uri = xstrdup(uri ? uri : "");
	request->method = "";
	request->started = request->loop->now;
	snprintf(request->id, sizeof request->id, "%016llx", (unsigned long long) loop_random(request->loop));
	address_print(&request->client->address, request->address);
	request_set_state(request, REQUEST_HEADER);
	return request;
}

/* Decides that the request is answered with an error. Texts must live as long as the request. */
void
request_refuse(Request *request, int status, const char *code, const char *detail)
{
	request->problem = (Problem){ .status = status, .code = code, .detail = detail, .retry_after = status == MHD_HTTP_SERVICE_UNAVAILABLE ? 1 : 0 };
}

/* The same, and the connection ends: what follows on it cannot be trusted. */
static void
refuse_and_close(Request *request, int status, const char *code, const char *detail)
{
	request_refuse(request, status, code, detail);
	request->close = true;
}

/* The path is there, but not with this method. */
static void
refuse_method(Request *request)
{
	request_refuse(request, MHD_HTTP_METHOD_NOT_ALLOWED, "method_not_allowed", "the path has other methods");
}

/* Takes in one header line; called by libmicrohttpd. */
static enum MHD_Result
collect_header(void *arg, enum MHD_ValueKind kind, const char *name, size_t name_len, const char *value,
			   size_t value_len)
{
	(void) kind;
	guard_header(arg, name, name_len, value, value ? value_len : 0);
	return MHD_YES;
}

/* Whether the request has a body. */
static bool
has_body(const Request *request)
{
	const char *length = request->headers.value[HEADER_CONTENT_LENGTH];

	return request->headers.value[HEADER_TRANSFER_ENCODING] != NULL ||
		(length != NULL && strspn(length, "0") != strlen(length));
}

/* Refuses hostile and oversized headers. */
static void
check_header(Request *request, const char *version)
{
	const Config *config = request->loop->config;
	const char *length;
	const char *why = guard_uri(request->uri);
	size_t size = MHD_get_connection_info(request->connection,
										  MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)
					  ->header_size;

	/* Version 1.0 cuts blanks off values, and checks itself what this is for: NUL, bare LF, folding, empty names. */
	if (MHD_VERSION < 0x01000000 && *version)
		request->headers.next = version + strlen(version) + 2;
	MHD_get_connection_values_n(request->connection, MHD_HEADER_KIND, collect_header, &request->headers);
	if (request->headers.next && request->headers.next + 2 != request->method + size)
		why = "the header does not end where it should";
	if (why == NULL)
		why = guard_headers(&request->headers, version);
	if (why == NULL && request->headers.value[HEADER_HOST] &&
		!host_without_port(&request->host, request->headers.value[HEADER_HOST]))
		why = "the Host header is not a host";
	length = request->headers.value[HEADER_CONTENT_LENGTH];
	if (why != NULL)
		refuse_and_close(request, MHD_HTTP_BAD_REQUEST, "bad_request", why);
	else if (strlen(request->uri) > (size_t) config->max_uri)
		refuse_and_close(request, MHD_HTTP_URI_TOO_LONG, "uri_too_long", "the request target is too long");
	else if (size > (size_t) config->max_header)
		refuse_and_close(request, MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE, "header_too_large",
						 "the header is too large");
	else if (length && (strlen(length) > 12 || strtoll(length, NULL, 10) > config->max_body))
		refuse_and_close(request, MHD_HTTP_CONTENT_TOO_LARGE, "body_too_large", "the body is too large");
}

/* Cuts /t/<slug> off the path, if it is there. False for a slug that cannot be one. */
static bool
take_slug(Request *request)
{
	PathParts *path = &request->path;
	size_t len;

	if (path->count < 2 || path->part[0].len != 1 || path->part[0].text[0] != 't')
		return true;
	len = path->part[1].len;
	if (len == 0 || len >= sizeof request->slug ||
		strspn(path->part[1].text, "abcdefghijklmnopqrstuvwxyz0123456789-") < len)
		return false;
	memcpy(request->slug, path->part[1].text, len);
	path->count -= 2;
	memmove(path->part, path->part + 2, sizeof path->part[0] * (size_t) path->count);
	return true;
}

/* Answers about ourselves, which need no database. */
static bool
take_probe(Request *request)
{
	bool		ready = pool_serves(request->loop) && request->loop->pool_alive > 0;

	if (strcmp(request->uri, "/healthz") == 0)
	{
		request->text = "{\"status\":\"ok\"}";
		request->status = MHD_HTTP_OK;
	}
	else if (strcmp(request->uri, "/readyz") == 0)
	{
		request->text = ready ? "{\"status\":\"ready\"}" : "{\"status\":\"unavailable\"}";
		request->status = ready ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE;
	}
	else
		return false;
	if (strcmp(request->method, "GET") != 0 && strcmp(request->method, "HEAD") != 0)
	{
		request->text = NULL;
		request->allow = "GET, HEAD";
		refuse_method(request);
	}
	return true;
}

/* Checks what the header says of the body and of the answer. */
static void
check_types(Request *request)
{
	bool body = has_body(request);
	bool get = strcmp(request->route->method, "GET") == 0;
	const char *encoding = request->headers.value[HEADER_CONTENT_ENCODING];
	const char *key = request->headers.value[HEADER_IDEMPOTENCY_KEY];

	if (strcmp(request->method, "POST") == 0)
		request->idempotency_key = key;
	if (!accepts_json(request->headers.value[HEADER_ACCEPT]))
		request_refuse(request, MHD_HTTP_NOT_ACCEPTABLE, "not_acceptable", "answers are application/json");
	else if (body && get)
		request_refuse(request, MHD_HTTP_BAD_REQUEST, "bad_request", "this request takes no body");
	else if (body && (!is_json_type(request->headers.value[HEADER_CONTENT_TYPE]) || (encoding && strcasecmp(encoding, "identity") != 0)))
		request_refuse(request, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type",
					   "a body must be application/json in UTF-8, without an encoding");
	else if (request->idempotency_key && (*key == '\0' || strlen(key) > 255 || !utf8_valid(key, strlen(key))))
		request_refuse(request, MHD_HTTP_BAD_REQUEST, "bad_request", "the Idempotency-Key must be 1 to 255 bytes of UTF-8");
	else if (!request->route->anonymous && bearer_token(request->headers.value[HEADER_AUTHORIZATION]) == NULL)
		request_refuse(request, MHD_HTTP_UNAUTHORIZED, "unauthenticated", "a bearer token is required");
}

/* Finds out what is asked for. */
static void
find_route(Request *request)
{
	char *question = strchr(request->uri, '?');
	Loop *loop = request->loop;
	const char *key;

	if (question)
		*question = '\0';
	request->query = question ? question + 1 : "";
	if (take_probe(request))
		return;
	if (loop->routes == NULL)
	{
		request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable", "the database is not available");
		return;
	}
	request->table = route_table_retain(loop->routes);
	if (path_split(request->uri, strlen(request->uri), &request->path) && take_slug(request))
		request->route = route_find(request->table, &request->path, request->method, &request->detail);
	key = request->slug[0] ? request->slug : request->host.data ? request->host.data
																: "";
	request->tenant = hash_bytes(0, key, strlen(key));
	if (request->route != NULL)
	{
		request->detail.len = 0;
		check_types(request);
		if (request->problem.status == 0 && !pool_serves(loop))
			request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable", "the database is not available");
	}
	else if (request->detail.len == 0)
		request_refuse(request, MHD_HTTP_NOT_FOUND, "not_found", "there is nothing at this path");
	else
	{
		request->allow = request->detail.data;
		if (strcmp(request->method, "OPTIONS") == 0)
		{
			request->text = "";
			request->status = MHD_HTTP_NO_CONTENT;
		}
		else
			refuse_method(request);
	}
}

/* The header is complete: decides whether and how the request goes on. */
static void
admit(Request *request, const char *method, const char *version)
{
	const char *id;

	request->method = method;
	check_header(request, version);
	id = request->headers.value[HEADER_REQUEST_ID];
	if (id && sane_request_id(id))
		snprintf(request->id, sizeof request->id, "%s", id);
	if (request->loop->proxies->count > 0 && request->headers.value[HEADER_FORWARDED_FOR])
	{
		Address client = address_forwarded(request->loop->proxies, request->client->address,
										   request->headers.value[HEADER_FORWARDED_FOR]);

		address_print(&client, request->address);
	}
	if (request->problem.status == 0)
		find_route(request);
}

/* The body is complete: makes the arguments and hands the request on. */
static void
dispatch(Request *request)
{
	Args *args = &request->args;
	const char *why;

	args_begin(args, request->route);
	args_add_path(args, &request->path);
	args_add_query(args, request->query);
	if (request->body.len > 0)
	{
		if (!json_check_object(request->body.data, request->body.len, &why))
		{
			request_refuse(request, MHD_HTTP_BAD_REQUEST, "malformed", why);
			return;
		}
		args_add_body(args, request->body.data, request->body.len);
	}
	if (!args_complete(args))
	{
		request_refuse(request, MHD_HTTP_UNPROCESSABLE_CONTENT, "invalid", "the request has invalid fields");
		request->problem.errors = args->errors.data;
		return;
	}
	pool_submit(request);
}

/* Takes a piece of the body. */
static void
take_body(Request *request, const char *data, size_t len)
{
	if (request->client->closing)
		return;
	if (request->body.len + len > (size_t) request->loop->config->max_body)
		client_refuse(request->client, MHD_HTTP_CONTENT_TOO_LARGE);
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
 * call of request_continue() at each run of libmicrohttpd. So a request is suspended if it has to queue or takes
 * long, or if too many wait already.
 */
static void
wait_for_answer(Request *request)
{
	Loop	   *loop = request->loop;
	bool		brief = request->state == REQUEST_RUNNING && loop->now - request->pg_started < WAITING_MICROS;

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
	Request *request = *context;

	(void) arg, (void) connection, (void) url;
	if (request->state == REQUEST_HEADER)
	{
		admit(request, method, version);
		if (request->close || (request->problem.status && has_body(request)))
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
	if (request->state == REQUEST_BODY && request->problem.status == 0 && request->text == NULL)
		dispatch(request);
	if (request->state == REQUEST_QUEUED || request->state == REQUEST_RUNNING)
	{
		wait_for_answer(request);
		return MHD_YES;
	}
	return request->state == REQUEST_ANSWERED ? MHD_YES : answer_request(request);
}

/* What to answer is known: libmicrohttpd goes on with the request. */
void
request_finish(Request *request)
{
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
	if (request == NULL || request->abandoned ||
		(request->state != REQUEST_QUEUED && request->state != REQUEST_RUNNING))
		return;
	request->abandoned = true;
	pool_withdraw(request);
	request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable", "the client has gone");
	request_finish(request);
}

/* Appends the request's line of the access log. No query, no header: there the secrets are. */
static void
log_request(const Request *request, bool complete)
{
	Buffer *line = &request->loop->log;

	log_begin(line, LOG_INFO, "request");
	log_text(line, "request_id", request->id);
	log_text(line, "method", request->method);
	buffer_puts(line, ",\"path\":");
	buffer_json(line, request->uri, strcspn(request->uri, "?"));
	log_text(line, "route", request->route ? request->route->path : NULL);
	log_number(line, "status", request->status);
	log_number(line, "bytes", (long long) request->bytes);
	log_millis(line, "ms", clock_micros() - request->started);
	log_millis(line, "pg_ms", request->pg_micros);
	log_text(line, "tenant", request->slug[0] ? request->slug : request->host.data);
	log_text(line, "address", request->address);
	if (request->abandoned || !complete)
		buffer_puts(line, ",\"aborted\":true");
	log_end(line);
}

/* Called by libmicrohttpd when the answer has gone out, or the client. */
void
request_end(void *arg, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode code)
{
	Request *request = *context;

	(void) arg, (void) connection;
	if (request == NULL)
		return;
	*context = NULL;
	stop_waiting(request);
	if (request->state == REQUEST_QUEUED || request->state == REQUEST_RUNNING)
	{
		request->abandoned = true;
		pool_withdraw(request);
	}
	if (log_enabled(LOG_INFO))
		log_request(request, code == MHD_REQUEST_TERMINATED_COMPLETED_OK);
	request->client->request = NULL;
	client_set_phase(request->client, PHASE_IDLE);
	args_free(&request->args);
	route_table_release(request->table);
	PQclear(request->reply);
	PQclear(request->error);
	buffer_free(&request->host);
	buffer_free(&request->body);
	buffer_free(&request->detail);
	free(request->uri);
	free(request);
}
