/*-------------------------------------------------------------------------
 *
 * comment.c
 *	  Comments: what people say to each other about an expense.
 *
 * A comment is a row of the audit: what was said stays as it was said, in the
 * order in which it was, and whoever follows the events hears of it. It is no
 * change of the expense, whose version stays. Who may comment is in the table
 * of permissions; whoever may read the expense reads what was said.
 *
 * Whom a comment mentions is said by their numbers beside the text, which is
 * nothing but text: names change, and two people have the same. The comment is
 * for whose expense it is; each other whom it mentions has a row of the audit
 * behind it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "call/audit.h"
#include "call/page.h"
#include "call/validate.h"
#include "core/row.h"
#include "spending/comment.h"
#include "spending/expense.h"
#include "spending/whole.h"

PG_FUNCTION_INFO_V1(outlay_add_comment);
PG_FUNCTION_INFO_V1(outlay_list_comments);

/* The rows a of audit that are comments on expenses, and the record of one. */
#define IS_COMMENT	"a.entity = 'expense' AND a.action = '" COMMENT_ACTION "'"
#define COMMENT_RECORD \
	"ROW(a.id, a.entity_id, a.member_id, a.database_role, a.after ->> 'comment', " MENTIONS_OF("a") ", a.at)" \
	"::outlay.comment_record"

/* Whom one mentions; nobody where what a file once said is no list of numbers. */
#define MENTIONS_OF(row) \
	"ARRAY(SELECT m::bigint FROM jsonb_array_elements_text(" \
	"CASE WHEN jsonb_typeof(" row ".after -> 'mentions') = 'array' " \
	"THEN " row ".after -> 'mentions' ELSE '[]' END) m WHERE m ~ '^[1-9][0-9]{0,17}$')"

/* Those who are mentioned, each once. */
typedef struct Mentions
{
	int			count;
	int64		members[MENTIONS_MAX];
} Mentions;

static void read_mentions(Call *call, int arg, Mentions *mentions);
static void check_present(Call *call, const Mentions *mentions);
static Datum mentions_array(const Mentions *mentions);
static Datum comment_body(Call *call, Datum comment, const Mentions *mentions);
static void tell_mentioned(Call *call, const Expense *expense, const Mentions *mentions);

/* Reads an argument of numbers of members; notes what is wrong with it. */
static void
read_mentions(Call *call, int arg, Mentions *mentions)
{
	ArrayType  *array;
	Datum	   *values;
	int			count;

	mentions->count = 0;
	if (!call_has(call, arg))
		return;
	array = DatumGetArrayTypeP(call_arg(call, arg));
	if (ARR_NDIM(array) > 1 || array_contains_nulls(array))
	{
		problem_add(&call->problems, "mentions", "malformed", "must be a list of numbers, without null among them");
		return;
	}
	deconstruct_array(array, INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &values, NULL, &count);
	if (count > MENTIONS_MAX)
	{
		problem_add(&call->problems, "mentions", "out_of_range", "must have at most %d values", MENTIONS_MAX);
		return;
	}
	for (int i = 0; i < count; i++)
	{
		bool		is_new = true;

		for (int j = 0; j < mentions->count; j++)
			is_new &= mentions->members[j] != DatumGetInt64(values[i]);
		if (is_new)
			mentions->members[mentions->count++] = DatumGetInt64(values[i]);
	}
	check_present(call, mentions);
}

/* Notes where one is mentioned who is not there, or not any more. */
static void
check_present(Call *call, const Mentions *mentions)
{
	static const TenantStatement find = {
		"SELECT status = 'deactivated' FROM member WHERE id = $1", 1, {INT8OID}
	};

	for (int i = 0; i < mentions->count; i++)
	{
		Datum		id = Int64GetDatum(mentions->members[i]);

		if (call_run(call, &find, &id, NULL) == 0)
			problem_add(&call->problems, "mentions", "unknown", "there is no member with id " INT64_FORMAT,
						mentions->members[i]);
		else if (row_bool(0, 1))
			problem_add(&call->problems, "mentions", "not_active", "member " INT64_FORMAT " is deactivated",
						mentions->members[i]);
	}
}

/* Those who are mentioned, as bigint[]. */
static Datum
mentions_array(const Mentions *mentions)
{
	Datum		values[MENTIONS_MAX];

	for (int i = 0; i < mentions->count; i++)
		values[i] = Int64GetDatum(mentions->members[i]);
	return PointerGetDatum(construct_array(values, mentions->count, INT8OID, sizeof(int64), FLOAT8PASSBYVAL,
										   TYPALIGN_DOUBLE));
}

