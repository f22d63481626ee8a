-- Budgets: money moved from an account to a department for a month or another span.

CREATE TYPE outlay.budget_record AS (
	id					bigint,
	account_id			bigint,
	department_id		bigint,
	category_id			bigint,
	month				date,
	until				date,
	amount				numeric,
	spent				numeric,
	committed			numeric,
	remaining			numeric,
	currency			text,
	version				integer,
	created_at			timestamptz,
	updated_at			timestamptz
);
COMMENT ON TYPE outlay.budget_record IS
	'A budget. month: its first day; until: its last; category_id: NULL for any; spent: the sum of its approved expenses; committed: of those submitted; remaining: what is left, negative where it is overspent';
COMMENT ON COLUMN outlay.budget_record.id IS 'Number of the budget';
COMMENT ON COLUMN outlay.budget_record.account_id IS 'Account that the money comes from';
COMMENT ON COLUMN outlay.budget_record.department_id IS 'Department that may spend it';
COMMENT ON COLUMN outlay.budget_record.category_id IS 'It is for this category and those below it; NULL: for any';
COMMENT ON COLUMN outlay.budget_record.month IS 'First day of its span: of a month the first';
COMMENT ON COLUMN outlay.budget_record.until IS 'Last day of its span: of a month the last';
COMMENT ON COLUMN outlay.budget_record.amount IS 'Money allocated, in the currency';
COMMENT ON COLUMN outlay.budget_record.spent IS 'Sum of its approved expenses';
COMMENT ON COLUMN outlay.budget_record.committed IS 'Sum of its submitted expenses, which somebody has to approve';
COMMENT ON COLUMN outlay.budget_record.remaining IS 'amount less spent and committed; negative: overspent';
COMMENT ON COLUMN outlay.budget_record.currency IS 'ISO 4217, the organization''s: EUR';
COMMENT ON COLUMN outlay.budget_record.version IS 'Counts the changes; send it along with a change to be told if somebody else was faster';
COMMENT ON COLUMN outlay.budget_record.created_at IS 'When it was created, UTC';
COMMENT ON COLUMN outlay.budget_record.updated_at IS 'When it was last changed, UTC';

CREATE TYPE outlay.budget_alert AS (
	percent				integer,
	department_id		bigint,
	amount				numeric,
	spent				numeric,
	committed			numeric,
	remaining			numeric,
	currency			text
);
COMMENT ON TYPE outlay.budget_alert IS 'What the audit has of a budget of which so much is taken';
COMMENT ON COLUMN outlay.budget_alert.percent IS 'Mark that it came to: 80 or 100';
COMMENT ON COLUMN outlay.budget_alert.department_id IS 'Department that may spend it';
COMMENT ON COLUMN outlay.budget_alert.amount IS 'Money allocated, in the currency';
COMMENT ON COLUMN outlay.budget_alert.spent IS 'Sum of its approved expenses';
COMMENT ON COLUMN outlay.budget_alert.committed IS 'Sum of its submitted expenses, which somebody has to approve';
COMMENT ON COLUMN outlay.budget_alert.remaining IS 'amount less spent and committed; negative: overspent';
COMMENT ON COLUMN outlay.budget_alert.currency IS 'ISO 4217, the organization''s: EUR';

CREATE FUNCTION outlay.create_budget(account_id bigint, department_id bigint, month date, amount numeric,
		until date DEFAULT NULL, category_id bigint DEFAULT NULL)
	RETURNS outlay.budget_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_create_budget';
COMMENT ON FUNCTION outlay.create_budget(bigint, bigint, date, numeric, date, bigint) IS
'Gives a department money from an account for a month or another span.
month: any day of it; with until, the last day of a span, its first day; category_id: what it may be spent on, with
those below it, NULL or 0 for anything. 22023: invalid, account, department or category unknown or archived; 23514: more
than is in the account';

CREATE FUNCTION outlay.get_budget(id bigint) RETURNS outlay.budget_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_budget';
COMMENT ON FUNCTION outlay.get_budget(bigint) IS 'The budget with an id. P0002: there is none';

