/*-------------------------------------------------------------------------
 *
 * events.c
 *	  What changed since: the audit as a stream of events.
 *
 * Nothing is done for it when something changes. A listener asks for what was
 * noted behind the last event that it has seen, and the audit answers, in the
 * order of its numbers.
 *
 * Numbers come from a sequence, so a change may become visible after one with
 * a higher number, and whoever had gone on to the higher one would never see
 * it. So no event is given out behind a number that is missing and might yet
 * come. Who writes to the audit holds a lock on it until his transaction has
 * ended, and took it before his number. So when a number is missing and all
 * who hold such a lock by now have ended, it will never come (its transaction
 * was rolled back), or has come, and a new snapshot sees it. Only a long
 * transaction of the organization's own can hold its events up, and only those
 * behind a number that it may have taken.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/regproc.h"
#include "utils/tuplestore.h"

#include "call/call.h"
#include "call/reply.h"
#include "call/request.h"
#include "call/route.h"
#include "call/settled.h"
#include "core/early_release.h"
#include "core/row.h"
#include "directory/current.h"
#include "directory/tenant.h"
#include "http/events.h"

PG_FUNCTION_INFO_V1(outlay_list_events);

#define WAIT_MILLIS			50		/* for changes under way */
#define ROLE_NOBODY			(1 << 30)

/*
 * Which function shows an entity: an event is for those who may call it, as
 * the route table says. The last row is for everything that is not named.
 */
static struct
{
	const char *entity;
	const char *function;
	int			roles;			/* 0: everybody */
}			readers[] = {
	{"expense", "outlay.get_expense(bigint)"},
	{"budget", "outlay.get_budget(bigint)"},
	{"account", "outlay.get_account(bigint)"},
	{"deposit", "outlay.get_account(bigint)"},
	{"department", "outlay.get_department(bigint)"},
	{"category", "outlay.get_category(bigint)"},
	{"rate", "outlay.list_rates(text[],text[],date,date,text,text,integer)"},
	{"payment", "outlay.get_payment(bigint)"},
	{"period", "outlay.get_period(bigint)"},
	{"recurring", "outlay.get_recurring(bigint)"},
	{"member", "outlay.get_member(bigint)"},
	{"organization", "outlay.get_organization()"},
	{"logo", "outlay.get_organization()"},
	{"policy", "outlay.get_policy()"},
	{"snapshot", "outlay.get_organization()"},
	{NULL, "outlay.list_audit(text[],bigint[],bigint[],text[],timestamptz,timestamptz,text,text,integer)"},
};

/* The version of a record; NULL where what a file once said of one is none. */
#define VERSION_OF(record) \
	"CASE WHEN " record " ->> 'version' ~ '^[0-9]{1,9}$' THEN (" record " ->> 'version')::integer END"

/* Rows of the audit from one that was seen on: the columns of outlay.event, then the entity. */
static const TenantStatement read_events = {
	"SELECT id, entity || '.' || action, entity_id, " VERSION_OF("coalesce(after, before)") ", entity::text "
	"FROM audit WHERE id >= $1 AND id <= $2 ORDER BY id LIMIT 501", 2, {INT8OID, INT8OID}
};

#define EVENT_COLUMNS	4

static bool may_read(const Caller *caller, const char *entity);
static int64 row_id(uint64 row);
static uint64 read_between(Call *call, int64 from, int64 until);
static uint64 read_settled(Call *call, int64 seen);
static void give_events(Call *call, int64 seen, uint64 count);
static void give_reset(Call *call, int64 position);

/*
 * The number behind which the next call goes on; -1: there was no call, or it
 * was for another tenant than the one that search_path names. Forgets it.
 */
int64
events_take_position(void)
{
	EventPosition taken = request_get()->events;
	int64		tenant;

	if (taken.tenant == 0)
		return -1;
	request_change()->events.tenant = 0;
	return call_find_tenant(&tenant) && tenant == taken.tenant ? taken.id : -1;
}

/* Whether the caller may know of changes to an entity. */
static bool
may_read(const Caller *caller, const char *entity)
{
	static uint64 known_at = 0;
	int			i = 0;

	if (caller->is_operator)
		return true;
	if (known_at != route_state())
	{
		known_at = 0;
		for (int j = 0; j < lengthof(readers); j++)
		{
			Oid			function = DatumGetObjectId(DirectFunctionCall1(regprocedurein,
																CStringGetDatum(readers[j].function)));

			/* Without a route it is for operators. */
			if (!route_roles_of_function(function, &readers[j].roles))
				readers[j].roles = ROLE_NOBODY;
		}
		known_at = route_state();
	}
	while (readers[i].entity != NULL && strcmp(readers[i].entity, entity) != 0)
		i++;
	return readers[i].roles == 0 || (readers[i].roles & caller->role) != 0;
}

