/*-------------------------------------------------------------------------
 *
 * period_close.c
 *	  Days closed and opened again, and what there is of that.
 *
 * Closing is a row of the audit. It has what was booked in the days that it
 * closes, from the first that was open on: sums, by month, budget, category,
 * tax and currency. A report of these days comes to the same for as long as
 * they stay closed, and check_balances() looks whether it does. It has what was
 * submitted and not approved, too: what was spent in these days and comes into
 * the books of later ones.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "books/money.h"
#include "books/period.h"
#include "books/span.h"
#include "call/audit.h"
#include "call/page.h"
#include "call/validate.h"

PG_FUNCTION_INFO_V1(outlay_preview_period);
PG_FUNCTION_INFO_V1(outlay_close_period);
PG_FUNCTION_INFO_V1(outlay_reopen_period);
PG_FUNCTION_INFO_V1(outlay_list_periods);
PG_FUNCTION_INFO_V1(outlay_get_period);

/* So many of those that are submitted are noted, one by one. */
#define ACCRUED_MAX		"1000"

/* What is summed up of rows that have counts and sums already; by some columns, as a list of objects. */
#define SUMS \
	"'count', sum(t.count), 'amount', round(sum(t.amount), " DECIMALS ")::text, " \
	"'tax_amount', round(sum(t.tax), " DECIMALS ")::text, " \
	"'net_amount', round(sum(t.amount) - sum(t.tax), " DECIMALS ")::text"
#define TOTALS_BY(columns, object) \
	"(SELECT coalesce(jsonb_agg(g.o ORDER BY " columns "), '[]') FROM " \
	"(SELECT " columns ", jsonb_build_object(" object ", " SUMS ") AS o FROM booked t GROUP BY " columns ") g)"

/* The record of a row a of audit that closed or opened days; whole: with the lists. */
#define PERIOD_RECORD(lists) \
	"ROW(a.id, a.action, (a.after ->> 'since')::date, (a.after ->> 'until')::date, a.after ->> 'reason', " \
	"a.member_id, a.at, " \
	"a.after ->> 'currency', (a.after ->> 'count')::bigint, (a.after ->> 'amount')::numeric, " \
	"(a.after ->> 'tax_amount')::numeric, (a.after ->> 'net_amount')::numeric, " \
	"(a.after ->> 'accrued_count')::bigint, (a.after ->> 'accrued_amount')::numeric, " lists ")::outlay.period_record"
#define WITH_LISTS		"nullif(a.after -> 'totals', 'null'), nullif(a.after -> 'accrued', 'null')"
#define WITHOUT_LISTS	"NULL::jsonb, NULL::jsonb"

#define IS_PERIOD		"a.entity = 'period' AND a.entity_id IS NULL"

static DateADT check_until(Call *call);
static Datum read_period(Call *call, DateADT until, bool latest);
static void set_closed_until(Call *call, DateADT until);
static Datum note_period(Call *call, const char *action, Datum row);

/* The day up to which argument 0 wants to close; raises 22023 where that cannot be. */
static DateADT
check_until(Call *call)
{
	static const Rule rules[] = {
		{0, "until", RULE_DATE, true},
	};
	const Organization *organization = call_organization(call);
	DateADT		until = 0;

	validate(call, rules, lengthof(rules));
	if (call->problems.count == 0)
	{
		until = DatumGetDateADT(call_arg(call, 0));
		if (until >= organization->today)
			problem_add(&call->problems, "until", "day_not_over", "must be before today");
		else if (until <= organization->closed_until)
			problem_add(&call->problems, "until", "closed_already", "must be after %s: all is closed until then",
						span_day_text(organization->closed_until));
	}
	problem_check(&call->problems, "period");
	return until;
}

/*
 * Returns the record of what closing until a day closes, which has no number
 * yet; latest: of what is there now, whatever the transaction has seen so far.
 */
