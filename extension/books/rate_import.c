/*-------------------------------------------------------------------------
 *
 * rate_import.c
 *	  Exchange rates from a file: import_rates().
 *
 * A file says what other currencies are in one of its own, or the other way
 * around. What the organization keeps is what one unit of another currency is in
 * its own, so that spending only multiplies: a file in another base is converted
 * here, once, by dividing integers. Of each day all that is needed stands in
 * its own lines.
 *
 * A preview keeps nothing. What is confirmed is the same file once more, with
 * the hash that the preview gave: of its bytes, and of how they are read.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sodium.h>

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "books/rate.h"
#include "call/audit.h"
#include "call/validate.h"
#include "core/compat.h"
#include "value/amount.h"
#include "value/currency.h"
#include "value/rate_file.h"

PG_FUNCTION_INFO_V1(outlay_import_rates);

#define MAX_RATES		100000
#define WIDE_BASE		"EUR"	/* of the European Central Bank */
#define DECIMAL_MARKS	"point comma"
#define ENCODINGS		"utf-8 windows-1252"
#define DAY_FORMS		"yyyy-mm-dd dd.mm.yyyy dd/mm/yyyy mm/dd/yyyy"

/* Arguments. */
enum
{
	ARG_CONTENT,
	ARG_BASE,
	ARG_SINCE,
	ARG_DECIMAL,
	ARG_DAYS,
	ARG_ENCODING,
	ARG_HASH
};

/* Columns of the answer. */
enum
{
	COLUMN_HASH,
	COLUMN_FORM,
	COLUMN_BASE,
	COLUMN_COUNT_OF_ALL,
	COLUMN_MADE,
	COLUMN_CHANGED,
	COLUMN_FIRST_DAY,
	COLUMN_LAST_DAY,
	COLUMN_CURRENCIES,
	COLUMN_LEFT_OUT,
	COLUMN_IMPORTED,
	COLUMN_COUNT
};

/* A rate of the file. */
typedef struct Line
{
	DateADT		day;
	char		code[4];
	int			line;
	int			column;
	Datum		number;
} Line;

/* What is gathered of a file. */
typedef struct Gathered
{
	DateADT		since;
	DateADT		until;
	int			count;
	int			size;
	Line	   *lines;
	const char *wrong;			/* why the last one was not taken */
} Gathered;

/* What the organization is to have. */
typedef struct Rates
{
	int			count;
	Datum	   *codes;
	Datum	   *days;
	Datum	   *values;
	ArrayBuildState *left_out;
} Rates;

static const char *const faults[] = {
	[RATE_FILE_CHARACTER] = "there is a character that is in no rate",
	[RATE_FILE_CELL] = "there is a value of more than 40 characters",
	[RATE_FILE_QUOTE] = "quotes do not end where the value does",
	[RATE_FILE_LINES] = "there are more than 50000 lines",
	[RATE_FILE_COLUMNS] = "there are more values than in the first line, or fewer, or more than 200",
	[RATE_FILE_HEAD] = "the first line must be Date and currencies, or day, currency and rate",
	[RATE_FILE_CURRENCY] = "there must be the code of a currency, like USD, each once",
	[RATE_FILE_DAY] = "there must be a day, in the form that is said",
	[RATE_FILE_NUMBER] = "there must be a number greater than zero, with up to 12 digits before and behind the point",
};

static bool gather(void *context, const RateFileRate *rate);
static int	by_day_and_code(const void *a, const void *b);
static void take_form(Call *call, RateFileForm *form);
static char *hash_of(Call *call, const char *base);
static void check_file(Call *call, const RateFileForm *form, RateFileRead *read, Gathered *gathered);
static const Datum *number_of(const Gathered *gathered, int first, int end, const char *code);
static void keep(Call *call, Rates *rates, const Line *line, Datum value);
static void convert_day(Call *call, const Gathered *gathered, int first, int end, const char *base, bool wide,
						Rates *rates);
