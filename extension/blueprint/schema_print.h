/*-------------------------------------------------------------------------
 *
 * schema_print.h
 *	  What printing a schema's DDL and printing its catalogue rows share.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SCHEMA_PRINT_H
#define OUTLAY_SCHEMA_PRINT_H

#include "fmgr.h"

#include "core/role.h"

extern Oid	schema_print_argument(FunctionCallInfo fcinfo);
extern int	schema_print_enter(Oid schema, RoleSwitch *saved);
extern void schema_print_leave(int level, const RoleSwitch *saved);

#endif							/* OUTLAY_SCHEMA_PRINT_H */
