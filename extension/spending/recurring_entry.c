/*-------------------------------------------------------------------------
 *
 * recurring_entry.c
 *	  Expenses that come again: made and changed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"

#include "books/category.h"
#include "call/audit.h"
#include "call/change.h"
#include "call/validate.h"
#include "spending/details.h"
#include "spending/expense.h"
#include "spending/recurring.h"
#include "spending/whose.h"

PG_FUNCTION_INFO_V1(outlay_create_recurring);
PG_FUNCTION_INFO_V1(outlay_update_recurring);

/* Arguments of create_recurring(); those of update_recurring() have id and version before them. */
enum
{
	ARG_DEPARTMENT,
	ARG_AMOUNT,
	ARG_DESCRIPTION,
	ARG_EVERY,					/* this and the next three are for recurring_take_days() */
	ARG_FIRST_ON,
	ARG_ON_DAY,
	ARG_UNTIL,
	ARG_ACCOUNT,
	ARG_MEMBER,
	ARG_CATEGORY,
	ARG_MERCHANT,
	ARG_NOTES,
	ARG_TAGS,
	ARG_PAID_WITH,
	ARG_BILLABLE_TO
};

#define ARG_CHANGED		2		/* of update_recurring(): the first of them */

/* The rules for those that begin with an argument. Empty is none. */
#define FIELD_RULES(first, required) \
	{first + ARG_AMOUNT, "amount", RULE_MONEY, required}, \
		{ first + ARG_DESCRIPTION, "description", RULE_TEXT, required, 1, 300 }, \
		{ first + ARG_EVERY, "every", RULE_CHOICE, required, .choices = RECURRENCE_PERIODS }, \
		{ first + ARG_FIRST_ON, "first_on", RULE_DATE, required }, \
		{ first + ARG_ON_DAY, "on_day", RULE_INTEGER, false, 0, 31 }, \
		{ first + ARG_UNTIL, "until", RULE_UNTIL }, \
		{ first + ARG_MERCHANT, "merchant", RULE_TEXT, false, 0, MERCHANT_MAX }, \
		{ first + ARG_NOTES, "notes", RULE_LINES, false, 0, NOTES_MAX }, \
		{ first + ARG_TAGS, "tags", RULE_TAGS }, \
		{ first + ARG_PAID_WITH, "paid_with", RULE_CHOICE, false, 0, 0, PAID_WITH }, \
	{ \
		first + ARG_BILLABLE_TO, "billable_to", RULE_TEXT, false, 0, BILLABLE_TO_MAX \
	}

/* Parameters of the statements that write one: its number, whose it is, its days, then what is given of the rest. */
enum
{
	VALUE_ID,
	VALUE_MEMBER,
	VALUE_ENTERED_BY,
	VALUE_EVERY,
	VALUE_ON_DAY,
	VALUE_FIRST_ON,
	VALUE_UNTIL,
	VALUE_NEXT_ON,
	VALUE_GIVEN,
	VALUE_COUNT = VALUE_GIVEN + 10
};

#define VALUE_TYPES \
	INT8OID, INT8OID, INT8OID, TEXTOID, INT4OID, DATEOID, DATEOID, DATEOID, INT8OID, NUMERICOID, TEXTOID, INT8OID, \
		INT8OID, TEXTOID, TEXTOID, TEXTARRAYOID, TEXTOID, TEXTOID
#define COLUMNS(of) \
	of "member_id, " of "entered_by, " of "every, " of "on_day, " of "first_on, " of "until, " of "next_on, " of \
	"department_id, " of "amount, " of "description, " of "account_id, " of "category_id, " of "merchant, " of \
	"notes, " of "tags, " of "paid_with, " of "billable_to"

/* What a column becomes by a parameter: what it was for NULL, NULL for what is empty. */
#define CHANGED(column, parameter, empty) \
	"CASE WHEN " parameter " IS NULL THEN r." column " ELSE nullif(" parameter ", " empty ") END"
#define REFERENCES_CHANGED	CHANGED("account_id", "$12", "0") ", " CHANGED("category_id", "$13", "0")
#define LINES_CHANGED		CHANGED("merchant", "$14", "''") ", " CHANGED("notes", "$15", "''")
#define TAGS_CHANGED		CHANGED("tags", "$16", "'{}'")
#define CHANGES \
	"$2, $3, $4, $5::smallint, $6, $7, $8, coalesce($9, r.department_id), coalesce($10, r.amount), " \
	"coalesce($11, r.description), " REFERENCES_CHANGED ", " LINES_CHANGED ", " TAGS_CHANGED ", " \
	"coalesce($17, r.paid_with), " CHANGED("billable_to", "$18", "''")

static void check_references(Call *call, int first, int64 changed);
static void give(Call *call, int first, const Parties *parties, const Recurrence *when, DateADT next, Datum *values,
				 char *nulls);
