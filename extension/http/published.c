/*-------------------------------------------------------------------------
 *
 * published.c
 *	  Calls of functions that somebody else has published.
 *
 * outlayd calls the extension's own functions by name: they find out
 * themselves who calls and switch to the tenant's role. What a DBA publishes
 * does neither. Called by outlay_web it would look for its tables and operators
 * wherever outlay_web likes, and with SECURITY DEFINER do so with its owner's
 * rights. So it is called here, for who has entered, as the tenant's role and
 * with the tenant's path; by its OID, since a name would be looked up, and
 * without a grant to outlay_web, which cannot call it otherwise.
 *
 * A route for no organization has no such role: its function is called as
 * outlay_web, which may read nothing. All routes of the operators' console are
 * called here, for an operator who is logged in as outlay_operator.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

#include "call/call.h"
#include "call/caller.h"
#include "call/reply.h"
#include "call/route.h"
#include "core/outlay.h"
#include "core/role.h"
#include "core/run_as.h"
#include "core/search_path.h"
#include "directory/current.h"
#include "directory/tenant.h"
#include "http/published.h"
#include "http/reply_rows.h"

static List *named_arguments(FunctionCallInfo fcinfo);
static void place_arguments(List *arguments, HeapTuple tuple);
static void check_complete(List *arguments, HeapTuple tuple);
static void make_call(Published *published, FunctionCallInfo fcinfo);
static void describe_result(Published *published);
static void ready_call(Published *published);
static void run_call(Published *published, void (*take) (Datum row, bool is_null, void *argument), void *argument);

/* The given arguments by their names, as constants. */
static List *
named_arguments(FunctionCallInfo fcinfo)
{
	List	   *arguments = NIL;
	Datum	   *names;
	int			count;

	if (PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("the arguments have no names")));
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT, &names, NULL, &count);
	if (count != PG_NARGS() - PUBLISHED_OWN_ARGUMENTS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%d arguments have %d names", PG_NARGS() - PUBLISHED_OWN_ARGUMENTS, count)));
	for (int i = 0; i < count; i++)
	{
		int			place = PUBLISHED_OWN_ARGUMENTS + i;
		Oid			type = get_fn_expr_argtype(fcinfo->flinfo, place);
		NamedArgExpr *argument = makeNode(NamedArgExpr);
		int16		length;
		bool		by_value;

		get_typlenbyval(type, &length, &by_value);
		argument->arg = (Expr *) makeConst(type, -1, get_typcollation(type), length,
										   PG_ARGISNULL(place) ? (Datum) 0 : PG_GETARG_DATUM(place),
										   PG_ARGISNULL(place), by_value);
		argument->name = TextDatumGetCString(names[i]);
		argument->argnumber = -1;
		argument->location = -1;
		arguments = lappend(arguments, argument);
	}
	return arguments;
}

/*
 * Finds the place of each argument among those of the function. Raises 42883
 * where there is none such, 22023 where two have the same: that of a default
 * would stay empty.
 */
static void
place_arguments(List *arguments, HeapTuple tuple)
{
	Form_pg_proc function = (Form_pg_proc) GETSTRUCT(tuple);
	Oid		   *types;
	char	  **names;
	char	   *modes;
	int			count = get_func_arg_info(tuple, &types, &names, &modes);
	bool		taken[FUNC_MAX_ARGS] = {false};
	ListCell   *cell;

	foreach(cell, arguments)
	{
		NamedArgExpr *argument = lfirst(cell);
		int			place = 0;

		for (int i = 0; names != NULL && i < count; i++)
		{
			if (modes != NULL && strchr("biv", modes[i]) == NULL)
				continue;
			if (strcmp(names[i], argument->name) == 0 && types[i] == exprType((Node *) argument->arg))
				argument->argnumber = place;
			place++;
		}
		if (argument->argnumber < 0)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_FUNCTION),
					 errmsg("function %s has no argument \"%s\" of type %s", NameStr(function->proname),
							argument->name, format_type_be(exprType((Node *) argument->arg)))));
		if (taken[argument->argnumber])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("argument \"%s\" is given twice", argument->name)));
		taken[argument->argnumber] = true;
	}
}

/* Raises 42883 where an argument is missing that has no default. */
static void
check_complete(List *arguments, HeapTuple tuple)
{
	Form_pg_proc function = (Form_pg_proc) GETSTRUCT(tuple);

	for (int i = 0; i < function->pronargs - function->pronargdefaults; i++)
	{
		bool		found = false;
		ListCell   *cell;

		foreach(cell, arguments)
			found |= ((NamedArgExpr *) lfirst(cell))->argnumber == i;
		if (!found)
			ereport(ERROR,
					(errcode(ERRCODE_UNDEFINED_FUNCTION),
					 errmsg("function %s lacks its argument %d", NameStr(function->proname), i + 1)));
	}
}

/*
 * Makes the call as an expression. Defaults are planned, which may run parts of
 * them, so the role is the tenant's already; the function itself is not, since
 * it would be inlined.
 */
