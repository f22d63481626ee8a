-- Snapshots: an organization goes back to what it was.
SELECT schema FROM outlay.create_tenant('Snapshot Ltd', 'office@snapshot.example') \gset
SELECT slug FROM outlay.use_tenant('snapshotltd');
SELECT name FROM outlay.create_department('Sales');
SELECT balance FROM outlay.create_account('Bank', 1000);
SELECT spent FROM outlay.create_budget((SELECT id FROM account), (SELECT id FROM department), '2026-03-01', 500);
SELECT amount FROM outlay.create_expense((SELECT id FROM budget), 12.5, '2026-03-14', 'Taxi');
SELECT role FROM outlay.create_member('olga@snapshot.example', 'wooden compass', 'owner');

SELECT label, number, rows, schema = :'schema' || '_snapshot_1' AS schema FROM outlay.create_snapshot('snapshotltd', 'Before the import');
SELECT outlay.create_snapshot('snapshotltd', 'Before the import');

-- An import that went wrong …
SELECT count(*) FROM generate_series(1, 20) i,
	LATERAL outlay.create_expense((SELECT id FROM budget), 1, '2026-03-15', 'Wrong ' || i);
SELECT name FROM outlay.update_department((SELECT id FROM department), name => 'Wrong');
SELECT failure FROM outlay.log_in('olga@snapshot.example', 'wooden compass');
SELECT number, rows FROM outlay.create_snapshot('snapshotltd', 'After the import');
-- … is undone.
SELECT label FROM outlay.restore_snapshot('snapshotltd', 'Before the import');
SELECT id, amount, description FROM outlay.list_expenses();
SELECT name FROM outlay.list_departments();
SELECT spent, remaining FROM outlay.list_budgets();
SELECT * FROM outlay.check_balances();
-- Everybody logs in anew. The audit goes on, and ids that it names are not given again.
SELECT count(*) FROM session;
SELECT action, entity, after FROM outlay.list_audit(page_size => 1);
SELECT count(*) FROM outlay.list_audit(entity => '{expense}');
SELECT id FROM outlay.create_expense((SELECT id FROM budget), 1, '2026-03-15', 'Right');

-- And back to the other, as often as wanted.
SELECT label FROM outlay.restore_snapshot('snapshotltd', 'After the import');
SELECT count(*), sum(amount) FROM expense;
SELECT spent FROM outlay.list_budgets();

SELECT number, label, rows FROM outlay.list_snapshots('snapshotltd');
-- The snapshots are the organization's own, out of reach for every search_path, and go with it.
SELECT n.nspname = s.schema AS schema, n.nspowner = o.nspowner AS has_same_owner
FROM outlay.list_snapshots('snapshotltd') s JOIN pg_namespace n ON n.nspname = s.schema JOIN pg_namespace o ON o.nspname = :'schema'
ORDER BY s.number;
SELECT count(*) FROM outlay.selftest('snapshotltd') WHERE NOT ok;
SELECT label FROM outlay.drop_snapshot('snapshotltd', 'Before the import');
SELECT to_regnamespace(:'schema' || '_snapshot_1') AS schema;
SELECT outlay.drop_snapshot('snapshotltd', 'Before the import');
SELECT outlay.restore_snapshot('snapshotltd', 'Before the import');
SELECT outlay.restore_snapshot('nobody', 'Before the import');
SELECT outlay.create_snapshot('snapshotltd', ' ');
SELECT outlay.list_snapshots('nobody');

-- A snapshot of another version of the schema is not put back.
BEGIN;
SELECT name FROM outlay.add_migration('for tenant_snapshot', 'CREATE TABLE later (id integer)');
UPDATE outlay.tenant SET template_version = template_version + 1 WHERE slug = 'snapshotltd';
\set VERBOSITY sqlstate
SELECT outlay.restore_snapshot('snapshotltd', 'After the import');
\set VERBOSITY default
ROLLBACK;

-- Nor is one of tables that somebody has changed by hand since, nor one that somebody has dropped.
BEGIN;
ALTER TABLE department ADD COLUMN extra text;
SELECT outlay.restore_snapshot('snapshotltd', 'After the import');
ROLLBACK;
BEGIN;
ALTER TABLE department DROP COLUMN updated_at;
ALTER TABLE department ADD COLUMN updated_at timestamptz;
SELECT label FROM outlay.restore_snapshot('snapshotltd', 'After the import');
ROLLBACK;
BEGIN;
DROP TABLE session;
SELECT outlay.restore_snapshot('snapshotltd', 'After the import');
ROLLBACK;
BEGIN;
CREATE TABLE extra (id integer);
SELECT outlay.restore_snapshot('snapshotltd', 'After the import');
ROLLBACK;
BEGIN;
ALTER TABLE department RENAME TO cost_centre;
SELECT outlay.restore_snapshot('snapshotltd', 'After the import');
ROLLBACK;
BEGIN;
SET LOCAL client_min_messages = error;
DO $$ BEGIN EXECUTE format('DROP SCHEMA %I CASCADE', (SELECT schema FROM outlay.list_snapshots('snapshotltd'))); END $$;
\set VERBOSITY sqlstate
SELECT outlay.restore_snapshot('snapshotltd', 'After the import');
\set VERBOSITY default
ROLLBACK;
BEGIN;
SET LOCAL client_min_messages = error;
DO $$ BEGIN EXECUTE format('DROP SCHEMA %I CASCADE', (SELECT schema FROM outlay.list_snapshots('snapshotltd'))); END $$;
SELECT label FROM outlay.drop_snapshot('snapshotltd', 'After the import');
ROLLBACK;

