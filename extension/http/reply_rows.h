/*-------------------------------------------------------------------------
 *
 * reply_rows.h
 *	  The rows of a function as the body of an answer.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_REPLY_ROWS_H
#define OUTLAY_REPLY_ROWS_H

#include "postgres.h"

#include "access/htup.h"

typedef struct ReplyRows ReplyRows;

/*
 * Everything is in the memory that is current at the beginning. The ends take
 * NULL where there was no row, and return the body of the answer, NULL for none.
 */
extern ReplyRows *reply_rows_begin(Oid type, bool is_page);
extern void reply_rows_add(ReplyRows *rows, Datum row, bool is_null);
extern void reply_rows_add_columns(ReplyRows *rows, const Datum *columns, const bool *nulls);
extern void reply_rows_add_event(ReplyRows *rows, Datum row, bool is_null);
extern text *reply_rows_end(ReplyRows *rows);
extern text *reply_rows_end_page(ReplyRows *rows);
extern text *reply_rows_end_events(ReplyRows *rows);

/* The content of an outlay.file, whose type and name become headers; P0002 for none. */
extern Datum reply_file(HeapTupleHeader file);

#endif							/* OUTLAY_REPLY_ROWS_H */
