/*-------------------------------------------------------------------------
 *
 * json.h
 *	  Records and values as the API writes them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_JSON_H
#define OUTLAY_JSON_H

#include "lib/stringinfo.h"

/* A type made ready for writing. */
typedef struct JsonType JsonType;

/*
 * Readies a type. Where it is a plain record, the result is kept for later
 * calls; otherwise it is in the current memory context.
 */
extern JsonType *json_type_get(Oid type);

/*
 * The columns of the record that was written last; its values are where they
 * were, and stay until the next one is written.
 */
extern const Datum *json_last_record(const JsonType *type, const bool **nulls);

/* Writes the columns of a record of a named type that are not put together. */
extern void json_write_columns(JsonType *type, const Datum *values, const bool *nulls, StringInfo out);

extern void json_write(JsonType *type, Datum value, bool is_null, StringInfo out);

#endif							/* OUTLAY_JSON_H */
