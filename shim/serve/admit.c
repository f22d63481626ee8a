/*-------------------------------------------------------------------------
 *
 * admit.c
 *	  The header of a request: whether it is let in, and what it asks for.
 *
 * Everything that can be refused is refused when the header is complete,
 * before a body is read: a client that waits for "100 Continue" gets its
 * error instead. Only what the body or the database says comes later.
 *
 *-------------------------------------------------------------------------
 */
#include "serve/admit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <xxhash.h>

#include "base/compat.h"
#include "base/limit.h"
#include "http/browser.h"
#include "http/negotiate.h"
#include "pg/commit.h"
#include "pg/control.h"
#include "pg/pool.h"
#include "serve/static.h"
#include "serve/tenant.h"

#define SECOND 1000000

/* What libmicrohttpd keeps beside a header in the same memory: a record of each line, and the answer's header. */
#define LINE_ROOM 64
#define ANSWER_ROOM 1024

#define KEY_MAX 100 /* of an Idempotency-Key, as in outlay.enter() */

static void refuse_and_close(Request *request, int status, const char *code, const char *detail);
static void tell_methods(Request *request, const char *allow);
static enum MHD_Result collect_header(void *arg, enum MHD_ValueKind kind, const char *name, size_t name_len,
									  const char *value, size_t value_len);
static bool has_body(const Request *request);
static void take_ids(Request *request);
static size_t largest_body(const Request *request);
static void check_body(Request *request);
static void check_header(Request *request, const char *version);
static bool take_slug(Request *request);
static bool take_probe(Request *request);
static void take_token(Request *request);
static void check_types(Request *request);
static bool find_route(Request *request);
static void check_rate(Request *request, const void *who, size_t len, int rate, int period, int burst);
static bool looks_up(const Route *route);
static void check_rates(Request *request, const Address *client);
static bool knows_method(const char *method);

/* The same, and the connection ends: what follows on it cannot be trusted. */
static void
refuse_and_close(Request *request, int status, const char *code, const char *detail)
{
	request_refuse(request, status, code, detail);
	request->close = true;
}

/* The path is there, but not with this method: says with which, which is what OPTIONS asks for. */
static void
tell_methods(Request *request, const char *allow)
{
	request->allow = allow;
	request->text = NULL;
	if (strcmp(request->method, "OPTIONS") == 0)
	{
		request->text = "";
		request->status = MHD_HTTP_NO_CONTENT;
	}
	else
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

/* Takes the client's names for the request, for the answer, the logs and the database. */
static void
take_ids(Request *request)
{
	const char *trace = request->headers.value[HEADER_TRACEPARENT];
	const char *id = request->headers.value[HEADER_REQUEST_ID];
	const char *agent = request->headers.value[HEADER_USER_AGENT];

	if (trace && sane_traceparent(trace))
		snprintf(request->job.trace, sizeof request->job.trace, "%s", trace + 3);
	if (id && sane_request_id(id))
		snprintf(request->job.id, sizeof request->job.id, "%s", id);
	if (agent && utf8_valid(agent, strlen(agent)))
		request->job.user_agent = agent;
}

/* The largest body that any route takes. */
static size_t
largest_body(const Request *request)
{
	const RouteTable *table = request->loop->routes;
	size_t		most = (size_t) request->loop->config->max_body;

	return table != NULL && table->max_body > most ? table->max_body : most;
}

/*
 * Refuses a body that is too large for what is asked for. One that is larger than most finds room before any of it
 * comes; one whose length is not told, as much as it may need.
 */
static void
check_body(Request *request)
{
	const char *length = request->headers.value[HEADER_CONTENT_LENGTH];
	size_t		most = request_max_body(request);
	size_t		size = request->headers.value[HEADER_TRANSFER_ENCODING] ? most : 0;

	if (length)
		size = strtoull(length, NULL, 10);
	if (size > most)
		refuse_and_close(request, MHD_HTTP_CONTENT_TOO_LARGE, "body_too_large", "the body is too large");
	else if (request->problem.status == 0 && size > (size_t) request->loop->config->max_body &&
			 !spool_take_body(&request->job.room, size, (size_t) request->loop->config->max_spool))
		request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE, "spool_full", "too much is being uploaded");
}

