/*-------------------------------------------------------------------------
 *
 * json_slice.c
 *	  The members of a JSON object as slices of its source text.
 *
 * jansson decides whether a text is JSON: grammar, encoding, duplicate keys.
 * Its values are thrown away, because it makes a double of every number
 * (12345678901234567.89 becomes ...568.0). A second, simple scan over the
 * text, which is known to be valid by then, finds where each member begins
 * and ends; these bytes are what travels.
 *
 *-------------------------------------------------------------------------
 */
#include "json_slice.h"

#include <jansson.h>
#include <string.h>

/* Skips white space. */
static const char *
skip_space(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
		at++;
	return at;
}

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
	int depth = 0;

	while (at < end)
	{
		if (*at == '"')
		{
			at = skip_string(at, end);
			continue;
		}
		if ((*at == '{' || *at == '[') && ++depth > JSON_DEPTH_MAX)
			return true;
		if (*at == '}' || *at == ']')
			depth--;
		at++;
	}
	return false;
}

/*
 * Whether text is one JSON object that the other functions here may walk over.
 * If not, why is set to a sentence for the client.
 */
bool
json_check_object(const char *text, size_t len, const char **why)
{
	json_error_t error;
	json_t *json;
	bool object;

	if (too_deep(text, text + len))
	{
		*why = "the body nests too deeply";
		return false;
	}
	/* A large integer as a double is no loss: nobody looks at the double. NUL is refused with its field's name. */
	json = json_loadb(text, len, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);
	if (json == NULL)
	{
		switch (json_error_code(&error))
		{
			case json_error_duplicate_key:
				*why = "the body has a key twice";
				break;
			case json_error_numeric_overflow:
				*why = "the body has a number out of range";
				break;
			case json_error_invalid_utf8:
				*why = "the body is not valid UTF-8";
				break;
			default:
				*why = "the body is not valid JSON";
		}
		return false;
	}
	object = json_is_object(json);
	json_decref(json);
	*why = "the body must be a JSON object";
	return object;
}

/* A cursor on the first member or element of a valid object or array. */
JsonCursor
json_open(const char *text, size_t len)
{
	const char *end = text + len;
	const char *at = skip_space(text, end);

	return (JsonCursor){ at < end ? at + 1 : end, end };
}

/* Reads one value and the comma behind it. */
static void
read_value(JsonCursor *cursor, JsonSlice *value)
{
	const char *at = skip_space(cursor->at, cursor->end);
	const char *start = at;
	int depth = 0;

	switch (at < cursor->end ? *at : 'n')
	{
		case '"':
			at = skip_string(at, cursor->end);
			*value = (JsonSlice){ JSON_KIND_STRING, start + 1, (size_t) (at - start) - 2 };
			break;
		case '{':
		case '[':
			do
			{
				if (*at == '"')
				{
					at = skip_string(at, cursor->end);
					continue;
				}
				depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
				at++;
			}
			while (depth > 0 && at < cursor->end);
			*value = (JsonSlice){ *start == '{' ? JSON_KIND_OBJECT : JSON_KIND_ARRAY, start, (size_t) (at - start) };
			break;
		default:
			while (at < cursor->end && strchr(",]} \t\r\n", *at) == NULL)
				at++;
			*value = (JsonSlice){ *start == 't' || *start == 'f' ? JSON_KIND_BOOLEAN : *start == 'n' ? JSON_KIND_NULL
																									 : JSON_KIND_NUMBER,
								  start, (size_t) (at - start) };
	}
	at = skip_space(at, cursor->end);
	if (at < cursor->end && *at == ',')
		at++;
	cursor->at = at;
}

/* The next member of an object; false behind the last. */
bool
json_next_member(JsonCursor *cursor, JsonSlice *key, JsonSlice *value)
{
	const char *at = skip_space(cursor->at, cursor->end);
	const char *start = at;

	if (at >= cursor->end || *at != '"')
		return false;
	at = skip_string(at, cursor->end);
	*key = (JsonSlice){ JSON_KIND_STRING, start + 1, (size_t) (at - start) - 2 };
	at = skip_space(at, cursor->end);
	cursor->at = at < cursor->end ? at + 1 : at; /* the colon */
	read_value(cursor, value);
	return true;
}

/* The next element of an array; false behind the last. */
bool
json_next_element(JsonCursor *cursor, JsonSlice *value)
{
	cursor->at = skip_space(cursor->at, cursor->end);
	if (cursor->at >= cursor->end || *cursor->at == ']')
		return false;
	read_value(cursor, value);
	return true;
}

/* Four hex digits of a \u escape. */
static uint32_t
hex4(const char *at)
{
	uint32_t code = 0;

	for (int i = 0; i < 4; i++)
		code = code << 4 | (uint32_t) (at[i] <= '9' ? at[i] - '0' : (at[i] | 0x20) - 'a' + 10);
	return code;
}

/* Appends a character in UTF-8. */
static void
append_utf8(Buffer *out, uint32_t code)
{
	if (code < 0x80)
		buffer_putc(out, (char) code);
	else if (code < 0x800)
	{
		buffer_putc(out, (char) (0xC0 | code >> 6));
		buffer_putc(out, (char) (0x80 | (code & 0x3F)));
	}
	else
	{
		if (code < 0x10000)
			buffer_putc(out, (char) (0xE0 | code >> 12));
		else
		{
			buffer_putc(out, (char) (0xF0 | code >> 18));
			buffer_putc(out, (char) (0x80 | (code >> 12 & 0x3F)));
		}
		buffer_putc(out, (char) (0x80 | (code >> 6 & 0x3F)));
		buffer_putc(out, (char) (0x80 | (code & 0x3F)));
	}
}

/* Appends a string's text without escapes. False, and a part of it appended, if it holds U+0000. */
bool
json_unescape(Buffer *out, const JsonSlice *string)
{
	const char *at = string->text;
	const char *end = at + string->len;

	buffer_reserve(out, string->len);
	while (at < end)
	{
		const char *backslash = memchr(at, '\\', (size_t) (end - at));
		uint32_t code;

		buffer_append(out, at, (size_t) ((backslash ? backslash : end) - at));
		if (backslash == NULL || end - backslash < 2)
			break;
		at = backslash + 2;
		switch (backslash[1])
		{
			case 'b':
				buffer_putc(out, '\b');
				break;
			case 'f':
				buffer_putc(out, '\f');
				break;
			case 'n':
				buffer_putc(out, '\n');
				break;
			case 'r':
				buffer_putc(out, '\r');
				break;
			case 't':
				buffer_putc(out, '\t');
				break;
			case 'u':
				if (end - at < 4)
					return false;
				code = hex4(at);
				at += 4;
				if (code >= 0xD800 && code < 0xDC00 && end - at >= 6)
				{
					code = 0x10000 + ((code - 0xD800) << 10) + (hex4(at + 2) - 0xDC00);
					at += 6;
				}
				if (code == 0)
					return false;
				append_utf8(out, code);
				break;
			default:
				buffer_putc(out, backslash[1]);
		}
	}
	return true;
}

/* Appends a value's source text, a string with its quotes. */
void
json_source(Buffer *out, const JsonSlice *value)
{
	if (value->kind == JSON_KIND_STRING)
		buffer_append(out, value->text - 1, value->len + 2);
	else
		buffer_append(out, value->text, value->len);
}