static Datum
read_period(Call *call, DateADT until, bool latest)
{
	static const TenantStatement read = {
		"WITH booked AS MATERIALIZED (SELECT outlay.month_of(" BOOKED_ON("e.") ") AS month, e.budget_id, "
		"e.category_id, e.tax_code, trim_scale(e.tax_rate) AS tax_rate, e.original_currency, count(*) AS count, "
		"sum(e.amount) AS amount, coalesce(sum(e.tax_amount), 0) AS tax FROM expense e "
		"WHERE e.state IN " BOOKED_STATES " AND e.spent_on <= $2 AND " BOOKED_ON("e.") " BETWEEN $1 AND $2 "
		"GROUP BY 1, 2, 3, 4, 5, 6), "
		"accrued AS MATERIALIZED (SELECT e.id, e.spent_on, e.budget_id, e.category_id, e.member_id, e.amount "
		"FROM expense e WHERE e.state = 'submitted' AND e.spent_on <= $2) "
		"SELECT ROW(NULL::bigint, NULL::text, nullif($1, '-infinity'), $2, NULL::text, NULL::bigint, "
		"NULL::timestamptz, " CURRENCY ", s.count, round(s.amount, " DECIMALS "), round(s.tax, " DECIMALS "), "
		"round(s.amount - s.tax, " DECIMALS "), a.count, round(a.amount, " DECIMALS "), "
		"jsonb_build_object("
		"'month', " TOTALS_BY("month", "'month', t.month") ", "
		"'budget', " TOTALS_BY("budget_id", "'budget_id', t.budget_id") ", "
		"'category', " TOTALS_BY("category_id", "'category_id', t.category_id") ", "
		"'tax', " TOTALS_BY("tax_code, tax_rate", "'tax_code', t.tax_code, 'tax_rate', t.tax_rate::text") ", "
		"'original_currency', " TOTALS_BY("original_currency", "'original_currency', t.original_currency") "), "
		"(SELECT coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'spent_on', l.spent_on, 'budget_id', l.budget_id, "
		"'category_id', l.category_id, 'member_id', l.member_id, 'amount', round(l.amount, " DECIMALS ")::text) "
		"ORDER BY l.spent_on, l.id), '[]') "
		"FROM (SELECT * FROM accrued ORDER BY spent_on, id LIMIT " ACCRUED_MAX ") l))::outlay.period_record "
		"FROM (SELECT coalesce(sum(count), 0)::bigint AS count, coalesce(sum(amount), 0) AS amount, "
		"coalesce(sum(tax), 0) AS tax FROM booked) s, "
		"(SELECT count(*) AS count, coalesce(sum(amount), 0) AS amount FROM accrued) a",
		2, {DATEOID, DATEOID}
	};
	DateADT		closed_until = call_organization(call)->closed_until;
	Datum		values[] = {
		DateADTGetDatum(DATE_IS_NOBEGIN(closed_until) ? closed_until : closed_until + 1),
		DateADTGetDatum(until),
	};
	bool		is_null;

	if (latest)
		(void) plan_run_latest(call->tenant, &read, values);
	else
		(void) call_run(call, &read, values, NULL);
	return call_column(1, &is_null);
}

/* Has all until a day be closed, and nothing after it; DATEVAL_NOBEGIN: nothing at all. */
static void
set_closed_until(Call *call, DateADT until)
{
	static const TenantStatement update = {
		"UPDATE organization SET closed_until = nullif($1, '-infinity'), version = version + 1, updated_at = now()",
		1, {DATEOID}
	};
	Datum		value = DateADTGetDatum(until);

	(void) call_run(call, &update, &value, NULL);
}

/* Notes in the audit that days were closed or opened, and returns the record of that: nobody else does meanwhile. */
static Datum
note_period(Call *call, const char *action, Datum row)
{
	static const TenantStatement find = {
		"SELECT " PERIOD_RECORD(WITH_LISTS) " FROM audit a WHERE " IS_PERIOD " ORDER BY a.id DESC LIMIT 1", 0
	};

	audit_record(call, action, "period", 0, audit_no_record, audit_row(row));
	if (!call_row(call, &find, NULL, NULL, &row))
		elog(ERROR, "the audit has lost that days were %s", action);
	return row;
}

