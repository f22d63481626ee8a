/*-------------------------------------------------------------------------
 *
 * split.c
 *	  What was paid at once and is booked apart: the parts of a whole.
 *
 * Parts are expenses like others, each with its budget, its approver and its
 * state, and one split_id: the number of the first, which is the expense that
 * was split. Receipts and comments are that one's, for all of them. What was
 * spent is the whole's: a part cannot change it, and is submitted, recalled and
 * deleted with the others. So the parts always come to the whole.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

#include "books/ledger.h"
#include "books/period.h"
#include "call/audit.h"
#include "call/page.h"
#include "call/referenced.h"
#include "core/compat.h"
#include "core/row.h"
#include "policy/policy_check.h"
#include "spending/split_part.h"
#include "spending/split_write.h"
#include "value/amount.h"

PG_FUNCTION_INFO_V1(outlay_split_expense);
PG_FUNCTION_INFO_V1(outlay_merge_split);

/* Arguments of split_expense(), and behind them what a part says. */
enum
{
	ARG_ID,
	ARG_PARTS,
	ARG_VERSION,
	SLOT_PART = 8
};

static void return_rows(FunctionCallInfo fcinfo, Call *call, const Datum *rows, int count);
static void check_mergeable(Call *call, const Whole *whole);
static void add_up(const Whole *whole, Price *price);
static void add_part(NullableDatum *sum, const NullableDatum *part);

/* Returns rows that are records from a set-returning function, and ends the call. */
static void
return_rows(FunctionCallInfo fcinfo, Call *call, const Datum *rows, int count)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext spi_memory;

	page_reset();
	spi_memory = MemoryContextSwitchTo(call->result_memory);
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(spi_memory);
	for (int i = 0; i < count; i++)
	{
		HeapTupleHeader header = DatumGetHeapTupleHeader(rows[i]);
		HeapTupleData tuple = {.t_len = HeapTupleHeaderGetDatumLength(header),.t_data = header};

		tuplestore_puttuple(result->setResult, &tuple);
	}
	call_finish(call);
}

/*
 * split_expense(id bigint, parts jsonb, version integer) returns setof
 * outlay.expense_record: the parts, of which the first one is the expense that
 * was split. P0002, OT412, 42501; 22023: a part is invalid, or they do not come
 * to the whole; 23514: exceeds what is left of a budget, or is not for it, or
 * the policy does not allow it.
 */
Datum
outlay_split_expense(PG_FUNCTION_ARGS)
{
	Call		call;
	SplitParts	parts;
	Whole *whole;
	PolicyLook *look;
	Booking		before;
	Booking		after[SPLIT_MAX_PARTS];
	Datum		rows[SPLIT_MAX_PARTS];
	int64		ids[SPLIT_MAX_PARTS];

	call_begin(&call, fcinfo);
	period_hold(&call);
	split_read_parts(&call, ARG_PARTS, call_id(&call, ARG_ID), SLOT_PART, &parts);
	problem_check(&call.problems, "split");
	whole = palloc(sizeof(Whole));
	look = palloc0(sizeof(PolicyLook));
	whole_lock(&call, call_id(&call, ARG_ID), whole);
	expense_check(&call, whole->named, ACTION_SPLIT);
	call_check_version(&call, ARG_VERSION, whole->named->version, "expense", whole->named->id);
	split_check_room(whole, parts.count - 1);
	split_price_parts(&call, whole->named, SLOT_PART, &parts);

	before = expense_booking(whole->named, whole->named->state);
	if (before.sum != SUM_NONE)
		policy_look_before(&call, whole->named->id, whole->named->parties.member, look);
	for (int i = 0; i < parts.count; i++)
		after[i] = (Booking) {parts.parts[i].budget, before.sum, parts.parts[i].price.amount};
	ledger_book_all(&call, &before, 1, after, parts.count);
	/* The first one last: the others are made from what it was. */
	for (int i = 1; i < parts.count; i++)
		rows[i] = split_write_part(&call, whole->named, &parts.parts[i], false, &ids[i]);
	rows[0] = split_write_part(&call, whole->named, &parts.parts[0], true, &ids[0]);
	for (int i = 0; i < parts.count; i++)
	{
		policy_check_changed(&call, ids[i], look);
		if (i == 0)
			audit_record(&call, permission_action_done(ACTION_SPLIT), "expense", ids[i], audit_row(whole->named->row),
						 audit_row(rows[i]));
		else
			audit_record_for(&call, permission_action_done(ACTION_SPLIT), "expense", ids[i], audit_no_record,
							 audit_row(rows[i]), 0);
	}
	return_rows(fcinfo, &call, rows, parts.count);
	return (Datum) 0;
}

