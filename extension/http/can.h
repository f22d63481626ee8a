/*-------------------------------------------------------------------------
 *
 * can.h
 *	  What the caller may do with a record.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CAN_H
#define OUTLAY_CAN_H

#include "access/tupdesc.h"
#include "lib/stringinfo.h"

/* What is known of the records of a type and of the caller, for the length of a statement. */
typedef struct Can Can;

/* NULL for a type of whose records nothing is known. */
extern Can *can_begin(Oid type, TupleDesc desc);
extern void can_write(Can *can, const Datum *values, const bool *nulls, StringInfo json);

#endif							/* OUTLAY_CAN_H */
