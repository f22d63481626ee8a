/*-------------------------------------------------------------------------
 *
 * import_check.c
 *	  Whether an export fits this installation, and its rows each other.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

#include "blueprint/schema_print.h"
#include "blueprint/template.h"
#include "books/check.h"
#include "core/row.h"
#include "core/run_as.h"
#include "directory/directory.h"
#include "transfer/import.h"

static void check_sequences(const TenantRow *target, Oid role);
static void check_organization(const TenantRow *target, Oid role);
static void check_references(const TenantRow *target, Oid role);
static void check_sums(const TenantRow *target, Oid role);

/*
 * Returns the version of the template that consists of the same migrations as
 * the exported tenant (a JSON array, as its header has it); 55000 where there
 * is none.
 */
int32
import_find_version(Jsonb *migrations)
{
	static const Statement find = {
		"WITH wanted AS (SELECT array_agg(w ORDER BY w COLLATE \"C\") AS all FROM jsonb_array_elements_text($1) w), "
		"version AS (SELECT t.version, array(SELECT m FROM unnest(outlay.template_migrations(t.version)) m "
		"ORDER BY m COLLATE \"C\") AS all FROM outlay.template t) "
		"SELECT (SELECT min(v.version) FROM version v, wanted w WHERE v.all = w.all), "
		"(SELECT string_agg(substr(w, strpos(w, ':') + 1), ', ') FROM jsonb_array_elements_text($1) w "
		"WHERE NOT EXISTS (SELECT FROM version v WHERE w = ANY (v.all)))",
		1, {JSONBOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Directory	directory;
	Datum		value;
	char	   *missing;
	int32		version;
	bool		is_none;
	Template	newest;

	template_get(&newest);
	value = JsonbPGetDatum(migrations);
	directory_open(&directory);
	directory_run(&find, &value, NULL);
	is_none = row_is_null(0, 1);
	version = row_int32(0, 1);
	missing = row_text(0, 2);
	missing = missing != NULL ? MemoryContextStrdup(caller, missing) : NULL;
	directory_close(&directory);
	if (is_none)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the template of this installation was never like the exported organization's schema"),
				 missing != NULL ? errdetail("Migrations that it lacks: %s.", missing) : 0,
				 errhint("Update the extension, or add the migrations with outlay.add_migration(), before any others; "
						 "or upgrade the organization before it is exported.")));
	return version;
}

/*
 * Raises where the rows of a new tenant, which were written without a look at
 * foreign keys, do not fit together.
 */
void
import_check(const TenantRow *target, Oid role)
{
	check_organization(target, role);
	check_references(target, role);
	check_sums(target, role);
	check_sequences(target, role);
}

/*
 * Raises 23514 where a sequence would give a number that a row has already:
 * everything that is created would fail until it is past it.
 */
static void
check_sequences(const TenantRow *target, Oid role)
{
	Oid			types[] = {OIDOID};
	Oid			schema = tenant_schema(target);
	Datum		values[] = {ObjectIdGetDatum(schema)};
	List	   *checks = NIL;
	ListCell   *cell;
	RunAs		saved;

	schema_print_enter(schema, true, &saved);
	SPI_connect();
	SPI_execute_with_args("SELECT query, name, column_name FROM outlay.sequence_checks($1) ORDER BY name", 1, types,
						  values, NULL, false, 0);
	for (uint64 i = 0; i < SPI_processed; i++)
		checks = lappend(checks, list_make3(row_text(i, 1),
											row_text(i, 2),
											row_text(i, 3)));
	run_as_end(&saved);

	run_as_role(&saved, role, target->schema);
	foreach(cell, checks)
	{
		SPI_execute(linitial(lfirst(cell)), false, 1);
		if (SPI_processed > 0)
			ereport(ERROR,
					(errcode(ERRCODE_CHECK_VIOLATION),
					 errmsg("the export has sequence \"%s\" behind a row that is in it",
							(char *) lsecond(lfirst(cell))),
					 errdetail("The highest value of column %s is %s.", (char *) lthird(lfirst(cell)),
							   row_text(0, 1)),
					 errhint("Where it was exported, setval() moves the sequence on. Nothing was imported.")));
	}
	run_as_end(&saved);
	SPI_finish();
}

/* Raises 23514 where the organization's settings are not one row. */
static void
check_organization(const TenantRow *target, Oid role)
{
	RunAs		saved;

	run_as_role(&saved, role, target->schema);
	SPI_connect();
	SPI_execute("SELECT FROM organization", false, 2);
	if (SPI_processed != 1)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("the export has %s in table \"organization\"",
						SPI_processed == 0 ? "no row" : "more than one row"),
				 errdetail("An organization has its settings in one row."),
				 errhint("Nothing was imported.")));
	SPI_finish();
	run_as_end(&saved);
}

/* Raises 23503 where a row refers to one that is not there. */
static void
check_references(const TenantRow *target, Oid role)
{
	Oid			types[] = {OIDOID};
	Oid			schema = tenant_schema(target);
	Datum		values[] = {ObjectIdGetDatum(schema)};
	List	   *checks = NIL;
	ListCell   *cell;
	RunAs		saved;

	schema_print_enter(schema, true, &saved);
	SPI_connect();
	SPI_execute_with_args("SELECT query, name FROM outlay.reference_checks($1) ORDER BY name", 1, types, values, NULL,
						  false, 0);
	for (uint64 i = 0; i < SPI_processed; i++)
		checks = lappend(checks, list_make2(row_text(i, 1),
											row_text(i, 2)));
	run_as_end(&saved);

	run_as_role(&saved, role, target->schema);
	foreach(cell, checks)
	{
		SPI_execute(linitial(lfirst(cell)), false, 1);
		if (SPI_processed > 0)
			ereport(ERROR,
					(errcode(ERRCODE_FOREIGN_KEY_VIOLATION),
					 errmsg("the export has a row that refers to one which is not in it"),
					 errdetail("It violates the foreign key \"%s\".", (char *) lsecond(lfirst(cell))),
					 errhint("Nothing was imported.")));
	}
	run_as_end(&saved);
	SPI_finish();
}

/* Raises 23514 where a balance is not what its entries add up to. */
static void
check_sums(const TenantRow *target, Oid role)
{
	RunAs		saved;

	run_as_role(&saved, role, target->schema);
	SPI_connect();
	SPI_execute(check_balances, false, 1);
	if (SPI_processed > 0)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("the export has balances that are not what their entries add up to"),
				 errdetail("The first is of %s %s.", row_text(0, 1),
						   row_text(0, 2)),
				 errhint("outlay.check_balances() says the same where it was exported. Nothing was imported.")));
	SPI_finish();
	run_as_end(&saved);
}
