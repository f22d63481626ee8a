/*-------------------------------------------------------------------------
 *
 * launcher.c
 *	  The launcher of the background workers that look after tenants.
 *
 * With shared_preload_libraries = 'outlay' a launcher runs, which is connected
 * to no database. For one database after the other it starts a worker, which
 * does what there is to do (upkeep.c) and ends. So nothing stays connected
 * that would be in the way of DROP DATABASE or of CREATE DATABASE … TEMPLATE,
 * and no cache grows. After a worker's error, which the server's log has, the
 * launcher gives the database its next turn later and later.
 *
 * A database gets its turn every outlay.worker_interval, and at once when a
 * transaction that created or dropped a tenant or added a migration has
 * committed. The committing backend notes its database in shared memory and
 * sets the launcher's latch, which costs it next to nothing and no row or
 * file.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/heapam.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_database.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "pgstat.h"
#include "postmaster/bgworker.h"
#include "postmaster/interrupt.h"
#include "storage/ipc.h"
#include "storage/latch.h"
#include "storage/proc.h"
#include "storage/shmem.h"
#include "storage/spin.h"
#include "tcop/tcopprot.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

#include "core/outlay.h"
#include "fleet/launcher.h"

/* Databases that can ask for a turn at the same time; where more do, all get one. */
#define MAX_CALLS	32

/* The first pause after an error, and the longest, in ms. */
#define FIRST_PAUSE	1000
#define LONGEST_PAUSE	300000

/* What launcher, workers and backends share. */
typedef struct WorkerShared
{
	slock_t		mutex;
	Latch	   *launcher;		/* NULL until it runs */
	Latch	   *worker;			/* of the one that runs; NULL for none */
	Oid			database;		/* its database */
	bool		called_again;	/* somebody has called it since it looked */
	bool		well;			/* it has ended without an error */
	int			calls;
	bool		overflow;
	Oid			called[MAX_CALLS];
} WorkerShared;

/* What the launcher knows of a database. */
typedef struct DatabaseTurn
{
	Oid			oid;
	TimestampTz due;
	int			pause;			/* after the next error, in ms; 0 while all is well */
	bool		seen;
} DatabaseTurn;

PGDLLEXPORT void outlay_launcher_main(Datum arg);

static WorkerShared *shared = NULL;
static shmem_request_hook_type inner_request_hook = NULL;
static shmem_startup_hook_type inner_startup_hook = NULL;
static bool wake_at_commit = false;

/* Asks for the shared memory. */
static void
request_memory(void)
{
	if (inner_request_hook != NULL)
		inner_request_hook();
	RequestAddinShmemSpace(MAXALIGN(sizeof(WorkerShared)));
}

/* Makes the shared memory, at the start of the server and after a crash. */
static void
make_memory(void)
{
	bool		found;

	if (inner_startup_hook != NULL)
		inner_startup_hook();
	LWLockAcquire(AddinShmemInitLock, LW_EXCLUSIVE);
	shared = ShmemInitStruct("outlay worker", sizeof(WorkerShared), &found);
	if (!found)
	{
		memset(shared, 0, sizeof(WorkerShared));
		SpinLockInit(&shared->mutex);
	}
	LWLockRelease(AddinShmemInitLock);
}

/* worker_call notes that this backend's database has work, and wakes whoever does it. */
void
worker_call(void)
{
	Latch	   *latch;
	bool		known = false;

	SpinLockAcquire(&shared->mutex);
	if (shared->worker != NULL && shared->database == MyDatabaseId)
	{
		shared->called_again = true;
		latch = shared->worker;
	}
	else
	{
		for (int i = 0; i < shared->calls && !known; i++)
			known = shared->called[i] == MyDatabaseId;
		if (!known && shared->calls < MAX_CALLS)
			shared->called[shared->calls++] = MyDatabaseId;
		else if (!known)
			shared->overflow = true;
		latch = shared->launcher;
	}
	SpinLockRelease(&shared->mutex);
	if (latch != NULL)
		SetLatch(latch);
}

/* Calls the worker when the transaction that asked for it has committed; what it did is visible by then. */
static void
at_end(XactEvent event, void *arg)
{
	if (!wake_at_commit || (event != XACT_EVENT_COMMIT && event != XACT_EVENT_ABORT && event != XACT_EVENT_PREPARE))
		return;
	wake_at_commit = false;
	if (event == XACT_EVENT_COMMIT)
		worker_call();
}

