/*-------------------------------------------------------------------------
 *
 * period.h
 *	  Which days are closed: on them nothing is booked any more.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_PERIOD_H
#define OUTLAY_PERIOD_H

#include "call/call.h"

/* The states in which an expense is in the books. */
#define BOOKED_STATES	"('approved', 'paying', 'paid')"

/* The day on which what is in the books is booked; of a row, given with its point. */
#define BOOKED_ON(of)	"coalesce(" of "booked_on, " of "spent_on)"

/* The last day that is closed, NULL where none is. */
#define CLOSED_UNTIL	"(SELECT o.closed_until FROM organization o)"

/*
 * Keeps others from closing and reopening until the end of the transaction.
 * Whoever is to book calls it before anything else: the organization's settings
 * are read, or read again, behind the lock.
 */
extern void period_hold(Call *call);

/* The same for whoever closes or reopens: waits for those who book. */
extern void period_hold_alone(Call *call);

/* Whether a day is closed. */
extern bool period_is_closed(Call *call, DateADT day);

/* The day on which what was spent on a day is booked if that happens now: itself, or the first that is not closed. */
extern DateADT period_booking_day(Call *call, DateADT spent_on);

/* Gives a parameter of a statement the column booked_on, which is NULL where it is the day on which it was spent. */
extern void period_give(DateADT booked_on, DateADT spent_on, Datum *value, char *null);

#endif							/* OUTLAY_PERIOD_H */
