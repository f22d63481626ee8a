/*-------------------------------------------------------------------------
 *
 * audit_guard.c
 *	  The audit of an organization is append-only, for its own role, too.
 *
 * An operator's migration runs as the role that owns the organization's
 * schema, and so does what it leaves there: triggers, rules, functions that a
 * request or the autovacuum comes by. The owner of a table can do everything
 * to it, and the owner of a schema can drop what is in it, so PostgreSQL's own
 * permissions are no wall here; with another owner of the table the second
 * would remain, and clone, comparison, dump and export would all have to know
 * of it. Triggers could be dropped. So what keeps the audit is no object:
 *
 * - Writing rows: the executor asks us, as it asks for permissions, of every
 *   statement, wherever it comes from.
 * - Whatever DDL creates, alters or drops, it tells an access hook, also where
 *   it is the consequence of something else. No list of commands is needed,
 *   only of the catalogues that have parts of a table.
 * - GRANT, and some of what ALTER TABLE does (row level security, up to
 *   PostgreSQL 15), tell nobody, so those are looked at as commands.
 *
 * Superusers are exempt: they own the directory, drop schemas, restore dumps,
 * and run what repair() proposes, for which they SET ROLE.
 *
 * The guard stands where the library is loaded. As the organization's role
 * nothing runs without it, if it is in shared_preload_libraries, which
 * selftest() looks at; else a function of a migration's could be called by a
 * session, or the autovacuum, that has not loaded it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/objectaccess.h"
#include "catalog/pg_attrdef.h"
#include "catalog/pg_class.h"
#include "catalog/pg_constraint.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_rewrite.h"
#include "catalog/pg_statistic_ext.h"
#include "catalog/pg_trigger.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "blueprint/audit_guard.h"
#include "blueprint/template_name.h"
#include "core/compat.h"
#include "core/script.h"
#include "directory/tenant.h"

/* Catalogues whose rows are parts of a table: how one is found, and which column tells the table. */
static const struct
{
	Oid			catalogue;
	Oid			index;
	AttrNumber	oid;
	AttrNumber	table;
}			parts[] =
{
	{IndexRelationId, IndexRelidIndexId, Anum_pg_index_indexrelid, Anum_pg_index_indrelid},
	{TriggerRelationId, TriggerOidIndexId, Anum_pg_trigger_oid, Anum_pg_trigger_tgrelid},
	{RewriteRelationId, RewriteOidIndexId, Anum_pg_rewrite_oid, Anum_pg_rewrite_ev_class},
	{PolicyRelationId, PolicyOidIndexId, Anum_pg_policy_oid, Anum_pg_policy_polrelid},
	{ConstraintRelationId, ConstraintOidIndexId, Anum_pg_constraint_oid, Anum_pg_constraint_conrelid},
	{AttrDefaultRelationId, AttrDefaultOidIndexId, Anum_pg_attrdef_oid, Anum_pg_attrdef_adrelid},
	{StatisticExtRelationId, StatisticExtOidIndexId, Anum_pg_statistic_ext_oid, Anum_pg_statistic_ext_stxrelid},
};

static AuditRight right = AUDIT_READ;

/* Whether the command that is being executed was given within a security-restricted operation. */
static bool is_given_restricted = false;

static ProcessUtility_hook_type inner_utility = NULL;
static ExecutorCheckPerms_hook_type inner_check = NULL;
static object_access_hook_type inner_access = NULL;

static bool is_superusers_doing(Oid user, bool restricted);
static bool is_guarded_schema(const char *name);
static bool is_guarded(Oid schema);
static bool is_audit(Oid relation);
static Oid	table_of_part(Oid catalogue, Oid object);
static bool is_of_audit(Oid relation);
static bool is_named_audit(const RangeVar *name);
static void refuse(void);
static bool check_permissions(PERMISSION_HOOK_ARGUMENTS);
static void look_at_access(ObjectAccessType access, Oid catalogue, Oid object, int part, void *argument);
static bool is_about_reading(const GrantStmt *statement);
static bool grants_audit(const GrantStmt *statement);
static void check_command(Node *command);
static void process_utility(PlannedStmt *plan, const char *text, bool read_only_tree, ProcessUtilityContext context,
							ParamListInfo params, QueryEnvironment *environment, DestReceiver *dest,
							QueryCompletion *completion);

/*
 * Lets something be done to audits, and returns what could be until then, for
 * another call to put back, also after an error.
 */
AuditRight
audit_guard_let(AuditRight more)
{
	AuditRight	before = right;

	right = more;
	return before;
}

