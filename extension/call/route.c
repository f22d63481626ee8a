/*-------------------------------------------------------------------------
 *
 * route.c
 *	  The route table (outlay.route) as C sees it.
 *
 * A route says which members may call its function. That is checked at
 * outlay.enter(), for every function, and again by each function of the
 * extension itself, so that the one table decides however a call comes.
 *
 * The table is small and hardly ever changes: a backend reads it whole and
 * keeps it until a change of the table (whose trigger sends an invalidation,
 * at commit, to all backends) or of one of its functions.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "commands/async.h"
#include "commands/extension.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "call/caller.h"
#include "call/route.h"
#include "core/outlay.h"
#include "core/row.h"
#include "core/run_as.h"
#include "directory/directory.h"
#include "directory/member_role.h"

PG_FUNCTION_INFO_V1(outlay_route_changed);
PG_FUNCTION_INFO_V1(outlay_installing);

/* What a function may be called by: the roles of all its routes together. */
typedef struct FunctionRoles
{
	Oid			function;
	int			roles;
	bool		anonymous;
	bool		is_served;		/* to members or everybody; those of the console alone are for operators */
	uint32		hash;			/* by which the cache of functions tells that it has changed */
} FunctionRoles;

static HTAB *routes = NULL;
static HTAB *functions = NULL;
static Oid	route_table = InvalidOid;
/* Counts the changes heard of, and what that count was when the table was read. */
static uint64 changes = 1;
static uint64 read_at = 0;
/* A route's function has gone, and one that is made now may come in its place. */
static bool is_any_missing = false;

static void route_table_changed(Datum arg, Oid relation);
static void route_function_changed(Datum arg, int cache, uint32 hash);
static int	route_roles_from_array(Datum value, bool is_null);
static void route_keep(uint64 row);
static void route_clear(void);
static void route_load(void);

/* Marks what is kept as stale when the route table changes. */
static void
route_table_changed(Datum arg, Oid relation)
{
	if (relation == InvalidOid || relation == route_table)
		changes++;
}

/*
 * Marks what is kept as stale when a function of a route is replaced or
 * dropped, or one is created where a route has none. Everybody creates
 * functions; reading the table and making the OpenAPI document anew takes 85 ms.
 */
static void
route_function_changed(Datum arg, int cache, uint32 hash)
{
	HASH_SEQ_STATUS status;
	FunctionRoles *entry;

	if (hash == 0 || is_any_missing || read_at == 0)
	{
		changes++;
		return;
	}
	hash_seq_init(&status, functions);
	while ((entry = hash_seq_search(&status)) != NULL)
		if (entry->hash == hash)
		{
			changes++;
			hash_seq_term(&status);
			return;
		}
}

/* The roles of a text[] as bits, 0 for NULL. */
static int
route_roles_from_array(Datum value, bool is_null)
{
	Datum	   *names;
	int			count;
	int			roles = 0;

	if (is_null)
		return 0;
	deconstruct_array(DatumGetArrayTypeP(value), TEXTOID, -1, false, TYPALIGN_INT, &names, NULL, &count);
	for (int i = 0; i < count; i++)
		roles |= member_role_from_name(TextDatumGetCString(names[i]));
	return roles;
}

/*
 * Keeps one row of the table: id, function, roles, for_tenant, read_only,
 * takes_key, keeps_answer, missing, console, secret.
 */
static void
route_keep(uint64 row)
{
	int32		id = row_int32(row, 1);
	Oid			function = row_oid(row, 2);
	Route	   *route;
	FunctionRoles *entry;
	bool		found;

	route = hash_search(routes, &id, HASH_ENTER, NULL);
	route->function = function;
	route->roles = route_roles_from_array(row_datum(row, 3), row_is_null(row, 3));
	route->scope = row_is_null(row, 4) ? ROUTE_ANY : row_bool(row, 4) ? ROUTE_TENANT : ROUTE_BASE;
	route->read_only = row_bool(row, 5);
	route->takes_key = row_bool(row, 6);
	route->keeps_answer = row_bool(row, 7);
	route->secret = row_bool(row, 10);
	route->for_operator = false;
	if (!row_is_null(row, 9))
	{
		route->scope = ROUTE_CONSOLE;
		route->for_operator = strcmp(row_text(row, 9), "operator") == 0;
		route->takes_key = false;
	}

	entry = hash_search(functions, &function, HASH_ENTER, &found);
	if (!found)
	{
		entry->roles = 0;
		entry->anonymous = entry->is_served = false;
		entry->hash = GetSysCacheHashValue1(PROCOID, ObjectIdGetDatum(function));
	}
	if (route->scope == ROUTE_CONSOLE)
		return;
	entry->roles |= route->roles;
	entry->anonymous |= route->roles == 0;
	entry->is_served = true;
}

