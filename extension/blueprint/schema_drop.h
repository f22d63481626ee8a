/*-------------------------------------------------------------------------
 *
 * schema_drop.h
 *	  Unmaking schemas, whole or in parts, and tenants' roles.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_SCHEMA_DROP_H
#define OUTLAY_SCHEMA_DROP_H

extern int64 schema_count_relations(Oid schema);
extern void schema_drop(const char *schema);
extern void schema_drop_some(const char *name, int32 tables);
extern void schema_drop_roles(int64 id);

#endif							/* OUTLAY_SCHEMA_DROP_H */