/* Refuses hostile and oversized headers. */
static void
check_header(Request *request, const char *version)
{
	const Config *config = request->loop->config;
	const char *length;
	const char *why = NULL;
	size_t		target = strlen(request->uri);
	size_t		size = MHD_get_connection_info(request->connection,
										  MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)
					  ->header_size;

	/* What NUL bytes, bare line feeds, folding and empty names leave behind; a strict parser has refused them. */
	if (!VALUES_ARE_TRIMMED && *version)
		request->headers.next = version + strlen(version) + 2;
	if (request->headers.next && version != request->method + strlen(request->method) + target + 2)
		why = "the request line is not a method, a target and a version";
	MHD_get_connection_values_n(request->connection, MHD_HEADER_KIND, collect_header, &request->headers);
	take_ids(request);
	if (request->headers.next && request->headers.next + 2 != request->method + size)
		why = "the header does not end where it should";
	if (why == NULL)
		why = guard_method(request->method);
	if (why == NULL)
		why = guard_headers(&request->headers, version);
	if (why == NULL)
		why = guard_absolute(request->uri, &request->headers, *config->tls_certificate != '\0',
							 address_list_has(request->loop->proxies, &request->client->address));
	if (why == NULL)
		why = guard_uri(request->uri);
	if (why == NULL && request->headers.value[HEADER_HOST] &&
		!host_without_port(&request->host, request->headers.value[HEADER_HOST]))
		why = "the Host header is not a host";
	request->job.host = request->host.len > 0 ? request->host.data : NULL;
	length = request->headers.value[HEADER_CONTENT_LENGTH];
	if (why != NULL)
		refuse_and_close(request, MHD_HTTP_BAD_REQUEST, "bad_request", why);
	else if (!CHUNKS_ARE_STRICT && request->headers.value[HEADER_TRANSFER_ENCODING])
		refuse_and_close(request, MHD_HTTP_LENGTH_REQUIRED, "length_required",
						 "a body must come whole, with its length");
	else if (target > (size_t) config->max_uri)
		refuse_and_close(request, MHD_HTTP_URI_TOO_LONG, "uri_too_long", "the request target is too long");
	else if (size > (size_t) config->max_header)
		refuse_and_close(request, MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE, "header_too_large",
						 "the header is too large");
	else if (length && (strlen(length) > 12 || strtoull(length, NULL, 10) > largest_body(request)))
		refuse_and_close(request, MHD_HTTP_CONTENT_TOO_LARGE, "body_too_large", "the body is too large");
	if (size + (size_t) request->headers.count * LINE_ROOM + ANSWER_ROOM > CONNECTION_MEMORY(config))
	{
		if (request->problem.status == 0)
			refuse_and_close(request, MHD_HTTP_REQUEST_HEADER_FIELDS_TOO_LARGE, "header_too_large",
							 "the header is too large");
		client_refuse(request->client);
	}
}

/* Cuts /t/<slug> off the path, if it is there. False for a slug that cannot be one. */
static bool
take_slug(Request *request)
{
	PathParts  *path = &request->path;
	size_t		len;

	if (path->count < 2 || path->part[0].len != 1 || path->part[0].text[0] != 't')
		return true;
	len = path->part[1].len;
	if (len == 0 || len >= sizeof request->job.slug ||
		strspn(path->part[1].text, "abcdefghijklmnopqrstuvwxyz0123456789-") < len)
		return false;
	memcpy(request->job.slug, path->part[1].text, len);
	path->count -= 2;
	memmove(path->part, path->part + 2, sizeof path->part[0] * (size_t) path->count);
	return true;
}

/* The answer about ourselves that a path asks for, which needs no database, and its status; NULL for another path. */
const char *
admit_probe(const Config *config, const char *path, int *status)
{
	bool		ready = strcmp(path, "/readyz") != 0 || pool_all_ready(config);

	if (ready && strcmp(path, "/healthz") != 0 && strcmp(path, "/readyz") != 0)
		return NULL;
	*status = ready ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE;
	if (!ready)
		return "{\"status\":\"unavailable\"}";
	if (path[1] != 'r')
		return "{\"status\":\"ok\"}";
	/* Reads are served, so nobody is to be sent elsewhere for it. */
	if (control_is_standby())
		return "{\"status\":\"ready\",\"writes\":\"refused\"}";
	return commit_is_unconfirmed() ? "{\"status\":\"ready\",\"writes\":\"unconfirmed\"}" : "{\"status\":\"ready\"}";
}

