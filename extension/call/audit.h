/*-------------------------------------------------------------------------
 *
 * audit.h
 *	  The append-only record of changes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_AUDIT_H
#define OUTLAY_AUDIT_H

#include "call/call.h"

/* A record before or after a change; audit_no_record where there is none. */
typedef struct AuditRecord
{
	bool		present;
	Datum		row;			/* composite */
} AuditRecord;

/* The record of a row a of audit. */
#define AUDIT_RECORD \
	"ROW(a.id, a.at, a.member_id, a.database_role, a.action, a.entity, a.entity_id, a.before, a.after)" \
	"::outlay.audit_record"

#define audit_no_record			((AuditRecord) {false, (Datum) 0})
#define audit_row(datum)		((AuditRecord) {true, (datum)})

extern void audit_record(Call *call, const char *action, const char *entity, int64 id,
						 AuditRecord before, AuditRecord after);
extern void audit_record_for(Call *call, const char *action, const char *entity, int64 id,
							 AuditRecord before, AuditRecord after, int64 member);
extern void audit_record_to(Call *call, const char *action, const char *entity, int64 id,
							AuditRecord before, AuditRecord after, int64 member);

#endif							/* OUTLAY_AUDIT_H */
