/*-------------------------------------------------------------------------
 *
 * script.h
 *	  Running SQL text of several statements.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SCRIPT_H
#define OUTLAY_SCRIPT_H

#include "nodes/nodes.h"
#include "nodes/pg_list.h"
#include "nodes/plannodes.h"

/* SQL text and its statements (RawStmt), parsed once and run any number of times. */
typedef struct Script
{
	const char *text;
	List	   *statements;
} Script;

extern Script *script_parse(const char *text);
extern void script_run(const Script *script, const char *schema);
extern void script_run_command(Node *command);
extern bool script_is_command(const PlannedStmt *plan);

#endif							/* OUTLAY_SCRIPT_H */
