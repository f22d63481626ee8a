/*-------------------------------------------------------------------------
 *
 * asker.h
 *	  The connection that asks the primary how far it is, for those who are to
 *	  read at a standby.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_ASKER_H
#define OUTLAYD_ASKER_H

#include "pg/pgconn.h"

#define POSITION_SIZE 64

/* What becomes of those who wait for the answer, each in no list any more. */
typedef struct AskerFor
{
	void (*answered)(Job *job); /* how far the primary is stands in position */
	void (*unanswered)(Job *job); /* nobody knows */
	void (*silent)(Loop *loop, const char *why); /* the primary does not say, or not in time */
} AskerFor;

typedef struct Asker
{
	PgConn		conn;
	const AskerFor *whom;
	char		position[POSITION_SIZE]; /* its last answer; empty where there was none */
	Link		asked;			/* requests that the question under way is for */
	Link		held;			/* those that have come since */
} Asker;

extern void asker_init(Asker *asker, Loop *loop, const AskerFor *whom);
extern void asker_stop(Asker *asker);
extern bool asker_is_there(const Asker *asker);

/* Has a request wait for the answer to a question that is asked from now on. */
extern void asker_take(Asker *asker, Job *job);

/* Lets all who wait go on without an answer. */
extern void asker_pass_all(Asker *asker);

/* When a server has had time enough for what begins now with a wait: it would have ended that by itself. */
extern int64_t asker_work_deadline(const Loop *loop, int patience);

/* When one of those who wait has waited too long, and when the connection has something to do; INT64_MAX for never. */
extern int64_t asker_deadline(const Asker *asker, bool opens);

/* Does not let anybody wait longer for a primary that does not say how far it is, and gives the question up in time. */
extern void asker_expire(Asker *asker);

#endif /* OUTLAYD_ASKER_H */
