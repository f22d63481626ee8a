/*-------------------------------------------------------------------------
 *
 * whole.h
 *	  A whole, and the expenses that are parts of it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_WHOLE_H
#define OUTLAY_WHOLE_H

#include "spending/expense.h"

/* How many parts a whole may have. */
#define WHOLE_MAX_PARTS	50

/* Whose receipts and comments an expense has: the first part's of its whole, or its own. */
#define WHOLE_ID_OF(expense) \
	"(SELECT coalesce(w.split_id, w.id) FROM expense w WHERE w.id = " expense ")"

/* The parts of a whole, locked in the order of their numbers; of a whole that is not split, that alone. */
typedef struct Whole
{
	int			count;
	Expense		parts[WHOLE_MAX_PARTS];
	const Expense *named;		/* the one that was asked for */
} Whole;

/* Locks an expense and all parts of the whole that it is one of; raises P0002 where there is none. */
extern void whole_lock(Call *call, int64 id, Whole *whole);

/* The number by which receipts and comments of an expense are known. */
extern int64 whole_id(const Expense *expense);

/* Raises 55000: what was spent is the whole's, and a part cannot change it. */
extern void whole_check_not_part(const Expense *expense);

#endif							/* OUTLAY_WHOLE_H */
