/*-------------------------------------------------------------------------
 *
 * department.c
 *	  Departments: the cost centres that budgets are given to.
 *
 * A department that budgets or members refer to is kept: it can be archived,
 * which takes it out of the way and frees its name, but not deleted.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "call/audit.h"
#include "call/call.h"
#include "call/change.h"
#include "call/named.h"
#include "call/page.h"
#include "call/referenced.h"
#include "call/unique_key.h"
#include "call/validate.h"
#include "people/member.h"
#include "value/fold.h"

PG_FUNCTION_INFO_V1(outlay_create_department);
PG_FUNCTION_INFO_V1(outlay_get_department);
PG_FUNCTION_INFO_V1(outlay_list_departments);
PG_FUNCTION_INFO_V1(outlay_update_department);
PG_FUNCTION_INFO_V1(outlay_archive_department);
PG_FUNCTION_INFO_V1(outlay_delete_department);

/* The record of a row d of department. */
#define DEPARTMENT_RECORD \
	"ROW(d.id, d.name, d.approver_id, d.version, d.created_at, d.updated_at, d.archived_at)::outlay.department_record"

static const TenantStatement find_other = {NAMED_FIND_OTHER("department"), 2, {TEXTOID, INT8OID}};
static const TenantStatement archive = {NAMED_ARCHIVE("department", "d", DEPARTMENT_RECORD), 2, {INT8OID, BOOLOID}};

static const Named departments = {
	.what = "department",
	.name_key = KEY_DEPARTMENT_NAME,
	.find_other = &find_other,
	.archive = &archive,
};

static Datum lock_department(Call *call);

/* Locks a department for a change and returns it; raises P0002 or OT412. Arguments 0 and 1: id and version. */
static Datum
lock_department(Call *call)
{
	static const TenantStatement lock = {
		"SELECT " DEPARTMENT_RECORD ", d.version FROM department d WHERE d.id = $1 FOR UPDATE", 1, {INT8OID}
	};
	Datum		id = call_arg(call, 0);
	Datum		row;

	if (!call_has(call, 0) || !call_row(call, &lock, &id, NULL, &row))
		call_not_found("department", call_id(call, 0));
	call_check_version(call, 1, (int32) call_int64(2), "department", DatumGetInt64(id));
	return row;
}

/*
 * create_department(name text) returns outlay.department_record.
 * 22023: name missing, blank, longer than 100 characters; 23505: name in use.
 */
Datum
outlay_create_department(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{0, "name", RULE_TEXT, true, 1, 100},
	};
	static const TenantStatement insert = {
		"INSERT INTO department AS d (name) VALUES ($1) "
		"ON CONFLICT (" FOLDED("name") ") WHERE archived_at IS NULL DO NOTHING "
		"RETURNING " DEPARTMENT_RECORD ", d.id",
		1, {TEXTOID}
	};
	Call		call;
	Datum		row;

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	problem_check(&call.problems, "department");

	if (!call_row(&call, &insert, &call_arg(&call, 0), NULL, &row))
		unique_key_taken(KEY_DEPARTMENT_NAME);
	audit_record(&call, "created", "department", call_int64(2), audit_no_record, audit_row(row));
	return call_end(&call, row);
}

/* get_department(id bigint) returns outlay.department_record. P0002: there is none. */
Datum
outlay_get_department(PG_FUNCTION_ARGS)
{
	static const TenantStatement get = {
		"SELECT " DEPARTMENT_RECORD " FROM department d WHERE d.id = $1", 1, {INT8OID}
	};
	Call		call;
	Datum		row;

	call_begin(&call, fcinfo);
	if (!call_has(&call, 0) || !call_row(&call, &get, &call_arg(&call, 0), NULL, &row))
		call_not_found("department", call_id(&call, 0));
	return call_end(&call, row);
}

/*
 * list_departments(contains text, archived boolean, sort text, after text,
 * page_size integer) returns setof outlay.department_record, the newest first.
 * archived NULL: both.
 */