/*
 * Whether somebody is a superuser, or has been made somebody else by one who
 * typed SET ROLE: not by run_as_role(), and not by PostgreSQL, which calls the
 * functions of indexes and views as their owner, in a restricted operation,
 * wherever a superuser or the autovacuum comes by them (ANALYZE, REINDEX,
 * REFRESH).
 */
static bool
is_superusers_doing(Oid user, bool restricted)
{
	return superuser_arg(user) || (!InLocalUserIdChange() && !restricted && superuser_arg(GetSessionUserId()));
}

/* Whether a schema is one that has, or will have, an organization's audit. */
static bool
is_guarded_schema(const char *name)
{
	return tenant_id_of_schema(name) != 0 || strcmp(name, TEMPLATE_SCHEMA) == 0 || strcmp(name, TRIAL_SCHEMA) == 0;
}

/* The same of a schema's OID. */
static bool
is_guarded(Oid schema)
{
	char	   *name = get_namespace_name(schema);

	return name != NULL && is_guarded_schema(name);
}

/* Whether a relation is the audit of an organization. */
static bool
is_audit(Oid relation)
{
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relation));
	Oid			schema = InvalidOid;

	if (!HeapTupleIsValid(tuple))
		return false;
	if (strcmp(NameStr(((Form_pg_class) GETSTRUCT(tuple))->relname), AUDIT_TABLE) == 0)
		schema = ((Form_pg_class) GETSTRUCT(tuple))->relnamespace;
	ReleaseSysCache(tuple);
	return OidIsValid(schema) && is_guarded(schema);
}

/* The table that a row of a catalogue is part of, as the command has it so far; InvalidOid for none. */
static Oid
table_of_part(Oid catalogue, Oid object)
{
	Oid			table = InvalidOid;

	for (int i = 0; i < lengthof(parts); i++)
	{
		ScanKeyData key;
		SysScanDesc scan;
		Relation	relation;
		HeapTuple	tuple;
		bool		null;

		if (parts[i].catalogue != catalogue)
			continue;
		relation = table_open(catalogue, AccessShareLock);
		ScanKeyInit(&key, parts[i].oid, BTEqualStrategyNumber, F_OIDEQ, ObjectIdGetDatum(object));
		scan = systable_beginscan(relation, parts[i].index, true, SnapshotSelf, 1, &key);
		tuple = systable_getnext(scan);
		if (HeapTupleIsValid(tuple))
			table = DatumGetObjectId(heap_getattr(tuple, parts[i].table, RelationGetDescr(relation), &null));
		systable_endscan(scan);
		table_close(relation, AccessShareLock);
	}
	return table;
}

/* Whether a relation is an audit, an index of one, or the sequence of its ids. */
static bool
is_of_audit(Oid relation)
{
	Oid			table = InvalidOid;
	int32		column;

	if (get_rel_relkind(relation) == RELKIND_SEQUENCE)
	{
		if (!sequenceIsOwned(relation, DEPENDENCY_INTERNAL, &table, &column))
			(void) sequenceIsOwned(relation, DEPENDENCY_AUTO, &table, &column);
	}
	else
		table = table_of_part(IndexRelationId, relation);
	return is_audit(OidIsValid(table) ? table : relation);
}

/* Whether a name in a command is that of an audit, or of what is_of_audit() says. */
static bool
is_named_audit(const RangeVar *name)
{
	Oid			relation = RangeVarGetRelid(name, NoLock, true);

	return OidIsValid(relation) && is_of_audit(relation);
}

/* Raises what whoever touches an audit is told. */
static void
refuse(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("the audit of an organization is append-only"),
			 errdetail("The functions of the extension write it. Nothing else can change it or its table, "
					   "migrations neither."),
			 errhint("What a migration adds to it belongs into a table of its own.")));
}

/* Asked for the permissions of every statement that is about to be executed. */
static bool
check_permissions(PERMISSION_HOOK_ARGUMENTS)
{
	ListCell   *cell;

	foreach(cell, permissions)
	{
		const RelationPermission *permission = lfirst(cell);
		AclMode		wanted = permission->requiredPerms & (ACL_INSERT | ACL_UPDATE | ACL_DELETE | ACL_TRUNCATE);

		if (wanted == 0 || (wanted == ACL_INSERT && right == AUDIT_APPEND) || !is_audit(permission->relid) ||
			is_superusers_doing(OidIsValid(permission->checkAsUser) ? permission->checkAsUser : GetUserId(),
								InSecurityRestrictedOperation()))
			continue;
		if (report)
			refuse();
		return false;
	}
	return inner_check == NULL || inner_check(PERMISSION_HOOK_PASSED);
}

