/*-------------------------------------------------------------------------
 *
 * secret_log.h
 *	  Passwords and tokens stay out of the server's log.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SECRET_LOG_H
#define OUTLAY_SECRET_LOG_H

extern void secret_log_init(void);

#endif							/* OUTLAY_SECRET_LOG_H */
