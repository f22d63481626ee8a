/*-------------------------------------------------------------------------
 *
 * told.c
 *	  What happened and nobody did, told to members.
 *
 * It is a row of the audit for the first of them, which says what happened, and
 * for each other one that names them, so that whoever follows the events hears
 * once of what happened. Nobody is locked: who leaves at this moment has it in
 * an inbox that nobody opens.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "core/row.h"
#include "people/told.h"

/* See told.h. */
int
told_finance(Call *call, int64 **members)
{
	static const TenantStatement find = {
		"SELECT m.id FROM member m WHERE m.status = 'active' AND m.role IN ('owner', 'admin') ORDER BY m.id", 0
	};
	uint64		count = call_run(call, &find, NULL, NULL);

	*members = palloc(sizeof(int64) * count);
	for (uint64 i = 0; i < count; i++)
		(*members)[i] = row_int64(i, 1);
	return (int) count;
}

/* See told.h. Where there is nobody it is noted all the same. */
void
told_note(Call *call, const char *action, const char *entity, int64 id, AuditRecord before, AuditRecord after,
		  const int64 *members, int count)
{
	audit_record_to(call, action, entity, id, before, after, count > 0 ? members[0] : 0);
	for (int i = 1; i < count; i++)
		audit_record_to(call, TOLD_ACTION, entity, id, before, after, members[i]);
}
