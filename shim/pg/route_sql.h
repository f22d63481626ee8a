/*-------------------------------------------------------------------------
 *
 * route_sql.h
 *	  The statement that calls a route's function.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_ROUTE_SQL_H
#define OUTLAYD_ROUTE_SQL_H

#include "http/route.h"

extern void route_sql(const Route *route, uint64_t present, bool ahead, Buffer *sql);
extern bool route_shares(const Route *route);

#endif							/* OUTLAYD_ROUTE_SQL_H */
