/*-------------------------------------------------------------------------
 *
 * json.c
 *	  The reader of JSON bodies: the walk over the source and jansson's tree
 *	  are of one opinion, and no byte of a number is lost.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"

#include "http/json.h"

/* Each member's or element's source text, read alone, is the value that the tree has at this place. */
static void
check_walk(json_t *container, const char *text, size_t len)
{
	JsonWalk	walk = json_walk(container, text, len);
	const char *last = text;
	size_t		count = 0;

	while (json_next(&walk))
	{
		json_t	   *alone;

		HOLDS(walk.source > last && walk.source + walk.len < text + len && walk.len > 0);
		HOLDS(strchr(" \t\r\n,:", walk.source[walk.len - 1]) == NULL);
		alone = json_loadb(walk.source, walk.len, JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL |
						   JSON_REJECT_DUPLICATES, NULL);
		HOLDS(alone != NULL && json_equal(alone, walk.value));
		json_decref(alone);
		if (json_is_object(container))
			HOLDS(json_object_get(container, walk.key) == walk.value);
		if (json_is_object(walk.value) || json_is_array(walk.value))
			check_walk(walk.value, walk.source, walk.len);
		last = walk.source + walk.len - 1;
		count++;
	}
	HOLDS(count == (json_is_object(container) ? json_object_size(container) : json_array_size(container)));
}

/* The whole input is one body. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *text = xstrndup((const char *) data, size);
	const char *why = NULL;
	json_t	   *json = json_check_object(text, size, &why);

	if (json != NULL)
		check_walk(json, text, size);
	else
		HOLDS(why != NULL);
	json_decref(json);
	free(text);
	return 0;
}
