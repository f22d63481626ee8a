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
 * Reads and writes wait in lanes of their own. A write may stand still at its
 * commit, for a standby that is lost, where nothing but we ends the wait
 * (commit.c). So writes hold no more than their share of the connections, of
 * all and of those of one tenant, and of the queue's places: reads have the
 * rest, and a read does not stand behind a write that may not begin, nor is it
 * turned away because writes have filled the queue.
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

#define SLOW_MICROS 25000		/* a home that works so long for one request is not waited for */
#define BACKLOG 8				/* nor one that so many requests wait for */
#define OVERDUE_MICROS 250000	/* so long a turn may be passed over for those of tenants at home */
#define TENANT_BUCKETS 256

/* What a request does. */
typedef enum Kind
{
	KIND_READ,
	KIND_WRITE,
	KIND_COUNT
} Kind;

/* The waiting requests of a tenant that are of one kind. */
typedef struct Lane
{
	struct Tenant *tenant;
	int			waiting;
	Link		requests;		/* in the order of their coming */
	Link		turn;			/* among all lanes of the kind whose turn comes */
	Link		at_home;		/* the same, among those of its tenant's home */
	int64_t		since;			/* when it was put at the end of these lists */
} Lane;

/* A tenant that has requests waiting or running in this loop. */
typedef struct Tenant
{
	struct Tenant *next;		/* in its bucket */
	uint64_t	key;
	int			running[KIND_COUNT];
	Lane		lanes[KIND_COUNT];
	int			home;
} Tenant;

/* A place of the pool, seen from the tenants that are at home there. */
typedef struct Home
{
	Link		turns[KIND_COUNT]; /* their lanes that have requests waiting and may run one */
	int			waiting;		/* requests of all of them */
	int64_t		since;			/* when its connection was given work last */
} Home;

struct Queue
{
	Tenant	   *buckets[TENANT_BUCKETS];
	int			share;			/* connections that one tenant may hold */
	int			writes_share;	/* that its writes may hold */
	int			writes_most;	/* that all writes may hold */
	int			writes;			/* that they hold */
	int			writes_length_most; /* places of the queue that all writes may take */
	int			lengths[KIND_COUNT];
	Link		arrivals;		/* all waiting requests, in the order of their coming */
	Link		turns[KIND_COUNT]; /* lanes that have requests waiting and whose tenant may run one */
	Home		homes[];		/* by place */
};

static Kind kind_of(const Job *job);
static int	share_of(int connections, int percent, bool leave);
static int	home_of(const Loop *loop, uint64_t tenant);
static Tenant **tenant_slot(Queue *queue, uint64_t key);
static Tenant *tenant_get(Loop *loop, uint64_t key);
static int	running(const Tenant *tenant);
static bool tenant_may_run(const Queue *queue, const Tenant *tenant, Kind kind);
static bool has_room(const Queue *queue, Kind kind);
static void tenant_changed(Loop *loop, Tenant *tenant);
static void count_running(Queue *queue, Tenant *tenant, Kind kind, int change);
static bool may_leave(const Loop *loop, const Tenant *tenant);
static int	places_left(const Loop *loop, Kind kind);
static Lane *first_lane(const Queue *queue, Kind kind);
static Lane *lane_at(const Loop *loop, Kind kind, int place);
static Lane *next_lane(const Loop *loop, int place);

/* What a request does: an index of the arrays above. */
static Kind
kind_of(const Job *job)
{
	return job_writes(job) ? KIND_WRITE : KIND_READ;
}

/* So many percent of the connections, at least one; fewer than all, where there are several, if some are to be left. */
static int
share_of(int connections, int percent, bool leave)
{
	int			share = (connections * percent + 50) / 100;

	if (leave && share >= connections)
		share = connections - 1;
	return share > 0 ? share : 1;
}

