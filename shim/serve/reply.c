/*-------------------------------------------------------------------------
 *
 * reply.c
 *	  What PostgreSQL has returned, on its way to being the answer.
 *
 * Its bytes are the body, without a copy; the lines of the head are headers.
 * What a client asks for beyond that needs no knowledge of what is answered:
 * nothing of what it has already (304), a part of a file (206), no body where
 * something was written (Prefer), the next page (Link), fewer bytes (gzip).
 *
 *-------------------------------------------------------------------------
 */
#include "serve/reply.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <xxhash.h>

#include "http/compress.h"
#include "http/negotiate.h"
#include "serve/answer.h"
#include "serve/tenant.h"

typedef struct Reply
{
	PGresult   *result;
	PGresult  **pieces;			/* behind the first one, which is the result */
	int			piece_count;
	int			status;
	const char *head;
	const char *body;			/* what is sent of it */
	size_t		skip;			/* what comes before what is sent, where there are several pieces */
	size_t		len;			/* of all pieces */
	bool		vary;			/* it is, or could have been, compressed */
	bool		minimal;		/* its body is left out as the client prefers */
	Buffer		zipped;
	char		etag[96];		/* with its quotes; empty: none */
} Reply;

static void add_head_line(struct MHD_Response *response, const char *line, size_t len);
static struct MHD_IoVec piece_of(const Reply *reply, int number);
static uint64_t hash_body(const Reply *reply);
static void free_pieces(void *arg);
static struct MHD_Response *respond_in_pieces(Request *request, Reply *reply);
static bool is_version(const char *tag, size_t len);
static void make_etag(Reply *reply, bool zip);
static bool may_compress(const Request *request, const Reply *reply);
static void zip_body(Request *request, Reply *reply);
static bool finish_read(Request *request, Reply *reply);
static void finish_write(Request *request, Reply *reply);
static void add_location(Request *request, const Reply *reply, struct MHD_Response *response);
static void add_next_link(Request *request, const Reply *reply, struct MHD_Response *response);
static void add_headers(Request *request, Reply *reply, struct MHD_Response *response);

/* The value of a line of the head, up to its end; NULL where there is none of that name. */
const char *
reply_head_value(const char *head, const char *name, size_t *len)
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
	static const char *const ours[] = {"Content-Length", "Transfer-Encoding", "Connection", "Date", "ETag", "Created",
									   "Next-Page", "Tenant"};
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

/* The bytes of a piece of the body. */
static struct MHD_IoVec
piece_of(const Reply *reply, int number)
{
	const PGresult *piece = number == 0 ? reply->result : reply->pieces[number - 1];

	return (struct MHD_IoVec) {PQgetvalue(piece, 0, 0), (size_t) PQgetlength(piece, 0, 0)};
}

/* A number that is the same for the same body. */
static uint64_t
hash_body(const Reply *reply)
{
	XXH3_state_t *state;
	uint64_t	hash;

	if (reply->piece_count == 0)
		return XXH3_64bits(reply->body, reply->len);
	state = XXH3_createState();
	if (state == NULL)
		abort();
	XXH3_64bits_reset(state);
	for (int i = 0; i <= reply->piece_count; i++)
	{
		struct MHD_IoVec	piece = piece_of(reply, i);

		XXH3_64bits_update(state, piece.iov_base, piece.iov_len);
	}
	hash = XXH3_64bits_digest(state);
	XXH3_freeState(state);
	return hash;
}

/* Frees the pieces of a body; called by libmicrohttpd. */
static void
free_pieces(void *arg)
{
	PGresult  **pieces = arg;

	for (PGresult **piece = pieces; *piece; piece++)
		PQclear(*piece);
	free(pieces);
}

/* Makes the answer of a body in several pieces, without a copy of them, of which it becomes the owner. */
static struct MHD_Response *
respond_in_pieces(Request *request, Reply *reply)
{
	size_t		count = (size_t) reply->piece_count + 1;
	struct MHD_IoVec  *parts = xmalloc(sizeof *parts * count);
	PGresult  **pieces = xmalloc(sizeof *pieces * (count + 1));
	unsigned int used = 0;
	size_t		left = reply->len;
	struct MHD_Response *response;

	for (size_t i = 0; i < count; i++)
	{
		struct MHD_IoVec	part = piece_of(reply, (int) i);
		size_t		skipped = reply->skip < part.iov_len ? reply->skip : part.iov_len;

		pieces[i] = i == 0 ? reply->result : reply->pieces[i - 1];
		reply->skip -= skipped;
		part.iov_base = (const char *) part.iov_base + skipped;
		part.iov_len = part.iov_len - skipped < left ? part.iov_len - skipped : left;
		left -= part.iov_len;
		if (part.iov_len > 0)
			parts[used++] = part;
	}
	pieces[count] = NULL;
	free(request->job.pieces);
	request->job.pieces = NULL;
	request->job.piece_count = 0;
	response = MHD_create_response_from_iovec(parts, used, free_pieces, pieces);
	free(parts);
	return response;
}

