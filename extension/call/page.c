/*-------------------------------------------------------------------------
 *
 * page.c
 *	  Lists: pages by keyset, with filters, in an order of the caller's choice.
 *
 * A page begins after the last row of the page before, not at a number of
 * rows: it costs the same however far one reads, and rows that come or go
 * meanwhile neither repeat nor hide others. The position is the key of the
 * last row (position.c).
 *
 * Each set of filters that is used becomes a statement of its own, whose plan
 * can use the index that fits. Its rows go from the executor straight to the
 * function's result: made into records and copied on the way, they took half
 * as long again. Where they are to be an answer, they go straight to whoever
 * writes that (RowTaker), and the function has none.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "executor/tuptable.h"
#include "funcapi.h"
#include "parser/parse_coerce.h"
#include "tcop/dest.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

#include "call/page.h"
#include "call/page_query.h"
#include "call/position.h"
#include "call/request.h"

PG_FUNCTION_INFO_V1(outlay_next_page);
PG_FUNCTION_INFO_V1(outlay_page_look);

/* Takes the rows of a page from the executor straight to the function's result. */
typedef struct PageReceiver
{
	DestReceiver pub;
	Tuplestorestate *result;	/* NULL: the taker has them */
	RowTaker   *taker;
	Oid			type;			/* of the rows */
	TupleDesc	desc;
	int			count;
	bool		more;			/* there is a row behind the last one */
	const PageQuery *query;
	char		position[POSITION_SIZE];	/* behind the last row of a full page */
} PageReceiver;

/* How many rows the statement that runs has looked at. */
static int64 looked_at;

static void page_receive_begin(DestReceiver *self, int operation, TupleDesc desc);
static bool page_receive(TupleTableSlot *slot, DestReceiver *self);
static void page_receive_end(DestReceiver *self);
static void page_ready(Call *call, PageReceiver *receiver);
static void page_run(Call *call, const PageQuery *query, PageReceiver *receiver, SPIExecuteOptions *options);

/* Forgets the last page. */
void
page_reset(void)
{
	if (request_get()->next_page[0] != '\0')
		request_change()->next_page[0] = '\0';
}

/* Where the page after the last one begins; NULL where the last one was the last. */
const char *
page_next(void)
{
	const char *next = request_get()->next_page;

	return next[0] ? next : NULL;
}

/* next_page() returns text: what to pass as "after" for the page behind the one listed last; NULL: there is none. */
Datum
outlay_next_page(PG_FUNCTION_ARGS)
{
	const char *next = page_next();

	if (next == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(next));
}

/* page_look(id bigint) returns boolean, true: counts the rows that a list looks at. */
Datum
outlay_page_look(PG_FUNCTION_ARGS)
{
	looked_at++;
	PG_RETURN_BOOL(true);
}

/*
 * Makes sure that rows are of the type that is wanted, with so many columns
 * more behind it. 42804 where somebody has changed a table.
 */
void
page_check_columns(TupleDesc desc, TupleDesc wanted, int more)
{
	if (desc->natts != wanted->natts + more)
		elog(ERROR, "a list has %d columns instead of %d", desc->natts - more, wanted->natts);
	for (int i = 0; i < wanted->natts; i++)
		if (!IsBinaryCoercible(TupleDescAttr(desc, i)->atttypid, TupleDescAttr(wanted, i)->atttypid))
			ereport(ERROR,
					(errcode(ERRCODE_DATATYPE_MISMATCH),
					 errmsg("column \"%s\" is of type %s instead of %s", NameStr(TupleDescAttr(wanted, i)->attname),
							format_type_be(TupleDescAttr(desc, i)->atttypid),
							format_type_be(TupleDescAttr(wanted, i)->atttypid)),
					 errhint("A table of the organization has been changed; outlay.drift() tells where.")));
}

/* Makes sure that the rows to come are of the function's type. */
static void
page_receive_begin(DestReceiver *self, int operation, TupleDesc desc)
{
	page_check_columns(desc, ((PageReceiver *) self)->desc, 2);
}

/* Takes a row. */
static bool
page_receive(TupleTableSlot *slot, DestReceiver *self)
{
	PageReceiver *receiver = (PageReceiver *) self;
	TupleDesc	desc = receiver->desc;
	const PageQuery *query = receiver->query;

	if (receiver->count == query->size)
	{
		receiver->more = true;
		return true;
	}
	slot_getallattrs(slot);
	if (++receiver->count == query->size)
		position_write(receiver->position, query->order, query->sort->type, slot->tts_values[desc->natts],
					   DatumGetInt64(slot->tts_values[desc->natts + 1]));
	if (receiver->taker != NULL)
		receiver->taker->take(receiver->taker, slot->tts_values, slot->tts_isnull);
	else
		tuplestore_putvalues(receiver->result, desc, slot->tts_values, slot->tts_isnull);
	return true;
}

/* Ends the rows: nothing to do. */
static void
page_receive_end(DestReceiver *self)
{
}

/*
 * Runs the statement of a list, and where looking at the first rows does not
 * make a page although there are more of them, the one that finds the rows.
 */
static void
page_run(Call *call, const PageQuery *query, PageReceiver *receiver, SPIExecuteOptions *options)
{
	uint64		way = page_query_way(query);

	options->tcount = (uint64) query->size + 1;
	looked_at = 0;
	if (way != VARIANT_SCAN)
		plan_run_to(call->tenant, query->list, query->variant | way, page_query_write, options);
	if (way == 0 || way == VARIANT_MERGE || (way == VARIANT_WALK && (receiver->more || looked_at < WALK_ROWS)))
		return;
	if (receiver->taker != NULL)
		receiver->taker->begin(receiver->taker, receiver->type);
	else
		tuplestore_clear(receiver->result);
	receiver->count = 0;
	plan_run_for_values(call->tenant, query->list, query->variant | VARIANT_SCAN, page_query_write, options);
}

/* Readies what takes the rows: who asked for them, or the function's result. */
static void
page_ready(Call *call, PageReceiver *receiver)
{
	ReturnSetInfo *result = (ReturnSetInfo *) call->fcinfo->resultinfo;
	RowTaker   *taker = request_get()->taker;

	if (taker == NULL || taker->is_used)
	{
		InitMaterializedSRF(call->fcinfo, 0);
		receiver->result = result->setResult;
		receiver->desc = result->setDesc;
		return;
	}
	/* A result that is not there has no rows. */
	result->returnMode = SFRM_Materialize;
	get_call_result_type(call->fcinfo, &receiver->type, &receiver->desc);
	taker->is_used = true;
	taker->begin(taker, receiver->type);
	receiver->taker = taker;
}

/* See page.h. */
Datum
page_return(Call *call, const Listing *list)
{
	MemoryContext spi_memory = CurrentMemoryContext;
	SPIExecuteOptions options = {.read_only = true};
	PageReceiver receiver = {
		{page_receive, page_receive_begin, page_receive_end, page_receive_end, DestTuplestore}
	};
	PageQuery	query;

	page_reset();
	page_query_read(call, list, &query);
	MemoryContextSwitchTo(call->result_memory);
	page_ready(call, &receiver);
	MemoryContextSwitchTo(spi_memory);
	receiver.query = &query;
	options.params = query.params;
	options.dest = &receiver.pub;
	page_run(call, &query, &receiver, &options);
	if (receiver.more)
		strlcpy(request_change()->next_page, receiver.position, POSITION_SIZE);
	call_finish(call);
	return (Datum) 0;
}
