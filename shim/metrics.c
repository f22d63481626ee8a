/*-------------------------------------------------------------------------
 *
 * metrics.c
 *	  What Prometheus is told: counters of each loop, summed when somebody asks.
 *
 * The asking is done on a port of its own, by a thread of its own, so that
 * whoever watches needs no way in from outside and waits for no client.
 * Labels come from the route table and from tables below, never from a
 * request: nobody can make a server that is watched run out of memory.
 *
 *-------------------------------------------------------------------------
 */
#include "metrics.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <microhttpd.h>

#include "loop.h"
#include "pgconn.h"
#include "request.h"

#define ADMIN_CONNECTIONS 16
#define ADMIN_TIMEOUT_SECONDS 10
#define SERIES_MAX 2000

/* Each metric, or several that differ in one label whose values stand in their order; "-" is not shown. */
static const struct
{
	Metric		first;
	const char *name;
	const char *type;
	const char *help;
	const char *label;
	const char *values;
}			families[] =
{
	{METRIC_IN_FLIGHT, "outlayd_requests_in_flight", "gauge", "Requests begun and not yet answered.", "", ""},
	{ METRIC_CLIENTS, "outlayd_clients", "gauge", "Connections of clients.", "phase",
	  "header body work send idle stream" },
	{ METRIC_CLIENT_TIMEOUTS, "outlayd_client_timeouts_total", "counter",
	  "Connections cut because a phase took too long.", "phase", "header body - send idle -" },
	{ METRIC_PG_CONNECTIONS, "outlayd_pg_connections", "gauge", "Connections to PostgreSQL, those for the routes too.",
	  "state", "down connecting setup idle busy cancelling" },
	{METRIC_PG_CONNECTS, "outlayd_pg_connects_total", "counter", "Attempts to connect to PostgreSQL.", "", ""},
	{METRIC_PG_LOST, "outlayd_pg_lost_total", "counter", "Connections to PostgreSQL that failed or broke.", "", ""},
	{METRIC_PG_CANCELS, "outlayd_pg_cancels_total", "counter", "Requests cancelled: the client had gone.", "", ""},
	{METRIC_PG_RETRIES, "outlayd_pg_retries_total", "counter", "Requests sent to PostgreSQL once more.", "", ""},
	{ METRIC_PG_REPLACED, "outlayd_pg_replaced_total", "counter",
	  "Connections replaced for their age or their number of tenants.", "", "" },
	{METRIC_QUEUE_LENGTH, "outlayd_queue_length", "gauge", "Requests waiting for a connection to PostgreSQL.", "", ""},
	{METRIC_BYTES_IN, "outlayd_request_bytes_total", "counter", "Bytes of the bodies of requests.", "", ""},
	{METRIC_BYTES_OUT, "outlayd_response_bytes_total", "counter", "Bytes of the bodies of answers.", "", ""},
	{ METRIC_REJECTED, "outlayd_rejected_total", "counter", "Connections and requests refused for protection.",
	  "reason", "bad_request uri_too_long header_too_large body_too_large unavailable too_many_requests "
	  "too_many_connections queue_full queue_timeout too_many_streams" },
};

#define REJECTED (sizeof families / sizeof *families - 1)

_Static_assert(PHASE_COUNT == METRIC_CLIENT_TIMEOUTS - METRIC_CLIENTS, "a phase has no number");
_Static_assert(PG_CANCELLING + 1 == METRIC_PG_CONNECTS - METRIC_PG_CONNECTIONS, "a state has no number");

/* The upper bounds of histograms, in microseconds. */
static const int64_t bounds[BUCKETS] = {
	250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 2500000, 5000000, 10000000,
};

/* The last one stands for all others; 0 for a request that nobody waited to be answered. */
static const int statuses[] = {200, 201, 204, 304, 206, 0, 202, 301, 303, 400, 401, 403, 404, 405, 406, 408, 409, 410,
								412, 413, 414, 415, 416, 422, 428, 429, 431, 500, 501, 502, 503, 504, -1 };

#define STATUSES (sizeof statuses / sizeof *statuses)

struct Series
{
	Series	   *next;
	char	   *method;
	char	   *route;
	struct
	{
		/* Loops must not write to one cache line. */
		_Alignas(64) Count answers[STATUSES];
		Histogram	time;
	} loop[];
};

/* Routes come and go, their numbers stay: the list only grows, so that reading it takes no lock. */
static Series *_Atomic all_series;
static int	series_count;
static pthread_mutex_t series_lock = PTHREAD_MUTEX_INITIALIZER;

static struct MHD_Daemon *admin;
static Loop *all_loops;
static time_t started;

