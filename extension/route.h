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

typedef struct Route
{
	int32		id;
	Oid			function;
	int			roles;			/* ROLE_… bits; 0: needs no log-in */
	bool		for_tenant;		/* false: of the base host */
	bool		read_only;
} Route;

extern const Route *route_find(int32 id);
extern bool route_roles_of_function(Oid function, int *roles);

#endif							/* OUTLAY_ROUTE_H */
