/*-------------------------------------------------------------------------
 *
 * quantity.c
 *	  Expenses that are a quantity times a rate: mileage and per diems.
 *
 * The parts of a distance in the tiers of its day are each multiplied by what
 * the tier says, and days by what is left of the day's rate; the sum is rounded
 * once. In which tiers a distance is follows from what its member has handed in
 * of the calendar year before it, whatever the days of that: what is handed in
 * keeps the amount that somebody approves, and what is handed in later begins
 * where it ends. A draft has only been worked out as if it were handed in, and
 * is again when it is.
 *
 * Two who hand in a distance of one member come one after the other
 * (member_sum.c).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "books/money.h"
#include "core/compat.h"
#include "people/member.h"
#include "people/member_sum.h"
#include "spending/basis.h"
#include "spending/quantity.h"
#include "value/amount.h"

PG_FUNCTION_INFO_V1(outlay_expense_kind_holds);

#define NOTHING		NumericGetDatum(int64_to_numeric(0))

static bool rate_kind_of(ExpenseKind kind, RateKind *rate);
static const char *written(Datum number);
static int	by_text(const void *a, const void *b);
static void count_reduction(Call *call, Basis *basis, const char *code);
static void take_reductions(Call *call, int arg, Basis *basis);
static void take(Call *call, int first, const Quantity *before, Quantity *quantity, Basis *basis);
static void check_whole(Call *call, const Quantity *quantity, const Basis *basis, int64 member);
static Datum distance_before(Call *call, const QuantityOf *of, Datum code);
static bool by_tiers(Call *call, const RateTable *table, Datum quantity, Basis *basis, Datum *amount);
static bool by_days(Call *call, const RateTable *table, DateADT day, Datum quantity, Basis *basis, Datum *amount);
static bool multiply(Call *call, const QuantityOf *of, Quantity *quantity, Basis *basis, Datum *amount);
static bool is_same(const Quantity *a, const Quantity *b);

/* The rates of a kind of expense; false where it has none. */
static bool
rate_kind_of(ExpenseKind kind, RateKind *rate)
{
	*rate = kind == KIND_OF_MILEAGE ? RATE_MILEAGE : RATE_PER_DIEM;
	return kind == KIND_OF_MILEAGE || kind == KIND_OF_PER_DIEM;
}

/* A number as text, without zeros at its end. */
static const char *
written(Datum number)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out, DirectFunctionCall1(numeric_trim_scale, number)));
}

/* See quantity.h. */
bool
quantity_is_given(const Call *call, int first)
{
	for (int i = 0; i < QUANTITY_PARTS; i++)
		if (call_has(call, first + i))
			return true;
	return false;
}

/* Orders texts by their bytes. */
static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

/* Counts a code that comes in the order of codes. */
static void
count_reduction(Call *call, Basis *basis, const char *code)
{
	if (basis->reduction_count > 0 && strcmp(basis->reductions[basis->reduction_count - 1].code, code) == 0)
		basis->reductions[basis->reduction_count - 1].count++;
	else if (basis->reduction_count < BASIS_MAX_PARTS)
		basis->reductions[basis->reduction_count++] = (BasisReduction) {.code = code, .count = 1};
	else
		problem_add(&call->problems, "reductions", "out_of_range", "must be of at most %d codes", BASIS_MAX_PARTS);
}

/* Takes the codes of an argument, text[]. */
static void
take_reductions(Call *call, int arg, Basis *basis)
{
	ArrayType  *array = DatumGetArrayTypeP(call_arg(call, arg));
	const char **codes;
	Datum	   *items;
	bool	   *nulls;
	int			count;

	basis->reduction_count = 0;
	if (ARR_NDIM(array) > 1 || array_contains_nulls(array))
	{
		problem_add(&call->problems, "reductions", "malformed", "must be a list of codes");
		return;
	}
	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &items, &nulls, &count);
	if (count > REDUCTIONS_MAX)
	{
		problem_add(&call->problems, "reductions", "out_of_range", "must have at most %d codes", REDUCTIONS_MAX);
		return;
	}
	codes = palloc(sizeof(char *) * Max(count, 1));
	for (int i = 0; i < count; i++)
	{
		codes[i] = TextDatumGetCString(items[i]);
		if (codes[i][0] == '\0' || pg_mbstrlen(codes[i]) > RATE_CODE_MAX)
		{
			problem_add(&call->problems, "reductions", "malformed", "must be codes of 1 to %d characters",
						RATE_CODE_MAX);
			return;
		}
	}
	qsort(codes, count, sizeof(char *), by_text);
	for (int i = 0; i < count && call->problems.count == 0; i++)
		count_reduction(call, basis, codes[i]);
}

