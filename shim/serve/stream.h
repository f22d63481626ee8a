/*-------------------------------------------------------------------------
 *
 * stream.h
 *	  One stream: an answer that goes on, and the bytes that several send.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_STREAM_H
#define OUTLAYD_STREAM_H

#include "serve/request.h"

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
	Job			ask;			/* the one that is made again and again */
	char	   *token;			/* that it has */
	char	   *host;			/* that it came to, or NULL */
	char	   *group;			/* who has the same here sees the same */
	uint64_t	owner;			/* whose it is counted as */
	char	   *position;		/* behind which to go on */
	Batch	   *batch;			/* what is being sent, or NULL */
	size_t		sent;			/* of it */
	int64_t		wrote;			/* when all had been sent last */
	struct Stream *asker;		/* the one whose question it waits for, maybe itself, or NULL */
	Link		asks;			/* among those that ask */
	Buffer		listeners;		/* whom it asks for besides itself: their tokens as an array of SQL */
	int			seat;			/* among those that are asked for */
	bool		due;			/* has not been asked for in this round */
	bool		alone;			/* asks for nobody else, and nobody else for it */
	bool		suspended;
	bool		ended;
};

extern Batch *batch_create(PGresult *reply, const char *text, size_t len);
extern void batch_release(Batch *batch);

extern Stream *stream_create(Request *request, const char *head, void (*answered)(Job *ask));
extern void stream_free(Stream *stream);
extern struct MHD_Response *stream_response(Stream *stream);
extern void stream_give(Stream *stream, Batch *batch);
extern void stream_end(Stream *stream);
extern void stream_prepare(Stream *stream);
extern void stream_bring(Stream *stream, const Stream *other);
extern bool stream_same(const Stream *a, const Stream *b);
extern char *stream_position(const char *text, size_t len);
extern char *stream_head_value(const char *head, const char *name);

#endif							/* OUTLAYD_STREAM_H */
