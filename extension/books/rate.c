/*-------------------------------------------------------------------------
 *
 * rate.c
 *	  Dated numbers: exchange rates, percents of tax, mileage, per diems.
 *
 * A rate says what one unit of another currency is in the organization's own,
 * so that an amount is multiplied by it and rounded once. Expenses keep the
 * rate that they were made with: a row that is changed or deleted here changes
 * none of them.
 *
 * Mileage has tiers: what one kilometre costs may depend on how many there were
 * in the year. Those of a code that begin on one day are one table, which the
 * next day that has any replaces as a whole. All of a code are in one unit, since
 * distances are added up.
 *
 * A row is known by its key. The position of a page is that key as text, which
 * is why a list of rates has no id.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/numeric.h"

#include "books/rate.h"
#include "call/audit.h"
#include "call/page.h"
#include "call/validate.h"
#include "core/compat.h"
#include "core/row.h"
#include "people/member_sum.h"
#include "value/amount.h"
#include "value/currency.h"

PG_FUNCTION_INFO_V1(outlay_set_rate);
PG_FUNCTION_INFO_V1(outlay_list_rates);
PG_FUNCTION_INFO_V1(outlay_delete_rate);

/* Arguments of the functions that name a row. */
enum
{
	ARG_KIND,
	ARG_CODE,
	ARG_SINCE,
	ARG_VALUE,
	ARG_FROM,
	ARG_UNIT
};

/* The key of a row r as one text, in the order of days and of codes. */
#define TIER		"to_char(r.from_quantity, 'FM000000000000.000')"
#define BY_DAY		"to_char(r.since, 'YYYYMMDD') || ' ' || r.kind || ' ' || r.code || ' ' || " TIER
#define BY_CODE		"r.code || ' ' || r.kind || ' ' || to_char(r.since, 'YYYYMMDD') || ' ' || " TIER

static const Rule key_rules[] = {
	{ARG_KIND, "kind", RULE_CHOICE, true, 0, 0, RATE_KINDS},
	{ARG_CODE, "code", RULE_TEXT, true, 1, RATE_CODE_MAX},
	{ARG_SINCE, "since", RULE_DATE, true},
};

static void check_code(Call *call, RateKind kind);
static void check_value(Call *call, RateKind kind);
static void check_tier(Call *call, RateKind kind);
static void take_unit(Call *call);
static void check_rate(Call *call);
static bool lock_rate(Call *call, Datum from, Datum *row);

/* See rate.h. */
bool
rate_find(Call *call, RateKind kind, const char *code, DateADT day, Datum *value, DateADT *since)
{
	static const TenantStatement find = {
		"SELECT trim_scale(value), since FROM rate WHERE kind = $1 AND code = $2 AND from_quantity = 0 "
		"AND since BETWEEN $3 AND $4 ORDER BY since DESC LIMIT 1",
		4, {TEXTOID, TEXTOID, DATEOID, DATEOID}
	};
	DateADT		first = rate_kinds[kind].days == 0 ? 0 : day - rate_kinds[kind].days;
	Datum		values[] = {
		CStringGetTextDatum(rate_kinds[kind].name),
		CStringGetTextDatum(code),
		DateADTGetDatum(first),
		DateADTGetDatum(day),
	};
	bool		is_null;

	if (call_run(call, &find, values, NULL) == 0)
		return false;
	*value = call_column(1, &is_null);
	if (since != NULL)
		*since = DatumGetDateADT(call_column(2, &is_null));
	return true;
}

/* See rate.h. */
bool
rate_find_table(Call *call, RateKind kind, const char *code, DateADT day, RateTable *table)
{
	static const TenantStatement find = {
		"SELECT trim_scale(r.from_quantity), trim_scale(r.value), r.since, coalesce(r.unit, 'day')::text FROM rate r "
		"WHERE r.kind = $1 AND r.code = $2 AND r.since = "
		"(SELECT max(s.since) FROM rate s WHERE s.kind = $1 AND s.code = $2 AND s.since <= $3) "
		"ORDER BY r.from_quantity LIMIT " CppAsString2(RATE_MAX_TIERS),
		3, {TEXTOID, TEXTOID, DATEOID}
	};
	Datum		values[] = {
		CStringGetTextDatum(rate_kinds[kind].name),
		CStringGetTextDatum(code),
		DateADTGetDatum(day),
	};

	table->count = (int) call_run(call, &find, values, NULL);
	for (int i = 0; i < table->count; i++)
		table->tiers[i] = (RateTier) {row_datum(i, 1), row_datum(i, 2)};
	if (table->count == 0)
		return false;
	table->since = DatumGetDateADT(row_datum(0, 3));
	table->unit = call_text(4);
	return true;
}

