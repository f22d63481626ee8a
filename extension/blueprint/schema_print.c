/*-------------------------------------------------------------------------
 *
 * schema_print.c
 *	  What printing a schema's DDL and printing its catalogue rows share.
 *
 * Both must come out the same whoever prints, and both are done by
 * PostgreSQL's own functions, which leave out the names of schemas that are
 * in search_path.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/lsyscache.h"

#include "blueprint/schema_print.h"
#include "core/guc.h"
#include "core/run_as.h"
#include "core/search_path.h"

/* Settings that decide how values and DDL are printed, and that the catalogues are read by their indexes. */
static const GucSetting print_settings[] =
{
	{"DateStyle", "ISO, YMD"},
	{"IntervalStyle", "postgres"},
	{"TimeZone", "UTC"},
	{"extra_float_digits", "3"},
	{"bytea_output", "hex"},
	{"xmloption", "content"},
	{"quote_all_identifiers", "off"},
	{"standard_conforming_strings", "on"},
	{"array_nulls", "on"},
	{"row_security", "off"},
	/* Catalogues of ten thousand tenants are not read as a whole for one schema, whatever their statistics say. */
	{"enable_seqscan", "off"},
	{"enable_hashjoin", "off"},
	{"enable_mergejoin", "off"},
	{"jit", "off"},
};

/* Returns the first argument, a schema that its caller may look into. */
Oid
schema_print_argument(FunctionCallInfo fcinfo)
{
	check_operator("look into the schemas of organizations");
	return PG_GETARG_OID(0);
}

/*
 * Becomes the role that owns a schema, with the schema's path and with
 * settings that fix how it prints, until run_as_end().
 *
 * A schema that was given to a superuser, as by a restore without owners, has
 * to be printed too: drift() and repair() tell what to do. For its catalogue
 * alone, by functions of the extension that are bound to PostgreSQL's own and
 * find nothing by the path; its rows are not read (run_as_role() refuses).
 */
void
schema_print_enter(Oid schema, bool with_rows, RunAs *saved)
{
	char	   *name = get_namespace_name(schema);
	Oid			owner;

	if (name == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_SCHEMA),
				 errmsg("schema with OID %u does not exist", schema)));

	owner = role_of_schema(schema);
	if (with_rows || !superuser_arg(owner))
	{
		run_as_role(saved, owner, name);
		role_see_all_rows();
	}
	else
	{
		run_as_owner(saved);
		guc_save("search_path", search_path_for(name));
	}
	guc_save_all(print_settings, lengthof(print_settings));
}
