/*-------------------------------------------------------------------------
 *
 * reply.c
 *	  What a function chooses of its answer over HTTP: status, headers, and a
 *	  failure in place of its rows.
 *
 * Functions leave word while they run (request.c), for reply_head() and for the
 * aggregates that make the body (reply_rows.c), which come after them.
 *
 * A failure that has to be committed, like a counted wrong password, cannot be
 * an ERROR, which would roll the count back. The function returns instead, and
 * leaves word here with reply_failure(); the answer is then a problem document
 * (RFC 9457) in place of its rows.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/memutils.h"

#include "call/caller.h"
#include "call/reply.h"
#include "call/request.h"

PG_FUNCTION_INFO_V1(outlay_reply_head);
PG_FUNCTION_INFO_V1(outlay_set_reply);
PG_FUNCTION_INFO_V1(outlay_replaying);

static const char *reply_title(int status);
static void append_errors(StringInfo problem, const char *lines);

/* Adds a line, "Name: value", to the headers. */
void
reply_add_header(const char *line)
{
	ChosenReply	   *answer = &request_change()->answer;
	MemoryContext previous = MemoryContextSwitchTo(TopTransactionContext);

	if (strpbrk(line, "\r\n") != NULL || strstr(line, ": ") == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is not a header", line),
				 errhint("A header is one line, a name, a colon, a space and a value.")));
	answer->headers = psprintf("%s\n%s", answer->headers ? answer->headers : "", line);
	MemoryContextSwitchTo(previous);
}

/* The phrase of a status that a failure can have. */
static const char *
reply_title(int status)
{
	switch (status)
	{
		case 401:
			return "Unauthorized";
		case 403:
			return "Forbidden";
		case 404:
			return "Not Found";
		case 409:
			return "Conflict";
		case 416:
			return "Range Not Satisfiable";
		case 422:
			return "Unprocessable Content";
		case 429:
			return "Too Many Requests";
		default:
			return "Bad Request";
	}
}

/* Appends the lines "field: code: message" of a text as JSON; others are left out, as outlayd does. */
static void
append_errors(StringInfo problem, const char *lines)
{
	const char *before = ",\"errors\":[";
	char	   *rest = pstrdup(lines);

	for (char *line = strtok_r(rest, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest))
	{
		char	   *code = strstr(line, ": ");
		char	   *message = code != NULL ? strstr(code + 2, ": ") : NULL;

		if (message == NULL || strspn(line, "abcdefghijklmnopqrstuvwxyz0123456789_.") != (size_t) (code - line))
			continue;
		*code = *message = '\0';
		appendStringInfo(problem, "%s{\"field\":", before);
		escape_json(problem, line);
		appendStringInfoString(problem, ",\"code\":");
		escape_json(problem, code + 2);
		appendStringInfoString(problem, ",\"message\":");
		escape_json(problem, message + 2);
		appendStringInfoChar(problem, '}');
		before = ",";
	}
	if (before[1] == '\0')
		appendStringInfoChar(problem, ']');
}

/* Makes the answer a problem document, while the transaction goes on and commits. */
void
reply_problem(const ReplyProblem *failure)
{
	ChosenReply	   *answer = &request_change()->answer;
	MemoryContext previous;
	StringInfoData problem;

	*answer = (ChosenReply) {.status = failure->status};
	reply_add_header("Content-Type: application/problem+json");
	if (failure->retry_after > 0)
		reply_add_header(psprintf("Retry-After: %d", failure->retry_after));
	if (failure->status == 401)
		reply_add_header("WWW-Authenticate: Bearer");

	previous = MemoryContextSwitchTo(TopTransactionContext);
	initStringInfo(&problem);
	appendStringInfo(&problem, "{\"type\":\"about:blank\",\"title\":");
	escape_json(&problem, reply_title(failure->status));
	appendStringInfo(&problem, ",\"status\":%d,\"code\":", failure->status);
	escape_json(&problem, failure->code);
	appendStringInfoString(&problem, ",\"detail\":");
	escape_json(&problem, failure->detail);
	if (failure->errors != NULL)
		append_errors(&problem, failure->errors);
	if (failure->hint != NULL)
	{
		appendStringInfoString(&problem, ",\"hint\":");
		escape_json(&problem, failure->hint);
	}
	if (caller_get()->request_id[0] != '\0')
	{
		appendStringInfoString(&problem, ",\"request_id\":");
		escape_json(&problem, caller_get()->request_id);
	}
	appendStringInfoChar(&problem, '}');
	answer->problem = problem.data;
	MemoryContextSwitchTo(previous);
}

