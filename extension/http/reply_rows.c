/*-------------------------------------------------------------------------
 *
 * reply_rows.c
 *	  The rows of a function as the body of an answer: reply(), reply_page(),
 *	  reply_events().
 *
 * outlayd sends
 *
 *		SELECT outlay.reply(f), outlay.reply_head() FROM outlay.some_function(…) f
 *
 * These are aggregates: they see every row of the function before any of their
 * result is made, and so before reply_head() is asked which status and headers
 * the function chose (reply.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "call/page.h"
#include "call/reply.h"
#include "http/can.h"
#include "http/events.h"
#include "value/json.h"

PG_FUNCTION_INFO_V1(outlay_reply_step);
PG_FUNCTION_INFO_V1(outlay_reply_final);
PG_FUNCTION_INFO_V1(outlay_reply_page_final);
PG_FUNCTION_INFO_V1(outlay_reply_events_step);
PG_FUNCTION_INFO_V1(outlay_reply_events_final);

/* State of the aggregates. */
typedef struct ReplyState
{
	JsonType   *type;
	bool		is_record;
	Can		   *can;			/* NULL: nothing is known of what may be done with the records */
	int64		version;		/* of the first record; -1: it has none */
	int64		id;
	int			count;
	StringInfoData body;
} ReplyState;

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
	if (state->is_record && type != RECORDOID)
	{
		TupleDesc	desc = lookup_rowtype_tupdesc(type, -1);

		state->can = can_begin(type, desc);
		ReleaseTupleDesc(desc);
	}
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

/* Adds what the caller may do to the record that was just written. */
static void
reply_add_can(ReplyState *state)
{
	const bool *nulls;
	const Datum *values = json_last_record(state->type, &nulls);

	can_write(state->can, values, nulls, &state->body);
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
	if (state->can != NULL && !PG_ARGISNULL(1))
		reply_add_can(state);
	PG_RETURN_POINTER(state);
}

/* The result of an aggregate: the body, NULL for none. */
static Datum
reply_result(FunctionCallInfo fcinfo, const char *written)
{
	const char *body = reply_end(written);

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
	return reply_result(fcinfo, state ? state->body.data : NULL);
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
	return reply_result(fcinfo, page.data);
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
	return reply_result(fcinfo, body.data);
}
