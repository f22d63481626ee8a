-- Expenses: money spent from a budget.

-- In a constraint of every organization's table.
CREATE FUNCTION outlay.expense_state_holds(state text, member_id bigint, waiting_for bigint, approved_by bigint,
	approved_at timestamptz, reason text, entered_by bigint, submitted_by bigint)
	RETURNS boolean
	LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_expense_state_holds';
COMMENT ON FUNCTION outlay.expense_state_holds(text, bigint, bigint, bigint, timestamptz, text, bigint, bigint) IS
'Whether the columns of an expense go together with its state.
There is such a state; it waits for somebody when it is submitted, was approved when it is approved, and has a reason when
it is rejected; nobody approves their own, or what they entered or submitted for another. Internal';

-- The same with what is of payments. Tables from before payments have the one above until they are upgraded.
CREATE FUNCTION outlay.expense_state_holds(state text, member_id bigint, waiting_for bigint, approved_by bigint,
	approved_at timestamptz, reason text, entered_by bigint, submitted_by bigint, paid_with text, payment_id bigint)
	RETURNS boolean
	LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_expense_state_holds';
COMMENT ON FUNCTION outlay.expense_state_holds(text, bigint, bigint, bigint, timestamptz, text, bigint, bigint, text, bigint) IS
'Whether the columns of an expense go together with its state.
The same, and what is being paid or paid is in a payment, and was the own money of a member. Internal';

-- The same with the day on which it is booked. Tables from before periods have one of those above until they are upgraded.
CREATE FUNCTION outlay.expense_state_holds(state text, member_id bigint, waiting_for bigint, approved_by bigint,
	approved_at timestamptz, reason text, entered_by bigint, submitted_by bigint, paid_with text, payment_id bigint,
	spent_on date, booked_on date)
	RETURNS boolean
	LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_expense_state_holds';
COMMENT ON FUNCTION outlay.expense_state_holds(text, bigint, bigint, bigint, timestamptz, text, bigint, bigint, text, bigint, date, date) IS
'Whether the columns of an expense go together with its state.
The same, and what is booked on another day than it was spent is approved, and booked later. Internal';

CREATE FUNCTION outlay.expense_details_hold(merchant text, notes text, tags text[], paid_with text, external_id text, billable_to text)
	RETURNS boolean
	LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_expense_details_hold';
COMMENT ON FUNCTION outlay.expense_details_hold(text, text, text[], text, text, text) IS
'Whether these may be columns of an expense.
Texts are not blank; there are 1 to 20 tags, none blank or longer than 50 characters, no two the same; paid_with is own or
company. Internal';

-- The same with the price, which is more than an amount since there is that.
CREATE FUNCTION outlay.expense_details_hold(merchant text, notes text, tags text[], paid_with text, external_id text, billable_to text,
	amount numeric, original_amount numeric, original_currency text, rate numeric, tax_code text, tax_rate numeric, tax_amount numeric)
	RETURNS boolean
	LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_expense_details_hold';
COMMENT ON FUNCTION outlay.expense_details_hold(text, text, text[], text, text, text, numeric, numeric, text, numeric, text, numeric, numeric) IS
'Whether these may be columns of an expense.
As with fewer of them; an original amount has a currency, of which it has the decimals, and the sign of the amount; a rate
has an original amount; a tax code has a rate, a tax rate an amount, and the tax is not more than the amount. Internal';

CREATE FUNCTION outlay.expense_kind_holds(kind text) RETURNS boolean
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_expense_kind_holds';
COMMENT ON FUNCTION outlay.expense_kind_holds(text) IS
'Whether that may be the kind of an expense in its column.
There is such a kind, other than expense, which is NULL there. Internal';

-- The same with the quantity. Tables from before there were quantities have the one above until they are upgraded.
CREATE FUNCTION outlay.expense_kind_holds(kind text, quantity numeric, rate_code text, basis jsonb) RETURNS boolean
	LANGUAGE c IMMUTABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_expense_kind_holds';
COMMENT ON FUNCTION outlay.expense_kind_holds(text, numeric, text, jsonb) IS
'Whether these may be columns of an expense.
The same; a quantity is of mileage or a per diem, greater than zero, and has a code and what it was worked out from. Internal';

