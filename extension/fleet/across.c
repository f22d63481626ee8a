/*-------------------------------------------------------------------------
 *
 * across.c
 *	  A query in every organization: across_tenants().
 *
 * Each organization's rows are read in a subtransaction that is rolled back:
 * so the locks of ten thousand organizations are never held at once, and role,
 * search_path and the read-only flag are as before, however the query ended.
 * A subtransaction cannot stay open from one row of the caller's query to the
 * next, so the rows of one organization are kept, on disk beyond work_mem, and
 * handed out before the next one is asked.
 *
 * The rows are jsonb. With a list of columns of the caller's the types would
 * have to be written out for every question, and organizations at different
 * versions of the template could not be asked at once.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/memutils.h"
#include "utils/plancache.h"
#include "utils/tuplestore.h"

#include "core/attempt.h"
#include "core/guc.h"
#include "core/outlay.h"
#include "core/problem.h"
#include "core/role.h"
#include "core/row.h"
#include "core/run_as.h"
#include "core/script.h"
#include "directory/directory.h"
#include "directory/tenant.h"

/* Rows that are fetched at once. */
#define FETCH_SIZE 1000

/* After so many organizations the catalogue caches, which never shrink by themselves, are emptied. */
#define TENANTS_PER_CACHE 100

/* What lasts from one row to the next. */
typedef struct Across
{
	char	   *query;
	int64	   *ids;
	int			count;
	int			next;			/* of ids: who is asked next */
	char	   *slug;			/* whose rows are in the store */
	Tuplestorestate *rows;		/* NULL: nobody's */
	TupleDesc	desc;			/* of rows: one column, jsonb */
	TupleTableSlot *slot;
} Across;

PG_FUNCTION_INFO_V1(outlay_across_tenants);

static char *wrapped_query(const char *text);
static void read_tenants(Across *across, const char *pattern);
static bool next_row(Across *across, Datum *row, bool *is_null);
static void ask(Across *across, int64 id);
static void ask_as_tenant(void *arg);
static void fetch_rows(Across *across);
static void check_columns(SPIPlanPtr plan);
static void forget_rows(Datum arg);
static void tenant_error_callback(void *arg);

/*
 * across_tenants(query text, slug_pattern text default '%') returns table (slug text,
 * row jsonb).
 *
 * 25006: no query, or one that writes; 42601: not one statement; 42701: two
 * columns of one name; 22023: not a pattern. For operators.
 */
Datum
outlay_across_tenants(PG_FUNCTION_ARGS)
{
	FuncCallContext *context;
	Across	   *across;
	Datum		values[2];
	bool		nulls[2] = {false, false};
	bool		found;
	MemoryContext caller;

	if (SRF_IS_FIRSTCALL())
	{
		ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

		check_operator("ask all organizations");
		context = SRF_FIRSTCALL_INIT();
		caller = MemoryContextSwitchTo(context->multi_call_memory_ctx);
		if (get_call_result_type(fcinfo, NULL, &context->tuple_desc) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "across_tenants() returns no rows");
		across = palloc0(sizeof(Across));
		across->query = wrapped_query(PG_ARGISNULL(0) ? "" : text_to_cstring(PG_GETARG_TEXT_PP(0)));
		read_tenants(across, PG_ARGISNULL(1) ? "%" : text_to_cstring(PG_GETARG_TEXT_PP(1)));
		across->desc = CreateTemplateTupleDesc(1);
		TupleDescInitEntry(across->desc, 1, "row", JSONBOID, -1, 0);
		across->slot = MakeSingleTupleTableSlot(across->desc, &TTSOpsMinimalTuple);
		context->user_fctx = across;
		/* The store's file goes with the query, also where not all rows are wanted. */
		RegisterExprContextCallback(result->econtext, forget_rows, PointerGetDatum(across));
		MemoryContextSwitchTo(caller);
	}

	context = SRF_PERCALL_SETUP();
	across = context->user_fctx;
	caller = MemoryContextSwitchTo(context->multi_call_memory_ctx);
	while (!(found = next_row(across, &values[1], &nulls[1])) && across->next < across->count)
		ask(across, across->ids[across->next++]);
	MemoryContextSwitchTo(caller);
	if (!found)
	{
		UnregisterExprContextCallback(((ReturnSetInfo *) fcinfo->resultinfo)->econtext, forget_rows,
									  PointerGetDatum(across));
		SRF_RETURN_DONE(context);
	}
	values[0] = CStringGetTextDatum(across->slug);
	SRF_RETURN_NEXT(context, HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(context->tuple_desc), values, nulls)));
}

/* Checks that a text is one query, and makes it one whose rows are jsonb. */
static char *
wrapped_query(const char *text)
{
	List	   *statements = script_parse(text)->statements;
	RawStmt    *statement;
	int			length;

	if (list_length(statements) != 1)
		ereport(ERROR,
				(errcode(ERRCODE_SYNTAX_ERROR),
				 errmsg("across_tenants() takes one query"),
				 errhint("For example: SELECT * FROM outlay.across_tenants('SELECT count(*) FROM expense').")));
	statement = linitial_node(RawStmt, statements);
	if (!IsA(statement->stmt, SelectStmt) || castNode(SelectStmt, statement->stmt)->intoClause != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_READ_ONLY_SQL_TRANSACTION),
				 errmsg("across_tenants() reads only"),
				 errhint("Its argument is a SELECT. What changes every organization is a migration: "
						 "outlay.add_migration().")));
	length = statement->stmt_len > 0 ? statement->stmt_len : strlen(text) - Max(statement->stmt_location, 0);
	/* With .* it is the row, whatever its columns are called. */
	return psprintf("SELECT to_jsonb(query.*) FROM (%.*s\n) query", length, text + Max(statement->stmt_location, 0));
}

