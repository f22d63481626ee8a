/*-------------------------------------------------------------------------
 *
 * json.c
 *	  Records and values as the API writes them.
 *
 * PostgreSQL's own row_to_json() differs in what matters here: it writes
 * numeric as a JSON number, which most clients read into a double, and
 * timestamps in the session's time zone. Here amounts are strings, and times
 * are UTC. What is looked up of a type is kept in a JsonType, since a page
 * writes the same few types hundreds of times.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/datetime.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "json.h"

/* Types that are written otherwise than quoted. */
static const struct
{
	Oid			type;
	JsonForm	form;
}			forms[] = {
	{INT2OID, JSON_FORM_NUMBER},
	{INT4OID, JSON_FORM_INT4},
	{INT8OID, JSON_FORM_INT8},
	{OIDOID, JSON_FORM_NUMBER},
	{TEXTOID, JSON_FORM_TEXT},
	{VARCHAROID, JSON_FORM_TEXT},
	{BOOLOID, JSON_FORM_BOOL},
	{DATEOID, JSON_FORM_TIME},
	{TIMESTAMPOID, JSON_FORM_TIME},
	{TIMESTAMPTZOID, JSON_FORM_TIME},
	{JSONOID, JSON_FORM_JSON},
	{JSONBOID, JSON_FORM_JSONB},
};

/* Readies the columns of a record type. */
static void
json_record_init(JsonType *type, int32 typmod)
{
	type->desc = lookup_rowtype_tupdesc_copy(type->type, typmod);
	type->columns = palloc0(sizeof(JsonType) * type->desc->natts);
	type->keys = palloc0(sizeof(char *) * type->desc->natts);
	for (int i = 0; i < type->desc->natts; i++)
	{
		Form_pg_attribute column = TupleDescAttr(type->desc, i);
		StringInfoData key;

		if (column->attisdropped)
			continue;
		initStringInfo(&key);
		escape_json(&key, NameStr(column->attname));
		appendStringInfoChar(&key, ':');
		type->keys[i] = key.data;
		json_type_init(&type->columns[i], column->atttypid, column->atttypmod);
	}
}

/* Readies a type, in the current memory context; typmod tells anonymous record types apart. */
void
json_type_init(JsonType *type, Oid oid, int32 typmod)
{
	Oid			base = getBaseType(oid);
	Oid			element = get_element_type(base);
	Oid			function;
	bool		is_varlena;

	memset(type, 0, sizeof(*type));
	type->type = base;
	for (int i = 0; i < lengthof(forms); i++)
	{
		if (forms[i].type == base)
		{
			type->form = forms[i].form;
			if (type->form != JSON_FORM_NUMBER)
				return;
		}
	}
	if (OidIsValid(element))
	{
		type->form = JSON_FORM_ARRAY;
		type->element = palloc(sizeof(JsonType));
		json_type_init(type->element, element, -1);
		get_typlenbyvalalign(element, &type->element_length, &type->element_by_value, &type->element_align);
		return;
	}
	if (type_is_rowtype(base))
	{
		type->form = JSON_FORM_RECORD;
		json_record_init(type, typmod);
		return;
	}
	getTypeOutputInfo(base, &function, &is_varlena);
	fmgr_info(function, &type->output);
}

/* Writes bytes as a JSON string; plain runs are copied whole. */
static void
json_write_string(const char *bytes, int length, StringInfo out)
{
	const char *end = bytes + length;
	const char *run = bytes;

	appendStringInfoCharMacro(out, '"');
	for (const char *c = bytes; c < end; c++)
	{
		unsigned char byte = (unsigned char) *c;

		if (byte >= 0x20 && byte != '"' && byte != '\\')
			continue;
		appendBinaryStringInfo(out, run, c - run);
		run = c + 1;
		switch (byte)
		{
			case '"':
				appendStringInfoString(out, "\\\"");
				break;
			case '\\':
				appendStringInfoString(out, "\\\\");
				break;
			case '\n':
				appendStringInfoString(out, "\\n");
				break;
			case '\t':
				appendStringInfoString(out, "\\t");
				break;
			default:
				appendStringInfo(out, "\\u%04x", byte);
		}
	}
	appendBinaryStringInfo(out, run, end - run);
	appendStringInfoCharMacro(out, '"');
}

