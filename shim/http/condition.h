/*-------------------------------------------------------------------------
 *
 * condition.h
 *	  Conditional and partial requests: entity tags, times and byte ranges.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_CONDITION_H
#define OUTLAYD_CONDITION_H

#include <time.h>

#include "base/buffer.h"

#define HTTP_DATE_SIZE 30

/* What a Range header makes of an answer. */
typedef enum RangeKind
{
	RANGE_WHOLE,				/* nothing: all of it */
	RANGE_PART,					/* one part */
	RANGE_BEYOND				/* a part that is not there: 416 */
} RangeKind;

/* What an If-Match header makes of a change. */
typedef enum MatchKind
{
	MATCH_ANY,					/* any version is good */
	MATCH_VERSION,				/* this one alone */
	MATCH_SEVERAL,				/* one of several */
	MATCH_NOTHING				/* none that there can be */
} MatchKind;

extern void http_date(char text[HTTP_DATE_SIZE], time_t at);
extern bool http_date_parse(const char *text, time_t *at);
extern bool etag_matches(const char *list, const char *etag, bool strong);
extern MatchKind etag_version(const char *list, const char **version, size_t *len);
extern RangeKind range_parse(const char *range, size_t length, size_t *first, size_t *count);

#endif							/* OUTLAYD_CONDITION_H */
