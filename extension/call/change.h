/*-------------------------------------------------------------------------
 *
 * change.h
 *	  The call of a function that changes a record.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CHANGE_H
#define OUTLAY_CHANGE_H

#include "call/call.h"

/*
 * Like call_begin(), for a function whose arguments have outlay.unchanged() as
 * their default: those that are not given are NULL afterwards, those given as
 * NULL are what empties the field, or noted among the problems.
 */
extern void change_begin(Call *call, FunctionCallInfo fcinfo);

#endif							/* OUTLAY_CHANGE_H */
