/*-------------------------------------------------------------------------
 *
 * http_guard.c
 *	  What may not come in: ambiguous and hostile HTTP.
 *
 * libmicrohttpd is lenient where another server before us may read the same
 * bytes otherwise, and such a difference is how requests are smuggled. So
 * whatever has two readings is refused, and the connection closed, before a
 * byte of the body is read.
 *
 *-------------------------------------------------------------------------
 */
#include "http/http_guard.h"

#include <string.h>
#include <strings.h>

#define HEADERS_MAX 64
#define METHOD_MAX 20
#define AUTHORITY "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]"

static const struct
{
	const char *name;
	HeaderName	header;
	bool		single;			/* twice is a refusal; otherwise the first counts, or it is a list */
} known_headers[] = {
	{"Host", HEADER_HOST, true},
	{"Content-Length", HEADER_CONTENT_LENGTH, true},
	{"Transfer-Encoding", HEADER_TRANSFER_ENCODING, true},
	{"Content-Type", HEADER_CONTENT_TYPE, true},
	{"Content-Encoding", HEADER_CONTENT_ENCODING, true},
	{"Authorization", HEADER_AUTHORIZATION, true},
	{"Accept", HEADER_ACCEPT, false},
	{"Accept-Encoding", HEADER_ACCEPT_ENCODING, false},
	{"Prefer", HEADER_PREFER, false},
	{"Origin", HEADER_ORIGIN, true},
	{"Expect", HEADER_EXPECT, true},
	{"User-Agent", HEADER_USER_AGENT, false},
	{"X-Request-Id", HEADER_REQUEST_ID, false},
	{"traceparent", HEADER_TRACEPARENT, false},
	{"X-Forwarded-For", HEADER_FORWARDED_FOR, false},
	{"Access-Control-Request-Method", HEADER_REQUEST_METHOD, true},
	{"Idempotency-Key", HEADER_IDEMPOTENCY_KEY, true},
	{"If-Match", HEADER_IF_MATCH, true},
	{"If-None-Match", HEADER_IF_NONE_MATCH, true},
	{"If-Modified-Since", HEADER_IF_MODIFIED_SINCE, true},
	{"If-Unmodified-Since", HEADER_IF_UNMODIFIED_SINCE, true},
	{"Range", HEADER_RANGE, true},
	{"If-Range", HEADER_IF_RANGE, true},
	{"Cookie", HEADER_COOKIE, true},
	{"Sec-Fetch-Site", HEADER_FETCH_SITE, true},
	{"Last-Event-ID", HEADER_LAST_EVENT_ID, true},
};

static bool is_token_char(char c);
static void take_value(Headers *headers, HeaderName header, const char *value, size_t len);

