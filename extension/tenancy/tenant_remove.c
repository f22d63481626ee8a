/*-------------------------------------------------------------------------
 *
 * tenant_remove.c
 *	  Removing one tenant: schemas, role, and its row in the directory.
 *
 * The server's lock table holds a lock on every relation that a transaction
 * drops. So a tenant that has very many relations goes in several: these drop
 * a part each, after a mark in the directory that it cannot be restored any
 * more.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "blueprint/dump_guard.h"
#include "blueprint/schema_drop.h"
#include "core/row.h"
#include "core/run_as.h"
#include "directory/directory.h"
#include "tenancy/tenant_remove.h"

/* Relations that go with a table when it is dropped: indexes, a sequence, the toast table and its index. */
#define RELATIONS_PER_TABLE 4

static List *schemas_of(const TenantRow *row);
static void mark(const TenantRow *row);
static void forget(const TenantRow *row);

/*
 * Drops up to so many relations of a tenant; true where nothing of it is left.
 * Raises OT423 where a dump may be running. To be called last in a transaction.
 */
bool
tenant_remove(const TenantRow *row, int32 relations)
{
	RunAs		saved;
	int64		left = relations;
	ListCell   *cell;
	bool		is_gone = true;

	dump_check_none();
	run_as_owner(&saved);
	foreach(cell, schemas_of(row))
	{
		char	   *name = lfirst(cell);
		Oid			schema = get_namespace_oid(name, true);
		int64		count = OidIsValid(schema) ? schema_count_relations(schema) : 0;

		if (!OidIsValid(schema))
			continue;
		if (count > left)
		{
			mark(row);
			schema_drop_some(name, Max(left / RELATIONS_PER_TABLE, 1));
			is_gone = false;
			break;
		}
		schema_drop(name);
		left -= count;
	}
	if (is_gone)
	{
		forget(row);
		schema_drop_roles(row->id);
	}
	run_as_end(&saved);
	dump_check_none_began(true);
	return is_gone;
}

/* Returns the names of the schemas of a tenant's snapshots and of its own, which is the last. */
static List *
schemas_of(const TenantRow *row)
{
	static const Statement list = {
		"SELECT schema FROM outlay.tenant_snapshot WHERE tenant_id = $1 ORDER BY schema", 1, {INT8OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		value = Int64GetDatum(row->id);
	List	   *schemas = NIL;
	Directory	directory;

	directory_open(&directory);
	directory_run(&list, &value, NULL);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		char	   *name = row_text(i, 1);
		MemoryContext spi = MemoryContextSwitchTo(caller);

		schemas = lappend(schemas, pstrdup(name));
		MemoryContextSwitchTo(spi);
	}
	directory_close(&directory);
	return lappend(schemas, pstrdup(row->schema));
}

/* Notes that a part of a tenant is gone: it cannot be restored any more. */
static void
mark(const TenantRow *row)
{
	static const Statement update = {"UPDATE outlay.tenant SET restore_as = NULL WHERE id = $1", 1, {INT8OID}};
	Directory	directory;

	directory_open(&directory);
	directory_run(&update, (Datum[]) {Int64GetDatum(row->id)}, NULL);
	directory_close(&directory);
}

/* Deletes the tenant's row, and with it its host names, former slugs and snapshots. */
static void
forget(const TenantRow *row)
{
	static const Statement delete = {"DELETE FROM outlay.tenant WHERE id = $1", 1, {INT8OID}};
	Directory	directory;

	directory_open(&directory);
	directory_run(&delete, (Datum[]) {Int64GetDatum(row->id)}, NULL);
	directory_close(&directory);
}
