/*-------------------------------------------------------------------------
 *
 * static.c
 *	  The path of a file, resolved: whatever is asked for, it stays below
 *	  the folder.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"

#include "http/static_path.h"

/* The whole input is a request's path. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input		input = fuzz_input(data, size);
	char	   *target = fuzz_line(&input);
	char		path[PATH_LENGTH];
	PathParts	parts;

	if (path_split(target, strlen(target), &parts) && static_path(&parts, path))
	{
		HOLDS(strlen(path) < PATH_LENGTH && *path != '/' && utf8_valid(path, strlen(path)));
		HOLDS(*path != '.' && strstr(path, "/.") == NULL && strstr(path, "//") == NULL);
		for (const char *at = path; *at; at++)
			HOLDS((unsigned char) *at >= ' ' && *at != '\\' && *at != 0x7F);
	}
	free(target);
	return 0;
}
