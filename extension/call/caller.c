/*-------------------------------------------------------------------------
 *
 * caller.c
 *	  Who is calling, for the length of a transaction; outlay.enter().
 *
 * outlay_web serves every member of every tenant over the same connections.
 * enter() opens a transaction for one of them: it finds the tenant, checks the
 * token and the route, and keeps the answer here, in memory that SQL cannot
 * write. The end of the transaction forgets it, and so does the rollback of
 * the subtransaction that it was called in.
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

#include "call/call.h"
#include "call/caller.h"
#include "call/idempotency.h"
#include "call/page.h"
#include "call/reply.h"
#include "call/route.h"
#include "core/outlay.h"
#include "core/role.h"
#include "core/search_path.h"
#include "directory/tenant.h"
#include "people/cookie.h"
#include "people/session.h"

PG_FUNCTION_INFO_V1(outlay_enter);
PG_FUNCTION_INFO_V1(outlay_current_member);
PG_FUNCTION_INFO_V1(outlay_current_role);
PG_FUNCTION_INFO_V1(outlay_current_organization);

static Caller current;
static SubTransactionId entered_in = InvalidSubTransactionId;

static const struct
{
	const char *name;
	int			role;
}			role_names[] = {
	{"owner", ROLE_OWNER},
	{"admin", ROLE_ADMIN},
	{"approver", ROLE_APPROVER},
	{"member", ROLE_MEMBER},
	{"auditor", ROLE_AUDITOR},
};

/* The bit of a role's name, 0 where there is no such role. */
int
caller_role_from_name(const char *name)
{
	for (int i = 0; i < lengthof(role_names); i++)
		if (strcmp(role_names[i].name, name) == 0)
			return role_names[i].role;
	return 0;
}

/* The name of a role's bit. */
const char *
caller_role_name(int role)
{
	for (int i = 0; i < lengthof(role_names); i++)
		if (role_names[i].role == role)
			return role_names[i].name;
	return "";
}

/*
 * The bits of roles whose names, each once, are separated by blanks; 0 for
 * "none", -1 where anything else is among them.
 */
int
caller_roles_from_names(const char *names)
{
	int			roles = 0;
	char	   *copy = pstrdup(names);
	char	   *rest;

	if (strcmp(names, "none") == 0)
		return 0;
	for (char *name = strtok_r(copy, " ", &rest); name != NULL; name = strtok_r(NULL, " ", &rest))
	{
		int			role = caller_role_from_name(name);

		if (role == 0 || (roles & role) != 0)
			return -1;
		roles |= role;
	}
	return roles == 0 ? -1 : roles;
}

/* The names of roles, separated by blanks, in one order; "none" for no role. Palloc'd. */
char *
caller_role_names(int roles)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int i = 0; i < lengthof(role_names); i++)
		if ((roles & role_names[i].role) != 0)
			appendStringInfo(&names, "%s%s", names.len > 0 ? " " : "", role_names[i].name);
	return names.len > 0 ? names.data : pstrdup("none");
}

/* Who is calling. */
const Caller *
caller_get(void)
{
	return &current;
}

/* Forgets the caller at the end of a transaction. */
static void
caller_at_end(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT || event == XACT_EVENT_PREPARE)
	{
		/* Whoever comes next on this connection is somebody else. Not so in psql, where next_page() may come later. */
		if (current.entered)
			page_reset();
		memset(&current, 0, sizeof(current));
		entered_in = InvalidSubTransactionId;
	}
}

/* Forgets the caller when the subtransaction that entered is rolled back. */
static void
caller_at_sub_end(SubXactEvent event, SubTransactionId own, SubTransactionId parent, void *arg)
{
	if (own != entered_in)
		return;
	if (event == SUBXACT_EVENT_ABORT_SUB)
	{
		memset(&current, 0, sizeof(current));
		entered_in = InvalidSubTransactionId;
	}
	else if (event == SUBXACT_EVENT_COMMIT_SUB)
		entered_in = parent;
}

/* Called once, when the library is loaded. */
void
caller_init(void)
{
	RegisterXactCallback(caller_at_end, NULL);
	RegisterSubXactCallback(caller_at_sub_end, NULL);
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

	bool		is_member;
	int			level;

	if (token == NULL)
		return false;
	(void) cookie_split(token);
	level = search_path_enter(psprintf(TENANT_SCHEMA, tenant));
	is_member = session_authenticate(tenant, token, &member);
	search_path_leave(level);
	return is_member;
}

/*
 * The tenant that a request is for: by slug, else by host. Raises 3D000 where
 * there is none, OT403 where it is suspended, OT503 where its schema is too old.
 */
