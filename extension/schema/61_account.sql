-- Accounts and deposits: where the organization keeps its money.

CREATE TYPE outlay.account_record AS (
	id					bigint,
	name				text,
	currency			text,
	balance				numeric,
	version				integer,
	created_at			timestamptz,
	updated_at			timestamptz,
	archived_at			timestamptz
);
COMMENT ON TYPE outlay.account_record IS 'An account; balance: its deposits less its budgets';
COMMENT ON COLUMN outlay.account_record.id IS 'Number of the account';
COMMENT ON COLUMN outlay.account_record.name IS '1 to 100 characters, unique among accounts in use';
COMMENT ON COLUMN outlay.account_record.currency IS 'ISO 4217, the organization''s: EUR';
COMMENT ON COLUMN outlay.account_record.balance IS 'Money in it: deposits less budgets, in the currency';
COMMENT ON COLUMN outlay.account_record.version IS 'Counts the changes; send it along with a change to be told if somebody else was faster';
COMMENT ON COLUMN outlay.account_record.created_at IS 'When it was created, UTC';
COMMENT ON COLUMN outlay.account_record.updated_at IS 'When it was last changed, UTC';
COMMENT ON COLUMN outlay.account_record.archived_at IS 'When it was taken out of use, UTC; NULL: it is in use';

CREATE TYPE outlay.deposit_record AS (
	id					bigint,
	account_id			bigint,
	member_id			bigint,
	amount				numeric,
	currency			text,
	description			text,
	created_at			timestamptz
);
COMMENT ON TYPE outlay.deposit_record IS 'Money into an account or, negative, out of it; member_id: who entered it';
COMMENT ON COLUMN outlay.deposit_record.id IS 'Number of the deposit';
COMMENT ON COLUMN outlay.deposit_record.account_id IS 'Account that the money is in';
COMMENT ON COLUMN outlay.deposit_record.member_id IS 'Who entered it; NULL: an operator';
COMMENT ON COLUMN outlay.deposit_record.amount IS 'Money, in the currency; negative: taken out';
COMMENT ON COLUMN outlay.deposit_record.currency IS 'ISO 4217, the organization''s: EUR';
COMMENT ON COLUMN outlay.deposit_record.description IS 'Up to 300 characters, may be empty';
COMMENT ON COLUMN outlay.deposit_record.created_at IS 'When it was entered, UTC';

CREATE FUNCTION outlay.create_account(name text, initial_deposit numeric DEFAULT NULL) RETURNS outlay.account_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_create_account';
COMMENT ON FUNCTION outlay.create_account(text, numeric) IS
'Creates an account.
name: 1 to 100 characters, unique among those in use; initial_deposit: its first money. 22023: invalid; 23505: name in
use';

CREATE FUNCTION outlay.get_account(id bigint) RETURNS outlay.account_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_account';
COMMENT ON FUNCTION outlay.get_account(bigint) IS 'The account with an id. P0002: there is none';

