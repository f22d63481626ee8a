/*-------------------------------------------------------------------------
 *
 * change.c
 *	  The call of a function that changes a record.
 *
 * What is not given stays, and NULL empties: the two have to be told apart,
 * and inside of a function both are NULL. So the default of such an argument
 * is no constant, but outlay.unchanged(), which the planner puts where nothing
 * is given, and which is seen in the expression of the call. Its own argument
 * is what NULL stands for: '' or 0, as the function takes it, or NULL where the
 * field cannot be empty. That is said once, in the SQL of the function: the
 * OpenAPI document reads it there, too.
 *
 * A function that hands on what it was given has coalesce(x, outlay.unchanged(x))
 * as the argument: its NULL then is none.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_proc.h"
#include "nodes/nodeFuncs.h"
#include "funcapi.h"
#include "nodes/primnodes.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "call/change.h"

PG_FUNCTION_INFO_V1(outlay_unchanged);
PG_FUNCTION_INFO_V1(outlay_null_empties);

static bool is_unchanged(Oid function);
static FuncExpr *find_unchanged(Node *expression);
static Const *meaning_of_null(Oid function, int arg, char **name);
static void take_null(Call *call, int arg);

/* Whether a function is outlay.unchanged(). */
static bool
is_unchanged(Oid function)
{
	char	   *schema = get_namespace_name(get_func_namespace(function));
	char	   *name = get_func_name(function);

	return name != NULL && schema != NULL && strcmp(name, "unchanged") == 0 && strcmp(schema, OUTLAY_SCHEMA) == 0;
}

/* The call of outlay.unchanged() that an expression which is NULL got its value from; NULL where it is another. */
static FuncExpr *
find_unchanged(Node *expression)
{
	while (expression != NULL)
	{
		if (IsA(expression, RelabelType))
			expression = (Node *) castNode(RelabelType, expression)->arg;
		else if (IsA(expression, CoerceViaIO))
			expression = (Node *) castNode(CoerceViaIO, expression)->arg;
		else if (IsA(expression, CoalesceExpr))
			expression = llast(castNode(CoalesceExpr, expression)->args);
		else if (!IsA(expression, FuncExpr))
			return NULL;
		else if (is_unchanged(castNode(FuncExpr, expression)->funcid))
			return castNode(FuncExpr, expression);
		else if (castNode(FuncExpr, expression)->funcformat == COERCE_EXPLICIT_CAST ||
				 castNode(FuncExpr, expression)->funcformat == COERCE_IMPLICIT_CAST)
			expression = linitial(castNode(FuncExpr, expression)->args);
		else
			return NULL;
	}
	return NULL;
}

/*
 * What NULL stands for in an argument of a function, and the argument's name;
 * NULL where it has another default, or one that is not written down as a
 * value. Nothing is evaluated: the function may be anybody's, and we the
 * extension's owner.
 */
static Const *
meaning_of_null(Oid function, int arg, char **name)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
	Form_pg_proc form;
	Datum		value;
	bool		is_null;
	char	  **names;
	List	   *defaults;
	int			place;
	Node	   *meaning = NULL;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	form = (Form_pg_proc) GETSTRUCT(tuple);
	place = arg - (form->pronargs - form->pronargdefaults);
	value = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_proargdefaults, &is_null);
	if (!is_null && place >= 0 && place < form->pronargdefaults)
	{
		defaults = castNode(List, stringToNode(TextDatumGetCString(value)));
		meaning = (Node *) find_unchanged(list_nth(defaults, place));
	}
	if (meaning != NULL)
	{
		value = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_proargnames, &is_null);
		if (is_null || get_func_input_arg_names(value, (Datum) 0, &names) <= arg)
			elog(ERROR, "argument %d of function %u has no name", arg + 1, function);
		*name = names[arg];
		meaning = linitial(castNode(FuncExpr, meaning)->args);
	}
	ReleaseSysCache(tuple);
	return meaning != NULL && IsA(meaning, Const) ? castNode(Const, meaning) : NULL;
}

/* Makes of an argument that was given as NULL what empties the field, or notes that the field cannot be empty. */
static void
take_null(Call *call, int arg)
{
	char	   *name;
	Const	   *meaning = meaning_of_null(call->fcinfo->flinfo->fn_oid, arg, &name);

	if (meaning == NULL)
		return;
	if (meaning->constisnull)
	{
		problem_add(&call->problems, name, "missing", "must not be null: leave it away to keep what is there");
		return;
	}
	call->args[arg].value = datumCopy(meaning->constvalue, meaning->constbyval, meaning->constlen);
	call->args[arg].isnull = false;
}

/* See change.h. */
void
change_begin(Call *call, FunctionCallInfo fcinfo)
{
	Node	   *expression = fcinfo->flinfo->fn_expr;
	List	   *given = expression != NULL && IsA(expression, FuncExpr) ? castNode(FuncExpr, expression)->args : NIL;

	call_begin(call, fcinfo);
	for (int i = 0; i < fcinfo->nargs; i++)
		if (call->args[i].isnull && (i >= list_length(given) || find_unchanged(list_nth(given, i)) == NULL))
			take_null(call, i);
}

/* unchanged(empty anyelement) returns anyelement: NULL; see above. */
Datum
outlay_unchanged(PG_FUNCTION_ARGS)
{
	PG_RETURN_NULL();
}

/*
 * null_empties(function oid, arg integer) returns boolean: whether NULL empties
 * the field of an argument, counted from 1; NULL where the argument's default is
 * not outlay.unchanged().
 */
Datum
outlay_null_empties(PG_FUNCTION_ARGS)
{
	char	   *name;
	Const	   *meaning = meaning_of_null(PG_GETARG_OID(0), PG_GETARG_INT32(1) - 1, &name);

	if (meaning == NULL)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(!meaning->constisnull);
}
