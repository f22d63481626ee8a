/*-------------------------------------------------------------------------
 *
 * me_preferences.c
 *	  How members want the application to look.
 *
 * One document for each member, wherever they log in. It is nobody else's, and
 * it is about no money: no record of the member shows it, no version counts its
 * changes, and the audit has none of them. What is given replaces what was
 * there, list by list, so that two devices change different things at once.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "call/validate.h"
#include "people/session.h"
#include "value/preferences.h"

PG_FUNCTION_INFO_V1(outlay_get_preferences);
PG_FUNCTION_INFO_V1(outlay_update_preferences);

/* The record of a row m of member. */
#define PREFERENCES_RECORD \
	"ROW(m.preferences ->> 'language', m.preferences ->> 'theme', coalesce(m.preferences -> 'columns', '{}'), " \
	"coalesce(m.preferences -> 'views', '{}'))::outlay.preferences_record"

static void check_lists(Call *call, int arg, const char *field, const char *(*fault) (Jsonb *));

/* get_preferences() returns outlay.preferences_record. 28000: an operator in psql has none. */
Datum
outlay_get_preferences(PG_FUNCTION_ARGS)
{
	static const TenantStatement get = {
		"SELECT " PREFERENCES_RECORD " FROM member m WHERE m.id = $1", 1, {INT8OID}
	};
	Call		call;
	Datum		id;
	Datum		row;

	call_begin(&call, fcinfo);
	id = Int64GetDatum(session_require_member(&call));
	if (!call_row(&call, &get, &id, NULL, &row))
		call_not_found("member", call.caller.member);
	return call_end(&call, row);
}

/* Notes what is wrong with an argument that is a document of lists. */
static void
check_lists(Call *call, int arg, const char *field, const char *(*fault) (Jsonb *))
{
	const char *message = call_has(call, arg) ? fault(DatumGetJsonbP(call_arg(call, arg))) : NULL;

	if (message != NULL)
		problem_add(&call->problems, field, "malformed", "%s", message);
}

/*
 * update_preferences(language text, theme text, columns jsonb, views jsonb)
 * returns outlay.preferences_record. A NULL leaves what is there; of columns
 * and views each list that is named is replaced, and taken away by null.
 * 22023: invalid, or more than is kept; 28000.
 */
Datum
outlay_update_preferences(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{0, "language", RULE_LOCALE},
		{1, "theme", RULE_CHOICE,.choices = PREFERENCES_THEMES},
	};
	static const TenantStatement update = {
		"UPDATE member m SET preferences = jsonb_strip_nulls(jsonb_build_object("
		"'language', coalesce($2, preferences ->> 'language'), 'theme', coalesce($3, preferences ->> 'theme'), "
		"'columns', coalesce(preferences -> 'columns', '{}') || coalesce($4, '{}'), "
		"'views', coalesce(preferences -> 'views', '{}') || coalesce($5, '{}'))) WHERE m.id = $1 "
		"RETURNING " PREFERENCES_RECORD ", m.preferences",
		5, {INT8OID, TEXTOID, TEXTOID, JSONBOID, JSONBOID}
	};
	Call		call;
	const char *message;
	bool		is_null;
	Datum		row;

	call_begin(&call, fcinfo);
	(void) session_require_member(&call);
	validate(&call, rules, lengthof(rules));
	check_lists(&call, 2, "columns", preferences_columns_fault);
	check_lists(&call, 3, "views", preferences_views_fault);
	problem_check(&call.problems, "preferences");

	if (!call_row(&call, &update,
				  (Datum[]) {Int64GetDatum(call.caller.member), call_arg(&call, 0), call_arg(&call, 1),
							 call_arg(&call, 2), call_arg(&call, 3)},
				  (char[]) {' ', call_null(&call, 0), call_null(&call, 1), call_null(&call, 2), call_null(&call, 3)},
				  &row))
		call_not_found("member", call.caller.member);
	/* Each part is right; that all together are too many shows only now. */
	message = preferences_fault(DatumGetJsonbP(call_column(2, &is_null)));
	if (message != NULL)
		problem_add(&call.problems, call_has(&call, 3) ? "views" : "columns", "too_long", "%s", message);
	problem_check(&call.problems, "preferences");
	return call_end(&call, row);
}
