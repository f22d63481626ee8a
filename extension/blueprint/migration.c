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
#include "utils/formatting.h"

#include "blueprint/clone.h"
#include "blueprint/migration.h"
#include "blueprint/template.h"
#include "core/outlay.h"
#include "core/problem.h"
#include "core/role.h"
#include "core/wake.h"
#include "directory/directory.h"
#include "value/rule.h"

#define NAME_MAX_LENGTH 100

PG_FUNCTION_INFO_V1(outlay_add_migration);

/*
 * add_migration(name text, up_sql text) returns outlay.migration: adds DDL to
 * the template, so that every organization from now on has what it makes.
 * The statements name no schema; they run as the owner of the schema, in one
 * transaction. Either the template has them when this returns, or nothing has
 * changed.
 *
 * 22023: invalid fields; 23505: the name is in use; 0A000: a statement that is not possible, or that
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
	static const Statement find = {
		"SELECT FROM outlay.migration WHERE name = $1 AND NOT builtin AND mends IS NULL AND up_sql <> ''", 1, {TEXTOID}
	};
	char	   *name = PG_ARGISNULL(0) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(0));
	char	   *up_sql = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
	Problems	problems = {0};
	Datum		value;
	Datum		migration;

	check_operator("add migrations");
	PreventCommandIfReadOnly("add_migration()");
	migration_validate_name(&name, &problems);
	migration_validate_sql(up_sql, "up_sql", true, &problems);
	problem_check(&problems, "migration");

	/* What the template lacks comes first, and nobody else adds anything meanwhile. */
	template_bring_up_to_date();
	value = CStringGetTextDatum(name);
	if (directory_has(&find, &value))
		problem_raise(ERRCODE_UNIQUE_VIOLATION, "name", "taken", "there is a migration of this name already",
					  "SELECT * FROM outlay.migration shows it; outlay.replace_migration() changes its text.");
	migration = directory_record(&insert, (Datum[]) {CStringGetTextDatum(name), CStringGetTextDatum(up_sql)});
	template_bring_up_to_date();
	wake_at_commit();
	PG_RETURN_DATUM(migration);
}

/* Notes what is wrong with a migration's name, and brings it into normal form. */
void
migration_validate_name(char **name, Problems *problems)
{
	static const Rule rules[] = {{0, "name", RULE_TEXT, true, 1, NAME_MAX_LENGTH}};
	const char *value = *name;

	rule_check_texts(rules, lengthof(rules), &value, problems);
	*name = unconstify(char *, value);
}

/* Notes what is wrong with the text of a migration. */
void
migration_validate_sql(const char *sql, const char *field, bool required, Problems *problems)
{
	if (sql == NULL && !required)
		return;
	if (sql == NULL || strspn(sql, " \t\r\n;") == strlen(sql))
		problem_add(problems, field, "missing", "is required");
	else if (strstr(asc_tolower(sql, strlen(sql)), TEMPLATE_SCHEMA) != NULL)
		problem_add(problems, field, "names_template",
					"must not name the schema %s: it runs in every organization's", TEMPLATE_SCHEMA);
}
