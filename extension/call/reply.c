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

/*
 * Makes the answer a problem document, while the transaction goes on and
 * commits. field is the argument that is to blame, or NULL; retry_after is in
 * seconds, 0 for none.
 */
void
reply_failure(int status, const char *field, const char *code, const char *detail, int retry_after)
{
	ChosenReply	   *answer = &request_change()->answer;
	MemoryContext previous;
	StringInfoData problem;

	*answer = (ChosenReply) {.status = status};
	reply_add_header("Content-Type: application/problem+json");
	if (retry_after > 0)
		reply_add_header(psprintf("Retry-After: %d", retry_after));
	if (status == 401)
		reply_add_header("WWW-Authenticate: Bearer");

	previous = MemoryContextSwitchTo(TopTransactionContext);
	initStringInfo(&problem);
	appendStringInfo(&problem, "{\"type\":\"about:blank\",\"title\":");
	escape_json(&problem, reply_title(status));
	appendStringInfo(&problem, ",\"status\":%d,\"code\":", status);
	escape_json(&problem, code);
	appendStringInfoString(&problem, ",\"detail\":");
	escape_json(&problem, detail);
	if (field != NULL)
	{
		appendStringInfoString(&problem, ",\"errors\":[{\"field\":");
		escape_json(&problem, field);
		appendStringInfoString(&problem, ",\"code\":");
		escape_json(&problem, code);
		appendStringInfoString(&problem, ",\"message\":");
		escape_json(&problem, detail);
		appendStringInfoString(&problem, "}]");
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
