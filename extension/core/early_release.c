/*-------------------------------------------------------------------------
 *
 * early_release.c
 *	  Locks that end before the wait for the disk.
 *
 * Who spends from a budget holds its row until the commit is on the disk, and
 * everybody else who spends from it waits for that: one flush after the other,
 * none of them shared. With outlay.early_release the record of the commit is
 * written, the locks end, and then the transaction waits, for the disk and for
 * synchronous standbys, before anybody is told that it has committed. Those who
 * waited for the row come behind in the log, so nobody's commit lasts without
 * those that it counted on. What is weaker is what others read: for the time of
 * a flush they see what a crash would take back. So what a client relies on
 * without writing, the stream of events and an answer given again, settles
 * first (early_release_settle()).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "access/xlog.h"
#include "access/xlog_internal.h"
#include "miscadmin.h"
#include "replication/syncrep.h"
#include "utils/guc.h"
#include "utils/resowner.h"

#include "core/early_release.h"

static bool enabled = false;

/* The transaction that runs has asked for it. */
static bool is_asked = false;

/* What synchronous_commit was before the commit began; it is off until the locks have ended. */
static bool is_begun = false;
static int	level;

static void wait_for(XLogRecPtr place);
static void at_end(XactEvent event, void *arg);
static void at_release(ResourceReleasePhase phase, bool is_commit, bool is_top_level, void *arg);
static XLogRecPtr last_written(void);
static void settle(void);

/* Waits until the log is on the disk, and where standbys are to have it, up to a place. */
static void
wait_for(XLogRecPtr place)
{
	XLogFlush(place);
	HOLD_INTERRUPTS();
	SyncRepWaitForLSN(place, true);
	RESUME_INTERRUPTS();
}

/* Has the commit not wait, or, where it fails after all, puts things back. */
static void
at_end(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_PRE_COMMIT && is_asked && synchronous_commit > SYNCHRONOUS_COMMIT_OFF)
	{
		level = synchronous_commit;
		synchronous_commit = SYNCHRONOUS_COMMIT_OFF;
		is_begun = true;
	}
	if (event == XACT_EVENT_ABORT && is_begun)
	{
		synchronous_commit = level;
		is_begun = false;
	}
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT || event == XACT_EVENT_PREPARE)
		is_asked = false;
}

/* Waits, when the transaction has committed and its locks have ended. */
static void
at_release(ResourceReleasePhase phase, bool is_commit, bool is_top_level, void *arg)
{
	if (!is_begun || !is_commit || !is_top_level || phase != RESOURCE_RELEASE_AFTER_LOCKS)
		return;
	is_begun = false;
	synchronous_commit = level;
	wait_for(XactLastCommitEnd);
}

/* Defines the setting. */
void
early_release_init(void)
{
	DefineCustomBoolVariable("outlay.early_release",
							 "Ends the locks of balances before the wait for the disk.",
							 "Many can spend from one budget at once; others may read what a crash would take back.",
							 &enabled,
							 false,
							 PGC_SUSET,
							 0, NULL, NULL, NULL);
	RegisterXactCallback(at_end, NULL);
	RegisterResourceReleaseCallback(at_release, NULL);
}

/* See early_release.h. */
void
early_release(void)
{
	is_asked = is_asked || enabled;
}

/*
 * The end of the last record that is written. The next one's place is behind the head of a page where that ends a page.
 */
static XLogRecPtr
last_written(void)
{
	XLogRecPtr	place = GetXLogInsertRecPtr();
	uint32		in_page = place % XLOG_BLCKSZ;
	bool		is_first = XLogSegmentOffset(place, wal_segment_size) < XLOG_BLCKSZ;
	uint32		head = is_first ? SizeOfXLogLongPHD : SizeOfXLogShortPHD;

	return in_page == head ? place - in_page : place;
}

/* Waits until all that this session can see is safe. */
static void
settle(void)
{
	if (!RecoveryInProgress())
		wait_for(last_written());
}

/* See early_release.h. */
XLogRecPtr
early_release_end_of_visible(void)
{
	return enabled || synchronous_commit == SYNCHRONOUS_COMMIT_OFF ? last_written() : GetFlushRecPtr(NULL);
}

/* See early_release.h. */
void
early_release_settle(void)
{
	if (enabled)
		settle();
}

/* See early_release.h. */
void
early_release_settle_everywhere(void)
{
	bool		is_replicated = SyncRepStandbyNames && *SyncRepStandbyNames;

	if (enabled || (is_replicated && synchronous_commit > SYNCHRONOUS_COMMIT_LOCAL_FLUSH))
		settle();
}
