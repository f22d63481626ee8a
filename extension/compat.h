/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  What differs between the versions of PostgreSQL that Outlay runs on,
 *	  15 to 17. No other file looks at the version.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_COMPAT_H
#define OUTLAY_COMPAT_H

#include "postgres.h"

#include "storage/proc.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"				/* part of postgres.h before */
#endif

/* The local number of the current transaction, and of no other in this backend. */
static inline LocalTransactionId
current_lxid(void)
{
#if PG_VERSION_NUM >= 170000
	return MyProc->vxid.lxid;
#else
	return MyProc->lxid;
#endif
}

#endif							/* OUTLAY_COMPAT_H */
