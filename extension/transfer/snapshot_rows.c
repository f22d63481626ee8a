/*-------------------------------------------------------------------------
 *
 * snapshot_rows.c
 *	  The rows of a tenant in a snapshot, and put back from it.
 *
 * Going back replaces the rows, but four things are no rows to go back to.
 * The audit is never changed, so it stays, with one more row. Sequences stay
 * where they are, so that no id in the audit ever means two things. Who is
 * logged in may be somebody by now who was not then, so everybody logs in
 * anew. And how a member comes in is not what it was then, but what it is now:
 * a password that was changed, an invitation that was withdrawn and a member
 * who was deactivated were so for a reason.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/guc.h"
#include "utils/snapmgr.h"

#include "blueprint/audit_guard.h"
#include "blueprint/clone.h"
#include "core/guc.h"
#include "core/row.h"
#include "core/run_as.h"
#include "core/script.h"
#include "transfer/rows.h"
#include "transfer/snapshot_rows.h"

#define CREDENTIAL_TABLE "credential"

/* Tables that are never replaced: what happened, and what members log in with beside a password. */
static const char *const lasting_tables[] = {AUDIT_TABLE, CREDENTIAL_TABLE};

/* Columns of member by which somebody comes in, the id first. */
#define CREDENTIAL_COLUMNS 6

/* Tables that are emptied, beside those that are replaced. Each request begins with the first one. */
static const char *const emptied_tables[] = {"session", "idempotency"};

static bool is_kept(const RowTable *table);
static Datum *read_credentials(const TenantRow *row, Oid role);
static void keep_credentials(const TenantRow *row, Oid role, Datum *credentials);
static void lock_tables(const TenantRow *row, Oid role, List *tables);
static void empty_tables(const TenantRow *row, Oid role, List *tables);
static List *emptied(List *tables);

/* Tells whether the rows of a table are in a snapshot. */
static bool
is_kept(const RowTable *table)
{
	for (int i = 0; i < lengthof(lasting_tables); i++)
		if (strcmp(table->name, lasting_tables[i]) == 0)
			return false;
	return !rows_are_passing(table->name);
}

/* See snapshot_rows.h. All are read under one snapshot. */
uint64
snapshot_fill(const TenantRow *row, const char *schema)
{
	List	   *tables = rows_tables(tenant_schema(row));
	Snapshot	moment = RegisterSnapshot(GetTransactionSnapshot());
	RunAs		saved;
	uint64		rows = 0;
	ListCell   *cell;

	run_as_role(&saved, tenant_role(row), row->schema);
	clone_settings();
	guc_save("row_security", "off");
	SPI_connect();
	foreach(cell, tables)
	{
		RowTable   *table = lfirst(cell);
		SPIPlanPtr	plan;

		if (!is_kept(table))
			continue;
		script_run(script_parse(psprintf("CREATE TABLE %s.%s AS SELECT %s FROM ONLY %s WITH NO DATA",
										 schema, table->name, table->kept, table->name)), NULL);
		plan = SPI_prepare(psprintf("INSERT INTO %s.%s SELECT %s FROM ONLY %s", schema, table->name, table->kept,
									table->name), 0, NULL);
		if (SPI_execute_snapshot(plan, NULL, NULL, moment, InvalidSnapshot, false, true, 0) != SPI_OK_INSERT)
			elog(ERROR, "could not copy the rows of %s", table->name);
		rows += SPI_processed;
	}
	SPI_finish();
	run_as_end(&saved);
	UnregisterSnapshot(moment);
	return rows;
}

/* See snapshot_rows.h. */
void
snapshot_check_fits(const TenantRow *row, const char *label, const char *schema)
{
	Oid			snapshot = get_namespace_oid(schema, true);
	List	   *tables = rows_tables(tenant_schema(row));
	List	   *copies;
	const char *unlike = NULL;
	ListCell   *cell;

	if (!OidIsValid(snapshot))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("schema \"%s\" of snapshot \"%s\" does not exist", schema, label),
				 errhint("Somebody has dropped it. SELECT outlay.drop_snapshot('%s', %s) forgets it.", row->slug,
						 quote_literal_cstr(label))));
	copies = rows_tables(snapshot);
	for (int i = 0; i < lengthof(emptied_tables); i++)
		if (rows_find_table(tables, emptied_tables[i]) == NULL)
			unlike = emptied_tables[i];
	foreach(cell, tables)
	{
		const RowTable *table = lfirst(cell);
		const RowTable *copy = rows_find_table(copies, table->name);

		if (is_kept(table) && (copy == NULL || !rows_have_same_columns(table, copy)))
			unlike = table->name;
	}
	foreach(cell, copies)
		if (rows_find_table(tables, ((RowTable *) lfirst(cell))->name) == NULL)
			unlike = ((RowTable *) lfirst(cell))->name;
	if (unlike != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("table %s of organization \"%s\" is not what it was when snapshot \"%s\" was taken", unlike,
						row->slug, label),
				 errhint("Somebody has changed it by hand: SELECT * FROM outlay.drift('%s').", row->slug)));
}

