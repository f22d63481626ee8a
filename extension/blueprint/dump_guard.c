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
 * A dump is known by what it does: it reads pg_namespace in a transaction that
 * goes on, and so holds a lock on that until it ends. Before a drop commits,
 * whoever has a snapshot by then is given the time to get that far. What is
 * left is a dump that begins in the very moment of the commit.
 *
 * The error has a SQLSTATE of its own, by which the worker knows that it need
 * tell nobody: it comes again.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_namespace.h"
#include "miscadmin.h"
#include "storage/lock.h"
#include "storage/procarray.h"

#include "blueprint/dump_guard.h"
#include "core/compat.h"
#include "core/outlay.h"

/* How long a transaction may take from its snapshot to the list of schemas, in ms. */
#define WAIT_MILLIS 20

/* dump_may_run tells whether somebody else's transaction has read the list of schemas, and may lock their tables. */
bool
dump_may_run(void)
{
	LOCKTAG		tag;
	VirtualTransactionId *readers;

	SET_LOCKTAG_RELATION(tag, MyDatabaseId, NamespaceRelationId);
	readers = GetLockConflicts(&tag, AccessExclusiveLock, NULL);
	while (VirtualTransactionIdIsValid(*readers) && vxid_is_vacuum(*readers))
		readers++;
	return VirtualTransactionIdIsValid(*readers);
}

/* dump_check_none raises OT423 where a dump may be running. */
void
dump_check_none(void)
{
	if (dump_may_run())
		ereport(ERROR,
				(errcode(ERRCODE_OUTLAY_DUMP_MAY_RUN),
				 errmsg("a transaction that has read the list of schemas is still running"),
				 errdetail("It may be about to lock their tables, as pg_dump is, and would fail if they were gone."),
				 errhint("Try again when it has ended.")));
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
 * dump_check_none_began raises OT423 where a dump may have begun since the
 * transaction dropped a schema, or tables: they are there again then. To be
 * called last before the commit.
 */
void
dump_check_none_began(void)
{
	for (int waited = 0; waited < WAIT_MILLIS && (dump_may_run() || others_have_snapshots()); waited++)
	{
		CHECK_FOR_INTERRUPTS();
		pg_usleep(1000L);
	}
	dump_check_none();
}
