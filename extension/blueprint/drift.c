/*-------------------------------------------------------------------------
 *
 * drift.c
 *	  Where an organization's catalogue differs from the template of its
 *	  version, and what would bring it back.
 *
 * A version is what its script in outlay.template makes. To be compared with,
 * it is made once more, in a subtransaction that is taken back; so a template
 * that somebody has changed by hand deceives nobody. On a standby nothing can
 * be made. There the template's schema stands for the newest version, if that
 * version's script is what is printed of it.
 *
 * For the fleet, one pass over the catalogues (outlay.fleet_fingerprints())
 * puts organizations with equal catalogues into groups, which are few. One of
 * each group is compared in detail, and the others only if that one differs.
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
#include "utils/lsyscache.h"

#include "blueprint/clone.h"
#include "blueprint/schema_catalogue.h"
#include "blueprint/schema_ddl.h"
#include "blueprint/template.h"
#include "blueprint/template_trial.h"
#include "core/outlay.h"
#include "core/role.h"
#include "core/row.h"
#include "directory/directory.h"
#include "directory/tenant.h"

/* What a version of the template consists of. */
typedef struct Version
{
	int32		version;
	char	   *catalogue;
	List	   *statements;		/* SchemaStatement */
} Version;

/* An organization to be compared. */
typedef struct Member
{
	char	   *slug;
	char		schema[NAMEDATALEN];
	int32		version;
	int64		group;			/* organizations of one group are equal */
} Member;

/* A call of drift(). */
typedef struct Comparison
{
	FunctionCallInfo fcinfo;
	List	   *versions;		/* Version */
} Comparison;

PG_FUNCTION_INFO_V1(outlay_drift);
PG_FUNCTION_INFO_V1(outlay_repair);

static void put_proposal(ReturnSetInfo *result, const char *slug, const char *line);
static bool is_one_proposal(const char *text);
static bool is_of_plain_role(Node *statement);
static void find_tenant(const char *slug, TenantRow *row);
static List *read_fleet(void);
static void compare_fleet(Comparison *comparison, List *members);
static void compare_template(Comparison *comparison);
static bool compare(Comparison *comparison, const char *slug, const char *schema, int32 version);
static Version *get_version(List **versions, int32 number);
static void look_at_version(Oid schema, void *arg);
static void look_at_template(Version *version);
static int32 newest_version(void);
static Datum texts_of(List *statements, bool kinds);
static void put_difference(FunctionCallInfo fcinfo, const char *slug, HeapTuple tuple, TupleDesc desc);
static void put_missing_schema(FunctionCallInfo fcinfo, const char *slug, const char *schema);

/*
 * drift(slug text default null) returns setof outlay.drift_record.
 *
 * 3D000: no such organization; 25006: read-only, but on a standby for the
 * newest version. For operators.
 */
Datum
outlay_drift(PG_FUNCTION_ARGS)
{
	Comparison	comparison = {fcinfo, NIL};

	check_operator("look into the schemas of organizations");
	if (!RecoveryInProgress())
		PreventCommandIfReadOnly("drift()");
	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0))
	{
		compare_template(&comparison);
		compare_fleet(&comparison, read_fleet());
	}
	else
	{
		TenantRow	row;

		find_tenant(text_to_cstring(PG_GETARG_TEXT_PP(0)), &row);
		compare(&comparison, row.slug, row.schema, row.template_version);
	}
	return (Datum) 0;
}

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
	Version    *version;
	TenantRow	row = {.schema = TEMPLATE_SCHEMA};
	Directory	directory;
	Datum		values[7];
	Oid			schema;

	check_operator("look into the schemas of organizations");
	if (!RecoveryInProgress())
		PreventCommandIfReadOnly("repair()");
	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
	if (!PG_ARGISNULL(0))
		find_tenant(text_to_cstring(PG_GETARG_TEXT_PP(0)), &row);
	else if ((row.template_version = newest_version()) == 0)
		return (Datum) 0;

	version = get_version(&versions, row.template_version);
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

/* Fills row with the tenant of a slug; 3D000 where there is none. */
static void
find_tenant(const char *slug, TenantRow *row)
{
	if (!tenant_lookup_slug(slug, row))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_DATABASE),
				 errmsg("there is no organization \"%s\"", slug),
				 errhint("SELECT slug, name FROM outlay.list_tenants() shows which there are.")));
}

/* Returns every organization (Member), those that are equal together. */
static List *
read_fleet(void)
{
	static const Statement read = {
		"SELECT slug, schema, version, dense_rank() OVER (ORDER BY version, fingerprint) "
		"FROM outlay.fleet_fingerprints() ORDER BY 4, id", 0
	};
	MemoryContext caller = CurrentMemoryContext;
	List	   *members = NIL;
	Directory	directory;

	directory_open(&directory);
	directory_run(&read, NULL, NULL);
	MemoryContextSwitchTo(caller);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		Member	   *member = palloc(sizeof(Member));

		member->slug = row_text(i, 1);
		strlcpy(member->schema, row_text(i, 2), NAMEDATALEN);
		member->version = row_int32(i, 3);
		member->group = row_int64(i, 4);
		members = lappend(members, member);
	}
	directory_close(&directory);
	return members;
}

