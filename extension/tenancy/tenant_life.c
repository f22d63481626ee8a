/*-------------------------------------------------------------------------
 *
 * tenant_life.c
 *	  Finding, choosing and suspending tenants.
 *
 * All of it is for operators; a tenant's members come in through
 * outlay.enter().
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/guc.h"

#include "core/outlay.h"
#include "core/problem.h"
#include "core/role.h"
#include "core/row.h"
#include "core/search_path.h"
#include "directory/current.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "value/fold.h"
#include "value/rule.h"

/* Rows of list_tenants() in one page. */
#define DEFAULT_PAGE_SIZE 50
#define MAX_PAGE_SIZE 1000

#define REASON_MAX_LENGTH 200

PG_FUNCTION_INFO_V1(outlay_use_tenant);
PG_FUNCTION_INFO_V1(outlay_leave_tenant);
PG_FUNCTION_INFO_V1(outlay_current_tenant);
PG_FUNCTION_INFO_V1(outlay_list_tenants);
PG_FUNCTION_INFO_V1(outlay_suspend_tenant);
PG_FUNCTION_INFO_V1(outlay_resume_tenant);

static Datum set_status(FunctionCallInfo fcinfo, TenantStatus status, const char *reason);
static void return_tenants(FunctionCallInfo fcinfo, const Statement *list, Datum *values, const char *nulls,
						   uint64 most);

/*
 * use_tenant(slug text) returns outlay.tenant: sets the session's search_path
 * to the organization's schema. 3D000: there is none of that slug; OT403: it
 * is suspended. For operators.
 */
Datum
outlay_use_tenant(PG_FUNCTION_ARGS)
{
	TenantRow	row;

	check_operator("choose organizations");
	tenant_find(fcinfo, 0, &row);
	tenant_check_kept(&row);
	tenant_check_status(&row, true);
	(void) tenant_schema(&row);
	(void) set_config_option("search_path", search_path_for(row.schema), PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SET, true, 0, false);
	PG_RETURN_DATUM(tenant_record(row.id));
}

/*
 * leave_tenant() returns void: undoes use_tenant(). search_path is again what
 * the session began with; where it names no organization it stays as it is.
 * For operators.
 */
Datum
outlay_leave_tenant(PG_FUNCTION_ARGS)
{
	int64		id;

	check_operator("leave organizations");
	if (current_tenant_find(&id))
		(void) set_config_option("search_path", NULL, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SET, true, 0, false);
	PG_RETURN_VOID();
}

/* current_tenant() returns outlay.tenant: the one that search_path names; 3D000 where it names none. For operators. */
Datum
outlay_current_tenant(PG_FUNCTION_ARGS)
{
	TenantRow	row;
	int64		id = current_tenant();

	check_operator("look organizations up");
	if (!tenant_lookup_id(id, &row))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_DATABASE),
				 errmsg("there is no organization with number " INT64_FORMAT, id),
				 errhint("outlay.list_tenants() shows which there are.")));
	PG_RETURN_DATUM(tenant_record(id));
}

/*
 * list_tenants(contains text default null, status text default null, after
 * bigint default 0, page_size integer default 50) returns setof
 * outlay.tenant, by id, after the one given. contains: a part of name, slug,
 * e-mail or public number, in any case. status: NULL for all that are not
 * dropped. For operators.
 */
