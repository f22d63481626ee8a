/*-------------------------------------------------------------------------
 *
 * json.c
 *	  A JSON body: checked by jansson, its values as source text.
 *
 * jansson decides whether a text is JSON (grammar, encoding, duplicate keys)
 * and decodes its strings. But it makes a double of every number:
 * 12345678901234567.89 becomes ...568.0. So a walk over its tree is at the
 * same time a walk over the source text, which is known to be valid by then,
 * and the source's bytes are what travels.
 *
 *-------------------------------------------------------------------------
 */
#include "http/json.h"

#include <string.h>

#define DEPTH_MAX 32

static const char *skip_string(const char *at, const char *end);
static bool too_deep(const char *at, const char *end);
static const char *skip_space(const char *at, const char *end);
static const char *skip_value(const char *at, const char *end);

/* From an opening quote to behind the closing one. */
static const char *
skip_string(const char *at, const char *end)
{
	for (at++; at < end && *at != '"'; at++)
		if (*at == '\\')
			at++;
	return at < end ? at + 1 : end;
}

/* Whether objects and arrays nest deeper than we allow; jansson's own limit is far beyond a small stack. */
static bool
too_deep(const char *at, const char *end)
{
	int			depth = 0;

	while (at < end && depth <= DEPTH_MAX)
	{
		depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
		at = *at == '"' ? skip_string(at, end) : at + 1;
	}
	return depth > DEPTH_MAX;
}

/* The tree of a text that is one JSON object; else NULL, and why is a sentence for the client. */
json_t *
json_check_object(const char *text, size_t len, const char **why)
{
	json_error_t error;
	json_t	   *json = NULL;
	/* jansson loses a NUL behind a number and reads on, so that its tree and the source would differ. */
	bool		nul = len > 0 && memchr(text, '\0', len) != NULL;

	*why = nul ? "the body is not valid JSON" : "the body nests too deeply";
	if (!nul && !too_deep(text, text + len))
	{
		/* Nobody looks at the doubles. A NUL in a string is refused later, with the name of its field. */
		json = json_loadb(text, len, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL |
						  JSON_DECODE_ANY, &error);
		*why = json != NULL ? "the body must be a JSON object" :
			json_error_code(&error) == json_error_duplicate_key ? "the body has a key twice" :
			json_error_code(&error) == json_error_numeric_overflow ? "the body has a number out of range" :
			json_error_code(&error) == json_error_invalid_utf8 ? "the body is not valid UTF-8" :
			"the body is not valid JSON";
	}
	if (json_is_object(json))
		return json;
	json_decref(json);
	return NULL;
}

/* Skips white space, a comma, a colon. */
static const char *
skip_space(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r' || *at == ',' || *at == ':'))
		at++;
	return at;
}

/* From a value's first byte to behind its last. */
static const char *
skip_value(const char *at, const char *end)
{
	int			depth = 0;

	if (*at != '"' && *at != '{' && *at != '[')
	{
		while (at < end && *at > ' ' && *at != ',' && *at != ']' && *at != '}')
			at++;
		return at;
	}
	do
	{
		depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
		at = *at == '"' ? skip_string(at, end) : at + 1;
	} while (depth > 0 && at < end);
	return at;
}

/* A walk over an object or array and its source text. */
JsonWalk
json_walk(json_t *container, const char *text, size_t len)
{
	const char *at = skip_space(text, text + len);

	return (JsonWalk) {.container = container, .member = json_object_iter(container), .at = at + 1, .end = text + len};
}

/* Goes on to the next member or element; false behind the last. */
bool
json_next(JsonWalk *walk)
{
	if (json_is_object(walk->container))
	{
		if (walk->member == NULL)
			return false;
		/* jansson keeps members in the order of the text */
		walk->key = json_object_iter_key(walk->member);
		walk->value = json_object_iter_value(walk->member);
		walk->member = json_object_iter_next(walk->container, walk->member);
		walk->at = skip_string(skip_space(walk->at, walk->end), walk->end);
	}
	else
	{
		if (walk->index >= json_array_size(walk->container))
			return false;
		walk->value = json_array_get(walk->container, walk->index++);
	}
	walk->source = skip_space(walk->at, walk->end);
	walk->at = skip_value(walk->source, walk->end);
	walk->len = (size_t) (walk->at - walk->source);
	return true;
}
