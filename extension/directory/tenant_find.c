/*-------------------------------------------------------------------------
 *
 * tenant_find.c
 *	  The tenant that an operator names, and whether it can be worked on.
 *
 * An operator names an organization by its present slug alone: a former one
 * still leads the organization's people to it, but what is dropped or renamed
 * by it might be another than was meant.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/builtins.h"

#include "directory/directory.h"
#include "directory/tenant.h"

/* Fills row with the tenant whose slug an argument is; 3D000 where there is none. */
void
tenant_find(FunctionCallInfo fcinfo, int arg, TenantRow *row)
{
	tenant_find_slug(PG_ARGISNULL(arg) ? "" : text_to_cstring(PG_GETARG_TEXT_PP(arg)), row);
}

/* Fills row with the tenant of a slug; 3D000 where there is none. */
void
tenant_find_slug(const char *slug, TenantRow *row)
{
	if (tenant_lookup_slug(slug, row))
		return;
	if (tenant_lookup_alias(slug, row))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_DATABASE),
				 errmsg("there is no organization \"%s\" any more", slug),
				 errhint("It is called \"%s\" now.", row->slug)));
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_DATABASE),
			 errmsg("there is no organization \"%s\"", slug),
			 errhint("SELECT slug, name FROM outlay.list_tenants() shows which there are.")));
}

/*
 * Does the same and locks the tenant's row in the directory until the end of
 * the transaction: to change it, or so that nobody else renames, drops or
 * upgrades it. row is as it is then.
 */
void
tenant_find_and_lock(FunctionCallInfo fcinfo, int arg, bool to_change, TenantRow *row)
{
	static const Statement lock_to_change = {"SELECT FROM outlay.tenant WHERE id = $1 FOR UPDATE", 1, {INT8OID}};
	static const Statement lock_to_keep = {"SELECT FROM outlay.tenant WHERE id = $1 FOR SHARE", 1, {INT8OID}};
	Datum		value;

	tenant_find(fcinfo, arg, row);
	value = Int64GetDatum(row->id);
	if (!directory_has(to_change ? &lock_to_change : &lock_to_keep, &value) || !tenant_lookup_id(row->id, row))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_DATABASE),
				 errmsg("organization \"%s\" has been removed meanwhile", row->slug)));
}

/* Raises 3D000 for a tenant that has been dropped. */
void
tenant_check_kept(const TenantRow *row)
{
	if (row->status == TENANT_DROPPED)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_DATABASE),
				 errmsg("organization \"%s\" has been dropped", row->slug),
				 errhint("SELECT outlay.restore_tenant('%s') brings it back.", row->slug)));
}

/* Raises where schemas must not be made: in an extension's script, or with writing forbidden. */
void
tenant_check_possible(const char *what)
{
	if (creating_extension)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("%s is not possible inside CREATE or ALTER EXTENSION", what),
				 errdetail("What it makes would become part of the extension, which pg_dump leaves out.")));
	PreventCommandIfReadOnly(what);
}

/* Raises 25001 where a procedure that commits after each tenant could not commit. */
void
tenant_check_top_level(FunctionCallInfo fcinfo, const char *procedure)
{
	if (fcinfo->context == NULL || !IsA(fcinfo->context, CallContext) || castNode(CallContext, fcinfo->context)->atomic)
		ereport(ERROR,
				(errcode(ERRCODE_ACTIVE_SQL_TRANSACTION),
				 errmsg("%s cannot run inside a transaction block", procedure),
				 errhint("Call it by itself, without BEGIN and not from a function: "
						 "it commits after each organization.")));
}
