/*-------------------------------------------------------------------------
 *
 * clone.c
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

#include "catalog/namespace.h"
#include "commands/sequence.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/acl.h"
#include "utils/lsyscache.h"

#include "blueprint/audit_guard.h"
#include "blueprint/clone.h"
#include "blueprint/empty_index.h"
#include "core/guc.h"
#include "core/outlay.h"
#include "core/role.h"
#include "core/run_as.h"
#include "core/search_path.h"
#include "directory/tenant.h"

/* Settings under which DDL runs in a tenant's schema: what the session has must not show in the schema. */
static const GucSetting ddl_settings[] =
{
	{"array_nulls", "on"},
	{"bytea_output", "hex"},
	{"check_function_bodies", "off"},
	{"client_min_messages", "warning"},
	{"DateStyle", "ISO, MDY"},
	{"default_table_access_method", "heap"},
	{"default_tablespace", ""},
	{"default_toast_compression", "pglz"},
	{"extra_float_digits", "1"},
	{"IntervalStyle", "postgres"},
	{"quote_all_identifiers", "off"},
	{"row_security", "on"},
	{"standard_conforming_strings", "on"},
	{"transform_null_equals", "off"},
	{"xmloption", "content"},
};

static char *create_role(int64 id);
static void whole_error_callback(void *arg);

/* Takes a number from the directory's sequence, past those whose schema an earlier installation left. */
int64
clone_new_id(void)
{
	Oid			sequence = get_relname_relid("tenant_id_seq", get_namespace_oid(OUTLAY_SCHEMA, false));
	int64		id;

	do
		id = nextval_internal(sequence, false);
	while (OidIsValid(get_namespace_oid(psprintf(TENANT_SCHEMA, id), true)));
	return id;
}

/* Makes role and schema of the tenant of that number, with all that is in it; it returns the role. */
Oid
clone_make(int64 id, const Script *script)
{
	char	   *schema = psprintf(TENANT_SCHEMA, id);
	RunAs		saved;
	char	   *role;
	Oid			owner;

	run_as_owner(&saved);
	role = create_role(id);
	clone_create_schema(schema, role);
	run_as_end(&saved);
	owner = get_role_oid(role, false);
	clone_run_whole(script, schema, owner);
	return owner;
}

/*
 * Creates the tenant's role and returns its name. Roles belong to the cluster:
 * where another database has one of that name, this one's has the database's
 * OID behind it.
 */
static char *
create_role(int64 id)
{
	char	   *name = psprintf(TENANT_ROLE_PREFIX INT64_FORMAT, id);

	for (int i = 1; OidIsValid(get_role_oid(name, true)); i++)
		name = psprintf(TENANT_ROLE_PREFIX INT64_FORMAT "_%u%s", id, MyDatabaseId, i == 1 ? "" : psprintf("_%d", i));
	clone_create_role(name);
	return name;
}

/* Creates a role that owns a schema; nobody can log in as it. */
void
clone_create_role(const char *name)
{
	CreateRoleStmt *command = makeNode(CreateRoleStmt);

	command->stmt_type = ROLESTMT_ROLE;
	command->role = pstrdup(name);
	script_run_command((Node *) command);
}

/*
 * Returns the role that owns the template. Where it is missing, in a new
 * cluster or after a restore without roles, it makes it, which takes the
 * directory's owner.
 */
Oid
clone_template_role(void)
{
	Oid			role = get_role_oid(TEMPLATE_ROLE, true);

	if (OidIsValid(role))
		return role;
	clone_create_role(TEMPLATE_ROLE);
	return get_role_oid(TEMPLATE_ROLE, false);
}

/* Creates an empty schema of that owner. */
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

/* Makes the settings under which DDL runs in a schema of ours, until run_as_end(). */
void
clone_settings(void)
{
	guc_save_all(ddl_settings, lengthof(ddl_settings));
}

/*
 * Runs a script in a schema as its owner: the template's script, or a
 * migration. Ours are the former, and the migrations that come with the
 * extension: their statements may be about the audit.
 */
void
clone_run(const Script *script, const char *schema, Oid owner, bool ours)
{
	RunAs		saved;
	bool		builds;
	AuditRight	before;

	run_as_role(&saved, owner, schema);
	clone_settings();
	builds = empty_index_begin();
	before = audit_guard_let(ours ? AUDIT_BUILD : AUDIT_READ);

	PG_TRY();
	{
		script_run(script, schema);
	}
	PG_FINALLY();
	{
		empty_index_end(builds);
		audit_guard_let(before);
	}
	PG_END_TRY();
	run_as_end(&saved);
}

/* Makes all that is in an empty schema, by the script that a version of the template was printed as. */
void
clone_run_whole(const Script *script, const char *schema, Oid owner)
{
	ErrorContextCallback callback = {error_context_stack, whole_error_callback, unconstify(char *, schema)};

	error_context_stack = &callback;
	clone_run(script, schema, owner, true);
	error_context_stack = callback.previous;
}

/* Says in an error's context of which script a statement is. */
static void
whole_error_callback(void *arg)
{
	errcontext("script of the template, in schema \"%s\"", (const char *) arg);
}