/* Counts a refusal, if it is one that protects the service. */
void
metrics_rejected(Metrics *metrics, const char *reason)
{
	Metric		metric = METRIC_REJECTED;

	for (const char *at = families[REJECTED].values; *at && metric < METRIC_COUNT; metric++)
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

	while (i < BUCKETS && micros > bounds[i])
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

	while (i < STATUSES - 1 && statuses[i] != status)
		i++;
	count_add(&series->loop[loop].answers[i], 1);
	if (micros >= 0)
		metrics_observe(&series->loop[loop].time, micros);
}

/* Appends what stands above a metric's lines. */
static void
put_family(Buffer *out, const char *name, const char *type, const char *help)
{
	buffer_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* Appends a label's value. */
static void
put_label(Buffer *out, const char *key, const char *value)
{
	buffer_printf(out, "%s=\"", key);
	for (; *value; value++)
	{
		if (*value == '\\' || *value == '"')
			buffer_putc(out, '\\');
		if (*value == '\n')
			buffer_puts(out, "\\n");
		else
			buffer_putc(out, *value);
	}
	buffer_putc(out, '"');
}

/* A number that another thread may be changing. */
static uint64_t
count_read(const Count *count)
{
	return atomic_load_explicit(count, memory_order_relaxed);
}

/*
 * Appends the lines of a histogram of which each loop has a part, at the same place of what the loops have. Labels end
 * with a comma or are empty.
 */
static void
put_histogram(Buffer *out, const char *name, const char *labels, const Histogram *part, size_t stride, int loops)
{
	uint64_t	total = 0;
	uint64_t	micros = 0;
	int			bare = (int) strlen(labels) - (*labels != '\0');

	for (int i = 0; i <= BUCKETS; i++)
	{
		for (int loop = 0; loop < loops; loop++)
			total += count_read(&((const Histogram *) ((const char *) part + stride * (size_t) loop))->buckets[i]);
		buffer_printf(out, "%s_bucket{%sle=\"", name, labels);
		if (i < BUCKETS)
			buffer_printf(out, "%g\"} %llu\n", (double) bounds[i] / 1e6, (unsigned long long) total);
		else
			buffer_printf(out, "+Inf\"} %llu\n", (unsigned long long) total);
	}
	for (int loop = 0; loop < loops; loop++)
		micros += count_read(&((const Histogram *) ((const char *) part + stride * (size_t) loop))->micros);
	buffer_printf(out, "%s_sum{%.*s} %.6f\n", name, bare, labels, (double) micros / 1e6);
	buffer_printf(out, "%s_count{%.*s} %llu\n", name, bare, labels, (unsigned long long) total);
}

/* Appends the numbers of routes: of all those that were asked for. */
static void
put_routes(Buffer *out, const Config *config)
{
	Buffer		times = {0};
	Buffer		labels = {0};

	put_family(out, "outlayd_requests_total", "counter",
			   "Requests by pattern of their path, method and status; 0: the client did not wait for the answer.");
	put_family(&times, "outlayd_request_seconds", "histogram", "From a request's first line to the end of its answer.");
	for (const Series *series = all_series; series; series = series->next)
	{
		bool		asked = false;

		labels.len = 0;
		put_label(&labels, "route", series->route);
		put_label(&labels, ",method", series->method);
		buffer_putc(&labels, ',');
		for (size_t i = 0; i < STATUSES; i++)
		{
			uint64_t	total = 0;

			for (int loop = 0; loop < config->loops; loop++)
				total += count_read(&series->loop[loop].answers[i]);
			asked = asked || total > 0;
			if (total > 0)
				buffer_printf(out, "outlayd_requests_total{%sstatus=\"%d\"} %llu\n", labels.data, statuses[i],
							  (unsigned long long) total);
		}
		if (asked)
			put_histogram(&times, "outlayd_request_seconds", labels.data, &series->loop[0].time, sizeof series->loop[0],
						  config->loops);
	}
	buffer_append(out, times.data, times.len);
	buffer_free(&times);
	buffer_free(&labels);
}

/* Appends the numbers of the loops. */
static void
put_loops(Buffer *out, const Config *config)
{
	const Metrics *first = &all_loops->metrics;

	for (size_t i = 0; i < sizeof families / sizeof *families; i++)
	{
		const char *value = families[i].values;
		Metric		metric = families[i].first;

		put_family(out, families[i].name, families[i].type, families[i].help);
		do
		{
			int			len = (int) strcspn(value, " ");
			int64_t		total = 0;

			for (int loop = 0; loop < config->loops; loop++)
				total += (int64_t) count_read(&all_loops[loop].metrics.count[metric]);
			if (len == 0)
				buffer_printf(out, "%s %lld\n", families[i].name, (long long) total);
			else if (*value != '-')
				buffer_printf(out, "%s{%s=\"%.*s\"} %lld\n", families[i].name, families[i].label, len, value,
							  (long long) total);
			value += len + (value[len] == ' ');
			metric++;
		} while (*value);
	}
	put_family(out, "outlayd_queue_wait_seconds", "histogram", "How long requests waited that had to.");
	put_histogram(out, "outlayd_queue_wait_seconds", "", &first->queue_wait, sizeof *all_loops, config->loops);
	put_family(out, "outlayd_pg_seconds", "histogram", "From sending to PostgreSQL to the end of its answer.");
	put_histogram(out, "outlayd_pg_seconds", "", &first->pg_time, sizeof *all_loops, config->loops);
}

/* Appends what is true of the process. */
static void
put_process(Buffer *out)
{
	static const char *const names[][3] = {
		{"process_cpu_seconds_total", "counter", "Processor time used."},
		{"process_start_time_seconds", "gauge", "When the process was started."},
		{"process_virtual_memory_bytes", "gauge", "Size of the address space."},
		{"process_resident_memory_bytes", "gauge", "Memory that is in use."},
		{"process_open_fds", "gauge", "Open descriptors."},
		{"process_max_fds", "gauge", "As many descriptors may be open."},
	};
	FILE	   *statm = fopen("/proc/self/statm", "re");
	DIR		   *directory = opendir("/proc/self/fd");
	double		page = (double) sysconf(_SC_PAGESIZE);
	double		pages[2] = {0, 0};
	double		descriptors = -3;	/* those that are no files, and that of the directory */
	struct timespec cpu;
	struct rlimit limit;

	if (statm && fscanf(statm, "%lf %lf", &pages[0], &pages[1]) == 2)
		pages[0] *= page, pages[1] *= page;
	if (statm)
		fclose(statm);
	while (directory && readdir(directory))
		descriptors++;
	if (directory)
		closedir(directory);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
	getrlimit(RLIMIT_NOFILE, &limit);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
	{
		double		values[] = { (double) cpu.tv_sec + (double) cpu.tv_nsec / 1e9, (double) started, pages[0],
							pages[1], descriptors, (double) limit.rlim_cur };

		put_family(out, names[i][0], names[i][1], names[i][2]);
		buffer_printf(out, "%s %.17g\n", names[i][0], values[i]);
	}
	put_family(out, "outlayd_build_info", "gauge", "Versions; the number is always 1.");
	buffer_printf(out, "outlayd_build_info{version=\"" OUTLAYD_VERSION "\",libmicrohttpd=\"%s\",libpq=\"%d\"} 1\n",
				  MHD_get_version(), PQlibVersion());
}

/* Answers on the admin port. */
static enum MHD_Result
answer(void *arg, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
	   const char *data, size_t *len, void **context)
{
	static int	begun;
	const Config *config = arg;
	int			status = MHD_HTTP_OK;
	const char *probe = request_probe(config, url, &status);
	const char *type = probe ? "application/json" : "text/plain; version=0.0.4; charset=utf-8";
	Buffer		body = {0};
	struct MHD_Response *response;
	enum MHD_Result result;

	(void) version, (void) data;
	if (*context == NULL || *len > 0)
	{
		*context = &begun;
		*len = 0;
		return MHD_YES;
	}
	if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
		status = MHD_HTTP_METHOD_NOT_ALLOWED;
	else if (probe)
		buffer_puts(&body, probe);
	else if (strcmp(url, "/metrics") == 0)
	{
		put_routes(&body, config);
		put_loops(&body, config);
		put_process(&body);
	}
	else
		status = MHD_HTTP_NOT_FOUND;
	response = MHD_create_response_from_buffer(body.len, body.data, MHD_RESPMEM_MUST_FREE);
	MHD_add_response_header(response, "Content-Type", type);
	MHD_add_response_header(response, "Cache-Control", "no-store");
	MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
	result = MHD_queue_response(connection, (unsigned int) status, response);
	MHD_destroy_response(response);
	return result;
}

/* Answers from now on those who ask on this socket. */
bool
metrics_start(const Config *config, Loop *loops, int listen_fd)
{
	all_loops = loops;
	started = time(NULL);
	admin = MHD_start_daemon(MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_ITC, 0, NULL, NULL, answer,
							 (void *) config,
							 MHD_OPTION_LISTEN_SOCKET, listen_fd, MHD_OPTION_CONNECTION_LIMIT, ADMIN_CONNECTIONS,
							 MHD_OPTION_CONNECTION_TIMEOUT, ADMIN_TIMEOUT_SECONDS, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
							 MHD_OPTION_END);
	return admin != NULL;
}

/* Answers nobody any more. */
void
metrics_stop(void)
{
	if (admin)
	{
		/* The socket may be another process' too by now: it is left, and not shut down. */
		close(MHD_quiesce_daemon(admin));
		MHD_stop_daemon(admin);
	}
	while (all_series)
	{
		Series	   *series = all_series;

		all_series = series->next;
		free(series->method);
		free(series->route);
		free(series);
	}
}
