/*-------------------------------------------------------------------------
 *
 * operator_audit.h
 *	  What operators did, for good.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_OPERATOR_AUDIT_H
#define OUTLAY_OPERATOR_AUDIT_H

#include "postgres.h"

#define OPERATOR_AUDIT_DONE "done"

/* An entry; what is 0 or NULL is not said. */
typedef struct OperatorAct
{
	int64		operator_id;
	const char *action;
	int64		tenant;
	const char *organization;	/* slug, as it was named */
	Datum		names;			/* text[] of the arguments, and their values */
	Datum		values;
	const char *result;			/* OPERATOR_AUDIT_DONE, or an SQLSTATE */
	const char *message;
} OperatorAct;

extern void operator_audit(const OperatorAct *act);

#endif							/* OUTLAY_OPERATOR_AUDIT_H */
