/*-------------------------------------------------------------------------
 *
 * template.c
 *	  The template schema: building it, and the script that clones it.
 *
 * The template is an ordinary schema, so that a dump carries it. It is built
 * on first use, by running the rows of outlay.migration that it has not seen,
 * one after the other. After each, a script that recreates it is printed and
 * tried (template_trial.c).
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
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "blueprint/clone.h"
#include "blueprint/schema_ddl.h"
#include "blueprint/schema_drop.h"
#include "blueprint/template.h"
#include "blueprint/template_proof.h"
#include "blueprint/template_trial.h"
#include "core/outlay.h"
#include "core/row.h"
#include "core/run_as.h"
#include "core/search_path.h"
#include "directory/directory.h"

/* A migration that the template has not seen. */
typedef struct Migration
{
	int32		version;
	char	   *name;
	char	   *up_sql;
	bool		builtin;
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
static void apply_migration(const Migration *migration, Oid schema, bool is_followed);
static void migration_error_callback(void *arg);

/*
 * Returns the newest version of the template, which it builds or brings up to
 * date where needed. Until the end of the transaction the lock on
 * outlay.template tells an upgrade that somebody has a version in hand.
 */
void
template_get(Template *result)
{
	(void) template_lock_to_use(true);
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
 * Returns a version of the template, 0 for the newest: an older one for a
 * tenant whose rows are of that version. Its script is in the current memory
 * context.
 */
void
template_get_version(int32 version, Template *result)
{
	template_get(result);
	if (version == 0 || version == result->version)
		return;
	result->version = version;
	result->script = script_parse(template_script(version));
}

/* Returns the script of a version, in the current memory context. */
char *
template_script(int32 version)
{
	static const Statement read = {"SELECT script FROM outlay.template WHERE version = $1", 1, {INT4OID}};
	MemoryContext caller = CurrentMemoryContext;
	Datum		value = Int32GetDatum(version);
	Directory	directory;
	char	   *script;

	directory_open(&directory);
	if (directory_run(&read, &value, NULL) != 1)
	{
		template_check_snapshot();
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the template has no version %d", version),
				 errhint("Somebody has deleted it from outlay.template. Restore it from a backup.")));
	}
	MemoryContextSwitchTo(caller);
	script = row_text(0, 1);
	directory_close(&directory);
	return script;
}

/*
 * Makes the template what it was at a version, and forgets those behind it,
 * which no organization has. Spares that have become none are marked for the
 * worker, and are not used meanwhile.
 */
void
template_rewind(int32 version)
{
	static const Statement forget = {
		"WITH attempt AS (DELETE FROM outlay.upgrade_attempt WHERE version > $1), "
		"spare AS (UPDATE outlay.spare_tenant SET template_version = 0 WHERE template_version > $1) "
		"DELETE FROM outlay.template WHERE version > $1", 1, {INT4OID}
	};
	char	   *script = template_script(version);
	Datum		value = Int32GetDatum(version);
	Directory	directory;
	RunAs		saved;
	Oid			owner;

	directory_open(&directory);
	directory_run(&forget, &value, NULL);
	directory_close(&directory);
	schema_drop(TEMPLATE_SCHEMA);
	run_as_owner(&saved);
	owner = clone_template_role();
	clone_create_schema(TEMPLATE_SCHEMA, TEMPLATE_ROLE);
	run_as_end(&saved);
	clone_run_whole(script_parse(script), TEMPLATE_SCHEMA, owner);
}

/*
 * Runs the migrations that the template has not seen. One session at a time;
 * others wait until its transaction ends.
 */
void
template_bring_up_to_date(void)
{
	RunAs		saved;
	Oid			schema;
	List	   *pending;
	ListCell   *cell;

	if (creating_extension)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the template cannot be built inside CREATE or ALTER EXTENSION"),
				 errdetail("Its objects would become members of the extension, which pg_dump leaves out."),
				 errhint("It is built when it is first needed.")));
	PreventCommandIfReadOnly("building the template");

	run_as_owner(&saved);
	LockRelationOid(get_relname_relid("template", get_namespace_oid(OUTLAY_SCHEMA, false)), ShareRowExclusiveLock);
	SPI_connect();
	template_check_snapshot();
	schema = create_template_schema();
	pending = read_pending();
	foreach(cell, pending)
		apply_migration(lfirst(cell), schema, lnext(pending, cell) != NULL);
	SPI_finish();
	run_as_end(&saved);
}

/*
 * Fills result with the newest version; false where a migration has not
 * reached the template yet. It reads by the latest snapshot: in a transaction
 * that has one snapshot for all its statements an older version would be
 * found, which an upgrade is past already.
 */
