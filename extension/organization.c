/*-------------------------------------------------------------------------
 *
 * organization.c
 *	  The organization's settings: currency, and what happens when more is to
 *	  be spent than there is.
 *
 * The currency is a matter of the first day: amounts do not say in which
 * currency they are, so it can change only while there are none.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

#include "audit.h"
#include "call.h"
#include "currency.h"
#include "tenant.h"
#include "validate.h"

PG_FUNCTION_INFO_V1(outlay_get_organization);
PG_FUNCTION_INFO_V1(outlay_update_organization);

/* The record of the row o of organization; the first three parameters come from the directory. */
#define ORGANIZATION_RECORD \
	"ROW($1, $2, $3, o.currency, o.decimals, o.over_budget, o.over_account, o.version, o.created_at, o.updated_at)" \
	"::outlay.organization_record"

#define CHOICES "refuse warn allow"

/* Fills the first three parameters, and reads the record; for a change, locks it. */
static Datum
read_organization(Call *call, Datum *directory, bool lock)
{
	static const Statement get = {
		"SELECT " ORGANIZATION_RECORD ", o.version FROM organization o", 3, {TEXTOID, TEXTOID, TEXTOID}
	};
	static const Statement get_locked = {
		"SELECT " ORGANIZATION_RECORD ", o.version FROM organization o FOR UPDATE", 3, {TEXTOID, TEXTOID, TEXTOID}
	};
	TenantRow	tenant;
	Datum		row;

	if (!tenant_lookup_id(call->tenant, &tenant))
		elog(ERROR, "organization " INT64_FORMAT " is not in the directory", call->tenant);
	directory[0] = CStringGetTextDatum(tenant.name);
	directory[1] = CStringGetTextDatum(tenant.organization_id);
	directory[2] = CStringGetTextDatum(tenant.slug);
	if (!call_row(call, lock ? &get_locked : &get, directory, NULL, &row))
		elog(ERROR, "the settings of organization " INT64_FORMAT " are missing", call->tenant);
	return row;
}

/* get_organization() returns outlay.organization_record: name and settings of the current organization. */
Datum
outlay_get_organization(PG_FUNCTION_ARGS)
{
	Call		call;
	Datum		directory[3];

	call_begin(&call, fcinfo);
	return call_end(&call, read_organization(&call, directory, false));
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
	static const Statement lock = {"LOCK TABLE organization IN ACCESS EXCLUSIVE MODE", 0};
	static const Statement in_use = {
		"SELECT FROM organization WHERE currency <> $1 AND (EXISTS (SELECT FROM deposit)"
		" OR EXISTS (SELECT FROM budget) OR EXISTS (SELECT FROM expense))",
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

/*
 * update_organization(version integer, over_budget text, over_account text,
 * currency text) returns outlay.organization_record. A NULL leaves what is
 * there. OT412; 22023: unknown choice or currency; 55000: the currency is in
 * use.
 */
Datum
outlay_update_organization(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{1, "over_budget", RULE_CHOICE, false,.choices = CHOICES},
		{2, "over_account", RULE_CHOICE, false,.choices = CHOICES},
	};
	static const Statement update = {
		"UPDATE organization o SET over_budget = coalesce($4, over_budget), over_account = coalesce($5, over_account),"
		" currency = coalesce($6, currency), decimals = CASE WHEN $6 IS NULL THEN decimals ELSE $7 END,"
		" version = version + 1, updated_at = now() RETURNING " ORGANIZATION_RECORD,
		7, {TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, INT4OID}
	};
	Call		call;
	Datum		values[7];
	char		nulls[] = {' ', ' ', ' ', ' ', ' ', ' ', ' '};
	Datum		before;
	Datum		row;

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	values[6] = Int32GetDatum(call_has(&call, 3) ? check_currency(&call, 3) : 0);
	problem_check(&call.problems, "organization");

	before = read_organization(&call, values, true);
	call_check_version(&call, 0, (int32) call_int64(2), "organization", 0);
	for (int i = 1; i <= 3; i++)
	{
		values[i + 2] = call_arg(&call, i);
		nulls[i + 2] = call_null(&call, i);
	}
	(void) call_row(&call, &update, values, nulls, &row);
	audit_record(&call, "updated", "organization", 0, audit_row(before), audit_row(row));
	return call_end(&call, row);
}
