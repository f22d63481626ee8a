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
#include "core/run_as.h"

extern Oid	schema_print_argument(FunctionCallInfo fcinfo);
extern void schema_print_enter(Oid schema, bool with_rows, RunAs *saved);

#endif							/* OUTLAY_SCHEMA_PRINT_H */
