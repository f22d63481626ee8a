/*-------------------------------------------------------------------------
 *
 * json.h
 *	  A JSON body: checked by jansson, its values as source text.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_JSON_H
#define OUTLAYD_JSON_H

#include <jansson.h>

#include "base/buffer.h"

/* The members of an object, or the elements of an array, one after the other. */
typedef struct JsonWalk
{
	json_t	   *container;
	void	   *member;			/* jansson's iterator over an object */
	size_t		index;			/* of the next element of an array */
	const char *at;				/* in the source text */
	const char *end;

	const char *key;			/* of the member that json_next() has found */
	json_t	   *value;
	const char *source;			/* its source text; a string's with its quotes */
	size_t		len;
} JsonWalk;

extern json_t *json_check_object(const char *text, size_t len, const char **why);
extern JsonWalk json_walk(json_t *container, const char *text, size_t len);
extern bool json_next(JsonWalk *walk);

#endif							/* OUTLAYD_JSON_H */
