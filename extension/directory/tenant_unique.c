/*-------------------------------------------------------------------------
 *
 * tenant_unique.c
 *	  What is one tenant's alone: its name, and where it is served.
 *
 * A host name leads to a tenant by tenant_host, by a slug or by a former one.
 * Each has a unique index, but no index can tell that what somebody enters in
 * one table is being entered in another at this moment. So whoever wants a
 * name looks, locks it, and looks again. The lock is on the text, not on any
 * row: there is none yet. It lasts until the end of the transaction, after
 * which others see what it was for, and nobody who wants another name waits.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "core/outlay.h"
#include "directory/directory.h"
#include "directory/tenant_name.h"
#include "directory/tenant_unique.h"
#include "value/fold.h"

static bool is_name_of_another(const char *name, int64 id);
static void check_name(const char *name, int64 id, const char *hint);
static bool leads_elsewhere(const char *host, int64 id, TenantRow *other);
static void lock_text(const char *table, const char *text);

/*
 * Keeps a name, however it is written, for the tenant of that number; raises
 * 23505 where another that has not been dropped has it.
 */
void
tenant_claim_name(const char *name, int64 id, const char *hint)
{
	check_name(name, id, hint);
	lock_text("tenant", fold_text(name));
	check_name(name, id, hint);
}

/*
 * Keeps a host name for the tenant of that number, 0 for one that has no place
 * there yet; false where it leads to another, which fills other.
 */
bool
tenant_claim_host(const char *host, int64 id, TenantRow *other)
{
	if (leads_elsewhere(host, id, other))
		return false;
	lock_text("tenant_host", host);
	return !leads_elsewhere(host, id, other);
}

/* Does the same with a slug, by the host name that follows from it. */
bool
tenant_claim_slug(const char *slug, int64 id, TenantRow *other)
{
	return tenant_claim_host(psprintf("%s.%s", slug, outlay_base_domain), id, other);
}

/* Returns the first of base, base-2, base-3 … that leads to no tenant at the moment, and stands for nothing else. */
char *
tenant_next_slug(const char *base)
{
	TenantRow	other;
	char	   *slug = pstrdup(base);

	for (int suffix = 2; tenant_slug_is_reserved(slug) ||
		 leads_elsewhere(psprintf("%s.%s", slug, outlay_base_domain), 0, &other); suffix++)
	{
		CHECK_FOR_INTERRUPTS();
		slug = psprintf("%s-%d", base, suffix);
	}
	return slug;
}

/* Tells whether no tenant, but one that has been dropped, has a name at the moment, however it is written. */
bool
tenant_name_is_free(const char *name)
{
	return !is_name_of_another(name, 0);
}

/* Tells whether another tenant that has not been dropped has a name. */
static bool
is_name_of_another(const char *name, int64 id)
{
	static const Statement find = {
		"SELECT FROM outlay.tenant WHERE " FOLDED("name") " = " FOLDED("$1") " AND status <> 'dropped' AND id <> $2",
		2, {TEXTOID, INT8OID}
	};

	return directory_has(&find, (Datum[]) {CStringGetTextDatum(name), Int64GetDatum(id)});
}

/* Raises where it is so. */
static void
check_name(const char *name, int64 id, const char *hint)
{
	if (is_name_of_another(name, id))
		ereport(ERROR,
				(errcode(ERRCODE_UNIQUE_VIOLATION),
				 errmsg("organization name \"%s\" is in use", name),
				 errdetail("name: taken: tenant with this name already exists."),
				 errhint("%s", hint)));
}

/* Tells whether a host name leads to a tenant of another number, which fills other. */
static bool
leads_elsewhere(const char *host, int64 id, TenantRow *other)
{
	return tenant_lookup_host(host, other) && other->id != id;
}

/* Waits for whoever has locked a text that is unique in a table of the directory, and locks it. */
static void
lock_text(const char *table, const char *text)
{
	Oid			class = get_relname_relid(table, get_namespace_oid(OUTLAY_SCHEMA, false));

	/* Two texts of one hash wait for each other for nothing, and no more. */
	LockDatabaseObject(class, hash_bytes((const unsigned char *) text, strlen(text)), 0, ExclusiveLock);
}
