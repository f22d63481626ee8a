/*-------------------------------------------------------------------------
 *
 * tenant_drop.c
 *	  Dropping a tenant into the retention bin, and bringing it back.
 *
 * Dropping changes one row of the directory: nobody gets in any more, and the
 * name is free, but everything is kept, the slug too, until purge_tenants()
 * removes it (tenant_purge.c). A request that was let in a moment before ends
 * as it would have.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"

#include "core/problem.h"
#include "core/role.h"
#include "core/wake.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "directory/tenant_name.h"
#include "directory/tenant_unique.h"
#include "value/rule.h"

PG_FUNCTION_INFO_V1(outlay_drop_tenant);
PG_FUNCTION_INFO_V1(outlay_restore_tenant);

static void check_restorable(const TenantRow *row);

/*
 * drop_tenant(slug text) returns outlay.tenant: from now on every call for the
 * organization is refused with 3D000; restore_tenant() brings it back until
 * it is purged. 3D000: there is none, or it has been dropped already. For
 * operators.
 */
Datum
outlay_drop_tenant(PG_FUNCTION_ARGS)
{
	static const Statement update = {
		"UPDATE outlay.tenant SET status = 'dropped', restore_as = status, dropped_at = now(), updated_at = now() "
		"WHERE id = $1",
		1, {INT8OID}
	};
	TenantRow	row;
	Directory	directory;

	check_operator("drop organizations");
	tenant_check_possible("dropping an organization");
	tenant_find_and_lock(fcinfo, 0, true, &row);
	tenant_check_kept(&row);

	directory_open(&directory);
	directory_run(&update, (Datum[]) {Int64GetDatum(row.id)}, NULL);
	directory_close(&directory);
	wake_at_commit();
	PG_RETURN_DATUM(tenant_record(row.id));
}

/*
 * restore_tenant(slug text, name text default null) returns outlay.tenant:
 * undoes drop_tenant(), under another name if one is given. 3D000: there is
 * none; 55000: it has not been dropped, or is being purged; 22023: an invalid
 * name; 23505: the name is another organization's by now. For operators.
 */
Datum
outlay_restore_tenant(PG_FUNCTION_ARGS)
{
	static const Statement update = {
		"UPDATE outlay.tenant SET status = restore_as, restore_as = NULL, dropped_at = NULL, name = $2, "
		"updated_at = now() WHERE id = $1",
		2, {INT8OID, TEXTOID}
	};
	static const Rule rules[] = {{0, "name", RULE_TEXT, false, 1, TENANT_MAX_NAME}};
	const char *name = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
	Problems	problems = {0};
	TenantRow	row;
	Directory	directory;

	check_operator("restore organizations");
	tenant_check_possible("restoring an organization");
	rule_check_texts(rules, lengthof(rules), &name, &problems);
	problem_check(&problems, "name of an organization");
	tenant_find_and_lock(fcinfo, 0, true, &row);
	check_restorable(&row);
	if (name == NULL)
		name = row.name;
	tenant_claim_name(name, row.id, psprintf("SELECT outlay.restore_tenant('%s', 'another name').", row.slug));

	directory_open(&directory);
	directory_run(&update, (Datum[]) {Int64GetDatum(row.id), CStringGetTextDatum(name)}, NULL);
	directory_close(&directory);
	PG_RETURN_DATUM(tenant_record(row.id));
}

/* Raises 55000 unless the tenant is in the retention bin and whole. */
static void
check_restorable(const TenantRow *row)
{
	static const Statement find = {
		"SELECT FROM outlay.tenant WHERE id = $1 AND restore_as IS NOT NULL", 1, {INT8OID}
	};
	Datum		value = Int64GetDatum(row->id);

	if (row->status != TENANT_DROPPED)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("organization \"%s\" has not been dropped", row->slug),
				 errhint("SELECT slug, name FROM outlay.list_tenants(status => 'dropped') shows which have been.")));
	if (!directory_has(&find, &value))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("organization \"%s\" is being purged", row->slug),
				 errhint("A part of it has been removed. Restore it from a backup.")));
}
