/*-------------------------------------------------------------------------
 *
 * tenant_host.c
 *	  The host names that tenants are served at beside their default one.
 *
 * For operators. Which organization a host name leads to is the directory's
 * to say (directory/tenant.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/builtins.h"
#include "utils/formatting.h"

#include "core/problem.h"
#include "core/role.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "directory/tenant_name.h"
#include "directory/tenant_unique.h"

PG_FUNCTION_INFO_V1(outlay_add_host);
PG_FUNCTION_INFO_V1(outlay_remove_host);
PG_FUNCTION_INFO_V1(outlay_list_hosts);

static char *host_argument(FunctionCallInfo fcinfo, int arg);
static void check_host(const char *host);
static void claim_host(const char *host);

/*
 * add_host(slug text, host text) returns void: the organization is also
 * served at that host name. 3D000: there is no such organization; 22023: not
 * a host name; 23505: the name leads somewhere already. For operators.
 */
Datum
outlay_add_host(PG_FUNCTION_ARGS)
{
	static const Statement insert = {
		"INSERT INTO outlay.tenant_host (host, tenant_id) VALUES ($1, $2)", 2, {TEXTOID, INT8OID}
	};
	char	   *host;
	TenantRow	row;
	Directory	directory;

	check_operator("give host names to organizations");
	PreventCommandIfReadOnly("add_host()");
	tenant_find_and_lock(fcinfo, 0, false, &row);
	tenant_check_kept(&row);
	host = host_argument(fcinfo, 1);
	check_host(host);
	claim_host(host);

	directory_open(&directory);
	directory_run(&insert, (Datum[]) {CStringGetTextDatum(host), Int64GetDatum(row.id)}, NULL);
	directory_close(&directory);
	PG_RETURN_VOID();
}

/*
 * remove_host(host text) returns boolean: the host name that add_host() gave
 * leads nowhere any more; false where it did not lead anywhere. For
 * operators.
 */
Datum
outlay_remove_host(PG_FUNCTION_ARGS)
{
	static const Statement delete = {"DELETE FROM outlay.tenant_host WHERE host = $1", 1, {TEXTOID}};
	Datum		value;
	Directory	directory;
	bool		removed;

	check_operator("take host names from organizations");
	PreventCommandIfReadOnly("remove_host()");
	value = CStringGetTextDatum(host_argument(fcinfo, 0));
	directory_open(&directory);
	removed = directory_run(&delete, &value, NULL) > 0;
	directory_close(&directory);
	PG_RETURN_BOOL(removed);
}

/*
 * list_hosts(slug text default null) returns setof outlay.host_record: each
 * host name that an organization, or each (NULL), is served at. 3D000: there
 * is no such organization. For operators.
 */
Datum
outlay_list_hosts(PG_FUNCTION_ARGS)
{
	static const Statement list = {
		"SELECT t.slug, h.host, h.kind FROM outlay.tenant t CROSS JOIN LATERAL ("
		"SELECT concat_ws('.', t.slug, $2), 'default', 1 "
		"UNION ALL SELECT concat_ws('.', a.slug, $2), 'former slug', 2 FROM outlay.tenant_alias a "
		"WHERE a.tenant_id = t.id "
		"UNION ALL SELECT o.host, 'added', 3 FROM outlay.tenant_host o WHERE o.tenant_id = t.id"
		") h (host, kind, place) "
		"WHERE t.status <> 'dropped' AND ($1 IS NULL OR t.id = $1) ORDER BY t.id, h.place, h.host",
		2, {INT8OID, TEXTOID}
	};
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	TenantRow	row = {0};
	Directory	directory;

	check_operator("list host names");
	if (!PG_ARGISNULL(0))
		tenant_find(fcinfo, 0, &row);
	InitMaterializedSRF(fcinfo, 0);
	directory_open(&directory);
	directory_run(&list, (Datum[]) {Int64GetDatum(row.id), CStringGetTextDatum(outlay_base_domain)},
				  PG_ARGISNULL(0) ? "n " : NULL);
	for (uint64 i = 0; i < SPI_processed; i++)
		tuplestore_puttuple(result->setResult, SPI_tuptable->vals[i]);
	directory_close(&directory);
	return (Datum) 0;
}

/* Returns a host name in lower case, empty for NULL. */
static char *
host_argument(FunctionCallInfo fcinfo, int arg)
{
	char	   *given = PG_ARGISNULL(arg) ? "" : text_to_cstring(PG_GETARG_TEXT_PP(arg));

	return asc_tolower(given, strlen(given));
}

/* Raises 22023 for what is no host name, or stands for something else than an organization. */
static void
check_host(const char *host)
{
	Problems	problems = {0};
	char	   *slug;

	if (host[0] != '\0' && (tenant_is_base_host(host) || pg_strcasecmp(host, outlay_console_host) == 0))
		problem_add(&problems, "host", "reserved", "stands for the whole installation");
	else if (!tenant_host_is_wellformed(host))
		problem_add(&problems, "host", "malformed",
					"must be a host name: letters, digits and hyphens, with dots between them, without a port");
	else if ((slug = tenant_slug_of_host(host)) != NULL && tenant_slug_is_reserved(slug))
		problem_add(&problems, "host", "reserved", "is reserved");
	problem_check(&problems, "host name");
}

/* Raises 23505 where a host name leads to an organization already. */
static void
claim_host(const char *host)
{
	TenantRow	other;

	if (!tenant_claim_host(host, 0, &other))
		ereport(ERROR,
				(errcode(ERRCODE_UNIQUE_VIOLATION),
				 errmsg("host name \"%s\" leads to organization \"%s\"", host, other.slug),
				 errdetail("host: taken: leads to an organization already.")));
}