static bool same_days(const Recurrence *a, const Recurrence *b);
static DateADT next_after_change(Call *call, const Recurring *before, const Recurrence *when);

/* See recurring.h. */
void
recurring_take_days(Call *call, int first_arg, const Recurrence *before, Recurrence *when)
{
	bool		has_day = call_has(call, first_arg + 2) && DatumGetInt32(call_arg(call, first_arg + 2)) > 0;

	if (call->problems.count > 0)
		return;
	*when = before != NULL ? *before : (Recurrence) {.until = DATEVAL_NOEND};
	if (call_has(call, first_arg))
		when->every = TextDatumGetCString(call_arg(call, first_arg))[0];
	if (call_has(call, first_arg + 1))
		when->first = DatumGetDateADT(call_arg(call, first_arg + 1));
	if (call_has(call, first_arg + 3))
		when->until = DatumGetDateADT(call_arg(call, first_arg + 3));
	if (when->until == DATEVAL_NOBEGIN)
		when->until = DATEVAL_NOEND;
	/* A day that was said stays said for as long as it can be one. */
	if (has_day)
		when->on_day = DatumGetInt32(call_arg(call, first_arg + 2));
	else if (before == NULL || call_has(call, first_arg + 2) || when->every != before->every ||
			 (when->first != before->first && before->on_day == recurrence_day(before->every, before->first)))
		when->on_day = recurrence_day(when->every, when->first);
	if (has_day && when->on_day > recurrence_max_day(when->every))
		problem_add(&call->problems, "on_day", "out_of_range", when->every == 'd' ? "must not be given for every day" :
					"must be between 1 and %d", recurrence_max_day(when->every));
}

/* Notes where the arguments name what is not there, or is archived and not that of "changed" (0: a new one). */
static void
check_references(Call *call, int first, int64 changed)
{
	static const TenantStatement find_department = {
		"SELECT archived_at IS NOT NULL AND NOT EXISTS (SELECT FROM recurring WHERE id = $2 AND department_id = $1) "
		"FROM department WHERE id = $1 FOR KEY SHARE",
		2, {INT8OID, INT8OID}
	};
	static const TenantStatement find_account = {
		"SELECT archived_at IS NOT NULL AND NOT EXISTS (SELECT FROM recurring WHERE id = $2 AND account_id = $1) "
		"FROM account WHERE id = $1 FOR KEY SHARE",
		2, {INT8OID, INT8OID}
	};

	money_check_reference(call, first + ARG_DEPARTMENT, "department_id", changed == 0, &find_department, changed);
	if (call_id(call, first + ARG_ACCOUNT) != 0)
		money_check_reference(call, first + ARG_ACCOUNT, "account_id", false, &find_account, changed);
	category_check(call, first + ARG_CATEGORY, 0);
}

/* Gives the parameters of a statement, but the number; what is not given is NULL. */
static void
give(Call *call, int first, const Parties *parties, const Recurrence *when, DateADT next, Datum *values, char *nulls)
{
	static const int given[] = {
		ARG_DEPARTMENT, ARG_AMOUNT, ARG_DESCRIPTION, ARG_ACCOUNT, ARG_CATEGORY, ARG_MERCHANT, ARG_NOTES, ARG_TAGS,
		ARG_PAID_WITH, ARG_BILLABLE_TO
	};
	static const char *const periods[] = {"day", "week", "month", "quarter", "year"};

	StaticAssertDecl(VALUE_GIVEN + lengthof(given) == VALUE_COUNT, "each parameter has a value");
	memset(nulls, ' ', VALUE_COUNT);
	nulls[VALUE_COUNT] = '\0';
	expense_refer(values, nulls, VALUE_MEMBER, parties->member);
	expense_refer(values, nulls, VALUE_ENTERED_BY, parties->entered_by);
	for (int i = 0; i < lengthof(periods); i++)
		if (periods[i][0] == when->every)
			values[VALUE_EVERY] = CStringGetTextDatum(periods[i]);
	values[VALUE_ON_DAY] = Int32GetDatum(when->on_day);
	nulls[VALUE_ON_DAY] = when->on_day ? ' ' : 'n';
	values[VALUE_FIRST_ON] = DateADTGetDatum(when->first);
	recurring_give_date(values, nulls, VALUE_UNTIL, when->until);
	recurring_give_date(values, nulls, VALUE_NEXT_ON, next);
	for (int i = 0; i < lengthof(given); i++)
	{
		values[VALUE_GIVEN + i] = call_arg(call, first + given[i]);
		nulls[VALUE_GIVEN + i] = call_null(call, first + given[i]);
	}
}

/*
 * create_recurring(department_id bigint, amount numeric, description text, every
 * text, first_on date, on_day integer, until date, account_id bigint, member_id
 * bigint, category_id bigint, merchant text, notes text, tags text[], paid_with
 * text, billable_to text) returns outlay.recurring_record. member_id NULL: the
 * caller; nobody for an operator. on_day NULL or 0: that of first_on; account_id
 * NULL or 0: any. Days that are past are none. 22023; 42501: of another member.
 */
