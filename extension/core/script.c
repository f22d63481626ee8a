/*-------------------------------------------------------------------------
 *
 * script.c
 *	  Running SQL text of several statements: migrations, and the script that
 *	  clones the template.
 *
 * DDL goes to ProcessUtility as a top-level command, as if a client had sent
 * it, because there are extensions that look at no others: a table created
 * through SPI silently stays local under Citus.  The price is that commands
 * which commit on their own would not notice where they are; those are
 * refused by name.
 *
 * pgaudit takes a top-level command below anything but a SELECT, below CALL or
 * DO say, for a sign that its books are wrong, and raises.  Where it is loaded,
 * commands are what they are, parts of the statement that runs them: it writes
 * them down like others, and event triggers see no difference.
 *
 * Each command has a memory context of its own that ends with it: as long as
 * the one lives in which a command began, pgaudit takes that for not over.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "tcop/dest.h"
#include "tcop/tcopprot.h"
#include "tcop/utility.h"
#include "utils/guc.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

#include "core/excerpt.h"
#include "core/guc.h"
#include "core/script.h"

/* What the error context needs to know. */
typedef struct StatementContext
{
	const char *text;
	const RawStmt *statement;
} StatementContext;

/* Commands that no script may contain, because they end transactions, outlive them or talk to the client. */
static const struct
{
	NodeTag		tag;
	const char *name;
}			refused_commands[] =
{
	{T_TransactionStmt, "transaction control"},
	{T_VacuumStmt, "VACUUM or ANALYZE"},
	{T_ClusterStmt, "CLUSTER"},
	{T_ReindexStmt, "REINDEX"},
	{T_CheckPointStmt, "CHECKPOINT"},
	{T_CreatedbStmt, "CREATE DATABASE"},
	{T_DropdbStmt, "DROP DATABASE"},
	{T_AlterDatabaseStmt, "ALTER DATABASE"},
	{T_AlterSystemStmt, "ALTER SYSTEM"},
	{T_CreateTableSpaceStmt, "CREATE TABLESPACE"},
	{T_DropTableSpaceStmt, "DROP TABLESPACE"},
	{T_CreateSubscriptionStmt, "CREATE SUBSCRIPTION"},
	{T_AlterSubscriptionStmt, "ALTER SUBSCRIPTION"},
	{T_DropSubscriptionStmt, "DROP SUBSCRIPTION"},
	{T_CreateSchemaStmt, "CREATE SCHEMA"},
	{T_DiscardStmt, "DISCARD"},
	{T_CopyStmt, "COPY"},
	{T_PrepareStmt, "PREPARE"},
	{T_ExecuteStmt, "EXECUTE"},
	{T_DeallocateStmt, "DEALLOCATE"},
	{T_DeclareCursorStmt, "DECLARE CURSOR"},
	{T_FetchStmt, "FETCH"},
	{T_ClosePortalStmt, "CLOSE"},
	{T_ListenStmt, "LISTEN"},
	{T_UnlistenStmt, "UNLISTEN"},
	{T_LoadStmt, "LOAD"},
	{T_VariableSetStmt, "SET"},
};

/* What decides how a text is read. A script says the same whoever reads it. */
static const GucSetting lexer_settings[] =
{
	{"standard_conforming_strings", "on"},
	{"escape_string_warning", "off"},
	{"backslash_quote", "safe_encoding"},
};

/* The command of a script that is about to be executed, or being so; none that it runs meanwhile. */
static const Node *current_command = NULL;

static void run_statement(const char *text, RawStmt *statement, const char *schema);
static void run_plan(PlannedStmt *plan, const char *text);
static void run_command(PlannedStmt *plan, const char *text);
static bool may_be_top_level(const Node *statement);
static ProcessUtilityContext utility_context(void);
static bool is_pgaudit_loaded(void);
static void check_statement(Node *statement);
static bool is_concurrent(Node *statement);
static void retarget_statement(Node *statement, const char *schema);
static int	statement_begin(const char *text, int location);
static void statement_error_callback(void *arg);

/* Parses SQL text, the same under all settings; everything is in the current memory context. */
Script *
script_parse(const char *text)
{
	Script	   *script = palloc(sizeof(Script));
	StatementContext context = {text, NULL};
	ErrorContextCallback callback = {error_context_stack, statement_error_callback, &context};
	int			level;

	script->text = pstrdup(text);
	error_context_stack = &callback;
	level = NewGUCNestLevel();
	guc_save_all(lexer_settings, lengthof(lexer_settings));
	script->statements = pg_parse_query(script->text);
	AtEOXact_GUC(true, level);
	error_context_stack = callback.previous;
	return script;
}

