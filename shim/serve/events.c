/*-------------------------------------------------------------------------
 *
 * events.c
 *	  Streams of events: the rounds in which all of them go on.
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
 * heartbeat ago does a stream ask for itself.
 *
 *-------------------------------------------------------------------------
 */
#include "serve/events.h"

#include <stdlib.h>
#include <string.h>

#include "base/limit.h"
#include "base/log.h"
#include "pg/pgconn.h"

#define PAUSE_MICROS 200000 /* between two rounds while there is news */

static atomic_int open_streams; /* of all loops */

static void ask_next(Loop *loop);

/* Gives a stream a batch, and lets it go on behind that. */
static void
move_on(Stream *stream, Batch *batch, const char *position)
{
	free(stream->position);
	stream->position = xstrdup(position);
	stream_give(stream, batch);
}

/* Hands a stream's answer to all who wait for the same. */
static void
share(Stream *asked)
{
	Loop	   *loop = asked->ask.loop;
	int64_t		heartbeat = (int64_t) loop->config->stream_heartbeat * 1000;
	PGresult   *reply = asked->ask.reply;
	Batch	   *batch = batch_create(reply, PQgetvalue(reply, 0, 0), (size_t) PQgetlength(reply, 0, 0));
	char	   *position = stream_position(batch->text, batch->len);
	bool		news = batch->len > 0 && strcmp(position, asked->position) != 0;

	/* Since the last time its member may have been given another role: the answer is for those who have that too. */
	free(asked->group);
	asked->group = stream_head_value(PQgetvalue(reply, 0, 1), "Stream-Group");
	asked->ask.reply = NULL;
	asked->checked = loop->now;
	list_each(Stream, stream, &loop->streams, link)
	{
		if (!stream->due || !stream_same(stream, asked) || loop->now - stream->checked >= heartbeat)
			continue;
		stream->due = false;
		if (news)
			move_on(stream, batch, position);
	}
	/* Last, since the others are compared with where it was. */
	if (news)
		move_on(asked, batch, position);
	loop->news |= news;
	free(position);
	batch_release(batch);
}

/* No stream is due any more, or the database is away: the round ends, with a sign of life where there was none. */
static void
end_round(Loop *loop)
{
	int64_t		heartbeat = (int64_t) loop->config->stream_heartbeat * 1000;
	Batch	   *comment = batch_create(NULL, ":\n\n", 3);

	list_each(Stream, stream, &loop->streams, link)
	{
		stream->due = false;
		if (stream->batch == NULL && loop->now - stream->wrote >= heartbeat)
			stream_give(stream, comment);
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
		stream_free(stream);
	else if (status == MHD_HTTP_SERVICE_UNAVAILABLE || status == MHD_HTTP_GATEWAY_TIMEOUT)
	{
		/* It lives on, and does not stand before the others next time. */
		list_remove(&stream->link);
		list_append(&loop->streams, &stream->link);
		end_round(loop);
		return;
	}
	else if (status != 0)
		stream_end(stream);
	ask_next(loop);
}

/* Asks for the next stream that is due, or ends the round. */
static void
ask_next(Loop *loop)
{
	list_each(Stream, stream, &loop->streams, link)
		if (stream->due && !loop->draining)
		{
			stream->due = false;
			loop->asking = stream;
			stream_prepare(stream);
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
	list_each(Stream, stream, &loop->streams, link)
		stream->due = stream->batch == NULL && !stream->ended;
	ask_next(loop);
}

/* Ends all streams of a loop. */
void
events_drain(Loop *loop)
{
	list_each(Stream, stream, &loop->streams, link)
		stream_end(stream);
}

/* Gives a stream's place back. */
static void
leave(uint64_t owner)
{
	limit_hold(HELD_STREAMS, owner, -1);
	atomic_fetch_sub(&open_streams, 1);
}

/* Begins a stream with the first answer. NULL if that is refused; then the request has the problem. */
struct MHD_Response *
events_open(Request *request, const char *head)
{
	Loop	   *loop = request->loop;
	char	   *owner = stream_head_value(head, "Stream-Owner");
	const char *counted = *owner ? owner : request->id;
	uint64_t	hash = hash_bytes(hash_secret(), counted, strlen(counted));
	bool		own = limit_hold(HELD_STREAMS, hash, 1) <= loop->config->max_streams_per_member;
	bool		all = atomic_fetch_add(&open_streams, 1) < loop->config->max_streams;
	Stream	   *stream;

	free(owner);
	if (!own || !all)
	{
		leave(hash);
		request_refuse(request, own ? MHD_HTTP_SERVICE_UNAVAILABLE : MHD_HTTP_TOO_MANY_REQUESTS,
					   own ? "overloaded" : "too_many_streams", "too many streams are open");
		return NULL;
	}
	stream = stream_create(request, head);
	stream->owner = hash;
	stream->ask.done = answered;
	if (list_empty(&loop->streams))
		loop->next_round = loop->now + (int64_t) loop->config->stream_interval * 1000;
	list_append(&loop->streams, &stream->link);
	return stream_response(stream);
}

/* The client's request has ended, and with it its stream. */
void
events_close(Request *request)
{
	Stream	   *stream = request->stream;

	if (stream == NULL)
		return;
	list_remove(&stream->link);
	leave(stream->owner);
	stream->request = NULL;
	request->stream = NULL;
	if (request->loop->asking != stream)
		stream_free(stream);
}
