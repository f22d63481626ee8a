/*-------------------------------------------------------------------------
 *
 * trial_run.c
 *	  A policy tried over the expenses that there are: one scan of them.
 *
 * PostgreSQL gives the expenses by member, day and number; its sort takes
 * work_mem and the disk. In that order what a member has spent in a day or month
 * is one sum for each rule, so nothing here grows with the number of expenses: it
 * keeps two policies, a row for each member, category and budget, and the page
 * that is shown. Both policies look at each expense by finding_look(), which is
 * what looks at one that is submitted.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

#include "core/row.h"
#include "directory/member_role.h"
#include "policy/trial.h"
#include "value/display.h"
#include "value/rule.h"

#define MAX_LEVELS	16			/* more than the tree of categories has */

/* A category, and what each policy has to do with it. */
typedef struct TrialCategory
{
	int64		id;				/* the key */
	int64		parent;
	PolicyRules about[SIDE_COUNT];
	PolicyRules elsewhere[SIDE_COUNT];
} TrialCategory;

/* A member, and their role. */
typedef struct TrialMember
{
	int64		id;				/* the key */
	int			role;
} TrialMember;

/* Receives the expenses. */
typedef struct TrialReceiver
{
	DestReceiver pub;
	Trial	   *trial;
	HTAB	   *categories;		/* TrialCategory; of 0, none, too */
	HTAB	   *members;		/* TrialMember */
	HTAB	   *over_budget;	/* ids of budgets that have less than nothing left */
	pg_tz	   *zone;			/* of the organization */
	bool		begun;
	int64		member;			/* of the expense before, with the next two */
	DateADT		day;
	int			month;			/* counted from year 0 */
	MemberTally tally;			/* of that member */
} TrialReceiver;

/* Columns of an expense. */
enum
{
	COLUMN_MEMBER,
	COLUMN_DAY,
	COLUMN_ID,
	COLUMN_AMOUNT,
	COLUMN_CATEGORY,
	COLUMN_BUDGET,
	COLUMN_RECEIPTS,
	COLUMN_MERCHANT,
	COLUMN_NOTES,
	COLUMN_CREATED,
	COLUMN_CURRENCY,
	COLUMN_WHOLE				/* of all parts that it is one of; NULL: it is a whole itself */
};

static void write_scan(const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types);
static void give_scan(ProofTake take);
static HTAB *make_hash(const char *name, Size entry);
static void read_categories(TrialReceiver *receiver);
static void read_members(TrialReceiver *receiver);
static void read_budgets(TrialReceiver *receiver);
static void end_member(TrialReceiver *receiver);
static void begin_member(TrialReceiver *receiver, int64 member);
static void forget_spent(Trial *trial, PolicyKind kind);
static void move_on(TrialReceiver *receiver, int64 member, DateADT day);
static bool is_newer(const TrialExpense *one, const TrialExpense *other);
static void show(Trial *trial, const TrialExpense *expense);
static PolicyRules look(TrialPolicy *side, const PolicyFacts *facts, Units amount);
static void count(Tally *tally, Units amount);
static void note(TrialReceiver *receiver, const TrialExpense *expense);
static bool receive(TupleTableSlot *slot, DestReceiver *self);
static void receive_begin(DestReceiver *self, int operation, TupleDesc desc);
static void receive_end(DestReceiver *self);

static const TenantWritten scans = {give_scan};

/* Prints the statement that reads the expenses from day $1 to day $2: what counts, be it paid for long. */
static void
write_scan(const void *definition, uint64 variant, StringInfo sql, int *nargs, Oid *types)
{
	*nargs = 2;
	types[0] = types[1] = DATEOID;
	appendStringInfoString(sql, "SELECT e.member_id, e.spent_on, e.id, e.amount, e.category_id, e.budget_id, "
						   "e.receipts, e.merchant IS NOT NULL, e.notes IS NOT NULL, e.created_at, "
						   "e.original_currency::text, CASE WHEN e.split_id IS NOT NULL THEN (SELECT sum(w.amount) "
						   "FROM expense w WHERE w.split_id = e.split_id AND w.state <> 'rejected') END FROM expense e "
						   "WHERE e.spent_on >= $1 AND e.spent_on <= $2 AND e.state NOT IN ('draft', 'rejected') "
						   "ORDER BY e.member_id, e.spent_on, e.id");
}

/* Gives it; see proof.h. */
static void
give_scan(ProofTake take)
{
	take(NULL, 0, write_scan);
}

