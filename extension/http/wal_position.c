/*-------------------------------------------------------------------------
 *
 * wal_position.c
 *	  Reads at a standby that miss nothing: how far the primary is, and waiting until a standby has come so far.
 *
 * Whoever reads at a standby asks the primary first where it is, and the
 * standby then waits until it has replayed that. So a read sees whatever was
 * acknowledged before it began, by whomever. A position names the database
 * system and its timeline, too: a standby of another system, or one that did
 * not follow when another server took over, never comes there.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <ctype.h>

#include "access/xlog.h"
#include "access/xlogrecovery.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "storage/latch.h"
#include "utils/builtins.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"
#include "utils/wait_event.h"

#include "core/early_release.h"
#include "core/outlay.h"

PG_FUNCTION_INFO_V1(outlay_wal_position);
PG_FUNCTION_INFO_V1(outlay_reach_wal);

#define LOOK_MILLIS		1
#define PATIENCE_MAX	(3600 * 1000)

/* A place in the write-ahead log of one of all systems. */
typedef struct WalPosition
{
	uint64		system;
	TimeLineID	timeline;
	XLogRecPtr	lsn;
} WalPosition;

static bool take_number(const char **text, int base, uint64 most, char end, uint64 *number);
static WalPosition parse_position(const char *text);
static WalPosition own_position(void);
static void forget_snapshot(FunctionCallInfo fcinfo);
static void refuse_late(const WalPosition *wanted, const WalPosition *own);

/* Reads a number with a character behind it, which is the end of the text where that is 0. False if there is none. */
static bool
take_number(const char **text, int base, uint64 most, char end, uint64 *number)
{
	char	   *rest;

	if (!isxdigit((unsigned char) **text))
		return false;
	errno = 0;
	*number = strtoull(*text, &rest, base);
	if (errno != 0 || rest == *text || *number > most || *rest != end)
		return false;
	*text = rest + 1;
	return true;
}

/* Reads what wal_position() has printed. */
static WalPosition
parse_position(const char *text)
{
	uint64		system;
	uint64		timeline;
	uint64		high;
	uint64		low;

	if (!take_number(&text, 10, PG_UINT64_MAX, '/', &system) ||
		!take_number(&text, 10, PG_UINT32_MAX, '/', &timeline) ||
		!take_number(&text, 16, PG_UINT32_MAX, '/', &high) || !take_number(&text, 16, PG_UINT32_MAX, '\0', &low))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("wal_position is no position in the log")));
	return (WalPosition) {system, (TimeLineID) timeline, high << 32 | low};
}

/* How far this server is. One that is in recovery has come so far in the timeline that it replays. */
static WalPosition
own_position(void)
{
	WalPosition own = {.system = GetSystemIdentifier()};

	if (RecoveryInProgress())
		own.lsn = GetXLogReplayRecPtr(&own.timeline);
	else
	{
		own.lsn = GetXLogInsertRecPtr();
		own.timeline = GetWALInsertionTimeLine();
	}
	return own;
}

/*
 * Gives up the statement's snapshot, as PostgreSQL allows to a procedure that is not called from within others: what is
 * replayed may wait for everybody who could still see what it removes, and would wait for us while we wait for it.
 */
static void
forget_snapshot(FunctionCallInfo fcinfo)
{
	CallContext *context = (CallContext *) fcinfo->context;

	if (context == NULL || !IsA(context, CallContext) || context->atomic || !ActiveSnapshotSet())
		return;
	PopActiveSnapshot();
	InvalidateCatalogSnapshot();
}

/* Says that the server has not come to a position. */
static void
refuse_late(const WalPosition *wanted, const WalPosition *own)
{
	ereport(ERROR,
			(errcode(ERRCODE_OUTLAY_UNAVAILABLE),
			 errmsg("this server has not replayed what the primary has written"),
			 errdetail("It is at %X/%X of timeline %u, and was to come to %X/%X of timeline %u.",
					   LSN_FORMAT_ARGS(own->lsn), own->timeline, LSN_FORMAT_ARGS(wanted->lsn), wanted->timeline)));
}

/*
 * wal_position() returns text: how far the primary is, to be passed to reach_wal() at a standby. 55000: this is a
 * standby.
 */
Datum
outlay_wal_position(PG_FUNCTION_ARGS)
{
	if (RecoveryInProgress())
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("this server is a standby"),
				 errhint("Ask the primary.")));
	PG_RETURN_TEXT_P(cstring_to_text(psprintf(UINT64_FORMAT "/%u/%X/%X", GetSystemIdentifier(),
											  GetWALInsertionTimeLine(),
											  LSN_FORMAT_ARGS(early_release_end_of_visible()))));
}

/*
 * reach_wal(wal_position text, patience integer): returns when this server has replayed what was written up to a
 * position of wal_position(), and after so many milliseconds at the latest. OT503: it has not; 22023: no position, one
 * of another database system, or a patience that is negative or longer than an hour; 22004: null.
 */
Datum
outlay_reach_wal(PG_FUNCTION_ARGS)
{
	WalPosition wanted;
	WalPosition own;
	int32		patience;
	TimestampTz until;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("wal_position and patience may not be null")));
	patience = PG_GETARG_INT32(1);
	if (patience < 0 || patience > PATIENCE_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("patience must be between 0 and %d milliseconds", PATIENCE_MAX)));
	wanted = parse_position(text_to_cstring(PG_GETARG_TEXT_PP(0)));
	forget_snapshot(fcinfo);
	own = own_position();
	until = TimestampTzPlusMilliseconds(GetCurrentTimestamp(), patience);
	if (wanted.system != own.system)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("wal_position is of another database system"),
				 errhint("Compare system_identifier of pg_control_system() on both servers.")));
	while (own.timeline != wanted.timeline || own.lsn < wanted.lsn)
	{
		if (GetCurrentTimestamp() >= until)
			refuse_late(&wanted, &own);
		(void) WaitLatch(MyLatch, WL_LATCH_SET | WL_TIMEOUT | WL_EXIT_ON_PM_DEATH, LOOK_MILLIS, PG_WAIT_EXTENSION);
		ResetLatch(MyLatch);
		CHECK_FOR_INTERRUPTS();
		own = own_position();
	}
	PG_RETURN_VOID();
}
