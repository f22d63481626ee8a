/*-------------------------------------------------------------------------
 *
 * expense_kind.h
 *	  Kinds of expenses.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_EXPENSE_KIND_H
#define OUTLAY_EXPENSE_KIND_H

/* What an expense is. */
typedef enum ExpenseKind
{
	KIND_OF_EXPENSE,			/* something was bought: most are that, and their column is NULL */
	KIND_OF_MILEAGE,			/* a distance, driven with one's own vehicle */
	KIND_OF_PER_DIEM,			/* days away */
	EXPENSE_KIND_COUNT
} ExpenseKind;

/* Their words, as a choice. */
#define EXPENSE_KINDS		"expense mileage per_diem"

/* The kind of a row e of expense, as its record and lists have it. */
#define EXPENSE_KIND_OF(e)	"coalesce(" e ".kind, 'expense')"

extern const char *expense_kind_name(ExpenseKind kind);

/* Finds the kind of a word; false where there is none. */
extern bool expense_kind_from_name(const char *name, ExpenseKind *kind);

#endif							/* OUTLAY_EXPENSE_KIND_H */
