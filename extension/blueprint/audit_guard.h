/*-------------------------------------------------------------------------
 *
 * audit_guard.h
 *	  The audit of an organization is append-only, for its own role, too.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_AUDIT_GUARD_H
#define OUTLAY_AUDIT_GUARD_H

#define AUDIT_TABLE "audit"

/* What may be done to an audit by whoever is no superuser. */
typedef enum AuditRight
{
	AUDIT_READ,					/* nothing: always, but for the following */
	AUDIT_APPEND,				/* insert rows: what was done, or what is copied with the organization */
	AUDIT_BUILD,				/* its DDL: while a script of ours runs, by statements that stand in it themselves */
} AuditRight;

extern void audit_guard_init(void);
extern AuditRight audit_guard_let(AuditRight right);

#endif							/* OUTLAY_AUDIT_GUARD_H */