/* worker_wake has the worker look at this database once the transaction has committed; without one it does nothing. */
void
worker_wake(void)
{
	wake_at_commit = shared != NULL;
}

/* worker_init registers the launcher, where the module is preloaded. */
void
worker_init(void)
{
	BackgroundWorker launcher = {
		.bgw_name = "outlay launcher",
		.bgw_type = "outlay launcher",
		.bgw_flags = BGWORKER_SHMEM_ACCESS | BGWORKER_BACKEND_DATABASE_CONNECTION,
		.bgw_start_time = BgWorkerStart_RecoveryFinished,
		.bgw_restart_time = 5,
		.bgw_library_name = "outlay",
		.bgw_function_name = "outlay_launcher_main",
	};

	if (!process_shared_preload_libraries_in_progress)
		return;
	inner_request_hook = shmem_request_hook;
	shmem_request_hook = request_memory;
	inner_startup_hook = shmem_startup_hook;
	shmem_startup_hook = make_memory;
	RegisterXactCallback(at_end, NULL);
	RegisterBackgroundWorker(&launcher);
}

/*
 * worker_announce notes of the worker of this database how to wake it, NULL
 * when it ends, and whether all is well.
 */
void
worker_announce(Latch *latch, bool well)
{
	SpinLockAcquire(&shared->mutex);
	shared->worker = latch;
	shared->database = MyDatabaseId;
	shared->well = well;
	SpinLockRelease(&shared->mutex);
}

/* worker_is_called tells the worker whether somebody has called since it asked last. */
bool
worker_is_called(void)
{
	bool		called;

	SpinLockAcquire(&shared->mutex);
	called = shared->called_again;
	shared->called_again = false;
	SpinLockRelease(&shared->mutex);
	return called;
}

/* Brings the launcher's list up to date: every database that can be connected to, and no other. */
static List *
list_databases(List *turns)
{
	Relation	relation;
	TableScanDesc scan;
	HeapTuple	tuple;
	ListCell   *cell;

	foreach(cell, turns)
		((DatabaseTurn *) lfirst(cell))->seen = false;

	StartTransactionCommand();
	(void) GetTransactionSnapshot();
	relation = table_open(DatabaseRelationId, AccessShareLock);
	scan = table_beginscan_catalog(relation, 0, NULL);
	while (HeapTupleIsValid(tuple = heap_getnext(scan, ForwardScanDirection)))
	{
		Form_pg_database database = (Form_pg_database) GETSTRUCT(tuple);
		DatabaseTurn *turn = NULL;

		if (!database->datallowconn || database->datistemplate || database->datconnlimit < -1)
			continue;
		foreach(cell, turns)
			if (((DatabaseTurn *) lfirst(cell))->oid == database->oid)
				turn = lfirst(cell);
		if (turn == NULL)
		{
			MemoryContext before = MemoryContextSwitchTo(TopMemoryContext);

			turn = palloc0(sizeof(DatabaseTurn));
			turn->oid = database->oid;
			turns = lappend(turns, turn);
			MemoryContextSwitchTo(before);
		}
		turn->seen = true;
	}
	table_endscan(scan);
	table_close(relation, AccessShareLock);
	CommitTransactionCommand();

	foreach(cell, turns)
	{
		if (((DatabaseTurn *) lfirst(cell))->seen)
			continue;
		pfree(lfirst(cell));
		turns = foreach_delete_current(turns, cell);
	}
	return turns;
}

/* Makes those databases due that have called since; one whose last worker has failed waits for its pause to end. */
static void
take_calls(List *turns)
{
	Oid			called[MAX_CALLS];
	int			calls;
	bool		overflow;
	ListCell   *cell;

	SpinLockAcquire(&shared->mutex);
	calls = shared->calls;
	overflow = shared->overflow;
	memcpy(called, shared->called, sizeof(called));
	shared->calls = 0;
	shared->overflow = false;
	SpinLockRelease(&shared->mutex);

	foreach(cell, turns)
	{
		DatabaseTurn *turn = lfirst(cell);
		bool		is_called = overflow;

		for (int i = 0; i < calls; i++)
			is_called |= called[i] == turn->oid;
		if (is_called && turn->pause == 0)
			turn->due = 0;
	}
}

