/*-------------------------------------------------------------------------
 *
 * spare.c
 *	  Schemas that are ready before somebody wants a tenant.
 *
 * Most of a tenant's creation is the kernel's: some forty files. So a few
 * tenants without a name are made beforehand, by the worker (launcher.c) or by
 * outlay.make_spare(): number, role and schema are those of a tenant, only
 * the row in the directory is missing. Creating one is then a few rows.
 *
 * Nobody looks at a spare before it is somebody's, so a damaged one would be
 * found by a customer. A claim counts what it consists of, which costs next to
 * nothing; the worker compares it with the template's script now and then.
 * What cannot be used is set aside, for the worker to drop.
 *
 * A row of outlay.spare_tenant belongs to the transaction that deletes it,
 * whether for a tenant or to drop the spare; others skip it meanwhile. A
 * rollback leaves the spare as it was.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"

#include "blueprint/clone.h"
#include "blueprint/dump_guard.h"
#include "blueprint/schema_catalogue.h"
#include "blueprint/schema_ddl.h"
#include "blueprint/schema_drop.h"
#include "core/outlay.h"
#include "core/role.h"
#include "core/row.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "tenancy/spare.h"

/*
 * How much the schema of a number consists of: what is in it, and what depends
 * on its tables: columns, defaults, indexes, constraints, triggers. Without
 * reading pg_namespace, whose lock would make a creation look like a dump
 * (dump_guard.c).
 */
#define COUNT_OBJECTS(id) \
	"(SELECT count(*) FROM pg_catalog.pg_depend o " \
	"LEFT JOIN pg_catalog.pg_depend p ON o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass " \
	"AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.refobjid = o.objid " \
	"WHERE o.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass " \
	"AND o.refobjid = pg_catalog.to_regnamespace('tenant_' || " id "))"

/* What make_spare() calls each kind of work. */
static const char *const work_names[] = {
	[SPARE_MADE] = "made",
	[SPARE_DROPPED] = "dropped",
	[SPARE_CHECKED] = "checked",
};

PG_FUNCTION_INFO_V1(outlay_make_spare);

/* Setting: organizations that are kept ready before somebody wants one. */
static int	spare_tenants = 8;

static bool take(const Statement *statement, Datum value, TenantRow *row, bool *is_whole);
static void lock_upkeep(void);
static int64 count_spares(int32 version);
static void make(const Template *template, SpareStep *step);
static bool has_own_role(const TenantRow *row);
static bool is_as_made(const Template *template, const TenantRow *row);
static void drop(const TenantRow *row);

/* Defines the setting. */
void
spare_init(void)
{
	DefineCustomIntVariable("outlay.spare_tenants",
							"Organizations that are kept ready, so that creating one takes no time.",
							"With shared_preload_libraries = 'outlay', or by calling outlay.make_spare(); 0 is none.",
							&spare_tenants,
							8, 0, 10000,
							PGC_SUSET,
							0, NULL, NULL, NULL);
}

/*
 * make_spare() returns text: does what the worker does in one transaction of
 * its own: makes a spare, drops one that nobody needs any more, or looks
 * whether one is still as it was made. It returns what it did, NULL when all
 * is as outlay.spare_tenants says. Builds the template where it is missing,
 * which the worker does not. For operators.
 */
Datum
outlay_make_spare(PG_FUNCTION_ARGS)
{
	Template	template;
	SpareStep	step;

	check_operator("make spare organizations");
	PreventCommandIfReadOnly("make_spare()");
	if (creating_extension)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("a spare cannot be made inside CREATE or ALTER EXTENSION"),
				 errdetail("Its tables would become members of the extension, which pg_dump leaves out.")));
	template_get(&template);
	spare_step(&template, false, &step);
	if (step.work == SPARE_NOTHING)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(psprintf("%s " TENANT_SCHEMA, work_names[step.work], step.id)));
}

/*
 * Takes a spare of that version of the template for a tenant and tells its
 * number; false where there is none. A transaction with one snapshot for all
 * its statements would not see the rows of a spare that is younger, and
 * stumble over one that was claimed since: it goes without.
 */
bool
spare_claim(int32 version, int64 *id)
{
	static const Statement claim = {
		"DELETE FROM outlay.spare_tenant s WHERE id = (SELECT id FROM outlay.spare_tenant WHERE template_version = $1 "
		"ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id, objects = " COUNT_OBJECTS("s.id"),
		1, {INT4OID}
	};
	TenantRow	row;
	bool		is_whole;

	if (IsolationUsesXactSnapshot())
		return false;
	while (take(&claim, Int32GetDatum(version), &row, &is_whole))
	{
		*id = row.id;
		if (is_whole && has_own_role(&row))
			return true;
		spare_set_aside(row.id, "it is no longer what it was made of");
	}
	return false;
}

/* Leaves a spare, one that has been claimed say, to the worker, which drops it. */
void
spare_set_aside(int64 id, const char *reason)
{
	static const Statement insert = {
		"INSERT INTO outlay.spare_tenant (id, template_version, objects) VALUES ($1, 0, 0) "
		"ON CONFLICT (id) DO UPDATE SET template_version = 0", 1, {INT8OID}
	};
	Datum		value = Int64GetDatum(id);
	Directory	directory;

	directory_open(&directory);
	directory_run(&insert, &value, NULL);
	directory_close(&directory);
	ereport(WARNING,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("spare organization " TENANT_SCHEMA " is not used: %s", id, reason),
			 errhint("Somebody has changed it. It will be dropped, and another one made.")));
}

