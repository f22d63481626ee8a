/*-------------------------------------------------------------------------
 *
 * selftest.c
 *	  The walls between tenants, proved on the living database: selftest().
 *
 * Each check runs for each tenant in a subtransaction that is always rolled
 * back. That undoes what a check switched (role, search_path) however it ended,
 * gives its locks back, so that the test of ten thousand tenants holds no more
 * of them than that of one, and makes a refusal, which several checks are
 * after, an ordinary outcome. No check writes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/resowner.h"
#include "utils/tuplestore.h"

#include "call.h"
#include "check.h"
#include "outlay.h"
#include "role.h"
#include "search_path.h"
#include "tenant.h"

PG_FUNCTION_INFO_V1(outlay_selftest);

/* After so many tenants the catalogue caches, which never shrink by themselves, are emptied. */
#define TENANTS_PER_CACHE	100

/* The tenant under test, and another one to try the walls on; 0: there is no other. */
typedef struct Subject
{
	int64		id;
	int64		other;
	const char *slug;
	Oid			schema;
	Oid			role;
	bool		active;
} Subject;

/* A check adds to detail what it found and returns whether that is right. */
typedef struct Check
{
	const char *name;
	bool		(*run) (const Subject *subject, StringInfo detail);
	bool		refused;		/* right is if the statement is refused */
	bool		needs_other;	/* tries another tenant */
} Check;

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

/* Runs a query with the tenant's search_path; its parameters are schema and role. Returns the number of rows. */
static uint64
query(const Subject *subject, const char *sql)
{
	Oid			types[] = {OIDOID, OIDOID};
	Datum		values[] = {ObjectIdGetDatum(subject->schema), ObjectIdGetDatum(subject->role)};

	use_path_of(subject->id);
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
						 SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1));
	if (SPI_processed > 5)
		appendStringInfoString(detail, ", …");
}

/* Everything in the schema belongs to its owner, who can neither log in nor do more than others. */
static bool
check_owner(const Subject *subject, StringInfo detail)
{
	uint64		strangers;

	strangers = query(subject,
					  "SELECT pg_catalog.pg_describe_object(d.classid, d.objid, 0)"
					  " FROM pg_catalog.pg_depend d"
					  " LEFT JOIN pg_catalog.pg_class c"
					  " ON d.classid = 'pg_catalog.pg_class'::regclass AND c.oid = d.objid"
					  " LEFT JOIN pg_catalog.pg_proc p"
					  " ON d.classid = 'pg_catalog.pg_proc'::regclass AND p.oid = d.objid"
					  " LEFT JOIN pg_catalog.pg_type t"
					  " ON d.classid = 'pg_catalog.pg_type'::regclass AND t.oid = d.objid"
					  " WHERE d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = $1"
					  " AND coalesce(c.relowner, p.proowner, t.typowner) <> $2"
					  " UNION ALL"
					  " SELECT 'role ' || rolname FROM pg_catalog.pg_roles"
					  " WHERE oid = $2 AND (rolcanlogin OR rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls)");
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
				   "WITH relation AS (SELECT c.oid, c.relacl FROM pg_catalog.pg_depend d"
				   " JOIN pg_catalog.pg_class c ON c.oid = d.objid"
				   " WHERE d.classid = 'pg_catalog.pg_class'::regclass"
				   " AND d.refclassid = 'pg_catalog.pg_namespace'::regclass AND d.refobjid = $1),"
				   " acl AS (SELECT n.nspname AS name, n.nspacl AS acl FROM pg_catalog.pg_namespace n WHERE n.oid = $1"
				   " UNION ALL SELECT r.oid::regclass::text, r.relacl FROM relation r"
				   " UNION ALL SELECT r.oid::regclass || '.' || a.attname, a.attacl FROM relation r"
				   " JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attacl IS NOT NULL)"
				   " SELECT x.privilege_type || ' on ' || acl.name || ' to ' ||"
				   " CASE x.grantee WHEN 0 THEN 'public' ELSE x.grantee::regrole::text END"
				   " FROM acl, pg_catalog.aclexplode(acl.acl) x"
				   " WHERE x.grantee <> $2 AND (x.privilege_type NOT IN ('SELECT', 'USAGE') OR x.grantee = 0"
				   " OR x.grantee = 'outlay_web'::regrole"
				   " OR EXISTS (SELECT FROM pg_catalog.pg_namespace n"
				   " WHERE n.nspowner = x.grantee AND n.nspname ~ '^tenant_[0-9]+$'))"
				   " UNION ALL SELECT 'membership of ' || m.member::regrole FROM pg_catalog.pg_auth_members m"
				   " WHERE m.roleid = $2 AND pg_catalog.pg_has_role(m.member, $2, 'USAGE')");
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
	query(subject, "SELECT slug FROM outlay.get_organization()");
	slug = call_text(1);
	appendStringInfo(detail, "get_organization() answered for %s", slug);
	return strcmp(slug, subject->slug) == 0;
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
	use_role(call_role_of_tenant(subject->other));
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

static const Check checks[] = {
	{"owner", check_owner, false},
	{"privileges", check_privileges, false},
	{"search_path", check_path, false},
	{"function", check_function, false},
	{"wall to others", check_wall_to_other, true, true},
	{"wall from others", check_wall_from_other, true, true},
	{"wall of search_path", check_path_wall, true, true},
	{"wall of outlay_web", check_web_wall, true},
	{"balances", check_kept_balances, false},
};