bool
template_find(Template *result)
{
	static SPIPlanPtr plan = NULL;
	RunAs		saved;
	bool		found;

	run_as_owner(&saved);
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
	CommandCounterIncrement();
	PushActiveSnapshot(GetLatestSnapshot());
	SPI_execute_plan(plan, NULL, NULL, true, 1);
	found = SPI_processed == 1;
	if (found)
	{
		result->version = row_int32(0, 1);
		cache_script(result->version, row_text(0, 2));
		result->script = cache.script;
	}
	PopActiveSnapshot();
	SPI_finish();
	run_as_end(&saved);
	return found;
}

/* Parses the script of a version, which the active snapshot shows, unless it is the cached one. */
static void
cache_script(int32 version, const char *hash)
{
	Oid			types[] = {INT4OID};
	Datum		values[] = {Int32GetDatum(version)};
	MemoryContext caller;

	if (cache.script != NULL && strcmp(cache.hash, hash) == 0)
		return;

	SPI_execute_with_args("SELECT script FROM outlay.template WHERE version = $1", 1, types, values, NULL, true, 1);
	cache.script = NULL;
	if (cache.context == NULL)
		cache.context = AllocSetContextCreate(TopMemoryContext, "outlay template script", ALLOCSET_DEFAULT_SIZES);
	MemoryContextReset(cache.context);
	caller = MemoryContextSwitchTo(cache.context);
	cache.script = script_parse(row_text(0, 1));
	MemoryContextSwitchTo(caller);
	strlcpy(cache.hash, hash, sizeof(cache.hash));
}

/* Returns the migrations that the template has not seen, in their order. SPI is connected. */
static List *
read_pending(void)
{
	List	   *pending = NIL;

	SPI_execute("SELECT m.version, m.name, m.up_sql, m.builtin FROM outlay.migration m "
				"WHERE NOT EXISTS (SELECT FROM outlay.template t WHERE t.migration = m.version) ORDER BY m.version",
				false, 0);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		Migration  *migration = palloc(sizeof(Migration));

		migration->version = row_int32(i, 1);
		migration->name = row_text(i, 2);
		migration->up_sql = row_text(i, 3);
		migration->builtin = row_bool(i, 4);
		pending = lappend(pending, migration);
	}
	return pending;
}

/*
 * Returns the template's schema. The first time it creates it, and its role
 * unless another database of the cluster has. A schema of that name without a
 * version in outlay.template is not ours.
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

	(void) clone_template_role();
	clone_create_schema(TEMPLATE_SCHEMA, TEMPLATE_ROLE);
	return get_namespace_oid(TEMPLATE_SCHEMA, false);
}

/*
 * Runs one migration in the template and records the version that it makes.
 * SPI is connected. is_followed: by another one at once. What every database
 * has is tried on its own by the project's tests only, and here with what
 * follows it: most of the time that the first organization takes.
 */
static void
apply_migration(const Migration *migration, Oid schema, bool is_followed)
{
	ErrorContextCallback callback = {error_context_stack, migration_error_callback, unconstify(Migration *, migration)};
	Oid			types[] = {INT4OID, TEXTOID};
	Datum		values[2];
	char	   *script;

	error_context_stack = &callback;
	clone_run(script_parse(migration->up_sql), TEMPLATE_SCHEMA, clone_template_role(), migration->builtin);
	template_check_not_deferred(migration->name, schema);
	if (!migration->builtin)
	{
		template_check_kept(migration->name, schema);
		template_check_statements(migration->name, TEMPLATE_SCHEMA, clone_template_role());
	}
	script = schema_ddl_script(schema);
	if (!migration->builtin || !is_followed)
		template_check_clonable(migration->name, schema, script);
	error_context_stack = callback.previous;

	values[0] = Int32GetDatum(migration->version);
	values[1] = CStringGetTextDatum(script);
	/* What is mended counts as its new text from here on; nothing is left of one that was withdrawn. */
	SPI_execute_with_args("INSERT INTO outlay.template (version, migration, text_hash, script, script_hash) "
						  "SELECT (SELECT coalesce(max(version), 0) + 1 FROM outlay.template), m.version, "
						  "CASE WHEN t.up_sql <> '' THEN encode(sha256(convert_to(t.up_sql, 'UTF8')), 'hex') END, "
						  "$2, encode(sha256(convert_to($2, 'UTF8')), 'hex') "
						  "FROM outlay.migration m JOIN outlay.migration t ON t.version = coalesce(m.mends, m.version) "
						  "WHERE m.version = $1",
						  2, types, values, NULL, false, 0);
}

/* Names the migration in an error's context. */
static void
migration_error_callback(void *arg)
{
	const Migration *migration = arg;

	errcontext("migration %d, \"%s\"", migration->version, migration->name);
}
