/*-------------------------------------------------------------------------
 *
 * drop_extension.c
 *	  DROP EXTENSION outlay is refused while there are organizations.
 *
 * It takes the directory along, and leaves thousands of schemas behind of
 * which nobody knows whose they are. An event trigger sees to it, and not a
 * hook: it is there in every session, whether the library is loaded or not.
 * Its event is the beginning of the command; at the end the directory, and
 * the trigger with it, would be gone.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "commands/event_trigger.h"
#include "fmgr.h"
#include "nodes/parsenodes.h"
#include "nodes/value.h"

#include "directory/directory.h"

PG_FUNCTION_INFO_V1(outlay_check_drop_extension);

static bool is_named(const DropStmt *statement);

/* Whether one of the dropped extensions is this one. */
static bool
is_named(const DropStmt *statement)
{
	ListCell   *cell;

	foreach(cell, statement->objects)
		if (strcmp(strVal(lfirst(cell)), "outlay") == 0)
			return true;
	return false;
}

/*
 * check_drop_extension() returns event_trigger. 2BP01: there are organizations
 * with tables, and the command does not say CASCADE. Where pg_restore --clean
 * has dropped their tables before, nothing is lost any more.
 */
Datum
outlay_check_drop_extension(PG_FUNCTION_ARGS)
{
	static const Statement find = {
		"SELECT FROM outlay.tenant t JOIN pg_catalog.pg_namespace n ON n.nspname = t.schema WHERE EXISTS "
		"(SELECT FROM pg_catalog.pg_depend d WHERE d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass "
		"AND d.refobjid = n.oid AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass) LIMIT 1", 0
	};
	DropStmt   *statement;

	if (!CALLED_AS_EVENT_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_EVENT_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("check_drop_extension() can only be called as an event trigger")));
	statement = castNode(DropStmt, ((EventTriggerData *) fcinfo->context)->parsetree);
	if (statement->behavior == DROP_RESTRICT && is_named(statement) && directory_has(&find, NULL))
		ereport(ERROR,
				(errcode(ERRCODE_DEPENDENT_OBJECTS_STILL_EXIST),
				 errmsg("cannot drop extension outlay because there are organizations"),
				 errdetail("Their schemas would stay, and nothing would tell whose they are: "
						   "the directory goes with the extension."),
				 errhint("Drop and purge the organizations first, or use DROP EXTENSION outlay CASCADE to lose the "
						 "directory.")));
	PG_RETURN_NULL();
}
