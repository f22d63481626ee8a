/*-------------------------------------------------------------------------
 *
 * takeover.c
 *	  A new binary takes our place; and what the service manager is told.
 *
 * At SIGUSR2 the program that stands at our own path is started with our
 * arguments and our listening sockets. It accepts nobody until it has its
 * connections to PostgreSQL, and then says so through a pipe. Only then do we
 * stop to accept; so at every moment somebody does, and what waits in a
 * socket's queue stays there for whoever comes first. If it ends before, or
 * takes too long, it has served nobody, and we have never stopped.
 *
 *-------------------------------------------------------------------------
 */
#include "run/takeover.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/log.h"

#define FIRST_HANDED 3
#define PATIENCE_SECONDS 60
#define PID_TEXT "LISTEN_PID=0000000000"

static pid_t successor;			/* 0: nobody is about to take over */
static int	ready_pipe = -1;	/* from it */
static time_t began;
static int	predecessor = -1; /* the pipe to whom we follow, or -1 */

static char **successor_environment(const char *names, int count, char *pid, Buffer *text);
static void become(char **argv, char **environment, char *pid, int *fds, int count);

/* Takes what the environment says of whom we are to follow, before there are threads that read it too. */
void
takeover_init(void)
{
	const char *fd = getenv(READY_VARIABLE);

	predecessor = fd ? text_to_int(fd) : -1;
	unsetenv(READY_VARIABLE);
}

/* Whether somebody waits for us to serve in their place. */
bool
takeover_expected(void)
{
	return predecessor >= FIRST_HANDED;
}

/* Tells whom we follow that we serve. */
void
takeover_tell(void)
{
	if (!takeover_expected())
		return;
	if (write(predecessor, "1", 1) != 1)
		log_event(LOG_WARNING, "takeover", "whom we follow has gone");
	close(predecessor);
	predecessor = -1;
}

/*
 * The environment of a successor: ours, and what tells of its descriptors, the last of which is the pipe. The new
 * entries are kept in text.
 */
static char **
successor_environment(const char *names, int count, char *pid, Buffer *text)
{
	char	  **environment;
	size_t		size = 0;

	while (environ[size])
		size++;
	environment = xmalloc(sizeof(char *) * (size + 5));
	memcpy(environment, environ, sizeof(char *) * size);
	environment[size++] = pid;
	buffer_printf(text, "LISTEN_FDS=%d%cLISTEN_FDNAMES=%s%c" READY_VARIABLE "=%d", count - 1, 0, names, 0,
				  FIRST_HANDED + count - 1);
	for (char *at = text->data; at < text->data + text->len; at += strlen(at) + 1)
		environment[size++] = at;
	environment[size] = NULL;
	return environment;
}

/* In the new process, which shares nothing but copies: puts the descriptors in order and becomes the new binary. */
static void
become(char **argv, char **environment, char *pid, int *fds, int count)
{
	sigset_t	none;
	pid_t		rest = getpid();

	for (size_t i = strlen(PID_TEXT); rest > 0; rest /= 10)
		pid[--i] = (char) ('0' + rest % 10);
	for (int i = 0; i < count; i++)
		fds[i] = fcntl(fds[i], F_DUPFD, FIRST_HANDED + count);
	for (int i = 0; i < count; i++)
		if (fds[i] < 0 || dup2(fds[i], FIRST_HANDED + i) < 0)
			_exit(127);
	close_range((unsigned) (FIRST_HANDED + count), ~0U, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	execvpe(argv[0], argv, environment);
	_exit(127);
}

/* Starts a successor with the sockets of these listeners. */
void
takeover_begin(char **argv, const Listener *listeners, int count)
{
	char		pid[] = PID_TEXT;
	char	  **environment;
	Buffer		names = {0};
	Buffer		text = {0};
	int			ends[2];
	int			total = 0;
	int		   *fds = NULL;

	if (successor != 0 || pipe2(ends, O_CLOEXEC) != 0)
		return;
	for (int i = 0; i < count; i++)
		for (int j = 0; j < listeners[i].count; j++)
		{
			fds = xrealloc(fds, sizeof(int) * (size_t) (total + 2));
			fds[total++] = listeners[i].sockets[j];
			buffer_printf(&names, "%s%s", total > 1 ? ":" : "", listeners[i].name);
		}
	fds[total++] = ends[1];
	environment = successor_environment(names.data, total, pid, &text);
	successor = fork();
	if (successor == 0)
		become(argv, environment, pid, fds, total);
	close(ends[1]);
	ready_pipe = ends[0];
	began = time(NULL);
	if (successor > 0)
		log_event(LOG_INFO, "takeover", "process %d is about to take over", (int) successor);
	else
		takeover_abandon(strerror(errno));
	free(environment);
	free(fds);
	buffer_free(&names);
	buffer_free(&text);
}

/* What to listen on for news of the successor; -1 when there is none. */
int
takeover_fd(void)
{
	return ready_pipe;
}

/* Gives a successor up, who has served nobody yet; why is NULL where this process ends as well. */
void
takeover_abandon(const char *why)
{
	if (ready_pipe < 0)
		return;
	if (successor > 0)
	{
		kill(successor, SIGKILL);
		waitpid(successor, NULL, 0);
	}
	if (why)
		log_event(LOG_ERROR, "takeover_failed", "%s; this process serves on", why);
	close(ready_pipe);
	ready_pipe = -1;
	successor = 0;
}

/* Called when the pipe can be read, and now and then: whether the successor serves. */
bool
takeover_check(bool heard)
{
	char		byte;

	if (ready_pipe < 0)
		return false;
	if (heard && read(ready_pipe, &byte, 1) == 1)
	{
		log_event(LOG_INFO, "taken_over", "process %d serves", (int) successor);
		manager_tell("MAINPID=%d", (int) successor);
		return true;
	}
	if (heard)
		takeover_abandon("the new process has ended before it served, its log or its standard error says why");
	else if (time(NULL) - began > PATIENCE_SECONDS)
		takeover_abandon("the new process did not serve in time");
	return false;
}

/* Tells the service manager (sd_notify) something, if there is one. */
void
manager_tell(const char *format, ...)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	const char *path = getenv("NOTIFY_SOCKET");
	size_t		len = path ? strlen(path) : 0;
	char		text[64];
	va_list		args;
	int			fd;

	if (len == 0 || len >= sizeof address.sun_path || (fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) < 0)
		return;
	memcpy(address.sun_path, path, len);
	if (path[0] == '@')
		address.sun_path[0] = '\0';
	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (sendto(fd, text, strlen(text), MSG_NOSIGNAL, (struct sockaddr *) &address,
			   (socklen_t) (offsetof(struct sockaddr_un, sun_path) + len)) < 0)
		log_event(LOG_WARNING, "manager", "the service manager does not listen: %s", strerror(errno));
	close(fd);
}
