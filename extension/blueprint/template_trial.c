/*-------------------------------------------------------------------------
 *
 * template_trial.c
 *	  Trying a script in a schema that never outlives the try.
 *
 * A migration is accepted only if the schema that the printed script makes has
 * the same catalogue rows as the template, line by line. So what cannot be
 * cloned is refused when it is added and never silently lost.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "blueprint/clone.h"
#include "blueprint/schema_catalogue.h"
#include "blueprint/schema_ddl.h"
#include "blueprint/template_trial.h"
#include "core/attempt.h"
#include "core/excerpt.h"
#include "core/row.h"
#include "core/run_as.h"

static void look_at_trial(Oid schema, void *arg);
static void try_script(const char *script, char **catalogue, char **again);
static void make_and_look(void *arg);
static char *differences(char *expected, char *actual);
static void append_missing(StringInfo detail, const char *label, List *lines, List *others);
static List *split_lines(char *text);

/*
 * Raises where something is checked or run only at the end of a transaction:
 * then it would no longer be done as the tenant's role, but as whoever's
 * transaction it is (role.c), which is refused at every change of the table.
 */
void
template_check_not_deferred(const char *name, Oid schema)
{
	Oid			types[] = {OIDOID};
	Datum		values[] = {ObjectIdGetDatum(schema)};

	SPI_execute_with_args("SELECT min(format('%I of table %s', coalesce(o.conname, t.tgname), c.relname)) "
						  "FROM outlay.schema_relations($1) c JOIN pg_trigger t ON t.tgrelid = c.oid "
						  "LEFT JOIN pg_constraint o ON o.oid = t.tgconstraint WHERE t.tginitdeferred "
						  "HAVING count(*) > 0", 1, types, values, NULL, false, 1);
	if (SPI_processed > 0)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("migration \"%s\" makes %s INITIALLY DEFERRED", name,
						row_text(0, 1)),
				 errhint("At the end of a transaction nothing runs as the organization's role any more. "
						 "Leave it DEFERRABLE, or have it checked at once.")));
}

/* Raises unless the script makes a schema equal to the template. */
void
template_check_clonable(const char *name, Oid schema, const char *script)
{
	char	   *expected = schema_catalogue(schema);
	char	   *actual = NULL;
	char	   *again = NULL;
	char	   *unprintable = schema_unprintable_name(expected);

	if (unprintable != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("migration \"%s\" gives something a name with a control character", name),
				 errdetail_internal("%s", excerpt_lines(unprintable)),
				 errhint("Such a name looks like another one, or like more than one line, wherever it is printed.")));
	try_script(script, &actual, &again);
	/* The catalogue says nothing of rows and of sequences' positions; the script does. */
	if (strcmp(expected, actual) == 0)
	{
		expected = schema_catalogue_normal(script);
		actual = schema_catalogue_normal(again);
	}
	if (strcmp(expected, actual) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("migration \"%s\" makes something that cannot be cloned", name),
				 errdetail_internal("%s", excerpt_lines(differences(expected, actual))),
				 errhint("What new organizations would lack is refused. Write the migration without it.")));
}

/* What try_script() asks of a schema. */
typedef struct Trial
{
	char	   *catalogue;
	char	   *again;
} Trial;

/* Prints the schema that a script has made. */
static void
look_at_trial(Oid schema, void *arg)
{
	Trial	   *trial = arg;

	trial->catalogue = schema_catalogue(schema);
	trial->again = schema_ddl_script(schema);
}

/* Tells the catalogue of the schema that a script makes, and the script that would be printed of it. */
static void
try_script(const char *script, char **catalogue, char **again)
{
	Trial		trial = {0};

	template_try(script, look_at_trial, &trial);
	*catalogue = trial.catalogue;
	*again = trial.again;
}

/* What template_try() attempts. */
typedef struct Attempt
{
	const char *script;
	void		(*look) (Oid schema, void *arg);
	void	   *arg;
} Attempt;

/* Makes the schema and has it looked at. */
static void
make_and_look(void *arg)
{
	Attempt    *one = arg;
	RunAs		saved;
	Oid			owner;

	/* As the directory's owner: an operator may create no schema. The end of the subtransaction undoes it. */
	run_as_owner(&saved);
	owner = clone_template_role();
	clone_create_schema(TRIAL_SCHEMA, TEMPLATE_ROLE);
	clone_run_whole(script_parse(one->script), TRIAL_SCHEMA, owner);
	one->look(get_namespace_oid(TRIAL_SCHEMA, false), one->arg);
}

/*
 * Makes a schema by a script, lets somebody look at it, in the caller's memory
 * context, and takes everything back.
 */
void
template_try(const char *script, void (*look) (Oid schema, void *arg), void *arg)
{
	Attempt		one = {script, look, arg};
	ErrorData  *error = attempt_and_undo(make_and_look, &one);

	if (error != NULL)
		ReThrowError(error);
}

/* Tells what only the template or only a clone has, line by line; both catalogues are changed. */
static char *
differences(char *expected, char *actual)
{
	List	   *expected_lines = split_lines(expected);
	List	   *actual_lines = split_lines(actual);
	StringInfoData detail;

	initStringInfo(&detail);
	append_missing(&detail, "only in the template", expected_lines, actual_lines);
	append_missing(&detail, "only in a clone", actual_lines, expected_lines);
	return detail.data;
}

/* Appends those lines that are not among the others. */
static void
append_missing(StringInfo detail, const char *label, List *lines, List *others)
{
	ListCell   *cell;

	foreach(cell, lines)
	{
		bool		found = false;
		ListCell   *other;

		foreach(other, others)
			if ((found = strcmp(lfirst(cell), lfirst(other)) == 0))
				break;
		if (!found)
			appendStringInfo(detail, "%s%s: %s", detail->len > 0 ? "\n" : "", label, (char *) lfirst(cell));
	}
}

/* Cuts a text, which it changes, into its lines. */
static List *
split_lines(char *text)
{
	List	   *lines = NIL;
	char	   *rest;

	for (char *line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest))
		lines = lappend(lines, line);
	return lines;
}
