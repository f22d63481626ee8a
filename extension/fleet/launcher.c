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
 * committed (core/wake.c).
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
#include "tcop/tcopprot.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

#include "core/wake.h"
#include "fleet/launcher.h"

/* The first pause after an error, and the longest, in ms. */
#define FIRST_PAUSE	1000
#define LONGEST_PAUSE	300000

/* What the launcher knows of a database. */
typedef struct DatabaseTurn
{
	Oid			oid;
	TimestampTz due;
	int			pause;			/* after the next error, in ms; 0 while all is well */
	bool		seen;
} DatabaseTurn;

PGDLLEXPORT void outlay_launcher_main(Datum arg);

/* Seconds after which a database gets the worker's attention in any case. */
static int	worker_interval = 60;

static List *list_databases(List *turns);
static void take_calls(List *turns);
static BackgroundWorkerHandle *start_worker(Oid database);
static void end_turn(DatabaseTurn *turn);
static void launcher_sleep(long milliseconds);
static void take_turn(DatabaseTurn *turn);

/* Defines the setting, and registers the launcher where the module is preloaded. */
void
launcher_init(void)
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

	DefineCustomIntVariable("outlay.worker_interval",
							"Seconds after which the worker looks at every database, called or not.",
							"Creations and migrations call it at once.",
							&worker_interval,
							60, 1, 86400,
							PGC_SIGHUP,
							GUC_UNIT_S, NULL, NULL, NULL);
	if (process_shared_preload_libraries_in_progress)
		RegisterBackgroundWorker(&launcher);
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
	Oid			called[WAKE_MAX_CALLS];
	int			calls;
	bool		overflow = wake_take_calls(called, &calls);
	ListCell   *cell;

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

	wake_begin_turn();
	return RegisterDynamicBackgroundWorker(&worker, &handle) ? handle : NULL;
}

/* Notes how a database's turn went, and when the next one is. */
static void
end_turn(DatabaseTurn *turn)
{
	bool		well = wake_end_turn();

	if (well)
		turn->pause = 0;
	else
		turn->pause = turn->pause == 0 ? FIRST_PAUSE : Min(turn->pause * 2, LONGEST_PAUSE);
	turn->due = TimestampTzPlusMilliseconds(GetCurrentTimestamp(),
											well ? worker_interval * 1000 : turn->pause);
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

/* Is the launcher: it gives every database its turn, the one that is due longest first. */
void
outlay_launcher_main(Datum arg)
{
	List	   *turns = NIL;

	pqsignal(SIGHUP, SignalHandlerForConfigReload);
	pqsignal(SIGTERM, SignalHandlerForShutdownRequest);
	BackgroundWorkerUnblockSignals();
	BackgroundWorkerInitializeConnection(NULL, NULL, 0);
	wake_be_launcher(MyLatch);

	for (;;)
	{
		DatabaseTurn *next = NULL;
		ListCell   *cell;
		long		wait = worker_interval * 1000L;

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
