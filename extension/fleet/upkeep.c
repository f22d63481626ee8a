/*-------------------------------------------------------------------------
 *
 * upkeep.c
 *	  What the background worker does in one database: it keeps spare tenants
 *	  ready, makes expenses that come again, and removes dropped ones when their
 *	  time is over.
 *
 * Each step is a short transaction of its own: one spare made or dropped, some
 * expenses of one tenant, one tenant removed or a part of it. So no snapshot and few locks are held, and
 * a kill or a shutdown between or within steps loses nothing. What is urgent
 * comes first: somebody may be waiting for a spare. An error ends that kind of
 * work for this turn, and not the other; a dump that begins beside a drop is
 * no error, the step is taken back and comes again.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "commands/extension.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "postmaster/bgworker.h"
#include "postmaster/interrupt.h"
#include "storage/ipc.h"
#include "storage/latch.h"
#include "tcop/tcopprot.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

#include "core/attempt.h"
#include "core/outlay.h"
#include "core/search_path.h"
#include "core/wake.h"
#include "spending/recurring_run.h"
#include "tenancy/recurring_watch.h"
#include "tenancy/spare.h"
#include "tenancy/tenant_purge.h"

/* How long a worker stays with one database, and how long after its last step it waits for the next call, in ms. */
#define TURN_LENGTH	10000
#define LINGER		500

/* What a worker has done in its turn. */
typedef struct Turn
{
	Purge		purge;
	bool		failed[3];		/* by kind of work: it has met an error */
} Turn;

/* Does one transaction's part of a kind of work; false where there is nothing to do. */
typedef bool (*Work) (Turn *turn);

PGDLLEXPORT void outlay_worker_main(Datum arg);

static bool is_ours(void);
static bool keep_spares(Turn *turn);
static bool make_due(Turn *turn);
static bool purge_bin(Turn *turn);
static bool do_work(Turn *turn, Work work);
static bool do_step(Turn *turn);
static bool has_failed(const Turn *turn);
static bool linger(void);

/* The kinds of work, the urgent one first. */
static const Work works[] = {keep_spares, make_due, purge_bin};

StaticAssertDecl(lengthof(works) == lengthof(((Turn *) NULL)->failed), "each kind of work can fail");

/*
 * Tells whether this database has the extension, of a version that knows
 * spares, and may be written to.
 */
static bool
is_ours(void)
{
	Oid			schema = get_namespace_oid(OUTLAY_SCHEMA, true);

	return !XactReadOnly && OidIsValid(schema) && OidIsValid(get_extension_oid("outlay", true)) &&
		OidIsValid(get_relname_relid("spare_tenant", schema)) &&
		OidIsValid(get_relname_relid("purge_watch", schema));
}

/*
 * Makes, drops or checks one spare; false where there is nothing to do, or where
 * somebody is changing the template, who calls afterwards. It never builds the
 * template: in a database that is being restored the rows of it come before
 * the rest, and the first organization can do it as well.
 */
static bool
keep_spares(Turn *turn)
{
	SpareStep	step = {SPARE_NOTHING};
	Template	template;

	pgstat_report_activity(STATE_RUNNING, "keeping spare organizations ready");
	if (template_lock_to_use(false) && template_find(&template))
		spare_step(&template, true, &step);
	return step.work != SPARE_NOTHING;
}

/*
 * Makes some of what is due in the tenant that is due longest; false where none
 * is. An error, which the log has, is that tenant's alone: it has its next turn
 * later.
 */
static bool
make_due(Turn *turn)
{
	int64		tenant;
	int			settings;
	ErrorData  *error;

	pgstat_report_activity(STATE_RUNNING, "making expenses that come again");
	if (!OidIsValid(get_relname_relid("recurring_watch", get_namespace_oid(OUTLAY_SCHEMA, true))) ||
		!recurring_watch_lock_next(&tenant))
		return false;
	settings = search_path_enter(psprintf(TENANT_SCHEMA, tenant));
	error = attempt(recurring_run_some, NULL);
	search_path_leave(settings);
	if (error == NULL)
		return true;
	if (error->sqlerrcode == ERRCODE_QUERY_CANCELED || error->sqlerrcode == ERRCODE_ADMIN_SHUTDOWN)
		ReThrowError(error);
	ereport(LOG,
			(errcode(error->sqlerrcode),
			 errmsg("expenses that come again could not be made in schema " TENANT_SCHEMA ": %s", tenant,
					error->message)));
	recurring_watch_failed(tenant, error->message);
	return true;
}

