/*-------------------------------------------------------------------------
 *
 * recurring_run.c
 *	  Expenses made of those that come again.
 *
 * On its day, where the organization is, one becomes an expense: a draft where
 * expenses are approved, for whose it is to look at; where they are not, what
 * creating one makes. The expense and the next day are written in one
 * transaction, under the lock of the row, so that each day has one expense,
 * whoever is killed and however many do this at once; who finds a row locked
 * passes it by. Days that nobody was there for are made up for, each once.
 *
 * What cannot be made stays due. Whose it is, or, where it is nobody's, owners
 * and admins, are told why, once for each reason; it is tried again every hour,
 * and at once when it is changed. That of a member who has left is paused.
 *
 * Members are locked before (people/member.h): a round relies on what they are.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "books/category.h"
#include "books/period.h"
#include "call/audit.h"
#include "core/attempt.h"
#include "core/role.h"
#include "core/row.h"
#include "people/member.h"
#include "people/told.h"
#include "spending/details.h"
#include "spending/expense.h"
#include "spending/expense_entry.h"
#include "spending/recurring.h"
#include "spending/recurring_run.h"
#include "tenancy/recurring_watch.h"

PG_FUNCTION_INFO_V1(outlay_run_recurring);

/* Expenses of one transaction, unless the caller says; so locks of members and budgets do not last. */
#define MOST				50
#define MAX_MOST			10000

/* Seconds until what could not be made is tried again, and until what somebody else has locked is. */
#define RETRY_AFTER			3600
#define LOCKED_AFTER		60

/* Codes of what is wrong, longest. */
#define PROBLEM_MAX			30

/* Columns behind those that recurring_read() reads: what is said of an expense. */
enum
{
	FIELD_DEPARTMENT,
	FIELD_ACCOUNT,
	FIELD_CATEGORY,
	FIELD_AMOUNT,
	FIELD_DESCRIPTION,
	FIELD_DETAILS,				/* the first of them, in the order of Detail */
	FIELD_COUNT = FIELD_DETAILS + DETAIL_COUNT
};

/* One that is locked, and the day that an expense is made for. */
typedef struct Making
{
	Call	   *call;
	Recurring	recurring;
	NullableDatum fields[FIELD_COUNT];
	char	   *problem;		/* code of what was wrong when it was tried last; NULL: nothing */
} Making;

/* What a run has done. */
typedef struct Run
{
	int64		most;
	int64		made;
	bool		has_told;
} Run;

static bool lock_next(Making *making, int64 after);
static int64 find_budget(const Making *making);
static void make(void *arg);
static bool is_refusal(int sqlstate);
static char *code_of(const ErrorData *error);
static bool has_left(Call *call, int64 member);
static void pause_left(Making *making);
static void tell(Making *making, const char *code, const char *reason);
static void make_all(Making *making, Run *run);
static void say_when(Call *call, const Run *run);

/* Locks the next due one behind a number that nobody else has locked, and reads it; false where there is none. */
static bool
lock_next(Making *making, int64 after)
{
	static const TenantStatement lock = {
		"SELECT " RECURRING_RECORD ", " RECURRING_COLUMNS ", r.problem::text, r.department_id, r.account_id, "
		"r.category_id, r.amount, r.description::text, r.merchant::text, r.notes::text, r.tags, r.paid_with::text, "
		"NULL::text, r.billable_to::text FROM recurring r "
		"WHERE r.id > $1 AND r.next_on <= $2 AND r.paused_at IS NULL ORDER BY r.id LIMIT 1 FOR UPDATE SKIP LOCKED",
		2, {INT8OID, DATEOID}
	};
	Datum		values[] = {Int64GetDatum(after), DateADTGetDatum(call_organization(making->call)->today)};

	if (call_run(making->call, &lock, values, NULL) == 0)
		return false;
	recurring_read(&making->recurring);
	making->problem = call_text(RECURRING_READ + 1);
	for (int i = 0; i < FIELD_COUNT; i++)
		making->fields[i].value = call_column(RECURRING_READ + 2 + i, &making->fields[i].isnull);
	return true;
}

/*
 * Returns the budget that pays it on its day: of the department, and the
 * account where one is named, neither of them archived; of the nearest category
 * before one for anything, then the one that begins last; 0: there is none.
 */