Datum
outlay_list_departments(PG_FUNCTION_ARGS)
{
	static const TenantListing list = {
		.record = DEPARTMENT_RECORD,
		.from = "department d",
		.id = "d.id",
		.sort_arg = 2,
		.after_arg = 3,
		.size_arg = 4,
		.sorts = {
			{"id"},
			{"name", SORTED_TEXT("d.name"), TEXTOID},
		},
		.filter_count = 2,
		.filters = {
			{"contains", 0, TEXTOID, CONTAINS_FOLDED("d.name"), .folded = true},
			{"archived", 1, BOOLOID, "(d.archived_at IS NOT NULL) = $?"},
		},
	};
	Call		call;

	call_begin(&call, fcinfo);
	return page_return(&call, &list);
}

/*
 * update_department(id bigint, version integer, name text, approver_id bigint)
 * returns outlay.department_record. What is not given stays; approver NULL or 0
 * takes it away. Without version: without the optimistic lock. P0002, OT412,
 * 22023, 23505.
 */
Datum
outlay_update_department(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{2, "name", RULE_TEXT, false, 1, 100},
	};
	static const TenantStatement update = {
		"UPDATE department d SET name = coalesce($2, name), "
		"approver_id = CASE WHEN $3 IS NULL THEN approver_id ELSE nullif($3, 0) END, "
		"version = version + 1, updated_at = now() "
		"WHERE d.id = $1 AND (d.name <> $2 OR d.approver_id IS DISTINCT FROM nullif(coalesce($3, d.approver_id), 0)) "
		"RETURNING " DEPARTMENT_RECORD,
		3, {INT8OID, TEXTOID, INT8OID}
	};
	Call		call;
	Datum		values[3];
	char		nulls[] = {' ', ' ', ' '};
	Datum		before;
	Datum		row;

	change_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	member_check_approver(&call, 3, 0);
	problem_check(&call.problems, "department");

	before = lock_department(&call);
	values[0] = call_arg(&call, 0);
	values[1] = call_arg(&call, 2);
	nulls[1] = call_null(&call, 2);
	values[2] = call_arg(&call, 3);
	nulls[2] = call_null(&call, 3);
	if (call_has(&call, 2))
		named_check_free(&call, &departments, 2, DatumGetInt64(values[0]));
	if (!call_row(&call, &update, values, nulls, &row))
		return call_end(&call, before);
	audit_record(&call, "updated", "department", DatumGetInt64(values[0]), audit_row(before), audit_row(row));
	return call_end(&call, row);
}

/*
 * archive_department(id bigint, version integer, archived boolean) returns
 * outlay.department_record. archived false brings it back. P0002, OT412;
 * 23505: its name is in use meanwhile.
 */
Datum
outlay_archive_department(PG_FUNCTION_ARGS)
{
	Call		call;
	Datum		before;

	call_begin(&call, fcinfo);
	before = lock_department(&call);
	return call_end(&call, named_archive(&call, &departments, before));
}

/*
 * delete_department(id bigint, version integer) returns
 * outlay.department_record, as it was. P0002, OT412; 23503: budgets or members
 * refer to it, or a table of a DBA's.
 */
Datum
outlay_delete_department(PG_FUNCTION_ARGS)
{
	static const TenantStatement referenced = {
		"SELECT WHERE EXISTS (SELECT FROM budget WHERE department_id = $1) "
		"OR EXISTS (SELECT FROM member WHERE department_id = $1)",
		1, {INT8OID}
	};
	static const TenantStatement delete = {
		"DELETE FROM department WHERE id = $1", 1, {INT8OID}
	};
	Call		call;
	Datum		id;
	Datum		row;

	call_begin(&call, fcinfo);
	row = lock_department(&call);
	id = call_arg(&call, 0);
	if (call_run(&call, &referenced, &id, NULL) > 0)
		problem_raise(ERRCODE_FOREIGN_KEY_VIOLATION, "id", "referenced", "budgets or members refer to this department",
					  "Archive it instead.");
	delete_referenced(&call, &delete, &id, "department", "Archive it instead.");
	audit_record(&call, "deleted", "department", DatumGetInt64(id), audit_row(row), audit_no_record);
	return call_end(&call, row);
}
