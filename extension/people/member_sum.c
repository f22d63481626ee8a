/*-------------------------------------------------------------------------
 *
 * member_sum.c
 *	  Sums of what a member spends or drives, that stay so.
 *
 * Two expenses of one member that are entered at once could each be within a
 * limit, or begin at the same distance. So whoever is to add to such a sum takes
 * a lock first, in the name of that member; the sum is read once it is there.
 * Nothing else takes it, and nobody who has one waits for another. It is not
 * the member's row: who changes that locks expenses after it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "common/hashfn.h"
#include "utils/fmgrprotos.h"

#include "people/member_sum.h"
#include "value/amount.h"

/* See member_sum.h. */
void
member_lock_sums(Call *call, int64 member)
{
	int64		whose[] = {call->tenant, member};
	uint64		lock = hash_bytes_extended((const unsigned char *) whose, sizeof(whose), 0);

	(void) DirectFunctionCall1(pg_advisory_xact_lock_int8, Int64GetDatum((int64) lock));
}

/* See member_sum.h. */
Datum
member_read_sum(Call *call, const Statement *sum, Datum *values, bool keep, const char *message)
{
	bool		is_null;
	Datum		seen;

	call_run(call, sum, values, NULL);
	seen = call_column(1, &is_null);
	if (!keep || !IsolationUsesXactSnapshot())
		return seen;
	plan_run_latest(call->tenant, sum, values);
	if (amount_compare(call_column(1, &is_null), seen) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("%s", message),
				 errhint("Try again in a new transaction.")));
	return seen;
}
