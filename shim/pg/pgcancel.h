/*-------------------------------------------------------------------------
 *
 * pgcancel.h
 *	  Cancelling what a connection does: for a client that has gone, or a commit that does not end.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_PGCANCEL_H
#define OUTLAYD_PGCANCEL_H

#include "pg/pgconn.h"

typedef struct Cancel Cancel;

extern void pgcancel_begin(PgConn *conn);
extern bool pgcancel_settle(PgConn *conn);
extern void pgcancel_release(Cancel *cancel);

#endif							/* OUTLAYD_PGCANCEL_H */