/*
 * Runs every statement as the current user, with the search_path of the
 * moment. Where a statement is about a schema as a whole (GRANT ON SCHEMA,
 * COMMENT ON SCHEMA, ALTER DEFAULT PRIVILEGES IN SCHEMA), the given schema
 * takes the place of the one it names; NULL leaves it. The script itself stays
 * as it is.
 */
void
script_run(const Script *script, const char *schema)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "outlay script", ALLOCSET_DEFAULT_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(context);
	ListCell   *cell;

	foreach(cell, script->statements)
	{
		StatementContext statement = {script->text, lfirst_node(RawStmt, cell)};
		ErrorContextCallback callback = {error_context_stack, statement_error_callback, &statement};

		error_context_stack = &callback;
		CHECK_FOR_INTERRUPTS();
		run_statement(script->text, lfirst_node(RawStmt, cell), schema);
		error_context_stack = callback.previous;
		MemoryContextReset(context);
	}

	MemoryContextSwitchTo(caller);
	MemoryContextDelete(context);
}

/* Analyses, plans and runs one statement, in the current memory context, which may be reset after. */
static void
run_statement(const char *text, RawStmt *statement, const char *schema)
{
	RawStmt    *copy = copyObject(statement);
	List	   *plans;
	ListCell   *cell;

	check_statement(copy->stmt);
	if (schema != NULL)
		retarget_statement(copy->stmt, schema);

	PushActiveSnapshot(GetTransactionSnapshot());
	plans = pg_plan_queries(pg_analyze_and_rewrite_fixedparams(copy, text, NULL, 0, NULL),
							text, CURSOR_OPT_PARALLEL_OK, NULL);
	PopActiveSnapshot();

	foreach(cell, plans)
	{
		CommandCounterIncrement();
		PushActiveSnapshot(GetTransactionSnapshot());
		run_plan(lfirst_node(PlannedStmt, cell), text);
		/* A utility command may have popped it and pushed none. */
		if (ActiveSnapshotSet())
			PopActiveSnapshot();
	}
	CommandCounterIncrement();
}

/* Runs one plan under the active snapshot; what it returns is dropped. */
static void
run_plan(PlannedStmt *plan, const char *text)
{
	QueryDesc  *query;

	if (plan->commandType == CMD_UTILITY)
	{
		run_command(plan, text);
		return;
	}

	query = CreateQueryDesc(plan, text, GetActiveSnapshot(), InvalidSnapshot, None_Receiver, NULL, NULL, 0);
	ExecutorStart(query, 0);
	ExecutorRun(query, ForwardScanDirection, 0, true);
	ExecutorFinish(query);
	ExecutorEnd(query);
	FreeQueryDesc(query);
}

/* Runs one utility command. */
static void
run_command(PlannedStmt *plan, const char *text)
{
	const Node *before = current_command;

	current_command = may_be_top_level(plan->utilityStmt) ? plan->utilityStmt : NULL;
	PG_TRY();
	{
		ProcessUtility(plan, text, false, utility_context(), NULL, NULL, None_Receiver, NULL);
	}
	PG_FINALLY();
	{
		current_command = before;
	}
	PG_END_TRY();
}

/* Tells whether that is a command that stands in the script, and not what it runs meanwhile. */
bool
script_is_command(const PlannedStmt *plan)
{
	return plan->utilityStmt != NULL && plan->utilityStmt == current_command;
}

/*
 * Tells whether a command runs as a top-level one. DO and CALL do not, because
 * their bodies could commit then; the others would complain that there is no
 * transaction block.
 */
static bool
may_be_top_level(const Node *statement)
{
	switch (nodeTag(statement))
	{
		case T_DoStmt:
		case T_CallStmt:
		case T_ConstraintsSetStmt:
		case T_LockStmt:
		case T_VariableSetStmt:
			return false;
		default:
			return true;
	}
}

/* Tells how the current command is executed. */
static ProcessUtilityContext
utility_context(void)
{
	return current_command == NULL || is_pgaudit_loaded() ? PROCESS_UTILITY_QUERY : PROCESS_UTILITY_TOPLEVEL;
}

/* Tells whether its settings are there, and not just mentioned in a file. */
static bool
is_pgaudit_loaded(void)
{
	return GetConfigOption("pgaudit.log", true, false) != NULL &&
		(GetConfigOptionFlags("pgaudit.log", true) & GUC_CUSTOM_PLACEHOLDER) == 0;
}