/* Whether c may be in a header's name. */
static bool
is_token_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		(c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

/* Why a method is refused; NULL if it is not. */
const char *
guard_method(const char *method)
{
	size_t		len = 0;

	while (is_token_char(method[len]))
		len++;
	return len > 0 && len <= METHOD_MAX && method[len] == '\0' ? NULL : "the method is not a short word";
}

/*
 * Takes scheme and authority off a request target that has them (RFC 9112, 3.2.2), so that a path is left; why it is
 * refused, or NULL. The authority is the host that is asked for. Where the Host header names another, the RFC has it
 * ignored; but a client must not send that, and a proxy may have let it in, or will keep the answer, by the one that
 * we would ignore. A scheme that is not the connection's is another server's (RFC 9110, 7.4), but for a proxy's.
 */
const char *
guard_absolute(char *uri, Headers *headers, bool secure, bool proxied)
{
	size_t		scheme = strncasecmp(uri, "https://", 8) == 0 ? 8 : strncasecmp(uri, "http://", 7) == 0 ? 7 : 0;
	const char *authority = uri + scheme;
	size_t		len = strcspn(authority, "/?");
	const char *host = headers->value[HEADER_HOST];
	const char *path = authority + len;

	if (uri[0] == '/')
		return NULL;
	if (scheme == 0 || len == 0)
		return "the request target must be a path, or an address with one";
	if (strspn(authority, AUTHORITY) < len)
		return "the request target has a host that is none";
	if ((scheme == 8) != secure && !proxied)
		return "the request target has a scheme that is not spoken here";
	if (host && (strlen(host) != len || strncasecmp(host, authority, len) != 0))
		return "the request target and the Host header are not about the same host";
	if (host == NULL)
	{
		buffer_append(&headers->copies[HEADER_HOST], authority, len);
		headers->value[HEADER_HOST] = headers->copies[HEADER_HOST].data;
	}
	/* An empty path is "/" (RFC 9110, 4.2.3). */
	memmove(uri + (*path != '/'), path, strlen(path) + 1);
	uri[0] = '/';
	return NULL;
}

/* Why a path with its query, as it came, is refused; NULL if it is not. */
const char *
guard_uri(const char *uri)
{
	if (uri == NULL || uri[0] != '/')
		return "the request target must be a path";
	for (const char *at = uri; *at; at++)
	{
		unsigned char c = (unsigned char) *at;

		if (c <= ' ' || c >= 0x7F || strchr("\"<>\\^`{|}#", c) != NULL)
			return "the request target has a character that must be escaped";
		if (c != '%')
			continue;
		if (strspn(at + 1, "0123456789abcdefABCDEF") < 2)
			return "the request target has a broken escape";
		if (at[1] == '0' && at[2] == '0')
			return "the request target has a NUL";
	}
	return NULL;
}

/*
 * Notes a value, or adds it to a list of several lines (RFC 9110, 5.3). Blanks behind it are none of it (RFC 9112,
 * 5.1), but for those that libmicrohttpd does not cut either where it looks whether a body is chunked: to be refused.
 */
static void
take_value(Headers *headers, HeaderName header, const char *value, size_t len)
{
	Buffer	   *copy = &headers->copies[header];
	const char *before = headers->value[header];

	if (header != HEADER_TRANSFER_ENCODING)
		while (len > 0 && (value[len - 1] == ' ' || value[len - 1] == '\t'))
			len--;
	if (before == NULL && value[len] == '\0')
	{
		headers->value[header] = value;
		return;
	}
	if (before && copy->len == 0)
		buffer_puts(copy, before);
	buffer_printf(copy, "%s%.*s", before ? ", " : "", (int) len, value);
	headers->value[header] = copy->data;
}

/* Gives the memory back. */
void
guard_free(Headers *headers)
{
	for (int i = 0; i < HEADER_COUNT; i++)
		buffer_free(&headers->copies[i]);
}

/* Takes in one header line. */
void
guard_header(Headers *headers, const char *name, size_t name_len, const char *value, size_t value_len)
{
	/* Pointers into the received bytes: a gap is something that the parser has swallowed and others may not. */
	if (headers->next && name != headers->next)
		headers->refusal = "a header is not a line of its own";
	if (headers->next)
		headers->next = value + value_len + 2;
	if (++headers->count > HEADERS_MAX)
		headers->refusal = "too many headers";
	if (name_len == 0)
		headers->refusal = "a header has no name";
	for (size_t i = 0; i < name_len; i++)
		if (!is_token_char(name[i]))
			headers->refusal = "a header's name has a character that it must not have";
	for (size_t i = 0; i < value_len; i++)
		if (((unsigned char) value[i] < 0x20 && value[i] != '\t') || value[i] == 0x7F)
			headers->refusal = "a header has a control character";
	for (size_t i = 0; i < sizeof known_headers / sizeof *known_headers; i++)
	{
		HeaderName	header = known_headers[i].header;

		if (strncasecmp(name, known_headers[i].name, name_len) != 0 || known_headers[i].name[name_len] != '\0')
			continue;
		if (headers->value[header] == NULL || header < HEADER_LISTS)
			take_value(headers, header, value ? value : "", value_len);
		else if (known_headers[i].single)
			headers->refusal = "a header that may stand once stands twice";
		break;
	}
}

/* Why the headers as a whole are refused; NULL if they are not. */
const char *
guard_headers(const Headers *headers, const char *version)
{
	const char *encoding = headers->value[HEADER_TRANSFER_ENCODING];
	const char *length = headers->value[HEADER_CONTENT_LENGTH];
	const char *host = headers->value[HEADER_HOST];
	bool		old = strcmp(version, "HTTP/1.0") == 0;

	if (headers->refusal)
		return headers->refusal;
	if (!old && strcmp(version, "HTTP/1.1") != 0)
		return "the HTTP version is not supported";
	if (encoding && length)
		return "Content-Length and Transfer-Encoding exclude each other";
	if (encoding && (old || strcasecmp(encoding, "chunked") != 0))
		return "the transfer encoding is not supported";
	if (length && (*length == '\0' || strspn(length, "0123456789") != strlen(length)))
		return "Content-Length is not a number";
	if (host == NULL && !old)
		return "the Host header is missing";
	if (headers->value[HEADER_EXPECT] && strcasecmp(headers->value[HEADER_EXPECT], "100-continue") != 0)
		return "the expectation is not supported";
	return NULL;
}

/* The host's name in lower case, without port and without a dot at its end. False if it is none. */
bool
host_without_port(Buffer *host, const char *value)
{
	const char *at = value;
	size_t		len;

	host->len = 0;
	buffer_puts(host, "");
	if (*at == '[')
	{
		len = strspn(at + 1, "0123456789abcdefABCDEF:.") + 2;
		if (len > strlen(at) || at[len - 1] != ']')
			return false;
	}
	else
		len = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");
	if (len == 0 || len > 253)
		return false;
	if (at[len] == ':')
	{
		size_t		port = strspn(at + len + 1, "0123456789");

		if (port > 5 || at[len + 1 + port] != '\0')
			return false;
	}
	else if (at[len] != '\0')
		return false;
	if (len > 1 && at[len - 1] == '.')
		len--;
	for (size_t i = 0; i < len; i++)
		buffer_putc(host, (char) (at[i] >= 'A' && at[i] <= 'Z' ? at[i] | 0x20 : at[i]));
	return true;
}

/* Whether a client's request id can go into a log line and a header as it is. */
bool
sane_request_id(const char *id)
{
	size_t		len = strlen(id);

	return len > 0 && len <= 64 &&
		strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:-") == len;
}

/* Whether a text can be a token. */
bool
sane_token(const char *token)
{
	size_t		len = strlen(token);

	return len > 0 && len <= 4096 &&
		strspn(token, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._~+/=-") == len;
}

/* Whether it is a traceparent of the W3C: version, trace id, span id, flags; the trace id begins at the fourth byte. */
bool
sane_traceparent(const char *value)
{
	static const char form[] = "xx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx-xx";

	for (size_t i = 0; form[i]; i++)
		if (value[i] == '\0' || strchr(form[i] == 'x' ? "0123456789abcdef" : "-", value[i]) == NULL)
			return false;
	/* Version ff and ids of zeros are forbidden; later versions may have more behind a hyphen. */
	return strncmp(value, "ff", 2) != 0 && strspn(value + 3, "0") < 32 && strspn(value + 36, "0") < 16 &&
		(value[55] == '\0' || (value[55] == '-' && strncmp(value, "00", 2) != 0));
}

/* The token of an Authorization header, or NULL if it is no bearer token. One with a dot is a cookie's content. */
const char *
bearer_token(const char *authorization)
{
	if (authorization == NULL || strncasecmp(authorization, "Bearer ", 7) != 0)
		return NULL;
	authorization += 7 + strspn(authorization + 7, " ");
	return sane_token(authorization) && strchr(authorization, '.') == NULL ? authorization : NULL;
}
