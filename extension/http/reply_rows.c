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

#include "call/idempotency.h"
#include "call/page.h"
#include "call/reply.h"
#include "call/request.h"
#include "core/compat.h"
#include "http/can.h"
#include "http/events.h"
#include "http/reply_rows.h"
#include "value/json.h"

PG_FUNCTION_INFO_V1(outlay_reply_step);
PG_FUNCTION_INFO_V1(outlay_reply_page_step);
PG_FUNCTION_INFO_V1(outlay_reply_final);
PG_FUNCTION_INFO_V1(outlay_reply_events_step);
PG_FUNCTION_INFO_V1(outlay_reply_events_final);

/* What is written of the rows; the state of the aggregates. */
struct ReplyRows
{
	JsonType   *type;
	bool		is_record;
	Can		   *can;			/* NULL: nothing is known of what may be done with the records */
	int64		version;		/* of the first record; -1: it has none */
	int64		id;
	int			count;
	StringInfoData body;		/* behind the room for the header of a text, which it becomes where it is */
};

static void reply_begin_body(StringInfo body, bool is_page);
static ReplyRows *reply_state(FunctionCallInfo fcinfo, bool is_page);
static ReplyRows *reply_rows_argument(FunctionCallInfo fcinfo);
static int64 reply_column(HeapTupleHeader record, TupleDesc desc, const char *name);
static void reply_note_record(ReplyRows *rows, HeapTupleHeader record);
static void reply_add_can(ReplyRows *rows);
static text *reply_end_body(StringInfo body);
static Datum reply_result(FunctionCallInfo fcinfo, text *body);

/* Begins what is written of an answer, with what comes before the rows. */
static void
reply_begin_body(StringInfo body, bool is_page)
{
	initStringInfo(body);
	body->len = VARHDRSZ;
	if (is_page)
		appendStringInfoString(body, "{\"items\":[");
}

/* See reply_rows.h. */
ReplyRows *
reply_rows_begin(Oid type, bool is_page)
{
	ReplyRows  *rows = palloc0(sizeof(ReplyRows));

	rows->type = json_type_get(type);
	rows->is_record = type_is_rowtype(type);
	if (rows->is_record && type != RECORDOID)
	{
		TupleDesc	desc = lookup_rowtype_tupdesc(type, -1);

		rows->can = can_begin(type, desc);
		ReleaseTupleDesc(desc);
	}
	rows->version = rows->id = -1;
	reply_begin_body(&rows->body, is_page);
	enlargeStringInfo(&rows->body, is_page ? 32 * 1024 : 1024);
	return rows;
}

/* The state of the aggregates, made ready for the type of the second argument at the first row. */
static ReplyRows *
reply_state(FunctionCallInfo fcinfo, bool is_page)
{
	MemoryContext aggregate;
	MemoryContext previous;
	ReplyRows  *rows;

	if (!AggCheckCallContext(fcinfo, &aggregate))
		elog(ERROR, "reply_step() is called as part of an aggregate only");
	if (!PG_ARGISNULL(0))
		return (ReplyRows *) PG_GETARG_POINTER(0);

	previous = MemoryContextSwitchTo(aggregate);
	rows = reply_rows_begin(get_fn_expr_argtype(fcinfo->flinfo, 1), is_page);
	MemoryContextSwitchTo(previous);
	return rows;
}

/* The state at the end of an aggregate; NULL where there was no row. */
static ReplyRows *
reply_rows_argument(FunctionCallInfo fcinfo)
{
	return PG_ARGISNULL(0) ? NULL : (ReplyRows *) PG_GETARG_POINTER(0);
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
reply_note_record(ReplyRows *rows, HeapTupleHeader record)
{
	TupleDesc	desc = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(record), HeapTupleHeaderGetTypMod(record));

	rows->version = reply_column(record, desc, "version");
	rows->id = reply_column(record, desc, "id");
	ReleaseTupleDesc(desc);
}

/* Adds what the caller may do to the record that was just written. */
static void
reply_add_can(ReplyRows *rows)
{
	const bool *nulls;
	const Datum *values = json_last_record(rows->type, &nulls);

	can_write(rows->can, values, nulls, &rows->body);
}

/* Writes one row, after a comma if it is not the first. */
void
reply_rows_add(ReplyRows *rows, Datum row, bool is_null)
{
	if (rows->count++ > 0)
		appendStringInfoCharMacro(&rows->body, ',');
	else if (rows->is_record && !is_null)
		reply_note_record(rows, DatumGetHeapTupleHeader(row));
	json_write(rows->type, is_null ? (Datum) 0 : row, is_null, &rows->body);
	if (rows->can != NULL && !is_null)
		reply_add_can(rows);
}

/* Writes the columns of a record of a list that is not put together. */
void
reply_rows_add_columns(ReplyRows *rows, const Datum *columns, const bool *nulls)
{
	if (rows->count++ > 0)
		appendStringInfoCharMacro(&rows->body, ',');
	json_write_columns(rows->type, columns, nulls, &rows->body);
	if (rows->can != NULL)
		can_write(rows->can, columns, nulls, &rows->body);
}

