/*-------------------------------------------------------------------------
 *
 * tenant_snapshot.c
 *	  Snapshots of a tenant inside the database, and the way back to one.
 *
 * A snapshot is a schema of its own, of the tenant's role, with a copy of the
 * rows of each table and nothing else: no index, no sequence, and text in place
 * of the tenant's own types, which a later migration can then change or drop.
 * No search_path leads there.
 *
 * Which rows that are, and how they are put back, is in snapshot_rows.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "blueprint/clone.h"
#include "blueprint/schema_drop.h"
#include "core/problem.h"
#include "core/role.h"
#include "core/row.h"
#include "core/run_as.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "directory/tenant_name.h"
#include "tenancy/recurring_watch.h"
#include "transfer/rows.h"
#include "transfer/snapshot_rows.h"
#include "value/rule.h"

PG_FUNCTION_INFO_V1(outlay_create_snapshot);
PG_FUNCTION_INFO_V1(outlay_restore_snapshot);
PG_FUNCTION_INFO_V1(outlay_list_snapshots);
PG_FUNCTION_INFO_V1(outlay_drop_snapshot);

static char *label_argument(FunctionCallInfo fcinfo);
static char *register_snapshot(const TenantRow *row, const char *label);
static void set_row_count(const char *schema, uint64 rows);
static char *find_snapshot(const TenantRow *row, const char *label, int32 *version);
static Datum snapshot_record(const TenantRow *row, const char *label);

/*
 * create_snapshot(slug text, label text) returns outlay.tenant_snapshot. 3D000:
 * there is none; 22023: invalid label; 23505: it has one of that label. For
 * operators.
 */
Datum
outlay_create_snapshot(PG_FUNCTION_ARGS)
{
	char	   *label;
	char	   *schema;
	RunAs		saved;
	TenantRow	row;

	check_operator("take snapshots of organizations");
	tenant_check_possible("taking a snapshot");
	label = label_argument(fcinfo);
	tenant_find_and_lock(fcinfo, 0, true, &row);
	tenant_check_kept(&row);
	schema = register_snapshot(&row, label);

	run_as_owner(&saved);
	clone_create_schema(schema, GetUserNameFromId(tenant_role(&row), false));
	run_as_end(&saved);
	set_row_count(schema, snapshot_fill(&row, schema));
	PG_RETURN_DATUM(snapshot_record(&row, label));
}

/*
 * restore_snapshot(slug text, label text) returns outlay.tenant_snapshot.
 * 3D000: there is no such tenant; P0002: no such snapshot; 55000: the schema
 * has another version by now, or somebody has changed it by hand. For operators.
 */
Datum
outlay_restore_snapshot(PG_FUNCTION_ARGS)
{
	char	   *label;
	char	   *schema;
	int32		version;
	TenantRow	row;

	check_operator("restore snapshots of organizations");
	tenant_check_possible("restoring a snapshot");
	label = label_argument(fcinfo);
	tenant_find_and_lock(fcinfo, 0, true, &row);
	tenant_check_kept(&row);
	schema = find_snapshot(&row, label, &version);
	if (version != row.template_version)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("snapshot \"%s\" is of version %d of the schema, organization \"%s\" has version %d", label,
						version, row.slug, row.template_version),
				 errhint("Its rows are in the schema %s; take them from there by hand.", schema)));
	snapshot_check_fits(&row, label, schema);
	snapshot_put_back(&row, schema);
	rows_audit(row.schema, tenant_role(&row), "restored", "snapshot", label);
	recurring_watch_note(row.id, DT_NOBEGIN);
	PG_RETURN_DATUM(snapshot_record(&row, label));
}

/*
 * list_snapshots(slug text default null) returns setof outlay.tenant_snapshot.
 * 3D000: there is no such tenant. For operators.
 */
Datum
outlay_list_snapshots(PG_FUNCTION_ARGS)
{
	static const Statement list = {
		"SELECT s.* FROM outlay.tenant_snapshot s WHERE $1 IS NULL OR s.tenant_id = $1 ORDER BY s.tenant_id, s.number",
		1, {INT8OID}
	};
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	TenantRow	row = {0};
	Directory	directory;

	check_operator("list snapshots");
	if (!PG_ARGISNULL(0))
		tenant_find(fcinfo, 0, &row);
	InitMaterializedSRF(fcinfo, 0);
	directory_open(&directory);
	directory_run(&list, (Datum[]) {Int64GetDatum(row.id)}, PG_ARGISNULL(0) ? "n" : NULL);
	for (uint64 i = 0; i < SPI_processed; i++)
		tuplestore_puttuple(result->setResult, SPI_tuptable->vals[i]);
	directory_close(&directory);
	return (Datum) 0;
}

