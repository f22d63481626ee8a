/*-------------------------------------------------------------------------
 *
 * ledger.c
 *	  The kept balances: an account's, and what is spent and committed of a budget.
 *
 * Balances are kept: an account's balance with its deposits and budgets, a
 * budget's spent and committed with its expenses, each in the transaction of the
 * entry. The row that holds the balance is changed by one UPDATE that adds the change and
 * returns the result, so its lock decides who comes first and nobody counts
 * with an old value. What takes too much is refused afterwards, with the
 * result at hand; the error undoes the change.
 *
 * Locks are always taken in one order, so that no two changes wait for each
 * other: the periods (period.c), then members (people/member.h), then departments, then what comes
 * again (spending/recurring_run.c), then the payment, then
 * expenses by id, then what their member spends (policy/policy_check.c), then the
 * approver, then budgets by id, then accounts by id. A rule of the policy about the budget locks that
 * before the approver; nobody waits for a budget with a member locked. Who is to lock an
 * approver locks the owners for share first, with the members: so no role or
 * status changes until the end, and the approver's lock is not waited for behind
 * somebody who waits for the expense. References to departments and categories
 * are held by key-share locks, taken before that of the expense or budget, which
 * nothing but their own change conflicts with; a member who is given something is
 * locked for share.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "books/budget_alert.h"
#include "books/ledger.h"
#include "books/money.h"
#include "core/early_release.h"
#include "value/amount.h"

static uint64 add_to_sum(Call *call, const Statement *update, Datum *values, const char *field, const char *what);
static Datum change_of_sum(BudgetSum sum, const Booking *before, const Booking *after);
static void book_in(Call *call, int64 budget, const Booking *before, const Booking *after);
static int64 next_budget(int64 last, const Booking *bookings, int count, int64 least);
static const Booking *sum_of(int64 budget, const Booking *bookings, int count, Booking *sum);

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
void
ledger_check_overflow(const char *field, const char *what)
{
	if (geterrcode() != ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE)
		PG_RE_THROW();
	MemoryContextSwitchTo(CurTransactionContext);
	FlushErrorState();
	problem_raise(ERRCODE_CHECK_VIOLATION, field, "too_large",
				  psprintf("%s would have more than 15 digits before the decimal point", what), NULL);
}

/* Runs a statement that adds to a kept sum; 23514 of a field where it is more than can be. Returns how many rows. */
static uint64
add_to_sum(Call *call, const Statement *update, Datum *values, const char *field, const char *what)
{
	volatile uint64 rows = 0;

	PG_TRY();
	{
		rows = call_run(call, update, values, NULL);
	}
	PG_CATCH();
	{
		ledger_check_overflow(field, what);
	}
	PG_END_TRY();
	return rows;
}

/* See ledger.h. */
bool
ledger_change_account(Call *call, int64 account, Datum change, const char *field, Datum *balance)
{
	static const TenantStatement update = {
		"UPDATE account SET balance = balance + $2 WHERE id = $1 RETURNING balance", 2, {INT8OID, NUMERICOID}
	};
	Datum		values[] = {Int64GetDatum(account), change};
	bool		is_null;

	early_release();
	if (add_to_sum(call, &update, values, field, "the account's balance") == 0)
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
void
ledger_check_budget(Call *call, Datum left, Datum asked)
{
	if (amount_sign(left) >= 0)
		return;
	ledger_apply_rule(call_organization(call)->over_budget, "amount", "over_budget",
					  psprintf("exceeds what is left of the budget (%s)", money_text(call, amount_add(left, asked))));
}

/* What of a budget's sum changes with an entry: what it takes now less what it took. */
static Datum
change_of_sum(BudgetSum sum, const Booking *before, const Booking *after)
{
	Datum		change = DirectFunctionCall1(int8_numeric, Int64GetDatum(0));

	if (after != NULL && after->sum == sum)
		change = amount_add(change, after->amount);
	if (before != NULL && before->sum == sum)
		change = amount_subtract(change, before->amount);
	return change;
}

/* See ledger.h. */
void
ledger_budget_gone(void)
{
	problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "budget_id", "unknown", "the budget was deleted meanwhile", NULL);
}

