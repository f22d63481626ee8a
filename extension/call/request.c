/*-------------------------------------------------------------------------
 *
 * request.c
 *	  What is kept for the length of a transaction: one request.
 *
 * Who is calling, what they chose of the answer, the key under which it is kept,
 * where a list and a stream go on: functions of one transaction leave word here
 * for each other, in memory that SQL cannot write. There is one struct, so that
 * one place decides when it is forgotten: at the end of the transaction, and
 * when a request begins.
 *
 * What was changed in a subtransaction goes with its rollback. The first change
 * in each keeps what was before it, so who uses no savepoint pays nothing.
 * Texts are in TopTransactionContext, which outlives subtransactions.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "storage/lock.h"
#include "utils/memutils.h"

#include "call/request.h"

/* What was there before a subtransaction changed it. */
typedef struct Saved
{
	SubTransactionId changed_in;
	Request		before;
	struct Saved *outer;		/* of a subtransaction around that one; NULL: none */
} Saved;

static Request request;
static Saved *saved = NULL;		/* in TopTransactionContext */

static void request_at_end(XactEvent event, void *arg);
static void request_at_sub_end(SubXactEvent event, SubTransactionId own, SubTransactionId parent, void *arg);

/* What is kept. */
const Request *
request_get(void)
{
	return &request;
}

/* What is kept, to be changed at once: the rollback of the current subtransaction brings back what it is now. */
Request *
request_change(void)
{
	SubTransactionId current = GetCurrentSubTransactionId();

	if (current != TopSubTransactionId && (saved == NULL || saved->changed_in != current))
	{
		Saved	   *one = MemoryContextAlloc(TopTransactionContext, sizeof(Saved));

		*one = (Saved) {current, request, saved};
		saved = one;
	}
	return &request;
}

/*
 * Forgets what is kept, for a request that begins, and returns it to be filled
 * in. A rollback brings nobody back who was there before it.
 */
Request *
request_begin(void)
{
	memset(&request, 0, sizeof(request));
	for (Saved *one = saved; one != NULL; one = one->outer)
		memset(&one->before, 0, sizeof(one->before));
	return request_change();
}

/*
 * Forgets who takes rows, whose memory goes: also where the rollback of a
 * subtransaction would bring them back, since it brings back no cursor that was
 * closed in it.
 */
void
request_forget_taker(const RowTaker *taker)
{
	if (request.taker == taker)
		request.taker = NULL;
	for (Saved *one = saved; one != NULL; one = one->outer)
		if (one->before.taker == taker)
			one->before.taker = NULL;
}

/*
 * Forgets what is kept at the end of a transaction: whoever comes next on this
 * connection is somebody else. So go the advisory locks that code of an
 * organization took for the whole session. Not so in psql, where next_page() is
 * called after the statement that listed.
 */
static void
request_at_end(XactEvent event, void *arg)
{
	char		next_page[sizeof(request.next_page)] = "";

	if (event != XACT_EVENT_COMMIT && event != XACT_EVENT_ABORT && event != XACT_EVENT_PREPARE)
		return;
	if (request.caller.entered)
		LockReleaseSession(USER_LOCKMETHOD);
	else
		strlcpy(next_page, request.next_page, sizeof(next_page));
	memset(&request, 0, sizeof(request));
	strlcpy(request.next_page, next_page, sizeof(request.next_page));
	saved = NULL;
}

/* Undoes what a subtransaction changed that is rolled back; of one that is released it becomes its parent's change. */
static void
request_at_sub_end(SubXactEvent event, SubTransactionId own, SubTransactionId parent, void *arg)
{
	if (saved == NULL || saved->changed_in != own)
		return;
	if (event == SUBXACT_EVENT_ABORT_SUB)
	{
		request = saved->before;
		saved = saved->outer;
	}
	else if (event == SUBXACT_EVENT_COMMIT_SUB)
	{
		saved->changed_in = parent;
		if (parent == TopSubTransactionId || (saved->outer != NULL && saved->outer->changed_in == parent))
			saved = saved->outer;
	}
}

/* Called once, when the library is loaded. */
void
request_init(void)
{
	RegisterXactCallback(request_at_end, NULL);
	RegisterSubXactCallback(request_at_sub_end, NULL);
}
