/*-------------------------------------------------------------------------
 *
 * reply.c
 *	  What a call answers over HTTP: reply(), reply_page(), reply_head().
 *
 * outlayd sends
 *
 *		SELECT outlay.reply(f), outlay.reply_head() FROM outlay.some_function(…) f
 *
 * reply() and reply_page() are aggregates: they see every row of the function
 * before any of their result is made, and so before reply_head() is asked
 * which status and headers the function chose.
 *
 * A failure that has to be committed, like a counted wrong password, cannot be
 * an ERROR, which would roll the count back. The function returns instead, and
 * leaves word here with reply_failure(); the answer is then a problem document
 * (RFC 9457) in place of its row.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "storage/proc.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

#include "caller.h"
#include "compat.h"
#include "events.h"
#include "idempotency.h"
#include "json.h"
#include "page.h"
#include "reply.h"

PG_FUNCTION_INFO_V1(outlay_reply_step);
PG_FUNCTION_INFO_V1(outlay_reply_final);
PG_FUNCTION_INFO_V1(outlay_reply_page_final);
PG_FUNCTION_INFO_V1(outlay_reply_events_step);
PG_FUNCTION_INFO_V1(outlay_reply_events_final);
PG_FUNCTION_INFO_V1(outlay_reply_head);
PG_FUNCTION_INFO_V1(outlay_set_reply);
PG_FUNCTION_INFO_V1(outlay_replaying);

/* What the function chose; the texts are in TopTransactionContext, of the transaction in which they were set. */
static struct
{
	LocalTransactionId transaction;
	int			status;			/* 0: the route's own */
	char	   *headers;		/* lines "Name: value" */
	char	   *problem;		/* the body, in place of the row */
	bool		replayed;		/* head and body are those of the first time, and the function is not called */
	char	   *head;
	char	   *body;
}			chosen;

/* State of the aggregates. */
typedef struct ReplyState
{
	JsonType   *type;
	bool		is_record;
	int64		version;		/* of the first record; -1: it has none */
	int64		id;
	int			count;
	StringInfoData body;
} ReplyState;

/* Forgets what an earlier call chose. */
void
reply_reset(void)
{
	memset(&chosen, 0, sizeof(chosen));
}

/* Makes sure that what is chosen is of this transaction. */
static void
reply_begin(void)
{
	if (chosen.transaction != current_lxid())
		reply_reset();
	chosen.transaction = current_lxid();
}

/* Adds a line, "Name: value", to the headers. */
void
reply_add_header(const char *line)
{
	MemoryContext previous = MemoryContextSwitchTo(TopTransactionContext);

	reply_begin();
	if (strpbrk(line, "\r\n") != NULL || strstr(line, ": ") == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("\"%s\" is not a header", line),
				 errhint("A header is one line, a name, a colon, a space and a value.")));
	chosen.headers = psprintf("%s\n%s", chosen.headers ? chosen.headers : "", line);
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
	MemoryContext previous;
	StringInfoData problem;

	reply_reset();
	reply_begin();
	chosen.status = status;
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
	chosen.problem = problem.data;
	MemoryContextSwitchTo(previous);
}

/* Makes the answer the one that the same request got before. The texts are copied; NULL for none. */
void
reply_replay(const char *head, const char *body)
{
	reply_begin();
	chosen.replayed = true;
	chosen.head = MemoryContextStrdup(TopTransactionContext,
									  psprintf("%s\nIdempotent-Replayed: true", head ? head : ""));
	chosen.body = body ? MemoryContextStrdup(TopTransactionContext, body) : NULL;
}

/* replaying() returns boolean: whether the answer is known already, so that the function must not be called. */
Datum
outlay_replaying(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(chosen.replayed && chosen.transaction == current_lxid());
}

/* The state of the aggregates, made ready for the type of the second argument at the first row. */
static ReplyState *
reply_state(FunctionCallInfo fcinfo)
{
	MemoryContext aggregate;
	MemoryContext previous;
	ReplyState *state;
	Oid			type;

	if (!AggCheckCallContext(fcinfo, &aggregate))
		elog(ERROR, "reply_step() is called as part of an aggregate only");
	if (!PG_ARGISNULL(0))
		return (ReplyState *) PG_GETARG_POINTER(0);

	type = get_fn_expr_argtype(fcinfo->flinfo, 1);
	previous = MemoryContextSwitchTo(aggregate);
	state = palloc0(sizeof(ReplyState));
	state->type = json_type_get(type);
	state->is_record = type_is_rowtype(type);
	state->version = state->id = -1;
	initStringInfo(&state->body);
	enlargeStringInfo(&state->body, 16 * 1024);
	MemoryContextSwitchTo(previous);
	return state;
}

/* The integer in a record's column of that name; -1 where there is none. */
static int64
reply_column(HeapTupleHeader record, TupleDesc desc, const char *name)
{
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute column = TupleDescAttr(desc, i);
		bool		is_null;
		Datum		value;

		if ((column->atttypid != INT4OID && column->atttypid != INT8OID) || column->attisdropped ||
			strcmp(NameStr(column->attname), name) != 0)
			continue;
		value = GetAttributeByNum(record, i + 1, &is_null);
		if (!is_null)
			return column->atttypid == INT4OID ? (int64) DatumGetInt32(value) : DatumGetInt64(value);
	}
	return -1;
}

/* Notes the version and the id of the one record that is answered. */
static void
reply_note_record(ReplyState *state, HeapTupleHeader record)
{
	TupleDesc	desc = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(record), HeapTupleHeaderGetTypMod(record));

	state->version = reply_column(record, desc, "version");
	state->id = reply_column(record, desc, "id");
	ReleaseTupleDesc(desc);
}

