/*-------------------------------------------------------------------------
 *
 * referenced.c
 *	  Deleting a record that something may refer to.
 *
 * Whoever deletes a record looks first whether one of ours refers to it, and
 * says so. A DBA's migration may have added tables that do, of which nothing
 * here knows: there it is the foreign key that refuses, and its error names
 * neither a field nor what to do.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "call/referenced.h"

static void rethrow(const char *what, const char *hint) pg_attribute_noreturn();

/* Raises the error that is being caught again: that of a foreign key as one of the field. */
static void
rethrow(const char *what, const char *hint)
{
	ErrorData  *error;

	/* The second is that of ON DELETE RESTRICT from PostgreSQL 18 on. */
	if (geterrcode() != ERRCODE_FOREIGN_KEY_VIOLATION && geterrcode() != ERRCODE_RESTRICT_VIOLATION)
		PG_RE_THROW();
	error = CopyErrorData();
	FlushErrorState();
	problem_raise(ERRCODE_FOREIGN_KEY_VIOLATION, "id", "referenced",
				  psprintf("rows of table \"%s\" refer to this %s", error->table_name, what), hint);
}

/* See referenced.h. */
uint64
delete_referenced(Call *call, const Statement *statement, Datum *values, const char *what, const char *hint)
{
	MemoryContext memory = CurrentMemoryContext;
	volatile uint64 rows = 0;

	PG_TRY();
	{
		rows = call_run(call, statement, values, NULL);
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(memory);
		rethrow(what, hint);
	}
	PG_END_TRY();
	return rows;
}
