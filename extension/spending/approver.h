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

/* Why an expense waits for whom it waits. */
typedef struct Turn
{
	const char *rule;
	int64		deputy;			/* who may approve it in their place today; 0: nobody */
} Turn;

extern int64 approver_find(Call *call, int64 budget, const Parties *parties);
extern void approver_explain(Call *call, int64 budget, const Parties *parties, int64 approver, Turn *turn);
extern bool approver_lock(Call *call, int64 approver);

#endif							/* OUTLAY_APPROVER_H */
