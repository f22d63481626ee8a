/*-------------------------------------------------------------------------
 *
 * history.h
 *	  What was done to one record, from the audit.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_HISTORY_H
#define OUTLAY_HISTORY_H

#include "catalog/pg_type.h"

#include "call/audit.h"
#include "call/page.h"

/* The history of the records of a table; always static, for its list is. */
typedef struct History
{
	const char *what;			/* a record, in words */
	Statement	find;			/* finds the record with an id */
	Listing		list;
} History;

/* That of a table whose name is also what the audit calls its records. */
#define HISTORY(table) HISTORY_CALLED(table, table)

/* The same of what is called otherwise in words. */
#define HISTORY_CALLED(table, words) \
	{ \
		.what = words, \
		.find = { "SELECT FROM " table " WHERE id = $1", 1, { INT8OID } }, \
		.list = { \
			.record = AUDIT_RECORD, \
			.from = "audit a", \
			.joined = "", \
			.id = "a.id", \
			.sort_arg = 1, \
			.after_arg = 2, \
			.size_arg = 3, \
			.sorts = { { "id", NULL, InvalidOid, true } }, \
			.filter_count = 1, \
			.filters = { { "id", 0, INT8OID, "a.entity = '" table "' AND a.entity_id = $?" } }, \
		}, \
	}

extern Datum history_return(Call *call, const History *history);

#endif							/* OUTLAY_HISTORY_H */
