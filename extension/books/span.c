/*-------------------------------------------------------------------------
 *
 * span.c
 *	  The days that a budget is for.
 *
 * A month is what nearly all budgets are for, so that is how a row says it:
 * the first of the month and nothing else. A quarter, a year or any other span
 * has its first and its last day. What comes to a month is written as one, so
 * that the same days are the same row, however they were asked for.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/datetime.h"

#include "books/span.h"
#include "value/rule.h"

static DateADT begin_of_month(DateADT day);

/* The first day of a day's month. */
static DateADT
begin_of_month(DateADT day)
{
	NullableDatum slot = {.value = DateADTGetDatum(day)};

	rule_begin_of_month(&slot);
	return DatumGetDateADT(slot.value);
}

/* See span.h. */
DateADT
span_end_of_month(DateADT day)
{
	return DATE_NOT_FINITE(day) ? day : begin_of_month(begin_of_month(day) + 31) - 1;
}

/* See span.h. */
const char *
span_day_text(DateADT day)
{
	int			year;
	int			month;
	int			number;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &number);
	return psprintf("%04d-%02d-%02d", year, month, number);
}

/* See span.h. */
DateADT
span_last(Span span)
{
	return span.last == DATEVAL_NOBEGIN ? span_end_of_month(span.first) : span.last;
}

/* See span.h. */
Span
span_read(int column)
{
	bool		is_null;
	Span		span = {.first = DatumGetDateADT(call_column(column, &is_null))};
	Datum		last = call_column(column + 1, &is_null);

	span.last = is_null ? DATEVAL_NOBEGIN : DatumGetDateADT(last);
	return span;
}

/* See span.h. */
Span
span_of_days(DateADT first, DateADT last)
{
	bool		is_month = first == begin_of_month(first) && last == span_end_of_month(first);

	return (Span) {first, is_month ? DATEVAL_NOBEGIN : last};
}

/* See span.h. */
Span
span_given(Call *call, int first_arg, int last_arg, Span otherwise)
{
	Span		span = otherwise;

	if (call_has(call, first_arg))
		span.first = DatumGetDateADT(call_arg(call, first_arg));
	if (call_has(call, last_arg))
		span.last = DatumGetDateADT(call_arg(call, last_arg));
	if (span.last == DATEVAL_NOBEGIN)
		span.first = begin_of_month(span.first);
	else if (span.last < span.first)
	{
		problem_add(&call->problems, "until", "before_month", "must not be before the first day (%s)",
					span_day_text(span.first));
		problem_check(&call->problems, "budget");
	}
	else
		span = span_of_days(span.first, span.last);
	return span;
}

/* See span.h. */
void
span_give(Span span, Datum *values, char *nulls, int parameter)
{
	values[parameter] = DateADTGetDatum(span.first);
	values[parameter + 1] = DateADTGetDatum(span.last);
	nulls[parameter + 1] = span.last == DATEVAL_NOBEGIN ? 'n' : ' ';
}

/*
 * See span.h. What is only told is a notice, which the server's log does not
 * keep: receipts of the month before are nothing that an operator has to know.
 */
void
span_check_day(Call *call, Span span, Datum spent_on)
{
	char		rule = call_organization(call)->outside_month;
	bool		is_month = span.last == DATEVAL_NOBEGIN;
	DateADT		last = span_last(span);
	DateADT		day = DatumGetDateADT(spent_on);
	char	   *message;

	if (rule == 'a' || (day >= span.first && day <= last))
		return;
	message = is_month
		? psprintf("is not in the month of the budget (%.7s)", span_day_text(span.first))
		: psprintf("is not in the span of the budget (%s to %s)", span_day_text(span.first), span_day_text(last));
	ereport(rule == 'r' ? ERROR : NOTICE,
			(errcode(rule == 'r' ? ERRCODE_CHECK_VIOLATION : ERRCODE_WARNING),
			 errmsg_internal("spent_on %s", message),
			 errdetail_internal("spent_on: outside_month: %s", message)));
}
