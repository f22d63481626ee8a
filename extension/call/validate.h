/*-------------------------------------------------------------------------
 *
 * validate.h
 *	  The rules for the arguments of a call.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_VALIDATE_H
#define OUTLAY_VALIDATE_H

#include "call/call.h"
#include "value/rule.h"

extern void validate(Call *call, const Rule *rules, int count);

#endif							/* OUTLAY_VALIDATE_H */
