/*-------------------------------------------------------------------------
 *
 * tenant_remove.h
 *	  Removing one tenant.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TENANT_REMOVE_H
#define OUTLAY_TENANT_REMOVE_H

#include "directory/tenant.h"

extern bool tenant_remove(const TenantRow *row, int32 relations);

#endif							/* OUTLAY_TENANT_REMOVE_H */