/* Reads who is asked; 22023 for what is no pattern. */
static void
read_tenants(Across *across, const char *pattern)
{
	static const Statement read = {
		"SELECT id FROM outlay.tenant WHERE status = 'active' AND slug LIKE $1 ORDER BY id", 1, {TEXTOID}
	};
	MemoryContext caller = CurrentMemoryContext;
	Datum		value = CStringGetTextDatum(pattern);
	int			escapes = 0;
	Directory	directory;

	for (int i = strlen(pattern); i > 0 && pattern[i - 1] == '\\'; i--)
		escapes++;
	if (escapes % 2 == 1)
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "slug_pattern", "malformed",
					  "the pattern of slugs ends with a backslash", "Write two where one is meant.");
	directory_open(&directory);
	across->count = (int) directory_run(&read, &value, NULL);
	across->ids = MemoryContextAlloc(caller, sizeof(int64) * (across->count + 1));
	for (int i = 0; i < across->count; i++)
	{
		across->ids[i] = row_int64(i, 1);
	}
	directory_close(&directory);
}

/*
 * Takes the next row of the organization at hand, which is valid until the
 * next call; false where there is none left. The current memory context must
 * last as long: a row from disk is read into it.
 */
static bool
next_row(Across *across, Datum *row, bool *is_null)
{
	if (across->rows == NULL)
		return false;
	if (tuplestore_gettupleslot(across->rows, true, false, across->slot))
	{
		*row = slot_getattr(across->slot, 1, is_null);
		return true;
	}
	forget_rows(PointerGetDatum(across));
	return false;
}

/* What ask() attempts. */
typedef struct Question
{
	Across	   *across;
	const TenantRow *tenant;
} Question;

/* Keeps the rows that the query gives in one organization, which may have gone meanwhile. */
static void
ask(Across *across, int64 id)
{
	TenantRow	tenant;
	ErrorContextCallback callback = {error_context_stack, tenant_error_callback, &tenant};
	Question	question = {across, &tenant};
	ErrorData  *error;

	CHECK_FOR_INTERRUPTS();
	if (!tenant_lookup_id(id, &tenant) || tenant.status != TENANT_ACTIVE)
		return;
	across->slug = tenant.slug;
	/* Made before the subtransaction, so that its file outlives it. */
	across->rows = tuplestore_begin_heap(false, false, work_mem);
	error_context_stack = &callback;
	error = attempt_and_undo(ask_as_tenant, &question);
	error_context_stack = callback.previous;
	if (error != NULL)
		ReThrowError(error);
	if (across->next % TENANTS_PER_CACHE == 0)
		InvalidateSystemCaches();
}

/* Runs the query as the tenant's role; the end of the subtransaction undoes what it switches. */
static void
ask_as_tenant(void *arg)
{
	const Question *question = arg;
	const TenantRow *tenant = question->tenant;
	RunAs		saved;

	/* For the subtransaction: PostgreSQL 17 does not set it for less. */
	guc_local("transaction_read_only", "on");
	run_as_role(&saved, tenant_role(tenant), tenant->schema);
	SPI_connect();
	fetch_rows(question->across);
	SPI_finish();
	run_as_end(&saved);
}

/* Moves the query's rows to the store, under the snapshot of the caller's query. SPI is connected. */
static void
fetch_rows(Across *across)
{
	SPIPlanPtr	plan;
	Portal		portal;

	plan = SPI_prepare(across->query, 0, NULL);
	if (plan == NULL)
		elog(ERROR, "could not prepare \"%s\": %s", across->query, SPI_result_code_string(SPI_result));
	check_columns(plan);
	portal = SPI_cursor_open(NULL, plan, NULL, NULL, true);
	do
	{
		CHECK_FOR_INTERRUPTS();
		SPI_cursor_fetch(portal, true, FETCH_SIZE);
		for (uint64 i = 0; i < SPI_processed; i++)
			tuplestore_puttuple(across->rows, SPI_tuptable->vals[i]);
		SPI_freetuptable(SPI_tuptable);
	} while (SPI_processed == FETCH_SIZE);
	SPI_cursor_close(portal);
}

/* Raises 42701 where two columns of the query have one name: an object would have the last one alone. */
static void
check_columns(SPIPlanPtr plan)
{
	CachedPlanSource *source = linitial(SPI_plan_get_plan_sources(plan));
	RangeTblEntry *query = linitial(linitial_node(Query, source->query_list)->rtable);
	ListCell   *cell;

	foreach(cell, query->eref->colnames)
		for (int i = 0; i < foreach_current_index(cell); i++)
			if (equal(list_nth(query->eref->colnames, i), lfirst(cell)))
				ereport(ERROR,
						(errcode(ERRCODE_DUPLICATE_COLUMN),
						 errmsg("the query has two columns \"%s\"", strVal(lfirst(cell))),
						 errhint("Give each column a name of its own: SELECT … AS name.")));
}

/* Frees the rows at hand. */
static void
forget_rows(Datum arg)
{
	Across	   *across = (Across *) DatumGetPointer(arg);

	if (across->rows == NULL)
		return;
	ExecClearTuple(across->slot);
	tuplestore_end(across->rows);
	across->rows = NULL;
}

/* Names the organization in an error's context. */
static void
tenant_error_callback(void *arg)
{
	errcontext("organization \"%s\"", ((TenantRow *) arg)->slug);
}
