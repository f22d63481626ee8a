/*-------------------------------------------------------------------------
 *
 * dump_guard.c
 *	  Keeps schemas from being dropped under a pg_dump.
 *
 * A dump reads which schemas and tables there are, as of one moment, and then
 * locks the tables. What is dropped in between ends it with an error. Nobody
 * is in a hurry to get rid of a spare or of a tenant in the retention bin, so
 * these drops make way.
 *
 * A dump is known by its name and by what it does. pg_dump says in
 * application_name from its first moment on who it is. While a session of that
 * name is there, nothing is dropped. A drop keeps new sessions from connecting
 * between its last look at the names and the end of its commit, so none begins
 * in between. That must not last: so only a drop does it whose transaction ends
 * there, and it waits for no standby. What is lost with this server is dropped
 * again.
 *
 * Whoever gave it another name is known by the lock that it holds on
 * pg_namespace until the end of its transaction. Others have that lock for the
 * moment of a look-up, so it counts only where it stays. Before a drop commits,
 * who has a snapshot by then is given the time to get that far. What is left is
 * a dump of another name that begins in the very moment of the commit.
 *
 * Whoever may connect can look like a dump, and would have nothing dropped for
 * ever. The roles whose passwords are outside, beside a web server, read no
 * table and so can dump nothing: they do not count. Nor do background workers,
 * our own above all, which read the schemas that they make and look after.
 *
 * The error has a SQLSTATE of its own, by which the worker knows that it need
 * tell nobody: it comes again.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_database.h"
#include "catalog/pg_namespace.h"
#include "miscadmin.h"
#include "storage/lock.h"
#include "storage/procarray.h"

#include "blueprint/dump_guard.h"
#include "core/compat.h"
#include "core/guc.h"
#include "core/outlay.h"
#include "core/own_role.h"

/* How long a transaction may take from its snapshot to the list of schemas, in ms. */
#define SNAPSHOT_MILLIS 20

/* How long somebody has to be seen with a lock on the list of schemas to be taken for a dump, in ms. */
#define READER_MILLIS 200

/* How long a drop waits for sessions that are being connected, in ms. On a busy machine one may take many. */
#define CONNECT_MILLIS 10000

/* What pg_dump gives as its application_name, unless its user says otherwise. */
#define PG_DUMP "pg_dump"

static bool is_reader(VirtualTransactionId vxid);
static bool dump_is_connected(void);
static bool namespace_is_read(void);
static bool namespace_stays_read(void);
static bool others_have_snapshots(void);
static bool keep_sessions_out(void);

/* Tells whether a dump of this database is connected, or may be by what it does. */
bool
dump_may_run(void)
{
	return dump_is_connected() || namespace_is_read();
}

/* Raises OT423 where a dump may be running. */
void
dump_check_none(void)
{
	if (dump_is_connected())
		ereport(ERROR,
				(errcode(ERRCODE_OUTLAY_DUMP_MAY_RUN),
				 errmsg("a dump of this database is running"),
				 errdetail("A session has an application_name that begins with \"%s\". "
						   "It would fail if schemas were gone that it is about to lock.", PG_DUMP),
				 errhint("Try again when it has ended.")));
	if (namespace_stays_read())
		ereport(ERROR,
				(errcode(ERRCODE_OUTLAY_DUMP_MAY_RUN),
				 errmsg("a transaction that has read the list of schemas is still running"),
				 errdetail("It may be about to lock their tables, as pg_dump is, and would fail if they were gone."),
				 errhint("Try again when it has ended.")));
}

/*
 * Raises OT423 where a dump may have begun since the transaction dropped a
 * schema, or tables: they are there again then. To be called last before the
 * commit. ends: the transaction ends with that, whatever its caller does, and
 * until it has nobody can connect. Where it may go on, a dump that is only
 * connecting now is not waited for.
 */
