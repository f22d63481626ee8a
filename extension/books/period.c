/*-------------------------------------------------------------------------
 *
 * period.c
 *	  Which days are closed: on them nothing is booked any more.
 *
 * An expense is in the books once it is approved, on the day on which it was
 * spent; or, where that is closed by then, on the first day that is not. The
 * day is fixed at that moment. What is closed stays as it is, to the cent.
 *
 * So nobody may book on a day that is being closed. Who books takes a lock of
 * the organization's together with all others who do, who closes takes it
 * alone, and both read up to when it is closed behind it. It comes before all
 * other locks (ledger.c): nobody who waits for it holds anything.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "common/hashfn.h"
#include "utils/fmgrprotos.h"

#include "books/period.h"

static int64 lock_of(const Call *call);
static void read_anew(Call *call);

/* The number of the lock: that of no member of the organization, whom policy_check.c locks by the like. */
static int64
lock_of(const Call *call)
{
	int64		whose[] = {call->tenant, -1};

	return (int64) hash_bytes_extended((const unsigned char *) whose, sizeof(whose), 0);
}

/*
 * Has the settings read again, since what was read before the lock may be no
 * longer so. Raises 40001 where the transaction has one snapshot for all its
 * statements, in which it is not so yet.
 */
static void
read_anew(Call *call)
{
	static const TenantStatement find = {"SELECT closed_until FROM organization", 0};
	DateADT		closed_until;
	bool		is_null;

	call->organization.loaded = false;
	if (!IsolationUsesXactSnapshot())
		return;
	plan_run_latest(call->tenant, &find, NULL);
	closed_until = DatumGetDateADT(call_column(1, &is_null));
	if ((is_null ? DATEVAL_NOBEGIN : closed_until) != call_organization(call)->closed_until)
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("which days are closed has changed since this transaction began"),
				 errhint("Repeat the transaction.")));
}

/* See period.h. */
void
period_hold(Call *call)
{
	if (call->holds_periods)
		return;
	(void) DirectFunctionCall1(pg_advisory_xact_lock_shared_int8, Int64GetDatum(lock_of(call)));
	call->holds_periods = true;
	read_anew(call);
}

/* See period.h. */
void
period_hold_alone(Call *call)
{
	(void) DirectFunctionCall1(pg_advisory_xact_lock_int8, Int64GetDatum(lock_of(call)));
	call->holds_periods = true;
	read_anew(call);
}

/* See period.h. */
bool
period_is_closed(Call *call, DateADT day)
{
	return day <= call_organization(call)->closed_until;
}

/* See period.h. */
DateADT
period_booking_day(Call *call, DateADT spent_on)
{
	return period_is_closed(call, spent_on) ? call_organization(call)->closed_until + 1 : spent_on;
}

/* See period.h. */
void
period_give(DateADT booked_on, DateADT spent_on, Datum *value, char *null)
{
	*value = DateADTGetDatum(booked_on);
	*null = booked_on == spent_on ? 'n' : ' ';
}
