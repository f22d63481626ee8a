/*-------------------------------------------------------------------------
 *
 * json_type.c
 *	  What is known of a type whose values are written as JSON.
 *
 * What is looked up of a type is kept in a JsonType. The records that
 * functions return, whose columns are all of built-in types, keep theirs from
 * one call to the next: looking them up was a good part of the cost of a page.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/transam.h"
#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/hsearch.h"
#include "utils/json.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

#include "value/json_type.h"

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
static bool json_is_plain_record(TupleDesc desc);

/* See json_type.h. The description is copied. */
void
json_type_describe(JsonType *type, int32 typmod)
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
		type->key_lengths[i] = key.len;
		appendStringInfoString(&key, JSON_NULL);
		type->keys[i] = key.data;
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

	check_stack_depth();
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
			json_type_describe(type, typmod);
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
