/*-------------------------------------------------------------------------
 *
 * recurring.h
 *	  Expenses that come again.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_RECURRING_H
#define OUTLAY_RECURRING_H

#include "books/money.h"
#include "spending/permission.h"
#include "value/recurrence.h"

/* The record of a row r of recurring. */
#define RECURRING_RECORD \
	"ROW(r.id, r.member_id, r.department_id, r.account_id, r.category_id, " \
	"round(r.amount, " DECIMALS "), " CURRENCY ", r.description, r.merchant, r.notes, " \
	"coalesce(r.tags, '{}'), r.paid_with, r.billable_to, r.every, " \
	"r.on_day::integer, r.first_on, r.until, r.next_on, r.last_on, r.paused_at, r.problem, r.version, r.created_at, " \
	"r.updated_at)::outlay.recurring_record"

/* One that is locked. */
typedef struct Recurring
{
	int64		id;
	Datum		row;			/* the record */
	int32		version;
	Recurrence	when;
	DateADT		next;			/* DATEVAL_NOEND: no day comes any more */
	DateADT		last;			/* that an expense was made for; DATEVAL_NOBEGIN: none was */
	bool		is_paused;
	Parties		parties;
} Recurring;

/* Columns of a row r that recurring_read() reads: those behind the record. */
#define RECURRING_COLUMNS \
	"r.id, r.version, r.every::text, r.on_day::integer, r.first_on, r.until, r.next_on, r.last_on, " \
	"r.paused_at IS NOT NULL, r.member_id, r.entered_by"
#define RECURRING_READ	12

/* Reads one from the first row of the last statement: the record, then RECURRING_COLUMNS. */
extern void recurring_read(Recurring *recurring);

/* Locks the one of argument 0 for a change, in the version of argument 1; P0002, OT412, 42501. */
extern void recurring_lock(Call *call, Recurring *recurring);

/*
 * Takes the days that arguments from one on ask for: every, first_on, on_day,
 * until. What is not given is as before (NULL: it is new); the day of week or
 * month is that of the first day, where none is given for it. Notes what is wrong.
 */
extern void recurring_take_days(Call *call, int first_arg, const Recurrence *before, Recurrence *when);

/* The first of its days that is not past and that no expense was made for. */
extern DateADT recurring_next(Call *call, const Recurrence *when, DateADT last);

/* Gives a parameter of a statement a date; an infinite one is NULL. */
extern void recurring_give_date(Datum *values, char *nulls, int parameter, DateADT date);

/* Has the worker look at the organization on a day, where that is. */
extern void recurring_note(Call *call, DateADT next);

/* Whether a caller changes what is a member's (0: nobody's). */
extern bool recurring_may_change(const Caller *caller, int64 member);

#endif							/* OUTLAY_RECURRING_H */
