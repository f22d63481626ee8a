/*-------------------------------------------------------------------------
 *
 * tenant_row.h
 *	  One row of a tenant's table, read by its primary key without a statement.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TENANT_ROW_H
#define OUTLAY_TENANT_ROW_H

#include "postgres.h"

#include "access/htup.h"
#include "access/tupdesc.h"
#include "datatype/timestamp.h"

/* Called with the row that was found, while its table is open. */
typedef void (*FoundTenantRow) (HeapTuple tuple, TupleDesc desc, void *result);

/*
 * Hands the row of a tenant's table that has a bigint as its primary key to
 * found; false where there is none. Raises as current_role_of() does, and
 * 42809 where the table is not as the template makes it.
 */
extern bool tenant_row_find(int64 tenant, const char *table, int64 id, FoundTenantRow found, void *result);

/* The values of such a row by the names of columns; 42809 where the column is of another type, or NULL. */
extern int64 tenant_row_int64(HeapTuple tuple, TupleDesc desc, const char *column);
extern TimestampTz tenant_row_time(HeapTuple tuple, TupleDesc desc, const char *column);
extern char *tenant_row_text(HeapTuple tuple, TupleDesc desc, const char *column);

/* Whether a column that is true or NULL has a value; it is looked for from the last one on. */
extern bool tenant_row_has(HeapTuple tuple, TupleDesc desc, const char *column);

#endif							/* OUTLAY_TENANT_ROW_H */
