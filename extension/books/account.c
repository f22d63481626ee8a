/*-------------------------------------------------------------------------
 *
 * account.c
 *	  Accounts: where the organization keeps its money.
 *
 * A balance is what deposits brought less what budgets took. It is changed by
 * ledger_change_account() alone. The version counts the changes that somebody made to
 * the account itself, not those of its balance: who renames an account need
 * not begin again because a deposit came in meanwhile.
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
#include "call/change.h"
#include "call/named.h"
#include "call/page.h"
#include "call/referenced.h"
#include "call/unique_key.h"
#include "call/validate.h"
#include "value/amount.h"
#include "value/fold.h"

PG_FUNCTION_INFO_V1(outlay_create_account);
PG_FUNCTION_INFO_V1(outlay_get_account);
PG_FUNCTION_INFO_V1(outlay_list_accounts);
PG_FUNCTION_INFO_V1(outlay_update_account);
PG_FUNCTION_INFO_V1(outlay_archive_account);
PG_FUNCTION_INFO_V1(outlay_delete_account);

/* The record of a row a of account. */
#define ACCOUNT_RECORD \
	"ROW(a.id, a.name, " CURRENCY ", round(a.balance, " DECIMALS "), a.version, a.created_at, a.updated_at, " \
	"a.archived_at)::outlay.account_record"

static const TenantStatement find_other = {NAMED_FIND_OTHER("account"), 2, {TEXTOID, INT8OID}};
static const TenantStatement archive = {NAMED_ARCHIVE("account", "a", ACCOUNT_RECORD), 2, {INT8OID, BOOLOID}};

static const Named accounts = {
	.what = "account",
	.name_key = KEY_ACCOUNT_NAME,
	.find_other = &find_other,
	.archive = &archive,
};

static Datum lock_account(Call *call);

/* Locks an account for a change and returns it; raises P0002 or OT412. Arguments 0 and 1: id and version. */
static Datum
lock_account(Call *call)
{
	static const TenantStatement lock = {
		"SELECT " ACCOUNT_RECORD ", a.version FROM account a WHERE a.id = $1 FOR UPDATE", 1, {INT8OID}
	};
	Datum		id = call_arg(call, 0);
	Datum		row;

	if (!call_has(call, 0) || !call_row(call, &lock, &id, NULL, &row))
		call_not_found("account", call_id(call, 0));
	call_check_version(call, 1, (int32) call_int64(2), "account", DatumGetInt64(id));
	return row;
}

/*
 * create_account(name text, initial_deposit numeric) returns
 * outlay.account_record. initial_deposit NULL: it begins empty. 22023: name
 * missing, blank, longer than 100 characters, amount invalid; 23505: name in
 * use.
 */
Datum
outlay_create_account(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{0, "name", RULE_TEXT, true, 1, 100},
		{1, "initial_deposit", RULE_MONEY, false},
	};
	static const TenantStatement insert = {
		"INSERT INTO account AS a (name, balance) VALUES ($1, coalesce($2, 0)) "
		"ON CONFLICT (" FOLDED("name") ") WHERE archived_at IS NULL DO NOTHING RETURNING " ACCOUNT_RECORD ", a.id",
		2, {TEXTOID, NUMERICOID}
	};
	Call		call;
	Datum		values[2];
	char		nulls[2];
	Datum		row;
	int64		id;

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	problem_check(&call.problems, "account");

	values[0] = call_arg(&call, 0);
	values[1] = call_arg(&call, 1);
	nulls[0] = call_null(&call, 0);
	nulls[1] = call_null(&call, 1);
	if (!call_row(&call, &insert, values, nulls, &row))
		unique_key_taken(KEY_ACCOUNT_NAME);
	id = call_int64(2);
	audit_record(&call, "created", "account", id, audit_no_record, audit_row(row));
	if (call_has(&call, 1))
		(void) deposit_insert(&call, id, values[1], (Datum) 0);
	return call_end(&call, row);
}

