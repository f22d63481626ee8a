/*-------------------------------------------------------------------------
 *
 * recurrence.h
 *	  The days on which something comes again.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_RECURRENCE_H
#define OUTLAY_RECURRENCE_H

#include "postgres.h"

#include "utils/date.h"

#define RECURRENCE_PERIODS	"day week month quarter year"

/* From a first day on, once in each period. */
typedef struct Recurrence
{
	char		every;			/* 'd'ay, 'w'eek, 'm'onth, 'q'uarter, 'y'ear */
	int			on_day;			/* of a week 1 (Monday) to 7, of a month 1 to 31, where a shorter one has its last */
	DateADT		first;
	DateADT		until;			/* the last day that it may be; DATEVAL_NOEND: none */
} Recurrence;

/* The day of the week or month that a date has, as on_day; 0 for days. */
extern int	recurrence_day(char every, DateADT date);

/* The highest that on_day may be; 0: there is none. */
extern int	recurrence_max_day(char every);

/* The first of its days that is not before a date; DATEVAL_NOEND: there is none. */
extern DateADT recurrence_next(const Recurrence *recurrence, DateADT from);

#endif							/* OUTLAY_RECURRENCE_H */
