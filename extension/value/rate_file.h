/*-------------------------------------------------------------------------
 *
 * rate_file.h
 *	  Files of exchange rates.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_RATE_FILE_H
#define OUTLAY_RATE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#define RATE_FILE_MAX_LINES		50000
#define RATE_FILE_MAX_COLUMNS	200
#define RATE_FILE_MAX_CELL		40	/* characters */
#define RATE_FILE_MAX_DIGITS	12	/* before the point of a number, and behind it */

/* How days are written. */
typedef enum RateFileDays
{
	DAYS_ISO,					/* yyyy-mm-dd */
	DAYS_DOTS,					/* dd.mm.yyyy */
	DAYS_SLASHES,				/* dd/mm/yyyy */
	DAYS_MONTH_FIRST			/* mm/dd/yyyy */
} RateFileDays;

/* What is said of a file, and never guessed. */
typedef struct RateFileForm
{
	bool		single_bytes;	/* Windows-1252; else UTF-8, or UTF-16 where it begins with its mark */
	bool		decimal_comma;
	RateFileDays days;
} RateFileForm;

/* What is wrong with a file. */
typedef enum RateFileFault
{
	RATE_FILE_FINE,
	RATE_FILE_CHARACTER,		/* one that is in no rate, or none at all */
	RATE_FILE_CELL,				/* longer than any that there may be */
	RATE_FILE_QUOTE,			/* something behind quotes, or no end of them */
	RATE_FILE_LINES,			/* too many */
	RATE_FILE_COLUMNS,			/* too many, or not as many as in the first line */
	RATE_FILE_HEAD,				/* the first line is none that is known */
	RATE_FILE_CURRENCY,
	RATE_FILE_DAY,
	RATE_FILE_NUMBER,
	RATE_FILE_STOPPED			/* by who takes the rates */
} RateFileFault;

/* A number of a file, and where it stands: from 1 on. */
typedef struct RateFileRate
{
	int			year;
	int			month;
	int			day;
	char		currency[4];
	char		number[2 * RATE_FILE_MAX_DIGITS + 2];	/* with a point, greater than zero */
	int			line;
	int			column;
} RateFileRate;

/* Takes a rate; false: no more of them. */
typedef bool (*RateFileTake) (void *context, const RateFileRate *rate);

/* What was read: in which form, or what is wrong, and where. */
typedef struct RateFileRead
{
	bool		wide;			/* a line for each day, units of each currency for one of another */
	RateFileFault fault;
	int			line;
	int			column;
} RateFileRead;

/* Reads a file up to what is wrong with it, in time and memory that its size bounds; false where there is such. */
extern bool rate_file_read(const char *bytes, size_t size, const RateFileForm *form, RateFileTake take,
						   void *context, RateFileRead *read);

#endif							/* OUTLAY_RATE_FILE_H */
