/*-------------------------------------------------------------------------
 *
 * route.h
 *	  The route table (outlay.route) as C sees it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_ROUTE_H
#define OUTLAY_ROUTE_H

#include "postgres.h"

/* At which addresses a route is called. */
typedef enum RouteScope
{
	ROUTE_TENANT,				/* an organization's */
	ROUTE_BASE,					/* the base host */
	ROUTE_ANY,					/* all, for no organization */
	ROUTE_CONSOLE				/* the operators' console */
} RouteScope;

typedef struct Route
{
	int32		id;
	Oid			function;
	int			roles;			/* ROLE_… bits; 0: needs no member's log-in */
	bool		for_operator;	/* of the console: needs an operator's log-in */
	RouteScope	scope;
	bool		read_only;
	bool		takes_key;		/* an idempotency key */
	bool		keeps_answer;	/* for that key; not one that holds secrets or is a file */
	bool		secret;			/* what is sent and answered is written down nowhere */
} Route;

extern const Route *route_find(int32 id);
extern uint64 route_state(void);
extern bool route_roles_of_function(Oid function, int *roles);

/*
 * What whoever is calling calls a function of the extension, for hints: method
 * and path over HTTP, "list_members()" in psql.
 */
extern const char *route_operation(const char *function);

#endif							/* OUTLAY_ROUTE_H */
