/*-------------------------------------------------------------------------
 *
 * json.h
 *	  Records and values as the API writes them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_JSON_H
#define OUTLAY_JSON_H

#include "access/tupdesc.h"
#include "fmgr.h"
#include "lib/stringinfo.h"

/* How a type's values are written. */
typedef enum JsonForm
{
	JSON_FORM_STRING,			/* output function, quoted: text, numeric, uuid … */
	JSON_FORM_NUMBER,			/* output function, bare: integers */
	JSON_FORM_INT8,
	JSON_FORM_INT4,
	JSON_FORM_TEXT,				/* varlena text, without a call of its output function */
	JSON_FORM_BOOL,
	JSON_FORM_TIME,				/* dates and times, ISO 8601, in UTC */
	JSON_FORM_JSON,				/* json: as it is */
	JSON_FORM_JSONB,
	JSON_FORM_RECORD,
	JSON_FORM_ARRAY
} JsonForm;

/* A type made ready for writing, kept over many values. */
typedef struct JsonType
{
	Oid			type;
	JsonForm	form;
	FmgrInfo	output;
	struct JsonType *element;	/* of an array */
	int16		element_length;
	bool		element_by_value;
	char		element_align;
	TupleDesc	desc;			/* of a record, with what follows for each column */
	struct JsonType *columns;
	char	  **keys;			/* "name": with the quotes and the colon */
} JsonType;

extern void json_type_init(JsonType *type, Oid oid, int32 typmod);
extern void json_write(JsonType *type, Datum value, bool is_null, StringInfo out);

#endif							/* OUTLAY_JSON_H */
