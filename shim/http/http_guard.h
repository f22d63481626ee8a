/*-------------------------------------------------------------------------
 *
 * http_guard.h
 *	  What may not come in: ambiguous and hostile HTTP.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_HTTP_GUARD_H
#define OUTLAYD_HTTP_GUARD_H

#include "base/buffer.h"

/* The headers that the shim reads. */
typedef enum HeaderName
{
	HEADER_ACCEPT,				/* first the lists, whose lines are one list */
	HEADER_ACCEPT_ENCODING,
	HEADER_PREFER,
	HEADER_FORWARDED_FOR,
	HEADER_LISTS,
	HEADER_HOST = HEADER_LISTS,
	HEADER_CONTENT_LENGTH,
	HEADER_TRANSFER_ENCODING,
	HEADER_CONTENT_TYPE,
	HEADER_CONTENT_ENCODING,
	HEADER_AUTHORIZATION,
	HEADER_ORIGIN,
	HEADER_EXPECT,
	HEADER_USER_AGENT,
	HEADER_REQUEST_ID,
	HEADER_TRACEPARENT,
	HEADER_REQUEST_METHOD,
	HEADER_IDEMPOTENCY_KEY,
	HEADER_IF_MATCH,
	HEADER_IF_NONE_MATCH,
	HEADER_IF_MODIFIED_SINCE,
	HEADER_IF_UNMODIFIED_SINCE,
	HEADER_RANGE,
	HEADER_IF_RANGE,
	HEADER_COOKIE,
	HEADER_FETCH_SITE,
	HEADER_LAST_EVENT_ID,
	HEADER_COUNT
} HeaderName;

typedef struct Headers
{
	const char *value[HEADER_COUNT]; /* NULL if absent */
	Buffer		copies[HEADER_COUNT]; /* of values that are not as they came: without blanks, or of several lines */
	int			count;
	const char *next;			/* where the next line must begin; NULL if that is not checked */
	const char *refusal;		/* why the request is refused, or NULL */
} Headers;

extern const char *guard_method(const char *method);
extern const char *guard_absolute(char *uri, Headers *headers, bool secure, bool proxied);
extern const char *guard_uri(const char *uri);
extern void guard_header(Headers *headers, const char *name, size_t name_len, const char *value, size_t value_len);
extern void guard_free(Headers *headers);
extern const char *guard_headers(const Headers *headers, const char *version);
extern bool host_without_port(Buffer *host, const char *value);
extern bool sane_request_id(const char *id);
extern bool sane_traceparent(const char *value);
extern bool sane_token(const char *token);
extern const char *bearer_token(const char *authorization);

#endif /* OUTLAYD_HTTP_GUARD_H */
