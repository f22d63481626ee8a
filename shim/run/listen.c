/*-------------------------------------------------------------------------
 *
 * listen.c
 *	  Listening sockets: our own, or handed to us by whoever started us.
 *
 * They are handed on as systemd does it: descriptors from 3 on, as many as
 * LISTEN_FDS says, for the process LISTEN_PID, with names in LISTEN_FDNAMES.
 * So systemd can hold the port, and a new binary takes over the sockets of
 * the one before (takeover.c) together with the connections that wait there.
 *
 *-------------------------------------------------------------------------
 */
#include "run/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buffer.h"

#define FIRST_HANDED 3
#define HANDED_MAX 512

static int	handed_count(void);
static bool is_named(int n, const char *name);
static bool take(Listener *listener, int fd);
static int	bind_socket(const struct addrinfo *address, bool shared);
static struct addrinfo *find_address(const char *name, int number, const char **why);
static bool open_own(Listener *listener, const char *name, int number, int count, const char **why);

/* How many descriptors were handed to us. */
static int
handed_count(void)
{
	const char *pid = getenv("LISTEN_PID");
	const char *count = getenv("LISTEN_FDS");
	int			number = pid && count && strtol(pid, NULL, 10) == getpid() ? text_to_int(count) : 0;

	return number > 0 && number <= HANDED_MAX ? number : 0;
}

/* Whether the n-th of them has that name: those that are not named "admin" are all the same. */
static bool
is_named(int n, const char *name)
{
	const char *at = getenv("LISTEN_FDNAMES");

	for (; at && n > 0; n--)
		at = strchr(at, ':') ? strchr(at, ':') + 1 : NULL;
	return (at && strcspn(at, ":") == 5 && strncmp(at, "admin", 5) == 0) == (strcmp(name, "admin") == 0);
}

/* Takes a handed socket; false if it is none that listens for TCP. */
static bool
take(Listener *listener, int fd)
{
	int			listens = 0;
	int			family = 0;
	socklen_t	len = sizeof listens;

	if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &len) != 0 || !listens ||
		getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &len) != 0 || (family != AF_INET && family != AF_INET6) ||
		fcntl(fd, F_SETFD, FD_CLOEXEC) != 0 || fcntl(fd, F_SETFL, O_NONBLOCK) != 0)
		return false;
	listener->sockets[listener->count++] = fd;
	return true;
}

/* A bound socket, or -1 with errno. */
static int
bind_socket(const struct addrinfo *address, bool shared)
{
	int			fd = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int			yes = 1;

	if (fd < 0 || (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
				   (!shared || setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) == 0) &&
				   bind(fd, address->ai_addr, address->ai_addrlen) == 0))
		return fd;
	close(fd);
	return -1;
}

/* The address that settings name, to be freed; NULL, and why, if they name none. */
static struct addrinfo *
find_address(const char *name, int number, const char **why)
{
	struct addrinfo hints = {.ai_flags = AI_PASSIVE | AI_NUMERICHOST, .ai_socktype = SOCK_STREAM};
	struct addrinfo *address = NULL;
	char		port[16];
	int			error;

	snprintf(port, sizeof port, "%d", number);
	error = getaddrinfo(name, port, &hints, &address);
	*why = gai_strerror(error);
	return error == 0 ? address : NULL;
}

/*
 * Whether one could listen at an address; else *why says why not. That somebody does already counts as yes, and is
 * told in *is_taken: settings are tried while the server runs that is to have them. Nobody can connect meanwhile.
 */
bool
listen_try(const char *name, int port, bool *is_taken, const char **why)
{
	struct addrinfo *address = find_address(name, port, why);
	int			fd;

	*is_taken = false;
	if (address == NULL)
		return false;
	fd = bind_socket(address, false);
	*is_taken = fd < 0 && errno == EADDRINUSE;
	*why = strerror(errno);
	freeaddrinfo(address);
	if (fd >= 0)
		close(fd);
	return fd >= 0 || *is_taken;
}

/* Opens sockets of our own; false, and why, if there can be none. */
static bool
open_own(Listener *listener, const char *name, int number, int count, const char **why)
{
	struct addrinfo *address = find_address(name, number, why);
	int			fd = 0;

	if (address == NULL)
		return false;
	/* Without sharing, to learn whether somebody else has the port: sharing would silently divide its requests. */
	if (number != 0 && (fd = bind_socket(address, false)) >= 0)
		close(fd);
	while (fd >= 0 && listener->count < count && (fd = bind_socket(address, true)) >= 0)
	{
		/* The others take its port, when any was good. */
		getsockname(fd, address->ai_addr, &address->ai_addrlen);
		listener->sockets[listener->count++] = fd;
		if (listen(fd, SOMAXCONN) != 0)
			fd = -1;
	}
	*why = strerror(errno);
	freeaddrinfo(address);
	return fd >= 0;
}

/*
 * Takes the sockets that were handed to us under the listener's name, or opens some of our own; so many, or as many as
 * there are, since one at which nobody accepts would leave its clients waiting. False, and why, if there can be none.
 */
bool
listen_open(Listener *listener, const char *address, int port, int count, const char **why)
{
	struct sockaddr_storage bound;
	socklen_t	len = sizeof bound;
	int			handed = handed_count();

	listener->count = 0;
	listener->sockets = xmalloc(sizeof(int) * (size_t) (handed + count));
	for (int i = 0; i < handed; i++)
		if (is_named(i, listener->name) && (count == 0 || !take(listener, FIRST_HANDED + i)))
			close(FIRST_HANDED + i);
	handed = listener->count;
	if (count == 0)
		return true;
	if (handed == 0 && !open_own(listener, address, port, count, why))
		return false;
	while (listener->count < count)
		listener->sockets[listener->count] = fcntl(listener->sockets[listener->count % handed], F_DUPFD_CLOEXEC, 0),
		listener->count++;
	/* The port stands at the same place in both families' addresses. */
	getsockname(listener->sockets[0], (struct sockaddr *) &bound, &len);
	listener->port = ntohs(((struct sockaddr_in *) &bound)->sin_port);
	return true;
}

/*
 * Forgets what the environment says of handed sockets: it is for nobody whom we start. Called before there are threads
 * that read the environment too.
 */
void
listen_forget(void)
{
	unsetenv("LISTEN_PID");
	unsetenv("LISTEN_FDS");
	unsetenv("LISTEN_FDNAMES");
}

/* Gives the memory back; the sockets are whose they were given to. */
void
listen_free(Listener *listener)
{
	free(listener->sockets);
}
