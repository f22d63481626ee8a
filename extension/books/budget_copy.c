/*-------------------------------------------------------------------------
 *
 * budget_copy.c
 *	  The budgets of one month, quarter or year made again for another.
 *
 * What would be made is worked out by one statement, for the preview and for
 * the copy itself. So they differ only by what somebody changed in between, and
 * the copy says of each row what came of it.
 *
 * Two copies at once, or a copy and a new budget, must not both make what there
 * is once. Every new budget takes its money from its account, so the account's
 * row is what they wait for: a copy locks the accounts before it looks for what
 * is there. The budgets that are copied are locked before them, in the order of
 * locks (ledger.c): none is changed, moved to another account or deleted until
 * the end, nor then are their departments, accounts and categories deleted.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/tuplestore.h"

#include "books/budget.h"
#include "books/ledger.h"
#include "books/money.h"
#include "call/audit.h"
#include "call/call.h"
#include "call/page.h"
#include "call/validate.h"
#include "value/amount.h"

PG_FUNCTION_INFO_V1(outlay_copy_budgets);

#define PERIODS			"month quarter year"
#define FACTOR_DIGITS	4
#define FACTOR_DECIMALS	6

/* The budgets whose whole span is in days from $1 to $2. */
#define COPIED			"b.month >= $1 AND " SPAN_LAST " <= $2"

/* What the statement that works a copy out gives, counted from 1: the columns of outlay.budget_copy. */
enum
{
	COLUMN_SOURCE = 1,
	COLUMN_BUDGET,
	COLUMN_OUTCOME,
	COLUMN_ACCOUNT,
	COLUMN_MONTH = 7,
	COLUMN_UNTIL,
	COLUMN_AMOUNT = 10
};

/* What is copied, whole months, and where to. */
typedef struct Copy
{
	Span		source;
	int			months;			/* from there to the other period; negative: back */
	SPITupleTable *rows;		/* what becomes of each budget */
	uint64		count;
} Copy;

static int	month_of(DateADT day, int length);
static DateADT day_of(int month);
static void read_arguments(Call *call, Copy *copy);
static void lock_sources(Call *call, const Copy *copy);
static void work_out(Call *call, Copy *copy);
static Datum column_of(const Copy *copy, uint64 row, int column);
static bool is_made(const Copy *copy, uint64 row);
static void make(Call *call, const Copy *copy, uint64 row);
static uint64 take(Call *call, const Copy *copy, uint64 row);

/* The number of the first month of a month, a quarter or a year, as so many months are, that has a day. */
static int
month_of(DateADT day, int length)
{
	int			year;
	int			month;
	int			number;

	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &number);
	return 12 * year + (month - 1) / length * length;
}

/* The first day of a month with a number. */
static DateADT
day_of(int month)
{
	return date2j(month / 12, month % 12 + 1, 1) - POSTGRES_EPOCH_JDATE;
}

/* Reads and checks what is to be copied; raises 22023. Arguments: see below. */
static void
read_arguments(Call *call, Copy *copy)
{
	static const Rule rules[] = {
		{0, "from_day", RULE_DATE, true},
		{1, "to_day", RULE_DATE, true},
		{2, "factor", RULE_NUMBER, true, FACTOR_DECIMALS, FACTOR_DIGITS},
		{3, "period", RULE_CHOICE, true, .choices = PERIODS},
	};
	const char *period;
	int			length;
	int			first;

	validate(call, rules, lengthof(rules));
	if (call_has(call, 2) && amount_sign(call_arg(call, 2)) == 0)
		problem_add(&call->problems, "factor", "not_positive", "must be greater than zero");
	problem_check(&call->problems, "copy");
	period = TextDatumGetCString(call_arg(call, 3));
	length = period[0] == 'm' ? 1 : period[0] == 'q' ? 3 : 12;
	first = month_of(DatumGetDateADT(call_arg(call, 0)), length);
	copy->source = (Span) {day_of(first), day_of(first + length) - 1};
	copy->months = month_of(DatumGetDateADT(call_arg(call, 1)), length) - first;
	if (copy->months == 0)
		problem_add(&call->problems, "to_day", "same_period", "must be in another %s than what is copied", period);
	problem_check(&call->problems, "copy");
}

