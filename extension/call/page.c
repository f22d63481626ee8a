/*-------------------------------------------------------------------------
 *
 * page.c
 *	  Lists: pages by keyset, with filters.
 *
 * A page begins after the last row of the page before, not at a number of
 * rows: it costs the same however far one reads, and rows that come or go
 * meanwhile neither repeat nor hide others. The position is the key of the
 * last row, in base64url, since clients shall not take it apart.
 *
 * Each set of filters that is used becomes a statement of its own, whose plan
 * can use the index that fits. Its rows go from the executor straight to the
 * function's result: made into records and copied on the way, they took half
 * as long again.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>

#include "catalog/pg_type.h"
#include "executor/tuptable.h"
#include "funcapi.h"
#include "nodes/params.h"
#include "parser/parse_coerce.h"
#include "tcop/dest.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/tuplestore.h"

#include "call/page.h"
#include "value/fold.h"

PG_FUNCTION_INFO_V1(outlay_next_page);

#define PAGE_DEFAULT_SIZE	50
#define PAGE_MAX_SIZE		200
/* Bits of a variant beside those of filters: not the first page; more than the default size. */
#define PAGE_AFTER_BIT		(1u << 31)
#define PAGE_LARGE_BIT		(1u << 30)

/* Where the page after the last one begins; empty: there is none. */
static char next_page[64];

/* Forgets the last page. */
void
page_reset(void)
{
	next_page[0] = '\0';
}

/* Where the page after the last one begins; NULL where the last one was the last. */
const char *
page_next(void)
{
	return next_page[0] ? next_page : NULL;
}

/* next_page() returns text: what to pass as "after" for the page behind the one listed last; NULL: there is none. */
Datum
outlay_next_page(PG_FUNCTION_ARGS)
{
	if (next_page[0] == '\0')
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(next_page));
}

