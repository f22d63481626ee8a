/*-------------------------------------------------------------------------
 *
 * schema_drop.c
 *	  Unmaking what clone.c makes: schemas, whole or in parts, and tenants'
 *	  roles.
 *
 * All of it is DDL of the directory's owner, whoever calls, and no notice tells
 * what goes along.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/guc.h"

#include "blueprint/schema_drop.h"
#include "core/attempt.h"
#include "core/excerpt.h"
#include "core/guc.h"
#include "core/row.h"
#include "core/run_as.h"
#include "core/script.h"
#include "directory/directory.h"

/* What is dropped by another word than TABLE. */
static const struct
{
	char		relkind;
	ObjectType	type;
}			other_kinds[] =
{
	{RELKIND_VIEW, OBJECT_VIEW},
	{RELKIND_MATVIEW, OBJECT_MATVIEW},
	{RELKIND_SEQUENCE, OBJECT_SEQUENCE},
	{RELKIND_FOREIGN_TABLE, OBJECT_FOREIGN_TABLE},
};

static void hide_notices(void);
static void drop_relation(const char *schema, const char *name, char relkind);
static void run_command(void *command);
static void drop_role(char *name);

/* Keeps the list of what goes along with a schema from the client, within the level of settings. */
static void
hide_notices(void)
{
	if (client_min_messages < WARNING)
		guc_save("client_min_messages", "warning");
}

/* Counts what dropping a schema locks. */
int64
schema_count_relations(Oid schema)
{
	static const Statement count = {"SELECT count(*) FROM outlay.schema_relations($1)", 1, {OIDOID}};
	Datum		value = ObjectIdGetDatum(schema);
	int64		result = 0;

	directory_number(&count, &value, &result);
	return result;
}

/* Drops a relation and what depends on it; one that went with another before is no error. */
static void
drop_relation(const char *schema, const char *name, char relkind)
{
	DropStmt   *command = makeNode(DropStmt);

	command->removeType = OBJECT_TABLE;
	for (int i = 0; i < lengthof(other_kinds); i++)
		if (other_kinds[i].relkind == relkind)
			command->removeType = other_kinds[i].type;
	command->objects = list_make1(list_make2(makeString(pstrdup(schema)), makeString(pstrdup(name))));
	command->behavior = DROP_CASCADE;
	command->missing_ok = true;
	script_run_command((Node *) command);
}

/* Drops some tables of a schema, partitions first, as the directory's owner, without notices. */
void
schema_drop_some(const char *name, int32 tables)
{
	static const Statement list = {
		"SELECT c.relname, c.relkind FROM outlay.schema_relations($1) c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') "
		"OR c.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass "
		"AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')) "
		"ORDER BY c.relispartition DESC, c.oid DESC LIMIT $2",
		2, {OIDOID, INT4OID}
	};
	Oid			schema = get_namespace_oid(name, false);
	Directory	directory;
	int			level = NewGUCNestLevel();

	hide_notices();
	directory_open(&directory);
	directory_run(&list, (Datum[]) {ObjectIdGetDatum(schema), Int32GetDatum(tables)}, NULL);
	for (uint64 i = 0; i < SPI_processed; i++)
		drop_relation(name, row_text(i, 1),
					  row_text(i, 2)[0]);
	directory_close(&directory);
	AtEOXact_GUC(true, level);
}

/*
 * Drops a schema, if it is there, with all that is in it and depends on it, as
 * the directory's owner; no notice tells of each.
 */
void
schema_drop(const char *schema)
{
	DropStmt   *command = makeNode(DropStmt);
	RunAs		saved;

	command->removeType = OBJECT_SCHEMA;
	command->objects = list_make1(makeString(pstrdup(schema)));
	command->behavior = DROP_CASCADE;
	command->missing_ok = true;
	run_as_owner(&saved);
	hide_notices();
	script_run_command((Node *) command);
	run_as_end(&saved);
}

/* Runs a command, to be attempted. */
static void
run_command(void *command)
{
	script_run_command(command);
}

/* Drops a role; one that owns or may do something elsewhere stays, with a warning. */
static void
drop_role(char *name)
{
	DropRoleStmt *command = makeNode(DropRoleStmt);
	RoleSpec   *spec = makeNode(RoleSpec);
	ErrorData  *error;

	spec->roletype = ROLESPEC_CSTRING;
	spec->rolename = name;
	spec->location = -1;
	command->roles = list_make1(spec);

	error = attempt(run_command, command);
	if (error == NULL)
		return;
	if (error->sqlerrcode != ERRCODE_DEPENDENT_OBJECTS_STILL_EXIST)
		ReThrowError(error);
	ereport(WARNING,
			(errcode(error->sqlerrcode),
			 errmsg("role \"%s\" stays: %s", name, error->message),
			 error->detail != NULL ? errdetail_internal("%s", excerpt_lines(error->detail)) : 0));
}

/*
 * Drops the role of a tenant, by its name: somebody may have dropped the
 * schema before, or given it to another role, which is not ours. Of databases
 * that were restored beside each other two may share a role; the last one
 * drops it.
 */
void
schema_drop_roles(int64 id)
{
	/* The range alone is there for the index: is_role_of_tenant() would look at all roles of the cluster. */
	static const Statement find = {
		"SELECT r.rolname FROM pg_catalog.pg_roles r WHERE (r.rolname = $1::name "
		"OR r.rolname > ($1 || '_')::name AND r.rolname < ($1 || '`')::name) "
		"AND outlay.is_role_of_tenant(r.rolname, $2) "
		"AND NOT EXISTS (SELECT FROM pg_catalog.pg_shdepend d "
		"WHERE d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND d.refobjid = r.oid AND d.dbid <> 0 "
		"AND d.dbid <> (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()))",
		2, {TEXTOID, INT8OID}
	};
	Datum		values[] = {CStringGetTextDatum(psprintf(TENANT_ROLE_PREFIX INT64_FORMAT, id)), Int64GetDatum(id)};
	Directory	directory;

	directory_open(&directory);
	directory_run(&find, values, NULL);
	for (uint64 i = 0; i < SPI_processed; i++)
		drop_role(row_text(i, 1));
	directory_close(&directory);
}