/* Runs one utility command, given as its parse tree, in the way of script_run(). */
void
script_run_command(Node *command)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "outlay command", ALLOCSET_DEFAULT_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(context);
	PlannedStmt *plan = makeNode(PlannedStmt);

	plan->commandType = CMD_UTILITY;
	plan->canSetTag = false;
	plan->utilityStmt = command;
	plan->stmt_location = -1;
	run_command(plan, "/* outlay */");
	CommandCounterIncrement();
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(context);
}

/* Raises for a command that does not belong in a script. */
static void
check_statement(Node *statement)
{
	for (int i = 0; i < lengthof(refused_commands); i++)
	{
		if (nodeTag(statement) != refused_commands[i].tag)
			continue;
		if (IsA(statement, VariableSetStmt) && ((VariableSetStmt *) statement)->is_local &&
			pg_strcasecmp(((VariableSetStmt *) statement)->name, "search_path") != 0)
			continue;
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("%s is not possible in a tenant's DDL", refused_commands[i].name),
				 errhint("A migration runs once for each organization, within one transaction.")));
	}

	if (is_concurrent(statement))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("CONCURRENTLY is not possible in a tenant's DDL"),
				 errhint("A migration runs once for each organization, within one transaction. "
						 "Leave the word out.")));
}

/* Tells whether the statement says CONCURRENTLY in a way that needs transactions of its own. */
static bool
is_concurrent(Node *statement)
{
	ListCell   *cell;

	if (IsA(statement, IndexStmt))
		return ((IndexStmt *) statement)->concurrent;
	if (IsA(statement, DropStmt))
		return ((DropStmt *) statement)->concurrent;
	if (!IsA(statement, AlterTableStmt))
		return false;

	foreach(cell, ((AlterTableStmt *) statement)->cmds)
	{
		AlterTableCmd *command = lfirst_node(AlterTableCmd, cell);

		if (command->subtype == AT_DetachPartition && castNode(PartitionCmd, command->def)->concurrent)
			return true;
	}
	return false;
}

/* Makes a statement that names a schema as its object be about the given one. */
static void
retarget_statement(Node *statement, const char *schema)
{
	List	   *name = list_make1(makeString(pstrdup(schema)));

	if (IsA(statement, GrantStmt) && ((GrantStmt *) statement)->objtype == OBJECT_SCHEMA)
		((GrantStmt *) statement)->objects = name;
	else if (IsA(statement, CommentStmt) && ((CommentStmt *) statement)->objtype == OBJECT_SCHEMA)
		((CommentStmt *) statement)->object = (Node *) makeString(pstrdup(schema));
	else if (IsA(statement, AlterDefaultPrivilegesStmt))
	{
		ListCell   *cell;

		foreach(cell, ((AlterDefaultPrivilegesStmt *) statement)->options)
		{
			DefElem    *option = lfirst_node(DefElem, cell);

			if (strcmp(option->defname, "schemas") == 0)
				option->arg = (Node *) name;
		}
	}
}

/* Returns where a statement itself begins, behind the blanks and comments before it. */
static int
statement_begin(const char *text, int location)
{
	for (;;)
	{
		location += strspn(text + location, " \t\r\n\f\v");
		if (strncmp(text + location, "--", 2) == 0)
			location += strcspn(text + location, "\n");
		else if (strncmp(text + location, "/*", 2) == 0)
		{
			int			depth = 0;

			do
			{
				bool		opens = strncmp(text + location, "/*", 2) == 0;
				bool		closes = strncmp(text + location, "*/", 2) == 0;

				depth += opens - closes;
				location += opens || closes ? 2 : 1;
			} while (depth > 0 && text[location] != '\0');
		}
		else
			return location;
	}
}

/*
 * Tells in an error's context which statement it is, by line and beginning, and
 * makes an error's position one in the script's line instead of one in the
 * query that the client sent.
 */
static void
statement_error_callback(void *arg)
{
	StatementContext *context = arg;
	int			position = geterrposition();
	int			line = 0;

	if (position > 0)
	{
		errposition(0);
		line = excerpt_position(context->text, position);
	}
	if (context->statement != NULL)
	{
		int			location = Max(context->statement->stmt_location, 0);
		int			end = location + context->statement->stmt_len;

		if (context->statement->stmt_len == 0)
			end = strlen(context->text);
		location = Min(statement_begin(context->text, location), end);
		errcontext("line %d: SQL statement \"%s\"", excerpt_line_number(context->text, location),
				   excerpt(context->text + location, end - location));
	}
	else if (position > 0 && strchr(context->text, '\n') != NULL)
		errcontext("line %d", line);
}