/* Locks the budgets that are copied, then their accounts, each by their numbers. */
static void
lock_sources(Call *call, const Copy *copy)
{
	static const TenantStatement lock_budgets = {
		"SELECT FROM budget b WHERE " COPIED " ORDER BY b.id FOR SHARE", 2, {DATEOID, DATEOID}
	};
	static const TenantStatement lock_accounts = {
		"SELECT FROM account a WHERE a.id IN (SELECT b.account_id FROM budget b WHERE " COPIED ") "
		"ORDER BY a.id FOR NO KEY UPDATE", 2, {DATEOID, DATEOID}
	};
	Datum		values[] = {DateADTGetDatum(copy->source.first), DateADTGetDatum(copy->source.last)};

	(void) call_run(call, &lock_budgets, values, NULL);
	(void) call_run(call, &lock_accounts, values, NULL);
}

/*
 * Works out what becomes of each budget. Its span is so many months later; one
 * that ended with a month ends with a month. The first 28 days of a month may
 * become all of one, which is written as a month then (span.h). What an account
 * has left is what is in it less all that is made from it.
 */
static void
work_out(Call *call, Copy *copy)
{
	static const TenantStatement find = {
		"SELECT id, there, outcome, account_id, department_id, category_id, month, last, round(source_amount, " DECIMALS
		"), round(amount, " DECIMALS "), round(balance - sum(CASE WHEN outcome = 'made' THEN amount ELSE 0 END) "
		"OVER (PARTITION BY account_id), " DECIMALS "), " CURRENCY " FROM ("
		"SELECT s.*, a.balance, n.id AS there, CASE WHEN n.id IS NOT NULL THEN 'exists' "
		"WHEN coalesce(a.archived_at, d.archived_at, c.archived_at) IS NOT NULL THEN 'archived' "
		"WHEN s.amount = 0 THEN 'nothing' ELSE 'made' END AS outcome FROM ("
		"SELECT b.id, b.account_id, b.department_id, b.category_id, b.amount AS source_amount, t.month, t.last, "
		"CASE WHEN extract(day FROM t.month) = 1 AND t.last = (t.month + interval '1 month - 1 day')::date "
		"THEN NULL ELSE t.last END AS until, round(b.amount * $3, " DECIMALS ")::numeric(19,4) AS amount FROM budget b "
		"CROSS JOIN LATERAL (SELECT (b.month + make_interval(months => $4))::date AS month, "
		"CASE WHEN b.until IS NOT NULL AND extract(day FROM b.until + 1) <> 1 "
		"THEN (b.until + make_interval(months => $4))::date "
		"ELSE (outlay.month_of(" SPAN_LAST ") + make_interval(months => $4 + 1))::date - 1 END AS last) t "
		"WHERE " COPIED ") s JOIN account a ON a.id = s.account_id JOIN department d ON d.id = s.department_id "
		"LEFT JOIN category c ON c.id = s.category_id LEFT JOIN LATERAL (SELECT e.id FROM budget e "
		"WHERE e.department_id = s.department_id AND e.month = s.month AND e.account_id = s.account_id "
		"AND e.category_id IS NOT DISTINCT FROM s.category_id AND e.until IS NOT DISTINCT FROM s.until "
		"ORDER BY e.id LIMIT 1) n ON true) r ORDER BY account_id, id",
		4, {DATEOID, DATEOID, NUMERICOID, INT4OID}
	};
	Datum		values[] = {
		DateADTGetDatum(copy->source.first), DateADTGetDatum(copy->source.last), call_arg(call, 2),
		Int32GetDatum(copy->months)
	};

	PG_TRY();
	{
		copy->count = call_run(call, &find, values, NULL);
	}
	PG_CATCH();
	{
		ledger_check_overflow("factor", "a budget");
	}
	PG_END_TRY();
	copy->rows = SPI_tuptable;
}

/* A column of a row that was worked out, which is not NULL. */
static Datum
column_of(const Copy *copy, uint64 row, int column)
{
	bool		is_null;

	return SPI_getbinval(copy->rows->vals[row], copy->rows->tupdesc, column, &is_null);
}

