/*-------------------------------------------------------------------------
 *
 * category.c
 *	  Categories: what money is spent on, as a tree.
 *
 * Whoever changes where a category stands in the tree holds the lock of the
 * organization's row: two who move one below the other at once would make a
 * circle, and neither row tells of the other's move. A category that expenses,
 * budgets or others below refer to is kept: it can be archived, but not deleted.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "books/category.h"
#include "books/money.h"
#include "call/audit.h"
#include "call/change.h"
#include "call/named.h"
#include "call/page.h"
#include "call/referenced.h"
#include "call/unique_key.h"
#include "call/validate.h"
#include "value/fold.h"

PG_FUNCTION_INFO_V1(outlay_create_category);
PG_FUNCTION_INFO_V1(outlay_get_category);
PG_FUNCTION_INFO_V1(outlay_list_categories);
PG_FUNCTION_INFO_V1(outlay_update_category);
PG_FUNCTION_INFO_V1(outlay_archive_category);
PG_FUNCTION_INFO_V1(outlay_delete_category);

/* The record of a row c of category. */
#define CATEGORY_RECORD \
	"ROW(c.id, c.parent_id, c.name, c.code, c.version, c.created_at, c.updated_at, c.archived_at)" \
	"::outlay.category_record"

static const TenantStatement find_other = {NAMED_FIND_OTHER("category"), 2, {TEXTOID, INT8OID}};
static const TenantStatement archive = {NAMED_ARCHIVE("category", "c", CATEGORY_RECORD), 2, {INT8OID, BOOLOID}};

static const Named categories = {
	.what = "category",
	.name_key = KEY_CATEGORY_NAME,
	.find_other = &find_other,
	.archive = &archive,
};

static const TenantStatement find_category = {
	"SELECT archived_at IS NOT NULL FROM category WHERE id = $1", 1, {INT8OID}
};

static Datum lock_category(Call *call);
static void lock_tree(Call *call);
static void check_place(Call *call, int arg, int64 moved);
static void check_code_free(Call *call, int arg, int64 except);
static void check_nothing_below(Call *call, Datum id, bool in_use, const char *hint);

/* Locks a category for a change and returns it; raises P0002 or OT412. Arguments 0 and 1: id and version. */
static Datum
lock_category(Call *call)
{
	static const TenantStatement lock = {
		"SELECT " CATEGORY_RECORD ", c.version FROM category c WHERE c.id = $1 FOR UPDATE", 1, {INT8OID}
	};
	Datum		id = call_arg(call, 0);
	Datum		row;

	if (!call_has(call, 0) || !call_row(call, &lock, &id, NULL, &row))
		call_not_found("category", call_id(call, 0));
	call_check_version(call, 1, (int32) call_int64(2), "category", DatumGetInt64(id));
	return row;
}

/* Waits until nobody else changes the tree, and keeps others from it until the end of the transaction. */
static void
lock_tree(Call *call)
{
	static const TenantStatement lock = {
		"SELECT FROM organization FOR NO KEY UPDATE"
	};

	call_run(call, &lock, NULL, NULL);
}

/*
 * Notes what is wrong with the parent that an argument names: there is none, it
 * is archived, it is below "moved" (0: a new category), or the tree would
 * become too deep. Locks the tree where one is named.
 */
static void
check_place(Call *call, int arg, int64 moved)
{
	static const TenantStatement above = {
		"WITH RECURSIVE above (id, parent_id, level) AS (SELECT id, parent_id, 1 FROM category WHERE id = $1 "
		"UNION ALL SELECT p.id, p.parent_id, level + 1 FROM above JOIN category p ON p.id = above.parent_id "
		"WHERE level <= " CppAsString2(CATEGORY_MAX_LEVELS) "), "
		"below (id, level) AS (SELECT $2, 1 "
		"UNION ALL SELECT c.id, level + 1 FROM below JOIN category c ON c.parent_id = below.id "
		"WHERE level <= " CppAsString2(CATEGORY_MAX_LEVELS) ") "
		"SELECT (SELECT count(*) FROM above WHERE id = $2), "
		"(SELECT max(level)::bigint FROM above) + (SELECT max(level)::bigint FROM below)",
		2, {INT8OID, INT8OID}
	};
	Datum		values[] = {call_arg(call, arg), Int64GetDatum(moved)};
	int			noted = call->problems.count;

	if (!call_has(call, arg) || DatumGetInt64(values[0]) == 0)
		return;
	lock_tree(call);
	money_check_reference(call, arg, "parent_id", false, &find_category, 0);
	if (call->problems.count > noted)
		return;
	call_run(call, &above, values, NULL);
	if (call_int64(1) > 0)
		problem_add(&call->problems, "parent_id", "circular", "is the category itself, or one below it");
	else if (call_int64(2) > CATEGORY_MAX_LEVELS)
		problem_add(&call->problems, "parent_id", "too_deep", "would make more than %d levels", CATEGORY_MAX_LEVELS);
}

