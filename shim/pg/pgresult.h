/*-------------------------------------------------------------------------
 *
 * pgresult.h
 *	  What PostgreSQL returns for a request: an answer, or another attempt.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_PGRESULT_H
#define OUTLAYD_PGRESULT_H

#include "pg/pgconn.h"

#define PGRESULT_RETRIES_MAX 3

extern void pgresult_expect(PgConn *conn);
extern void pgresult_take(PgConn *conn, PGresult *result);
extern void pgresult_end_attempt(PgConn *conn, Job *job);
extern void pgresult_conclude(PgConn *conn);

#endif							/* OUTLAYD_PGRESULT_H */
