/*-------------------------------------------------------------------------
 *
 * audit.c
 *	  The append-only record of changes.
 *
 * Written in the transaction of the change, so that there is neither a change
 * without its record nor a record without its change. Before and after are
 * the records as the API shows them, and so hold no password and no token.
 * What keeps everybody else from writing it is blueprint/audit_guard.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "blueprint/audit_guard.h"
#include "call/audit.h"
#include "call/page.h"
#include "value/json.h"

PG_FUNCTION_INFO_V1(outlay_list_audit);

static Datum audit_json(Datum row);

/* A composite as jsonb. */
static Datum
audit_json(Datum row)
{
	HeapTupleHeader header = DatumGetHeapTupleHeader(row);
	StringInfoData text;

	initStringInfo(&text);
	json_write(json_type_get(HeapTupleHeaderGetTypeId(header)), row, false, &text);
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(text.data));
}

/*
 * Notes that the caller did something to a row: the action is a verb in the
 * past tense ("created"), the entity the table's name. id is 0 for none.
 */
void
audit_record(Call *call, const char *action, const char *entity, int64 id, AuditRecord before, AuditRecord after)
{
	static const TenantStatement insert_audit = {
		"INSERT INTO " AUDIT_TABLE " (member_id, database_role, action, entity, entity_id, before, after) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7)",
		7, {INT8OID, TEXTOID, TEXTOID, TEXTOID, INT8OID, JSONBOID, JSONBOID}
	};
	Datum		values[7];
	char		nulls[7];
	AuditRight	guard;

	memset(nulls, ' ', sizeof(nulls));
	values[0] = Int64GetDatum(call->caller.member);
	if (call->caller.member == 0)
		nulls[0] = 'n';
	values[1] = CStringGetTextDatum(GetUserNameFromId(call->database_role, false));
	values[2] = CStringGetTextDatum(action);
	values[3] = CStringGetTextDatum(entity);
	values[4] = Int64GetDatum(id);
	if (id == 0)
		nulls[4] = 'n';
	values[5] = before.present ? audit_json(before.row) : (Datum) 0;
	if (!before.present)
		nulls[5] = 'n';
	values[6] = after.present ? audit_json(after.row) : (Datum) 0;
	if (!after.present)
		nulls[6] = 'n';
	guard = audit_guard_let(AUDIT_APPEND);
	PG_TRY();
	{
		call_run(call, &insert_audit, values, nulls);
	}
	PG_FINALLY();
	{
		audit_guard_let(guard);
	}
	PG_END_TRY();
}

/*
 * list_audit(entity text[], entity_id bigint[], member_id bigint[], action
 * text[], since timestamptz, until timestamptz, sort text, after text,
 * page_size integer) returns setof outlay.audit_record, the latest first.
 */
Datum
outlay_list_audit(PG_FUNCTION_ARGS)
{
	static const TenantListing list = {
		.record = AUDIT_RECORD,
		.from = "audit a",
		.walked = "audit a",
		.joined = "",
		.id = "a.id",
		.sort_arg = 6,
		.after_arg = 7,
		.size_arg = 8,
		.sorts = {
			{"id", NULL, InvalidOid, true},
		},
		.filter_count = 6,
		.filters = {
			{"entity", 0, TEXTOID, .column = "a.entity"},
			{"entity_id", 1, INT8OID, .column = "a.entity_id"},
			{"member_id", 2, INT8OID, .column = "a.member_id"},
			{"action", 3, TEXTOID, .column = "a.action"},
			{"since", 4, TIMESTAMPTZOID, "a.at >= $?"},
			{"until", 5, TIMESTAMPTZOID, "a.at < $?"},
		},
	};
	Call		call;

	call_begin(&call, fcinfo);
	return page_return(&call, &list);
}
