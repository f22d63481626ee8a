/*-------------------------------------------------------------------------
 *
 * bank_account.c
 *	  Bank accounts: where money is paid from, and where to.
 *
 * The functions here are the only ones that show an IBAN whole: its holder, and
 * owners and admins, who pay. What else tells of one, the audit above all, has
 * its last four characters. Who changes where money goes shows their password
 * again, if they have not done so lately: a browser that was left open must not
 * be enough for it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "call/audit.h"
#include "call/change.h"
#include "call/validate.h"
#include "payment/bank_account.h"
#include "people/member.h"
#include "people/session.h"
#include "value/iban.h"

PG_FUNCTION_INFO_V1(outlay_get_my_bank_account);
PG_FUNCTION_INFO_V1(outlay_set_my_bank_account);
PG_FUNCTION_INFO_V1(outlay_get_member_bank_account);
PG_FUNCTION_INFO_V1(outlay_set_member_bank_account);
PG_FUNCTION_INFO_V1(outlay_get_organization_bank_account);
PG_FUNCTION_INFO_V1(outlay_set_organization_bank_account);

/* The record of a row m of member, or o of organization, with what shows of the IBAN. */
#define MEMBER_ACCOUNT(iban) \
	"ROW(m.id, " HOLDER_OF_MEMBER ", " iban ", m.version, m.updated_at)::outlay.bank_account_record"
#define ORGANIZATION_ACCOUNT(iban) \
	"ROW(NULL, o.payer_name, " iban ", o.version, o.updated_at)::outlay.bank_account_record"

static Datum get_account(Call *call, int64 member);
static Datum set_account(Call *call, int64 member, int iban_arg, int version_arg);

/* The bank account of a member; P0002: there is no such member. */
static Datum
get_account(Call *call, int64 member)
{
	static const TenantStatement get = {
		"SELECT " MEMBER_ACCOUNT("m.iban") " FROM member m WHERE m.id = $1", 1, {INT8OID}
	};
	Datum		id = Int64GetDatum(member);
	Datum		row;

	if (!call_row(call, &get, &id, NULL, &row))
		call_not_found("member", member);
	return row;
}

/* Gives a member the IBAN that is an argument, an empty one for none, and returns the record. */
static Datum
set_account(Call *call, int64 member, int iban_arg, int version_arg)
{
	static const TenantStatement read = {
		"SELECT " MEMBER_ACCOUNT(MASKED_IBAN("m.iban")) " FROM member m WHERE m.id = $1", 1, {INT8OID}
	};
	static const TenantStatement update = {
		"UPDATE member m SET iban = nullif($2, ''), version = version + 1, updated_at = now() "
		"WHERE m.id = $1 AND m.iban IS DISTINCT FROM nullif(coalesce($2, m.iban), '') "
		"RETURNING " MEMBER_ACCOUNT(MASKED_IBAN("m.iban")),
		2, {INT8OID, TEXTOID}
	};
	Rule		rule = {iban_arg, "iban", RULE_IBAN, false, 0, IBAN_MAX_TYPED};
	LockedMember locked;
	Datum		values[2];
	char		nulls[] = {' ', ' '};
	Datum		before;
	Datum		row;

	validate(call, &rule, 1);
	problem_check(&call->problems, "bank account");
	session_check_recent(call);
	member_lock(call, member, &locked);
	if (locked.id != call->caller.member)
		member_check_may_manage(call, locked.role);
	call_check_version(call, version_arg, locked.version, "member", member);
	values[0] = Int64GetDatum(member);
	values[1] = call_arg(call, iban_arg);
	nulls[1] = call_null(call, iban_arg);
	(void) call_row(call, &read, values, NULL, &before);
	if (call_row(call, &update, values, nulls, &row))
		audit_record(call, "updated", "member", member, audit_row(before), audit_row(row));
	return get_account(call, member);
}

/* get_my_bank_account() returns outlay.bank_account_record. 28000: an operator in psql is no member. */
Datum
outlay_get_my_bank_account(PG_FUNCTION_ARGS)
{
	Call		call;

	call_begin(&call, fcinfo);
	return call_end(&call, get_account(&call, session_require_member(&call)));
}

