/*-------------------------------------------------------------------------
 *
 * upgrade_worker.c
 *	  Background workers that share an upgrade with the session that called.
 *
 * They need no shared_preload_libraries. A worker ends when there is nothing
 * left for it; the session that started it waits, and ends it when it fails
 * or is cancelled itself.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "postmaster/bgworker.h"
#include "tcop/tcopprot.h"
#include "utils/memutils.h"

#include "fleet/upgrade.h"

/* What a worker is told: it travels in bgw_extra. */
typedef struct UpgradeJob
{
	Oid			database;
	Oid			role;
	int64		call;
	int32		to_version;
	int32		batch_size;
	int32		max_failures;
	int32		lock_timeout;
	int32		retries;
} UpgradeJob;

StaticAssertDecl(sizeof(UpgradeJob) <= BGW_EXTRALEN, "a job fits into bgw_extra");

/*
 * Starts so many workers, or as many as there is room for
 * (max_worker_processes), and returns their handles.
 */
List *
upgrade_start_workers(const Upgrade *upgrade, int count)
{
	MemoryContext caller = MemoryContextSwitchTo(upgrade->context);
	UpgradeJob	job = {
		.database = MyDatabaseId,.role = GetSessionUserId(),.call = upgrade->call,
		.to_version = upgrade->to_version,.batch_size = upgrade->batch_size,.max_failures = upgrade->max_failures,
		.lock_timeout = upgrade->lock_timeout,.retries = upgrade->retries
	};
	BackgroundWorker worker = {0};
	List	   *workers = NIL;

	worker.bgw_flags = BGWORKER_SHMEM_ACCESS | BGWORKER_BACKEND_DATABASE_CONNECTION;
	worker.bgw_start_time = BgWorkerStart_RecoveryFinished;
	worker.bgw_restart_time = BGW_NEVER_RESTART;
	worker.bgw_notify_pid = MyProcPid;
	strlcpy(worker.bgw_library_name, "outlay", BGW_MAXLEN);
	strlcpy(worker.bgw_function_name, "outlay_upgrade_worker", BGW_MAXLEN);
	strlcpy(worker.bgw_name, "outlay upgrade", BGW_MAXLEN);
	strlcpy(worker.bgw_type, "outlay upgrade", BGW_MAXLEN);
	memcpy(worker.bgw_extra, &job, sizeof(job));

	for (int i = 0; i < count; i++)
	{
		BackgroundWorkerHandle *handle;

		if (!RegisterDynamicBackgroundWorker(&worker, &handle))
		{
			ereport(WARNING,
					(errmsg("there is room for %d more workers only", i),
					 errhint("The upgrade goes on with them. max_worker_processes bounds their number.")));
			break;
		}
		workers = lappend(workers, handle);
	}
	MemoryContextSwitchTo(caller);
	return workers;
}

/* Returns when all workers have ended. */
void
upgrade_await_workers(List *workers)
{
	ListCell   *cell;

	foreach(cell, workers)
		if (WaitForBackgroundWorkerShutdown(lfirst(cell)) == BGWH_POSTMASTER_DIED)
			ereport(ERROR,
					(errcode(ERRCODE_ADMIN_SHUTDOWN),
					 errmsg("the server is gone")));
}

/* Ends the workers, without waiting for them. */
void
upgrade_stop_workers(List *workers)
{
	ListCell   *cell;

	foreach(cell, workers)
		TerminateBackgroundWorker(lfirst(cell));
}

/* Is where a worker begins. */
void
outlay_upgrade_worker(Datum argument)
{
	UpgradeJob	job;
	Upgrade		upgrade = {0};
	char		activity[80];

	memcpy(&job, MyBgworkerEntry->bgw_extra, sizeof(job));
	upgrade.call = job.call;
	upgrade.to_version = job.to_version;
	upgrade.batch_size = job.batch_size;
	upgrade.max_failures = job.max_failures;
	upgrade.lock_timeout = job.lock_timeout;
	upgrade.retries = job.retries;
	upgrade.context = AllocSetContextCreate(TopMemoryContext, "outlay upgrade", ALLOCSET_DEFAULT_SIZES);

	pqsignal(SIGTERM, die);
	BackgroundWorkerUnblockSignals();
	BackgroundWorkerInitializeConnectionByOid(job.database, job.role, 0);
	snprintf(activity, sizeof(activity), "outlay: bringing organizations to version %d", job.to_version);

	StartTransactionCommand();
	pgstat_report_activity(STATE_RUNNING, activity);
	SPI_connect_ext(SPI_OPT_NONATOMIC);
	upgrade_begin_run(&upgrade);
	upgrade_rest(&upgrade, -1);
	upgrade_end_run(&upgrade);
	SPI_finish();
	CommitTransactionCommand();
	pgstat_report_activity(STATE_IDLE, NULL);
}
