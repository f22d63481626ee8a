/*-------------------------------------------------------------------------
 *
 * schema_catalogue.c
 *	  A schema's catalogue rows as text, to compare it with another.
 *
 * The SQL behind it is in schema/22_schema_catalogue.sql.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "blueprint/schema_catalogue.h"
#include "blueprint/schema_print.h"
#include "core/row.h"
#include "core/run_as.h"
#include "directory/directory.h"

PG_FUNCTION_INFO_V1(outlay_schema_catalogue);

static char *print_lines(Oid schema, const char *query);

/*
 * schema_catalogue(schema regnamespace) returns setof text: a line for every
 * row of the system catalogues that the schema consists of, without what
 * differs between two equal schemas (names of the schema and its owner,
 * OIDs, numbers of dropped columns, sizes).  Two schemas are equal when their
 * lines are.
 */
Datum
outlay_schema_catalogue(PG_FUNCTION_ARGS)
{
	Oid			schema = schema_print_argument(fcinfo);
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	char	   *text = schema_catalogue(schema);
	char	   *line;
	char	   *rest;

	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	for (line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest))
	{
		Datum		values[1] = {CStringGetTextDatum(line)};
		bool		nulls[1] = {false};

		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* Returns what a query makes of a schema ($1), one text, in the current memory context. */
static char *
print_lines(Oid schema, const char *query)
{
	MemoryContext caller = CurrentMemoryContext;
	Oid			types[] = {OIDOID};
	Datum		values[] = {ObjectIdGetDatum(schema)};
	RunAs		saved;
	char	   *text;

	schema_print_enter(schema, false, &saved);
	SPI_connect();
	SPI_execute_with_args(query, 1, types, values, NULL, false, 1);
	text = row_text(0, 1);
	text = MemoryContextStrdup(caller, text);
	SPI_finish();
	run_as_end(&saved);
	return text;
}

/* Returns the lines of outlay.schema_catalogue() as one text, in the current memory context. */
char *
schema_catalogue(Oid schema)
{
	return print_lines(schema,
					   "SELECT pg_catalog.string_agg(n, pg_catalog.chr(10) ORDER BY n COLLATE pg_catalog.\"C\") "
					   "FROM outlay.catalogue_lines($1) line, LATERAL (SELECT outlay.catalogue_record(CASE "
					   "WHEN line OPERATOR(pg_catalog.~~) '%character varying%' THEN outlay.catalogue_normal(line) "
					   "ELSE line END) AS n) n");
}

/*
 * Returns a line for all in a schema that cannot be cloned, of whatever kind
 * (outlay.catalogue_unclonable), as one text, in the current memory context;
 * empty where there is nothing.
 */
char *
schema_unclonable(Oid schema)
{
	return print_lines(schema, "SELECT coalesce(pg_catalog.string_agg(n, pg_catalog.chr(10) "
					   "ORDER BY n COLLATE pg_catalog.\"C\"), '') "
					   "FROM outlay.catalogue_unclonable($1) line, "
					   "LATERAL (SELECT outlay.catalogue_record(line) AS n) n");
}

/*
 * Returns the key of the first line of a catalogue that tells of a control
 * character in a name, NULL where there is none.
 */
char *
schema_unprintable_name(const char *catalogue)
{
	static const char mark[] = "\xe2\x90\x9b";	/* U+241B; see outlay.catalogue_record */
	size_t		length = strlen(mark);

	for (const char *c = strstr(catalogue, mark); c != NULL; c = strstr(c, mark))
	{
		const char *line = c;

		/* Twice it is itself. */
		c += length;
		if (strncmp(c, mark, length) == 0)
		{
			c += length;
			continue;
		}
		while (line > catalogue && line[-1] != '\n')
			line--;
		return pnstrdup(line, strstr(c, ": ") != NULL ? strstr(c, ": ") - line : c - line);
	}
	return NULL;
}

/*
 * Returns a script in the form in which it is equal to the script of a schema
 * that it has made (outlay.catalogue_normal), in the current memory context.
 */
char *
schema_catalogue_normal(const char *script)
{
	MemoryContext caller = CurrentMemoryContext;
	static const Statement normalize = {"SELECT outlay.catalogue_normal($1)", 1, {TEXTOID}};
	Datum		value = CStringGetTextDatum(script);
	Directory	directory;
	char	   *normal;

	directory_open(&directory);
	directory_run(&normalize, &value, NULL);
	normal = row_text(0, 1);
	MemoryContextSwitchTo(caller);
	normal = pstrdup(normal);
	directory_close(&directory);
	return normal;
}
