/*-------------------------------------------------------------------------
 *
 * organization.c
 *	  The organization's settings: what they are, and changing them.
 *
 * setting.c has the table of those that an operator has a default for. The
 * currency is none: it is a matter of the first day, since amounts do not say
 * in which currency they are, and can change only while there are no amounts.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "call/audit.h"
#include "call/call.h"
#include "call/change.h"
#include "call/reply.h"
#include "call/setting.h"
#include "call/validate.h"
#include "core/compat.h"
#include "directory/tenant.h"
#include "people/factor.h"
#include "people/organization.h"
#include "people/session.h"
#include "tenancy/recurring_watch.h"
#include "value/currency.h"
#include "value/display.h"

PG_FUNCTION_INFO_V1(outlay_get_organization);
PG_FUNCTION_INFO_V1(outlay_get_branding);
PG_FUNCTION_INFO_V1(outlay_today);
PG_FUNCTION_INFO_V1(outlay_update_organization);

/* Arguments of update_organization(); the settings follow in the order of their table. */
#define ARG_VERSION		0
#define ARG_CURRENCY	1
#define ARG_SETTINGS	2

/* Columns that the statements below read, counted from 1: before the settings, and behind them. */
#define COLUMN_CURRENCY	1
#define COLUMN_DECIMALS	2
#define COLUMN_SETTINGS	3
#define COLUMN_LOGO		(COLUMN_SETTINGS + SETTING_COUNT)	/* type, width and height */
#define LOGO_COLUMNS	3
#define COLUMN_CLOSED	(COLUMN_LOGO + LOGO_COLUMNS)
#define COLUMN_VERSION	(COLUMN_CLOSED + 1)
#define VERSION_COLUMNS	3		/* version, created_at, updated_at */

#define RECORD_COLUMNS	(3 + 2 + SETTING_COUNT + 3 + LOGO_COLUMNS + 1 + VERSION_COLUMNS)
#define BRANDING_COLUMNS (6 + LOGO_COLUMNS)

/* What the statements do with the organization's one row. */
typedef enum Access
{
	ACCESS_READ,
	ACCESS_LOCK,
	ACCESS_UPDATE				/* parameters: currency, decimals, and the settings, each NULL for what stays; no row
								 * where all of it does */
} Access;

static void write_statement(const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types);
static void give_statements(ProofTake take);
static uint64 run_statement(Call *call, Access access, Datum *values, const char *nulls);
static void read_directory(Call *call, TenantRow *tenant);
static const char *effective(const TenantRow *tenant, SettingId id);
static int	copy_columns(int first, int count, Datum *values, bool *nulls);
static Datum own_settings(void);
static Datum make_record(Call *call);
static int	check_currency(Call *call, int arg);
static void check_second_factor(Call *call, int arg);
static void validate_settings(Call *call, int first_arg);

static const TenantWritten statements = {give_statements};

/* Prints the text of a statement; see plan.h. */
static void
write_statement(const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types)
{
	StringInfoData columns;

	initStringInfo(&columns);
	appendStringInfoString(&columns, "currency::text, decimals::integer");
	for (int i = 0; i < SETTING_COUNT; i++)
		appendStringInfo(&columns, ", %s::text", settings[i].rule.field);
	appendStringInfoString(&columns, ", logo_type::text, logo_width::integer, logo_height::integer, "
						   "closed_until, version, created_at, updated_at");

	*nargs = 0;
	if (variant != ACCESS_UPDATE)
	{
		appendStringInfo(sql, "SELECT %s FROM organization%s", columns.data,
						 variant == ACCESS_LOCK ? " FOR UPDATE" : "");
		return;
	}
	types[0] = TEXTOID;
	types[1] = INT4OID;
	appendStringInfoString(sql, "UPDATE organization SET version = version + 1, updated_at = now(), "
						   "currency = coalesce($1, currency), decimals = coalesce($2, decimals)");
	for (int i = 0; i < SETTING_COUNT; i++)
	{
		const char *name = settings[i].rule.field;

		types[2 + i] = TEXTOID;
		appendStringInfo(sql, ", %s = CASE WHEN $%d IS NULL THEN %s ELSE nullif($%d, '') END", name, 3 + i, name,
						 3 + i);
	}
	appendStringInfoString(sql, " WHERE currency <> $1");
	for (int i = 0; i < SETTING_COUNT; i++)
		appendStringInfo(sql, " OR %s IS DISTINCT FROM nullif(coalesce($%d, %s), '')", settings[i].rule.field, 3 + i,
						 settings[i].rule.field);
	appendStringInfo(sql, " RETURNING %s", columns.data);
	*nargs = 2 + SETTING_COUNT;
}

