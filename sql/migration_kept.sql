-- What the extension's own migrations made is there to stay: a DBA's migration may add to it, and it takes nothing away that
-- a statement of the extension needs. In a database of its own, since it is about the template.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_migration_kept;
\c outlay_migration_kept
CREATE EXTENSION outlay;
\i tests/one_migration.sql
SET client_min_messages = warning;
SELECT slug FROM outlay.create_tenant('Kept', 'office@kept.example');

-- Adds a migration and takes it back; what was said of it.
CREATE FUNCTION public.attempt(up text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	told text;
BEGIN
	PERFORM outlay.add_migration('tried', up);
	RAISE EXCEPTION 'taken back' USING ERRCODE = 'ZZ000';
EXCEPTION
	WHEN SQLSTATE 'ZZ000' THEN RETURN 'accepted: ' || left(up, 60);
	WHEN others THEN
		GET STACKED DIAGNOSTICS told = PG_EXCEPTION_DETAIL;
		RETURN format('%s %s: %s', SQLSTATE, SQLERRM, left(told, 100));
END $$;
CREATE PROCEDURE public.try(up text) LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING '%', public.attempt(up); END $$;
\set SHOW_CONTEXT never

-- Dropped.
CALL public.try('ALTER TABLE department DROP COLUMN name');
CALL public.try('DROP TABLE idempotency');
CALL public.try('DROP INDEX member_email_key');
CALL public.try('DROP INDEX expense_newest_idx');
CALL public.try('ALTER TABLE expense DROP CONSTRAINT expense_budget_fkey');
CALL public.try('ALTER TABLE deposit DROP CONSTRAINT deposit_pkey');
CALL public.try('ALTER TABLE expense ALTER COLUMN version DROP DEFAULT');
CALL public.try('ALTER TABLE account ALTER COLUMN id DROP IDENTITY');
-- Renamed.
CALL public.try('ALTER TABLE login_failure RENAME TO failed_log_in');
CALL public.try('ALTER TABLE member RENAME COLUMN email TO address');
CALL public.try('ALTER TABLE account RENAME CONSTRAINT account_pkey TO other');
-- Of another type, or another rule.
CALL public.try('ALTER TABLE deposit ALTER COLUMN amount TYPE numeric(12,2)');
CALL public.try('ALTER TABLE budget DROP CONSTRAINT budget_amount_not_negative, ADD CONSTRAINT budget_amount_not_negative CHECK (amount > 10)');
CALL public.try('DROP INDEX expense_waiting_idx; CREATE INDEX expense_waiting_idx ON expense (waiting_for)');
-- Nobody gives it a value.
CALL public.try('ALTER TABLE expense ADD COLUMN cost_centre varchar(10) NOT NULL');
-- What is added makes a statement of the extension fail.
CALL public.try('CREATE TABLE seen (name text PRIMARY KEY); CREATE RULE see AS ON INSERT TO account DO ALSO INSERT INTO seen VALUES (NEW.name)');
-- What reads otherwise under another lc_monetary, in the next session or on the next server.
CALL public.try('ALTER TABLE budget ADD COLUMN planned money');
CALL public.try('CREATE DOMAIN price AS money');

-- No statement of the extension minds a column, whatever its name: each table gets all that others have. But for the audit,
-- which is closed.
SELECT c.relname, a FROM (
	SELECT c.relname, string_agg(format('ADD COLUMN %I text', n), ', ' ORDER BY n) AS columns
	FROM pg_class c, (SELECT DISTINCT a.attname AS n FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
			WHERE c.relnamespace = 'tenant_1'::regnamespace AND c.relkind = 'r' AND a.attnum > 0) x
	WHERE c.relnamespace = 'tenant_1'::regnamespace AND c.relkind = 'r' AND c.relname <> 'audit'
		AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = n)
	GROUP BY c.relname) c, public.attempt(format('ALTER TABLE %I %s', c.relname, c.columns)) a
WHERE a NOT LIKE 'accepted:%';

-- To add is what they are for.
CALL public.try($$
	ALTER TABLE expense ADD COLUMN cost_centre varchar(10) NOT NULL DEFAULT '', ADD COLUMN note text,
		ADD CONSTRAINT expense_small CHECK (amount < 100000), ALTER COLUMN description SET DEFAULT '';
	CREATE INDEX expense_cost_idx ON expense (cost_centre);
	CREATE TABLE project (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code varchar(10) NOT NULL);
	CREATE VIEW spending AS SELECT cost_centre, sum(amount) AS sum FROM expense GROUP BY 1;
	COMMENT ON COLUMN department.name IS 'Of the cost centre'$$);
-- So is what one's own migrations made, to change and drop it.
SELECT name FROM outlay.add_migration('own', 'ALTER TABLE expense ADD COLUMN mine integer; CREATE TABLE own (id integer PRIMARY KEY)');
CALL public.try('ALTER TABLE expense ALTER COLUMN mine TYPE bigint; ALTER TABLE expense RENAME COLUMN mine TO ours; DROP TABLE own');

-- Nothing of what was refused is there.
SELECT count(*) FROM outlay.drift();
SELECT slug FROM outlay.use_tenant('kept');
SELECT name FROM outlay.create_department('Works');

-- A superuser can do all that to an organization by hand: selftest() prepares every statement there.
SELECT ok, detail FROM outlay.selftest('kept') WHERE check_name = 'statements';
ALTER TABLE login_failure DROP COLUMN refused;
SELECT ok, detail FROM outlay.selftest('kept') WHERE check_name = 'statements';

\c :regression
DROP DATABASE outlay_migration_kept;
