/*-------------------------------------------------------------------------
 *
 * receipt.c
 *	  Receipts: the files that prove an expense.
 *
 * A receipt is known by the SHA-256 of its content, within an expense and in
 * the organization, so the same file is found wherever it is. Nothing is stored
 * that is not by its content what people keep receipts in. Who may add and
 * remove them is in the table of permissions; whoever may read the expense
 * reads its receipts, and learns with which others a file is, since those can
 * be read by the same.
 *
 * To add one is no change of the expense, whose version stays, so it is in
 * nobody's way who is writing to the rest of it. The audit has it among what was
 * done to the expense, with all but the content.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/detoast.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/tuplestore.h"

#include "call/page.h"
#include "call/reply.h"
#include "call/setting.h"
#include "call/validate.h"
#include "core/compat.h"
#include "core/row.h"
#include "policy/policy_check.h"
#include "spending/expense.h"
#include "spending/receipt.h"
#include "spending/receipt_audit.h"
#include "spending/whole.h"
#include "value/byte_range.h"
#include "value/media_type.h"

PG_FUNCTION_INFO_V1(outlay_add_receipt);
PG_FUNCTION_INFO_V1(outlay_list_receipts);
PG_FUNCTION_INFO_V1(outlay_get_receipt);
PG_FUNCTION_INFO_V1(outlay_delete_receipt);

#define OTHERS_MAX		"20"
#define MEGABYTE		(1024 * 1024)

/* The record of a row r of receipt. */
#define RECEIPT_RECORD \
	RECEIPT_RECORD_WITH("ARRAY(SELECT o.expense_id FROM receipt o " \
		   "WHERE o.sha256 = r.sha256 AND o.expense_id <> r.expense_id ORDER BY o.expense_id LIMIT " OTHERS_MAX "), " \
		   "ARRAY(SELECT DISTINCT e.member_id FROM receipt o JOIN expense e ON e.id = o.expense_id " \
		   "WHERE o.sha256 = r.sha256 AND o.expense_id <> r.expense_id AND e.member_id IS NOT NULL " \
		   "ORDER BY e.member_id LIMIT " OTHERS_MAX ")")

static int	max_megabytes(Call *call);
static const char *check_content(Call *call, int arg);
static Datum hash_argument(const Call *call, int arg);
static void no_receipt(int64 expense) pg_attribute_noreturn();
static void change_count(Call *call, const Expense *expense, int change);
static void check_parts(Call *call, const Whole *whole, const PolicyLook *looks);

/* The largest receipt of the organization, in megabytes. */
static int
max_megabytes(Call *call)
{
	static const TenantStatement find = {"SELECT receipt_megabytes::text FROM organization", 0};
	const char *own;

	call_check_settings(call, call_run(call, &find, NULL, NULL));
	own = call_text(1);
	return pg_strtoint32(own ? own : setting_default(SETTING_RECEIPT_MEGABYTES));
}

/* Returns the media type of the content; NULL, and what is wrong with it among the call's problems. */
static const char *
check_content(Call *call, int arg)
{
	int			megabytes = max_megabytes(call);
	bytea	   *content;
	const char *type;

	if (!call_has(call, arg) || toast_raw_datum_size(call_arg(call, arg)) == VARHDRSZ)
	{
		problem_add(&call->problems, "content", "missing", "is required");
		return NULL;
	}
	if (toast_raw_datum_size(call_arg(call, arg)) - VARHDRSZ > (Size) megabytes * MEGABYTE)
	{
		problem_add(&call->problems, "content", "too_large", "must have at most %d MB", megabytes);
		return NULL;
	}
	content = DatumGetByteaPP(call_arg(call, arg));
	type = media_type_of((unsigned char *) VARDATA_ANY(content), VARSIZE_ANY_EXHDR(content));
	if (type == NULL)
		problem_add(&call->problems, "content", "unknown_type", "must be a file of type " MEDIA_TYPES_KNOWN);
	return type;
}

/* The SHA-256 that a text argument has in hexadecimal digits, as bytea; of what is none, one that no file has. */
static Datum
hash_argument(const Call *call, int arg)
{
	const char *digits = call_has(call, arg) ? text_to_cstring(DatumGetTextPP(call_arg(call, arg))) : "";

	if (strlen(digits) != 64 || strspn(digits, "0123456789abcdef") != 64)
		digits = "";
	return DirectFunctionCall1(byteain, CStringGetDatum(psprintf("\\x%s", digits)));
}

/* Raises P0002: the expense has no such receipt. */
static void
no_receipt(int64 expense)
{
	ereport(ERROR,
			(errcode(ERRCODE_NO_DATA_FOUND),
			 errmsg("expense " INT64_FORMAT " has no receipt with this hash", expense)));
}