CREATE TYPE outlay.expense_record AS (
	id					bigint,
	budget_id			bigint,
	department_id		bigint,
	member_id			bigint,
	amount				numeric,
	currency			text,
	spent_on			date,
	description			text,
	category_id			bigint,
	merchant			text,
	notes				text,
	tags				text[],
	paid_with			text,
	external_id			text,
	billable_to			text,
	kind				text,
	quantity			numeric,
	unit				text,
	rate_code			text,
	original_amount		numeric,
	original_currency	text,
	rate				numeric,
	tax_code			text,
	tax_rate			numeric,
	tax_amount			numeric,
	over_budget			boolean,
	outside_month		boolean,
	state				text,
	needs_approval		boolean,
	waiting_for			bigint,
	approved_by			bigint,
	approved_at			timestamptz,
	reason				text,
	receipts			integer,
	booked_on			date,
	books				text,
	split_id			bigint,
	version				integer,
	created_at			timestamptz,
	updated_at			timestamptz
);
COMMENT ON TYPE outlay.expense_record IS
	'An expense. department_id: of its budget; member_id: whose it is; over_budget: more is taken from its budget than that has; outside_month: the day is not in its span';
COMMENT ON COLUMN outlay.expense_record.id IS 'Number of the expense';
COMMENT ON COLUMN outlay.expense_record.budget_id IS 'Budget that pays it';
COMMENT ON COLUMN outlay.expense_record.department_id IS 'Department of the budget';
COMMENT ON COLUMN outlay.expense_record.member_id IS 'Whose it is; NULL: nobody''s, an operator entered it';
COMMENT ON COLUMN outlay.expense_record.amount IS 'Money, in the currency';
COMMENT ON COLUMN outlay.expense_record.currency IS 'ISO 4217, the organization''s: EUR';
COMMENT ON COLUMN outlay.expense_record.spent_on IS 'Day on which it was spent';
COMMENT ON COLUMN outlay.expense_record.description IS '1 to 300 characters';
COMMENT ON COLUMN outlay.expense_record.category_id IS 'What it was spent on; NULL: not said';
COMMENT ON COLUMN outlay.expense_record.merchant IS 'Where the money went, 1 to 200 characters; NULL: not said';
COMMENT ON COLUMN outlay.expense_record.notes IS '1 to 4,000 characters, of several lines; NULL: none';
COMMENT ON COLUMN outlay.expense_record.tags IS 'Up to 20 tags of 1 to 50 characters, no two the same in any case';
COMMENT ON COLUMN outlay.expense_record.paid_with IS 'own: the member''s money; company: the company''s, as with its card';
COMMENT ON COLUMN outlay.expense_record.external_id IS 'What another system calls it, 1 to 200 characters, as no other expense; NULL: nothing';
COMMENT ON COLUMN outlay.expense_record.billable_to IS 'Whom the organization charges it on to, 1 to 200 characters; NULL: nobody';
COMMENT ON COLUMN outlay.expense_record.kind IS 'What it is: expense (something was bought), mileage (a distance with one''s own vehicle) or per_diem (days away)';
COMMENT ON COLUMN outlay.expense_record.quantity IS 'Of mileage the distance, of a per diem the days; NULL: amount was given';
COMMENT ON COLUMN outlay.expense_record.unit IS 'Of quantity: km, mile or day; NULL: there is none';
COMMENT ON COLUMN outlay.expense_record.rate_code IS 'Rate by which quantity came to amount, as the organization calls it; NULL: there is none';
COMMENT ON COLUMN outlay.expense_record.original_amount IS 'As it was paid, with the decimals of its currency; NULL: in the organization''s currency';
COMMENT ON COLUMN outlay.expense_record.original_currency IS 'ISO 4217, of original_amount; NULL: there is none';
COMMENT ON COLUMN outlay.expense_record.rate IS 'What one unit of original_currency was, so that amount is original_amount times it, rounded once; NULL: amount was given';
COMMENT ON COLUMN outlay.expense_record.tax_code IS 'What the organization calls its tax; NULL: not said';
COMMENT ON COLUMN outlay.expense_record.tax_rate IS 'Percent of the net; NULL: not said, or there are several';
COMMENT ON COLUMN outlay.expense_record.tax_amount IS 'Tax inside of amount, in the currency, so that the rest is net; NULL: not said';
COMMENT ON COLUMN outlay.expense_record.over_budget IS 'Whether more is spent and committed of its budget than that has';
COMMENT ON COLUMN outlay.expense_record.outside_month IS 'Whether the day is not in the span of its budget';
COMMENT ON COLUMN outlay.expense_record.state IS 'draft, submitted, approved, rejected, paying (in a payment that is not made yet) or paid';
COMMENT ON COLUMN outlay.expense_record.needs_approval IS 'Whether the organization has approval on: what is approved stays as it is then';
COMMENT ON COLUMN outlay.expense_record.waiting_for IS 'Member who has to approve it; NULL: it is not submitted, or there is nobody who could';
COMMENT ON COLUMN outlay.expense_record.approved_by IS 'Member who approved it; NULL: nobody, or an operator did';
COMMENT ON COLUMN outlay.expense_record.approved_at IS 'When it was approved, UTC; NULL: it is not, or needed no approval';
COMMENT ON COLUMN outlay.expense_record.reason IS 'Why it was rejected, 1 to 150 characters; NULL: it is not';
COMMENT ON COLUMN outlay.expense_record.receipts IS 'How many receipts it has';
COMMENT ON COLUMN outlay.expense_record.booked_on IS 'Day on which it is in the books: spent_on, or, where that was closed already, the first day after; NULL: it is not approved';
COMMENT ON COLUMN outlay.expense_record.books IS 'open: it is booked on a day that is open; closed: on one that is closed, and stays as it is; NULL: it is not approved';
COMMENT ON COLUMN outlay.expense_record.split_id IS 'First of the parts that it is one of; NULL: it is not split';
COMMENT ON COLUMN outlay.expense_record.version IS 'Counts the changes; send it along with a change to be told if somebody else was faster';
COMMENT ON COLUMN outlay.expense_record.created_at IS 'When it was created, UTC';
COMMENT ON COLUMN outlay.expense_record.updated_at IS 'When it was last changed, UTC';

