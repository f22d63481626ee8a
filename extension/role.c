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

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_namespace.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/syscache.h"

#include "outlay.h"
#include "role.h"

/*
 * role_become makes the given role the current user until role_return().
 * SET ROLE is refused meanwhile, and so is what would run later as whoever
 * calls: deferred triggers and held cursors.  A migration's trigger would
 * else be a superuser's at the end of a superuser's transaction.  After an
 * error the end of the transaction or subtransaction undoes the switch, so
 * callers need no PG_TRY; one that catches an error without a subtransaction
 * calls role_return() itself.
 */
void
role_become(RoleSwitch *saved, Oid role)
{
	GetUserIdAndSecContext(&saved->userid, &saved->sec_context);
	SetUserIdAndSecContext(role, saved->sec_context | SECURITY_LOCAL_USERID_CHANGE | SECURITY_RESTRICTED_OPERATION);
}

/* role_return undoes the role_become() that filled saved. */
void
role_return(const RoleSwitch *saved)
{
	SetUserIdAndSecContext(saved->userid, saved->sec_context);
}

/* role_of_schema returns the role that owns a schema. */
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

/* role_outlay_owner returns the role that owns the directory: the owner of the schema outlay. */
Oid
role_outlay_owner(void)
{
	return role_of_schema(get_namespace_oid(OUTLAY_SCHEMA, false));
}

/*
 * role_is_of_tenant tells whether a role is one that a tenant's statements may
 * run as: its own, and no superuser. Own is what the name says, with the
 * tenant's number in it, and behind a "_" what keeps the roles of several
 * databases apart (tenant_clone.c). The name is what a dump, a restore
 * elsewhere and a copy of the database keep; an OID is not, and the database's
 * name does not occur in it. Permission checks look the role up as well, so
 * that it is in the backend's cache already, and this costs a request nothing
 * that could be measured. schema_role() in schema/22_schema_catalogue.sql and
 * fleet_fingerprints() know the same rule.
 */
bool
role_is_of_tenant(Oid role, int64 tenant)
{
	HeapTuple	tuple = SearchSysCache1(AUTHOID, ObjectIdGetDatum(role));
	Form_pg_authid form;
	char		own[NAMEDATALEN];
	int			length = snprintf(own, sizeof(own), TENANT_ROLE_PREFIX INT64_FORMAT, tenant);
	bool		is_own;

	if (!HeapTupleIsValid(tuple))
		return false;
	form = (Form_pg_authid) GETSTRUCT(tuple);
	is_own = !form->rolsuper && strncmp(NameStr(form->rolname), own, length) == 0 &&
		(NameStr(form->rolname)[length] == '\0' || NameStr(form->rolname)[length] == '_');
	ReleaseSysCache(tuple);
	return is_own;
}

/* role_is_operator tells whether the role may look after tenants: a superuser, or a member of outlay_operator. */
bool
role_is_operator(Oid role)
{
	Oid			operator = get_role_oid(OUTLAY_OPERATOR_ROLE, true);

	return superuser_arg(role) || (OidIsValid(operator) && has_privs_of_role(role, operator));
}

/* check_operator raises unless the current user is an operator; "what" completes "only operators may …". */
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
