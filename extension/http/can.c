/*-------------------------------------------------------------------------
 *
 * can.c
 *	  What the caller may do with a record.
 *
 * A page that shows what the server would refuse annoys people, and one that
 * works out by itself what they may do is wrong as soon as a rule changes. So
 * each record of an answer says it, in "can", by what decides when it is done:
 * the routes of a function say which roles may call it at all (route.c), and
 * beside them the same predicates that the functions themselves ask.
 *
 * What only another table tells is left to the attempt: that budgets refer to
 * a department, or that a member is the last owner, is said where it matters.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "catalog/namespace.h"
#include "fmgr.h"
#include "parser/parse_func.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

#include "books/money.h"
#include "call/caller.h"
#include "call/route.h"
#include "core/outlay.h"
#include "directory/member_role.h"
#include "http/can.h"
#include "payment/payment.h"
#include "people/member.h"
#include "spending/permission.h"
#include "spending/recurring.h"
#include "spending/turn.h"
#include "value/amount.h"

PG_FUNCTION_INFO_V1(outlay_can);
PG_FUNCTION_INFO_V1(outlay_can_actions);

#define CAN_MAX_COLUMNS		8
#define CAN_MAX_ACTIONS		24
#define CAN_MAX_TEXTS		8

/* Columns of a record, in the order of its table of actions. */
typedef struct Record
{
	const Caller *caller;
	Datum		values[CAN_MAX_COLUMNS];
	bool		nulls[CAN_MAX_COLUMNS];
} Record;

/* Something that can be done: its name, the function that does it, and what must hold of the record; NULL: nothing. */
typedef struct Action
{
	const char *name;
	const char *function;
	bool		(*holds) (const Record *record);
} Action;

/* A set of actions, the lowest bit for the first of the table. */
typedef uint32 Actions;

StaticAssertDecl(CAN_MAX_ACTIONS <= 8 * sizeof(Actions), "a set holds all actions");

static Actions permitted_with_expense(const Record *record);
static Actions permitted_with_payment(const Record *record);
static bool is_owed_to_another(const Record *record);
static bool is_changeable(const Record *record);
static bool is_running(const Record *record);
static bool is_paused(const Record *record);
static bool is_unspent(const Record *record);
static bool is_in_use(const Record *record);
static bool is_archived(const Record *record);
static bool is_managed(const Record *record);
static bool is_managed_with_status(const Record *record, char status);
static bool is_other_member(const Record *record);
static bool is_present_member(const Record *record);
static bool is_former_member(const Record *record);
static bool is_invited_member(const Record *record);
static const struct CanTable *can_table(Oid type);
static const Oid *can_functions(const struct CanTable *table);
static bool can_call(const Caller *caller, Oid function);
static int	can_column(TupleDesc desc, const char *name);
static Actions can_do(const Can *can, const Datum *values, const bool *nulls);
static StringInfo can_text(const Can *can, Actions actions);
static StringInfo can_kept_text(Can *can, Actions actions);

/*
 * What the table of permissions allows with an expense, whose actions are in
 * the order of ExpenseAction: columns are member_id, state, waiting_for,
 * needs_approval, paid_with, id, books, split_id. Where all can be edited,
 * nothing is said of the budget alone, and what is not owed to anybody is not
 * paid to them. Of a part of a whole nothing but how it is booked can be changed,
 * and parts alone can be merged.
 */
static Actions
permitted_with_expense(const Record *record)
{
	int64		member = record->nulls[0] ? 0 : DatumGetInt64(record->values[0]);
	int64		waiting_for = record->nulls[2] ? 0 : DatumGetInt64(record->values[2]);
	Actions		actions;

	if (record->caller->is_deputy && waiting_for != 0 &&
		turn_is_callers(record->caller, DatumGetInt64(record->values[5])))
		waiting_for = record->caller->member;
	actions = permission_actions(permission_state_from_text(DatumGetTextPP(record->values[1])),
								 DatumGetBool(record->values[3]),
								 permission_relations(record->caller, member, waiting_for));
	if (!permission_is_owed(member, DatumGetTextPP(record->values[4])))
		actions &= ~(1 << ACTION_SCHEDULE);
	actions &= ~permission_closed_actions(permission_books_from_text(record->nulls[6] ? NULL :
																	 DatumGetTextPP(record->values[6])));
	actions &= ~(1 << (record->nulls[7] ? ACTION_MERGE : ACTION_EDIT));
	return actions & (1 << ACTION_EDIT) ? actions & ~(1 << ACTION_RECODE) : actions;
}

