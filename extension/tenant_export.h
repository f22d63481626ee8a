/*-------------------------------------------------------------------------
 *
 * tenant_export.h
 *	  What export and import share: the number of the format.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TENANT_EXPORT_H
#define OUTLAY_TENANT_EXPORT_H

/* docs/export.md; another number for whatever an older import_tenant() would misread. */
#define EXPORT_FORMAT 1

#endif							/* OUTLAY_TENANT_EXPORT_H */
