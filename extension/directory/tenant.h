/*-------------------------------------------------------------------------
 *
 * tenant.h
 *	  The directory of tenants, outlay.tenant and outlay.tenant_host.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TENANT_H
#define OUTLAY_TENANT_H

#include "fmgr.h"

/*
 * The extension's own migration (extension/template/NNNN_*.sql) that a tenant
 * must have to be served. One that only has earlier ones is told to wait for
 * its upgrade. Raise it when code stops to work with the tables before it.
 */
#define OLDEST_SUPPORTED_MIGRATION 20

/* The name of a tenant's schema, as a format for its number. */
#define TENANT_SCHEMA_PREFIX "tenant_"
#define TENANT_SCHEMA TENANT_SCHEMA_PREFIX INT64_FORMAT

typedef enum TenantStatus
{
	TENANT_ACTIVE,
	TENANT_SUSPENDED,
	TENANT_DROPPED,
} TenantStatus;

/* A row of outlay.tenant; the texts are in the memory context of the lookup's caller. */
typedef struct TenantRow
{
	int64		id;
	char		schema[NAMEDATALEN];
	char	   *organization_id;
	char	   *slug;
	char	   *name;
	TenantStatus status;
	char	   *suspend_reason;	/* NULL: none was given */
	int32		template_version;
} TenantRow;

/* Setting: the domain below which every organization has its default host name. */
extern char *outlay_base_domain;
extern char *outlay_console_host;

extern void tenant_init(void);
extern bool tenant_lookup_id(int64 id, TenantRow *row);
extern bool tenant_lookup_slug(const char *slug, TenantRow *row);
extern bool tenant_lookup_alias(const char *slug, TenantRow *row);
extern bool tenant_lookup_address(const char *slug, TenantRow *row);
extern bool tenant_lookup_host(const char *host, TenantRow *row);
extern bool tenant_lookup_organization_id(const char *organization_id, TenantRow *row);
extern bool tenant_lookup_version(int32 migration, int32 *version);
extern Datum tenant_record(int64 id);
extern bool tenant_has_default_host(const TenantRow *row, const char *host);
extern bool tenant_is_base_host(const char *host);
extern char *tenant_slug_of_host(const char *host);
extern int64 tenant_id_of_schema(const char *schema);
extern Oid	tenant_schema(const TenantRow *row);
extern Oid	tenant_role(const TenantRow *row);
extern const char *tenant_status_name(TenantStatus status);
extern bool tenant_status_is_known(const char *name);
extern TenantStatus tenant_status_of_name(const char *name);

/* tenant_status.c: whether it is served */
extern void tenant_check_status(const TenantRow *row, bool is_insider);
extern void tenant_check_served(const TenantRow *row, bool is_insider);
extern void tenant_check_active(int64 id);

/* tenant_find.c: the tenant that an operator names, and whether it, or a procedure on many, can be worked on */
extern void tenant_find(FunctionCallInfo fcinfo, int arg, TenantRow *row);
extern void tenant_find_slug(const char *slug, TenantRow *row);
extern void tenant_find_and_lock(FunctionCallInfo fcinfo, int arg, bool to_change, TenantRow *row);
extern void tenant_check_kept(const TenantRow *row);
extern void tenant_check_possible(const char *what);
extern void tenant_check_top_level(FunctionCallInfo fcinfo, const char *procedure);

#endif							/* OUTLAY_TENANT_H */
