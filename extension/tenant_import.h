/*-------------------------------------------------------------------------
 *
 * tenant_import.h
 *	  Whether an export fits this installation, and its rows each other.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TENANT_IMPORT_H
#define OUTLAY_TENANT_IMPORT_H

#include "utils/jsonb.h"

#include "tenant.h"

extern int32 import_find_version(Jsonb *migrations);
extern void import_check(const TenantRow *target, Oid role);

#endif							/* OUTLAY_TENANT_IMPORT_H */
