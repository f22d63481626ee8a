/*-------------------------------------------------------------------------
 *
 * rate_file.c
 *	  Files of exchange rates, read as they come.
 *
 *		Date,USD,JPY,		a line for each day, as the European Central Bank has it
 *		2026-11-27,1.0551,158.22,
 *
 *		day,currency,rate	a line for each rate
 *		2026-11-27,USD,0.9478
 *
 * What separates follows from the first line; all else is said beforehand. A
 * file comes from anywhere: it is read once, byte by byte, into cells of fixed
 * size, and ends with the first thing that is wrong. There is nothing in a rate
 * that is not ASCII, so that of a character set no more than this has to be
 * known. Nothing of PostgreSQL is used, so that tests/fuzz reads without it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_ALONE
#include "postgres.h"

#include "value/rate_file.h"
#endif

#include <string.h>

#define END_OF_FILE		(-1)

/* How far a file is read. */
typedef struct Reader
{
	const unsigned char *at;
	const unsigned char *end;
	int			width;			/* bytes of a character */
	int			high;			/* which of two is the higher */
	char		separator;		/* 0: the first of those that there may be */
	int			stop;			/* what ended the last cell: the separator, '\n' or END_OF_FILE */
	char		cell[RATE_FILE_MAX_CELL + 1];
	int			columns;		/* of the first line */
	char		currencies[RATE_FILE_MAX_COLUMNS][4];
	const RateFileForm *form;
	RateFileRead *read;
} Reader;

static void begin(Reader *reader, const char *bytes, size_t size);
static bool fail(Reader *reader, RateFileFault fault);
static int	peek(const Reader *reader);
static bool next_character(Reader *reader, int *character);
static bool is_separator(const Reader *reader, int character);
static bool add(Reader *reader, size_t *length, int character);
static bool read_quoted(Reader *reader, size_t *length);
static bool read_cell(Reader *reader);
static bool is_word(const char *cell, const char *word);
static bool is_currency(const char *cell);
static int	read_digits(const char **at, int count);
static bool read_day(Reader *reader, RateFileRate *rate);
static bool read_number(Reader *reader, RateFileRate *rate);
static bool read_head(Reader *reader);
static bool read_wide_line(Reader *reader, RateFileTake take, void *context);
static bool read_long_line(Reader *reader, RateFileTake take, void *context);

