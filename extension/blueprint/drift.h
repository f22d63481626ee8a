/*-------------------------------------------------------------------------
 *
 * drift.h
 *	  What an organization's catalogue is compared with.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_DRIFT_H
#define OUTLAY_DRIFT_H

#include "postgres.h"

#include "nodes/pg_list.h"

#include "directory/tenant.h"

/* What a version of the template consists of. */
typedef struct DriftVersion
{
	int32		version;
	char	   *catalogue;
	List	   *statements;		/* SchemaStatement */
} DriftVersion;

/* Returns a version, which is made where it is not in the list yet; see drift.c. 25006 where it cannot be made. */
extern DriftVersion *drift_version(List **versions, int32 number);

/* Returns the newest version that there is; 0 where there is none. */
extern int32 drift_newest_version(void);

/* Fills row with the tenant of a slug; 3D000 where there is none. */
extern void drift_find_tenant(const char *slug, TenantRow *row);

#endif							/* OUTLAY_DRIFT_H */
