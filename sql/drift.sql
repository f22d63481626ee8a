-- Drift: what somebody has changed in the schema of an organization, and how to bring it back. In a database of its own,
-- since drift() is about all organizations that there are.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_drift;
\c outlay_drift
CREATE EXTENSION outlay;
\i tests/one_migration.sql
SELECT slug FROM outlay.create_tenant('One', 'office@drift.example');
SELECT slug FROM outlay.create_tenant('Two', 'office@drift.example');
SELECT slug FROM outlay.create_tenant('Zero', 'office@drift.example');

-- Nothing has drifted: neither in a new organization nor in one that was upgraded, nor in one at an earlier version.
SELECT * FROM outlay.drift();
SELECT name FROM outlay.add_migration('more', $$
	CREATE TYPE priority AS ENUM ('low', 'high');
	CREATE TABLE ticket (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, prio priority NOT NULL DEFAULT 'low',
		department_id bigint REFERENCES department);
	CREATE FUNCTION urgent(p priority) RETURNS boolean LANGUAGE sql AS 'SELECT p = ''high''';
	CREATE VIEW urgent_ticket AS SELECT * FROM ticket WHERE urgent(prio);
	GRANT SELECT ON ticket TO outlay_operator;
	COMMENT ON COLUMN ticket.prio IS 'How urgent it is';
$$);
SELECT slug, template_version FROM outlay.create_tenant('Three', 'office@drift.example');
CALL outlay.upgrade_tenants(slugs => '{two}');
SELECT slug, template_version FROM outlay.tenant ORDER BY id;
SELECT * FROM outlay.drift();

-- Organizations with equal catalogues have equal fingerprints, so that one of each group stands for the others. (Before
-- PostgreSQL 17 an upgraded one is in another group than a new one: stored expressions say where in the text they were.)
SELECT slug FROM outlay.create_tenant('Four', 'office@drift.example');
SELECT version, count(*) AS organizations, count(DISTINCT fingerprint) < count(*) AS grouped FROM outlay.fleet_fingerprints() GROUP BY version ORDER BY version;

-- Every kind of difference is found, and told once: not also what follows from it.
SET search_path = tenant_2, public;
DROP INDEX expense_newest_idx;
ALTER TABLE expense ALTER version SET DEFAULT 5, ADD extra integer, ALTER description DROP NOT NULL, DROP CONSTRAINT expense_amount_positive;
ALTER TABLE budget DROP COLUMN month;
ALTER TABLE member ALTER employee_number TYPE text;
ALTER TABLE department OWNER TO CURRENT_USER;
ALTER TABLE account DROP CONSTRAINT account_name_not_blank, ADD CONSTRAINT account_name_not_blank CHECK (name <> '');
COMMENT ON TABLE audit IS 'Mine';
COMMENT ON TABLE deposit IS NULL;
COMMENT ON COLUMN deposit.amount IS 'How much';
GRANT SELECT ON session TO outlay_web;
REVOKE SELECT ON ticket FROM outlay_operator;
DROP TABLE login_failure;
CREATE TABLE extra (a integer);
CREATE INDEX extra_index ON idempotency (created_at);
CREATE OR REPLACE FUNCTION urgent(p priority) RETURNS boolean LANGUAGE sql AS 'SELECT true';
RESET search_path;
SELECT * FROM outlay.drift('two');

-- For all: only those that have drifted are in it.
SELECT slug, count(*) FROM outlay.drift() GROUP BY slug;

-- The way back is proposed as a script. What could lose data is a comment in it.
\pset format unaligned
\pset tuples_only on
SELECT regexp_replace(repair, 'outlay_tenant_\d+(_\d+)*', 'outlay_tenant_X') FROM outlay.repair('two');
SELECT outlay.repair('three');
SELECT string_agg(repair, E'\n') AS script FROM outlay.repair('two') \gset
\pset format aligned
\pset tuples_only off

-- Run, it leaves what only a DBA can decide.
\set ECHO none
:script
\set ECHO all
SELECT kind, object, expected, found FROM outlay.drift('two');

-- Fingerprints miss none of it: each change makes another group.
CREATE FUNCTION public.groups() RETURNS bigint LANGUAGE sql AS
	'SELECT count(DISTINCT fingerprint) FROM outlay.fleet_fingerprints() WHERE slug IN (''three'', ''four'')';
SELECT public.groups();
CREATE PROCEDURE public.try(change text) LANGUAGE plpgsql AS $$
BEGIN
	SET LOCAL search_path = tenant_5, public;
	EXECUTE change;
	IF public.groups() <> 2 THEN
		RAISE WARNING 'not seen: %', change;
	END IF;
	ROLLBACK;