/* Begins at the first character behind a mark of its encoding. */
static void
begin(Reader *reader, const char *bytes, size_t size)
{
	reader->at = (const unsigned char *) bytes;
	reader->end = reader->at + size;
	reader->width = 1;
	if (reader->form->single_bytes)
		return;
	if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
		reader->at += 3;
	else if (size >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
	{
		reader->width = 2;
		reader->high = reader->at[0] == 0xff ? 1 : 0;
		reader->at += 2;
	}
}

/* Says what is wrong where the reader is. */
static bool
fail(Reader *reader, RateFileFault fault)
{
	reader->read->fault = fault;
	return false;
}

/* The character that is next, END_OF_FILE behind the last; 0: one that there may not be. */
static int
peek(const Reader *reader)
{
	const unsigned char *at = reader->at;
	int			low;

	if (at == reader->end)
		return END_OF_FILE;
	if (reader->end - at < reader->width || (reader->width == 2 && at[reader->high] != 0))
		return 0;
	low = reader->width == 2 ? at[1 - reader->high] : at[0];
	return low < 0x80 && (low >= ' ' || low == '\t' || low == '\n' || low == '\r') ? low : 0;
}

/* Goes on by a character; the end of a line is '\n', however it is written. */
static bool
next_character(Reader *reader, int *character)
{
	*character = peek(reader);
	if (*character == 0)
		return fail(reader, RATE_FILE_CHARACTER);
	if (*character != END_OF_FILE)
		reader->at += reader->width;
	if (*character == '\r')
	{
		if (peek(reader) == '\n')
			reader->at += reader->width;
		*character = '\n';
	}
	return true;
}

/* Whether a character separates; the first that does is the one of the file. */
static bool
is_separator(const Reader *reader, int character)
{
	if (reader->separator != 0)
		return character == reader->separator;
	return character == ';' || character == ',' || character == '\t';
}

/* Adds a character to a cell. */
static bool
add(Reader *reader, size_t *length, int character)
{
	if (*length == RATE_FILE_MAX_CELL)
		return fail(reader, RATE_FILE_CELL);
	reader->cell[(*length)++] = (char) character;
	return true;
}

/* Reads what stands in quotes, behind the first of them; two are one. */
static bool
read_quoted(Reader *reader, size_t *length)
{
	int			character;

	for (;;)
	{
		if (!next_character(reader, &character))
			return false;
		if (character == END_OF_FILE || character == '\n')
			return fail(reader, RATE_FILE_QUOTE);
		if (character == '"')
		{
			if (peek(reader) != '"')
				return true;
			reader->at += reader->width;
		}
		if (!add(reader, length, character))
			return false;
	}
}

/* Reads a cell, without the blanks around it, and what ends it. */
static bool
read_cell(Reader *reader)
{
	size_t		length = 0;
	bool		quoted = false;
	int			character;

	reader->read->column++;
	for (;;)
	{
		if (!next_character(reader, &character))
			return false;
		if (character == END_OF_FILE || character == '\n' || is_separator(reader, character))
			break;
		if (character == ' ' && (length == 0 || quoted))
			continue;
		if (quoted)
			return fail(reader, RATE_FILE_QUOTE);
		if (character == '"' && length == 0)
		{
			if (!read_quoted(reader, &length))
				return false;
			quoted = true;
		}
		else if (!add(reader, &length, character))
			return false;
	}
	if (reader->separator == 0 && character > 0 && character != '\n')
		reader->separator = (char) character;
	while (length > 0 && reader->cell[length - 1] == ' ')
		length--;
	reader->cell[length] = '\0';
	reader->stop = character;
	return true;
}

/* Whether a cell is a word, in any case. */
static bool
is_word(const char *cell, const char *word)
{
	for (; *cell != '\0' && *word != '\0'; cell++, word++)
		if (*cell != *word && *cell != *word - 'a' + 'A')
			return false;
	return *cell == *word;
}

/* Whether a cell is the code of a currency. */
static bool
is_currency(const char *cell)
{
	return strlen(cell) == 3 && strspn(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

/* Reads a number of so many digits; -1 where there are not. */
static int
read_digits(const char **at, int count)
{
	int			number = 0;

	for (int i = 0; i < count; i++, (*at)++)
	{
		if (**at < '0' || **at > '9')
			return -1;
		number = number * 10 + (**at - '0');
	}
	return number;
}

/* Reads the day of a line. */
static bool
read_day(Reader *reader, RateFileRate *rate)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	static const struct
	{
		int			digits[3];
		char		mark;
		int			year;		/* which of the three numbers it is */
		int			month;
	}			forms[] = {
		[DAYS_ISO] = {{4, 2, 2}, '-', 0, 1},
		[DAYS_DOTS] = {{2, 2, 4}, '.', 2, 1},
		[DAYS_SLASHES] = {{2, 2, 4}, '/', 2, 1},
		[DAYS_MONTH_FIRST] = {{2, 2, 4}, '/', 2, 0},
	};
	int			which = reader->form->days;
	const char *at = reader->cell;
	int			numbers[3];
	bool		leap;

	for (int i = 0; i < 3; i++)
	{
		if (i > 0 && *at++ != forms[which].mark)
			return fail(reader, RATE_FILE_DAY);
		numbers[i] = read_digits(&at, forms[which].digits[i]);
		if (numbers[i] < 0)
			return fail(reader, RATE_FILE_DAY);
	}
	rate->year = numbers[forms[which].year];
	rate->month = numbers[forms[which].month];
	rate->day = numbers[3 - forms[which].year - forms[which].month];
	leap = (rate->year % 4 == 0 && rate->year % 100 != 0) || rate->year % 400 == 0;
	if (*at != '\0' || rate->month < 1 || rate->month > 12 || rate->day < 1 ||
		rate->day > lengths[rate->month - 1] + (leap && rate->month == 2 ? 1 : 0))
		return fail(reader, RATE_FILE_DAY);
	return true;
}

/* Reads the number of a rate, which is more than nothing. */
static bool
read_number(Reader *reader, RateFileRate *rate)
{
	const char *cell = reader->cell;
	char		mark = reader->form->decimal_comma ? ',' : '.';
	size_t		whole = strspn(cell, "0123456789");
	size_t		part = cell[whole] == mark ? strspn(cell + whole + 1, "0123456789") : 0;

	if (whole < 1 || whole > RATE_FILE_MAX_DIGITS || part > RATE_FILE_MAX_DIGITS ||
		cell[whole + part + (cell[whole] == mark ? 1 : 0)] != '\0' || (cell[whole] == mark && part == 0) ||
		strpbrk(cell, "123456789") == NULL)
		return fail(reader, RATE_FILE_NUMBER);
	memcpy(rate->number, cell, whole + part + 1);
	rate->number[whole + part + (part > 0 ? 1 : 0)] = '\0';
	if (part > 0)
		rate->number[whole] = '.';
	rate->line = reader->read->line;
	rate->column = reader->read->column;
	return true;
}

/* Reads the first line: what the others have. */
static bool
read_head(Reader *reader)
{
	static const char *const words[] = {"day", "currency", "rate"};

	reader->read->line = 1;
	if (!read_cell(reader))
		return false;
	reader->read->wide = is_word(reader->cell, "date");
	if (!reader->read->wide && !is_word(reader->cell, words[0]))
		return fail(reader, RATE_FILE_HEAD);
	reader->columns = 1;
	while (reader->stop != '\n' && reader->stop != END_OF_FILE)
	{
		int			column = reader->columns;

		if (column == RATE_FILE_MAX_COLUMNS)
			return fail(reader, RATE_FILE_COLUMNS);
		if (!read_cell(reader))
			return false;
		reader->columns++;
		/* A separator may stand behind the last. */
		if (reader->cell[0] == '\0' && column > 1 && (reader->stop == '\n' || reader->stop == END_OF_FILE))
			break;
		if (!reader->read->wide)
		{
			if (column > 2 || !is_word(reader->cell, words[column]))
				return fail(reader, RATE_FILE_HEAD);
			continue;
		}
		if (!is_currency(reader->cell))
			return fail(reader, RATE_FILE_CURRENCY);
		for (int i = 1; i < column; i++)
			if (strcmp(reader->currencies[i], reader->cell) == 0)
				return fail(reader, RATE_FILE_CURRENCY);
		memcpy(reader->currencies[column], reader->cell, 4);
	}
	return reader->columns >= (reader->read->wide ? 2 : 3) || fail(reader, RATE_FILE_HEAD);
}

/* Reads the rest of a line of a day, whose first cell is there. */
static bool
read_wide_line(Reader *reader, RateFileTake take, void *context)
{
	RateFileRate rate = {0};
	int			column = 1;

	if (!read_day(reader, &rate))
		return false;
	for (; reader->stop != '\n' && reader->stop != END_OF_FILE; column++)
	{
		if (column == reader->columns)
			return fail(reader, RATE_FILE_COLUMNS);
		if (!read_cell(reader))
			return false;
		if (reader->currencies[column][0] == '\0')
		{
			if (reader->cell[0] != '\0')
				return fail(reader, RATE_FILE_COLUMNS);
			continue;
		}
		if (reader->cell[0] == '\0' || is_word(reader->cell, "n/a"))
			continue;
		memcpy(rate.currency, reader->currencies[column], 4);
		if (!read_number(reader, &rate))
			return false;
		if (!take(context, &rate))
			return fail(reader, RATE_FILE_STOPPED);
	}
	return column == reader->columns || fail(reader, RATE_FILE_COLUMNS);
}

/* Reads the rest of a line of a rate, whose first cell is there. */
static bool
read_long_line(Reader *reader, RateFileTake take, void *context)
{
	RateFileRate rate = {0};
	int			column = 1;

	if (!read_day(reader, &rate))
		return false;
	for (; reader->stop != '\n' && reader->stop != END_OF_FILE; column++)
	{
		if (column == reader->columns)
			return fail(reader, RATE_FILE_COLUMNS);
		if (!read_cell(reader))
			return false;
		if (column == 1 && !is_currency(reader->cell))
			return fail(reader, RATE_FILE_CURRENCY);
		if (column == 1)
			memcpy(rate.currency, reader->cell, 4);
		else if (column == 2 && !read_number(reader, &rate))
			return false;
		else if (column > 2 && reader->cell[0] != '\0')
			return fail(reader, RATE_FILE_COLUMNS);
	}
	if (column != reader->columns)
		return fail(reader, RATE_FILE_COLUMNS);
	return take(context, &rate) || fail(reader, RATE_FILE_STOPPED);
}

/* See rate_file.h. */
bool
rate_file_read(const char *bytes, size_t size, const RateFileForm *form, RateFileTake take, void *context,
			   RateFileRead *read)
{
	Reader		reader = {.form = form,.read = read};

	memset(read, 0, sizeof(*read));
	begin(&reader, bytes, size);
	if (!read_head(&reader))
		return false;
	while (reader.stop != END_OF_FILE)
	{
		if (read->line == RATE_FILE_MAX_LINES)
			return fail(&reader, RATE_FILE_LINES);
		read->line++;
		read->column = 0;
		if (!read_cell(&reader))
			return false;
		/* Nothing but the end of the line. */
		if (reader.cell[0] == '\0' && (reader.stop == '\n' || reader.stop == END_OF_FILE))
			continue;
		if (!(read->wide ? read_wide_line : read_long_line) (&reader, take, context))
			return false;
	}
	return true;
}
