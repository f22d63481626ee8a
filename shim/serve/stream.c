/*-------------------------------------------------------------------------
 *
 * stream.c
 *	  One stream: an answer that goes on, and the bytes that several send.
 *
 * A stream that has not taken what it was given is given nothing more; it
 * goes on from where it is, or is cut off by send_timeout.
 *
 *-------------------------------------------------------------------------
 */
#include "serve/stream.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "serve/reply.h"
#include "serve/tenant.h"

#define PIECE_SIZE 16384
#define LIMIT_SECONDS 86400u

static void wake(Stream *stream);
static ssize_t read_stream(void *arg, uint64_t at, char *to, size_t max);
static void copy_job(Stream *stream, const Job *job);

/* A batch with one reference. */
Batch *
batch_create(PGresult *reply, const char *text, size_t len)
{
	Batch	   *batch = xmalloc(sizeof *batch);

	*batch = (Batch) {1, reply, text, len};
	return batch;
}

/* One user less of a batch; the last one frees it. */
void
batch_release(Batch *batch)
{
	if (batch == NULL || --batch->references > 0)
		return;
	PQclear(batch->reply);
	free(batch);
}

/* Lets libmicrohttpd ask for more of a stream. */
static void
wake(Stream *stream)
{
	if (!stream->suspended)
		return;
	stream->suspended = false;
	stream->request->loop->daemon_ready = true;
	client_set_phase(stream->request->client, PHASE_SEND);
	MHD_resume_connection(stream->request->connection);
}

/* Gives a stream something to send; it has nothing. */
void
stream_give(Stream *stream, Batch *batch)
{
	batch->references++;
	stream->batch = batch;
	stream->sent = 0;
	wake(stream);
}

/* Called by libmicrohttpd for the next bytes of a stream. */
static ssize_t
read_stream(void *arg, uint64_t at, char *to, size_t max)
{
	Stream	   *stream = arg;
	Request    *request = stream->request;
	Batch	   *batch = stream->batch;
	size_t		len;

	(void) at;
	if (batch == NULL)
	{
		if (stream->ended || request->loop->draining)
		{
			request->loop->daemon_behind = true;
			return MHD_CONTENT_READER_END_OF_STREAM;
		}
		stream->suspended = true;
		client_set_phase(request->client, PHASE_STREAM);
		MHD_suspend_connection(request->connection);
		return 0;
	}
	len = batch->len - stream->sent < max ? batch->len - stream->sent : max;
	memcpy(to, batch->text + stream->sent, len);
	stream->sent += len;
	request->bytes += len;
	if (stream->sent == batch->len)
	{
		batch_release(batch);
		stream->batch = NULL;
		stream->wrote = request->loop->now;
	}
	return (ssize_t) len;
}

/* Ends a stream as soon as what it has been given is sent. */
void
stream_end(Stream *stream)
{
	stream->ended = true;
	stream->due = false;
	wake(stream);
}

/* The position with which an answer ends: its last line "id: …". Empty if it has none. */
char *
stream_position(const char *text, size_t len)
{
	for (const char *at = text + len; at-- > text;)
		if ((at == text || at[-1] == '\n') && strncmp(at, "id: ", 4) == 0)
			return xstrndup(at + 4, strcspn(at + 4, "\n"));
	return xstrdup("");
}

/* A copy of the value of a line of the head; empty where there is none of that name. */
char *
stream_head_value(const char *head, const char *name)
{
	size_t		len = 0;
	const char *value = reply_head_value(head, name, &len);

	return xstrndup(value ? value : "", len);
}

/* Whether two streams get the same answer; never where the database does not say so. */
bool
stream_same(const Stream *a, const Stream *b)
{
	return !a->alone && !b->alone && *a->group && strcmp(a->group, b->group) == 0 &&
		strcmp(a->position, b->position) == 0 && strcmp(a->request->uri, b->request->uri) == 0 &&
		strcmp(a->request->query, b->request->query) == 0;
}

