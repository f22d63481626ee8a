/*-------------------------------------------------------------------------
 *
 * plan.c
 *	  Prepared plans, one set for each tenant that this backend served.
 *
 * The same text means other tables in each tenant, so one plan for all would
 * be analysed again at every change of tenant. A backend that has served
 * thousands of tenants would keep thousands of sets, so only those of the
 * outlay.cached_tenants most recently served are kept, and of fewer where
 * they have many: a plan takes some 60 kB.
 *
 * What is planned for a tenant whose tables are still empty would read them
 * whole for ever, or until they are analysed, which with thousands of tenants
 * can take a while. So plans are made as for large tables: by index, row by
 * row. Every statement here looks up a few rows by a key.
 *
 * Statements name no schema: search_path chooses the tables, and the role
 * that the statement runs as is allowed to see those of one tenant only. So a
 * path that a tenant's own trigger sets lasts as long as the statement: the next
 * one, the record in the audit say, would find its table elsewhere.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "lib/ilist.h"
#include "utils/guc.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"
#include "utils/plancache.h"
#include "utils/resowner.h"
#include "utils/snapmgr.h"

#include "core/guc.h"
#include "core/outlay.h"
#include "core/plan.h"
#include "core/search_path.h"

#define TENANTS_LEAST 8			/* whose plans are kept whatever their number */
#define PLANS_PER_TENANT 3		/* on average, of all that are kept */

/* Variants of statements that are put together at run time: so many are kept for one tenant. */
#define MAX_VARIANTS	64

typedef struct PlanKey
{
	int64		tenant;
	const void *definition;
	uint64		variant;
} PlanKey;

/*
 * A kept plan. While a statement runs its plan must stay, though what runs
 * below it, a trigger or another query of the operator's, may serve any number
 * of other tenants. An error passes over what would note that the statement
 * has ended; so what is noted counts for one transaction.
 */
typedef struct PlanEntry
{
	PlanKey		key;
	SPIPlanPtr	plan;
	bool		is_variant;
	bool		is_made;		/* planned, since it was prepared */
	bool		for_values;		/* planned at each use */
	int			users;			/* running statements */
	uint64		used_in;		/* number of the transaction that users is of */
	dlist_node	of_tenant;
} PlanEntry;

/* A tenant's plans, and its place among the tenants served, the latest first. */
typedef struct TenantPlans
{
	int64		tenant;
	int			variants;
	dlist_node	recent;
	dlist_head	plans;			/* the latest made first */
} TenantPlans;

static HTAB *plans = NULL;
static HTAB *tenants = NULL;
static dlist_head recent = DLIST_STATIC_INIT(recent);
static TenantPlans *latest = NULL;
static uint64 transaction = 1;

/* Tenants whose prepared plans a backend keeps. */
static int	cached_tenants = 300;

static void plan_at_end(XactEvent event, void *arg);
static void make_tables(void);
static bool plan_is_used(const PlanEntry *plan);
static void plan_free(TenantPlans *owner, PlanEntry *plan);
static void plan_forget_oldest(void);
static TenantPlans *plan_tenant(int64 tenant);
static void plan_forget_variants(TenantPlans *owner);
static void plan_make(SPIPlanPtr plan);
static void plan_write_statement(const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types);
static PlanEntry *plan_prepare(TenantPlans *owner, const PlanKey *key, StatementWriter write, bool for_values);
static PlanEntry *plan_begin(int64 tenant, const void *definition, uint64 variant, StatementWriter write,
							 bool for_values);
static uint64 plan_end(PlanEntry *plan, const char *path, int code);

/* Defines the setting. */
void
plan_init(void)
{
	DefineCustomIntVariable("outlay.cached_tenants",
							"Organizations whose prepared plans one backend keeps.",
							"The plans of the one that was served longest ago are freed first.",
							&cached_tenants,
							300, 8, 100000,
							PGC_SUSET,
							0, NULL, NULL, NULL);
}

/* Counts transactions. */
static void
plan_at_end(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT || event == XACT_EVENT_PREPARE)
		transaction++;
}

/* Makes the hash tables at the first use in this backend. */
static void
make_tables(void)
{
	HASHCTL		ctl = {0};

	if (plans != NULL)
		return;
	ctl.keysize = sizeof(int64);
	ctl.entrysize = sizeof(TenantPlans);
	tenants = hash_create("outlay tenants with plans", 64, &ctl, HASH_ELEM | HASH_BLOBS);
	ctl.keysize = sizeof(PlanKey);
	ctl.entrysize = sizeof(PlanEntry);
	plans = hash_create("outlay plans", 256, &ctl, HASH_ELEM | HASH_BLOBS);
	RegisterXactCallback(plan_at_end, NULL);
}

