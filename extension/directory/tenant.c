/*-------------------------------------------------------------------------
 *
 * tenant.c
 *	  Looking up tenants in the directory.
 *
 * A lookup is on the path of every request, and it is made under whatever
 * search_path the caller has.  A saved SPI plan would be analysed and planned
 * anew each time the path differs from the last call's, which is each time
 * another tenant is served.  So the directory, which is the extension's own
 * catalogue and no tenant's data, is read like a catalogue: by its index.
 * That also needs no rights on the table and no switch of the role.
 *
 * The snapshot is the latest one: a tenant suspended a moment ago is
 * suspended, also for a transaction that began before.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <arpa/inet.h>

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/namespace.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

#include "core/outlay.h"
#include "core/role.h"
#include "directory/directory.h"
#include "directory/tenant.h"

/* Columns of outlay.tenant that C code reads, in the order of the table. */
enum
{
	Anum_tenant_id = 1,
	Anum_tenant_schema,
	Anum_tenant_organization_id,
	Anum_tenant_slug,
	Anum_tenant_name,
	Anum_tenant_business_email,
	Anum_tenant_business_phone,
	Anum_tenant_status,
	Anum_tenant_suspend_reason,
	Anum_tenant_template_version,
};

/* Columns of outlay.tenant_host. */
enum
{
	Anum_tenant_host_host = 1,
	Anum_tenant_host_tenant_id,
};

/* Columns of outlay.template. */
enum
{
	Anum_template_version = 1,
	Anum_template_migration,
};

/* Columns of outlay.tenant_alias. */
enum
{
	Anum_tenant_alias_slug = 1,
	Anum_tenant_alias_tenant_id,
};

StaticAssertDecl((int) Anum_tenant_alias_tenant_id == (int) Anum_tenant_host_tenant_id,
				 "tenant_id_of_tuple() reads both");

/* Statuses, as outlay.tenant has them. */
static const char *const status_names[] = {
	[TENANT_ACTIVE] = "active",
	[TENANT_SUSPENDED] = "suspended",
	[TENANT_DROPPED] = "dropped",
};

/* Called with the tuple that a directory lookup found, while its table is open. */
typedef void (*FoundTuple) (HeapTuple tuple, TupleDesc desc, void *result);

static void refuse_missing(const TenantRow *row);
static void refuse_role(const TenantRow *row, Oid owner) pg_attribute_noreturn();
static bool find_by_key(const char *table, const char *index, ScanKey key, FoundTuple found, void *result);
static void row_of_tuple(HeapTuple tuple, TupleDesc desc, void *result);
static void tenant_id_of_tuple(HeapTuple tuple, TupleDesc desc, void *result);
static void version_of_tuple(HeapTuple tuple, TupleDesc desc, void *result);

/* The domain below which every organization has its default host name: slug.base_domain. */
char	   *outlay_base_domain = NULL;

/* The host name of the operators' console; empty: there is none. */
char	   *outlay_console_host = NULL;

/* Defines the settings. */
void
tenant_init(void)
{
	DefineCustomStringVariable("outlay.base_domain",
							   "The domain below which every organization has its default host name.",
							   "The organization with the slug acme is served at acme.<base_domain>.",
							   &outlay_base_domain,
							   "localhost",
							   PGC_SUSET,
							   0, NULL, NULL, NULL);
	DefineCustomStringVariable("outlay.console_host",
							   "The host name of the operators' console.",
							   "Empty: there is none. An outlayd of its own serves it, as outlay_console.",
							   &outlay_console_host,
							   "",
							   PGC_SUSET,
							   0, NULL, NULL, NULL);
}

/* Fills row with the tenant of that number; false where there is none. */
bool
tenant_lookup_id(int64 id, TenantRow *row)
{
	ScanKeyData key;

	ScanKeyInit(&key, Anum_tenant_id, BTEqualStrategyNumber, F_INT8EQ, Int64GetDatum(id));
	return find_by_key("tenant", "tenant_pkey", &key, row_of_tuple, row);
}

/* Fills row with the tenant of that slug; false where there is none. */
bool
tenant_lookup_slug(const char *slug, TenantRow *row)
{
	ScanKeyData key;

	ScanKeyInit(&key, Anum_tenant_slug, BTEqualStrategyNumber, F_TEXTEQ, CStringGetTextDatum(slug));
	key.sk_collation = C_COLLATION_OID;
	return find_by_key("tenant", "tenant_slug_key", &key, row_of_tuple, row);
}

/*
 * Fills row with the tenant that had a slug before it was renamed, and is
 * still served there; false where there is none.
 */
bool
tenant_lookup_alias(const char *slug, TenantRow *row)
{
	ScanKeyData key;
	int64		id;

	ScanKeyInit(&key, Anum_tenant_alias_slug, BTEqualStrategyNumber, F_TEXTEQ, CStringGetTextDatum(slug));
	key.sk_collation = C_COLLATION_OID;
	return find_by_key("tenant_alias", "tenant_alias_pkey", &key, tenant_id_of_tuple, &id) &&
		tenant_lookup_id(id, row);
}

