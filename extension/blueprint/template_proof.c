/*-------------------------------------------------------------------------
 *
 * template_proof.c
 *	  Whether a migration leaves the extension what it needs.
 *
 * A DBA's migration may add to what the extension's own have made. What it
 * dropped, renamed or gave another type would be missing in every organization
 * from then on; and what it adds may make a statement ambiguous. Either is
 * refused when it is added.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "blueprint/schema_catalogue.h"
#include "blueprint/template_proof.h"
#include "blueprint/template_trial.h"
#include "core/attempt.h"
#include "core/excerpt.h"
#include "core/proof.h"
#include "core/row.h"
#include "core/run_as.h"

/* A schema in which all statements are to be prepared. */
typedef struct Proof
{
	const char *schema;
	Oid			owner;
	const char *statement;
} Proof;

static void check_money(const char *name, Oid schema);
static char *own_script(void);
static void look_at_own(Oid schema, void *arg);
static const char *own_catalogue(void);
static void prove(void *arg);

/*
 * Raises where a column or domain is of type money: its texts, in which rows
 * are copied and moved, are of another amount under another lc_monetary. SPI is
 * connected.
 */
static void
check_money(const char *name, Oid schema)
{
	Oid			types[] = {OIDOID};
	Datum		values[] = {ObjectIdGetDatum(schema)};

	SPI_execute_with_args("SELECT min(f.what) FROM (SELECT format('column %s of %s', a.attname, c.relname) AS what, "
						  "a.atttypid AS type FROM outlay.schema_relations($1) c "
						  "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
						  "UNION ALL SELECT format('domain %s', t.typname), t.typbasetype "
						  "FROM outlay.schema_types($1) t) f WHERE f.type IN ('money'::regtype, 'money[]'::regtype) "
						  "HAVING count(*) > 0", 1, types, values, NULL, false, 1);
	if (SPI_processed > 0)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("migration \"%s\" makes %s of type money", name, row_text(0, 1)),
				 errdetail("The setting lc_monetary decides what its values are."),
				 errhint("Use numeric.")));
}

/* Returns the texts of all migrations of the extension as one script. SPI is connected. */
static char *
own_script(void)
{
	SPI_execute("SELECT string_agg(m.up_sql, E'\\n;\\n' ORDER BY m.version) FROM outlay.migration m WHERE m.builtin",
				false, 1);
	return row_text(0, 1);
}

/* Prints the schema that the extension's migrations have made. */
static void
look_at_own(Oid schema, void *arg)
{
	*(char **) arg = schema_catalogue(schema);
}

/* Returns the catalogue of what the extension's migrations make, which is made once a backend. SPI is connected. */
static const char *
own_catalogue(void)
{
	static char *of = NULL;
	static char *made = NULL;
	char	   *script = own_script();
	char	   *catalogue;

	if (of != NULL && strcmp(of, script) == 0)
		return made;
	template_try(script, look_at_own, &catalogue);
	if (of != NULL)
	{
		pfree(of);
		pfree(made);
		of = NULL;
	}
	made = MemoryContextStrdup(TopMemoryContext, catalogue);
	of = MemoryContextStrdup(TopMemoryContext, script);
	return made;
}

/*
 * Raises unless a schema, the template after a DBA's migration, has all that
 * the extension's migrations make. SPI is connected.
 */
void
template_check_kept(const char *name, Oid schema)
{
	Oid			types[] = {TEXTOID, TEXTOID};
	Datum		values[2];

	check_money(name, schema);
	values[0] = CStringGetTextDatum(own_catalogue());
	values[1] = CStringGetTextDatum(schema_catalogue(schema));
	SPI_execute_with_args("SELECT string_agg(l, E'\\n') FROM outlay.catalogue_losses($1, $2) l HAVING count(*) > 0",
						  2, types, values, NULL, false, 1);
	if (SPI_processed > 0)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("migration \"%s\" takes away what the extension needs", name),
				 errdetail_internal("%s", excerpt_lines(row_text(0, 1))),
				 errhint("What the extension's own migrations made can be added to; it is not dropped, renamed or "
						 "given another type.")));
}

/* Prepares all statements as a schema's owner. */
static void
prove(void *arg)
{
	Proof	   *proof = arg;
	RunAs		saved;

	run_as_role(&saved, proof->owner, proof->schema);
	(void) proof_run(&proof->statement);
	run_as_end(&saved);
}

/* Raises where a statement of the extension can no longer be prepared in a schema. SPI is connected. */
void
template_check_statements(const char *name, const char *schema, Oid owner)
{
	Proof		proof = {schema, owner};
	ErrorData  *error = attempt_and_undo(prove, &proof);

	if (error == NULL)
		return;
	if (error->sqlerrcode == ERRCODE_QUERY_CANCELED)
		ReThrowError(error);
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("migration \"%s\" breaks a statement of the extension: %s", name, error->message),
			 errdetail_internal("%s", excerpt_lines(proof.statement)),
			 errhint("Write the migration without it, or give what it adds another name.")));
}