/* Whether a statement with this plan is running. */
static bool
plan_is_used(const PlanEntry *plan)
{
	return plan->users > 0 && plan->used_in == transaction;
}

/* Frees a plan of a tenant. */
static void
plan_free(TenantPlans *owner, PlanEntry *plan)
{
	SPI_freeplan(plan->plan);
	owner->variants -= plan->is_variant;
	dlist_delete(&plan->of_tenant);
	hash_search(plans, &plan->key, HASH_REMOVE, NULL);
}

/* Frees the plans of the tenants that were not served for longest; not those in use. */
static void
plan_forget_oldest(void)
{
	dlist_node *node = dlist_tail_node(&recent);

	/* More than one where the setting was made smaller. */
	while (hash_get_num_entries(tenants) > cached_tenants && node != &latest->recent)
	{
		TenantPlans *oldest = dlist_container(TenantPlans, recent, node);
		dlist_mutable_iter iter;

		node = node->prev;
		dlist_foreach_modify(iter, &oldest->plans)
		{
			PlanEntry *plan = dlist_container(PlanEntry, of_tenant, iter.cur);

			if (!plan_is_used(plan))
				plan_free(oldest, plan);
		}
		if (!dlist_is_empty(&oldest->plans))
			continue;
		dlist_delete(&oldest->recent);
		hash_search(tenants, &oldest->tenant, HASH_REMOVE, NULL);
	}
}

/* The plans of a tenant, which becomes the latest served. */
static TenantPlans *
plan_tenant(int64 tenant)
{
	TenantPlans *entry;
	bool		found;

	if (latest != NULL && latest->tenant == tenant)
		return latest;
	entry = hash_search(tenants, &tenant, HASH_ENTER, &found);
	if (found)
		dlist_delete(&entry->recent);
	else
	{
		dlist_init(&entry->plans);
		entry->variants = 0;
	}
	dlist_push_head(&recent, &entry->recent);
	latest = entry;
	plan_forget_oldest();
	return entry;
}

/* Frees the variants that were made longest ago where a tenant has too many. */
static void
plan_forget_variants(TenantPlans *owner)
{
	dlist_node *node = dlist_is_empty(&owner->plans) ? NULL : dlist_tail_node(&owner->plans);

	while (owner->variants >= MAX_VARIANTS && node != NULL)
	{
		PlanEntry *plan = dlist_container(PlanEntry, of_tenant, node);

		node = dlist_has_prev(&owner->plans, node) ? dlist_prev_node(&owner->plans, node) : NULL;
		if (plan->is_variant && !plan_is_used(plan))
			plan_free(owner, plan);
	}
}

/* Plans a statement, the first time or after a change of its tables. */
static void
plan_make(SPIPlanPtr plan)
{
	/* What is switched off costs so much that the planner would think of compiling it. */
	static const GucSetting by_index[] = {
		{"enable_seqscan", "off"}, {"enable_hashjoin", "off"}, {"enable_mergejoin", "off"}, {"jit", "off"},
		/* It loses the order of the index, which for few rows seems no loss. */
		{"enable_bitmapscan", "off"},
	};
	int			level = NewGUCNestLevel();
	CachedPlan *made;

	guc_save_all(by_index, lengthof(by_index));
	made = SPI_plan_get_cached_plan(plan);
	if (made != NULL)
		ReleaseCachedPlan(made, CurrentResourceOwner);
	AtEOXact_GUC(false, level);
}

/* Writes a fixed statement. */
static void
plan_write_statement(const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types)
{
	const Statement *statement = definition;

	appendStringInfoString(sql, statement->sql);
	*nargs = statement->nargs;
	memcpy(types, statement->types, sizeof(Oid) * statement->nargs);
}

