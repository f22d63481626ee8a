/*-------------------------------------------------------------------------
 *
 * main.c
 *	  outlayd: HTTP in, SQL functions out. Start, signals, end.
 *
 *-------------------------------------------------------------------------
 */
#include <errno.h>
#include <netdb.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <jansson.h>

#include "config.h"
#include "log.h"
#include "loop.h"
#include "tls.h"

#ifndef OUTLAYD_VERSION
#error "OUTLAYD_VERSION comes from the Makefile"
#endif

/* Ends the program with a message for the person who has started it. */
static void
die(const char *what, const char *why)
{
	fprintf(stderr, "outlayd: %s%s%s\n", what, *why ? ": " : "", why);
	exit(1);
}

/* Prints what --help prints. */
static void
print_help(void)
{
	Buffer		text = {0};

	buffer_puts(&text, "outlayd serves the functions of a PostgreSQL database over HTTP.\n\n"
					   "Usage: outlayd [--config=FILE] [--<setting>=<value> ...]\n\n"
					   "  --config=FILE                  read settings from FILE\n"
					   "  --check                        check the settings and exit\n"
					   "  --print-config                 print a configuration file with all defaults and exit\n"
					   "  --version                      print the version and exit\n"
					   "  --help                         print this and exit\n\n"
					   "Settings, with their [default]; OUTLAYD_<SETTING> in the environment overrides the file,\n"
					   "a flag overrides both:\n\n");
	config_describe(&text, true);
	fputs(text.data, stdout);
	buffer_free(&text);
}

/* Reads file, environment and flags, in this order of growing weight. True: only check them. */
static bool
read_settings(Config *config, int argc, char **argv)
{
	Buffer		error = {0};
	bool		check = false;
	bool		good = config_defaults(config, &error);

	for (int i = 1; i < argc && good; i++)
		if (strncmp(argv[i], "--config=", 9) == 0)
			good = config_file(config, argv[i] + 9, &error);
		else if (strcmp(argv[i], "--config") == 0 && i + 1 < argc)
			good = config_file(config, argv[++i], &error);
	good = good && config_environment(config, &error);
	for (int i = 1; i < argc && good; i++)
	{
		char	   *equals = strchr(argv[i], '=');

		if (strcmp(argv[i], "--check") == 0)
			check = true;
		else if (strcmp(argv[i], "--config") == 0)
			i++;
		else if (strncmp(argv[i], "--config=", 9) == 0)
			continue;
		else if (strncmp(argv[i], "--", 2) != 0 || equals == NULL)
		{
			buffer_printf(&error, "\"%s\" is not of the form --setting=value; try --help", argv[i]);
			good = false;
		}
		else
		{
			char	   *name = xstrndup(argv[i] + 2, (size_t) (equals - argv[i]) - 2);

			good = config_set(config, name, equals + 1, &error);
			free(name);
		}
	}
	if (!good || !config_check(config, &error) || !tls_load(config, &error))
		die(error.data, "");
	buffer_free(&error);
	return check;
}

/* A bound socket; dies with the reason if there can be none. */
static int
bind_socket(const struct addrinfo *address, bool shared)
{
	int			fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int			yes = 1;

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
		(shared && setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) != 0) ||
		bind(fd, address->ai_addr, address->ai_addrlen) != 0)
		die("cannot listen", strerror(errno));
	return fd;
}

/* Opens so many listening sockets, all on one port; returns the port. */
static int
open_sockets(const char *listen_on, int number, int count, int *sockets)
{
	struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICHOST, .ai_socktype = SOCK_STREAM};
	struct addrinfo *address;
	struct sockaddr_storage bound;
	socklen_t	len = sizeof bound;
	char		port[16];
	int			error;

	snprintf(port, sizeof port, "%d", number);
	error = getaddrinfo(listen_on, port, &hints, &address);
	if (error != 0)
		die("cannot listen", gai_strerror(error));
	/* Without sharing, to learn whether somebody else has the port: sharing would silently divide its requests. */
	if (number != 0)
		close(bind_socket(address, false));
	for (int i = 0; i < count; i++)
	{
		sockets[i] = bind_socket(address, true);
		getsockname(sockets[i], (struct sockaddr *) &bound, &len);
		memcpy(address->ai_addr, &bound, len); /* its port, when any was good */
		if (listen(sockets[i], SOMAXCONN) != 0)
			die("cannot listen", strerror(errno));
	}
	freeaddrinfo(address);
	/* The port stands at the same place in both families' addresses. */
	return ntohs(((struct sockaddr_in *) &bound)->sin_port);
}

