/*-------------------------------------------------------------------------
 *
 * directory.c
 *	  Statements on the extension's own tables.
 *
 * They run as the owner of the schema outlay, whoever calls, and always with
 * the same search_path, pg_catalog (run_as.c), so their plans are made once in
 * a backend, and every table and function of ours is named with its schema.
 * Memory that is allocated while the directory is open goes when it is closed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/datum.h"

#include "core/outlay.h"
#include "core/row.h"
#include "core/run_as.h"
#include "directory/directory.h"

/* The extension's own tables belong to no tenant. */
#define NO_TENANT 0

/* Becomes the directory's owner and connects to SPI, until directory_close(). */
void
directory_open(Directory *directory)
{
	run_as_owner(&directory->as);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "could not connect to SPI");
}

/* Runs a statement; nulls as SPI takes them. It returns the number of rows; they are in SPI_tuptable. */
uint64
directory_run(const Statement *statement, Datum *values, const char *nulls)
{
	return plan_run(NO_TENANT, statement, values, nulls);
}

/* Opens the directory just to tell whether a statement gives a row. */
bool
directory_has(const Statement *statement, Datum *values)
{
	Directory	directory;
	bool		has;

	directory_open(&directory);
	has = directory_run(statement, values, NULL) > 0;
	directory_close(&directory);
	return has;
}

/* Opens the directory just to read a bigint, which is the first column. False: there is no row. */
bool
directory_number(const Statement *statement, Datum *values, int64 *number)
{
	Directory	directory;
	bool		found;

	directory_open(&directory);
	found = directory_run(statement, values, NULL) > 0;
	if (found)
		*number = row_int64(0, 1);
	directory_close(&directory);
	return found;
}

/*
 * Opens the directory just to read or write a row that must be there, and
 * returns the first column, a composite, in the current memory context.
 */
Datum
directory_record(const Statement *statement, Datum *values)
{
	MemoryContext caller = CurrentMemoryContext;
	Directory	directory;
	Datum		record;

	directory_open(&directory);
	if (directory_run(statement, values, NULL) != 1)
		elog(ERROR, "not one row by \"%s\"", statement->sql);
	MemoryContextSwitchTo(caller);
	record = datumCopy(row_datum(0, 1), false, -1);
	directory_close(&directory);
	return record;
}

/* Undoes directory_open(). */
void
directory_close(const Directory *directory)
{
	SPI_finish();
	run_as_end(&directory->as);
}
