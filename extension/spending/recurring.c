/*-------------------------------------------------------------------------
 *
 * recurring.c
 *	  Expenses that come again: read, paused, deleted.
 *
 * Each says what is spent, and on which days. On such a day, where the
 * organization is, recurring_run.c makes an expense of it. next_on is the first
 * day that none was made for yet; last_on the last that one was.
 *
 * Whoever may read expenses reads these. Everybody changes their own, owners
 * and admins those of all.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

#include "call/audit.h"
#include "call/history.h"
#include "call/page.h"
#include "call/referenced.h"
#include "call/validate.h"
#include "directory/member_role.h"
#include "spending/recurring.h"
#include "tenancy/recurring_watch.h"

PG_FUNCTION_INFO_V1(outlay_get_recurring);
PG_FUNCTION_INFO_V1(outlay_list_recurring);
PG_FUNCTION_INFO_V1(outlay_list_recurring_history);
PG_FUNCTION_INFO_V1(outlay_preview_recurring);
PG_FUNCTION_INFO_V1(outlay_pause_recurring);
PG_FUNCTION_INFO_V1(outlay_resume_recurring);
PG_FUNCTION_INFO_V1(outlay_delete_recurring);

/* How many days a preview has, unless the caller says. */
#define PREVIEW_DAYS		6
#define PREVIEW_MAX_DAYS	50

static Datum set_paused(Call *call, const Recurring *recurring, bool paused);

/* See recurring.h. */
void
recurring_read(Recurring *recurring)
{
	bool		is_null;
	Datum		value;

	recurring->row = call_column(1, &is_null);
	recurring->id = call_int64(2);
	recurring->version = (int32) call_int64(3);
	recurring->when.every = call_text(4)[0];
	recurring->when.on_day = (int) call_int64(5);
	recurring->when.first = DatumGetDateADT(call_column(6, &is_null));
	value = call_column(7, &is_null);
	recurring->when.until = is_null ? DATEVAL_NOEND : DatumGetDateADT(value);
	value = call_column(8, &is_null);
	recurring->next = is_null ? DATEVAL_NOEND : DatumGetDateADT(value);
	value = call_column(9, &is_null);
	recurring->last = is_null ? DATEVAL_NOBEGIN : DatumGetDateADT(value);
	recurring->is_paused = DatumGetBool(call_column(10, &is_null));
	recurring->parties = (Parties) {call_int64(11), call_int64(12)};
}

/* See recurring.h. */
bool
recurring_may_change(const Caller *caller, int64 member)
{
	return caller->is_operator || (caller->role & (ROLE_OWNER | ROLE_ADMIN)) != 0 ||
		(member != 0 && member == caller->member);
}

/* See recurring.h. Members are locked before. */
void
recurring_lock(Call *call, Recurring *recurring)
{
	static const TenantStatement lock = {
		"SELECT " RECURRING_RECORD ", " RECURRING_COLUMNS " FROM recurring r WHERE r.id = $1 FOR UPDATE", 1, {INT8OID}
	};
	Datum		id = call_arg(call, 0);

	if (!call_has(call, 0) || call_run(call, &lock, &id, NULL) == 0)
		call_not_found("recurring expense", call_id(call, 0));
	recurring_read(recurring);
	if (!recurring_may_change(&call->caller, recurring->parties.member))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("%s may not change recurring expenses of others", member_role_name(call->caller.role)),
				 errhint("Ask an admin or an owner.")));
	call_check_version(call, 1, recurring->version, "recurring expense", recurring->id);
}

/* See recurring.h. */
DateADT
recurring_next(Call *call, const Recurrence *when, DateADT last)
{
	DateADT		today = call_organization(call)->today;

	return recurrence_next(when, last == DATEVAL_NOBEGIN ? today : Max(today, last + 1));
}

/* See recurring.h. */
void
recurring_give_date(Datum *values, char *nulls, int parameter, DateADT date)
{
	values[parameter] = DateADTGetDatum(date);
	nulls[parameter] = DATE_NOT_FINITE(date) ? 'n' : ' ';
}

/* See recurring.h. */
void
recurring_note(Call *call, DateADT next)
{
	static const Statement midnight = {"SELECT $1::timestamp AT TIME ZONE $2", 2, {DATEOID, TEXTOID}};
	Datum		values[] = {
		DateADTGetDatum(next), CStringGetTextDatum(pg_get_timezone_name(call_organization(call)->zone))
	};
	bool		is_null;

	if (next == DATEVAL_NOEND)
		return;
	(void) call_run(call, &midnight, values, NULL);
	recurring_watch_note(call->tenant, DatumGetTimestampTz(call_column(1, &is_null)));
}

/* get_recurring(id bigint) returns outlay.recurring_record. P0002: there is none. */
Datum
outlay_get_recurring(PG_FUNCTION_ARGS)
{
	static const TenantStatement get = {"SELECT " RECURRING_RECORD " FROM recurring r WHERE r.id = $1", 1, {INT8OID}};
	Call		call;
	Datum		row;

	call_begin(&call, fcinfo);
	if (!call_has(&call, 0) || !call_row(&call, &get, &call_arg(&call, 0), NULL, &row))
		call_not_found("recurring expense", call_id(&call, 0));
	return call_end(&call, row);
}

/*
 * list_recurring(member_id bigint[], department_id bigint[], sort text, after
 * text, page_size integer) returns setof outlay.recurring_record, the newest
 * first. What has no day any more is behind all others in the order of days.
 */
