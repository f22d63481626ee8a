/*-------------------------------------------------------------------------
 *
 * tenant_template.c
 *	  The template schema: building it, and the script that clones it.
 *
 * The template is an ordinary schema, so that a dump carries it. It is built
 * on first use, by running the rows of outlay.migration that it has not seen,
 * one after the other. After each, a script that recreates it is printed and
 * tried: only if the schema that the script makes has the same catalogue rows
 * as the template, line by line, is the migration accepted. So what cannot be
 * cloned is refused when it is added and never silently lost.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "tcop/utility.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "directory.h"
#include "outlay.h"
#include "role.h"
#include "schema_catalogue.h"
#include "schema_ddl.h"
#include "search_path.h"
#include "tenant_clone.h"
#include "tenant_template.h"

/* The schema in which a script is tried; it never outlives the try. */
#define TRIAL_SCHEMA "outlay_template_trial"

/* Differences between template and clone that an error shows. */
#define MAX_SHOWN_DIFFERENCES 8

/* A migration that the template has not seen. */
typedef struct Migration
{
	int32		version;
	char	   *name;
	char	   *up_sql;
} Migration;

/*
 * The newest version's script, parsed, in a memory context of its own. What a
 * version is never changes, but a rolled-back transaction or a new CREATE
 * EXTENSION may have used the number for something else; so the cache goes by
 * the script's hash.
 */
static struct
{
	MemoryContext context;
	char		hash[65];
	Script	   *script;
}			cache;

static void cache_script(int32 version, const char *hash);
static List *read_pending(void);
static Oid	create_template_schema(void);
static void apply_migration(const Migration *migration, Oid schema);
static void check_not_deferred(const Migration *migration, Oid schema);
static void check_clonable(const Migration *migration, Oid schema, const char *script);
static void try_script(const char *script, char **catalogue, char **again);
static void raise_difference(const Migration *migration, char *expected, char *actual);
static void append_missing(StringInfo detail, int *count, const char *label, List *lines, List *others);
static List *split_lines(char *text);
static void migration_error_callback(void *arg);

/*
 * template_get returns the newest version of the template, which it builds or
 * brings up to date where needed. Until the end of the transaction the lock on
 * outlay.template tells an upgrade that somebody has a version in hand.
 */
void
template_get(Template *result)
{
	LockRelationOid(get_relname_relid("template", get_namespace_oid(OUTLAY_SCHEMA, false)), RowShareLock);
	if (!template_find(result))
	{
		template_bring_up_to_date();
		if (!template_find(result))
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("the template has no version"),
					 errhint("The table outlay.migration must have the extension's rows.")));
	}
}

/*
 * template_get_version returns a version of the template, 0 for the newest:
 * an older one for a tenant whose rows are of that version. Its script is in
 * the current memory context.
 */
void
template_get_version(int32 version, Template *result)
{
	static const Statement find = {"SELECT script FROM outlay.template WHERE version = $1", 1, {INT4OID}};
	MemoryContext caller = CurrentMemoryContext;
	Datum		value = Int32GetDatum(version);
	Directory	directory;
	char	   *script;

	template_get(result);
	if (version == 0 || version == result->version)
		return;
	directory_open(&directory);
	if (directory_run(&find, &value, NULL) != 1)
		elog(ERROR, "could not find version %d of the template", version);
	script = MemoryContextStrdup(caller, SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1));
	directory_close(&directory);
	result->version = version;
	result->script = script_parse(script);
}

/*
 * template_bring_up_to_date runs the migrations that the template has not
 * seen. One session at a time; others wait until its transaction ends.
 */
void
template_bring_up_to_date(void)
{
	RoleSwitch	saved;
	Oid			schema;
	ListCell   *cell;
	int			level;

	if (creating_extension)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the template cannot be built inside CREATE or ALTER EXTENSION"),
				 errdetail("Its objects would become members of the extension, which pg_dump leaves out."),
				 errhint("It is built when it is first needed.")));
	PreventCommandIfReadOnly("building the template");

	role_become(&saved, role_outlay_owner());
	level = search_path_enter(OUTLAY_SCHEMA);
	LockRelationOid(get_relname_relid("template", get_namespace_oid(OUTLAY_SCHEMA, false)), ShareRowExclusiveLock);
	SPI_connect();
	schema = create_template_schema();
	foreach(cell, read_pending())
		apply_migration(lfirst(cell), schema);
	SPI_finish();
	search_path_leave(level);
	role_return(&saved);
}

