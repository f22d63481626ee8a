/*-------------------------------------------------------------------------
 *
 * receipt_audit.h
 *	  The record of a receipt, and what the audit says of one.
 *
 *-------------------------------------------------------------------------
 */
#ifndef OUTLAY_RECEIPT_AUDIT_H
#define OUTLAY_RECEIPT_AUDIT_H

#include "call/audit.h"
#include "spending/expense.h"

/* The record of a row r of receipt, with other expenses that have the same file, and whose those are. */
#define RECEIPT_RECORD_WITH(others) \
	"ROW(r.expense_id, encode(r.sha256, 'hex'), r.name, r.media_type, octet_length(r.content), r.member_id, " \
	"r.created_at, " others ")::outlay.receipt_record"

/* The same as the audit has it. */
#define AUDITED_RECEIPT		RECEIPT_RECORD_WITH("NULL, NULL")

extern void receipt_audit_added(Call *call, const Expense *expense, Datum row);
extern void receipt_audit_removed(Call *call, const Expense *expense, Datum row);
extern void receipt_audit_all_removed(Call *call, const Expense *expense);

#endif							/* OUTLAY_RECEIPT_AUDIT_H */