/*
 * Makes one spare where there are fewer than outlay.spare_tenants of the
 * template's version; else it drops one that is older or too much, but not
 * while a dump may be running; else it looks whether one is still as it was
 * made, each every ten minutes. ends: the transaction ends with that. OT423: a
 * dump has begun during the drop. One session at a time, until the end of its
 * transaction.
 */
void
spare_step(const Template *template, bool ends, SpareStep *step)
{
	static const Statement take_stale = {
		"DELETE FROM outlay.spare_tenant WHERE id = (SELECT id FROM outlay.spare_tenant WHERE template_version <> $1 "
		"ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id", 1, {INT4OID}
	};
	static const Statement take_surplus = {
		"DELETE FROM outlay.spare_tenant WHERE id = (SELECT id FROM outlay.spare_tenant WHERE template_version = $1 "
		"ORDER BY id DESC LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id", 1, {INT4OID}
	};
	static const Statement take_unchecked = {
		"UPDATE outlay.spare_tenant SET checked_at = now() WHERE id = (SELECT id FROM outlay.spare_tenant "
		"WHERE template_version = $1 AND checked_at < now() - interval '10 minutes' "
		"ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id", 1, {INT4OID}
	};
	Datum		version = Int32GetDatum(template->version);
	TenantRow	row;
	int64		count;

	step->work = SPARE_NOTHING;
	lock_upkeep();
	count = count_spares(template->version);
	if (count < spare_tenants)
	{
		make(template, step);
		return;
	}
	if (!dump_may_run() &&
		(take(&take_stale, version, &row, NULL) ||
		 (count > spare_tenants && take(&take_surplus, version, &row, NULL))))
	{
		step->work = SPARE_DROPPED;
		drop(&row);
		dump_check_none_began(ends);
	}
	else if (take(&take_unchecked, version, &row, NULL))
	{
		step->work = SPARE_CHECKED;
		if (!is_as_made(template, &row))
			spare_set_aside(row.id, "it is no longer what the template makes");
	}
	else
		return;
	step->id = row.id;
}

/*
 * Runs a statement that gives one spare's number, and fills number and schema
 * of row, and *is_whole by the second column, unless it is NULL; false where
 * it finds none.
 */
static bool
take(const Statement *statement, Datum value, TenantRow *row, bool *is_whole)
{
	Directory	directory;
	bool		found;

	directory_open(&directory);
	found = directory_run(statement, &value, NULL) == 1;
	if (found)
		row->id = row_int64(0, 1);
	if (found && is_whole != NULL)
		*is_whole = row_bool(0, 2);
	directory_close(&directory);
	if (found)
	{
		snprintf(row->schema, NAMEDATALEN, TENANT_SCHEMA, row->id);
		row->slug = "";
	}
	return found;
}

/*
 * Waits until no other session makes or drops spares: two would make too many.
 * The lock is not one that VACUUM takes, nor one on any row.
 */
static void
lock_upkeep(void)
{
	Oid			table = get_relname_relid("spare_tenant", get_namespace_oid(OUTLAY_SCHEMA, false));

	LockDatabaseObject(RelationRelationId, table, 0, ExclusiveLock);
}

/* Counts the spares of a version of the template, those included that somebody is about to claim. */
static int64
count_spares(int32 version)
{
	static const Statement count = {
		"SELECT count(*) FROM outlay.spare_tenant WHERE template_version = $1", 1, {INT4OID}
	};
	Datum		value = Int32GetDatum(version);
	int64		result = 0;

	directory_number(&count, &value, &result);
	return result;
}

/* Makes a spare, by the same calls as a tenant. */
static void
make(const Template *template, SpareStep *step)
{
	static const Statement insert = {
		"INSERT INTO outlay.spare_tenant (id, template_version, objects) VALUES ($1, $2, " COUNT_OBJECTS("$1") ")",
		2, {INT8OID, INT4OID}
	};
	Directory	directory;

	step->work = SPARE_MADE;
	step->id = clone_new_id();
	(void) clone_make(step->id, template->script);
	directory_open(&directory);
	directory_run(&insert, (Datum[]) {Int64GetDatum(step->id), Int32GetDatum(template->version)}, NULL);
	directory_close(&directory);
}

/* Tells whether a spare's schema is there and belongs to the role that the tenant's would. */
static bool
has_own_role(const TenantRow *row)
{
	Oid			schema = get_namespace_oid(row->schema, true);

	return OidIsValid(schema) && role_is_of_tenant(role_of_schema(schema), row->id);
}

/*
 * Tells whether a spare's schema is there and would be printed as the script
 * that made it, rows and all.
 */
static bool
is_as_made(const Template *template, const TenantRow *row)
{
	Oid			schema = get_namespace_oid(row->schema, true);

	return has_own_role(row) &&
		strcmp(schema_catalogue_normal(schema_ddl_script(schema)),
			   schema_catalogue_normal(template_script(template->version))) == 0;
}

/* Drops schema and role of a spare whose row has been taken. */
static void
drop(const TenantRow *row)
{
	schema_drop(row->schema);
	schema_drop_roles(row->id);
}