/* template_find fills result with the newest version; false where a migration has not reached the template yet. */
bool
template_find(Template *result)
{
	static SPIPlanPtr plan = NULL;
	RoleSwitch	saved;
	int			level;
	bool		found;

	role_become(&saved, role_outlay_owner());
	level = search_path_enter(OUTLAY_SCHEMA);
	SPI_connect();
	if (plan == NULL)
	{
		SPIPlanPtr	prepared = SPI_prepare(
			"SELECT t.version, t.script_hash FROM outlay.template t "
			"WHERE NOT EXISTS (SELECT FROM outlay.migration m "
			"WHERE NOT EXISTS (SELECT FROM outlay.template s WHERE s.migration = m.version)) "
			"ORDER BY t.version DESC LIMIT 1", 0, NULL);

		SPI_keepplan(prepared);
		plan = prepared;
	}
	SPI_execute_plan(plan, NULL, NULL, false, 1);
	found = SPI_processed == 1;
	if (found)
	{
		bool		null;

		result->version = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &null));
		cache_script(result->version, SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2));
		result->script = cache.script;
	}
	SPI_finish();
	search_path_leave(level);
	role_return(&saved);
	return found;
}

/* cache_script parses the script of a version unless it is the cached one. SPI is connected. */
static void
cache_script(int32 version, const char *hash)
{
	Oid			types[] = {INT4OID};
	Datum		values[] = {Int32GetDatum(version)};
	MemoryContext caller;

	if (cache.script != NULL && strcmp(cache.hash, hash) == 0)
		return;

	SPI_execute_with_args("SELECT script FROM outlay.template WHERE version = $1", 1, types, values, NULL, false, 1);
	cache.script = NULL;
	if (cache.context == NULL)
		cache.context = AllocSetContextCreate(TopMemoryContext, "outlay template script", ALLOCSET_DEFAULT_SIZES);
	MemoryContextReset(cache.context);
	caller = MemoryContextSwitchTo(cache.context);
	cache.script = script_parse(SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1));
	MemoryContextSwitchTo(caller);
	strlcpy(cache.hash, hash, sizeof(cache.hash));
}

/* read_pending returns the migrations that the template has not seen, in their order. SPI is connected. */
static List *
read_pending(void)
{
	List	   *pending = NIL;

	SPI_execute("SELECT m.version, m.name, m.up_sql FROM outlay.migration m "
				"WHERE NOT EXISTS (SELECT FROM outlay.template t WHERE t.migration = m.version) ORDER BY m.version",
				false, 0);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		Migration  *migration = palloc(sizeof(Migration));
		bool		null;

		migration->version = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &null));
		migration->name = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2);
		migration->up_sql = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 3);
		pending = lappend(pending, migration);
	}
	return pending;
}

/*
 * create_template_schema returns the template's schema. The first time it
 * creates it, and its role unless another database of the cluster has. A
 * schema of that name without a version in outlay.template is not ours.
 */
static Oid
create_template_schema(void)
{
	Oid			schema = get_namespace_oid(TEMPLATE_SCHEMA, true);

	SPI_execute("SELECT FROM outlay.template LIMIT 1", false, 1);
	if (SPI_processed == 1 && OidIsValid(schema))
		return schema;
	if (OidIsValid(schema))
		ereport(ERROR,
				(errcode(ERRCODE_DUPLICATE_SCHEMA),
				 errmsg("schema \"%s\" exists, but this extension has not made it", TEMPLATE_SCHEMA),
				 errhint("It is left over from an earlier installation: DROP SCHEMA %s CASCADE.", TEMPLATE_SCHEMA)));
	if (SPI_processed == 1)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_SCHEMA),
				 errmsg("schema \"%s\" is missing", TEMPLATE_SCHEMA),
				 errhint("Somebody has dropped it. Restore it from a backup.")));

	if (!OidIsValid(get_role_oid(TEMPLATE_ROLE, true)))
		clone_create_role(TEMPLATE_ROLE);
	clone_create_schema(TEMPLATE_SCHEMA, TEMPLATE_ROLE);
	return get_namespace_oid(TEMPLATE_SCHEMA, false);
}

/* apply_migration runs one migration in the template and records the version that it makes. SPI is connected. */
static void
apply_migration(const Migration *migration, Oid schema)
{
	ErrorContextCallback callback = {error_context_stack, migration_error_callback, unconstify(Migration *, migration)};
	Oid			types[] = {INT4OID, TEXTOID};
	Datum		values[2];
	char	   *script;

	error_context_stack = &callback;
	clone_run(script_parse(migration->up_sql), TEMPLATE_SCHEMA, get_role_oid(TEMPLATE_ROLE, false));
	check_not_deferred(migration, schema);
	script = schema_ddl_script(schema);
	check_clonable(migration, schema, script);
	error_context_stack = callback.previous;

	values[0] = Int32GetDatum(migration->version);
	values[1] = CStringGetTextDatum(script);
	SPI_execute_with_args("INSERT INTO outlay.template (version, migration, script, script_hash) "
						  "SELECT coalesce(max(version), 0) + 1, $1, $2, "
						  "encode(sha256(convert_to($2, 'UTF8')), 'hex') FROM outlay.template",
						  2, types, values, NULL, false, 0);
}