/* Raises 23505 if one in use, but not "except", has the code that is an argument; arg < 0: the code of "except". */
static void
check_code_free(Call *call, int arg, int64 except)
{
	static const TenantStatement find = {
		"SELECT FROM category WHERE archived_at IS NULL AND id <> $2 "
		"AND " FOLDED("code") " = " FOLDED("coalesce($1, (SELECT code FROM category WHERE id = $2))"),
		2, {TEXTOID, INT8OID}
	};
	Datum		values[] = {arg < 0 ? (Datum) 0 : call_arg(call, arg), Int64GetDatum(except)};

	if (call_run(call, &find, values, arg < 0 ? "n " : NULL) > 0)
		unique_key_taken(KEY_CATEGORY_CODE);
}

/* Raises 23503 where other categories are below one; in_use: only those in use count. */
static void
check_nothing_below(Call *call, Datum id, bool in_use, const char *hint)
{
	static const TenantStatement find = {
		"SELECT FROM category WHERE parent_id = $1 AND (archived_at IS NULL OR NOT $2) LIMIT 1", 2, {INT8OID, BOOLOID}
	};
	Datum		values[] = {id, BoolGetDatum(in_use)};

	if (call_run(call, &find, values, NULL) > 0)
		problem_raise(ERRCODE_FOREIGN_KEY_VIOLATION, "id", "referenced", "other categories are below this one", hint);
}

/*
 * create_category(name text, parent_id bigint, code text) returns
 * outlay.category_record. parent_id NULL or 0: at the top. 22023: name missing
 * or too long, parent unknown, archived, too deep; 23505: name or code in use.
 */
Datum
outlay_create_category(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{0, "name", RULE_TEXT, true, 1, 100},
		{2, "code", RULE_TEXT, false, 0, 20},
	};
	static const TenantStatement insert = {
		"INSERT INTO category AS c (name, parent_id, code) VALUES ($1, nullif($2, 0), nullif($3, '')) "
		"ON CONFLICT DO NOTHING RETURNING " CATEGORY_RECORD ", c.id",
		3, {TEXTOID, INT8OID, TEXTOID}
	};
	Call		call;
	Datum		values[3];
	char		nulls[3];
	Datum		row;

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	check_place(&call, 1, 0);
	problem_check(&call.problems, "category");

	for (int i = 0; i < 3; i++)
	{
		values[i] = call_arg(&call, i);
		nulls[i] = call_null(&call, i);
	}
	if (!call_row(&call, &insert, values, nulls, &row))
	{
		if (call_has(&call, 2))
			check_code_free(&call, 2, 0);
		unique_key_taken(KEY_CATEGORY_NAME);
	}
	audit_record(&call, "created", "category", call_int64(2), audit_no_record, audit_row(row));
	return call_end(&call, row);
}

/* get_category(id bigint) returns outlay.category_record. P0002: there is none. */
Datum
outlay_get_category(PG_FUNCTION_ARGS)
{
	static const TenantStatement get = {
		"SELECT " CATEGORY_RECORD " FROM category c WHERE c.id = $1", 1, {INT8OID}
	};
	Call		call;
	Datum		row;

	call_begin(&call, fcinfo);
	if (!call_has(&call, 0) || !call_row(&call, &get, &call_arg(&call, 0), NULL, &row))
		call_not_found("category", call_id(&call, 0));
	return call_end(&call, row);
}

/*
 * list_categories(contains text, parent_id bigint[], archived boolean, sort
 * text, after text, page_size integer) returns setof outlay.category_record.
 * archived NULL: both.
 */
Datum
outlay_list_categories(PG_FUNCTION_ARGS)
{
	static const TenantListing list = {
		.record = CATEGORY_RECORD,
		.from = "category c",
		.id = "c.id",
		.sort_arg = 3,
		.after_arg = 4,
		.size_arg = 5,
		.sorts = {
			{"id"},
			{"name", SORTED_TEXT("c.name"), TEXTOID},
			{"code", SORTED_TEXT("coalesce(c.code, '')"), TEXTOID},
		},
		.filter_count = 3,
		.filters = {
			{"contains", 0, TEXTOID, CONTAINS_FOLDED("concat_ws(' ', c.code, c.name)"), .folded = true},
			{"parent_id", 1, INT8OID, .column = "c.parent_id"},
			{"archived", 2, BOOLOID, "(c.archived_at IS NOT NULL) = $?"},
		},
	};
	Call		call;

	call_begin(&call, fcinfo);
	return page_return(&call, &list);
}

/*
 * update_category(id bigint, version integer, name text, parent_id bigint, code
 * text) returns outlay.category_record. What is not given stays; parent_id NULL
 * or 0 brings it to the top, code NULL or empty takes the code away. P0002,
 * OT412, 22023, 23505.
 */
