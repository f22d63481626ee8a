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

#include "commands/defrem.h"
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

/* CREATE INDEX without the build: the index has its storage, but nothing is in it. */
static inline ObjectAddress
define_index_unbuilt(Oid table, IndexStmt *statement)
{
	return DefineIndex(table, statement, InvalidOid, InvalidOid, InvalidOid,
#if PG_VERSION_NUM >= 160000
					   -1,
#endif
					   false, true, true, true, false);
}

#endif							/* OUTLAY_COMPAT_H */
