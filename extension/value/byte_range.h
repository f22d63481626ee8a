/*-------------------------------------------------------------------------
 *
 * byte_range.h
 *	  Which part of a file is asked for.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_BYTE_RANGE_H
#define OUTLAY_BYTE_RANGE_H

#include "postgres.h"

typedef enum ByteRangeKind
{
	BYTE_RANGE_WHOLE,			/* none that could be taken: the whole is never wrong */
	BYTE_RANGE_PART,
	BYTE_RANGE_BEYOND			/* it begins behind the end */
} ByteRangeKind;

/*
 * Reads a value of the header Range (RFC 9110) for a file of so many bytes, at
 * least one. first and count hold for a part alone.
 */
extern ByteRangeKind byte_range_read(const char *range, int64 size, int64 *first, int64 *count);

#endif							/* OUTLAY_BYTE_RANGE_H */
