/*-------------------------------------------------------------------------
 *
 * selftest.c
 *	  The walls between tenants, proved on the living database: selftest().
 *
 * Each check runs for each tenant in a subtransaction that is always rolled
 * back. That undoes what a check switched (role, search_path) however it ended,
 * gives its locks back, so that the test of ten thousand tenants holds no more
 * of them than that of one, and makes a refusal, which several checks are
 * after, an ordinary outcome. The checks are in selftest_check.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"

#include "call/call.h"
#include "core/attempt.h"
#include "core/outlay.h"
#include "core/role.h"
#include "core/row.h"
#include "core/run_as.h"
#include "directory/tenant.h"
#include "fleet/selftest.h"

PG_FUNCTION_INFO_V1(outlay_selftest);

/* After so many tenants the catalogue caches, which never shrink by themselves, are emptied. */
#define TENANTS_PER_CACHE	100

static bool is_refusal(const ErrorData *error);
static void try_check(void *arg);
static bool run_check(const Check *check, const Subject *subject, StringInfo detail);
static void run_checks(const Check *check, const Subject *subject, ReturnSetInfo *result);
static void report(const Subject *subject, const char *check, const char *detail, ReturnSetInfo *result);
static void test_tenant(Subject *subject, ReturnSetInfo *result);
static Subject *read_subjects(Datum slug, bool all, int *count);

/* Whether an error is a refusal: not allowed, or a table not found, as in a schema that one may not look into. */
static bool
is_refusal(const ErrorData *error)
{
	return error->sqlerrcode == ERRCODE_INSUFFICIENT_PRIVILEGE || error->sqlerrcode == ERRCODE_UNDEFINED_TABLE;
}

/* What run_check() attempts. */
typedef struct CheckRun
{
	const Check *check;
	const Subject *subject;
	StringInfo	detail;
	bool		right;
} CheckRun;

/* Runs a check. */
static void
try_check(void *arg)
{
	CheckRun   *run = arg;

	run->right = run->check->run(run->subject, run->detail);
}

/* Runs a check in a subtransaction and rolls that back. The detail is in the caller's memory. A cancel goes on. */
static bool
run_check(const Check *check, const Subject *subject, StringInfo detail)
{
	CheckRun	run = {check, subject, detail};
	ErrorData  *error = attempt_and_undo(try_check, &run);

	if (error == NULL)
		return run.right;
	if (error->sqlerrcode == ERRCODE_QUERY_CANCELED)
		ReThrowError(error);
	resetStringInfo(detail);
	appendStringInfoString(detail, error->message);
	return check->refused && is_refusal(error);
}

/* Runs checks for a tenant, or for the database with no subject, and stores their outcome. */
static void
run_checks(const Check *check, const Subject *subject, ReturnSetInfo *result)
{
	for (; check->name != NULL; check++)
	{
		Datum		values[4];
		bool		nulls[4] = {subject == NULL};
		StringInfoData detail;

		CHECK_FOR_INTERRUPTS();
		if (subject != NULL && check->needs_other && subject->other == 0)
			continue;
		initStringInfo(&detail);
		values[0] = subject == NULL ? (Datum) 0 : CStringGetTextDatum(subject->slug);
		values[1] = CStringGetTextDatum(check->name);
		values[2] = BoolGetDatum(run_check(check, subject, &detail));
		values[3] = CStringGetTextDatum(detail.data);
		nulls[3] = detail.len == 0;
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
}

/* Stores why nothing of a tenant can be checked. */
static void
report(const Subject *subject, const char *check, const char *detail, ReturnSetInfo *result)
{
	Datum		values[] = {
		CStringGetTextDatum(subject->slug),
		CStringGetTextDatum(check),
		BoolGetDatum(false),
		CStringGetTextDatum(detail),
	};
	bool		nulls[4] = {false};

	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * Tests a tenant, unless there is no schema, or none that anything runs in: as
 * a role that is not the tenant's own, or a superuser, no check is made either.
 */
static void
test_tenant(Subject *subject, ReturnSetInfo *result)
{
	char	   *schema = psprintf(TENANT_SCHEMA, subject->id);

	subject->schema = get_namespace_oid(schema, true);
	if (!OidIsValid(subject->schema))
	{
		report(subject, "schema", psprintf("%s does not exist", schema), result);
		return;
	}
	subject->role = role_of_schema(subject->schema);
	if (role_is_of_tenant(subject->role, subject->id))
		run_checks(selftest_checks, subject, result);
	else
		report(subject, "owner",
			   psprintf("%s belongs to %s", schema, role_stranger(subject->role)), result);
}

/*
 * Reads the tenants to test, in the current memory. Each one's other is the
 * nearest that has a schema of its own role: walls tell nothing on one that is
 * broken itself.
 */
static Subject *
read_subjects(Datum slug, bool all, int *count)
{
	static const char *const sql =
		"SELECT id, slug, status OPERATOR(pg_catalog.=) 'active', other "
		"FROM (SELECT t.id, t.slug, t.status, coalesce("
		"pg_catalog.min(s.id) OVER (ORDER BY t.id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), "
		"pg_catalog.max(s.id) OVER (ORDER BY t.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS other "
		"FROM outlay.tenant t LEFT JOIN (SELECT o.id FROM outlay.tenant o "
		"JOIN pg_catalog.pg_namespace n ON n.nspname OPERATOR(pg_catalog.=) o.schema "
		"JOIN pg_catalog.pg_roles r ON r.oid OPERATOR(pg_catalog.=) n.nspowner "
		"WHERE NOT r.rolsuper AND outlay.is_role_of_tenant(r.rolname, o.id)) s ON s.id OPERATOR(pg_catalog.=) t.id "
		"WHERE t.status OPERATOR(pg_catalog.<>) 'dropped') t "
		"WHERE $1 IS NULL OR slug OPERATOR(pg_catalog.=) $1 ORDER BY id";
	Oid			types[] = {TEXTOID};
	RunAs		before;
	Subject    *subjects;

	run_as_owner(&before);
	if (SPI_execute_with_args(sql, 1, types, &slug, all ? "n" : " ", true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not read outlay.tenant");
	run_as_end(&before);
	*count = (int) SPI_processed;
	subjects = palloc0(sizeof(Subject) * (*count + 1));
	for (int i = 0; i < *count; i++)
	{
		subjects[i].id = row_int64(i, 1);
		subjects[i].slug = row_text(i, 2);
		subjects[i].active = row_bool(i, 3);
		subjects[i].other = row_int64(i, 4);
	}
	return subjects;
}

/*
 * selftest(slug text) returns setof outlay.selftest_record: a row for each
 * tenant (NULL: all that are not dropped) and check; for NULL also a row
 * without a tenant for each check of the database. 42501: not an operator;
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

	if (PG_ARGISNULL(0))
		run_checks(selftest_database_checks, NULL, result);
	per_tenant = AllocSetContextCreate(CurrentMemoryContext, "outlay self-test", ALLOCSET_DEFAULT_SIZES);
	spi_memory = MemoryContextSwitchTo(per_tenant);
	for (int i = 0; i < count; i++)
	{
		test_tenant(&subjects[i], result);
		MemoryContextReset(per_tenant);
		if ((i + 1) % TENANTS_PER_CACHE == 0)
			InvalidateSystemCaches();
	}
	MemoryContextSwitchTo(spi_memory);
	SPI_finish();
	return (Datum) 0;
}