static void convert(Call *call, const Gathered *gathered, const char *base, bool wide, Rates *rates);
static Datum array_of(Datum *values, int count, Oid type);
static void write_rates(Call *call, const Rates *rates, bool confirmed, int64 *made, int64 *changed);
static Datum each_once(Datum texts);
static const char *check_arguments(Call *call, Gathered *gathered);

/* Takes a rate of the file, unless it is of a day that is not asked for. */
static bool
gather(void *context, const RateFileRate *rate)
{
	Gathered   *gathered = context;
	DateADT		day = date2j(rate->year, rate->month, rate->day) - POSTGRES_EPOCH_JDATE;

	if (day < gathered->since)
		return true;
	if (day > gathered->until)
		gathered->wrong = "there is a day more than a year from today";
	else if (gathered->count == MAX_RATES)
		gathered->wrong = "there are more than 100000 rates: leave out days with since";
	if (gathered->wrong != NULL)
		return false;
	if (gathered->count == gathered->size)
	{
		gathered->size = gathered->size == 0 ? 1024 : 2 * gathered->size;
		gathered->lines = gathered->lines == NULL ? palloc(sizeof(Line) * gathered->size) :
			repalloc_huge(gathered->lines, sizeof(Line) * gathered->size);
	}
	gathered->lines[gathered->count] = (Line) {.day = day,.line = rate->line,.column = rate->column};
	strlcpy(gathered->lines[gathered->count].code, rate->currency, sizeof(gathered->lines[0].code));
	gathered->lines[gathered->count++].number = DirectFunctionCall3(numeric_in, CStringGetDatum(rate->number), 0,
																	Int32GetDatum(-1));
	return true;
}

/* Orders the lines of a file by day and currency, and then as they stand. */
static int
by_day_and_code(const void *a, const void *b)
{
	const Line *one = a;
	const Line *other = b;
	int			codes = strcmp(one->code, other->code);

	if (one->day != other->day)
		return one->day < other->day ? -1 : 1;
	return codes != 0 ? codes : one->line - other->line;
}

/* Takes how the file is written from the arguments. */
static void
take_form(Call *call, RateFileForm *form)
{
	static const char *const days[] = {
		[DAYS_ISO] = "yyyy-mm-dd",[DAYS_DOTS] = "dd.mm.yyyy",[DAYS_SLASHES] = "dd/mm/yyyy",
		[DAYS_MONTH_FIRST] = "mm/dd/yyyy"
	};

	*form = (RateFileForm) {0};
	if (call_has(call, ARG_DECIMAL))
		form->decimal_comma = strcmp(TextDatumGetCString(call_arg(call, ARG_DECIMAL)), "comma") == 0;
	if (call_has(call, ARG_ENCODING))
		form->single_bytes = strcmp(TextDatumGetCString(call_arg(call, ARG_ENCODING)), "windows-1252") == 0;
	for (int i = 0; i < lengthof(days); i++)
		if (call_has(call, ARG_DAYS) && strcmp(TextDatumGetCString(call_arg(call, ARG_DAYS)), days[i]) == 0)
			form->days = i;
}

/* The hash of a file and of how it is read, in hexadecimal digits. */
static char *
hash_of(Call *call, const char *base)
{
	bytea	   *content = DatumGetByteaPP(call_arg(call, ARG_CONTENT));
	unsigned char hash[crypto_hash_sha256_BYTES];
	char	   *digits = palloc(2 * sizeof(hash) + 1);
	crypto_hash_sha256_state state;

	crypto_hash_sha256_init(&state);
	crypto_hash_sha256_update(&state, (const unsigned char *) base, strlen(base) + 1);
	for (int i = ARG_SINCE; i < ARG_HASH; i++)
	{
		const char *said = !call_has(call, i) ? "" :
			i == ARG_SINCE ? psprintf("%d", DatumGetDateADT(call_arg(call, i))) :
			TextDatumGetCString(call_arg(call, i));

		crypto_hash_sha256_update(&state, (const unsigned char *) said, strlen(said) + 1);
	}
	crypto_hash_sha256_update(&state, (const unsigned char *) VARDATA_ANY(content), VARSIZE_ANY_EXHDR(content));
	crypto_hash_sha256_final(&state, hash);
	return sodium_bin2hex(digits, 2 * sizeof(hash) + 1, hash, sizeof(hash));
}

