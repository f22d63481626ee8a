/*-------------------------------------------------------------------------
 *
 * tenant_row.c
 *	  One row of a tenant's table, read by its primary key without a statement.
 *
 * Who calls is looked up at each request, by two keys. As a statement that was
 * a sixth of enter(): its plan's locks and permissions are checked, an executor
 * is made and ended, rows are copied. So the two rows are read as those of a
 * catalogue are.
 *
 * No permission is looked at, and no policy for rows. What stands in their
 * place: the schema belongs to the tenant's own role, and so does the table,
 * which is an ordinary one with a primary key over one bigint. Such a table,
 * its index and a comparison of integers run no code of anybody.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/namespace.h"
#include "catalog/pg_am.h"
#include "catalog/pg_class.h"
#include "catalog/pg_index.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

#include "directory/current.h"
#include "directory/tenant.h"
#include "directory/tenant_row.h"

#define REPAIR_HINT "An operator sees with outlay.drift() what differs, and with outlay.repair() how to mend it."

static void refuse_table(const char *table) pg_attribute_noreturn();
static Relation open_table(int64 tenant, const char *table);
static AttrNumber key_column(Relation relation, Oid index);
static Datum value_of(HeapTuple tuple, TupleDesc desc, const char *column, Oid type);

/* Raises because a table is not what the template made. */
static void
refuse_table(const char *table)
{
	ereport(ERROR,
			(errcode(ERRCODE_WRONG_OBJECT_TYPE),
			 errmsg("table \"%s\" of this organization is not as the template makes it", table),
			 errhint(REPAIR_HINT)));
}

/* Opens a table of a tenant, which must be an ordinary one of the tenant's own role. */
static Relation
open_table(int64 tenant, const char *table)
{
	Oid			role = current_role_of(tenant);
	char		schema[NAMEDATALEN];
	Oid			id;
	Relation	relation;

	snprintf(schema, sizeof(schema), TENANT_SCHEMA, tenant);
	id = get_relname_relid(table, get_namespace_oid(schema, false));
	relation = OidIsValid(id) ? try_table_open(id, AccessShareLock) : NULL;
	if (relation == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("relation \"%s\" does not exist", table)));
	if (relation->rd_rel->relkind != RELKIND_RELATION || relation->rd_rel->relam != HEAP_TABLE_AM_OID ||
		relation->rd_rel->relowner != role)
		refuse_table(table);
	return relation;
}

/* The column, a bigint, that is all of the key of an index; InvalidAttrNumber where the key is another. */
static AttrNumber
key_column(Relation relation, Oid index)
{
	Relation	opened;
	AttrNumber	column = InvalidAttrNumber;

	if (!OidIsValid(index))
		return InvalidAttrNumber;
	opened = index_open(index, AccessShareLock);
	if (opened->rd_index->indnkeyatts == 1)
		column = opened->rd_index->indkey.values[0];
	index_close(opened, AccessShareLock);
	if (column != InvalidAttrNumber &&
		TupleDescAttr(RelationGetDescr(relation), AttrNumberGetAttrOffset(column))->atttypid != INT8OID)
		column = InvalidAttrNumber;
	return column;
}

/* Hands a row to found, as of now: with what the transaction itself has done. */
bool
tenant_row_find(int64 tenant, const char *table, int64 id, FoundTenantRow found, void *result)
{
	Relation	relation = open_table(tenant, table);
	Oid			index = RelationGetPrimaryKeyIndex(relation);
	AttrNumber	column = key_column(relation, index);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;
	bool		is_found;

	if (column == InvalidAttrNumber)
		refuse_table(table);
	ScanKeyInit(&key, column, BTEqualStrategyNumber, F_INT8EQ, Int64GetDatum(id));
	CommandCounterIncrement();
	PushActiveSnapshot(GetTransactionSnapshot());
	scan = systable_beginscan(relation, index, true, GetActiveSnapshot(), 1, &key);
	tuple = systable_getnext(scan);
	is_found = HeapTupleIsValid(tuple);
	if (is_found)
		found(tuple, RelationGetDescr(relation), result);
	systable_endscan(scan);
	PopActiveSnapshot();
	table_close(relation, AccessShareLock);
	return is_found;
}

/* The value of a column, which is not NULL and of that type, or a varchar where it is text. */
static Datum
value_of(HeapTuple tuple, TupleDesc desc, const char *column, Oid type)
{
	int			number = SPI_fnumber(desc, column);
	Oid			actual = number > 0 ? TupleDescAttr(desc, number - 1)->atttypid : InvalidOid;
	bool		is_null = true;
	Datum		value = (Datum) 0;

	if (actual == type || (type == TEXTOID && actual == VARCHAROID))
		value = heap_getattr(tuple, number, desc, &is_null);
	if (is_null)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("column \"%s\" is not as the template makes it", column),
				 errhint(REPAIR_HINT)));
	return value;
}

/* A bigint. */
int64
tenant_row_int64(HeapTuple tuple, TupleDesc desc, const char *column)
{
	return DatumGetInt64(value_of(tuple, desc, column, INT8OID));
}

/* A timestamptz. */
TimestampTz
tenant_row_time(HeapTuple tuple, TupleDesc desc, const char *column)
{
	return DatumGetTimestampTz(value_of(tuple, desc, column, TIMESTAMPTZOID));
}

/* A text, or varchar. */
char *
tenant_row_text(HeapTuple tuple, TupleDesc desc, const char *column)
{
	return TextDatumGetCString(value_of(tuple, desc, column, TEXTOID));
}

/* See tenant_row.h. Nothing is read of the row but whether it is NULL. */
bool
tenant_row_has(HeapTuple tuple, TupleDesc desc, const char *column)
{
	int			number = desc->natts;

	while (number > 0 && strcmp(NameStr(TupleDescAttr(desc, number - 1)->attname), column) != 0)
		number--;
	return number > 0 && !heap_attisnull(tuple, number, desc);
}
