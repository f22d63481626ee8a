/*-------------------------------------------------------------------------
 *
 * tenant_status.c
 *	  The status of a tenant, and whether it is served.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"

#include "core/outlay.h"
#include "directory/directory.h"
#include "directory/tenant.h"

static void refuse_behind(const TenantRow *row);
static int32 oldest_version(void);

/*
 * Raises unless the tenant can be used: OT403 where it is suspended, 3D000
 * where it is dropped. Why it is suspended is told to an insider only: one of
 * its members, or an operator.
 */
void
tenant_check_status(const TenantRow *row, bool is_insider)
{
	if (row->status == TENANT_SUSPENDED)
		ereport(ERROR,
				(errcode(ERRCODE_OUTLAY_SUSPENDED),
				 row->suspend_reason == NULL || !is_insider ? errmsg("organization \"%s\" is suspended", row->slug) :
				 errmsg("organization \"%s\" is suspended: %s", row->slug, row->suspend_reason)));
	if (row->status == TENANT_DROPPED)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_DATABASE),
				 errmsg("organization \"%s\" has been dropped", row->slug)));
}

/*
 * Raises unless the tenant can be called: in addition OT503 where its schema
 * is of a version that the code does not know any more.
 */
void
tenant_check_served(const TenantRow *row, bool is_insider)
{
	tenant_check_status(row, is_insider);
	if (row->template_version < oldest_version())
		refuse_behind(row);
}

/* Does the same for the tenant of a number; 3D000 where there is none. */
void
tenant_check_active(int64 id)
{
	TenantRow	row;

	if (!tenant_lookup_id(id, &row))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_DATABASE),
				 errmsg("there is no organization with number " INT64_FORMAT, id),
				 errhint("outlay.list_tenants() shows which there are.")));
	tenant_check_served(&row, true);
}

/*
 * Raises OT503 for a tenant whose schema is too old, and says which of the
 * steps of an update is missing: ALTER EXTENSION, which brings the migration,
 * or upgrade_tenants(), which runs it. Over HTTP a detail stays here and a
 * hint goes out.
 */
static void
refuse_behind(const TenantRow *row)
{
	static const Statement known = {
		"SELECT FROM outlay.migration WHERE version = " CppAsString2(OLDEST_SUPPORTED_MIGRATION), 0
	};

	if (!directory_has(&known, NULL))
		ereport(ERROR,
				(errcode(ERRCODE_OUTLAY_UNAVAILABLE),
				 errmsg("the SQL of the extension is older than its library"),
				 errdetail("ALTER EXTENSION outlay UPDATE brings it to the library's version, "
						   "CALL outlay.upgrade_tenants() then the organizations."),
				 errhint("Whoever runs the server has to end its update.")));
	ereport(ERROR,
			(errcode(ERRCODE_OUTLAY_UNAVAILABLE),
			 errmsg("organization \"%s\" is being upgraded", row->slug),
			 errdetail_log("CALL outlay.upgrade_tenants() brings it to the version that the library needs."),
			 errhint("Try again in a minute.")));
}

/*
 * Returns the version of the template that the migration
 * OLDEST_SUPPORTED_MIGRATION has led to in this installation. A version never
 * changes, so it is looked up once, as long as this is the same extension.
 */
static int32
oldest_version(void)
{
	static Oid	known_in = InvalidOid;
	static int32 version;
	Oid			namespace = get_namespace_oid(OUTLAY_SCHEMA, false);

	if (known_in == namespace)
		return version;
	if (!tenant_lookup_version(OLDEST_SUPPORTED_MIGRATION, &version))
		return PG_INT32_MAX;
	known_in = namespace;
	return version;
}
