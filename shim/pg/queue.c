/*-------------------------------------------------------------------------
 *
 * queue.c
 *	  The requests that wait for a connection, served tenant by tenant.
 *
 * Tenants with waiting requests take turns, one request each, so whoever
 * sends a thousand at once waits behind himself. A tenant holds no more than
 * its share of the connections, even if nobody else wants them now: they
 * could not be taken back from slow queries. And it may fill the queue only
 * as far as there are still more places free than it has taken.
 *
 * A backend serves a tenant many times faster that it has served before, so
 * each tenant has a home among the connections' places, found by rendezvous
 * hashing: the same as long as the number of connections is. A request waits
 * for its home rather than let another backend learn the tenant, unless the
 * tenant has one running already, the home is slow or many wait for it, or
 * somebody's turn is overdue. What a request costs here does not depend on
 * how many tenants or requests there are.
 *
 *-------------------------------------------------------------------------
 */
#include "pg/queue.h"

#include <stdlib.h>

#include "serve/request.h"

#define SLOW_MICROS 25000		/* a home that works so long for one request is not waited for */
#define BACKLOG 8				/* nor one that so many requests wait for */
#define OVERDUE_MICROS 250000	/* so long a turn may be passed over for those of tenants at home */
#define TENANT_BUCKETS 256

/* A tenant that has requests waiting or running in this loop. */
typedef struct Tenant
{
	struct Tenant *next;		/* in its bucket */
	uint64_t	key;
	int			running;
	int			waiting;
	Link		requests;		/* the waiting ones, in the order of their coming */
	Link		turn;			/* among all tenants whose turn comes */
	Link		at_home;		/* the same, among those of its home */
	int			home;
	int64_t		since;			/* when it was put at the end of these lists */
} Tenant;

/* A place of the pool, seen from the tenants that are at home there. */
typedef struct Home
{
	Link		turns;			/* those that have requests waiting and may run one */
	int			waiting;		/* requests of all of them */
	int64_t		since;			/* when its connection was given work last */
} Home;

struct Queue
{
	Tenant	   *buckets[TENANT_BUCKETS];
	int			share;			/* connections that one tenant may hold */
	int			length;
	Link		arrivals;		/* all waiting requests, in the order of their coming */
	Link		turns;			/* tenants that have requests waiting and may run one */
	Home		homes[];		/* by place */
};

/* Makes the queue. */
void
queue_start(Loop *loop)
{
	int			places = loop->config->connections;
	Queue	   *queue = xmalloc(sizeof *queue + sizeof(Home) * (size_t) places);

	*queue = (Queue) {.share = (places * loop->config->tenant_share + 50) / 100};
	queue->share += queue->share == 0;
	list_init(&queue->arrivals);
	list_init(&queue->turns);
	for (int place = 0; place < places; place++)
	{
		queue->homes[place] = (Home) {0};
		list_init(&queue->homes[place].turns);
	}
	loop->queue = queue;
}

/* Gives the memory back; no request waits or runs any more. */
void
queue_stop(Loop *loop)
{
	free(loop->queue);
}

/* How much a tenant wants to be served at a place: the highest is its home, the next where it goes if that is taken. */
uint64_t
queue_weight(uint64_t tenant, int place)
{
	uint64_t	z = tenant + (uint64_t) (place + 1) * 0x9e3779b97f4a7c15ULL;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
	return z ^ z >> 31;
}

/* A tenant's home. */
static int
home_of(const Loop *loop, uint64_t tenant)
{
	int			home = 0;

	for (int place = 1; place < loop->config->connections; place++)
		if (queue_weight(tenant, place) > queue_weight(tenant, home))
			home = place;
	return home;
}

/* Where a tenant is, or would be, in its bucket. */
static Tenant **
tenant_slot(Queue *queue, uint64_t key)
{
	Tenant	  **slot = &queue->buckets[key % TENANT_BUCKETS];

	while (*slot && (*slot)->key != key)
		slot = &(*slot)->next;
	return slot;
}

/* The tenant of a request, known from now on. */
static Tenant *
tenant_get(Loop *loop, uint64_t key)
{
	Tenant	  **slot = tenant_slot(loop->queue, key);
	Tenant	   *tenant = *slot;

	if (tenant != NULL)
		return tenant;
	tenant = xmalloc(sizeof *tenant);
	*tenant = (Tenant) {.key = key, .home = home_of(loop, key)};
	list_init(&tenant->requests);
	list_init(&tenant->turn);
	list_init(&tenant->at_home);
	return *slot = tenant;
}

/* Puts a tenant at the end of the turns if it can run a request, and forgets it if it has none. */
static void
tenant_changed(Loop *loop, Tenant *tenant)
{
	Queue	   *queue = loop->queue;
	bool		ready = tenant->waiting > 0 && tenant->running < queue->share;

	if (ready && list_empty(&tenant->turn))
	{
		tenant->since = loop->now;
		list_append(&queue->turns, &tenant->turn);
		list_append(&queue->homes[tenant->home].turns, &tenant->at_home);
	}
	else if (!ready)
	{
		list_remove(&tenant->turn);
		list_remove(&tenant->at_home);
	}
	if (tenant->waiting == 0 && tenant->running == 0)
	{
		*tenant_slot(queue, tenant->key) = tenant->next;
		free(tenant);
	}
}

