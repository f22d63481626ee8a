/*-------------------------------------------------------------------------
 *
 * drift.c
 *	  Where an organization's catalogue differs from the template of its
 *	  version.
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
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "blueprint/clone.h"
#include "blueprint/drift.h"
#include "blueprint/schema_catalogue.h"
#include "blueprint/schema_ddl.h"
#include "blueprint/template.h"
#include "blueprint/template_trial.h"
#include "core/outlay.h"
#include "core/role.h"
#include "core/row.h"
#include "directory/directory.h"
#include "directory/tenant.h"

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
	List	   *versions;		/* DriftVersion */
} Comparison;

PG_FUNCTION_INFO_V1(outlay_drift);

static List *read_fleet(void);
static void compare_fleet(Comparison *comparison, List *members);
static void compare_template(Comparison *comparison);
static bool compare(Comparison *comparison, const char *slug, const char *schema, int32 version);
static void look_at_version(Oid schema, void *arg);
static void look_at_template(DriftVersion *version);
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

		drift_find_tenant(text_to_cstring(PG_GETARG_TEXT_PP(0)), &row);
		compare(&comparison, row.slug, row.schema, row.template_version);
	}
	return (Datum) 0;
}

/* See drift.h. */
void
drift_find_tenant(const char *slug, TenantRow *row)
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
	int32		version = drift_newest_version();

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
	DriftVersion *expected = drift_version(&comparison->versions, version);
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

/* See drift.h. */
DriftVersion *
drift_version(List **versions, int32 number)
{
	ListCell   *cell;
	DriftVersion *version;

	foreach(cell, *versions)
		if (((DriftVersion *) lfirst(cell))->version == number)
			return lfirst(cell);

	version = palloc0(sizeof(DriftVersion));
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
	DriftVersion *version = arg;

	version->catalogue = schema_catalogue(schema);
	version->statements = schema_ddl(schema, false);
}

/* Prints the template's schema, which has to be what the version's script makes. */
static void
look_at_template(DriftVersion *version)
{
	Oid			schema = get_namespace_oid(TEMPLATE_SCHEMA, true);

	if (version->version != drift_newest_version())
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

/* See drift.h. */
int32
drift_newest_version(void)
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