END
$$;
CALL public.try('DROP INDEX expense_newest_idx');
CALL public.try('ALTER TABLE expense ALTER version SET DEFAULT 5');
CALL public.try('ALTER TABLE expense ALTER description DROP NOT NULL');
CALL public.try('ALTER TABLE expense RENAME description TO what');
CALL public.try('ALTER TABLE expense ALTER description TYPE varchar(301)');
CALL public.try('ALTER TABLE expense ADD extra integer');
CALL public.try('ALTER TABLE expense DROP CONSTRAINT expense_amount_positive');
CALL public.try('ALTER TABLE expense DISABLE TRIGGER ALL');
CALL public.try('ALTER TABLE expense OWNER TO CURRENT_USER');
CALL public.try('ALTER TABLE expense SET (fillfactor = 50)');
CALL public.try('ALTER TABLE expense ENABLE ROW LEVEL SECURITY');
CALL public.try('ALTER INDEX expense_newest_idx SET (fillfactor = 50)');
CALL public.try('CREATE POLICY p ON expense USING (true)');
CALL public.try('CREATE RULE r AS ON DELETE TO expense DO INSTEAD NOTHING');
CALL public.try('ALTER SEQUENCE expense_id_seq INCREMENT BY 2');
CALL public.try('GRANT SELECT ON expense TO outlay_web');
CALL public.try('GRANT USAGE ON SCHEMA tenant_5 TO outlay_web');
CALL public.try('COMMENT ON TABLE expense IS ''Mine''');
CALL public.try('COMMENT ON COLUMN expense.id IS ''Mine''');
CALL public.try('ALTER TYPE priority RENAME VALUE ''high'' TO ''higher''');
CALL public.try('CREATE OR REPLACE FUNCTION urgent(p priority) RETURNS boolean LANGUAGE sql AS ''SELECT true''');
CALL public.try('CREATE OR REPLACE VIEW urgent_ticket AS SELECT * FROM ticket WHERE prio = ''low''');
CALL public.try('CREATE STATISTICS s ON spent_on, amount FROM expense');
CALL public.try('ALTER DEFAULT PRIVILEGES IN SCHEMA tenant_5 GRANT SELECT ON TABLES TO outlay_web');
CALL public.try('ALTER TABLE expense ALTER amount SET STATISTICS 500');

-- A template that somebody has changed is told, too, in rows without a slug; what was cloned before is not blamed.
ALTER TABLE outlay_template.expense ADD COLUMN mine integer;
SELECT * FROM outlay.drift() WHERE slug IS DISTINCT FROM 'two';
ALTER TABLE outlay_template.expense DROP COLUMN mine;

-- A schema that is gone.
SET client_min_messages = warning;
DROP SCHEMA tenant_5 CASCADE;
RESET client_min_messages;
SELECT * FROM outlay.drift() WHERE slug = 'four';

-- What is physical, or a DBA's right, is no drift: by what a table is clustered, how much of it is sampled, how it is stored,
-- what a role of theirs may. repair() tells of it, and undoes none of it.
SELECT slug FROM outlay.create_tenant('Tuned', 'office@drift.example');
SELECT slug FROM outlay.use_tenant('tuned');
CREATE ROLE regress_report;
SELECT format('GRANT USAGE ON SCHEMA %I TO regress_report', current_schema()) \gexec
GRANT SELECT ON expense TO regress_report WITH GRANT OPTION;
GRANT SELECT (name) ON department TO regress_report;
CLUSTER expense USING expense_newest_idx;
ALTER TABLE expense ALTER COLUMN amount SET STATISTICS 500, ALTER COLUMN amount SET (n_distinct = 5),
	SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, toast.autovacuum_enabled = off);
ALTER INDEX expense_newest_idx SET (fillfactor = 70, deduplicate_items = off);
ALTER INDEX expense_pkey SET (fillfactor = 60);
SELECT * FROM outlay.drift('tuned');
SELECT * FROM outlay.repair('tuned');
-- What everybody may is drift.
GRANT SELECT ON account TO PUBLIC;
SELECT * FROM outlay.drift('tuned');
SELECT * FROM outlay.repair('tuned') r WHERE r ~ '^(GRANT|REVOKE)';
RESET search_path;
DROP OWNED BY regress_report;
DROP ROLE regress_report;

-- Errors.
SELECT outlay.drift('nobody');
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.repair('nobody');
BEGIN READ ONLY;
SELECT outlay.drift();
ROLLBACK;
SET ROLE outlay_web;
SELECT outlay.drift();
RESET ROLE;

-- Roles outlive their database.
SET client_min_messages = error;
DO $$
DECLARE
	t record;
BEGIN
	FOR t IN SELECT n.oid::regnamespace AS schema, n.nspowner::regrole AS role FROM pg_namespace n WHERE nspname LIKE 'tenant\_%' LOOP
		EXECUTE format('DROP SCHEMA %s CASCADE', t.schema);
		EXECUTE format('DROP ROLE %s', t.role);
	END LOOP;
END
$$;
\c :regression
DROP DATABASE outlay_drift;
