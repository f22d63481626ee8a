/*-------------------------------------------------------------------------
 *
 * attempt.c
 *	  Running something in a subtransaction, whose error is then in hand.
 *
 * PostgreSQL wants the same dozen lines each time that an error is caught: the
 * memory context and the resource owner of before, a copy of the error made
 * outside of the memory that goes, and the subtransaction ended before anything
 * else is done.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "utils/memutils.h"
#include "utils/resowner.h"

#include "core/attempt.h"

static ErrorData *run_in_subtransaction(AttemptFunction run, void *arg, bool undo);

/* Runs a function in a subtransaction, which is rolled back after an error, or in any case. */
static ErrorData *
run_in_subtransaction(AttemptFunction run, void *arg, bool undo)
{
	MemoryContext caller = CurrentMemoryContext;
	ResourceOwner resources = CurrentResourceOwner;
	ErrorData  *volatile error = NULL;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(caller);
	PG_TRY();
	{
		run(arg);
		if (!undo)
			ReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(caller);
		error = CopyErrorData();
		FlushErrorState();
	}
	PG_END_TRY();
	if (undo || error != NULL)
		RollbackAndReleaseCurrentSubTransaction();
	MemoryContextSwitchTo(caller);
	CurrentResourceOwner = resources;
	return error;
}

/* See attempt.h. */
ErrorData *
attempt(AttemptFunction run, void *arg)
{
	return run_in_subtransaction(run, arg, false);
}

/* See attempt.h. */
ErrorData *
attempt_and_undo(AttemptFunction run, void *arg)
{
	return run_in_subtransaction(run, arg, true);
}
