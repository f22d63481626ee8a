/*-------------------------------------------------------------------------
 *
 * split_write.h
 *	  The rows of a split.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SPLIT_WRITE_H
#define OUTLAY_SPLIT_WRITE_H

#include "spending/whole.h"
#include "spending/split_part.h"

/*
 * Raises 55000 where an expense cannot have so many parts more: its whole has
 * too many then, or its amount is what a quantity comes to.
 */
extern void split_check_room(const Whole *whole, int more);

/*
 * Writes a part of a locked expense: the expense itself becomes the first one,
 * the others are new, and to be written before it. Gives the part's number, and
 * returns its record. 23514: it does not fit the budget that it goes to.
 */
extern Datum split_write_part(Call *call, const Expense *expense, const SplitPart *part, bool is_first, int64 *id);

/* Makes a whole of its first part, and returns the record. */
extern Datum split_write_whole(Call *call, const Expense *first, const Price *price);

#endif							/* OUTLAY_SPLIT_WRITE_H */
