/*-------------------------------------------------------------------------
 *
 * json.c
 *	  Records and values as the API writes them.
 *
 * PostgreSQL's own row_to_json() differs in what matters here: it writes
 * numeric as a JSON number, which most clients read into a double, and
 * timestamps in the session's time zone. Here amounts are strings, and times
 * are UTC.
 *
 * A page of 50 expenses is 600 values, so this is a good part of the cost of
 * reading one; json_type.c looks up beforehand what it needs of their types.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"

#include "core/compat.h"
#include "value/json.h"
#include "value/json_time.h"
#include "value/json_type.h"

static void json_write_string(const char *bytes, int length, StringInfo out);
static void json_write_record(JsonType *type, Datum value, StringInfo out);
static void json_write_fields(JsonType *type, const Datum *values, const bool *nulls, StringInfo out);
static bool is_empty_array(const void *array);
static void json_write_array(JsonType *type, Datum value, StringInfo out);
static void json_write_time(JsonType *type, Datum value, StringInfo out);
static void json_write_integer(int64 value, StringInfo out);
static void json_write_numeric(Datum value, StringInfo out);
static void json_write_printed(JsonType *type, Datum value, StringInfo out);
static void json_write_value(JsonType *type, Datum value, bool is_null, StringInfo out);

/* Adds bytes; json_write() ends them with the NUL that a StringInfo has. */
static inline void
put(StringInfo out, const char *bytes, int length)
{
	if (unlikely(out->len + length >= out->maxlen))
		enlargeStringInfo(out, length);
	memcpy(out->data + out->len, bytes, length);
	out->len += length;
}

/* Writes bytes as a JSON string; plain runs are copied whole. */
static void
json_write_string(const char *bytes, int length, StringInfo out)
{
	const char *end = bytes + length;
	const char *run = bytes;

	put(out, "\"", 1);
	for (const char *c = bytes; c < end; c++)
	{
		unsigned char byte = (unsigned char) *c;

		if (likely(byte >= 0x20 && byte != '"' && byte != '\\'))
			continue;
		put(out, run, c - run);
		run = c + 1;
		if (byte == '"' || byte == '\\')
			appendStringInfo(out, "\\%c", byte);
		else if (byte == '\n')
			put(out, "\\n", 2);
		else if (byte == '\t')
			put(out, "\\t", 2);
		else
			appendStringInfo(out, "\\u%04x", byte);
	}
	put(out, run, end - run);
	put(out, "\"", 1);
}

/* Writes a record as an object. How deep records are nested decides whoever asks. */
static void
json_write_record(JsonType *type, Datum value, StringInfo out)
{
	HeapTupleHeader header = DatumGetHeapTupleHeader(value);
	HeapTupleData tuple = {.t_len = HeapTupleHeaderGetDatumLength(header),.t_data = header};

	check_stack_depth();
	if (type->desc == NULL || (type->type == RECORDOID && type->typmod != HeapTupleHeaderGetTypMod(header)))
		json_type_describe(type, HeapTupleHeaderGetTypMod(header));
	ItemPointerSetInvalid(&tuple.t_self);
	heap_deform_tuple(&tuple, type->desc, type->values, type->nulls);
	json_write_fields(type, type->values, type->nulls, out);
}

/* Writes the columns of a record as an object. */
static void
json_write_fields(JsonType *type, const Datum *values, const bool *nulls, StringInfo out)
{
	bool		empty = true;

	for (int i = 0; i < type->desc->natts; i++)
	{
		if (type->keys[i] == NULL)
			continue;
		empty = false;
		if (nulls[i])
		{
			put(out, type->keys[i], type->key_lengths[i] + strlen(JSON_NULL));
			continue;
		}
		put(out, type->keys[i], type->key_lengths[i]);
		json_write_value(&type->columns[i], values[i], nulls[i], out);
	}
	put(out, empty ? "{}" : "}", empty ? 2 : 1);
}

/* Whether an array is seen to be empty as it is, packed or not. */
static bool
is_empty_array(const void *array)
{
	int32		dimensions;

	if (VARATT_IS_EXTERNAL(array) || VARATT_IS_COMPRESSED(array))
		return false;
	memcpy(&dimensions, VARDATA_ANY(array), sizeof(dimensions));
	return dimensions == 0;
}

