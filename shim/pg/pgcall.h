/*-------------------------------------------------------------------------
 *
 * pgcall.h
 *	  What is sent to PostgreSQL for a request.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_PGCALL_H
#define OUTLAYD_PGCALL_H

#include "pg/pgconn.h"

extern bool pgcall_send(PgConn *conn, const Job *job);
extern bool pgcall_continue(PgConn *conn);
extern void pgcall_prepared(PgConn *conn);
extern void pgcall_forget(PgConn *conn);

#endif							/* OUTLAYD_PGCALL_H */
