-- A sandbox of an organization: a new one with the same rows. A migration of the DBA has made what is hard to copy: a
-- type and a computed column of the organization's own, a trigger that must not run for a copy, and partitions.
BEGIN;
SELECT slug FROM outlay.create_tenant('Copying Ltd', 'office@copying.example', currency => 'JPY');
SELECT name FROM outlay.add_migration('for tenant_copy', $$
	CREATE TYPE mood AS ENUM ('good', 'so-so');
	CREATE TABLE "Note ""1""" (
		id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mood mood, moods mood[], "a text" text,
		size integer GENERATED ALWAYS AS (length("a text")) STORED, bytes bytea, at timestamptz, amount float8);
	CREATE TABLE part (id integer, name text) PARTITION BY RANGE (id);
	CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (1) TO (10);
	CREATE FUNCTION no_more() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no more notes''; END';
	CREATE TRIGGER no_more BEFORE INSERT ON "Note ""1""" FOR EACH ROW WHEN (new.id > 3) EXECUTE FUNCTION no_more();
	INSERT INTO "Note ""1""" (mood) VALUES ('good');
$$);
-- This one is older than the migration, and so is its sandbox, until both are upgraded.
SELECT slug FROM outlay.clone_tenant('copyingltd', 'Sandbox of older');
SELECT a.template_version = b.template_version AS same_version,
	outlay.schema_fingerprint(a.schema::text::regnamespace) = outlay.schema_fingerprint(b.schema::text::regnamespace) AS is_equal
FROM outlay.tenant a, outlay.tenant b WHERE a.slug = 'copyingltd' AND b.slug = 'sandboxofolder';

SELECT id, schema FROM outlay.create_tenant('Copying GmbH', 'office@copying.example', slug => 'copying') \gset
SELECT slug FROM outlay.use_tenant('copying');
INSERT INTO "Note ""1""" (mood, moods, "a text", bytes, at, amount)
VALUES (NULL, '{good,NULL,so-so}', E'a ''quote'', a \\, a\ttab\nand\r\nlines, "two", {x,NULL} and é', '\x00ff', 'infinity', 0.1::float8 + 0.2),
	('so-so', '{}', '', '', '2026-03-01 12:00:00.000001+09', 'NaN');
INSERT INTO part VALUES (2, 'two');
SELECT name FROM outlay.create_department('Sales');
SELECT name, balance FROM outlay.create_account('Bank', 1000);
SELECT month, amount FROM outlay.create_budget((SELECT id FROM account), (SELECT id FROM department), '2026-03-01', 500);
SELECT amount FROM outlay.create_expense((SELECT id FROM budget), 12.5, '2026-03-14', 'Taxi');
SELECT role FROM outlay.create_member('olga@copying.example', 'wooden compass', 'owner');
SELECT failure FROM outlay.log_in('olga@copying.example', 'wooden compass');

SELECT slug, name, business_email, status FROM outlay.clone_tenant('copying', 'Sandbox of Copying', slug => 'sandbox');
SELECT slug FROM outlay.use_tenant('sandbox');
SELECT * FROM "Note ""1""" ORDER BY id;
SELECT tableoid::regclass, * FROM part;
SELECT name, balance FROM outlay.list_accounts();
SELECT amount, description FROM outlay.list_expenses();
SELECT * FROM outlay.check_balances();
-- Sequences go on; both have a life of their own.
SELECT id, name FROM outlay.create_department('Sandbox only');
SELECT nextval('"Note ""1""_id_seq"');
SELECT outlay.schema_fingerprint(t.schema::text::regnamespace) = outlay.schema_fingerprint('outlay_template') AS is_equal
FROM outlay.tenant t WHERE slug = 'sandbox';
-- Nobody is logged in, and nobody can log in with a password of the original before an operator says so.
SELECT count(*) FROM session;
SELECT email, status FROM outlay.list_members();
SELECT failure FROM outlay.log_in('olga@copying.example', 'wooden compass');
SELECT email FROM outlay.set_member_password((SELECT id FROM member), 'iron compass!');
SELECT failure FROM outlay.log_in('olga@copying.example', 'iron compass!');
-- The audit came along, and says where from.
SELECT action, entity, after FROM outlay.list_audit() WHERE action = 'cloned';
SELECT count(*) > 5 AS has_history FROM audit;

-- With passwords, if the operator wants that; or without data, with the settings alone.
SELECT slug FROM outlay.clone_tenant('copying', 'Twin', 'twin@copying.example', keep_passwords => true);
SELECT slug FROM outlay.use_tenant('twin');
SELECT failure FROM outlay.log_in('olga@copying.example', 'wooden compass');
SELECT slug FROM outlay.use_tenant('copying');
SELECT over_budget FROM outlay.update_organization(over_budget => 'warn');
SELECT slug FROM outlay.clone_tenant('copying', 'Empty', with_data => false);
SELECT slug FROM outlay.use_tenant('empty');
SELECT currency, over_budget FROM outlay.get_organization();
SELECT (SELECT count(*) FROM department) AS departments, (SELECT count(*) FROM member) AS members,
	(SELECT count(*) FROM "Note ""1""") AS notes;

-- A copy is whole or is not made: not with a trigger that insists on firing and keeps a row out.
SAVEPOINT no_trigger;
SELECT name FROM outlay.add_migration('keeps rows out', $$
	CREATE FUNCTION keep_out() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
	CREATE TRIGGER keep_out BEFORE INSERT ON department FOR EACH ROW WHEN (new.name = 'Sales') EXECUTE FUNCTION keep_out();
	ALTER TABLE department ENABLE ALWAYS TRIGGER keep_out;
$$);
SELECT slug FROM outlay.create_tenant('Keeping out', 'office@copying.example');
SELECT slug FROM outlay.use_tenant('keepingout');
SELECT name FROM outlay.create_department('Press');
SELECT name FROM outlay.update_department((SELECT id FROM department), name => 'Sales');
SELECT name FROM outlay.create_department('Research');
SELECT slug FROM outlay.clone_tenant('keepingout', 'Not whole');
\echo :LAST_ERROR_SQLSTATE
ROLLBACK TO no_trigger;

-- What is refused.
SAVEPOINT refused;
SELECT outlay.clone_tenant('nobody', 'Sandbox');
ROLLBACK TO refused;
SELECT outlay.clone_tenant('copying', 'sandbox of COPYING');
ROLLBACK TO refused;
SELECT outlay.clone_tenant('copying', ' ', 'not an address', 'Not A Slug');
ROLLBACK TO refused;
SELECT slug FROM outlay.drop_tenant('copying');
SELECT outlay.clone_tenant('copying', 'Sandbox 2');
ROLLBACK;
