/*-------------------------------------------------------------------------
 *
 * current.h
 *	  The tenant that search_path names, and the role of a tenant.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_CURRENT_H
#define OUTLAY_CURRENT_H

extern bool current_tenant_find(int64 *tenant);
extern int64 current_tenant(void);
extern Oid	current_role_of(int64 tenant);

#endif							/* OUTLAY_CURRENT_H */
