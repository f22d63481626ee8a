/*-------------------------------------------------------------------------
 *
 * turns.c
 *	  The turns of an event loop, from the start of its thread to the end.
 *
 *-------------------------------------------------------------------------
 */
#include "run/turns.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "base/compat.h"
#include "base/log.h"
#include "http/compress.h"
#include "pg/control.h"
#include "pg/pool.h"
#include "serve/client.h"
#include "serve/events.h"
#include "serve/request.h"
#include "serve/tls.h"

#define EVENTS_MAX 64
#define RUNS_MAX 4
#define WAITING_MILLIS 2
#define HANDSHAKE_MILLIS 5
#define MILLIS_MAX 60000
#define DRAIN_TURN_MICROS 100000

static void daemon_ready(Source *source, uint32_t events);
static void wake_ready(Source *source, uint32_t events);
static void daemon_log(void *arg, const char *format, va_list args);
static size_t leave_escaped(void *arg, struct MHD_Connection *connection, char *text);
static int64_t drain_deadline(const Loop *loop);
static int64_t loop_deadline(const Loop *loop);
static int	daemon_pause(const Loop *loop);
static void wait_for_events(Loop *loop);
static void run_daemon(Loop *loop);
static void begin_drain(Loop *loop);
static void *loop_main(void *arg);

/* libmicrohttpd's own epoll descriptor is ready. */
static void
daemon_ready(Source *source, uint32_t events)
{
	(void) events;
	container_of(source, Loop, daemon_source)->daemon_ready = true;
}

/* The main thread wants us to stop, or a cancel request has arrived. */
static void
wake_ready(Source *source, uint32_t events)
{
	Loop	   *loop = container_of(source, Loop, wake_source);
	eventfd_t	count;

	(void) events;
	eventfd_read(loop->wake_fd, &count);
	pool_expire(loop);
}

/* libmicrohttpd reports what clients do wrong, which is theirs to know: only for debugging. */
static void
daemon_log(void *arg, const char *format, va_list args)
{
	(void) arg, (void) format, (void) args;
}

/* Leaves query arguments as they are: we read the target ourselves. */
static size_t
leave_escaped(void *arg, struct MHD_Connection *connection, char *text)
{
	(void) arg, (void) connection;
	return strlen(text);
}

/*
 * Begins to accept clients: starts libmicrohttpd on the loop's socket, without a thread of its own. The loop's thread
 * runs already; it learns of the daemon by its first event.
 */
bool
turns_serve(Loop *loop)
{
	const Config *config = loop->config;

	loop->daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
									(*config->tls_certificate ? MHD_USE_TLS : 0), 0,
									client_accept, loop, request_continue, loop,
									MHD_OPTION_EXTERNAL_LOGGER, daemon_log, NULL,
									MHD_OPTION_LISTEN_SOCKET, loop->listen_fd,
									MHD_OPTION_URI_LOG_CALLBACK, request_begin, loop,
									MHD_OPTION_NOTIFY_COMPLETED, request_end, loop,
									MHD_OPTION_NOTIFY_CONNECTION, client_notify, loop,
									MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL,
									MHD_OPTION_CONNECTION_LIMIT, (unsigned int) config->max_connections + 16,
									MHD_OPTION_CONNECTION_MEMORY_LIMIT,
									CONNECTION_MEMORY(config),
									MHD_OPTION_CONNECTION_TIMEOUT, 0u,
									STRICT_PARSER
									MHD_OPTION_ARRAY, tls_options(config),
									MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
									MHD_OPTION_END);
	if (loop->daemon == NULL)
		return false;
	loop->daemon_source.ready = daemon_ready;
	return loop_watch(loop, MHD_get_daemon_info(loop->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, EPOLLIN,
					  &loop->daemon_source);
}

/* When a draining loop looks again: at its end at the latest. */
static int64_t
drain_deadline(const Loop *loop)
{
	int64_t		next = loop->now + DRAIN_TURN_MICROS;

	return next < loop->drain_end ? next : loop->drain_end;
}

/* When something has to be done although nothing happens. */
static int64_t
loop_deadline(const Loop *loop)
{
	int64_t		times[] = { client_deadline(loop), pool_deadline(loop), events_deadline(loop),
						loop->draining ? drain_deadline(loop) : pgconn_deadline(loop->control) };
	int64_t		earliest = INT64_MAX;

	for (size_t i = 0; i < sizeof times / sizeof *times; i++)
		if (times[i] < earliest)
			earliest = times[i];
	return earliest;
}

/*
 * How many milliseconds may pass before libmicrohttpd runs again although it says that it has something to do and no
 * event has come. It always says so while requests wait, and while a TLS handshake stands still in the middle of a
 * record, when it would keep a core busy with reading nothing. 0: it may be believed.
 */
static int
daemon_pause(const Loop *loop)
{
	if (loop->waiting > 0)
		return WAITING_MILLIS;
	if (*loop->config->tls_certificate == '\0' || loop->daemon_moved || list_empty(&loop->phases[PHASE_HEADER]))
		return 0;
	return list_empty(&loop->phases[PHASE_SEND]) ? HANDSHAKE_MILLIS : WAITING_MILLIS;
}

