/*-------------------------------------------------------------------------
 *
 * main.c
 *	  outlayd: HTTP in, SQL functions out. Start, signals, end.
 *
 *-------------------------------------------------------------------------
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <jansson.h>

#include "base/log.h"
#include "loop/config.h"
#include "loop/loop.h"
#include "pg/pool.h"
#include "run/admin.h"
#include "run/takeover.h"
#include "run/turns.h"
#include "serve/tls.h"

#ifndef OUTLAYD_VERSION
#error "OUTLAYD_VERSION comes from the Makefile"
#endif

#define CONFIG_FLAG "--config="

/* What the program is made of. */
typedef struct Server
{
	Config		config;
	char	  **argv;
	AddressList *proxies;
	Listener	listeners[2];	/* of the clients, and of those who watch */
	Loop	   *loops;
	int			signals;		/* a descriptor that they are read from */
	bool		serving;
} Server;

static void die(const char *what, const char *why);
static void die_listening(const char *setting, const char *address, int port, const char *why);
static void die_logging(const Config *config);
static void print_help(void);
static bool read_flag(Config *config, const char *flag, Buffer *error);
static bool read_settings(Config *config, int argc, char **argv);
static void try_address(const char *setting, const char *address, int port);
static void try_settings(const Config *config);
static void raise_limits(const Config *config);
static void reload(const Config *config);
static bool answer_flag(const char *flag);
static int	take_signals(void);
static void start(Server *server);
static void serve(Server *server);
static bool obey(Server *server, int number);
static bool wait_for_end(Server *server);
static void stop(Server *server, bool patient);

/* Ends the program with a message for the person who has started it. */
static void
die(const char *what, const char *why)
{
	fprintf(stderr, "outlayd: %s%s%s\n", what, *why ? ": " : "", why);
	exit(1);
}

/* Ends the program, which cannot listen where a setting says. */
static void
die_listening(const char *setting, const char *address, int port, const char *why)
{
	fprintf(stderr, "outlayd: setting \"%s\": cannot listen on %s, port %d: %s\n", setting, address, port, why);
	exit(1);
}

/* Ends the program, which cannot open its log; errno says why. */
static void
die_logging(const Config *config)
{
	fprintf(stderr, "outlayd: setting \"log\": cannot open \"%s\": %s\n", config->log, strerror(errno));
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
					   "  --check                        try the settings, the address and the log, and exit\n"
					   "  --print-config                 print a configuration file with all defaults and exit\n"
					   "  --version                      print the version and exit\n"
					   "  --help                         print this and exit\n\n"
					   "Settings, with their [default]; OUTLAYD_<SETTING> in the environment overrides the file,\n"
					   "a flag overrides both:\n\n");
	config_describe(&text, true);
	fputs(text.data, stdout);
	buffer_free(&text);
}

/* Takes a flag, --setting=value. */
static bool
read_flag(Config *config, const char *flag, Buffer *error)
{
	const char *equals = strchr(flag, '=');
	char	   *name;
	bool		good;

	if (strncmp(flag, "--", 2) != 0 || equals == NULL)
	{
		buffer_printf(error, "\"%s\" is not of the form --setting=value; try --help", flag);
		return false;
	}
	name = xstrndup(flag + 2, (size_t) (equals - flag) - 2);
	good = config_set(config, name, equals + 1, error);
	free(name);
	return good;
}

/* Reads file, environment and flags, in this order of growing weight. True: only check them. */
static bool
read_settings(Config *config, int argc, char **argv)
{
	Buffer		error = {0};
	bool		check = false;
	bool		good = config_defaults(config, &error);

	for (int i = 1; i < argc && good; i++)
		if (strncmp(argv[i], CONFIG_FLAG, strlen(CONFIG_FLAG)) == 0)
			good = config_file(config, argv[i] + strlen(CONFIG_FLAG), &error);
	good = good && config_environment(config, &error);
	for (int i = 1; i < argc && good; i++)
		if (strcmp(argv[i], "--check") == 0)
			check = true;
		else if (strncmp(argv[i], CONFIG_FLAG, strlen(CONFIG_FLAG)) != 0)
			good = read_flag(config, argv[i], &error);
	if (!good || !config_check(config, &error) || !tls_load(config, &error))
		die(error.data, "");
	buffer_free(&error);
	return check;
}

/* Tries to listen as the settings say. */
static void
try_address(const char *setting, const char *address, int port)
{
	const char *why;
	bool		is_taken;

	if (!listen_try(address, port, &is_taken, &why))
		die_listening(setting, address, port, why);
	if (is_taken)
		printf("outlayd: somebody listens on %s, port %d, already\n", address, port);
}

/* Tries what a start would do with settings that are good in themselves; ends the program where one cannot work. */
static void
try_settings(const Config *config)
{
	bool		watched = *config->admin_listen != '\0';

	if (!log_try(config->log))
		die_logging(config);
	try_address("listen", config->listen, config->port);
	if (watched)
		try_address("admin_listen", config->admin_listen, config->admin_port);
	if (watched && config->port != 0 && config->port == config->admin_port &&
		strcmp(config->listen, config->admin_listen) == 0)
		die_listening("admin_listen", config->admin_listen, config->admin_port, "that is the clients' port");
	puts("outlayd: the settings are good");
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

/* Answers a flag that asks about the program itself. True: that was all. */
static bool
answer_flag(const char *flag)
{
	Buffer		text = {0};

	if (strcmp(flag, "--help") == 0)
		print_help();
	else if (strcmp(flag, "--version") == 0)
		puts("outlayd " OUTLAYD_VERSION);
	else if (strcmp(flag, "--print-config") == 0)
	{
		config_describe(&text, false);
		printf("# Settings of outlayd, with their defaults.\n%s", text.data);
		buffer_free(&text);
	}
	else
		return false;
	return true;
}

/* Blocks the signals that we live by, in all threads to come; returns the descriptor that they are read from. */
static int
take_signals(void)
{
	static const int ours[] = {SIGTERM, SIGINT, SIGHUP, SIGUSR2};
	sigset_t	signals;
	int			fd;

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&signals);
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		sigaddset(&signals, ours[i]);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	fd = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
	if (fd < 0)
		die("cannot take signals", strerror(errno));
	return fd;
}