static void
make_call(Published *published, FunctionCallInfo fcinfo)
{
	Oid			oid = published->route->function;
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(oid));
	Form_pg_proc function;
	List	   *arguments = named_arguments(fcinfo);
	ListCell   *cell;

	if (!HeapTupleIsValid(tuple))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_FUNCTION),
				 errmsg("the function of this route has gone")));
	function = (Form_pg_proc) GETSTRUCT(tuple);
	if (function->prokind != PROKIND_FUNCTION)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("%s is not a function", NameStr(function->proname))));
	place_arguments(arguments, tuple);
	check_complete(arguments, tuple);
	arguments = expand_function_arguments(arguments, false, function->prorettype, tuple);
	foreach(cell, arguments)
		lfirst(cell) = expression_planner(lfirst(cell));
	published->call = makeFuncExpr(oid, function->prorettype, arguments, get_typcollation(function->prorettype),
								   DEFAULT_COLLATION_OID, COERCE_EXPLICIT_CALL);
	published->call->funcretset = function->proretset;
	published->call->funcvariadic = OidIsValid(function->provariadic);
	ReleaseSysCache(tuple);
}

/* A type of ours. */
Oid
published_own_type(const char *name)
{
	return GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum(name),
						   ObjectIdGetDatum(get_namespace_oid(OUTLAY_SCHEMA, false)));
}

/* What the function returns: the shape of its rows, and the type of one. */
static void
describe_result(Published *published)
{
	Oid			type;
	TypeFuncClass class = get_expr_result_type((Node *) published->call, &type, &published->desc);

	published->is_event = published->call->funcretset && type == published_own_type("event");
	published->is_record = class == TYPEFUNC_COMPOSITE || class == TYPEFUNC_COMPOSITE_DOMAIN;
	published->type = published->is_record ? (class == TYPEFUNC_COMPOSITE ? type : getBaseType(type)) : type;
	if (published->is_record)
		published->desc = BlessTupleDesc(CreateTupleDescCopy(published->desc));
	else if (class == TYPEFUNC_SCALAR)
	{
		published->desc = CreateTemplateTupleDesc(1);
		TupleDescInitEntry(published->desc, 1, "value", type, -1, 0);
	}
	else
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("the function of this route returns records of no fixed shape")));
}

/*
 * Readies the call. That may call it is the route's business alone, so it is
 * done as the owner of the extension, who may call what others may not: nothing
 * runs yet.
 */
static void
ready_call(Published *published)
{
	EState	   *state = CreateExecutorState();
	MemoryContext caller = MemoryContextSwitchTo(state->es_query_cxt);
	RunAs		saved;

	state->es_snapshot = GetActiveSnapshot();
	published->context = GetPerTupleExprContext(state);
	run_as_owner(&saved);
	published->state = ExecInitTableFunctionResult((Expr *) published->call, published->context, NULL);
	run_as_end(&saved);
	MemoryContextSwitchTo(caller);
}

/* Calls the function and gives each of its rows, of published->type, to a callback. */
static void
run_call(Published *published, void (*take) (Datum row, bool is_null, void *argument), void *argument)
{
	MemoryContext values = AllocSetContextCreate(CurrentMemoryContext, "outlay arguments", ALLOCSET_SMALL_SIZES);
	Tuplestorestate *rows = ExecMakeTableFunctionResult(published->state, published->context, values, published->desc,
														false);
	TupleTableSlot *slot = MakeSingleTupleTableSlot(published->desc, &TTSOpsMinimalTuple);

	while (tuplestore_gettupleslot(rows, true, false, slot))
	{
		bool		is_null = false;
		Datum		row = published->is_record ? ExecFetchSlotHeapTupleDatum(slot) : slot_getattr(slot, 1, &is_null);

		take(row, is_null, argument);
		CHECK_FOR_INTERRUPTS();
	}
	ExecDropSingleTupleTableSlot(slot);
	tuplestore_end(rows);
	FreeExecutorState(published->context->ecxt_estate);
	MemoryContextDelete(values);
}

/*
 * Calls the route's function as the tenant's role, or for an operator as
 * outlay_operator; who takes the rows is still that. What it sets is undone, whether for the transaction or for the
 * session: the connection serves another organization next.
 */
void
published_call(FunctionCallInfo fcinfo, Published *published, void (*take) (Datum row, bool is_null, void *argument),
			   void *argument)
{
	int64		tenant = caller_get()->tenant;
	int			settings = search_path_keep();
	RunAs		saved;
	bool		is_other = tenant != 0 || published->route->for_operator;

	if (tenant != 0)
		run_as_role(&saved, current_role_of(tenant), psprintf(TENANT_SCHEMA, tenant));
	else if (is_other)
		run_as_role_apart(&saved, get_role_oid(OUTLAY_OPERATOR_ROLE, false));
	make_call(published, fcinfo);
	describe_result(published);
	ready_call(published);
	run_call(published, take, argument);
	if (is_other)
		run_as_end(&saved);
	search_path_leave(settings);
}

/* Writes a row to an answer. */
void
published_take_row(Datum row, bool is_null, void *argument)
{
	Answer	   *answer = argument;
	const Published *published = answer->published;

	if (answer->rows == NULL)
		answer->rows = reply_rows_begin(published->type, published->call->funcretset && !published->is_event);
	if (published->is_event)
		reply_rows_add_event(answer->rows, row, is_null);
	else
		reply_rows_add(answer->rows, row, is_null);
}
