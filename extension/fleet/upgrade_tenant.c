/*-------------------------------------------------------------------------
 *
 * upgrade_tenant.c
 *	  Bringing one organization to a version, in a transaction of its own.
 *
 * Its row in the directory is locked first, past rows that somebody else has
 * locked; so sessions that work side by side never meet. Then the migrations
 * that it lacks run as its role, and its row gets the new version: all of it
 * or nothing. They run in a subtransaction, so that an error can be recorded
 * in the same transaction.
 *
 * Where one of several fails, those before it are run once more, each in a
 * subtransaction of its own, and stay (upgrade_steps.c); the row gets the
 * version that they lead to, and the failure is recorded with it. Only a
 * failure costs that. What may pass, a lock that could not be had, is first
 * tried again as a whole.
 *
 * The commit does not wait for the disk. What a crash takes back it takes
 * back whole, and the next call does it again; the call itself ends with a
 * commit that waits (upgrade.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"

#include "blueprint/template.h"
#include "core/attempt.h"
#include "core/guc.h"
#include "core/row.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "fleet/upgrade.h"

/* Who is left: $1 an id to begin after, $2 the version, $3 the call, $4 slugs; and a condition on t. */
#define WHO_IS_BEHIND(condition) \
	"SELECT t.id, t.template_version FROM outlay.tenant t " \
	"WHERE t.id > $1 AND t.template_version < $2 AND t.status <> 'dropped' AND ($4 IS NULL OR t.slug = ANY ($4)) " \
	"AND NOT EXISTS (SELECT FROM outlay.upgrade_attempt a JOIN outlay.upgrade_run r ON r.id = $3 " \
	"WHERE a.tenant_id = t.id AND a.failed_at >= r.started_at) " condition "ORDER BY t.id LIMIT 1"

/* What has failed before says nothing of a migration by failing again. */
#define NEVER_FAILED "AND NOT EXISTS (SELECT FROM outlay.upgrade_attempt f WHERE f.tenant_id = t.id) "

/* Takes an organization that is known: $1 its id, $2 the version. */
static const Statement take_one = {
	"SELECT t.id, t.template_version FROM outlay.tenant t WHERE t.id = $1 AND t.template_version < $2 "
	"AND t.status <> 'dropped' FOR NO KEY UPDATE OF t", 2, {INT8OID, INT4OID}
};

static void take_and_upgrade(void *arg);
static UpgradeOutcome run_in_transaction(Upgrade *upgrade, const Statement *statement, Datum *values,
										 Current *current, int tries);
static void set_transaction(const Upgrade *upgrade);
static bool take(const Statement *statement, Datum *values, Current *current);
static void read_steps(Upgrade *upgrade);
static bool may_pass(const ErrorData *error);
static UpgradeOutcome note_failure(Upgrade *upgrade, Current *current, ErrorData *error, int tries);
static void take_again(void *arg);
static UpgradeOutcome record_failure(Upgrade *upgrade, const Current *current, const ErrorData *error, int attempt);

/*
 * Opens the directory between two transactions of an upgrade; a background
 * worker has no portal whose snapshot would serve.
 */
void
upgrade_directory_open(Directory *directory)
{
	PushActiveSnapshot(GetTransactionSnapshot());
	directory_open(directory);
}

/* Undoes upgrade_directory_open(). */
void
upgrade_directory_close(const Directory *directory)
{
	directory_close(directory);
	PopActiveSnapshot();
}

/*
 * Upgrades the first organization after *id that is behind, that has not
 * failed since the call began and that nobody else has locked, and sets *id to
 * its number. UPGRADE_NOTHING where there is none. A canary has never failed
 * before either.
 */
UpgradeOutcome
upgrade_next(Upgrade *upgrade, bool canary, int64 *id)
{
	static const Statement take_next = {
		WHO_IS_BEHIND("") " FOR NO KEY UPDATE OF t SKIP LOCKED", 4, {INT8OID, INT4OID, INT8OID, TEXTARRAYOID}
	};
	static const Statement take_canary = {
		WHO_IS_BEHIND(NEVER_FAILED) " FOR NO KEY UPDATE OF t SKIP LOCKED", 4, {INT8OID, INT4OID, INT8OID, TEXTARRAYOID}
	};
	Datum		values[] = {
		Int64GetDatum(*id), Int32GetDatum(upgrade->to_version), Int64GetDatum(upgrade->call), upgrade->slugs
	};
	Current		current = {0};
	UpgradeOutcome outcome = run_in_transaction(upgrade, canary ? &take_canary : &take_next, values, &current, 1);

	*id = current.id;
	return outcome;
}

