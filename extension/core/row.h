/*-------------------------------------------------------------------------
 *
 * row.h
 *	  The values of the rows that SPI has read last, in SPI_tuptable.
 *
 * Rows count from 0, columns from 1. A NULL is 0, false or InvalidOid, and no
 * text; who needs to know it asks with row_is_null(). Texts and whatever a
 * Datum points to last until SPI_finish().
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_ROW_H
#define OUTLAY_ROW_H

#include "postgres.h"

#include "executor/spi.h"

/* The value as it is, of whatever type; 0 where it is NULL. */
static inline Datum
row_datum(uint64 row, int column)
{
	bool		is_null;
	Datum		value = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &is_null);

	return is_null ? (Datum) 0 : value;
}

/* Whether it is NULL. */
static inline bool
row_is_null(uint64 row, int column)
{
	bool		is_null;

	(void) SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column, &is_null);
	return is_null;
}

/* A bigint. */
static inline int64
row_int64(uint64 row, int column)
{
	return DatumGetInt64(row_datum(row, column));
}

/* An integer. */
static inline int32
row_int32(uint64 row, int column)
{
	return DatumGetInt32(row_datum(row, column));
}

/* An oid, or one of the reg… types. */
static inline Oid
row_oid(uint64 row, int column)
{
	return DatumGetObjectId(row_datum(row, column));
}

/* A boolean. */
static inline bool
row_bool(uint64 row, int column)
{
	return DatumGetBool(row_datum(row, column));
}

/* A value of any type as text. */
static inline char *
row_text(uint64 row, int column)
{
	return SPI_getvalue(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, column);
}

#endif							/* OUTLAY_ROW_H */
