/*-------------------------------------------------------------------------
 *
 * run_as.h
 *	  The one way to run statements as somebody else than the caller.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_RUN_AS_H
#define OUTLAY_RUN_AS_H

#include "role.h"

/* What to return to: filled by one of the first three, read by run_as_end(). */
typedef struct RunAs
{
	RoleSwitch	before;
	int			settings;
} RunAs;

extern void run_as_owner(RunAs *saved);
extern void run_as_role(RunAs *saved, Oid role, const char *schema);
extern void run_as_role_apart(RunAs *saved, Oid role);
extern void run_as_end(const RunAs *saved);

#endif							/* OUTLAY_RUN_AS_H */