/*
 * The same of at most one field: field is the argument that is to blame, or
 * NULL; retry_after is in seconds, 0 for none.
 */
void
reply_failure(int status, const char *field, const char *code, const char *detail, int retry_after)
{
	ReplyProblem failure = {
		.status = status,.code = code,.detail = detail,.retry_after = retry_after,
		.errors = field != NULL ? psprintf("%s: %s: %s", field, code, detail) : NULL
	};

	reply_problem(&failure);
}

/* Says that the answer is a part, of so many bytes from one on, of a file of a size. */
void
reply_part(int64 first, int64 count, int64 size)
{
	request_change()->answer.status = 206;
	reply_add_header(psprintf("Content-Range: bytes " INT64_FORMAT "-" INT64_FORMAT "/" INT64_FORMAT,
							  first, first + count - 1, size));
}

/* Makes the answer the one that the same request got before. The texts are copied; NULL for none. */
void
reply_replay(const char *head, const char *body)
{
	ChosenReply	   *answer = &request_change()->answer;

	answer->replayed = true;
	answer->head = MemoryContextStrdup(TopTransactionContext,
									   psprintf("%s\nIdempotent-Replayed: true", head ? head : ""));
	answer->body = body ? MemoryContextStrdup(TopTransactionContext, body) : NULL;
}

/* Whether the answer is known already, so that the function must not be called. */
bool
reply_is_replayed(void)
{
	return request_get()->answer.replayed;
}

/* replaying() returns boolean: whether the answer is known already, so that the function must not be called. */
Datum
outlay_replaying(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(reply_is_replayed());
}

/* What the function chose for the head; NULL for nothing. */
char *
reply_chosen_head(void)
{
	const ChosenReply *answer = &request_get()->answer;

	if (answer->status == 0 && answer->headers == NULL)
		return NULL;
	return psprintf("%s%s", answer->status ? psprintf("%d", answer->status) : "",
					answer->headers ? answer->headers : "");
}

/*
 * reply_head() returns text: NULL, or the status that the function chose (or
 * an empty line) and under it the headers that it chose, and the slug of a
 * tenant that was entered at another address than its default ones.
 */
Datum
outlay_reply_head(PG_FUNCTION_ARGS)
{
	const ChosenReply *answer = &request_get()->answer;
	char	   *head = answer->replayed ? answer->head : reply_chosen_head();

	if (caller_get()->known_as[0] != '\0')
		head = psprintf("%s\nTenant: %s", head ? head : "", caller_get()->known_as);
	if (head == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(head));
}

/*
 * set_reply(status integer, VARIADIC headers text[]) returns void: chooses the
 * status (NULL: the route's own) and adds headers, for functions in SQL.
 */
Datum
outlay_set_reply(PG_FUNCTION_ARGS)
{
	ChosenReply	   *answer = &request_change()->answer;
	Datum	   *lines;
	bool	   *nulls;
	int			count;

	if (!PG_ARGISNULL(0))
	{
		/* What a function called before left, a failure too, gives way to the choice of the one that called it. */
		answer->headers = NULL;
		answer->problem = NULL;
		answer->status = PG_GETARG_INT32(0);
		if (answer->status < 200 || answer->status > 599)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("%d is not a final HTTP status", answer->status)));
	}
	if (PG_ARGISNULL(1))
		PG_RETURN_VOID();
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT, &lines, &nulls, &count);
	for (int i = 0; i < count; i++)
		if (!nulls[i])
			reply_add_header(TextDatumGetCString(lines[i]));
	PG_RETURN_VOID();
}
