/*-------------------------------------------------------------------------
 *
 * json_type.h
 *	  What is known of a type whose values are written as JSON.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_JSON_TYPE_H
#define OUTLAY_JSON_TYPE_H

#include "access/tupdesc.h"
#include "fmgr.h"

#include "value/json.h"

#define JSON_NULL	"null"

/* How a type's values are written. */
typedef enum JsonForm
{
	JSON_FORM_STRING,			/* output function, quoted: uuid, inet … */
	JSON_FORM_NUMBER,			/* output function, bare: small integers */
	JSON_FORM_INT8,
	JSON_FORM_INT4,
	JSON_FORM_NUMERIC,			/* quoted: a client would read a bare one into a double */
	JSON_FORM_TEXT,				/* varlena text, without a call of its output function */
	JSON_FORM_BOOL,
	JSON_FORM_TIME,				/* dates and times, ISO 8601, in UTC */
	JSON_FORM_JSON,				/* json: as it is */
	JSON_FORM_JSONB,
	JSON_FORM_RECORD,
	JSON_FORM_ARRAY
} JsonForm;

/* A type made ready for writing. */
struct JsonType
{
	Oid			type;
	MemoryContext memory;		/* that it is in */
	JsonForm	form;
	FmgrInfo	output;
	JsonType   *element;		/* of an array */
	int16		element_length;
	bool		element_by_value;
	char		element_align;
	/* Of a record. An anonymous one is looked up by the type modifier that its values carry. */
	int32		typmod;
	TupleDesc	desc;			/* NULL: not known yet */
	JsonType   *columns;
	char	  **keys;			/* with a comma or brace before: "name":null; NULL: dropped */
	int		   *key_lengths;	/* up to the colon */
	Datum	   *values;			/* space for one record */
	bool	   *nulls;
};

/* Readies the columns of a record type, of a type modifier that it had not before. */
extern void json_type_describe(JsonType *type, int32 typmod);

#endif							/* OUTLAY_JSON_TYPE_H */