/* Notes where the code of an exchange rate is no currency, or the organization's own. */
static void
check_code(Call *call, RateKind kind)
{
	const char *code = TextDatumGetCString(call_arg(call, ARG_CODE));

	if (kind != RATE_EXCHANGE)
		return;
	if (currency_decimals(code) < 0)
		problem_add(&call->problems, "code", "unknown_currency", "must be the code of a currency, like USD");
	else if (strcmp(code, call_organization(call)->currency) == 0)
		problem_add(&call->problems, "code", "own_currency", "is the organization's own currency");
}

/* Notes what is wrong with a value of a kind. */
static void
check_value(Call *call, RateKind kind)
{
	Rule		rule = {ARG_VALUE, "value", RULE_NUMBER, true, rate_kinds[kind].decimals, rate_kinds[kind].digits};
	int			before = call->problems.count;

	validate(call, &rule, 1);
	if (call->problems.count > before)
		return;
	if (kind == RATE_EXCHANGE && amount_sign(call_arg(call, ARG_VALUE)) == 0)
		problem_add(&call->problems, "value", "not_positive", "must be greater than zero");
	if (kind == RATE_REDUCTION && amount_compare(call_arg(call, ARG_VALUE), NumericGetDatum(int64_to_numeric(100))) > 0)
		problem_add(&call->problems, "value", "too_large", "must be at most 100 percent");
}

/* Notes where there is a tier, or a unit, of what has none. From nothing on is none. */
static void
check_tier(Call *call, RateKind kind)
{
	static const Rule rules[] = {
		{ARG_FROM, "from_quantity", RULE_NUMBER, false, QUANTITY_DECIMALS, QUANTITY_DIGITS},
		{ARG_UNIT, "unit", RULE_CHOICE, false, 0, 0, RATE_UNITS},
	};
	int			before = call->problems.count;

	validate(call, rules, lengthof(rules));
	if (!call_has(call, ARG_FROM))
		call->args[ARG_FROM] = (NullableDatum) {NumericGetDatum(int64_to_numeric(0)), false};
	if (kind == RATE_MILEAGE || call->problems.count > before)
		return;
	if (amount_sign(call_arg(call, ARG_FROM)) != 0)
		problem_add(&call->problems, "from_quantity", "not_of_kind", "is for mileage alone");
	if (call_has(call, ARG_UNIT))
		problem_add(&call->problems, "unit", "not_of_kind", "is for mileage alone");
}

/*
 * Gives mileage the unit of its code where none is given, else kilometres; notes
 * where it is another than the code's, or there are too many tiers. Two who
 * begin a code at once come one after the other.
 */
static void
take_unit(Call *call)
{
	static const TenantStatement find = {
		"SELECT min(r.unit)::text, count(*) FILTER (WHERE r.since = $2) FROM rate r "
		"WHERE r.kind = 'mileage' AND r.code = $1 AND (r.since, r.from_quantity) IS DISTINCT FROM ($2, $3)",
		3, {TEXTOID, DATEOID, NUMERICOID}
	};
	Datum		values[] = {call_arg(call, ARG_CODE), call_arg(call, ARG_SINCE), call_arg(call, ARG_FROM)};
	bool		is_null;
	Datum		unit;

	member_lock_sums(call, 0);
	plan_run_latest(call->tenant, &find, values);
	unit = call_column(1, &is_null);
	if (!call_has(call, ARG_UNIT))
		call->args[ARG_UNIT] = (NullableDatum) {is_null ? CStringGetTextDatum("km") : unit, false};
	else if (!is_null &&
			 strcmp(TextDatumGetCString(call_arg(call, ARG_UNIT)), TextDatumGetCString(unit)) != 0)
		problem_add(&call->problems, "unit", "not_of_code", "must be %s, as in the other rates of the code",
					TextDatumGetCString(unit));
	if (call_int64(2) >= RATE_MAX_TIERS)
		problem_add(&call->problems, "from_quantity", "too_many", "there are %d tiers of this day already",
					RATE_MAX_TIERS);
}

/* Locks the row that the arguments name and gives its record; false where there is none. */
static bool
lock_rate(Call *call, Datum from, Datum *row)
{
	static const TenantStatement lock = {
		"SELECT " RATE_RECORD " FROM rate r WHERE r.kind = $1 AND r.code = $2 AND r.since = $3 "
		"AND r.from_quantity = $4 FOR UPDATE",
		4, {TEXTOID, TEXTOID, DATEOID, NUMERICOID}
	};
	Datum		values[] = {call_arg(call, ARG_KIND), call_arg(call, ARG_CODE), call_arg(call, ARG_SINCE), from};

	return call_row(call, &lock, values, NULL, row);
}

/* Notes what is wrong with the arguments of set_rate(). */
static void
check_rate(Call *call)
{
	RateKind	kind;

	validate(call, key_rules, lengthof(key_rules));
	if (call->problems.count == 0 && rate_kind_from_name(TextDatumGetCString(call_arg(call, ARG_KIND)), &kind))
	{
		check_code(call, kind);
		check_value(call, kind);
		check_tier(call, kind);
		if (call->problems.count == 0 && kind == RATE_MILEAGE)
			take_unit(call);
	}
	else if (!call_has(call, ARG_VALUE))
		problem_add(&call->problems, "value", "missing", "is required");
	problem_check(&call->problems, "rate");
}

