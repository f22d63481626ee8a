/*-------------------------------------------------------------------------
 *
 * upgrade_steps.c
 *	  Running the migrations that one organization lacks: all of them at once,
 *	  and, where one of them fails, those before it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/memutils.h"

#include "blueprint/schema_catalogue.h"
#include "blueprint/template.h"
#include "core/attempt.h"
#include "core/excerpt.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "fleet/upgrade.h"

/* What run_part() attempts: the steps up to a version. */
typedef struct Part
{
	const Upgrade *upgrade;
	Current    *current;
	int32		to;
} Part;

static void check_clonable(char *before, char *after);
static void run_part(void *arg);
static void record_version(const Current *current);

/* Runs every step up to a version that the organization lacks; see Current for what it keeps of them. */
void
upgrade_run_steps(const Upgrade *upgrade, Current *current, int32 to)
{
	TenantRow	row;
	Oid			schema;
	char	   *before;

	if (!tenant_lookup_id(current->id, &row))
		elog(ERROR, "could not find organization " INT64_FORMAT, current->id);
	schema = tenant_schema(&row);
	current->all_ran = false;
	before = schema_unclonable(schema);
	template_run_steps(upgrade->steps, current->version, to, row.schema, tenant_role(&row), &current->at);
	current->all_ran = true;
	check_clonable(before, schema_unclonable(schema));
}

/*
 * Raises where steps have made something of a kind that cannot be cloned,
 * which the template would have been refused for: a DO may make in one
 * organization what it does not make in the template.
 */
static void
check_clonable(char *before, char *after)
{
	char	   *rest;

	if (strcmp(before, after) == 0)
		return;
	before = psprintf("\n%s\n", before);
	for (char *line = strtok_r(after, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest))
		if (strstr(before, psprintf("\n%s\n", line)) == NULL)
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("the migrations make something in this organization that cannot be cloned"),
					 errdetail_internal("%s", excerpt_lines(line)),
					 errhint("It is not in the template, where it would have been refused.")));
}

/* Notes in the directory that the organization has the version, and in the run that it did it. */
void
upgrade_record_done(const Upgrade *upgrade, const Current *current)
{
	static const Statement update = {
		"WITH run AS (UPDATE outlay.upgrade_run SET done = done + 1, last_at = clock_timestamp() WHERE id = $3), "
		"mended AS (DELETE FROM outlay.upgrade_attempt WHERE tenant_id = $1) "
		"UPDATE outlay.tenant SET template_version = $2 WHERE id = $1", 3, {INT8OID, INT4OID, INT8OID}
	};
	Datum		values[] = {
		Int64GetDatum(current->id), Int32GetDatum(upgrade->to_version), Int64GetDatum(upgrade->run)
	};
	Directory	directory;

	directory_open(&directory);
	directory_run(&update, values, NULL);
	directory_close(&directory);
}

/* Runs the steps of a part. */
static void
run_part(void *arg)
{
	Part	   *part = arg;

	upgrade_run_steps(part->upgrade, part->current, part->to);
}

/* Notes in the directory which version the organization has. */
static void
record_version(const Current *current)
{
	static const Statement update = {
		"UPDATE outlay.tenant SET template_version = $2 WHERE id = $1", 2, {INT8OID, INT4OID}
	};
	Datum		values[] = {Int64GetDatum(current->id), Int32GetDatum(current->version)};
	Directory	directory;

	directory_open(&directory);
	directory_run(&update, values, NULL);
	directory_close(&directory);
}

/*
 * Runs, after a failure of all at once, the steps before the one that failed,
 * from one version that everybody can stop at to the next, and notes how far
 * the organization has come; its row is locked. The step that is known to fail
 * is not run again, with its locks and its time. Where what all of them made
 * was refused, they are run until the one that makes it is found. Returns the
 * error of a step, if one fails here.
 */
ErrorData *
upgrade_run_separately(const Upgrade *upgrade, Current *current)
{
	int32		last = current->all_ran ? upgrade->to_version : current->at - 1;
	int32		before = current->version;
	int32		failed = current->at;
	Part		part = {upgrade, current};
	ErrorData  *error = NULL;

	while (error == NULL && (part.to = template_next_stop(upgrade->steps, current->version)) <= last)
	{
		error = attempt(run_part, &part);
		if (error == NULL)
			current->version = part.to;
		else if (error->sqlerrcode == ERRCODE_QUERY_CANCELED)
			ReThrowError(error);
	}
	if (error == NULL)
		current->at = failed;
	if (current->version != before)
		record_version(current);
	return error;
}
