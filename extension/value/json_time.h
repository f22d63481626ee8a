/*-------------------------------------------------------------------------
 *
 * json_time.h
 *	  Dates and times as the API writes them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_JSON_TIME_H
#define OUTLAY_JSON_TIME_H

#include "miscadmin.h"
#include "utils/datetime.h"

#define JSON_TIME_SIZE	(MAXDATELEN + 1)

/* Prints a date, timestamp or timestamptz, in ISO 8601 and UTC, to a buffer of JSON_TIME_SIZE; returns the length. */
extern int	json_time_print(Oid type, Datum value, char *buffer);

#endif							/* OUTLAY_JSON_TIME_H */