/* Prepares a statement and keeps it; search_path and role are those that it will run with. */
static PlanEntry *
plan_prepare(TenantPlans *owner, const PlanKey *key, StatementWriter write, bool for_values)
{
	StringInfoData sql;
	Oid			types[STATEMENT_MAX_ARGS];
	int			nargs;
	SPIPlanPtr	prepared;
	PlanEntry *plan;

	initStringInfo(&sql);
	write(key->definition, key->variant, &sql, &nargs, types);
	prepared = SPI_prepare_cursor(sql.data, nargs, types, for_values ?
								  CURSOR_OPT_CUSTOM_PLAN | CURSOR_OPT_PARALLEL_OK : CURSOR_OPT_GENERIC_PLAN);
	if (prepared == NULL)
		elog(ERROR, "could not prepare \"%s\": %s", sql.data, SPI_result_code_string(SPI_result));
	pfree(sql.data);
	if (SPI_keepplan(prepared) != 0)
		elog(ERROR, "could not keep a plan");

	plan = hash_search(plans, key, HASH_ENTER, NULL);
	plan->plan = prepared;
	plan->is_variant = write != plan_write_statement;
	plan->is_made = false;
	plan->for_values = for_values;
	plan->users = 0;
	owner->variants += plan->is_variant;
	dlist_push_head(&owner->plans, &plan->of_tenant);
	return plan;
}

/*
 * The kept plan of a variant of a definition for a tenant, in use until
 * plan_end(). SPI is connected. A generic plan always: with thousands of
 * tenants the first five custom plans of each would be most of the planning.
 */
static PlanEntry *
plan_begin(int64 tenant, const void *definition, uint64 variant, StatementWriter write, bool for_values)
{
	PlanKey		key = {.tenant = tenant,.definition = definition,.variant = variant};
	TenantPlans *owner;
	PlanEntry *plan;

	make_tables();
	owner = plan_tenant(tenant);
	plan = hash_search(plans, &key, HASH_FIND, NULL);
	if (plan == NULL)
	{
		if (write != plan_write_statement)
			plan_forget_variants(owner);
		plan = plan_prepare(owner, &key, write, for_values);
	}
	if (plan->used_in != transaction)
		plan->users = 0;
	plan->used_in = transaction;
	plan->users++;
	/* What fails here is planned again at the next use: what is kept is valid. */
	if (!plan->for_values && (!plan->is_made || !SPI_plan_is_valid(plan->plan)))
	{
		plan->is_made = false;
		plan_make(plan->plan);
		plan->is_made = true;
	}
	return plan;
}

/*
 * Ends the use of a plan, and puts the path of before it back. Raises where it
 * could not be run, and returns the number of its rows.
 */
static uint64
plan_end(PlanEntry *plan, const char *path, int code)
{
	search_path_put_back(path);
	plan->users--;
	if (code < 0)
		elog(ERROR, "could not run a statement: %s", SPI_result_code_string(code));
	return SPI_processed;
}

/* See plan.h. */
uint64
plan_run_variant(int64 tenant, const void *definition, uint64 variant, StatementWriter write, Datum *values,
				 const char *nulls)
{
	PlanEntry *plan = plan_begin(tenant, definition, variant, write, false);
	char	   *path = search_path_now();

	return plan_end(plan, path, SPI_execute_plan(plan->plan, values, nulls, false, 0));
}

/* See plan.h. */
uint64
plan_run_to(int64 tenant, const void *definition, uint64 variant, StatementWriter write,
			const SPIExecuteOptions *options)
{
	PlanEntry *plan = plan_begin(tenant, definition, variant, write, false);
	char	   *path = search_path_now();

	return plan_end(plan, path, SPI_execute_plan_extended(plan->plan, options));
}

/* See plan.h. To compile a statement (jit) takes longer than to run it. */
uint64
plan_run_for_values(int64 tenant, const void *definition, uint64 variant, StatementWriter write,
					const SPIExecuteOptions *options)
{
	PlanEntry *plan = plan_begin(tenant, definition, variant, write, true);
	char	   *path = search_path_now();
	int			level = NewGUCNestLevel();
	int			code;

	guc_save("jit", "off");
	code = SPI_execute_plan_extended(plan->plan, options);
	AtEOXact_GUC(false, level);
	return plan_end(plan, path, code);
}

/* See plan.h. */
uint64
plan_run(int64 tenant, const Statement *statement, Datum *values, const char *nulls)
{
	return plan_run_variant(tenant, statement, 0, plan_write_statement, values, nulls);
}

/* See plan.h. */
uint64
plan_run_latest(int64 tenant, const Statement *statement, Datum *values)
{
	PlanEntry *plan = plan_begin(tenant, statement, 0, plan_write_statement, false);
	char	   *path = search_path_now();
	int			code;

	PushActiveSnapshot(GetLatestSnapshot());
	code = SPI_execute_plan(plan->plan, values, NULL, true, 0);
	PopActiveSnapshot();
	return plan_end(plan, path, code);
}
