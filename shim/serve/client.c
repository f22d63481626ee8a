/*-------------------------------------------------------------------------
 *
 * client.c
 *	  A client's connection: its limits of time and number.
 *
 * libmicrohttpd's time-out begins anew with every byte, so that a client
 * sending one byte a second would live for ever. Here each phase of a
 * connection has an absolute end. Every phase has one limit for all, so a
 * list in order of arrival is a list in order of expiry: only its head needs
 * looking at.
 *
 *-------------------------------------------------------------------------
 */
#include "serve/client.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "serve/admit.h"
#include "serve/answer.h"
#include "serve/request.h"

#define GRACE_MICROS 500000
#define GONE_CHECK_MICROS 100000 /* how often a waiting client is looked after */
#define LARGE_BODY_TIMES 4		/* a body that is larger than most may take so many times as long */

static atomic_int open_connections; /* of all loops */

/* Whether a new connection is welcome. */
enum MHD_Result
client_accept(void *loop, const struct sockaddr *sockaddr, socklen_t len)
{
	const Config *config = ((Loop *) loop)->config;
	Address		address = address_of_socket(sockaddr);

	(void) len;
	if (atomic_load_explicit(&open_connections, memory_order_relaxed) < config->max_connections &&
		(address_count(&address, 0) < config->max_connections_per_address ||
		 address_list_has(((Loop *) loop)->proxies, &address)))
		return MHD_YES;
	metrics_rejected(&((Loop *) loop)->metrics, "too_many_connections");
	return MHD_NO;
}

static void client_shut(Client *client);
static bool has_gone(const Client *client);
static bool has_sent(const Client *client);
static int64_t phase_limit(const Loop *loop, Phase phase);
static int64_t next_look(const Loop *loop, Phase phase);
static void look_after(Client *client);
static bool look_after_body(Client *client);

/* Called by libmicrohttpd when a connection begins and when it has ended. */
void
client_notify(void *arg, struct MHD_Connection *connection, void **context, enum MHD_ConnectionNotificationCode code)
{
	Loop	   *loop = arg;
	Client	   *client = *context;
	bool		opened = code == MHD_CONNECTION_NOTIFY_STARTED;

	if (opened)
	{
		/* Both answers may stand in the same memory, so the first is read before the second is asked for. */
		int			fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
		const struct sockaddr *peer =
			MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr;

		client = xmalloc(sizeof *client);
		*client = (Client) {.loop = loop, .fd = fd, .address = address_of_socket(peer)};
		list_init(&client->link);
		count_add(&loop->metrics.count[METRIC_CLIENTS], 1);
		client_set_phase(client, PHASE_HEADER);
		*context = client;
	}
	loop->clients += opened ? 1 : -1;
	atomic_fetch_add_explicit(&open_connections, opened ? 1 : -1, memory_order_relaxed);
	address_count(&client->address, opened ? 1 : -1);
	if (!opened)
	{
		count_add(&loop->metrics.count[METRIC_CLIENTS + client->phase], -1);
		list_remove(&client->link);
		free(client);
		*context = NULL;
	}
}