/* Notes in the row of a locked expense, and of all parts of its whole, that there are more receipts, or fewer. */
static void
change_count(Call *call, const Expense *expense, int change)
{
	static const TenantStatement update = {
		"UPDATE expense SET receipts = receipts + $2 WHERE (id = $1 OR split_id = $1) AND receipts + $2 <= $3", 3,
		{INT8OID, INT2OID, INT2OID}
	};
	Datum		values[] = {
		Int64GetDatum(whole_id(expense)), Int16GetDatum(change), Int16GetDatum(RECEIPT_MAX_COUNT)
	};

	if (call_run(call, &update, values, NULL) == 0)
		problem_raise(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "content", "too_many",
					  psprintf("an expense can have at most %d receipts", RECEIPT_MAX_COUNT), NULL);
}

/*
 * add_receipt(expense_id bigint, name text, content bytea) returns
 * outlay.receipt_record. P0002: no such expense; OT412: its state allows it to
 * nobody; 42501; 22023: no name, too large, of no known type; 23505: the expense
 * has this file; 55000: it has as many as it can have.
 */
Datum
outlay_add_receipt(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{1, "name", RULE_TEXT, true, 1, RECEIPT_MAX_NAME},
	};
	static const TenantStatement insert = {
		"INSERT INTO receipt AS r (expense_id, sha256, name, media_type, member_id, content) "
		"VALUES ($1, sha256($5), $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING " AUDITED_RECEIPT ", " RECEIPT_RECORD,
		5, {INT8OID, TEXTOID, TEXTOID, INT8OID, BYTEAOID}
	};
	Call		call;
	Whole *whole;
	const Expense *expense;
	const char *type;
	Datum		values[5];
	char		nulls[] = "     ";
	Datum		audited;
	Datum		row;
	bool		is_null;

	call_begin(&call, fcinfo);
	whole = palloc(sizeof(Whole));
	whole_lock(&call, call_id(&call, 0), whole);
	expense = whole->named;
	expense_check(&call, expense, ACTION_ATTACH);
	validate(&call, rules, lengthof(rules));
	type = check_content(&call, 2);
	problem_check(&call.problems, "receipt");

	values[0] = Int64GetDatum(whole_id(expense));
	values[1] = call_arg(&call, 1);
	values[2] = CStringGetTextDatum(type);
	values[3] = Int64GetDatum(call.caller.member);
	nulls[3] = call.caller.member ? ' ' : 'n';
	values[4] = call_arg(&call, 2);
	if (!call_row(&call, &insert, values, nulls, &audited))
		problem_raise(ERRCODE_UNIQUE_VIOLATION, "content", "duplicate", "the expense has this file already", NULL);
	row = call_column(2, &is_null);
	change_count(&call, expense, 1);
	receipt_audit_added(&call, expense, audited);
	return call_end(&call, row);
}

/* list_receipts(expense_id bigint) returns setof outlay.receipt_record, the first one first. P0002: no such expense. */
Datum
outlay_list_receipts(PG_FUNCTION_ARGS)
{
	static const TenantStatement find = {"SELECT false FROM expense WHERE id = $1", 1, {INT8OID}};
	static const TenantStatement list = {
		"SELECT (receipt).* FROM (SELECT " RECEIPT_RECORD " AS receipt FROM receipt r "
		"WHERE r.expense_id = " WHOLE_ID_OF("$1") " ORDER BY r.created_at, r.sha256 OFFSET 0) rows",
		1, {INT8OID}
	};
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext spi_memory;
	Call		call;
	Datum		id;

	call_begin(&call, fcinfo);
	id = call_arg(&call, 0);
	if (!call_has(&call, 0) || call_run(&call, &find, &id, NULL) == 0)
		call_not_found("expense", call_id(&call, 0));
	page_reset();
	spi_memory = MemoryContextSwitchTo(call.result_memory);
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(spi_memory);
	(void) call_run(&call, &list, &id, NULL);
	for (uint64 i = 0; i < SPI_processed; i++)
		tuplestore_puttuple(result->setResult, SPI_tuptable->vals[i]);
	call_finish(&call);
	return (Datum) 0;
}

/*
 * get_receipt(expense_id bigint, sha256 text, range text, if_range text)
 * returns outlay.file: its content, or the part of it that a header Range asks
 * for, which is all that is read then. P0002: there is none.
 */
