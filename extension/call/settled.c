/*-------------------------------------------------------------------------
 *
 * settled.c
 *	  Up to which of its numbers the audit is final.
 *
 * Numbers come from a sequence, so a change may become visible after one with
 * a higher number, and whoever had noted the higher one would never see it.
 * Who writes to the audit holds a lock on it until his transaction has ended,
 * and took it before his number. So when all who hold such a lock by now have
 * ended, every number that was given out before is there, or will never be.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/namespace.h"
#include "miscadmin.h"
#include "storage/lock.h"
#include "utils/lsyscache.h"

#include "call/settled.h"
#include "core/compat.h"
#include "core/row.h"
#include "directory/tenant.h"

/* So many rows, to look for numbers that may yet come. */
static const TenantStatement read_latest = {
	"SELECT id FROM audit ORDER BY id DESC LIMIT 1000", 0
};

/* Whether all others who may be writing to an audit now end within so many milliseconds. */
bool
settled_writers_end(int64 tenant, int patience)
{
	char		schema[NAMEDATALEN];
	LOCKTAG		tag;
	VirtualTransactionId *writers;
	int			waited = 0;

	snprintf(schema, sizeof(schema), TENANT_SCHEMA, tenant);
	SET_LOCKTAG_RELATION(tag, MyDatabaseId, get_relname_relid("audit", get_namespace_oid(schema, false)));
	writers = GetLockConflicts(&tag, ShareLock, NULL);
	for (VirtualTransactionId *writer = writers; VirtualTransactionIdIsValid(*writer); writer++)
		while (!vxid_is_vacuum(*writer) && !VirtualXactLock(*writer, false))
		{
			if (waited++ == patience)
				return false;
			CHECK_FOR_INTERRUPTS();
			pg_usleep(1000L);
		}
	return true;
}

/*
 * Returns a number up to which nothing comes any more: the latest, or, while
 * changes are under way that do not end within so many milliseconds, one before
 * the lowest number that they may have taken. 0: there is none. At a standby
 * nobody writes, and nobody knows who does at the primary: it is the latest.
 */
int64
settled_position(Call *call, int patience)
{
	uint64		count = call_run(call, &read_latest, NULL, NULL);
	int64		last = count > 0 ? row_int64(0, 1) : 0;
	int64		position = last;

	if (settled_writers_end(call->tenant, patience))
		return last;
	for (uint64 row = 1; row < count; row++)
		if (row_int64(row, 1) != row_int64(row - 1, 1) - 1)
			position = row_int64(row, 1);
	return position;
}
