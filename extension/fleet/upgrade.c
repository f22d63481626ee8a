/*-------------------------------------------------------------------------
 *
 * upgrade.c
 *	  CALL outlay.upgrade_tenants(): bringing the fleet to a version.
 *
 * First the template, then canaries, then everybody who is behind, in the
 * order of their numbers (upgrade_rest.c).
 *
 * An organization that is being created meanwhile gets the version that its
 * creator has read. A creator locks outlay.template before it reads it and
 * until its transaction ends (template_get()). So when all who held that lock
 * at the beginning are gone, everybody with an earlier version can be seen,
 * and everybody who comes later has the new one.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "storage/ipc.h"
#include "storage/lmgr.h"
#include "tcop/utility.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

#include "blueprint/template.h"
#include "core/attempt.h"
#include "core/guc.h"
#include "core/outlay.h"
#include "core/problem.h"
#include "core/role.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "fleet/upgrade.h"

#define MAX_WORKERS 64

PG_FUNCTION_INFO_V1(outlay_upgrade_tenants);

static int	read_arguments(FunctionCallInfo fcinfo, Upgrade *upgrade, int *canaries);
static int	integer_argument(FunctionCallInfo fcinfo, int arg, const char *field, int least, int most,
							Problems *problems);
static void choose_version(Upgrade *upgrade);
static void wait_for_creators(void *arg);
static void await_creations(const Upgrade *upgrade);
static void check_slugs(const Upgrade *upgrade);
static void upgrade_canaries(Upgrade *upgrade, int canaries);
static void upgrade_fleet(Upgrade *upgrade, int workers);
static void stop_workers_at_exit(int code, Datum workers);

/*
 * upgrade_tenants(to_version integer default null, canaries integer default 1,
 * batch_size integer default 100, max_failures integer default 10,
 * lock_timeout interval default '2 seconds', retries integer default 3,
 * workers integer default 1, slugs text[] default null), a procedure.
 *
 * 25001: inside a transaction block; 22023: no such version, or an argument
 * out of its range; 3D000: no such organization; 55000: a canary failed, or too
 * many did. For operators.
 */
Datum
outlay_upgrade_tenants(PG_FUNCTION_ARGS)
{
	Upgrade		upgrade = {0};
	int			canaries;
	int			workers;

	check_operator("upgrade organizations");
	PreventCommandIfReadOnly("upgrade_tenants()");
	tenant_check_top_level(fcinfo, "upgrade_tenants()");
	upgrade.context = AllocSetContextCreate(PortalContext, "outlay upgrade", ALLOCSET_DEFAULT_SIZES);
	workers = read_arguments(fcinfo, &upgrade, &canaries);

	SPI_connect_ext(SPI_OPT_NONATOMIC);
	choose_version(&upgrade);
	await_creations(&upgrade);
	/* Not before: one of them may be just being created. */
	check_slugs(&upgrade);
	if (upgrade_find(&upgrade, false, 0) != 0)
	{
		upgrade_begin_run(&upgrade);
		upgrade_canaries(&upgrade, canaries);
		upgrade_fleet(&upgrade, workers);
		upgrade_end_run(&upgrade);
	}
	upgrade_report(&upgrade);
	SPI_finish();
	MemoryContextDelete(upgrade.context);
	PG_RETURN_VOID();
}

/* Checks the arguments, fills upgrade and *canaries, and returns the number of workers. */
static int
read_arguments(FunctionCallInfo fcinfo, Upgrade *upgrade, int *canaries)
{
	Problems	problems = {0};
	MemoryContext caller = MemoryContextSwitchTo(upgrade->context);
	int			workers;

	upgrade->to_version = PG_ARGISNULL(0) ? 0 : integer_argument(fcinfo, 0, "to_version", 1, PG_INT32_MAX, &problems);
	*canaries = integer_argument(fcinfo, 1, "canaries", 0, PG_INT32_MAX, &problems);
	upgrade->batch_size = integer_argument(fcinfo, 2, "batch_size", 1, PG_INT32_MAX, &problems);
	upgrade->max_failures = integer_argument(fcinfo, 3, "max_failures", 1, PG_INT32_MAX, &problems);
	upgrade->retries = integer_argument(fcinfo, 5, "retries", 0, 100, &problems);
	workers = integer_argument(fcinfo, 6, "workers", 1, MAX_WORKERS, &problems);
	if (!PG_ARGISNULL(4))
	{
		Interval   *interval = PG_GETARG_INTERVAL_P(4);
		int64		span = interval->time + interval->day * USECS_PER_DAY;

		upgrade->lock_timeout = (int32) Max(0, Min(span / 1000, USECS_PER_DAY / 1000));
		if (interval->month != 0 || span < 1000 || span > USECS_PER_DAY)
			problem_add(&problems, "lock_timeout", "out_of_range", "must be between 1 ms and a day");
	}
	else
		problem_add(&problems, "lock_timeout", "missing", "is required");
	if (!PG_ARGISNULL(7))
	{
		ArrayType  *slugs = PG_GETARG_ARRAYTYPE_P_COPY(7);

		upgrade->slugs = PointerGetDatum(slugs);
		if (ArrayGetNItems(ARR_NDIM(slugs), ARR_DIMS(slugs)) == 0 || array_contains_nulls(slugs))
			problem_add(&problems, "slugs", "missing", "must name organizations; leave it out for all");
		if (workers > 1)
			problem_add(&problems, "workers", "out_of_range", "must be 1 where slugs are given");
	}
	MemoryContextSwitchTo(caller);
	problem_check(&problems, "upgrade");
	return workers;
}

