-- Expenses from one state to the next, and who may do what with them.

CREATE TYPE outlay.expense_permission AS (
	action				text,
	state				text,
	approval			boolean,
	relations			text[],
	next_state			text,
	open_only			boolean
);
COMMENT ON TYPE outlay.expense_permission IS 'What may be done with an expense in a state, and by whom';
COMMENT ON COLUMN outlay.expense_permission.action IS 'update (what was spent: amount, in which currency, day, description, merchant, notes, paid_with, external_id, kind, quantity, rate_code, reductions), recode (how it is booked: budget, category, tags, billable_to, tax), delete, submit, recall, approve, reject, unapprove, reassign, attach or detach (a receipt), comment, schedule (put into a payment), unschedule (take out of one), confirm (that it is paid), bounce (the money came back)';
COMMENT ON COLUMN outlay.expense_permission.state IS 'draft, submitted, approved, rejected, paying or paid';
COMMENT ON COLUMN outlay.expense_permission.approval IS 'Whether this holds where the organization has approval on, or where it is off';
COMMENT ON COLUMN outlay.expense_permission.relations IS
	'Who: self (whose it is), and of the others waited_for, finance (owners and admins), approver (of that role)';
COMMENT ON COLUMN outlay.expense_permission.next_state IS 'State that it leads to; of delete, the one that it had';
COMMENT ON COLUMN outlay.expense_permission.open_only IS 'Whether only while the day on which it is booked is not closed';

CREATE FUNCTION outlay.expense_permissions() RETURNS SETOF outlay.expense_permission
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_expense_permissions';
COMMENT ON FUNCTION outlay.expense_permissions() IS
'Who may do what with an expense, by its state.
The table that decides; what has no row nobody may. For operators';

CREATE FUNCTION outlay.submit_expense(id bigint, version integer DEFAULT NULL) RETURNS outlay.expense_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_submit_expense';
COMMENT ON FUNCTION outlay.submit_expense(bigint, integer) IS
'Submits a draft, or what was rejected, to be approved.
The budget keeps the money for it. It waits for the approver of the budget''s department, else the member''s own, else
another admin or owner; where there is none it waits for nobody. Without approval in the organization it is approved by
that. A distance is worked out again, as it begins where what was handed in meanwhile ends. P0002: there is none; OT412: changed meanwhile, says by whom and when; 42501: not the caller''s; 23514: more than
is left of the budget, or a day outside its span, where that is refused, or not of its category, or the policy does not allow it. What
the policy says may be small enough to be approved by that, too';

CREATE FUNCTION outlay.recall_expense(id bigint, version integer DEFAULT NULL) RETURNS outlay.expense_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_recall_expense';
COMMENT ON FUNCTION outlay.recall_expense(bigint, integer) IS
'Takes back your own expense that you submitted: a draft again.
P0002: there is none; OT412: changed meanwhile, says by whom and when; 42501: not the caller''s';

CREATE FUNCTION outlay.approve_expense(id bigint, version integer DEFAULT NULL) RETURNS outlay.expense_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_approve_expense';
COMMENT ON FUNCTION outlay.approve_expense(bigint, integer) IS
'Approves an expense that waits for the caller: it is spent.
Or for a member whose deputy the caller is today. Where the policy asks others behind them, it stays submitted and waits for
the next. P0002: there is none; OT412: changed meanwhile, says by whom and when; 42501: it waits for somebody else, or is the
caller''s own, or what they entered or submitted for another; 23514: more than is left of the budget, a
day outside its span, or not of its category, or the policy does not allow it';

CREATE FUNCTION outlay.reject_expense(id bigint, reason text, version integer DEFAULT NULL)
	RETURNS outlay.expense_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reject_expense';
COMMENT ON FUNCTION outlay.reject_expense(bigint, text, integer) IS
'Rejects an expense; the budget has its money back.
reason: 1 to 150 characters, for whose it is. What is approved already only owners and admins reject. P0002: there is
none; OT412: changed meanwhile, says by whom and when; 22023: reason invalid; 42501: not for the caller; 55000: booked on a day
that is closed';

CREATE FUNCTION outlay.unapprove_expense(id bigint, version integer DEFAULT NULL) RETURNS outlay.expense_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_unapprove_expense';
COMMENT ON FUNCTION outlay.unapprove_expense(bigint, integer) IS
'Takes back an approval: the expense is submitted again.
P0002: there is none; OT412: changed meanwhile, says by whom and when; 42501: not for the caller; 55000: booked on a day
that is closed';

CREATE FUNCTION outlay.reassign_expense(id bigint, member_id bigint, version integer DEFAULT NULL)
	RETURNS outlay.expense_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reassign_expense';
COMMENT ON FUNCTION outlay.reassign_expense(bigint, bigint, integer) IS
'Has an expense wait for another member.
member_id: an active owner, admin or approver, and neither whose it is, nor who entered or submitted it.
P0002: there is none; OT412: changed meanwhile, says by whom and when; 22023: the member cannot approve it; 42501: not for the caller';