Datum
outlay_get_receipt(PG_FUNCTION_ARGS)
{
	static const TenantStatement find = {
		"SELECT octet_length(content), encode(sha256, 'hex') FROM receipt "
		"WHERE expense_id = " WHOLE_ID_OF("$1") " AND sha256 = $2",
		2, {INT8OID, BYTEAOID}
	};
	static const TenantStatement get = {
		"SELECT ROW(media_type, name, substr(content, $3, $4))::outlay.file FROM receipt "
		"WHERE expense_id = " WHOLE_ID_OF("$1") " AND sha256 = $2",
		4, {INT8OID, BYTEAOID, INT4OID, INT4OID}
	};
	Call		call;
	Datum		values[4];
	int64		size;
	int64		first;
	int64		count;
	ByteRangeKind kind = BYTE_RANGE_WHOLE;
	char	   *etag;
	Datum		row;

	call_begin(&call, fcinfo);
	values[0] = Int64GetDatum(call_id(&call, 0));
	values[1] = hash_argument(&call, 1);
	if (call_run(&call, &find, values, NULL) == 0)
		no_receipt(call_id(&call, 0));
	size = call_int64(1);
	etag = psprintf("\"%s\"", call_text(2));
	/* A part goes together with another only where both are of the same file. */
	if (call_has(&call, 2) &&
		(!call_has(&call, 3) || strcmp(TextDatumGetCString(call_arg(&call, 3)), etag) == 0))
		kind = byte_range_read(TextDatumGetCString(call_arg(&call, 2)), size, &first, &count);
	if (kind == BYTE_RANGE_WHOLE)
	{
		first = 0;
		count = size;
	}
	if (kind == BYTE_RANGE_BEYOND)
	{
		reply_failure(416, NULL, "range_not_satisfiable", "the range begins behind the end", 0);
		reply_add_header(psprintf("Content-Range: bytes */" INT64_FORMAT, size));
		call_finish(&call);
		PG_RETURN_NULL();
	}
	values[2] = Int32GetDatum((int32) first + 1);
	values[3] = Int32GetDatum((int32) count);
	if (!call_row(&call, &get, values, NULL, &row))
		no_receipt(call_id(&call, 0));
	if (kind == BYTE_RANGE_PART)
		reply_part(first, count, size);
	reply_add_header(psprintf("ETag: %s", etag));
	return call_end(&call, row);
}

/* Holds the parts of a locked whole to the policy, in the order of their budgets, which it may lock. */
static void
check_parts(Call *call, const Whole *whole, const PolicyLook *looks)
{
	int			order[WHOLE_MAX_PARTS];

	for (int i = 0; i < whole->count; i++)
	{
		int			at = i;

		for (; at > 0 && whole->parts[order[at - 1]].budget > whole->parts[i].budget; at--)
			order[at] = order[at - 1];
		order[at] = i;
	}
	for (int i = 0; i < whole->count; i++)
		policy_check_changed(call, whole->parts[order[i]].id, &looks[order[i]]);
}

/*
 * delete_receipt(expense_id bigint, sha256 text) returns outlay.receipt_record,
 * as it was. P0002: there is none; OT412: the expense's state allows it to
 * nobody; 42501; 55000: it is closed; 23514: the policy needs it.
 */
Datum
outlay_delete_receipt(PG_FUNCTION_ARGS)
{
	static const TenantStatement delete = {
		"DELETE FROM receipt r WHERE r.expense_id = $1 AND r.sha256 = $2 RETURNING " AUDITED_RECEIPT,
		2, {INT8OID, BYTEAOID}
	};
	Call		call;
	Whole *whole;
	PolicyLook *looks;
	Datum		values[2];
	Datum		row;

	call_begin(&call, fcinfo);
	period_hold(&call);
	whole = palloc(sizeof(Whole));
	whole_lock(&call, call_id(&call, 0), whole);
	looks = palloc0(sizeof(PolicyLook) * whole->count);
	expense_check(&call, whole->named, ACTION_DETACH);
	for (int i = 0; i < whole->count; i++)
	{
		/* It proves each part: none may be where it has to stay. */
		expense_check(&call, &whole->parts[i], ACTION_DETACH);
		if (permission_sum(whole->parts[i].state) != SUM_NONE)
			policy_look_before(&call, whole->parts[i].id, whole->parts[i].parties.member, &looks[i]);
	}
	values[0] = Int64GetDatum(whole_id(whole->named));
	values[1] = hash_argument(&call, 1);
	if (!call_row(&call, &delete, values, NULL, &row))
		no_receipt(whole->named->id);
	change_count(&call, whole->named, -1);
	check_parts(&call, whole, looks);
	receipt_audit_removed(&call, whole->named, row);
	return call_end(&call, row);
}
