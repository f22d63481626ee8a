/*-------------------------------------------------------------------------
 *
 * role.h
 *	  As whom a statement runs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_ROLE_H
#define OUTLAY_ROLE_H

/* What to return to: filled by role_become(), read by role_return(). */
typedef struct RoleSwitch
{
	Oid			userid;
	int			sec_context;
} RoleSwitch;

/* What the names of the roles that own tenants begin with. */
#define TENANT_ROLE_PREFIX "outlay_tenant_"

/* The role that provisions and looks after tenants; a DBA who is no superuser is made a member of it. */
#define OUTLAY_OPERATOR_ROLE "outlay_operator"

/* The role that the outlayd of the operators' console logs in as. */
#define OUTLAY_CONSOLE_ROLE "outlay_console"

extern void role_become(RoleSwitch *saved, Oid role);
extern void role_see_all_rows(void);
extern void role_return(const RoleSwitch *saved);
extern Oid	role_of_schema(Oid schema);
extern Oid	role_of_schema_named(const char *schema);
extern Oid	role_outlay_owner(void);
extern bool role_is_of_tenant(Oid role, int64 tenant);
extern char *role_stranger(Oid role);
extern bool role_is_operator(Oid role);
extern void check_operator(const char *what);

#endif							/* OUTLAY_ROLE_H */
