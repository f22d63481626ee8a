/*-------------------------------------------------------------------------
 *
 * own_role.c
 *	  The roles that services log in as do not change themselves.
 *
 * Every role may change its own settings and its own password, and PostgreSQL
 * has no privilege against it. Who has got hold of a service's connection
 * could so leave something behind for all that come later: a search_path, a
 * password of his own, parameters in the server's log. Nothing of a service
 * needs it, so the command is refused.
 *
 * The roles load the library with each session (00_roles.sql), or nothing
 * would be refused before the first call of a function.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "tcop/utility.h"

#include "core/own_role.h"
#include "core/role.h"

static const char *const service_roles[] = {"outlay_web", "outlay_mail", OUTLAY_CONSOLE_ROLE};

static ProcessUtility_hook_type inner_hook = NULL;

static bool changes_role(Node *command);
static void process_utility(PlannedStmt *plan, const char *text, bool read_only_tree, ProcessUtilityContext context,
							ParamListInfo params, QueryEnvironment *environment, DestReceiver *dest,
							QueryCompletion *completion);

/* Whether a role is one that a service logs in as. It reads no table itself. */
bool
own_role_is_service(Oid role)
{
	const char *name = GetUserNameFromId(role, true);

	for (int i = 0; name != NULL && i < lengthof(service_roles); i++)
		if (strcmp(name, service_roles[i]) == 0)
			return true;
	return false;
}

/* Whether a command changes a role, or who is a member of it. */
static bool
changes_role(Node *command)
{
	return IsA(command, AlterRoleSetStmt) || IsA(command, AlterRoleStmt) || IsA(command, GrantRoleStmt);
}

/* Refuses what changes a role to a service: by itself it could change none but its own. */
static void
process_utility(PlannedStmt *plan, const char *text, bool read_only_tree, ProcessUtilityContext context,
				ParamListInfo params, QueryEnvironment *environment, DestReceiver *dest, QueryCompletion *completion)
{
	if (changes_role(plan->utilityStmt) && own_role_is_service(GetUserId()))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("role \"%s\" may not change itself", GetUserNameFromId(GetUserId(), false)),
				 errhint("A superuser can change its settings and its password.")));
	if (inner_hook != NULL)
		inner_hook(plan, text, read_only_tree, context, params, environment, dest, completion);
	else
		standard_ProcessUtility(plan, text, read_only_tree, context, params, environment, dest, completion);
}

/* Called once, when the library is loaded, after empty_index_init(), which must not find an inner hook of ours. */
void
own_role_init(void)
{
	inner_hook = ProcessUtility_hook;
	ProcessUtility_hook = process_utility;
}