/*
 * set_rate(kind text, code text, since date, value numeric, from_quantity
 * numeric, unit text) returns outlay.rate_record. What there is of that day, and
 * from that quantity on, becomes this. 22023: invalid.
 */
Datum
outlay_set_rate(PG_FUNCTION_ARGS)
{
	static const TenantStatement insert = {
		"INSERT INTO rate AS r (kind, code, since, value, from_quantity, unit) VALUES ($1, $2, $3, $4, $5, $6) "
		"ON CONFLICT DO NOTHING RETURNING " RATE_RECORD,
		6, {TEXTOID, TEXTOID, DATEOID, NUMERICOID, NUMERICOID, TEXTOID}
	};
	static const TenantStatement update = {
		"UPDATE rate r SET value = $4, unit = $6 WHERE r.kind = $1 AND r.code = $2 AND r.since = $3 "
		"AND r.from_quantity = $5 AND (r.value <> $4 OR r.unit IS DISTINCT FROM $6) RETURNING " RATE_RECORD,
		6, {TEXTOID, TEXTOID, DATEOID, NUMERICOID, NUMERICOID, TEXTOID}
	};
	Call		call;
	Datum		values[6];
	char		nulls[] = "      ";
	Datum		before;
	Datum		row;

	call_begin(&call, fcinfo);
	check_rate(&call);
	for (int i = 0; i < lengthof(values); i++)
		values[i] = call_arg(&call, i);
	nulls[ARG_UNIT] = call_null(&call, ARG_UNIT);
	/* Whoever sets the same at once waits at the key, and finds the row then. */
	if (call_row(&call, &insert, values, nulls, &row))
		audit_record(&call, "created", "rate", 0, audit_no_record, audit_row(row));
	else if (lock_rate(&call, values[ARG_FROM], &before))
	{
		if (!call_row(&call, &update, values, nulls, &row))
			return call_end(&call, before);
		audit_record(&call, "updated", "rate", 0, audit_row(before), audit_row(row));
	}
	else
		ereport(ERROR,
				(errcode(ERRCODE_OUTLAY_VERSION_CONFLICT),
				 errmsg("the rate was deleted at the same time"),
				 errhint("Set it again.")));
	return call_end(&call, row);
}

/*
 * list_rates(kind text[], code text[], from_date date, to_date date, sort text,
 * after text, page_size integer) returns setof outlay.rate_record, the latest
 * first. Bounds are inclusive.
 */
Datum
outlay_list_rates(PG_FUNCTION_ARGS)
{
	static const TenantListing list = {
		.record = RATE_RECORD,
		.from = "rate r",
		.id = "0::bigint",
		.sort_arg = 4,
		.after_arg = 5,
		.size_arg = 6,
		.sorts = {
			{"since", "(" BY_DAY ") COLLATE \"C\"", TEXTOID},
			{"code", "(" BY_CODE ") COLLATE \"C\"", TEXTOID},
		},
		.filter_count = 4,
		.filters = {
			{"kind", 0, TEXTOID, .column = "r.kind", .choices = RATE_KINDS},
			{"code", 1, TEXTOID, .column = "r.code"},
			{"from_date", 2, DATEOID, "r.since >= $?"},
			{"to_date", 3, DATEOID, "r.since <= $?"},
		},
	};
	Call		call;

	call_begin(&call, fcinfo);
	return page_return(&call, &list);
}

/*
 * delete_rate(kind text, code text, since date, from_quantity numeric) returns
 * outlay.rate_record, as it was. What was entered with it stays. P0002: there is
 * none; 22023: no such distance.
 */
Datum
outlay_delete_rate(PG_FUNCTION_ARGS)
{
	static const TenantStatement delete = {
		"DELETE FROM rate WHERE kind = $1 AND code = $2 AND since = $3 AND from_quantity = $4", 4,
		{TEXTOID, TEXTOID, DATEOID, NUMERICOID}
	};
	static const Rule tier_rule = {3, "from_quantity", RULE_NUMBER, false, QUANTITY_DECIMALS, QUANTITY_DIGITS};
	Call		call;
	Datum		values[4];
	Datum		row;

	call_begin(&call, fcinfo);
	validate(&call, &tier_rule, 1);
	problem_check(&call.problems, "rate");
	values[3] = call_has(&call, 3) ? call_arg(&call, 3) : NumericGetDatum(int64_to_numeric(0));
	if (!call_has(&call, ARG_KIND) || !call_has(&call, ARG_CODE) || !call_has(&call, ARG_SINCE) ||
		!lock_rate(&call, values[3], &row))
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("there is no such rate")));
	for (int i = 0; i < 3; i++)
		values[i] = call_arg(&call, i);
	call_run(&call, &delete, values, NULL);
	audit_record(&call, "deleted", "rate", 0, audit_row(row), audit_no_record);
	return call_end(&call, row);
}
