/*-------------------------------------------------------------------------
 *
 * schema_ddl.c
 *	  From a schema to the DDL that makes an empty schema equal to it.
 *
 * SQL functions (schema/21_schema_ddl.sql) print the pieces.  Here they are
 * put in an order in which each finds what it needs, and the rows of tables
 * are added.
 *
 * A foreign key goes into CREATE TABLE where the other table is there by
 * then: it is cheaper than ALTER TABLE and no query looks for violations.
 * Where two tables refer to each other, one key comes later.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "blueprint/schema_ddl.h"
#include "blueprint/schema_print.h"
#include "core/row.h"
#include "core/run_as.h"

/* Pieces of phases up to this one create what others may need; the order of later phases is enough for the rest. */
#define LAST_CREATING_PHASE 2

/* The phase of a foreign key that could not go into CREATE TABLE. */
#define LATE_FOREIGN_KEY_PHASE 6

/* Rows of a table that one INSERT holds. */
#define ROWS_PER_INSERT 500

/* A row of outlay.ddl_pieces(). */
typedef struct Piece
{
	int32		phase;
	Oid			class;
	Oid			object;
	Oid			relation;
	const char *kind;
	const char *head;
	const char *tail;
	bool		is_done;
	int			position;		/* of a table: when it was created */
} Piece;

/* A row of outlay.ddl_dependencies(). */
typedef struct Dependency
{
	Oid			class;
	Oid			object;
	Oid			needs_class;
	Oid			needs_object;
} Dependency;

/* What schema_ddl() works on. */
typedef struct Printer
{
	Piece	   *pieces;
	int			npieces;
	Dependency *dependencies;
	int			ndependencies;
	List	   *statements;		/* SchemaStatement */
} Printer;

PG_FUNCTION_INFO_V1(outlay_schema_ddl);

static void read_pieces(Printer *printer, Oid schema);
static void read_dependencies(Printer *printer, Oid schema);
static void print_creating(Printer *printer);
static Piece *next_creating(Printer *printer);
static bool is_ready(Printer *printer, const Piece *piece, const Piece *table);
static bool keys_are_ready(Printer *printer, const Piece *table);
static void print_table(Printer *printer, Piece *table);
static void print_later(Printer *printer, bool with_data);
static int	compare_later(const ListCell *a, const ListCell *b);
static void print_rows(Printer *printer, const Piece *piece);
static void print_query_result(Printer *printer, const Piece *piece);
static void add_statement(Printer *printer, const Piece *piece, const char *text);

/*
 * schema_ddl(schema regnamespace) returns table (ordinal integer, kind text,
 * statement text): the statements that make an empty schema, first in
 * search_path and owned by the current role, equal to the given one, rows
 * included.
 */
