/*-------------------------------------------------------------------------
 *
 * import.c
 *	  A new tenant from the lines of export_tenant().
 *
 * The lines are read once, in one transaction: whatever is wrong with them,
 * nothing stays. A file may come from anywhere, so nothing in it is taken for
 * SQL: tables, columns and sequences are found by their names among those of
 * the new tenant, values are converted by the new tenant's role, and when all
 * is in, foreign keys and balances are looked at, since a checksum only says
 * that the file is as it was written.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"

#include "blueprint/template.h"
#include "core/excerpt.h"
#include "core/outlay.h"
#include "core/problem.h"
#include "core/role.h"
#include "core/search_path.h"
#include "directory/tenant.h"
#include "tenancy/recurring_watch.h"
#include "tenancy/tenant_create.h"
#include "transfer/export.h"
#include "transfer/import.h"
#include "transfer/import_rule.h"
#include "transfer/rows.h"

/* Lines that are read at once. */
#define LINES_PER_BATCH 500

/* An import under way. */
typedef struct Import
{
	const char *name;			/* that the caller wants, NULL for the file's */
	const char *slug;
	TenantRow	target;			/* from the header on */
	Oid			schema;
	Oid			role;
	bool		is_old;			/* the template is newer */
	List	   *tables;			/* RowTable: those that have not come yet */
	List	   *sequences;		/* RowSequence: the same */
	const RowTable *table;		/* that rows are of; NULL: of none */
	int		   *places;			/* where the values of a row go */
	char	  **values;
	RowWriter	writer;
	ImportRules rules;
	MemoryContext context;		/* of what lasts longer than a line */
	crypto_hash_sha256_state hash;
	uint64		line;
	uint64		rows;
	bool		is_ended;
} Import;

PG_FUNCTION_INFO_V1(outlay_import_tenant);

static void read_lines(Import *import, Oid lines);
static void take_line_or_raise(Import *import, const char *text);
static void take_line(Import *import, const char *text, int length);
static void take_header(Import *import, Jsonb *header);
static void take_table(Import *import, const char *name, Jsonb *line);
static int	place_of(const RowTable *table, const char *column);
static void end_table(Import *import);
static void take_row(Import *import, Jsonb *row);
static void refuse_values(const char *table, uint64 line, const char *faults) pg_attribute_noreturn();
static void check_decimals(const ImportRules *rules);
static void take_sequence(Import *import, const char *name, Jsonb *line);
static void take_end(Import *import, Jsonb *line, const char *expected);
static void damaged(const Import *import, const char *what) pg_attribute_noreturn();

/*
 * import_tenant(lines regclass, name text default null, slug text default
 * null) returns outlay.tenant; the errors stand in its COMMENT. The table is
 * read with the rights of the caller. For operators.
 */
Datum
outlay_import_tenant(PG_FUNCTION_ARGS)
{
	Import		import = {.context = CurrentMemoryContext};
	int			level;

	check_operator("import organizations");
	tenant_check_possible("importing an organization");
	if (PG_ARGISNULL(0))
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "lines", "missing", "a table with the lines is required", NULL);
	import.name = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
	import.slug = PG_ARGISNULL(2) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(2));
	crypto_hash_sha256_init(&import.hash);
	import_rules_begin(&import.rules);

	level = NewGUCNestLevel();
	rows_set_triggers(false);
	read_lines(&import, PG_GETARG_OID(0));
	AtEOXact_GUC(true, level);
	if (!import.is_ended)
		damaged(&import, "ends too early");
	check_decimals(&import.rules);
	import_check(&import.target, import.role);
	rows_audit(import.target.schema, import.role, "imported", "rows", psprintf(UINT64_FORMAT, import.rows));
	recurring_watch_note(import.target.id, DT_NOBEGIN);
	if (import.is_old)
		ereport(NOTICE,
				(errmsg("organization \"%s\" has version %d of the schema, which is not the newest", import.target.slug,
						import.target.template_version),
				 errhint("CALL outlay.upgrade_tenants().")));
	PG_RETURN_DATUM(tenant_record(import.target.id));
}

