/*-------------------------------------------------------------------------
 *
 * upgrade_run.c
 *	  What a call of upgrade_tenants() and its workers leave in
 *	  outlay.upgrade_run, and what they tell the operator from it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xlog.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"

#include "core/row.h"
#include "fleet/upgrade.h"

static int	count(const Upgrade *upgrade, const Statement *statement);

/* Enters this session in outlay.upgrade_run, and forgets runs of long ago. */
void
upgrade_begin_run(Upgrade *upgrade)
{
	static const Statement insert = {
		"WITH old AS (DELETE FROM outlay.upgrade_run WHERE started_at < now() - interval '30 days') "
		"INSERT INTO outlay.upgrade_run (part_of, to_version) VALUES (NULLIF($1, 0), $2) RETURNING id",
		2, {INT8OID, INT4OID}
	};
	Datum		values[] = {Int64GetDatum(upgrade->call), Int32GetDatum(upgrade->to_version)};
	Directory	directory;

	upgrade_directory_open(&directory);
	directory_run(&insert, values, NULL);
	upgrade->run = row_int64(0, 1);
	if (upgrade->call == 0)
		upgrade->call = upgrade->run;
	upgrade_directory_close(&directory);
	SPI_commit();
}

/*
 * Notes that this session's run has ended, in a commit that waits until it is
 * written, and with it all that the run has committed.
 */
void
upgrade_end_run(Upgrade *upgrade)
{
	static const Statement update = {
		"UPDATE outlay.upgrade_run SET ended_at = clock_timestamp() WHERE id = $1", 1, {INT8OID}
	};
	Datum		value = Int64GetDatum(upgrade->run);
	Directory	directory;

	upgrade_directory_open(&directory);
	directory_run(&update, &value, NULL);
	upgrade_directory_close(&directory);
	SPI_commit();
	XLogFlush(XactLastCommitEnd);
}

/* Counts the organizations that the call has given up so far. */
int
upgrade_failures(const Upgrade *upgrade)
{
	static const Statement failures = {
		"SELECT count(*) FROM outlay.upgrade_attempt a JOIN outlay.upgrade_run r ON r.id = a.run "
		"WHERE coalesce(r.part_of, r.id) = $1 AND a.given_up", 1, {INT8OID}
	};

	return upgrade->call == 0 ? 0 : count(upgrade, &failures);
}

/* Tells the operator what has been done. */
void
upgrade_report(const Upgrade *upgrade)
{
	static const Statement sum = {
		"SELECT coalesce(sum(done), 0) FROM outlay.upgrade_run WHERE id = $1 OR part_of = $1", 1, {INT8OID}
	};
	int			failed = upgrade_failures(upgrade);

	if (upgrade->call == 0)
		ereport(NOTICE, (errmsg("every organization has version %d", upgrade->to_version)));
	else
	{
		int			done = count(upgrade, &sum);

		ereport(NOTICE,
				(errmsg_plural("%d organization brought to version %d", "%d organizations brought to version %d",
							   done, done, upgrade->to_version)));
	}
	if (failed > 0)
		ereport(WARNING,
				(errmsg_plural("%d organization failed to reach version %d",
						   "%d organizations failed to reach version %d",
							   failed, failed, upgrade->to_version),
				 errhint(UPGRADE_FAILURE_HINT)));
}

/* Runs a statement that counts something of the call. */
static int
count(const Upgrade *upgrade, const Statement *statement)
{
	Datum		value = Int64GetDatum(upgrade->call);
	Directory	directory;
	int64		result;

	upgrade_directory_open(&directory);
	directory_run(statement, &value, NULL);
	result = row_int64(0, 1);
	upgrade_directory_close(&directory);
	return (int) result;
}