/* Makes a hash by a number, in the current memory context. */
static HTAB *
make_hash(const char *name, Size entry)
{
	HASHCTL		info = {.keysize = sizeof(int64),.entrysize = entry,.hcxt = CurrentMemoryContext};

	return hash_create(name, 256, &info, HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
}

/* Reads the tree of categories, and finds for each which rules are about it. */
static void
read_categories(TrialReceiver *receiver)
{
	static const TenantStatement all = {"SELECT id, parent_id FROM category UNION ALL SELECT 0, NULL", 0};
	uint64		rows = call_run(receiver->trial->call, &all, NULL, NULL);
	HASH_SEQ_STATUS status;
	TrialCategory *category;

	receiver->categories = make_hash("categories of a trial", sizeof(TrialCategory));
	for (uint64 i = 0; i < rows; i++)
	{
		int64		id = row_int64(i, 1);

		category = hash_search(receiver->categories, &id, HASH_ENTER, NULL);
		category->parent = row_int64(i, 2);
	}
	hash_seq_init(&status, receiver->categories);
	while ((category = hash_seq_search(&status)) != NULL)
	{
		int64		above[MAX_LEVELS];
		int			levels = 0;

		for (const TrialCategory *one = category; one != NULL && one->id != 0 && levels < MAX_LEVELS;
			 one = hash_search(receiver->categories, &one->parent, HASH_FIND, NULL))
			above[levels++] = one->id;
		for (int side = 0; side < SIDE_COUNT; side++)
			category->about[side] = finding_about_what(&receiver->trial->sides[side].policy, above, levels,
													   &category->elsewhere[side]);
	}
}

/* Reads who has which role. */
static void
read_members(TrialReceiver *receiver)
{
	static const TenantStatement all = {"SELECT id, role::text FROM member", 0};
	uint64		rows = call_run(receiver->trial->call, &all, NULL, NULL);

	receiver->members = make_hash("members of a trial", sizeof(TrialMember));
	receiver->trial->member_room = (int) rows + 1;
	receiver->trial->members = palloc(sizeof(MemberTally) * receiver->trial->member_room);
	for (uint64 i = 0; i < rows; i++)
	{
		int64		id = row_int64(i, 1);
		TrialMember *member = hash_search(receiver->members, &id, HASH_ENTER, NULL);

		member->role = member_role_from_name(row_text(i, 2));
	}
}

/* Reads which budgets have less than nothing left. */
static void
read_budgets(TrialReceiver *receiver)
{
	static const TenantStatement over = {"SELECT id FROM budget WHERE amount < spent + committed", 0};
	uint64		rows = call_run(receiver->trial->call, &over, NULL, NULL);

	receiver->over_budget = make_hash("budgets of a trial", sizeof(int64));
	for (uint64 i = 0; i < rows; i++)
	{
		int64		id = row_int64(i, 1);

		(void) hash_search(receiver->over_budget, &id, HASH_ENTER, NULL);
	}
}

/* Keeps what was found of a member, if anything was. */
static void
end_member(TrialReceiver *receiver)
{
	Trial	   *trial = receiver->trial;

	if (receiver->tally.sides[SIDE_DRAFT].count == 0 && receiver->tally.sides[SIDE_IN_FORCE].count == 0)
		return;
	if (trial->member_count == trial->member_room)
	{
		trial->member_room *= 2;
		trial->members = repalloc(trial->members, sizeof(MemberTally) * trial->member_room);
	}
	trial->members[trial->member_count++] = receiver->tally;
}

/* Readies both policies for a member. */
static void
begin_member(TrialReceiver *receiver, int64 member)
{
	const TrialMember *known = hash_search(receiver->members, &member, HASH_FIND, NULL);

	receiver->tally = (MemberTally) {.member = member};
	for (int i = 0; i < SIDE_COUNT; i++)
	{
		TrialPolicy *side = &receiver->trial->sides[i];

		side->about_whom = finding_about_whom(&side->policy, member, known ? known->role : 0);
	}
}

/* A period of the rules of a kind begins. */
static void
forget_spent(Trial *trial, PolicyKind kind)
{
	for (int i = 0; i < SIDE_COUNT; i++)
		for (int number = 0; number < trial->sides[i].policy.count; number++)
			if (trial->sides[i].policy.rules[number].kind == kind)
				trial->sides[i].spent[number] = 0;
}

/* Goes on to the member and day of the next expense. */
static void
move_on(TrialReceiver *receiver, int64 member, DateADT day)
{
	bool		other = !receiver->begun || member != receiver->member;
	int			year;
	int			month;
	int			number;

	if (!other && day == receiver->day)
		return;
	CHECK_FOR_INTERRUPTS();
	if (other)
	{
		if (receiver->begun)
			end_member(receiver);
		begin_member(receiver, member);
	}
	j2date(day + POSTGRES_EPOCH_JDATE, &year, &month, &number);
	forget_spent(receiver->trial, KIND_DAY_LIMIT);
	if (other || year * 12 + month != receiver->month)
		forget_spent(receiver->trial, KIND_MONTH_LIMIT);
	receiver->begun = true;
	receiver->member = member;
	receiver->day = day;
	receiver->month = year * 12 + month;
}

/* Whether an expense is newer than another. */
static bool
is_newer(const TrialExpense *one, const TrialExpense *other)
{
	return one->spent_on != other->spent_on ? one->spent_on > other->spent_on : one->id > other->id;
}

/* Puts an expense among those that are shown, if it is new enough: into the heap, in place of the oldest. */
static void
show(Trial *trial, const TrialExpense *expense)
{
	TrialExpense *heap = trial->expenses;
	int			at = trial->expense_count;

	if (trial->has_after && (expense->spent_on != trial->after_day ? expense->spent_on > trial->after_day :
							 expense->id >= trial->after_id))
		return;
	if (at <= trial->size)
	{
		trial->expense_count++;
		for (; at > 0 && is_newer(&heap[(at - 1) / 2], expense); at = (at - 1) / 2)
			heap[at] = heap[(at - 1) / 2];
		heap[at] = *expense;
		return;
	}
	if (!is_newer(expense, &heap[0]))
		return;
	at = 0;
	for (int below = 1; below < trial->expense_count; below = 2 * at + 1)
	{
		if (below + 1 < trial->expense_count && is_newer(&heap[below], &heap[below + 1]))
			below++;
		if (!is_newer(expense, &heap[below]))
			break;
		heap[at] = heap[below];
		at = below;
	}
	heap[at] = *expense;
}

/* Adds one to a tally. */
static void
count(Tally *tally, Units amount)
{
	tally->count++;
	tally->amount += amount;
}

/* What a policy finds in an expense, of which it counts so much to what its member spends. */
static PolicyRules
look(TrialPolicy *side, const PolicyFacts *facts, Units amount)
{
	side->facts.amount = facts->amount;
	side->facts.spent_on = facts->spent_on;
	side->facts.age = facts->age;
	side->facts.receipts = facts->receipts;
	memcpy(side->facts.currency, facts->currency, sizeof(facts->currency));
	side->facts.has_category = facts->has_category;
	side->facts.has_merchant = facts->has_merchant;
	side->facts.has_notes = facts->has_notes;
	side->facts.over_budget = facts->over_budget;
	for (int i = 0; i < side->policy.count; i++)
		if (policy_is_of_period(&side->policy.rules[i]) && (side->facts.about & RULE_BIT(i)) != 0)
			side->facts.totals[i] = side->spent[i] += amount;
	return finding_look(&side->policy, &side->facts);
}

/* Notes what was found in an expense. */
static void
note(TrialReceiver *receiver, const TrialExpense *expense)
{
	Trial	   *trial = receiver->trial;
	TrialChange change;

	count(&trial->looked_at, expense->amount);
	if (expense->found[SIDE_DRAFT] == 0 && expense->found[SIDE_IN_FORCE] == 0)
		return;
	if (expense->found[SIDE_DRAFT] != 0 && expense->found[SIDE_IN_FORCE] != 0)
		change = CHANGE_BOTH;
	else
		change = expense->found[SIDE_DRAFT] != 0 ? CHANGE_ONLY_DRAFT : CHANGE_ONLY_IN_FORCE;
	count(&trial->changes[change], expense->amount);
	for (int side = 0; side < SIDE_COUNT; side++)
	{
		if (expense->found[side] != 0)
			count(&receiver->tally.sides[side], expense->amount);
		for (int i = 0; i < trial->sides[side].policy.count; i++)
			if (expense->found[side] & RULE_BIT(i))
				count(&trial->sides[side].rules[i], expense->amount);
	}
	if (trial->change < 0 || trial->change == change)
		show(trial, expense);
}

/* Takes an expense. What is before the first day counts towards the limit of its month, and no more. */
static bool
receive(TupleTableSlot *slot, DestReceiver *self)
{
	TrialReceiver *receiver = (TrialReceiver *) self;
	Trial	   *trial = receiver->trial;
	TrialExpense expense = {0};
	PolicyFacts facts = {0};
	const TrialCategory *category;
	int64		id = 0;
	int64		budget;

	slot_getallattrs(slot);
	expense.member = slot->tts_isnull[COLUMN_MEMBER] ? 0 : DatumGetInt64(slot->tts_values[COLUMN_MEMBER]);
	expense.spent_on = DatumGetDateADT(slot->tts_values[COLUMN_DAY]);
	expense.id = DatumGetInt64(slot->tts_values[COLUMN_ID]);
	expense.amount = units_of_numeric(slot->tts_values[COLUMN_AMOUNT]);
	move_on(receiver, expense.member, expense.spent_on);
	facts.has_category = !slot->tts_isnull[COLUMN_CATEGORY];
	if (facts.has_category)
		id = DatumGetInt64(slot->tts_values[COLUMN_CATEGORY]);
	category = hash_search(receiver->categories, &id, HASH_FIND, NULL);
	if (category == NULL)
	{
		/* It was made a moment ago, so no rule is about it. */
		id = 0;
		category = hash_search(receiver->categories, &id, HASH_FIND, NULL);
	}
	budget = DatumGetInt64(slot->tts_values[COLUMN_BUDGET]);
	if (!slot->tts_isnull[COLUMN_CURRENCY])
		text_to_cstring_buffer(DatumGetTextPP(slot->tts_values[COLUMN_CURRENCY]), facts.currency,
							   sizeof(facts.currency));
	facts.amount = slot->tts_isnull[COLUMN_WHOLE] ? expense.amount : units_of_numeric(slot->tts_values[COLUMN_WHOLE]);
	facts.spent_on = expense.spent_on;
	facts.age = display_day(receiver->zone, DatumGetTimestampTz(slot->tts_values[COLUMN_CREATED])) - expense.spent_on;
	facts.receipts = DatumGetInt16(slot->tts_values[COLUMN_RECEIPTS]);
	facts.has_merchant = DatumGetBool(slot->tts_values[COLUMN_MERCHANT]);
	facts.has_notes = DatumGetBool(slot->tts_values[COLUMN_NOTES]);
	facts.over_budget = hash_search(receiver->over_budget, &budget, HASH_FIND, NULL) != NULL;
	for (int i = 0; i < SIDE_COUNT; i++)
	{
		TrialPolicy *side = &trial->sides[i];

		side->facts.about = side->about_whom & category->about[i];
		side->facts.elsewhere = category->elsewhere[i];
		expense.found[i] = look(side, &facts, expense.amount);
	}
	if (trial->from.isnull || expense.spent_on >= DatumGetDateADT(trial->from.value))
		note(receiver, &expense);
	return true;
}

/* Begins the expenses: nothing to do. */
static void
receive_begin(DestReceiver *self, int operation, TupleDesc desc)
{
}

/* Ends them: nothing to do. */
static void
receive_end(DestReceiver *self)
{
}

/* Runs a trial, whose policies and bounds are there; its results are in the current memory context. */
void
trial_run(Trial *trial)
{
	static const char family = 0;	/* its address tells this statement from those of others */
	TrialReceiver receiver = {{receive, receive_begin, receive_end, receive_end, DestNone}, trial};
	SPIExecuteOptions options = {.read_only = true,.dest = &receiver.pub};
	NullableDatum first = trial->from;

	receiver.zone = call_organization(trial->call)->zone;
	read_categories(&receiver);
	read_members(&receiver);
	read_budgets(&receiver);
	trial->expenses = palloc(sizeof(TrialExpense) * (trial->size + 1));
	rule_begin_of_month(&first);
	options.params = makeParamList(2);
	for (int i = 0; i < 2; i++)
	{
		const NullableDatum *bound = i == 0 ? &first : &trial->to;

		options.params->params[i].ptype = DATEOID;
		options.params->params[i].pflags = PARAM_FLAG_CONST;
		options.params->params[i].isnull = false;
		options.params->params[i].value = !bound->isnull ? bound->value :
			DateADTGetDatum(i == 0 ? DATEVAL_NOBEGIN : DATEVAL_NOEND);
	}
	plan_run_for_values(trial->call->tenant, &family, 0, write_scan, &options);
	if (receiver.begun)
		end_member(&receiver);
}
