/*-------------------------------------------------------------------------
 *
 * receipt_audit.c
 *	  The record of a receipt, and what the audit says of one.
 *
 * A receipt that is added or removed stands among what was done to its expense,
 * with all but the content.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "spending/receipt_audit.h"

/* Notes that an expense has another receipt. */
void
receipt_audit_added(Call *call, const Expense *expense, Datum row)
{
	audit_record_for(call, permission_action_done(ACTION_ATTACH), "expense", expense->id, audit_no_record,
					 audit_row(row), expense->parties.member);
}

/* Notes that an expense has a receipt no more. */
void
receipt_audit_removed(Call *call, const Expense *expense, Datum row)
{
	audit_record_for(call, permission_action_done(ACTION_DETACH), "expense", expense->id, audit_row(row),
					 audit_no_record, expense->parties.member);
}

/* Notes of each receipt of an expense, which is about to be deleted, that it goes with it. */
void
receipt_audit_all_removed(Call *call, const Expense *expense)
{
	static const TenantStatement list = {
		"SELECT " AUDITED_RECEIPT " FROM receipt r WHERE r.expense_id = $1 ORDER BY r.created_at, r.sha256",
		1, {INT8OID}
	};
	Datum		id = Int64GetDatum(expense->id);
	uint64		count = call_run(call, &list, &id, NULL);
	SPITupleTable *rows = SPI_tuptable;

	for (uint64 i = 0; i < count; i++)
	{
		bool		is_null;

		receipt_audit_removed(call, expense, SPI_getbinval(rows->vals[i], rows->tupdesc, 1, &is_null));
	}
}
