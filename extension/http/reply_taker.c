/*-------------------------------------------------------------------------
 *
 * reply_taker.c
 *	  The rows of a list given to the answer that they are for.
 *
 * A list is sent as
 *
 *		SELECT outlay.reply_page(f), outlay.reply_head()
 *			FROM (SELECT outlay.some_list(…) f OFFSET outlay.reply_taker()) rows
 *
 * OFFSET is asked for before the list runs, which then gives its rows to the
 * answer one by one, as the columns that it has read. What is no such list
 * returns rows, and the aggregate sees these.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/memutils.h"

#include "call/request.h"
#include "http/reply_rows.h"

PG_FUNCTION_INFO_V1(outlay_reply_taker);
PG_FUNCTION_INFO_V1(outlay_reply_page_final);

/* Takes the rows of a list for an answer. */
typedef struct ReplyTaker
{
	RowTaker	pub;
	MemoryContext memory;		/* of the statement */
	MemoryContext row_memory;	/* of one row */
	MemoryContextCallback at_end;
	ReplyRows  *rows;
} ReplyTaker;

static void reply_take_begin(RowTaker *taker, Oid type);
static void reply_take(RowTaker *taker, const Datum *columns, const bool *nulls);
static ReplyRows *reply_taken(void);
static void reply_taker_forget(void *argument);

/* Begins the rows that a list gives. */
static void
reply_take_begin(RowTaker *taker, Oid type)
{
	ReplyTaker *self = (ReplyTaker *) taker;
	MemoryContext previous = MemoryContextSwitchTo(self->memory);

	self->rows = reply_rows_begin(type, true);
	if (self->row_memory == NULL)
		self->row_memory = AllocSetContextCreate(self->memory, "outlay row", ALLOCSET_SMALL_SIZES);
	MemoryContextSwitchTo(previous);
}

/* Writes a row that a list gives. */
static void
reply_take(RowTaker *taker, const Datum *columns, const bool *nulls)
{
	ReplyTaker *self = (ReplyTaker *) taker;
	MemoryContext previous = MemoryContextSwitchTo(self->row_memory);

	reply_rows_add_columns(self->rows, columns, nulls);
	MemoryContextSwitchTo(previous);
	MemoryContextReset(self->row_memory);
}

/* What was written of the rows that a list of this statement gave; NULL: none did. Ends the taking. */
static ReplyRows *
reply_taken(void)
{
	const ReplyTaker *taker = (const ReplyTaker *) request_get()->taker;

	if (taker == NULL)
		return NULL;
	request_change()->taker = NULL;
	return taker->rows;
}

/* Forgets who takes rows where the statement ends without having asked for them. */
static void
reply_taker_forget(void *argument)
{
	request_forget_taker(argument);
}

/* reply_taker() returns bigint, 0: has the list of this statement write its rows to the answer. */
Datum
outlay_reply_taker(PG_FUNCTION_ARGS)
{
	ReplyTaker *taker = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(ReplyTaker));

	taker->pub.begin = reply_take_begin;
	taker->pub.take = reply_take;
	taker->memory = fcinfo->flinfo->fn_mcxt;
	taker->at_end.func = reply_taker_forget;
	taker->at_end.arg = taker;
	MemoryContextRegisterResetCallback(taker->memory, &taker->at_end);
	request_change()->taker = &taker->pub;
	PG_RETURN_INT64(0);
}

/* reply_page_final(internal) returns text: reply_rows_end_page() of what was given, else of the aggregate's rows. */
Datum
outlay_reply_page_final(PG_FUNCTION_ARGS)
{
	ReplyRows  *taken = reply_taken();
	ReplyRows  *seen = PG_ARGISNULL(0) ? NULL : (ReplyRows *) PG_GETARG_POINTER(0);
	text	   *body = reply_rows_end_page(taken ? taken : seen);

	if (body == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(body);
}