-- Types that migrations have made are text in a snapshot, and themselves again when it is put back: it is in no
-- migration's way.
BEGIN;
SELECT name FROM outlay.add_migration('types for tenant_snapshot', $$
	CREATE TYPE mood AS ENUM ('fine', 'tired');
	CREATE DOMAIN percent AS numeric(5, 2) CHECK (VALUE <= 100);
	CREATE TYPE place AS (street text, number integer);
	CREATE TABLE typed (mood mood, moods mood[], percent percent, place place);
$$);
SELECT schema AS typed FROM outlay.create_tenant('Typed', 'office@typed.example') \gset
SELECT slug FROM outlay.use_tenant('typed');
INSERT INTO typed VALUES ('tired', '{fine,NULL,tired}', 12.5, ROW ('"High", Street', 7)), (NULL, NULL, NULL, NULL);
SELECT label FROM outlay.create_snapshot('typed', 'Moods');
DELETE FROM typed;
SELECT label FROM outlay.restore_snapshot('typed', 'Moods');
SELECT t.*, pg_typeof(mood), pg_typeof(percent), (place).number FROM typed t;
SELECT string_agg(DISTINCT a.atttypid::regtype::text, ', ') FROM pg_attribute a
WHERE a.attrelid = (:'typed' || '_snapshot_1.typed')::regclass AND a.attnum > 0;
ALTER TABLE typed DROP COLUMN mood, DROP COLUMN moods, DROP COLUMN percent, DROP COLUMN place;
DROP DOMAIN percent;
DROP TYPE mood, place;
ROLLBACK;
RESET search_path;
SELECT slug FROM outlay.drop_tenant('snapshotltd');
CALL outlay.purge_tenants('0 s');
SELECT count(*) FROM pg_namespace WHERE starts_with(nspname, :'schema');

-- What lets somebody in does not go back: a password that was changed, an invitation that was withdrawn or accepted, and a
-- member who was deactivated since stay so, and sessions end.
SELECT schema FROM outlay.create_tenant('Credentials Ltd', 'office@cred.example') \gset
SELECT slug FROM outlay.use_tenant('credentialsltd');
SELECT id FROM outlay.create_member('olga@cred.example', 'wooden compass', 'owner');
SELECT id FROM outlay.create_member('dan@cred.example', 'wooden compass');
SELECT id FROM outlay.create_member('eve@cred.example', 'wooden compass');
INSERT INTO member (email, role, status, invitation_hash, invited_until)
VALUES ('ina@cred.example', 'member', 'invited', repeat('A', 43), now() + interval '1 day'),
	('una@cred.example', 'member', 'invited', repeat('B', 43), now() + interval '1 day'),
	('wrong@cred.example', 'member', 'invited', repeat('C', 43), now() + interval '1 day');
SELECT count(*) FROM outlay.create_snapshot('credentialsltd', 'empty handed') s;
SELECT id FROM outlay.create_member('late@cred.example', 'wooden compass');
SELECT count(*) FROM outlay.create_snapshot('credentialsltd', 'with late') s;
SELECT failure FROM outlay.log_in('olga@cred.example', 'wooden compass');
SELECT outlay.set_member_password(1, 'silver lantern') IS NULL AS nothing;
SELECT status FROM outlay.deactivate_member(2);
UPDATE member SET status = 'active', password_hash = (SELECT password_hash FROM member WHERE id = 1), invitation_hash = NULL,
	invited_until = NULL, first_name = 'Ina' WHERE id = 4;
UPDATE member SET invitation_hash = NULL, invited_until = NULL, status = 'deactivated' WHERE id = 5;
UPDATE member SET first_name = 'Changed' WHERE id = 3;
-- Whoever was invited by the right address has no way in to what goes back to the wrong one.
UPDATE member SET email = 'right@cred.example', invitation_hash = repeat('D', 43) WHERE id = 6;
SELECT label FROM outlay.restore_snapshot('credentialsltd', 'empty handed');
SELECT id, email, first_name, status, password_hash IS NOT NULL AS has_password, invitation_hash, invited_until FROM member ORDER BY id;
SELECT count(*) FROM session;
SELECT email, failure FROM unnest('{olga,dan,eve,ina,una}'::text[]) who, LATERAL (SELECT who || '@cred.example' AS email) e,
	outlay.log_in(email, 'wooden compass');
SELECT email, failure FROM unnest('{olga,ina}'::text[]) who, LATERAL (SELECT who || '@cred.example' AS email) e,
	outlay.log_in(email, 'silver lantern');
-- Whom the return has taken away comes back with the other one, but without a password.
SELECT label FROM outlay.restore_snapshot('credentialsltd', 'with late');
SELECT id, email, status, password_hash FROM member WHERE email = 'late@cred.example';
SELECT failure FROM outlay.log_in('late@cred.example', 'wooden compass');
