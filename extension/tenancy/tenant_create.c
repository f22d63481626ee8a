/*-------------------------------------------------------------------------
 *
 * tenant_create.c
 *	  Creating a tenant.
 *
 * First comes the name. Of many who want it one gets it; whoever comes second
 * waits for the first one's transaction (tenant_unique.c), and has nothing yet
 * that others could use. Where a spare is there (spare.c) the tenant takes its
 * number, role and schema over, and only the row in the directory is left to
 * write. Else the row comes before role, schema, and what is in it. All is one
 * transaction: an error, a cancel or a kill leaves nothing but, after a kill,
 * files of no table; and the spare.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "commands/sequence.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "blueprint/clone.h"
#include "blueprint/template.h"
#include "core/attempt.h"
#include "core/outlay.h"
#include "core/role.h"
#include "core/run_as.h"
#include "core/search_path.h"
#include "core/wake.h"
#include "directory/directory.h"
#include "directory/tenant.h"
#include "directory/tenant_name.h"
#include "directory/tenant_unique.h"
#include "tenancy/first_categories.h"
#include "tenancy/spare.h"
#include "tenancy/tenant_create.h"
#include "value/currency.h"
#include "value/rule.h"

#define DEFAULT_CURRENCY "EUR"

/* A public number has four digits; one more after each so many that were taken. */
#define ORGANIZATION_ID_DIGITS 4
#define ORGANIZATION_ID_TRIES 20

/* Times that the directory is tried before something must be wrong with it. */
#define MAX_TRIES 1000

PG_FUNCTION_INFO_V1(outlay_create_tenant);

static bool claim_spare(const TenantRequest *request, TenantRow *row);
static bool is_own_fault(int sqlerrcode);
static void set_up(void *arg);
static bool set_up_spare(const TenantRequest *request, const TenantRow *row);
static void check_possible(void);
static void register_tenant(const TenantRequest *request, TenantRow *row);
static bool insert_row(const TenantRequest *request, const TenantRow *row);
static void set_up_organization(const TenantRequest *request, const char *schema, Oid owner);

/*
 * create_tenant(name text, business_email text, business_phone text default
 * null, slug text default null, currency text default 'EUR', categories text
 * default null) returns outlay.tenant. For operators.
 *
 * 22023: fields that are not valid, all of them in the detail; 23505: name or
 * slug in use; 42501: no operator.
 */
Datum
outlay_create_tenant(PG_FUNCTION_ARGS)
{
	const char *values[6];
	TenantRequest request;
	TenantRow	row;
	Problems	problems = {0};

	check_operator("create organizations");
	for (int i = 0; i < lengthof(values); i++)
		values[i] = PG_ARGISNULL(i) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(i));
	request = (TenantRequest) {values[0], values[1], values[2], values[3], values[4], values[5]};

	tenant_validate(&request, &problems);
	problem_check(&problems, "organization");
	tenant_create(&request, &row);
	PG_RETURN_DATUM(tenant_record(row.id));
}

/*
 * Notes every rule that a request violates, and brings its texts into normal
 * form.
 */
void
tenant_validate(TenantRequest *request, Problems *problems)
{
	static const Rule rules[] = {
		{0, "name", RULE_TEXT, true, 1, TENANT_MAX_NAME},
		{1, "business_email", RULE_EMAIL, true, 1, 200},
		{2, "business_phone", RULE_TEXT, false, 0, 40},
		{3, "slug", RULE_TEXT, false, 0, SLUG_MAX_LENGTH,.refuse = tenant_slug_fault},
		{4, "currency", RULE_CURRENCY, false, 0, 3},
		{5, "categories", RULE_CHOICE, false, 0, 0, FIRST_CATEGORIES_LANGUAGES},
	};
	const char *values[] = {
		request->name, request->business_email, request->business_phone, request->slug, request->currency,
		request->categories
	};

	rule_check_texts(rules, lengthof(rules), values, problems);
	request->name = values[0];
	request->business_email = values[1];
	request->business_phone = values[2];
	request->slug = values[3];
	request->currency = values[4] != NULL ? values[4] : DEFAULT_CURRENCY;
	request->categories = values[5];
}

/*
 * Creates the tenant of a valid request, as whoever calls, and fills row.
 * Raises 23505 for a name or slug in use. The caller has decided that it may
 * be created.
 */
void
tenant_create(const TenantRequest *request, TenantRow *row)
{
	Template	template;
	bool		spare;

	check_possible();
	template_get_version(request->template_version, &template);

	row->template_version = template.version;
	/* No row has the tenant's number yet, so that it need not be known. */
	tenant_claim_name(request->name, 0, "Choose another name.");
	spare = claim_spare(request, row);
	if (!spare)
		row->id = clone_new_id();
	register_tenant(request, row);
	if (!spare)
		set_up_organization(request, row->schema, clone_make(row->id, template.script));
	wake_at_commit();
}

/*
 * Finds a spare that can be set up for the tenant, and tells its number in
 * row. One that cannot is left to the worker, and no reason to create nothing:
 * there are others, and the template.
 */
static bool
claim_spare(const TenantRequest *request, TenantRow *row)
{
	row->slug = "";
	while (spare_claim(row->template_version, &row->id))
	{
		snprintf(row->schema, NAMEDATALEN, TENANT_SCHEMA, row->id);
		if (set_up_spare(request, row))
			return true;
	}
	return false;
}

/*
 * Tells whether an error may be due to what a spare is like. A lock that is
 * held, a deadlock, a full disk or memory, a limit, a cancel and an I/O error
 * would meet a sound one as well.
 */
