/*-------------------------------------------------------------------------
 *
 * template_lock.c
 *	  Who uses the versions of the template while others change them.
 *
 * Locks keep a version what it is while it is in hand. They do not help a
 * transaction that has one snapshot for all its statements: what has changed
 * before it got its lock it cannot see.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "executor/spi.h"
#include "storage/lmgr.h"
#include "utils/lsyscache.h"
#include "utils/snapmgr.h"

#include "blueprint/template.h"
#include "core/outlay.h"
#include "core/row.h"

static char *state_by(SPIPlanPtr plan, Snapshot snapshot);

/*
 * Keeps those who change what a version is waiting until the end of the
 * transaction; false where one is at it and nobody is to wait.
 */
bool
template_lock_to_use(bool wait)
{
	Oid			table = get_relname_relid("template", get_namespace_oid(OUTLAY_SCHEMA, false));

	if (!wait)
		return ConditionalLockRelationOid(table, RowShareLock);
	LockRelationOid(table, RowShareLock);
	return true;
}

/*
 * Waits until nobody uses a version of the template, creating or upgrading an
 * organization, and keeps others from it until the end of the transaction.
 */
void
template_lock_to_change(void)
{
	Oid			table = get_relname_relid("template", get_namespace_oid(OUTLAY_SCHEMA, false));

	LockRelationOid(table, ExclusiveLock);
	LockDatabaseObject(RelationRelationId, table, 0, ExclusiveLock);
}

/*
 * Does for an upgrade what template_lock_to_use() does for a creation. It is
 * another lock, because an upgrade begins with waiting for all creations, but
 * not for other upgrades.
 */
void
template_lock_to_upgrade(void)
{
	Oid			table = get_relname_relid("template", get_namespace_oid(OUTLAY_SCHEMA, false));

	LockDatabaseObject(RelationRelationId, table, 0, ShareLock);
}

/*
 * Raises 40001 where the transaction has one snapshot for all its statements,
 * and the template or its migrations have changed since: what it would build
 * by that is behind, or there already. As the directory's owner, with SPI
 * connected.
 */
void
template_check_snapshot(void)
{
	SPIPlanPtr	plan;

	if (!IsolationUsesXactSnapshot())
		return;
	plan = SPI_prepare("SELECT coalesce(string_agg(r.at, ' ' ORDER BY r.at), '') FROM ("
					   "SELECT format('m%s%s', m.xmin, m.ctid) FROM outlay.migration m "
					   "UNION ALL SELECT format('t%s%s', t.xmin, t.ctid) FROM outlay.template t) r (at)", 0, NULL);
	if (strcmp(state_by(plan, GetTransactionSnapshot()), state_by(plan, GetLatestSnapshot())) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("the template has changed since this transaction began"),
				 errhint("Try again in a new transaction.")));
	SPI_freeplan(plan);
}

/* Returns which rows template and migrations have by a snapshot. */
static char *
state_by(SPIPlanPtr plan, Snapshot snapshot)
{
	char	   *state;

	PushActiveSnapshot(snapshot);
	if (SPI_execute_plan(plan, NULL, NULL, true, 1) != SPI_OK_SELECT)
		elog(ERROR, "could not read outlay.template");
	state = row_text(0, 1);
	PopActiveSnapshot();
	return state;
}
