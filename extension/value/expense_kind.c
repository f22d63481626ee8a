/*-------------------------------------------------------------------------
 *
 * expense_kind.c
 *	  Kinds of expenses.
 *
 * Which there are is said here, and nowhere in the schema of an organization:
 * a further one is a row of this table. The kind that nearly all expenses are
 * is none in the table, so that it costs them no byte.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "value/expense_kind.h"

static const char *const names[EXPENSE_KIND_COUNT] = {
	[KIND_OF_EXPENSE] = "expense",
	[KIND_OF_MILEAGE] = "mileage",
	[KIND_OF_PER_DIEM] = "per_diem",
};

/* Returns the word for a kind. */
const char *
expense_kind_name(ExpenseKind kind)
{
	return names[kind];
}

/* See expense_kind.h. */
bool
expense_kind_from_name(const char *name, ExpenseKind *kind)
{
	for (int i = 0; i < EXPENSE_KIND_COUNT; i++)
		if (strcmp(names[i], name) == 0)
		{
			*kind = i;
			return true;
		}
	return false;
}
