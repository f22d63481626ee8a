/*-------------------------------------------------------------------------
 *
 * spare.c
 *	  Schemas that are ready before somebody wants a tenant.
 *
 * Most of a tenant's creation is the kernel's: some forty files. So a few
 * tenants without a name are made beforehand, by the worker (worker.c) or by
 * outlay.make_spare(): number, role and schema are those of a tenant, only
 * the row in the directory is missing. Creating one is then a few rows.
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
#include "nodes/makefuncs.h"
#include "storage/lmgr.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"

#include "directory.h"
#include "outlay.h"
#include "role.h"
#include "script.h"
#include "search_path.h"
#include "spare.h"
#include "tenant.h"
#include "tenant_clone.h"

PG_FUNCTION_INFO_V1(outlay_make_spare);

static bool take(const Statement *statement, Datum value, TenantRow *row);
static void lock_upkeep(void);
static int64 count_spares(int32 version);
static void make(const Template *template, SpareStep *step);
static void drop(const TenantRow *row);

/*
 * make_spare() returns text: does what the worker does in one transaction of
 * its own: makes a spare, or drops one that nobody needs any more. It returns
 * what it did, NULL when all is as outlay.spare_tenants says. Builds the
 * template where it is missing, which the worker does not. For operators.
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
	spare_step(&template, &step);
	if (step.work == SPARE_NOTHING)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(psprintf("%s " TENANT_SCHEMA,
											  step.work == SPARE_MADE ? "made" : "dropped", step.id)));
}

/*
 * spare_claim takes a spare of that version of the template for a tenant and
 * tells its number; false where there is none. A transaction with one
 * snapshot for all its statements would not see the rows of a spare that is
 * younger, and stumble over one that was claimed since: it goes without.
 */
bool
spare_claim(int32 version, int64 *id)
{
	static const Statement claim = {
		"DELETE FROM outlay.spare_tenant WHERE id = (SELECT id FROM outlay.spare_tenant WHERE template_version = $1 "
		"ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id", 1, {INT4OID}
	};
	TenantRow	row;

	if (IsolationUsesXactSnapshot())
		return false;
	/* A row whose schema somebody has dropped, or that a partial restore brought, is no spare: it goes. */
	while (take(&claim, Int32GetDatum(version), &row))
	{
		*id = row.id;
		if (OidIsValid(get_namespace_oid(row.schema, true)))
			return true;
	}
	return false;
}

/*
 * spare_step makes one spare where there are fewer than outlay.spare_tenants
 * of the template's version; else it drops one that is older or too much.
 * One session at a time, until the end of its transaction.
 */
void
spare_step(const Template *template, SpareStep *step)
{
	static const Statement take_stale = {
		"DELETE FROM outlay.spare_tenant WHERE id = (SELECT id FROM outlay.spare_tenant WHERE template_version <> $1 "
		"ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id", 1, {INT4OID}
	};
	static const Statement take_surplus = {
		"DELETE FROM outlay.spare_tenant WHERE id = (SELECT id FROM outlay.spare_tenant WHERE template_version = $1 "
		"ORDER BY id DESC LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id", 1, {INT4OID}
	};
	Datum		version = Int32GetDatum(template->version);
	TenantRow	row;
	int64		count;

	step->work = SPARE_NOTHING;
	lock_upkeep();
	count = count_spares(template->version);
	if (count < outlay_spare_tenants)
	{
		make(template, step);
		return;
	}
	if (take(&take_stale, version, &row) ||
		(count > outlay_spare_tenants && take(&take_surplus, version, &row)))
	{
		step->work = SPARE_DROPPED;
		step->id = row.id;
		drop(&row);
	}
}

/* take runs a statement that deletes one spare's row and fills number and schema of row; false where it finds none. */
static bool
take(const Statement *statement, Datum value, TenantRow *row)
{
	Directory	directory;
	bool		found;
	bool		null;

	directory_open(&directory);
	found = directory_run(statement, &value, NULL) == 1;
	if (found)
		row->id = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &null));
	directory_close(&directory);
	if (found)
	{
		snprintf(row->schema, NAMEDATALEN, TENANT_SCHEMA, row->id);
		row->slug = "";
	}
	return found;
}

/*
 * lock_upkeep waits until no other session makes or drops spares: two would
 * make too many. The lock is not one that VACUUM takes, nor one on any row.
 */
static void
lock_upkeep(void)
{
	Oid			table = get_relname_relid("spare_tenant", get_namespace_oid(OUTLAY_SCHEMA, false));

	LockDatabaseObject(RelationRelationId, table, 0, ExclusiveLock);
}

/* count_spares counts the spares of a version of the template, those included that somebody is about to claim. */
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

/* make makes a spare, by the same calls as a tenant. */
static void
make(const Template *template, SpareStep *step)
{
	static const Statement insert = {
		"INSERT INTO outlay.spare_tenant (id, template_version) VALUES ($1, $2)", 2, {INT8OID, INT4OID}
	};
	Directory	directory;

	step->work = SPARE_MADE;
	step->id = clone_new_id();
	step->owner = clone_make(step->id, template->script);
	directory_open(&directory);
	directory_run(&insert, (Datum[]) {Int64GetDatum(step->id), Int32GetDatum(template->version)}, NULL);
	directory_close(&directory);
}

/* drop drops schema and role of a spare whose row has been taken. */
static void
drop(const TenantRow *row)
{
	/* Of databases that were restored beside each other two may share a role. */
	static const Statement find_use = {
		"SELECT FROM pg_catalog.pg_shdepend WHERE refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass "
		"AND refobjid = $1", 1, {OIDOID}
	};
	RoleSwitch	saved;
	DropStmt   *schema = makeNode(DropStmt);
	DropRoleStmt *role = makeNode(DropRoleStmt);
	RoleSpec   *spec = makeNode(RoleSpec);
	Datum		owner;
	int			level;

	if (!OidIsValid(get_namespace_oid(row->schema, true)))
		return;
	owner = ObjectIdGetDatum(tenant_role(row));
	schema->removeType = OBJECT_SCHEMA;
	schema->objects = list_make1(makeString(pstrdup(row->schema)));
	schema->behavior = DROP_CASCADE;
	spec->roletype = ROLESPEC_CSTRING;
	spec->rolename = GetUserNameFromId(DatumGetObjectId(owner), false);
	spec->location = -1;
	role->roles = list_make1(spec);

	role_become(&saved, role_outlay_owner());
	level = search_path_enter(OUTLAY_SCHEMA);
	/* Nobody asked to be told of everything that a spare consists of. */
	(void) set_config_option("client_min_messages", "warning", PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	script_run_command((Node *) schema);
	if (strncmp(spec->rolename, TENANT_ROLE_PREFIX, strlen(TENANT_ROLE_PREFIX)) == 0 &&
		!directory_has(&find_use, &owner))
		script_run_command((Node *) role);
	search_path_leave(level);
	role_return(&saved);
}