CREATE FUNCTION outlay.list_budgets(department_id bigint[] DEFAULT NULL, account_id bigint[] DEFAULT NULL,
		month date DEFAULT NULL, from_month date DEFAULT NULL, to_month date DEFAULT NULL, day date DEFAULT NULL,
		category_id bigint[] DEFAULT NULL, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.budget_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_budgets';
COMMENT ON FUNCTION outlay.list_budgets(bigint[], bigint[], date, date, date, date, bigint[], text, text, integer) IS
'Budgets, those that begin last first.
department_id, account_id, category_id: any of these; month, from_month, to_month: any day of a month, bounds inclusive:
those whose span has a day in them; day: those whose span has that day; sort: month (the first day), amount, spent,
remaining or id, with - before it the largest first, by default -month; after: the position that the page before gave;
page_size: 1 to 200. 22023: invalid';

CREATE TYPE outlay.budget_total AS (
	month				date,
	department_id		bigint,
	account_id			bigint,
	count				bigint,
	amount				numeric,
	spent				numeric,
	committed			numeric,
	remaining			numeric,
	currency			text
);
COMMENT ON TYPE outlay.budget_total IS 'What budgets come to: all of them, or those of one month, department, account';
COMMENT ON COLUMN outlay.budget_total.month IS 'First day of the month in which they begin; NULL where it is not by month';
COMMENT ON COLUMN outlay.budget_total.department_id IS 'Department; NULL where it is not by department';
COMMENT ON COLUMN outlay.budget_total.account_id IS 'Account; NULL where it is not by account';
COMMENT ON COLUMN outlay.budget_total.count IS 'How many budgets';
COMMENT ON COLUMN outlay.budget_total.amount IS 'Sum of their money, in the currency';
COMMENT ON COLUMN outlay.budget_total.spent IS 'What of it is spent';
COMMENT ON COLUMN outlay.budget_total.committed IS 'What of it waits for approval';
COMMENT ON COLUMN outlay.budget_total.remaining IS 'What of it is left; negative where more is spent than there is';
COMMENT ON COLUMN outlay.budget_total.currency IS 'ISO 4217, the organization''s: EUR';

CREATE FUNCTION outlay.total_budgets(department_id bigint[] DEFAULT NULL, account_id bigint[] DEFAULT NULL,
		month date DEFAULT NULL, from_month date DEFAULT NULL, to_month date DEFAULT NULL, day date DEFAULT NULL,
		category_id bigint[] DEFAULT NULL, by text[] DEFAULT NULL)
	RETURNS SETOF outlay.budget_total
	LANGUAGE c STABLE ROWS 100 AS 'MODULE_PATHNAME', 'outlay_total_budgets';
COMMENT ON FUNCTION outlay.total_budgets(bigint[], bigint[], date, date, date, date, bigint[], text[]) IS
'Count and sums of the budgets that list_budgets() has.
With the same filters: one row, or, by any of month (that in which a span begins), department and account, one for each.
Each budget counts whole. 22023: invalid, or more than 10,000 rows';

CREATE FUNCTION outlay.update_budget(id bigint, version integer DEFAULT outlay.unchanged(NULL::integer),
		amount numeric DEFAULT outlay.unchanged(NULL::numeric),
		account_id bigint DEFAULT outlay.unchanged(NULL::bigint),
		department_id bigint DEFAULT outlay.unchanged(NULL::bigint), month date DEFAULT outlay.unchanged(NULL::date),
		until date DEFAULT outlay.unchanged('-infinity'::date), category_id bigint DEFAULT outlay.unchanged('0'::bigint))
	RETURNS outlay.budget_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_update_budget';
COMMENT ON FUNCTION outlay.update_budget(bigint, integer, numeric, bigint, bigint, date, date, bigint) IS
'Changes a budget; what is not given stays.
The difference goes back to the account or comes from it; what is spent of it stays, whatever its span and category
become. version: the one that the caller has seen; until NULL: a month; category_id NULL or 0: any. P0002: there is
none; OT412: changed meanwhile; 22023: invalid; 23514: less than is spent and committed, or more than is in the account';

CREATE FUNCTION outlay.delete_budget(id bigint, version integer DEFAULT NULL) RETURNS outlay.budget_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_delete_budget';
COMMENT ON FUNCTION outlay.delete_budget(bigint, integer) IS
'Deletes a budget without expenses; its money goes back to the account.
P0002: there is none; OT412: changed meanwhile; 23503: expenses refer to it; 23514: the account cannot hold as much';

CREATE TYPE outlay.budget_forecast AS (
	budget_id			bigint,
	month				date,
	until				date,
	today				date,
	days				integer,
	days_passed			integer,
	days_left			integer,
	amount				numeric,
	taken				numeric,
	expected			numeric,
	expected_remaining	numeric,
	exhausted_on		date,
	currency			text
);
COMMENT ON TYPE outlay.budget_forecast IS
	'What a budget comes to at the pace so far; expected is taken times days by days_passed, rounded once';
COMMENT ON COLUMN outlay.budget_forecast.budget_id IS 'Number of the budget';
COMMENT ON COLUMN outlay.budget_forecast.month IS 'First day of its span';
COMMENT ON COLUMN outlay.budget_forecast.until IS 'Last day of its span';
COMMENT ON COLUMN outlay.budget_forecast.today IS 'Today, where the organization is';
COMMENT ON COLUMN outlay.budget_forecast.days IS 'How many days the span has';
COMMENT ON COLUMN outlay.budget_forecast.days_passed IS 'How many of them have begun, today included';
COMMENT ON COLUMN outlay.budget_forecast.days_left IS 'How many are to come';
COMMENT ON COLUMN outlay.budget_forecast.amount IS 'Money allocated, in the currency';
COMMENT ON COLUMN outlay.budget_forecast.taken IS 'What is spent and committed by now';
COMMENT ON COLUMN outlay.budget_forecast.expected IS 'What will be at the end at this pace; what was, once that has come; NULL before the second day';
COMMENT ON COLUMN outlay.budget_forecast.expected_remaining IS 'amount less expected; negative: more than there is; NULL as expected is';
COMMENT ON COLUMN outlay.budget_forecast.exhausted_on IS 'Day of the span on which nothing will be left; NULL: none, or that is so already, or nothing is expected';
COMMENT ON COLUMN outlay.budget_forecast.currency IS 'ISO 4217, the organization''s: EUR';

CREATE FUNCTION outlay.forecast_budget(id bigint) RETURNS outlay.budget_forecast
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_forecast_budget';
COMMENT ON FUNCTION outlay.forecast_budget(bigint) IS
'What a budget comes to at the pace so far, and from what that is worked out.
P0002: there is none';

CREATE TYPE outlay.budget_transfer AS (
	amount				numeric,
	remaining			numeric,
	other_budget_id		bigint,
	version				integer
);
COMMENT ON TYPE outlay.budget_transfer IS 'What the audit has of a budget before and after money was transferred';
COMMENT ON COLUMN outlay.budget_transfer.amount IS 'Money allocated, in the currency';
COMMENT ON COLUMN outlay.budget_transfer.remaining IS 'What is left of it';
COMMENT ON COLUMN outlay.budget_transfer.other_budget_id IS 'The budget that the money went to, or came from; NULL before';
COMMENT ON COLUMN outlay.budget_transfer.version IS 'The version of the budget';

CREATE FUNCTION outlay.transfer_budget(id bigint, to_id bigint, amount numeric, version integer DEFAULT NULL)
	RETURNS outlay.budget_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_transfer_budget';
COMMENT ON FUNCTION outlay.transfer_budget(bigint, bigint, numeric, integer) IS
'Moves money from a budget to another one, in one step.
Where they are of different accounts it goes from that of the first to that of the other, too. Returns the first.
version: that of the first. P0002: there is none; OT412: changed meanwhile; 22023: invalid, the other one unknown or the
same; 23514: more than the budget has, than is left of it, or than is in the account of the other one';

CREATE FUNCTION outlay.carry_over_budget(id bigint, version integer DEFAULT NULL) RETURNS outlay.budget_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_carry_over_budget';
COMMENT ON FUNCTION outlay.carry_over_budget(bigint, integer) IS
'Transfers what is left of a budget that has ended to the next one.
That is the one of the same department, account and category which begins the day after. P0002: there is none; OT412:
changed meanwhile; 23514: it has not ended, nothing is left, or there is no next one, or more than one';

CREATE TYPE outlay.budget_copy AS (
	source_id			bigint,
	budget_id			bigint,
	outcome				text,
	account_id			bigint,
	department_id		bigint,
	category_id			bigint,
	month				date,
	until				date,
	source_amount		numeric,
	amount				numeric,
	account_left		numeric,
	currency			text
);
COMMENT ON TYPE outlay.budget_copy IS
	'What becomes of a budget that is copied. outcome: made; exists, nothing or archived: it is left out';
COMMENT ON COLUMN outlay.budget_copy.source_id IS 'Number of the budget that is copied';
COMMENT ON COLUMN outlay.budget_copy.budget_id IS 'Number of the one that was made, or that exists; NULL: none, as in a preview';
COMMENT ON COLUMN outlay.budget_copy.outcome IS 'made; exists: there is one of the same department, account, category and span; nothing: the amount comes to zero; archived: the department, account or category is';
COMMENT ON COLUMN outlay.budget_copy.account_id IS 'Account that the money comes from';
COMMENT ON COLUMN outlay.budget_copy.department_id IS 'Department that may spend it';
COMMENT ON COLUMN outlay.budget_copy.category_id IS 'It is for this category and those below it; NULL: for any';
COMMENT ON COLUMN outlay.budget_copy.month IS 'First day of the span of the new one';
COMMENT ON COLUMN outlay.budget_copy.until IS 'Last day of the span of the new one';
COMMENT ON COLUMN outlay.budget_copy.source_amount IS 'Money of the one that is copied, in the currency';
COMMENT ON COLUMN outlay.budget_copy.amount IS 'That times the factor, rounded once to the unit of the currency';
COMMENT ON COLUMN outlay.budget_copy.account_left IS 'What the account has once all that is made has its money; negative: more than there is';
COMMENT ON COLUMN outlay.budget_copy.currency IS 'ISO 4217, the organization''s: EUR';

CREATE FUNCTION outlay.copy_budgets(from_day date, to_day date, factor numeric DEFAULT 1, period text DEFAULT 'month',
		preview boolean DEFAULT false)
	RETURNS SETOF outlay.budget_copy
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_copy_budgets';
COMMENT ON FUNCTION outlay.copy_budgets(date, date, numeric, text, boolean) IS
'Makes the budgets of a month, quarter or year again for another.
All of them or none. from_day, to_day: any day of these; factor: more than 0, with up to 6 decimals; period: month, quarter or year;
preview: true tells what would be made, and makes nothing. Those whose span is within the period are copied; those that exist
already are left out and told. 22023: invalid, or both days in one period; 23514: an amount would be more than can be, or
more than is in an account';

CREATE FUNCTION outlay.list_budget_history(id bigint, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.audit_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_budget_history';
COMMENT ON FUNCTION outlay.list_budget_history(bigint, text, text, integer) IS
'What was done to a budget, the latest first, for everybody who can read it.
sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to
200. P0002: there is none, or no longer; 22023: invalid';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	(NULL, 'budget_id', 'Number of the budget', NULL),
	(NULL, 'month', 'Any day of the month, or with until the first day, between 2000-01-01 and a year from today where the organization is', NULL),
	('create_budget', 'until', 'Last day of another span than a month, up to ten years from today where the organization is', NULL),
	('update_budget', 'until', 'Last day of another span than a month, up to ten years from today where the organization is; null: a month', NULL),
	('create_budget', 'category_id', 'What it may be spent on, with the categories below it; 0: anything', NULL),
	('update_budget', 'category_id', 'What it may be spent on, with the categories below it; 0 or null: anything', NULL),
	('transfer_budget', 'to_id', 'Number of the budget that gets the money', NULL),
	('copy_budgets', 'from_day', 'Any day of the month, quarter or year whose budgets are copied', NULL),
	('copy_budgets', 'to_day', 'Any day of the month, quarter or year that they are made for, up to a year from today where the organization is', NULL),
	('copy_budgets', 'factor', 'What each amount is multiplied by: more than 0, with up to 4 digits and 6 decimals', NULL),
	('copy_budgets', 'period', 'How long a time is copied', '{"enum": ["month", "quarter", "year"], "default": "month"}'),
	('copy_budgets', 'preview', 'Whether it is only told what would be made', NULL),
	('list_budgets', 'month', 'Any day of the month', NULL),
	('list_budgets', 'category_id', 'Numbers of categories: any of these', NULL),
	('total_budgets', 'category_id', 'Numbers of categories: any of these', NULL),
	('list_budgets', 'day', 'A day of their span', NULL),
	('total_budgets', 'day', 'A day of their span', NULL),
	(NULL, 'from_month', 'Months from this on, by any day of it', NULL),
	(NULL, 'to_month', 'Months up to this, by any day of it', NULL),
	('list_budgets', 'sort', 'Order: with - before it the largest come first',
		'{"enum": ["month", "-month", "amount", "-amount", "spent", "-spent", "remaining", "-remaining", "id", "-id"], "default": "-month"}'),
	('total_budgets', 'by', 'A total for each of these; without it one for all', '{"enum": ["month", "department", "account"]}'),
	('total_budgets', 'month', 'Any day of the month', NULL),
	('list_budget_history', 'sort', 'Order: with - before it the latest come first', '{"enum": ["id", "-id"], "default": "-id"}');

SELECT outlay.publish('GET', '/api/v2/budgets', 'outlay.list_budgets', 'List budgets',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/budgets/total', 'outlay.total_budgets', 'Total budgets',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('POST', '/api/v2/budgets', 'outlay.create_budget', 'Create a budget', '{owner,admin}', 201);
SELECT outlay.publish('POST', '/api/v2/budgets/copy', 'outlay.copy_budgets', 'Copy budgets for another period',
	'{owner,admin}');
SELECT outlay.publish('GET', '/api/v2/budgets/{id}', 'outlay.get_budget', 'Get a budget',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/budgets/{id}/history', 'outlay.list_budget_history', 'List what was done to a budget',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/budgets/{id}/forecast', 'outlay.forecast_budget', 'Forecast a budget',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PATCH', '/api/v2/budgets/{id}', 'outlay.update_budget', 'Change a budget', '{owner,admin}');
SELECT outlay.publish('POST', '/api/v2/budgets/{id}/transfer', 'outlay.transfer_budget', 'Move money to another budget',
	'{owner,admin}');
SELECT outlay.publish('POST', '/api/v2/budgets/{id}/carry-over', 'outlay.carry_over_budget',
	'Carry over what is left of a budget', '{owner,admin}');
SELECT outlay.publish('DELETE', '/api/v2/budgets/{id}', 'outlay.delete_budget', 'Delete a budget',
	'{owner,admin}', 204);