static int64
find_budget(const Making *making)
{
	static const TenantStatement find = {
		"WITH RECURSIVE above (id, parent_id, level) AS (SELECT id, parent_id, 1 FROM category WHERE id = $4 "
		"UNION ALL SELECT p.id, p.parent_id, level + 1 FROM above JOIN category p ON p.id = above.parent_id "
		"WHERE level <= " CppAsString2(CATEGORY_MAX_LEVELS) ") "
		"SELECT b.id FROM budget b JOIN department d ON d.id = b.department_id JOIN account a ON a.id = b.account_id "
		"LEFT JOIN above c ON c.id = b.category_id "
		"WHERE b.department_id = $1 AND b.month <= $2 AND NOT " SPAN_EXCLUDES("$2") " AND ($3 IS NULL OR a.id = $3) "
		"AND d.archived_at IS NULL AND a.archived_at IS NULL AND (b.category_id IS NULL OR c.id IS NOT NULL) "
		"ORDER BY c.level, b.month DESC, b.id LIMIT 1",
		4, {INT8OID, DATEOID, INT8OID, INT8OID}
	};
	Datum		values[] = {
		making->fields[FIELD_DEPARTMENT].value,
		DateADTGetDatum(making->recurring.next),
		making->fields[FIELD_ACCOUNT].value,
		making->fields[FIELD_CATEGORY].value,
	};
	char		nulls[] = {
		' ', ' ',
		making->fields[FIELD_ACCOUNT].isnull ? 'n' : ' ',
		making->fields[FIELD_CATEGORY].isnull ? 'n' : ' ',
	};

	return call_run(making->call, &find, values, nulls) > 0 ? call_int64(1) : 0;
}

/* Makes the expense of the next day, and notes the day behind it. */
static void
make(void *arg)
{
	static const TenantStatement mark = {"UPDATE expense SET recurring_id = $2 WHERE id = $1", 2, {INT8OID, INT8OID}};
	static const TenantStatement go_on = {
		"UPDATE recurring SET next_on = $2, last_on = $3, problem = NULL WHERE id = $1", 3, {INT8OID, DATEOID, DATEOID}
	};
	Making	   *making = arg;
	Recurring  *recurring = &making->recurring;
	Call		entry = *making->call;
	int64		budget = find_budget(making);
	DateADT		next = recurrence_next(&recurring->when, recurring->next + 1);
	Datum		values[3] = {Int64GetDatum(recurring->id)};
	char		nulls[] = "   ";
	int64		id;

	if (budget == 0)
		problem_raise(ERRCODE_CHECK_VIOLATION, "budget_id", "no_budget",
					  "there is no budget of the department for that day", NULL);
	for (int i = 0; i < lengthof(entry.args); i++)
		entry.args[i] = (NullableDatum) {0, true};
	entry.args[ENTRY_BUDGET] = (NullableDatum) {Int64GetDatum(budget), false};
	entry.args[ENTRY_AMOUNT] = making->fields[FIELD_AMOUNT];
	entry.args[ENTRY_SPENT_ON] = (NullableDatum) {DateADTGetDatum(recurring->next), false};
	entry.args[ENTRY_DESCRIPTION] = making->fields[FIELD_DESCRIPTION];
	entry.args[ENTRY_MEMBER] = (NullableDatum) {
		Int64GetDatum(recurring->parties.member), recurring->parties.member == 0
	};
	entry.args[ENTRY_DRAFT] = (NullableDatum) {BoolGetDatum(call_organization(making->call)->approval), false};
	entry.args[ENTRY_CATEGORY] = making->fields[FIELD_CATEGORY];
	for (int i = 0; i < DETAIL_COUNT; i++)
		entry.args[ENTRY_DETAILS + i] = making->fields[FIELD_DETAILS + i];
	(void) expense_enter(&entry, recurring->parties.entered_by, &id);
	(void) call_run(making->call, &mark, (Datum[]) {Int64GetDatum(id), values[0]}, NULL);
	recurring_give_date(values, nulls, 1, next);
	values[2] = DateADTGetDatum(recurring->next);
	(void) call_run(making->call, &go_on, values, nulls);
}

/* Whether an error says that such an expense may not be, and not that something went wrong. */
static bool
is_refusal(int sqlstate)
{
	static const int refusals[] = {
		ERRCODE_INVALID_PARAMETER_VALUE, ERRCODE_CHECK_VIOLATION, ERRCODE_UNIQUE_VIOLATION,
		ERRCODE_FOREIGN_KEY_VIOLATION, ERRCODE_INSUFFICIENT_PRIVILEGE, ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE
	};

	for (int i = 0; i < lengthof(refusals); i++)
		if (refusals[i] == sqlstate)
			return true;
	return false;
}

/* The code of what an error says first, behind the field's name in its detail; "refused" where there is none. */
static char *
code_of(const ErrorData *error)
{
	const char *begin = error->detail != NULL ? strstr(error->detail, ": ") : NULL;
	int			length = begin != NULL ? strcspn(begin + 2, ":\n") : 0;

	return length > 0 && length <= PROBLEM_MAX ? pnstrdup(begin + 2, length) : pstrdup("refused");
}

/* Whether a member (0: nobody) has left. */
static bool
has_left(Call *call, int64 member)
{
	static const TenantStatement find = {
		"SELECT FROM member WHERE id = $1 AND status = 'deactivated'", 1, {INT8OID}
	};
	Datum		id = Int64GetDatum(member);

	return call_run(call, &find, &id, NULL) > 0;
}

/* Pauses that of a member who has left, and tells those who look after the money. */
static void
pause_left(Making *making)
{
	static const TenantStatement update = {
		"UPDATE recurring r SET paused_at = now(), problem = 'member_left', version = version + 1, updated_at = now() "
		"WHERE r.id = $1 RETURNING " RECURRING_RECORD,
		1, {INT8OID}
	};
	Datum		id = Int64GetDatum(making->recurring.id);
	int64	   *members;
	int			count;
	Datum		row;

	(void) call_row(making->call, &update, &id, NULL, &row);
	count = told_finance(making->call, &members);
	told_note(making->call, "paused", "recurring", making->recurring.id, audit_row(making->recurring.row),
			  audit_row(row), members, count);
}

