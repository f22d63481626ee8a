/*-------------------------------------------------------------------------
 *
 * purge_watch.c
 *	  What the worker knows of the retention bin.
 *
 * The worker removes a tenant when it has seen it in the bin for as long as
 * outlay.purge_after, and not when it was dropped so long ago. That is nearly
 * the same, but in a database that was restored from a backup: there the time
 * begins anew, since a backup is restored to get something back, and because
 * pg_restore may still be at work.
 *
 * One that cannot be removed is tried again after pauses that grow, beside
 * which others go on.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/timestamp.h"

#include "directory/directory.h"
#include "tenancy/purge_watch.h"

/* Seconds after which a dropped organization is removed for good; -1: never. */
static int	purge_after = 2592000;

/* Defines the setting. */
void
purge_watch_init(void)
{
	DefineCustomIntVariable("outlay.purge_after",
							"Time after which a dropped organization is removed for good.",
							"By the worker, or by calling outlay.purge_tenants(); -1 is never.",
							&purge_after,
							2592000, -1, PG_INT32_MAX,
							PGC_SUSET,
							GUC_UNIT_S, NULL, NULL, NULL);
}

/* Returns by when a tenant must have been dropped for outlay.purge_after to be over. */
TimestampTz
purge_watch_time(void)
{
	return purge_after < 0 ? DT_NOBEGIN : GetCurrentTimestamp() - purge_after * USECS_PER_SEC;
}

/* Notes who has come into the bin, and forgets who has left it. */
void
purge_watch_look(void)
{
	static const Statement forget = {
		"DELETE FROM outlay.purge_watch w WHERE NOT EXISTS "
		"(SELECT FROM outlay.tenant t WHERE t.id = w.tenant_id AND t.dropped_at = w.dropped_at)", 0
	};
	static const Statement note = {
		"INSERT INTO outlay.purge_watch (tenant_id, dropped_at) "
		"SELECT t.id, t.dropped_at FROM outlay.tenant t WHERE t.status = 'dropped' "
		"AND NOT EXISTS (SELECT FROM outlay.purge_watch w WHERE w.tenant_id = t.id)", 0
	};
	Directory	directory;

	directory_open(&directory);
	directory_run(&forget, NULL, NULL);
	directory_run(&note, NULL, NULL);
	directory_close(&directory);
}

/* Locks the next tenant behind a number whose time is over, and tells its number. */
bool
purge_watch_lock_next(int64 after, int64 *id)
{
	static const Statement find = {
		"SELECT t.id FROM outlay.tenant t "
		"JOIN outlay.purge_watch w ON w.tenant_id = t.id AND w.dropped_at = t.dropped_at "
		"WHERE t.id > $1 AND (w.seen_at <= $2 OR t.restore_as IS NULL) AND w.not_before <= now() "
		"ORDER BY t.id LIMIT 1 FOR UPDATE OF t SKIP LOCKED",
		2, {INT8OID, TIMESTAMPTZOID}
	};
	Datum		values[] = {Int64GetDatum(after), TimestampTzGetDatum(purge_watch_time())};

	return directory_number(&find, values, id);
}

/* Notes why a tenant could not be removed; the pause before it is tried again doubles, to a day. */
void
purge_watch_failed(int64 id, const char *message)
{
	static const Statement update = {
		"UPDATE outlay.purge_watch SET failures = failures + 1, message = $2, "
		"not_before = now() + least(interval '1 minute' * 2 ^ least(failures, 11), interval '1 day') "
		"WHERE tenant_id = $1", 2, {INT8OID, TEXTOID}
	};
	Datum		values[] = {Int64GetDatum(id), CStringGetTextDatum(message)};
	Directory	directory;

	directory_open(&directory);
	directory_run(&update, values, NULL);
	directory_close(&directory);
}
