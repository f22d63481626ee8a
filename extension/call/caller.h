/*-------------------------------------------------------------------------
 *
 * caller.h
 *	  Who is calling, for the length of a transaction.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CALLER_H
#define OUTLAY_CALLER_H

#include "postgres.h"

/* Roles of members, as a set of bits. */
#define ROLE_OWNER		0x01
#define ROLE_ADMIN		0x02
#define ROLE_APPROVER	0x04
#define ROLE_MEMBER		0x08
#define ROLE_AUDITOR	0x10

/* member is 0 for an operator in psql and for somebody who has not logged in. */
typedef struct Caller
{
	bool		entered;		/* outlay.enter() ran in this transaction */
	bool		is_operator;	/* a database role that may do everything */
	int32		route;			/* that was entered */
	int64		tenant;			/* 0: none (base host) */
	int64		member;
	int64		session;
	int			role;			/* one ROLE_… bit, 0: not logged in */
	char		address[46];
	char		user_agent[201];
	char		request_id[65];
	char		slug[64];		/* of the path, empty where the host tells the tenant */
	char		known_as[64];	/* slug of a tenant that was entered at another address than a default one */
	char		device_token[64];	/* of an earlier log-in, came in the cookie too; empty: there was none */
	char		refresh_token[128]; /* came with the access token in a cookie; empty: there was none */
} Caller;

extern void caller_init(void);
extern const Caller *caller_get(void);
extern void caller_use_tenant(int64 tenant);
extern int	caller_role_from_name(const char *name);
extern const char *caller_role_name(int role);
extern int	caller_roles_from_names(const char *names);
extern char *caller_role_names(int roles);

#endif							/* OUTLAY_CALLER_H */
