/*-------------------------------------------------------------------------
 *
 * console_call.c
 *	  What an operator does at the console, and its entry in the audit.
 *
 * The entry is in the transaction of what it tells of: both are there, or
 * neither. What is refused has to be told of, too, and an error would take the
 * entry along. So the function runs in a subtransaction. Where it raises what
 * a client is to blame for, that is undone, the entry says so, and the answer
 * is the one that outlayd would have made of the error. Whatever else it
 * raises goes on: the server is at fault, and its log has it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "call/caller.h"
#include "call/reply.h"
#include "console/operator_audit.h"
#include "core/attempt.h"
#include "core/outlay.h"
#include "directory/directory.h"
#include "http/console_call.h"

/* What the subtransaction is given, and what it finds out. */
typedef struct Act
{
	FunctionCallInfo fcinfo;
	Published  *published;
	Answer	   *answer;
	OperatorAct entry;
} Act;

/* The errors that are a client's, with status and code as outlayd has them. A class is its first two characters. */
static const struct
{
	const char *state;
	int			status;
	const char *code;
}			refusals[] =
{
	{"22", 422, "invalid"},
	{"23502", 422, "invalid"},
	{"23514", 422, "invalid"},
	{"23", 409, "conflict"},
	{"55000", 409, "conflict"},
	{"42501", 403, "forbidden"},
	{"3D000", 404, "not_found"},
	{"P0002", 404, "not_found"},
};

static void take_row(Datum row, bool is_null, void *argument);
static void run(void *argument);
static void note_arguments(FunctionCallInfo fcinfo, const Route *route, OperatorAct *entry);
static void find_tenant(OperatorAct *entry);
static void refuse(const ErrorData *error, OperatorAct *entry);

/* Takes a row of the answer. That of an organization says which one it is. */
static void
take_row(Datum row, bool is_null, void *argument)
{
	Act		   *act = argument;
	bool		null;

	if (!is_null && act->published->type == published_own_type("tenant"))
		act->entry.tenant = DatumGetInt64(GetAttributeByName(DatumGetHeapTupleHeader(row), "id", &null));
	published_take_row(row, is_null, act->answer);
}

/* Calls the function. */
static void
run(void *argument)
{
	Act		   *act = argument;

	published_call(act->fcinfo, act->published, take_row, act);
}

/*
 * Has the arguments by their names in the entry, and the organization that
 * they name. Where they have no names, or more than there are of them,
 * published_call() refuses the call. Those of a route with secrets are left
 * out: nobody could take them away again.
 */
static void
note_arguments(FunctionCallInfo fcinfo, const Route *route, OperatorAct *entry)
{
	Datum	   *names;
	int			count;
	int			bounds[1];
	int			first[1] = {1};
	Datum	   *values;
	bool	   *nulls;

	if (PG_ARGISNULL(1))
		return;
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT, &names, NULL, &count);
	values = palloc0(sizeof(Datum) * (count + 1));
	nulls = palloc(sizeof(bool) * (count + 1));
	memset(nulls, true, sizeof(bool) * (count + 1));
	for (int i = 0; i < count && i + PUBLISHED_OWN_ARGUMENTS < PG_NARGS(); i++)
	{
		int			place = PUBLISHED_OWN_ARGUMENTS + i;
		Oid			output;
		bool		varlena;
		char	   *printed;

		nulls[i] = PG_ARGISNULL(place);
		if (nulls[i])
			continue;
		getTypeOutputInfo(get_fn_expr_argtype(fcinfo->flinfo, place), &output, &varlena);
		printed = OidOutputFunctionCall(output, PG_GETARG_DATUM(place));
		values[i] = CStringGetTextDatum(printed);
		if (strcmp(TextDatumGetCString(names[i]), "slug") == 0)
			entry->organization = printed;
	}
	if (count == 0 || route->secret)
		return;
	bounds[0] = count;
	entry->names = PG_GETARG_DATUM(1);
	entry->values = PointerGetDatum(construct_md_array(values, nulls, 1, bounds, first, TEXTOID, -1, false,
													   TYPALIGN_INT));
}

/* Finds the number of the organization that is named; it may have another name afterwards. */
static void
find_tenant(OperatorAct *entry)
{
	static const Statement find = {
		"SELECT t.id FROM outlay.tenant t WHERE t.slug = $1 UNION ALL "
		"SELECT a.tenant_id FROM outlay.tenant_alias a WHERE a.slug = $1",
		1, {TEXTOID}
	};
	Datum		slug;

	if (entry->organization == NULL)
		return;
	slug = CStringGetTextDatum(entry->organization);
	(void) directory_number(&find, &slug, &entry->tenant);
}

/* Makes an error the answer and has it in the entry, or raises it again. */
static void
refuse(const ErrorData *error, OperatorAct *entry)
{
	const char *state = unpack_sql_state(error->sqlerrcode);

	for (int i = 0; i < lengthof(refusals); i++)
	{
		ReplyProblem problem = {
			.status = refusals[i].status,.code = refusals[i].code,.detail = error->message,.errors = error->detail,
			.hint = error->hint
		};

		if (strncmp(state, refusals[i].state, strlen(refusals[i].state)) != 0)
			continue;
		entry->result = pstrdup(state);
		entry->message = error->message;
		reply_problem(&problem);
		return;
	}
	ReThrowError((ErrorData *) error);
}

/*
 * Calls the function of a route for the operator who is calling, and writes
 * the entry. False where it was refused: the answer is left then.
 */
bool
console_call(FunctionCallInfo fcinfo, Published *published, Answer *answer)
{
	Act			act = {
		.fcinfo = fcinfo,.published = published,.answer = answer,
		.entry = {.operator_id = caller_get()->console_operator,.result = OPERATOR_AUDIT_DONE}
	};
	ErrorData  *error;

	act.entry.action = get_func_name(published->route->function);
	note_arguments(fcinfo, published->route, &act.entry);
	find_tenant(&act.entry);
	error = attempt(run, &act);
	if (error != NULL)
		refuse(error, &act.entry);
	operator_audit(&act.entry);
	return error == NULL;
}