/* Writes an array as a list, one of more dimensions as a flat one. Its elements may be records. */
static void
json_write_array(JsonType *type, Datum value, StringInfo out)
{
	Datum	   *elements;
	bool	   *nulls;
	int			count;

	/* Most are, in lists of what seldom has any. */
	if (is_empty_array(DatumGetPointer(value)))
	{
		put(out, "[]", 2);
		return;
	}
	check_stack_depth();
	deconstruct_array(DatumGetArrayTypeP(value), type->element->type, type->element_length, type->element_by_value,
					  type->element_align, &elements, &nulls, &count);
	put(out, "[", 1);
	for (int i = 0; i < count; i++)
	{
		if (i > 0)
			put(out, ",", 1);
		json_write_value(type->element, elements[i], nulls[i], out);
	}
	put(out, "]", 1);
}

/* Writes a date or time as a string. */
static void
json_write_time(JsonType *type, Datum value, StringInfo out)
{
	char		buffer[JSON_TIME_SIZE + 2] = {'"'};
	int			length = json_time_print(type->type, value, buffer + 1);

	buffer[length + 1] = '"';
	put(out, buffer, length + 2);
}

/* Writes an integer without printf. */
static void
json_write_integer(int64 value, StringInfo out)
{
	char		buffer[MAXINT8LEN + 1];
	int			length = pg_lltoa(value, buffer);

	put(out, buffer, length);
}

/* Writes a number of any length as a string. */
static void
json_write_numeric(Datum value, StringInfo out)
{
	char	   *printed = DatumGetCString(DirectFunctionCall1(numeric_out, value));

	put(out, "\"", 1);
	put(out, printed, strlen(printed));
	put(out, "\"", 1);
	pfree(printed);
}

/* Writes what the type's output function prints. */
static void
json_write_printed(JsonType *type, Datum value, StringInfo out)
{
	char	   *printed = OutputFunctionCall(&type->output, value);

	if (type->form == JSON_FORM_NUMBER)
		put(out, printed, strlen(printed));
	else
		json_write_string(printed, strlen(printed), out);
}

/* Writes a value without the NUL behind it. */
static void
json_write_value(JsonType *type, Datum value, bool is_null, StringInfo out)
{
	text	   *detoasted;
	Jsonb	   *jsonb;

	if (is_null)
	{
		put(out, JSON_NULL, strlen(JSON_NULL));
		return;
	}
	switch (type->form)
	{
		case JSON_FORM_INT8:
			json_write_integer(DatumGetInt64(value), out);
			break;
		case JSON_FORM_INT4:
			json_write_integer(DatumGetInt32(value), out);
			break;
		case JSON_FORM_NUMERIC:
			json_write_numeric(value, out);
			break;
		case JSON_FORM_TEXT:
			detoasted = DatumGetTextPP(value);
			json_write_string(VARDATA_ANY(detoasted), VARSIZE_ANY_EXHDR(detoasted), out);
			break;
		case JSON_FORM_BOOL:
			put(out, DatumGetBool(value) ? "true" : "false", DatumGetBool(value) ? 4 : 5);
			break;
		case JSON_FORM_TIME:
			json_write_time(type, value, out);
			break;
		case JSON_FORM_JSON:
			detoasted = DatumGetTextPP(value);
			put(out, VARDATA_ANY(detoasted), VARSIZE_ANY_EXHDR(detoasted));
			break;
		case JSON_FORM_JSONB:
			jsonb = DatumGetJsonbP(value);
			(void) JsonbToCString(out, &jsonb->root, VARSIZE(jsonb));
			break;
		case JSON_FORM_RECORD:
			json_write_record(type, value, out);
			break;
		case JSON_FORM_ARRAY:
			json_write_array(type, value, out);
			break;
		case JSON_FORM_NUMBER:
		case JSON_FORM_STRING:
			json_write_printed(type, value, out);
			break;
	}
}

/* See json.h. */
const Datum *
json_last_record(const JsonType *type, const bool **nulls)
{
	*nulls = type->nulls;
	return type->values;
}

/* Writes a value of a type made ready. */
void
json_write(JsonType *type, Datum value, bool is_null, StringInfo out)
{
	json_write_value(type, value, is_null, out);
	out->data[out->len] = '\0';
}

/* See json.h. */
void
json_write_columns(JsonType *type, const Datum *values, const bool *nulls, StringInfo out)
{
	Assert(type->form == JSON_FORM_RECORD && type->desc != NULL);
	json_write_fields(type, values, nulls, out);
	out->data[out->len] = '\0';
}