/* Whether a budget becomes another one. */
static bool
is_made(const Copy *copy, uint64 row)
{
	return strcmp(TextDatumGetCString(column_of(copy, row, COLUMN_OUTCOME)), "made") == 0;
}

/* Makes the budget of a row, and notes its number there. */
static void
make(Call *call, const Copy *copy, uint64 row)
{
	static const TenantStatement insert = {
		"INSERT INTO budget AS b (account_id, department_id, category_id, amount, month, until) "
		"SELECT s.account_id, s.department_id, s.category_id, $2, $3, $4 FROM budget s WHERE s.id = $1 "
		"RETURNING " BUDGET_RECORD ", b.id",
		4, {INT8OID, NUMERICOID, DATEOID, DATEOID}
	};
	Datum		values[4] = {column_of(copy, row, COLUMN_SOURCE), column_of(copy, row, COLUMN_AMOUNT)};
	char		nulls[] = "    ";
	int			column = COLUMN_BUDGET;
	bool		is_null = false;
	Datum		id;
	Datum		record;

	span_give(span_of_days(DatumGetDateADT(column_of(copy, row, COLUMN_MONTH)),
						   DatumGetDateADT(column_of(copy, row, COLUMN_UNTIL))), values, nulls, 2);
	(void) call_row(call, &insert, values, nulls, &record);
	id = Int64GetDatum(call_int64(2));
	audit_record(call, "created", "budget", DatumGetInt64(id), audit_no_record, audit_row(record));
	copy->rows->vals[row] = heap_modify_tuple_by_cols(copy->rows->vals[row], copy->rows->tupdesc, 1, &column,
													  &id, &is_null);
}

/*
 * Takes from one account, of which a row is the first, what all budgets that
 * are made of it get, as over_account says. Returns the row of the next one.
 */
static uint64
take(Call *call, const Copy *copy, uint64 row)
{
	int64		account = DatumGetInt64(column_of(copy, row, COLUMN_ACCOUNT));
	Datum		sum = DirectFunctionCall1(int8_numeric, Int64GetDatum(0));
	Datum		balance;

	for (; row < copy->count && DatumGetInt64(column_of(copy, row, COLUMN_ACCOUNT)) == account; row++)
		if (is_made(copy, row))
			sum = amount_add(sum, column_of(copy, row, COLUMN_AMOUNT));
	if (amount_sign(sum) == 0)
		return row;
	(void) ledger_change_account(call, account, amount_negate(sum), "factor", &balance);
	if (amount_sign(balance) < 0)
		ledger_apply_rule(call_organization(call)->over_account, "factor", "over_account",
						  psprintf("comes to %s of account " INT64_FORMAT ", which has %s left", money_text(call, sum),
								   account, money_text(call, amount_add(balance, sum))));
	return row;
}

/*
 * copy_budgets(from_day date, to_day date, factor numeric, period text, preview
 * boolean) returns setof outlay.budget_copy, by account and number. The budgets
 * whose span is within the month, quarter or year that has from_day become
 * others in that of to_day; preview: it is told and none is made. 22023:
 * missing or invalid, both days in one period; 23514: an amount would be more
 * than can be, or an account has not enough, where the organization refuses that.
 */
Datum
outlay_copy_budgets(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext spi_memory;
	Call		call;
	Copy		copy;
	bool		preview;

	call_begin(&call, fcinfo);
	read_arguments(&call, &copy);
	preview = call_has(&call, 4) && DatumGetBool(call_arg(&call, 4));
	if (!preview)
		lock_sources(&call, &copy);
	work_out(&call, &copy);
	for (uint64 row = 0; !preview && row < copy.count;)
		row = take(&call, &copy, row);
	page_reset();
	spi_memory = MemoryContextSwitchTo(call.result_memory);
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(spi_memory);
	for (uint64 row = 0; row < copy.count; row++)
	{
		if (!preview && is_made(&copy, row))
			make(&call, &copy, row);
		tuplestore_puttuple(result->setResult, copy.rows->vals[row]);
	}
	call_finish(&call);
	return (Datum) 0;
}
