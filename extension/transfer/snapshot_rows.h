/*-------------------------------------------------------------------------
 *
 * snapshot_rows.h
 *	  The rows of a tenant in a snapshot, and put back from it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SNAPSHOT_ROWS_H
#define OUTLAY_SNAPSHOT_ROWS_H

#include "directory/tenant.h"

/* Copies the rows of a tenant to a snapshot's schema, as the tenant's role, and returns how many. */
extern uint64 snapshot_fill(const TenantRow *row, const char *schema);

/*
 * Raises 55000 where a snapshot's rows cannot be put back as they are:
 * somebody has dropped its schema, or changed tables by hand.
 */
extern void snapshot_check_fits(const TenantRow *row, const char *label, const char *schema);

/* Replaces the rows of a tenant by those of a snapshot. */
extern void snapshot_put_back(const TenantRow *row, const char *schema);

#endif							/* OUTLAY_SNAPSHOT_ROWS_H */
