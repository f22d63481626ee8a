/*-------------------------------------------------------------------------
 *
 * call.c
 *	  One call of an SQL function for the current tenant.
 *
 * search_path says which tenant, and the tenant's role, which every statement
 * runs as, is allowed to see that tenant only: two walls, so that a mistake in
 * the first ends in an error at the second. Who may call what is in the route
 * table (route.c); a database role with the privileges of outlay_operator may
 * call everything.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/syscache.h"

#include "call/call.h"
#include "call/route.h"
#include "call/setting.h"
#include "call/unique_key.h"
#include "core/row.h"
#include "core/search_path.h"
#include "directory/current.h"
#include "directory/tenant.h"
#include "value/display.h"

static void call_authorize(Call *call);
static void call_become(Call *call, Oid role);
static const char *call_setting(int column, SettingId id);

/*
 * See call.h. Who entered an organization and has another path now, as inside
 * of a function with a path of its own, still calls for that organization.
 */
bool
call_find_tenant(int64 *tenant)
{
	if (current_tenant_find(tenant))
		return true;
	*tenant = caller_get()->entered ? caller_get()->tenant : 0;
	return *tenant != 0;
}

/* See call.h. */
int64
call_current_tenant(void)
{
	int64		tenant;

	return call_find_tenant(&tenant) ? tenant : current_tenant();
}

/*
 * Whether this caller may call this function for this tenant; raises if not.
 * outlay.enter() has checked the token, and that the tenant is active; an
 * operator comes without it.
 */
static void
call_authorize(Call *call)
{
	Caller	   *caller = &call->caller;
	int			roles;

	*caller = *caller_get();
	if (!caller->entered)
	{
		memset(caller, 0, sizeof(*caller));
		if (!role_is_operator(call->database_role))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION),
					 errmsg("nobody is logged in"),
					 errhint("Call outlay.enter() in the same transaction, or use a role with the privileges of %s.",
							 OUTLAY_OPERATOR_ROLE)));
		tenant_check_active(call->tenant);
		caller->is_operator = true;
		caller->tenant = call->tenant;
		return;
	}
	if (caller->tenant != call->tenant)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("search_path names another organization than the one that was entered")));
	if (!route_roles_of_function(call->fcinfo->flinfo->fn_oid, &roles) ||
		(roles != 0 && (roles & caller->role) == 0))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s may not do this",
						caller->role ? member_role_name(caller->role) : "somebody not logged in")));
}

/* Takes a copy of the arguments; for a function that validates them before there is a tenant. */
void
call_take_arguments(Call *call, FunctionCallInfo fcinfo)
{
	call->fcinfo = fcinfo;
	call->problems.count = 0;
	memcpy(call->args, fcinfo->args, sizeof(NullableDatum) * fcinfo->nargs);
}

/* Becomes the tenant's role, and connects to SPI. */
static void
call_become(Call *call, Oid role)
{
	int64		of_path;

	call->organization.loaded = false;
	call->holds_periods = false;
	role_become(&call->before, role);
	call->settings = current_tenant_find(&of_path) ? search_path_keep() :
		search_path_enter(psprintf(TENANT_SCHEMA, call->tenant));
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "could not connect to SPI");
}

/* Begins a call: the tenant, the caller's right, the tenant's role, SPI. */
void
call_begin(Call *call, FunctionCallInfo fcinfo)
{
	Oid			role;

	call_take_arguments(call, fcinfo);
	call->result_memory = CurrentMemoryContext;
	call->database_role = GetUserId();
	call->tenant = call_current_tenant();
	role = current_role_of(call->tenant);
	call_authorize(call);
	call_become(call, role);
}

/* See call.h. */
void
call_begin_beside(Call *call)
{
	call->caller = *caller_get();
	call->tenant = call->caller.tenant;
	call_become(call, current_role_of(call->tenant));
}

/* Ends a call that has no row to return. */
void
call_finish(Call *call)
{
	SPI_finish();
	search_path_leave(call->settings);
	role_return(&call->before);
}

/* Ends a call and returns its row, a composite, in the caller's memory. */
Datum
call_end(Call *call, Datum row)
{
	MemoryContext previous = MemoryContextSwitchTo(call->result_memory);
	Datum		result = datumCopy(row, false, -1);

	MemoryContextSwitchTo(previous);
	call_finish(call);
	return result;
}

/* Runs a statement; see call.h. */
uint64
call_run(Call *call, const Statement *statement, Datum *values, const char *nulls)
{
	uint64		rows;

	PG_TRY();
	{
		rows = plan_run(call->tenant, statement, values, nulls);
	}
	PG_CATCH();
	{
		unique_key_check_taken();
		PG_RE_THROW();
	}
	PG_END_TRY();
	return rows;
}