/* Takes a request about ourselves; false if it is another. */
static bool
take_probe(Request *request)
{
	request->text = admit_probe(request->loop->config, request->uri, &request->status);
	if (request->text == NULL)
		return false;
	if (strcmp(request->method, "GET") != 0 && strcmp(request->method, "HEAD") != 0)
		tell_methods(request, "GET, HEAD");
	return true;
}

/*
 * Who is calling is said by the Authorization header, or where there is none by the cookie of this address. Refuses
 * a cookie that is not the only one of its name, or that wants to write and does not come from our own pages.
 */
static void
take_token(Request *request)
{
	const char *authorization = request->headers.value[HEADER_AUTHORIZATION];
	const char *header = request->headers.value[HEADER_COOKIE];
	const char *value = "";
	size_t		len = 0;
	int			found;

	request->job.token = bearer_token(authorization);
	if (authorization || header == NULL)
		return;
	buffer_printf(&request->cookie, COOKIE_NAME "%s%s", request->job.slug[0] ? "-" : "", request->job.slug);
	found = cookie_find(header, request->cookie.data, &value, &len);
	request->cookie.len = 0;
	buffer_append(&request->cookie, value, len);
	if (found > 1)
		request_refuse(request, MHD_HTTP_BAD_REQUEST, "bad_request", "the session's cookie stands twice");
	else if (len > 0 && strcmp(request->job.route->method, "GET") != 0 &&
			 !origin_may_write(&request->headers, request->job.table->origins, *request->loop->config->tls_certificate))
		request_refuse(request, MHD_HTTP_FORBIDDEN, "origin_refused",
					   "with a cookie, only this site's own pages may do this");
	else if (len > 0 && sane_token(request->cookie.data))
		request->job.token = request->cookie.data;
}

/* Checks what the header says of the body and of the answer. */
static void
check_types(Request *request)
{
	bool		body = has_body(request);
	bool		get = strcmp(request->job.route->method, "GET") == 0;
	bool		json = is_json_type(request->headers.value[HEADER_CONTENT_TYPE]);
	const char *encoding = request->headers.value[HEADER_CONTENT_ENCODING];
	const char *accept = request->headers.value[HEADER_ACCEPT];
	const char *key = request->headers.value[HEADER_IDEMPOTENCY_KEY];
	bool		secret = request->job.route->secret && !get;

	if (request->job.route->takes_key)
		request->job.idempotency_key = key;
	request->raw = !json && request->job.route->content_arg >= 0;
	if (secret && request->job.route->ignore_unknown)
		request->query = "";
	if (request->job.route->streams && !accepts_events(accept))
		request_refuse(request, MHD_HTTP_NOT_ACCEPTABLE, "not_acceptable", "answers are text/event-stream");
	else if (!request->job.route->streams && !request->job.route->returns_file && !accepts_json(accept))
		request_refuse(request, MHD_HTTP_NOT_ACCEPTABLE, "not_acceptable", "answers are application/json");
	else if (secret && *request->query)
		request_refuse(request, MHD_HTTP_BAD_REQUEST, "bad_request",
					   "this request takes its arguments in the body alone, since addresses are written down");
	else if (body && get)
		request_refuse(request, MHD_HTTP_BAD_REQUEST, "bad_request", "this request takes no body");
	else if (body && (encoding || !(json || request->raw)))
		request_refuse(request, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type",
					   request->raw ? "a body must come without an encoding"
									: "a body must be application/json in UTF-8, without an encoding");
	else if (request->job.idempotency_key && (*key == '\0' || strlen(key) > KEY_MAX || !utf8_valid(key, strlen(key))))
		request_refuse(request, MHD_HTTP_BAD_REQUEST, "bad_request", "the Idempotency-Key takes 1 to 100 bytes");
	else
		take_token(request);
	if (request->problem.status == 0 && !request->job.route->anonymous && request->job.token == NULL)
		request_refuse(request, MHD_HTTP_UNAUTHORIZED, "unauthenticated", "a bearer token is required");
}