/* Lets the process have as many descriptors as the settings need, as far as the system does. */
static void
raise_limits(const Config *config)
{
	struct rlimit limit;
	rlim_t		need = (rlim_t) (config->max_connections + config->loops * (config->connections + 16) + 64);

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= need)
		return;
	limit.rlim_cur = need < limit.rlim_max ? need : limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
	if (limit.rlim_cur < need)
		log_event(LOG_WARNING, "limit", "max_connections = %d needs %lu descriptors, the system allows %lu",
				  config->max_connections, (unsigned long) need, (unsigned long) limit.rlim_cur);
}

/* Opens the log again, and reads the certificate: what others renew in our back. */
static void
reload(const Config *config)
{
	Buffer		error = {0};

	log_reopen();
	if (!tls_load(config, &error))
		log_event(LOG_ERROR, "tls_error", "the certificate stays as it is: %s", error.data);
	else if (*config->tls_certificate)
		log_event(LOG_INFO, "tls_loaded", "%s", config->tls_certificate);
	buffer_free(&error);
}

/* Waits for a signal that ends us. */
static void
wait_for_end(const Config *config, const sigset_t *signals)
{
	int			number;

	while (sigwait(signals, &number) != 0 || number == SIGHUP)
		if (number == SIGHUP)
			reload(config);
	log_event(LOG_INFO, "stopping", "signal %d", number);
}

/* Reads the settings, starts the loops, and waits for the signal to end. */
int
main(int argc, char **argv)
{
	Config		config;
	AddressList *proxies;
	Loop	   *loops;
	int		   *sockets;
	int			admin_socket = -1;
	Buffer		line = {0};
	sigset_t	signals;

	for (int i = 1; i < argc; i++)
	{
		if (strcmp(argv[i], "--help") == 0)
			return print_help(), 0;
		if (strcmp(argv[i], "--version") == 0)
			return puts("outlayd " OUTLAYD_VERSION) < 0;
		if (strcmp(argv[i], "--print-config") == 0)
		{
			config_describe(&line, false);
			return printf("# Settings of outlayd, with their defaults.\n%s", line.data) < 0;
		}
	}
	if (read_settings(&config, argc, argv))
		return puts("outlayd: the settings are good") < 0;
	if (config.loops == 0)
		config.loops = (int) sysconf(_SC_NPROCESSORS_ONLN);
	address_list_parse(&proxies, config.trusted_proxies);
	if (!log_open(config.log, config.log_level))
		die("cannot open the log", strerror(errno));
	raise_limits(&config);
	json_object_seed(0);		/* before there are threads */

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);

	loops = xmalloc(sizeof(Loop) * (size_t) config.loops);
	sockets = xmalloc(sizeof(int) * (size_t) config.loops);
	config.port = open_sockets(config.listen, config.port, config.loops, sockets);
	if (*config.admin_listen)
		config.admin_port = open_sockets(config.admin_listen, config.admin_port, 1, &admin_socket);
	for (int i = 0; i < config.loops; i++)
		if (!loop_start(&loops[i], &config, proxies, i, sockets[i]))
			die("cannot start an event loop", strerror(errno));
	if (admin_socket >= 0 && !metrics_start(&config, loops, admin_socket))
		die("cannot start the admin port", strerror(errno));
	log_begin(&line, LOG_INFO, "listening");
	log_text(&line, "address", config.listen);
	log_number(&line, "port", config.port);
	if (admin_socket >= 0)
		log_number(&line, "admin_port", config.admin_port);
	log_number(&line, "loops", config.loops);
	log_text(&line, "version", OUTLAYD_VERSION);
	log_end(&line);
	log_flush(&line);

	wait_for_end(&config, &signals);
	for (int i = 0; i < config.loops; i++)
		loop_stop(&loops[i]);
	for (int i = 0; i < config.loops; i++)
		pthread_join(loops[i].thread, NULL);
	metrics_stop();
	log_event(LOG_INFO, "stopped", "all requests are finished");
	tls_free();
	free(loops);
	free(sockets);
	free(proxies);
	buffer_free(&line);
	config_free(&config);
	return 0;
}