/* Runs a statement whose first column is a record; false where it gave no row. */
bool
call_row(Call *call, const Statement *statement, Datum *values, const char *nulls, Datum *row)
{
	bool		is_null;

	if (call_run(call, statement, values, nulls) == 0)
		return false;
	*row = call_column(1, &is_null);
	return true;
}

/* A column of the first row of the last statement. */
Datum
call_column(int column, bool *is_null)
{
	return SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, column, is_null);
}

/* A bigint or integer column of the first row, 0 for NULL. */
int64
call_int64(int column)
{
	bool		is_null;
	Datum		value = call_column(column, &is_null);

	if (is_null)
		return 0;
	return SPI_gettypeid(SPI_tuptable->tupdesc, column) == INT4OID ? DatumGetInt32(value) : DatumGetInt64(value);
}

/* A column of the first row as text, palloc'd; NULL for NULL. */
char *
call_text(int column)
{
	return row_text(0, column);
}

/* See call.h. In the current memory context. */
Datum
call_result_row(FunctionCallInfo fcinfo, Datum *values, bool *nulls, int count)
{
	TupleDesc	desc;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE || desc->natts != count)
		elog(ERROR, "function %u does not return a row of %d columns", fcinfo->flinfo->fn_oid, count);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

/* A column of the first row that is a setting; the operator's default for NULL. */
static const char *
call_setting(int column, SettingId id)
{
	const char *own = call_text(column);

	return own ? own : setting_default(id);
}

/*
 * Raises XX001 where the organization's settings are not the one row that they
 * are: only an administrator who writes to the table itself can have done that.
 */
void
call_check_settings(const Call *call, uint64 rows)
{
	if (rows != 1)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("the organization's settings are missing or double"),
				 errdetail("Table " TENANT_SCHEMA ".organization has " UINT64_FORMAT " rows instead of one.",
						   call->tenant, rows),
				 errhint("Leave one row in it. Where there is none, take it from a snapshot or a backup, or insert one "
						 "with \"currency\" and \"decimals\" of the amounts that there are; the rest has defaults.")));
}

/* The organization's settings, read once a call. */
const Organization *
call_organization(Call *call)
{
	static const TenantStatement read_organization = {
		"SELECT currency::text, decimals::integer, over_budget::text, over_account::text, time_zone::text, "
		"approval::text, outside_month::text, policy, closed_until FROM organization", 0
	};
	Organization *organization = &call->organization;

	if (!organization->loaded)
	{
		call_check_settings(call, call_run(call, &read_organization, NULL, NULL));
		strlcpy(organization->currency, call_text(1), sizeof(organization->currency));
		organization->decimals = (int) call_int64(2);
		organization->over_budget = call_setting(3, SETTING_OVER_BUDGET)[0];
		organization->over_account = call_setting(4, SETTING_OVER_ACCOUNT)[0];
		organization->zone = display_zone(call_setting(5, SETTING_TIME_ZONE));
		organization->today = display_today(organization->zone);
		organization->approval = strcmp(call_setting(6, SETTING_APPROVAL), "on") == 0;
		organization->outside_month = call_setting(7, SETTING_OUTSIDE_MONTH)[0];
		organization->policy = row_datum(0, 8);
		organization->closed_until = row_is_null(0, 9) ? DATEVAL_NOBEGIN : DatumGetDateADT(row_datum(0, 9));
		organization->loaded = true;
	}
	return organization;
}

/* Raises P0002 for a row that is not there, or not for this caller; id is 0 where none was given. */
void
call_not_found(const char *what, int64 id)
{
	ereport(ERROR,
			(errcode(ERRCODE_NO_DATA_FOUND),
			 id ? errmsg("there is no %s with id " INT64_FORMAT, what, id) :
			 errmsg("there is no %s without an id", what)));
}

/*
 * The optimistic lock: where the caller named the version that it has seen
 * (argument arg, NULL: whichever), raises OT412 if the row has moved on. id is
 * 0 for what there is one of.
 */
void
call_check_version(Call *call, int arg, int32 present, const char *what, int64 id)
{
	if (call_has(call, arg) && DatumGetInt32(call_arg(call, arg)) != present)
		ereport(ERROR,
				(errcode(ERRCODE_OUTLAY_VERSION_CONFLICT),
				 id ? errmsg("%s " INT64_FORMAT " was changed meanwhile", what, id) :
				 errmsg("the %s was changed meanwhile", what),
				 errhint("Read it again and repeat the change with its present version, %d.", present)));
}
