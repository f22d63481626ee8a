/*-------------------------------------------------------------------------
 *
 * split_part.h
 *	  The parts that an expense is to be split into.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SPLIT_PART_H
#define OUTLAY_SPLIT_PART_H

#include "spending/expense.h"

#define SPLIT_MIN_PARTS		2
#define SPLIT_MAX_PARTS		20

/* What can be said of a part, in the order of its slots. */
typedef enum PartKey
{
	PART_KEY_AMOUNT,			/* either this */
	PART_KEY_SHARE,				/* or this, of all parts */
	PART_KEY_BUDGET,
	PART_KEY_CATEGORY,
	PART_KEY_BILLABLE_TO,
	PART_KEY_PRICE,				/* the first part of the price: of these only the tax can be said */
	PART_KEY_COUNT = PART_KEY_PRICE + PART_COUNT
} PartKey;

/* A part of an expense. */
typedef struct SplitPart
{
	NullableDatum said[PART_KEY_COUNT];
	int64		budget;
	Price		price;
} SplitPart;

typedef struct SplitParts
{
	int			count;
	SplitPart	parts[SPLIT_MAX_PARTS];
} SplitParts;

/*
 * Reads the parts that an argument lists, and notes what is wrong with them,
 * each with its place in the list. Slots of the call from one on are used for
 * what each says. Keeps the categories that they name.
 */
extern void split_read_parts(Call *call, int arg, int64 expense, int slot, SplitParts *parts);

/* Notes what was found in a part, each with its place in the list. */
extern void split_note_at(Problems *problems, int number, const Problems *found);

/* Works out what each part of a locked expense costs; raises 22023 where they do not come to the whole. */
extern void split_price_parts(Call *call, const Expense *expense, int slot, SplitParts *parts);

/* Makes two parts of a locked expense, of which the first has an amount; raises 22023 where that is not less. */
extern void split_take_less(Call *call, const Expense *expense, Datum amount, SplitParts *parts);

#endif							/* OUTLAY_SPLIT_PART_H */