/* What may be done with a payment, whose actions are in the order of PaymentAction: columns are state and count. */
static Actions
permitted_with_payment(const Record *record)
{
	return payment_permitted(payment_state_from_name(TextDatumGetCString(record->values[0])),
							 DatumGetInt32(record->values[1]) > 0);
}

/* Whether something is owed to another member than the caller: column 0 is member_id. */
static bool
is_owed_to_another(const Record *record)
{
	return DatumGetInt64(record->values[0]) != record->caller->member;
}

/* Whether the caller changes what comes again: columns are member_id, paused_at. */
static bool
is_changeable(const Record *record)
{
	return recurring_may_change(record->caller, record->nulls[0] ? 0 : DatumGetInt64(record->values[0]));
}

/* Whether it is not paused, and the caller's to change. */
static bool
is_running(const Record *record)
{
	return is_changeable(record) && record->nulls[1];
}

/* Whether it is paused, and the caller's to change. */
static bool
is_paused(const Record *record)
{
	return is_changeable(record) && !record->nulls[1];
}

/* Whether nothing is taken from a budget: columns are spent and committed. */
static bool
is_unspent(const Record *record)
{
	return amount_sign(record->values[0]) == 0 && amount_sign(record->values[1]) == 0;
}

/* Whether it is in use: column 0 is archived_at. */
static bool
is_in_use(const Record *record)
{
	return record->nulls[0];
}

/* Whether it is archived: column 0 is archived_at. */
static bool
is_archived(const Record *record)
{
	return !record->nulls[0];
}

/* Whether the caller manages members like this one: columns are id, role, status. */
static bool
is_managed(const Record *record)
{
	return member_may_manage(record->caller, member_role_from_name(TextDatumGetCString(record->values[1])));
}

/* Whether it is a managed member of a status. */
static bool
is_managed_with_status(const Record *record, char status)
{
	return is_managed(record) && TextDatumGetCString(record->values[2])[0] == status;
}

/* Whether it is a member whose role the caller may change: not one's own. */
static bool
is_other_member(const Record *record)
{
	return is_managed(record) && DatumGetInt64(record->values[0]) != record->caller->member;
}

/* Whether it is a managed member who has not left. */
static bool
is_present_member(const Record *record)
{
	return is_managed(record) && !is_managed_with_status(record, 'd');
}

/* Whether it is a managed member who has left. */
static bool
is_former_member(const Record *record)
{
	return is_managed_with_status(record, 'd');
}

/* Whether it is a managed member who was invited. */
static bool
is_invited_member(const Record *record)
{
	return is_managed_with_status(record, 'i');
}