/* get_account(id bigint) returns outlay.account_record. P0002: there is none. */
Datum
outlay_get_account(PG_FUNCTION_ARGS)
{
	static const TenantStatement get = {
		"SELECT " ACCOUNT_RECORD " FROM account a WHERE a.id = $1", 1, {INT8OID}
	};
	Call		call;
	Datum		row;

	call_begin(&call, fcinfo);
	if (!call_has(&call, 0) || !call_row(&call, &get, &call_arg(&call, 0), NULL, &row))
		call_not_found("account", call_id(&call, 0));
	return call_end(&call, row);
}

/*
 * list_accounts(contains text, archived boolean, sort text, after text,
 * page_size integer) returns setof outlay.account_record, the newest first.
 * archived NULL: both.
 */
Datum
outlay_list_accounts(PG_FUNCTION_ARGS)
{
	static const TenantListing list = {
		.record = ACCOUNT_RECORD,
		.from = "account a",
		.id = "a.id",
		.sort_arg = 2,
		.after_arg = 3,
		.size_arg = 4,
		.sorts = {
			{"id"},
			{"name", SORTED_TEXT("a.name"), TEXTOID},
			{"balance", "a.balance", NUMERICOID},
		},
		.filter_count = 2,
		.filters = {
			{"contains", 0, TEXTOID, CONTAINS_FOLDED("a.name"), .folded = true},
			{"archived", 1, BOOLOID, "(a.archived_at IS NOT NULL) = $?"},
		},
	};
	Call		call;

	call_begin(&call, fcinfo);
	return page_return(&call, &list);
}

/*
 * update_account(id bigint, version integer, name text) returns
 * outlay.account_record. What is not given stays; without version: without the
 * optimistic lock. P0002, OT412, 22023, 23505.
 */
Datum
outlay_update_account(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{2, "name", RULE_TEXT, false, 1, 100},
	};
	static const TenantStatement update = {
		"UPDATE account a SET name = $2, version = version + 1, updated_at = now() WHERE a.id = $1 AND a.name <> $2 "
		"RETURNING " ACCOUNT_RECORD,
		2, {INT8OID, TEXTOID}
	};
	Call		call;
	Datum		values[2];
	Datum		before;
	Datum		row;

	change_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	problem_check(&call.problems, "account");

	before = lock_account(&call);
	if (!call_has(&call, 2))
		return call_end(&call, before);
	values[0] = call_arg(&call, 0);
	values[1] = call_arg(&call, 2);
	named_check_free(&call, &accounts, 2, DatumGetInt64(values[0]));
	if (!call_row(&call, &update, values, NULL, &row))
		return call_end(&call, before);
	audit_record(&call, "updated", "account", DatumGetInt64(values[0]), audit_row(before), audit_row(row));
	return call_end(&call, row);
}

/*
 * archive_account(id bigint, version integer, archived boolean) returns
 * outlay.account_record. archived false brings it back. P0002, OT412; 23505:
 * its name is in use meanwhile.
 */
Datum
outlay_archive_account(PG_FUNCTION_ARGS)
{
	Call		call;
	Datum		before;

	call_begin(&call, fcinfo);
	before = lock_account(&call);
	return call_end(&call, named_archive(&call, &accounts, before));
}

/*
 * delete_account(id bigint, version integer) returns outlay.account_record, as
 * it was. P0002, OT412; 23503: deposits or budgets refer to it.
 */
Datum
outlay_delete_account(PG_FUNCTION_ARGS)
{
	static const TenantStatement referenced = {
		"SELECT WHERE EXISTS (SELECT FROM deposit WHERE account_id = $1) "
		"OR EXISTS (SELECT FROM budget WHERE account_id = $1)",
		1, {INT8OID}
	};
	static const TenantStatement delete = {
		"DELETE FROM account WHERE id = $1", 1, {INT8OID}
	};
	Call		call;
	Datum		id;
	Datum		row;

	call_begin(&call, fcinfo);
	row = lock_account(&call);
	id = call_arg(&call, 0);
	if (call_run(&call, &referenced, &id, NULL) > 0)
		problem_raise(ERRCODE_FOREIGN_KEY_VIOLATION, "id", "referenced", "deposits or budgets refer to this account",
					  "Archive it instead.");
	delete_referenced(&call, &delete, &id, "account", "Archive it instead.");
	audit_record(&call, "deleted", "account", DatumGetInt64(id), audit_row(row), audit_no_record);
	return call_end(&call, row);
}