/* Returns an argument that must be within bounds, and notes a problem where it is not. */
static int
integer_argument(FunctionCallInfo fcinfo, int arg, const char *field, int least, int most, Problems *problems)
{
	if (PG_ARGISNULL(arg))
		problem_add(problems, field, "missing", "is required");
	else if (PG_GETARG_INT32(arg) < least || PG_GETARG_INT32(arg) > most)
		problem_add(problems, field, "out_of_range", "must be between %d and %d", least, most);
	return PG_ARGISNULL(arg) ? least : PG_GETARG_INT32(arg);
}

/* Brings the template up to date and decides which version the organizations are brought to. */
static void
choose_version(Upgrade *upgrade)
{
	Template	template;
	int32		whole;

	template_get(&template);
	if (upgrade->to_version > template.version)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the template has no version %d", upgrade->to_version),
				 errdetail("to_version: unknown_version: the newest is %d.", template.version),
				 errhint("SELECT * FROM outlay.upgrade_progress shows which there are.")));
	if (upgrade->to_version == 0)
		upgrade->to_version = template.version;
	whole = template_whole_version(upgrade->to_version);
	if (whole != upgrade->to_version)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("nobody can stop at version %d: a migration in it was replaced", upgrade->to_version),
				 errdetail("to_version: replaced: the next one to stop at is %d.", whole)));
	SPI_commit();
}

/* Waits for the transactions that hold the lock under which organizations are created. */
static void
wait_for_creators(void *arg)
{
	LOCKTAG		tag;

	SET_LOCKTAG_RELATION(tag, MyDatabaseId,
						 get_relname_relid("template", get_namespace_oid(OUTLAY_SCHEMA, false)));
	WaitForLockers(tag, ExclusiveLock, false);
}

/*
 * Waits for those that were creating an organization, or adding a migration,
 * when it began. It waits no longer than for any other lock: a transaction
 * that somebody forgot must not stop everything.
 */
static void
await_creations(const Upgrade *upgrade)
{
	ErrorData  *error;

	guc_local("lock_timeout", psprintf("%d", upgrade->lock_timeout));
	error = attempt(wait_for_creators, NULL);
	if (error != NULL)
	{
		if (error->sqlerrcode != ERRCODE_LOCK_NOT_AVAILABLE)
			ReThrowError(error);
		ereport(WARNING,
				(errmsg("a transaction that creates an organization has not ended yet"),
				 errhint("Its organization may have an earlier version. Call upgrade_tenants() again afterwards.")));
	}
	SPI_commit();
}

/* Raises 3D000 where one of the slugs, if there are any, is no organization's. */
static void
check_slugs(const Upgrade *upgrade)
{
	Datum	   *slugs;
	int			count;
	TenantRow	row;

	if (upgrade->slugs == (Datum) 0)
		return;
	deconstruct_array(DatumGetArrayTypeP(upgrade->slugs), TEXTOID, -1, false, TYPALIGN_INT, &slugs, NULL, &count);
	for (int i = 0; i < count; i++)
	{
		tenant_find_slug(TextDatumGetCString(slugs[i]), &row);
		tenant_check_kept(&row);
	}
}

/*
 * Upgrades so many organizations; if one fails nobody else is touched. They
 * are those with the lowest numbers that have not failed before: one that is
 * broken for good would else stop every call.
 */
static void
upgrade_canaries(Upgrade *upgrade, int canaries)
{
	if (canaries == 0)
		return;
	upgrade_rest(upgrade, canaries);
	if (upgrade->failed > 0)
	{
		upgrade_end_run(upgrade);
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("%d of the first %d to reach version %d failed, so the other organizations were left alone",
						upgrade->failed, upgrade->failed + upgrade->done, upgrade->to_version),
				 errhint(UPGRADE_FAILURE_HINT)));
	}
}

/* Upgrades everybody who is left, together with workers. */
static void
upgrade_fleet(Upgrade *upgrade, int workers)
{
	List	   *started = upgrade_start_workers(upgrade, workers - 1);

	PG_ENSURE_ERROR_CLEANUP(stop_workers_at_exit, PointerGetDatum(started));
	{
		upgrade_rest(upgrade, -1);
		upgrade_await_workers(started);
	}
	PG_END_ENSURE_ERROR_CLEANUP(stop_workers_at_exit, PointerGetDatum(started));

	/* What a worker left when it was ended from outside. */
	if (started != NIL)
		upgrade_rest(upgrade, -1);
	upgrade_check_failures(upgrade);
}

/* Ends the workers when this session fails, is cancelled or is terminated. */
static void
stop_workers_at_exit(int code, Datum workers)
{
	upgrade_stop_workers((List *) DatumGetPointer(workers));
}
