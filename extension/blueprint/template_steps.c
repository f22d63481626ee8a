/*-------------------------------------------------------------------------
 *
 * template_steps.c
 *	  The steps that lead from one version of the template to another.
 *
 * The text of a migration can be replaced while some organizations have it
 * (migration_replace.c). If the new text does not lead to what the former one
 * made, a later step mends that: it runs where the former text ran, and is
 * passed over by those that take both steps in one go, since these get the
 * new text. In between, the versions of the template are what the former text
 * made of them, and nobody else stops there: they are not whole.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/memutils.h"

#include "blueprint/clone.h"
#include "blueprint/template.h"
#include "core/row.h"
#include "directory/directory.h"

static void run_step(TemplateStep *step, const char *schema, Oid owner);
static void step_error_callback(void *arg);

/* Returns the steps (TemplateStep) up to a version, in their order, in the current memory context. */
List *
template_steps(int32 version)
{
	static const Statement read = {
		"SELECT s.version, m.name, m.up_sql, (SELECT f.version FROM outlay.template f WHERE f.migration = m.mends), "
		"m.builtin "
		"FROM outlay.template s LEFT JOIN outlay.migration m ON m.version = s.migration "
		"WHERE s.version <= $1 ORDER BY s.version", 1, {INT4OID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		value = Int32GetDatum(version);
	List	   *steps = NIL;
	Directory	directory;

	directory_open(&directory);
	directory_run(&read, &value, NULL);
	MemoryContextSwitchTo(caller);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		TemplateStep *step = palloc0(sizeof(TemplateStep));

		step->version = row_int32(i, 1);
		step->name = row_text(i, 2);
		step->up_sql = row_text(i, 3);
		step->mends = row_int32(i, 4);
		step->builtin = row_bool(i, 5);
		steps = lappend(steps, step);
	}
	directory_close(&directory);
	return steps;
}

/*
 * Runs those steps up to a version in a schema of a version that lacks them, as
 * its owner; *at is the version that is under way.
 */
void
template_run_steps(List *steps, int32 from, int32 to, const char *schema, Oid owner, int32 *at)
{
	ListCell   *cell;

	foreach(cell, steps)
	{
		TemplateStep *step = lfirst(cell);

		if (step->version <= from || step->version > to)
			continue;
		*at = step->version;
		if (step->mends <= from)
			run_step(step, schema, owner);
	}
}

/*
 * Returns the first version behind a given one that everybody can stop at: no
 * later step mends what leads to it. The last one of the steps is whole.
 */
int32
template_next_stop(List *steps, int32 from)
{
	int32		stop = PG_INT32_MAX;

	for (int i = list_length(steps) - 1; i >= 0; i--)
	{
		TemplateStep *step = list_nth(steps, i);
		bool		is_whole = step->version > from;

		for (int j = i + 1; is_whole && j < list_length(steps); j++)
		{
			TemplateStep *later = list_nth(steps, j);

			is_whole = later->mends == 0 || later->mends > step->version;
		}
		if (is_whole)
			stop = step->version;
	}
	return stop;
}

/* Returns the first version from a given one on that everybody can stop at. */
int32
template_whole_version(int32 version)
{
	static const Statement find = {
		"WITH RECURSIVE whole AS (SELECT $1 AS version UNION SELECT f.version FROM whole w, outlay.template f "
		"JOIN outlay.migration m ON m.version = f.migration JOIN outlay.template o ON o.migration = m.mends "
		"WHERE o.version <= w.version AND f.version > w.version) SELECT max(version) FROM whole", 1, {INT4OID}
	};
	Datum		value = Int32GetDatum(version);
	Directory	directory;
	int32		result;

	directory_open(&directory);
	directory_run(&find, &value, NULL);
	result = row_int32(0, 1);
	directory_close(&directory);
	return result;
}

/* Runs one migration. Its text is parsed once, in the memory of the step. */
static void
run_step(TemplateStep *step, const char *schema, Oid owner)
{
	ErrorContextCallback callback = {error_context_stack, step_error_callback, step};

	if (step->up_sql == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the migration that leads to version %d is missing", step->version),
				 errhint("Somebody has deleted it from outlay.migration.")));
	error_context_stack = &callback;
	if (step->script == NULL)
	{
		MemoryContext caller = MemoryContextSwitchTo(GetMemoryChunkContext(step));

		step->script = script_parse(step->up_sql);
		MemoryContextSwitchTo(caller);
	}
	clone_run(step->script, schema, owner, step->builtin);
	error_context_stack = callback.previous;
}

/* Names the migration in an error's context. */
static void
step_error_callback(void *arg)
{
	const TemplateStep *step = arg;

	errcontext("version %d, migration \"%s\"", step->version, step->name);
}