Datum
outlay_update_category(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{2, "name", RULE_TEXT, false, 1, 100},
		{4, "code", RULE_TEXT, false, 0, 20},
	};
	static const TenantStatement update = {
		"UPDATE category c SET name = coalesce($2, name), "
		"parent_id = CASE WHEN $3 IS NULL THEN parent_id ELSE nullif($3, 0) END, "
		"code = CASE WHEN $4 IS NULL THEN code ELSE nullif($4, '') END, "
		"version = version + 1, updated_at = now() WHERE c.id = $1 AND (c.name <> $2 "
		"OR c.parent_id IS DISTINCT FROM nullif(coalesce($3, c.parent_id), 0) "
		"OR c.code IS DISTINCT FROM nullif(coalesce($4, c.code), '')) RETURNING " CATEGORY_RECORD,
		4, {INT8OID, TEXTOID, INT8OID, TEXTOID}
	};
	Call		call;
	Datum		values[4];
	char		nulls[] = {' ', ' ', ' ', ' '};
	Datum		before;
	Datum		row;

	change_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	check_place(&call, 3, call_id(&call, 0));
	problem_check(&call.problems, "category");

	before = lock_category(&call);
	values[0] = call_arg(&call, 0);
	for (int i = 1; i < 4; i++)
	{
		values[i] = call_arg(&call, i + 1);
		nulls[i] = call_null(&call, i + 1);
	}
	if (call_has(&call, 2))
		named_check_free(&call, &categories, 2, DatumGetInt64(values[0]));
	if (call_has(&call, 4))
		check_code_free(&call, 4, DatumGetInt64(values[0]));
	if (!call_row(&call, &update, values, nulls, &row))
		return call_end(&call, before);
	audit_record(&call, "updated", "category", DatumGetInt64(values[0]), audit_row(before), audit_row(row));
	return call_end(&call, row);
}

/*
 * archive_category(id bigint, version integer, archived boolean) returns
 * outlay.category_record. archived false brings it back. P0002, OT412; 23503:
 * others in use are below it, or the one above is archived; 23505: its name or
 * code is in use meanwhile.
 */
Datum
outlay_archive_category(PG_FUNCTION_ARGS)
{
	static const TenantStatement find_archived_parent = {
		"SELECT FROM category c JOIN category p ON p.id = c.parent_id WHERE c.id = $1 AND p.archived_at IS NOT NULL",
		1, {INT8OID}
	};
	Call		call;
	Datum		before;
	Datum		id;

	call_begin(&call, fcinfo);
	lock_tree(&call);
	before = lock_category(&call);
	id = call_arg(&call, 0);
	if (!call_has(&call, 2) || DatumGetBool(call_arg(&call, 2)))
		check_nothing_below(&call, id, true, "Archive those below it first.");
	else
	{
		if (call_run(&call, &find_archived_parent, &id, NULL) > 0)
			problem_raise(ERRCODE_FOREIGN_KEY_VIOLATION, "parent_id", "archived", "the category above is archived",
						  "Bring that back first, or move this one to another.");
		check_code_free(&call, -1, DatumGetInt64(id));
	}
	return call_end(&call, named_archive(&call, &categories, before));
}

/*
 * delete_category(id bigint, version integer) returns outlay.category_record,
 * as it was. P0002, OT412; 23503: expenses, budgets, other categories or the policy refer
 * to it.
 */
Datum
outlay_delete_category(PG_FUNCTION_ARGS)
{
	static const TenantStatement referenced = {
		"SELECT WHERE EXISTS (SELECT FROM expense WHERE category_id = $1) "
		"OR EXISTS (SELECT FROM budget WHERE category_id = $1)",
		1, {INT8OID}
	};
	static const TenantStatement in_policy = {
		"SELECT FROM organization WHERE jsonb_path_exists(policy, "
		"'$.rules[*] ? (@.category_ids[*] == $id || @.allowed_ids[*] == $id)', jsonb_build_object('id', $1))",
		1, {INT8OID}
	};
	static const TenantStatement delete = {
		"DELETE FROM category WHERE id = $1", 1, {INT8OID}
	};
	Call		call;
	Datum		id;
	Datum		row;

	call_begin(&call, fcinfo);
	lock_tree(&call);
	row = lock_category(&call);
	id = call_arg(&call, 0);
	check_nothing_below(&call, id, false, "Move or delete those first.");
	if (call_run(&call, &referenced, &id, NULL) > 0)
		problem_raise(ERRCODE_FOREIGN_KEY_VIOLATION, "id", "referenced", "expenses or budgets refer to this category",
					  "Archive it instead.");
	if (call_run(&call, &in_policy, &id, NULL) > 0)
		problem_raise(ERRCODE_FOREIGN_KEY_VIOLATION, "id", "referenced",
					  "the organization's policy refers to this category",
					  "Take it out of the policy first, or archive it instead.");
	delete_referenced(&call, &delete, &id, "category", "Archive it instead.");
	audit_record(&call, "deleted", "category", DatumGetInt64(id), audit_row(row), audit_no_record);
	return call_end(&call, row);
}