/* Gives all of them; see proof.h. */
static void
give_statements(ProofTake take)
{
	for (Access access = ACCESS_READ; access <= ACCESS_UPDATE; access++)
		take(NULL, access, write_statement);
}

/* Runs one of the statements; its one row is the last statement's. Returns 0 where an update has nothing to change. */
static uint64
run_statement(Call *call, Access access, Datum *values, const char *nulls)
{
	static const char family = 0;	/* its address tells these statements from those of others */
	uint64		rows = plan_run_variant(call->tenant, &family, access, write_statement, values, nulls);

	if (rows > 0 || access != ACCESS_UPDATE)
		call_check_settings(call, rows);
	return rows;
}

/* The directory's row of the organization, which a purge can have taken since the call was let in. */
static void
read_directory(Call *call, TenantRow *tenant)
{
	if (!tenant_lookup_id(call->tenant, tenant))
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_DATABASE),
				 errmsg("the organization has just been removed")));
}

/* What holds for the organization: its own setting in the row that was read, else the default. */
static const char *
effective(const TenantRow *tenant, SettingId id)
{
	const char *own = call_text(COLUMN_SETTINGS + id);

	if (own != NULL)
		return own;
	return id == SETTING_DISPLAY_NAME ? tenant->name : setting_default(id);
}

/* Passes columns of the row on as they are. Returns how many. */
static int
copy_columns(int first, int count, Datum *values, bool *nulls)
{
	for (int i = 0; i < count; i++)
		values[i] = call_column(first + i, &nulls[i]);
	return count;
}

/* The names of the settings that are the organization's own, as text[]. */
static Datum
own_settings(void)
{
	Datum		names[SETTING_COUNT];
	int			count = 0;

	for (int i = 0; i < SETTING_COUNT; i++)
		if (call_text(COLUMN_SETTINGS + i) != NULL)
			names[count++] = CStringGetTextDatum(settings[i].rule.field);
	return PointerGetDatum(construct_array(names, count, TEXTOID, -1, false, TYPALIGN_INT));
}

/* The organization_record of the row that was read. */
static Datum
make_record(Call *call)
{
	TenantRow	tenant;
	Datum		values[RECORD_COLUMNS];
	bool		nulls[RECORD_COLUMNS] = {false};
	int			n = 0;

	read_directory(call, &tenant);
	values[n++] = CStringGetTextDatum(tenant.name);
	values[n++] = CStringGetTextDatum(tenant.organization_id);
	values[n++] = CStringGetTextDatum(tenant.slug);
	n += copy_columns(COLUMN_CURRENCY, 2, values + n, nulls + n);
	for (int i = 0; i < SETTING_COUNT; i++)
		values[n++] = CStringGetTextDatum(effective(&tenant, i));
	values[n++] = own_settings();
	values[n++] = CStringGetTextDatum(display_text_color(effective(&tenant, SETTING_PRIMARY_COLOR)));
	values[n++] = CStringGetTextDatum(display_text_color(effective(&tenant, SETTING_ACCENT_COLOR)));
	n += copy_columns(COLUMN_LOGO, LOGO_COLUMNS + 1 + VERSION_COLUMNS, values + n, nulls + n);
	return call_result_row(call->fcinfo, values, nulls, n);
}

/* See organization.h. */
Datum
organization_read(Call *call)
{
	(void) run_statement(call, ACCESS_READ, NULL, NULL);
	return make_record(call);
}

/* See organization.h. */
Datum
organization_lock(Call *call, int version_arg)
{
	bool		is_null;

	(void) run_statement(call, ACCESS_LOCK, NULL, NULL);
	call_check_version(call, version_arg, DatumGetInt32(call_column(COLUMN_VERSION, &is_null)), "organization", 0);
	return make_record(call);
}

/* get_organization() returns outlay.organization_record: name and settings of the current organization. */
Datum
outlay_get_organization(PG_FUNCTION_ARGS)
{
	Call		call;

	call_begin(&call, fcinfo);
	return call_end(&call, organization_read(&call));
}

/*
 * get_branding() returns outlay.branding_record: what anybody may see of the
 * organization, logged in or not.
 */
Datum
outlay_get_branding(PG_FUNCTION_ARGS)
{
	Call		call;
	TenantRow	tenant;
	Datum		values[BRANDING_COLUMNS];
	bool		nulls[BRANDING_COLUMNS] = {false};
	int			n = 0;

	call_begin(&call, fcinfo);
	read_directory(&call, &tenant);
	(void) run_statement(&call, ACCESS_READ, NULL, NULL);
	values[n++] = CStringGetTextDatum(effective(&tenant, SETTING_DISPLAY_NAME));
	for (int i = SETTING_PRIMARY_COLOR; i <= SETTING_ACCENT_COLOR; i++)
	{
		values[n++] = CStringGetTextDatum(effective(&tenant, i));
		values[n++] = CStringGetTextDatum(display_text_color(effective(&tenant, i)));
	}
	values[n++] = CStringGetTextDatum(effective(&tenant, SETTING_LOCALE));
	n += copy_columns(COLUMN_LOGO, LOGO_COLUMNS, values + n, nulls + n);
	reply_add_header(ORGANIZATION_PUBLIC_CACHING);
	return call_end(&call, call_result_row(fcinfo, values, nulls, n));
}

