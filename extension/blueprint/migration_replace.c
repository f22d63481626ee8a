/*-------------------------------------------------------------------------
 *
 * migration_replace.c
 *	  Another text for a migration that was added, and taking one back.
 *
 * A migration that went through the template can still fail where there are
 * rows, when part of the fleet has it and new organizations are created from
 * it. Then there are two cases.
 *
 * No organization has had it: the template goes back to the version before,
 * and forward with the new text, or without it. Nothing of the former text is
 * left.
 *
 * Some have had it: what they are must not become untrue, so the versions that
 * they are at stay as they are. Others run the new text, and both must come
 * out equal: at once, or behind one more step, which mends those that had the
 * former text and is passed over by the others (template_steps.c). That is
 * tried from every version that an organization is at, in a schema that is
 * taken back, and compared with the template, before anything is kept.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "blueprint/clone.h"
#include "blueprint/migration.h"
#include "blueprint/schema_catalogue.h"
#include "blueprint/template.h"
#include "blueprint/template_trial.h"
#include "core/excerpt.h"
#include "core/problem.h"
#include "core/role.h"
#include "core/row.h"
#include "core/wake.h"
#include "directory/directory.h"

PG_FUNCTION_INFO_V1(outlay_replace_migration);
PG_FUNCTION_INFO_V1(outlay_withdraw_migration);

/* A migration that was added. */
typedef struct Added
{
	const char *name;
	int32		number;
	int32		version;		/* of the template, that it led to */
	int64		holders;		/* organizations that have had it */
} Added;

/* A way from one version of the template to another, tried in a schema. */
typedef struct Trial
{
	List	   *steps;
	int32		from;
	char	   *catalogue;
} Trial;

static void begin(const char *name, Added *added);
static bool find(Added *added);
static void set_text(const Added *added, const char *up_sql);
static void add_mend(const Added *added, const char *mend_sql);
static void check_same_end(const Added *added, bool is_mended);
static void raise_difference(const Added *added, bool is_mended, const char *expected,
							 const char *found) pg_attribute_noreturn();
static char *catalogue_after(int32 from, int32 to);
static void look_after_steps(Oid schema, void *arg);
static Datum migration_record(int32 number);

/*
 * replace_migration(name text, up_sql text, mend_sql text default null)
 * returns outlay.migration. P0002: there is no such migration; 22023: invalid
 * fields; 55000: the two texts would not lead to the same; else the error of a
 * statement. For operators.
 */
Datum
outlay_replace_migration(PG_FUNCTION_ARGS)
{
	char	   *name = PG_ARGISNULL(0) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(0));
	char	   *up_sql = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
	char	   *mend_sql = PG_ARGISNULL(2) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(2));
	Problems	problems = {0};
	Added		added;

	check_operator("replace migrations");
	migration_validate_name(&name, &problems);
	migration_validate_sql(up_sql, "up_sql", true, &problems);
	migration_validate_sql(mend_sql, "mend_sql", false, &problems);
	problem_check(&problems, "migration");
	begin(name, &added);

	if (added.holders == 0)
		template_rewind(added.version - 1);
	set_text(&added, up_sql);
	if (added.holders > 0 && mend_sql != NULL)
		add_mend(&added, mend_sql);
	template_bring_up_to_date();
	if (added.holders > 0)
		check_same_end(&added, mend_sql != NULL);
	wake_at_commit();
	PG_RETURN_DATUM(migration_record(added.number));
}

/*
 * withdraw_migration(name text, undo_sql text default null) returns
 * outlay.migration, as it was. P0002: there is no such migration; 55000:
 * organizations have had it and undo_sql is missing, or leaves something; else
 * the error of a statement. For operators.
 */
Datum
outlay_withdraw_migration(PG_FUNCTION_ARGS)
{
	static const Statement delete = {
		"DELETE FROM outlay.migration WHERE version = $1 OR mends = $1", 1, {INT4OID}
	};
	char	   *name = PG_ARGISNULL(0) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(0));
	char	   *undo_sql = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
	Problems	problems = {0};
	Added		added;
	Datum		record;

	check_operator("withdraw migrations");
	migration_validate_name(&name, &problems);
	migration_validate_sql(undo_sql, "undo_sql", false, &problems);
	problem_check(&problems, "migration");
	begin(name, &added);
	if (added.holders > 0 && undo_sql == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg_plural("%lld organization has had migration \"%s\"",
							   "%lld organizations have had migration \"%s\"",
							   added.holders, (long long) added.holders, name),
				 errhint("Give undo_sql: what takes away from them what the migration made.")));
	record = migration_record(added.number);

	if (added.holders == 0)
	{
		Datum		value = Int32GetDatum(added.number);
		Directory	directory;

		template_rewind(added.version - 1);
		directory_open(&directory);
		directory_run(&delete, &value, NULL);
		directory_close(&directory);
	}
	else
	{
		set_text(&added, "");
		add_mend(&added, undo_sql);
	}
	template_bring_up_to_date();
	if (added.holders > 0)
		check_same_end(&added, true);
	wake_at_commit();
	PG_RETURN_DATUM(record);
}

/*
 * Finds the migration of a name, after everybody who is creating or upgrading
 * an organization has ended, and before anybody begins.
 */
static void
begin(const char *name, Added *added)
{
	PreventCommandIfReadOnly("changing a migration");
	if (IsolationUsesXactSnapshot())
		ereport(ERROR,
				(errcode(ERRCODE_ACTIVE_SQL_TRANSACTION),
				 errmsg("a migration cannot be changed in a transaction with one snapshot for all its statements"),
				 errhint("Use the isolation level READ COMMITTED.")));
	template_bring_up_to_date();
	template_lock_to_change();
	added->name = name;
	if (!find(added))
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("there is no migration \"%s\" that was added", name),
				 errhint("SELECT name, up_sql FROM outlay.migration WHERE NOT builtin shows which there are.")));
}