/* Whether an error is a refusal: not allowed, or a table not found, as in a schema that one may not look into. */
static bool
is_refusal(const ErrorData *error)
{
	return error->sqlerrcode == ERRCODE_INSUFFICIENT_PRIVILEGE || error->sqlerrcode == ERRCODE_UNDEFINED_TABLE;
}

/* Runs a check in a subtransaction and rolls that back. The detail is in the caller's memory. */
static bool
run_check(const Check *check, const Subject *subject, StringInfo detail)
{
	MemoryContext memory = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	volatile bool right = false;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(memory);
	PG_TRY();
	{
		right = check->run(subject, detail);
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(memory);
		error = CopyErrorData();
		FlushErrorState();
		right = check->refused && is_refusal(error);
		resetStringInfo(detail);
		appendStringInfoString(detail, error->message);
	}
	PG_END_TRY();
	RollbackAndReleaseCurrentSubTransaction();
	MemoryContextSwitchTo(memory);
	CurrentResourceOwner = owner;
	return right;
}

/* Runs all checks for a tenant and stores their outcome. */
static void
test_tenant(const Subject *subject, ReturnSetInfo *result)
{
	for (const Check *check = checks; check < checks + lengthof(checks); check++)
	{
		Datum		values[4];
		bool		nulls[4] = {false};
		StringInfoData detail;

		CHECK_FOR_INTERRUPTS();
		if (check->needs_other && subject->other == 0)
			continue;
		initStringInfo(&detail);
		values[0] = CStringGetTextDatum(subject->slug);
		values[1] = CStringGetTextDatum(check->name);
		values[2] = BoolGetDatum(run_check(check, subject, &detail));
		values[3] = CStringGetTextDatum(detail.data);
		nulls[3] = detail.len == 0;
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
}

/* Stores that a tenant has lost its schema, and with it everything that could be checked. */
static void
report_missing_schema(const Subject *subject, ReturnSetInfo *result)
{
	Datum		values[] = {
		CStringGetTextDatum(subject->slug),
		CStringGetTextDatum("schema"),
		BoolGetDatum(false),
		CStringGetTextDatum(psprintf(TENANT_SCHEMA " does not exist", subject->id)),
	};
	bool		nulls[4] = {false};

	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* Reads the tenants to test, in the current memory; each one's other is its neighbour. */
static Subject *
read_subjects(Datum slug, bool all, int *count)
{
	static const char *const sql =
		"SELECT id, slug, status OPERATOR(pg_catalog.=) 'active', other"
		" FROM (SELECT id, slug, status, coalesce(lead(id) OVER (ORDER BY id), lag(id) OVER (ORDER BY id), 0) AS other"
		" FROM outlay.tenant WHERE status OPERATOR(pg_catalog.<>) 'dropped') t"
		" WHERE $1 IS NULL OR slug OPERATOR(pg_catalog.=) $1 ORDER BY id";
	Oid			types[] = {TEXTOID};
	RoleSwitch	before;
	Subject    *subjects;

	role_become(&before, role_outlay_owner());
	if (SPI_execute_with_args(sql, 1, types, &slug, all ? "n" : " ", true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not read outlay.tenant");
	role_return(&before);
	*count = (int) SPI_processed;
	subjects = palloc0(sizeof(Subject) * (*count + 1));
	for (int i = 0; i < *count; i++)
	{
		HeapTuple	tuple = SPI_tuptable->vals[i];
		TupleDesc	desc = SPI_tuptable->tupdesc;
		bool		is_null;

		subjects[i].id = DatumGetInt64(SPI_getbinval(tuple, desc, 1, &is_null));
		subjects[i].slug = SPI_getvalue(tuple, desc, 2);
		subjects[i].active = DatumGetBool(SPI_getbinval(tuple, desc, 3, &is_null));
		subjects[i].other = DatumGetInt64(SPI_getbinval(tuple, desc, 4, &is_null));
	}
	return subjects;
}

/*
 * selftest(slug text) returns setof outlay.selftest_record: a row for each
 * tenant (NULL: all that are not dropped) and check. 42501: not an operator;
 * 3D000: no such organization.
 */
Datum
outlay_selftest(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext per_tenant;
	MemoryContext spi_memory;
	Subject    *subjects;
	int			count;

	check_operator("run the self-test");
	InitMaterializedSRF(fcinfo, 0);
	SPI_connect();
	subjects = read_subjects(PG_ARGISNULL(0) ? (Datum) 0 : PG_GETARG_DATUM(0), PG_ARGISNULL(0), &count);
	if (count == 0 && !PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_DATABASE),
				 errmsg("there is no organization \"%s\"", text_to_cstring(PG_GETARG_TEXT_PP(0))),
				 errhint("outlay.list_tenants() shows which there are.")));

	per_tenant = AllocSetContextCreate(CurrentMemoryContext, "outlay self-test", ALLOCSET_DEFAULT_SIZES);
	spi_memory = MemoryContextSwitchTo(per_tenant);
	for (int i = 0; i < count; i++)
	{
		subjects[i].schema = get_namespace_oid(psprintf(TENANT_SCHEMA, subjects[i].id), true);
		if (OidIsValid(subjects[i].schema))
		{
			subjects[i].role = call_role_of_tenant(subjects[i].id);
			test_tenant(&subjects[i], result);
		}
		else
			report_missing_schema(&subjects[i], result);
		MemoryContextReset(per_tenant);
		if ((i + 1) % TENANTS_PER_CACHE == 0)
			InvalidateSystemCaches();
	}
	MemoryContextSwitchTo(spi_memory);
	SPI_finish();
	return (Datum) 0;
}
