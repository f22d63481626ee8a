/*-------------------------------------------------------------------------
 *
 * span.h
 *	  The days that a budget is for.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SPAN_H
#define OUTLAY_SPAN_H

#include "utils/date.h"

#include "call/call.h"

/* From a first to a last day. Most are a month: its first day, and no last one. */
typedef struct Span
{
	DateADT		first;
	DateADT		last;			/* DATEVAL_NOBEGIN: that of the month */
} Span;

/* Columns from which span_read() reads the span of a row b of budget: two of them. */
#define SPAN_COLUMNS	"b.month, b.until"

/* The last day of a row b of budget. */
#define SPAN_LAST		"coalesce(b.until, (b.month + interval '1 month - 1 day')::date)"

/* Whether an expression, a day, is outside the span of a row b of budget. */
#define SPAN_EXCLUDES(day) \
	"CASE WHEN b.until IS NULL THEN b.month <> outlay.month_of(" day ") " \
	"ELSE " day " NOT BETWEEN b.month AND b.until END"

/* The last day of a day's month; infinity stays. */
extern DateADT span_end_of_month(DateADT day);

/* The last day of a span. */
extern DateADT span_last(Span span);

/* A day as ISO 8601 has it, whatever the session's style is; palloc'd. */
extern const char *span_day_text(DateADT day);

/* The span from a first to a last day, a month where that is one. */
extern Span span_of_days(DateADT first, DateADT last);

/* The span that two columns of the statement that was run last have. */
extern Span span_read(int column);

/*
 * The span that two arguments ask for, where they are not given with the days
 * of another one; the infinite past as last day asks for the month. Raises
 * 22023 where it would end before it begins.
 */
extern Span span_given(Call *call, int first_arg, int last_arg, Span otherwise);

/* Gives a parameter of a statement, and the next, the columns of a span. */
extern void span_give(Span span, Datum *values, char *nulls, int parameter);

/* Applies the organization's rule outside_month to a day on which money of a budget of a span is spent. */
extern void span_check_day(Call *call, Span span, Datum spent_on);

#endif							/* OUTLAY_SPAN_H */
