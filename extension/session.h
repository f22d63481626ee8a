/*-------------------------------------------------------------------------
 *
 * session.h
 *	  Sessions: a log-in on one device, with its tokens.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SESSION_H
#define OUTLAY_SESSION_H

#include "caller.h"

extern bool session_authenticate(int64 tenant, const char *text, Caller *caller);

#endif							/* OUTLAY_SESSION_H */