/* Takes the lines of a table, one after the other. */
static void
read_lines(Import *import, Oid lines)
{
	char	   *sql = import_lines_query(lines);
	MemoryContext per_line;
	Portal		portal;
	int			level = search_path_enter_system();

	SPI_connect();
	per_line = AllocSetContextCreate(CurrentMemoryContext, "outlay import", ALLOCSET_DEFAULT_SIZES);
	portal = SPI_cursor_open_with_args(NULL, sql, 0, NULL, NULL, NULL, true, 0);
	for (;;)
	{
		SPITupleTable *rows;
		uint64		count;

		SPI_cursor_fetch(portal, true, LINES_PER_BATCH);
		rows = SPI_tuptable;
		count = SPI_processed;
		if (count == 0)
			break;
		for (uint64 i = 0; i < count; i++)
		{
			MemoryContext spi = MemoryContextSwitchTo(per_line);
			char	   *text = SPI_getvalue(rows->vals[i], rows->tupdesc, 1);

			import->line++;
			if (text == NULL || import->is_ended)
				damaged(import, text == NULL ? "has a line that is NULL" : "goes on behind its end");
			take_line_or_raise(import, text);
			MemoryContextSwitchTo(spi);
			MemoryContextReset(per_line);
		}
		SPI_freetuptable(rows);
		CHECK_FOR_INTERRUPTS();
	}
	SPI_cursor_close(portal);
	SPI_finish();
	search_path_leave(level);
}

/*
 * Takes a line. What PostgreSQL's own functions say of JSON, of numbers and of
 * values is as much a damaged line as what we find. Nothing is caught for
 * good, so no subtransaction is needed.
 */
static void
take_line_or_raise(Import *import, const char *text)
{
	MemoryContext caller = CurrentMemoryContext;

	PG_TRY();
	{
		take_line(import, text, strlen(text));
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(caller);
		error = CopyErrorData();
		if (ERRCODE_TO_CATEGORY(error->sqlerrcode) != ERRCODE_DATA_EXCEPTION ||
			error->sqlerrcode == ERRCODE_BAD_COPY_FILE_FORMAT || error->sqlerrcode == ERRCODE_INVALID_PARAMETER_VALUE)
			PG_RE_THROW();
		FlushErrorState();
		ereport(ERROR,
				(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
				 errmsg("the export has a value that cannot be read: %s",
						excerpt(error->message, strlen(error->message))),
				 errdetail("Line " UINT64_FORMAT ", or one of the rows before it.", import->line),
				 errhint("Nothing was imported. Export and copy it again.")));
	}
	PG_END_TRY();
}

/* Takes one line, which must be of the kind that can stand there. */
static void
take_line(Import *import, const char *text, int length)
{
	Jsonb	   *line = import_parse(text, length);
	char	   *name;

	if (line == NULL)
		damaged(import, "has a line that is no JSON object or array");
	if (import->line == 1)
		take_header(import, line);
	else if (JB_ROOT_IS_ARRAY(line))
		take_row(import, line);
	else if ((name = import_text(line, "table")) != NULL)
		take_table(import, name, line);
	else if ((name = import_text(line, "sequence")) != NULL)
		take_sequence(import, name, line);
	else if ((name = import_text(line, "sha256")) != NULL)
		take_end(import, line, name);
	else
		damaged(import, "has a line of an unknown kind");

	crypto_hash_sha256_update(&import->hash, (const unsigned char *) text, length);
	crypto_hash_sha256_update(&import->hash, (const unsigned char *) "\n", 1);
}

