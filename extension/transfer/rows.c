/*-------------------------------------------------------------------------
 *
 * rows.c
 *	  The rows of a tenant, table by table, as text: for whatever copies them
 *	  to another tenant or out of the database.
 *
 * They are text on the way because a type that the tenant's own migrations
 * made is another type in each schema. They are read and written as the role
 * that owns the schema, since types, checks, indexes and casts there may run its
 * code; a policy that would hide a row from it is an error.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "blueprint/audit_guard.h"
#include "blueprint/clone.h"
#include "blueprint/schema_print.h"
#include "core/row.h"
#include "core/run_as.h"
#include "transfer/rows.h"

/* Rows that are read, and written, at once. */
#define ROWS_PER_BATCH 500
#define BYTES_PER_BATCH (8 * 1024 * 1024)

/* Tables whose rows mean nothing elsewhere or later: who is logged in, who mistyped, which request was answered. */
static const char *const passing_tables[] = {"session", "login_failure", "idempotency"};

static int	execute_writer(RowWriter *writer, Datum *arrays);
static void flush_writer(RowWriter *writer);
static char **texts_of_array(Datum array, int *count);

/* Returns the tables (RowTable) of a schema in the order of their names, in the current memory context. */
List *
rows_tables(Oid schema)
{
	MemoryContext caller = CurrentMemoryContext;
	Oid			types[] = {OIDOID};
	Datum		values[] = {ObjectIdGetDatum(schema)};
	RunAs		saved;
	List	   *tables = NIL;

	schema_print_enter(schema, true, &saved);
	SPI_connect();
	SPI_execute_with_args("SELECT name, columns, kept, casts, key, names, has_files FROM outlay.copied_tables($1) "
						  "ORDER BY name COLLATE pg_catalog.\"C\"", 1, types, values, NULL, false, 0);
	MemoryContextSwitchTo(caller);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		RowTable   *table = palloc(sizeof(RowTable));

		table->name = row_text(i, 1);
		table->columns = row_text(i, 2);
		table->kept = row_text(i, 3);
		table->casts = row_text(i, 4);
		table->key = row_text(i, 5);
		table->has_files = row_bool(i, 7);
		table->names = (const char **) texts_of_array(row_datum(i, 6), &table->ncolumns);
		tables = lappend(tables, table);
	}
	SPI_finish();
	run_as_end(&saved);
	return tables;
}

/* Tells whether the rows of a table stay behind when a tenant is copied. */
bool
rows_are_passing(const char *table)
{
	for (int i = 0; i < lengthof(passing_tables); i++)
		if (strcmp(table, passing_tables[i]) == 0)
			return true;
	return false;
}

/* Returns the table of that name, NULL where there is none. */
const RowTable *
rows_find_table(List *tables, const char *name)
{
	ListCell   *cell;

	foreach(cell, tables)
		if (strcmp(((RowTable *) lfirst(cell))->name, name) == 0)
			return lfirst(cell);
	return NULL;
}

/* Tells whether two tables have columns of the same names. */
bool
rows_have_same_columns(const RowTable *a, const RowTable *b)
{
	if (a->ncolumns != b->ncolumns)
		return false;
	for (int i = 0; i < a->ncolumns; i++)
	{
		bool		found = false;

		for (int j = 0; j < b->ncolumns && !found; j++)
			found = strcmp(a->names[i], b->names[j]) == 0;
		if (!found)
			return false;
	}
	return true;
}

/*
 * Calls back for each row of a table, under the active snapshot: with the same
 * one, all tables are read as they were at one moment.
 */
void
rows_read(Oid schema, const RowTable *table, RowCallback callback, void *argument)
{
	char	   *sql = psprintf("SELECT %s FROM ONLY %s ORDER BY %s", table->columns, table->name, table->key);
	char	  **values = palloc(sizeof(char *) * table->ncolumns);
	MemoryContext row;
	RunAs		saved;
	Portal		portal;

	schema_print_enter(schema, true, &saved);
	SPI_connect();
	row = AllocSetContextCreate(CurrentMemoryContext, "outlay row", ALLOCSET_DEFAULT_SIZES);
	portal = SPI_cursor_open_with_args(NULL, sql, 0, NULL, NULL, NULL, true, 0);
	for (;;)
	{
		SPITupleTable *rows;
		uint64		count;

		SPI_cursor_fetch(portal, true, table->has_files ? 1 : ROWS_PER_BATCH);
		rows = SPI_tuptable;
		count = SPI_processed;
		if (count == 0)
			break;
		for (uint64 i = 0; i < count; i++)
		{
			MemoryContext spi = MemoryContextSwitchTo(row);

			for (int column = 0; column < table->ncolumns; column++)
				values[column] = SPI_getvalue(rows->vals[i], rows->tupdesc, column + 1);
			callback(table, values, argument);
			MemoryContextSwitchTo(spi);
			MemoryContextReset(row);
		}
		SPI_freetuptable(rows);
		CHECK_FOR_INTERRUPTS();
	}
	SPI_cursor_close(portal);
	SPI_finish();
	run_as_end(&saved);
}

