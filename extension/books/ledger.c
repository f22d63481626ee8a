/*-------------------------------------------------------------------------
 *
 * ledger.c
 *	  The kept balances: an account's, and what is spent of a budget.
 *
 * Balances are kept: an account's balance with its deposits and budgets, a
 * budget's spent with its expenses, each in the transaction of the entry. The
 * row that holds the balance is changed by one UPDATE that adds the change and
 * returns the result, so its lock decides who comes first and nobody counts
 * with an old value. What takes too much is refused afterwards, with the
 * result at hand; the error undoes the change.
 *
 * Locks are always taken in one order, so that no two changes wait for each
 * other: expense, then budgets by id, then accounts by id. References to
 * departments and members are held by key-share locks, which nothing but a
 * deletion conflicts with.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

#include "books/ledger.h"
#include "books/money.h"
#include "core/early_release.h"
#include "value/amount.h"

/* See ledger.h. 23514 where the rule refuses. */
void
ledger_apply_rule(char rule, const char *field, const char *code, const char *message)
{
	if (rule == 'a')
		return;
	ereport(rule == 'r' ? ERROR : WARNING,
			(errcode(rule == 'r' ? ERRCODE_CHECK_VIOLATION : ERRCODE_WARNING),
			 errmsg_internal("%s %s", field, message),
			 errdetail_internal("%s: %s: %s", field, code, message)));
}

/* See ledger.h. */
bool
ledger_change_account(Call *call, int64 account, Datum change, Datum *balance)
{
	static const Statement update = {
		"UPDATE account SET balance = balance + $2 WHERE id = $1 RETURNING balance", 2, {INT8OID, NUMERICOID}
	};
	Datum		values[] = {Int64GetDatum(account), change};
	bool		is_null;

	early_release();
	if (call_run(call, &update, values, NULL) == 0)
		return false;
	*balance = call_column(1, &is_null);
	return true;
}

/* See ledger.h. */
void
ledger_check_account(Call *call, Datum change, Datum balance, Datum asked)
{
	if (amount_sign(balance) >= 0 || amount_sign(change) >= 0)
		return;
	ledger_apply_rule(call_organization(call)->over_account, "amount", "over_account",
					  psprintf("exceeds what is left in the account (%s)",
							   money_text(call, amount_add(balance, asked))));
}

/* See ledger.h. */
bool
ledger_change_budget(Call *call, int64 budget, Datum change, Datum *left)
{
	static const Statement update = {
		"UPDATE budget SET spent = spent + $2 WHERE id = $1 RETURNING amount - spent", 2, {INT8OID, NUMERICOID}
	};
	Datum		values[] = {Int64GetDatum(budget), change};
	bool		is_null;

	early_release();
	if (call_run(call, &update, values, NULL) == 0)
		return false;
	*left = call_column(1, &is_null);
	return true;
}

/* See ledger.h. */
void
ledger_check_budget(Call *call, Datum change, Datum left, Datum asked)
{
	if (amount_sign(left) >= 0 || amount_sign(change) <= 0)
		return;
	ledger_apply_rule(call_organization(call)->over_budget, "amount", "over_budget",
					  psprintf("exceeds what is left of the budget (%s)", money_text(call, amount_add(left, asked))));
}

/*
 * ledger_move has an entry that took the amount "before" from one holder take
 * another amount, or take it from another holder: the one with the lower id
 * first, which is the order of locks.
 */
void
ledger_move(Call *call, LedgerTaker take, int64 from, Datum before, int64 to, Datum amount)
{
	if (to == from)
	{
		Datum		difference = amount_subtract(amount, before);

		if (amount_sign(difference) != 0)
			take(call, to, difference, amount);
	}
	else if (to < from)
	{
		take(call, to, amount, amount);
		take(call, from, amount_negate(before), amount);
	}
	else
	{
		take(call, from, amount_negate(before), amount);
		take(call, to, amount, amount);
	}
}