/* The client of one of libmicrohttpd's connections. */
Client *
client_of(struct MHD_Connection *connection)
{
	return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

/* Begins a phase; its time counts from now. */
void
client_set_phase(Client *client, Phase phase)
{
	count_add(&client->loop->metrics.count[METRIC_CLIENTS + client->phase], -1);
	count_add(&client->loop->metrics.count[METRIC_CLIENTS + phase], 1);
	if (client->phase != phase || client->link.next == &client->link)
		client->began = client->loop->now;
	client->phase = phase;
	client->since = client->loop->now;
	list_remove(&client->link);
	list_append(&client->loop->phases[phase], &client->link);
}

/* Cuts a connection; libmicrohttpd sees its end and cleans up. */
static void
client_shut(Client *client)
{
	client->closing = true;
	shutdown(client->fd, SHUT_RDWR);
}

/* Ends a connection where libmicrohttpd takes no answer, or has no memory for one, with the refusal of its request. */
void
client_refuse(Client *client)
{
	if (client->closing)
		return;
	answer_at_once(client->request);
	client_shut(client);
}

/* Whether a client has sent something that libmicrohttpd has not read yet. */
static bool
has_sent(const Client *client)
{
	char		byte;

	return recv(client->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

/* Cuts the connections without a request: the loop is about to end. Who has just come gets a moment to ask. */
void
client_drain(Loop *loop)
{
	static const Phase phases[] = {PHASE_IDLE, PHASE_HEADER};

	for (size_t i = 0; i < sizeof phases / sizeof *phases; i++)
		for (Link *link = loop->phases[phases[i]].next; link != &loop->phases[phases[i]]; link = link->next)
		{
			Client	   *client = container_of(link, Client, link);

			if (client->request == NULL && !has_sent(client) &&
				(client->phase == PHASE_IDLE || client->loop->now - client->since > GRACE_MICROS))
				client_shut(client);
		}
}

/* How long a phase may last, in microseconds. */
static int64_t
phase_limit(const Loop *loop, Phase phase)
{
	const Config *config = loop->config;
	int			millis[PHASE_COUNT] = {
		[PHASE_HEADER] = config->header_timeout,
		[PHASE_BODY] = config->body_timeout,
		[PHASE_SEND] = config->send_timeout,
		[PHASE_IDLE] = config->idle_timeout,
	};

	return (int64_t) millis[phase] * 1000;
}

/* When a client is to be looked at, in microseconds after it was last. */
static int64_t
next_look(const Loop *loop, Phase phase)
{
	int64_t		limit = phase_limit(loop, phase);

	return phase == PHASE_WORK ? GONE_CHECK_MICROS
		: phase == PHASE_STREAM || (phase == PHASE_BODY && limit > 10 * GONE_CHECK_MICROS) ? 10 * GONE_CHECK_MICROS
																						   : limit;
}

/* When client_expire() has something to do next. */
int64_t
client_deadline(const Loop *loop)
{
	int64_t		earliest = INT64_MAX;

	for (Phase phase = 0; phase < PHASE_COUNT; phase++)
		if (!list_empty(&loop->phases[phase]))
		{
			int64_t		end = container_of(loop->phases[phase].next, Client, link)->since + next_look(loop, phase);

			if (end < earliest)
				earliest = end;
		}
	return earliest;
}

/* Whether a client has closed its side of the connection. */
static bool
has_gone(const Client *client)
{
	struct pollfd pollfd = {.fd = client->fd, .events = POLLRDHUP};

	return poll(&pollfd, 1, 0) > 0 && (pollfd.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

/* Looks whether the client of a request under way has gone; then nobody needs the answer. */
static void
look_after(Client *client)
{
	client_set_phase(client, client->phase);
	if (has_gone(client))
		request_abandon(client->request);
}

/*
 * Looks whether more of a body can come: not if the client has gone and all of what it sent was read, which
 * libmicrohttpd does not always see. False: it has taken too long.
 */
static bool
look_after_body(Client *client)
{
	int64_t		limit = phase_limit(client->loop, PHASE_BODY);

	if (client->request != NULL && client->request->job.room.bytes > 0)
		limit *= LARGE_BODY_TIMES;
	if (client->loop->now - client->began >= limit)
		return false;
	client_set_phase(client, PHASE_BODY);
	if (!client->closing && has_gone(client) && !has_sent(client))
		client_shut(client);
	return true;
}

/* Ends what has taken too long. */
void
client_expire(Loop *loop)
{
	for (Phase phase = 0; phase < PHASE_COUNT; phase++)
		while (!list_empty(&loop->phases[phase]))
		{
			Client	   *client = container_of(loop->phases[phase].next, Client, link);

			if (client->since + next_look(loop, phase) > loop->now)
				break;
			if (phase == PHASE_BODY && look_after_body(client))
				continue;
			if (phase == PHASE_WORK || phase == PHASE_STREAM)
			{
				look_after(client);
				continue;
			}
			count_add(&loop->metrics.count[METRIC_CLIENT_TIMEOUTS + phase], 1);
			if (client->request && !client->closing && (phase == PHASE_HEADER || phase == PHASE_BODY))
			{
				request_refuse(client->request, MHD_HTTP_REQUEST_TIMEOUT, "request_timeout",
							   "the request took too long to come");
				client_refuse(client);
			}
			else
				client_shut(client);
			/* In case that it does not go away at once, it is looked at again later. */
			client_set_phase(client, phase);
		}
}
