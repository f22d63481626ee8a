/*-------------------------------------------------------------------------
 *
 * export.h
 *	  What export and import share: the number of the format.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_EXPORT_H
#define OUTLAY_EXPORT_H

/* docs/export.md; another number for whatever an older import_tenant() would misread. */
#define EXPORT_FORMAT 1

#endif							/* OUTLAY_EXPORT_H */
