/*-------------------------------------------------------------------------
 *
 * expense_entry.c
 *	  Expenses entered.
 *
 * Making one is the most frequent change, so it is one statement that takes
 * the amount from the budget and notes the expense; only where that finds no
 * budget, or the fields are wrong anyway, is anything looked up to say why.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"

#include "books/budget_alert.h"
#include "books/category.h"
#include "books/ledger.h"
#include "call/audit.h"
#include "call/call.h"
#include "call/unique_key.h"
#include "call/validate.h"
#include "core/compat.h"
#include "core/early_release.h"
#include "people/member.h"
#include "policy/policy_check.h"
#include "spending/chain.h"
#include "spending/details.h"
#include "spending/expense.h"
#include "spending/expense_entry.h"
#include "spending/whose.h"

PG_FUNCTION_INFO_V1(outlay_create_expense);

static void write_insert(const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types);
static void give_inserts(ProofTake take);
static uint64 insert_expense(Call *call, uint64 variant, Datum *values, const char *nulls);
static bool has_more(const Call *call);
static void work_out(Call *call, int64 member, Datum *values, char *nulls);
static bool is_draft(const Call *call);
static ExpenseState entered_state(Call *call, const Datum *values, const Parties *parties, bool approval);
static int64 route(Call *call, const Datum *values, const Parties *parties, int *step);
static void give_parties(const Parties *parties, int64 waiting_for, Datum *values, char *nulls);
static void tell_of_budget(Call *call, int64 budget, const BudgetUse *use, Datum taken);
static uint64 book(Call *call, ExpenseState state, DateADT spent_on, Datum *values, char *nulls);

static const TenantWritten inserts = {give_inserts};

/* The first of the arguments of create_expense() that are parts of the price, and those behind them of the quantity. */
#define ARG_PRICE	(7 + DETAIL_COUNT)
#define ARG_QUANTITY	(ARG_PRICE + PART_COUNT)

/* Parameters of the statement that enters an expense. */
enum
{
	VALUE_DETAILS = 9,
	VALUE_BOOKED_ON = VALUE_DETAILS + DETAIL_COUNT,
	VALUE_PRICE,
	VALUE_QUANTITY = VALUE_PRICE + PART_COUNT,
	VALUE_COUNT = VALUE_QUANTITY + QUANTITY_COLUMN_COUNT
};

/* Where the statement gives the budget's amount: behind the record, the number, what is left and what has to fit. */
#define COLUMN_AMOUNT	9

/*
 * A variant of that statement: where there is approval, where there is more than
 * the amount of something bought, where it is booked on another day than it was
 * spent.
 */
#define VARIANT_APPROVAL	1
#define VARIANT_MORE		2
#define VARIANT_BOOKED		4
#define VARIANT_STATE(state)	((uint64) (state) * 8)
#define VARIANT_STEP(step)		((uint64) (step) * 64)
#define VARIANT_STATE_OF(variant)	((ExpenseState) ((variant) / 8 % 8))
#define VARIANT_STEP_OF(variant)	((int) ((variant) / 64))

/*
 * Prints the statement that enters an expense. The budget is changed, or, for a
 * draft, kept. Most have no more than an amount, and are not to pay for those
 * that have.
 */