/*
 * set_my_bank_account(iban text, version integer) returns
 * outlay.bank_account_record. NULL or an empty text takes it away. 28000,
 * OT412; 22023: what is wrong with it; 42501: not confirmed recently.
 */
Datum
outlay_set_my_bank_account(PG_FUNCTION_ARGS)
{
	Call		call;

	change_begin(&call, fcinfo);
	return call_end(&call, set_account(&call, session_require_member(&call), 0, 1));
}

/* get_member_bank_account(id bigint) returns outlay.bank_account_record. P0002: there is no such member. */
Datum
outlay_get_member_bank_account(PG_FUNCTION_ARGS)
{
	Call		call;

	call_begin(&call, fcinfo);
	return call_end(&call, get_account(&call, call_id(&call, 0)));
}

/*
 * set_member_bank_account(id bigint, iban text, version integer) returns
 * outlay.bank_account_record. NULL or an empty text takes it away. P0002,
 * OT412; 22023: what is wrong with it; 42501: an owner's only an owner sets, or
 * not confirmed recently.
 */
Datum
outlay_set_member_bank_account(PG_FUNCTION_ARGS)
{
	Call		call;

	change_begin(&call, fcinfo);
	return call_end(&call, set_account(&call, call_id(&call, 0), 1, 2));
}

/* get_organization_bank_account() returns outlay.bank_account_record, of which member_id is NULL. */
Datum
outlay_get_organization_bank_account(PG_FUNCTION_ARGS)
{
	static const TenantStatement get = {
		"SELECT " ORGANIZATION_ACCOUNT("o.iban") " FROM organization o"
	};
	Call		call;
	Datum		row = 0;

	call_begin(&call, fcinfo);
	call_check_settings(&call, call_row(&call, &get, NULL, NULL, &row));
	return call_end(&call, row);
}

/*
 * set_organization_bank_account(iban text, holder text, version integer)
 * returns outlay.bank_account_record. What is not given stays, NULL or an empty
 * text takes it away. OT412; 22023: what is wrong with it; 42501: not confirmed
 * recently.
 */
Datum
outlay_set_organization_bank_account(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{0, "iban", RULE_IBAN, false, 0, IBAN_MAX_TYPED},
		{1, "holder", RULE_TEXT, false, 0, PAYER_NAME_MAX},
	};
	static const TenantStatement lock = {
		"SELECT " ORGANIZATION_ACCOUNT(MASKED_IBAN("o.iban")) ", o.version, " ORGANIZATION_ACCOUNT("o.iban")
		" FROM organization o FOR UPDATE"
	};
	static const TenantStatement update = {
		"UPDATE organization o SET iban = CASE WHEN $1 IS NULL THEN o.iban ELSE nullif($1, '') END, "
		"payer_name = CASE WHEN $2 IS NULL THEN o.payer_name ELSE nullif($2, '') END, "
		"version = version + 1, updated_at = now() "
		"WHERE o.iban IS DISTINCT FROM nullif(coalesce($1, o.iban), '') "
		"OR o.payer_name IS DISTINCT FROM nullif(coalesce($2, o.payer_name), '') "
		"RETURNING " ORGANIZATION_ACCOUNT(MASKED_IBAN("o.iban")) ", " ORGANIZATION_ACCOUNT("o.iban"),
		2, {TEXTOID, TEXTOID}
	};
	Call		call;
	Datum		before = 0;
	Datum		row;
	Datum		shown;
	bool		is_null;

	change_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	problem_check(&call.problems, "bank account");
	session_check_recent(&call);
	call_check_settings(&call, call_row(&call, &lock, NULL, NULL, &before));
	call_check_version(&call, 2, (int32) call_int64(2), "organization", 0);
	shown = call_column(3, &is_null);
	if (call_row(&call, &update, (Datum[]) {call_arg(&call, 0), call_arg(&call, 1)},
				 (char[]) {call_null(&call, 0), call_null(&call, 1)}, &row))
	{
		shown = call_column(2, &is_null);
		audit_record(&call, "updated", "organization", 0, audit_row(before), audit_row(row));
	}
	return call_end(&call, shown);
}
