/*-------------------------------------------------------------------------
 *
 * negotiate.c
 *	  What a client takes, sends and prefers.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"

#include "http/negotiate.h"

/* The whole input is the value of a header. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input		input = fuzz_input(data, size);
	char	   *list = fuzz_line(&input);

	(void) accepts_json(list);
	(void) accepts_events(list);
	(void) accepts_gzip(list);
	(void) prefers_minimal(list);
	HOLDS(!is_json_type(list) || strcasestr(list, "json") != NULL);
	free(list);
	return 0;
}