/* drop_snapshot(slug text, label text) returns outlay.tenant_snapshot. 3D000, P0002 as above. For operators. */
Datum
outlay_drop_snapshot(PG_FUNCTION_ARGS)
{
	static const Statement delete = {
		"DELETE FROM outlay.tenant_snapshot WHERE tenant_id = $1 AND label = $2", 2, {INT8OID, TEXTOID}
	};
	char	   *label;
	char	   *schema;
	int32		version;
	Datum		record;
	TenantRow	row;
	Directory	directory;

	check_operator("drop snapshots");
	tenant_check_possible("dropping a snapshot");
	label = label_argument(fcinfo);
	tenant_find_and_lock(fcinfo, 0, true, &row);
	schema = find_snapshot(&row, label, &version);
	record = snapshot_record(&row, label);

	directory_open(&directory);
	directory_run(&delete, (Datum[]) {Int64GetDatum(row.id), CStringGetTextDatum(label)}, NULL);
	directory_close(&directory);
	schema_drop(schema);
	PG_RETURN_DATUM(record);
}

/* Returns the second argument in normal form; 22023 where it is no label. */
static char *
label_argument(FunctionCallInfo fcinfo)
{
	static const Rule rules[] = {{0, "label", RULE_TEXT, true, 1, TENANT_MAX_NAME}};
	const char *label = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
	Problems	problems = {0};

	rule_check_texts(rules, lengthof(rules), &label, &problems);
	problem_check(&problems, "snapshot");
	return pstrdup(label);
}

/* Enters a snapshot of a tenant, whose row is locked, and returns the name of its schema. */
static char *
register_snapshot(const TenantRow *row, const char *label)
{
	static const Statement insert = {
		"INSERT INTO outlay.tenant_snapshot (tenant_id, number, label, template_version, rows) "
		"SELECT $1, coalesce(max(number), 0) + 1, $2, $3, 0 FROM outlay.tenant_snapshot WHERE tenant_id = $1 "
		"ON CONFLICT DO NOTHING RETURNING schema",
		3, {INT8OID, TEXTOID, INT4OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		values[] = {
		Int64GetDatum(row->id), CStringGetTextDatum(label), Int32GetDatum(row->template_version)
	};
	Directory	directory;
	char	   *schema;

	directory_open(&directory);
	if (directory_run(&insert, values, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNIQUE_VIOLATION),
				 errmsg("organization \"%s\" has a snapshot \"%s\" already", row->slug, label),
				 errdetail("label: taken: snapshot with this label already exists.")));
	schema = MemoryContextStrdup(caller, row_text(0, 1));
	directory_close(&directory);
	return schema;
}

/* Notes how many rows a snapshot has. */
static void
set_row_count(const char *schema, uint64 rows)
{
	static const Statement update = {
		"UPDATE outlay.tenant_snapshot SET rows = $2 WHERE schema = $1::name", 2, {TEXTOID, INT8OID}
	};
	Directory	directory;

	directory_open(&directory);
	directory_run(&update, (Datum[]) {CStringGetTextDatum(schema), Int64GetDatum((int64) rows)}, NULL);
	directory_close(&directory);
}

/* Returns the schema of a tenant's snapshot and its version; P0002 where there is none of that label. */
static char *
find_snapshot(const TenantRow *row, const char *label, int32 *version)
{
	static const Statement find = {
		"SELECT schema, template_version FROM outlay.tenant_snapshot WHERE tenant_id = $1 AND label = $2",
		2, {INT8OID, TEXTOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Directory	directory;
	char	   *schema;

	directory_open(&directory);
	if (directory_run(&find, (Datum[]) {Int64GetDatum(row->id), CStringGetTextDatum(label)}, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("organization \"%s\" has no snapshot \"%s\"", row->slug, label),
				 errhint("outlay.list_snapshots() shows which there are.")));
	schema = MemoryContextStrdup(caller, row_text(0, 1));
	*version = row_int32(0, 2);
	directory_close(&directory);
	return schema;
}

/* Returns the snapshot's row as a composite value, in the current memory context. */
static Datum
snapshot_record(const TenantRow *row, const char *label)
{
	static const Statement find = {
		"SELECT s FROM outlay.tenant_snapshot s WHERE tenant_id = $1 AND label = $2", 2, {INT8OID, TEXTOID}
	};

	return directory_record(&find, (Datum[]) {Int64GetDatum(row->id), CStringGetTextDatum(label)});
}
