/*-------------------------------------------------------------------------
 *
 * signup.c
 *	  The first steps: a new organization with its owner, and finding one.
 *
 * sign_up(), check_address() and find_organization() are called at the base
 * host, by somebody who belongs to no organization yet. sign_up() checks everything that was
 * typed, of the organization and of its owner, before it creates anything;
 * then it goes on inside the new organization, in the same transaction.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/formatting.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "call/route.h"
#include "call/validate.h"
#include "directory/tenant.h"
#include "directory/tenant_name.h"
#include "directory/tenant_unique.h"
#include "people/login.h"
#include "people/member.h"
#include "people/session.h"
#include "people/signup.h"
#include "tenancy/tenant_create.h"
#include "value/password.h"
#include "value/text.h"

PG_FUNCTION_INFO_V1(outlay_sign_up);
PG_FUNCTION_INFO_V1(outlay_check_address);
PG_FUNCTION_INFO_V1(outlay_find_organization);
PG_FUNCTION_INFO_V1(outlay_register_first_member);

/* outlay.organization_address, and the first columns of outlay.sign_up_record. */
#define ADDRESS_COLUMNS		4

/* Whether anybody may create an organization over HTTP. */
static bool allow_sign_up = true;

/* Seconds in which a new organization's first member may register. */
static int	first_member_window = 600;

/* Whether that is so in API v2, too; API v1 has no other way to an owner. */
static bool first_member_in_v2 = false;

static void check_base_caller(void);
static void check_sign_up(void);
static void address_columns(const TenantRow *tenant, Datum *values);
static void read_sign_up(Call *call, TenantRequest *request, NewMember *owner);
static void check_may_be_first(void);
static void check_is_first(Call *call, const Statement *statement);

/* Defines the settings. */
void
signup_init(void)
{
	DefineCustomBoolVariable("outlay.allow_sign_up",
							 "Whether anybody may create an organization with sign_up().",
							 "Operators may always.",
							 &allow_sign_up,
							 true,
							 PGC_SUSET,
							 0, NULL, NULL, NULL);
	DefineCustomIntVariable("outlay.first_member_window",
							"Seconds in which a new organization's first member may register, as its owner.",
							"Zero switches that off.",
							&first_member_window,
							600, 0, 86400,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
	DefineCustomBoolVariable("outlay.first_member_in_v2",
							 "Whether the first member may register in API v2, too.",
							 "In API v1 the first member may, which has no other way to an owner.",
							 &first_member_in_v2,
							 false,
							 PGC_SUSET,
							 0, NULL, NULL, NULL);
}

/* Raises unless the caller is at the base host, or an operator in psql. */
static void
check_base_caller(void)
{
	if (!caller_get()->entered)
		check_operator("call this without outlay.enter()");
	else if (caller_get()->tenant != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("this is called at the base host, not at an organization's")));
}

/* Raises unless the caller is there and may create an organization. */
static void
check_sign_up(void)
{
	check_base_caller();
	if (!allow_sign_up && caller_get()->entered)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("signing up is switched off here"),
				 errhint("Ask who runs this service for an organization.")));
}

/* The columns of outlay.organization_address. */
static void
address_columns(const TenantRow *tenant, Datum *values)
{
	values[0] = CStringGetTextDatum(tenant->organization_id);
	values[1] = CStringGetTextDatum(tenant->slug);
	values[2] = CStringGetTextDatum(psprintf("%s.%s", tenant->slug, outlay_base_domain));
	values[3] = CStringGetTextDatum(tenant->name);
}

