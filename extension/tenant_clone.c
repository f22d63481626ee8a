/*-------------------------------------------------------------------------
 *
 * tenant_clone.c
 *	  Making a schema equal to the template.
 *
 * A clone runs the template's script (schema_ddl.c) in the new schema as its
 * owner. The script is parsed once in a backend; each clone runs copies of
 * the parse trees. Nothing here looks for the template's objects in the
 * catalogues, so a clone costs the same with ten tenants as with ten thousand.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "nodes/makefuncs.h"
#include "utils/guc.h"

#include "empty_index.h"
#include "role.h"
#include "search_path.h"
#include "tenant_clone.h"

/* Settings under which DDL runs in a tenant's schema: what the session has must not show in the schema. */
static const struct
{
	const char *name;
	const char *value;
}			ddl_settings[] =
{
	{"check_function_bodies", "off"},
	{"client_min_messages", "warning"},
	{"default_table_access_method", "heap"},
	{"default_tablespace", ""},
	{"default_toast_compression", "pglz"},
	{"row_security", "on"},
};

/* clone_create_role creates a role that owns a schema; nobody can log in as it. */
void
clone_create_role(const char *name)
{
	CreateRoleStmt *command = makeNode(CreateRoleStmt);

	command->stmt_type = ROLESTMT_ROLE;
	command->role = pstrdup(name);
	script_run_command((Node *) command);
}

/* clone_create_schema creates an empty schema of that owner. */
void
clone_create_schema(const char *schema, const char *owner)
{
	CreateSchemaStmt *command = makeNode(CreateSchemaStmt);
	RoleSpec   *role = makeNode(RoleSpec);

	role->roletype = ROLESPEC_CSTRING;
	role->rolename = pstrdup(owner);
	role->location = -1;
	command->schemaname = pstrdup(schema);
	command->authrole = role;
	script_run_command((Node *) command);
}

/* clone_run runs a script in a schema as its owner: the template's script, or a migration. */
void
clone_run(const Script *script, const char *schema, Oid owner)
{
	RoleSwitch	saved;
	int			level;
	bool		builds;

	role_become(&saved, owner);
	level = search_path_enter(schema);
	for (int i = 0; i < lengthof(ddl_settings); i++)
		(void) set_config_option(ddl_settings[i].name, ddl_settings[i].value, PGC_USERSET, PGC_S_SESSION,
								 GUC_ACTION_SAVE, true, 0, false);
	builds = empty_index_begin();
	PG_TRY();
	{
		script_run(script, schema);
	}
	PG_FINALLY();
	{
		empty_index_end(builds);
	}
	PG_END_TRY();
	search_path_leave(level);
	role_return(&saved);
}
