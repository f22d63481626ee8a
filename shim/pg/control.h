/*-------------------------------------------------------------------------
 *
 * control.h
 *	  The connection that loads the routes and listens for their change.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_CONTROL_H
#define OUTLAYD_CONTROL_H

#include "pg/pgconn.h"

extern const PgRole control_role;
extern bool control_is_standby(void);

#endif							/* OUTLAYD_CONTROL_H */
