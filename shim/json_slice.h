/*-------------------------------------------------------------------------
 *
 * json_slice.h
 *	  The members of a JSON object as slices of its source text.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAYD_JSON_SLICE_H
#define OUTLAYD_JSON_SLICE_H

#include "buffer.h"

#define JSON_DEPTH_MAX 32

typedef enum JsonKind
{
	JSON_KIND_STRING,
	JSON_KIND_NUMBER,
	JSON_KIND_BOOLEAN,
	JSON_KIND_NULL,
	JSON_KIND_OBJECT,
	JSON_KIND_ARRAY
} JsonKind;

/* A value where it stands in the text; a string's slice is without its quotes, escapes as they came. */
typedef struct JsonSlice
{
	JsonKind kind;
	const char *text;
	size_t len;
} JsonSlice;

/* Where the next member of an object, or element of an array, begins. */
typedef struct JsonCursor
{
	const char *at;
	const char *end;
} JsonCursor;

extern bool json_check_object(const char *text, size_t len, const char **why);
extern JsonCursor json_open(const char *text, size_t len);
extern bool json_next_member(JsonCursor *cursor, JsonSlice *key, JsonSlice *value);
extern bool json_next_element(JsonCursor *cursor, JsonSlice *value);
extern bool json_unescape(Buffer *out, const JsonSlice *string);
extern void json_source(Buffer *out, const JsonSlice *value);

#endif /* OUTLAYD_JSON_SLICE_H */
