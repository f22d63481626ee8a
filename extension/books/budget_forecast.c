/*-------------------------------------------------------------------------
 *
 * budget_forecast.c
 *	  What a budget comes to at the pace at which it is spent.
 *
 * What is taken by now goes on as it went from the first day to this one, so
 * that anybody can work it out again: taken times the days of the span, by the
 * days that have passed. What is committed counts, as it will be spent. The
 * quotients are of integers: numeric's own is rounded before it could be
 * rounded to the currency's unit, or up to a whole day.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "books/budget.h"
#include "call/call.h"

PG_FUNCTION_INFO_V1(outlay_forecast_budget);

/*
 * forecast_budget(id bigint) returns outlay.budget_forecast. Nothing is
 * expected before the second day, when one day alone would speak for all; of a
 * span that has ended what was taken is what there is. P0002: there is none.
 */
Datum
outlay_forecast_budget(PG_FUNCTION_ARGS)
{
	static const TenantStatement forecast = {
		"SELECT ROW(s.id, s.month, s.last, $2, s.days, s.passed, s.days - s.passed, round(s.amount, " DECIMALS "), "
		"round(s.taken, " DECIMALS "), round(e.expected, " DECIMALS "), round(s.amount - e.expected, " DECIMALS "), "
		"CASE WHEN s.passed BETWEEN 2 AND s.days - 1 AND s.taken < s.amount AND e.until_day <= s.days "
		"THEN s.month + e.until_day::integer - 1 END, " CURRENCY ")::outlay.budget_forecast "
		"FROM (SELECT b.id, b.month, b.amount, b.spent + b.committed AS taken, l.last, l.last - b.month + 1 AS days, "
		"least(greatest($2 - b.month + 1, 0), l.last - b.month + 1) AS passed FROM budget b "
		"CROSS JOIN LATERAL (SELECT " SPAN_LAST " AS last) l WHERE b.id = $1) s "
		"CROSS JOIN LATERAL (SELECT CASE WHEN $2 > s.last THEN s.taken WHEN s.passed >= 2 "
		"THEN div(2 * s.taken * s.days * u.unit + s.passed, 2 * s.passed) / u.unit END AS expected, "
		"CASE WHEN s.taken > 0 THEN div(s.amount * s.passed, s.taken) "
		"+ CASE WHEN mod(s.amount * s.passed, s.taken) > 0 THEN 1 ELSE 0 END END AS until_day "
		"FROM (SELECT power(10::numeric, " DECIMALS ") AS unit) u) e",
		2, {INT8OID, DATEOID}
	};
	Call		call;
	Datum		values[2];
	Datum		row;

	call_begin(&call, fcinfo);
	values[0] = call_arg(&call, 0);
	values[1] = DateADTGetDatum(call_organization(&call)->today);
	if (!call_has(&call, 0) || !call_row(&call, &forecast, values, NULL, &row))
		call_not_found("budget", call_id(&call, 0));
	return call_end(&call, row);
}
