/*-------------------------------------------------------------------------
 *
 * rate_file.c
 *	  Files of exchange rates, as extension/value/rate_file.c reads them.
 *
 *-------------------------------------------------------------------------
 */
#include "fuzz.h"

#define OUTLAY_ALONE
#include "../../extension/value/rate_file.h"
#include "../../extension/value/rate_file.c"

/* What is taken is whole, and comes in the order of its places. */
static bool
take(void *context, const RateFileRate *rate)
{
	RateFileRate *last = context;

	HOLDS(rate->year >= 0 && rate->year <= 9999 && rate->month >= 1 && rate->month <= 12);
	HOLDS(rate->day >= 1 && rate->day <= 31);
	HOLDS(strlen(rate->currency) == 3 && strspn(rate->currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3);
	HOLDS(strspn(rate->number, "0123456789.") == strlen(rate->number) && strpbrk(rate->number, "123456789") != NULL);
	HOLDS(strlen(rate->number) <= 2 * RATE_FILE_MAX_DIGITS + 1 && rate->number[0] != '.');
	HOLDS(rate->line >= 2 && rate->column >= 2 && rate->column <= RATE_FILE_MAX_COLUMNS);
	HOLDS(rate->line > last->line || (rate->line == last->line && rate->column > last->column));
	*last = *rate;
	return rate->number[0] != '9';
}

/* The first two bytes say how the rest is read. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	Input		input = fuzz_input(data, size);
	RateFileForm form = {0};
	unsigned	said = fuzz_number(&input, 16);
	RateFileRate last = {0};
	RateFileRead read;
	size_t		length = (size_t) (input.end - input.at);
	char	   *bytes = malloc(length + 1);

	form.single_bytes = (said & 1) != 0;
	form.decimal_comma = (said & 2) != 0;
	form.days = said >> 2;
	memcpy(bytes, input.at, length);
	/* Of just its size, so that reading a byte too many is seen. */
	bytes = realloc(bytes, length > 0 ? length : 1);
	if (rate_file_read(bytes, length, &form, take, &last, &read))
		HOLDS(read.fault == RATE_FILE_FINE);
	else
		HOLDS(read.fault != RATE_FILE_FINE && read.line >= 1 && read.column >= 0 && read.line <= RATE_FILE_MAX_LINES);
	free(bytes);
	return 0;
}
