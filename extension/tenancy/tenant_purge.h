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

extern PurgeOutcome tenant_purge_next(Purge *purge);

#endif							/* OUTLAY_TENANT_PURGE_H */