static void
write_insert(const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types)
{
	static const Oid all[] = {
		INT8OID, NUMERICOID, DATEOID, TEXTOID, INT8OID, INT8OID, INT8OID, INT8OID, INT8OID, DETAIL_TYPES,
		DATEOID, PART_TYPES, QUANTITY_TYPES
	};
	static const char *const takes[] = {
		[SUM_NONE] = "SELECT * FROM budget WHERE id = $1 FOR KEY SHARE",
		[SUM_COMMITTED] = "UPDATE budget SET committed = committed + $2 WHERE id = $1 RETURNING *",
		[SUM_SPENT] = "UPDATE budget SET spent = spent + $2 WHERE id = $1 RETURNING *",
	};

	ExpenseState state = VARIANT_STATE_OF(variant);
	int			step = VARIANT_STEP_OF(variant);
	bool		more = (variant & VARIANT_MORE) != 0;
	bool		booked = (variant & VARIANT_BOOKED) != 0;

	StaticAssertDecl(lengthof(all) == VALUE_COUNT, "each parameter has a type");
	*nargs = more ? VALUE_COUNT : booked ? VALUE_PRICE : VALUE_BOOKED_ON;
	memcpy(types, all, sizeof(all));
	appendStringInfo(sql, "WITH b AS (%s), "
					 "e AS (INSERT INTO expense (budget_id, amount, spent_on, description, member_id, waiting_for, "
					 "entered_by, submitted_by, category_id, merchant, notes, tags, paid_with, external_id, "
					 "billable_to, state%s%s%s) SELECT b.id, $2, $3, $4, $5, $6, $7, $8, $9, "
					 "nullif($10, ''), nullif($11, ''), nullif($12, '{}'), "
					 "coalesce($13, 'own'), nullif($14, ''), nullif($15, ''), '%s'%s%s%s FROM b RETURNING *) "
					 "SELECT " EXPENSE_RECORD_WITH("%s", "NULL") ", e.id, b.amount - b.spent - b.committed, "
					 EXPENSE_FIT_COLUMNS ", b.amount FROM e, b",
					 takes[permission_sum(state)], booked ? ", booked_on" : "",
					 more ? ", " PART_COLUMNS("") ", " QUANTITY_COLUMNS("") : "",
					 step ? ", step" : "",
					 permission_state_name(state), booked ? ", $16" : "",
					 more ? ", $17, $18, $19, $20, $21, $22, $23, $24, $25, $26" : "",
					 step ? psprintf(", %d", step) : "",
					 variant & VARIANT_APPROVAL ? "true" : "false");
}

/* Gives those of all states; see proof.h. */
static void
give_inserts(ProofTake take)
{
	for (uint64 state = EXPENSE_DRAFT; state <= EXPENSE_APPROVED; state++)
	{
		take(NULL, VARIANT_STATE(state), write_insert);
		take(NULL, VARIANT_STATE(state) | VARIANT_MORE, write_insert);
		take(NULL, VARIANT_STATE(state) | VARIANT_BOOKED, write_insert);
		take(NULL, VARIANT_STATE(state) | VARIANT_MORE | VARIANT_BOOKED, write_insert);
		take(NULL, VARIANT_STATE(state) | VARIANT_STEP(1), write_insert);
	}
}

/* Takes an amount from a budget and enters the expense, and returns the number of rows. */
static uint64
insert_expense(Call *call, uint64 variant, Datum *values, const char *nulls)
{
	static const char family = 0;	/* its address tells these statements from those of others */
	volatile uint64 rows = 0;

	early_release();
	PG_TRY();
	{
		rows = plan_run_variant(call->tenant, &family, variant, write_insert, values, nulls);
	}
	PG_CATCH();
	{
		unique_key_check_taken();
		ledger_check_overflow("amount", "the sum of the budget's expenses");
	}
	PG_END_TRY();
	return rows;
}

/*
 * Returns what becomes of an expense that is entered with these arguments of
 * create_expense(): a draft, submitted, or approved. Where there is a policy,
 * members stay what they are: it is looked at before the budget is locked.
 */
static ExpenseState
entered_state(Call *call, const Datum *values, const Parties *parties, bool approval)
{
	ExpenseState state = permission_find(ACTION_SUBMIT, EXPENSE_DRAFT, approval)->to;
	PolicyExpense expense;

	if (is_draft(call))
		return EXPENSE_DRAFT;
	if (!policy_is_there(call))
		return state;
	if (state == EXPENSE_SUBMITTED)
		member_keep_statuses(call);
	expense = (PolicyExpense) {
		.member = parties->member,
		.budget = DatumGetInt64(values[0]),
		.category = call_id(call, 6),
		.amount = values[1],
		.spent_on = DatumGetDateADT(values[2]),
		.age = call_organization(call)->today - DatumGetDateADT(values[2]),
		.has_merchant = call_has(call, 7 + DETAIL_MERCHANT) &&
			VARSIZE_ANY_EXHDR(DatumGetPointer(call_arg(call, 7 + DETAIL_MERCHANT))) > 0,
		.has_notes = call_has(call, 7 + DETAIL_NOTES) &&
			VARSIZE_ANY_EXHDR(DatumGetPointer(call_arg(call, 7 + DETAIL_NOTES))) > 0,
	};
	if (call_has(call, ARG_PRICE + PART_CURRENCY))
		text_to_cstring_buffer(DatumGetTextPP(call_arg(call, ARG_PRICE + PART_CURRENCY)), expense.currency,
							   sizeof(expense.currency));
	return policy_check_submit(call, &expense, state == EXPENSE_SUBMITTED) ? EXPENSE_APPROVED : state;
}

