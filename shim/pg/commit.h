/*-------------------------------------------------------------------------
 *
 * commit.h
 *	  The end of a write: its commit, and what is known where that stands still.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_COMMIT_H
#define OUTLAYD_COMMIT_H

#include "pg/pgconn.h"

extern void commit_begin(PgConn *conn);
extern void commit_notice(void *conn, const PGresult *notice);
extern void commit_end(PgConn *conn);
extern void commit_expire(PgConn *conn);
extern void commit_refuse(Job *job, bool committed);
extern bool commit_is_unconfirmed(void);

#endif							/* OUTLAYD_COMMIT_H */
