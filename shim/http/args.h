/*-------------------------------------------------------------------------
 *
 * args.h
 *	  A request's values as named arguments of the route's function.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_ARGS_H
#define OUTLAYD_ARGS_H

#include "http/json.h"
#include "http/route.h"

#define ARGS_PIECE (256 * 1024) /* larger contents are sent ahead, in pieces of this */

typedef struct Args
{
	const Route *route;
	uint64_t	present;		/* a bit for each argument that is given */
	uint64_t	fixed;			/* those that query and JSON cannot give: the path's, and a body's that is not JSON */
	uint64_t	seen;			/* given, be it wrongly */
	int32_t		offset[ROUTE_ARGS_MAX]; /* into text, zero-terminated there; -1 is NULL */
	Buffer		text;
	const char *content;		/* the bytes of the route's content_arg, if it is present */
	int			content_len;
	bool		ahead;			/* they are sent in pieces before the call, and are none of its values */
	Buffer		errors;			/* JSON objects separated by commas */
} Args;

extern void args_begin(Args *args, const Route *route);
extern void args_free(Args *args);
extern void args_add_path(Args *args, const PathParts *parts);
extern void args_add_query(Args *args, const char *query);
extern void args_add_header(Args *args, const char *name, const char *value);
extern void args_add_body(Args *args, json_t *json, const char *text, size_t len);
extern void args_add_content(Args *args, const char *data, size_t len, const char *media_type);
extern bool args_add_version(Args *args, const char *version, size_t len);
extern bool args_complete(Args *args);
extern bool args_is_true(const Args *args, int arg);
extern int args_values(const Args *args, const char **values, int *lengths, int *formats);
extern bool percent_decode(Buffer *out, const char *text, size_t len, bool form);

#endif /* OUTLAYD_ARGS_H */