/* Whether more is given of an expense than the amount of something bought. */
static bool
has_more(const Call *call)
{
	return price_is_given(call, ARG_PRICE) ||
		call_has(call, ARG_QUANTITY + QUANTITY_VALUE) || call_has(call, ARG_QUANTITY + QUANTITY_CODE) ||
		call_has(call, ARG_QUANTITY + QUANTITY_REDUCTIONS) ||
		(call_has(call, ARG_QUANTITY + QUANTITY_KIND) &&
		 strcmp(TextDatumGetCString(call_arg(call, ARG_QUANTITY + QUANTITY_KIND)),
				expense_kind_name(KIND_OF_EXPENSE)) != 0);
}

/* Works out what is more than the amount, and gives that to the parameters of the statement. */
static void
work_out(Call *call, int64 member, Datum *values, char *nulls)
{
	Price		price = {.spent_on = DatumGetDateADT(values[2])};
	QuantityOf	of = {.member = member,.day = price.spent_on,.counts = !is_draft(call)};
	Quantity	quantity;

	(void) quantity_work_out(call, 1, ARG_QUANTITY, &of, NULL, NULL, 0, &quantity);
	if (call->problems.count > 0)
		return;
	price_work_out(call, 1, ARG_PRICE, NULL, &price);
	quantity_check_price(call, &quantity, &price);
	values[1] = price.amount;
	price_give(&price, values + VALUE_PRICE, nulls + VALUE_PRICE);
	quantity_give(&quantity, values + VALUE_QUANTITY, nulls + VALUE_QUANTITY);
}

/* Whether it is to stay a draft. */
static bool
is_draft(const Call *call)
{
	return call_has(call, 5) && DatumGetBool(call_arg(call, 5));
}

/* Returns for whom waits what is entered with these arguments, 0: nobody, and the step; members stay what they are. */
static int64
route(Call *call, const Datum *values, const Parties *parties, int *step)
{
	ChainQuestion question = {.budget = DatumGetInt64(values[0]),.parties = parties,.amount = values[1]};

	member_keep_statuses(call);
	return chain_route(call, &question, step);
}

/* Tells of a budget, of which an amount was taken just now, where that brought it to a mark. */
static void
tell_of_budget(Call *call, int64 budget, const BudgetUse *use, Datum taken)
{
	BudgetUse	before = budget_use_less(use, taken);

	budget_alert(call, budget, &before, use);
}

/* Gives what comes into the books by being entered the day on which it is booked; returns the bit of its variant. */
static uint64
book(Call *call, ExpenseState state, DateADT spent_on, Datum *values, char *nulls)
{
	DateADT		booked_on = permission_sum(state) == SUM_SPENT ? period_booking_day(call, spent_on) : spent_on;

	period_give(booked_on, spent_on, &values[VALUE_BOOKED_ON], &nulls[VALUE_BOOKED_ON]);
	return booked_on == spent_on ? 0 : VARIANT_BOOKED;
}

/* Gives the parameters from the fourth on whose it is, for whom it waits (0: nobody), and who had a hand in it. */
static void
give_parties(const Parties *parties, int64 waiting_for, Datum *values, char *nulls)
{
	expense_refer(values, nulls, 4, parties->member);
	expense_refer(values, nulls, 5, waiting_for);
	expense_refer(values, nulls, 6, parties->entered_by);
	expense_refer(values, nulls, 7, parties->submitted_by);
}