/* Takes or opens the sockets, and starts a loop for each. */
static void
start(Server *server)
{
	Config	   *config = &server->config;
	Listener   *http = &server->listeners[0];
	Listener   *admin = &server->listeners[1];
	const char *why;

	http->name = "http";
	admin->name = "admin";
	if (!listen_open(http, config->listen, config->port, config->loops, &why))
		die_listening("listen", config->listen, config->port, why);
	if (!listen_open(admin, config->admin_listen, config->admin_port, *config->admin_listen != '\0', &why))
		die_listening("admin_listen", config->admin_listen, config->admin_port, why);
	listen_forget();
	config->loops = http->count;
	config->port = http->port;
	config->admin_port = admin->port;
	raise_limits(config);
	server->loops = xmalloc(sizeof(Loop) * (size_t) config->loops);
	for (int i = 0; i < config->loops; i++)
		if (!turns_start(&server->loops[i], config, server->proxies, i, http->sockets[i]))
			die("cannot start an event loop", strerror(errno));
}

/* Accepts clients from now on, and says so. */
static void
serve(Server *server)
{
	const Config *config = &server->config;
	Listener   *admin = &server->listeners[1];
	Buffer		line = {0};

	for (int i = 0; i < config->loops; i++)
		if (!turns_serve(&server->loops[i]))
			die("cannot accept clients", strerror(errno));
	if (admin->count > 0 && !admin_start(config, server->loops, admin->sockets[0]))
		die("cannot start the admin port", strerror(errno));
	server->serving = true;
	log_begin(&line, LOG_INFO, "listening");
	log_text(&line, "address", config->listen);
	log_number(&line, "port", config->port);
	if (admin->count > 0)
		log_number(&line, "admin_port", config->admin_port);
	log_number(&line, "loops", config->loops);
	log_number(&line, "pid", getpid());
	log_text(&line, "version", OUTLAYD_VERSION);
	log_end(&line);
	log_flush(&line);
	buffer_free(&line);
	takeover_tell();
	manager_tell("READY=1");
}

/* Does what a signal asks for. True: to end. */
static bool
obey(Server *server, int number)
{
	if (number == SIGHUP)
		reload(&server->config);
	else if (number == SIGUSR2)
		takeover_begin(server->argv, server->listeners, 2);
	else
	{
		takeover_abandon(NULL);
		log_event(LOG_INFO, "stopping", "signal %d", number);
		manager_tell("STOPPING=1");
		/* Nobody was accepted yet: whom we were to follow goes on. */
		if (!server->serving)
			exit(1);
		return true;
	}
	return false;
}

/* Waits for what ends us: a signal, or somebody who serves in our place. True for the latter. */
static bool
wait_for_end(Server *server)
{
	for (;;)
	{
		struct pollfd fds[] = {{.fd = server->signals, .events = POLLIN}, {.fd = takeover_fd(), .events = POLLIN}};
		struct signalfd_siginfo signal;

		poll(fds, 2, !server->serving ? 20 : takeover_fd() >= 0 ? 1000 : -1);
		if (!server->serving && pool_all_ready(&server->config))
			serve(server);
		if (takeover_check(fds[1].revents != 0))
			return true;
		if (read(server->signals, &signal, sizeof signal) == sizeof signal && obey(server, (int) signal.ssi_signo))
			return false;
	}
}

/* Lets the loops finish, and gives everything back. */
static void
stop(Server *server, bool patient)
{
	for (int i = 0; i < server->config.loops; i++)
		turns_stop(&server->loops[i], patient);
	for (int i = 0; i < server->config.loops; i++)
		pthread_join(server->loops[i].thread, NULL);
	admin_stop();
	metrics_free();
	log_event(LOG_INFO, "stopped", "all requests are finished");
	tls_free();
	free(server->loops);
	listen_free(&server->listeners[0]);
	listen_free(&server->listeners[1]);
	free(server->proxies);
	config_free(&server->config);
}

/* Reads the settings, starts the loops, and waits for the end. */
int
main(int argc, char **argv)
{
	Server		server = {.argv = argv};
	Config	   *config = &server.config;

	for (int i = 1; i < argc; i++)
		if (answer_flag(argv[i]))
			return 0;
	if (read_settings(config, argc, argv))
	{
		try_settings(config);
		return 0;
	}
	if (config->loops == 0)
		config->loops = ((int) sysconf(_SC_NPROCESSORS_ONLN) + 1) / 2;
	address_list_parse(&server.proxies, config->trusted_proxies);
	if (!log_open(config->log, config->log_level))
		die_logging(config);
	json_object_seed(0);		/* before there are threads */
	server.signals = take_signals();
	takeover_init();
	start(&server);
	/* Who is to follow somebody lets them serve until PostgreSQL is there. */
	if (!takeover_expected())
		serve(&server);
	stop(&server, wait_for_end(&server));
	return 0;
}
