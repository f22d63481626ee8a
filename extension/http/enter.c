/*-------------------------------------------------------------------------
 *
 * enter.c
 *	  outlay.enter(): a transaction begins for one caller of one route.
 *
 * It finds the tenant, checks the token and the route, and notes who is calling
 * (call/caller.c). From there on every function checks once more, by the same
 * route table, that this caller may call it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/inet.h"

#include "call/caller.h"
#include "call/idempotency.h"
#include "call/route.h"
#include "console/console.h"
#include "console/operator_session.h"
#include "core/compat.h"
#include "core/guc.h"
#include "core/outlay.h"
#include "core/problem.h"
#include "core/role.h"
#include "core/search_path.h"
#include "directory/current.h"
#include "directory/member_role.h"
#include "directory/tenant.h"
#include "http/enter.h"
#include "people/cookie.h"
#include "people/session.h"

PG_FUNCTION_INFO_V1(outlay_enter);
PG_FUNCTION_INFO_V1(outlay_current_organization);

/* Web origins that may call the API from a browser, separated by commas; * is any. SQL reads it. */
static char *allowed_origins = NULL;

static void copy_argument(FunctionCallInfo fcinfo, int arg, char *to, size_t size);
static bool comes_from_member(int64 tenant, FunctionCallInfo fcinfo);
static int64 find_tenant(FunctionCallInfo fcinfo, Caller *caller);
static void check_base_address(FunctionCallInfo fcinfo);
static void check_member(FunctionCallInfo fcinfo, const Route *route, Caller *caller);
static void enter_console(FunctionCallInfo fcinfo, const Route *route, Caller *caller);
static void set_transaction(const Route *route, int64 tenant);
static void show_request(FunctionCallInfo fcinfo);
static void begin_with_key(FunctionCallInfo fcinfo, bool keep);

/* Defines the setting. */
void
enter_init(void)
{
	DefineCustomStringVariable("outlay.allowed_origins",
							   "Web origins that may call the API from a browser, separated by commas.",
							   "Empty: only an organization's own. An asterisk is every origin, without cookies.",
							   &allowed_origins,
							   "",
							   PGC_SUSET,
							   0, NULL, NULL, NULL);
}

/* Copies a text argument, cut to whole characters that fit; empty for NULL. */
static void
copy_argument(FunctionCallInfo fcinfo, int arg, char *to, size_t size)
{
	text	   *value;
	int			length;

	to[0] = '\0';
	if (PG_ARGISNULL(arg))
		return;
	value = PG_GETARG_TEXT_PP(arg);
	length = pg_mbcliplen(VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), size - 1);
	memcpy(to, VARDATA_ANY(value), length);
	to[length] = '\0';
}

/* Whether a request comes with the token of a member of a tenant. */
static bool
comes_from_member(int64 tenant, FunctionCallInfo fcinfo)
{
	Caller		member = {0};
	char	   *token = PG_ARGISNULL(3) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(3));

	if (token == NULL)
		return false;
	(void) cookie_split(token);
	return session_authenticate(tenant, token, &member);
}

/*
 * The tenant that a request is for: by slug, else by host. Raises 3D000 where
 * there is none, OT403 where it is suspended, OT503 where its schema is too old.
 */
static int64
find_tenant(FunctionCallInfo fcinfo, Caller *caller)
{
	TenantRow	tenant;
	char	   *slug = PG_ARGISNULL(2) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(2));
	char	   *host = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));

	if (slug == NULL && tenant_is_base_host(host))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_DATABASE),
				 errmsg("this address belongs to no organization"),
				 errhint("Use the organization's own host name, or /t/<its slug>/ before the path.")));
	if (slug ? !tenant_lookup_address(slug, &tenant) : !tenant_lookup_host(host, &tenant))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_DATABASE),
				 errmsg("there is no organization at this address")));
	tenant_check_served(&tenant, tenant.status == TENANT_SUSPENDED && comes_from_member(tenant.id, fcinfo));
	if (slug ? strcmp(slug, tenant.slug) != 0 : !tenant_has_default_host(&tenant, host))
		strlcpy(caller->known_as, tenant.slug, sizeof(caller->known_as));
	return tenant.id;
}

/* Refuses a call of the base host that comes to an organization's address. */
static void
check_base_address(FunctionCallInfo fcinfo)
{
	if (!PG_ARGISNULL(2) || !tenant_is_base_host(PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1))))
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("this address belongs to an organization"),
				 errhint("Call the base host instead.")));
}

/* Checks the token and the role that a route asks for; fills in who is calling. */
static void
check_member(FunctionCallInfo fcinfo, const Route *route, Caller *caller)
{
	char	   *token = PG_ARGISNULL(3) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(3));
	char	   *refresh_token = token ? cookie_split(token) : NULL;
	const char *device_token = refresh_token ? cookie_split(refresh_token) : NULL;

	if (device_token)
		strlcpy(caller->device_token, device_token, sizeof(caller->device_token));
	if (refresh_token)
		strlcpy(caller->refresh_token, refresh_token, sizeof(caller->refresh_token));
	if (refresh_token && token[0] == '\0')
		token = NULL;			/* the session has ended, and only the device is known yet */
	if (route->roles == 0)
		return;
	if (token == NULL || !session_authenticate(caller->tenant, token, caller))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION),
				 errmsg(token == NULL ? "not logged in" : "this access token is not valid or no longer valid"),
				 errhint("Log in, or refresh the session.")));
	if ((caller->role & route->roles) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s may not do this", member_role_name(caller->role))));
}

