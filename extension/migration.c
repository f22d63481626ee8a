/*-------------------------------------------------------------------------
 *
 * migration.c
 *	  Adding to the DDL of a tenant.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/formatting.h"

#include "directory.h"
#include "outlay.h"
#include "problem.h"
#include "role.h"
#include "tenant_template.h"
#include "text.h"
#include "worker.h"

#define NAME_MAX_LENGTH 100

PG_FUNCTION_INFO_V1(outlay_add_migration);

static void validate_migration(char **name, char **up_sql);

/*
 * add_migration(name text, up_sql text) returns outlay.migration: adds DDL to
 * the template, so that every organization from now on has what it makes.
 * The statements name no schema; they run as the owner of the schema, in one
 * transaction. Either the template has them when this returns, or nothing has
 * changed.
 *
 * 22023: invalid fields; 0A000: a statement that is not possible, or that
 * makes something which cannot be cloned; else the error of the statement.
 * For operators.
 */
Datum
outlay_add_migration(PG_FUNCTION_ARGS)
{
	static const Statement insert = {
		"INSERT INTO outlay.migration AS m (version, name, up_sql) "
		"SELECT greatest(max(version) + 1, 10000), $1, $2 FROM outlay.migration RETURNING m",
		2, {TEXTOID, TEXTOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	char	   *name = PG_ARGISNULL(0) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(0));
	char	   *up_sql = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
	Directory	directory;
	Datum		migration;
	bool		null;

	check_operator("add migrations");
	PreventCommandIfReadOnly("add_migration()");
	validate_migration(&name, &up_sql);

	/* What the template lacks comes first, and nobody else adds anything meanwhile. */
	template_bring_up_to_date();
	directory_open(&directory);
	directory_run(&insert, (Datum[]) {CStringGetTextDatum(name), CStringGetTextDatum(up_sql)}, NULL);
	migration = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &null);
	MemoryContextSwitchTo(caller);
	migration = datumCopy(migration, false, -1);
	directory_close(&directory);
	template_bring_up_to_date();
	worker_wake();
	PG_RETURN_DATUM(migration);
}

/* validate_migration raises unless the fields are those of a migration, and brings the name into normal form. */
static void
validate_migration(char **name, char **up_sql)
{
	Problems	problems = {0};
	TextFault	fault = TEXT_FINE;
	int			characters = 0;

	if (*name != NULL)
		*name = text_normalize(*name, &characters, &fault);
	if (characters == 0)
		problem_add(&problems, "name", "missing", "is required");
	else if (fault != TEXT_FINE)
		problem_add(&problems, "name", "control_character", "must not have control characters or line breaks");
	else if (characters > NAME_MAX_LENGTH)
		problem_add(&problems, "name", "too_long", "must have at most %d characters, has %d",
					NAME_MAX_LENGTH, characters);

	if (*up_sql == NULL || strspn(*up_sql, " \t\r\n;") == strlen(*up_sql))
		problem_add(&problems, "up_sql", "missing", "is required");
	else if (strstr(asc_tolower(*up_sql, strlen(*up_sql)), TEMPLATE_SCHEMA) != NULL)
		problem_add(&problems, "up_sql", "names_template",
					"must not name the schema %s: it runs in every organization's", TEMPLATE_SCHEMA);
	problem_check(&problems, "migration");
}
