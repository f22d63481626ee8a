/*-------------------------------------------------------------------------
 *
 * recycle.h
 *	  When a connection of the pool is replaced, and how nobody notices.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_RECYCLE_H
#define OUTLAYD_RECYCLE_H

#include "pg/pgconn.h"

extern bool recycle_knows(const PgConn *conn, uint64_t tenant);
extern void recycle_saw(PgConn *conn);
extern void recycle_park(PgConn *conn);
extern void recycle_forget(PgConn *conn);
extern bool recycle_is_worn(const PgConn *conn);
extern void recycle_spread(PgConn *conn);
extern void recycle_look(PgConn *conn);
extern void recycle_ready(PgConn *conn);
extern bool recycle_must_close(const PgConn *conn);

#endif							/* OUTLAYD_RECYCLE_H */