void
dump_check_none_began(bool ends)
{
	bool		is_kept_out = false;

	for (int waited = 0; waited < SNAPSHOT_MILLIS && (dump_may_run() || others_have_snapshots()); waited++)
	{
		CHECK_FOR_INTERRUPTS();
		pg_usleep(1000L);
	}
	for (int waited = 0; ends && waited < CONNECT_MILLIS && !(is_kept_out = keep_sessions_out()); waited++)
	{
		CHECK_FOR_INTERRUPTS();
		pg_usleep(1000L);
	}
	dump_check_none();
	if (ends && !is_kept_out)
		ereport(ERROR,
				(errcode(ERRCODE_OUTLAY_DUMP_MAY_RUN),
				 errmsg("sessions are connecting to this database, or somebody changes it"),
				 errdetail("One may be a pg_dump, which would fail if schemas were gone that it is about to lock."),
				 errhint("Try again, when COMMENT ON DATABASE and the like have been committed.")));
}

/*
 * Whether a transaction that has read the list of schemas may be that of a
 * dump: no vacuum is, no autovacuum, and nothing that is not a client's.
 */
static bool
is_reader(VirtualTransactionId vxid)
{
	const PGPROC *process = vxid_process(vxid);

	return !vxid_is_vacuum(vxid) &&
		(process == NULL || !(process->isBackgroundWorker || own_role_is_service(process->roleId)));
}

/*
 * Whether a session of this database calls itself pg_dump. Whoever holds the
 * lock of keep_sessions_out() sees the name of each: a session says it before
 * it gives up its own lock on the database.
 */
static bool
dump_is_connected(void)
{
	pgstat_clear_backend_activity_snapshot();
	for (int number = 1; number <= pgstat_fetch_stat_numbackends(); number++)
	{
		const PgBackendStatus *session = session_status(number);

		if (session->st_databaseid == MyDatabaseId && session->st_procpid != MyProcPid &&
			strncmp(session->st_appname, PG_DUMP, strlen(PG_DUMP)) == 0 &&
			!own_role_is_service(session->st_userid))
			return true;
	}
	return false;
}

/* Whether somebody else's transaction has read the list of schemas, and may lock their tables. */
static bool
namespace_is_read(void)
{
	LOCKTAG		tag;
	VirtualTransactionId *readers;

	SET_LOCKTAG_RELATION(tag, MyDatabaseId, NamespaceRelationId);
	readers = GetLockConflicts(&tag, AccessExclusiveLock, NULL);
	while (VirtualTransactionIdIsValid(*readers) && !is_reader(*readers))
		readers++;
	return VirtualTransactionIdIsValid(*readers);
}

/*
 * Whether it is read at every look for a while: who looks a name up has the
 * lock for a moment, or for one after another.
 */
static bool
namespace_stays_read(void)
{
	for (int waited = 0; waited < READER_MILLIS; waited++)
	{
		if (!namespace_is_read())
			return false;
		CHECK_FOR_INTERRUPTS();
		pg_usleep(1000L);
	}
	return namespace_is_read();
}

/* Whether any other transaction of this database has a snapshot, in which a schema that we drop is still there. */
static bool
others_have_snapshots(void)
{
	int			count;

	(void) GetCurrentVirtualXIDs(InvalidTransactionId, true, false, PROC_IS_AUTOVACUUM | PROC_IN_VACUUM, &count);
	return count > 0;
}

/*
 * Takes, if it can be had at once, a lock with which nobody comes into the
 * database until the transaction ends: InitPostgres() takes a
 * RowExclusiveLock. It does not queue for it, since sessions would queue
 * behind. With a standby that is lost, no session would come in any more.
 */
static bool
keep_sessions_out(void)
{
	LOCKTAG		tag;

	SET_LOCKTAG_OBJECT(tag, InvalidOid, DatabaseRelationId, MyDatabaseId, 0);
	if (LockAcquire(&tag, ShareLock, false, true) == LOCKACQUIRE_NOT_AVAIL)
		return false;
	guc_local("synchronous_commit", "local");
	return true;
}
