/*-------------------------------------------------------------------------
 *
 * call_published.c
 *	  What outlayd calls for a route whose function it does not call itself.
 *
 * Who may have it called is looked at here: outlay_web, for who has entered;
 * outlay_console, for an operator who is logged in. How it is called is
 * published.c's.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"

#include "call/caller.h"
#include "call/reply.h"
#include "console/console.h"
#include "console/operator_session.h"
#include "http/console_call.h"
#include "http/published.h"

PG_FUNCTION_INFO_V1(outlay_call_published);
PG_FUNCTION_INFO_V1(outlay_call_published_file);

static const Route *find_route(FunctionCallInfo fcinfo);
static bool call(FunctionCallInfo fcinfo, Published *published, Answer *answer);
static void take_file(Datum row, bool is_null, void *argument);

/* The route that is called; raises unless who entered may call it. */
static const Route *
find_route(FunctionCallInfo fcinfo)
{
	const Caller *caller = caller_get();
	const Route *route = PG_ARGISNULL(0) ? NULL : route_find(PG_GETARG_INT32(0));

	if (!caller->entered)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION),
				 errmsg("nobody is logged in"),
				 errhint("Call outlay.enter() in the same transaction.")));
	if (route == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("there is no such route")));
	if ((route->scope == ROUTE_CONSOLE) != console_is_served() ||
		(route->for_operator && caller->console_operator == 0))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("this is for operators who are logged in at the console")));
	if (route->for_operator && !operator_session_is_good(caller->session))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION),
				 errmsg("this session is not valid or no longer valid"),
				 errhint("Log in.")));
	if ((route->scope == ROUTE_TENANT && caller->tenant == 0) ||
		(route->roles != 0 && (route->roles & caller->role) == 0))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s may not do this",
						caller->role ? member_role_name(caller->role) : "somebody not logged in")));
	return route;
}

/* Calls the function. False where an operator was refused, which is the answer then. */
static bool
call(FunctionCallInfo fcinfo, Published *published, Answer *answer)
{
	if (published->route->for_operator && !published->route->read_only)
		return console_call(fcinfo, published, answer);
	published_call(fcinfo, published, published_take_row, answer);
	return true;
}

/* Takes a file, and what it says of itself, for an answer; raises 42809 for anything else. */
static void
take_file(Datum row, bool is_null, void *argument)
{
	Answer	   *answer = argument;

	if (answer->published->type != published_own_type("file"))
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("the function of this route returns no file")));
	answer->file = reply_file(is_null ? NULL : DatumGetHeapTupleHeader(row));
	answer->has_file = true;
}

/*
 * call_published(route integer, names text[], VARIADIC "any") returns text:
 * calls the function of a route with arguments of these names, for who has
 * entered, and returns the body of the answer; NULL: none. For outlayd.
 * 28000: nobody has entered; 42501: not for this role; P0002: no such route;
 * 42883: no such argument, or one is missing.
 */
Datum
outlay_call_published(PG_FUNCTION_ARGS)
{
	Published	published = {.route = find_route(fcinfo)};
	Answer		answer = {.published = &published};
	text	   *body;

	if (reply_is_replayed() || !call(fcinfo, &published, &answer))
		body = reply_rows_end(NULL);
	else if (published.is_event)
		body = reply_rows_end_events(answer.rows);
	else if (published.call->funcretset)
		body = reply_rows_end_page(answer.rows);
	else
		body = reply_rows_end(answer.rows);
	if (body == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(body);
}

/* call_published_file(route integer, names text[], VARIADIC "any") returns bytea: the same for outlay.file. */
Datum
outlay_call_published_file(PG_FUNCTION_ARGS)
{
	Published	published = {.route = find_route(fcinfo)};
	Answer		answer = {.published = &published};

	published_call(fcinfo, &published, take_file, &answer);
	if (!answer.has_file)
		answer.file = reply_file(NULL);
	PG_RETURN_DATUM(answer.file);
}
