/*-------------------------------------------------------------------------
 *
 * history.c
 *	  What was done to one record, from the audit.
 *
 * The audit as a whole is for few; what was done to a record is for whoever
 * can read the record, since it tells no more than what that was before. So
 * each kind of record has a function of its own, with the roles of the one that
 * reads it. Of a record that is gone only those who read the audit learn.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "call/history.h"

/*
 * Returns the changes of the record whose id is argument 0, the latest first,
 * from a set-returning function, and ends the call. P0002: there is no such
 * record.
 */
Datum
history_return(Call *call, const History *history)
{
	Datum		id = call_arg(call, 0);

	if (!call_has(call, 0) || call_run(call, &history->find, &id, NULL) == 0)
		call_not_found(history->what, call_id(call, 0));
	return page_return(call, &history->list);
}