/*
 * Changes one budget by what an entry took of it and takes now, NULL for
 * nothing; raises 22023 where it was deleted a moment ago. What takes more, or
 * goes on to the next sum, has to be within what is there.
 */
static void
book_in(Call *call, int64 budget, const Booking *before, const Booking *after)
{
	static const TenantStatement update = {
		"UPDATE budget SET spent = spent + $2, committed = committed + $3 WHERE id = $1 "
		"RETURNING amount - spent - committed, amount",
		3, {INT8OID, NUMERICOID, NUMERICOID}
	};
	Datum		spent = change_of_sum(SUM_SPENT, before, after);
	Datum		committed = change_of_sum(SUM_COMMITTED, before, after);
	Datum		change = amount_add(spent, committed);
	Datum		values[] = {Int64GetDatum(budget), spent, committed};
	Datum		left;
	BudgetUse	use;
	BudgetUse	used;
	bool		is_null;

	if (amount_sign(spent) == 0 && amount_sign(committed) == 0)
		return;
	early_release();
	if (add_to_sum(call, &update, values, "amount", "the sum of the budget's expenses") == 0)
		ledger_budget_gone();
	left = call_column(1, &is_null);
	use = budget_use_of_left(call_column(2, &is_null), left);
	if (amount_sign(change) > 0 || (before != NULL && after != NULL && after->sum > before->sum))
		ledger_check_budget(call, left, after->amount);
	used = budget_use_less(&use, change);
	budget_alert(call, budget, &used, &use);
}

/* See ledger.h. The budget with the lower id is first, which is the order of locks. */
void
ledger_book(Call *call, const Booking *before, const Booking *after)
{
	if (before->budget == after->budget)
		book_in(call, after->budget, before, after);
	else if (after->budget < before->budget)
	{
		book_in(call, after->budget, NULL, after);
		book_in(call, before->budget, before, NULL);
	}
	else
	{
		book_in(call, before->budget, before, NULL);
		book_in(call, after->budget, NULL, after);
	}
}

/* Returns the lowest id of a budget of bookings that is above the last one and below another; 0: no bound, none. */
static int64
next_budget(int64 last, const Booking *bookings, int count, int64 least)
{
	for (int i = 0; i < count; i++)
		if (bookings[i].budget > last && (least == 0 || bookings[i].budget < least))
			least = bookings[i].budget;
	return least;
}

/* Returns what bookings come to in a budget; NULL: they are in others. */
static const Booking *
sum_of(int64 budget, const Booking *bookings, int count, Booking *sum)
{
	bool		found = false;

	for (int i = 0; i < count; i++)
	{
		if (bookings[i].budget != budget)
			continue;
		if (found)
			sum->amount = amount_add(sum->amount, bookings[i].amount);
		else
			*sum = bookings[i];
		found = true;
	}
	return found ? sum : NULL;
}

/* See ledger.h. The budgets are changed in the order of their ids, which is that of locks. */
void
ledger_book_all(Call *call, const Booking *before, int before_count, const Booking *after, int after_count)
{
	int64		budget = 0;

	while ((budget = next_budget(budget, after, after_count, next_budget(budget, before, before_count, 0))) != 0)
	{
		Booking		was;
		Booking		is;

		book_in(call, budget, sum_of(budget, before, before_count, &was), sum_of(budget, after, after_count, &is));
	}
}

/*
 * Has an entry that took the amount "before" from one holder take another
 * amount, or take it from another holder: the one with the lower id first,
 * which is the order of locks.
 */
void
ledger_move(Call *call, LedgerTaker take, int64 from, Datum before, int64 to, Datum amount, const char *field)
{
	if (to == from)
	{
		Datum		difference = amount_subtract(amount, before);

		if (amount_sign(difference) != 0)
			take(call, to, difference, amount, field);
	}
	else if (to < from)
	{
		take(call, to, amount, amount, field);
		take(call, from, amount_negate(before), amount, field);
	}
	else
	{
		take(call, from, amount_negate(before), amount, field);
		take(call, to, amount, amount, field);
	}
}