static const Action expense_actions[CAN_MAX_ACTIONS] = {
	[ACTION_EDIT] = {"update", "update_expense"},
	[ACTION_RECODE] = {"recode", "update_expense"},
	[ACTION_DELETE] = {"delete", "delete_expense"},
	[ACTION_SUBMIT] = {"submit", "submit_expense"},
	[ACTION_RECALL] = {"recall", "recall_expense"},
	[ACTION_APPROVE] = {"approve", "approve_expense"},
	[ACTION_REJECT] = {"reject", "reject_expense"},
	[ACTION_UNAPPROVE] = {"unapprove", "unapprove_expense"},
	[ACTION_REASSIGN] = {"reassign", "reassign_expense"},
	[ACTION_ATTACH] = {"attach", "add_receipt"},
	[ACTION_DETACH] = {"detach", "delete_receipt"},
	[ACTION_COMMENT] = {"comment", "add_comment"},
	[ACTION_SCHEDULE] = {"schedule", "create_payment"},
	[ACTION_UNSCHEDULE] = {"unschedule", "remove_payment_expense"},
	[ACTION_CONFIRM] = {"confirm", "confirm_payment"},
	[ACTION_BOUNCE] = {"bounce", "bounce_payment"},
	[ACTION_SPLIT] = {"split", "split_expense"},
	[ACTION_MERGE] = {"merge", "merge_split"},
};
/* In the order of PaymentAction. */
static const Action payment_actions[CAN_MAX_ACTIONS] = {
	[PAYMENT_ADD] = {"add", "add_payment_expense"},
	[PAYMENT_REMOVE] = {"remove", "remove_payment_expense"},
	[PAYMENT_EXPORT] = {"export", "export_payment"},
	[PAYMENT_CONFIRM] = {"confirm", "confirm_payment"},
	[PAYMENT_CANCEL] = {"cancel", "cancel_payment"},
	[PAYMENT_BOUNCE] = {"bounce", "bounce_payment"},
};
static const Action owed_actions[CAN_MAX_ACTIONS] = {
	{"schedule", "create_payment", is_owed_to_another},
};
static const Action recurring_actions[CAN_MAX_ACTIONS] = {
	{"update", "update_recurring", is_changeable},
	{"pause", "pause_recurring", is_running},
	{"resume", "resume_recurring", is_paused},
	{"delete", "delete_recurring", is_changeable},
};
static const Action budget_actions[CAN_MAX_ACTIONS] = {
	{"update", "update_budget"},
	{"delete", "delete_budget", is_unspent},
	{"transfer", "transfer_budget"},
	{"carry_over", "carry_over_budget"},
};
static const Action department_actions[CAN_MAX_ACTIONS] = {
	{"update", "update_department"},
	{"archive", "archive_department", is_in_use},
	{"restore", "archive_department", is_archived},
	{"delete", "delete_department"},
};
static const Action category_actions[CAN_MAX_ACTIONS] = {
	{"update", "update_category"},
	{"archive", "archive_category", is_in_use},
	{"restore", "archive_category", is_archived},
	{"delete", "delete_category"},
};
static const Action rate_actions[CAN_MAX_ACTIONS] = {
	{"update", "set_rate"},
	{"delete", "delete_rate"},
};
static const Action account_actions[CAN_MAX_ACTIONS] = {
	{"update", "update_account"},
	{"deposit", "create_deposit", is_in_use},
	{"archive", "archive_account", is_in_use},
	{"restore", "archive_account", is_archived},
	{"delete", "delete_account"},
};
static const Action member_actions[CAN_MAX_ACTIONS] = {
	{"update", "update_member", is_managed},
	{"change_role", "change_role", is_other_member},
	{"deactivate", "deactivate_member", is_present_member},
	{"reactivate", "reactivate_member", is_former_member},
	{"invite", "reinvite_member", is_invited_member},
	{"withdraw", "withdraw_invitation", is_invited_member},
};
static const Action organization_actions[CAN_MAX_ACTIONS] = {
	{"update", "update_organization"},
};

/* What can be done with the records of a type. */
static const struct CanTable
{
	const char *type;
	const Action *actions;
	const char *columns[CAN_MAX_COLUMNS];
	Actions		(*permitted) (const Record *record);	/* of these records; NULL: all */
}			tables[] = {
	{"expense_record", expense_actions,
	{"member_id", "state", "waiting_for", "needs_approval", "paid_with", "id", "books", "split_id"},
	permitted_with_expense},
	{"budget_record", budget_actions, {"spent", "committed"}},
	{"department_record", department_actions, {"archived_at"}},
	{"category_record", category_actions, {"archived_at"}},
	{"rate_record", rate_actions, {NULL}},
	{"account_record", account_actions, {"archived_at"}},
	{"member_record", member_actions, {"id", "role", "status"}},
	{"organization_record", organization_actions, {NULL}},
	{"payment_record", payment_actions, {"state", "count"}, permitted_with_payment},
	{"recurring_record", recurring_actions, {"member_id", "paused_at"}},
	{"owed_record", owed_actions, {"member_id"}},
};

