/*-------------------------------------------------------------------------
 *
 * deposit.c
 *	  Deposits: money into an account, or, with a negative amount, out of it.
 *
 * Deposits are entries: they stay as they are, and what was wrong is put right
 * by another one.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "books/deposit.h"
#include "books/ledger.h"
#include "books/money.h"
#include "call/audit.h"
#include "call/call.h"
#include "call/page.h"
#include "call/validate.h"
#include "value/amount.h"

PG_FUNCTION_INFO_V1(outlay_create_deposit);
PG_FUNCTION_INFO_V1(outlay_list_deposits);

/* The record of a row d of deposit. */
#define DEPOSIT_RECORD \
	"ROW(d.id, d.account_id, d.member_id, round(d.amount, " DECIMALS "), " CURRENCY ", d.description, d.created_at)" \
	"::outlay.deposit_record"

static const TenantStatement find_account = {
	"SELECT archived_at IS NOT NULL FROM account WHERE id = $1", 1, {INT8OID}
};

static void check_account_exists(Call *call);

/* See deposit.h. */
Datum
deposit_insert(Call *call, int64 account, Datum amount, Datum description)
{
	static const TenantStatement insert = {
		"INSERT INTO deposit AS d (account_id, amount, description, member_id) VALUES ($1, $2, coalesce($3, ''), $4) "
		"RETURNING " DEPOSIT_RECORD ", d.id",
		4, {INT8OID, NUMERICOID, TEXTOID, INT8OID}
	};
	Datum		values[] = {Int64GetDatum(account), amount, description, Int64GetDatum(call->caller.member)};
	char		nulls[] = {' ', ' ', ' ', ' '};
	Datum		row;

	if (description == (Datum) 0)
		nulls[2] = 'n';
	if (call->caller.member == 0)
		nulls[3] = 'n';
	(void) call_row(call, &insert, values, nulls, &row);
	audit_record(call, "created", "deposit", call_int64(2), audit_no_record, audit_row(row));
	return row;
}

/* Raises P0002 where the account of argument 0 is not there. */
static void
check_account_exists(Call *call)
{
	if (!call_has(call, 0) || call_run(call, &find_account, &call_arg(call, 0), NULL) == 0)
		call_not_found("account", call_id(call, 0));
}

/*
 * create_deposit(account_id bigint, amount numeric, description text) returns
 * outlay.deposit_record. A negative amount takes out. P0002: there is no such
 * account; 22023: it is archived, amount or description invalid; 23514: takes
 * more than there is, where the organization refuses that.
 */
Datum
outlay_create_deposit(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{1, "amount", RULE_BALANCE_CHANGE, true},
		{2, "description", RULE_TEXT, false, 0, 300},
	};
	Call		call;
	Datum		amount;
	Datum		balance;
	Datum		row;

	call_begin(&call, fcinfo);
	check_account_exists(&call);
	validate(&call, rules, lengthof(rules));
	money_check_reference(&call, 0, "account_id", true, &find_account, 0);
	problem_check(&call.problems, "deposit");

	amount = call_arg(&call, 1);
	if (!ledger_change_account(&call, DatumGetInt64(call_arg(&call, 0)), amount, "amount", &balance))
		call_not_found("account", DatumGetInt64(call_arg(&call, 0)));
	ledger_check_account(&call, amount, balance, amount_negate(amount));
	row = deposit_insert(&call, DatumGetInt64(call_arg(&call, 0)), amount, call_has(&call, 2) ? call_arg(&call, 2) : 0);
	return call_end(&call, row);
}

/*
 * list_deposits(account_id bigint, sort text, after text, page_size integer)
 * returns setof outlay.deposit_record, the newest first. P0002: there is no such
 * account.
 */
Datum
outlay_list_deposits(PG_FUNCTION_ARGS)
{
	static const TenantListing list = {
		.record = DEPOSIT_RECORD,
		.from = "deposit d",
		.id = "d.id",
		.sort_arg = 1,
		.after_arg = 2,
		.size_arg = 3,
		.sorts = {
			{"id"},
			{"amount", "d.amount", NUMERICOID},
		},
		.filter_count = 1,
		.filters = {
			{"account_id", 0, INT8OID, "d.account_id = $?"},
		},
	};
	Call		call;

	call_begin(&call, fcinfo);
	check_account_exists(&call);
	return page_return(&call, &list);
}
