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

/* What one transaction's part of a purge did. */
typedef enum PurgeOutcome
{
	PURGE_NOTHING,				/* there is no tenant to be purged */
	PURGE_PART,					/* a part of a tenant is gone */
	PURGE_DONE,					/* a tenant is gone */
	PURGE_FAILED				/* it was left as it is, with a warning */
} PurgeOutcome;

extern void tenant_drop_schema(const char *schema);
extern PurgeOutcome tenant_purge_next(TimestampTz before, int32 relations, int64 *after);

#endif							/* OUTLAY_TENANT_PURGE_H */
