/*-------------------------------------------------------------------------
 *
 * total.c
 *	  Counts and sums of what a list's filters find, grouped as asked for.
 *
 * The filters are those of the list, so that a total is of just the rows that
 * the list shows. It reads all of them, once: the statement is planned for the
 * values that it has, with whatever the planner thinks best, since what is few
 * rows for one budget is half of the table for another.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

#include "call/page_query.h"
#include "call/total.h"

/* The bit of a variant that says that a group was asked for. */
#define VARIANT_GROUP(n)	(UINT64CONST(1) << (2 * PAGE_MAX_FILTERS + (n)))

SECTION_BOUNDS(outlay_totals);

static void total_write(const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types);
static uint64 read_groups(Call *call, const Totals *totals);
static void receive_begin(DestReceiver *self, int operation, TupleDesc desc);
static bool receive(TupleTableSlot *slot, DestReceiver *self);
static void receive_end(DestReceiver *self);
static void give_totals(ProofTake take);

static const TenantWritten all_totals = {give_totals};

/* Writes the statement of a variant: filters as in a list, and groups. */
static void
total_write(const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types)
{
	const Totals *totals = definition;
	StringInfoData keys;
	StringInfoData joined;

	*nargs = 0;
	initStringInfo(&keys);
	initStringInfo(&joined);
	appendStringInfoString(sql, "SELECT ");
	for (int i = 0; i < totals->group_count; i++)
	{
		const TotalGroup *group = &totals->groups[i];

		if (variant & VARIANT_GROUP(i))
		{
			appendStringInfo(&keys, "%s%s", keys.len > 0 ? ", " : "",
							 group->shown ? group->key : psprintf("%d", i + 1));
			appendStringInfo(sql, "%s, ", group->shown ? group->shown : group->key);
			appendStringInfoString(&joined, group->joined ? group->joined : "");
		}
		else
			appendStringInfo(sql, "NULL::%s, ", group->type);
	}
	appendStringInfo(sql, "%s FROM %s%s WHERE true", totals->sums, totals->from, joined.data);
	page_write_filters(totals->list->filters, totals->list->filter_count, variant, sql, nargs, types);
	if (keys.len > 0)
		appendStringInfo(sql, " GROUP BY %s ORDER BY %s", keys.data, keys.data);
}

/* Reads which groups are asked for; notes what is none. */
static uint64
read_groups(Call *call, const Totals *totals)
{
	uint64		variant = 0;
	Datum	   *names;
	bool	   *nulls;
	int			count;

	if (!call_has(call, totals->by_arg))
		return 0;
	deconstruct_array(DatumGetArrayTypeP(call_arg(call, totals->by_arg)), TEXTOID, -1, false, TYPALIGN_INT, &names,
					  &nulls, &count);
	if (count > FILTER_MAX_VALUES)
		problem_add(&call->problems, "by", "out_of_range", "must have at most %d values", FILTER_MAX_VALUES);
	for (int i = 0; i < count; i++)
	{
		const char *name = nulls[i] ? "" : TextDatumGetCString(names[i]);
		int			group = 0;

		while (group < totals->group_count && strcmp(totals->groups[group].name, name) != 0)
			group++;
		if (group < totals->group_count)
			variant |= VARIANT_GROUP(group);
		else
		{
			problem_add(&call->problems, "by", "unknown_choice", "must be of: %s, %s, %s …", totals->groups[0].name,
						totals->groups[1].name, totals->groups[2].name);
			break;
		}
	}
	return variant;
}

/* Takes rows from the executor to the function's result. */
typedef struct TotalReceiver
{
	DestReceiver pub;
	ReturnSetInfo *result;
	int			count;
} TotalReceiver;

/* Makes sure that the rows to come are of the function's type. */
static void
receive_begin(DestReceiver *self, int operation, TupleDesc desc)
{
	page_check_columns(desc, ((TotalReceiver *) self)->result->setDesc, 0);
}

/* Takes a row. */
static bool
receive(TupleTableSlot *slot, DestReceiver *self)
{
	TotalReceiver *receiver = (TotalReceiver *) self;

	if (++receiver->count > TOTAL_MAX_ROWS)
		return true;
	slot_getallattrs(slot);
	tuplestore_putvalues(receiver->result->setResult, receiver->result->setDesc, slot->tts_values, slot->tts_isnull);
	return true;
}

/* Ends the rows: nothing to do. */
static void
receive_end(DestReceiver *self)
{
}

/* See total.h. */
Datum
total_return(Call *call, const Totals *totals)
{
	MemoryContext spi_memory = CurrentMemoryContext;
	SPIExecuteOptions options = {.read_only = true};
	TotalReceiver receiver = {
		{receive, receive_begin, receive_end, receive_end, DestTuplestore},
		(ReturnSetInfo *) call->fcinfo->resultinfo
	};
	ParamListInfo params = makeParamList(STATEMENT_MAX_ARGS);
	uint64		variant;

	page_reset();
	params->numParams = 0;
	variant = read_groups(call, totals);
	page_query_filter(call, totals->list->filters, totals->list->filter_count, params, &variant);
	problem_check(&call->problems, "total");
	MemoryContextSwitchTo(call->result_memory);
	InitMaterializedSRF(call->fcinfo, 0);
	MemoryContextSwitchTo(spi_memory);
	options.params = params;
	options.tcount = TOTAL_MAX_ROWS + 1;
	options.dest = &receiver.pub;
	plan_run_for_values(call->tenant, totals, variant, total_write, &options);
	if (receiver.count > TOTAL_MAX_ROWS)
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "by", "too_many",
					  psprintf("gives more than %d rows", TOTAL_MAX_ROWS), "Group by less, or choose a shorter span.");
	call_finish(call);
	return (Datum) 0;
}

/* Gives all totals, by all their groups and with all filters. */
static void
give_totals(ProofTake take)
{
	foreach_in_section(Totals, totals, outlay_totals)
		take(totals, VARIANT_ALL_FILTERS(totals->list) | (VARIANT_GROUP(totals->group_count) - VARIANT_GROUP(0)),
			 total_write);
}