/*
 * Checks where a call of the console comes from, and its token, while the
 * transaction can still write: that the session is used is noted.
 */
static void
enter_console(FunctionCallInfo fcinfo, const Route *route, Caller *caller)
{
	char	   *token = PG_ARGISNULL(3) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(3));
	char	   *rest = token != NULL ? cookie_split(token) : NULL;

	/* By a snapshot that stays no session ends, and an operator who is deactivated stays active. */
	if (IsolationUsesXactSnapshot())
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("the console cannot be entered with a snapshot that stays"),
				 errhint("Enter it in a transaction that is READ COMMITTED.")));
	console_check_address(PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1)),
						  PG_ARGISNULL(2) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(2)));
	if (rest != NULL)
		strlcpy(caller->refresh_token, rest, sizeof(caller->refresh_token));
	if (route->for_operator && (token == NULL || !operator_session_authenticate(token, caller)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION),
				 errmsg(token == NULL ? "not logged in" : "this session is not valid or no longer valid"),
				 errhint("Log in.")));
}

/* Sets search_path and, for a route that reads, read-only, until the transaction's end. A standby takes no other. */
static void
set_transaction(const Route *route, int64 tenant)
{
	search_path_set(tenant != 0 ? psprintf(TENANT_SCHEMA, tenant) : OUTLAY_SCHEMA);
	if (route->read_only)
		guc_local("transaction_read_only", "on");
	else
		PreventCommandDuringRecovery("a request that writes");
}

/* Shows the request's trace, or else the request, in pg_stat_activity and, as %a, in the server's log. */
static void
show_request(FunctionCallInfo fcinfo)
{
	char		id[sizeof(((Caller *) NULL)->request_id)];
	char		name[NAMEDATALEN];

	copy_argument(fcinfo, PG_ARGISNULL(9) ? 5 : 9, id, sizeof(id));
	if (id[0] == '\0')
		return;
	snprintf(name, sizeof(name), "outlayd %s", id);
	guc_local("application_name", name);
}

/* Begins a request with an idempotency key. */
static void
begin_with_key(FunctionCallInfo fcinfo, bool keep)
{
	char	   *key = text_to_cstring(PG_GETARG_TEXT_PP(7));
	char	   *request_hash = PG_ARGISNULL(8) ? "" : text_to_cstring(PG_GETARG_TEXT_PP(8));

	if (key[0] == '\0' || strlen(key) > 100 || strlen(request_hash) > 64)
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "idempotency_key", "malformed",
					  "an idempotency key has 1 to 100 bytes", NULL);
	idempotency_begin(key, request_hash, keep);
}

/*
 * enter(route integer, host text, slug text, token text, address inet,
 *		 request_id text, user_agent text, idempotency_key text,
 *		 request_hash text, trace_id text) returns void
 *
 * Opens the current transaction for one caller of one route; see
 * ARCHITECTURE.md. P0002: no such route; 3D000: no such organization; OT403:
 * suspended; 28000: no valid token; 42501: not for this role; 25006: a route
 * that writes, on a standby.
 */
Datum
outlay_enter(PG_FUNCTION_ARGS)
{
	const Route *route = PG_ARGISNULL(0) ? NULL : route_find(PG_GETARG_INT32(0));
	Caller	   *caller;

	/* What the two services may call has nothing in common. */
	if (route == NULL || (route->scope == ROUTE_CONSOLE) != console_is_served())
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("there is no such route")));

	/* Already now: where this raises and a savepoint catches it, what was noted of tenant and member goes too. */
	caller = &request_begin()->caller;
	caller->route = route->id;
	if (route->scope == ROUTE_TENANT)
		caller->tenant = find_tenant(fcinfo, caller);
	else if (route->scope == ROUTE_BASE)
		check_base_address(fcinfo);
	else if (route->scope == ROUTE_CONSOLE)
		enter_console(fcinfo, route, caller);
	if (!PG_ARGISNULL(4))
		strlcpy(caller->address,
				TextDatumGetCString(DirectFunctionCall1(network_host, PG_GETARG_DATUM(4))), sizeof(caller->address));
	copy_argument(fcinfo, 2, caller->slug, sizeof(caller->slug));
	copy_argument(fcinfo, 5, caller->request_id, sizeof(caller->request_id));
	copy_argument(fcinfo, 6, caller->user_agent, sizeof(caller->user_agent));

	set_transaction(route, caller->tenant);
	show_request(fcinfo);
	if (route->scope != ROUTE_CONSOLE)
		check_member(fcinfo, route, caller);
	caller->entered = true;
	if (!PG_ARGISNULL(7) && route->takes_key)
		begin_with_key(fcinfo, route->keeps_answer);
	PG_RETURN_VOID();
}

/*
 * current_organization() returns text: the name of the organization that the
 * caller has entered; NULL for nobody and at the base host. For an operator
 * it is the one that search_path names.
 */
Datum
outlay_current_organization(PG_FUNCTION_ARGS)
{
	TenantRow	tenant;
	int64		id = caller_get()->tenant;

	if (!caller_get()->entered)
		id = role_is_operator(GetUserId()) ? current_tenant() : 0;
	if (id == 0 || !tenant_lookup_id(id, &tenant))
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(tenant.name));
}