CREATE FUNCTION outlay.create_expense(budget_id bigint, amount numeric, spent_on date, description text,
		member_id bigint DEFAULT NULL, draft boolean DEFAULT false, category_id bigint DEFAULT NULL,
		merchant text DEFAULT NULL, notes text DEFAULT NULL, tags text[] DEFAULT NULL, paid_with text DEFAULT 'own',
		external_id text DEFAULT NULL, billable_to text DEFAULT NULL, original_amount numeric DEFAULT NULL,
		original_currency text DEFAULT NULL, rate numeric DEFAULT NULL, tax_code text DEFAULT NULL,
		tax_rate numeric DEFAULT NULL, tax_amount numeric DEFAULT NULL, kind text DEFAULT 'expense',
		quantity numeric DEFAULT NULL, rate_code text DEFAULT NULL, reductions text[] DEFAULT NULL)
	RETURNS outlay.expense_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_create_expense';
COMMENT ON FUNCTION outlay.create_expense(bigint, numeric, date, text, bigint, boolean, bigint, text, text, text[], text, text, text, numeric, text, numeric, text, numeric, numeric, text, numeric, text, text[]) IS
'Spends from a budget.
Where the organization has approval on, it is submitted by that, else approved; draft: neither, and it takes nothing
from the budget yet. description: 1 to 300 characters; member_id: whose it is, by default the caller''s; of others only
for owners, admins and operators; category_id: what it was spent on; merchant: where the money went; notes: of several
lines; tags: up to 20, of which the first spelling of each stays; paid_with: own or company; external_id: what another
system calls it; billable_to: whom it is charged on to. original_amount, original_currency: as it was paid; with amount
NULL it is that times rate, by default the one of the day or the 7 days before. tax_code: of the organization''s taxes;
tax_rate: percent instead; tax_amount: as printed, by default what the rate comes to; kind: expense,
mileage or per_diem; quantity: the distance or the days, with amount NULL times the rate of rate_code, where it is in its
tiers after what the member has handed in of the year; reductions: codes of what is taken off the days. 22023: invalid, budget, member or category unknown, or the
category archived; 23505: another expense has the external id; 23514: more than is left of the budget, or a day outside its span,
where that is refused, or not of its category,
or the policy does not allow it; 42501: of another member';

