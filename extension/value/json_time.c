/*-------------------------------------------------------------------------
 *
 * json_time.c
 *	  Dates and times as the API writes them.
 *
 * PostgreSQL's JsonEncodeDateTime() prints any date in any time zone. Every
 * expense has three of them, all between the years 1 and 9999 and all in UTC;
 * those are printed here, in the same form, at a quarter of the time. What is
 * left (infinity, years BC) goes there.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "utils/date.h"
#include "utils/json.h"

#include "value/json_time.h"

static char *print_day(char *to, int day);
static char *print_time_of_day(char *to, int64 time);
static char *print_timestamp(char *to, Timestamp timestamp, bool with_zone);

/* Prints a number of a fixed count of digits. */
static inline char *
print_digits(char *to, int number, int digits)
{
	for (int i = digits - 1; i >= 0; i--)
	{
		to[i] = '0' + number % 10;
		number /= 10;
	}
	return to + digits;
}

/* Prints the day with a number since 2000-01-01; NULL where its year does not have four digits. */
static char *
print_day(char *to, int day)
{
	int			year;
	int			month;
	int			day_of_month;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &day_of_month);
	if (year < 1 || year > 9999)
		return NULL;
	to = print_digits(to, year, 4);
	*to++ = '-';
	to = print_digits(to, month, 2);
	*to++ = '-';
	return print_digits(to, day_of_month, 2);
}

/* Prints a time of day in microseconds, with no more digits behind the second than it has. */
static char *
print_time_of_day(char *to, int64 time)
{
	int			seconds = (int) (time / USECS_PER_SEC);
	int			fraction = (int) (time % USECS_PER_SEC);

	to = print_digits(to, seconds / SECS_PER_HOUR, 2);
	*to++ = ':';
	to = print_digits(to, seconds / SECS_PER_MINUTE % MINS_PER_HOUR, 2);
	*to++ = ':';
	to = print_digits(to, seconds % SECS_PER_MINUTE, 2);
	if (fraction == 0)
		return to;
	*to++ = '.';
	to = print_digits(to, fraction, 6);
	while (to[-1] == '0')
		to--;
	return to;
}

/* Prints a timestamp; NULL where its year does not have four digits. */
static char *
print_timestamp(char *to, Timestamp timestamp, bool with_zone)
{
	int64		day = timestamp / USECS_PER_DAY;
	int64		time = timestamp % USECS_PER_DAY;

	if (time < 0)
	{
		time += USECS_PER_DAY;
		day--;
	}
	to = print_day(to, (int) day);
	if (to == NULL)
		return NULL;
	*to++ = 'T';
	to = print_time_of_day(to, time);
	if (with_zone)
	{
		memcpy(to, "+00:00", 6);
		to += 6;
	}
	return to;
}

/* See json_time.h. */
int
json_time_print(Oid type, Datum value, char *buffer)
{
	static const int utc = 0;
	char	   *end = NULL;

	if (type == DATEOID)
	{
		if (!DATE_NOT_FINITE(DatumGetDateADT(value)))
			end = print_day(buffer, DatumGetDateADT(value));
	}
	else if (!TIMESTAMP_NOT_FINITE(DatumGetTimestamp(value)))
		end = print_timestamp(buffer, DatumGetTimestamp(value), type == TIMESTAMPTZOID);
	if (end != NULL)
		return (int) (end - buffer);
	JsonEncodeDateTime(buffer, value, type, &utc);
	return (int) strlen(buffer);
}
