/*-------------------------------------------------------------------------
 *
 * problem.c
 *	  Errors as application/problem+json (RFC 9457), and SQLSTATE as status.
 *
 *-------------------------------------------------------------------------
 */
#include "http/problem.h"

#include <stdlib.h>
#include <string.h>

#include <microhttpd.h>

/* The first row whose prefix fits decides. */
static const struct
{
	const char *sqlstate;
	int			status;
	const char *code;
	int			retry_after;
}			table[] =
{
	{"23505", 409, "conflict", 0},
	{"23503", 409, "conflict", 0},
	{"55000", 409, "conflict", 0},
	{"23502", 422, "invalid", 0},
	{"23514", 422, "invalid", 0},
	{"22", 422, "invalid", 0},
	{"28000", 401, "unauthenticated", 0},
	{"28P01", 401, "unauthenticated", 0},
	{"42501", 403, "forbidden", 0},
	{"3D000", 404, "not_found", 0},
	{"P0002", 404, "not_found", 0},
	{"40001", 503, "busy", 1},
	{"40P01", 503, "busy", 1},
	{"55P03", 503, "busy", 1},
	{"57014", 504, "timeout", 0},
	{"53", 503, "unavailable", 1},
	{"57P", 503, "unavailable", 1},
	{"08", 503, "unavailable", 1},
	{"OT403", 403, "suspended", 0},
	{"OT412", 412, "version_conflict", 0},
	{"OT429", 429, "too_many_attempts", 1},
	{"OT503", 503, "unavailable", 60},
	{"OT4", 0, "refused", 0},	/* the status is the SQLSTATE's */
	{"", 500, "internal", 0},
};

static size_t leading_word(const char *text, const char *first, const char *more);

/* Status and code of an error of PostgreSQL; "08006" stands for a lost connection. */
Problem
problem_of_sqlstate(const char *sqlstate)
{
	size_t		i = 0;
	int			own = strspn(sqlstate + 2, "0123456789") == 3 ? text_to_int(sqlstate + 2) : 500;

	while (strncmp(sqlstate, table[i].sqlstate, strlen(table[i].sqlstate)) != 0)
		i++;
	return (Problem) {.status = table[i].status ? table[i].status : own, .code = table[i].code,
		.retry_after = table[i].retry_after};
}

/*
 * Whether an error is the client's only where its DETAIL names a field: without
 * one it is PostgreSQL's own, of a sum beyond its type or a table without a key.
 */
bool
problem_is_of_field(const char *sqlstate)
{
	return strcmp(sqlstate, "22003") == 0 || strcmp(sqlstate, "55000") == 0;
}

/* The first number in a hint, in seconds; where there is none, the other one. */
int
problem_retry_after(const char *hint, int otherwise)
{
	const char *at = hint ? hint + strcspn(hint, "0123456789") : "";
	long		seconds = *at ? strtol(at, NULL, 10) : otherwise;

	return seconds < 1 ? 1 : seconds > 86400 ? 86400
											 : (int) seconds;
}

/* Splits off a word of the given characters that ends with ": "; its length, or 0. */
static size_t
leading_word(const char *text, const char *first, const char *more)
{
	size_t		len;

	if (*text == '\0' || *text == '\n' || strchr(first, *text) == NULL)
		return 0;
	len = 1 + strspn(text + 1, more);
	return text[len] == ':' && text[len + 1] == ' ' ? len : 0;
}

/* Turns the DETAIL lines of the form "field: code: message" into JSON; any other line stays with us. */
void
problem_errors_of_detail(Buffer *errors, const char *detail)
{
	static const char lower[] = "abcdefghijklmnopqrstuvwxyz_";
	static const char name[] = "abcdefghijklmnopqrstuvwxyz_0123456789.";

	while (detail && *detail)
	{
		size_t		line = strcspn(detail, "\n");
		size_t		field = leading_word(detail, lower, name);
		size_t		code = field ? leading_word(detail + field + 2, lower, lower) : 0;
		size_t		message = field + code + 4;

		if (code > 0 && message < line)
		{
			buffer_puts(errors, errors->len ? ",{\"field\":" : "{\"field\":");
			buffer_json(errors, detail, field);
			buffer_puts(errors, ",\"code\":");
			buffer_json(errors, detail + field + 2, code);
			buffer_puts(errors, ",\"message\":");
			buffer_json(errors, detail + message, line - message);
			buffer_putc(errors, '}');
		}
		detail += line + (detail[line] == '\n');
	}
}

/* The words for a status. */
const char *
status_phrase(int status)
{
	const char *phrase = MHD_get_reason_phrase_for((unsigned int) status);

	return phrase ? phrase : "Unknown";
}

/* Appends the JSON of an error answer. What went wrong inside is never told. */
void
problem_body(Buffer *body, const Problem *problem, const char *request_id)
{
	const char *detail = problem->status == 500 ? "internal error" : problem->detail;

	buffer_puts(body, "{\"type\":\"about:blank\",\"title\":");
	buffer_json(body, status_phrase(problem->status), strlen(status_phrase(problem->status)));
	buffer_printf(body, ",\"status\":%d,\"code\":\"%s\"", problem->status, problem->code);
	if (detail && *detail)
	{
		buffer_puts(body, ",\"detail\":");
		buffer_json(body, detail, strlen(detail));
	}
	if (problem->hint && *problem->hint && problem->status != 500)
	{
		buffer_puts(body, ",\"hint\":");
		buffer_json(body, problem->hint, strlen(problem->hint));
	}
	if (problem->errors && *problem->errors)
		buffer_printf(body, ",\"errors\":[%s]", problem->errors);
	buffer_puts(body, ",\"request_id\":");
	buffer_json(body, request_id, strlen(request_id));
	buffer_putc(body, '}');
}
