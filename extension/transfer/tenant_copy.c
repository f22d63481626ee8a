/*-------------------------------------------------------------------------
 *
 * tenant_copy.c
 *	  A sandbox: a new tenant with the rows of another.
 *
 * All tables are read under one snapshot, so the copy is what the
 * organization was at one moment, and nobody there waits for it.
 *
 * A sandbox is shown to more people than the original, and whoever could read
 * a copied password hash could try to guess it. So passwords stay behind
 * unless the operator asks for them; set_member_password() lets in whom the
 * sandbox is for.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/snapmgr.h"

#include "core/problem.h"
#include "core/role.h"
#include "core/row.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "tenancy/recurring_watch.h"
#include "tenancy/tenant_create.h"
#include "transfer/rows.h"

/* The table of what an organization without data is still copied with. */
#define SETTINGS_TABLE "organization"

PG_FUNCTION_INFO_V1(outlay_clone_tenant);

static void clone_request(FunctionCallInfo fcinfo, TenantRequest *request);
static char *business_email_of(const TenantRow *row);
static void copy_rows(const TenantRow *source, const TenantRow *target, Oid role, bool with_data);
static void write_row(const RowTable *table, char **values, void *argument);

/*
 * clone_tenant(source text, name text, business_email text default null, slug
 * text default null, with_data boolean default true, keep_passwords boolean
 * default false) returns outlay.tenant. Without data only the settings are
 * copied. The new tenant's schema has the version of the source's. 3D000: no
 * such source; 22023: invalid fields; 23505: name or slug in use. For operators.
 */
Datum
outlay_clone_tenant(PG_FUNCTION_ARGS)
{
	bool		with_data = PG_ARGISNULL(4) || PG_GETARG_BOOL(4);
	bool		keep_passwords = !PG_ARGISNULL(5) && PG_GETARG_BOOL(5);
	TenantRequest request = {0};
	TenantRow	source;
	TenantRow	target;
	Oid			role;

	check_operator("clone organizations");
	tenant_check_possible("cloning an organization");
	clone_request(fcinfo, &request);
	tenant_find_and_lock(fcinfo, 0, false, &source);
	tenant_check_kept(&source);
	if (request.business_email == NULL)
		request.business_email = business_email_of(&source);

	request.template_version = source.template_version;
	tenant_create(&request, &target);
	role = tenant_role(&target);
	copy_rows(&source, &target, role, with_data);
	if (!keep_passwords)
		rows_run(target.schema, role, "UPDATE member SET invitation_hash = NULL, invited_until = NULL, "
				 "password_hash = CASE WHEN password_hash IS NOT NULL THEN '!' END");
	rows_audit(target.schema, role, "cloned", "from", source.slug);
	recurring_watch_note(target.id, DT_NOBEGIN);
	PG_RETURN_DATUM(tenant_record(target.id));
}

/* Fills request with the fields of the new tenant; 22023 where they are invalid. */
static void
clone_request(FunctionCallInfo fcinfo, TenantRequest *request)
{
	Problems	problems = {0};
	bool		has_email = !PG_ARGISNULL(2);

	request->name = PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
	/* The source's is put in later; until then any valid one stands for it. */
	request->business_email = has_email ? text_to_cstring(PG_GETARG_TEXT_PP(2)) : "source@example.org";
	request->slug = PG_ARGISNULL(3) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(3));
	tenant_validate(request, &problems);
	problem_check(&problems, "organization");
	if (!has_email)
		request->business_email = NULL;
}

/* Returns the e-mail address of a tenant. */
static char *
business_email_of(const TenantRow *row)
{
	static const Statement find = {"SELECT business_email FROM outlay.tenant WHERE id = $1", 1, {INT8OID}};
	MemoryContext caller = CurrentMemoryContext;
	Datum		value = Int64GetDatum(row->id);
	Directory	directory;
	char	   *email;

	directory_open(&directory);
	directory_run(&find, &value, NULL);
	email = row_text(0, 1);
	email = MemoryContextStrdup(caller, email);
	directory_close(&directory);
	return email;
}

/* Replaces the rows that a new tenant has by those of another, and sets its sequences. */
static void
copy_rows(const TenantRow *source, const TenantRow *target, Oid role, bool with_data)
{
	Oid			schema = tenant_schema(source);
	List	   *tables = rows_tables(schema);
	ListCell   *cell;
	int			level = NewGUCNestLevel();

	rows_set_triggers(false);
	PushActiveSnapshot(GetTransactionSnapshot());
	foreach(cell, tables)
	{
		RowTable   *table = lfirst(cell);
		RowWriter	writer;

		if (rows_are_passing(table->name) || (!with_data && strcmp(table->name, SETTINGS_TABLE) != 0))
			continue;
		rows_empty(target->schema, role, table->name);
		rows_open_writer(&writer, table, target->schema, role);
		rows_read(schema, table, write_row, &writer);
		(void) rows_close_writer(&writer);
	}
	PopActiveSnapshot();
	AtEOXact_GUC(true, level);

	/* Read after the rows, so no position is before one of them. */
	if (with_data)
		foreach(cell, rows_sequences(schema))
			rows_set_sequence(target->schema, role, lfirst(cell));
}

/* Passes a row on. */
static void
write_row(const RowTable *table, char **values, void *argument)
{
	rows_write(argument, values);
}
