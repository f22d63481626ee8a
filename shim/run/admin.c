/*-------------------------------------------------------------------------
 *
 * admin.c
 *	  A port for those who watch: /metrics for Prometheus, and the probes.
 *
 * It has a thread of its own, so that whoever watches needs no way in from
 * outside, waits for no client, and is answered when no loop answers.
 *
 *-------------------------------------------------------------------------
 */
#include "run/admin.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <microhttpd.h>

#include "pg/commit.h"
#include "pg/control.h"
#include "serve/admit.h"

#define ADMIN_CONNECTIONS 16
#define ADMIN_TIMEOUT_SECONDS 10

static struct MHD_Daemon *admin;
static Loop *all_loops;
static time_t started;

static void put_family(Buffer *out, const char *name, const char *type, const char *help);
static void put_label(Buffer *out, const char *key, const char *value);
static uint64_t sum(const Count *first, size_t stride, int loops);
static void put_histogram(Buffer *out, const char *name, const char *labels, const Histogram *part, size_t stride,
						  int loops);
static void put_routes(Buffer *out, const Config *config);
static void put_loops(Buffer *out, const Config *config);
static void put_process(Buffer *out);
static enum MHD_Result answer(void *arg, struct MHD_Connection *connection, const char *url, const char *method,
							  const char *version, const char *data, size_t *len, void **context);

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

/* The sum of a number that each loop has, at the same place of what is so many bytes apart. */
static uint64_t
sum(const Count *first, size_t stride, int loops)
{
	uint64_t	total = 0;

	for (int loop = 0; loop < loops; loop++)
		total += count_read((const Count *) ((const char *) first + stride * (size_t) loop));
	return total;
}

/* Appends the lines of a histogram of which each loop has a part. Labels end with a comma or are empty. */
static void
put_histogram(Buffer *out, const char *name, const char *labels, const Histogram *part, size_t stride, int loops)
{
	uint64_t	total = 0;
	uint64_t	micros = sum(&part->micros, stride, loops);
	int			bare = (int) strlen(labels) - (*labels != '\0');

	for (int i = 0; i <= BUCKETS; i++)
	{
		total += sum(&part->buckets[i], stride, loops);
		buffer_printf(out, "%s_bucket{%sle=\"", name, labels);
		if (i < BUCKETS)
			buffer_printf(out, "%g\"} %llu\n", (double) metric_bounds[i] / 1e6, (unsigned long long) total);
		else
			buffer_printf(out, "+Inf\"} %llu\n", (unsigned long long) total);
	}
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
	for (const Series *series = metrics_all_series(); series; series = series->next)
	{
		bool		asked = false;

		labels.len = 0;
		put_label(&labels, "route", series->route);
		put_label(&labels, ",method", series->method);
		buffer_putc(&labels, ',');
		for (size_t i = 0; i < STATUSES; i++)
		{
			uint64_t	total = sum(&series->loop[0].answers[i], sizeof series->loop[0], config->loops);

			asked = asked || total > 0;
			if (total > 0)
				buffer_printf(out, "outlayd_requests_total{%sstatus=\"%d\"} %llu\n", labels.data, metric_statuses[i],
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

	for (size_t i = 0; i < METRIC_FAMILIES; i++)
	{
		const MetricFamily *family = &metric_families[i];
		const char *value = family->values;
		Metric		metric = family->first;

		put_family(out, family->name, family->type, family->help);
		do
		{
			int			len = (int) strcspn(value, " ");
			int64_t		total = (int64_t) sum(&first->count[metric], sizeof *all_loops, config->loops);

			if (len == 0)
				buffer_printf(out, "%s %lld\n", family->name, (long long) total);
			else if (*value != '-')
				buffer_printf(out, "%s{%s=\"%.*s\"} %lld\n", family->name, family->label, len, value,
							  (long long) total);
			value += len + (value[len] == ' ');
			metric++;
		} while (*value);
	}
	put_family(out, "outlayd_commits_unconfirmed", "gauge",
			   "1 while no standby has confirmed the write that was the last to commit.");
	buffer_printf(out, "outlayd_commits_unconfirmed %d\n", commit_is_unconfirmed());
	put_family(out, "outlayd_standby", "gauge", "1 while the database is a standby, and writes are refused.");
	buffer_printf(out, "outlayd_standby %d\n", control_is_standby());
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
	const char *probe = admit_probe(config, url, &status);
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
admin_start(const Config *config, Loop *loops, int listen_fd)
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
admin_stop(void)
{
	if (admin == NULL)
		return;
	/* The socket may be another process' too by now: it is left, and not shut down. */
	close(MHD_quiesce_daemon(admin));
	MHD_stop_daemon(admin);
}
