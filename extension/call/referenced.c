/*-------------------------------------------------------------------------
 *
 * referenced.c
 *	  Deleting a record that something may refer to.
 *
 * Whoever deletes a record looks first whether one of ours refers to it, and
 * says so. A DBA's migration may have added tables that do, of which nothing
 * here knows: there it is the foreign key that refuses, and its error names
 * neither a field nor what to do. A trigger of a DBA's may raise the same code
 * for another reason, or break another table's key; that error says best itself
 * what it is about. So the keys that refer to the table are listed before
 * anything is deleted, when looking into the catalogue is safe, and no other
 * table can get one until the transaction ends.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/table.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "nodes/makefuncs.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

#include "call/referenced.h"

/* A foreign key, as the error of one names it. */
typedef struct Reference
{
	const char *schema;
	const char *table;
	const char *constraint;
} Reference;

static List *list_references(const char *table);
static bool is_raised_by(const ErrorData *error, const List *references);
static void rethrow(const List *references, const char *what, const char *hint) pg_attribute_noreturn();

/* Lists the foreign keys that refer to a table of the organization's, by the triggers that hold them. */
static List *
list_references(const char *table)
{
	Relation	relation = table_openrv(makeRangeVar(NULL, pstrdup(table), -1), RowExclusiveLock);
	int			count = relation->trigdesc == NULL ? 0 : relation->trigdesc->numtriggers;
	List	   *references = NIL;

	for (int i = 0; i < count; i++)
	{
		const Trigger *trigger = &relation->trigdesc->triggers[i];
		Reference  *reference;

		if (RI_FKey_trigger_type(trigger->tgfoid) != RI_TRIGGER_PK || !TRIGGER_FOR_DELETE(trigger->tgtype))
			continue;
		reference = palloc(sizeof(Reference));
		reference->schema = get_namespace_name(get_rel_namespace(trigger->tgconstrrelid));
		reference->table = get_rel_name(trigger->tgconstrrelid);
		reference->constraint = get_constraint_name(trigger->tgconstraint);
		references = lappend(references, reference);
	}
	table_close(relation, NoLock);
	return references;
}

/* Whether an error is one of these foreign keys'. */
static bool
is_raised_by(const ErrorData *error, const List *references)
{
	ListCell   *cell;

	if (error->schema_name == NULL || error->table_name == NULL || error->constraint_name == NULL)
		return false;
	foreach(cell, references)
	{
		const Reference *reference = lfirst(cell);

		if (strcmp(error->schema_name, reference->schema) == 0 && strcmp(error->table_name, reference->table) == 0 &&
			strcmp(error->constraint_name, reference->constraint) == 0)
			return true;
	}
	return false;
}

/* Raises the error that is being caught again: that of a foreign key to what is deleted as one of the field. */
static void
rethrow(const List *references, const char *what, const char *hint)
{
	ErrorData  *error;

	/* The second is that of ON DELETE RESTRICT from PostgreSQL 18 on. */
	if (geterrcode() != ERRCODE_FOREIGN_KEY_VIOLATION && geterrcode() != ERRCODE_RESTRICT_VIOLATION)
		PG_RE_THROW();
	error = CopyErrorData();
	if (!is_raised_by(error, references))
		PG_RE_THROW();
	FlushErrorState();
	problem_raise(ERRCODE_FOREIGN_KEY_VIOLATION, "id", "referenced",
				  psprintf("rows of table \"%s\" refer to this %s", error->table_name, what), hint);
}

/* See referenced.h. */
uint64
delete_referenced(Call *call, const Statement *statement, Datum *values, const char *what, const char *hint)
{
	MemoryContext memory = CurrentMemoryContext;
	List	   *volatile references = list_references(what);
	volatile uint64 rows = 0;

	PG_TRY();
	{
		rows = call_run(call, statement, values, NULL);
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(memory);
		rethrow(references, what, hint);
	}
	PG_END_TRY();
	return rows;
}