/* Notes what is wrong with one, and tells whose it is, or, where it is nobody's, those who look after the money. */
static void
tell(Making *making, const char *code, const char *reason)
{
	static const TenantStatement note = {
		"UPDATE recurring SET problem = $2 WHERE id = $1 "
		"RETURNING ROW(description, next_on, $2, $3)::outlay.recurring_stall",
		3, {INT8OID, TEXTOID, TEXTOID}
	};
	Datum		values[] = {
		Int64GetDatum(making->recurring.id), CStringGetTextDatum(code), CStringGetTextDatum(reason)
	};
	int64	   *members = &making->recurring.parties.member;
	int			count = 1;
	Datum		row;

	(void) call_row(making->call, &note, values, NULL, &row);
	if (*members == 0)
		count = told_finance(making->call, &members);
	told_note(making->call, "stalled", "recurring", making->recurring.id, audit_no_record, audit_row(row), members,
			  count);
}

/* Makes what is due of one that is locked, a day after the other, until one cannot be made. */
static void
make_all(Making *making, Run *run)
{
	Recurring  *recurring = &making->recurring;
	DateADT		today = call_organization(making->call)->today;

	while (run->made < run->most && recurring->next <= today)
	{
		ErrorData  *error = attempt(make, making);
		char	   *code;

		if (error == NULL)
		{
			run->made++;
			making->problem = NULL;
			recurring->next = recurrence_next(&recurring->when, recurring->next + 1);
			continue;
		}
		if (!is_refusal(error->sqlerrcode))
			ReThrowError(error);
		code = code_of(error);
		if (making->problem == NULL || strcmp(making->problem, code) != 0)
		{
			tell(making, code, error->message);
			run->has_told = true;
		}
		return;
	}
}

/*
 * Says when the organization is due next. What others have locked, or what is
 * refused, is looked at again after a while. Under the lock, with what has been
 * committed until then: whoever adds something later says so afterwards.
 */
static void
say_when(Call *call, const Run *run)
{
	static const TenantStatement find = {
		"SELECT least((min(next_on) FILTER (WHERE problem IS NULL))::timestamp AT TIME ZONE $1, "
		"CASE WHEN bool_or(problem IS NOT NULL) THEN greatest(now() + make_interval(secs => $2), "
		"(min(next_on) FILTER (WHERE problem IS NOT NULL))::timestamp AT TIME ZONE $1) END) "
		"FROM recurring WHERE paused_at IS NULL AND next_on IS NOT NULL",
		2, {TEXTOID, INT4OID}
	};
	Datum		values[] = {
		CStringGetTextDatum(pg_get_timezone_name(call_organization(call)->zone)), Int32GetDatum(RETRY_AFTER)
	};
	TimestampTz now = GetCurrentTimestamp();
	TimestampTz due_at;
	bool		is_null;

	recurring_watch_lock(call->tenant);
	(void) call_run(call, &find, values, NULL);
	due_at = DatumGetTimestampTz(call_column(1, &is_null));
	if (is_null)
		due_at = DT_NOEND;
	else if (due_at <= now && run->made == 0 && !run->has_told)
		due_at = TimestampTzPlusMilliseconds(now, LOCKED_AFTER * 1000L);
	recurring_watch_set(call->tenant, due_at);
}

/*
 * run_recurring(most integer) returns integer: makes up to so many expenses of
 * what is due in the organization, NULL: 50, and returns how many it made. For
 * operators; the worker does so by itself. 22023.
 */
Datum
outlay_run_recurring(PG_FUNCTION_ARGS)
{
	Call		call;
	Making		making = {.call = &call};
	Run			run = {.most = MOST};

	check_operator("make what is due");
	call_begin(&call, fcinfo);
	period_hold(&call);
	if (call_has(&call, 0))
		run.most = DatumGetInt32(call_arg(&call, 0));
	if (run.most < 1 || run.most > MAX_MOST)
		problem_add(&call.problems, "most", "out_of_range", "must be between 1 and %d", MAX_MOST);
	problem_check(&call.problems, "run");
	member_keep_statuses(&call);
	while (run.made < run.most && lock_next(&making, making.recurring.id))
	{
		if (has_left(&call, making.recurring.parties.member))
		{
			pause_left(&making);
			run.has_told = true;
		}
		else
			make_all(&making, &run);
	}
	say_when(&call, &run);
	call_finish(&call);
	PG_RETURN_INT32((int32) run.made);
}

/* See recurring_run.h. */
void
recurring_run_some(void *arg)
{
	LOCAL_FCINFO(fcinfo, 1);

	InitFunctionCallInfoData(*fcinfo, NULL, 1, InvalidOid, NULL, NULL);
	fcinfo->args[0] = (NullableDatum) {0, true};
	(void) outlay_run_recurring(fcinfo);
}
