/*-------------------------------------------------------------------------
 *
 * condition.c
 *	  Entity tags and byte ranges.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"

#include "http/condition.h"

/* A list of tags matches if the tag stands in it whole. */
static void
check_tags(const char *list, const char *name)
{
	Buffer		etag = {0};
	Buffer		longer = {0};

	buffer_printf(&etag, "\"%s\"", name);
	buffer_printf(&longer, "\"%s\", W/\"x\", %s", "first", etag.data);
	if (strchr(name, '"') == NULL)
	{
		HOLDS(etag_matches(etag.data, etag.data, true) && etag_matches("*", etag.data, true));
		HOLDS(etag_matches(longer.data, etag.data, true));
		HOLDS(!etag_matches(list, etag.data, true) || etag_matches(list, etag.data, false));
		HOLDS(!etag_matches(list, etag.data, false) || strcmp(list, "*") == 0 || strstr(list, etag.data) != NULL);
	}
	buffer_free(&etag);
	buffer_free(&longer);
}

/* Lines: a list of tags, a tag, a range. The length of the answer comes before them. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input		input = fuzz_input(data, size);
	size_t		length = fuzz_number(&input, 256) * (size_t) fuzz_number(&input, 256);
	char	   *list = fuzz_line(&input);
	char	   *name = fuzz_line(&input);
	char	   *range = fuzz_line(&input);
	const char *version = list;
	size_t		first = 0;
	size_t		count = 0;

	if (etag_version(list, &version, &count) == MATCH_VERSION)
		HOLDS(version > list && count > 0 && count <= 9 && strspn(version, "0123456789") == count);
	check_tags(list, name);
	if (range_parse(range, length, &first, &count) == RANGE_PART)
		HOLDS(count > 0 && first < length && count <= length - first);
	free(list);
	free(name);
	free(range);
	return 0;
}