/* Fills row with the tenant that is served at a slug, its own or a former one. */
bool
tenant_lookup_address(const char *slug, TenantRow *row)
{
	return tenant_lookup_slug(slug, row) || tenant_lookup_alias(slug, row);
}

/* Fills row with the tenant of that public number; false where there is none. */
bool
tenant_lookup_organization_id(const char *organization_id, TenantRow *row)
{
	ScanKeyData key;

	ScanKeyInit(&key, Anum_tenant_organization_id, BTEqualStrategyNumber, F_TEXTEQ,
				CStringGetTextDatum(organization_id));
	key.sk_collation = C_COLLATION_OID;
	return find_by_key("tenant", "tenant_organization_id_key", &key, row_of_tuple, row);
}

/* Tells the version of the template that a migration has led to; false: to none yet. */
bool
tenant_lookup_version(int32 migration, int32 *version)
{
	ScanKeyData key;

	ScanKeyInit(&key, Anum_template_migration, BTEqualStrategyNumber, F_INT4EQ, Int32GetDatum(migration));
	return find_by_key("template", "template_migration_key", &key, version_of_tuple, version);
}

/* Returns the tenant's row of outlay.tenant as a composite value, in the current memory context. */
Datum
tenant_record(int64 id)
{
	static const Statement find = {"SELECT t FROM outlay.tenant t WHERE t.id = $1", 1, {INT8OID}};
	Datum		value = Int64GetDatum(id);

	return directory_record(&find, &value);
}

/*
 * Fills row with the tenant that is served at a host name (lower case, without
 * a port): one from outlay.tenant_host, else slug, the present or a former
 * one, and base domain. False where there is none.
 */
bool
tenant_lookup_host(const char *host, TenantRow *row)
{
	ScanKeyData key;
	int64		id;
	char	   *slug;

	ScanKeyInit(&key, Anum_tenant_host_host, BTEqualStrategyNumber, F_TEXTEQ, CStringGetTextDatum(host));
	key.sk_collation = C_COLLATION_OID;
	if (find_by_key("tenant_host", "tenant_host_pkey", &key, tenant_id_of_tuple, &id))
		return tenant_lookup_id(id, row);
	slug = tenant_slug_of_host(host);
	return slug != NULL && tenant_lookup_address(slug, row);
}

/* Returns what of a host name is in front of the base domain, NULL where that is not its end. */
char *
tenant_slug_of_host(const char *host)
{
	size_t		length = strlen(host);
	size_t		domain = strlen(outlay_base_domain);

	if (length < domain + 2 || host[length - domain - 1] != '.' ||
		strcmp(host + length - domain, outlay_base_domain) != 0)
		return NULL;
	return pnstrdup(host, length - domain - 1);
}

/* Tells whether a host name is the tenant's slug and base domain. */
bool
tenant_has_default_host(const TenantRow *row, const char *host)
{
	size_t		length = strlen(row->slug);

	return strncmp(host, row->slug, length) == 0 && host[length] == '.' &&
		strcmp(host + length + 1, outlay_base_domain) == 0;
}

/*
 * Tells whether a host name stands for no tenant, but for the installation as
 * a whole: none at all, the base domain, an address, or localhost.
 */
bool
tenant_is_base_host(const char *host)
{
	unsigned char address[sizeof(struct in6_addr)];

	return host == NULL || host[0] == '\0' ||
		strcmp(host, outlay_base_domain) == 0 ||
		strcmp(host, "localhost") == 0 ||
		host[0] == '[' ||
		inet_pton(AF_INET, host, address) == 1 ||
		inet_pton(AF_INET6, host, address) == 1;
}

/* Returns the tenant's number when the name is of the form tenant_<id>, else 0. */
int64
tenant_id_of_schema(const char *schema)
{
	const char *digits = schema + strlen(TENANT_SCHEMA_PREFIX);
	int64		id = 0;

	if (strncmp(schema, TENANT_SCHEMA_PREFIX, strlen(TENANT_SCHEMA_PREFIX)) != 0 || *digits < '1' || *digits > '9' ||
		strlen(digits) > 18)
		return 0;
	for (; *digits != '\0'; digits++)
	{
		if (*digits < '0' || *digits > '9')
			return 0;
		id = id * 10 + (*digits - '0');
	}
	return id;
}

/* Returns the tenant's schema; 3F000 where somebody has dropped or renamed it. */
Oid
tenant_schema(const TenantRow *row)
{
	Oid			schema = get_namespace_oid(row->schema, true);

	if (!OidIsValid(schema))
		refuse_missing(row);
	return schema;
}

