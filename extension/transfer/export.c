/*-------------------------------------------------------------------------
 *
 * export.c
 *	  One tenant as lines of text.
 *
 * Every line is a JSON value, so any program can read the file: a header, for
 * each table its columns and its rows as arrays of texts, the positions of
 * sequences, and a last line with the number of rows and the SHA-256 of all
 * lines before. docs/export.md describes it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>

#include "access/xact.h"
#include "access/xlog.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/snapmgr.h"
#include "utils/tuplestore.h"

#include "core/role.h"
#include "core/row.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "transfer/export.h"
#include "transfer/rows.h"

/* An export under way. */
typedef struct Export
{
	ReturnSetInfo *result;
	crypto_hash_sha256_state hash;
	StringInfoData line;
	uint64		rows;
} Export;

PG_FUNCTION_INFO_V1(outlay_export_tenant);

static void find_to_export(FunctionCallInfo fcinfo, bool standby, TenantRow *row);
static void check_unchanged(const TenantRow *row);
static void put_header(Export *export, const TenantRow *row);
static void put_table(Export *export, Oid schema, const RowTable *table);
static void put_row(const RowTable *table, char **values, void *argument);
static void put_sequence(Export *export, const RowSequence *sequence);
static void put_end(Export *export);
static void put_line(Export *export);

/*
 * export_tenant(slug text) returns setof text. 3D000: there is no such tenant;
 * 25006: in a read-only transaction, where the tenant's row cannot be locked
 * against an upgrade under way; 40001: one came meanwhile, on a standby. For
 * operators.
 */
Datum
outlay_export_tenant(PG_FUNCTION_ARGS)
{
	Export		export = {.result = (ReturnSetInfo *) fcinfo->resultinfo};
	bool		standby = RecoveryInProgress();
	TenantRow	row;
	Oid			schema;
	ListCell   *cell;

	check_operator("export organizations");
	find_to_export(fcinfo, standby, &row);
	tenant_check_kept(&row);
	schema = tenant_schema(&row);
	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	crypto_hash_sha256_init(&export.hash);
	initStringInfo(&export.line);

	PushActiveSnapshot(GetTransactionSnapshot());
	put_header(&export, &row);
	foreach(cell, rows_tables(schema))
		if (!rows_are_passing(((RowTable *) lfirst(cell))->name))
			put_table(&export, schema, lfirst(cell));
	PopActiveSnapshot();
	/* Read after the rows, so no position is before one of them. */
	foreach(cell, rows_sequences(schema))
		put_sequence(&export, lfirst(cell));
	put_end(&export);
	if (standby)
		check_unchanged(&row);
	return (Datum) 0;
}

/*
 * Fills row with the tenant, which stays as it is until the transaction ends.
 * On a standby, where no row can be locked, it is looked at again when all has
 * been read; for that the catalogues and the rows have to be seen alike.
 */
static void
find_to_export(FunctionCallInfo fcinfo, bool standby, TenantRow *row)
{
	if (standby && !IsolationUsesXactSnapshot())
	{
		tenant_find(fcinfo, 0, row);
		return;
	}
	PreventCommandIfReadOnly("export_tenant()");
	tenant_find_and_lock(fcinfo, 0, false, row);
}

/* Raises where an upgrade, or the end of the tenant, has come to a standby while it was read. */
static void
check_unchanged(const TenantRow *row)
{
	TenantRow	now;

	if (!tenant_lookup_id(row->id, &now) || now.template_version != row->template_version)
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("organization \"%s\" has been upgraded or removed meanwhile", row->slug),
				 errhint("Export it again.")));
}

/* Puts the first line: the format, what the schema consists of, and the organization. */
static void
put_header(Export *export, const TenantRow *row)
{
	static const Statement header = {
		"SELECT json_build_object('outlay_export', $2, 'organization', json_build_object('name', t.name, "
		"'slug', t.slug, 'organization_id', t.organization_id, 'business_email', t.business_email, "
		"'business_phone', t.business_phone, 'created_at', t.created_at), "
		"'migrations', outlay.template_migrations(t.template_version), 'exported_at', now(), "
		"'extension_version', (SELECT extversion FROM pg_extension WHERE extname = 'outlay'))::text "
		"FROM outlay.tenant t WHERE t.id = $1",
		2, {INT8OID, INT4OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Directory	directory;
	char	   *text;

	directory_open(&directory);
	directory_run(&header, (Datum[]) {Int64GetDatum(row->id), Int32GetDatum(EXPORT_FORMAT)}, NULL);
	text = MemoryContextStrdup(caller, row_text(0, 1));
	directory_close(&directory);
	appendStringInfoString(&export->line, text);
	put_line(export);
}

/* Puts a table: a line with its columns, and a line for each row. */
static void
put_table(Export *export, Oid schema, const RowTable *table)
{
	appendStringInfoString(&export->line, "{\"table\":");
	escape_json(&export->line, table->name);
	appendStringInfoString(&export->line, ",\"columns\":[");
	for (int i = 0; i < table->ncolumns; i++)
	{
		if (i > 0)
			appendStringInfoChar(&export->line, ',');
		escape_json(&export->line, table->names[i]);
	}
	appendStringInfoString(&export->line, "]}");
	put_line(export);
	rows_read(schema, table, put_row, export);
}

/* Puts a row: an array of texts, null for null. */
static void
put_row(const RowTable *table, char **values, void *argument)
{
	Export	   *export = argument;

	for (int i = 0; i < table->ncolumns; i++)
	{
		appendStringInfoChar(&export->line, i == 0 ? '[' : ',');
		if (values[i] == NULL)
			appendStringInfoString(&export->line, "null");
		else
			escape_json(&export->line, values[i]);
	}
	appendStringInfoChar(&export->line, ']');
	put_line(export);
	export->rows++;
}

/* Puts the position of a sequence. */
static void
put_sequence(Export *export, const RowSequence *sequence)
{
	appendStringInfoString(&export->line, "{\"sequence\":");
	escape_json(&export->line, sequence->name);
	appendStringInfo(&export->line, ",\"last_value\":\"" INT64_FORMAT "\",\"is_called\":%s}", sequence->last_value,
					 sequence->is_called ? "true" : "false");
	put_line(export);
}

/* Puts the last line. */
static void
put_end(Export *export)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char		hex[crypto_hash_sha256_BYTES * 2 + 1];

	crypto_hash_sha256_final(&export->hash, hash);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	appendStringInfo(&export->line, "{\"end\":true,\"rows\":\"" UINT64_FORMAT "\",\"sha256\":\"%s\"}",
					 export->rows, hex);
	put_line(export);
}

/* Puts the line that has been written, and begins another. */
static void
put_line(Export *export)
{
	Datum		value = PointerGetDatum(cstring_to_text_with_len(export->line.data, export->line.len));
	bool		null = false;

	tuplestore_putvalues(export->result->setResult, export->result->setDesc, &value, &null);
	pfree(DatumGetPointer(value));
	appendStringInfoChar(&export->line, '\n');
	crypto_hash_sha256_update(&export->hash, (unsigned char *) export->line.data, export->line.len);
	resetStringInfo(&export->line);
}
