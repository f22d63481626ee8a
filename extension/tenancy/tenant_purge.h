/*-------------------------------------------------------------------------
 *
 * tenant_purge.h
 *	  Removing dropped tenants for good.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TENANT_PURGE_H
#define OUTLAY_TENANT_PURGE_H

#include "datatype/timestamp.h"

#include "directory/tenant.h"

/* Relations that one transaction drops, if nobody says otherwise. */
#define PURGE_RELATIONS 200

/* What one transaction's part of a purge did. */
typedef enum PurgeOutcome
{
	PURGE_NOTHING,				/* there is no tenant to be purged, or the worker makes way for a dump */
	PURGE_PART,					/* a part of a tenant is gone */
	PURGE_DONE,					/* a tenant is gone */
	PURGE_FAILED				/* it was left as it is, with a warning */
} PurgeOutcome;

/* A purge, over its transactions. */
typedef struct Purge
{
	bool		by_worker;		/* of those that it has watched for outlay.purge_after */
	TimestampTz before;			/* else of those that were dropped by then */
	int32		relations;		/* at most so many are dropped in a transaction */
	int64		after;			/* those up to this number have been seen to */
	bool		has_looked;		/* the worker has looked into the bin */
} Purge;

/* tenant_purge.c: which tenants, and when */
extern PurgeOutcome tenant_purge_next(Purge *purge);
extern TimestampTz tenant_purge_time(void);

/* purge_watch.c: what the worker knows of the bin */
extern void purge_watch_look(void);
extern bool purge_watch_lock_next(int64 after, int64 *id);
extern void purge_watch_failed(int64 id, const char *message);

/* tenant_remove.c: one tenant */
extern void tenant_drop_schema(const char *schema);
extern void tenant_drop_roles(int64 id);
extern bool tenant_remove(const TenantRow *row, int32 relations);

#endif							/* OUTLAY_TENANT_PURGE_H */
