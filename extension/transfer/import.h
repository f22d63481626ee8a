/*-------------------------------------------------------------------------
 *
 * import.h
 *	  The lines of an export, and whether they fit this installation and each
 *	  other.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_IMPORT_H
#define OUTLAY_IMPORT_H

#include "utils/jsonb.h"

#include "directory/tenant.h"

/* import_line.c: one line of it */
extern char *import_lines_query(Oid lines);
extern Jsonb *import_parse(const char *text, int length);
extern JsonbValue *import_member(Jsonb *object, const char *key);
extern char *import_text(Jsonb *object, const char *key);
extern char *import_text_of(const JsonbValue *value);

/* import_check.c: whether it fits */
extern int32 import_find_version(Jsonb *migrations);
extern void import_check(const TenantRow *target, Oid role);

#endif							/* OUTLAY_IMPORT_H */
