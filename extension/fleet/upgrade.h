/*-------------------------------------------------------------------------
 *
 * upgrade.h
 *	  Bringing organizations to the template's version.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_UPGRADE_H
#define OUTLAY_UPGRADE_H

#include "postgres.h"

#include "nodes/pg_list.h"

#include "directory/directory.h"

#define UPGRADE_FAILURE_HINT \
	"SELECT * FROM outlay.upgrade_failure tells why. Mend that and call upgrade_tenants() again."

/* What one session does: the arguments of the call, and where it is. */
typedef struct Upgrade
{
	int32		to_version;
	int32		batch_size;
	int32		max_failures;
	int32		lock_timeout;	/* milliseconds */
	int32		retries;
	Datum		slugs;			/* text[]; 0: all organizations */
	int64		call;			/* the run that everything here is part of; 0: none yet */
	int64		run;			/* this session's own */
	int			done;			/* organizations brought to the version by this session */
	int			failed;			/* and given up */
	MemoryContext context;		/* lives as long as the upgrade */
	List	   *steps;			/* TemplateStep, by version */
	char	   *state;			/* of the migrations when steps was read */
} Upgrade;

/* The organization that is being upgraded. */
typedef struct Current
{
	int64		id;
	int32		version;		/* that it has */
	int32		at;				/* that the step under way leads to; 0: none yet */
	bool		all_ran;		/* no step is under way any more: what they made is looked at */
} Current;

typedef enum UpgradeOutcome
{
	UPGRADE_NOTHING,			/* there is no such organization, or somebody else sees to it */
	UPGRADE_DONE,
	UPGRADE_LATER,				/* failed in a way that may pass */
	UPGRADE_FAILED,
} UpgradeOutcome;

/* upgrade_tenant.c: one organization, in a transaction of its own */
extern void upgrade_directory_open(Directory *directory);
extern void upgrade_directory_close(const Directory *directory);
extern UpgradeOutcome upgrade_next(Upgrade *upgrade, bool canary, int64 *id);
extern UpgradeOutcome upgrade_one(Upgrade *upgrade, int64 id, int attempt);
extern int64 upgrade_find(const Upgrade *upgrade, bool canary, int64 after);

/* upgrade_steps.c: the migrations that it lacks */
extern void upgrade_run_steps(const Upgrade *upgrade, Current *current, int32 to);
extern ErrorData *upgrade_run_separately(const Upgrade *upgrade, Current *current);
extern void upgrade_record_done(const Upgrade *upgrade, const Current *current);

/* upgrade_rest.c: many of them */
extern void upgrade_rest(Upgrade *upgrade, int limit);
extern void upgrade_check_failures(Upgrade *upgrade);

/* upgrade_run.c: the record of it */
extern void upgrade_begin_run(Upgrade *upgrade);
extern void upgrade_end_run(Upgrade *upgrade);
extern int	upgrade_failures(const Upgrade *upgrade);
extern void upgrade_report(const Upgrade *upgrade);

/* upgrade_worker.c: by several processes */
extern List *upgrade_start_workers(const Upgrade *upgrade, int count);
extern void upgrade_await_workers(List *workers);
extern void upgrade_stop_workers(List *workers);
extern PGDLLEXPORT void outlay_upgrade_worker(Datum argument);

#endif							/* OUTLAY_UPGRADE_H */
