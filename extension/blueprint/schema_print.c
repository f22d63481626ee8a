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

#include "utils/guc.h"
#include "utils/lsyscache.h"

#include "blueprint/schema_print.h"
#include "core/search_path.h"

/* Settings that decide how values and DDL are printed, and that the catalogues are read by their indexes. */
static const struct
{
	const char *name;
	const char *value;
}			print_settings[] =
{
	{"DateStyle", "ISO, YMD"},
	{"IntervalStyle", "postgres"},
	{"TimeZone", "UTC"},
	{"extra_float_digits", "3"},
	{"bytea_output", "hex"},
	{"xmloption", "content"},
	{"quote_all_identifiers", "off"},
	{"row_security", "off"},
	/* Catalogues of ten thousand tenants are not read as a whole for one schema, whatever their statistics say. */
	{"enable_seqscan", "off"},
	{"enable_hashjoin", "off"},
	{"enable_mergejoin", "off"},
	{"jit", "off"},
};

/* schema_print_argument returns the first argument, a schema that its caller may look into. */
Oid
schema_print_argument(FunctionCallInfo fcinfo)
{
	check_operator("look into the schemas of organizations");
	return PG_GETARG_OID(0);
}

/*
 * schema_print_enter becomes the directory's owner, who sees every row, with
 * the schema's path and with settings that fix how it prints.
 */
int
schema_print_enter(Oid schema, RoleSwitch *saved)
{
	char	   *name = get_namespace_name(schema);
	int			level;

	if (name == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_SCHEMA),
				 errmsg("schema with OID %u does not exist", schema)));

	role_become(saved, role_outlay_owner());
	level = search_path_enter(name);
	for (int i = 0; i < lengthof(print_settings); i++)
		(void) set_config_option(print_settings[i].name, print_settings[i].value, PGC_USERSET, PGC_S_SESSION,
								 GUC_ACTION_SAVE, true, 0, false);
	return level;
}

/* schema_print_leave undoes schema_print_enter(). */
void
schema_print_leave(int level, const RoleSwitch *saved)
{
	search_path_leave(level);
	role_return(saved);
}