/* Readies a writer of rows into the table of that name in a schema, as the schema's owner. */
void
rows_open_writer(RowWriter *writer, const RowTable *table, const char *schema, Oid role)
{
	StringInfoData sql;
	Oid		   *types = palloc(sizeof(Oid) * table->ncolumns);
	RunAs		saved;

	memset(writer, 0, sizeof(*writer));
	writer->table = table->name;
	writer->ncolumns = table->ncolumns;
	writer->schema = schema;
	writer->role = role;
	writer->batch = AllocSetContextCreate(CurrentMemoryContext, "outlay rows", ALLOCSET_DEFAULT_SIZES);
	writer->columns = palloc0(sizeof(ArrayBuildState *) * table->ncolumns);

	initStringInfo(&sql);
	appendStringInfo(&sql, "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM ROWS FROM (", table->name,
					 table->columns, table->casts);
	for (int i = 0; i < table->ncolumns; i++)
	{
		types[i] = TEXTARRAYOID;
		appendStringInfo(&sql, "%spg_catalog.unnest($%d)", i == 0 ? "" : ", ", i + 1);
	}
	appendStringInfo(&sql, ") u (%s)", table->columns);

	run_as_role(&saved, role, schema);
	SPI_connect();
	writer->plan = SPI_prepare(sql.data, table->ncolumns, types);
	if (writer->plan == NULL)
		elog(ERROR, "could not prepare \"%s\": %s", sql.data, SPI_result_code_string(SPI_result));
	SPI_keepplan(writer->plan);
	SPI_finish();
	run_as_end(&saved);
}

/* Takes a row, of as many values as the table has columns. */
void
rows_write(RowWriter *writer, char **values)
{
	MemoryContext caller = MemoryContextSwitchTo(writer->batch);

	for (int i = 0; i < writer->ncolumns; i++)
	{
		writer->columns[i] = accumArrayResult(writer->columns[i],
											  values[i] != NULL ? CStringGetTextDatum(values[i]) : (Datum) 0,
											  values[i] == NULL, TEXTOID, writer->batch);
		writer->bytes += values[i] != NULL ? strlen(values[i]) : 0;
	}
	MemoryContextSwitchTo(caller);
	if (++writer->count >= ROWS_PER_BATCH || writer->bytes >= BYTES_PER_BATCH)
		flush_writer(writer);
}

/* Writes what is left and returns the number of rows. */
uint64
rows_close_writer(RowWriter *writer)
{
	flush_writer(writer);
	SPI_freeplan(writer->plan);
	MemoryContextDelete(writer->batch);
	return writer->total;
}

/* Returns the sequences (RowSequence) of a schema, in the current memory context. */
List *
rows_sequences(Oid schema)
{
	MemoryContext caller = CurrentMemoryContext;
	Oid			types[] = {OIDOID};
	Datum		values[] = {ObjectIdGetDatum(schema)};
	List	   *sequences = NIL;
	ListCell   *cell;
	RunAs		saved;

	schema_print_enter(schema, true, &saved);
	SPI_connect();
	SPI_execute_with_args("SELECT c.relname FROM outlay.schema_relations($1) c "
						  "WHERE c.relkind OPERATOR(pg_catalog.=) 'S' ORDER BY c.relname",
						  1, types, values, NULL, false, 0);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		char	   *name = row_text(i, 1);
		MemoryContext spi = MemoryContextSwitchTo(caller);
		RowSequence *sequence = palloc(sizeof(RowSequence));

		sequence->name = pstrdup(name);
		sequences = lappend(sequences, sequence);
		MemoryContextSwitchTo(spi);
	}
	foreach(cell, sequences)
	{
		RowSequence *sequence = lfirst(cell);

		SPI_execute(psprintf("SELECT last_value, is_called FROM %s", quote_identifier(sequence->name)), true, 1);
		sequence->last_value = row_int64(0, 1);
		sequence->is_called = row_bool(0, 2);
	}
	SPI_finish();
	run_as_end(&saved);
	return sequences;
}

/* Sets the sequence of that name in a schema, as the schema's owner. */
void
rows_set_sequence(const char *schema, Oid role, const RowSequence *sequence)
{
	rows_run(schema, role, psprintf("SELECT setval(%s, " INT64_FORMAT ", %s)",
									quote_literal_cstr(quote_identifier(sequence->name)), sequence->last_value,
									sequence->is_called ? "true" : "false"));
}

