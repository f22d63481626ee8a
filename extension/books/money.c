/*-------------------------------------------------------------------------
 *
 * money.c
 *	  What accounts, budgets and expenses share: arithmetic, references, and
 *	  the organization's rules for spending more than there is.
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

#include "utils/builtins.h"
#include "utils/numeric.h"

#include "books/money.h"

/* The sum of two amounts. */
Datum
money_add(Datum a, Datum b)
{
	return DirectFunctionCall2(numeric_add, a, b);
}

/* The difference of two amounts. */
Datum
money_subtract(Datum a, Datum b)
{
	return DirectFunctionCall2(numeric_sub, a, b);
}

/* The opposite of an amount. */
Datum
money_negate(Datum amount)
{
	return DirectFunctionCall1(numeric_uminus, amount);
}

/* -1, 0 or 1. */
int
money_sign(Datum amount)
{
	Datum		zero = DirectFunctionCall1(int4_numeric, Int32GetDatum(0));

	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, amount, zero));
}

/* An amount as people read it, with the currency's decimals. */
const char *
money_text(Call *call, Datum amount)
{
	Datum		decimals = Int32GetDatum(call_organization(call)->decimals);

	return DatumGetCString(DirectFunctionCall1(numeric_out, DirectFunctionCall2(numeric_round, amount, decimals)));
}

/* See money.h. 23514 where the rule refuses. */
void
money_apply_rule(char rule, const char *field, const char *code, const char *message)
{
	if (rule == 'a')
		return;
	ereport(rule == 'r' ? ERROR : WARNING,
			(errcode(rule == 'r' ? ERRCODE_CHECK_VIOLATION : ERRCODE_WARNING),
			 errmsg_internal("%s %s", field, message),
			 errdetail_internal("%s: %s: %s", field, code, message)));
}

/* See money.h. */
void
money_check_reference(Call *call, int arg, const char *field, bool required, const Statement *find, int64 owner)
{
	Datum		values[2];
	bool		is_null;

	if (!call_has(call, arg))
	{
		if (required)
			problem_add(&call->problems, field, "missing", "is required");
		return;
	}
	values[0] = call_arg(call, arg);
	values[1] = Int64GetDatum(owner);
	if (call_run(call, find, values, NULL) == 0)
		problem_add(&call->problems, field, "unknown", "there is none with id " INT64_FORMAT, DatumGetInt64(values[0]));
	else if (DatumGetBool(call_column(1, &is_null)))
		problem_add(&call->problems, field, "archived", "is archived");
}

/*
 * money_move has an entry that took the amount "before" from one holder take
 * another amount, or take it from another holder: the one with the lower id
 * first, which is the order of locks.
 */
void
money_move(Call *call, MoneyTaker take, int64 from, Datum before, int64 to, Datum amount)
{
	if (to == from)
	{
		Datum		difference = money_subtract(amount, before);

		if (money_sign(difference) != 0)
			take(call, to, difference, amount);
	}
	else if (to < from)
	{
		take(call, to, amount, amount);
		take(call, from, money_negate(before), amount);
	}
	else
	{
		take(call, from, money_negate(before), amount);
		take(call, to, amount, amount);
	}
}
