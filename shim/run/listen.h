/*-------------------------------------------------------------------------
 *
 * listen.h
 *	  Listening sockets: our own, or handed to us by whoever started us.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_LISTEN_H
#define OUTLAYD_LISTEN_H

#include <stdbool.h>

/* Sockets that listen on one address, one for each of those who accept there. */
typedef struct Listener
{
	const char *name;			/* by which it is handed on: "admin", or anything else */
	int			port;
	int			count;
	int		   *sockets;
} Listener;

extern bool listen_open(Listener *listener, const char *address, int port, int count, const char **why);
extern bool listen_try(const char *address, int port, bool *is_taken, const char **why);
extern void listen_forget(void);
extern void listen_free(Listener *listener);

#endif /* OUTLAYD_LISTEN_H */
