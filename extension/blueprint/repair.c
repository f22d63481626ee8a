/*-------------------------------------------------------------------------
 *
 * repair.c
 *	  What would bring an organization back to the template of its version.
 *
 * The statements are proposed in SQL (outlay.repair_statements()), of what
 * drift.c compares; here each is looked at before somebody runs it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xlog.h"
#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "parser/parser.h"
#include "tcop/utility.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "blueprint/drift.h"
#include "blueprint/schema_catalogue.h"
#include "blueprint/schema_ddl.h"
#include "blueprint/template_name.h"
#include "core/role.h"
#include "core/row.h"
#include "directory/directory.h"

PG_FUNCTION_INFO_V1(outlay_repair);

static void put_proposal(ReturnSetInfo *result, const char *slug, const char *line);
static bool is_one_proposal(const char *text);
static bool is_of_plain_role(Node *statement);
static Datum texts_of(List *statements, bool kinds);

/*
 * repair(slug text) returns setof text: the script that brings the
 * organization, or the template (NULL, as in the rows of drift()), back.
 * 3D000: no such organization; 3F000: it has lost its schema; 25006:
 * read-only. For operators.
 */
Datum
outlay_repair(PG_FUNCTION_ARGS)
{
	static const Statement propose = {
		"SELECT outlay.repair_statements($1, $2, $3, $4, $5, $6, $7)", 7,
		{TEXTOID, TEXTOID, TEXTARRAYOID, TEXTARRAYOID, TEXTARRAYOID, TEXTARRAYOID, OIDOID}
	};
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	List	   *versions = NIL;
	List	   *statements;
	DriftVersion *version;
	TenantRow	row = {.schema = TEMPLATE_SCHEMA};
	Directory	directory;
	Datum		values[7];
	Oid			schema;

	check_operator("look into the schemas of organizations");
	if (!RecoveryInProgress())
		PreventCommandIfReadOnly("repair()");
	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	if (!PG_ARGISNULL(0))
		drift_find_tenant(text_to_cstring(PG_GETARG_TEXT_PP(0)), &row);
	else if ((row.template_version = drift_newest_version()) == 0)
		return (Datum) 0;

	version = drift_version(&versions, row.template_version);
	schema = PG_ARGISNULL(0) ? get_namespace_oid(TEMPLATE_SCHEMA, false) : tenant_schema(&row);
	statements = schema_ddl(schema, false);
	values[0] = CStringGetTextDatum(version->catalogue);
	values[1] = CStringGetTextDatum(schema_catalogue(schema));
	values[2] = texts_of(version->statements, false);
	values[3] = texts_of(version->statements, true);
	values[4] = texts_of(statements, false);
	values[5] = texts_of(statements, true);
	values[6] = ObjectIdGetDatum(schema);

	directory_open(&directory);
	directory_run(&propose, values, NULL);
	for (uint64 i = 0; i < SPI_processed; i++)
		put_proposal(result, PG_ARGISNULL(0) ? NULL : row.slug, row_text(i, 1));
	directory_close(&directory);
	return (Datum) 0;
}

/*
 * Puts a line of repair() into the result. SQL made it of names and texts of a
 * schema that somebody has changed, so it is believed only if PostgreSQL's own
 * parser takes it for one statement, and of the kinds that we propose; else it
 * is a comment, for somebody to read. A comment names the organization, for
 * scripts of several are put together; slug is NULL for the template.
 */
static void
put_proposal(ReturnSetInfo *result, const char *slug, const char *line)
{
	bool		null = false;
	Datum		value;

	if (strncmp(line, "--", 2) != 0 && !is_one_proposal(line))
	{
		char	   *comment = psprintf("-- To be decided by hand, since it cannot be told whether it is one statement: "
									  "%s", line);

		for (char *c = comment; *c != '\0'; c++)
			if ((unsigned char) *c < 0x20)
				*c = ' ';
		line = comment;
	}
	if (strncmp(line, "-- ", 3) == 0)
		line = psprintf("-- %s: %s", slug ? slug : TEMPLATE_SCHEMA, line + 3);
	value = CStringGetTextDatum(line);
	tuplestore_putvalues(result->setResult, result->setDesc, &value, &null);
}

/* Tells whether a text is one statement, of a kind that changes no more than the parts of a schema. */
static bool
is_one_proposal(const char *text)
{
	static const NodeTag kinds[] = {
		T_TransactionStmt, T_VariableSetStmt, T_AlterDefaultPrivilegesStmt, T_AlterDomainStmt, T_AlterEnumStmt,
		T_AlterObjectSchemaStmt, T_AlterOwnerStmt, T_AlterPolicyStmt, T_AlterSeqStmt, T_AlterStatsStmt,
		T_AlterTableStmt, T_CommentStmt, T_CompositeTypeStmt, T_CreateDomainStmt, T_CreateEnumStmt,
		T_CreateFunctionStmt, T_CreatePolicyStmt, T_CreateRangeStmt, T_CreateSeqStmt,
		T_CreateStatsStmt, T_CreateStmt, T_CreateTableAsStmt, T_CreateTrigStmt,
		T_DropStmt, T_GrantStmt, T_IndexStmt, T_RefreshMatViewStmt, T_ReindexStmt, T_RenameStmt, T_RuleStmt, T_ViewStmt,
	};
	MemoryContext caller = CurrentMemoryContext;
	List	   *volatile parsed = NIL;
	Node	   *statement;

	/* A parser holds nothing but memory, so no subtransaction is needed to go on after its error. */
	PG_TRY();
	{
		parsed = raw_parser(text, RAW_PARSE_DEFAULT);
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(caller);
		FlushErrorState();
	}
	PG_END_TRY();
	if (list_length(parsed) != 1)
		return false;
	statement = linitial_node(RawStmt, parsed)->stmt;
	for (int i = 0; i < lengthof(kinds); i++)
		if (nodeTag(statement) == kinds[i])
			return true;
	return is_of_plain_role(statement);
}

/* Tells whether a statement makes a role that may do nothing, or takes SUPERUSER from one. */
static bool
is_of_plain_role(Node *statement)
{
	DefElem    *option;

	if (IsA(statement, CreateRoleStmt))
		return ((CreateRoleStmt *) statement)->options == NIL;
	if (!IsA(statement, AlterRoleStmt) || list_length(((AlterRoleStmt *) statement)->options) != 1)
		return false;
	option = linitial_node(DefElem, ((AlterRoleStmt *) statement)->options);
	return strcmp(option->defname, "superuser") == 0 && !defGetBoolean(option);
}

/* Returns the texts of statements, or their kinds, as text[]. */
static Datum
texts_of(List *statements, bool kinds)
{
	Datum	   *values = palloc(sizeof(Datum) * (list_length(statements) + 1));
	ListCell   *cell;

	foreach(cell, statements)
	{
		SchemaStatement *statement = lfirst(cell);

		values[foreach_current_index(cell)] = CStringGetTextDatum(kinds ? statement->kind : statement->text);
	}
	return PointerGetDatum(construct_array(values, list_length(statements), TEXTOID, -1, false, TYPALIGN_INT));
}