/* Reads the file; raises 22023 with the place of what is wrong. */
static void
check_file(Call *call, const RateFileForm *form, RateFileRead *read, Gathered *gathered)
{
	bytea	   *content = DatumGetByteaPP(call_arg(call, ARG_CONTENT));

	if (!rate_file_read(VARDATA_ANY(content), VARSIZE_ANY_EXHDR(content), form, gather, gathered, read))
		problem_add(&call->problems, "content", "malformed", "line %d, column %d: %s", read->line, read->column,
					read->fault == RATE_FILE_STOPPED ? gathered->wrong : faults[read->fault]);
	if (gathered->count == 0 && call->problems.count == 0)
		problem_add(&call->problems, "content", "empty", "has no rate from that day on");
	problem_check(&call->problems, "file of rates");
	qsort(gathered->lines, gathered->count, sizeof(Line), by_day_and_code);
	for (int i = 1; i < gathered->count; i++)
	{
		const Line *line = &gathered->lines[i];

		if (line->day == line[-1].day && strcmp(line->code, line[-1].code) == 0)
		{
			problem_add(&call->problems, "content", "malformed",
						"line %d, column %d: %s of this day is in line %d, too", line->line, line->column,
						line->code, line[-1].line);
			break;
		}
	}
	problem_check(&call->problems, "file of rates");
}

/* The number of a currency among the lines of a day; NULL where there is none. */
static const Datum *
number_of(const Gathered *gathered, int first, int end, const char *code)
{
	for (int i = first; i < end; i++)
		if (strcmp(gathered->lines[i].code, code) == 0)
			return &gathered->lines[i].number;
	return NULL;
}

/* Keeps a rate, unless its currency is none of today; notes where it cannot be kept. */
static void
keep(Call *call, Rates *rates, const Line *line, Datum value)
{
	const char *wrong = amount_sign(value) <= 0 ? "smaller than can be kept" :
		amount_compare(value, DirectFunctionCall3(numeric_in, CStringGetDatum("1e" CppAsString2(RATE_DIGITS)), 0,
												  Int32GetDatum(-1))) >= 0 ? "larger than can be kept" : NULL;

	if (currency_decimals(line->code) < 0)
	{
		rates->left_out = accumArrayResult(rates->left_out, CStringGetTextDatum(line->code), false, TEXTOID,
										   CurrentMemoryContext);
		return;
	}
	if (wrong != NULL && call->problems.count == 0)
		problem_add(&call->problems, "content", "malformed",
					"line %d, column %d: in the organization's currency it is %s", line->line, line->column, wrong);
	rates->codes[rates->count] = CStringGetTextDatum(line->code);
	rates->days[rates->count] = DateADTGetDatum(line->day);
	rates->values[rates->count++] = value;
}

/*
 * Converts the lines of a day. In a wide file a number is units of a currency
 * for one of the base, in a long one units of the base for one of a currency;
 * what one unit is in the organization's own is one of the two by its own.
 */
static void
convert_day(Call *call, const Gathered *gathered, int first, int end, const char *base, bool wide, Rates *rates)
{
	const char *own = call_organization(call)->currency;
	Datum		one = NumericGetDatum(int64_to_numeric(1));
	const Datum *found = strcmp(base, own) == 0 ? &one : number_of(gathered, first, end, own);
	Line		of_base = gathered->lines[first];

	if (found == NULL)
	{
		if (call->problems.count == 0)
			problem_add(&call->problems, "content", "malformed",
						"line %d: there is no rate of %s, the organization's own currency, of this day",
						gathered->lines[first].line, own);
		return;
	}
	for (int i = first; i < end; i++)
	{
		const Line *line = &gathered->lines[i];
		Datum		value = line->number;

		if (strcmp(line->code, own) == 0 || strcmp(line->code, base) == 0)
			continue;
		if (wide)
			value = amount_divide(*found, line->number, RATE_DIGITS);
		else if (found != &one)
			value = amount_divide(line->number, *found, RATE_DIGITS);
		keep(call, rates, line, value);
	}
	/* The base is another currency itself. */
	strlcpy(of_base.code, base, sizeof(of_base.code));
	if (found != &one)
		keep(call, rates, &of_base, wide ? *found : amount_divide(one, *found, RATE_DIGITS));
}

