-- Expenses that come again: what is spent, and on which days; the worker makes the expenses.

CREATE TYPE outlay.recurring_record AS (
	id					bigint,
	member_id			bigint,
	department_id		bigint,
	account_id			bigint,
	category_id			bigint,
	amount				numeric,
	currency			text,
	description			text,
	merchant			text,
	notes				text,
	tags				text[],
	paid_with			text,
	billable_to			text,
	every				text,
	on_day				integer,
	first_on			date,
	until				date,
	next_on				date,
	last_on				date,
	paused_at			timestamptz,
	problem				text,
	version				integer,
	created_at			timestamptz,
	updated_at			timestamptz
);
COMMENT ON TYPE outlay.recurring_record IS 'An expense that comes again';
COMMENT ON COLUMN outlay.recurring_record.id IS 'Number of the recurring expense';
COMMENT ON COLUMN outlay.recurring_record.member_id IS 'Whose expenses it makes; NULL: nobody''s, an operator entered it';
COMMENT ON COLUMN outlay.recurring_record.department_id IS 'Department whose budget pays';
COMMENT ON COLUMN outlay.recurring_record.account_id IS 'Account that the budget is of; NULL: any';
COMMENT ON COLUMN outlay.recurring_record.category_id IS 'What is spent on; NULL: not said';
COMMENT ON COLUMN outlay.recurring_record.amount IS 'Money, in the currency';
COMMENT ON COLUMN outlay.recurring_record.currency IS 'ISO 4217, the organization''s: EUR';
COMMENT ON COLUMN outlay.recurring_record.description IS '1 to 300 characters';
COMMENT ON COLUMN outlay.recurring_record.merchant IS 'Where the money goes, 1 to 200 characters; NULL: not said';
COMMENT ON COLUMN outlay.recurring_record.notes IS '1 to 4,000 characters, of several lines; NULL: none';
COMMENT ON COLUMN outlay.recurring_record.tags IS 'Up to 20 tags of 1 to 50 characters, no two the same in any case';
COMMENT ON COLUMN outlay.recurring_record.paid_with IS 'own: the member''s money; company: the company''s, as with its card';
COMMENT ON COLUMN outlay.recurring_record.billable_to IS 'Whom the organization charges it on to, 1 to 200 characters; NULL: nobody';
COMMENT ON COLUMN outlay.recurring_record.every IS 'day, week, month, quarter or year';
COMMENT ON COLUMN outlay.recurring_record.on_day IS 'Of a week 1 (Monday) to 7, else of a month 1 to 31, where a shorter one has its last day; NULL: every day';
COMMENT ON COLUMN outlay.recurring_record.first_on IS 'From this day on; a quarter or a year begins with its month';
COMMENT ON COLUMN outlay.recurring_record.until IS 'Up to this day; NULL: without end';
COMMENT ON COLUMN outlay.recurring_record.next_on IS 'The next day that an expense is made for, or was to be; NULL: there is none any more';
COMMENT ON COLUMN outlay.recurring_record.last_on IS 'The last day that one was made for; NULL: none was';
COMMENT ON COLUMN outlay.recurring_record.paused_at IS 'Since when nothing is made, UTC; NULL: it is not paused';
COMMENT ON COLUMN outlay.recurring_record.problem IS 'Code of why the expense of next_on could not be made: no_budget, over_budget, …, member_left; NULL: nothing is known';
COMMENT ON COLUMN outlay.recurring_record.version IS 'Counts the changes; send it along with a change to be told if somebody else was faster';
COMMENT ON COLUMN outlay.recurring_record.created_at IS 'When it was created, UTC';
COMMENT ON COLUMN outlay.recurring_record.updated_at IS 'When it was last changed, UTC';

CREATE TYPE outlay.recurring_date AS (
	due_on				date
);
COMMENT ON TYPE outlay.recurring_date IS 'A day on which something comes again';
COMMENT ON COLUMN outlay.recurring_date.due_on IS 'The day';

CREATE TYPE outlay.recurring_stall AS (
	description			text,
	due_on				date,
	code				text,
	reason				text
);
COMMENT ON TYPE outlay.recurring_stall IS 'What the audit has of a recurring expense that could not be made';
COMMENT ON COLUMN outlay.recurring_stall.description IS 'What the expense is for';
COMMENT ON COLUMN outlay.recurring_stall.due_on IS 'The day that it could not be made for';
COMMENT ON COLUMN outlay.recurring_stall.code IS 'Code of why';
COMMENT ON COLUMN outlay.recurring_stall.reason IS 'Why, in English';

CREATE FUNCTION outlay.create_recurring(department_id bigint, amount numeric, description text, every text, first_on date,
		on_day integer DEFAULT NULL, until date DEFAULT NULL, account_id bigint DEFAULT NULL, member_id bigint DEFAULT NULL,
		category_id bigint DEFAULT NULL, merchant text DEFAULT NULL, notes text DEFAULT NULL, tags text[] DEFAULT NULL,
		paid_with text DEFAULT 'own', billable_to text DEFAULT NULL)
	RETURNS outlay.recurring_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_create_recurring';
