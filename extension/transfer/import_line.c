/*-------------------------------------------------------------------------
 *
 * import_line.c
 *	  The lines of an export: where they are, and what one says.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/relation.h"
#include "catalog/pg_class.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "transfer/import.h"

#define LINES_HINT "Copy the lines into a table (n bigint, line text)."

/*
 * Returns the query for the lines of a table, which nobody drops or renames
 * from here on. A view might run its owner's code, and triggers are off
 * meanwhile.
 */
char *
import_lines_query(Oid lines)
{
	Relation	table = try_relation_open(lines, AccessShareLock);
	char	   *name;

	if (table == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("there is no table with OID %u", lines),
				 errhint(LINES_HINT)));
	if (table->rd_rel->relkind != RELKIND_RELATION)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("\"%s\" is no table", RelationGetRelationName(table)),
				 errhint(LINES_HINT)));
	if (table->rd_rel->relrowsecurity)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("table \"%s\" has row-level security, whose policies would run as whoever imports",
						RelationGetRelationName(table)),
				 errhint(LINES_HINT)));
	name = quote_qualified_identifier(get_namespace_name(RelationGetNamespace(table)), RelationGetRelationName(table));
	relation_close(table, NoLock);
	return psprintf("SELECT line FROM %s ORDER BY n", name);
}

/* Returns a line as JSON, NULL where it is no object or array; raises where it is no JSON. */
Jsonb *
import_parse(const char *text, int length)
{
	if (length < 2 || !((text[0] == '{' && text[length - 1] == '}') || (text[0] == '[' && text[length - 1] == ']')))
		return NULL;
	return DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(text)));
}

/* Returns a member of an object, NULL where there is none. */
JsonbValue *
import_member(Jsonb *object, const char *key)
{
	return JB_ROOT_IS_OBJECT(object) ?
		getKeyJsonValueFromContainer(&object->root, key, strlen(key), NULL) : NULL;
}

/* Returns a member of an object that is a string, NULL where there is none. */
char *
import_text(Jsonb *object, const char *key)
{
	JsonbValue *value = import_member(object, key);

	return value != NULL && value->type == jbvString ? import_text_of(value) : NULL;
}

/* Returns a JSON string as text. */
char *
import_text_of(const JsonbValue *value)
{
	return pnstrdup(value->val.string.val, value->val.string.len);
}