/* Removes one dropped tenant, or a part of it; false where none is due. */
static bool
purge_bin(Turn *turn)
{
	pgstat_report_activity(STATE_RUNNING, "purging dropped organizations");
	return tenant_purge_next(&turn->purge) != PURGE_NOTHING;
}

/* Does one step of a kind of work, as a transaction; false where there is nothing to do. An error is the caller's. */
static bool
do_work(Turn *turn, Work work)
{
	bool		done;

	SetCurrentStatementStartTimestamp();
	StartTransactionCommand();
	PushActiveSnapshot(GetTransactionSnapshot());
	done = is_ours() && work(turn);
	PopActiveSnapshot();
	CommitTransactionCommand();
	return done;
}

/* Does one step of the first kind of work that has something to do and has not met an error; false where none has. */
static bool
do_step(Turn *turn)
{
	MemoryContext caller = CurrentMemoryContext;
	volatile bool done = false;

	for (volatile int i = 0; i < lengthof(works) && !done; i++)
	{
		if (turn->failed[i])
			continue;
		PG_TRY();
		{
			done = do_work(turn, works[i]);
		}
		PG_CATCH();
		{
			HOLD_INTERRUPTS();
			if (geterrcode() != ERRCODE_OUTLAY_DUMP_MAY_RUN)
			{
				turn->failed[i] = true;
				EmitErrorReport();
			}
			AbortOutOfAnyTransaction();
			MemoryContextSwitchTo(caller);
			FlushErrorState();
			RESUME_INTERRUPTS();
		}
		PG_END_TRY();
	}
	pgstat_report_stat(true);
	pgstat_report_activity(STATE_IDLE, NULL);
	return done;
}

/* Tells whether any kind of work has met an error. */
static bool
has_failed(const Turn *turn)
{
	for (int i = 0; i < lengthof(works); i++)
		if (turn->failed[i])
			return true;
	return false;
}

/* Waits a moment for a call; false where none comes. */
static bool
linger(void)
{
	(void) WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, LINGER, PG_WAIT_EXTENSION);
	ResetLatch(MyLatch);
	CHECK_FOR_INTERRUPTS();
	return wake_is_called();
}

/* Is a worker: it does what there is to do in one database, waits a moment for more, and ends. */
void
outlay_worker_main(Datum arg)
{
	TimestampTz end = TimestampTzPlusMilliseconds(GetCurrentTimestamp(), TURN_LENGTH);
	Turn		turn = {.purge = {.by_worker = true,.relations = PURGE_RELATIONS}};

	pqsignal(SIGHUP, SignalHandlerForConfigReload);
	pqsignal(SIGTERM, die);
	BackgroundWorkerUnblockSignals();
	BackgroundWorkerInitializeConnectionByOid(DatumGetObjectId(arg), InvalidOid, 0);
	/* Nobody waits behind a lock that this one waits for, and what a crash takes back is done again. */
	SetConfigOption("lock_timeout", "1s", PGC_SUSET, PGC_S_OVERRIDE);
	SetConfigOption("synchronous_commit", "off", PGC_SUSET, PGC_S_OVERRIDE);
	wake_announce(MyLatch, false);

	while (GetCurrentTimestamp() < end)
	{
		CHECK_FOR_INTERRUPTS();
		if (ConfigReloadPending)
		{
			ConfigReloadPending = false;
			ProcessConfigFile(PGC_SIGHUP);
		}
		(void) wake_is_called();
		if (!do_step(&turn) && !wake_is_called() && !linger())
			break;
	}
	wake_announce(NULL, !has_failed(&turn));
	/* Whoever called it while it ended, or needs more than a turn, gets the next one. */
	if (wake_is_called() || GetCurrentTimestamp() >= end)
		wake_now();
	proc_exit(0);
}