/* What can_write() adds for a set of actions. */
typedef struct CanText
{
	Actions		actions;
	StringInfo	text;
} CanText;

struct Can
{
	const struct CanTable *table;
	Caller		caller;
	Actions		may_call;
	int			columns[CAN_MAX_COLUMNS];	/* their places in the record, from 0 */
	CanText		texts[CAN_MAX_TEXTS];	/* of the sets that came first; a page has few */
	int			ntexts;
};

/* The table of a type of the extension; NULL where there is none. */
static const struct CanTable *
can_table(Oid type)
{
	const char *name;

	if (get_rel_namespace(get_typ_typrelid(type)) != get_namespace_oid(OUTLAY_SCHEMA, true))
		return NULL;
	name = get_rel_name(get_typ_typrelid(type));
	for (int i = 0; name != NULL && i < lengthof(tables); i++)
		if (strcmp(tables[i].type, name) == 0)
			return &tables[i];
	return NULL;
}

/* The functions of a table's actions, looked up again when routes or functions have changed. */
static const Oid *
can_functions(const struct CanTable *table)
{
	static struct
	{
		uint64		state;		/* of the routes; 0: not looked up yet */
		Oid			functions[CAN_MAX_ACTIONS];
	}			known[lengthof(tables)];
	int			number = table - tables;

	if (known[number].state != route_state())
	{
		for (int i = 0; i < CAN_MAX_ACTIONS && table->actions[i].name != NULL; i++)
			known[number].functions[i] = LookupFuncName(list_make2(makeString(OUTLAY_SCHEMA),
																   makeString(pstrdup(table->actions[i].function))),
														-1, NULL, true);
		known[number].state = route_state();
	}
	return known[number].functions;
}

/* Whether the caller may call a function at all. */
static bool
can_call(const Caller *caller, Oid function)
{
	int			roles;

	if (caller->is_operator)
		return true;
	return OidIsValid(function) && route_roles_of_function(function, &roles) &&
		(roles == 0 || (roles & caller->role) != 0);
}

/* The place of a column in a record, from 0. */
static int
can_column(TupleDesc desc, const char *name)
{
	for (int i = 0; i < desc->natts; i++)
		if (!TupleDescAttr(desc, i)->attisdropped && strcmp(NameStr(TupleDescAttr(desc, i)->attname), name) == 0)
			return i;
	elog(ERROR, "a record has no column \"%s\"", name);
}

/* See can.h. An operator comes without enter(). */
Can *
can_begin(Oid type, TupleDesc desc)
{
	const struct CanTable *table = can_table(type);
	const Oid  *functions;
	Can		   *can;

	if (table == NULL)
		return NULL;
	functions = can_functions(table);
	can = palloc0(sizeof(Can));
	can->table = table;
	can->caller = *caller_get();
	can->caller.is_operator = !can->caller.entered;
	for (int i = 0; i < CAN_MAX_ACTIONS && table->actions[i].name != NULL; i++)
		if (can_call(&can->caller, functions[i]))
			can->may_call |= 1 << i;
	for (int i = 0; i < CAN_MAX_COLUMNS && table->columns[i] != NULL; i++)
		can->columns[i] = can_column(desc, table->columns[i]);
	return can;
}

/* What can be done with a record, given its columns. */
static Actions
can_do(const Can *can, const Datum *values, const bool *nulls)
{
	Record		record = {.caller = &can->caller};
	Actions		actions = can->may_call;

	for (int i = 0; i < CAN_MAX_COLUMNS && can->table->columns[i] != NULL; i++)
	{
		record.values[i] = values[can->columns[i]];
		record.nulls[i] = nulls[can->columns[i]];
	}
	if (can->table->permitted != NULL)
		actions &= can->table->permitted(&record);
	for (int i = 0; can->may_call >> i != 0; i++)
		if ((actions & (1 << i)) && can->table->actions[i].holds != NULL && !can->table->actions[i].holds(&record))
			actions &= ~(1 << i);
	return actions;
}