/* Waits for events and hands them out. */
static void
wait_for_events(Loop *loop)
{
	struct epoll_event events[EVENTS_MAX];
	int64_t		deadline = loop_deadline(loop);
	int64_t		millis = deadline == INT64_MAX ? MILLIS_MAX : (deadline - loop->now + 999) / 1000;
	int			count;

	if (loop->daemon_ready && millis > daemon_pause(loop))
		millis = daemon_pause(loop);
	millis = millis < 0 ? 0 : millis > MILLIS_MAX ? MILLIS_MAX : millis;
	count = epoll_wait(loop->epoll_fd, events, EVENTS_MAX, (int) millis);
	loop->now = clock_micros();
	for (int i = 0; i < count; i++)
	{
		Source	   *source = events[i].data.ptr;

		source->ready(source, events[i].events);
	}
}

/* Lets libmicrohttpd work; daemon_ready stays set if it is not through. */
static void
run_daemon(Loop *loop)
{
	MHD_UNSIGNED_LONG_LONG wait;

	for (int turn = 0; turn < RUNS_MAX; turn++)
	{
		loop->daemon_ready = loop->daemon_moved = loop->daemon_behind = false;
		MHD_run(loop->daemon);
		loop->daemon_ready = loop->daemon_behind || (MHD_get_timeout(loop->daemon, &wait) == MHD_YES && wait == 0);
		if (!loop->daemon_ready || (!loop->daemon_moved && daemon_pause(loop) > 0))
			break;
	}
}

/* Stops listening; requests under way are finished, for a while. */
static void
begin_drain(Loop *loop)
{
	/* What the kernel has accepted for us is still served. */
	run_daemon(loop);
	close(MHD_quiesce_daemon(loop->daemon));
	loop->draining = true;
	loop->drain_end = loop->now + (int64_t) loop->config->drain_timeout * 1000;
}

/* One turn after the other, until stopped and drained. */
static void *
loop_main(void *arg)
{
	Loop	   *loop = arg;
	struct sched_param param = {0};

	/*
	 * Waking up does not take the core from a backend in the middle of its work: what comes meanwhile is then done in
	 * one turn. With all cores busy that saves a third of the context switches and a tenth of the time of a request.
	 */
	pthread_setschedparam(pthread_self(), SCHED_BATCH, &param);
	while (!loop->draining || (loop->clients > 0 && loop->now < loop->drain_end))
	{
		wait_for_events(loop);
		if (atomic_load_explicit(&loop->stop, memory_order_relaxed) && !loop->draining)
			begin_drain(loop);
		if (loop->draining)
		{
			if (!loop->patient)
				client_drain(loop);
			events_drain(loop);
		}
		if (loop->daemon_ready)
			run_daemon(loop);
		if (loop_deadline(loop) <= loop->now)
		{
			client_expire(loop);
			pool_expire(loop);
			events_expire(loop);
			if (!loop->draining)
				pgconn_expire(loop->control);
		}
		if (loop->log.len > 0)
			log_flush(&loop->log);
	}
	/* Whoever still waits gets an error; libmicrohttpd must not be stopped with a suspended connection. */
	pgconn_close(loop->control, NULL);
	pool_stop(loop);
	free(loop->control);
	run_daemon(loop);
	MHD_stop_daemon(loop->daemon);
	route_table_release(loop->routes);
	compressor_free(loop->compressor);
	log_flush(&loop->log);
	buffer_free(&loop->log);
	close(loop->epoll_fd);
	return NULL;
}

/* Starts a loop, which connects to PostgreSQL and waits for turns_serve() to accept on its socket. */
bool
turns_start(Loop *loop, const Config *config, const AddressList *proxies, int index, int listen_fd)
{
	*loop = (Loop) {.config = config, .proxies = proxies, .index = index, .listen_fd = listen_fd};
	loop->now = clock_micros();
	loop->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	loop->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	loop->wake_source.ready = wake_ready;
	for (Phase phase = 0; phase < PHASE_COUNT; phase++)
		list_init(&loop->phases[phase]);
	list_init(&loop->streams);
	list_init(&loop->asking);
	if (getrandom(&loop->ids, sizeof loop->ids, 0) != sizeof loop->ids)
		loop->ids = (uint64_t) loop->now;
	loop->other_series = metrics_series("other", "other", config->loops);
	loop->control = xmalloc(sizeof(PgConn));
	pgconn_init(loop->control, loop, &control_role);
	pool_start(loop);
	return loop->epoll_fd >= 0 && loop_watch(loop, loop->wake_fd, EPOLLIN, &loop->wake_source) &&
		pthread_create(&loop->thread, NULL, loop_main, loop) == 0;
}

/* Asks a loop to finish what is under way and to end; patient: clients may stay until they have asked once more. */
void
turns_stop(Loop *loop, bool patient)
{
	loop->patient = patient;
	atomic_store(&loop->stop, true);
	eventfd_write(loop->wake_fd, 1);
}