/* Makes the hash tables new and empty. */
static void
route_clear(void)
{
	HASHCTL		ctl = {.keysize = sizeof(int32),.entrysize = sizeof(Route)};

	if (routes != NULL)
		hash_destroy(routes);
	routes = hash_create("outlay routes", 128, &ctl, HASH_ELEM | HASH_BLOBS);
	if (functions != NULL)
		hash_destroy(functions);
	ctl.keysize = sizeof(Oid);
	ctl.entrysize = sizeof(FunctionRoles);
	functions = hash_create("outlay functions with routes", 128, &ctl, HASH_ELEM | HASH_BLOBS);
}

/*
 * Reads the table if what is kept is stale. By the latest snapshot, not by the
 * caller's: what is read is kept, and an older state of the table, taken for
 * the newest, would be kept until the next change.
 */
static void
route_load(void)
{
	RunAs		before;
	uint64		reading_at;

	if (read_at == changes)
		return;
	if (read_at == 0 && routes == NULL)
	{
		CacheRegisterRelcacheCallback(route_table_changed, (Datum) 0);
		CacheRegisterSyscacheCallback(PROCOID, route_function_changed, (Datum) 0);
	}
	reading_at = changes;
	route_table = get_relname_relid("route", get_namespace_oid(OUTLAY_SCHEMA, false));
	route_clear();

	run_as_owner(&before);
	PushActiveSnapshot(GetLatestSnapshot());
	SPI_connect();
	if (SPI_execute("SELECT r.id, f.oid, r.roles, r.for_tenant, r.method = 'GET', r.method = 'POST', NOT r.secret "
					"AND f.oid NOT IN (SELECT p.oid FROM pg_proc p WHERE p.prorettype = 'outlay.file'::regtype), "
					"to_regprocedure(format('%s(%s)', r.function, r.arguments)) IS NULL, r.console, r.secret "
					"FROM outlay.route r, CAST(outlay.route_function(r.function, r.arguments) AS oid) AS f (oid)",
					true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not read outlay.route");
	is_any_missing = false;
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		is_any_missing |= row_bool(i, 8);
		if (!row_is_null(i, 2))
			route_keep(i);
	}
	SPI_finish();
	PopActiveSnapshot();
	run_as_end(&before);
	read_at = reading_at;
}

/* A number that is another one after routes or functions have changed. */
uint64
route_state(void)
{
	route_load();
	return read_at;
}

/* The route of an id; NULL where there is none. */
const Route *
route_find(int32 id)
{
	route_load();
	return hash_search(routes, &id, HASH_FIND, NULL);
}

/*
 * Which roles may call a function; 0 stands for everybody, logged in or not.
 * False where the function has no route but at the console, and so is for
 * operators only.
 */
bool
route_roles_of_function(Oid function, int *roles)
{
	FunctionRoles *entry;

	route_load();
	entry = hash_search(functions, &function, HASH_FIND, NULL);
	if (entry == NULL || !entry->is_served)
		return false;
	*roles = entry->anonymous ? 0 : entry->roles;
	return true;
}

/* See route.h. */
const char *
route_operation(const char *function)
{
	static const Statement find = {
		"SELECT method || ' ' || path FROM outlay.route WHERE function = 'outlay.' || $1 "
		"ORDER BY path LIKE '/api/v1/%', id LIMIT 1",
		1, {TEXTOID}
	};
	MemoryContext context = CurrentMemoryContext;
	Datum		name = CStringGetTextDatum(function);
	char	   *operation = NULL;

	if (caller_get()->entered)
	{
		Directory	directory;

		directory_open(&directory);
		if (directory_run(&find, &name, NULL) > 0)
			operation = MemoryContextStrdup(context, row_text(0, 1));
		directory_close(&directory);
	}
	return operation != NULL ? operation : psprintf("%s()", function);
}

/* Trigger function of outlay.route, for each statement: tells all backends and all shims that routes changed. */
Datum
outlay_route_changed(PG_FUNCTION_ARGS)
{
	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("route_changed() works as a trigger only")));
	CacheInvalidateRelcache(((TriggerData *) fcinfo->context)->tg_relation);
	Async_Notify("outlay_routes", "");
	return PointerGetDatum(NULL);
}

/* installing() returns boolean: whether the script of an extension is running, whose routes come with it. */
Datum
outlay_installing(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(creating_extension);
}