/* The end of a record's object that says what can be done with it. */
static StringInfo
can_text(const Can *can, Actions actions)
{
	StringInfo	text = makeStringInfo();

	appendStringInfoString(text, ",\"can\":[");
	for (int i = 0; actions >> i != 0; i++)
		if (actions & (1 << i))
			appendStringInfo(text, "\"%s\"%s", can->table->actions[i].name, actions >> (i + 1) ? "," : "");
	appendStringInfoString(text, "]}");
	return text;
}

/* Returns the same of a set that is likely to come again. */
static StringInfo
can_kept_text(Can *can, Actions actions)
{
	MemoryContext previous;
	StringInfo	text;

	for (int i = 0; i < can->ntexts; i++)
		if (can->texts[i].actions == actions)
			return can->texts[i].text;
	if (can->ntexts == CAN_MAX_TEXTS)
		return can_text(can, actions);
	previous = MemoryContextSwitchTo(GetMemoryChunkContext(can));
	text = can_text(can, actions);
	MemoryContextSwitchTo(previous);
	can->texts[can->ntexts++] = (CanText) {actions, text};
	return text;
}

/* Adds "can" to the object that a record was just written as. */
void
can_write(Can *can, const Datum *values, const bool *nulls, StringInfo json)
{
	StringInfo	text = can_kept_text(can, can_do(can, values, nulls));

	Assert(json->len > 0 && json->data[json->len - 1] == '}');
	json->len--;
	appendBinaryStringInfo(json, text->data, text->len);
}

/* can(record anyelement) returns text[]: what the caller may do with a record of the extension; NULL for others. */
Datum
outlay_can(PG_FUNCTION_ARGS)
{
	HeapTupleHeader header;
	HeapTupleData tuple;
	TupleDesc	desc;
	Can		   *can;
	Actions		actions;
	Datum	   *values;
	bool	   *nulls;
	Datum		names[CAN_MAX_ACTIONS];
	int			count = 0;

	if (!type_is_rowtype(get_fn_expr_argtype(fcinfo->flinfo, 0)))
		PG_RETURN_NULL();
	header = PG_GETARG_HEAPTUPLEHEADER(0);
	desc = lookup_rowtype_tupdesc_copy(HeapTupleHeaderGetTypeId(header), HeapTupleHeaderGetTypMod(header));
	can = can_begin(HeapTupleHeaderGetTypeId(header), desc);
	if (can == NULL)
		PG_RETURN_NULL();
	values = palloc(sizeof(Datum) * desc->natts);
	nulls = palloc(sizeof(bool) * desc->natts);
	tuple.t_len = HeapTupleHeaderGetDatumLength(header);
	tuple.t_data = header;
	heap_deform_tuple(&tuple, desc, values, nulls);
	actions = can_do(can, values, nulls);
	for (int i = 0; actions >> i != 0; i++)
		if (actions & (1 << i))
			names[count++] = CStringGetTextDatum(can->table->actions[i].name);
	PG_RETURN_ARRAYTYPE_P(construct_array(names, count, TEXTOID, -1, false, TYPALIGN_INT));
}

/* can_actions(type oid) returns text[]: all that anybody may do with the records of a type; NULL: nothing is known. */
Datum
outlay_can_actions(PG_FUNCTION_ARGS)
{
	const struct CanTable *table = can_table(PG_GETARG_OID(0));
	Datum		names[CAN_MAX_ACTIONS];
	int			count = 0;

	if (table == NULL)
		PG_RETURN_NULL();
	while (count < CAN_MAX_ACTIONS && table->actions[count].name != NULL)
	{
		names[count] = CStringGetTextDatum(table->actions[count].name);
		count++;
	}
	PG_RETURN_ARRAYTYPE_P(construct_array(names, count, TEXTOID, -1, false, TYPALIGN_INT));
}
