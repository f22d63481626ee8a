/*-------------------------------------------------------------------------
 *
 * condition.c
 *	  Conditional and partial requests: entity tags, times and byte ranges.
 *
 * As RFC 9110 has them. What is malformed is no condition and no range, and
 * the answer is the whole one, which is never wrong.
 *
 *-------------------------------------------------------------------------
 */
#include "http/condition.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *next_tag(const char **at, size_t *len, bool *weak);
static bool take_number(const char **at, char end, size_t *number);

/* Writes a time as headers have it. */
void
http_date(char text[HTTP_DATE_SIZE], time_t at)
{
	struct tm	tm;

	strftime(text, HTTP_DATE_SIZE, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&at, &tm));
}

/* Reads a time in any of the forms that RFC 9110 knows. False if it is none. */
bool
http_date_parse(const char *text, time_t *at)
{
	static const char *const forms[] = {"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT",
										"%a %b %d %H:%M:%S %Y"};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
	{
		struct tm	tm = {0};
		const char *end = strptime(text, forms[i], &tm);

		if (end && *end == '\0')
		{
			*at = timegm(&tm);
			return true;
		}
	}
	return false;
}

/* Steps over the next entity tag of a list, at whose opaque part (with its quotes) it points; NULL at the end. */
static const char *
next_tag(const char **at, size_t *len, bool *weak)
{
	const char *tag = *at + strspn(*at, ", \t");

	*weak = strncmp(tag, "W/", 2) == 0;
	tag += *weak ? 2 : 0;
	*len = *tag == '"' ? strcspn(tag + 1, "\"") + 2 : 0;
	*at = tag + *len;
	return *len > 0 && tag[*len - 1] == '"' && strchr(", \t", **at) ? tag : NULL;
}

/* Whether a list has an entity tag, which is given with its quotes, by the strong or the weak comparison. */
bool
etag_matches(const char *list, const char *etag, bool strong)
{
	size_t		wanted = strlen(etag);
	const char *tag;
	size_t		len;
	bool		weak;

	if (strcmp(list, "*") == 0)
		return true;
	while ((tag = next_tag(&list, &len, &weak)) != NULL)
		if (len == wanted && memcmp(tag, etag, len) == 0 && !(strong && weak))
			return true;
	return false;
}

/*
 * Reads an If-Match list for a change of a record: which version it is made to. That is the number with which the
 * record's entity tag begins; what follows it, a hash of what was shown, does not matter for a change. A weak tag
 * matches nothing here.
 */
MatchKind
etag_version(const char *list, const char **version, size_t *len)
{
	MatchKind	kind = MATCH_NOTHING;
	const char *tag;
	size_t		tag_len;
	bool		weak;

	if (strcmp(list, "*") == 0)
		return MATCH_ANY;
	while ((tag = next_tag(&list, &tag_len, &weak)) != NULL)
	{
		size_t		digits = strspn(tag + 1, "0123456789");

		if (weak || digits == 0 || digits > 9 || (digits > 1 && tag[1] == '0') ||
			(tag[1 + digits] != '-' && tag[1 + digits] != '"'))
			continue;
		if (kind != MATCH_NOTHING && (digits != *len || memcmp(tag + 1, *version, digits) != 0))
			return MATCH_SEVERAL;
		kind = MATCH_VERSION;
		*version = tag + 1;
		*len = digits;
	}
	return kind;
}

/* Reads a number up to a character that must follow it, and steps over both; what is too large is the largest. */
static bool
take_number(const char **at, char end, size_t *number)
{
	char	   *behind;

	*number = strtoul(*at, &behind, 10);
	if (!isdigit((unsigned char) **at) || *behind != end)
		return false;
	*at = behind + (end != '\0');
	return true;
}

/*
 * Reads a Range header for an answer of length bytes: where the part begins and how many bytes it has. Several ranges
 * are answered with the whole: nobody needs them, and many small ones are an attack.
 */
RangeKind
range_parse(const char *range, size_t length, size_t *first, size_t *count)
{
	size_t		last = SIZE_MAX;

	if (strncasecmp(range, "bytes=", 6) != 0)
		return RANGE_WHOLE;
	range += 6;
	if (*range == '-')
	{
		range++;
		if (!take_number(&range, '\0', &last))
			return RANGE_WHOLE;
		*count = last < length ? last : length;
		*first = length - *count;
		return *count > 0 ? RANGE_PART : last == 0 ? RANGE_BEYOND
												   : RANGE_WHOLE;
	}
	if (!take_number(&range, '-', first) || (*range && !take_number(&range, '\0', &last)) || last < *first)
		return RANGE_WHOLE;
	if (*first >= length)
		return RANGE_BEYOND;
	*count = (last < length ? last + 1 : length) - *first;
	return RANGE_PART;
}