/* Fills in the rest of an added migration; false where there is none of its name, or it has been withdrawn. */
static bool
find(Added *added)
{
	static const Statement find = {
		"SELECT m.version, t.version, (SELECT count(*) FROM outlay.tenant n WHERE n.template_version >= t.version) "
		"FROM outlay.migration m JOIN outlay.template t ON t.migration = m.version "
		"WHERE m.name = $1 AND NOT m.builtin AND m.mends IS NULL AND m.up_sql <> ''", 1, {TEXTOID}
	};
	Datum		value = CStringGetTextDatum(added->name);
	Directory	directory;
	bool		found;

	directory_open(&directory);
	found = directory_run(&find, &value, NULL) == 1;
	if (found)
	{
		added->number = row_int32(0, 1);
		added->version = row_int32(0, 2);
		added->holders = row_int64(0, 3);
	}
	directory_close(&directory);
	return found;
}

/*
 * Gives a migration its new text. Where nobody has had any text of it, there
 * is nothing more to be mended.
 */
static void
set_text(const Added *added, const char *up_sql)
{
	static const Statement update = {
		"WITH unneeded AS (DELETE FROM outlay.migration WHERE $3 = 0 AND mends = $1) "
		"UPDATE outlay.migration SET up_sql = $2, replaced_at = clock_timestamp() WHERE version = $1",
		3, {INT4OID, TEXTOID, INT8OID}
	};
	Datum		values[] = {
		Int32GetDatum(added->number), CStringGetTextDatum(up_sql), Int64GetDatum(added->holders)
	};
	Directory	directory;

	directory_open(&directory);
	directory_run(&update, values, NULL);
	directory_close(&directory);
}

/* Adds the step that brings those who have had the former text where the new one leads. */
static void
add_mend(const Added *added, const char *mend_sql)
{
	static const Statement insert = {
		"INSERT INTO outlay.migration (version, name, up_sql, mends) "
		"SELECT max(version) + 1, $2 || ' (mended)', $3, $1 FROM outlay.migration", 3, {INT4OID, TEXTOID, TEXTOID}
	};
	Datum		values[] = {
		Int32GetDatum(added->number), CStringGetTextDatum(added->name), CStringGetTextDatum(mend_sql)
	};
	Directory	directory;

	directory_open(&directory);
	directory_run(&insert, values, NULL);
	directory_close(&directory);
}

/*
 * Raises unless organizations that have not had the former text will be what
 * the template is, from whichever version they come.
 */
static void
check_same_end(const Added *added, bool is_mended)
{
	/* The version before is for whoever is imported later. */
	static const Statement list = {
		"SELECT template_version FROM outlay.tenant WHERE template_version < $1 UNION SELECT $1 - 1", 1, {INT4OID}
	};
	int32		end = template_whole_version(added->version);
	char	   *expected = catalogue_after(end, end);
	Datum		value = Int32GetDatum(added->version);
	Directory	directory;

	directory_open(&directory);
	directory_run(&list, &value, NULL);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		int32		from = row_int32(i, 1);
		char	   *found = catalogue_after(from, end);

		if (strcmp(expected, found) != 0)
			raise_difference(added, is_mended, expected, found);
	}
	directory_close(&directory);
}

/* Raises with what is different between those that had the former text and the others. */
static void
raise_difference(const Added *added, bool is_mended, const char *expected, const char *found)
{
	static const Statement describe = {
		"SELECT string_agg(format('%s %s: %s; after the new text: %s', d.kind, d.object, "
		"coalesce(outlay.catalogue_text(d.kind, d.template, d.tenant), 'missing'), "
		"coalesce(outlay.catalogue_text(d.kind, d.tenant, d.template), 'missing')), E'\\n') "
		"FROM outlay.catalogue_differences($1, $2) d", 2, {TEXTOID, TEXTOID}
	};
	Datum		values[] = {CStringGetTextDatum(expected), CStringGetTextDatum(found)};
	Directory	directory;

	directory_open(&directory);
	directory_run(&describe, values, NULL);
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("organizations that have had the former text of migration \"%s\" would be unlike the others",
					added->name),
			 errdetail_internal("%s", excerpt_lines(row_text(0, 1))),
			 is_mended ? errhint("Change one of the two texts, so that both ways lead to the same.") :
			 errhint("Say in mend_sql what brings those that have had the former text to the same.")));
}

/* Tells the catalogue of a schema that goes from one version to another. */
static char *
catalogue_after(int32 from, int32 to)
{
	Trial		trial = {template_steps(to), from};

	template_try(template_script(from), look_after_steps, &trial);
	return trial.catalogue;
}

/* Runs the steps in a schema that is being tried, and prints its catalogue. */
static void
look_after_steps(Oid schema, void *arg)
{
	Trial	   *trial = arg;
	int32		at = trial->from;

	template_run_steps(trial->steps, trial->from, PG_INT32_MAX, TRIAL_SCHEMA, clone_template_role(), &at);
	trial->catalogue = schema_catalogue(schema);
}

/* Returns a row of outlay.migration, in the current memory context. */
static Datum
migration_record(int32 number)
{
	static const Statement read = {"SELECT m FROM outlay.migration m WHERE m.version = $1", 1, {INT4OID}};
	Datum		value = Int32GetDatum(number);

	return directory_record(&read, &value);
}