/* Whether a request's tenant may hold one more connection. */
bool
queue_may_run(Loop *loop, const Request *request)
{
	const Tenant *tenant = *tenant_slot(loop->queue, request->tenant);

	return tenant == NULL || tenant->running < loop->queue->share;
}

/* Whether a tenant is better served elsewhere than at home. */
static bool
may_leave(const Loop *loop, const Tenant *tenant)
{
	const Home *home = &loop->queue->homes[tenant->home];

	return tenant->running > 0 || home->waiting >= BACKLOG || loop->now - home->since >= SLOW_MICROS;
}

/* Whether a request need not wait where there is an idle connection at a place. */
bool
queue_suits(Loop *loop, const Request *request, int place)
{
	const Tenant *tenant = *tenant_slot(loop->queue, request->tenant);
	Tenant		stranger = {.home = home_of(loop, request->tenant)};

	return stranger.home == place || may_leave(loop, tenant ? tenant : &stranger);
}

/* A request that does not wait is given to the connection at a place. */
void
queue_running(Request *request, int place)
{
	Tenant	   *tenant = tenant_get(request->loop, request->tenant);

	tenant->running++;
	request->loop->queue->homes[place].since = request->loop->now;
	tenant_changed(request->loop, tenant);
}

/* A connection has ended its work for a tenant. */
void
queue_ran(Loop *loop, uint64_t key)
{
	Tenant	   *tenant = tenant_get(loop, key);

	tenant->running--;
	tenant_changed(loop, tenant);
}

/* Lets a request wait; false if there is no room, for this tenant or at all. */
bool
queue_add(Request *request)
{
	Loop	   *loop = request->loop;
	Queue	   *queue = loop->queue;
	int			room = loop->config->queue_length - queue->length;
	Tenant	   *tenant = tenant_get(loop, request->tenant);
	bool		good = tenant->waiting < room;

	if (good)
	{
		list_append(&tenant->requests, &request->link);
		list_append(&queue->arrivals, &request->arrival);
		tenant->waiting++;
		queue->homes[tenant->home].waiting++;
		queue->length++;
		count_add(&loop->metrics.count[METRIC_QUEUE_LENGTH], 1);
	}
	tenant_changed(loop, tenant);
	return good;
}

/* Takes a request out of the queue. */
void
queue_remove(Request *request)
{
	Tenant	   *tenant = tenant_get(request->loop, request->tenant);

	list_remove(&request->link);
	list_remove(&request->arrival);
	request->loop->queue->length--;
	count_add(&request->loop->metrics.count[METRIC_QUEUE_LENGTH], -1);
	tenant->waiting--;
	request->loop->queue->homes[tenant->home].waiting--;
	tenant_changed(request->loop, tenant);
}

/* The request that waits longest, or NULL. */
Request *
queue_oldest(const Loop *loop)
{
	const Link *arrivals = &loop->queue->arrivals;

	return list_empty(arrivals) ? NULL : container_of(arrivals->next, Request, arrival);
}

/* When an idle connection may take the request whose turn it is, although it is at home elsewhere. */
int64_t
queue_deadline(const Loop *loop)
{
	const Queue *queue = loop->queue;

	if (list_empty(&queue->turns))
		return INT64_MAX;
	return queue->homes[container_of(queue->turns.next, Tenant, turn)->home].since + SLOW_MICROS;
}

/* The tenant whose turn it is at a place, or NULL. */
static Tenant *
next_tenant(const Loop *loop, int place)
{
	const Queue *queue = loop->queue;
	const Link *at_home = &queue->homes[place].turns;
	Tenant	   *first = list_empty(&queue->turns) ? NULL : container_of(queue->turns.next, Tenant, turn);

	if (first == NULL || loop->now - first->since > OVERDUE_MICROS)
		return first;
	if (loop->now - first->since > 2 * SLOW_MICROS && loop->now - queue->homes[first->home].since > SLOW_MICROS)
		return first;
	if (!list_empty(at_home))
		return container_of(at_home->next, Tenant, at_home);
	return may_leave(loop, first) ? first : NULL;
}

/* The request whose turn it is at a place, taken out of the queue and counted as running; NULL if there is none. */
Request *
queue_next(Loop *loop, int place)
{
	Tenant	   *tenant = next_tenant(loop, place);
	Request	   *request;

	if (tenant == NULL)
		return NULL;
	loop->queue->homes[place].since = loop->now;
	request = container_of(tenant->requests.next, Request, link);
	list_remove(&tenant->turn);
	list_remove(&tenant->at_home);
	tenant->running++;
	queue_remove(request);
	return request;
}