/* Makes a stream's request ready to be sent from its present position. */
void
stream_prepare(Stream *stream)
{
	Request    *request = stream->request;
	Job		   *ask = &stream->ask;

	args_free(&ask->args);
	args_begin(&ask->args, ask->route);
	args_add_path(&ask->args, &request->path);
	args_add_query(&ask->args, request->query);
	if (*stream->position)
		args_add_header(&ask->args, "last_event_id", stream->position);
	ask->tenant = tenant_of(ask);
	ask->problem = (Problem) {0};
	ask->retries = 0;
	ask->state = JOB_READY;
	stream->listeners.len = 0;
	ask->listeners = NULL;
}

/* Adds another stream's token to those that a stream brings along with its request. */
void
stream_bring(Stream *stream, const Stream *other)
{
	Buffer	   *array = &stream->listeners;

	/* The last bracket gives way to the next element. */
	if (array->len > 0)
		array->len--;
	buffer_puts(array, array->len > 0 ? ",\"" : "{\"");
	for (const char *at = other->token ? other->token : ""; *at; at++)
	{
		if (*at == '"' || *at == '\\')
			buffer_putc(array, '\\');
		buffer_putc(array, *at);
	}
	buffer_puts(array, "\"}");
	stream->ask.listeners = array->data;
}

/* Makes what a stream asks, with copies of what it needs of the client's request. */
static void
copy_job(Stream *stream, const Job *job)
{
	Job		   *ask = &stream->ask;

	memcpy(ask->id, job->id, sizeof ask->id);
	memcpy(ask->trace, job->trace, sizeof ask->trace);
	memcpy(ask->address, job->address, sizeof ask->address);
	memcpy(ask->slug, job->slug, sizeof ask->slug);
	ask->tenant = job->tenant;
	if (job->host)
		ask->host = stream->host = xstrdup(job->host);
	ask->table = route_table_retain(job->table);
	ask->route = job->route;
	if (job->token)
		ask->token = stream->token = xstrdup(job->token);
	args_begin(&ask->args, ask->route);
}

/* A stream that begins with the answer of a request, which is its first batch; answered() takes those that follow. */
Stream *
stream_create(Request *request, const char *head, void (*answered)(Job *ask))
{
	PGresult   *reply = request->job.reply;
	size_t		len = (size_t) PQgetlength(reply, 0, 0);
	int64_t		now = request->loop->now;
	Stream	   *stream = xmalloc(sizeof *stream);

	*stream = (Stream) {.request = request, .wrote = now};
	request->stream = stream;
	list_init(&stream->link);
	list_init(&stream->asks);
	job_init(&stream->ask, request->loop, answered);
	copy_job(stream, &request->job);
	stream->group = stream_head_value(head, "Stream-Group");
	stream->position = stream_position(PQgetvalue(reply, 0, 0), len);
	if (len > 0)
	{
		stream->batch = batch_create(reply, PQgetvalue(reply, 0, 0), len);
		request->job.reply = NULL; /* the batch's now */
	}
	return stream;
}

/* Frees a stream that neither the client nor the pool has any more. */
void
stream_free(Stream *stream)
{
	batch_release(stream->batch);
	job_free(&stream->ask);
	buffer_free(&stream->listeners);
	free(stream->token);
	free(stream->host);
	free(stream->group);
	free(stream->position);
	free(stream);
}

/*
 * The answer that a stream is. libmicrohttpd closes a connection whose answer says that it has ended, but cleans up
 * only those that it has an event for, which this one never has, or whose time may be over: it looks at the one of all
 * that was quiet for longest, and in each run at all that have a limit of their own. So a stream has one, too long to
 * matter; without it what it holds would stay as long as any older connection.
 */
struct MHD_Response *
stream_response(Stream *stream)
{
	struct MHD_Response *response;
	int			room = 2 * PIECE_SIZE;

	/* The kernel, too, keeps only so much for a client that does not read. */
	setsockopt(stream->request->client->fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
	MHD_set_connection_option(stream->request->connection, MHD_CONNECTION_OPTION_TIMEOUT, LIMIT_SECONDS);
	response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PIECE_SIZE, read_stream, stream, NULL);
	/* The connection's end is the stream's. Chunks would be no larger than what a header may take. */
	MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
	return response;
}
