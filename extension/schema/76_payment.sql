-- Payments: what members spent of their own, paid back to them.

CREATE TYPE outlay.owed_record AS (
	member_id			bigint,
	count				integer,
	amount				numeric,
	currency			text,
	since				date,
	iban				text
);
COMMENT ON TYPE outlay.owed_record IS 'What is owed to a member: approved expenses of their own money that are in no payment';
COMMENT ON COLUMN outlay.owed_record.member_id IS 'Whose money it was';
COMMENT ON COLUMN outlay.owed_record.count IS 'How many expenses';
COMMENT ON COLUMN outlay.owed_record.amount IS 'Their sum, in the currency';
COMMENT ON COLUMN outlay.owed_record.currency IS 'ISO 4217, the organization''s: EUR';
COMMENT ON COLUMN outlay.owed_record.since IS 'Day of the earliest of them';
COMMENT ON COLUMN outlay.owed_record.iban IS 'The last four characters of the member''s IBAN; NULL: there is none';

CREATE TYPE outlay.payment_record AS (
	id					bigint,
	state				text,
	execute_on			date,
	paid_on				date,
	amount				numeric,
	bounced				numeric,
	currency			text,
	count				integer,
	member_id			bigint,
	message_id			text,
	exported_at			timestamptz,
	version				integer,
	created_at			timestamptz,
	updated_at			timestamptz
);
COMMENT ON TYPE outlay.payment_record IS 'A payment: one transfer to each member whose expenses are in it';
COMMENT ON COLUMN outlay.payment_record.id IS 'Number of the payment';
COMMENT ON COLUMN outlay.payment_record.state IS 'open, exported, paid or cancelled';
COMMENT ON COLUMN outlay.payment_record.execute_on IS 'Day on which the bank is asked to pay';
COMMENT ON COLUMN outlay.payment_record.paid_on IS 'Day on which it was paid; NULL: it is not';
COMMENT ON COLUMN outlay.payment_record.amount IS 'Sum of the expenses that are in it, in the currency';
COMMENT ON COLUMN outlay.payment_record.bounced IS 'Sum of what came back, which is no longer in it';
COMMENT ON COLUMN outlay.payment_record.currency IS 'ISO 4217, the organization''s: EUR';
COMMENT ON COLUMN outlay.payment_record.count IS 'How many expenses are in it';
COMMENT ON COLUMN outlay.payment_record.member_id IS 'Who made it; NULL: an operator';
COMMENT ON COLUMN outlay.payment_record.message_id IS 'By which name the bank knows the file that was exported; NULL: none was';
COMMENT ON COLUMN outlay.payment_record.exported_at IS 'When that file was exported first, UTC; NULL: it was not';
COMMENT ON COLUMN outlay.payment_record.version IS 'Counts the changes; send it along with a change to be told if somebody else was faster';
COMMENT ON COLUMN outlay.payment_record.created_at IS 'When it was created, UTC';
COMMENT ON COLUMN outlay.payment_record.updated_at IS 'When it was last changed, UTC';

CREATE TYPE outlay.transfer_record AS (
	payment_id			bigint,
	member_id			bigint,
	count				integer,
	amount				numeric,
	currency			text,
	iban				text
);
COMMENT ON TYPE outlay.transfer_record IS 'What a payment transfers to a member';
COMMENT ON COLUMN outlay.transfer_record.payment_id IS 'Number of the payment';
COMMENT ON COLUMN outlay.transfer_record.member_id IS 'Who gets it';
COMMENT ON COLUMN outlay.transfer_record.count IS 'How many expenses';
COMMENT ON COLUMN outlay.transfer_record.amount IS 'Their sum, in the currency';
COMMENT ON COLUMN outlay.transfer_record.currency IS 'ISO 4217, the organization''s: EUR';
COMMENT ON COLUMN outlay.transfer_record.iban IS 'The last four characters of the member''s IBAN; NULL: there is none';