CREATE TYPE outlay.expense_price AS (
	amount				numeric,
	currency			text,
	original_amount		numeric,
	original_currency	text,
	rate				numeric,
	tax_code			text,
	tax_rate			numeric,
	tax_amount			numeric,
	net_amount			numeric,
	rate_since			date,
	basis				jsonb
);
COMMENT ON TYPE outlay.expense_price IS 'What an expense would cost';
COMMENT ON COLUMN outlay.expense_price.amount IS 'Money, in the currency';
COMMENT ON COLUMN outlay.expense_price.currency IS 'ISO 4217, the organization''s: EUR';
COMMENT ON COLUMN outlay.expense_price.original_amount IS 'As it was paid, with the decimals of its currency; NULL: in the organization''s currency';
COMMENT ON COLUMN outlay.expense_price.original_currency IS 'ISO 4217, of original_amount; NULL: there is none';
COMMENT ON COLUMN outlay.expense_price.rate IS 'What one unit of original_currency is; NULL: amount was given';
COMMENT ON COLUMN outlay.expense_price.tax_code IS 'What the organization calls its tax; NULL: not said';
COMMENT ON COLUMN outlay.expense_price.tax_rate IS 'Percent of the net; NULL: not said';
COMMENT ON COLUMN outlay.expense_price.tax_amount IS 'Tax inside of amount; NULL: not said';
COMMENT ON COLUMN outlay.expense_price.net_amount IS 'amount less tax_amount; NULL: no tax is said';
COMMENT ON COLUMN outlay.expense_price.rate_since IS 'Day of the rate that was looked up; NULL: none was';
COMMENT ON COLUMN outlay.expense_price.basis IS 'Of a quantity: what the amount comes from, as explain_expense() has it; NULL: there is none';

CREATE FUNCTION outlay.price_expense(spent_on date, amount numeric DEFAULT NULL, original_amount numeric DEFAULT NULL,
		original_currency text DEFAULT NULL, rate numeric DEFAULT NULL, tax_code text DEFAULT NULL,
		tax_rate numeric DEFAULT NULL, tax_amount numeric DEFAULT NULL, kind text DEFAULT 'expense',
		quantity numeric DEFAULT NULL, rate_code text DEFAULT NULL, reductions text[] DEFAULT NULL, member_id bigint DEFAULT NULL)
	RETURNS outlay.expense_price
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_price_expense';
COMMENT ON FUNCTION outlay.price_expense(date, numeric, numeric, text, numeric, text, numeric, numeric, text, numeric, text, text[], bigint) IS
'What create_expense() would make of an amount, a currency, a quantity and a tax.
Arguments are those of create_expense(); nothing is entered. 22023: invalid, or there is no rate';

CREATE FUNCTION outlay.get_expense(id bigint) RETURNS outlay.expense_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_expense';
COMMENT ON FUNCTION outlay.get_expense(bigint) IS 'The expense with an id. P0002: there is none';