static bool
is_own_fault(int sqlerrcode)
{
	static const int others[] = {
		ERRCODE_TRANSACTION_ROLLBACK,
		ERRCODE_INSUFFICIENT_RESOURCES,
		ERRCODE_PROGRAM_LIMIT_EXCEEDED,
		ERRCODE_OPERATOR_INTERVENTION,
		ERRCODE_SYSTEM_ERROR,
	};

	for (int i = 0; i < lengthof(others); i++)
		if (ERRCODE_TO_CATEGORY(sqlerrcode) == others[i])
			return false;
	return sqlerrcode != ERRCODE_LOCK_NOT_AVAILABLE;
}

/* What set_up_spare() attempts. */
typedef struct SpareSetup
{
	const TenantRequest *request;
	const TenantRow *row;
} SpareSetup;

/* Sets a spare up. */
static void
set_up(void *arg)
{
	const SpareSetup *setup = arg;

	set_up_organization(setup->request, setup->row->schema, tenant_role(setup->row));
}

/* Sets a spare up in a subtransaction; false where that fails and the spare may be why. */
static bool
set_up_spare(const TenantRequest *request, const TenantRow *row)
{
	SpareSetup	setup = {request, row};
	ErrorData  *error = attempt(set_up, &setup);

	if (error == NULL)
		return true;
	if (!is_own_fault(error->sqlerrcode))
		ReThrowError(error);
	spare_set_aside(row->id, error->message);
	return false;
}

/* Raises where a tenant must not be created: by an extension's script, or with writing forbidden. */
static void
check_possible(void)
{
	if (creating_extension)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("an organization cannot be created inside CREATE or ALTER EXTENSION"),
				 errdetail("Its tables would become members of the extension, which pg_dump leaves out.")));
	PreventCommandIfReadOnly("creating an organization");
}

/*
 * Enters the tenant in the directory and fills the rest of row. Where the slug
 * or the public number of its choice is taken it tries the next one.
 */
static void
register_tenant(const TenantRequest *request, TenantRow *row)
{
	const char *base = request->slug != NULL ? request->slug : tenant_name_slug(request->name);

	snprintf(row->schema, NAMEDATALEN, TENANT_SCHEMA, row->id);
	row->name = pstrdup(request->name);
	row->status = TENANT_ACTIVE;
	if (base == NULL)
		base = psprintf("org" INT64_FORMAT, row->id);

	for (int try = 0; try < MAX_TRIES; try++)
	{
		TenantRow	other;

		row->slug = request->slug != NULL ? pstrdup(base) : tenant_next_slug(base);
		row->organization_id = tenant_name_organization_id(request->name,
														   ORGANIZATION_ID_DIGITS + try / ORGANIZATION_ID_TRIES);
		if (tenant_lookup_organization_id(row->organization_id, &other))
			continue;
		if (!tenant_claim_slug(row->slug, row->id, &other))
		{
			if (request->slug == NULL)
				continue;
			ereport(ERROR,
					(errcode(ERRCODE_UNIQUE_VIOLATION),
					 errmsg("slug \"%s\" is in use", row->slug),
					 errdetail("slug: taken: organization with this slug already exists."),
					 errhint("Leave it out to have one chosen.")));
		}
		if (insert_row(request, row))
			return;
	}
	ereport(ERROR,
			(errcode(ERRCODE_OUTLAY_UNAVAILABLE),
			 errmsg("could not find a free slug and organization ID"),
			 errhint("Try again.")));
}

/* Inserts the tenant's row; false where somebody has taken slug or public number. */
static bool
insert_row(const TenantRequest *request, const TenantRow *row)
{
	static const Statement insert = {
		"INSERT INTO outlay.tenant (id, organization_id, slug, name, business_email, business_phone, template_version) "
		"OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id",
		7, {INT8OID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, INT4OID}
	};
	Datum		values[] = {
		Int64GetDatum(row->id),
		CStringGetTextDatum(row->organization_id),
		CStringGetTextDatum(row->slug),
		CStringGetTextDatum(row->name),
		CStringGetTextDatum(request->business_email),
		request->business_phone != NULL ? CStringGetTextDatum(request->business_phone) : (Datum) 0,
		Int32GetDatum(row->template_version),
	};
	Directory	directory;
	bool		inserted;

	directory_open(&directory);
	inserted = directory_run(&insert, values, request->business_phone != NULL ? NULL : "     n ") == 1;
	directory_close(&directory);
	return inserted;
}

/* Fills the one row of the tenant's table organization, which came with the template, and enters first categories. */
static void
set_up_organization(const TenantRequest *request, const char *schema, Oid owner)
{
	Oid			types[] = {TEXTOID, INT2OID};
	Datum		values[] = {
		CStringGetTextDatum(request->currency),
		Int16GetDatum(currency_decimals(request->currency)),
	};
	RunAs		saved;

	run_as_role(&saved, owner, schema);
	SPI_connect();
	SPI_execute_with_args("UPDATE organization SET currency = $1, decimals = $2, "
						  "created_at = now(), updated_at = now()", 2, types, values, NULL, false, 0);
	if (SPI_processed != 1)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the table organization of %s has " UINT64_FORMAT " rows, not one", schema, SPI_processed),
				 errhint("A migration must leave it its row.")));
	if (request->categories != NULL)
		first_categories_enter(request->categories);
	SPI_finish();
	run_as_end(&saved);
}