Datum
outlay_list_tenants(PG_FUNCTION_ARGS)
{
	static const Statement list = {
		"SELECT t, t.id FROM outlay.tenant t "
		"WHERE ($1 IS NULL OR position((" FOLDED("$1") ") IN "
		"(" FOLDED("concat_ws(' ', t.name, t.slug, t.business_email, t.organization_id)") ")) > 0) "
		"AND CASE WHEN $2 IS NULL THEN t.status <> 'dropped' ELSE t.status = $2 END "
		"AND t.id > $3 ORDER BY t.id LIMIT $4 + 1",
		4, {TEXTOID, TEXTOID, INT8OID, INT4OID}
	};
	Datum		values[4] = {(Datum) 0};
	char		nulls[] = "    ";
	Problems	problems = {0};
	int32		page_size = PG_ARGISNULL(3) ? DEFAULT_PAGE_SIZE : PG_GETARG_INT32(3);

	check_operator("list organizations");
	for (int i = 0; i < 2; i++)
	{
		values[i] = PG_ARGISNULL(i) ? (Datum) 0 : PG_GETARG_DATUM(i);
		nulls[i] = PG_ARGISNULL(i) ? 'n' : ' ';
	}
	values[2] = Int64GetDatum(PG_ARGISNULL(2) ? 0 : PG_GETARG_INT64(2));
	values[3] = Int32GetDatum(page_size);

	if (!PG_ARGISNULL(1) && !tenant_status_is_known(text_to_cstring(PG_GETARG_TEXT_PP(1))))
		problem_add(&problems, "status", "unknown_choice", "must be one of: active suspended dropped");
	if (page_size < 1 || page_size > MAX_PAGE_SIZE)
		problem_add(&problems, "page_size", "out_of_range", "must be between 1 and %d", MAX_PAGE_SIZE);
	problem_check(&problems, "list of organizations");

	return_tenants(fcinfo, &list, values, nulls, page_size);
	return (Datum) 0;
}

/*
 * suspend_tenant(slug text, reason text default null) returns outlay.tenant:
 * from now on every call for the organization is refused with OT403, which
 * tells the reason; its data stay. Of one that is suspended already it changes
 * the reason. 3D000: there is none; 22023: an invalid reason. For operators.
 */
Datum
outlay_suspend_tenant(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {{0, "reason", RULE_TEXT, false, 0, REASON_MAX_LENGTH}};
	const char *reason = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
	Problems	problems = {0};

	check_operator("suspend organizations");
	rule_check_texts(rules, lengthof(rules), &reason, &problems);
	problem_check(&problems, "reason");
	return set_status(fcinfo, TENANT_SUSPENDED, reason);
}

/* resume_tenant(slug text) returns outlay.tenant: undoes suspend_tenant(). 3D000: there is none. For operators. */
Datum
outlay_resume_tenant(PG_FUNCTION_ARGS)
{
	check_operator("resume organizations");
	return set_status(fcinfo, TENANT_ACTIVE, NULL);
}

/*
 * Changes the status of the tenant that the first argument names, and the
 * reason, where one is given; one that is dropped keeps its status.
 */
static Datum
set_status(FunctionCallInfo fcinfo, TenantStatus status, const char *reason)
{
	static const Statement update = {
		"UPDATE outlay.tenant SET status = $2, suspend_reason = CASE WHEN $2 = 'suspended' THEN "
		"coalesce($3, suspend_reason) END, updated_at = now() "
		"WHERE id = $1 AND (status <> $2 OR $3 <> coalesce(suspend_reason, ''))",
		3, {INT8OID, TEXTOID, TEXTOID}
	};
	Datum		values[3];
	TenantRow	row;
	Directory	directory;

	PreventCommandIfReadOnly("changing an organization");
	tenant_find_and_lock(fcinfo, 0, true, &row);
	tenant_check_kept(&row);

	values[0] = Int64GetDatum(row.id);
	values[1] = CStringGetTextDatum(tenant_status_name(status));
	values[2] = reason != NULL ? CStringGetTextDatum(reason) : (Datum) 0;
	directory_open(&directory);
	directory_run(&update, values, reason != NULL ? NULL : "  n");
	directory_close(&directory);
	PG_RETURN_DATUM(tenant_record(row.id));
}

/* Returns the rows of a statement, whose one column is the row as a whole, in a tuplestore. */
static void
return_tenants(FunctionCallInfo fcinfo, const Statement *list, Datum *values, const char *nulls, uint64 most)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Directory	directory;
	int64		last = 0;

	InitMaterializedSRF(fcinfo, 0);
	directory_open(&directory);
	directory_run(list, values, nulls);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		HeapTupleHeader row = DatumGetHeapTupleHeader(row_datum(i, 1));
		HeapTupleData tuple = {.t_len = HeapTupleHeaderGetDatumLength(row),.t_data = row};

		if (i == most)
		{
			ereport(NOTICE,
					(errmsg("there are more organizations"),
					 errhint("outlay.list_tenants(after => " INT64_FORMAT ") goes on; page_size is at most %d.", last,
							 MAX_PAGE_SIZE)));
			break;
		}
		last = row_int64(i, 2);
		tuplestore_puttuple(result->setResult, &tuple);
	}
	directory_close(&directory);
}
