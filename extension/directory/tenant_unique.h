/*-------------------------------------------------------------------------
 *
 * tenant_unique.h
 *	  What is one tenant's alone: its name, and where it is served.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TENANT_UNIQUE_H
#define OUTLAY_TENANT_UNIQUE_H

#include "directory/tenant.h"

extern void tenant_claim_name(const char *name, int64 id, const char *hint);
extern bool tenant_name_is_free(const char *name);
extern bool tenant_claim_host(const char *host, int64 id, TenantRow *other);
extern bool tenant_claim_slug(const char *slug, int64 id, TenantRow *other);
extern char *tenant_next_slug(const char *base);

#endif							/* OUTLAY_TENANT_UNIQUE_H */
