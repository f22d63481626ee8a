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
 * can use the index that fits.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/tuplestore.h"

#include "page.h"

PG_FUNCTION_INFO_V1(outlay_next_page);

#define PAGE_DEFAULT_SIZE	50
#define PAGE_MAX_SIZE		200
#define PAGE_AFTER_BIT		(1u << 31)	/* the variant's bit for a page that is not the first */

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

/*
 * Writes the statement of a variant: bit n is set where filter n is used.
 * Parameters: number of rows, then day and id for a later page, then filters.
 */
static void
page_write(const void *definition, uint32 variant, StringInfo sql, int *nargs, Oid *types)
{
	const Listing *list = definition;

	*nargs = 0;
	types[(*nargs)++] = INT8OID;
	appendStringInfo(sql, "SELECT %s, %s, %s FROM %s WHERE true", list->record, list->day ? list->day : "NULL::date",
					 list->id, list->from);
	if (variant & PAGE_AFTER_BIT)
	{
		types[(*nargs)++] = DATEOID;
		types[(*nargs)++] = INT8OID;
		if (list->day)
			appendStringInfo(sql, " AND (%s, %s) < ($2, $3)", list->day, list->id);
		else
			appendStringInfo(sql, " AND %s < $3", list->id);
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
	appendStringInfo(sql, "%s DESC LIMIT $1", list->id);
}

/* Fills in the parameters of a page and returns the variant that takes them. */
static uint32
page_bind(Call *call, const Listing *list, int size, Datum *values)
{
	uint32		variant = 0;
	int			count = 0;

	values[count++] = Int64GetDatum(size + 1);
	if (call_has(call, list->after_arg))
	{
		DateADT		day = 0;
		int64		id = 0;

		if (!page_parse_position(TextDatumGetCString(call_arg(call, list->after_arg)), &day, &id))
			problem_add(&call->problems, "after", "malformed", "must be what an earlier page gave as next");
		problem_check(&call->problems, "list");
		values[count++] = DateADTGetDatum(day);
		values[count++] = Int64GetDatum(id);
		variant |= PAGE_AFTER_BIT;
	}
	for (int i = 0; i < list->filter_count; i++)
	{
		if (!call_has(call, list->filters[i].arg))
			continue;
		values[count++] = call_arg(call, list->filters[i].arg);
		variant |= 1u << i;
	}
	return variant;
}

/* Hands the rows of the last statement, at most size, to the set-returning function's result. */
static void
page_store(Call *call, int size)
{
	ReturnSetInfo *result = (ReturnSetInfo *) call->fcinfo->resultinfo;
	SPITupleTable *table = SPI_tuptable;
	uint64		count = Min(SPI_processed, (uint64) size);
	bool		is_null;

	for (uint64 i = 0; i < count; i++)
	{
		HeapTupleHeader header = DatumGetHeapTupleHeader(SPI_getbinval(table->vals[i], table->tupdesc, 1, &is_null));
		HeapTupleData tuple = {.t_len = HeapTupleHeaderGetDatumLength(header),.t_data = header};

		ItemPointerSetInvalid(&tuple.t_self);
		tuplestore_puttuple(result->setResult, &tuple);
	}
	if (SPI_processed > count)
	{
		Datum		day = SPI_getbinval(table->vals[count - 1], table->tupdesc, 2, &is_null);
		Datum		id = SPI_getbinval(table->vals[count - 1], table->tupdesc, 3, &is_null);

		page_set_next(DatumGetDateADT(day), DatumGetInt64(id));
	}
}

/* See page.h. */
Datum
page_return(Call *call, const Listing *list)
{
	Datum		values[STATEMENT_MAX_ARGS];
	MemoryContext spi_memory = CurrentMemoryContext;
	int32		size = PAGE_DEFAULT_SIZE;
	uint32		variant;

	page_reset();
	if (call_has(call, list->size_arg))
		size = DatumGetInt32(call_arg(call, list->size_arg));
	if (size < 1 || size > PAGE_MAX_SIZE)
		problem_add(&call->problems, "page_size", "out_of_range", "must be between 1 and %d", PAGE_MAX_SIZE);
	variant = page_bind(call, list, size, values);
	problem_check(&call->problems, "list");

	MemoryContextSwitchTo(call->result_memory);
	InitMaterializedSRF(call->fcinfo, 0);
	MemoryContextSwitchTo(spi_memory);
	if (SPI_execute_plan(plan_get_variant(call->tenant, list, variant, page_write), values, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not read a list");
	page_store(call, size);
	call_finish(call);
	return (Datum) 0;
}