/* today() returns date: the day on which this transaction began, where the current organization is. */
Datum
outlay_today(PG_FUNCTION_ARGS)
{
	Call		call;
	DateADT		today;

	call_begin(&call, fcinfo);
	today = call_organization(&call)->today;
	call_finish(&call);
	PG_RETURN_DATEADT(today);
}

/*
 * Makes sure that a currency (text) may become the organization's. Every
 * statement that stores an amount has read the currency before, in the same
 * transaction; so the table's lock waits for those under way, and makes later
 * ones wait.
 */
static int
check_currency(Call *call, int arg)
{
	static const TenantStatement lock = {"LOCK TABLE organization IN ACCESS EXCLUSIVE MODE", 0};
	static const TenantStatement in_use = {
		"SELECT FROM organization WHERE currency <> $1 AND (EXISTS (SELECT FROM deposit) "
		"OR EXISTS (SELECT FROM budget) OR EXISTS (SELECT FROM expense) OR EXISTS (SELECT FROM recurring))",
		1, {TEXTOID}
	};
	int			decimals = currency_decimals(TextDatumGetCString(call_arg(call, arg)));

	if (decimals < 0)
	{
		problem_add(&call->problems, "currency", "unknown_currency", "must be a currency of ISO 4217, like EUR");
		return decimals;
	}
	call_run(call, &lock, NULL, NULL);
	if (call_run(call, &in_use, &call_arg(call, arg), NULL) > 0)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "currency", "in_use",
					  "the currency cannot change once there are deposits, budgets or expenses", NULL);
	return decimals;
}

/* Raises where the roles that must have a second factor are to change and it cannot be, or not by this session. */
static void
check_second_factor(Call *call, int arg)
{
	if (!call_has(call, arg))
		return;
	session_check_recent(call);
	if (setting_roles(TextDatumGetCString(call_arg(call, arg))) > 0)
		factor_require_key();
}

/*
 * Checks the settings among the arguments of a call. An empty text is what
 * goes back to the default.
 */
static void
validate_settings(Call *call, int first_arg)
{
	for (int i = 0; i < SETTING_COUNT; i++)
	{
		Rule		rule = settings[i].rule;

		rule.arg = first_arg + i;
		if (call_has(call, rule.arg) && VARSIZE_ANY_EXHDR(DatumGetTextPP(call_arg(call, rule.arg))) > 0)
			validate(call, &rule, 1);
	}
}

/*
 * update_organization(version integer, currency text, and the settings, text)
 * returns outlay.organization_record. What is not given stays, NULL or an empty
 * text goes back to the operator's default. OT412; 22023: a value that is none
 * of its setting, unknown currency; 42501: not confirmed recently; 55000: the
 * currency is in use, no key for a second factor.
 */
Datum
outlay_update_organization(PG_FUNCTION_ARGS)
{
	Call		call;
	Datum		values[2 + SETTING_COUNT];
	char		nulls[2 + SETTING_COUNT];
	Datum		before;
	Datum		row;

	change_begin(&call, fcinfo);
	validate_settings(&call, ARG_SETTINGS);
	nulls[0] = nulls[1] = call_null(&call, ARG_CURRENCY);
	values[0] = call_arg(&call, ARG_CURRENCY);
	values[1] = Int32GetDatum(call_has(&call, ARG_CURRENCY) ? check_currency(&call, ARG_CURRENCY) : 0);
	problem_check(&call.problems, "organization");

	check_second_factor(&call, ARG_SETTINGS + SETTING_SECOND_FACTOR_ROLES);
	before = organization_lock(&call, ARG_VERSION);
	for (int i = 0; i < SETTING_COUNT; i++)
	{
		values[2 + i] = call_arg(&call, ARG_SETTINGS + i);
		nulls[2 + i] = call_null(&call, ARG_SETTINGS + i);
	}
	if (run_statement(&call, ACCESS_UPDATE, values, nulls) == 0)
		return call_end(&call, before);
	row = make_record(&call);
	audit_record(&call, "updated", "organization", 0, audit_row(before), audit_row(row));
	/* A day begins earlier further east. */
	if (call_has(&call, ARG_SETTINGS + SETTING_TIME_ZONE))
		recurring_watch_hurry(call.tenant);
	return call_end(&call, row);
}
