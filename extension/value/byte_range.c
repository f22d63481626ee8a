/*-------------------------------------------------------------------------
 *
 * byte_range.c
 *	  Which part of a file is asked for.
 *
 * Several ranges are answered with the whole: nobody needs them, and many small
 * ones are an attack.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/int.h"

#include "value/byte_range.h"

static bool take_number(const char **at, int64 *number);

/* Steps over digits; a number that is too large is the largest. False: there are none. */
static bool
take_number(const char **at, int64 *number)
{
	const char *begin = *at;

	*number = 0;
	for (; **at >= '0' && **at <= '9'; (*at)++)
		if (pg_mul_s64_overflow(*number, 10, number) || pg_add_s64_overflow(*number, **at - '0', number))
		{
			*at += strspn(*at, "0123456789");
			*number = PG_INT64_MAX;
			break;
		}
	return *at > begin;
}

/* See byte_range.h. */
ByteRangeKind
byte_range_read(const char *range, int64 size, int64 *first, int64 *count)
{
	int64		last = PG_INT64_MAX;

	if (pg_strncasecmp(range, "bytes=", 6) != 0)
		return BYTE_RANGE_WHOLE;
	range += 6;
	if (*range == '-')
	{
		range++;
		if (!take_number(&range, &last) || *range != '\0')
			return BYTE_RANGE_WHOLE;
		*count = Min(last, size);
		*first = size - *count;
		return *count > 0 ? BYTE_RANGE_PART : BYTE_RANGE_BEYOND;
	}
	if (!take_number(&range, first) || *range != '-')
		return BYTE_RANGE_WHOLE;
	range++;
	if (*range != '\0' && (!take_number(&range, &last) || *range != '\0' || last < *first))
		return BYTE_RANGE_WHOLE;
	if (*first >= size)
		return BYTE_RANGE_BEYOND;
	*count = Min(last, size - 1) - *first + 1;
	return BYTE_RANGE_PART;
}