static int64
find_tenant(FunctionCallInfo fcinfo)
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
		strlcpy(current.known_as, tenant.slug, sizeof(current.known_as));
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
check_member(FunctionCallInfo fcinfo, const Route *route)
{
	char	   *token = PG_ARGISNULL(3) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(3));
	char	   *refresh_token = token ? cookie_split(token) : NULL;
	const char *device_token = refresh_token ? cookie_split(refresh_token) : NULL;

	if (device_token)
		strlcpy(current.device_token, device_token, sizeof(current.device_token));
	if (refresh_token)
		strlcpy(current.refresh_token, refresh_token, sizeof(current.refresh_token));
	if (refresh_token && token[0] == '\0')
		token = NULL;			/* the session has ended, and only the device is known yet */
	if (route->roles == 0)
		return;
	if (token == NULL || !session_authenticate(current.tenant, token, &current))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION),
				 errmsg(token == NULL ? "not logged in" : "this access token is not valid or no longer valid"),
				 errhint("Log in, or refresh the session.")));
	if ((current.role & route->roles) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s may not do this", caller_role_name(current.role))));
}

/* Sets search_path and, for a route that reads, read-only, until the transaction's end. */
static void
set_transaction(const Route *route)
{
	search_path_set(current.tenant != 0 ? psprintf(TENANT_SCHEMA, current.tenant) : OUTLAY_SCHEMA);
	if (route->read_only)
		(void) set_config_option("transaction_read_only", "on", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_LOCAL,
								 true, 0, false);
}

/* Shows the request's trace, or else the request, in pg_stat_activity and, as %a, in the server's log. */
static void
show_request(FunctionCallInfo fcinfo)
{
	char		id[sizeof(current.request_id)];
	char		name[NAMEDATALEN];

	copy_argument(fcinfo, PG_ARGISNULL(9) ? 5 : 9, id, sizeof(id));
	if (id[0] == '\0')
		return;
	snprintf(name, sizeof(name), "outlayd %s", id);
	(void) set_config_option("application_name", name, PGC_USERSET, PGC_S_SESSION, GUC_ACTION_LOCAL, true, 0, false);
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
 * suspended; 28000: no valid token; 42501: not for this role.
 */
Datum
outlay_enter(PG_FUNCTION_ARGS)
{
	const Route *route = PG_ARGISNULL(0) ? NULL : route_find(PG_GETARG_INT32(0));

	if (route == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("there is no such route")));

	memset(&current, 0, sizeof(current));
	current.route = route->id;
	/* Already now: where this raises and a savepoint catches it, what was noted of tenant and member goes too. */
	entered_in = GetCurrentSubTransactionId();
	reply_reset();
	page_reset();
	idempotency_reset();
	if (route->scope == ROUTE_TENANT)
		current.tenant = find_tenant(fcinfo);
	else if (route->scope == ROUTE_BASE)
		check_base_address(fcinfo);
	if (!PG_ARGISNULL(4))
		strlcpy(current.address,
				TextDatumGetCString(DirectFunctionCall1(network_host, PG_GETARG_DATUM(4))), sizeof(current.address));
	copy_argument(fcinfo, 2, current.slug, sizeof(current.slug));
	copy_argument(fcinfo, 5, current.request_id, sizeof(current.request_id));
	copy_argument(fcinfo, 6, current.user_agent, sizeof(current.user_agent));

	set_transaction(route);
	show_request(fcinfo);
	check_member(fcinfo, route);
	current.entered = true;
	if (!PG_ARGISNULL(7) && route->takes_key)
		begin_with_key(fcinfo, route->keeps_answer);
	PG_RETURN_VOID();
}

/*
 * Makes a tenant that this transaction has created the current one until its
 * end, for whoever entered at the base host, so that its first calls work.
 */
void
caller_use_tenant(int64 tenant)
{
	search_path_set(psprintf(TENANT_SCHEMA, tenant));
	current.tenant = tenant;
}

/* current_member() returns bigint: the id of the member who is calling; NULL for an operator or nobody. */
Datum
outlay_current_member(PG_FUNCTION_ARGS)
{
	if (!current.entered || current.member == 0)
		PG_RETURN_NULL();
	PG_RETURN_INT64(current.member);
}

/* current_role_name() returns text: the role of the member who is calling; NULL for an operator or nobody. */
Datum
outlay_current_role(PG_FUNCTION_ARGS)
{
	if (!current.entered || current.role == 0)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(caller_role_name(current.role)));
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
	int64		id = current.tenant;

	if (!current.entered)
		id = role_is_operator(GetUserId()) ? call_current_tenant() : 0;
	if (id == 0 || !tenant_lookup_id(id, &tenant))
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(tenant.name));
}