/* Makes the queue. */
void
queue_start(Loop *loop)
{
	int			places = loop->config->connections;
	Queue	   *queue = xmalloc(sizeof *queue + sizeof(Home) * (size_t) places);

	*queue = (Queue) {.share = share_of(places, loop->config->tenant_share, false),
					  .writes_most = share_of(places, loop->config->write_share, true) };
	queue->writes_share = share_of(queue->share, 100, true);
	queue->writes_length_most = share_of(loop->config->queue_length, loop->config->write_share, true);
	list_init(&queue->arrivals);
	for (Kind kind = 0; kind < KIND_COUNT; kind++)
		list_init(&queue->turns[kind]);
	for (int place = 0; place < places; place++)
	{
		queue->homes[place] = (Home) {0};
		for (Kind kind = 0; kind < KIND_COUNT; kind++)
			list_init(&queue->homes[place].turns[kind]);
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
	for (Kind kind = 0; kind < KIND_COUNT; kind++)
	{
		tenant->lanes[kind].tenant = tenant;
		list_init(&tenant->lanes[kind].requests);
		list_init(&tenant->lanes[kind].turn);
		list_init(&tenant->lanes[kind].at_home);
	}
	return *slot = tenant;
}

/* Connections that a tenant holds. */
static int
running(const Tenant *tenant)
{
	return tenant->running[KIND_READ] + tenant->running[KIND_WRITE];
}

/* Whether a tenant may hold one more connection, whatever the others do. */
static bool
tenant_may_run(const Queue *queue, const Tenant *tenant, Kind kind)
{
	return running(tenant) < queue->share &&
		(kind == KIND_READ || tenant->running[KIND_WRITE] < queue->writes_share);
}

/* Whether there is room for one more of a kind, whoever it is for. */
static bool
has_room(const Queue *queue, Kind kind)
{
	return kind == KIND_READ || queue->writes < queue->writes_most;
}

/* Puts a tenant's lanes at the end of the turns if they can run a request, and forgets it if it has none. */
static void
tenant_changed(Loop *loop, Tenant *tenant)
{
	Queue	   *queue = loop->queue;

	for (Kind kind = 0; kind < KIND_COUNT; kind++)
	{
		Lane	   *lane = &tenant->lanes[kind];
		bool		ready = lane->waiting > 0 && tenant_may_run(queue, tenant, kind);

		if (ready && list_empty(&lane->turn))
		{
			lane->since = loop->now;
			list_append(&queue->turns[kind], &lane->turn);
			list_append(&queue->homes[tenant->home].turns[kind], &lane->at_home);
		}
		else if (!ready)
		{
			list_remove(&lane->turn);
			list_remove(&lane->at_home);
		}
	}
	if (tenant->lanes[KIND_READ].waiting == 0 && tenant->lanes[KIND_WRITE].waiting == 0 && running(tenant) == 0)
	{
		*tenant_slot(queue, tenant->key) = tenant->next;
		free(tenant);
	}
}

/* Counts a request that takes a connection, or with -1 gives it back. */
static void
count_running(Queue *queue, Tenant *tenant, Kind kind, int change)
{
	tenant->running[kind] += change;
	queue->writes += kind == KIND_WRITE ? change : 0;
}

/* Whether a request's tenant may hold one more connection for it. */
bool
queue_may_run(Loop *loop, const Job *job)
{
	const Tenant *tenant = *tenant_slot(loop->queue, job->tenant);
	Kind		kind = kind_of(job);

	return has_room(loop->queue, kind) && (tenant == NULL || tenant_may_run(loop->queue, tenant, kind));
}

/* Whether a tenant is better served elsewhere than at home. */
static bool
may_leave(const Loop *loop, const Tenant *tenant)
{
	const Home *home = &loop->queue->homes[tenant->home];

	return running(tenant) > 0 || home->waiting >= BACKLOG || loop->now - home->since >= SLOW_MICROS;
}

/* Whether a request need not wait where there is an idle connection at a place. */
bool
queue_suits(Loop *loop, const Job *job, int place)
{
	const Tenant *tenant = *tenant_slot(loop->queue, job->tenant);
	Tenant		stranger = {.home = home_of(loop, job->tenant)};

	return stranger.home == place || may_leave(loop, tenant ? tenant : &stranger);
}

/* A request that does not wait is given to the connection at a place. */
void
queue_running(Job *job, int place)
{
	Tenant	   *tenant = tenant_get(job->loop, job->tenant);

	count_running(job->loop->queue, tenant, kind_of(job), 1);
	job->loop->queue->homes[place].since = job->loop->now;
	tenant_changed(job->loop, tenant);
}

/* A connection has ended its work for a tenant, a write or a read. */
void
queue_ran(Loop *loop, uint64_t key, bool writes)
{
	Tenant	   *tenant = tenant_get(loop, key);

	count_running(loop->queue, tenant, writes ? KIND_WRITE : KIND_READ, -1);
	tenant_changed(loop, tenant);
}

/* Places of the queue that are free for a kind. */
static int
places_left(const Loop *loop, Kind kind)
{
	const Queue *queue = loop->queue;
	int			left = loop->config->queue_length - queue->lengths[KIND_READ] - queue->lengths[KIND_WRITE];
	int			of_writes = queue->writes_length_most - queue->lengths[KIND_WRITE];

	return kind == KIND_WRITE && of_writes < left ? of_writes : left;
}

/* Lets a request wait; false if there is no room, for this tenant or at all. */
bool
queue_add(Job *job)
{
	Loop	   *loop = job->loop;
	Queue	   *queue = loop->queue;
	Kind		kind = kind_of(job);
	Tenant	   *tenant = tenant_get(loop, job->tenant);
	Lane	   *lane = &tenant->lanes[kind];
	bool		good = lane->waiting < places_left(loop, kind);

	if (good)
	{
		list_append(&lane->requests, &job->link);
		list_append(&queue->arrivals, &job->arrival);
		lane->waiting++;
		queue->homes[tenant->home].waiting++;
		queue->lengths[kind]++;
		count_add(&loop->metrics.count[METRIC_QUEUE_LENGTH], 1);
	}
	tenant_changed(loop, tenant);
	return good;
}

/* Takes a request out of the queue. */
void
queue_remove(Job *job)
{
	Kind		kind = kind_of(job);
	Tenant	   *tenant = tenant_get(job->loop, job->tenant);

	list_remove(&job->link);
	list_remove(&job->arrival);
	job->loop->queue->lengths[kind]--;
	count_add(&job->loop->metrics.count[METRIC_QUEUE_LENGTH], -1);
	tenant->lanes[kind].waiting--;
	job->loop->queue->homes[tenant->home].waiting--;
	tenant_changed(job->loop, tenant);
}

/* The request that waits longest, or NULL. */
Job *
queue_oldest(const Loop *loop)
{
	const Link *arrivals = &loop->queue->arrivals;

	return list_empty(arrivals) ? NULL : container_of(arrivals->next, Job, arrival);
}

/* The same among those that are not sent again. */
Job *
queue_oldest_new(const Loop *loop)
{
	list_each(Job, job, &loop->queue->arrivals, arrival)
	{
		if (job->retries == 0)
			return job;
	}
	return NULL;
}

/* The lane whose turn it is among all of a kind, or NULL. */
static Lane *
first_lane(const Queue *queue, Kind kind)
{
	const Link *turns = &queue->turns[kind];

	return list_empty(turns) || !has_room(queue, kind) ? NULL : container_of(turns->next, Lane, turn);
}

/* When an idle connection may take a request whose turn it is, although it is at home elsewhere. */
int64_t
queue_deadline(const Loop *loop)
{
	const Queue *queue = loop->queue;
	int64_t		earliest = INT64_MAX;

	for (Kind kind = 0; kind < KIND_COUNT; kind++)
	{
		const Lane *first = first_lane(queue, kind);
		int64_t		end = first ? queue->homes[first->tenant->home].since + SLOW_MICROS : INT64_MAX;

		if (end < earliest)
			earliest = end;
	}
	return earliest;
}

/* The lane of a kind whose turn it is at a place, or NULL. */
static Lane *
lane_at(const Loop *loop, Kind kind, int place)
{
	const Queue *queue = loop->queue;
	const Link *at_home = &queue->homes[place].turns[kind];
	Lane	   *first = first_lane(queue, kind);

	if (first == NULL || loop->now - first->since > OVERDUE_MICROS)
		return first;
	if (loop->now - first->since > 2 * SLOW_MICROS &&
		loop->now - queue->homes[first->tenant->home].since > SLOW_MICROS)
		return first;
	if (!list_empty(at_home))
		return container_of(at_home->next, Lane, at_home);
	return may_leave(loop, first->tenant) ? first : NULL;
}

/* The lane whose turn it is at a place, the one that has waited longest; NULL if there is none. */
static Lane *
next_lane(const Loop *loop, int place)
{
	Lane	   *reads = lane_at(loop, KIND_READ, place);
	Lane	   *writes = lane_at(loop, KIND_WRITE, place);

	if (reads == NULL || writes == NULL)
		return reads ? reads : writes;
	return reads->since <= writes->since ? reads : writes;
}

/* The request whose turn it is at a place, taken out of the queue and counted as running; NULL if there is none. */
Job *
queue_next(Loop *loop, int place)
{
	Lane	   *lane = next_lane(loop, place);
	Job		   *job;

	if (lane == NULL)
		return NULL;
	loop->queue->homes[place].since = loop->now;
	job = container_of(lane->requests.next, Job, link);
	list_remove(&lane->turn);
	list_remove(&lane->at_home);
	count_running(loop->queue, lane->tenant, kind_of(job), 1);
	queue_remove(job);
	return job;
}
