/*-------------------------------------------------------------------------
 *
 * approver.h
 *	  Who approves an expense.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_APPROVER_H
#define OUTLAY_APPROVER_H

#include "call/call.h"
#include "spending/permission.h"

extern int64 approver_find(Call *call, int64 budget, const Parties *parties);
extern const char *approver_rule(Call *call, int64 budget, const Parties *parties, int64 approver);
extern bool approver_lock(Call *call, int64 approver);

#endif							/* OUTLAY_APPROVER_H */