CREATE FUNCTION outlay.list_accounts(contains text DEFAULT NULL, archived boolean DEFAULT false,
		sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.account_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_accounts';
COMMENT ON FUNCTION outlay.list_accounts(text, boolean, text, text, integer) IS
'Accounts, the newest first.
contains: text in the name; archived: NULL for both; sort: id, name or balance, with - before it the largest first, by
default -id; after: the position that the page before gave; page_size: 1 to 200. 22023: invalid';

CREATE FUNCTION outlay.update_account(id bigint, version integer DEFAULT outlay.unchanged(NULL::integer),
		name text DEFAULT outlay.unchanged(NULL::text))
	RETURNS outlay.account_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_update_account';
COMMENT ON FUNCTION outlay.update_account(bigint, integer, text) IS
'Changes an account; what is not given stays.
version: the one that the caller has seen. P0002: there is none; OT412: changed meanwhile; 22023: invalid; 23505: name
in use';

CREATE FUNCTION outlay.archive_account(id bigint, version integer DEFAULT NULL, archived boolean DEFAULT true)
	RETURNS outlay.account_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_archive_account';
COMMENT ON FUNCTION outlay.archive_account(bigint, integer, boolean) IS
'Takes an account out of use, or brings it back.
P0002: there is none; OT412: changed meanwhile; 23505: its name is in use meanwhile';

CREATE FUNCTION outlay.delete_account(id bigint, version integer DEFAULT NULL) RETURNS outlay.account_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_delete_account';
COMMENT ON FUNCTION outlay.delete_account(bigint, integer) IS
'Deletes an account that nothing refers to.
P0002: there is none; OT412: changed meanwhile; 23503: deposits or budgets refer to it';

CREATE FUNCTION outlay.create_deposit(account_id bigint, amount numeric, description text DEFAULT NULL)
	RETURNS outlay.deposit_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_create_deposit';
COMMENT ON FUNCTION outlay.create_deposit(bigint, numeric, text) IS
'Brings money into an account or, with a negative amount, takes it out.
description: up to 300 characters. P0002: no such account; 22023: invalid, or the account is archived; 23514: takes
more than there is';

CREATE FUNCTION outlay.list_deposits(account_id bigint, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.deposit_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_deposits';
COMMENT ON FUNCTION outlay.list_deposits(bigint, text, text, integer) IS
'Deposits of an account, the newest first.
sort: id or amount, with - before it the largest first, by default -id; after: the position that the page before gave;
page_size: 1 to 200. P0002: no such account; 22023: invalid';

CREATE FUNCTION outlay.list_account_history(id bigint, sort text DEFAULT NULL, after text DEFAULT NULL, page_size integer DEFAULT 50)
	RETURNS SETOF outlay.audit_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_list_account_history';
COMMENT ON FUNCTION outlay.list_account_history(bigint, text, text, integer) IS
'What was done to an account, the latest first, for everybody who can read it.
sort: id, or, by default, -id, the latest first; after: the position that the page before gave; page_size: 1 to
200. P0002: there is none, or no longer; 22023: invalid';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	('archive_account', 'archived', 'False brings it back into use', '{"default": true}'),
	(NULL, 'account_id', 'Number of the account', NULL),
	('create_deposit', 'amount', 'Money into the account, or, negative, out of it; not zero',
		'{"pattern": "^-?(?!0+([.]0+)?$)[0-9]{1,15}([.][0-9]{1,4})?$"}'),
	(NULL, 'initial_deposit', 'First money of the account, greater than zero',
		'{"pattern": "^(?!0+([.]0+)?$)[0-9]{1,15}([.][0-9]{1,4})?$"}'),
	('list_accounts', 'sort', 'Order: with - before it the largest come first',
		'{"enum": ["id", "-id", "name", "-name", "balance", "-balance"], "default": "-id"}'),
	('list_deposits', 'sort', 'Order: with - before it the largest come first', '{"enum": ["id", "-id", "amount", "-amount"], "default": "-id"}'),
	('list_account_history', 'sort', 'Order: with - before it the latest come first', '{"enum": ["id", "-id"], "default": "-id"}');

SELECT outlay.publish('GET', '/api/v2/accounts', 'outlay.list_accounts', 'List accounts',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('POST', '/api/v2/accounts', 'outlay.create_account', 'Create an account', '{owner,admin}', 201);
SELECT outlay.publish('GET', '/api/v2/accounts/{id}', 'outlay.get_account', 'Get an account',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/accounts/{id}/history', 'outlay.list_account_history', 'List what was done to an account',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PATCH', '/api/v2/accounts/{id}', 'outlay.update_account', 'Change an account', '{owner,admin}');
SELECT outlay.publish('POST', '/api/v2/accounts/{id}/archive', 'outlay.archive_account',
	'Archive an account or bring it back', '{owner,admin}');
SELECT outlay.publish('DELETE', '/api/v2/accounts/{id}', 'outlay.delete_account', 'Delete an account',
	'{owner,admin}', 204);
SELECT outlay.publish('GET', '/api/v2/accounts/{account_id}/deposits', 'outlay.list_deposits', 'List deposits',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('POST', '/api/v2/accounts/{account_id}/deposits', 'outlay.create_deposit', 'Create a deposit',
	'{owner,admin}', 201);