/* Whether an entity tag of the head is a record's version. */
static bool
is_version(const char *tag, size_t len)
{
	return len > 2 && len < 22 && strspn(tag + 1, "0123456789") == len - 2;
}

/*
 * Makes the entity tag. A number in the head is a record's version, to which a hash of the body is added: what is
 * shown of other records may change without it. Compressed bytes are others, and have another tag.
 */
static void
make_etag(Reply *reply, bool zip)
{
	size_t		len = 0;
	const char *own = reply_head_value(reply->head, "ETag", &len);
	bool		version = is_version(own, len);

	if (own && !version)
		snprintf(reply->etag, sizeof reply->etag, "%.*s", (int) (len < sizeof reply->etag ? len : 0), own);
	else
		snprintf(reply->etag, sizeof reply->etag, "\"%.*s-%016llx%s\"", version ? (int) len - 2 : 0,
				 version ? own + 1 : "", (unsigned long long) hash_body(reply),
				 zip ? "-gzip" : "");
}

/*
 * Whether an answer may be compressed. Not where it holds a secret: its length would tell of it to somebody who can
 * put text of his own beside it (BREACH). Files have parts instead, and mostly are compressed already.
 */
static bool
may_compress(const Request *request, const Reply *reply)
{
	size_t		len;
	const char *type = reply_head_value(reply->head, "Content-Type", &len);

	return !request->job.route->secret && reply->len >= COMPRESS_MIN && reply->len <= COMPRESS_MAX &&
		(type == NULL || strncasecmp(type, "text/", 5) == 0 || strncasecmp(type, "application/json", 16) == 0);
}

/* Compresses the body, if the loop has a compressor. */
static void
zip_body(Request *request, Reply *reply)
{
	Loop	   *loop = request->loop;

	if (loop->compressor == NULL)
		loop->compressor = compressor_create();
	if (loop->compressor == NULL || !compress_gzip(loop->compressor, reply->body, reply->len, &reply->zipped))
		buffer_free(&reply->zipped);
	else
		reply->len = reply->zipped.len;
}

/* Answers a GET with what the client does not have already, in the form that it wants. False: with a refusal. */
static bool
finish_read(Request *request, Reply *reply)
{
	const char *match = request->headers.value[HEADER_IF_MATCH];
	const char *seen = request->headers.value[HEADER_IF_NONE_MATCH];
	RangeKind	range = RANGE_WHOLE;
	size_t		len;
	bool		file = reply_head_value(reply->head, "Accept-Ranges", &len) != NULL;
	bool		part = reply_head_value(reply->head, "Content-Range", &len) != NULL; /* no more has come */
	bool		zip;

	reply->vary = !file && may_compress(request, reply);
	zip = reply->vary && accepts_gzip(request->headers.value[HEADER_ACCEPT_ENCODING]);
	make_etag(reply, zip);
	if (match && !etag_matches(match, reply->etag, true))
	{
		request_refuse(request, MHD_HTTP_PRECONDITION_FAILED, "precondition_failed", "this is not what If-Match names");
		return false;
	}
	if (seen && etag_matches(seen, reply->etag, false))
		reply->status = MHD_HTTP_NOT_MODIFIED;
	else if (file && !part && (range = answer_range(request, reply->len, reply->etag, NULL)) == RANGE_PART)
	{
		reply->status = MHD_HTTP_PARTIAL_CONTENT;
		if (reply->piece_count > 0)
			reply->skip = request->part;
		else
			reply->body += request->part;
		reply->len = request->part_len;
	}
	else if (zip)
		zip_body(request, reply);
	return range != RANGE_BEYOND;
}

/* Answers a change: without its body where the client prefers that, unless it holds a secret that is told but once. */
static void
finish_write(Request *request, Reply *reply)
{
	size_t		len = 0;
	const char *etag = reply_head_value(reply->head, "ETag", &len);

	/* What has been deleted has no version any more, and what has only been done to a record is no record. */
	if (etag && (!is_version(etag, len) || reply->status == MHD_HTTP_CREATED || strcmp(request->method, "PUT") == 0 ||
				 strcmp(request->method, "PATCH") == 0))
		make_etag(reply, false);
	if (reply->len == 0 || request->job.route->secret || !prefers_minimal(request->headers.value[HEADER_PREFER]))
		return;
	reply->minimal = true;
	reply->len = 0;
	if (reply->status == MHD_HTTP_OK)
		reply->status = MHD_HTTP_NO_CONTENT;
}

