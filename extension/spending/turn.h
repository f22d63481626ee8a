/*-------------------------------------------------------------------------
 *
 * turn.h
 *	  Whose turn it is with an expense, as the caller sees it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TURN_H
#define OUTLAY_TURN_H

#include "call/call.h"
#include "spending/permission.h"

/*
 * For whom an expense waits (0: nobody): the caller, where they stand in today
 * for who that is and may approve it.
 */
extern int64 turn_of(Call *call, const Parties *parties, int64 waiting_for);

/* The same of one that waits for another, by its number, for who is calling already. */
extern bool turn_is_callers(const Caller *caller, int64 expense);

/* The members whose turn is the caller's today, and the caller, as bigint[]. */
extern Datum turn_desks(Call *call);

/* Condition, of a row e of expense that waits for somebody, that a parameter, a member, may approve it. */
#define TURN_IS_FOR(member) \
	member " NOT IN (coalesce(e.member_id, 0), coalesce(e.entered_by, 0), coalesce(e.submitted_by, 0))"

#endif							/* OUTLAY_TURN_H */
