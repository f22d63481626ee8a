/*-------------------------------------------------------------------------
 *
 * referenced.h
 *	  Deleting a record that something may refer to.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_REFERENCED_H
#define OUTLAY_REFERENCED_H

#include "call/call.h"

/*
 * Runs a statement that deletes a record, what it is in words, which are its
 * table's name, too, and returns the number of rows. Raises 23503 of the field
 * "id" where a table refers to it; the hint says what to do instead. What a
 * DBA's trigger raises stays what it is.
 */
extern uint64 delete_referenced(Call *call, const Statement *statement, Datum *values, const char *what,
								const char *hint);

#endif							/* OUTLAY_REFERENCED_H */
