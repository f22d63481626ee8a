/*-------------------------------------------------------------------------
 *
 * inbox.c
 *	  The inbox of a member: what others did to what is theirs, where they are
 *	  mentioned, and what they are told of.
 *
 * It is a part of the audit: the rows that say that they are for this member.
 * So nothing is written for it, and it has what is in the database, no more and
 * no less. Those rows are about expenses and budgets, which all members may read.
 *
 * How far a member has read is one number. A change with a lower number may
 * become visible after one with a higher (call/settled.h), and must not count
 * as read then. So the number to read up to is that of a settled position,
 * taken before the list is read; what is above it stays unread until the next
 * time.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "books/money.h"
#include "call/page.h"
#include "call/settled.h"
#include "people/session.h"
#include "people/told.h"
#include "spending/comment.h"
#include "spending/permission.h"
#include "spending/turn.h"

PG_FUNCTION_INFO_V1(outlay_list_inbox);
PG_FUNCTION_INFO_V1(outlay_inbox_count);
PG_FUNCTION_INFO_V1(outlay_read_inbox);

/* Slots behind the arguments of list_inbox(), for filters that no caller names. */
#define SLOT_MEMBER		4
#define SLOT_UNREAD		5
#define SLOT_READ		6

/* The comment that a row a of audit which mentions somebody stands behind: the expense was locked meanwhile. */
#define COMMENT_BEFORE \
	"(SELECT c.after ->> 'comment' FROM audit c WHERE c.entity = a.entity AND c.entity_id = a.entity_id " \
	"AND c.action = '" COMMENT_ACTION "' AND c.id < a.id ORDER BY c.id DESC LIMIT 1)"

/* To which mark a row a of audit says that a budget came; NULL where it does not, or a file once said no number. */
#define PERCENT \
	"CASE WHEN a.entity = 'budget' AND a.after ->> 'percent' ~ '^[0-9]{1,3}$' " \
	"THEN (a.after ->> 'percent')::integer END"

/* What there is for a member: unread, and waiting by a condition of a row e of expense. */
#define COUNT_WHERE(waits) \
	"SELECT ROW((SELECT count(*) FROM (SELECT FROM audit a WHERE a.for_member_id IS NOT NULL " \
	"AND a.for_member_id <= $1 AND (a.for_member_id, a.id) > ($1, $2) " \
	"ORDER BY a.for_member_id, a.id LIMIT 1000) u), " \
	"(SELECT count(*) FROM (SELECT FROM expense e WHERE " waits " LIMIT 1000) w), $2, greatest($2, $3))" \
	"::outlay.inbox_count"

/* Up to which change a member has read, by a parameter that is the number of that member. */
#define SEEN_BY(member)	"(SELECT coalesce(s.seen_audit_id, 0) FROM member s WHERE s.id = " member ")"

static int64 read_seen(Call *call, int64 member);
static Datum count_inbox(Call *call, int64 member);

/* Up to which change a member has read. */
static int64
read_seen(Call *call, int64 member)
{
	static const TenantStatement find = {"SELECT " SEEN_BY("$1"), 1, {INT8OID}};
	Datum		id = Int64GetDatum(member);

	(void) call_run(call, &find, &id, NULL);
	return call_int64(1);
}

/* The record of what there is for a member, counted by the index of inboxes, as the list reads it. */
static Datum
count_inbox(Call *call, int64 member)
{
	static const TenantStatement count = {COUNT_WHERE("e.waiting_for = $1"), 3, {INT8OID, INT8OID, INT8OID}};
	static const TenantStatement count_of_deputy = {
		COUNT_WHERE("e.waiting_for = ANY ($4) AND (e.waiting_for = $1 OR " TURN_IS_FOR("$1") ")"),
		4, {INT8OID, INT8OID, INT8OID, INT8ARRAYOID}
	};
	const Statement *of = call->caller.is_deputy ? &count_of_deputy : &count;
	/* Before the count, so that what it does not see is behind it. */
	int64		settled = settled_position(call, 0);
	Datum		values[] = {Int64GetDatum(member), Int64GetDatum(read_seen(call, member)), Int64GetDatum(settled), 0};
	Datum		row;

	if (of == &count_of_deputy)
		values[3] = turn_desks(call);
	(void) call_row(call, of, values, NULL, &row);
	return row;
}

