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
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "call/audit.h"
#include "call/page.h"
#include "call/validate.h"
#include "spending/comment.h"
#include "spending/expense.h"

PG_FUNCTION_INFO_V1(outlay_add_comment);
PG_FUNCTION_INFO_V1(outlay_list_comments);

/* The rows a of audit that are comments on expenses, and the record of one. */
#define IS_COMMENT	"a.entity = 'expense' AND a.action = '" COMMENT_ACTION "'"
#define COMMENT_RECORD \
	"ROW(a.id, a.entity_id, a.member_id, a.database_role, a.after ->> 'comment', a.at)::outlay.comment_record"

static Datum comment_body(Call *call, Datum comment);

/* What the audit has of a comment, as a composite. */
static Datum
comment_body(Call *call, Datum comment)
{
	static const Statement make = {"SELECT ROW($1)::outlay.comment_body", 1, {TEXTOID}};
	Datum		body;

	(void) call_row(call, &make, &comment, NULL, &body);
	return body;
}

/*
 * add_comment(expense_id bigint, comment text) returns outlay.comment_record.
 * P0002: no such expense; 42501; 22023: no text, or too long.
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
	Expense		expense;
	Datum		id;
	Datum		row;

	call_begin(&call, fcinfo);
	expense_lock(&call, call_id(&call, 0), &expense);
	expense_check(&call, &expense, ACTION_COMMENT);
	validate(&call, rules, lengthof(rules));
	problem_check(&call.problems, "comment");

	audit_record(&call, permission_action_done(ACTION_COMMENT), "expense", expense.id, audit_no_record,
				 audit_row(comment_body(&call, call_arg(&call, 1))));
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
			{"expense_id", 0, INT8OID, IS_COMMENT " AND a.entity_id = $?"},
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
