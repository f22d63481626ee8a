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
 * What the listeners cost is bounded as well: in each round one of all streams
 * that see the same (the database says which, with the header Stream-Group)
 * and stand at the same position asks for all of them. It brings their tokens
 * along, and the database says with the answer whose are good and for the same
 * as its own; the others ask for themselves. So a stream outlives the end of
 * its session by no more than a round, however many share its question.
 *
 * Few questions are under way at once, and one for each organization, so that
 * one whose tables are locked does not stop the others' rounds.
 *
 *-------------------------------------------------------------------------
 */
#include "serve/events.h"

#include <stdlib.h>
#include <string.h>

#include "base/limit.h"
#include "base/log.h"
#include "pg/pool.h"

#define PAUSE_MICROS 200000 /* to the next round when there is news */
#define QUESTIONS_MAX 4		/* under way at once */
#define LISTENERS_MAX 1000	/* that one asks for */

static atomic_int open_streams; /* of all loops */

static void keep_alive(Stream *stream);
static void move_on(Stream *stream, Batch *batch, const char *group, const char *position);
static void share(Stream *asker);
static void disperse(Stream *asker, bool alone);
static void put_off(Stream *asker, bool for_nobody);
static int	status_of(const Job *ask);
static void answered(Job *ask);
static void ask_for(Stream *asker);
static bool is_asking(const Stream *stream);
static Stream *next_due(Loop *loop);
static void ask_next(Loop *loop);
static void leave(uint64_t owner);

/* Gives a stream that was quiet for long a sign of life, if it is free to take one. */
static void
keep_alive(Stream *stream)
{
	Loop	   *loop = stream->ask.loop;
	Batch	   *comment;

	if (stream->batch != NULL || stream->asker != NULL || stream->ended ||
		loop->now - stream->wrote < (int64_t) loop->config->stream_heartbeat * 1000)
		return;
	comment = batch_create(NULL, ":\n\n", 3);
	stream_give(stream, comment);
	batch_release(comment);
}

/*
 * Gives a stream an answer that is for it, and lets it go on behind that. A stream whose member sees something else by
 * now ends without it: the client opens another one from where this one was, and knows that it is another.
 */
static void
move_on(Stream *stream, Batch *batch, const char *group, const char *position)
{
	stream->alone = false;
	if (strcmp(stream->group, group) != 0)
	{
		stream_end(stream);
		return;
	}
	if (batch->len == 0 || strcmp(stream->position, position) == 0)
	{
		keep_alive(stream);
		return;
	}
	free(stream->position);
	stream->position = xstrdup(position);
	stream_give(stream, batch);
	if (stream->ask.loop->next_round > stream->ask.loop->now + PAUSE_MICROS)
		stream->ask.loop->next_round = stream->ask.loop->now + PAUSE_MICROS;
}

/*
 * Hands an answer to the stream that has asked and to those that it has asked for, if the database has found them to be
 * alike. Whoever is not asks for himself, and hears why.
 */
static void
share(Stream *asker)
{
	PGresult   *reply = asker->ask.reply;
	const char *alike = PQnfields(reply) > 2 ? PQgetvalue(reply, 0, 2) : "";
	int			count = (int) strlen(alike);
	Batch	   *batch = batch_create(reply, PQgetvalue(reply, 0, 0), (size_t) PQgetlength(reply, 0, 0));
	char	   *group = stream_head_value(PQgetvalue(reply, 0, 1), "Stream-Group");
	char	   *position = stream_position(batch->text, batch->len);

	asker->ask.reply = NULL;
	list_each(Stream, stream, &asker->ask.loop->streams, link)
	{
		if (stream->asker != asker)
			continue;
		stream->asker = NULL;
		if (stream == asker || (stream->seat < count && alike[stream->seat] == 'y'))
			move_on(stream, batch, group, position);
		else
			stream->due = stream->alone = true;
	}
	free(group);
	free(position);
	batch_release(batch);
}

/* An answer was for nobody: those who have waited for it ask again, by themselves where it may be the same for all. */
static void
disperse(Stream *asker, bool alone)
{
	list_each(Stream, stream, &asker->ask.loop->streams, link)
		if (stream->asker == asker)
		{
			stream->asker = NULL;
			stream->due = stream != asker;
			stream->alone |= alone;
		}
}

/*
 * The database has no answer now, for the organization of the stream that has asked, or for nobody: this round is over
 * for all of them. The one that has asked does not stand before the others next time.
 */
