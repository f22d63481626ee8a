/*-------------------------------------------------------------------------
 *
 * rate.c
 *	  Dated numbers: exchange rates and percents of tax.
 *
 * A rate says what one unit of another currency is in the organization's own,
 * so that an amount is multiplied by it and rounded once. Expenses keep the
 * rate that they were made with: a row that is changed or deleted here changes
 * none of them.
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
#include "value/amount.h"
#include "value/currency.h"

PG_FUNCTION_INFO_V1(outlay_currency_decimals);
PG_FUNCTION_INFO_V1(outlay_rate_holds);
PG_FUNCTION_INFO_V1(outlay_set_rate);
PG_FUNCTION_INFO_V1(outlay_list_rates);
PG_FUNCTION_INFO_V1(outlay_delete_rate);

/* Arguments of the functions that name a row. */
enum
{
	ARG_KIND,
	ARG_CODE,
	ARG_SINCE,
	ARG_VALUE
};

/* The key of a row r as one text, in the order of days and of codes. */
#define BY_DAY		"to_char(r.since, 'YYYYMMDD') || ' ' || r.kind || ' ' || r.code || ' ' || r.from_quantity"
#define BY_CODE		"r.code || ' ' || r.kind || ' ' || to_char(r.since, 'YYYYMMDD') || ' ' || r.from_quantity"

static const struct
{
	const char *name;
	int			days;			/* for so many days before a day it may have begun; 0: however long ago */
	int			digits;			/* before the point of a value */
	int			decimals;
}			kinds[] = {
	[RATE_EXCHANGE] = {"exchange", EXCHANGE_DAYS, RATE_DIGITS, RATE_DIGITS},
	[RATE_TAX] = {"tax", 0, PERCENT_DIGITS, PERCENT_DECIMALS},
};

static const Rule key_rules[] = {
	{ARG_KIND, "kind", RULE_CHOICE, true, 0, 0, RATE_KINDS},
	{ARG_CODE, "code", RULE_TEXT, true, 1, RATE_CODE_MAX},
	{ARG_SINCE, "since", RULE_DATE, true},
};

static bool is_kept(RateKind kind, const char *code, Datum value);
static void check_code(Call *call, RateKind kind);
static void check_value(Call *call, RateKind kind);
static bool lock_rate(Call *call, Datum *row);

/* Returns the name of a kind. */
const char *
rate_kind_name(RateKind kind)
{
	return kinds[kind].name;
}