CREATE FUNCTION outlay.list_expenses(department_id bigint[] DEFAULT NULL, budget_id bigint[] DEFAULT NULL,
		member_id bigint[] DEFAULT NULL, from_date date DEFAULT NULL, to_date date DEFAULT NULL,
		min_amount numeric DEFAULT NULL, max_amount numeric DEFAULT NULL, contains text DEFAULT NULL,
		state text[] DEFAULT NULL, waiting_for text DEFAULT NULL, category_id bigint[] DEFAULT NULL,
		tag text[] DEFAULT NULL, merchant text DEFAULT NULL, paid_with text[] DEFAULT NULL,
		original_currency text[] DEFAULT NULL, kind text[] DEFAULT NULL, booked_from date DEFAULT NULL, booked_to date DEFAULT NULL,
		sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.expense_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_expenses';
COMMENT ON FUNCTION outlay.list_expenses(bigint[], bigint[], bigint[], date, date, numeric, numeric, text, text[], text, bigint[], text[], text, text[], text[], text[], date, date, text, text, integer) IS
'Expenses, the newest first by day and id.
department_id, budget_id, member_id: any of these. Bounds of dates and amounts are inclusive; contains: text in the
description or the merchant; state: draft, submitted, approved, rejected, paying or paid, any of several; waiting_for: the number of the member who has
to approve, or me, with what waits for those for whom the caller stands in; category_id: any of these, not what is below them; tag: any of these, in any case; merchant: this one, in
any case; paid_with: own or company, any of them; original_currency: in which it was paid, any of these; kind: expense, mileage or per_diem, any of them; booked_from, booked_to: booked on these days, and so approved; sort: spent_on, amount, updated_at or id, with - before it the largest
first, by default -spent_on; after: the position that the page before gave; page_size: 1 to 200. 22023: invalid';

CREATE FUNCTION outlay.month_of(day date) RETURNS date
	LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE AS 'MODULE_PATHNAME', 'outlay_month_of';
COMMENT ON FUNCTION outlay.month_of(date) IS 'The first day of the month; infinity stays. Internal';

CREATE TYPE outlay.expense_total AS (
	month				date,
	department_id		bigint,
	member_id			bigint,
	budget_id			bigint,
	state				text,
	category_id			bigint,
	merchant			text,
	tag					text,
	paid_with			text,
	original_currency	text,
	kind				text,
	tax_code			text,
	tax_rate			numeric,
	booked_month		date,
	count				bigint,
	amount				numeric,
	tax_amount			numeric,
	net_amount			numeric,
	currency			text
);
COMMENT ON TYPE outlay.expense_total IS 'What expenses come to: all of them, or those of one month, department, member, budget, state, category, merchant, tag, paid_with, original currency, kind, tax code and rate, or month of booking';
COMMENT ON COLUMN outlay.expense_total.month IS 'First day of the month; NULL where it is not by month';
COMMENT ON COLUMN outlay.expense_total.department_id IS 'Department of the budgets; NULL where it is not by department';
COMMENT ON COLUMN outlay.expense_total.member_id IS 'Whose they are; NULL: nobody''s, or it is not by member';
COMMENT ON COLUMN outlay.expense_total.budget_id IS 'Budget; NULL where it is not by budget';
COMMENT ON COLUMN outlay.expense_total.state IS 'draft, submitted, approved, rejected, paying or paid; NULL where it is not by state';
COMMENT ON COLUMN outlay.expense_total.category_id IS 'Category; NULL: none, or it is not by category';
COMMENT ON COLUMN outlay.expense_total.merchant IS 'Merchant, as one of them writes it; NULL: none, or it is not by merchant';
COMMENT ON COLUMN outlay.expense_total.tag IS 'Tag, as one of them writes it; NULL: none, or it is not by tag';
COMMENT ON COLUMN outlay.expense_total.paid_with IS 'own or company; NULL where it is not by that';
COMMENT ON COLUMN outlay.expense_total.original_currency IS 'Currency in which they were paid; NULL: the organization''s, or it is not by that';
COMMENT ON COLUMN outlay.expense_total.kind IS 'expense, mileage or per_diem; NULL where it is not by that';
COMMENT ON COLUMN outlay.expense_total.tax_code IS 'Tax, as the organization calls it; NULL: not said, or it is not by that';
COMMENT ON COLUMN outlay.expense_total.tax_rate IS 'Percent of the net; NULL: not said, several, or it is not by that';
COMMENT ON COLUMN outlay.expense_total.booked_month IS 'First day of the month in which they are booked; NULL: they are not approved, or it is not by that';
COMMENT ON COLUMN outlay.expense_total.count IS 'How many expenses';
COMMENT ON COLUMN outlay.expense_total.amount IS 'Their sum, in the currency';
COMMENT ON COLUMN outlay.expense_total.tax_amount IS 'Sum of the tax that is said of them';
COMMENT ON COLUMN outlay.expense_total.net_amount IS 'amount less tax_amount';
COMMENT ON COLUMN outlay.expense_total.currency IS 'ISO 4217, the organization''s: EUR';

CREATE FUNCTION outlay.total_expenses(department_id bigint[] DEFAULT NULL, budget_id bigint[] DEFAULT NULL,
		member_id bigint[] DEFAULT NULL, from_date date DEFAULT NULL, to_date date DEFAULT NULL,
		min_amount numeric DEFAULT NULL, max_amount numeric DEFAULT NULL, contains text DEFAULT NULL,
		state text[] DEFAULT NULL, waiting_for text DEFAULT NULL, category_id bigint[] DEFAULT NULL,
		tag text[] DEFAULT NULL, merchant text DEFAULT NULL, paid_with text[] DEFAULT NULL,
		original_currency text[] DEFAULT NULL, kind text[] DEFAULT NULL, booked_from date DEFAULT NULL, booked_to date DEFAULT NULL,
		by text[] DEFAULT NULL)
	RETURNS SETOF outlay.expense_total
	LANGUAGE c STABLE ROWS 100 AS 'MODULE_PATHNAME', 'outlay_total_expenses';
COMMENT ON FUNCTION outlay.total_expenses(bigint[], bigint[], bigint[], date, date, numeric, numeric, text, text[], text, bigint[], text[], text, text[], text[], text[], date, date, text[]) IS
'Count and sum of the expenses that list_expenses() has.
With the same filters: one row, or, by any of month, department, member, budget, state, category, merchant, tag,
paid_with, original_currency, kind, tax_code, tax_rate and booked_month, one for each. Merchants and tags are the same in any case. An expense with two tags counts for each. 22023:
invalid, or more than 10,000 rows';

CREATE FUNCTION outlay.update_expense(id bigint, version integer DEFAULT outlay.unchanged(NULL::integer),
		budget_id bigint DEFAULT outlay.unchanged(NULL::bigint), amount numeric DEFAULT outlay.unchanged(NULL::numeric),
		spent_on date DEFAULT outlay.unchanged(NULL::date), description text DEFAULT outlay.unchanged(NULL::text),
		category_id bigint DEFAULT outlay.unchanged('0'::bigint), member_id bigint DEFAULT outlay.unchanged(NULL::bigint),
		merchant text DEFAULT outlay.unchanged(''::text), notes text DEFAULT outlay.unchanged(''::text),
		tags text[] DEFAULT outlay.unchanged('{}'::text[]), paid_with text DEFAULT outlay.unchanged(NULL::text),
		external_id text DEFAULT outlay.unchanged(''::text), billable_to text DEFAULT outlay.unchanged(''::text),
		original_amount numeric DEFAULT outlay.unchanged('0'::numeric), original_currency text DEFAULT outlay.unchanged(''::text),
		rate numeric DEFAULT outlay.unchanged('0'::numeric), tax_code text DEFAULT outlay.unchanged(''::text),
		tax_rate numeric DEFAULT outlay.unchanged(NULL::numeric), tax_amount numeric DEFAULT outlay.unchanged('0'::numeric),
		kind text DEFAULT outlay.unchanged(NULL::text), quantity numeric DEFAULT outlay.unchanged('0'::numeric),
		rate_code text DEFAULT outlay.unchanged(''::text), reductions text[] DEFAULT outlay.unchanged('{}'::text[]))
	RETURNS outlay.expense_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_update_expense';
COMMENT ON FUNCTION outlay.update_expense(bigint, integer, bigint, numeric, date, text, bigint, bigint, text, text, text[], text, text, text, numeric, text, numeric, text, numeric, numeric, text, numeric, text, text[]) IS
'Changes an expense; what is not given stays.
The difference goes back to the budget or comes from it. version: the one that the caller has seen. Who may do so in
which state is in expense_permissions(): update, or, of budget, category, tags, billable_to and tax, recode. category_id NULL or 0
takes it away, and so does NULL or nothing merchant, notes, tags, external_id and billable_to; original_amount or original_currency NULL: both, with the rate; rate
NULL: amount stays; tax_amount NULL: code and rate as well. Where day, original amount or currency become others, the
amount follows, and tax follows it, unless they are given; a currency or tax code that is given has the rate of the day.
quantity or rate_code NULL: both, amount stays; where they, the day, the member or reductions are others it is worked out again.
member_id: whose it is; another''s only for owners, admins and operators, who do not approve it then, nor does whose it
was. P0002: there is none; OT412: changed meanwhile, or its state allows it to nobody; 22023: invalid; 55000: it is booked on a day
that is closed; 23505: another
expense has the external id; 23514: more than
is left of the budget, a day outside its span, or not of its category, or the policy does not allow it; 42501: not allowed to the caller, as a member changes their own only';

CREATE FUNCTION outlay.delete_expense(id bigint, version integer DEFAULT NULL) RETURNS outlay.expense_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_delete_expense';
COMMENT ON FUNCTION outlay.delete_expense(bigint, integer) IS
'Deletes an expense; its money goes back to the budget.
P0002: there is none; OT412: changed meanwhile, or its state allows it to nobody; 42501: a member deletes their own only;
55000: it is booked on a day that is closed; 23503: something that the installation has added refers to it';

CREATE FUNCTION outlay.list_expense_history(id bigint, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.audit_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_expense_history';
COMMENT ON FUNCTION outlay.list_expense_history(bigint, text, text, integer) IS
'What was done to an expense, the latest first, for everybody who can read it.
sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to
200. P0002: there is none, or no longer; 22023: invalid';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('create_expense', 'member_id', 'Whose expense it is, by default the caller''s; of others only for owners and admins', NULL),
	('update_expense', 'member_id', 'Whose expense it is; changed by owners and admins only', NULL),
	('update_expense', 'category_id', 'Number of the category; null or 0 takes it away', NULL),
	('list_expenses', 'merchant', 'Where the money went, in any case', NULL),
	('total_expenses', 'merchant', 'Where the money went, in any case', NULL),
	('list_expenses', 'contains', 'A text that the description or the merchant has, in any case', NULL),
	('total_expenses', 'contains', 'A text that the description or the merchant has, in any case', NULL),
	(NULL, 'tag', 'Tags, in any case: any of these', NULL),
	(NULL, 'booked_from', 'First day on which it is booked: approved, and on this day or later', NULL),
	(NULL, 'booked_to', 'Last day on which it is booked: approved, and on this day or before', NULL),
	('list_expenses', 'paid_with', 'Who paid: any of these', '{"enum": ["own", "company"]}'),
	('total_expenses', 'paid_with', 'Who paid: any of these', '{"enum": ["own", "company"]}'),
	('list_expenses', 'category_id', 'Numbers of categories: any of these', NULL),
	('total_expenses', 'category_id', 'Numbers of categories: any of these', NULL),
	(NULL, 'merchant', 'Where the money went', '{"maxLength": 200}'),
	(NULL, 'notes', 'What else there is to say, of several lines', '{"maxLength": 4000}'),
	(NULL, 'tags', 'Tags; of those that are the same in any case the first stays',
		'{"minLength": 1, "maxLength": 50, "maxItems": 20}'),
	(NULL, 'external_id', 'What another system calls it, as no other expense', '{"maxLength": 200}'),
	(NULL, 'billable_to', 'Whom it is charged on to', '{"maxLength": 200}'),
	('create_expense', 'paid_with', 'Who paid: the member, or the company', '{"enum": ["own", "company"], "default": "own"}'),
	('update_expense', 'paid_with', 'Who paid: the member, or the company', '{"enum": ["own", "company"]}'),
	('create_expense', 'kind', 'What it is: something bought, a distance, days away', '{"enum": ["expense", "mileage", "per_diem"], "default": "expense"}'),
	('update_expense', 'kind', 'What it is: something bought, a distance, days away', '{"enum": ["expense", "mileage", "per_diem"]}'),
	('list_expenses', 'kind', 'What they are: any of these', '{"enum": ["expense", "mileage", "per_diem"]}'),
	('total_expenses', 'kind', 'What they are: any of these', '{"enum": ["expense", "mileage", "per_diem"]}'),
	('price_expense', 'kind', 'What it is: something bought, a distance, days away', '{"enum": ["expense", "mileage", "per_diem"], "default": "expense"}'),
	('price_expense', 'member_id', 'Whose it would be, by default the caller''s', NULL),
	(NULL, 'quantity', 'The distance, or the days', '{"pattern": "^[0-9]{1,9}([.][0-9]{1,3})?$", "examples": ["42.5"]}'),
	(NULL, 'rate_code', 'Rate of the distance or of a day, as the organization calls it', '{"maxLength": 20}'),
	(NULL, 'reductions', 'Codes of what is taken off the days, each once for each time', '{"maxItems": 100, "minLength": 1, "maxLength": 20}'),
	('create_expense', 'draft', 'True: not submitted yet', '{"default": false}'),
	(NULL, 'state', 'State of the expense', '{"enum": ["draft", "submitted", "approved", "rejected", "paying", "paid"]}'),
	(NULL, 'waiting_for', 'Number of the member who has to approve, or me, with what waits for those for whom you stand in', '{"pattern": "^(me|[1-9][0-9]{0,18})$", "examples": ["me"]}'),
	('create_expense', 'amount', 'Money, greater than zero, with at most as many decimals as the currency has; null: the original amount times the rate',
		'{"type": ["string", "null"], "pattern": "^(?!0+([.]0+)?$)[0-9]{1,15}([.][0-9]{1,4})?$"}'),
	(NULL, 'original_amount', 'As it was paid, with at most as many decimals as its currency has',
		'{"pattern": "^[0-9]{1,15}([.][0-9]{1,4})?$"}'),
	(NULL, 'original_currency', 'Currency in which it was paid, ISO 4217', '{"maxLength": 3, "examples": ["USD"]}'),
	('list_expenses', 'original_currency', 'Currency in which they were paid, ISO 4217: any of these', NULL),
	('total_expenses', 'original_currency', 'Currency in which they were paid, ISO 4217: any of these', NULL),
	(NULL, 'rate', 'What one unit of the original currency was; by default the rate of the day or of the 7 days before',
		'{"pattern": "^[0-9]{1,12}([.][0-9]{1,12})?$", "examples": ["0.9213"]}'),
	(NULL, 'tax_code', 'Tax that is inside, as the organization calls it', '{"maxLength": 20}'),
	(NULL, 'tax_rate', 'Percent of the net, where there is no code for it', '{"pattern": "^[0-9]{1,3}([.][0-9]{1,4})?$", "examples": ["19"]}'),
	(NULL, 'tax_amount', 'Tax that is inside, as printed; by default what the rate comes to', '{"pattern": "^[0-9]{1,15}([.][0-9]{1,4})?$"}'),
	(NULL, 'min_amount', 'Amounts from this on', NULL),
	(NULL, 'max_amount', 'Amounts up to this', NULL),
	(NULL, 'spent_on', 'Day of the expense, between 2000-01-01 and a year from today where the organization is', NULL),
	(NULL, 'from_date', 'Days from this on', NULL),
	(NULL, 'to_date', 'Days up to this', NULL),
	('create_expense', 'description', 'What the money was spent on', '{"minLength": 1, "maxLength": 300}'),
	('update_expense', 'description', 'What the money was spent on', '{"minLength": 1, "maxLength": 300}'),
	('list_expenses', 'sort', 'Order: with - before it the largest come first',
		'{"enum": ["spent_on", "-spent_on", "amount", "-amount", "updated_at", "-updated_at", "id", "-id"], "default": "-spent_on"}'),
	('total_expenses', 'by', 'A total for each of these; without it one for all',
		'{"enum": ["month", "department", "member", "budget", "state", "category", "merchant", "tag", "paid_with", "original_currency", "kind", "tax_code", "tax_rate", "booked_month"]}'),
	('list_expense_history', 'sort', 'Order: with - before it the latest come first', '{"enum": ["id", "-id"], "default": "-id"}');

SELECT outlay.publish('GET', '/api/v2/expenses', 'outlay.list_expenses', 'List expenses',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/expenses/total', 'outlay.total_expenses', 'Total expenses',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/expenses/price', 'outlay.price_expense', 'Work out what an expense costs',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('POST', '/api/v2/expenses', 'outlay.create_expense', 'Create an expense',
	'{owner,admin,approver,member}', 201);
SELECT outlay.publish('GET', '/api/v2/expenses/{id}', 'outlay.get_expense', 'Get an expense',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/expenses/{id}/history', 'outlay.list_expense_history', 'List what was done to an expense',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PATCH', '/api/v2/expenses/{id}', 'outlay.update_expense', 'Change an expense',
	'{owner,admin,approver,member}');
SELECT outlay.publish('DELETE', '/api/v2/expenses/{id}', 'outlay.delete_expense', 'Delete an expense',
	'{owner,admin,approver,member}', 204);
