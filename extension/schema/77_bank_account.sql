-- Bank accounts: where money is paid from, and where to.

CREATE TYPE outlay.bank_account_record AS (
	member_id			bigint,
	holder				text,
	iban				text,
	version				integer,
	updated_at			timestamptz
);
COMMENT ON TYPE outlay.bank_account_record IS 'The bank account of a member, or of the organization';
COMMENT ON COLUMN outlay.bank_account_record.member_id IS 'Whose it is; NULL: the organization''s';
COMMENT ON COLUMN outlay.bank_account_record.holder IS 'Name that transfers have; NULL: the organization''s own, what it is displayed as';
COMMENT ON COLUMN outlay.bank_account_record.iban IS 'Its IBAN, in capitals without blanks; in the audit the last four characters; NULL: there is none';
COMMENT ON COLUMN outlay.bank_account_record.version IS 'That of the member, or of the organization';
COMMENT ON COLUMN outlay.bank_account_record.updated_at IS 'When the member, or the organization, was last changed, UTC';

CREATE FUNCTION outlay.get_my_bank_account() RETURNS outlay.bank_account_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_my_bank_account';
COMMENT ON FUNCTION outlay.get_my_bank_account() IS
'The bank account of whoever is logged in.
28000: nobody is';

CREATE FUNCTION outlay.set_my_bank_account(iban text DEFAULT outlay.unchanged(''::text),
		version integer DEFAULT outlay.unchanged(NULL::integer))
	RETURNS outlay.bank_account_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_set_my_bank_account';
COMMENT ON FUNCTION outlay.set_my_bank_account(text, integer) IS
'Sets your own bank account, to which your expenses are paid back.
iban: with or without blanks, NULL or an empty text for none. 28000: nobody is logged in; OT412: changed meanwhile;
22023: what is wrong with it; 42501: asks for a session that was confirmed recently';

CREATE FUNCTION outlay.get_member_bank_account(id bigint) RETURNS outlay.bank_account_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_member_bank_account';
COMMENT ON FUNCTION outlay.get_member_bank_account(bigint) IS
'The bank account of a member, for those who pay.
P0002: there is no such member';

CREATE FUNCTION outlay.set_member_bank_account(id bigint, iban text DEFAULT outlay.unchanged(''::text),
		version integer DEFAULT outlay.unchanged(NULL::integer))
	RETURNS outlay.bank_account_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_set_member_bank_account';
COMMENT ON FUNCTION outlay.set_member_bank_account(bigint, text, integer) IS
'Sets the bank account of a member.
iban: with or without blanks, NULL or an empty text for none. P0002: there is no such member; OT412: changed meanwhile;
22023: what is wrong with it; 42501: only an owner sets that of another owner, and it asks for a session that was
confirmed recently';

CREATE FUNCTION outlay.get_organization_bank_account() RETURNS outlay.bank_account_record
	LANGUAGE c STABLE AS 'MODULE_PATHNAME', 'outlay_get_organization_bank_account';
COMMENT ON FUNCTION outlay.get_organization_bank_account() IS 'The bank account from which the organization pays, for those who do';

CREATE FUNCTION outlay.set_organization_bank_account(iban text DEFAULT outlay.unchanged(''::text),
		holder text DEFAULT outlay.unchanged(''::text), version integer DEFAULT outlay.unchanged(NULL::integer))
	RETURNS outlay.bank_account_record
	LANGUAGE c AS 'MODULE_PATHNAME', 'outlay_set_organization_bank_account';
COMMENT ON FUNCTION outlay.set_organization_bank_account(text, text, integer) IS
'Sets the bank account from which the organization pays.
What is not given stays, NULL or an empty text takes it away. iban: with or without blanks; holder: the name that transfers
have, up to 70 characters, by default that of the organization. OT412: changed meanwhile; 22023: what is wrong with it;
42501: asks for a session that was confirmed recently';

INSERT INTO outlay.openapi_hint (function, argument, description, rules) VALUES
	(NULL, 'iban', 'An IBAN, with or without blanks; empty: none', '{"maxLength": 50, "examples": ["DE89 3704 0044 0532 0130 00", ""]}'),
	(NULL, 'holder', 'Name that transfers have; empty: the organization''s own', '{"maxLength": 70}');

SELECT outlay.publish('GET', '/api/v2/me/bank-account', 'outlay.get_my_bank_account', 'Get your bank account',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('PATCH', '/api/v2/me/bank-account', 'outlay.set_my_bank_account', 'Set your bank account',
	'{owner,admin,approver,member,auditor}');
SELECT outlay.publish('GET', '/api/v2/members/{id}/bank-account', 'outlay.get_member_bank_account', 'Get the bank account of a member',
	'{owner,admin}');
SELECT outlay.publish('PATCH', '/api/v2/members/{id}/bank-account', 'outlay.set_member_bank_account', 'Set the bank account of a member',
	'{owner,admin}');
SELECT outlay.publish('GET', '/api/v2/organization/bank-account', 'outlay.get_organization_bank_account', 'Get the bank account of the organization',
	'{owner,admin}');
SELECT outlay.publish('PATCH', '/api/v2/organization/bank-account', 'outlay.set_organization_bank_account', 'Set the bank account of the organization',
	'{owner,admin}');