CREATE TYPE outlay.expense_explanation AS (
	id					bigint,
	state				text,
	needs_approval		boolean,
	waiting_for			bigint,
	rule				text,
	allowed				text[],
	refused				jsonb,
	findings			jsonb,
	payment_id			bigint,
	deputy_id			bigint,
	step				integer,
	steps				integer,
	passed_by			bigint[],
	still_to_ask		bigint[],
	basis				jsonb,
	parts				jsonb,
	recurring_id		bigint
);
COMMENT ON TYPE outlay.expense_explanation IS 'Why an expense is where it is, and what the caller may do with it';
COMMENT ON COLUMN outlay.expense_explanation.id IS 'Number of the expense';
COMMENT ON COLUMN outlay.expense_explanation.state IS 'draft, submitted, approved, rejected, paying or paid';
COMMENT ON COLUMN outlay.expense_explanation.needs_approval IS 'Whether the organization has approval on';
COMMENT ON COLUMN outlay.expense_explanation.waiting_for IS 'Member whose turn it is; NULL: nobody''s';
COMMENT ON COLUMN outlay.expense_explanation.rule IS
	'Why that member: department (its approver), member (their own approver), role or person (a step of the policy), administrator (nobody else is named), assigned; no_approver: there is nobody; NULL: it is not submitted';
COMMENT ON COLUMN outlay.expense_explanation.allowed IS 'What the caller may do, as in expense_permissions()';
COMMENT ON COLUMN outlay.expense_explanation.refused IS
	'Why not the rest, by action: state (nobody may now), own_expense, waits_for_another, not_yours; approve also: entered_it, submitted_it (for another); schedule also: not_owed (the company paid it, or it is nobody''s); update also: part_of_split; merge also: not_split; closed (it is booked on a day that is)';
COMMENT ON COLUMN outlay.expense_explanation.payment_id IS 'Payment that it is in; NULL: none';
COMMENT ON COLUMN outlay.expense_explanation.step IS 'Of the steps of the policy, the one at which it waits, from 1, as far as they ask somebody; NULL: there are none';
COMMENT ON COLUMN outlay.expense_explanation.steps IS 'How many those are altogether, as of now; NULL: there are none';
COMMENT ON COLUMN outlay.expense_explanation.passed_by IS 'Who has approved it before since it was submitted, the first first';
COMMENT ON COLUMN outlay.expense_explanation.still_to_ask IS 'Who is asked afterwards, as of now';
COMMENT ON COLUMN outlay.expense_explanation.deputy_id IS 'Who may approve it today in the place of the member whose turn it is; NULL: nobody';
COMMENT ON COLUMN outlay.expense_explanation.basis IS
	'Of a quantity: how it came to amount, an object: unit, since (first day of the rate), before (what the member had handed in of the year), parts (from: where the tier begins, quantity, value: of one), reductions (code, count, percent of a day), numbers as texts; NULL: there is none';
COMMENT ON COLUMN outlay.expense_explanation.parts IS
	'The parts of the whole that it is one of, in the order of their numbers, a list of objects: id, amount (as text), budget_id, category_id, state, waiting_for; NULL: it is not split';
COMMENT ON COLUMN outlay.expense_explanation.recurring_id IS 'Recurring expense that it was made of; NULL: none, or that is gone';

COMMENT ON COLUMN outlay.expense_explanation.findings IS
	'What the policy in force finds in it, a list of objects: path (of the rule in the document, like rules.0), code, field, effect (warn, approve, block), name (of the rule, or null), params (limit and amount, as texts, or limit and days, or currency)';

CREATE FUNCTION outlay.explain_expense(id bigint) RETURNS outlay.expense_explanation
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_explain_expense';
COMMENT ON FUNCTION outlay.explain_expense(bigint) IS
'Whose turn it is with an expense, why, and what the caller may do.
P0002: there is none';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('reject_expense', 'reason', 'Why, for whose expense it is', '{"minLength": 1, "maxLength": 150}'),
	('reassign_expense', 'member_id', 'Number of the member who is to approve', NULL);

SELECT outlay.publish('POST', '/api/v2/expenses/{id}/submit', 'outlay.submit_expense', 'Submit an expense',
	'{owner,admin,approver,member}');
SELECT outlay.publish('POST', '/api/v2/expenses/{id}/recall', 'outlay.recall_expense', 'Take back an expense',
	'{owner,admin,approver,member}');
SELECT outlay.publish('POST', '/api/v2/expenses/{id}/approve', 'outlay.approve_expense', 'Approve an expense',
	'{owner,admin,approver}');
SELECT outlay.publish('POST', '/api/v2/expenses/{id}/reject', 'outlay.reject_expense', 'Reject an expense',
	'{owner,admin,approver}');
SELECT outlay.publish('POST', '/api/v2/expenses/{id}/unapprove', 'outlay.unapprove_expense', 'Take back an approval',
	'{owner,admin}');
SELECT outlay.publish('POST', '/api/v2/expenses/{id}/reassign', 'outlay.reassign_expense',
	'Have an expense wait for somebody else', '{owner,admin}');
SELECT outlay.publish('GET', '/api/v2/expenses/{id}/explanation', 'outlay.explain_expense',
	'Explain where an expense is', '{owner,admin,approver,member,auditor}');
