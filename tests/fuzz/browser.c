/*-------------------------------------------------------------------------
 *
 * browser.c
 *	  Cookies and origins.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"

#include <strings.h>

#include "http/browser.h"

/* How often a cookie stands in a header, found out in another way: pair by pair. */
static int
count_cookies(const char *header, const char *name)
{
	char	   *copy = xstrdup(header);
	char	   *rest = copy;
	char	   *pair;
	int			count = 0;

	while ((pair = strsep(&rest, ";")) != NULL)
	{
		char	   *equals = strchr(pair += strspn(pair, " \t"), '=');

		if (equals)
			*equals = '\0';
		count += equals && strcmp(pair, name) == 0;
	}
	free(copy);
	return count;
}

/* A page may write with a cookie if it is of this very host, or named. */
static void
check_origin(const char *origin, const char *host)
{
	char	   *allowed[] = {"*", "https://named.example", NULL};
	Headers		headers = {0};

	headers.value[HEADER_ORIGIN] = origin;
	headers.value[HEADER_HOST] = host;
	if (origin_may_write(&headers, allowed, true))
		HOLDS(strcmp(origin, allowed[1]) == 0 ||
			  (strncmp(origin, "https://", 8) == 0 && strcasecmp(origin + 8, host) == 0));
	HOLDS(origin_right(allowed, origin) != ORIGIN_REFUSED);
}

/* Lines: a cookie header, an origin, a host. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input		input = fuzz_input(data, size);
	char	   *header = fuzz_line(&input);
	char	   *origin = fuzz_line(&input);
	char	   *host = fuzz_line(&input);
	const char *value = NULL;
	size_t		len = 0;
	int			count = cookie_find(header, "sid", &value, &len);

	HOLDS(count == count_cookies(header, "sid"));
	if (count > 0)
		HOLDS(value >= header && value + len <= header + strlen(header) && memchr(value, ';', len) == NULL);
	check_origin(origin, host);
	free(header);
	free(origin);
	free(host);
	return 0;
}