/*
 * Upgrades one organization and waits for its row; attempt counts from 1.
 * UPGRADE_NOTHING where it is not behind any more.
 */
UpgradeOutcome
upgrade_one(Upgrade *upgrade, int64 id, int attempt)
{
	Datum		values[] = {Int64GetDatum(id), Int32GetDatum(upgrade->to_version)};
	Current		current = {.id = id};

	return run_in_transaction(upgrade, &take_one, values, &current, attempt);
}

/*
 * Returns the first organization after an id that is behind and has not failed
 * since the call began, locked or not; else 0. A canary has never failed
 * before either.
 */
int64
upgrade_find(const Upgrade *upgrade, bool canary, int64 after)
{
	static const Statement find = {WHO_IS_BEHIND(""), 4, {INT8OID, INT4OID, INT8OID, TEXTARRAYOID}};
	static const Statement find_canary = {WHO_IS_BEHIND(NEVER_FAILED), 4, {INT8OID, INT4OID, INT8OID, TEXTARRAYOID}};
	Datum		values[] = {
		Int64GetDatum(after), Int32GetDatum(upgrade->to_version), Int64GetDatum(upgrade->call), upgrade->slugs
	};
	Current		current = {0};
	Directory	directory;

	upgrade_directory_open(&directory);
	take(canary ? &find_canary : &find, values, &current);
	upgrade_directory_close(&directory);
	return current.id;
}

/* What run_in_transaction() attempts. */
typedef struct Change
{
	Upgrade    *upgrade;
	const Statement *statement;
	Datum	   *values;
	Current    *current;
	UpgradeOutcome outcome;
} Change;

/* Upgrades the organization that a statement takes, if it takes one. */
static void
take_and_upgrade(void *arg)
{
	Change	   *change = arg;
	Directory	directory;
	bool		taken;

	directory_open(&directory);
	taken = take(change->statement, change->values, change->current);
	directory_close(&directory);
	if (!taken)
		return;
	upgrade_run_steps(change->upgrade, change->current, change->upgrade->to_version);
	upgrade_record_done(change->upgrade, change->current);
	change->outcome = UPGRADE_DONE;
}

/* Upgrades the organization that a statement takes, and commits. */
static UpgradeOutcome
run_in_transaction(Upgrade *upgrade, const Statement *statement, Datum *values, Current *current, int tries)
{
	MemoryContext caller = CurrentMemoryContext;
	MemoryContext context = AllocSetContextCreate(upgrade->context, "outlay upgrade", ALLOCSET_DEFAULT_SIZES);
	Change		change = {upgrade, statement, values, current, UPGRADE_NOTHING};
	UpgradeOutcome outcome;
	ErrorData  *error;

	template_lock_to_upgrade();
	PushActiveSnapshot(GetTransactionSnapshot());
	read_steps(upgrade);
	set_transaction(upgrade);
	MemoryContextSwitchTo(context);
	error = attempt(take_and_upgrade, &change);
	outcome = change.outcome;
	if (error != NULL)
	{
		if (error->sqlerrcode == ERRCODE_QUERY_CANCELED || current->id == 0)
			ReThrowError(error);
		outcome = note_failure(upgrade, current, error, tries);
	}
	MemoryContextSwitchTo(caller);
	PopActiveSnapshot();
	SPI_commit();
	MemoryContextDelete(context);
	upgrade->done += outcome == UPGRADE_DONE;
	upgrade->failed += outcome == UPGRADE_FAILED;
	return outcome;
}

/* Makes the settings that hold until the transaction's end. */
static void
set_transaction(const Upgrade *upgrade)
{
	guc_local("lock_timeout", psprintf("%d", upgrade->lock_timeout));
	guc_local("synchronous_commit", "off");
}

/* Runs a statement that gives id and version of an organization, or nothing. The directory is open. */
static bool
take(const Statement *statement, Datum *values, Current *current)
{
	char		nulls[] = "    ";

	if (statement->nargs > 3 && values[3] == (Datum) 0)
		nulls[3] = 'n';
	if (directory_run(statement, values, nulls) == 0)
		return false;
	current->id = row_int64(0, 1);
	current->version = row_int32(0, 2);
	return true;
}

/*
 * Reads which steps there are, the first time and when somebody has changed
 * migrations since; under the lock that it is called with nobody does.
 */
