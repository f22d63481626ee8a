/*-------------------------------------------------------------------------
 *
 * metrics.h
 *	  What is counted: numbers of each loop, summed when somebody asks (admin.c).
 *
 * A loop's numbers are written by its own thread alone, so that a relaxed
 * load and store, which cost what ordinary ones do, are all that counting
 * takes. A new number is a value of Metric and a row of the table in
 * metrics.c; a new reason to refuse is a word in its last row, and one more
 * in METRIC_COUNT.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_METRICS_H
#define OUTLAYD_METRICS_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

typedef enum Metric
{
	METRIC_IN_FLIGHT,
	METRIC_CLIENTS,				/* one for each Phase */
	METRIC_CLIENT_TIMEOUTS = METRIC_CLIENTS + 6, /* likewise */
	METRIC_PG_CONNECTIONS = METRIC_CLIENT_TIMEOUTS + 6, /* one for each PgState */
	METRIC_PG_CONNECTS = METRIC_PG_CONNECTIONS + 7,
	METRIC_PG_LOST,
	METRIC_PG_CANCELS,
	METRIC_PG_RETRIES,
	METRIC_PG_REPLACED,
	METRIC_STANDBY_READS,
	METRIC_STANDBY_PASSED,
	METRIC_OUTCOME_UNKNOWN,
	METRIC_QUEUE_LENGTH,
	METRIC_BYTES_IN,
	METRIC_BYTES_OUT,
	METRIC_REJECTED,			/* one for each reason; counted by metrics_rejected() */
	METRIC_COUNT = METRIC_REJECTED + 11
} Metric;

typedef _Atomic uint64_t Count;

#define BUCKETS 15

/* How long something took. */
typedef struct Histogram
{
	Count		buckets[BUCKETS + 1]; /* the last one has no upper bound */
	Count		micros;			/* the sum */
} Histogram;

/* The numbers of one loop. */
typedef struct Metrics
{
	Count		count[METRIC_COUNT];
	Histogram	queue_wait;
	Histogram	pg_time;
} Metrics;

/* Each metric, or several that differ in one label whose values stand in their order; "-" is not shown. */
typedef struct MetricFamily
{
	Metric		first;
	const char *name;
	const char *type;
	const char *help;
	const char *label;
	const char *values;
} MetricFamily;

#define METRIC_FAMILIES 16

extern const MetricFamily metric_families[METRIC_FAMILIES];
extern const int64_t metric_bounds[BUCKETS]; /* the upper ones of a histogram, in microseconds */

#define STATUSES 34

extern const int metric_statuses[STATUSES];

/* The numbers of one route: a line of counters for each loop. Lives as long as the process. */
typedef struct Series
{
	struct Series *next;
	char	   *method;
	char	   *route;
	struct
	{
		/* Loops must not write to one cache line. */
		_Alignas(64) Count answers[STATUSES];
		Histogram	time;
	} loop[];
} Series;

/* A number that another thread may be changing. */
static inline uint64_t
count_read(const Count *count)
{
	return atomic_load_explicit(count, memory_order_relaxed);
}

/* Adds to a number of this thread's own. */
static inline void
count_add(Count *count, int64_t change)
{
	atomic_store_explicit(count, count_read(count) + (uint64_t) change, memory_order_relaxed);
}

extern void metrics_rejected(Metrics *metrics, const char *reason);
extern void metrics_observe(Histogram *histogram, int64_t micros);
extern Series *metrics_series(const char *method, const char *route, int loops);
extern void metrics_request(Series *series, int loop, int status, int64_t micros);
extern const Series *metrics_all_series(void);
extern void metrics_free(void);

#endif							/* OUTLAYD_METRICS_H */