/*
 * check_not_deferred raises where something is checked or run only at the end
 * of a transaction: then it would no longer be done as the tenant's role, but
 * as whoever's transaction it is (role.c), which is refused at every change of
 * the table.
 */
static void
check_not_deferred(const Migration *migration, Oid schema)
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
				 errmsg("migration \"%s\" makes %s INITIALLY DEFERRED", migration->name,
						SPI_getvalue(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1)),
				 errhint("At the end of a transaction nothing runs as the organization's role any more. "
						 "Leave it DEFERRABLE, or have it checked at once.")));
}

/* check_clonable raises unless the script makes a schema equal to the template. */
static void
check_clonable(const Migration *migration, Oid schema, const char *script)
{
	char	   *expected = schema_catalogue(schema);
	char	   *actual = NULL;
	char	   *again = NULL;

	try_script(script, &actual, &again);
	if (strcmp(expected, actual) != 0)
		raise_difference(migration, expected, actual);
	/* The catalogue says nothing of rows and of sequences' positions; the script does. */
	expected = schema_catalogue_normal(script);
	again = schema_catalogue_normal(again);
	if (strcmp(expected, again) != 0)
		raise_difference(migration, expected, again);
}

/* What try_script() asks of a schema. */
typedef struct Trial
{
	char	   *catalogue;
	char	   *again;
} Trial;

/* look_at_trial prints the schema that a script has made. */
static void
look_at_trial(Oid schema, void *arg)
{
	Trial	   *trial = arg;

	trial->catalogue = schema_catalogue(schema);
	trial->again = schema_ddl_script(schema);
}

/* try_script tells the catalogue of the schema that a script makes, and the script that would be printed of it. */
static void
try_script(const char *script, char **catalogue, char **again)
{
	Trial		trial;

	template_try(script, look_at_trial, &trial);
	*catalogue = trial.catalogue;
	*again = trial.again;
}

/*
 * template_try makes a schema by a script, lets somebody look at it, in the
 * caller's memory context, and takes everything back.
 */
void
template_try(const char *script, void (*look) (Oid schema, void *arg), void *arg)
{
	MemoryContext caller = CurrentMemoryContext;
	ResourceOwner resources = CurrentResourceOwner;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(caller);
	PG_TRY();
	{
		clone_create_schema(TRIAL_SCHEMA, TEMPLATE_ROLE);
		clone_run(script_parse(script), TRIAL_SCHEMA, get_role_oid(TEMPLATE_ROLE, false));
		look(get_namespace_oid(TRIAL_SCHEMA, false), arg);
	}
	PG_FINALLY();
	{
		MemoryContextSwitchTo(caller);
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(caller);
		CurrentResourceOwner = resources;
	}
	PG_END_TRY();
}

/* raise_difference raises for a migration whose result the script does not reproduce. */
static void
raise_difference(const Migration *migration, char *expected, char *actual)
{
	List	   *expected_lines = split_lines(expected);
	List	   *actual_lines = split_lines(actual);
	StringInfoData detail;
	int			count = 0;

	initStringInfo(&detail);
	append_missing(&detail, &count, "only in the template", expected_lines, actual_lines);
	append_missing(&detail, &count, "only in a clone", actual_lines, expected_lines);
	if (count > MAX_SHOWN_DIFFERENCES)
		appendStringInfo(&detail, "\nand %d more", count - MAX_SHOWN_DIFFERENCES);
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("migration \"%s\" makes something that cannot be cloned", migration->name),
			 errdetail_internal("%s", detail.data),
			 errhint("What new organizations would lack is refused. Write the migration without it.")));
}

/* append_missing appends those lines that are not among the others, as far as an error shows them. */
static void
append_missing(StringInfo detail, int *count, const char *label, List *lines, List *others)
{
	ListCell   *cell;

	foreach(cell, lines)
	{
		bool		found = false;
		ListCell   *other;

		foreach(other, others)
			if ((found = strcmp(lfirst(cell), lfirst(other)) == 0))
				break;
		if (!found && (*count)++ < MAX_SHOWN_DIFFERENCES)
			appendStringInfo(detail, "%s%s: %s", detail->len > 0 ? "\n" : "", label, (char *) lfirst(cell));
	}
}

/* split_lines cuts a text, which it changes, into its lines. */
static List *
split_lines(char *text)
{
	List	   *lines = NIL;
	char	   *rest;

	for (char *line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest))
		lines = lappend(lines, line);
	return lines;
}

/* migration_error_callback names the migration in an error's context. */
static void
migration_error_callback(void *arg)
{
	const Migration *migration = arg;

	errcontext("migration %d, \"%s\"", migration->version, migration->name);
}