/* Checks all arguments of sign_up() and fills in what they ask for. */
static void
read_sign_up(Call *call, TenantRequest *request, NewMember *owner)
{
	static const Rule rules[] = {
		{2, "email", RULE_EMAIL, true, 1, MEMBER_MAX_EMAIL},
		{4, "first_name", RULE_TEXT, false, 0, MEMBER_MAX_NAME},
		{5, "last_name", RULE_TEXT, false, 0, MEMBER_MAX_NAME},
	};

	*request = (TenantRequest) {
		.name = member_argument(call, 0),
		.business_email = member_argument(call, 1),
		.business_phone = member_argument(call, 6),
		.slug = member_argument(call, 7),
		.currency = member_argument(call, 8),
		.categories = member_argument(call, 10),
	};
	tenant_validate(request, &call->problems);
	validate(call, rules, lengthof(rules));
	*owner = (NewMember) {
		.email = member_argument(call, 2),
		.role = "owner",
		.first_name = member_argument(call, 4),
		.last_name = member_argument(call, 5),
	};
	if (call_has(call, 3))
		password_check(&call->problems, "password", call_arg(call, 3),
					   (PasswordContext) {.email = owner->email,.organization = request->name,
					   .name = member_full_name(call, 4, 5)});
	else
		problem_add(&call->problems, "password", "missing", "is required");
	problem_check(&call->problems, "sign-up");
	owner->password_hash = member_hash_password(call_arg(call, 3));
}

/*
 * sign_up(name text, business_email text, email text, password text,
 * first_name text, last_name text, business_phone text, slug text, currency
 * text, device_token text, categories text) returns outlay.sign_up_record: a new
 * organization, its owner, and the owner's first session, and if device_token is given
 * (empty, since there is none yet), one for the next log-in. 22023: every field that is not valid; 23505: name or
 * slug in use; 42501: switched off by outlay.allow_sign_up.
 */
Datum
outlay_sign_up(PG_FUNCTION_ARGS)
{
	Call		call;
	TenantRequest request;
	TenantRow	tenant;
	NewMember	owner;
	Grant		grant;
	Datum		values[ADDRESS_COLUMNS + GRANT_COLUMNS];
	bool		nulls[ADDRESS_COLUMNS + GRANT_COLUMNS] = {false};
	const int	device = ADDRESS_COLUMNS + GRANT_SESSION_COLUMNS;
	Datum		row;

	check_sign_up();
	call_take_arguments(&call, fcinfo);
	read_sign_up(&call, &request, &owner);
	tenant_create(&request, &tenant);

	caller_use_tenant(tenant.id);
	call_begin(&call, fcinfo);
	session_open(&call, member_insert(&call, &owner, "created", &row), ROLE_OWNER, &grant);
	if (call_has(&call, 9))
		login_know_device(&call, owner.email, grant.member, &grant);
	address_columns(&tenant, values);
	session_grant_columns(&grant, values + ADDRESS_COLUMNS, nulls + ADDRESS_COLUMNS);
	/* The columns between say why a grant was refused, and what is still to be shown; not of this one. */
	values[device] = values[ADDRESS_COLUMNS + GRANT_COLUMNS - 1];
	nulls[device] = nulls[ADDRESS_COLUMNS + GRANT_COLUMNS - 1];
	return call_end(&call, call_result_row(fcinfo, values, nulls, device + 1));
}

/*
 * check_address(name text, slug text) returns outlay.address_check: what
 * sign_up() would do with them now. 22023: a name or slug that is not valid;
 * 42501: switched off by outlay.allow_sign_up.
 */
Datum
outlay_check_address(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{0, "name", RULE_TEXT, true, 1, TENANT_MAX_NAME},
		{1, "slug", RULE_TEXT, false, 0, SLUG_MAX_LENGTH,.refuse = tenant_slug_fault},
	};
	Call		call;
	const char *texts[2];
	const char *base;
	char	   *slug = NULL;
	Datum		values[4] = {0};
	bool		nulls[4] = {false};

	check_sign_up();
	call_take_arguments(&call, fcinfo);
	texts[0] = member_argument(&call, 0);
	texts[1] = member_argument(&call, 1);
	rule_check_texts(rules, lengthof(rules), texts, &call.problems);
	problem_check(&call.problems, "address");

	base = texts[1] != NULL ? texts[1] : tenant_name_slug(texts[0]);
	if (base != NULL)
	{
		slug = tenant_next_slug(base);
		values[0] = CStringGetTextDatum(slug);
		values[1] = CStringGetTextDatum(psprintf("%s.%s", slug, outlay_base_domain));
	}
	nulls[0] = nulls[1] = slug == NULL;
	values[2] = BoolGetDatum(!tenant_name_is_free(texts[0]));
	values[3] = BoolGetDatum(texts[1] != NULL && strcmp(slug, texts[1]) != 0);
	return call_result_row(fcinfo, values, nulls, lengthof(values));
}