/* Starts a worker for a database; NULL where the server has no room for one. */
static BackgroundWorkerHandle *
start_worker(Oid database)
{
	BackgroundWorker worker = {
		.bgw_name = "outlay worker",
		.bgw_type = "outlay worker",
		.bgw_flags = BGWORKER_SHMEM_ACCESS | BGWORKER_BACKEND_DATABASE_CONNECTION,
		.bgw_start_time = BgWorkerStart_RecoveryFinished,
		.bgw_restart_time = BGW_NEVER_RESTART,
		.bgw_library_name = "outlay",
		.bgw_function_name = "outlay_worker_main",
		.bgw_main_arg = ObjectIdGetDatum(database),
		.bgw_notify_pid = MyProcPid,
	};
	BackgroundWorkerHandle *handle;

	SpinLockAcquire(&shared->mutex);
	shared->well = false;
	SpinLockRelease(&shared->mutex);
	return RegisterDynamicBackgroundWorker(&worker, &handle) ? handle : NULL;
}

/* Notes how a database's turn went, and when the next one is. */
static void
end_turn(DatabaseTurn *turn)
{
	bool		well;

	SpinLockAcquire(&shared->mutex);
	well = shared->well;
	shared->worker = NULL;
	SpinLockRelease(&shared->mutex);
	if (well)
		turn->pause = 0;
	else
		turn->pause = turn->pause == 0 ? FIRST_PAUSE : Min(turn->pause * 2, LONGEST_PAUSE);
	turn->due = TimestampTzPlusMilliseconds(GetCurrentTimestamp(),
											well ? outlay_worker_interval * 1000 : turn->pause);
}

/* Sleeps until the latch is set or the time has come; ends the launcher when the server stops. */
static void
launcher_sleep(long milliseconds)
{
	(void) WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, milliseconds, PG_WAIT_EXTENSION);
	ResetLatch(MyLatch);
	CHECK_FOR_INTERRUPTS();
	if (ShutdownRequestPending)
		proc_exit(1);
	if (ConfigReloadPending)
	{
		ConfigReloadPending = false;
		ProcessConfigFile(PGC_SIGHUP);
	}
}

/* Gives a database its turn, from the start of a worker to its end. */
static void
take_turn(DatabaseTurn *turn)
{
	BackgroundWorkerHandle *handle = start_worker(turn->oid);
	pid_t		pid;

	if (handle != NULL)
	{
		while (GetBackgroundWorkerPid(handle, &pid) != BGWH_STOPPED)
			launcher_sleep(1000);
		pfree(handle);
	}
	else if (turn->pause == 0)
		ereport(LOG,
				(errmsg("no background worker is free to look after organizations"),
				 errhint("Consider increasing max_worker_processes.")));
	end_turn(turn);
}

/* outlay_launcher_main is the launcher: it gives every database its turn, the one that is due longest first. */
void
outlay_launcher_main(Datum arg)
{
	List	   *turns = NIL;

	pqsignal(SIGHUP, SignalHandlerForConfigReload);
	pqsignal(SIGTERM, SignalHandlerForShutdownRequest);
	BackgroundWorkerUnblockSignals();
	BackgroundWorkerInitializeConnection(NULL, NULL, 0);
	SpinLockAcquire(&shared->mutex);
	shared->launcher = MyLatch;
	SpinLockRelease(&shared->mutex);

	for (;;)
	{
		DatabaseTurn *next = NULL;
		ListCell   *cell;
		long		wait = outlay_worker_interval * 1000L;

		pgstat_report_activity(STATE_RUNNING, "looking for databases");
		turns = list_databases(turns);
		take_calls(turns);
		foreach(cell, turns)
			if (next == NULL || ((DatabaseTurn *) lfirst(cell))->due < next->due)
				next = lfirst(cell);
		pgstat_report_activity(STATE_IDLE, NULL);

		if (next != NULL)
			wait = Min(wait, TimestampDifferenceMilliseconds(GetCurrentTimestamp(), next->due));
		if (next != NULL && wait <= 0)
			take_turn(next);
		launcher_sleep(next != NULL && wait <= 0 ? 1 : wait);
	}
}
