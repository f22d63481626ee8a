/*-------------------------------------------------------------------------
 *
 * pgconn.h
 *	  A connection to PostgreSQL.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_PGCONN_H
#define OUTLAYD_PGCONN_H

#include <libpq-fe.h>

#include "pg/job.h"

typedef enum PgState
{
	PG_DOWN,					/* tried again at retry_at */
	PG_CONNECTING,
	PG_SETUP,					/* the role's first commands are under way */
	PG_IDLE,
	PG_BUSY,
	PG_COMMITTING,				/* a write's results have come; what has not is that it is committed */
	PG_CANCELLING				/* busy, and a cancel request is under way */
} PgState;

/* What a connection is for. */
typedef struct PgRole
{
	const char *name;
	bool (*setup)(PgConn *conn); /* sends the first commands, up to a Sync; NULL where there are none */
	void (*result)(PgConn *conn, PGresult *result); /* owns the result */
	void (*synced)(PgConn *conn); /* all results until Sync have come */
	void (*notified)(PgConn *conn); /* NULL where nothing is listened for */
	void (*changed)(PgConn *conn, PgState before); /* after a change of state */
	bool		at_standby;		/* connects by conninfo_read */
} PgRole;

/* A prepared statement: a function called with a set of arguments. Its name is a hash of its text. */
typedef struct Statement
{
	uint64_t	signature;
	uint64_t	present;
	uint64_t	name[2];		/* both 0: an empty slot */
} Statement;

struct PgConn
{
	Source		source;
	Link		link;			/* among the idle ones */
	Loop	   *loop;
	const PgRole *role;
	PgState		state;
	PGconn	   *pg;
	uint32_t	watched;		/* epoll events asked for */
	int64_t		opened;			/* when it began to connect */
	int64_t		since;			/* the same, then when it was connected */
	int64_t		retry_at;		/* or, of the control connection when idle, when to read the routes again */
	int			failures;		/* in a row */
	bool		failed;			/* an error among the results since the last Sync */
	bool		wants_writable;	/* the connection string asks for a server that can be written to */
	bool		greeted;		/* what follows is known */
	bool		pooled;			/* behind a pooler: each transaction may meet another backend */
	bool		standby;		/* the server was in recovery when it was connected to */
	bool		promoted;		/* the control connection's: and no longer is */
	bool		nameless;		/* statements are not prepared: the pooler does not know whose they are */

	Job		   *job;		/* the one it works for */
	int			place;			/* the pool's: which of its connections this is; -1 for the one too many */
	int64_t		give_up_at;		/* reader.c's, when busy */
	const char *reach;			/* a reader's: what the standby has to have replayed; NULL for others */
	bool		serving;		/* counted in the queue as working for its tenant */
	uint64_t	tenant;			/* of the last request */
	bool		writes;			/* that request */
	bool		unconfirmed;	/* it has committed, and no standby has said that it has it */
	bool		hurried;		/* its commit has been cancelled */
	int64_t		commit_deadline; /* when its commit has taken too long; INT64_MAX where it has not begun */
	bool		stranger;		/* there is no such tenant */
	uint64_t   *seen;			/* the tenants that the backend has served: open hash table; see recycle.c */
	int			seen_count;
	Statement  *statements;		/* open hash table */
	int			statement_count;
	bool		knows_enter;	/* it has been prepared, too */
	int			to_prepare;		/* statements whose Parse is under way, of these */
	int			to_pass;		/* commands under way whose results say nothing */
	Statement	preparing;		/* the call's, if its name is not 0 */
	int			tuples;			/* results with rows so far, but for those of pieces */
	bool		sending;		/* a body is sent in pieces, and the call comes after it */
	size_t		sent;			/* so much of it */
	int			pieces;			/* whose results have not come */
	struct Cancel *cancel;		/* shared with the cancelling thread; see pool.c */

	RouteTable *loading;		/* the control connection's, until Sync */
	bool		stale;			/* the routes have changed while they were being read */
	uint64_t	fingerprint;	/* of the routes in use */
	uint64_t	fingerprint_now; /* of those that have been read so far */
};

extern void pgconn_init(PgConn *conn, Loop *loop, const PgRole *role);
extern void pgconn_set_state(PgConn *conn, PgState state);
extern bool pgconn_flush(PgConn *conn);
extern bool pgconn_is_demoted(const PgConn *conn);
extern bool pgconn_is_lost(PgConn *conn);
extern void pgconn_close(PgConn *conn, const char *why);
extern int64_t pgconn_deadline(const PgConn *conn);
extern void pgconn_expire(PgConn *conn);

#endif /* OUTLAYD_PGCONN_H */