Datum
outlay_list_recurring(PG_FUNCTION_ARGS)
{
	static const TenantListing list = {
		.record = RECURRING_RECORD,
		.from = "recurring r",
		.joined = "",
		.id = "r.id",
		.sort_arg = 2,
		.after_arg = 3,
		.size_arg = 4,
		.sorts = {
			{"id", NULL, InvalidOid, false},
			{"next_on", "coalesce(r.next_on, 'infinity')", DATEOID},
			{"amount", "r.amount", NUMERICOID},
		},
		.filter_count = 2,
		.filters = {
			{"member_id", 0, INT8OID, .column = "r.member_id"},
			{"department_id", 1, INT8OID, .column = "r.department_id"},
		},
	};
	Call		call;

	call_begin(&call, fcinfo);
	return page_return(&call, &list);
}

/* list_recurring_history(id bigint, sort text, after text, page_size integer) returns setof outlay.audit_record. */
Datum
outlay_list_recurring_history(PG_FUNCTION_ARGS)
{
	static const History history = HISTORY_CALLED("recurring", "recurring expense");
	Call		call;

	call_begin(&call, fcinfo);
	return history_return(&call, &history);
}

/*
 * preview_recurring(every text, first_on date, on_day integer, until date, count
 * integer) returns setof outlay.recurring_date: the next days from today on.
 * first_on NULL: today. 22023.
 */
Datum
outlay_preview_recurring(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{0, "every", RULE_CHOICE, true, .choices = RECURRENCE_PERIODS},
		{1, "first_on", RULE_DATE},
		{2, "on_day", RULE_INTEGER, false, 0, 31},
		{3, "until", RULE_UNTIL, false},
		{4, "count", RULE_INTEGER, false, 1, PREVIEW_MAX_DAYS},
	};
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext spi_memory;
	Call		call;
	Recurrence	when;
	DateADT		day;
	int			count;

	call_begin(&call, fcinfo);
	if (!call_has(&call, 1))
		call.args[1] = (NullableDatum) {DateADTGetDatum(call_organization(&call)->today), false};
	validate(&call, rules, lengthof(rules));
	recurring_take_days(&call, 0, NULL, &when);
	problem_check(&call.problems, "preview");
	count = call_has(&call, 4) ? DatumGetInt32(call_arg(&call, 4)) : PREVIEW_DAYS;
	page_reset();
	spi_memory = MemoryContextSwitchTo(call.result_memory);
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(spi_memory);
	day = recurring_next(&call, &when, DATEVAL_NOBEGIN);
	for (int i = 0; i < count && day != DATEVAL_NOEND; i++)
	{
		Datum		value = DateADTGetDatum(day);
		bool		is_null = false;

		tuplestore_putvalues(result->setResult, result->setDesc, &value, &is_null);
		day = recurrence_next(&when, day + 1);
	}
	call_finish(&call);
	return (Datum) 0;
}

/* Pauses a locked one, or has it go on from today: what was due meanwhile is not made. Returns the record. */
static Datum
set_paused(Call *call, const Recurring *recurring, bool paused)
{
	static const TenantStatement update = {
		"UPDATE recurring r SET paused_at = CASE WHEN $2 THEN now() END, next_on = $3, problem = NULL, "
		"version = version + 1, updated_at = now() WHERE r.id = $1 RETURNING " RECURRING_RECORD,
		3, {INT8OID, BOOLOID, DATEOID}
	};
	DateADT		next = paused ? recurring->next : recurring_next(call, &recurring->when, recurring->last);
	Datum		values[3] = {Int64GetDatum(recurring->id), BoolGetDatum(paused)};
	char		nulls[] = "   ";
	Datum		row;

	if (paused == recurring->is_paused)
		return recurring->row;
	recurring_give_date(values, nulls, 2, next);
	(void) call_row(call, &update, values, nulls, &row);
	audit_record(call, paused ? "paused" : "resumed", "recurring", recurring->id, audit_row(recurring->row),
				 audit_row(row));
	if (!paused)
		recurring_note(call, next);
	return row;
}

/* pause_recurring(id bigint, version integer) returns outlay.recurring_record. P0002, OT412, 42501. */
Datum
outlay_pause_recurring(PG_FUNCTION_ARGS)
{
	Call		call;
	Recurring	recurring;

	call_begin(&call, fcinfo);
	recurring_lock(&call, &recurring);
	return call_end(&call, set_paused(&call, &recurring, true));
}

/*
 * resume_recurring(id bigint, version integer) returns outlay.recurring_record.
 * It goes on from today. P0002, OT412, 42501.
 */
Datum
outlay_resume_recurring(PG_FUNCTION_ARGS)
{
	Call		call;
	Recurring	recurring;

	call_begin(&call, fcinfo);
	recurring_lock(&call, &recurring);
	return call_end(&call, set_paused(&call, &recurring, false));
}

/*
 * delete_recurring(id bigint, version integer) returns outlay.recurring_record,
 * as it was. What was made of it stays. P0002, OT412, 42501.
 */
Datum
outlay_delete_recurring(PG_FUNCTION_ARGS)
{
	static const TenantStatement delete = {"DELETE FROM recurring WHERE id = $1", 1, {INT8OID}};
	Call		call;
	Recurring	recurring;
	Datum		id;

	call_begin(&call, fcinfo);
	recurring_lock(&call, &recurring);
	id = Int64GetDatum(recurring.id);
	(void) delete_referenced(&call, &delete, &id, "recurring", "Have those rows deleted first.");
	audit_record(&call, "deleted", "recurring", recurring.id, audit_row(recurring.row), audit_no_record);
	return call_end(&call, recurring.row);
}
