/*-------------------------------------------------------------------------
 *
 * rows.h
 *	  The rows of a tenant, table by table, as text.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_ROWS_H
#define OUTLAY_ROWS_H

#include "executor/spi.h"
#include "nodes/pg_list.h"
#include "utils/array.h"

/* A table whose rows are copied; names as they stand in SQL. */
typedef struct RowTable
{
	const char *name;
	int			ncolumns;
	const char **names;			/* of columns, as they are */
	const char *columns;		/* as a list */
	const char *kept;			/* the same, with text in place of types of the tenant's own */
	const char *casts;			/* a list that makes columns of u, which holds either or nothing but texts */
	const char *key;			/* the order of rows */
	bool		has_files;		/* a column of type bytea: each row may be large */
} RowTable;

/* A sequence, by its own name, and its position. */
typedef struct RowSequence
{
	const char *name;
	int64		last_value;
	bool		is_called;
} RowSequence;

/* Called with the values of a row, NULL for null; they are gone afterwards. */
typedef void (*RowCallback) (const RowTable *table, char **values, void *argument);

/* Rows on their way into a table. */
typedef struct RowWriter
{
	const char *table;
	int			ncolumns;
	const char *schema;
	Oid			role;
	SPIPlanPtr	plan;
	MemoryContext batch;
	ArrayBuildState **columns;
	int			count;
	Size		bytes;			/* of the rows that it holds */
	uint64		total;
} RowWriter;

extern List *rows_tables(Oid schema);
extern bool rows_are_passing(const char *table);
extern const RowTable *rows_find_table(List *tables, const char *name);
extern bool rows_have_same_columns(const RowTable *a, const RowTable *b);
extern void rows_read(Oid schema, const RowTable *table, RowCallback callback, void *argument);
extern void rows_open_writer(RowWriter *writer, const RowTable *table, const char *schema, Oid role);
extern void rows_write(RowWriter *writer, char **values);
extern uint64 rows_close_writer(RowWriter *writer);
extern List *rows_sequences(Oid schema);
extern void rows_set_sequence(const char *schema, Oid role, const RowSequence *sequence);
extern void rows_run(const char *schema, Oid role, const char *sql);
extern void rows_set_triggers(bool fire);
extern void rows_empty(const char *schema, Oid role, const char *table);
extern void rows_audit(const char *schema, Oid role, const char *action, const char *key, const char *value);

#endif							/* OUTLAY_ROWS_H */
