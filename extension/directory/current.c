/*-------------------------------------------------------------------------
 *
 * current.c
 *	  The tenant that search_path names, and the role of a tenant.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"

#include "core/role.h"
#include "core/search_path.h"
#include "directory/current.h"
#include "directory/tenant.h"

/*
 * Whether search_path names a tenant, and which. Only the canonical form
 * counts: with anything before the tenant's schema a stranger's table or
 * operator would be found first, and with anything else behind it a missing
 * one would fall through.
 */
bool
current_tenant_find(int64 *tenant)
{
	const char *path = namespace_search_path;
	const char *comma = strchr(path, ',');
	char		schema[NAMEDATALEN];

	if (comma == NULL || comma - path >= NAMEDATALEN || strcmp(comma, SEARCH_PATH_SUFFIX) != 0)
		return false;
	strlcpy(schema, path, comma - path + 1);
	*tenant = tenant_id_of_schema(schema);
	return *tenant != 0;
}

/* The tenant that search_path names; raises 3D000 where it names none. */
int64
current_tenant(void)
{
	int64		tenant;

	if (!current_tenant_find(&tenant))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_DATABASE),
				 errmsg("no organization is chosen"),
				 errhint("Choose one with SELECT outlay.use_tenant('its slug').")));
	return tenant;
}

/*
 * The role that owns a tenant's schema, and so all that is in it; raises where
 * there is no such schema: 3D000 for no such tenant, 3F000 for one that the
 * directory has.
 */
Oid
current_role_of(int64 tenant)
{
	TenantRow	row = {.id = tenant,.slug = ""};
	Oid			role;

	snprintf(row.schema, sizeof(row.schema), TENANT_SCHEMA, tenant);
	role = role_of_schema_named(row.schema);
	if (role_is_of_tenant(role, tenant))
		return role;
	if (!OidIsValid(role))
	{
		/* The directory knows whether there ever was such an organization, and its name. */
		tenant_check_active(tenant);
		(void) tenant_lookup_id(tenant, &row);
	}
	return tenant_role(&row);
}