/* Finds out what is asked for. False where that is how we are, which anybody may ask as often as he likes. */
static bool
find_route(Request *request)
{
	char	   *question = strchr(request->uri, '?');
	Loop	   *loop = request->loop;
	bool		found;

	if (question)
		*question = '\0';
	request->query = question ? question + 1 : "";
	if (take_probe(request))
		return false;
	found = path_split(request->uri, strlen(request->uri), &request->path) && take_slug(request);
	if (loop->routes == NULL)
	{
		if (!found || !static_take(request))
			request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable", DATABASE_AWAY);
		return true;
	}
	request->job.table = route_table_retain(loop->routes);
	if (found)
		request->job.route = route_find(request->job.table, &request->path, request->method, &request->detail);
	request->job.tenant = tenant_of(&request->job);
	if (request->job.route != NULL)
	{
		request->detail.len = 0;
		check_types(request);
		if (request->problem.status == 0 && !pool_serves(loop))
			request_refuse(request, MHD_HTTP_SERVICE_UNAVAILABLE, "unavailable", DATABASE_AWAY);
	}
	/* A file that is there with other methods says so in the detail, as a route does. */
	else if (!found || request->detail.len > 0 || !static_take(request))
	{
		if (request->detail.len > 0)
			tell_methods(request, request->detail.data);
		else
			request_refuse(request, MHD_HTTP_NOT_FOUND, "not_found", "there is nothing at this path");
	}
	return true;
}

/* Takes one request out of what somebody is granted: so many in a period of microseconds, and so many at once. */
static void
check_rate(Request *request, const void *who, size_t len, int rate, int period, int burst)
{
	int64_t		wait;

	if (rate == 0 || request->problem.status == MHD_HTTP_TOO_MANY_REQUESTS)
		return;
	wait = limit_take(XXH3_64bits_withSeed(who, len, hash_secret() + (uint64_t) period), request->loop->now,
					  period / rate, burst);
	if (wait == 0)
		return;
	request_refuse(request, MHD_HTTP_TOO_MANY_REQUESTS, "too_many_requests", "too many requests");
	request->problem.retry_after = (int) ((wait + SECOND - 1) / SECOND);
}

/*
 * Whether a route without a log-in looks for what its path names. Whoever asks
 * for one after the other finds out what there is.
 */
static bool
looks_up(const Route *route)
{
	for (int i = 0; i < route->nsegments; i++)
		if (route->segments[i].arg >= 0)
			return true;
	return false;
}

/* Refuses a request of somebody who asks too often; the trusted proxies' own are not limited by address. */
static void
check_rates(Request *request, const Address *client)
{
	const Config *config = request->loop->config;
	bool		writes = strcmp(request->method, "GET") != 0 && strcmp(request->method, "HEAD") != 0;

	if (!address_list_has(request->loop->proxies, client))
	{
		check_rate(request, client->bytes, address_network(client), config->rate_address, SECOND,
				   config->rate_address * 10);
		if (request->job.route && request->job.route->anonymous && (writes || looks_up(request->job.route)))
			check_rate(request, client->bytes, address_network(client), config->rate_anonymous, 60 * SECOND,
					   config->rate_anonymous);
	}
	/* What follows the dot in a cookie proves nothing, so it makes nobody somebody else. */
	if (request->job.token)
		check_rate(request, request->job.token, strcspn(request->job.token, "."), config->rate_token, SECOND,
				   config->rate_token * 10);
}

/* Whether a method is one that some path here may have; any other is refused of all paths. */
static bool
knows_method(const char *method)
{
	static const char *const known[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(method, known[i]) == 0)
			return true;
	return false;
}

/* The header is complete: decides whether and how the request goes on. */
void
admit_request(Request *request, const char *version)
{
	Address		client = request->client->address;
	bool		limited;

	check_header(request, version);
	if (request->loop->proxies->count > 0 && request->headers.value[HEADER_FORWARDED_FOR])
	{
		client = address_forwarded(request->loop->proxies, client, request->headers.value[HEADER_FORWARDED_FOR]);
		address_print(&client, request->job.address);
	}
	request->job.room.owner = hash_bytes(hash_secret() + HELD_SPOOL, client.bytes, address_network(&client));
	limited = request->problem.status == 0;
	if (limited && !knows_method(request->method))
		request_refuse(request, MHD_HTTP_NOT_IMPLEMENTED, "not_implemented", "no path here has this method");
	else if (limited)
		limited = find_route(request);
	if (limited)
		check_rates(request, &client);
	if (limited)
		check_body(request);
	/* Its body is not read. */
	request->close |= request->problem.status != 0 && has_body(request);
}