/* Converts all lines of a file. */
static void
convert(Call *call, const Gathered *gathered, const char *base, bool wide, Rates *rates)
{
	int			most = 2 * gathered->count + 1;

	rates->codes = palloc(sizeof(Datum) * most);
	rates->days = palloc(sizeof(Datum) * most);
	rates->values = palloc(sizeof(Datum) * most);
	for (int first = 0, end; first < gathered->count; first = end)
	{
		for (end = first + 1; end < gathered->count && gathered->lines[end].day == gathered->lines[first].day; end++)
			;
		convert_day(call, gathered, first, end, base, wide, rates);
	}
	if (call->problems.count == 0 && rates->count == 0)
		problem_add(&call->problems, "content", "empty", "has no rate of another currency");
	problem_check(&call->problems, "file of rates");
}

/* An array of values. */
static Datum
array_of(Datum *values, int count, Oid type)
{
	int16		length;
	bool		by_value;
	char		align;

	get_typlenbyvalalign(type, &length, &by_value, &align);
	return PointerGetDatum(construct_array(values, count, type, length, by_value, align));
}

/* Counts what a file makes and changes, and, where it is confirmed, does so. */
static void
write_rates(Call *call, const Rates *rates, bool confirmed, int64 *made, int64 *changed)
{
	static const TenantStatement count = {
		"SELECT count(*) FILTER (WHERE r.code IS NULL), count(*) FILTER (WHERE r.value <> n.value) "
		"FROM unnest($1, $2, $3) n (code, since, value) LEFT JOIN rate r ON r.kind = 'exchange' AND r.code = n.code "
		"AND r.since = n.since AND r.from_quantity = 0",
		3, {TEXTARRAYOID, DATEARRAYOID, NUMERICARRAYOID}
	};
	static const TenantStatement write = {
		"INSERT INTO rate AS r (kind, code, since, value) SELECT 'exchange', n.code, n.since, n.value "
		"FROM unnest($1, $2, $3) n (code, since, value) ON CONFLICT (kind, code, since, from_quantity) "
		"DO UPDATE SET value = excluded.value WHERE r.value <> excluded.value",
		3, {TEXTARRAYOID, DATEARRAYOID, NUMERICARRAYOID}
	};
	Datum		values[] = {
		array_of(rates->codes, rates->count, TEXTOID),
		array_of(rates->days, rates->count, DATEOID),
		array_of(rates->values, rates->count, NUMERICOID),
	};

	call_run(call, &count, values, NULL);
	*made = call_int64(1);
	*changed = call_int64(2);
	if (confirmed && *made + *changed > 0)
		call_run(call, &write, values, NULL);
}

/* Each of some texts once, in order. */
static Datum
each_once(Datum texts)
{
	ArrayType  *array = DatumGetArrayTypeP(texts);
	ArrayBuildState *state = initArrayResult(TEXTOID, CurrentMemoryContext, false);
	const char *last = "";
	char	  **words;
	Datum	   *items;
	bool	   *nulls;
	int			count;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &items, &nulls, &count);
	words = palloc(sizeof(char *) * Max(count, 1));
	for (int i = 0; i < count; i++)
		words[i] = TextDatumGetCString(items[i]);
	qsort(words, count, sizeof(char *), pg_qsort_strcmp);
	for (int i = 0; i < count; last = words[i++])
		if (strcmp(words[i], last) != 0)
			state = accumArrayResult(state, CStringGetTextDatum(words[i]), false, TEXTOID, CurrentMemoryContext);
	return makeArrayResult(state, CurrentMemoryContext);
}

