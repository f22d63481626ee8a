/*-------------------------------------------------------------------------
 *
 * recurring_watch.c
 *	  Which organizations have a recurring expense due, and when.
 *
 * The worker looks at nothing else, so ten thousand organizations cost it one
 * look into an index. A row is never later than what is due: whoever makes
 * something due earlier says so here, in the same transaction, and only who has
 * looked at all of an organization's, under the row's lock, makes it later. Who
 * says so writes the row also where it is early enough, so that one with a
 * snapshot from before, who would make it later, fails (40001).
 *
 * Rows of organizations that are suspended or in the retention bin stay, and
 * are passed over. It is dumped: a restored database goes on where it was.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "core/wake.h"
#include "directory/directory.h"
#include "tenancy/recurring_watch.h"

static void run(const Statement *statement, Datum *values);

/* Opens the directory just to write to it. */
static void
run(const Statement *statement, Datum *values)
{
	Directory	directory;

	directory_open(&directory);
	(void) directory_run(statement, values, NULL);
	directory_close(&directory);
}

/* See recurring_watch.h. */
void
recurring_watch_note(int64 tenant, TimestampTz due_at)
{
	static const Statement note = {
		"INSERT INTO outlay.recurring_watch AS w (tenant_id, due_at) VALUES ($1, $2) "
		"ON CONFLICT (tenant_id) DO UPDATE SET due_at = least(w.due_at, excluded.due_at), failures = 0, message = NULL",
		2, {INT8OID, TIMESTAMPTZOID}
	};

	run(&note, (Datum[]) {Int64GetDatum(tenant), TimestampTzGetDatum(due_at)});
	if (due_at <= GetCurrentTimestamp())
		wake_at_commit();
}

/* See recurring_watch.h. */
void
recurring_watch_hurry(int64 tenant)
{
	static const Statement hurry = {
		"UPDATE outlay.recurring_watch SET due_at = least(due_at, now()) WHERE tenant_id = $1", 1, {INT8OID}
	};

	run(&hurry, (Datum[]) {Int64GetDatum(tenant)});
}

/* See recurring_watch.h. */
void
recurring_watch_lock(int64 tenant)
{
	static const Statement lock = {
		"SELECT FROM outlay.recurring_watch WHERE tenant_id = $1 FOR UPDATE", 1, {INT8OID}
	};

	run(&lock, (Datum[]) {Int64GetDatum(tenant)});
}

/* See recurring_watch.h. */
void
recurring_watch_set(int64 tenant, TimestampTz due_at)
{
	static const Statement set = {
		"UPDATE outlay.recurring_watch SET due_at = $2, failures = 0, message = NULL WHERE tenant_id = $1",
		2, {INT8OID, TIMESTAMPTZOID}
	};
	static const Statement forget = {"DELETE FROM outlay.recurring_watch WHERE tenant_id = $1", 1, {INT8OID}};
	Datum		values[] = {Int64GetDatum(tenant), TimestampTzGetDatum(due_at)};

	run(TIMESTAMP_IS_NOEND(due_at) ? &forget : &set, values);
}

/* See recurring_watch.h. Locked by now, nobody keeps the worker waiting when it says when that is next. */
bool
recurring_watch_lock_next(int64 *tenant)
{
	static const Statement find = {
		"SELECT w.tenant_id FROM outlay.recurring_watch w JOIN outlay.tenant t ON t.id = w.tenant_id "
		"WHERE w.due_at <= $1 AND t.status = 'active' ORDER BY w.due_at LIMIT 1 FOR UPDATE OF w SKIP LOCKED",
		1, {TIMESTAMPTZOID}
	};

	return directory_number(&find, (Datum[]) {TimestampTzGetDatum(GetCurrentTimestamp())}, tenant);
}

/* See recurring_watch.h. The pause doubles, to a day. */
void
recurring_watch_failed(int64 tenant, const char *message)
{
	static const Statement update = {
		"UPDATE outlay.recurring_watch SET failures = failures + 1, message = $2, "
		"due_at = now() + least(interval '1 minute' * 2 ^ least(failures, 11), interval '1 day') WHERE tenant_id = $1",
		2, {INT8OID, TEXTOID}
	};

	run(&update, (Datum[]) {Int64GetDatum(tenant), CStringGetTextDatum(message)});
}