static void
read_steps(Upgrade *upgrade)
{
	static const Statement read_state = {
		"SELECT count(*) || ' ' || coalesce(max(greatest(created_at, replaced_at))::text, '') FROM outlay.migration", 0
	};
	Directory	directory;
	char	   *state;

	directory_open(&directory);
	directory_run(&read_state, NULL, NULL);
	state = MemoryContextStrdup(upgrade->context, row_text(0, 1));
	directory_close(&directory);
	if (upgrade->state == NULL || strcmp(state, upgrade->state) != 0)
	{
		MemoryContext caller = MemoryContextSwitchTo(upgrade->context);

		upgrade->steps = template_steps(upgrade->to_version);
		upgrade->state = state;
		MemoryContextSwitchTo(caller);
		if (list_length(upgrade->steps) < upgrade->to_version ||
			template_whole_version(upgrade->to_version) != upgrade->to_version)
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("version %d of the template has been replaced or withdrawn", upgrade->to_version),
					 errhint("Call upgrade_tenants() again: it goes on from here.")));
	}
	else
		pfree(state);
}

/* Tells whether another attempt may help: where a lock could not be had. */
static bool
may_pass(const ErrorData *error)
{
	return error->sqlerrcode == ERRCODE_LOCK_NOT_AVAILABLE ||
		error->sqlerrcode == ERRCODE_T_R_DEADLOCK_DETECTED ||
		error->sqlerrcode == ERRCODE_T_R_SERIALIZATION_FAILURE;
}

/* What take_again() is asked for, and whether it has it. */
typedef struct Taking
{
	const Upgrade *upgrade;
	Current    *current;
	bool		taken;
} Taking;

/* Locks the row of an organization that was given back with what had been done to it. */
static void
take_again(void *arg)
{
	Taking	   *taking = arg;
	Datum		values[] = {Int64GetDatum(taking->current->id), Int32GetDatum(taking->upgrade->to_version)};
	Directory	directory;

	directory_open(&directory);
	taking->taken = take(&take_one, values, taking->current);
	directory_close(&directory);
}

/*
 * Notes the error that has undone everything. Unless it is to be tried again,
 * what led up to the step that failed is done first. Somebody else may have
 * seen to the organization as soon as its row was free.
 */
static UpgradeOutcome
note_failure(Upgrade *upgrade, Current *current, ErrorData *error, int tries)
{
	Taking		taking = {upgrade, current, false};
	ErrorData  *other;

	if (current->at == 0 || (may_pass(error) && tries <= upgrade->retries))
		return record_failure(upgrade, current, error, tries);
	other = attempt(take_again, &taking);
	if (other != NULL && other->sqlerrcode == ERRCODE_QUERY_CANCELED)
		ReThrowError(other);
	if (other == NULL && !taking.taken)
		return UPGRADE_NOTHING;
	if (taking.taken)
	{
		other = upgrade_run_separately(upgrade, current);
		error = other != NULL ? other : error;
	}
	if (current->version == upgrade->to_version)
	{
		upgrade_record_done(upgrade, current);
		return UPGRADE_DONE;
	}
	return record_failure(upgrade, current, error, tries);
}

/* Notes an error, and whether the organization is given up. */
static UpgradeOutcome
record_failure(Upgrade *upgrade, const Current *current, const ErrorData *error, int attempt)
{
	static const Statement upsert = {
		"INSERT INTO outlay.upgrade_attempt AS a "
		"(tenant_id, version, run, attempts, given_up, sqlstate, message, detail, context) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (tenant_id) DO UPDATE SET "
		"(version, run, attempts, given_up, sqlstate, message, detail, context, failed_at) = "
		"($2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp())",
		9, {INT8OID, INT4OID, INT8OID, INT4OID, BOOLOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID}
	};
	bool		given_up = !may_pass(error) || attempt > upgrade->retries;
	char		nulls[] = "         ";
	Datum		values[] = {
		Int64GetDatum(current->id),
		Int32GetDatum(current->at != 0 ? current->at : upgrade->to_version),
		Int64GetDatum(upgrade->run),
		Int32GetDatum(attempt),
		BoolGetDatum(given_up),
		CStringGetTextDatum(unpack_sql_state(error->sqlerrcode)),
		CStringGetTextDatum(error->message != NULL ? error->message : ""),
		error->detail != NULL ? CStringGetTextDatum(error->detail) : (Datum) 0,
		error->context != NULL ? CStringGetTextDatum(error->context) : (Datum) 0,
	};
	Directory	directory;

	nulls[7] = error->detail != NULL ? ' ' : 'n';
	nulls[8] = error->context != NULL ? ' ' : 'n';
	directory_open(&directory);
	directory_run(&upsert, values, nulls);
	directory_close(&directory);
	return given_up ? UPGRADE_FAILED : UPGRADE_LATER;
}
