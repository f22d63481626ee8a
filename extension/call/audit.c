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
#include "utils/typcache.h"

#include "blueprint/audit_guard.h"
#include "call/audit.h"
#include "call/page.h"
#include "value/json.h"

PG_FUNCTION_INFO_V1(outlay_list_audit);

static Datum audit_json(Datum row);
static int64 whose(AuditRecord record);
static int64 for_whom(Call *call, const char *entity, AuditRecord before, AuditRecord after);

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

/* The member whose a record is, by its column member_id; 0: nobody's, or it has none. */
static int64
whose(AuditRecord record)
{
	HeapTupleHeader header;
	HeapTupleData tuple = {0};
	TupleDesc	desc;
	int			column;
	int64		member = 0;

	if (!record.present)
		return 0;
	header = DatumGetHeapTupleHeader(record.row);
	desc = lookup_rowtype_tupdesc(HeapTupleHeaderGetTypeId(header), HeapTupleHeaderGetTypMod(header));
	column = SPI_fnumber(desc, "member_id");
	if (column > 0)
	{
		bool		is_null;
		Datum		value;

		tuple.t_len = HeapTupleHeaderGetDatumLength(header);
		tuple.t_data = header;
		value = heap_getattr(&tuple, column, desc, &is_null);
		member = is_null ? 0 : DatumGetInt64(value);
	}
	ReleaseTupleDesc(desc);
	return member;
}

/*
 * For whom it is that a record changes: whose it is afterwards, or, where that
 * did it, whose it was; 0: nobody. Only of records that are somebody's.
 */
static int64
for_whom(Call *call, const char *entity, AuditRecord before, AuditRecord after)
{
	static const char *const owned[] = {"expense"};
	int64		member;

	for (int i = 0; i < lengthof(owned); i++)
		if (strcmp(entity, owned[i]) == 0)
		{
			member = whose(after);
			return member == 0 || member == call->caller.member ? whose(before) : member;
		}
	return 0;
}

/*
 * Notes that the caller did something to a row: the action is a verb in the
 * past tense ("created"), the entity the table's name. id is 0 for none. Whose
 * record it is has it in their inbox.
 */
void
audit_record(Call *call, const char *action, const char *entity, int64 id, AuditRecord before, AuditRecord after)
{
	audit_record_for(call, action, entity, id, before, after, for_whom(call, entity, before, after));
}

/* The same, and whom it is for; 0: nobody. Nobody has in their inbox what they did themselves. */
void
audit_record_for(Call *call, const char *action, const char *entity, int64 id, AuditRecord before, AuditRecord after,
				 int64 member)
{
	audit_record_to(call, action, entity, id, before, after, member == call->caller.member ? 0 : member);
}

/* The same for what happened and nobody did: it is for this member, whoever is calling. */
void
audit_record_to(Call *call, const char *action, const char *entity, int64 id, AuditRecord before, AuditRecord after,
				int64 member)
{
	static const TenantStatement insert_audit = {
		"INSERT INTO " AUDIT_TABLE " (member_id, database_role, action, entity, entity_id, before, after, "
		"for_member_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		8, {INT8OID, TEXTOID, TEXTOID, TEXTOID, INT8OID, JSONBOID, JSONBOID, INT8OID}
	};
	Datum		values[8];
	char		nulls[8];
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
	values[7] = Int64GetDatum(member);
	if (member == 0)
		nulls[7] = 'n';
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