/*
 * find_organization(organization_id text) returns outlay.organization_address.
 * P0002: there is none with that ID; OT403: it is suspended.
 */
Datum
outlay_find_organization(PG_FUNCTION_ARGS)
{
	TenantRow	tenant;
	Datum		values[ADDRESS_COLUMNS];
	bool		nulls[ADDRESS_COLUMNS] = {false};
	TextFault	fault;
	int			characters;
	char	   *id;

	check_base_caller();
	id = PG_ARGISNULL(0) ? "" : text_normalize(text_to_cstring(PG_GETARG_TEXT_PP(0)), &characters, &fault);
	if (!tenant_lookup_organization_id(asc_toupper(id, strlen(id)), &tenant) || tenant.status == TENANT_DROPPED)
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("there is no organization with this ID"),
				 errhint("An organization ID looks like ACM-4095.")));
	tenant_check_status(&tenant, !caller_get()->entered);
	address_columns(&tenant, values);
	PG_RETURN_DATUM(call_result_row(fcinfo, values, nulls, lengthof(values)));
}

/*
 * Raises 42501 where nobody but API v1, which has no other way to an owner,
 * lets the first member of an organization register: sign_up() makes both.
 */
static void
check_may_be_first(void)
{
	const Route *route = caller_get()->entered ? route_find(caller_get()->route) : NULL;

	if (route == NULL || first_member_in_v2 || strncmp(get_func_name(route->function), "v1_", 3) == 0)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("members join by invitation"),
			 errhint("Ask an owner or admin of the organization for one.")));
}

/* Raises 42501 unless the organization is new and has no member at all. */
static void
check_is_first(Call *call, const Statement *statement)
{
	Datum		seconds = Int32GetDatum(first_member_window);

	if (call_run(call, statement, &seconds, NULL) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("members join by invitation"),
				 errhint("Ask an owner or admin of the organization for one.")));
}

/*
 * register_first_member(email text, password text, first_name text, last_name
 * text) returns outlay.member_record: the owner of a new organization that has
 * no member at all. 42501: it has one, or is older than
 * outlay.first_member_window, or outlay.first_member_in_v2 is off; 22023.
 */
Datum
outlay_register_first_member(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{0, "email", RULE_EMAIL, true, 1, MEMBER_MAX_EMAIL},
		{2, "first_name", RULE_TEXT, false, 0, MEMBER_MAX_NAME},
		{3, "last_name", RULE_TEXT, false, 0, MEMBER_MAX_NAME},
	};
	static const TenantStatement look = {
		"SELECT FROM organization WHERE created_at > now() - make_interval(secs => $1) "
		"AND NOT EXISTS (SELECT FROM member)",
		1, {INT4OID}
	};

	/* A change, though of nothing: whoever waited for another's sees the member that it added. */
	static const TenantStatement lock = {
		"UPDATE organization SET version = version WHERE created_at > now() - make_interval(secs => $1)", 1, {INT4OID}
	};
	Call		call;
	NewMember	owner = {.role = "owner"};
	Datum		row;

	check_may_be_first();
	call_begin(&call, fcinfo);
	check_is_first(&call, &look);
	validate(&call, rules, lengthof(rules));
	member_check_password(&call, "password", 1, member_argument(&call, 0), member_full_name(&call, 2, 3));
	problem_check(&call.problems, "member");

	owner.email = member_argument(&call, 0);
	owner.first_name = member_argument(&call, 2);
	owner.last_name = member_argument(&call, 3);
	owner.password_hash = member_hash_password(call_arg(&call, 1));
	check_is_first(&call, &lock);
	check_is_first(&call, &look);
	member_insert(&call, &owner, "created", &row);
	return call_end(&call, row);
}
