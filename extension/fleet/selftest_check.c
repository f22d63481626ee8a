/*-------------------------------------------------------------------------
 *
 * selftest_check.c
 *	  The checks that selftest() makes for each tenant.
 *
 * Each runs in a subtransaction that is rolled back, and so leaves undone what
 * it has switched. No check writes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "parser/parse_func.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "books/check.h"
#include "call/call.h"
#include "core/role.h"
#include "core/row.h"
#include "core/run_as.h"
#include "core/search_path.h"
#include "directory/current.h"
#include "directory/tenant.h"
#include "fleet/selftest.h"

static void use_path_of(int64 tenant);
static void use_role(Oid role);
static uint64 query(const Subject *subject, const char *sql);
static void list_rows(StringInfo detail);
static bool check_owner(const Subject *subject, StringInfo detail);
static bool check_privileges(const Subject *subject, StringInfo detail);
static bool check_path(const Subject *subject, StringInfo detail);
static char *slug_that_answers(void);
static bool check_function(const Subject *subject, StringInfo detail);
static bool check_statements(const Subject *subject, StringInfo detail);
static bool check_wall_to_other(const Subject *subject, StringInfo detail);
static bool check_wall_from_other(const Subject *subject, StringInfo detail);
static bool check_path_wall(const Subject *subject, StringInfo detail);
static bool check_web_wall(const Subject *subject, StringInfo detail);
static bool check_kept_balances(const Subject *subject, StringInfo detail);

/* Sets search_path to a tenant's, until the check's subtransaction ends. */
static void
use_path_of(int64 tenant)
{
	search_path_set(psprintf(TENANT_SCHEMA, tenant));
}

/* Becomes the owner of a tenant's schema, until the check's subtransaction ends. */
static void
use_role(Oid role)
{
	RoleSwitch	before;

	role_become(&before, role);
}

/*
 * Asks PostgreSQL's catalogues; the parameters are schema and role. Returns the
 * number of rows. As the tenant's role, which superusers call this, and with a
 * path that the tenant's schema is not in: an operator that somebody has made
 * there neither runs as a superuser nor answers for the catalogue.
 */
