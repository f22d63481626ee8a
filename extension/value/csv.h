/*-------------------------------------------------------------------------
 *
 * csv.h
 *	  Lines of comma-separated values.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CSV_H
#define OUTLAY_CSV_H

#include "lib/stringinfo.h"

/* Adds a line of so many values, NULL for nothing, as RFC 4180 says. */
extern void csv_write(StringInfo out, const char *const *values, int count);

#endif							/* OUTLAY_CSV_H */
