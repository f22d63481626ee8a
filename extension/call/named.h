/*-------------------------------------------------------------------------
 *
 * named.h
 *	  What accounts, departments and categories share: a name of their own
 *	  while they are in use, and being archived.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_NAMED_H
#define OUTLAY_NAMED_H

#include "call/call.h"
#include "call/unique_key.h"
#include "value/fold.h"

/* A table with the columns id, name, archived_at, version and updated_at. */
typedef struct Named
{
	const char *what;			/* "account" */
	UniqueKey	name_key;
	const Statement *find_other;
	const Statement *archive;
} Named;

/* Finds one in use that has the name $1, NULL: the name of $2, and is not $2 itself. */
#define NAMED_FIND_OTHER(table) \
	"SELECT FROM " table " WHERE archived_at IS NULL AND id <> $2 " \
	"AND " FOLDED("name") " = " FOLDED("coalesce($1, (SELECT name FROM " table " WHERE id = $2))")

/* Archives $1, or brings it back where $2 is false; record is of a row that goes by the alias. */
#define NAMED_ARCHIVE(table, alias, record) \
	"UPDATE " table " " alias " SET archived_at = CASE WHEN $2 THEN coalesce(archived_at, now()) END, " \
	"version = version + 1, updated_at = now() " \
	"WHERE " alias ".id = $1 AND (archived_at IS NULL) = $2 RETURNING " record

extern void named_check_free(Call *call, const Named *named, int arg, int64 except);
extern Datum named_archive(Call *call, const Named *named, Datum before);

#endif							/* OUTLAY_NAMED_H */