CREATE TYPE outlay.payment_expense AS (
	id					bigint,
	member_id			bigint,
	amount				numeric,
	currency			text,
	state				text,
	payment_id			bigint,
	version				integer
);
COMMENT ON TYPE outlay.payment_expense IS 'What the audit has of an expense that comes into a payment, leaves it or is paid by it';
COMMENT ON COLUMN outlay.payment_expense.id IS 'Number of the expense';
COMMENT ON COLUMN outlay.payment_expense.member_id IS 'Whose it is';
COMMENT ON COLUMN outlay.payment_expense.amount IS 'Money, in the currency';
COMMENT ON COLUMN outlay.payment_expense.currency IS 'ISO 4217, the organization''s: EUR';
COMMENT ON COLUMN outlay.payment_expense.state IS 'approved, paying or paid';
COMMENT ON COLUMN outlay.payment_expense.payment_id IS 'Payment that it is in; NULL: none';
COMMENT ON COLUMN outlay.payment_expense.version IS 'That of the expense';

CREATE FUNCTION outlay.list_owed(member_id bigint[] DEFAULT NULL, min_amount numeric DEFAULT NULL, contains text DEFAULT NULL,
		sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.owed_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_owed';
COMMENT ON FUNCTION outlay.list_owed(bigint[], numeric, text, text, text, integer) IS
'What is owed to whom, the largest sum first.
Owed is what is approved, was a member''s own money, and is in no payment. member_id: any of these; min_amount: sums from
this on; contains: text in a name or an e-mail address; sort: amount, name or id, with - before it the largest first, by
default -amount; after: the position that the page before gave; page_size: 1 to 200. 22023: invalid';

CREATE FUNCTION outlay.create_payment(member_id bigint[] DEFAULT NULL, expense_id bigint[] DEFAULT NULL, execute_on date DEFAULT NULL)
	RETURNS outlay.payment_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_create_payment';
COMMENT ON FUNCTION outlay.create_payment(bigint[], bigint[], date) IS
'Makes a payment of what is owed to all others, to some members, or of expenses.
member_id: all that is owed to these; expense_id: these alone; without either all that is owed, but not to the caller, who
pays nothing to themselves; execute_on: when the bank is to pay, by default today. All of it or nothing. 22023: invalid;
P0002: no such expense; OT412: an expense is not owed any more; 42501: an expense is the caller''s own; 55000: nothing is
owed, the company paid it, or it is more than 5000 expenses';

CREATE FUNCTION outlay.get_payment(id bigint) RETURNS outlay.payment_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_payment';
COMMENT ON FUNCTION outlay.get_payment(bigint) IS 'The payment with an id. P0002: there is none';

CREATE FUNCTION outlay.list_payments(state text[] DEFAULT NULL, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.payment_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_payments';
COMMENT ON FUNCTION outlay.list_payments(text[], text, text, integer) IS
'Payments, the newest first.
state: open, exported, paid or cancelled, any of several; sort: id, amount or execute_on, with - before it the largest
first, by default -id; after: the position that the page before gave; page_size: 1 to 200. 22023: invalid';

CREATE FUNCTION outlay.list_payment_expenses(id bigint, member_id bigint[] DEFAULT NULL, sort text DEFAULT NULL, after text DEFAULT NULL,
		page_size integer DEFAULT 50)
	RETURNS SETOF outlay.expense_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_payment_expenses';
COMMENT ON FUNCTION outlay.list_payment_expenses(bigint, bigint[], text, text, integer) IS
'The expenses that are in a payment.
member_id: those of any of these; sort: id, amount or spent_on, with - before it the largest first, by default -id; after:
the position that the page before gave; page_size: 1 to 200. P0002: there is none; 22023: invalid';

CREATE FUNCTION outlay.list_payment_transfers(id bigint, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.transfer_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_payment_transfers';
COMMENT ON FUNCTION outlay.list_payment_transfers(bigint, text, text, integer) IS
'What a payment transfers to each member, the largest sum first.
sort: amount, name or id, with - before it the largest first, by default -amount; after: the position that the page before
gave; page_size: 1 to 200. P0002: there is none; 22023: invalid';

CREATE FUNCTION outlay.list_payment_history(id bigint, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.audit_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_payment_history';
COMMENT ON FUNCTION outlay.list_payment_history(bigint, text, text, integer) IS
'What was done to a payment, the latest first.
sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to
200. P0002: there is none; 22023: invalid';

CREATE FUNCTION outlay.add_payment_expense(id bigint, expense_id bigint, version integer DEFAULT NULL) RETURNS outlay.payment_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_add_payment_expense';
COMMENT ON FUNCTION outlay.add_payment_expense(bigint, bigint, integer) IS
'Puts an expense that is owed into a payment.
It is open again if it was exported.
P0002: there is none; OT412: changed meanwhile, paid or cancelled, or the expense is not owed any more; 42501: the
caller''s own; 55000: the expense is owed to nobody';

CREATE FUNCTION outlay.remove_payment_expense(id bigint, expense_id bigint, version integer DEFAULT NULL) RETURNS outlay.payment_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_remove_payment_expense';
COMMENT ON FUNCTION outlay.remove_payment_expense(bigint, bigint, integer) IS
'Takes an expense out of a payment; it is owed again.
The payment is open again if it was exported. P0002: there is none; OT412: changed meanwhile, paid or
cancelled, or the expense is in no payment; 42501: the caller''s own; 55000: the expense is in another';

CREATE FUNCTION outlay.export_payment(id bigint, format text DEFAULT 'pain.001.001.09', renew boolean DEFAULT false,
		version integer DEFAULT NULL)
	RETURNS outlay.file
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_export_payment';
COMMENT ON FUNCTION outlay.export_payment(bigint, text, boolean, integer) IS
'A payment as a file for a bank; this pays nothing, and can be repeated.
format: pain.001.001.09 or pain.001.001.03 for SEPA, or csv. The file is the same each time, under the same message id;
renew: where it has become another since, a new one under a new message id. P0002: there is none; OT412: changed
meanwhile, or paid or cancelled; 22023: invalid, or no IBAN of somebody; 55000: nothing is in it, or nothing that could
be transferred, it is not in EUR, or it would not be the file that was exported before';

CREATE FUNCTION outlay.confirm_payment(id bigint, paid_on date DEFAULT NULL, version integer DEFAULT NULL) RETURNS outlay.payment_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_confirm_payment';
COMMENT ON FUNCTION outlay.confirm_payment(bigint, date, integer) IS
'Confirms that a payment was made: its expenses are paid.
paid_on: when, by default today. All of them or none. P0002: there is none; OT412: changed meanwhile, or paid or cancelled already; 22023: invalid;
42501: an expense of the caller''s is in it; 55000: nothing is in it, or nothing that could be transferred';

CREATE FUNCTION outlay.cancel_payment(id bigint, version integer DEFAULT NULL) RETURNS outlay.payment_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_cancel_payment';
COMMENT ON FUNCTION outlay.cancel_payment(bigint, integer) IS
'Cancels a payment that was not made: its expenses are owed again.
P0002: there is none; OT412: changed meanwhile, or paid or cancelled already; 42501: an expense of the caller''s is in it';

CREATE FUNCTION outlay.bounce_payment(id bigint, member_id bigint DEFAULT NULL, expense_id bigint DEFAULT NULL, version integer DEFAULT NULL)
	RETURNS outlay.payment_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_bounce_payment';
COMMENT ON FUNCTION outlay.bounce_payment(bigint, bigint, bigint, integer) IS
'Notes that money of a payment came back: the expenses are owed again.
Either member_id: all that the payment has for this member; or expense_id: this one. The payment stays what it is. P0002:
there is none; OT412: changed meanwhile, or cancelled; 22023: neither or both; 42501: the caller''s own; 55000: the payment
has nothing of the kind';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('list_owed', 'member_id', 'Numbers of members: any of these', NULL),
	('list_owed', 'min_amount', 'Sums from this on', NULL),
	('list_owed', 'contains', 'A text that a name or an e-mail address has, in any case', NULL),
	('list_owed', 'sort', 'Order: with - before it the largest come first',
		'{"enum": ["amount", "-amount", "name", "-name", "id", "-id"], "default": "-amount"}'),
	('create_payment', 'member_id', 'Numbers of members: all that is owed to these', NULL),
	('create_payment', 'expense_id', 'Numbers of expenses: these alone', NULL),
	(NULL, 'execute_on', 'When the bank is to pay, today or within a year, where the organization is', NULL),
	('confirm_payment', 'paid_on', 'When it was paid, today or before, where the organization is', NULL),
	('list_payments', 'state', 'State of the payment', '{"enum": ["open", "exported", "paid", "cancelled"]}'),
	('list_payments', 'sort', 'Order: with - before it the largest come first',
		'{"enum": ["id", "-id", "amount", "-amount", "execute_on", "-execute_on"], "default": "-id"}'),
	('list_payment_expenses', 'member_id', 'Numbers of members: those of any of these', NULL),
	('list_payment_expenses', 'sort', 'Order: with - before it the largest come first',
		'{"enum": ["id", "-id", "amount", "-amount", "spent_on", "-spent_on"], "default": "-id"}'),
	('list_payment_transfers', 'sort', 'Order: with - before it the largest come first',
		'{"enum": ["amount", "-amount", "name", "-name", "id", "-id"], "default": "-amount"}'),
	('list_payment_history', 'sort', 'Order: with - before it the latest come first', '{"enum": ["id", "-id"], "default": "-id"}'),
	('export_payment', 'format', 'What file: SEPA in one of two versions, or comma-separated values',
		'{"enum": ["pain.001.001.09", "pain.001.001.03", "csv"], "default": "pain.001.001.09"}'),
	('export_payment', 'renew', 'True: where it is not what was exported before, a new file under a new message id',
		'{"default": false}'),
	('bounce_payment', 'member_id', 'Number of the member whose money came back', NULL);

SELECT outlay.publish('GET', '/api/v2/owed', 'outlay.list_owed', 'List what is owed to whom', '{owner,admin,auditor}');
SELECT outlay.publish('GET', '/api/v2/payments', 'outlay.list_payments', 'List payments', '{owner,admin,auditor}');
SELECT outlay.publish('POST', '/api/v2/payments', 'outlay.create_payment', 'Make a payment', '{owner,admin}', 201);
SELECT outlay.publish('GET', '/api/v2/payments/{id}', 'outlay.get_payment', 'Get a payment', '{owner,admin,auditor}');
SELECT outlay.publish('GET', '/api/v2/payments/{id}/history', 'outlay.list_payment_history', 'List what was done to a payment',
	'{owner,admin,auditor}');
SELECT outlay.publish('GET', '/api/v2/payments/{id}/expenses', 'outlay.list_payment_expenses', 'List the expenses of a payment',
	'{owner,admin,auditor}');
SELECT outlay.publish('GET', '/api/v2/payments/{id}/transfers', 'outlay.list_payment_transfers', 'List the transfers of a payment',
	'{owner,admin,auditor}');
SELECT outlay.publish('POST', '/api/v2/payments/{id}/expenses', 'outlay.add_payment_expense', 'Put an expense into a payment',
	'{owner,admin}');
SELECT outlay.publish('DELETE', '/api/v2/payments/{id}/expenses/{expense_id}', 'outlay.remove_payment_expense',
	'Take an expense out of a payment', '{owner,admin}');
SELECT outlay.publish('POST', '/api/v2/payments/{id}/export', 'outlay.export_payment', 'Export a payment', '{owner,admin}');
SELECT outlay.publish('POST', '/api/v2/payments/{id}/confirm', 'outlay.confirm_payment', 'Confirm that a payment was made',
	'{owner,admin}');
SELECT outlay.publish('POST', '/api/v2/payments/{id}/cancel', 'outlay.cancel_payment', 'Cancel a payment', '{owner,admin}');
SELECT outlay.publish('POST', '/api/v2/payments/{id}/bounce', 'outlay.bounce_payment', 'Note that money of a payment came back',
	'{owner,admin}');