/* See expense_entry.h. */
Datum
expense_enter(Call *call, int64 entered_by, int64 *id)
{
	static const Rule amount_rule = {1, "amount", RULE_MONEY, true};
	static const Rule rules[] = {
		{2, "spent_on", RULE_DATE, true},
		{3, "description", RULE_TEXT, true, 1, 300},
		DETAIL_RULES(7),
		PRICE_RULES(ARG_PRICE),
		QUANTITY_RULES(ARG_QUANTITY),
	};
	bool		more;
	Datum		values[VALUE_COUNT];
	char		nulls[VALUE_COUNT + 1];
	ExpenseState state;
	bool		approval;
	Parties		parties = {0};
	int64		waiting_for = 0;
	int			step = 0;
	uint64		variant;
	bool		is_null;
	BudgetUse	use;
	Datum		row;

	memset(nulls, ' ', VALUE_COUNT);
	nulls[VALUE_COUNT] = '\0';
	more = has_more(call);
	if (!more || call_has(call, 1))
		validate(call, &amount_rule, 1);
	validate(call, rules, lengthof(rules));
	parties.member = whose_argument(call, 4);
	parties.entered_by = entered_by ? entered_by : whose_other_party(call, parties.member);
	category_check(call, 6, 0);
	for (int i = 0; i < 4; i++)
		values[i] = call_arg(call, i);
	if (more && call->problems.count == 0)
		work_out(call, parties.member, values, nulls);
	if (call->problems.count > 0 || !call_has(call, 0))
	{
		expense_check_budget(call, 0, true);
		problem_check(&call->problems, "expense");
	}
	approval = call_organization(call)->approval;
	state = entered_state(call, values, &parties, approval);
	if (state != EXPENSE_DRAFT)
		parties.submitted_by = parties.entered_by;
	if (state == EXPENSE_SUBMITTED)
		waiting_for = route(call, values, &parties, &step);
	give_parties(&parties, waiting_for, values, nulls);
	expense_refer(values, nulls, 8, call_id(call, 6));
	details_give(call, 7, values + VALUE_DETAILS, nulls + VALUE_DETAILS);
	variant = VARIANT_STATE(state) | VARIANT_STEP(step) | (approval ? VARIANT_APPROVAL : 0) |
		(more ? VARIANT_MORE : 0) | book(call, state, DatumGetDateADT(values[2]), values, nulls);
	if (insert_expense(call, variant, values, nulls) == 0)
	{
		problem_add(&call->problems, "budget_id", "unknown", "there is none with id " INT64_FORMAT,
					DatumGetInt64(values[0]));
		problem_check(&call->problems, "expense");
	}
	row = call_column(1, &is_null);
	*id = call_int64(2);
	use = budget_use_of_left(call_column(COLUMN_AMOUNT, &is_null), call_column(3, &is_null));
	if (permission_sum(state) != SUM_NONE)
	{
		ledger_check_budget(call, call_column(3, &is_null), values[1]);
		expense_check_fit(call, 4, FIT_ALL);
	}
	audit_record_for(call, "created", "expense", *id, audit_no_record, audit_row(row), parties.member);
	if (permission_sum(state) != SUM_NONE)
		tell_of_budget(call, DatumGetInt64(values[0]), &use, values[1]);
	return row;
}

/*
 * create_expense(budget_id bigint, amount numeric, spent_on date, description
 * text, member_id bigint, draft boolean, category_id bigint, merchant text,
 * notes text, tags text[], paid_with text, external_id text, billable_to text,
 * original_amount numeric, original_currency text, rate numeric, tax_code text,
 * tax_rate numeric, tax_amount numeric, kind text, quantity numeric, rate_code
 * text, reductions text[]) returns outlay.expense_record.
 * member_id NULL: the caller; nobody for an operator. What is no draft is
 * submitted, or, where approval is off, approved. An empty text is none. amount
 * NULL: original_amount times the rate, or quantity times that of rate_code. 22023: fields missing or invalid,
 * budget, member or category unknown; 23505: another expense has the external
 * id; 23514: exceeds what is left, where the organization refuses that, or the
 * policy does not allow it; 42501: of another member.
 */
Datum
outlay_create_expense(PG_FUNCTION_ARGS)
{
	Call		call;
	int64		id;

	call_begin(&call, fcinfo);
	period_hold(&call);
	return call_end(&call, expense_enter(&call, 0, &id));
}
