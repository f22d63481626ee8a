/*-------------------------------------------------------------------------
 *
 * client.h
 *	  A client's connection: its limits of time and number.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_CLIENT_H
#define OUTLAYD_CLIENT_H

#include "loop/loop.h"

typedef struct Request Request;

typedef struct Client
{
	Link		link;			/* in its phase's list */
	Phase		phase;
	int64_t		since;			/* when the phase began, or was last looked at */
	int64_t		began;			/* when the phase began */
	Loop	   *loop;
	int			fd;
	Address		address;
	Request	   *request;		/* the one under way, or NULL */
	bool		closing;		/* shut down by us: libmicrohttpd will notice */
} Client;

extern enum MHD_Result client_accept(void *loop, const struct sockaddr *address, socklen_t len);
extern void client_notify(void *loop, struct MHD_Connection *connection, void **context,
						  enum MHD_ConnectionNotificationCode code);
extern Client *client_of(struct MHD_Connection *connection);
extern void client_set_phase(Client *client, Phase phase);
extern void client_refuse(Client *client);
extern void client_drain(Loop *loop);
extern int64_t client_deadline(const Loop *loop);
extern void client_expire(Loop *loop);

#endif							/* OUTLAYD_CLIENT_H */
