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

/* Who can approve at all. */
#define MAY_APPROVE		"m.status = 'active' AND m.role IN ('owner', 'admin', 'approver')"

/* The approvers that are named for an expense of the budget $1 and the member $2, as a table of one row. */
#define NAMED_APPROVERS \
	"(SELECT (SELECT d.approver_id FROM budget b JOIN department d ON d.id = b.department_id WHERE b.id = $1) " \
	"AS of_department, " \
	"(SELECT s.approver_id FROM member s WHERE s.id = $2) AS of_member) n"

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