COMMENT ON FUNCTION outlay.create_recurring(bigint, numeric, text, text, date, integer, date, bigint, bigint, bigint, text, text, text[], text, text) IS
'Has an expense come again.
On each day the worker makes one, of the budget that the department has for that day: a draft where the organization has
approval on, else what create_expense() makes. every: day, week, month, quarter or year; first_on: from this day on, days
that are past are none; on_day: the day of the week, 1 is Monday, or of the month, where a shorter one has its last, by
default (NULL or 0) that of first_on; until: up to this day; account_id: of which account the budget is, NULL or 0 for
any; member_id: whose it is, by default the caller''s, of others only for owners, admins and operators. The rest is as in
create_expense(). 22023: invalid, or department, account, member or category unknown or archived; 42501: of another
member';

CREATE FUNCTION outlay.get_recurring(id bigint) RETURNS outlay.recurring_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_recurring';
COMMENT ON FUNCTION outlay.get_recurring(bigint) IS 'The recurring expense with an id. P0002: there is none';

CREATE FUNCTION outlay.list_recurring(member_id bigint[] DEFAULT NULL, department_id bigint[] DEFAULT NULL, sort text DEFAULT NULL,
		after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.recurring_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_recurring';
COMMENT ON FUNCTION outlay.list_recurring(bigint[], bigint[], text, text, integer) IS
'Expenses that come again, the newest first.
member_id, department_id: any of these; sort: id, next_on (what has no day any more is last) or amount, with - before it
the largest first, by default -id; after: the position that the page before gave; page_size: 1 to 200. 22023: invalid';

CREATE FUNCTION outlay.list_recurring_history(id bigint, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.audit_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_recurring_history';
COMMENT ON FUNCTION outlay.list_recurring_history(bigint, text, text, integer) IS
'What was done to a recurring expense, the latest first.
sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to
200. P0002: there is none; 22023: invalid';

CREATE FUNCTION outlay.preview_recurring(every text DEFAULT 'month', first_on date DEFAULT NULL, on_day integer DEFAULT NULL,
		until date DEFAULT NULL, count integer DEFAULT 6)
	RETURNS SETOF outlay.recurring_date
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_preview_recurring';
COMMENT ON FUNCTION outlay.preview_recurring(text, date, integer, date, integer) IS
'The next days from today on that create_recurring() would have.
Arguments are those of create_recurring(); first_on: by default today; count: how many days, 1 to 50. 22023: invalid';

CREATE FUNCTION outlay.update_recurring(id bigint, version integer DEFAULT outlay.unchanged(NULL::integer),
		department_id bigint DEFAULT outlay.unchanged(NULL::bigint), amount numeric DEFAULT outlay.unchanged(NULL::numeric),
		description text DEFAULT outlay.unchanged(NULL::text), every text DEFAULT outlay.unchanged(NULL::text),
		first_on date DEFAULT outlay.unchanged(NULL::date), on_day integer DEFAULT outlay.unchanged('0'::integer),
		until date DEFAULT outlay.unchanged('-infinity'::date), account_id bigint DEFAULT outlay.unchanged('0'::bigint),
		member_id bigint DEFAULT outlay.unchanged(NULL::bigint), category_id bigint DEFAULT outlay.unchanged('0'::bigint),
		merchant text DEFAULT outlay.unchanged(''::text), notes text DEFAULT outlay.unchanged(''::text),
		tags text[] DEFAULT outlay.unchanged('{}'::text[]), paid_with text DEFAULT outlay.unchanged(NULL::text),
		billable_to text DEFAULT outlay.unchanged(''::text))
	RETURNS outlay.recurring_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_update_recurring';
COMMENT ON FUNCTION outlay.update_recurring(bigint, integer, bigint, numeric, text, text, date, integer, date, bigint, bigint, bigint, text, text, text[], text, text) IS
'Changes a recurring expense; what is not given stays.
What was made of it stays as well. Other days count from today; what is due stays due where the days stay. version: the
one that the caller has seen; on_day NULL or 0: that of first_on; until NULL: without end; account_id NULL or 0: any;
category_id NULL or 0 takes it away, and so does NULL or nothing merchant, notes, tags and billable_to. P0002: there is
none; OT412: changed meanwhile; 22023: invalid; 42501: of another member';

CREATE FUNCTION outlay.pause_recurring(id bigint, version integer DEFAULT NULL) RETURNS outlay.recurring_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_pause_recurring';
COMMENT ON FUNCTION outlay.pause_recurring(bigint, integer) IS
'Has a recurring expense make nothing until it is resumed.
P0002: there is none; OT412: changed meanwhile; 42501: of another member';

CREATE FUNCTION outlay.resume_recurring(id bigint, version integer DEFAULT NULL) RETURNS outlay.recurring_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_resume_recurring';
COMMENT ON FUNCTION outlay.resume_recurring(bigint, integer) IS
'Has a paused recurring expense go on from today.
What was due meanwhile is not made. P0002: there is none; OT412: changed meanwhile; 42501: of another member';

CREATE FUNCTION outlay.delete_recurring(id bigint, version integer DEFAULT NULL) RETURNS outlay.recurring_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_delete_recurring';
COMMENT ON FUNCTION outlay.delete_recurring(bigint, integer) IS
'Deletes a recurring expense, and returns it as it was.
What was made of it stays. P0002: there is none; OT412: changed meanwhile; 42501: of another member';

CREATE FUNCTION outlay.run_recurring(most integer DEFAULT NULL) RETURNS integer
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_run_recurring';
COMMENT ON FUNCTION outlay.run_recurring(integer) IS
'Makes what is due of the recurring expenses of the organization.
At most so many, by default 50; returns how many it made. The worker does so by itself. 22023: invalid. For operators';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('create_recurring', 'every', 'How often it comes again', '{"enum": ["day", "week", "month", "quarter", "year"]}'),
	('update_recurring', 'every', 'How often it comes again', '{"enum": ["day", "week", "month", "quarter", "year"]}'),
	('preview_recurring', 'every', 'How often it comes again', '{"enum": ["day", "week", "month", "quarter", "year"], "default": "month"}'),
	('create_recurring', 'description', 'What the money was spent on', '{"minLength": 1, "maxLength": 300}'),
	('update_recurring', 'description', 'What the money was spent on', '{"minLength": 1, "maxLength": 300}'),
	(NULL, 'first_on', 'From this day on, at most one year from today', NULL),
	(NULL, 'on_day', 'Day of the week, 1 is Monday, or of the month, where a shorter one has its last; 0: that of the first day',
		'{"minimum": 0, "maximum": 31}'),
	('create_recurring', 'until', 'Up to this day, at most ten years from today', NULL),
	('update_recurring', 'until', 'Up to this day, at most ten years from today; null: without end', NULL),
	('preview_recurring', 'until', 'Up to this day, at most ten years from today', NULL),
	('create_recurring', 'account_id', 'Account that the budget is of; 0: any', NULL),
	('update_recurring', 'account_id', 'Account that the budget is of; null or 0: any', NULL),
	('create_recurring', 'member_id', 'Whose expenses it makes, by default the caller''s; of others only for owners and admins', NULL),
	('update_recurring', 'member_id', 'Whose expenses it makes; changed by owners and admins only', NULL),
	('update_recurring', 'category_id', 'Number of the category; null or 0 takes it away', NULL),
	('create_recurring', 'paid_with', 'Who pays: the member, or the company', '{"enum": ["own", "company"], "default": "own"}'),
	('update_recurring', 'paid_with', 'Who pays: the member, or the company', '{"enum": ["own", "company"]}'),
	('list_recurring', 'member_id', 'Numbers of members: any of these', NULL),
	('list_recurring', 'department_id', 'Numbers of departments: any of these', NULL),
	('list_recurring', 'sort', 'Order: with - before it the largest come first',
		'{"enum": ["id", "next_on", "amount", "-id", "-next_on", "-amount"], "default": "-id"}'),
	('list_recurring_history', 'sort', 'Order: with - before it the latest come first', '{"enum": ["id", "-id"], "default": "-id"}'),
	('preview_recurring', 'count', 'How many days', '{"minimum": 1, "maximum": 50, "default": 6}');

SELECT outlay.publish('GET', '/api/v2/recurring', 'outlay.list_recurring', 'List recurring expenses',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('POST', '/api/v2/recurring', 'outlay.create_recurring', 'Have an expense come again',
	'{owner,admin,approver,member}', 201);
SELECT outlay.publish('GET', '/api/v2/recurring/days', 'outlay.preview_recurring', 'Preview the days of a recurring expense',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/recurring/{id}', 'outlay.get_recurring', 'Get a recurring expense',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/recurring/{id}/history', 'outlay.list_recurring_history',
	'List what was done to a recurring expense', '{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PATCH', '/api/v2/recurring/{id}', 'outlay.update_recurring', 'Change a recurring expense',
	'{owner,admin,approver,member}');
SELECT outlay.publish('POST', '/api/v2/recurring/{id}/pause', 'outlay.pause_recurring', 'Pause a recurring expense',
	'{owner,admin,approver,member}');
SELECT outlay.publish('POST', '/api/v2/recurring/{id}/resume', 'outlay.resume_recurring', 'Resume a recurring expense',
	'{owner,admin,approver,member}');
SELECT outlay.publish('DELETE', '/api/v2/recurring/{id}', 'outlay.delete_recurring', 'Delete a recurring expense',
	'{owner,admin,approver,member}');
