/*-------------------------------------------------------------------------
 *
 * tenant_purge.c
 *	  Removing dropped tenants for good.
 *
 * There is one transaction for each tenant, and several for one that has very
 * many relations (tenant_remove.c). Whatever stops a purge, the next one goes
 * on where it was. The worker does it when outlay.purge_after is over; so does
 * purge_tenants(), at once and by the operator's own measure.
 *
 * The number of a tenant is from a sequence, so it is never used again; no
 * row needs to stay for that.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

#include "core/attempt.h"
#include "core/outlay.h"
#include "core/problem.h"
#include "core/role.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "tenancy/purge_watch.h"
#include "tenancy/tenant_purge.h"
#include "tenancy/tenant_remove.h"

PG_FUNCTION_INFO_V1(outlay_purge_tenants);

static TimestampTz time_before(Datum span, Problems *problems);
static bool lock_next(Purge *purge, TenantRow *row);
static bool lock_next_dropped(const Purge *purge, int64 *id);
static void remove_tenant(void *arg);
static PurgeOutcome purge_protected(const Purge *purge, const TenantRow *row);

/*
 * purge_tenants(older_than interval default null, relations_per_transaction
 * integer default 200, inout purged bigint default 0): removes the tenants
 * that were dropped so long ago or longer, NULL for outlay.purge_after, and
 * tells how many. One that cannot be removed, because somebody reads it for
 * longer than lock_timeout, or dumps the database, is named in a warning and
 * left for the next call. 25001: inside a transaction block; 22023: an invalid
 * argument. For operators.
 */
Datum
outlay_purge_tenants(PG_FUNCTION_ARGS)
{
	Purge		purge = {.relations = PG_ARGISNULL(1) ? 0 : PG_GETARG_INT32(1)};
	Problems	problems = {0};
	int64		purged = 0;
	PurgeOutcome outcome;
	TupleDesc	desc;
	Datum		value;
	bool		null = false;

	check_operator("purge organizations");
	tenant_check_possible("purging organizations");
	tenant_check_top_level(fcinfo, "purge_tenants()");
	if (purge.relations < 10)
		problem_add(&problems, "relations_per_transaction", "out_of_range", "must be at least 10");
	purge.before = PG_ARGISNULL(0) ? purge_watch_time() : time_before(PG_GETARG_DATUM(0), &problems);
	problem_check(&problems, "purge");

	SPI_connect_ext(SPI_OPT_NONATOMIC);
	while ((outcome = tenant_purge_next(&purge)) != PURGE_NOTHING)
	{
		purged += outcome == PURGE_DONE;
		SPI_commit();
		CHECK_FOR_INTERRUPTS();
	}
	SPI_finish();

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "purge_tenants() has no row to return");
	value = Int64GetDatum(purged);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), &value, &null)));
}

/*
 * Does one transaction's part of the work, which the caller then commits: on
 * the first tenant that is due.
 */
PurgeOutcome
tenant_purge_next(Purge *purge)
{
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext context = AllocSetContextCreate(caller, "outlay purge", ALLOCSET_DEFAULT_SIZES);
	PurgeOutcome outcome = PURGE_NOTHING;
	TenantRow	row;

	MemoryContextSwitchTo(context);
	PushActiveSnapshot(GetTransactionSnapshot());
	if (lock_next(purge, &row))
	{
		outcome = purge_protected(purge, &row);
		if (outcome == PURGE_DONE || outcome == PURGE_FAILED)
			purge->after = row.id;
	}
	PopActiveSnapshot();
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(context);
	return outcome;
}

/*
 * Returns the time that is so long ago. A time to come is a problem: it would
 * be over for everything in the bin, which whoever knows -1 from
 * outlay.purge_after does not mean.
 */
static TimestampTz
time_before(Datum span, Problems *problems)
{
	TimestampTz now = GetCurrentTimestamp();
	TimestampTz before = DatumGetTimestampTz(DirectFunctionCall2(timestamptz_mi_interval, TimestampTzGetDatum(now),
																 span));

	if (before > now)
		problem_add(problems, "older_than", "out_of_range", "must not be negative");
	return before;
}

/*
 * Fills row with the first tenant that is to be purged and that nobody else
 * has locked. The worker looks into the bin first, once a turn.
 */
static bool
lock_next(Purge *purge, TenantRow *row)
{
	int64		id;

	if (purge->by_worker && TIMESTAMP_IS_NOBEGIN(purge_watch_time()))
		return false;
	if (purge->by_worker && !purge->has_looked)
	{
		purge_watch_look();
		purge->has_looked = true;
	}
	return (purge->by_worker ? purge_watch_lock_next(purge->after, &id) : lock_next_dropped(purge, &id)) &&
		tenant_lookup_id(id, row);
}

/* Tells the number of the next tenant that was dropped before a time, or of which a part is gone. */
static bool
lock_next_dropped(const Purge *purge, int64 *id)
{
	static const Statement find = {
		"SELECT id FROM outlay.tenant WHERE status = 'dropped' AND (restore_as IS NULL OR dropped_at <= $1) "
		"AND id > $2 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED",
		2, {TIMESTAMPTZOID, INT8OID}
	};
	Datum		values[] = {TimestampTzGetDatum(purge->before), Int64GetDatum(purge->after)};

	return directory_number(&find, values, id);
}

/* What purge_protected() attempts. */
typedef struct Removal
{
	const TenantRow *row;
	int32		relations;
	bool		is_gone;
} Removal;

/* Removes a tenant, or a part of it. */
static void
remove_tenant(void *arg)
{
	Removal    *removal = arg;

	removal->is_gone = tenant_remove(removal->row, removal->relations);
}

/*
 * Purges a tenant in a subtransaction, so that an error, which becomes a
 * warning, concerns that tenant alone. For the worker a dump is no error: it
 * finds nothing to do until that has ended.
 */
static PurgeOutcome
purge_protected(const Purge *purge, const TenantRow *row)
{
	Removal		removal = {row, purge->relations};
	ErrorData  *error = attempt(remove_tenant, &removal);

	if (error == NULL)
		return removal.is_gone ? PURGE_DONE : PURGE_PART;
	if (error->sqlerrcode == ERRCODE_QUERY_CANCELED || error->sqlerrcode == ERRCODE_ADMIN_SHUTDOWN)
		ReThrowError(error);
	if (purge->by_worker && error->sqlerrcode == ERRCODE_OUTLAY_DUMP_MAY_RUN)
		return PURGE_NOTHING;
	ereport(WARNING,
			(errcode(error->sqlerrcode),
			 errmsg("organization \"%s\" could not be purged: %s", row->slug, error->message)));
	if (purge->by_worker)
		purge_watch_failed(row->id, error->message);
	return PURGE_FAILED;
}
