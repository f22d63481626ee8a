/*-------------------------------------------------------------------------
 *
 * whole.c
 *	  A whole, and the expenses that are parts of it.
 *
 * Whoever makes parts or takes them away has the first one locked, which has the
 * lowest number, so it comes first in the order of locks: with it, the others
 * stay. And each changes a part that was there, so that a transaction with one
 * snapshot for all its statements does not act on parts without the new ones.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "core/row.h"
#include "spending/whole.h"

static int	lock_parts(Call *call, int64 id, int64 *ids);

/* Locks the parts of the whole that an expense is one of, and returns how many there are; 0: it is none. */
static int
lock_parts(Call *call, int64 id, int64 *ids)
{
	static const TenantStatement lock = {
		"SELECT e.id FROM expense e WHERE e.split_id = (SELECT w.split_id FROM expense w WHERE w.id = $1) "
		"ORDER BY e.id FOR UPDATE",
		1, {INT8OID}
	};
	Datum		value = Int64GetDatum(id);
	uint64		count = call_run(call, &lock, &value, NULL);

	if (count == 0)
		return 0;
	/* Again, with the first one locked: who had it may have made others. */
	count = call_run(call, &lock, &value, NULL);
	if (count > WHOLE_MAX_PARTS)
		elog(ERROR, "expense " INT64_FORMAT " is one of " UINT64_FORMAT " parts", id, count);
	for (uint64 i = 0; i < count; i++)
		ids[i] = row_int64(i, 1);
	return (int) count;
}

/* See whole.h. */
void
whole_lock(Call *call, int64 id, Whole *whole)
{
	int64		ids[WHOLE_MAX_PARTS];
	Expense		expense;
	int			count = lock_parts(call, id, ids);

	expense_lock(call, id, &expense);
	/* Split while its lock was waited for, it is the first part. */
	if (count == 0 && expense.split != 0)
		count = lock_parts(call, id, ids);
	whole->count = count == 0 ? 1 : count;
	whole->named = &whole->parts[0];
	whole->parts[0] = expense;
	for (int i = 0; i < count; i++)
	{
		expense_lock(call, ids[i], &whole->parts[i]);
		if (ids[i] == id)
			whole->named = &whole->parts[i];
	}
}

/* See whole.h. */
int64
whole_id(const Expense *expense)
{
	return expense->split != 0 ? expense->split : expense->id;
}

/* See whole.h. */
void
whole_check_not_part(const Expense *expense)
{
	if (expense->split != 0)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "id", "part_of_split",
					  "what was spent is the whole's, and this is a part of it",
					  "Merge the parts first; budget, category, tags, tax and billable_to are the part's own.");
}