static void
put_off(Stream *asker, bool for_nobody)
{
	Loop	   *loop = asker->ask.loop;

	disperse(asker, false);
	list_each(Stream, stream, &loop->streams, link)
		if (for_nobody || stream->ask.tenant == asker->ask.tenant)
		{
			stream->due = false;
			keep_alive(stream);
		}
	if (asker->request != NULL)
	{
		list_remove(&asker->link);
		list_append(&loop->streams, &asker->link);
	}
}

/* The status of what has come for a stream's request, 0: an answer. */
static int
status_of(const Job *ask)
{
	const char *sqlstate;
	int			status;

	if (ask->problem.status != 0)
		return ask->problem.status;
	if (ask->error == NULL)
		return PQntuples(ask->reply) == 1 && *PQgetvalue(ask->reply, 0, 1) <= '\n' ? 0
																				   : MHD_HTTP_INTERNAL_SERVER_ERROR;
	sqlstate = PQresultErrorField(ask->error, PG_DIAG_SQLSTATE);
	status = problem_of_sqlstate(sqlstate ? sqlstate : "08006").status;
	if (status == MHD_HTTP_INTERNAL_SERVER_ERROR)
		log_event(LOG_ERROR, "stream_error", "%s: %s", ask->route->path, PQresultErrorMessage(ask->error));
	return status;
}

/* A stream's request has been answered. */
static void
answered(Job *ask)
{
	Stream	   *asker = container_of(ask, Stream, ask);
	Loop	   *loop = ask->loop;
	int			status = status_of(ask);

	list_remove(&asker->asks);
	loop->questions--;
	if (status == 0)
		share(asker);
	else if (status == MHD_HTTP_SERVICE_UNAVAILABLE || status == MHD_HTTP_GATEWAY_TIMEOUT)
		put_off(asker, ask->error == NULL || PQresultErrorField(ask->error, PG_DIAG_SQLSTATE) == NULL);
	else
	{
		/* A token that is no longer good is its own matter; anything else may be the whole organization's. */
		disperse(asker, status != MHD_HTTP_UNAUTHORIZED);
		if (asker->request != NULL)
			stream_end(asker);
	}
	PQclear(ask->reply);
	PQclear(ask->error);
	ask->reply = ask->error = NULL;
	asker->asker = NULL;
	if (asker->request == NULL)
		stream_free(asker);
	ask_next(loop);
}

/* Makes a stream's request, for itself and for all that are due and see the same. */
static void
ask_for(Stream *asker)
{
	Loop	   *loop = asker->ask.loop;
	int			seats = 0;

	stream_prepare(asker);
	asker->due = false;
	asker->asker = asker;
	list_each(Stream, stream, &loop->streams, link)
		if (stream->due && seats < LISTENERS_MAX && stream_same(stream, asker))
		{
			stream->due = false;
			stream->asker = asker;
			stream->seat = seats++;
			stream_bring(asker, stream);
		}
	list_append(&loop->asking, &asker->asks);
	loop->questions++;
	pool_submit(&asker->ask);
}

/* Whether a question of a stream's organization is under way. */
static bool
is_asking(const Stream *stream)
{
	list_each(Stream, other, &stream->ask.loop->asking, asks)
		if (other->ask.tenant == stream->ask.tenant)
			return true;
	return false;
}

/* The first stream that may ask, or NULL. */
static Stream *
next_due(Loop *loop)
{
	list_each(Stream, stream, &loop->streams, link)
		if (stream->due && !is_asking(stream))
			return stream;
	return NULL;
}

/* Asks for the next streams that are due. */
static void
ask_next(Loop *loop)
{
	Stream	   *stream;

	while (loop->questions < QUESTIONS_MAX && !loop->draining && (stream = next_due(loop)) != NULL)
		ask_for(stream);
}

/* When events_expire() has something to do next. */
int64_t
events_deadline(const Loop *loop)
{
	return list_empty(&loop->streams) || loop->draining ? INT64_MAX : loop->next_round;
}

/* Begins a round when it is time. */
void
events_expire(Loop *loop)
{
	if (events_deadline(loop) > loop->now)
		return;
	loop->next_round = loop->now + (int64_t) loop->config->stream_interval * 1000;
	list_each(Stream, stream, &loop->streams, link)
		stream->due = stream->batch == NULL && !stream->ended && stream->asker == NULL;
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
	const char *counted = *owner ? owner : request->job.id;
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
	stream = stream_create(request, head, answered);
	stream->owner = hash;
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
	if (stream->asker != stream)
		stream_free(stream);
}
