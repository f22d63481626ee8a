/*-------------------------------------------------------------------------
 *
 * session_end.c
 *	  Sessions as their member sees them, and their end.
 *
 * A session that ends is deleted: its tokens are then not valid by themselves,
 * and there is no list of revoked ones to look through.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "utils/tuplestore.h"

#include "call/audit.h"
#include "call/page.h"
#include "core/row.h"
#include "people/cookie.h"
#include "people/session.h"

PG_FUNCTION_INFO_V1(outlay_log_out);
PG_FUNCTION_INFO_V1(outlay_list_sessions);
PG_FUNCTION_INFO_V1(outlay_end_session);
PG_FUNCTION_INFO_V1(outlay_end_other_sessions);

static bool end_one(Call *call, int64 member, int64 session, const char *action, Datum *row);

/* Ends one session of a member; false where it is not theirs, or ended before. */
static bool
end_one(Call *call, int64 member, int64 session, const char *action, Datum *row)
{
	static const TenantStatement end = {
		"DELETE FROM session s WHERE s.id = $2 AND s.member_id = $3 RETURNING " SESSION_RECORD,
		3, {INT8OID, INT8OID, INT8OID}
	};
	Datum		values[] = {Int64GetDatum(call->caller.session), Int64GetDatum(session), Int64GetDatum(member)};

	if (!call_row(call, &end, values, NULL, row))
		return false;
	audit_record(call, action, "session", session, audit_row(*row), audit_no_record);
	return true;
}

/* Ends all sessions of a member but one (0: really all) and returns their number. */
int64
session_end_all(Call *call, int64 member, int64 except)
{
	static const TenantStatement end_all = {
		"DELETE FROM session s WHERE s.member_id = $2 AND s.id <> $3 RETURNING " SESSION_RECORD ", s.id",
		3, {INT8OID, INT8OID, INT8OID}
	};
	Datum		values[] = {Int64GetDatum(call->caller.session), Int64GetDatum(member), Int64GetDatum(except)};
	uint64		count = call_run(call, &end_all, values, NULL);
	SPITupleTable *ended = SPI_tuptable;
	bool		is_null;

	for (uint64 i = 0; i < count; i++)
	{
		Datum		row = SPI_getbinval(ended->vals[i], ended->tupdesc, 1, &is_null);
		int64		id = DatumGetInt64(SPI_getbinval(ended->vals[i], ended->tupdesc, 2, &is_null));

		audit_record(call, "ended", "session", id, audit_row(row), audit_no_record);
	}
	return (int64) count;
}

/* log_out() returns outlay.session_record: ends the session that is calling. 28000: an operator has none. */
Datum
outlay_log_out(PG_FUNCTION_ARGS)
{
	Call		call;
	Datum		row;

	call_begin(&call, fcinfo);
	if (!end_one(&call, session_require_member(&call), call.caller.session, "logged_out", &row))
		call_not_found("session", call.caller.session);
	cookie_forget();
	return call_end(&call, row);
}

/* list_sessions() returns setof outlay.session_record: the caller's own, the newest first; never more than 50. */
Datum
outlay_list_sessions(PG_FUNCTION_ARGS)
{
	static const TenantStatement list = {
		"SELECT " SESSION_RECORD " FROM session s WHERE s.member_id = $2 AND s.refresh_until > now() "
		"ORDER BY s.id DESC",
		2, {INT8OID, INT8OID}
	};
	Call		call;
	Datum		values[2];
	uint64		count;
	MemoryContext spi_memory;
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	call_begin(&call, fcinfo);
	values[0] = Int64GetDatum(call.caller.session);
	values[1] = Int64GetDatum(session_require_member(&call));
	page_reset();
	spi_memory = MemoryContextSwitchTo(call.result_memory);
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(spi_memory);

	count = call_run(&call, &list, values, NULL);
	for (uint64 i = 0; i < count; i++)
	{
		HeapTupleHeader header = DatumGetHeapTupleHeader(row_datum(i, 1));
		HeapTupleData tuple = {.t_len = HeapTupleHeaderGetDatumLength(header),.t_data = header};

		ItemPointerSetInvalid(&tuple.t_self);
		tuplestore_puttuple(result->setResult, &tuple);
	}
	call_finish(&call);
	return (Datum) 0;
}

/* end_session(id bigint) returns outlay.session_record: ends one of the caller's own. P0002: it is not theirs. */
Datum
outlay_end_session(PG_FUNCTION_ARGS)
{
	Call		call;
	Datum		row;
	int64		id;

	call_begin(&call, fcinfo);
	id = call_id(&call, 0);
	if (!end_one(&call, session_require_member(&call), id, "ended", &row))
		call_not_found("session", id);
	return call_end(&call, row);
}

/* end_other_sessions() returns integer: ends the caller's sessions but the one that is calling; their number. */
Datum
outlay_end_other_sessions(PG_FUNCTION_ARGS)
{
	Call		call;
	int64		ended;

	call_begin(&call, fcinfo);
	ended = session_end_all(&call, session_require_member(&call), call.caller.session);
	call_finish(&call);
	PG_RETURN_INT32((int32) ended);
}