/* Runs a statement in a schema as its owner. */
void
rows_run(const char *schema, Oid role, const char *sql)
{
	RunAs		saved;
	int			code;

	run_as_role(&saved, role, schema);
	SPI_connect();
	code = SPI_execute(sql, false, 0);
	if (code < 0)
		elog(ERROR, "could not run \"%s\": %s", sql, SPI_result_code_string(code));
	SPI_finish();
	run_as_end(&saved);
}

/* Deletes the rows that a new tenant's table has from the template; its audit has none, and keeps any. */
void
rows_empty(const char *schema, Oid role, const char *table)
{
	if (strcmp(table, AUDIT_TABLE) != 0)
		rows_run(schema, role, psprintf("DELETE FROM ONLY %s", table));
}

/*
 * Turns triggers, foreign keys and rules off or on again, within the caller's
 * level of settings: rows that were right where they come from need no check,
 * and a trigger that told somebody of a row would tell it twice.
 */
void
rows_set_triggers(bool fire)
{
	(void) set_config_option("session_replication_role", fire ? "origin" : "replica", PGC_SUSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
}

/* Notes in a tenant's audit that the whole organization was copied or replaced. */
void
rows_audit(const char *schema, Oid role, const char *action, const char *key, const char *value)
{
	char	   *database_role = GetUserNameFromId(GetUserId(), false);
	AuditRight	guard = audit_guard_let(AUDIT_APPEND);

	PG_TRY();
	{
		rows_run(schema, role,
				 psprintf("INSERT INTO " AUDIT_TABLE " (database_role, action, entity, after) "
						  "VALUES (%s, %s, 'organization', pg_catalog.jsonb_build_object(%s, %s))",
						  quote_literal_cstr(database_role), quote_literal_cstr(action), quote_literal_cstr(key),
						  quote_literal_cstr(value)));
	}
	PG_FINALLY();
	{
		audit_guard_let(guard);
	}
	PG_END_TRY();
}

/* Runs a writer's statement; into the audit of an organization nobody else's could write. */
static int
execute_writer(RowWriter *writer, Datum *arrays)
{
	AuditRight	guard = audit_guard_let(strcmp(writer->table, AUDIT_TABLE) == 0 ? AUDIT_APPEND : AUDIT_READ);
	int volatile code = 0;

	PG_TRY();
	{
		code = SPI_execute_plan(writer->plan, arrays, NULL, false, 0);
	}
	PG_FINALLY();
	{
		audit_guard_let(guard);
	}
	PG_END_TRY();
	return code;
}

/* Writes the rows that the writer holds. */
static void
flush_writer(RowWriter *writer)
{
	MemoryContext caller = MemoryContextSwitchTo(writer->batch);
	Datum	   *arrays = palloc(sizeof(Datum) * writer->ncolumns);
	RunAs		saved;
	int			code;

	if (writer->count > 0)
	{
		for (int i = 0; i < writer->ncolumns; i++)
			arrays[i] = makeArrayResult(writer->columns[i], writer->batch);
		run_as_role(&saved, writer->role, writer->schema);
		clone_settings();
		SPI_connect();
		code = execute_writer(writer, arrays);
		if (code < 0)
			elog(ERROR, "could not write rows to table %s: %s", writer->table, SPI_result_code_string(code));
		if (code != SPI_OK_INSERT || SPI_processed != writer->count)
			ereport(ERROR,
					(errcode(ERRCODE_TRIGGERED_DATA_CHANGE_VIOLATION),
					 errmsg("only " UINT64_FORMAT " of %d rows could be written to table %s", SPI_processed,
							writer->count, writer->table),
					 errdetail("A trigger or rule that is ENABLE ALWAYS keeps the others out."),
					 errhint("Make it an ordinary one by a migration: those do not fire where rows are copied that "
							 "were right before.")));
		SPI_finish();
		run_as_end(&saved);
		writer->total += writer->count;
	}
	MemoryContextSwitchTo(caller);
	MemoryContextReset(writer->batch);
	memset(writer->columns, 0, sizeof(ArrayBuildState *) * writer->ncolumns);
	writer->count = 0;
	writer->bytes = 0;
}

/* Returns the elements of a text[] that has no nulls. */
static char **
texts_of_array(Datum array, int *count)
{
	Datum	   *elements;
	char	  **texts;

	deconstruct_array(DatumGetArrayTypeP(array), TEXTOID, -1, false, TYPALIGN_INT, &elements, NULL, count);
	texts = palloc(sizeof(char *) * *count);
	for (int i = 0; i < *count; i++)
		texts[i] = TextDatumGetCString(elements[i]);
	return texts;
}