/* Creates the tenant, in the version of the schema that the rows are of. */
static void
take_header(Import *import, Jsonb *header)
{
	JsonbValue *format = JB_ROOT_IS_OBJECT(header) ? import_member(header, "outlay_export") : NULL;
	JsonbValue *value = format != NULL ? import_member(header, "organization") : NULL;
	TenantRequest request = {0};
	Problems	problems = {0};
	TenantRow	other;
	Template	newest;
	Jsonb	   *organization;
	JsonbValue *migrations;
	MemoryContext per_line;

	if (value == NULL || value->type != jbvBinary || format->type != jbvNumeric)
		damaged(import, "does not begin like an export");
	if (DatumGetInt32(DirectFunctionCall1(numeric_int4, NumericGetDatum(format->val.numeric))) != EXPORT_FORMAT)
		ereport(ERROR,
				(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
				 errmsg("the export has another format than %d", EXPORT_FORMAT),
				 errhint("It was made by another version of Outlay.")));
	migrations = import_member(header, "migrations");
	if (migrations == NULL || migrations->type != jbvBinary)
		damaged(import, "does not say what its schema consists of");
	request.template_version = import_find_version(JsonbValueToJsonb(migrations));

	organization = JsonbValueToJsonb(value);
	request.name = import->name != NULL ? import->name : import_text(organization, "name");
	request.business_email = import_text(organization, "business_email");
	request.business_phone = import_text(organization, "business_phone");
	request.slug = import->slug;
	if (request.slug == NULL && (request.slug = import_text(organization, "slug")) != NULL &&
		tenant_lookup_host(psprintf("%s.%s", request.slug, outlay_base_domain), &other))
		request.slug = NULL;
	tenant_validate(&request, &problems);
	problem_check(&problems, "organization");

	/* What is made here lasts longer than this line. */
	per_line = MemoryContextSwitchTo(import->context);
	template_get(&newest);
	import->is_old = request.template_version != newest.version;
	tenant_create(&request, &import->target);
	import->schema = tenant_schema(&import->target);
	import->role = tenant_role(&import->target);
	import->tables = rows_tables(import->schema);
	import->sequences = rows_sequences(import->schema);
	MemoryContextSwitchTo(per_line);
}

/* Begins a table: it is emptied of what came with the template. */
static void
take_table(Import *import, const char *name, Jsonb *line)
{
	JsonbValue *columns = import_member(line, "columns");
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	value;
	MemoryContext per_line = MemoryContextSwitchTo(import->context);
	ListCell   *cell;
	int			count = 0;

	end_table(import);
	foreach(cell, import->tables)
		if (strcmp(((RowTable *) lfirst(cell))->name, name) == 0 && !rows_are_passing(name))
			import->table = lfirst(cell);
	if (import->table == NULL || columns == NULL || columns->type != jbvBinary)
		damaged(import, psprintf("has a table \"%s\" that the schema lacks", name));
	import->tables = list_delete_ptr(import->tables, unconstify(RowTable *, import->table));

	import->places = palloc0(sizeof(int) * import->table->ncolumns);
	import->values = palloc0(sizeof(char *) * import->table->ncolumns);
	iterator = JsonbIteratorInit(columns->val.binary.data);
	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		int			place;

		if (token != WJB_ELEM)
			continue;
		place = value.type == jbvString ? place_of(import->table, import_text_of(&value)) : -1;
		for (int i = 0; i < count; i++)
			if (import->places[i] == place)
				place = -1;
		if (place < 0 || count == import->table->ncolumns)
			damaged(import, psprintf("has other columns of table \"%s\" than the schema", name));
		import->places[count++] = place;
	}
	if (count != import->table->ncolumns)
		damaged(import, psprintf("lacks columns of table \"%s\"", name));
	rows_empty(import->target.schema, import->role, import->table->name);
	rows_open_writer(&import->writer, import->table, import->target.schema, import->role);
	MemoryContextSwitchTo(per_line);
}

/* Returns the place of a column in its table, -1 where there is none of that name. */
static int
place_of(const RowTable *table, const char *column)
{
	for (int i = 0; i < table->ncolumns; i++)
		if (strcmp(table->names[i], column) == 0)
			return i;
	return -1;
}

/* Writes what is left of the present table's rows. */
static void
end_table(Import *import)
{
	if (import->table == NULL)
		return;
	import->rows += rows_close_writer(&import->writer);
	import->table = NULL;
}

