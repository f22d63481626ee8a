/*-------------------------------------------------------------------------
 *
 * negotiate.c
 *	  What a client takes, sends and prefers: Accept and its like.
 *
 * All of these headers are lists of elements with parameters (RFC 9110).
 * What is malformed matches nothing.
 *
 *-------------------------------------------------------------------------
 */
#include "http/negotiate.h"

#include <string.h>
#include <strings.h>

/* A piece of a header's value. */
typedef struct Slice
{
	const char *text;
	size_t		len;
} Slice;

static Slice cut(Slice *rest, char at);
static bool is(Slice piece, const char *word);
static Slice parameter(Slice parameters, const char *name);
static int	quality_of(Slice parameters);
static int	quality(const char *list, const char *const *names);
static bool accepts_coding(const char *accept_encoding, const char *const *coding);

/* Cuts off what comes before the first of some characters that is not in quotes, without the blanks around it. */
static Slice
cut(Slice *rest, char at)
{
	Slice		piece = {rest->text, 0};
	bool		quoted = false;
	size_t		end = 0;

	for (; end < rest->len && (quoted || rest->text[end] != at); end++)
		if (rest->text[end] == '"')
			quoted = !quoted;
		else if (rest->text[end] == '\\' && quoted && end + 1 < rest->len)
			end++;
	piece.len = end;
	rest->text += end + (end < rest->len);
	rest->len -= end + (end < rest->len);
	for (; piece.len > 0 && strchr(" \t", piece.text[0]); piece.len--)
		piece.text++;
	while (piece.len > 0 && strchr(" \t", piece.text[piece.len - 1]))
		piece.len--;
	return piece;
}

/* Whether a piece is a word, in any case. */
static bool
is(Slice piece, const char *word)
{
	return piece.len == strlen(word) && strncasecmp(piece.text, word, piece.len) == 0;
}

/* The value of a parameter among those that follow an element, without quotes; a text of NULL where it is not there. */
static Slice
parameter(Slice parameters, const char *name)
{
	while (parameters.len > 0)
	{
		Slice		value = cut(&parameters, ';');

		if (!is(cut(&value, '='), name))
			continue;
		value = cut(&value, '\0');
		if (value.len > 1 && value.text[0] == '"' && value.text[value.len - 1] == '"')
			value = (Slice) {value.text + 1, value.len - 2};
		return value;
	}
	return (Slice) {NULL, 0};
}

/* A quality of an element in thousandths; 1000 where it has none. */
static int
quality_of(Slice parameters)
{
	Slice		q = parameter(parameters, "q");
	int			thousandths = 0;

	if (q.text == NULL || q.len == 0 || q.text[0] != '0')
		return 1000;
	for (size_t i = 2, unit = 100; i < q.len && unit > 0 && q.text[i] >= '0' && q.text[i] <= '9'; i++, unit /= 10)
		thousandths += (q.text[i] - '0') * (int) unit;
	return thousandths;
}

/* The quality that a list gives to the first of some names that it has, the most specific one first; -1 for none. */
static int
quality(const char *list, const char *const *names)
{
	for (; *names; names++)
		for (Slice rest = {list, strlen(list)}; rest.len > 0;)
		{
			Slice		element = cut(&rest, ',');

			if (is(cut(&element, ';'), *names))
				return quality_of(element);
		}
	return -1;
}

/* Whether an Accept header (or none) takes JSON. */
bool
accepts_json(const char *accept)
{
	static const char *const json[] = {"application/json", "application/*", "*/*", NULL};
	static const char *const problem[] = {"application/problem+json", NULL};

	return accept == NULL || accept[strspn(accept, " \t,")] == '\0' || quality(accept, json) > 0 ||
		quality(accept, problem) > 0;
}

/* Whether an Accept header (or none) takes server-sent events. */
bool
accepts_events(const char *accept)
{
	static const char *const events[] = {"text/event-stream", "text/*", "*/*", NULL};

	return accept == NULL || *accept == '\0' || quality(accept, events) > 0;
}

/* Whether an Accept header asks for pages, as browsers do. */
bool
accepts_html(const char *accept)
{
	static const char *const html[] = {"text/html", NULL};

	return accept && quality(accept, html) > 0;
}

/* Whether an Accept-Encoding header takes a coding, and not less than what is not encoded. */
static bool
accepts_coding(const char *accept_encoding, const char *const *coding)
{
	static const char *const identity[] = {"identity", NULL};
	int			coded = accept_encoding ? quality(accept_encoding, coding) : 0;

	return coded > 0 && coded >= quality(accept_encoding, identity);
}

/* Whether it takes gzip. */
bool
accepts_gzip(const char *accept_encoding)
{
	static const char *const gzip[] = {"gzip", "x-gzip", "*", NULL};

	return accepts_coding(accept_encoding, gzip);
}

/* Whether it takes brotli. */
bool
accepts_brotli(const char *accept_encoding)
{
	static const char *const brotli[] = {"br", NULL};

	return accepts_coding(accept_encoding, brotli);
}

/* Whether a body of this type is JSON in UTF-8. */
bool
is_json_type(const char *content_type)
{
	Slice		rest = {content_type ? content_type : "", content_type ? strlen(content_type) : 0};
	Slice		type = cut(&rest, ';');
	Slice		charset = parameter(rest, "charset");

	return (is(type, "application/json") ||
			(type.len > 17 && strncasecmp(type.text, "application/", 12) == 0 &&
			 strncasecmp(type.text + type.len - 5, "+json", 5) == 0)) &&
		(charset.text == NULL || is(charset, "utf-8"));
}

/* Whether a Prefer header (RFC 7240) would rather have no body in the answer to a change. */
bool
prefers_minimal(const char *prefer)
{
	Slice		rest = {prefer ? prefer : "", prefer ? strlen(prefer) : 0};

	while (rest.len > 0)
	{
		Slice		preference = cut(&rest, ',');
		Slice		all = preference;

		if (is(cut(&preference, '='), "return"))
			return is(parameter(all, "return"), "minimal");
	}
	return false;
}
