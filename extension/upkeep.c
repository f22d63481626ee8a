/*-------------------------------------------------------------------------
 *
 * upkeep.c
 *	  What the background worker does in one database: it keeps spare tenants
 *	  ready, and removes dropped ones when their time is over.
 *
 * Each step is a short transaction of its own: one spare made or dropped, one
 * tenant removed or a part of it. So no snapshot and few locks are held, and
 * a kill or a shutdown between or within steps loses nothing. What is urgent
 * comes first: somebody may be waiting for a spare.
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

#include "outlay.h"
#include "spare.h"
#include "tenant_purge.h"
#include "worker.h"

/* How long a worker stays with one database, and how long after its last step it waits for the next call, in ms. */
#define TURN_LENGTH	10000
#define LINGER		500

PGDLLEXPORT void outlay_worker_main(Datum arg);

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
 * Makes or drops one spare; false where there is nothing to do, or where
 * somebody is changing the template, who calls afterwards. It never builds the
 * template: in a database that is being restored the rows of it come before
 * the rest, and the first organization can do it as well.
 */
static bool
keep_spares(void)
{
	SpareStep	step = {SPARE_NOTHING};
	Template	template;

	pgstat_report_activity(STATE_RUNNING, "keeping spare organizations ready");
	if (template_lock_to_use(false) && template_find(&template))
		spare_step(&template, &step);
	return step.work != SPARE_NOTHING;
}

/* Removes one dropped tenant, or a part of it; false where none is due. */
static bool
purge_bin(Purge *purge)
{
	pgstat_report_activity(STATE_RUNNING, "purging dropped organizations");
	return tenant_purge_next(purge) != PURGE_NOTHING;
}

/* One transaction of upkeep; false where there is nothing to do. */
static bool
do_step(Purge *purge)
{
	bool		done = false;

	SetCurrentStatementStartTimestamp();
	StartTransactionCommand();
	PushActiveSnapshot(GetTransactionSnapshot());
	if (is_ours())
		done = keep_spares() || purge_bin(purge);
	PopActiveSnapshot();
	CommitTransactionCommand();
	pgstat_report_stat(true);
	pgstat_report_activity(STATE_IDLE, NULL);
	return done;
}

/* Waits a moment for a call; false where none comes. */
static bool
linger(void)
{
	(void) WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, LINGER, PG_WAIT_EXTENSION);
	ResetLatch(MyLatch);
	CHECK_FOR_INTERRUPTS();
	return worker_is_called();
}

/* outlay_worker_main is a worker: it does what there is to do in one database, waits a moment for more, and ends. */
void
outlay_worker_main(Datum arg)
{
	TimestampTz end = TimestampTzPlusMilliseconds(GetCurrentTimestamp(), TURN_LENGTH);
	Purge		purge = {.by_worker = true,.relations = PURGE_RELATIONS};

	pqsignal(SIGHUP, SignalHandlerForConfigReload);
	pqsignal(SIGTERM, die);
	BackgroundWorkerUnblockSignals();
	BackgroundWorkerInitializeConnectionByOid(DatumGetObjectId(arg), InvalidOid, 0);
	/* Nobody waits behind a lock that this one waits for, and what a crash takes back is done again. */
	SetConfigOption("lock_timeout", "1s", PGC_SUSET, PGC_S_OVERRIDE);
	SetConfigOption("synchronous_commit", "off", PGC_SUSET, PGC_S_OVERRIDE);
	worker_announce(MyLatch, false);

	while (GetCurrentTimestamp() < end)
	{
		CHECK_FOR_INTERRUPTS();
		if (ConfigReloadPending)
		{
			ConfigReloadPending = false;
			ProcessConfigFile(PGC_SIGHUP);
		}
		(void) worker_is_called();
		if (!do_step(&purge) && !worker_is_called() && !linger())
			break;
	}
	worker_announce(NULL, true);
	/* Whoever called it while it ended, or needs more than a turn, gets the next one. */
	if (worker_is_called() || GetCurrentTimestamp() >= end)
		worker_call();
	proc_exit(0);
}