/* Writes one event as text/event-stream has it. */
void
reply_rows_add_event(ReplyRows *rows, Datum row, bool is_null)
{
	if (is_null)
		return;
	appendStringInfo(&rows->body, "id: " INT64_FORMAT "\ndata: ",
					 DatumGetInt64(GetAttributeByNum(DatumGetHeapTupleHeader(row), 1, &is_null)));
	json_write(rows->type, row, false, &rows->body);
	appendStringInfoString(&rows->body, "\n\n");
}

/*
 * Ends an answer of which a body was written, NULL for none, and returns its
 * body, NULL for none: the one of the first time, the problem that the function
 * left, or what was written.
 */
static text *
reply_end_body(StringInfo body)
{
	const ChosenReply *chosen = &request_get()->answer;
	const char *written = body ? body->data + VARHDRSZ : NULL;
	const char *answered = chosen->replayed ? chosen->body : chosen->problem ? chosen->problem : written;

	if (!chosen->replayed)
		idempotency_end(chosen->status >= 400, reply_chosen_head(), answered);
	if (answered == NULL)
		return NULL;
	if (answered != written)
		return cstring_to_text(answered);
	SET_VARSIZE(body->data, body->len);
	return (text *) body->data;
}

/*
 * The one row as an object; NULL where there was none. The head tells its
 * version, which makes its entity tag, and its id, by which what was created
 * is found.
 */
text *
reply_rows_end(ReplyRows *rows)
{
	if (rows != NULL && rows->version >= 0)
		reply_add_header(psprintf("ETag: \"" INT64_FORMAT "\"", rows->version));
	if (rows != NULL && rows->id >= 0)
		reply_add_header(psprintf("Created: " INT64_FORMAT, rows->id));
	return reply_end_body(rows ? &rows->body : NULL);
}

/* {"items": [rows], "next": where the next page begins, or null}. */
text *
reply_rows_end_page(ReplyRows *rows)
{
	const char *next = page_next();
	StringInfoData empty = {0};
	StringInfo	body = rows ? &rows->body : &empty;

	if (rows == NULL)
		reply_begin_body(&empty, true);
	if (next)
	{
		reply_add_header(psprintf("Next-Page: %s", next));
		appendStringInfo(body, "],\"next\":\"%s\"}", next);
	}
	else
		appendStringInfoString(body, "],\"next\":null}");
	return reply_end_body(body);
}

/* The events, and at the end the position behind them, without data. */
text *
reply_rows_end_events(ReplyRows *rows)
{
	int64		position = events_take_position();
	StringInfoData empty = {0};
	StringInfo	body = rows ? &rows->body : &empty;

	if (rows == NULL)
		reply_begin_body(&empty, false);
	if (position >= 0)
		appendStringInfo(body, "id: " INT64_FORMAT "\n\n", position);
	return reply_end_body(body);
}

/* reply_step(internal, anyelement) returns internal: writes one row. */
Datum
outlay_reply_step(PG_FUNCTION_ARGS)
{
	ReplyRows  *rows = reply_state(fcinfo, false);

	reply_rows_add(rows, PG_ARGISNULL(1) ? (Datum) 0 : PG_GETARG_DATUM(1), PG_ARGISNULL(1));
	PG_RETURN_POINTER(rows);
}

/* reply_page_step(internal, anyelement) returns internal: the same for a page. */
Datum
outlay_reply_page_step(PG_FUNCTION_ARGS)
{
	ReplyRows  *rows = reply_state(fcinfo, true);

	reply_rows_add(rows, PG_ARGISNULL(1) ? (Datum) 0 : PG_GETARG_DATUM(1), PG_ARGISNULL(1));
	PG_RETURN_POINTER(rows);
}

/* reply_events_step(internal, outlay.event) returns internal: writes one event. */
Datum
outlay_reply_events_step(PG_FUNCTION_ARGS)
{
	ReplyRows  *rows = reply_state(fcinfo, false);

	reply_rows_add_event(rows, PG_ARGISNULL(1) ? (Datum) 0 : PG_GETARG_DATUM(1), PG_ARGISNULL(1));
	PG_RETURN_POINTER(rows);
}

/* The result of an aggregate: the body, NULL for none. */
static Datum
reply_result(FunctionCallInfo fcinfo, text *body)
{
	if (body == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(body);
}

/* reply_final(internal) returns text: reply_rows_end(). */
Datum
outlay_reply_final(PG_FUNCTION_ARGS)
{
	return reply_result(fcinfo, reply_rows_end(reply_rows_argument(fcinfo)));
}

/* reply_events_final(internal) returns text: reply_rows_end_events(). */
Datum
outlay_reply_events_final(PG_FUNCTION_ARGS)
{
	return reply_result(fcinfo, reply_rows_end_events(reply_rows_argument(fcinfo)));
}