/*
 * preview_period(until date) returns outlay.period_record: what close_period()
 * would close, without a number. 22023: the day is not over, or closed already.
 */
Datum
outlay_preview_period(PG_FUNCTION_ARGS)
{
	Call		call;

	call_begin(&call, fcinfo);
	return call_end(&call, read_period(&call, check_until(&call), false));
}

/*
 * close_period(until date) returns outlay.period_record. Waits for those who
 * book; who books later does so on a later day. 22023: the day is not over, or
 * closed already.
 */
Datum
outlay_close_period(PG_FUNCTION_ARGS)
{
	Call		call;
	DateADT		until;
	Datum		row;

	call_begin(&call, fcinfo);
	period_hold_alone(&call);
	until = check_until(&call);
	row = read_period(&call, until, true);
	set_closed_until(&call, until);
	return call_end(&call, note_period(&call, "closed", row));
}

/*
 * reopen_period(reason text, until date) returns outlay.period_record: the days
 * that are open again, without sums. until NULL: no day stays closed. 22023: no
 * reason, or until is not before what is closed; 55000: nothing is closed.
 */
Datum
outlay_reopen_period(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{0, "reason", RULE_TEXT, true, 1, 300},
		{1, "until", RULE_DATE, false},
	};
	static const Statement make = {
		"SELECT ROW(NULL, NULL, nullif($1, '-infinity'), $2, $3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "
		"NULL, NULL)::outlay.period_record",
		3, {DATEOID, DATEOID, TEXTOID}
	};
	Call		call;
	DateADT		until;
	DateADT		closed_until;
	Datum		values[3];
	Datum		row;

	call_begin(&call, fcinfo);
	period_hold_alone(&call);
	validate(&call, rules, lengthof(rules));
	closed_until = call_organization(&call)->closed_until;
	if (DATE_IS_NOBEGIN(closed_until))
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "until", "nothing_closed", "nothing is closed", NULL);
	until = call_has(&call, 1) ? DatumGetDateADT(call_arg(&call, 1)) : DATEVAL_NOBEGIN;
	if (call.problems.count == 0 && until >= closed_until)
		problem_add(&call.problems, "until", "not_closed", "must be before %s: what comes after is open",
					span_day_text(closed_until));
	problem_check(&call.problems, "period");
	set_closed_until(&call, until);
	values[0] = DateADTGetDatum(DATE_IS_NOBEGIN(until) ? until : until + 1);
	values[1] = DateADTGetDatum(closed_until);
	values[2] = call_arg(&call, 0);
	(void) call_row(&call, &make, values, NULL, &row);
	return call_end(&call, note_period(&call, "reopened", row));
}

/*
 * list_periods(sort text, after text, page_size integer) returns setof
 * outlay.period_record, the latest first, without the lists. 22023.
 */
Datum
outlay_list_periods(PG_FUNCTION_ARGS)
{
	static const TenantListing list = {
		.record = PERIOD_RECORD(WITHOUT_LISTS),
		.from = "(SELECT * FROM audit a WHERE " IS_PERIOD ") a",
		.id = "a.id",
		.sort_arg = 0,
		.after_arg = 1,
		.size_arg = 2,
		.sorts = {
			{"id"},
		},
	};
	Call		call;

	call_begin(&call, fcinfo);
	return page_return(&call, &list);
}

/* get_period(id bigint) returns outlay.period_record, with the lists. P0002: there is none. */
Datum
outlay_get_period(PG_FUNCTION_ARGS)
{
	static const TenantStatement get = {
		"SELECT " PERIOD_RECORD(WITH_LISTS) " FROM audit a WHERE " IS_PERIOD " AND a.id = $1", 1, {INT8OID}
	};
	Call		call;
	Datum		row;

	call_begin(&call, fcinfo);
	if (!call_has(&call, 0) || !call_row(&call, &get, &call_arg(&call, 0), NULL, &row))
		call_not_found("period", call_id(&call, 0));
	return call_end(&call, row);
}