Datum
outlay_create_recurring(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {FIELD_RULES(0, true)};
	static const TenantStatement insert = {
		"INSERT INTO recurring AS r (id, " COLUMNS("") ") "
		"SELECT coalesce($1, nextval('expense_id_seq'::regclass)), $2, $3, $4, $5, $6, $7, $8, $9, $10, "
		"$11, nullif($12, 0), nullif($13, 0), nullif($14, ''), nullif($15, ''), nullif($16, '{}'), "
		"coalesce($17, 'own'), nullif($18, '') RETURNING " RECURRING_RECORD ", r.id",
		VALUE_COUNT, {VALUE_TYPES}
	};
	Call		call;
	Parties		parties = {0};
	Recurrence	when;
	DateADT		next;
	Datum		values[VALUE_COUNT];
	char		nulls[VALUE_COUNT + 1];
	Datum		row;

	call_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	parties.member = whose_argument(&call, ARG_MEMBER);
	parties.entered_by = whose_other_party(&call, parties.member);
	check_references(&call, 0, 0);
	recurring_take_days(&call, ARG_EVERY, NULL, &when);
	problem_check(&call.problems, "recurring expense");

	next = recurring_next(&call, &when, DATEVAL_NOBEGIN);
	give(&call, 0, &parties, &when, next, values, nulls);
	values[VALUE_ID] = (Datum) 0;
	nulls[VALUE_ID] = 'n';
	(void) call_row(&call, &insert, values, nulls, &row);
	audit_record(&call, "created", "recurring", call_int64(2), audit_no_record, audit_row(row));
	recurring_note(&call, next);
	return call_end(&call, row);
}

/* Whether two are on the same days. */
static bool
same_days(const Recurrence *a, const Recurrence *b)
{
	return a->every == b->every && a->on_day == b->on_day && a->first == b->first && a->until == b->until;
}

/* The next day of a locked one after a change: what is due stays due where the days stay. */
static DateADT
next_after_change(Call *call, const Recurring *before, const Recurrence *when)
{
	return same_days(&before->when, when) ? before->next : recurring_next(call, when, before->last);
}

/*
 * update_recurring(id bigint, version integer, department_id bigint, amount
 * numeric, description text, every text, first_on date, on_day integer, until
 * date, account_id bigint, member_id bigint, category_id bigint, merchant text,
 * notes text, tags text[], paid_with text, billable_to text) returns
 * outlay.recurring_record. What is not given stays; where other days are given,
 * they count from today. P0002, OT412, 22023, 42501.
 */
Datum
outlay_update_recurring(PG_FUNCTION_ARGS)
{
	static const Rule rules[] = {FIELD_RULES(ARG_CHANGED, false)};
	static const TenantStatement update = {
		"UPDATE recurring r SET (" COLUMNS("") ") = ROW(" CHANGES "), problem = NULL, version = version + 1, "
		"updated_at = now() WHERE r.id = $1 AND (" COLUMNS("r.") ") IS DISTINCT FROM (" CHANGES ") "
		"RETURNING " RECURRING_RECORD,
		VALUE_COUNT, {VALUE_TYPES}
	};
	Call		call;
	Recurring	before;
	Recurrence	when;
	DateADT		next;
	bool		left;
	Datum		values[VALUE_COUNT];
	char		nulls[VALUE_COUNT + 1];
	Datum		row;

	change_begin(&call, fcinfo);
	validate(&call, rules, lengthof(rules));
	left = call_has(&call, ARG_CHANGED + ARG_MEMBER) && whose_has_left(&call, ARG_CHANGED + ARG_MEMBER);
	check_references(&call, ARG_CHANGED, call_id(&call, 0));
	problem_check(&call.problems, "recurring expense");

	recurring_lock(&call, &before);
	recurring_take_days(&call, ARG_CHANGED + ARG_EVERY, &before.when, &when);
	problem_check(&call.problems, "recurring expense");
	if (call_has(&call, ARG_CHANGED + ARG_MEMBER) && call_id(&call, ARG_CHANGED + ARG_MEMBER) != before.parties.member)
		whose_change(&call, &before.parties, call_id(&call, ARG_CHANGED + ARG_MEMBER), left);
	/* Who says what is spent has a hand in it, and so approves none of it. */
	if (whose_other_party(&call, before.parties.member) != 0)
		before.parties.entered_by = call.caller.member;
	next = next_after_change(&call, &before, &when);
	give(&call, ARG_CHANGED, &before.parties, &when, next, values, nulls);
	values[VALUE_ID] = Int64GetDatum(before.id);
	if (!call_row(&call, &update, values, nulls, &row))
		return call_end(&call, before.row);
	audit_record(&call, "updated", "recurring", before.id, audit_row(before.row), audit_row(row));
	recurring_note(&call, next);
	return call_end(&call, row);
}