/* reply_step(internal, anyelement) returns internal: writes one row, after a comma if it is not the first. */
Datum
outlay_reply_step(PG_FUNCTION_ARGS)
{
	ReplyState *state = reply_state(fcinfo);

	if (state->count++ > 0)
		appendStringInfoCharMacro(&state->body, ',');
	else if (state->is_record && !PG_ARGISNULL(1))
		reply_note_record(state, PG_GETARG_HEAPTUPLEHEADER(1));
	json_write(state->type, PG_ARGISNULL(1) ? (Datum) 0 : PG_GETARG_DATUM(1), PG_ARGISNULL(1), &state->body);
	PG_RETURN_POINTER(state);
}

/* What the function chose for the head; NULL for nothing. */
static char *
reply_chosen_head(void)
{
	if (chosen.transaction != current_lxid() || (chosen.status == 0 && chosen.headers == NULL))
		return NULL;
	return psprintf("%s%s", chosen.status ? psprintf("%d", chosen.status) : "", chosen.headers ? chosen.headers : "");
}

/* Ends the body of an answer: the one of the first time, the problem that the function left, or what was written. */
static Datum
reply_end(FunctionCallInfo fcinfo, const char *written)
{
	bool		current = chosen.transaction == current_lxid();
	const char *body = written;

	if (current && chosen.replayed)
		body = chosen.body;
	else
	{
		if (current && chosen.problem != NULL)
			body = chosen.problem;
		idempotency_end(current && chosen.status >= 400, reply_chosen_head(), body);
	}
	if (body == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(body));
}

/*
 * reply_final(internal) returns text: the one row as an object; NULL where
 * there was none. The head tells its version, which makes its entity tag, and
 * its id, by which what was created is found.
 */
Datum
outlay_reply_final(PG_FUNCTION_ARGS)
{
	ReplyState *state = PG_ARGISNULL(0) ? NULL : (ReplyState *) PG_GETARG_POINTER(0);

	if (state != NULL && state->version >= 0)
		reply_add_header(psprintf("ETag: \"" INT64_FORMAT "\"", state->version));
	if (state != NULL && state->id >= 0)
		reply_add_header(psprintf("Created: " INT64_FORMAT, state->id));
	return reply_end(fcinfo, state ? state->body.data : NULL);
}

/* reply_page_final(internal) returns text: {"items": [rows], "next": where the next page begins, or null}. */
Datum
outlay_reply_page_final(PG_FUNCTION_ARGS)
{
	ReplyState *state = PG_ARGISNULL(0) ? NULL : (ReplyState *) PG_GETARG_POINTER(0);
	const char *next = page_next();
	StringInfoData page;

	initStringInfo(&page);
	enlargeStringInfo(&page, (state ? state->body.len : 0) + 256);
	appendStringInfoString(&page, "{\"items\":[");
	if (state)
		appendBinaryStringInfo(&page, state->body.data, state->body.len);
	if (next)
	{
		reply_add_header(psprintf("Next-Page: %s", next));
		appendStringInfo(&page, "],\"next\":\"%s\"}", next);
	}
	else
		appendStringInfoString(&page, "],\"next\":null}");
	return reply_end(fcinfo, page.data);
}

/* reply_events_step(internal, outlay.event) returns internal: writes one event as text/event-stream has it. */
Datum
outlay_reply_events_step(PG_FUNCTION_ARGS)
{
	ReplyState *state = reply_state(fcinfo);
	bool		is_null;

	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(state);
	appendStringInfo(&state->body, "id: " INT64_FORMAT "\ndata: ",
					 DatumGetInt64(GetAttributeByNum(PG_GETARG_HEAPTUPLEHEADER(1), 1, &is_null)));
	json_write(state->type, PG_GETARG_DATUM(1), false, &state->body);
	appendStringInfoString(&state->body, "\n\n");
	PG_RETURN_POINTER(state);
}

/* reply_events_final(internal) returns text: the events, and at the end the position behind them, without data. */
Datum
outlay_reply_events_final(PG_FUNCTION_ARGS)
{
	ReplyState *state = PG_ARGISNULL(0) ? NULL : (ReplyState *) PG_GETARG_POINTER(0);
	int64		position = events_take_position();
	StringInfoData body;

	initStringInfo(&body);
	if (state)
		appendBinaryStringInfo(&body, state->body.data, state->body.len);
	if (position >= 0)
		appendStringInfo(&body, "id: " INT64_FORMAT "\n\n", position);
	return reply_end(fcinfo, body.data);
}

/*
 * reply_head() returns text: NULL, or the status that the function chose (or
 * an empty line) and under it the headers that it chose.
 */
Datum
outlay_reply_head(PG_FUNCTION_ARGS)
{
	char	   *head = chosen.replayed && chosen.transaction == current_lxid() ? chosen.head : reply_chosen_head();

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
	Datum	   *lines;
	bool	   *nulls;
	int			count;

	reply_begin();
	if (!PG_ARGISNULL(0))
	{
		/* What a function called before left, a failure too, gives way to the choice of the one that called it. */
		chosen.headers = NULL;
		chosen.problem = NULL;
		chosen.status = PG_GETARG_INT32(0);
		if (chosen.status < 200 || chosen.status > 599)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("%d is not a final HTTP status", chosen.status)));
	}
	if (PG_ARGISNULL(1))
		PG_RETURN_VOID();
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT, &lines, &nulls, &count);
	for (int i = 0; i < count; i++)
		if (!nulls[i])
			reply_add_header(TextDatumGetCString(lines[i]));
	PG_RETURN_VOID();
}
