/*-------------------------------------------------------------------------
 *
 * events.c
 *	  Streams of events: answers that go on.
 *
 * The function of such a route gives what has happened since an event, as
 * text/event-stream, and at its end the id behind which to go on. So a stream
 * is a request that is made again and again: each time the database checks the
 * token, the role and the organization anew, and whatever it refuses ends the
 * stream. Nobody waits for a notification, so who writes pays nothing for
 * those who listen.
 *
 * What the listeners cost is bounded as well: in each round, one at a time,
 * one of all streams that see the same (the database says which, with the
 * header Stream-Group) and stand at the same position asks for all of them,
 * and they share its answer. Only when the last check of its own token was a
 * heartbeat ago does a stream ask for itself. One that has not taken what it
 * was given is given nothing more; it goes on from where it is, or is cut off
 * by send_timeout.
 *
 *-------------------------------------------------------------------------
 */
#include "events.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "log.h"
#include "pgconn.h"

#define PAUSE_MICROS 200000 /* between two rounds while there is news */
#define PIECE_SIZE 16384

/* Bytes that several streams send. */
typedef struct Batch
{
	int			references;
	PGresult   *reply;			/* owns the text; NULL for a comment */
	const char *text;
	size_t		len;
} Batch;

struct Stream
{
	Link		link;			/* among the loop's */
	Request    *request;		/* the client's; NULL once it has gone */
	Request		ask;			/* the one that is made again and again */
	char	   *token;			/* that it has */
	char	   *group;			/* who has the same here sees the same */
	uint64_t	owner;
	char	   *position;		/* behind which to go on */
	Batch	   *batch;			/* what is being sent, or NULL */
	size_t		sent;			/* of it */
	int64_t		wrote;			/* when all had been sent last */
	int64_t		checked;		/* when its token was good last */
	bool		due;			/* has not been asked for in this round */
	bool		suspended;
	bool		ended;
};

/* Whose streams are open in all loops: a hash of the owner for each. */
static pthread_mutex_t places_lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t *places;
static int	places_taken;

static void ask_next(Loop *loop);

/* Takes a place for a stream of an owner; otherwise says which limit it would exceed. */
static const char *
take_place(const Config *config, uint64_t owner)
{
	const char *limit = NULL;
	int			own = 0;

	pthread_mutex_lock(&places_lock);
	if (places == NULL)
		places = xmalloc(sizeof *places * (size_t) config->max_streams);
	for (int i = 0; i < places_taken; i++)
		own += places[i] == owner;
	if (own >= config->max_streams_per_member)
		limit = "too_many_streams";
	else if (places_taken >= config->max_streams)
		limit = "overloaded";
	else
		places[places_taken++] = owner;
	pthread_mutex_unlock(&places_lock);
	return limit;
}

/* Gives a place back. */
static void
leave_place(uint64_t owner)
{
	int			i = 0;

	pthread_mutex_lock(&places_lock);
	while (places[i] != owner)
		i++;
	places[i] = places[--places_taken];
	pthread_mutex_unlock(&places_lock);
}

/* One user less of a batch; the last one frees it. */
static void
batch_release(Batch *batch)
{
	if (batch == NULL || --batch->references > 0)
		return;
	PQclear(batch->reply);
	free(batch);
}

