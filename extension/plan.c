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
 * that the statement runs as is allowed to see those of one tenant only.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "lib/ilist.h"
#include "utils/guc.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"
#include "utils/plancache.h"
#include "utils/resowner.h"

#include "outlay.h"
#include "plan.h"

#define TENANTS_LEAST 8			/* whose plans are kept whatever their number */
#define PLANS_PER_TENANT 3		/* on average, of all that are kept */

typedef struct PlanKey
{
	int64		tenant;
	const void *definition;
	uint64		variant;		/* 64 bits, so that the key has no padding */
} PlanKey;

typedef struct PlanEntry
{
	PlanKey		key;
	SPIPlanPtr	plan;
	slist_node	of_tenant;
} PlanEntry;

/* A tenant's plans, and its place among the tenants served, the latest first. */
typedef struct TenantPlans
{
	int64		tenant;
	dlist_node	recent;
	slist_head	plans;
} TenantPlans;

static HTAB *plans = NULL;
static HTAB *tenants = NULL;
static dlist_head recent = DLIST_STATIC_INIT(recent);
static TenantPlans *latest = NULL;

/* Makes the hash tables at the first use in this backend. */
static void
plan_init(void)
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
}

/* Frees the plans of the tenant that was not served for longest. */
static void
plan_forget_oldest(void)
{
	TenantPlans *oldest = dlist_tail_element(TenantPlans, recent, &recent);

	while (!slist_is_empty(&oldest->plans))
	{
		PlanEntry  *entry = slist_container(PlanEntry, of_tenant, slist_pop_head_node(&oldest->plans));

		SPI_freeplan(entry->plan);
		hash_search(plans, &entry->key, HASH_REMOVE, NULL);
	}
	dlist_delete(&oldest->recent);
	hash_search(tenants, &oldest->tenant, HASH_REMOVE, NULL);
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
		slist_init(&entry->plans);
	dlist_push_head(&recent, &entry->recent);
	latest = entry;
	/* More than one where the setting was made smaller. */
	while (hash_get_num_entries(tenants) > outlay_cached_tenants ||
		   (hash_get_num_entries(plans) > (long) outlay_cached_tenants * PLANS_PER_TENANT &&
			hash_get_num_entries(tenants) > TENANTS_LEAST))
		plan_forget_oldest();
	return entry;
}

/* Plans a statement, the first time or after a change of its tables. */
static void
plan_make(SPIPlanPtr plan)
{
	/* What is switched off costs so much that the planner would think of compiling it. */
	static const char *const off[] = {"enable_seqscan", "enable_hashjoin", "enable_mergejoin", "jit"};
	int			level = NewGUCNestLevel();
	CachedPlan *made;

	for (int i = 0; i < lengthof(off); i++)
		(void) set_config_option(off[i], "off", PGC_USERSET, PGC_S_SESSION, GUC_ACTION_SAVE, true, 0, false);
	made = SPI_plan_get_cached_plan(plan);
	if (made != NULL)
		ReleaseCachedPlan(made, CurrentResourceOwner);
	AtEOXact_GUC(true, level);
}

/*
 * The kept plan of a variant of a definition for a tenant; writes and prepares
 * it at the first use. SPI is connected, and search_path and role are those
 * that the plan will run with. A generic plan always: with thousands of
 * tenants the first five custom plans of each would be most of the planning.
 */
SPIPlanPtr
plan_get_variant(int64 tenant, const void *definition, uint32 variant, StatementWriter write)
{
	PlanKey		key = {.tenant = tenant,.definition = definition,.variant = variant};
	PlanEntry  *entry;
	StringInfoData sql;
	Oid			types[STATEMENT_MAX_ARGS];
	int			nargs;
	SPIPlanPtr	plan;
	TenantPlans *owner;

	plan_init();
	owner = plan_tenant(tenant);
	entry = hash_search(plans, &key, HASH_FIND, NULL);
	if (entry != NULL)
	{
		if (!SPI_plan_is_valid(entry->plan))
			plan_make(entry->plan);
		return entry->plan;
	}

	initStringInfo(&sql);
	write(definition, variant, &sql, &nargs, types);
	plan = SPI_prepare_cursor(sql.data, nargs, types, CURSOR_OPT_GENERIC_PLAN);
	if (plan == NULL)
		elog(ERROR, "could not prepare \"%s\": %s", sql.data, SPI_result_code_string(SPI_result));
	pfree(sql.data);
	if (SPI_keepplan(plan) != 0)
		elog(ERROR, "could not keep a plan");
	plan_make(plan);

	entry = hash_search(plans, &key, HASH_ENTER, NULL);
	entry->plan = plan;
	slist_push_head(&owner->plans, &entry->of_tenant);
	return plan;
}

/* Writes a fixed statement. */
static void
plan_write_statement(const void *definition, uint32 variant, StringInfo sql, int *nargs, Oid *types)
{
	const Statement *statement = definition;

	appendStringInfoString(sql, statement->sql);
	*nargs = statement->nargs;
	memcpy(types, statement->types, sizeof(Oid) * statement->nargs);
}

/* The kept plan of a fixed statement for a tenant. */
SPIPlanPtr
plan_get(int64 tenant, const Statement *statement)
{
	return plan_get_variant(tenant, statement, 0, plan_write_statement);
}
