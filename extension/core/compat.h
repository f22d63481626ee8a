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
#include "storage/lock.h"
#include "storage/proc.h"
#include "storage/procarray.h"
#include "storage/sinvaladt.h"	/* BackendIdGetProc(), in 17 ProcNumberGetProc() is in procarray.h */
#include "utils/backend_status.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"				/* part of postgres.h before */
#endif

/* Whose transaction it is; NULL where it has ended. */
static inline const PGPROC *
vxid_process(VirtualTransactionId vxid)
{
#if PG_VERSION_NUM >= 170000
	return ProcNumberGetProc(vxid.procNumber);
#else
	return BackendIdGetProc(vxid.backendId);
#endif
}

/* Whether a transaction is that of a vacuum, or of whatever else the autovacuum does. */
static inline bool
vxid_is_vacuum(VirtualTransactionId vxid)
{
	const PGPROC *process = vxid_process(vxid);

	return process != NULL && (process->statusFlags & (PROC_IN_VACUUM | PROC_IS_AUTOVACUUM)) != 0;
}

/* What a session says of itself, from 1 to pgstat_fetch_stat_numbackends(), as of the last look at them. */
static inline const PgBackendStatus *
session_status(int number)
{
#if PG_VERSION_NUM >= 160000
	return &pgstat_get_local_beentry_by_index(number)->backendStatus;
#else
	return &pgstat_fetch_stat_local_beentry(number)->backendStatus;
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

/* What a statement wants of a relation, and the arguments of ExecutorCheckPerms_hook. */
#if PG_VERSION_NUM >= 160000
typedef RTEPermissionInfo RelationPermission;
#define PERMISSION_HOOK_ARGUMENTS List *tables, List *permissions, bool report
#define PERMISSION_HOOK_PASSED tables, permissions, report
#else
typedef RangeTblEntry RelationPermission;
#define PERMISSION_HOOK_ARGUMENTS List *permissions, bool report
#define PERMISSION_HOOK_PASSED permissions, report
#endif

#endif							/* OUTLAY_COMPAT_H */