/* The number in the first column of a row. */
static int64
row_id(uint64 row)
{
	return row_int64(row, 1);
}

/* Reads the rows from a number on, up to another. */
static uint64
read_between(Call *call, int64 from, int64 until)
{
	Datum		values[] = {Int64GetDatum(from), Int64GetDatum(until)};

	return call_run(call, &read_events, values, NULL);
}

/*
 * Reads the row that was seen last and those behind it, in order, up to the
 * first number that is missing and might yet come; returns how many. 0: there
 * is nothing so far on, as after the restoration of an older backup.
 */
static uint64
read_settled(Call *call, int64 seen)
{
	uint64		count = read_between(call, seen, PG_INT64_MAX);
	uint64		whole = 1;

	if (count == 0 || row_id(0) > seen + 1)
		whole = 0;
	while (whole < count && whole > 0 && row_id(whole) == row_id(whole - 1) + 1)
		whole++;
	/* While there is something to give, what is missing is likely to come; waiting would only hold the connection. */
	if (whole == count || whole > (row_id(0) == seen))
		return whole;
	return settled_writers_end(call->tenant, WAIT_MILLIS) ? read_between(call, seen, row_id(count - 1)) : whole;
}

/* Puts the events behind the one that was seen, if the caller may know of them, into the function's result. */
static void
give_events(Call *call, int64 seen, uint64 count)
{
	ReturnSetInfo *result = (ReturnSetInfo *) call->fcinfo->resultinfo;

	for (uint64 row = 0; row < count; row++)
	{
		Datum		values[EVENT_COLUMNS];
		bool		nulls[EVENT_COLUMNS];

		if (row_id(row) == seen ||
			!may_read(&call->caller, row_text(row, EVENT_COLUMNS + 1)))
			continue;
		for (int i = 0; i < EVENT_COLUMNS; i++)
			values[i] = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, i + 1, &nulls[i]);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
}

/* Tells a listener that what he has seen is not what there is: he must read everything anew. */
static void
give_reset(Call *call, int64 position)
{
	ReturnSetInfo *result = (ReturnSetInfo *) call->fcinfo->resultinfo;
	Datum		values[EVENT_COLUMNS] = {Int64GetDatum(position), CStringGetTextDatum("stream.reset")};
	bool		nulls[EVENT_COLUMNS] = {false, false, true, true};

	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * list_events(last_event_id bigint) returns setof outlay.event, the earliest
 * first, at most 500. NULL: none, but from now on. To be called again with the
 * position that the answer ends with, see events_take_position().
 */
Datum
outlay_list_events(PG_FUNCTION_ARGS)
{
	Call		call;
	MemoryContext previous;
	int64		seen;
	int64		position;
	uint64		count;

	if (IsolationUsesXactSnapshot())
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("events cannot be read by a snapshot that stays"),
				 errhint("Call %s in a transaction that is READ COMMITTED.", route_operation("list_events"))));
	call_begin(&call, fcinfo);
	previous = MemoryContextSwitchTo(call.result_memory);
	InitMaterializedSRF(fcinfo, 0);
	MemoryContextSwitchTo(previous);

	seen = call_has(&call, 0) ? DatumGetInt64(call_arg(&call, 0)) : -1;
	count = seen >= 0 ? read_settled(&call, seen) : 0;
	if (count > 0)
	{
		position = row_id(count - 1);
		give_events(&call, seen, count);
	}
	else if (seen >= 0 && read_between(&call, seen, PG_INT64_MAX) > 0)
		position = seen;
	else
	{
		/* Who has seen nothing begins now. */
		position = settled_position(&call, WAIT_MILLIS);
		if (seen > position)
			give_reset(&call, position);
	}
	request_change()->events = (EventPosition) {call.tenant, position};
	/* All of one role see the same; a member's connections are counted together. */
	reply_add_header(psprintf("Stream-Group: " INT64_FORMAT "/%d", call.tenant, call.caller.role));
	reply_add_header(psprintf("Stream-Owner: " INT64_FORMAT "/" INT64_FORMAT, call.tenant, call.caller.member));
	/* A listener comes back with this position, which a crash must not take back. */
	early_release_settle();
	call_finish(&call);
	return (Datum) 0;
}