static uint64
query(const Subject *subject, const char *sql)
{
	Oid			types[] = {OIDOID, OIDOID};
	Datum		values[] = {ObjectIdGetDatum(subject->schema), ObjectIdGetDatum(subject->role)};
	RunAs		before;

	run_as_role_apart(&before, subject->role);
	if (SPI_execute_with_args(sql, 2, types, values, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not run \"%s\"", sql);
	return SPI_processed;
}

/* Adds the first column of the rows of the last query, at most five of them. */
static void
list_rows(StringInfo detail)
{
	for (uint64 i = 0; i < SPI_processed && i < 5; i++)
		appendStringInfo(detail, "%s%s", detail->len > 0 ? ", " : "",
						 row_text(i, 1));
	if (SPI_processed > 5)
		appendStringInfoString(detail, ", …");
}

/* Everything in the schema belongs to its owner, who can neither log in nor do more than others. */
static bool
check_owner(const Subject *subject, StringInfo detail)
{
	uint64		strangers;

	strangers = query(subject,
					  "SELECT pg_catalog.pg_describe_object(d.classid, d.objid, 0) "
					  "FROM pg_catalog.pg_depend d "
					  "LEFT JOIN pg_catalog.pg_class c "
					  "ON d.classid = 'pg_catalog.pg_class'::regclass AND c.oid = d.objid "
					  "LEFT JOIN pg_catalog.pg_proc p "
					  "ON d.classid = 'pg_catalog.pg_proc'::regclass AND p.oid = d.objid "
					  "LEFT JOIN pg_catalog.pg_type t "
					  "ON d.classid = 'pg_catalog.pg_type'::regclass AND t.oid = d.objid "
					  "WHERE d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = $1 "
					  "AND coalesce(c.relowner, p.proowner, t.typowner) <> $2 "
					  "UNION ALL "
					  "SELECT 'role ' || rolname FROM pg_catalog.pg_roles "
					  "WHERE oid = $2 AND (rolcanlogin OR rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls)");
	list_rows(detail);
	return strangers == 0;
}

/*
 * Nobody else may write: not by a grant on schema, table, column or sequence,
 * and not as a member of the role. Somebody may be let read, but not everybody,
 * not the HTTP shim by itself, and not another tenant.
 */
static bool
check_privileges(const Subject *subject, StringInfo detail)
{
	uint64		grants;

	grants = query(subject,
				   "WITH relation AS (SELECT c.oid, pg_catalog.quote_ident(c.relname) AS name, c.relacl "
				   "FROM pg_catalog.pg_depend d "
				   "JOIN pg_catalog.pg_class c ON c.oid = d.objid "
				   "WHERE d.classid = 'pg_catalog.pg_class'::regclass "
				   "AND d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = $1), "
				   "acl AS (SELECT n.nspname AS name, n.nspacl AS acl FROM pg_catalog.pg_namespace n WHERE n.oid = $1 "
				   "UNION ALL SELECT r.name, r.relacl FROM relation r "
				   "UNION ALL SELECT r.name || '.' || a.attname, a.attacl FROM relation r "
				   "JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attacl IS NOT NULL) "
				   "SELECT x.privilege_type || ' on ' || acl.name || ' to ' || "
				   "CASE x.grantee WHEN 0 THEN 'public' ELSE x.grantee::regrole::text END "
				   "FROM acl, pg_catalog.aclexplode(acl.acl) x "
				   "WHERE x.grantee <> $2 AND (x.privilege_type NOT IN ('SELECT', 'USAGE') OR x.grantee = 0 "
				   "OR x.grantee = 'outlay_web'::regrole "
				   "OR EXISTS (SELECT FROM pg_catalog.pg_namespace n "
				   "WHERE n.nspowner = x.grantee AND n.nspname ~ '^tenant_[0-9]+$')) "
				   "UNION ALL SELECT 'membership of ' || m.member::regrole FROM pg_catalog.pg_auth_members m "
				   "WHERE m.roleid = $2 AND pg_catalog.pg_has_role(m.member, $2, 'USAGE')");
	list_rows(detail);
	return grants == 0;
}

/* Unqualified names are found in the schema of search_path. */
static bool
check_path(const Subject *subject, StringInfo detail)
{
	Oid			table;

	use_path_of(subject->id);
	use_role(subject->role);
	table = RelnameGetRelid("expense");
	if (OidIsValid(table) && get_rel_namespace(table) == subject->schema)
		return true;
	appendStringInfoString(detail, "\"expense\" is found elsewhere, or nowhere");
	return false;
}

/* The slug of the organization that get_organization() answers for; called without SQL, which would need names. */
static char *
slug_that_answers(void)
{
	List	   *name = list_make2(makeString(OUTLAY_SCHEMA), makeString("get_organization"));
	Oid			function = LookupFuncName(name, 0, NULL, false);
	Datum		record = OidFunctionCall0(function);
	bool		is_null;

	return TextDatumGetCString(GetAttributeByName(DatumGetHeapTupleHeader(record), "slug", &is_null));
}

/* A function called with the tenant's search_path answers for that tenant. */
static bool
check_function(const Subject *subject, StringInfo detail)
{
	const char *slug;

	if (!subject->active)
	{
		appendStringInfoString(detail, "suspended: not tried");
		return true;
	}
	use_path_of(subject->id);
	slug = slug_that_answers();
	appendStringInfo(detail, "get_organization() answered for %s", slug);
	return strcmp(slug, subject->slug) == 0;
}

/* Every statement of the extension can be prepared: all that it names is there, and found in one place only. */
static bool
check_statements(const Subject *subject, StringInfo detail)
{
	const char *statement;

	if (!subject->active)
	{
		appendStringInfoString(detail, "suspended: not tried");
		return true;
	}
	use_path_of(subject->id);
	use_role(subject->role);
	(void) proof_run(&statement);
	return true;
}

/* The tenant's role cannot read another tenant's table. */
static bool
check_wall_to_other(const Subject *subject, StringInfo detail)
{
	use_path_of(subject->id);
	use_role(subject->role);
	SPI_execute(psprintf("SELECT FROM " TENANT_SCHEMA ".expense", subject->other), true, 1);
	appendStringInfo(detail, TENANT_SCHEMA ".expense could be read", subject->other);
	return false;
}

/* Another tenant's role cannot read the tenant's table. */
static bool
check_wall_from_other(const Subject *subject, StringInfo detail)
{
	use_path_of(subject->id);
	use_role(current_role_of(subject->other));
	SPI_execute(psprintf("SELECT FROM " TENANT_SCHEMA ".expense", subject->id), true, 1);
	appendStringInfo(detail, "the role of " TENANT_SCHEMA " could read " TENANT_SCHEMA ".expense",
					 subject->other, subject->id);
	return false;
}

/* The tenant's role finds no table with another tenant's search_path. */
static bool
check_path_wall(const Subject *subject, StringInfo detail)
{
	use_path_of(subject->other);
	use_role(subject->role);
	SPI_execute("SELECT FROM expense", true, 1);
	appendStringInfo(detail, "\"expense\" was found by the search_path of " TENANT_SCHEMA, subject->other);
	return false;
}

/* The role that the HTTP shim logs in as cannot read the tenant's table by itself. */
static bool
check_web_wall(const Subject *subject, StringInfo detail)
{
	use_role(get_role_oid("outlay_web", false));
	SPI_execute(psprintf("SELECT FROM " TENANT_SCHEMA ".expense", subject->id), true, 1);
	appendStringInfo(detail, "outlay_web could read " TENANT_SCHEMA ".expense", subject->id);
	return false;
}

/* Balances are what their entries add up to. */
static bool
check_kept_balances(const Subject *subject, StringInfo detail)
{
	use_path_of(subject->id);
	use_role(subject->role);
	if (SPI_execute(check_balances, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not recompute balances");
	if (SPI_processed > 0)
		appendStringInfo(detail, UINT64_FORMAT " differ: SELECT * FROM outlay.check_balances()", SPI_processed);
	return SPI_processed == 0;
}

const Check selftest_checks[] = {
	{"owner", check_owner, false},
	{"privileges", check_privileges, false},
	{"search_path", check_path, false},
	{"function", check_function, false},
	{"statements", check_statements, false},
	{"wall to others", check_wall_to_other, true, true},
	{"wall from others", check_wall_from_other, true, true},
	{"wall of search_path", check_path_wall, true, true},
	{"wall of outlay_web", check_web_wall, true},
	{"balances", check_kept_balances, false},
	{NULL},
};