/* Takes a row of the present table. */
static void
take_row(Import *import, Jsonb *row)
{
	JsonbIterator *iterator = JsonbIteratorInit(&row->root);
	JsonbIteratorToken token;
	JsonbValue	value;
	Problems	problems = {0};
	int			count = 0;

	if (import->table == NULL)
		damaged(import, "has a row of no table");
	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		if (token != WJB_ELEM)
			continue;
		if (count == import->table->ncolumns || (value.type != jbvString && value.type != jbvNull))
			damaged(import, "has a row that does not fit its table");
		import->values[import->places[count++]] = value.type == jbvNull ? NULL : import_text_of(&value);
	}
	if (count != import->table->ncolumns)
		damaged(import, "has a row that does not fit its table");
	import_check_row(&import->rules, import->table, import->values, import->line, &problems);
	if (problems.count > 0)
		refuse_values(import->table->name, import->line, problems.lines.data);
	rows_write(&import->writer, import->values);
}

/* Raises 22P04 because a row has values that a rule forbids; faults as problem.c writes them. */
static void
refuse_values(const char *table, uint64 line, const char *faults)
{
	ereport(ERROR,
			(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
			 errmsg("the export has a row of table \"%s\" that is against the rules", table),
			 errdetail("Line " UINT64_FORMAT ".\n%s", line, faults),
			 errhint("Nothing was imported.")));
}

/* Raises 22P04 where an amount has more decimals than the organization's currency. */
static void
check_decimals(const ImportRules *rules)
{
	const DecimalsSeen *seen = import_find_too_many_decimals(rules);

	if (seen != NULL)
		refuse_values(seen->table, seen->line,
					  psprintf("%s: too_many_decimals: must have at most %d decimals (%s)", seen->column,
							   rules->decimals, rules->currency));
}

/* Sets a sequence. */
static void
take_sequence(Import *import, const char *name, Jsonb *line)
{
	RowSequence sequence = {.name = name};
	char	   *last_value = import_text(line, "last_value");
	JsonbValue *is_called = import_member(line, "is_called");
	ListCell   *cell;

	end_table(import);
	if (last_value == NULL || is_called == NULL || is_called->type != jbvBool)
		damaged(import, "has a sequence without a position");
	sequence.last_value = DatumGetInt64(DirectFunctionCall1(int8in, CStringGetDatum(last_value)));
	sequence.is_called = is_called->val.boolean;
	foreach(cell, import->sequences)
		if (strcmp(((RowSequence *) lfirst(cell))->name, name) == 0)
		{
			rows_set_sequence(import->target.schema, import->role, &sequence);
			import->sequences = foreach_delete_current(import->sequences, cell);
			return;
		}
	damaged(import, psprintf("has a sequence \"%s\" that the schema lacks, or has it twice", name));
}

/* Compares what was read with what was written. */
static void
take_end(Import *import, Jsonb *line, const char *expected)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char		hex[crypto_hash_sha256_BYTES * 2 + 1];
	char	   *rows = import_text(line, "rows");
	ListCell   *cell;

	end_table(import);
	crypto_hash_sha256_final(&import->hash, hash);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	if (strcmp(hex, expected) != 0)
		damaged(import, "is not as it was written: its checksum differs");
	if (rows == NULL || strcmp(rows, psprintf(UINT64_FORMAT, import->rows)) != 0)
		damaged(import, "has another number of rows than it says");
	foreach(cell, import->tables)
		if (!rows_are_passing(((RowTable *) lfirst(cell))->name))
			damaged(import, psprintf("lacks table \"%s\"", ((RowTable *) lfirst(cell))->name));
	if (import->sequences != NIL)
		damaged(import, psprintf("lacks sequence \"%s\"", ((RowSequence *) linitial(import->sequences))->name));
	import->is_ended = true;
}

/* Raises 22P04; what completes "the export …". */
static void
damaged(const Import *import, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
			 errmsg("the export %s", what),
			 errdetail("Line " UINT64_FORMAT ".", import->line),
			 errhint("Nothing was imported. Export and copy it again.")));
}
