/*-------------------------------------------------------------------------
 *
 * tenant_rename.c
 *	  Another name or slug for a tenant.
 *
 * A tenant's schema is called by its number, so a new name is one row of the
 * directory. Whoever has the old address is served there as before, for as
 * long as the former slug is kept as an alias. A redirect would serve them
 * worse: clients repeat no POST after a 301, and leave their token behind
 * when a redirect leads to another host. The organization's record tells its
 * present slug to whoever wants to move.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"

#include "core/problem.h"
#include "core/role.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "directory/tenant_name.h"
#include "directory/tenant_unique.h"
#include "value/rule.h"

PG_FUNCTION_INFO_V1(outlay_rename_tenant);
PG_FUNCTION_INFO_V1(outlay_remove_alias);

static void claim_slug(const char *slug, const TenantRow *row);
static void set_names(const TenantRow *row, const char *name, const char *slug);
static void move_aliases(const TenantRow *row, const char *slug, bool keep_alias);

/*
 * rename_tenant(slug text, name text default null, new_slug text default
 * null, keep_alias boolean default true) returns outlay.tenant: a NULL leaves
 * name or slug as it is. With keep_alias the organization is still served at
 * the former slug. 3D000: there is none; 22023: invalid fields; 23505: name
 * or slug in use. For operators.
 */
Datum
outlay_rename_tenant(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{0, "name", RULE_TEXT, false, 1, TENANT_MAX_NAME},
		{1, "new_slug", RULE_TEXT, false, 1, SLUG_MAX_LENGTH,.refuse = tenant_slug_fault},
	};
	const char *values[] = {
		PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1)),
		PG_ARGISNULL(2) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(2))
	};
	const char *name;
	const char *slug;
	Problems	problems = {0};
	TenantRow	row;

	check_operator("rename organizations");
	tenant_check_possible("renaming an organization");
	if (values[0] == NULL && values[1] == NULL)
		problem_add(&problems, "name", "missing", "is required where there is no new slug");
	rule_check_texts(rules, lengthof(rules), values, &problems);
	problem_check(&problems, "name of an organization");
	name = values[0];
	slug = values[1];

	tenant_find_and_lock(fcinfo, 0, true, &row);
	tenant_check_kept(&row);
	if (name != NULL)
		tenant_claim_name(name, row.id, "Choose another name.");
	if (slug != NULL && strcmp(slug, row.slug) != 0)
		claim_slug(slug, &row);
	else
		slug = row.slug;
	set_names(&row, name != NULL ? name : row.name, slug);
	if (strcmp(slug, row.slug) != 0)
		move_aliases(&row, slug, PG_ARGISNULL(3) || PG_GETARG_BOOL(3));
	PG_RETURN_DATUM(tenant_record(row.id));
}

/*
 * remove_alias(slug text) returns boolean: a former slug leads nowhere any
 * more, and may become another organization's; false where it was none. For
 * operators.
 */
Datum
outlay_remove_alias(PG_FUNCTION_ARGS)
{
	static const Statement delete = {"DELETE FROM outlay.tenant_alias WHERE slug = $1", 1, {TEXTOID}};
	Directory	directory;
	bool		removed;

	check_operator("take former slugs from organizations");
	tenant_check_possible("removing an alias");
	if (PG_ARGISNULL(0))
		PG_RETURN_BOOL(false);
	directory_open(&directory);
	removed = directory_run(&delete, &PG_GETARG_DATUM(0), NULL) > 0;
	directory_close(&directory);
	PG_RETURN_BOOL(removed);
}

/* Raises 23505 where a slug, or the host name that follows from it, leads to another tenant. */
static void
claim_slug(const char *slug, const TenantRow *row)
{
	TenantRow	other;

	if (!tenant_claim_slug(slug, row->id, &other))
		ereport(ERROR,
				(errcode(ERRCODE_UNIQUE_VIOLATION),
				 errmsg("slug \"%s\" leads to organization \"%s\"", slug, other.slug),
				 errdetail("new_slug: taken: organization with this slug already exists."),
				 errhint("A former slug is free after outlay.remove_alias().")));
}

/* Changes the tenant's row. */
static void
set_names(const TenantRow *row, const char *name, const char *slug)
{
	static const Statement update = {
		"UPDATE outlay.tenant SET name = $2, slug = $3, updated_at = now() WHERE id = $1",
		3, {INT8OID, TEXTOID, TEXTOID}
	};
	Directory	directory;

	directory_open(&directory);
	directory_run(&update,
				  (Datum[]) {Int64GetDatum(row->id), CStringGetTextDatum(name), CStringGetTextDatum(slug)}, NULL);
	directory_close(&directory);
}

/* Makes the former slug an alias if wanted, and the present one none. */
static void
move_aliases(const TenantRow *row, const char *slug, bool keep_alias)
{
	static const Statement delete = {
		"DELETE FROM outlay.tenant_alias WHERE slug = $1 AND tenant_id = $2", 2, {TEXTOID, INT8OID}
	};
	static const Statement insert = {
		"INSERT INTO outlay.tenant_alias (slug, tenant_id) VALUES ($1, $2)", 2, {TEXTOID, INT8OID}
	};
	Directory	directory;

	directory_open(&directory);
	directory_run(&delete, (Datum[]) {CStringGetTextDatum(slug), Int64GetDatum(row->id)}, NULL);
	if (keep_alias)
		directory_run(&insert, (Datum[]) {CStringGetTextDatum(row->slug), Int64GetDatum(row->id)}, NULL);
	directory_close(&directory);
}