/* Gives what an expense becomes by what is given: the rest of what it was stays, and what is of another kind goes. */
static void
take(Call *call, int first, const Quantity *before, Quantity *quantity, Basis *basis)
{
	bool		gives_value = call_has(call, first + QUANTITY_VALUE);
	bool		gives_code = call_has(call, first + QUANTITY_CODE);

	memset(basis, 0, sizeof(*basis));
	*quantity = (Quantity) {
		.kind = KIND_OF_EXPENSE,.value.isnull = true,.code.isnull = true,.basis.isnull = true
	};
	if (before != NULL)
		*quantity = *before;
	if (!quantity->basis.isnull)
		(void) basis_read(DatumGetJsonbP(quantity->basis.value), basis);
	if (call_has(call, first + QUANTITY_KIND))
		(void) expense_kind_from_name(TextDatumGetCString(call_arg(call, first + QUANTITY_KIND)), &quantity->kind);
	if (before != NULL && before->kind != quantity->kind)
	{
		quantity->value.isnull = quantity->code.isnull = true;
		basis->reduction_count = 0;
	}
	if (gives_value)
	{
		quantity->value = call->args[first + QUANTITY_VALUE];
		quantity->value.isnull = amount_sign(quantity->value.value) == 0;
	}
	if (gives_code)
	{
		quantity->code = call->args[first + QUANTITY_CODE];
		quantity->code.isnull = VARSIZE_ANY_EXHDR(DatumGetPointer(quantity->code.value)) == 0;
	}
	/* Either taken away takes both away, unless the other one is given. */
	if (gives_value && quantity->value.isnull && !gives_code)
		quantity->code.isnull = true;
	if (gives_code && quantity->code.isnull && !gives_value)
		quantity->value.isnull = true;
	if (call_has(call, first + QUANTITY_REDUCTIONS))
		take_reductions(call, first + QUANTITY_REDUCTIONS, basis);
	else if (quantity->value.isnull)
		basis->reduction_count = 0;
}

/* Notes what is missing, or of another kind. */
static void
check_whole(Call *call, const Quantity *quantity, const Basis *basis, int64 member)
{
	RateKind	rate;

	if (quantity->value.isnull != quantity->code.isnull)
		problem_add(&call->problems, quantity->value.isnull ? "quantity" : "rate_code", "missing",
					"is required: there is the %s", quantity->value.isnull ? "code of a rate" : "quantity");
	else if (!quantity->value.isnull && !rate_kind_of(quantity->kind, &rate))
		problem_add(&call->problems, "quantity", "not_of_kind", "is of mileage and of per diems alone");
	if (basis->reduction_count > 0 && (quantity->value.isnull || quantity->kind != KIND_OF_PER_DIEM))
		problem_add(&call->problems, "reductions", "not_of_kind", "are of a number of days alone");
	if (!quantity->value.isnull && quantity->kind == KIND_OF_MILEAGE && member == 0)
		problem_add(&call->problems, "member_id", "missing", "is required: distances are counted for a member");
}

/*
 * What the member has handed in of a code in the calendar year, but for this
 * expense. Where it is to count itself nobody adds to that any more.
 */
