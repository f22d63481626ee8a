/*-------------------------------------------------------------------------
 *
 * outlay.h
 *	  What every part of the extension shares: names, settings, and the
 *	  SQLSTATEs of class OT.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_H
#define OUTLAY_H

#include "utils/elog.h"

/* The schema of the functions and of the directory. */
#define OUTLAY_SCHEMA "outlay"

/* Class OT carries its HTTP status in the last three characters. */
#define ERRCODE_OUTLAY_SUSPENDED MAKE_SQLSTATE('O', 'T', '4', '0', '3')
#define ERRCODE_OUTLAY_VERSION_CONFLICT MAKE_SQLSTATE('O', 'T', '4', '1', '2')
#define ERRCODE_OUTLAY_DUMP_MAY_RUN MAKE_SQLSTATE('O', 'T', '4', '2', '3')
#define ERRCODE_OUTLAY_TOO_MANY_ATTEMPTS MAKE_SQLSTATE('O', 'T', '4', '2', '9')
#define ERRCODE_OUTLAY_UNAVAILABLE MAKE_SQLSTATE('O', 'T', '5', '0', '3')

/* Settings; main.c describes them. */
extern char *outlay_base_domain;
extern char *outlay_allowed_origins;
extern int	outlay_cached_tenants;
extern int	outlay_spare_tenants;
extern int	outlay_purge_after;
extern int	outlay_worker_interval;
extern bool outlay_allow_sign_up;
extern int	outlay_access_token_lifetime;
extern int	outlay_refresh_token_lifetime;
extern int	outlay_session_lifetime;
extern int	outlay_first_member_window;
extern int	outlay_confirmation_lifetime;
extern int	outlay_link_lifetime;
extern bool outlay_first_member_in_v2;

#endif							/* OUTLAY_H */