/* Adds Location: where the record that was created can be read, if it can. The head has its id. */
static void
add_location(Request *request, const Reply *reply, struct MHD_Response *response)
{
	PathParts	path = request->path;
	Buffer		text = {0};
	size_t		len;
	const char *id = reply_head_value(reply->head, "Created", &len);

	if (reply->status != MHD_HTTP_CREATED || id == NULL || path.count == ROUTE_SEGMENTS_MAX)
		return;
	path.part[path.count].text = id;
	path.part[path.count++].len = len;
	if (route_find(request->job.table, &path, "GET", &text) != NULL)
	{
		size_t		base = strlen(request->uri);

		text.len = 0;
		buffer_printf(&text, "%.*s/%.*s", (int) (base - (request->uri[base - 1] == '/')), request->uri, (int) len, id);
		MHD_add_response_header(response, "Location", text.data);
	}
	buffer_free(&text);
}

/* Adds Link (RFC 8288): the same list from where the next page begins, which the head tells. */
static void
add_next_link(Request *request, const Reply *reply, struct MHD_Response *response)
{
	Buffer		text = {0};
	size_t		len;
	const char *next = reply_head_value(reply->head, "Next-Page", &len);

	if (next == NULL)
		return;
	buffer_printf(&text, "<%s?", request->uri);
	for (const char *at = request->query; *at;)
	{
		size_t		size = strcspn(at, "&");

		if (size > 0 && strncmp(at, "after=", 6) != 0)
			buffer_printf(&text, "%.*s&", (int) size, at);
		at += size + (at[size] == '&');
	}
	buffer_printf(&text, "after=%.*s>; rel=\"next\"", (int) len, next);
	MHD_add_response_header(response, "Link", text.data);
	buffer_free(&text);
}

/* Adds the headers: those of the head, and what else is known of the answer. */
static void
add_headers(Request *request, Reply *reply, struct MHD_Response *response)
{
	const struct
	{
		const char *name;
		const char *value;
	} more[] = {
		{"ETag", *reply->etag ? reply->etag : NULL},
		{"Content-Encoding", reply->zipped.len ? "gzip" : NULL},
		{"Vary", reply->vary ? "Accept-Encoding" : NULL},
		{"Preference-Applied", reply->minimal ? "return=minimal" : NULL},
	};

	for (const char *line = reply->head + strcspn(reply->head, "\n"); *line; line += strcspn(line, "\n"))
	{
		line++;
		add_head_line(response, line, strcspn(line, "\n"));
	}
	if (reply->len > 0 && reply->status != MHD_HTTP_NOT_MODIFIED &&
		MHD_get_response_header(response, "Content-Type") == NULL)
		MHD_add_response_header(response, "Content-Type", "application/json");
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		if (more[i].value)
			MHD_add_response_header(response, more[i].name, more[i].value);
	add_location(request, reply, response);
	add_next_link(request, reply, response);
}

/* Answers with what PostgreSQL has returned. */
enum MHD_Result
reply_answer(Request *request)
{
	Reply		reply = {
		.result = request->job.reply,
		.status = request->job.route->status,
		.head = PQgetvalue(request->job.reply, 0, 1),
		.body = PQgetvalue(request->job.reply, 0, 0),
		.len = (size_t) PQgetlength(request->job.reply, 0, 0),
		.pieces = request->job.pieces,
		.piece_count = request->job.piece_count
	};
	struct MHD_Response *response;
	size_t		slug_len = 0;
	const char *slug = reply_head_value(reply.head, "Tenant", &slug_len);

	tenant_learn(&request->job, slug, slug_len);
	for (int i = 0; i < reply.piece_count; i++)
		reply.len += piece_of(&reply, i + 1).iov_len;
	if (*reply.head >= '1' && *reply.head <= '9')
		reply.status = text_to_int(reply.head);
	if (reply.status < 200 || reply.status > 599)
		reply.status = MHD_HTTP_INTERNAL_SERVER_ERROR;
	if (strcmp(request->job.route->method, "GET") != 0 && reply.status < 300)
		finish_write(request, &reply);
	else if ((reply.status == MHD_HTTP_OK || reply.status == MHD_HTTP_PARTIAL_CONTENT) && !finish_read(request, &reply))
		return answer_problem(request);

	if (reply.zipped.len > 0)
		response = MHD_create_response_from_buffer(reply.len, reply.zipped.data, MHD_RESPMEM_MUST_FREE);
	else if (reply.piece_count > 0)
	{
		request->job.reply = NULL; /* the response's now */
		response = respond_in_pieces(request, &reply);
	}
	else
	{
		request->job.reply = NULL; /* the response's now */
		response = MHD_create_response_from_buffer_with_free_callback_cls(
			reply.len, (void *) reply.body, (MHD_ContentReaderFreeCallback) PQclear, reply.result);
	}
	add_headers(request, &reply, response);
	return answer_send(request, reply.status, response, reply.len);
}
