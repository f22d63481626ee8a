/*-------------------------------------------------------------------------
 *
 * browser.c
 *	  What browsers send by themselves: cookies and origins.
 *
 * A browser sends a site's cookies along with whatever any page asks of that
 * site. So a cookie proves who is sitting there, and not that they want what
 * is asked. What writes must therefore come from a page of this very host, or
 * of an origin that the operator has named; the browser says which, and no
 * script can make it lie.
 *
 *-------------------------------------------------------------------------
 */
#include "http/browser.h"

#include <string.h>
#include <strings.h>

/* How often a cookie stands in a Cookie header, and its value: the first one's. What is no name=value is nobody's. */
int
cookie_find(const char *header, const char *name, const char **value, size_t *len)
{
	size_t		name_len = strlen(name);
	int			count = 0;

	while (*(header += strspn(header, "; \t")))
	{
		size_t		pair = strcspn(header, ";");

		if (pair > name_len && strncmp(header, name, name_len) == 0 && header[name_len] == '=' && count++ == 0)
		{
			*value = header + name_len + 1;
			*len = pair - name_len - 1;
			while (*len > 0 && strchr(" \t", (*value)[*len - 1]))
				--*len;
		}
		header += pair;
	}
	return count;
}

/* Whether an origin may call at all, and whether it is named; an origin of NULL stands for any that is not. */
OriginRight
origin_right(char *const *allowed, const char *origin)
{
	OriginRight right = ORIGIN_REFUSED;

	for (; allowed && *allowed; allowed++)
		if (strcmp(*allowed, "*") == 0)
			right = ORIGIN_ANY;
		else if (origin && strcmp(*allowed, origin) == 0)
			return ORIGIN_NAMED;
	return right;
}

/* Whether a request that has a cookie comes from a page that may write with it. */
bool
origin_may_write(const Headers *headers, char *const *allowed, bool tls)
{
	const char *origin = headers->value[HEADER_ORIGIN];
	const char *host = headers->value[HEADER_HOST];
	const char *site = headers->value[HEADER_FETCH_SITE];

	if (origin == NULL)
		return site && strcmp(site, "same-origin") == 0;
	if (origin_right(allowed, origin) == ORIGIN_NAMED)
		return true;
	/* Behind a proxy that speaks TLS we do not; a cookie with SameSite does not cross between http and https. */
	if (strncmp(origin, "https://", 8) == 0)
		origin += 8;
	else if (!tls && strncmp(origin, "http://", 7) == 0)
		origin += 7;
	else
		return false;
	return host && *host && strcasecmp(origin, host) == 0;
}

/*
 * Whether a page of another site sends this, by what its browser says; a program that is none says nothing. A session
 * that such a page chose must not become this browser's, or whoever sits there works in somebody else's.
 */
bool
origin_is_foreign(const Headers *headers, char *const *allowed, bool tls)
{
	const char *site = headers->value[HEADER_FETCH_SITE];

	if (headers->value[HEADER_ORIGIN])
		return !origin_may_write(headers, allowed, tls);
	return site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0;
}
