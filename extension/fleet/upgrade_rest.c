/*-------------------------------------------------------------------------
 *
 * upgrade_rest.c
 *	  Everybody who is behind, one after the other, as far as nobody else sees
 *	  to them: what the session that called and each of its workers do.
 *
 * Whoever could not be locked comes again at the end, with pauses that grow, so
 * that one long transaction does not hold up the others.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "pgstat.h"
#include "storage/latch.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "fleet/upgrade.h"

/* Milliseconds before the first repetition; each later one waits twice as long, up to the bound. */
#define FIRST_PAUSE 100
#define LONGEST_PAUSE 5000

/* An organization that is to be tried again. */
typedef struct Waiting
{
	int64		id;
	int			attempts;
} Waiting;

static void pause_for(int milliseconds);
static List *remember(Upgrade *upgrade, List *waiting, int64 id, int attempts);
static void retry(Upgrade *upgrade, List *waiting);

/* Sleeps, in which a cancel wakes it. */
static void
pause_for(int milliseconds)
{
	TimestampTz end = TimestampTzPlusMilliseconds(GetCurrentTimestamp(), milliseconds);
	long		left;

	while ((left = TimestampDifferenceMilliseconds(GetCurrentTimestamp(), end)) > 0)
	{
		(void) WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, left, PG_WAIT_EXTENSION);
		ResetLatch(MyLatch);
		CHECK_FOR_INTERRUPTS();
	}
}

/* Adds an organization to a list of those to be tried again. */
static List *
remember(Upgrade *upgrade, List *waiting, int64 id, int attempts)
{
	MemoryContext caller = MemoryContextSwitchTo(upgrade->context);
	Waiting    *one = palloc(sizeof(Waiting));

	one->id = id;
	one->attempts = attempts;
	waiting = lappend(waiting, one);
	MemoryContextSwitchTo(caller);
	return waiting;
}

/*
 * Raises when as many organizations as the call allows have been given up, by
 * whichever session.
 */
void
upgrade_check_failures(Upgrade *upgrade)
{
	int			failed = upgrade_failures(upgrade);

	if (failed < upgrade->max_failures)
		return;
	upgrade_end_run(upgrade);
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg_plural("%d organization failed to reach version %d",
						   "%d organizations failed to reach version %d",
						   failed, failed, upgrade->to_version),
			 errhint(UPGRADE_FAILURE_HINT)));
}

/* Tries those again that failed for a lock, with a pause before each round, until they are done or given up. */
static void
retry(Upgrade *upgrade, List *waiting)
{
	for (int round = 0; waiting != NIL; round++)
	{
		List	   *still = NIL;
		ListCell   *cell;

		pause_for(Min(FIRST_PAUSE << Min(round, 10), LONGEST_PAUSE));
		foreach(cell, waiting)
		{
			Waiting    *one = lfirst(cell);

			CHECK_FOR_INTERRUPTS();
			if (upgrade_one(upgrade, one->id, one->attempts + 1) == UPGRADE_LATER)
				still = remember(upgrade, still, one->id, one->attempts + 1);
		}
		waiting = still;
	}
}

/*
 * Upgrades those who are behind, as far as nobody else does it; with a limit
 * of 0 or more at most so many canaries.
 */
void
upgrade_rest(Upgrade *upgrade, int limit)
{
	List	   *waiting = NIL;
	int			tried = 0;

	/* First past those that are locked, then one after the other; for want of others, canaries that failed before. */
	for (int pass = 1; pass <= (limit >= 0 ? 3 : 2); pass++)
	{
		bool		canary = limit >= 0 && pass <= 2;
		int64		id = 0;

		while (tried != limit)
		{
			UpgradeOutcome outcome;

			CHECK_FOR_INTERRUPTS();
			if (pass >= 2 && (id = upgrade_find(upgrade, canary, id)) == 0)
				break;
			outcome = pass == 1 ? upgrade_next(upgrade, canary, &id) : upgrade_one(upgrade, id, 1);
			if (pass == 1 && outcome == UPGRADE_NOTHING)
				break;
			if (outcome == UPGRADE_LATER)
				waiting = remember(upgrade, waiting, id, 1);
			if (outcome == UPGRADE_FAILED && limit < 0)
				upgrade_check_failures(upgrade);
			if (outcome != UPGRADE_NOTHING && ++tried % upgrade->batch_size == 0)
			{
				/* A backend never forgets the tables it has seen, unless it is told to. */
				InvalidateSystemCaches();
				upgrade_check_failures(upgrade);
			}
		}
	}
	retry(upgrade, waiting);
}
