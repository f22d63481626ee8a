/*-------------------------------------------------------------------------
 *
 * wake.c
 *	  The word to the background worker that there is something for it to do.
 *
 * A backend that has created a tenant notes its database in shared memory,
 * once the transaction has committed, and sets the latch of whoever is there
 * for it: the worker, where one looks after that database, else the launcher.
 * That costs next to nothing, and no row or file. Without
 * shared_preload_libraries = 'outlay' there is no such memory, and nobody to
 * wake.
 *
 * What launcher and worker do is in fleet (launcher.c, upkeep.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "miscadmin.h"
#include "storage/ipc.h"
#include "storage/lwlock.h"
#include "storage/shmem.h"
#include "storage/spin.h"

#include "core/wake.h"

/* What launcher, workers and backends share. */
typedef struct WakeShared
{
	slock_t		mutex;
	Latch	   *launcher;		/* NULL until it runs */
	Latch	   *worker;			/* of the one that runs; NULL for none */
	Oid			database;		/* its database */
	bool		called_again;	/* somebody has called it since it looked */
	bool		well;			/* it has ended without an error */
	int			calls;
	bool		overflow;
	Oid			called[WAKE_MAX_CALLS];
} WakeShared;

static WakeShared *shared = NULL;
static shmem_request_hook_type inner_request_hook = NULL;
static shmem_startup_hook_type inner_startup_hook = NULL;
static bool is_asked = false;

static void request_memory(void);
static void make_memory(void);
static void at_end(XactEvent event, void *arg);

/* Asks for the shared memory. */
static void
request_memory(void)
{
	if (inner_request_hook != NULL)
		inner_request_hook();
	RequestAddinShmemSpace(MAXALIGN(sizeof(WakeShared)));
}

/* Makes the shared memory, at the start of the server and after a crash. */
static void
make_memory(void)
{
	bool		found;

	if (inner_startup_hook != NULL)
		inner_startup_hook();
	LWLockAcquire(AddinShmemInitLock, LW_EXCLUSIVE);
	shared = ShmemInitStruct("outlay worker", sizeof(WakeShared), &found);
	if (!found)
	{
		memset(shared, 0, sizeof(WakeShared));
		SpinLockInit(&shared->mutex);
	}
	LWLockRelease(AddinShmemInitLock);
}

/* Notes that this backend's database has work, and wakes whoever does it. */
void
wake_now(void)
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
		if (!known && shared->calls < WAKE_MAX_CALLS)
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
	if (!is_asked || (event != XACT_EVENT_COMMIT && event != XACT_EVENT_ABORT && event != XACT_EVENT_PREPARE))
		return;
	is_asked = false;
	if (event == XACT_EVENT_COMMIT)
		wake_now();
}

/* Makes room for the shared memory, where the module is preloaded. */
void
wake_init(void)
{
	if (!process_shared_preload_libraries_in_progress)
		return;
	inner_request_hook = shmem_request_hook;
	shmem_request_hook = request_memory;
	inner_startup_hook = shmem_startup_hook;
	shmem_startup_hook = make_memory;
	RegisterXactCallback(at_end, NULL);
}

/* Tells whether the server loaded the module when it started, and so each of its processes has it. */
bool
wake_is_preloaded(void)
{
	return shared != NULL;
}

/* Has the worker, if there is one, look at this database once the transaction has committed. */
void
wake_at_commit(void)
{
	is_asked = shared != NULL;
}

/*
 * Notes of the worker of this database how to wake it, NULL when it ends, and
 * whether all is well.
 */
void
wake_announce(Latch *latch, bool well)
{
	SpinLockAcquire(&shared->mutex);
	shared->worker = latch;
	shared->database = MyDatabaseId;
	shared->well = well;
	SpinLockRelease(&shared->mutex);
}

/* Tells the worker whether somebody has called since it asked last. */
bool
wake_is_called(void)
{
	bool		called;

	SpinLockAcquire(&shared->mutex);
	called = shared->called_again;
	shared->called_again = false;
	SpinLockRelease(&shared->mutex);
	return called;
}

/* Notes how to wake the launcher. */
void
wake_be_launcher(Latch *latch)
{
	SpinLockAcquire(&shared->mutex);
	shared->launcher = latch;
	SpinLockRelease(&shared->mutex);
}

/* Takes the databases that have called since; true where more have than there was room for. */
bool
wake_take_calls(Oid *called, int *calls)
{
	bool		overflow;

	SpinLockAcquire(&shared->mutex);
	*calls = shared->calls;
	overflow = shared->overflow;
	memcpy(called, shared->called, sizeof(shared->called));
	shared->calls = 0;
	shared->overflow = false;
	SpinLockRelease(&shared->mutex);
	return overflow;
}

/* Has the worker that is about to start count as failed until it says otherwise. */
void
wake_begin_turn(void)
{
	SpinLockAcquire(&shared->mutex);
	shared->well = false;
	SpinLockRelease(&shared->mutex);
}

/* Forgets the worker, which has ended, and tells whether it did so without an error. */
bool
wake_end_turn(void)
{
	bool		well;

	SpinLockAcquire(&shared->mutex);
	well = shared->well;
	shared->worker = NULL;
	SpinLockRelease(&shared->mutex);
	return well;
}
