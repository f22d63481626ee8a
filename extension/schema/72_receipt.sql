-- Receipts: the files that prove expenses.

CREATE TYPE outlay.receipt_record AS (
	expense_id			bigint,
	sha256				text,
	name				text,
	media_type			text,
	size				integer,
	member_id			bigint,
	created_at			timestamptz,
	also_on				bigint[],
	also_of				bigint[]
);
COMMENT ON TYPE outlay.receipt_record IS 'A receipt of an expense, without its content';
COMMENT ON COLUMN outlay.receipt_record.expense_id IS 'Number of the expense';
COMMENT ON COLUMN outlay.receipt_record.sha256 IS 'SHA-256 of the content in 64 hexadecimal digits, by which the receipt is found';
COMMENT ON COLUMN outlay.receipt_record.name IS 'Name of the file, 1 to 200 characters';
COMMENT ON COLUMN outlay.receipt_record.media_type IS
	'What it is by its content: image/jpeg, image/png, image/webp, image/heic or application/pdf';
COMMENT ON COLUMN outlay.receipt_record.size IS 'Number of bytes';
COMMENT ON COLUMN outlay.receipt_record.member_id IS 'Who added it; NULL: an operator';
COMMENT ON COLUMN outlay.receipt_record.created_at IS 'When it was added, UTC';
COMMENT ON COLUMN outlay.receipt_record.also_on IS 'Other expenses that have the same file, at most 20; NULL in the audit';
COMMENT ON COLUMN outlay.receipt_record.also_of IS 'Members whose those are, each once; NULL in the audit';

CREATE FUNCTION outlay.add_receipt(expense_id bigint, name text, content bytea) RETURNS outlay.receipt_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_add_receipt';
COMMENT ON FUNCTION outlay.add_receipt(bigint, text, bytea) IS
'Adds a receipt to an expense.
name: of the file, 1 to 200 characters; content: a JPEG, PNG, WebP, HEIC or PDF by its content, whatever it is called, as
large as the organization''s receipt_megabytes. Where the same file is a receipt of other expenses, the answer says of
which, and whose they are. Who may do so in which state is in expense_permissions(): attach. P0002: no such expense;
OT412: its state allows it to nobody; 42501: not allowed to the caller; 22023: invalid; 23505: the expense has this file
already; 55000: it has 50';

CREATE FUNCTION outlay.list_receipts(expense_id bigint) RETURNS SETOF outlay.receipt_record
	LANGUAGE c STABLE ROWS 5 AS 'MODULE_PATHNAME', 'outlay_list_receipts';
COMMENT ON FUNCTION outlay.list_receipts(bigint) IS
'The receipts of an expense, the first one first, without their content.
P0002: no such expense';

CREATE FUNCTION outlay.get_receipt(expense_id bigint, sha256 text, range text DEFAULT NULL, if_range text DEFAULT NULL)
	RETURNS outlay.file
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_receipt';
COMMENT ON FUNCTION outlay.get_receipt(bigint, text, text, text) IS
'The content of a receipt.
range: which part of it, as the header Range says it, bytes=0-1023; only that is read then; if_range: unless this is its
entity tag, the whole. P0002: there is none';

CREATE FUNCTION outlay.delete_receipt(expense_id bigint, sha256 text) RETURNS outlay.receipt_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_delete_receipt';
COMMENT ON FUNCTION outlay.delete_receipt(bigint, text) IS
'Removes a receipt from its expense.
Who may do so in which state is in expense_permissions(): detach. P0002: there is none; OT412: the state of the expense
allows it to nobody; 42501: not allowed to the caller; 23514: the policy needs it';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('add_receipt', 'name', 'Name of the file', '{"minLength": 1, "maxLength": 200}'),
	(NULL, 'expense_id', 'Number of the expense', NULL),
	('get_receipt', 'range', 'Which part of the file, as the header Range says it', NULL),
	('get_receipt', 'if_range', 'Entity tag of the file that the part has to be of, as the header If-Range says it', NULL),
	(NULL, 'sha256', 'SHA-256 of the content in hexadecimal digits', '{"pattern": "^[0-9a-f]{64}$"}');

SELECT outlay.publish('POST', '/api/v2/expenses/{expense_id}/receipts', 'outlay.add_receipt', 'Add a receipt',
	'{owner,admin,approver,member}', 201, max_body => 26214400);
SELECT outlay.publish('GET', '/api/v2/expenses/{expense_id}/receipts', 'outlay.list_receipts', 'List the receipts of an expense',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/expenses/{expense_id}/receipts/{sha256}', 'outlay.get_receipt', 'Get a receipt',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('DELETE', '/api/v2/expenses/{expense_id}/receipts/{sha256}', 'outlay.delete_receipt', 'Remove a receipt',
	'{owner,admin,approver,member}', 204);