static void
json_write_record(JsonType *type, Datum value, StringInfo out)
{
	HeapTupleHeader header = DatumGetHeapTupleHeader(value);
	HeapTupleData tuple = {.t_len = HeapTupleHeaderGetDatumLength(header),.t_data = header};
	int			count = type->desc->natts;
	Datum	   *values = palloc(sizeof(Datum) * count);
	bool	   *nulls = palloc(sizeof(bool) * count);
	char		separator = '{';

	ItemPointerSetInvalid(&tuple.t_self);
	heap_deform_tuple(&tuple, type->desc, values, nulls);
	for (int i = 0; i < count; i++)
	{
		if (type->keys[i] == NULL)
			continue;
		appendStringInfoCharMacro(out, separator);
		separator = ',';
		appendStringInfoString(out, type->keys[i]);
		json_write(&type->columns[i], values[i], nulls[i], out);
	}
	if (separator == '{')
		appendStringInfoChar(out, '{');
	appendStringInfoChar(out, '}');
	pfree(values);
	pfree(nulls);
}

/* An array becomes a list, one of more dimensions a flat one. */
static void
json_write_array(JsonType *type, Datum value, StringInfo out)
{
	Datum	   *elements;
	bool	   *nulls;
	int			count;

	deconstruct_array(DatumGetArrayTypeP(value), type->element->type, type->element_length, type->element_by_value,
					  type->element_align, &elements, &nulls, &count);
	appendStringInfoChar(out, '[');
	for (int i = 0; i < count; i++)
	{
		if (i > 0)
			appendStringInfoChar(out, ',');
		json_write(type->element, elements[i], nulls[i], out);
	}
	appendStringInfoChar(out, ']');
}

static void
json_write_time(JsonType *type, Datum value, StringInfo out)
{
	static const int utc = 0;
	char		buffer[MAXDATELEN + 1];

	JsonEncodeDateTime(buffer, value, type->type, &utc);
	appendStringInfoCharMacro(out, '"');
	appendStringInfoString(out, buffer);
	appendStringInfoCharMacro(out, '"');
}

/* Writes an integer without printf. */
static void
json_write_integer(int64 value, StringInfo out)
{
	char		buffer[MAXINT8LEN + 1];

	appendBinaryStringInfo(out, buffer, pg_lltoa(value, buffer));
}

/* Writes a value of a type made ready. */
void
json_write(JsonType *type, Datum value, bool is_null, StringInfo out)
{
	if (is_null)
	{
		appendStringInfoString(out, "null");
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
		case JSON_FORM_TEXT:
			{
				text	   *detoasted = DatumGetTextPP(value);

				json_write_string(VARDATA_ANY(detoasted), VARSIZE_ANY_EXHDR(detoasted), out);
				break;
			}
		case JSON_FORM_BOOL:
			appendStringInfoString(out, DatumGetBool(value) ? "true" : "false");
			break;
		case JSON_FORM_TIME:
			json_write_time(type, value, out);
			break;
		case JSON_FORM_JSON:
			{
				text	   *detoasted = DatumGetTextPP(value);

				appendBinaryStringInfo(out, VARDATA_ANY(detoasted), VARSIZE_ANY_EXHDR(detoasted));
				break;
			}
		case JSON_FORM_JSONB:
			{
				Jsonb	   *detoasted = DatumGetJsonbP(value);

				(void) JsonbToCString(out, &detoasted->root, VARSIZE(detoasted));
				break;
			}
		case JSON_FORM_RECORD:
			json_write_record(type, value, out);
			break;
		case JSON_FORM_ARRAY:
			json_write_array(type, value, out);
			break;
		case JSON_FORM_NUMBER:
			appendStringInfoString(out, OutputFunctionCall(&type->output, value));
			break;
		case JSON_FORM_STRING:
			{
				char	   *printed = OutputFunctionCall(&type->output, value);

				json_write_string(printed, strlen(printed), out);
				break;
			}
	}
}
