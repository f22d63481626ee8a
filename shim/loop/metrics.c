/*-------------------------------------------------------------------------
 *
 * metrics.c
 *	  What is counted: numbers of each loop, summed when somebody asks (admin.c).
 *
 * Labels come from the route table and from tables below, never from a
 * request: nobody can make a server that is watched run out of memory.
 *
 *-------------------------------------------------------------------------
 */
#include "loop/metrics.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

#define SERIES_MAX 2000

const MetricFamily metric_families[] = {
	{METRIC_IN_FLIGHT, "outlayd_requests_in_flight", "gauge", "Requests begun and not yet answered.", "", ""},
	{ METRIC_CLIENTS, "outlayd_clients", "gauge", "Connections of clients.", "phase",
	  "header body work send idle stream" },
	{ METRIC_CLIENT_TIMEOUTS, "outlayd_client_timeouts_total", "counter",
	  "Connections cut because a phase took too long.", "phase", "header body - send idle -" },
	{ METRIC_PG_CONNECTIONS, "outlayd_pg_connections", "gauge", "Connections to PostgreSQL, those for the routes too.",
	  "state", "down connecting setup idle busy committing cancelling" },
	{METRIC_PG_CONNECTS, "outlayd_pg_connects_total", "counter", "Attempts to connect to PostgreSQL.", "", ""},
	{METRIC_PG_LOST, "outlayd_pg_lost_total", "counter", "Connections to PostgreSQL that failed or broke.", "", ""},
	{ METRIC_PG_CANCELS, "outlayd_pg_cancels_total", "counter",
	  "Requests cancelled: the client had gone, or the commit did not end.", "", "" },
	{METRIC_PG_RETRIES, "outlayd_pg_retries_total", "counter", "Requests sent to PostgreSQL once more.", "", ""},
	{ METRIC_PG_REPLACED, "outlayd_pg_replaced_total", "counter",
	  "Connections replaced for their age or their number of tenants.", "", "" },
	{METRIC_STANDBY_READS, "outlayd_standby_reads_total", "counter", "Reads answered at the standby.", "", ""},
	{ METRIC_STANDBY_PASSED, "outlayd_standby_passed_total", "counter",
	  "Reads that the standby was for, and that went to the primary.", "", "" },
	{ METRIC_OUTCOME_UNKNOWN, "outlayd_outcome_unknown_total", "counter",
	  "Writes answered with outcome_unknown: no standby has confirmed them, or the connection was lost.", "", "" },
	{METRIC_QUEUE_LENGTH, "outlayd_queue_length", "gauge", "Requests waiting for a connection to PostgreSQL.", "", ""},
	{METRIC_BYTES_IN, "outlayd_request_bytes_total", "counter", "Bytes of the bodies of requests.", "", ""},
	{METRIC_BYTES_OUT, "outlayd_response_bytes_total", "counter", "Bytes of the bodies of answers.", "", ""},
	[METRIC_FAMILIES - 1] = { METRIC_REJECTED, "outlayd_rejected_total", "counter",
	  "Connections and requests refused for protection.", "reason",
	  "bad_request uri_too_long header_too_large body_too_large unavailable too_many_requests "
	  "too_many_connections queue_full queue_timeout too_many_streams spool_full" },
};

const int64_t metric_bounds[] = {
	250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 2500000, 5000000, 10000000,
};

/* The last one stands for all others; 0 for a request that nobody waited to be answered. */
const int	metric_statuses[] = {200, 201, 204, 304, 206, 0, 202, 301, 303, 400, 401, 403, 404, 405, 406, 408, 409, 410,
								411, 412, 413, 414, 415, 416, 422, 428, 429, 431, 500, 501, 502, 503, 504,
								[STATUSES - 1] = -1};

/* Routes come and go, their numbers stay: the list only grows, so that reading it takes no lock. */
static Series *_Atomic all_series;
static int	series_count;
static pthread_mutex_t series_lock = PTHREAD_MUTEX_INITIALIZER;

/* Counts a refusal, if it is one that protects the service. */
void
metrics_rejected(Metrics *metrics, const char *reason)
{
	Metric		metric = METRIC_REJECTED;

	for (const char *at = metric_families[METRIC_FAMILIES - 1].values; *at && metric < METRIC_COUNT; metric++)
	{
		size_t		len = strcspn(at, " ");

		if (strlen(reason) == len && memcmp(at, reason, len) == 0)
			count_add(&metrics->count[metric], 1);
		at += len + (at[len] == ' ');
	}
}

/* Notes how long something took. */
void
metrics_observe(Histogram *histogram, int64_t micros)
{
	int			i = 0;

	while (i < BUCKETS && micros > metric_bounds[i])
		i++;
	count_add(&histogram->buckets[i], 1);
	count_add(&histogram->micros, micros);
}

/* The numbers of a route, which are the same after it has been loaded again; beyond a limit all share one. */
Series *
metrics_series(const char *method, const char *route, int loops)
{
	Series	   *series;
	size_t		size = sizeof *series + sizeof series->loop[0] * (size_t) loops;

	pthread_mutex_lock(&series_lock);
	if (series_count >= SERIES_MAX)
		method = route = "other";
	for (series = all_series; series; series = series->next)
		if (strcmp(series->method, method) == 0 && strcmp(series->route, route) == 0)
			break;
	if (series == NULL)
	{
		series = aligned_alloc(_Alignof(Series), size);
		if (series == NULL)
			abort();
		memset(series, 0, size);
		series->method = xstrdup(method);
		series->route = xstrdup(route);
		series->next = all_series;
		series_count++;
		all_series = series;
	}
	pthread_mutex_unlock(&series_lock);
	return series;
}

/* Counts a request that has ended, and its time unless that is negative. */
void
metrics_request(Series *series, int loop, int status, int64_t micros)
{
	size_t		i = 0;

	while (i < STATUSES - 1 && metric_statuses[i] != status)
		i++;
	count_add(&series->loop[loop].answers[i], 1);
	if (micros >= 0)
		metrics_observe(&series->loop[loop].time, micros);
}

/* The numbers of all routes, as a list. */
const Series *
metrics_all_series(void)
{
	return all_series;
}

/* Gives the numbers of all routes back; nobody counts any more. */
void
metrics_free(void)
{
	while (all_series)
	{
		Series	   *series = all_series;

		all_series = series->next;
		free(series->method);
		free(series->route);
		free(series);
	}
}