/*
 * Told of every object that is created, altered or dropped: by a command, which
 * may have become the owner since it was given, as CREATE INDEX does.
 */
static void
look_at_access(ObjectAccessType access, Oid catalogue, Oid object, int part, void *argument)
{
	if (inner_access != NULL)
		inner_access(access, catalogue, object, part, argument);
	if ((access != OAT_POST_CREATE && access != OAT_POST_ALTER && access != OAT_DROP && access != OAT_TRUNCATE) ||
		right == AUDIT_BUILD || is_superusers_doing(GetUserId(), is_given_restricted))
		return;
	if (catalogue == RelationRelationId ? is_of_audit(object) : is_audit(table_of_part(catalogue, object)))
		refuse();
	/* The owner of a schema may rename it where he may create one; under another name we would not look for it. */
	if (catalogue == NamespaceRelationId && access == OAT_POST_ALTER && is_guarded(object))
		refuse();
	/* A table that inherits from one has rows that look like the audit's. */
	if (catalogue == InheritsRelationId && access == OAT_POST_ALTER &&
		(is_audit(object) || is_audit(((ObjectAccessPostAlter *) argument)->auxiliary_id)))
		refuse();
}

/* Whether GRANT or REVOKE is about reading alone. */
static bool
is_about_reading(const GrantStmt *statement)
{
	ListCell   *cell;

	if (statement->privileges == NIL)
		return false;
	foreach(cell, statement->privileges)
	{
		const AccessPriv *privilege = lfirst_node(AccessPriv, cell);

		if (privilege->priv_name == NULL || strcmp(privilege->priv_name, "select") != 0)
			return false;
	}
	return true;
}

/* Whether a GRANT or REVOKE of more than reading reaches an audit. */
static bool
grants_audit(const GrantStmt *statement)
{
	ListCell   *cell;

	if ((statement->objtype != OBJECT_TABLE && statement->objtype != OBJECT_SEQUENCE) || is_about_reading(statement))
		return false;
	foreach(cell, statement->objects)
	{
		if (statement->targtype == ACL_TARGET_OBJECT && is_named_audit(lfirst_node(RangeVar, cell)))
			return true;
		if (statement->targtype == ACL_TARGET_ALL_IN_SCHEMA && is_guarded_schema(strVal(lfirst(cell))))
			return true;
	}
	return false;
}

/* Refuses the commands that would tell no hook what they do to an audit. */
static void
check_command(Node *command)
{
	if (right == AUDIT_BUILD ||
		!((IsA(command, GrantStmt) && grants_audit((GrantStmt *) command)) ||
		  (IsA(command, AlterTableStmt) && is_named_audit(((AlterTableStmt *) command)->relation))) ||
		is_superusers_doing(GetUserId(), is_given_restricted))
		return;
	refuse();
}

/*
 * Looks at commands, and narrows the right of our scripts to the statements that
 * stand in them: what those run meanwhile, a function in a default or a check,
 * may be a migration's.
 */
static void
process_utility(PlannedStmt *plan, const char *text, bool read_only_tree, ProcessUtilityContext context,
				ParamListInfo params, QueryEnvironment *environment, DestReceiver *dest, QueryCompletion *completion)
{
	AuditRight	before = right;
	bool		was_restricted = is_given_restricted;

	is_given_restricted = InSecurityRestrictedOperation();
	if (right == AUDIT_BUILD && context != PROCESS_UTILITY_TOPLEVEL && context != PROCESS_UTILITY_SUBCOMMAND &&
		!script_is_command(plan))
		right = AUDIT_READ;
	PG_TRY();
	{
		check_command(plan->utilityStmt);
		if (inner_utility != NULL)
			inner_utility(plan, text, read_only_tree, context, params, environment, dest, completion);
		else
			standard_ProcessUtility(plan, text, read_only_tree, context, params, environment, dest, completion);
	}
	PG_FINALLY();
	{
		right = before;
		is_given_restricted = was_restricted;
	}
	PG_END_TRY();
}

/* Called once, when the library is loaded, after empty_index_init(), which must not find an inner hook of ours. */
void
audit_guard_init(void)
{
	inner_utility = ProcessUtility_hook;
	ProcessUtility_hook = process_utility;
	inner_check = ExecutorCheckPerms_hook;
	ExecutorCheckPerms_hook = check_permissions;
	inner_access = object_access_hook;
	object_access_hook = look_at_access;
}
