/*-------------------------------------------------------------------------
 *
 * expense.h
 *	  Expenses: money spent from a budget.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_EXPENSE_H
#define OUTLAY_EXPENSE_H

#include "books/money.h"
#include "books/period.h"
#include "books/span.h"
#include "spending/permission.h"
#include "spending/price.h"
#include "spending/quantity.h"
#include "value/expense_kind.h"

/* Whether what is approved stays as it is, as a condition of a statement that has not read it. */
#define NEEDS_APPROVAL	"(SELECT o.approval IS NOT DISTINCT FROM 'on' FROM organization o)"

/* The record of a row e of expense and the row b of its budget. */
#define EXPENSE_RECORD		EXPENSE_RECORD_WITH(NEEDS_APPROVAL, CLOSED_UNTIL)

/* The day on which a row e of expense is booked, NULL where it is not in the books; and where it is in them. */
#define BOOKED_DAY	"CASE WHEN e.state IN " BOOKED_STATES " THEN " BOOKED_ON("e.") " END"
#define BOOKS(closed_until) \
	"CASE WHEN e.state NOT IN " BOOKED_STATES " THEN NULL " \
	"WHEN " BOOKED_ON("e.") " <= " closed_until " THEN 'closed' ELSE 'open' END"

/* The same where it is known whether what is approved stays as it is, and up to when it is closed. */
#define EXPENSE_RECORD_WITH(needs_approval, closed_until) \
	"ROW(e.id, e.budget_id, b.department_id, e.member_id, round(e.amount, " DECIMALS "), " CURRENCY ", e.spent_on, " \
	"e.description, e.category_id, e.merchant, e.notes, coalesce(e.tags, '{}'), e.paid_with, e.external_id, " \
	"e.billable_to, " EXPENSE_KIND_OF("e") ", trim_scale(e.quantity), e.basis ->> 'unit', e.rate_code, " \
	"e.original_amount, e.original_currency, trim_scale(e.rate), e.tax_code, trim_scale(e.tax_rate), " \
	"round(e.tax_amount, " DECIMALS "), " \
	"b.spent + b.committed > b.amount, " SPAN_EXCLUDES("e.spent_on") ", " \
	"e.state, " needs_approval ", e.waiting_for, " \
	"e.approved_by, e.approved_at, e.reason, e.receipts::integer, " BOOKED_DAY ", " BOOKS(closed_until) ", " \
	"e.split_id, e.version, e.created_at, e.updated_at)" \
	"::outlay.expense_record"

/* An expense that is locked for a change, as it was before. */
typedef struct Expense
{
	int64		id;
	Datum		row;			/* the record */
	int32		version;
	int64		budget;
	Price		price;
	Quantity	quantity;
	int64		category;		/* 0: none */
	Parties		parties;
	int64		waiting_for;	/* 0: nobody */
	int			step;			/* of the policy, at which it waits; 0: none */
	Datum		passed_by;		/* bigint[], who has approved since it was submitted; 0: nobody */
	int64		approved_by;	/* 0: nobody */
	Datum		whole;			/* numeric, what all parts come to that it is one of */
	ExpenseState state;
	DateADT		booked_on;		/* where it is in the books */
	int64		payment;		/* 0: it is in none */
	bool		is_owed;		/* to its member, whose own money it was */
	int64		split;			/* the first part of the whole that it is a part of; 0: it is a whole */
} Expense;

/* The state that an expense goes to. */
typedef struct ExpenseMove
{
	ExpenseState to;
	int64		waiting_for;	/* 0: nobody */
	int			step;			/* 0: none */
	Datum		passed_by;		/* bigint[], or 0: nobody */
	int64		approved_by;	/* 0: nobody */
	bool		decided;		/* somebody approved it, be it an operator */
	Datum		reason;			/* of a rejection; 0: none */
} ExpenseMove;

/* Gives a parameter of a statement the number of what it refers to; 0: NULL. */
extern void expense_refer(Datum *values, char *nulls, int parameter, int64 id);

/* Columns of a row e of expense and the row b of its budget that expense_check_fit() reads: five of them. */
#define EXPENSE_FIT_COLUMNS	SPAN_COLUMNS ", e.spent_on, b.category_id, e.category_id"

/* What of an expense has to fit its budget. */
#define FIT_DAY			1
#define FIT_CATEGORY	2
#define FIT_ALL			(FIT_DAY | FIT_CATEGORY)

/* Applies to an expense what its budget is for: the span, as far as the organization's rule goes, and the category. */
extern void expense_check_fit(Call *call, int column, int what);

/* Notes where the argument budget_id names none. */
extern void expense_check_budget(Call *call, int arg, bool required);

extern void expense_lock(Call *call, int64 id, Expense *expense);
/* Where a locked expense is in the books. */
extern ExpenseBooks expense_books(Call *call, const Expense *expense);

extern const Permission *expense_check(Call *call, const Expense *expense, ExpenseAction action);
extern Datum expense_move(Call *call, const Expense *expense, const ExpenseMove *move);

/* The same, but for the sums of its budget. */
extern Datum expense_write_move(Call *call, const Expense *expense, const ExpenseMove *move);

/* What an expense takes from its budget in a state. */
extern Booking expense_booking(const Expense *expense, ExpenseState state);

extern void expense_raise_changed(Call *call, const Expense *expense) pg_attribute_noreturn();

#endif							/* OUTLAY_EXPENSE_H */