/* Keeps the position behind a row. */
static void
page_set_next(DateADT day, int64 id)
{
	char		position[48];
	int			length = snprintf(position, sizeof(position), "%d," INT64_FORMAT, day, id);

	sodium_bin2base64(next_page, sizeof(next_page), (unsigned char *) position, length,
					  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

/* Reads a position; false where the text is none. */
static bool
page_parse_position(const char *text, DateADT *day, int64 *id)
{
	char		position[48];
	size_t		length;
	long		days;
	char	   *end;

	if (sodium_base642bin((unsigned char *) position, sizeof(position) - 1, text, strlen(text), NULL, &length, NULL,
						  sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
		return false;
	position[length] = '\0';
	errno = 0;
	days = strtol(position, &end, 10);
	if (errno != 0 || *end != ',' || end == position || days < PG_INT32_MIN || days > PG_INT32_MAX)
		return false;
	*day = (DateADT) days;
	*id = strtoi64(end + 1, &end, 10);
	return errno == 0 && *end == '\0';
}

/* Adds a condition, its "$?" numbered. */
static void
page_write_condition(StringInfo sql, const char *condition, int number)
{
	appendStringInfoString(sql, " AND (");
	for (const char *c = condition; *c; c++)
	{
		if (c[0] == '$' && c[1] == '?')
		{
			appendStringInfo(sql, "$%d", number);
			c++;
		}
		else
			appendStringInfoChar(sql, *c);
	}
	appendStringInfoChar(sql, ')');
}

/* Adds the columns of a record that is written ROW(columns)::type. */
static void
page_write_columns(StringInfo sql, const char *record)
{
	const char *begin = record + strlen("ROW(");
	const char *end = NULL;

	for (const char *c = strstr(record, ")::"); c != NULL; c = strstr(c + 1, ")::"))
		end = c;
	if (strncmp(record, "ROW(", strlen("ROW(")) != 0 || end == NULL)
		elog(ERROR, "\"%s\" is not of the form ROW(columns)::type", record);
	appendBinaryStringInfo(sql, begin, end - begin);
}

/*
 * Writes the statement of a variant: bit n is set where filter n is used.
 * Parameters: day and id for a later page, then filters. The rows have the
 * record's columns and behind them the key. How many rows are wanted says the
 * executor; LIMIT tells the planner of how few.
 */
static void
page_write(const void *definition, uint32 variant, StringInfo sql, int *nargs, Oid *types)
{
	const Listing *list = definition;

	*nargs = 0;
	appendStringInfoString(sql, "SELECT ");
	page_write_columns(sql, list->record);
	appendStringInfo(sql, ", %s, %s FROM %s WHERE true", list->day ? list->day : "NULL::date", list->id, list->from);
	if (variant & PAGE_AFTER_BIT)
	{
		types[(*nargs)++] = DATEOID;
		types[(*nargs)++] = INT8OID;
		if (list->day)
			appendStringInfo(sql, " AND (%s, %s) < ($1, $2)", list->day, list->id);
		else
			appendStringInfo(sql, " AND %s < $2", list->id);
	}
	for (int i = 0; i < list->filter_count; i++)
	{
		if (!(variant & (1u << i)))
			continue;
		types[(*nargs)++] = list->filters[i].type;
		page_write_condition(sql, list->filters[i].condition, *nargs);
	}
	appendStringInfoString(sql, " ORDER BY ");
	if (list->day)
		appendStringInfo(sql, "%s DESC, ", list->day);
	appendStringInfo(sql, "%s DESC LIMIT %d", list->id,
					 1 + (variant & PAGE_LARGE_BIT ? PAGE_MAX_SIZE : PAGE_DEFAULT_SIZE));
}

/* Adds a parameter. */
static void
page_add_parameter(ParamListInfo params, Oid type, Datum value)
{
	ParamExternData *param = &params->params[params->numParams++];

	param->ptype = type;
	param->pflags = PARAM_FLAG_CONST;
	param->isnull = false;
	param->value = value;
}

/* Makes the parameters of a page and returns the variant that takes them. */
static uint32
page_bind(Call *call, const Listing *list, int size, ParamListInfo params)
{
	uint32		variant = size > PAGE_DEFAULT_SIZE ? PAGE_LARGE_BIT : 0;

	if (call_has(call, list->after_arg))
	{
		DateADT		day = 0;
		int64		id = 0;

		if (!page_parse_position(TextDatumGetCString(call_arg(call, list->after_arg)), &day, &id))
			problem_add(&call->problems, "after", "malformed", "must be what an earlier page gave as next");
		page_add_parameter(params, DATEOID, DateADTGetDatum(day));
		page_add_parameter(params, INT8OID, Int64GetDatum(id));
		variant |= PAGE_AFTER_BIT;
	}
	for (int i = 0; i < list->filter_count; i++)
	{
		Datum		value;

		if (!call_has(call, list->filters[i].arg))
			continue;
		value = call_arg(call, list->filters[i].arg);
		if (list->filters[i].folded)
			value = CStringGetTextDatum(fold_text(TextDatumGetCString(value)));
		page_add_parameter(params, list->filters[i].type, value);
		variant |= 1u << i;
	}
	return variant;
}

/* Takes the rows of a page from the executor straight to the function's result. */
typedef struct PageReceiver
{
	DestReceiver pub;
	ReturnSetInfo *result;
	int			size;
	int			count;
	bool		more;			/* there is a row behind the last one */
	Datum		day;			/* key of the last row */
	Datum		id;
} PageReceiver;

/* Makes sure that the rows to come are of the function's type. */
static void
page_receive_begin(DestReceiver *self, int operation, TupleDesc desc)
{
	TupleDesc	wanted = ((PageReceiver *) self)->result->setDesc;

	if (desc->natts != wanted->natts + 2)
		elog(ERROR, "a list has %d columns instead of %d", desc->natts - 2, wanted->natts);
	for (int i = 0; i < wanted->natts; i++)
		if (!IsBinaryCoercible(TupleDescAttr(desc, i)->atttypid, TupleDescAttr(wanted, i)->atttypid))
			elog(ERROR, "column \"%s\" of a list is of type %s", NameStr(TupleDescAttr(wanted, i)->attname),
				 format_type_be(TupleDescAttr(desc, i)->atttypid));
}

/* Takes a row. */
static bool
page_receive(TupleTableSlot *slot, DestReceiver *self)
{
	PageReceiver *receiver = (PageReceiver *) self;
	TupleDesc	desc = receiver->result->setDesc;

	if (receiver->count == receiver->size)
	{
		receiver->more = true;
		return true;
	}
	receiver->count++;
	slot_getallattrs(slot);
	receiver->day = slot->tts_values[desc->natts];
	receiver->id = slot->tts_values[desc->natts + 1];
	tuplestore_putvalues(receiver->result->setResult, desc, slot->tts_values, slot->tts_isnull);
	return true;
}

/* Ends the rows: nothing to do. */
static void
page_receive_end(DestReceiver *self)
{
}

/* See page.h. */
Datum
page_return(Call *call, const Listing *list)
{
	ParamListInfo params = makeParamList(STATEMENT_MAX_ARGS);
	MemoryContext spi_memory = CurrentMemoryContext;
	int32		size = PAGE_DEFAULT_SIZE;
	SPIExecuteOptions options = {.params = params,.read_only = true};
	PageReceiver receiver = {
		{page_receive, page_receive_begin, page_receive_end, page_receive_end, DestTuplestore},
		(ReturnSetInfo *) call->fcinfo->resultinfo
	};
	uint32		variant;

	page_reset();
	if (call_has(call, list->size_arg))
		size = DatumGetInt32(call_arg(call, list->size_arg));
	if (size < 1 || size > PAGE_MAX_SIZE)
		problem_add(&call->problems, "page_size", "out_of_range", "must be between 1 and %d", PAGE_MAX_SIZE);
	params->numParams = 0;
	variant = page_bind(call, list, size, params);
	problem_check(&call->problems, "list");

	MemoryContextSwitchTo(call->result_memory);
	InitMaterializedSRF(call->fcinfo, 0);
	MemoryContextSwitchTo(spi_memory);
	receiver.size = size;
	options.tcount = (uint64) size + 1;
	options.dest = &receiver.pub;
	plan_run_to(call->tenant, list, variant, page_write, &options);
	if (receiver.more)
		page_set_next(DatumGetDateADT(receiver.day), DatumGetInt64(receiver.id));
	call_finish(call);
	return (Datum) 0;
}
