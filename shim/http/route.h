/*-------------------------------------------------------------------------
 *
 * route.h
 *	  The routes that the database declares, and finding one by path.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_ROUTE_H
#define OUTLAYD_ROUTE_H

#include "base/buffer.h"
#include "http/shape.h"

#define ROUTE_ARGS_MAX 64 /* the set of present arguments is one 64-bit mask */
#define ROUTE_SEGMENTS_MAX 16

typedef struct RouteArg
{
	char	   *name;
	char	   *type;			/* as format_type prints it */
	Shape		shape;			/* of the elements, if it is an array */
	bool		array;
	bool		required;
} RouteArg;

/* One piece of a path pattern between slashes. */
typedef struct RouteSegment
{
	const char *text;
	size_t		len;
	int			arg;			/* index of the argument it fills, or -1 for a literal */
} RouteSegment;

typedef struct Route
{
	char	   *id;
	char	   *method;
	char	   *path;
	char	   *call;
	bool		returns_set;
	int			status;
	bool		anonymous;
	bool		ignore_unknown;
	bool		streams;		/* the answer goes on: text/event-stream */
	bool		published;		/* a DBA's function: called by the route's id, not by its name */
	bool		takes_key;	/* a request with an idempotency key is carried out once */
	bool		returns_file;	/* the answer is bytes, of a type that the database tells */
	bool		secret;			/* the answer holds a token or the like */
	bool		match_required; /* a change must say to which version */
	size_t		max_body;		/* the largest body that it takes; 0: what the configuration says */
	int			content_arg;	/* the argument that takes a body that is not JSON, or -1 */
	int			version_arg;	/* the one that If-Match gives, or -1 */
	int			media_type_arg; /* the one that takes such a body's type, or -1 */
	int			cookies_arg;	/* the one that asks for the session as a cookie, or -1 */
	uint64_t	signature;		/* of everything that the SQL of a call is made of */
	int			nargs;
	RouteArg   *args;
	int			nsegments;
	RouteSegment segments[ROUTE_SEGMENTS_MAX];
	struct Series *series;		/* what is counted of it; see metrics.c */
} Route;

/* All routes of one loading. Counted, because requests under way outlive a reload. */
typedef struct RouteTable
{
	int			references;
	int			count;
	Route	   *routes;			/* by number of segments, literals before parameters */
	char	  **origins;		/* allowed CORS origins, NULL-terminated; "*" allows all */
	size_t		max_body;		/* the largest of its routes' */
	char	   *base_domain;	/* below which a host name is a tenant's slug; NULL: none */
} RouteTable;

/* A path cut at its slashes. */
typedef struct PathParts
{
	int			count;
	struct
	{
		const char *text;
		size_t		len;
	} part[ROUTE_SEGMENTS_MAX];
} PathParts;

extern RouteTable *route_table_create(void);
extern RouteTable *route_table_retain(RouteTable *table);
extern void route_table_release(RouteTable *table);
extern Route *route_table_add(RouteTable *table, const char *id, const char *method, const char *path,
							  const char *call);
extern void route_add_arg(Route *route, const char *name, const char *type, bool required);
extern int route_arg(const Route *route, const char *name, size_t len);
extern void route_table_finish(RouteTable *table, Buffer *refused);
extern bool path_split(const char *path, size_t len, PathParts *parts);
extern const Route *route_find(const RouteTable *table, const PathParts *parts, const char *method, Buffer *allow);

#endif /* OUTLAYD_ROUTE_H */
