/*-------------------------------------------------------------------------
 *
 * static_path.c
 *	  The file that a path names: never one outside of the folder.
 *
 *-------------------------------------------------------------------------
 */
#include "http/static_path.h"

#include <string.h>

/*
 * The path in the folder that a request's path names, decoded once. False for one that no file can have: a dot at the
 * beginning of a segment, a slash or backslash that was escaped, a control character.
 */
bool
static_path(const PathParts *parts, char path[PATH_LENGTH])
{
	Buffer		decoded = {0};
	bool		good = true;

	for (int i = 0; i < parts->count && good; i++)
	{
		size_t		start;

		if (decoded.len > 0)
			buffer_putc(&decoded, '/');
		start = decoded.len;
		good = percent_decode(&decoded, parts->part[i].text, parts->part[i].len, false) &&
			(decoded.len > start || parts->count == 1) && decoded.data[start] != '.';
		for (size_t at = start; at < decoded.len && good; at++)
			good = (unsigned char) decoded.data[at] >= ' ' && decoded.data[at] != 0x7F &&
				strchr("/\\", decoded.data[at]) == NULL;
	}
	good = good && decoded.len < PATH_LENGTH;
	if (good)
		memcpy(path, decoded.len > 0 ? decoded.data : "", decoded.len + 1);
	buffer_free(&decoded);
	return good;
}