/* A batch with one reference. */
static Batch *
batch_create(PGresult *reply, const char *text, size_t len)
{
	Batch	   *batch = xmalloc(sizeof *batch);

	*batch = (Batch) {1, reply, text, len};
	return batch;
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
static void
give(Stream *stream, Batch *batch)
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
			return MHD_CONTENT_READER_END_OF_STREAM;
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

/* The position with which an answer ends: its last line "id: …". Empty if it has none. */
static char *
position_of(const char *text, size_t len)
{
	for (const char *at = text + len; at-- > text;)
		if ((at == text || at[-1] == '\n') && strncmp(at, "id: ", 4) == 0)
			return xstrndup(at + 4, strcspn(at + 4, "\n"));
	return xstrdup("");
}

/* A copy of the value of a line of the head; empty where there is none of that name. */
static char *
copy_value(const char *head, const char *name)
{
	size_t		len = 0;
	const char *value = head_value(head, name, &len);

	return xstrndup(value ? value : "", len);
}

/* Makes a stream's request ready to be sent from its present position. */
static void
prepare(Stream *stream)
{
	Request    *request = stream->request;
	Request    *ask = &stream->ask;

	args_free(&ask->args);
	args_begin(&ask->args, ask->route);
	args_add_path(&ask->args, &request->path);
	args_add_query(&ask->args, request->query);
	if (*stream->position)
		args_add_header(&ask->args, "last_event_id", stream->position);
	ask->problem = (Problem) {0};
	ask->retries = 0;
	ask->state = REQUEST_BODY;
}

/* Frees a stream that neither the client nor the pool has any more. */
static void
free_stream(Stream *stream)
{
	args_free(&stream->ask.args);
	route_table_release(stream->ask.table);
	buffer_free(&stream->ask.host);
	free(stream->token);
	free(stream->group);
	free(stream->position);
	free(stream);
}

/* Ends a stream as soon as what it has been given is sent. */
void
events_end(Stream *stream)
{
	stream->ended = true;
	stream->due = false;
	wake(stream);
}

/* Whether two streams get the same answer; never where the database does not say so. */
static bool
same(const Stream *a, const Stream *b)
{
	return *a->group && strcmp(a->group, b->group) == 0 && strcmp(a->position, b->position) == 0 &&
		strcmp(a->request->uri, b->request->uri) == 0 && strcmp(a->request->query, b->request->query) == 0;
}

/* Hands a stream's answer to all who wait for the same. */
static void
share(Stream *asked)
{
	Loop	   *loop = asked->ask.loop;
	int64_t		heartbeat = (int64_t) loop->config->stream_heartbeat * 1000;
	PGresult   *reply = asked->ask.reply;
	size_t		len = (size_t) PQgetlength(reply, 0, 0);
	Batch	   *batch = batch_create(reply, PQgetvalue(reply, 0, 0), len);
	char	   *position = position_of(batch->text, len);
	Stream		before;

	/* Since the last time its member may have been given another role: the answer is for those who have that too. */
	free(asked->group);
	asked->group = copy_value(PQgetvalue(reply, 0, 1), "Stream-Group");
	before = *asked;
	asked->ask.reply = NULL;
	asked->checked = loop->now;
	if (len > 0 && strcmp(position, asked->position) != 0)
	{
		loop->news = true;
		for (Link *link = loop->streams.next; link != &loop->streams; link = link->next)
		{
			Stream	   *stream = container_of(link, Stream, link);

			if (stream != asked &&
				(!stream->due || !same(stream, &before) || loop->now - stream->checked >= heartbeat))
				continue;
			if (stream != asked)
				free(stream->position);
			stream->position = xstrdup(position);
			stream->due = false;
			give(stream, batch);
		}
		free(before.position);
	}
	else
		for (Link *link = loop->streams.next; link != &loop->streams; link = link->next)
		{
			Stream	   *stream = container_of(link, Stream, link);

			stream->due = stream->due && (!same(stream, asked) || loop->now - stream->checked >= heartbeat);
		}
	free(position);
	batch_release(batch);
}

/* No stream is due any more, or the database is away: the round ends, with a sign of life where there was none. */
static void
end_round(Loop *loop)
{
	int64_t		heartbeat = (int64_t) loop->config->stream_heartbeat * 1000;
	Batch	   *comment = batch_create(NULL, ":\n\n", 3);

	for (Link *link = loop->streams.next; link != &loop->streams; link = link->next)
	{
		Stream	   *stream = container_of(link, Stream, link);

		stream->due = false;
		if (stream->batch == NULL && loop->now - stream->wrote >= heartbeat)
			give(stream, comment);
	}
	batch_release(comment);
	loop->next_round = loop->now + (loop->news ? PAUSE_MICROS : (int64_t) loop->config->stream_interval * 1000);
}

/* A stream's request has been answered. */
static void
answered(Request *ask)
{
	Stream	   *stream = container_of(ask, Stream, ask);
	Loop	   *loop = ask->loop;
	int			status = ask->problem.status;

	loop->asking = NULL;
	if (status == 0 && ask->error != NULL)
	{
		const char *sqlstate = PQresultErrorField(ask->error, PG_DIAG_SQLSTATE);

		status = problem_of_sqlstate(sqlstate ? sqlstate : "08006").status;
		if (status == MHD_HTTP_INTERNAL_SERVER_ERROR)
			log_event(LOG_ERROR, "stream_error", "%s: %s", ask->route->path, PQresultErrorMessage(ask->error));
	}
	else if (status == 0 && (PQntuples(ask->reply) != 1 || *PQgetvalue(ask->reply, 0, 1) > '\n'))
		status = MHD_HTTP_INTERNAL_SERVER_ERROR;
	if (status == 0 && stream->request != NULL)
		share(stream);
	PQclear(ask->reply);
	PQclear(ask->error);
	ask->reply = ask->error = NULL;
	if (stream->request == NULL)
		free_stream(stream);
	else if (status == MHD_HTTP_SERVICE_UNAVAILABLE || status == MHD_HTTP_GATEWAY_TIMEOUT)
	{
		/* It lives on, and does not stand before the others next time. */
		list_remove(&stream->link);
		list_append(&loop->streams, &stream->link);
		end_round(loop);
		return;
	}
	else if (status != 0)
		events_end(stream);
	ask_next(loop);
}

/* Asks for the next stream that is due, or ends the round. */
static void
ask_next(Loop *loop)
{
	for (Link *link = loop->streams.next; link != &loop->streams && !loop->draining; link = link->next)
	{
		Stream	   *stream = container_of(link, Stream, link);

		if (!stream->due)
			continue;
		stream->due = false;
		loop->asking = stream;
		prepare(stream);
		pool_submit(&stream->ask);
		return;
	}
	end_round(loop);
}

/* When events_expire() has something to do next. */
int64_t
events_deadline(const Loop *loop)
{
	return list_empty(&loop->streams) || loop->asking || loop->draining ? INT64_MAX : loop->next_round;
}

/* Begins a round when it is time. */
void
events_expire(Loop *loop)
{
	if (events_deadline(loop) > loop->now)
		return;
	loop->news = false;
	for (Link *link = loop->streams.next; link != &loop->streams; link = link->next)
	{
		Stream	   *stream = container_of(link, Stream, link);

		stream->due = stream->batch == NULL && !stream->ended;
	}
	ask_next(loop);
}

/* Ends all streams of a loop. */
void
events_drain(Loop *loop)
{
	for (Link *link = loop->streams.next; link != &loop->streams; link = link->next)
		events_end(container_of(link, Stream, link));
}

/* Makes a stream's own request, with copies of what it needs of the client's. */
static void
copy_request(Stream *stream, Request *request)
{
	Request    *ask = &stream->ask;

	list_init(&ask->link);
	list_init(&ask->arrival);
	ask->loop = request->loop;
	ask->done = answered;
	ask->method = "GET";
	ask->query = "";
	memcpy(ask->id, request->id, sizeof ask->id);
	memcpy(ask->trace, request->trace, sizeof ask->trace);
	memcpy(ask->address, request->address, sizeof ask->address);
	memcpy(ask->slug, request->slug, sizeof ask->slug);
	ask->tenant = request->tenant;
	if (request->host.len > 0)
		buffer_append(&ask->host, request->host.data, request->host.len);
	ask->table = route_table_retain(request->table);
	ask->route = request->route;
	if (request->token)
		ask->token = stream->token = xstrdup(request->token);
	args_begin(&ask->args, ask->route);
}

/* Begins a stream with the first answer. NULL if that is refused; then the request has the problem. */
struct MHD_Response *
events_open(Request *request, const char *head)
{
	Loop	   *loop = request->loop;
	char	   *owner = copy_value(head, "Stream-Owner");
	const char *counted = *owner ? owner : request->id;
	uint64_t	hash = hash_bytes(hash_secret(), counted, strlen(counted));
	const char *limit = take_place(loop->config, hash);
	PGresult   *reply = request->reply;
	size_t		len = (size_t) PQgetlength(reply, 0, 0);
	struct MHD_Response *response;
	Stream	   *stream;
	int			room = 2 * PIECE_SIZE;

	free(owner);
	if (limit != NULL)
	{
		request_refuse(request, *limit == 't' ? MHD_HTTP_TOO_MANY_REQUESTS : MHD_HTTP_SERVICE_UNAVAILABLE, limit,
					   "too many streams are open");
		return NULL;
	}
	stream = xmalloc(sizeof *stream);
	*stream = (Stream) {.request = request, .owner = hash, .wrote = loop->now, .checked = loop->now};
	request->stream = stream;
	copy_request(stream, request);
	stream->group = copy_value(head, "Stream-Group");
	stream->position = position_of(PQgetvalue(reply, 0, 0), len);
	if (len > 0)
	{
		stream->batch = batch_create(reply, PQgetvalue(reply, 0, 0), len);
		request->reply = NULL; /* the batch's now */
	}
	if (list_empty(&loop->streams))
		loop->next_round = loop->now + (int64_t) loop->config->stream_interval * 1000;
	list_append(&loop->streams, &stream->link);
	/* The kernel, too, keeps only so much for a client that does not read. */
	setsockopt(request->client->fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
	response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PIECE_SIZE, read_stream, stream, NULL);
	/* The connection's end is the stream's. Chunks would be no larger than what a header may take. */
	MHD_set_response_options(response, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
	return response;
}

/* The client's request has ended, and with it its stream. */
void
events_close(Request *request)
{
	Stream	   *stream = request->stream;

	if (stream == NULL)
		return;
	list_remove(&stream->link);
	leave_place(stream->owner);
	batch_release(stream->batch);
	stream->request = NULL;
	request->stream = NULL;
	if (request->loop->asking != stream)
		free_stream(stream);
}
