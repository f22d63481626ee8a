-- Days that are closed, and what was booked in them.

CREATE TYPE outlay.period_record AS (
	id					bigint,
	action				text,
	since				date,
	until				date,
	reason				text,
	member_id			bigint,
	at					timestamptz,
	currency			text,
	count				bigint,
	amount				numeric,
	tax_amount			numeric,
	net_amount			numeric,
	accrued_count		bigint,
	accrued_amount		numeric,
	totals				jsonb,
	accrued				jsonb
);
COMMENT ON TYPE outlay.period_record IS 'Days that were closed, or opened again';
COMMENT ON COLUMN outlay.period_record.id IS 'Number of the change in the audit; NULL: it is only looked at';
COMMENT ON COLUMN outlay.period_record.action IS 'closed or reopened; NULL: it is only looked at';
COMMENT ON COLUMN outlay.period_record.since IS 'First of the days; NULL: all that there are before';
COMMENT ON COLUMN outlay.period_record.until IS 'Last of the days';
COMMENT ON COLUMN outlay.period_record.reason IS 'Why they were opened again; NULL: they were closed';
COMMENT ON COLUMN outlay.period_record.member_id IS 'Who did it; NULL: an operator, or nobody yet';
COMMENT ON COLUMN outlay.period_record.at IS 'When, UTC; NULL: it is only looked at';
COMMENT ON COLUMN outlay.period_record.currency IS 'ISO 4217, the organization''s: EUR; NULL: they were opened again';
COMMENT ON COLUMN outlay.period_record.count IS 'How many expenses were booked on these days; NULL: they were opened again';
COMMENT ON COLUMN outlay.period_record.amount IS 'Their sum, in the currency; NULL: they were opened again';
COMMENT ON COLUMN outlay.period_record.tax_amount IS 'Sum of the tax that is said of them; NULL: they were opened again';
COMMENT ON COLUMN outlay.period_record.net_amount IS 'amount less tax_amount; NULL: they were opened again';
COMMENT ON COLUMN outlay.period_record.accrued_count IS 'How many were submitted and not approved, spent until the last of the days, and so are booked later; NULL: they were opened again';
COMMENT ON COLUMN outlay.period_record.accrued_amount IS 'Their sum, in the currency; NULL: they were opened again';
COMMENT ON COLUMN outlay.period_record.totals IS
	'What was booked, by month, budget, category, tax and original_currency: an object with a list of objects for each, with what they are of, count, and, as texts, amount, tax_amount and net_amount; NULL in a list, or where days were opened again';
COMMENT ON COLUMN outlay.period_record.accrued IS
	'Those that were submitted, the earliest 1,000: a list of objects with id, spent_on, budget_id, category_id, member_id and, as a text, amount; NULL in a list, or where days were opened again';

CREATE FUNCTION outlay.preview_period(until date) RETURNS outlay.period_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_preview_period';
COMMENT ON FUNCTION outlay.preview_period(date) IS
'What close_period() would close now: sums, and what is not approved yet.
Nothing is closed. 22023: the day is not over, or closed already';

CREATE FUNCTION outlay.close_period(until date) RETURNS outlay.period_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_close_period';
COMMENT ON FUNCTION outlay.close_period(date) IS
'Closes all days until one: nothing is booked on them any more.
What is booked on them stays as it is; what is approved later is booked on the first day that is open. Waits for those who
are booking. The sums are kept in the audit, with what was submitted and not approved. until: before today, where the
organization is. 22023: invalid, not over, or closed already';

CREATE FUNCTION outlay.reopen_period(reason text, until date DEFAULT NULL) RETURNS outlay.period_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_reopen_period';
COMMENT ON FUNCTION outlay.reopen_period(text, date) IS
'Opens closed days again.
reason: 1 to 300 characters, for the audit; until: the last day that stays closed, NULL: none does. What was booked later
because they were closed stays where it is. 22023: no reason, or not before what is closed; 55000: nothing is closed';

CREATE FUNCTION outlay.list_periods(sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.period_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_periods';
COMMENT ON FUNCTION outlay.list_periods(text, text, integer) IS
'Days that were closed or opened again, the latest first.
Without totals and accrued, which get_period() has. sort: id, or, by default, -id; after: the position that the page before
gave; page_size: 1 to 200. 22023: invalid';

CREATE FUNCTION outlay.get_period(id bigint) RETURNS outlay.period_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_period';
COMMENT ON FUNCTION outlay.get_period(bigint) IS
'What was closed or opened again by a change, with all that was noted.
P0002: there is none';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('preview_period', 'until', 'Last day that would be closed, before today, where the organization is', NULL),
	('close_period', 'until', 'Last day to close, before today, where the organization is', NULL),
	('reopen_period', 'until', 'Last day that stays closed; null: none does', NULL),
	('reopen_period', 'reason', 'Why they are opened again', '{"minLength": 1, "maxLength": 300}'),
	('get_period', 'id', 'Number of the change in the audit', NULL),
	('list_periods', 'sort', 'Order: with - before it the latest come first', '{"enum": ["id", "-id"], "default": "-id"}');

SELECT outlay.publish('GET', '/api/v2/periods', 'outlay.list_periods', 'List days that were closed or opened again',
	'{owner,admin,auditor}');
SELECT outlay.publish('GET', '/api/v2/periods/preview', 'outlay.preview_period', 'See what closing would close',
	'{owner,admin,auditor}');
SELECT outlay.publish('GET', '/api/v2/periods/{id}', 'outlay.get_period', 'Get days that were closed or opened again',
	'{owner,admin,auditor}');
SELECT outlay.publish('POST', '/api/v2/periods/close', 'outlay.close_period', 'Close all days until one', '{owner}');
SELECT outlay.publish('POST', '/api/v2/periods/reopen', 'outlay.reopen_period', 'Open closed days again', '{owner}');