/*
 * list_inbox(unread boolean, sort text, after text, page_size integer) returns
 * setof outlay.inbox_record, the latest first. unread NULL: all. 28000; 22023.
 *
 * All rows have one member, so the order is that of the numbers. It is written
 * as that of the index of inboxes, as are the conditions, so that no other
 * serves: by the audit's own key, who has little in their inbox would be looked
 * for among everybody's, however much there is of that.
 */
Datum
outlay_list_inbox(PG_FUNCTION_ARGS)
{
	static const TenantListing list = {
		.record = "ROW(a.id, a.at, a.member_id, a.database_role, a.action, a.entity, a.entity_id, "
			"coalesce(e.description, d.name, r.description, coalesce(a.before, a.after) ->> 'description'), "
			"round(coalesce(e.amount, b.amount, r.amount), " DECIMALS "), " CURRENCY ", "
			"CASE a.action WHEN '" COMMENT_ACTION "' THEN a.after ->> 'comment' "
			"WHEN 'rejected' THEN a.after ->> 'reason' "
			"WHEN 'stalled' THEN a.after ->> 'code' WHEN '" TOLD_ACTION "' THEN a.after ->> 'code' "
			"WHEN '" MENTION_ACTION "' THEN " COMMENT_BEFORE " END, "
			"a.id > coalesce(m.seen_audit_id, 0), " PERCENT ", coalesce(b.month, r.next_on))::outlay.inbox_record",
		.from = "audit a JOIN member m ON m.id = a.for_member_id "
			"LEFT JOIN expense e ON a.entity = 'expense' AND e.id = a.entity_id "
			"LEFT JOIN budget b ON a.entity = 'budget' AND b.id = a.entity_id "
			"LEFT JOIN department d ON d.id = b.department_id "
			"LEFT JOIN recurring r ON a.entity = 'recurring' AND r.id = a.entity_id",
		.joined = "",
		.id = "a.id",
		.sort_arg = 1,
		.after_arg = 2,
		.size_arg = 3,
		.sorts = {
			{"id", "a.for_member_id", INT8OID, false},
		},
		.filter_count = 3,
		.filters = {
			{"member_id", SLOT_MEMBER, INT8OID,
				"a.for_member_id IS NOT NULL AND a.for_member_id >= $? AND a.for_member_id <= $?"},
			{"unread", SLOT_UNREAD, INT8OID, "(a.for_member_id, a.id) > ($?, " SEEN_BY("$?") ")"},
			{"unread", SLOT_READ, INT8OID, "(a.for_member_id, a.id) <= ($?, " SEEN_BY("$?") ")"},
		},
	};
	Call		call;
	Datum		me;
	bool		all;

	call_begin(&call, fcinfo);
	all = !call_has(&call, 0);
	me = Int64GetDatum(session_require_member(&call));
	call.args[SLOT_MEMBER] = (NullableDatum) {me, false};
	call.args[SLOT_UNREAD] = (NullableDatum) {me, all || !DatumGetBool(call_arg(&call, 0))};
	call.args[SLOT_READ] = (NullableDatum) {me, all || DatumGetBool(call_arg(&call, 0))};
	return page_return(&call, &list);
}

/* inbox_count() returns outlay.inbox_count. 28000: an operator in psql has no inbox. */
Datum
outlay_inbox_count(PG_FUNCTION_ARGS)
{
	Call		call;

	call_begin(&call, fcinfo);
	return call_end(&call, count_inbox(&call, session_require_member(&call)));
}

/*
 * read_inbox(up_to bigint) returns outlay.inbox_count as it is then. NULL: all
 * that is settled. 28000; 22023: below 0.
 */
Datum
outlay_read_inbox(PG_FUNCTION_ARGS)
{
	static const TenantStatement move = {
		"UPDATE member SET seen_audit_id = $2 WHERE id = $1 AND coalesce(seen_audit_id, 0) < $2", 2, {INT8OID, INT8OID}
	};
	Call		call;
	int64		member;
	int64		up_to;

	call_begin(&call, fcinfo);
	member = session_require_member(&call);
	if (call_id(&call, 0) < 0)
		problem_add(&call.problems, "up_to", "out_of_range", "must be 0 or more");
	problem_check(&call.problems, "inbox");
	up_to = settled_position(&call, 0);
	if (call_has(&call, 0))
		up_to = Min(up_to, DatumGetInt64(call_arg(&call, 0)));
	(void) call_run(&call, &move, (Datum[]) {Int64GetDatum(member), Int64GetDatum(up_to)}, NULL);
	return call_end(&call, count_inbox(&call, member));
}