static Datum
distance_before(Call *call, const QuantityOf *of, Datum code)
{
	static const TenantStatement sum = {
		"SELECT coalesce(sum(e.quantity), 0) FROM expense e WHERE e.member_id = $1 AND e.spent_on >= $2 "
		"AND e.spent_on <= $3 AND e.id <> $4 AND e.kind = 'mileage' AND e.rate_code = $5 "
		"AND e.state NOT IN ('draft', 'rejected')",
		5, {INT8OID, DATEOID, DATEOID, INT8OID, TEXTOID}
	};
	Datum		values[5];
	int			year;
	int			month;
	int			day;

	j2date(of->day + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	values[0] = Int64GetDatum(of->member);
	values[1] = DateADTGetDatum(date2j(year, 1, 1) - POSTGRES_EPOCH_JDATE);
	values[2] = DateADTGetDatum(date2j(year, 12, 31) - POSTGRES_EPOCH_JDATE);
	values[3] = Int64GetDatum(of->expense);
	values[4] = code;
	if (of->counts)
	{
		/* In the order in which a policy takes them. */
		if (call_organization(call)->approval)
			member_keep_statuses(call);
		member_lock_sums(call, of->member);
	}
	return member_read_sum(call, &sum, values, of->counts,
						   "the distance of the member has changed since this transaction began");
}

/* Multiplies the parts of a distance in the tiers from what there was before on. */
static bool
by_tiers(Call *call, const RateTable *table, Datum quantity, Basis *basis, Datum *amount)
{
	Datum		from = DirectFunctionCall3(numeric_in, CStringGetDatum(basis->before), 0, Int32GetDatum(-1));
	Datum		end = amount_add(from, quantity);

	*amount = NOTHING;
	basis->part_count = 0;
	if (amount_compare(from, table->tiers[0].from) < 0)
	{
		problem_add(&call->problems, "rate_code", "no_rate", "there is no rate of it below %s %s",
					written(table->tiers[0].from), table->unit);
		return false;
	}
	for (int i = 0; i < table->count && amount_compare(from, end) < 0; i++)
	{
		Datum		upper = i + 1 < table->count && amount_compare(table->tiers[i + 1].from, end) < 0 ?
			table->tiers[i + 1].from : end;
		Datum		part;

		if (amount_compare(from, upper) >= 0)
			continue;
		part = amount_subtract(upper, from);
		*amount = amount_add(*amount, amount_multiply(part, table->tiers[i].value));
		basis->parts[basis->part_count++] = (BasisPart) {
			written(table->tiers[i].from), written(part), written(table->tiers[i].value)
		};
		from = upper;
	}
	return true;
}

/* Multiplies days, less what is taken off, by the rate of one. */
static bool
by_days(Call *call, const RateTable *table, DateADT day, Datum quantity, Basis *basis, Datum *amount)
{
	Datum		hundredth = NumericGetDatum(int64_div_fast_to_numeric(1, 2));
	Datum		percent = amount_multiply(quantity, NumericGetDatum(int64_to_numeric(100)));

	for (int i = 0; i < basis->reduction_count; i++)
	{
		BasisReduction *reduction = &basis->reductions[i];
		Datum		each;

		if (!rate_find(call, RATE_REDUCTION, reduction->code, day, &each, NULL))
		{
			problem_add(&call->problems, "reductions", "unknown", "there is no reduction %s for the day",
						reduction->code);
			return false;
		}
		reduction->percent = written(each);
		percent = amount_subtract(percent, amount_multiply(each, NumericGetDatum(int64_to_numeric(reduction->count))));
	}
	basis->part_count = 1;
	basis->parts[0] = (BasisPart) {"0", written(quantity), written(table->tiers[0].value)};
	*amount = amount_multiply(table->tiers[0].value, amount_multiply(percent, hundredth));
	return true;
}

/* Works out the amount of a quantity by the rates of its day, and what it was worked out from. */
static bool
multiply(Call *call, const QuantityOf *of, Quantity *quantity, Basis *basis, Datum *amount)
{
	RateTable	table;
	RateKind	kind;
	int			year;
	int			month;
	int			day;
	Datum		bound = DirectFunctionCall3(numeric_in, CStringGetDatum("1e" CppAsString2(MONEY_MAX_DIGITS)), 0,
									  Int32GetDatum(-1));

	if (!rate_kind_of(quantity->kind, &kind) ||
		!rate_find_table(call, kind, TextDatumGetCString(quantity->code.value), of->day, &table))
	{
		problem_add(&call->problems, "rate_code", "no_rate", "there is no rate of it for the day");
		return false;
	}
	j2date(table.since + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	basis->since = psprintf("%04d-%02d-%02d", year, month, day);
	basis->unit = table.unit;
	basis->before = kind == RATE_MILEAGE ? written(distance_before(call, of, quantity->code.value)) : "0";
	if (!(kind == RATE_MILEAGE ? by_tiers(call, &table, quantity->value.value, basis, amount) :
		  by_days(call, &table, of->day, quantity->value.value, basis, amount)))
		return false;
	*amount = amount_round(*amount, call_organization(call)->decimals);
	if (amount_sign(*amount) <= 0)
		problem_add(&call->problems, "quantity", "not_positive", "must come to more than nothing");
	else if (amount_compare(*amount, bound) >= 0)
		problem_add(&call->problems, "quantity", "too_large", "must come to at most %d digits before the decimal point",
					MONEY_MAX_DIGITS);
	else
	{
		quantity->basis = (NullableDatum) {basis_write(basis), false};
		return true;
	}
	return false;
}

/* Whether two are of the same. */
static bool
is_same(const Quantity *a, const Quantity *b)
{
	if (a->kind != b->kind || a->value.isnull != b->value.isnull || a->code.isnull != b->code.isnull)
		return false;
	return (a->value.isnull || amount_compare(a->value.value, b->value.value) == 0) &&
		(a->code.isnull || strcmp(TextDatumGetCString(a->code.value), TextDatumGetCString(b->code.value)) == 0);
}

/* See quantity.h. */
bool
quantity_work_out(Call *call, int amount, int first, const QuantityOf *of, const QuantityOf *of_before,
				  const Quantity *before, Datum amount_before, Quantity *quantity)
{
	Basis		basis;
	Datum		product = amount_before;

	take(call, first, before, quantity, &basis);
	check_whole(call, quantity, &basis, of->member);
	if (call->problems.count > 0)
		return false;
	if (quantity->value.isnull)
	{
		quantity->basis.isnull = true;
		return false;
	}
	if ((before == NULL || !is_same(before, quantity) || of->day != of_before->day || of->member != of_before->member ||
		 call_has(call, first + QUANTITY_REDUCTIONS)) && !multiply(call, of, quantity, &basis, &product))
		return false;
	if (call_has(call, amount) && amount_compare(call_arg(call, amount), product) != 0)
	{
		problem_add(&call->problems, "amount", "not_the_product",
					"must be %s, what the quantity comes to: leave it away", money_text(call, product));
		return false;
	}
	call->args[amount] = (NullableDatum) {product, false};
	return true;
}

/* See quantity.h. */
void
quantity_check_price(Call *call, const Quantity *quantity, const Price *price)
{
	if (!quantity->value.isnull && !price->parts[PART_ORIGINAL].isnull)
		problem_add(&call->problems, "original_amount", "with_quantity",
					"must not be there: rates are in the organization's currency");
}

/* See quantity.h. */
bool
quantity_settle(Call *call, const QuantityOf *of, Quantity *quantity, Datum *amount)
{
	Basis		basis = {0};

	if (quantity->kind != KIND_OF_MILEAGE || quantity->value.isnull)
		return false;
	(void) multiply(call, of, quantity, &basis, amount);
	problem_check(&call->problems, "expense");
	return true;
}

/* See quantity.h. */
void
quantity_give(const Quantity *quantity, Datum *values, char *nulls)
{
	values[0] = CStringGetTextDatum(expense_kind_name(quantity->kind));
	nulls[0] = quantity->kind == KIND_OF_EXPENSE ? 'n' : ' ';
	values[1] = quantity->value.value;
	nulls[1] = quantity->value.isnull ? 'n' : ' ';
	values[2] = quantity->code.value;
	nulls[2] = quantity->code.isnull ? 'n' : ' ';
	values[3] = quantity->basis.value;
	nulls[3] = quantity->basis.isnull ? 'n' : ' ';
}

/* See quantity.h. */
void
quantity_read(int column, Quantity *quantity)
{
	bool		is_null;
	Datum		kind = call_column(column, &is_null);

	quantity->kind = KIND_OF_EXPENSE;
	if (!is_null)
		(void) expense_kind_from_name(TextDatumGetCString(kind), &quantity->kind);
	quantity->value.value = call_column(column + 1, &quantity->value.isnull);
	quantity->code.value = call_column(column + 2, &quantity->code.isnull);
	quantity->basis.value = call_column(column + 3, &quantity->basis.isnull);
}

/*
 * expense_kind_holds(kind text, quantity numeric, rate_code text, basis jsonb)
 * returns boolean: whether these may be columns of an expense. For the table's
 * constraint, which has the kind alone before there are quantities.
 */
Datum
outlay_expense_kind_holds(PG_FUNCTION_ARGS)
{
	ExpenseKind kind = KIND_OF_EXPENSE;
	RateKind	rate;
	Basis		basis;

	if (!PG_ARGISNULL(0) &&
		(!expense_kind_from_name(text_to_cstring(PG_GETARG_TEXT_PP(0)), &kind) || kind == KIND_OF_EXPENSE))
		PG_RETURN_BOOL(false);
	if (PG_NARGS() == 1)
		PG_RETURN_BOOL(true);
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		PG_RETURN_BOOL(PG_ARGISNULL(1) && PG_ARGISNULL(2) && PG_ARGISNULL(3));
	PG_RETURN_BOOL(rate_kind_of(kind, &rate) && !numeric_is_nan(PG_GETARG_NUMERIC(1)) &&
				   amount_sign(PG_GETARG_DATUM(1)) > 0 && VARSIZE_ANY_EXHDR(PG_GETARG_TEXT_PP(2)) > 0 &&
				   basis_read(PG_GETARG_JSONB_P(3), &basis));
}