/* What the audit has of a comment, as a composite. */
static Datum
comment_body(Call *call, Datum comment, const Mentions *mentions)
{
	static const Statement make = {
		"SELECT ROW($1, nullif($2, '{}'))::outlay.comment_body", 2, {TEXTOID, INT8ARRAYOID}
	};
	Datum		values[] = {comment, mentions_array(mentions)};
	Datum		body;

	(void) call_row(call, &make, values, NULL, &body);
	return body;
}

/* Tells those whom the comment mentions that was the last to be made; whose expense it is has that itself. */
static void
tell_mentioned(Call *call, const Expense *expense, const Mentions *mentions)
{
	static const Statement make = {"SELECT ROW($1)::outlay.mention_body", 1, {INT8OID}};

	for (int i = 0; i < mentions->count; i++)
	{
		Datum		member = Int64GetDatum(mentions->members[i]);
		Datum		body;

		if (mentions->members[i] == expense->parties.member || mentions->members[i] == call->caller.member)
			continue;
		(void) call_row(call, &make, &member, NULL, &body);
		audit_record_for(call, MENTION_ACTION, "expense", expense->id, audit_no_record, audit_row(body),
						 mentions->members[i]);
	}
}

/*
 * add_comment(expense_id bigint, comment text, mentions bigint[]) returns
 * outlay.comment_record. P0002: no such expense; 42501; 22023: no text, or too
 * long, or it mentions somebody who is no member, or was deactivated.
 */
Datum
outlay_add_comment(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {
		{1, "comment", RULE_LINES, true, 1, COMMENT_MAX_LENGTH},
	};
	/* The expense is locked, so the last comment on it is ours. */
	static const TenantStatement find = {
		"SELECT " COMMENT_RECORD " FROM audit a WHERE " IS_COMMENT " AND a.entity_id = $1 ORDER BY a.id DESC LIMIT 1",
		1, {INT8OID}
	};
	Call		call;
	Whole *whole;
	Expense		expense;
	Mentions	mentions;
	Datum		id;
	Datum		row;

	call_begin(&call, fcinfo);
	whole = palloc(sizeof(Whole));
	whole_lock(&call, call_id(&call, 0), whole);
	expense = *whole->named;
	expense_check(&call, &expense, ACTION_COMMENT);
	/* What is said is said of the whole. */
	expense.id = whole_id(&expense);
	validate(&call, rules, lengthof(rules));
	read_mentions(&call, 2, &mentions);
	problem_check(&call.problems, "comment");

	audit_record_for(&call, permission_action_done(ACTION_COMMENT), "expense", expense.id, audit_no_record,
					 audit_row(comment_body(&call, call_arg(&call, 1), &mentions)), expense.parties.member);
	tell_mentioned(&call, &expense, &mentions);
	id = Int64GetDatum(expense.id);
	if (!call_row(&call, &find, &id, NULL, &row))
		elog(ERROR, "the audit has lost a comment on expense " INT64_FORMAT, expense.id);
	return call_end(&call, row);
}

/*
 * list_comments(expense_id bigint, sort text, after text, page_size integer)
 * returns setof outlay.comment_record, the latest first. P0002: no such
 * expense; 22023.
 */
Datum
outlay_list_comments(PG_FUNCTION_ARGS)
{
	static const TenantStatement find = {"SELECT FROM expense WHERE id = $1", 1, {INT8OID}};
	static const TenantListing list = {
		.record = COMMENT_RECORD,
		.from = "audit a",
		.joined = "",
		.id = "a.id",
		.sort_arg = 1,
		.after_arg = 2,
		.size_arg = 3,
		.sorts = {
			{"id", NULL, InvalidOid, false},
		},
		.filter_count = 1,
		.filters = {
			{"expense_id", 0, INT8OID, IS_COMMENT " AND a.entity_id = " WHOLE_ID_OF("$?")},
		},
	};
	Call		call;
	Datum		id;

	call_begin(&call, fcinfo);
	id = call_arg(&call, 0);
	if (!call_has(&call, 0) || call_run(&call, &find, &id, NULL) == 0)
		call_not_found("expense", call_id(&call, 0));
	return page_return(&call, &list);
}