/* Raises because a tenant has no schema. */
static void
refuse_missing(const TenantRow *row)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_SCHEMA_NAME),
			 errmsg("schema \"%s\" of organization \"%s\" does not exist", row->schema, row->slug),
			 errhint("The directory names it, but somebody has renamed or dropped it. "
					 "Rename it back, or restore it from a backup.")));
}

/*
 * Returns the role that everything of the tenant belongs to and that its
 * statements run as: the owner of its schema, which must be its own role.
 * Raises 3F000 where there is no schema, and XX001 where it is another's: as a
 * neighbour's role, or a superuser, nothing of a tenant ever runs.
 */
Oid
tenant_role(const TenantRow *row)
{
	Oid			owner = role_of_schema_named(row->schema);

	if (!OidIsValid(owner))
		refuse_missing(row);
	if (!role_is_of_tenant(owner, row->id))
		refuse_role(row, owner);
	return owner;
}

/* Raises because a tenant's schema belongs to a role that nothing of the tenant may run as. */
static void
refuse_role(const TenantRow *row, Oid owner)
{
	TenantRow	known;
	const char *slug = row->slug;

	/* Who has the number alone leaves the slug empty. */
	if (slug[0] == '\0' && tenant_lookup_id(row->id, &known))
		slug = known.slug;
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("schema \"%s\" of organization \"%s\" belongs to %s", row->schema, slug, role_stranger(owner)),
			 errdetail("Nothing runs for an organization but as its own role."),
			 errhint("outlay.repair('%s') proposes the statements that mend it.", slug)));
}

/* Returns a status as outlay.tenant has it. */
const char *
tenant_status_name(TenantStatus status)
{
	return status_names[status];
}

/* Tells whether a text is the name of a status. */
bool
tenant_status_is_known(const char *name)
{
	for (int i = 0; i < lengthof(status_names); i++)
		if (strcmp(name, status_names[i]) == 0)
			return true;
	return false;
}

/* Turns the column's text to the enum; the table's check allows no other. */
TenantStatus
tenant_status_of_name(const char *name)
{
	for (int i = 0; i < lengthof(status_names); i++)
		if (strcmp(name, status_names[i]) == 0)
			return (TenantStatus) i;
	elog(ERROR, "unknown status \"%s\"", name);
}

/* Looks one key up in an index of the directory and hands the tuple, if there is one, to found. */
static bool
find_by_key(const char *table, const char *index, ScanKey key, FoundTuple found, void *result)
{
	Oid			namespace = get_namespace_oid(OUTLAY_SCHEMA, false);
	Relation	relation = table_open(get_relname_relid(table, namespace), AccessShareLock);
	Snapshot	snapshot = RegisterSnapshot(GetLatestSnapshot());
	SysScanDesc scan = systable_beginscan(relation, get_relname_relid(index, namespace), true, snapshot, 1, key);
	HeapTuple	tuple = systable_getnext(scan);
	bool		is_found = HeapTupleIsValid(tuple);

	if (is_found)
		found(tuple, RelationGetDescr(relation), result);

	systable_endscan(scan);
	UnregisterSnapshot(snapshot);
	table_close(relation, AccessShareLock);
	return is_found;
}

/* Copies a tuple of outlay.tenant to a TenantRow. */
static void
row_of_tuple(HeapTuple tuple, TupleDesc desc, void *result)
{
	TenantRow  *row = result;
	Datum		reason;
	bool		null;

	row->id = DatumGetInt64(heap_getattr(tuple, Anum_tenant_id, desc, &null));
	strlcpy(row->schema, NameStr(*DatumGetName(heap_getattr(tuple, Anum_tenant_schema, desc, &null))), NAMEDATALEN);
	row->organization_id = TextDatumGetCString(heap_getattr(tuple, Anum_tenant_organization_id, desc, &null));
	row->slug = TextDatumGetCString(heap_getattr(tuple, Anum_tenant_slug, desc, &null));
	row->name = TextDatumGetCString(heap_getattr(tuple, Anum_tenant_name, desc, &null));
	row->status = tenant_status_of_name(TextDatumGetCString(heap_getattr(tuple, Anum_tenant_status, desc, &null)));
	reason = heap_getattr(tuple, Anum_tenant_suspend_reason, desc, &null);
	row->suspend_reason = null ? NULL : TextDatumGetCString(reason);
	row->template_version = DatumGetInt32(heap_getattr(tuple, Anum_tenant_template_version, desc, &null));
}

/* Reads the tenant's number from a tuple of outlay.tenant_host or outlay.tenant_alias. */
static void
tenant_id_of_tuple(HeapTuple tuple, TupleDesc desc, void *result)
{
	bool		null;

	*(int64 *) result = DatumGetInt64(heap_getattr(tuple, Anum_tenant_host_tenant_id, desc, &null));
}

/* Reads the version from a tuple of outlay.template. */
static void
version_of_tuple(HeapTuple tuple, TupleDesc desc, void *result)
{
	bool		null;

	*(int32 *) result = DatumGetInt32(heap_getattr(tuple, Anum_template_version, desc, &null));
}