/* Finds the kind of a name; false where there is none. */
bool
rate_kind_from_name(const char *name, RateKind *kind)
{
	for (int i = 0; i < lengthof(kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
		{
			*kind = i;
			return true;
		}
	return false;
}

/* Whether a table may have a value of a kind. */
static bool
is_kept(RateKind kind, const char *code, Datum value)
{
	if (numeric_is_nan(DatumGetNumeric(value)))
		return false;
	if (kind == RATE_EXCHANGE)
		return strlen(code) == 3 && strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3 && amount_sign(value) > 0;
	return amount_sign(value) >= 0 && amount_compare(value, NumericGetDatum(int64_to_numeric(1000))) < 0;
}

/*
 * rate_holds(kind text, code text, since date, from_quantity numeric, value
 * numeric) returns boolean: whether these may be the columns of a rate. For the
 * table's constraint.
 */
Datum
outlay_rate_holds(PG_FUNCTION_ARGS)
{
	RateKind	kind;
	char	   *code;

	for (int i = 0; i < 5; i++)
		if (PG_ARGISNULL(i))
			PG_RETURN_BOOL(false);
	code = text_to_cstring(PG_GETARG_TEXT_PP(1));
	PG_RETURN_BOOL(rate_kind_from_name(text_to_cstring(PG_GETARG_TEXT_PP(0)), &kind) &&
				   strspn(code, " ") < strlen(code) && !DATE_NOT_FINITE(PG_GETARG_DATEADT(2)) &&
				   amount_sign(PG_GETARG_DATUM(3)) == 0 && is_kept(kind, code, PG_GETARG_DATUM(4)));
}

/* currency_decimals(code text) returns integer: how many its amounts have; NULL: it is no currency. */
Datum
outlay_currency_decimals(PG_FUNCTION_ARGS)
{
	int			decimals = currency_decimals(text_to_cstring(PG_GETARG_TEXT_PP(0)));

	if (decimals < 0)
		PG_RETURN_NULL();
	PG_RETURN_INT32(decimals);
}

/* See rate.h. */
bool
rate_find(Call *call, RateKind kind, const char *code, DateADT day, Datum *value, DateADT *since)
{
	static const TenantStatement find = {
		"SELECT trim_scale(value), since FROM rate WHERE kind = $1 AND code = $2 AND from_quantity = 0 "
		"AND since BETWEEN $3 AND $4 ORDER BY since DESC LIMIT 1",
		4, {TEXTOID, TEXTOID, DATEOID, DATEOID}
	};
	DateADT		first = kinds[kind].days == 0 ? 0 : day - kinds[kind].days;
	Datum		values[] = {
		CStringGetTextDatum(kinds[kind].name),
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
	Rule		rule = {ARG_VALUE, "value", RULE_NUMBER, true, kinds[kind].decimals, kinds[kind].digits};
	int			before = call->problems.count;

	validate(call, &rule, 1);
	if (call->problems.count == before && kind == RATE_EXCHANGE && amount_sign(call_arg(call, ARG_VALUE)) == 0)
		problem_add(&call->problems, "value", "not_positive", "must be greater than zero");
}

/* Locks the row that the arguments name and gives its record; false where there is none. */
static bool
lock_rate(Call *call, Datum *row)
{
	static const TenantStatement lock = {
		"SELECT " RATE_RECORD " FROM rate r WHERE r.kind = $1 AND r.code = $2 AND r.since = $3 AND r.from_quantity = 0 "
		"FOR UPDATE",
		3, {TEXTOID, TEXTOID, DATEOID}
	};
	Datum		values[] = {call_arg(call, ARG_KIND), call_arg(call, ARG_CODE), call_arg(call, ARG_SINCE)};

	return call_row(call, &lock, values, NULL, row);
}

/*
 * set_rate(kind text, code text, since date, value numeric) returns
 * outlay.rate_record. What there is of that day becomes this. 22023: invalid.
 */
Datum
outlay_set_rate(PG_FUNCTION_ARGS)
{
	static const TenantStatement insert = {
		"INSERT INTO rate AS r (kind, code, since, value) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING "
		"RETURNING " RATE_RECORD,
		4, {TEXTOID, TEXTOID, DATEOID, NUMERICOID}
	};
	static const TenantStatement update = {
		"UPDATE rate r SET value = $4 WHERE r.kind = $1 AND r.code = $2 AND r.since = $3 AND r.from_quantity = 0 "
		"AND r.value <> $4 RETURNING " RATE_RECORD,
		4, {TEXTOID, TEXTOID, DATEOID, NUMERICOID}
	};
	Call		call;
	RateKind	kind;
	Datum		values[4];
	Datum		before;
	Datum		row;

	call_begin(&call, fcinfo);
	validate(&call, key_rules, lengthof(key_rules));
	if (call.problems.count == 0 && rate_kind_from_name(TextDatumGetCString(call_arg(&call, ARG_KIND)), &kind))
	{
		check_code(&call, kind);
		check_value(&call, kind);
	}
	else if (!call_has(&call, ARG_VALUE))
		problem_add(&call.problems, "value", "missing", "is required");
	problem_check(&call.problems, "rate");

	for (int i = 0; i < 4; i++)
		values[i] = call_arg(&call, i);
	/* Whoever sets the same at once waits at the key, and finds the row then. */
	if (call_row(&call, &insert, values, NULL, &row))
		audit_record(&call, "created", "rate", 0, audit_no_record, audit_row(row));
	else if (lock_rate(&call, &before))
	{
		if (!call_row(&call, &update, values, NULL, &row))
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
 * delete_rate(kind text, code text, since date) returns outlay.rate_record, as
 * it was. What was entered with it stays. P0002: there is none.
 */
Datum
outlay_delete_rate(PG_FUNCTION_ARGS)
{
	static const TenantStatement delete = {
		"DELETE FROM rate WHERE kind = $1 AND code = $2 AND since = $3 AND from_quantity = 0", 3,
		{TEXTOID, TEXTOID, DATEOID}
	};
	Call		call;
	Datum		values[3];
	Datum		row;

	call_begin(&call, fcinfo);
	if (!call_has(&call, ARG_KIND) || !call_has(&call, ARG_CODE) || !call_has(&call, ARG_SINCE) ||
		!lock_rate(&call, &row))
		ereport(ERROR,
				(errcode(ERRCODE_NO_DATA_FOUND),
				 errmsg("there is no such rate")));
	for (int i = 0; i < 3; i++)
		values[i] = call_arg(&call, i);
	call_run(&call, &delete, values, NULL);
	audit_record(&call, "deleted", "rate", 0, audit_row(row), audit_no_record);
	return call_end(&call, row);
}