Datum
outlay_schema_ddl(PG_FUNCTION_ARGS)
{
	Oid			schema = schema_print_argument(fcinfo);
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	List	   *statements = schema_ddl(schema, true);
	ListCell   *cell;

	InitMaterializedSRF(fcinfo, 0);
	foreach(cell, statements)
	{
		SchemaStatement *statement = lfirst(cell);
		Datum		values[3] = {
			Int32GetDatum(foreach_current_index(cell) + 1),
			CStringGetTextDatum(statement->kind),
			CStringGetTextDatum(statement->text),
		};
		bool		nulls[3] = {false};

		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/*
 * Returns the statements (SchemaStatement) of outlay.schema_ddl(), in the
 * current memory context; with or without what the schema holds.
 */
List *
schema_ddl(Oid schema, bool with_data)
{
	MemoryContext caller = CurrentMemoryContext;
	Printer		printer = {0};
	RunAs		saved;
	List	   *statements = NIL;
	ListCell   *cell;

	schema_print_enter(schema, with_data, &saved);
	SPI_connect();
	read_pieces(&printer, schema);
	read_dependencies(&printer, schema);
	print_creating(&printer);
	print_later(&printer, with_data);

	MemoryContextSwitchTo(caller);
	foreach(cell, printer.statements)
	{
		SchemaStatement *copy = palloc(sizeof(SchemaStatement));

		copy->kind = pstrdup(((SchemaStatement *) lfirst(cell))->kind);
		copy->text = pstrdup(((SchemaStatement *) lfirst(cell))->text);
		statements = lappend(statements, copy);
	}
	SPI_finish();
	run_as_end(&saved);
	return statements;
}

/* Returns the statements of schema_ddl() as one text. */
char *
schema_ddl_script(Oid schema)
{
	StringInfoData script;
	ListCell   *cell;

	initStringInfo(&script);
	foreach(cell, schema_ddl(schema, true))
		appendStringInfo(&script, "%s;\n", ((SchemaStatement *) lfirst(cell))->text);
	return script.data;
}

/* Reads outlay.ddl_pieces(), in an order that follows from names alone. */
static void
read_pieces(Printer *printer, Oid schema)
{
	Oid			types[] = {OIDOID};
	Datum		values[] = {ObjectIdGetDatum(schema)};

	SPI_execute_with_args("SELECT phase, class, object, relation, kind, head, tail FROM outlay.ddl_pieces($1) "
						  "ORDER BY phase, head COLLATE pg_catalog.\"C\", tail COLLATE pg_catalog.\"C\"",
						  1, types, values, NULL, false, 0);
	printer->npieces = SPI_processed;
	printer->pieces = palloc0(sizeof(Piece) * (printer->npieces + 1));
	for (int i = 0; i < printer->npieces; i++)
	{
		Piece	   *piece = &printer->pieces[i];

		piece->phase = row_int32(i, 1);
		piece->class = row_oid(i, 2);
		piece->object = row_oid(i, 3);
		piece->relation = row_oid(i, 4);
		piece->kind = row_text(i, 5);
		piece->head = row_text(i, 6);
		piece->tail = row_text(i, 7);
	}
}

/* Reads outlay.ddl_dependencies(). */
static void
read_dependencies(Printer *printer, Oid schema)
{
	Oid			types[] = {OIDOID};
	Datum		values[] = {ObjectIdGetDatum(schema)};

	SPI_execute_with_args("SELECT class, object, needs_class, needs_object FROM outlay.ddl_dependencies($1)",
						  1, types, values, NULL, false, 0);
	printer->ndependencies = SPI_processed;
	printer->dependencies = palloc0(sizeof(Dependency) * (printer->ndependencies + 1));
	for (int i = 0; i < printer->ndependencies; i++)
	{
		Dependency *dependency = &printer->dependencies[i];

		dependency->class = row_oid(i, 1);
		dependency->object = row_oid(i, 2);
		dependency->needs_class = row_oid(i, 3);
		dependency->needs_object = row_oid(i, 4);
	}
}

/* Prints what other objects may need, each after what it needs itself. */
static void
print_creating(Printer *printer)
{
	Piece	   *piece;
	int			position = 0;

	while ((piece = next_creating(printer)) != NULL)
	{
		piece->is_done = true;
		piece->position = position++;
		if (strcmp(piece->kind, "table") == 0)
			print_table(printer, piece);
		else
			add_statement(printer, piece, piece->head);
	}

	/* Only foreign keys wait for their phase. */
	for (int i = 0; i < printer->npieces && printer->pieces[i].phase <= LAST_CREATING_PHASE; i++)
		if (!printer->pieces[i].is_done && strcmp(printer->pieces[i].kind, "foreign key") != 0)
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("objects that need each other cannot be cloned"),
					 errdetail("One of them would be created by: %s%s", printer->pieces[i].head,
							   printer->pieces[i].tail != NULL ? printer->pieces[i].tail : ""),
					 errhint("Change the migration so that one of them no longer needs the other.")));
}

/*
 * Returns the next piece that finds all that it needs; a table with a foreign
 * key whose other table is not there yet only where there is nothing else.
 * NULL when nothing is left.
 */
static Piece *
next_creating(Printer *printer)
{
	Piece	   *second_choice = NULL;

	for (int i = 0; i < printer->npieces && printer->pieces[i].phase <= LAST_CREATING_PHASE; i++)
	{
		Piece	   *piece = &printer->pieces[i];

		if (piece->is_done || strcmp(piece->kind, "foreign key") == 0 || !is_ready(printer, piece, NULL))
			continue;
		if (strcmp(piece->kind, "table") != 0 || keys_are_ready(printer, piece))
			return piece;
		if (second_choice == NULL)
			second_choice = piece;
	}
	return second_choice;
}

/* Tells whether all that a piece needs has been printed; "table" counts as printed. */
static bool
is_ready(Printer *printer, const Piece *piece, const Piece *table)
{
	for (int i = 0; i < printer->ndependencies; i++)
	{
		const Dependency *dependency = &printer->dependencies[i];

		if (dependency->class != piece->class || dependency->object != piece->object)
			continue;
		for (int j = 0; j < printer->npieces && printer->pieces[j].phase <= LAST_CREATING_PHASE; j++)
		{
			const Piece *needed = &printer->pieces[j];

			if (needed->class == dependency->needs_class && needed->object == dependency->needs_object &&
				!needed->is_done && needed != table)
				return false;
		}
	}
	return true;
}