/* Notes what is wrong with the arguments beside the file, and gives the base that it is in where none is said. */
static const char *
check_arguments(Call *call, Gathered *gathered)
{
	static const Rule rules[] = {
		{ARG_BASE, "base", RULE_CURRENCY, false, 3, 3},
		{ARG_SINCE, "since", RULE_DATE, false},
		{ARG_DECIMAL, "decimal_mark", RULE_CHOICE, false, 0, 0, DECIMAL_MARKS},
		{ARG_DAYS, "days", RULE_CHOICE, false, 0, 0, DAY_FORMS},
		{ARG_ENCODING, "encoding", RULE_CHOICE, false, 0, 0, ENCODINGS},
	};

	validate(call, rules, lengthof(rules));
	if (!call_has(call, ARG_CONTENT))
		problem_add(&call->problems, "content", "missing", "is required");
	problem_check(&call->problems, "file of rates");
	/* PostgreSQL's day 0 is the first of 2000, which is the first that a rate may begin on. */
	gathered->since = call_has(call, ARG_SINCE) ? DatumGetDateADT(call_arg(call, ARG_SINCE)) : 0;
	gathered->until = call_organization(call)->today + 366;
	return call_has(call, ARG_BASE) ? TextDatumGetCString(call_arg(call, ARG_BASE)) : "";
}

/*
 * import_rates(content bytea, base text, since date, decimal_mark text, days text,
 * encoding text, hash text) returns outlay.rate_import: what the file has and
 * would change, or, with the hash that was given with that, has changed. 22023:
 * the file or an argument is wrong, or the hash is another's.
 */
Datum
outlay_import_rates(PG_FUNCTION_ARGS)
{
	Call		call;
	RateFileForm form;
	RateFileRead read;
	Gathered	gathered = {0};
	Rates		rates = {0};
	const char *base;
	char	   *hash;
	bool		confirmed;
	int64		made;
	int64		changed;
	Datum		values[COLUMN_COUNT];
	bool		nulls[COLUMN_COUNT] = {false};
	Datum		row;

	call_begin(&call, fcinfo);
	base = check_arguments(&call, &gathered);
	take_form(&call, &form);
	hash = hash_of(&call, base);
	confirmed = call_has(&call, ARG_HASH);
	if (confirmed && strcmp(TextDatumGetCString(call_arg(&call, ARG_HASH)), hash) != 0)
		problem_raise(ERRCODE_INVALID_PARAMETER_VALUE, "hash", "another_file",
					  "the hash is not that of this file, read in this way", NULL);
	check_file(&call, &form, &read, &gathered);
	if (base[0] == '\0')
		base = read.wide ? WIDE_BASE : call_organization(&call)->currency;
	convert(&call, &gathered, base, read.wide, &rates);
	write_rates(&call, &rates, confirmed, &made, &changed);

	values[COLUMN_HASH] = CStringGetTextDatum(hash);
	values[COLUMN_FORM] = CStringGetTextDatum(read.wide ? "wide" : "long");
	values[COLUMN_BASE] = CStringGetTextDatum(base);
	values[COLUMN_COUNT_OF_ALL] = Int64GetDatum(rates.count);
	values[COLUMN_MADE] = Int64GetDatum(made);
	values[COLUMN_CHANGED] = Int64GetDatum(changed);
	values[COLUMN_FIRST_DAY] = DateADTGetDatum(gathered.lines[0].day);
	values[COLUMN_LAST_DAY] = DateADTGetDatum(gathered.lines[gathered.count - 1].day);
	values[COLUMN_CURRENCIES] = each_once(array_of(rates.codes, rates.count, TEXTOID));
	values[COLUMN_LEFT_OUT] = each_once(rates.left_out == NULL ? array_of(NULL, 0, TEXTOID) :
										makeArrayResult(rates.left_out, CurrentMemoryContext));
	values[COLUMN_IMPORTED] = BoolGetDatum(confirmed);
	row = call_result_row(fcinfo, values, nulls, COLUMN_COUNT);
	if (confirmed && made + changed > 0)
		audit_record(&call, "imported", "rate", 0, audit_no_record, audit_row(row));
	return call_end(&call, row);
}
