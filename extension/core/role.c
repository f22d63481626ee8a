/*-------------------------------------------------------------------------
 *
 * role.c
 *	  As whom a statement runs.
 *
 * The second wall between tenants is permissions: what C code runs for a
 * tenant runs as the role that owns the tenant's schema, and what it runs on
 * the directory runs as the owner of the schema outlay.  The switch is the
 * one that a SECURITY DEFINER function makes.  It needs no membership in the
 * role, so nobody has to be a member of ten thousand roles.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <ctype.h>

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_namespace.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/syscache.h"

#include "core/outlay.h"
#include "core/role.h"

PG_FUNCTION_INFO_V1(outlay_is_role_of_tenant);

static bool is_name_of_tenant(const char *name, int64 tenant);

/*
 * Makes the given role the current user until role_return(). SET ROLE is
 * refused meanwhile, and so is what would run later as whoever calls: deferred
 * triggers and held cursors. A migration's trigger would else be a superuser's
 * at the end of a superuser's transaction. After an error the end of the
 * transaction or subtransaction undoes the switch, so callers need no PG_TRY;
 * one that catches an error without a subtransaction calls role_return()
 * itself.
 */
void
role_become(RoleSwitch *saved, Oid role)
{
	GetUserIdAndSecContext(&saved->userid, &saved->sec_context);
	SetUserIdAndSecContext(role, saved->sec_context | SECURITY_LOCAL_USERID_CHANGE | SECURITY_RESTRICTED_OPERATION);
}

/*
 * Lets the role that was become see all rows of its own tables until
 * role_return(), also where they have FORCE ROW LEVEL SECURITY, as
 * PostgreSQL's own checks of foreign keys do.
 */
void
role_see_all_rows(void)
{
	RoleSwitch	now;

	GetUserIdAndSecContext(&now.userid, &now.sec_context);
	SetUserIdAndSecContext(now.userid, now.sec_context | SECURITY_NOFORCE_RLS);
}

/* Undoes the role_become() that filled saved. */
void
role_return(const RoleSwitch *saved)
{
	SetUserIdAndSecContext(saved->userid, saved->sec_context);
}

/* Returns the role that owns a schema. */
Oid
role_of_schema(Oid schema)
{
	HeapTuple	tuple = SearchSysCache1(NAMESPACEOID, ObjectIdGetDatum(schema));
	Oid			owner;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for schema %u", schema);
	owner = ((Form_pg_namespace) GETSTRUCT(tuple))->nspowner;
	ReleaseSysCache(tuple);
	return owner;
}

/*
 * Returns the role that owns the schema of a name, InvalidOid where there is
 * none: one lookup for both, as each request does.
 */
Oid
role_of_schema_named(const char *schema)
{
	HeapTuple	tuple = SearchSysCache1(NAMESPACENAME, CStringGetDatum(schema));
	Oid			owner;

	if (!HeapTupleIsValid(tuple))
		return InvalidOid;
	owner = ((Form_pg_namespace) GETSTRUCT(tuple))->nspowner;
	ReleaseSysCache(tuple);
	return owner;
}

/* Returns the role that owns the directory: the owner of the schema outlay. */
Oid
role_outlay_owner(void)
{
	return role_of_schema(get_namespace_oid(OUTLAY_SCHEMA, false));
}

/*
 * Tells whether a role's name makes it a tenant's own: it has the tenant's
 * number in it and behind that up to two more, each after a "_", which keep
 * the roles of several databases apart (create_role() in clone.c). The name is
 * what a dump, a restore elsewhere and a copy of the database keep; an OID is
 * not, and the database's name does not occur in it.
 */
static bool
is_name_of_tenant(const char *name, int64 tenant)
{
	char		own[NAMEDATALEN];
	int			length = snprintf(own, sizeof(own), TENANT_ROLE_PREFIX INT64_FORMAT, tenant);

	if (strncmp(name, own, length) != 0)
		return false;
	name += length;
	for (int i = 0; i < 2 && name[0] == '_' && isdigit((unsigned char) name[1]); i++)
		name += 1 + strspn(name + 1, "0123456789");
	return name[0] == '\0';
}

/*
 * is_role_of_tenant(role name, tenant bigint) returns boolean: whether a role
 * of that name is the tenant's own. NULL for NULL. For the SQL functions.
 */
Datum
outlay_is_role_of_tenant(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(is_name_of_tenant(NameStr(*PG_GETARG_NAME(0)), PG_GETARG_INT64(1)));
}

/*
 * Tells whether a role is one that a tenant's statements may run as: its own,
 * and no superuser. Permission checks look the role up as well, so that it is
 * in the backend's cache already, and this costs a request nothing that could
 * be measured.
 */
bool
role_is_of_tenant(Oid role, int64 tenant)
{
	HeapTuple	tuple = SearchSysCache1(AUTHOID, ObjectIdGetDatum(role));
	Form_pg_authid form;
	bool		is_own;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_authid) GETSTRUCT(tuple);
	is_own = !form->rolsuper && is_name_of_tenant(NameStr(form->rolname), tenant);
	ReleaseSysCache(tuple);
	return is_own;
}

/* Tells which role it is that nothing of a tenant may run as, and why. */
char *
role_stranger(Oid role)
{
	return psprintf("role \"%s\", which is %s", GetUserNameFromId(role, false),
					superuser_arg(role) ? "a superuser" : "not the organization's own");
}

/* Tells whether the role may look after tenants: a superuser, or a member of outlay_operator. */
bool
role_is_operator(Oid role)
{
	Oid			operator = get_role_oid(OUTLAY_OPERATOR_ROLE, true);

	return superuser_arg(role) || (OidIsValid(operator) && has_privs_of_role(role, operator));
}

/* Raises unless the current user is an operator; "what" completes "only operators may …". */
void
check_operator(const char *what)
{
	if (!role_is_operator(GetUserId()))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("only operators may %s", what),
				 errhint("An administrator can make you one: GRANT %s TO %s.", OUTLAY_OPERATOR_ROLE,
						 quote_identifier(GetUserNameFromId(GetUserId(), false)))));
}
