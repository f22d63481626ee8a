/*-------------------------------------------------------------------------
 *
 * told.h
 *	  What happened and nobody did, told to members.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_TOLD_H
#define OUTLAY_TOLD_H

#include "call/audit.h"

/* What the audit says to all but the first who are told of something. */
#define TOLD_ACTION		"told"

/* Gives those who look after the money, the active owners and admins, palloc'd. Returns how many. */
extern int	told_finance(Call *call, int64 **members);

/* Notes that something happened to a record, and has it in the inbox of each of these members. */
extern void told_note(Call *call, const char *action, const char *entity, int64 id, AuditRecord before,
					  AuditRecord after, const int64 *members, int count);

#endif							/* OUTLAY_TOLD_H */