/* See snapshot_rows.h. */
void
snapshot_put_back(const TenantRow *row, const char *schema)
{
	Oid			role = tenant_role(row);
	List	   *tables = rows_tables(tenant_schema(row));
	Datum	   *credentials;
	ListCell   *cell;
	int			level = NewGUCNestLevel();

	rows_set_triggers(false);
	guc_save("row_security", "off");
	lock_tables(row, role, tables);
	credentials = read_credentials(row, role);
	empty_tables(row, role, tables);
	foreach(cell, tables)
	{
		RowTable   *table = lfirst(cell);

		if (is_kept(table))
			rows_run(row->schema, role, psprintf("INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s.%s u",
												 table->name, table->columns, table->casts, schema, table->name));
	}
	/* Second factors stay as they are; what was sent to somebody is void, and nobody inherits what was another's. */
	rows_run(row->schema, role, "DELETE FROM " CREDENTIAL_TABLE " c WHERE c.kind NOT IN ('totp', 'recovery') "
			 "OR NOT EXISTS (SELECT FROM member m WHERE m.id = c.member_id)");
	keep_credentials(row, role, credentials);
	AtEOXact_GUC(true, level);
}

/*
 * Returns how each member comes in at the moment, columns of member as arrays,
 * in the current memory context. The tables are locked.
 */
static Datum *
read_credentials(const TenantRow *row, Oid role)
{
	MemoryContext caller = CurrentMemoryContext;
	Datum	   *credentials = palloc(sizeof(Datum) * CREDENTIAL_COLUMNS);
	RunAs		saved;

	run_as_role(&saved, role, row->schema);
	SPI_connect();
	SPI_execute("SELECT coalesce(array_agg(id), '{}'), coalesce(array_agg(status::text), '{}'), "
				"coalesce(array_agg(password_hash::text), '{}'), coalesce(array_agg(invitation_hash::text), '{}'), "
				"coalesce(array_agg(invited_until), '{}'), coalesce(array_agg(email::text), '{}') "
				"FROM ONLY member", false, 1);
	for (int i = 0; i < CREDENTIAL_COLUMNS; i++)
	{
		MemoryContext spi = MemoryContextSwitchTo(caller);

		credentials[i] = datumCopy(row_datum(0, i + 1), false, -1);
		MemoryContextSwitchTo(spi);
	}
	SPI_finish();
	run_as_end(&saved);
	return credentials;
}

/*
 * Gives the members that have been put back the credentials that they had
 * until now. Who was deactivated stays so; who has accepted an invitation
 * since is active; an invitation to another address than the member has again
 * is void. Of a member that there was none of any more, after an earlier
 * snapshot, nobody knows the password: it needs a new one.
 */
static void
keep_credentials(const TenantRow *row, Oid role, Datum *credentials)
{
	Oid			types[CREDENTIAL_COLUMNS] = {
		INT8ARRAYOID, TEXTARRAYOID, TEXTARRAYOID, TEXTARRAYOID, TIMESTAMPTZARRAYOID, TEXTARRAYOID
	};
	RunAs		saved;

	run_as_role(&saved, role, row->schema);
	SPI_connect();
	SPI_execute_with_args("UPDATE ONLY member m SET (status, password_hash, invitation_hash, invited_until) = ("
						  "SELECT CASE WHEN 'deactivated' IN (n.status, m.status) THEN 'deactivated' "
						  "WHEN n.id IS NULL THEN m.status WHEN n.password IS NULL THEN 'invited' ELSE 'active' END, "
						  "CASE WHEN n.id IS NOT NULL THEN n.password "
						  "WHEN m.password_hash IS NOT NULL THEN '!' END, "
						  "CASE WHEN n.email = m.email THEN n.invitation END, "
						  "CASE WHEN n.email = m.email THEN n.until END "
						  "FROM (SELECT) o "
						  "LEFT JOIN unnest($1, $2, $3, $4, $5, $6) n (id, status, password, invitation, until, email) "
						  "ON n.id = m.id)",
						  CREDENTIAL_COLUMNS, types, credentials, NULL, false, 0);
	SPI_finish();
	run_as_end(&saved);
}

/*
 * Locks the tables that are emptied against everybody. Every request looks at
 * its session first, so this lock comes first too: once it is there, all
 * requests that were under way have ended, and the other locks wait for
 * nobody, and nobody with one of them for us.
 */
static void
lock_tables(const TenantRow *row, Oid role, List *tables)
{
	StringInfoData lock;
	ListCell   *cell;

	initStringInfo(&lock);
	foreach(cell, emptied(tables))
		appendStringInfo(&lock, "%s %s", lock.len == 0 ? "LOCK TABLE" : ",", (char *) lfirst(cell));
	rows_run(row->schema, role, psprintf("%s IN ACCESS EXCLUSIVE MODE", lock.data));
}

/*
 * Empties the tables. It does not TRUNCATE: to a dump, or whoever else waits
 * for the lock with a snapshot from before, they would be empty.
 */
static void
empty_tables(const TenantRow *row, Oid role, List *tables)
{
	ListCell   *cell;

	foreach(cell, emptied(tables))
		rows_run(row->schema, role, psprintf("DELETE FROM ONLY %s", (char *) lfirst(cell)));
}

/* Returns the names of the tables that are emptied. */
static List *
emptied(List *tables)
{
	List	   *names = NIL;
	ListCell   *cell;

	for (int i = 0; i < lengthof(emptied_tables); i++)
		names = lappend(names, unconstify(char *, emptied_tables[i]));
	foreach(cell, tables)
		if (is_kept(lfirst(cell)))
			names = lappend(names, unconstify(char *, ((RowTable *) lfirst(cell))->name));
	return names;
}
