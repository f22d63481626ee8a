/*-------------------------------------------------------------------------
 *
 * schema_ddl.h
 *	  From a schema to the DDL that makes an empty schema equal to it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SCHEMA_DDL_H
#define OUTLAY_SCHEMA_DDL_H

#include "nodes/pg_list.h"

/* One statement; kind is what it is about: table, index, rows, comment … */
typedef struct SchemaStatement
{
	const char *kind;
	const char *text;
} SchemaStatement;

extern List *schema_ddl(Oid schema, bool with_data);
extern char *schema_ddl_script(Oid schema);

#endif							/* OUTLAY_SCHEMA_DDL_H */
