/*-------------------------------------------------------------------------
 *
 * request.h
 *	  What is kept for the length of a transaction: one request.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_REQUEST_H
#define OUTLAY_REQUEST_H

#include "postgres.h"

#include "call/position.h"

/* member is 0 for an operator in psql and for somebody who has not logged in. */
typedef struct Caller
{
	bool		entered;		/* outlay.enter() ran in this transaction */
	bool		is_operator;	/* a database role that may do everything */
	int32		route;			/* that was entered */
	int64		tenant;			/* 0: none (base host) */
	int64		member;
	int64		session;
	int64		console_operator;	/* logged in at the console; 0: none is */
	int			role;			/* one ROLE_… bit, 0: not logged in */
	bool		is_deputy;		/* somebody has this member for their deputy, on some day */
	char		address[46];
	char		user_agent[201];
	char		request_id[65];
	char		slug[64];		/* of the path, empty where the host tells the tenant */
	char		known_as[64];	/* slug of a tenant that was entered at another address than a default one */
	char		device_token[64];	/* of an earlier log-in, came in the cookie too; empty: there was none */
	char		refresh_token[128]; /* came with the access token in a cookie; empty: there was none */
} Caller;

/* What the function that was called chose of its answer. */
typedef struct ChosenReply
{
	int			status;			/* 0: the route's own */
	char	   *headers;		/* lines "Name: value" */
	char	   *problem;		/* the body, in place of the rows */
	bool		replayed;		/* head and body are those of the first time, and the function is not called */
	char	   *head;
	char	   *body;
} ChosenReply;

/* The idempotency key whose answer is not known yet. */
typedef struct PendingKey
{
	int64		tenant;			/* 0: the base host */
	int64		member;			/* 0: not logged in */
	bool		keep;			/* the answer is kept */
	char	   *key;			/* as it is stored; NULL: there is none */
} PendingKey;

/* A body that comes in pieces, ahead of the call that takes it. */
typedef struct GatheredBody
{
	struct varlena *content;	/* of the whole length; NULL: none has come */
	Size		filled;			/* bytes of it that have come */
} GatheredBody;

/* Behind which event of which tenant the next call goes on. */
typedef struct EventPosition
{
	int64		tenant;			/* 0: there was no call */
	int64		id;
} EventPosition;

/*
 * Who takes the rows of a list in place of its function's result, from which
 * each would be read, put together and taken apart again.
 */
typedef struct RowTaker
{
	bool		is_used;		/* a list gives it its rows */
	void		(*begin) (struct RowTaker *taker, Oid type);	/* the first is to come, be it again */
	void		(*take) (struct RowTaker *taker, const Datum *columns, const bool *nulls);
} RowTaker;

typedef struct Request
{
	Caller		caller;
	ChosenReply		answer;
	PendingKey	key;
	GatheredBody body;
	EventPosition events;
	char		next_page[POSITION_SIZE];	/* where the page after the last one begins; empty: there is none */
	RowTaker   *taker;			/* of the statement that runs, in its memory; NULL: rows are the function's result */
} Request;

extern void request_init(void);
extern const Request *request_get(void);
extern Request *request_change(void);
extern Request *request_begin(void);
extern void request_forget_taker(const RowTaker *taker);

#endif							/* OUTLAY_REQUEST_H */
