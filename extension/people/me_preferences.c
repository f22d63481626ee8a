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

#include "call/change.h"
#include "call/validate.h"
#include "core/compat.h"
#include "people/session.h"
#include "value/preferences.h"

PG_FUNCTION_INFO_V1(outlay_get_preferences);
PG_FUNCTION_INFO_V1(outlay_update_preferences);

/* The record of a row m of member. */
#define PREFERENCES_RECORD \
	"ROW(m.preferences ->> 'language', m.preferences ->> 'theme', coalesce(m.preferences -> 'columns', '{}'), " \
	"coalesce(m.preferences -> 'views', '{}'))::outlay.preferences_record"

static bool is_empty(Call *call, int arg);
static bool is_json_null(Datum document);
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

/* Whether an argument is an empty text, which takes away what is there. */
static bool
is_empty(Call *call, int arg)
{
	return call_has(call, arg) && VARSIZE_ANY_EXHDR(DatumGetTextPP(call_arg(call, arg))) == 0;
}

/* Whether a document is null, which takes away all lists. */
static bool
is_json_null(Datum document)
{
	JsonbValue	value;

	return JsonbExtractScalar(&DatumGetJsonbP(document)->root, &value) && value.type == jbvNull;
}

/* Notes what is wrong with an argument that is a document of lists. */
static void
check_lists(Call *call, int arg, const char *field, const char *(*fault) (Jsonb *))
{
	const char *message = NULL;

	if (call_has(call, arg) && !is_json_null(call_arg(call, arg)))
		message = fault(DatumGetJsonbP(call_arg(call, arg)));
	if (message != NULL)
		problem_add(&call->problems, field, "malformed", "%s", message);
}

/*
 * update_preferences(language text, theme text, columns jsonb, views jsonb)
 * returns outlay.preferences_record. What is not given stays, a NULL or an empty
 * text takes it away. Of columns and views each list that is named is replaced,
 * and taken away by null; all are by a NULL.
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
		"'language', nullif(coalesce($2, preferences ->> 'language'), ''), "
		"'theme', nullif(coalesce($3, preferences ->> 'theme'), ''), "
		"'columns', CASE WHEN $4 = 'null' THEN '{}' "
		"ELSE coalesce(preferences -> 'columns', '{}') || coalesce($4, '{}') END, "
		"'views', CASE WHEN $5 = 'null' THEN '{}' "
		"ELSE coalesce(preferences -> 'views', '{}') || coalesce($5, '{}') END)) WHERE m.id = $1 "
		"RETURNING " PREFERENCES_RECORD ", m.preferences",
		5, {INT8OID, TEXTOID, TEXTOID, JSONBOID, JSONBOID}
	};
	Call		call;
	const char *message;
	bool		is_null;
	Datum		row;

	change_begin(&call, fcinfo);
	(void) session_require_member(&call);
	for (int i = 0; i < lengthof(rules); i++)
		if (!is_empty(&call, rules[i].arg))
			validate(&call, &rules[i], 1);
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