/* Raises where the parts of a whole cannot become one: 55000, OT412, 42501. */
static void
check_mergeable(Call *call, const Whole *whole)
{
	const Expense *first = &whole->parts[0];

	(void) expense_check(call, whole->named, ACTION_MERGE);
	if (first->split == 0)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "id", "not_split", "the expense is not split", NULL);
	for (int i = 0; i < whole->count; i++)
	{
		const Expense *part = &whole->parts[i];

		if (part->state != first->state || part->waiting_for != first->waiting_for ||
			part->approved_by != first->approved_by || part->booked_on != first->booked_on ||
			part->step != first->step || part->parties.submitted_by != first->parties.submitted_by)
			problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "id", "parts_differ",
						  "the parts do not stand where each other does",
						  "All were submitted by one member and wait for one, or were approved by one and are booked "
						  "on one day.");
	}
}

/* Adds a number that may be none to a sum, which is none where all are. */
static void
add_part(NullableDatum *sum, const NullableDatum *part)
{
	if (sum->isnull)
		*sum = *part;
	else if (!part->isnull)
		sum->value = amount_add(sum->value, part->value);
}

/* What the parts of a whole come to: its tax has a rate where all have that. */
static void
add_up(const Whole *whole, Price *price)
{
	bool		same_tax = true;

	*price = whole->parts[0].price;
	for (int i = 1; i < whole->count; i++)
	{
		const Price *part = &whole->parts[i].price;

		same_tax &= price_same_tax(price, part);
		price->amount = amount_add(price->amount, part->amount);
		add_part(&price->parts[PART_ORIGINAL], &part->parts[PART_ORIGINAL]);
		add_part(&price->parts[PART_TAX], &part->parts[PART_TAX]);
	}
	if (!same_tax)
		price->parts[PART_TAX_CODE].isnull = price->parts[PART_TAX_RATE].isnull = true;
}

/*
 * merge_split(id bigint, version integer) returns outlay.expense_record: the
 * whole that an expense is a part of, booked as its first part is, whose number
 * it has. P0002, OT412, 42501; 55000: it is not split, or its parts stand
 * elsewhere than each other; 23514; 23503: a table of a DBA's refers to a part.
 */
Datum
outlay_merge_split(PG_FUNCTION_ARGS)
{
	static const TenantStatement delete = {
		"DELETE FROM expense WHERE id = $1", 1, {INT8OID}
	};
	Call		call;
	Whole *whole;
	PolicyLook *look;
	SplitPart	sum = {0};
	Booking		before[WHOLE_MAX_PARTS];
	Booking		after;
	Datum		row;

	call_begin(&call, fcinfo);
	period_hold(&call);
	whole = palloc(sizeof(Whole));
	look = palloc0(sizeof(PolicyLook));
	whole_lock(&call, call_id(&call, 0), whole);
	check_mergeable(&call, whole);
	call_check_version(&call, 1, whole->named->version, "expense", whole->named->id);
	add_up(whole, &sum.price);
	sum.budget = whole->parts[0].budget;
	after = (Booking) {sum.budget, permission_sum(whole->parts[0].state), sum.price.amount};
	if (after.sum != SUM_NONE)
		policy_look_before(&call, whole->parts[0].id, whole->parts[0].parties.member, look);
	for (int i = 0; i < whole->count; i++)
		before[i] = expense_booking(&whole->parts[i], whole->parts[i].state);
	ledger_book_all(&call, before, whole->count, &after, 1);
	for (int i = 1; i < whole->count; i++)
	{
		Datum		id = Int64GetDatum(whole->parts[i].id);

		delete_referenced(&call, &delete, &id, "expense", "Have those rows deleted first.");
		audit_record_for(&call, permission_action_done(ACTION_MERGE), "expense", whole->parts[i].id,
						 audit_row(whole->parts[i].row), audit_no_record, 0);
	}
	row = split_write_whole(&call, &whole->parts[0], &sum.price);
	policy_check_changed(&call, whole->parts[0].id, look);
	audit_record(&call, permission_action_done(ACTION_MERGE), "expense", whole->parts[0].id,
				 audit_row(whole->parts[0].row), audit_row(row));
	return call_end(&call, row);
}