/* Tells whether all foreign keys of a table can stand in its CREATE TABLE. */
static bool
keys_are_ready(Printer *printer, const Piece *table)
{
	for (int i = 0; i < printer->npieces && printer->pieces[i].phase <= LAST_CREATING_PHASE; i++)
		if (strcmp(printer->pieces[i].kind, "foreign key") == 0 && printer->pieces[i].relation == table->object &&
			!is_ready(printer, &printer->pieces[i], table))
			return false;
	return true;
}

/* Prints CREATE TABLE with the foreign keys that are possible by now; the others move to a later phase. */
static void
print_table(Printer *printer, Piece *table)
{
	StringInfoData text;
	bool		is_empty = table->head[strlen(table->head) - 1] == '(';

	initStringInfo(&text);
	appendStringInfoString(&text, table->head);
	for (int i = 0; i < printer->npieces && printer->pieces[i].phase <= LAST_CREATING_PHASE; i++)
	{
		Piece	   *key = &printer->pieces[i];

		if (strcmp(key->kind, "foreign key") != 0 || key->relation != table->object ||
			!is_ready(printer, key, table))
			continue;
		appendStringInfo(&text, "%s%s", is_empty ? "" : ", ", key->head);
		is_empty = false;
		key->is_done = true;
	}
	appendStringInfoString(&text, table->tail);
	add_statement(printer, table, text.data);
}

/* Prints everything that no other object needs, phase by phase; rows only if asked. */
static void
print_later(Printer *printer, bool with_data)
{
	List	   *later = NIL;
	ListCell   *cell;

	for (int i = 0; i < printer->npieces; i++)
	{
		Piece	   *piece = &printer->pieces[i];

		if (piece->is_done)
			continue;
		if (strcmp(piece->kind, "foreign key") == 0)
		{
			piece->phase = LATE_FOREIGN_KEY_PHASE;
			piece->head = psprintf("%s %s", piece->tail, piece->head);
		}
		/* Rows go in the order of their tables. */
		for (int j = 0; strcmp(piece->kind, "rows") == 0 && j < printer->npieces; j++)
			if (printer->pieces[j].object == piece->object && strcmp(printer->pieces[j].kind, "table") == 0)
				piece->position = printer->pieces[j].position;
		later = lappend(later, piece);
	}
	list_sort(later, compare_later);

	foreach(cell, later)
	{
		Piece	   *piece = lfirst(cell);

		if (!with_data && (strcmp(piece->kind, "rows") == 0 || strcmp(piece->kind, "position") == 0 ||
						   strcmp(piece->kind, "refresh") == 0))
			continue;
		if (strcmp(piece->kind, "rows") == 0)
			print_rows(printer, piece);
		else if (strcmp(piece->kind, "position") == 0)
			print_query_result(printer, piece);
		else
			add_statement(printer, piece, piece->head);
	}
}

/* Orders pieces by phase, then by position; the rest of their order follows from names. */
static int
compare_later(const ListCell *a, const ListCell *b)
{
	const Piece *x = lfirst(a);
	const Piece *y = lfirst(b);

	if (x->phase != y->phase)
		return x->phase < y->phase ? -1 : 1;
	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	return x < y ? -1 : x > y;
}

/*
 * Prints the rows of a table as INSERT with the values' text forms. They come
 * from the types' output functions alone, not from casts, which could be
 * somebody's code.
 */
static void
print_rows(Printer *printer, const Piece *piece)
{
	StringInfoData text;

	SPI_execute(piece->tail, false, 0);
	initStringInfo(&text);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		appendStringInfoString(&text, text.len == 0 ? piece->head : ", ");
		for (int column = 1; column <= SPI_tuptable->tupdesc->natts; column++)
		{
			char	   *value = row_text(i, column);

			appendStringInfo(&text, "%s%s", column == 1 ? "(" : ", ",
							 value == NULL ? "NULL" : quote_literal_cstr(value));
		}
		appendStringInfoChar(&text, ')');
		if ((i + 1) % ROWS_PER_INSERT == 0 || i + 1 == SPI_processed)
		{
			add_statement(printer, piece, text.data);
			resetStringInfo(&text);
		}
	}
}

/* Prints statements that a query makes. */
static void
print_query_result(Printer *printer, const Piece *piece)
{
	SPI_execute(piece->tail, false, 0);
	for (uint64 i = 0; i < SPI_processed; i++)
		add_statement(printer, piece, row_text(i, 1));
}

/* Appends a copy of a statement. */
static void
add_statement(Printer *printer, const Piece *piece, const char *text)
{
	SchemaStatement *statement = palloc(sizeof(SchemaStatement));

	statement->kind = piece->kind;
	statement->text = pstrdup(text);
	printer->statements = lappend(printer->statements, statement);
}
