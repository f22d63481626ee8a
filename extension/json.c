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
 * reading one. What is looked up of a type is kept in a JsonType, and the
 * records that functions return, whose columns are all of built-in types, keep
 * theirs from one call to the next.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/hsearch.h"
#include "utils/json.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

#include "json.h"
#include "json_time.h"

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
	char	  **keys;			/* "name": with a comma or brace before, the quotes and the colon; NULL: dropped */
	int		   *key_lengths;
	Datum	   *values;			/* space for one record */
	bool	   *nulls;
};

/* A record type that is kept; it is made anew when its columns have changed. */
typedef struct KeptType
{
	Oid			type;
	uint64		version;		/* the type cache's number of this state of the columns */
	JsonType   *ready;
} KeptType;

static HTAB *kept = NULL;

/* Types that are written otherwise than by their output function and quoted. */
static const struct
{
	Oid			type;
	JsonForm	form;
}			forms[] = {
	{INT2OID, JSON_FORM_NUMBER},
	{INT4OID, JSON_FORM_INT4},
	{INT8OID, JSON_FORM_INT8},
	{OIDOID, JSON_FORM_NUMBER},
	{NUMERICOID, JSON_FORM_NUMERIC},
	{TEXTOID, JSON_FORM_TEXT},
	{VARCHAROID, JSON_FORM_TEXT},
	{BOOLOID, JSON_FORM_BOOL},
	{DATEOID, JSON_FORM_TIME},
	{TIMESTAMPOID, JSON_FORM_TIME},
	{TIMESTAMPTZOID, JSON_FORM_TIME},
	{JSONOID, JSON_FORM_JSON},
	{JSONBOID, JSON_FORM_JSONB},
};

static void json_type_init(JsonType *type, Oid oid, int32 typmod);
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

/* Readies the columns of a record type, whose description is copied. */
static void
json_record_init(JsonType *type, int32 typmod)
{
	MemoryContext previous = MemoryContextSwitchTo(type->memory);
	int			count;
	char		before = '{';

	type->typmod = typmod;
	type->desc = lookup_rowtype_tupdesc_copy(type->type, typmod);
	count = type->desc->natts;
	type->columns = palloc0(sizeof(JsonType) * count);
	type->keys = palloc0(sizeof(char *) * count);
	type->key_lengths = palloc0(sizeof(int) * count);
	type->values = palloc(sizeof(Datum) * count);
	type->nulls = palloc(sizeof(bool) * count);
	for (int i = 0; i < count; i++)
	{
		Form_pg_attribute column = TupleDescAttr(type->desc, i);
		StringInfoData key;

		if (column->attisdropped)
			continue;
		initStringInfo(&key);
		appendStringInfoChar(&key, before);
		before = ',';
		escape_json(&key, NameStr(column->attname));
		appendStringInfoChar(&key, ':');
		type->keys[i] = key.data;
		type->key_lengths[i] = key.len;
		json_type_init(&type->columns[i], column->atttypid, column->atttypmod);
	}
	MemoryContextSwitchTo(previous);
}

/* Readies a type, in the current memory context. */
static void
json_type_init(JsonType *type, Oid oid, int32 typmod)
{
	Oid			base = getBaseType(oid);
	Oid			element = get_element_type(base);
	Oid			function;
	bool		is_varlena;

	memset(type, 0, sizeof(*type));
	type->type = base;
	type->memory = CurrentMemoryContext;
	for (int i = 0; i < lengthof(forms); i++)
		if (forms[i].type == base)
			type->form = forms[i].form;
	if (type->form != JSON_FORM_STRING && type->form != JSON_FORM_NUMBER)
		return;
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
		if (base != RECORDOID)
			json_record_init(type, typmod);
		return;
	}
	getTypeOutputInfo(base, &function, &is_varlena);
	fmgr_info(function, &type->output);
}

/* Whether all columns of a record are of built-in types: nothing but a change of the record itself changes it. */
static bool
json_is_plain_record(TupleDesc desc)
{
	for (int i = 0; i < desc->natts; i++)
		if (TupleDescAttr(desc, i)->atttypid >= FirstNormalObjectId || TupleDescAttr(desc, i)->atttypid == RECORDOID)
			return false;
	return true;
}

/* See json.h. */
JsonType *
json_type_get(Oid oid)
{
	TypeCacheEntry *cached = oid == RECORDOID ? NULL : lookup_type_cache(oid, TYPECACHE_TUPDESC);
	JsonType   *type;
	KeptType   *entry;
	MemoryContext previous;

	if (cached == NULL || cached->tupDesc == NULL || !json_is_plain_record(cached->tupDesc))
	{
		type = palloc(sizeof(JsonType));
		json_type_init(type, oid, -1);
		return type;
	}
	if (kept == NULL)
	{
		HASHCTL		ctl = {.keysize = sizeof(Oid),.entrysize = sizeof(KeptType)};

		kept = hash_create("outlay JSON types", 64, &ctl, HASH_ELEM | HASH_BLOBS);
	}
	entry = hash_search(kept, &oid, HASH_FIND, NULL);
	if (entry != NULL && entry->version == cached->tupDesc_identifier)
		return entry->ready;

	/* What was ready before stays where it is: somebody may be writing with it. */
	previous = MemoryContextSwitchTo(TopMemoryContext);
	type = palloc(sizeof(JsonType));
	json_type_init(type, oid, -1);
	MemoryContextSwitchTo(previous);
	entry = hash_search(kept, &oid, HASH_ENTER, NULL);
	entry->version = cached->tupDesc_identifier;
	entry->ready = type;
	return type;
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

/* Writes a record as an object. */
static void
json_write_record(JsonType *type, Datum value, StringInfo out)
{
	HeapTupleHeader header = DatumGetHeapTupleHeader(value);
	HeapTupleData tuple = {.t_len = HeapTupleHeaderGetDatumLength(header),.t_data = header};
	bool		empty = true;

	if (type->desc == NULL || (type->type == RECORDOID && type->typmod != HeapTupleHeaderGetTypMod(header)))
		json_record_init(type, HeapTupleHeaderGetTypMod(header));
	ItemPointerSetInvalid(&tuple.t_self);
	heap_deform_tuple(&tuple, type->desc, type->values, type->nulls);
	for (int i = 0; i < type->desc->natts; i++)
	{
		if (type->keys[i] == NULL)
			continue;
		empty = false;
		put(out, type->keys[i], type->key_lengths[i]);
		json_write_value(&type->columns[i], type->values[i], type->nulls[i], out);
	}
	put(out, empty ? "{}" : "}", empty ? 2 : 1);
}

/* Writes an array as a list, one of more dimensions as a flat one. */
static void
json_write_array(JsonType *type, Datum value, StringInfo out)
{
	Datum	   *elements;
	bool	   *nulls;
	int			count;

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
		put(out, "null", 4);
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

/* Writes a value of a type made ready. */
void
json_write(JsonType *type, Datum value, bool is_null, StringInfo out)
{
	json_write_value(type, value, is_null, out);
	out->data[out->len] = '\0';
}
