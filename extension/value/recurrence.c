/*-------------------------------------------------------------------------
 *
 * recurrence.c
 *	  The days on which something comes again.
 *
 * Each day is worked out from the first one, never from the one before: what
 * is on the 31st is on the 28th of a February and on the 31st of the March
 * after it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/datetime.h"

#include "value/recurrence.h"

static int	month_of(DateADT date);
static DateADT day_in_month(int month, int day);
static DateADT next_in_week(const Recurrence *recurrence, DateADT from);
static DateADT next_in_months(const Recurrence *recurrence, DateADT from, int step);

/* The number of the month that a date is in, counted from year 0. */
static int
month_of(DateADT date)
{
	int			year;
	int			month;
	int			day;

	j2date(date + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	return 12 * year + month - 1;
}

/* A day of a month with a number, or its last one where it is shorter. */
static DateADT
day_in_month(int month, int day)
{
	int			year = month / 12;

	return date2j(year, month % 12 + 1, Min(day, day_tab[isleap(year)][month % 12])) - POSTGRES_EPOCH_JDATE;
}

/* See recurrence.h. */
int
recurrence_day(char every, DateADT date)
{
	int			year;
	int			month;
	int			day;
	int			weekday;

	if (every == 'd')
		return 0;
	weekday = j2day(date + POSTGRES_EPOCH_JDATE);
	if (every == 'w')
		return weekday == 0 ? 7 : weekday;
	j2date(date + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	return day;
}

/* See recurrence.h. */
int
recurrence_max_day(char every)
{
	return every == 'd' ? 0 : every == 'w' ? 7 : 31;
}

/* The first of its weekdays from a day on. */
static DateADT
next_in_week(const Recurrence *recurrence, DateADT from)
{
	return from + (recurrence->on_day - recurrence_day('w', from) + 7) % 7;
}

/* The first of its days from a day on, in the month of the first day, or so many months later, or twice that. */
static DateADT
next_in_months(const Recurrence *recurrence, DateADT from, int step)
{
	int			first = month_of(recurrence->first);
	int			month = first + (month_of(from) - first + step - 1) / step * step;
	DateADT		day = day_in_month(month, recurrence->on_day);

	return day >= from ? day : day_in_month(month + step, recurrence->on_day);
}

/* See recurrence.h. */
DateADT
recurrence_next(const Recurrence *recurrence, DateADT from)
{
	DateADT		next = Max(from, recurrence->first);

	if (recurrence->every == 'w')
		next = next_in_week(recurrence, next);
	else if (recurrence->every != 'd')
		next = next_in_months(recurrence, next, recurrence->every == 'm' ? 1 : recurrence->every == 'q' ? 3 : 12);
	return next > recurrence->until ? DATEVAL_NOEND : next;
}
