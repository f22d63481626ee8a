/*-------------------------------------------------------------------------
 *
 * loop.h
 *	  One event loop: a thread with everything it needs, sharing nothing.
 *
 * Each loop has a listening socket of its own (the kernel spreads new
 * connections over them), a libmicrohttpd daemon whose epoll descriptor is
 * inside the loop's, connections to PostgreSQL, and a route table. So there
 * is no lock on the way of a request.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_LOOP_H
#define OUTLAYD_LOOP_H

#include <pthread.h>
#include <stdatomic.h>

#include <microhttpd.h>

#include "base/list.h"
#include "http/address.h"
#include "http/route.h"
#include "loop/config.h"
#include "loop/metrics.h"

/* What a descriptor in the loop's epoll set belongs to. */
typedef struct Source
{
	void (*ready)(struct Source *source, uint32_t events);
} Source;

/* Where a client's connection stands; each phase has its own limit of time. */
typedef enum Phase
{
	PHASE_HEADER,				/* connected, or a header under way */
	PHASE_BODY,
	PHASE_WORK,					/* the request is in the queue or in PostgreSQL */
	PHASE_SEND,
	PHASE_IDLE,					/* kept alive between two requests */
	PHASE_STREAM,				/* an answer that goes on, and has nothing to send */
	PHASE_COUNT
} Phase;

/* What libmicrohttpd may keep of a connection, idle or not. */
#define CONNECTION_MEMORY(config) ((size_t) ((config)->max_header + (config)->max_header / 2 + 512))

/* An address at which a tenant is known by another name, by their hashes. */
typedef struct OtherAddress
{
	uint64_t	address;
	uint64_t	tenant;
} OtherAddress;

#define OTHER_ADDRESSES 1024

typedef struct PgConn PgConn;
typedef struct Queue Queue;
typedef struct Readers Readers;
typedef struct Stream Stream;

typedef struct Loop
{
	const Config *config;
	const AddressList *proxies;
	int			index;
	int			listen_fd;
	pthread_t	thread;
	atomic_bool	stop;			/* set by the main thread, which then writes to wake_fd */
	int			wake_fd;

	int			epoll_fd;
	Source		daemon_source;
	Source		wake_source;
	struct MHD_Daemon *daemon;
	bool		daemon_ready;	/* libmicrohttpd has something to do */
	bool		daemon_moved;	/* it may have more to do behind what it has just done */
	bool		daemon_behind;	/* it has more to do, and does not know; see stream_response() */
	int			waiting;		/* requests that it asks about at each run; see request.c */
	bool		draining;
	bool		patient;		/* while draining: clients are not hurried */
	int64_t		drain_end;
	int64_t		now;			/* monotonic microseconds, of this turn */

	int			clients;
	Link		phases[PHASE_COUNT]; /* clients, the longest in the phase first */

	struct Compressor *compressor; /* made at its first use */
	RouteTable *routes;			/* NULL until PostgreSQL has told them */
	PgConn	   *control;
	PgConn	   *pool;			/* one for each place, and one to replace another with */
	int			pool_size;
	int			pool_alive;		/* those that can serve or do */
	Link		pool_idle;
	PgConn	   *worn;			/* the one that is being replaced, or NULL */
	Queue	   *queue;			/* requests waiting for a connection */
	Readers    *readers;		/* connections to a standby; NULL where there are none */
	OtherAddress other_addresses[OTHER_ADDRESSES]; /* tenant.c */

	Link		streams;		/* events.c */
	Link		asking;			/* those of them whose requests are under way */
	int			questions;		/* how many these are */
	int64_t		next_round;

	uint64_t	ids;			/* state of the request id generator */
	Buffer		log;			/* lines of this turn */
	Metrics		metrics;
	Series	   *other_series;	/* of requests without a route */
} Loop;

extern int64_t clock_micros(void);
extern uint64_t loop_random(Loop *loop);
extern bool loop_watch(Loop *loop, int fd, uint32_t events, Source *source);

#endif /* OUTLAYD_LOOP_H */