/* Compares one organization of each group, and the others if it differs. */
static void
compare_fleet(Comparison *comparison, List *members)
{
	int64		group = 0;
	bool		differs = false;
	ListCell   *cell;

	foreach(cell, members)
	{
		Member	   *member = lfirst(cell);

		CHECK_FOR_INTERRUPTS();
		if (member->group == group && !differs)
			continue;
		group = member->group;
		differs = compare(comparison, member->slug, member->schema, member->version);
	}
}

/* Compares the template with what its migrations have made. */
static void
compare_template(Comparison *comparison)
{
	int32		version = newest_version();

	if (version > 0)
		compare(comparison, NULL, TEMPLATE_SCHEMA, version);
}

/* Puts the differences of a schema into the result; false where there are none. */
static bool
compare(Comparison *comparison, const char *slug, const char *schema, int32 version)
{
	static const Statement differences = {
		"SELECT d.kind, CASE d.kind WHEN 'schema' THEN $3 ELSE d.object END, "
		"outlay.catalogue_text(d.kind, d.template, d.tenant), "
		"outlay.catalogue_text(d.kind, d.tenant, d.template) FROM outlay.catalogue_differences($1, $2) d",
		3, {TEXTOID, TEXTOID, TEXTOID}
	};
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "outlay drift", ALLOCSET_DEFAULT_SIZES);
	Version    *expected = get_version(&comparison->versions, version);
	Oid			namespace = get_namespace_oid(schema, true);
	MemoryContext caller = MemoryContextSwitchTo(context);
	bool		differs = true;

	if (!OidIsValid(namespace))
		put_missing_schema(comparison->fcinfo, slug, schema);
	else
	{
		char	   *found = schema_catalogue(namespace);

		differs = strcmp(expected->catalogue, found) != 0;
		if (differs)
		{
			Datum		values[] = {
				CStringGetTextDatum(expected->catalogue), CStringGetTextDatum(found), CStringGetTextDatum(schema)
			};
			Directory	directory;

			directory_open(&directory);
			directory_run(&differences, values, NULL);
			for (uint64 i = 0; i < SPI_processed; i++)
				put_difference(comparison->fcinfo, slug, SPI_tuptable->vals[i], SPI_tuptable->tupdesc);
			directory_close(&directory);
		}
	}
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(context);
	return differs;
}

/* Returns a version of the template, from the list or made once more. */
static Version *
get_version(List **versions, int32 number)
{
	ListCell   *cell;
	Version    *version;

	foreach(cell, *versions)
		if (((Version *) lfirst(cell))->version == number)
			return lfirst(cell);

	version = palloc0(sizeof(Version));
	version->version = number;
	if (RecoveryInProgress())
		look_at_template(version);
	else
		template_try(template_script(number), look_at_version, version);
	*versions = lappend(*versions, version);
	return version;
}

/* Prints the schema that a version's script has made. */
static void
look_at_version(Oid schema, void *arg)
{
	Version    *version = arg;

	version->catalogue = schema_catalogue(schema);
	version->statements = schema_ddl(schema, false);
}

/* Prints the template's schema, which has to be what the version's script makes. */
static void
look_at_template(Version *version)
{
	Oid			schema = get_namespace_oid(TEMPLATE_SCHEMA, true);

	if (version->version != newest_version())
		ereport(ERROR,
				(errcode(ERRCODE_READ_ONLY_SQL_TRANSACTION),
				 errmsg("version %d of the template, which an organization is at, cannot be built on a standby",
						version->version),
				 errhint("Compare on the primary, or when CALL outlay.upgrade_tenants() has been run there.")));
	if (!OidIsValid(schema) ||
		strcmp(schema_catalogue_normal(schema_ddl_script(schema)),
			   schema_catalogue_normal(template_script(version->version))) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_READ_ONLY_SQL_TRANSACTION),
				 errmsg("the template differs from its newest version, which cannot be built on a standby"),
				 errhint("Compare on the primary, which tells the differences.")));
	look_at_version(schema, version);
}

/* Returns the number of the template's newest version, 0 where it has not been built yet. */
static int32
newest_version(void)
{
	static const Statement read = {"SELECT coalesce(max(version), 0) FROM outlay.template", 0};
	Directory	directory;
	int32		version;

	directory_open(&directory);
	directory_run(&read, NULL, NULL);
	version = row_int32(0, 1);
	directory_close(&directory);
	return version;
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

/* Puts a row of kind, object, expected and found into the result. */
static void
put_difference(FunctionCallInfo fcinfo, const char *slug, HeapTuple tuple, TupleDesc desc)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Datum		values[5];
	bool		nulls[5];

	nulls[0] = slug == NULL;
	values[0] = slug == NULL ? (Datum) 0 : CStringGetTextDatum(slug);
	for (int i = 1; i < 5; i++)
		values[i] = SPI_getbinval(tuple, desc, i, &nulls[i]);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* Puts the row of an organization without a schema into the result. */
static void
put_missing_schema(FunctionCallInfo fcinfo, const char *slug, const char *schema)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	bool		nulls[5] = {slug == NULL, false, false, false, true};
	Datum		values[5] = {
		slug == NULL ? (Datum) 0 : CStringGetTextDatum(slug),
		CStringGetTextDatum("schema"),
		CStringGetTextDatum(schema),
		CStringGetTextDatum("there")
	};

	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}
