-- The way back from drift: for every difference a statement that works, or a line of comment that says what a DBA has to
-- decide. Never neither, and never a script that fails. In a database of its own.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_repair;
\c outlay_repair
CREATE EXTENSION outlay;
CREATE ROLE regress_clerk IN ROLE outlay_operator;
SELECT name FROM outlay.add_migration('more', $$
	CREATE TYPE priority AS ENUM ('low', 'high');
	CREATE TABLE ticket (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, prio priority NOT NULL DEFAULT 'low',
		department_id bigint REFERENCES department, parent_id bigint CONSTRAINT ticket_parent REFERENCES ticket);
	CREATE FUNCTION urgent(p priority) RETURNS boolean LANGUAGE sql AS 'SELECT p = ''high''';
	CREATE VIEW urgent_ticket AS SELECT * FROM ticket WHERE urgent(prio);
	CREATE FUNCTION remark() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
	CREATE TRIGGER remarked BEFORE UPDATE ON ticket FOR EACH ROW EXECUTE FUNCTION remark();
	CREATE TRIGGER silent BEFORE DELETE ON ticket FOR EACH ROW EXECUTE FUNCTION remark();
	ALTER TABLE ticket DISABLE TRIGGER silent;
	COMMENT ON TRIGGER remarked ON ticket IS 'Writes it down';
	CREATE STATISTICS ticket_kinds ON prio, department_id FROM ticket;
	CREATE POLICY everybody ON ticket USING (true);
	CREATE SEQUENCE number;
	CREATE INDEX ticket_prio_idx ON ticket (prio, id);
	COMMENT ON INDEX ticket_prio_idx IS 'For lists';
	CREATE MATERIALIZED VIEW tickets AS SELECT count(*) AS n FROM ticket;
$$);
SELECT slug FROM outlay.create_tenant('One', 'office@repair.example');

-- Makes a change, asks drift() and repair() as an operator who is no superuser, runs what is proposed, and shows all of it
-- and what has still drifted then.
CREATE FUNCTION public.told(text) RETURNS text LANGUAGE sql AS
	-- PostgreSQL 16 no longer qualifies columns where there is one table.
	$$ SELECT regexp_replace(regexp_replace($1, 'outlay_tenant_\d+(_\d+)*', 'outlay_tenant_X'), '\mticket\.', '', 'g') $$;
CREATE PROCEDURE public.try(change text) LANGUAGE plpgsql AS $$
DECLARE
	line text;
	told integer := 0;
	row record;
BEGIN
	SET LOCAL search_path = tenant_1, public;
	EXECUTE change;
	SET LOCAL ROLE regress_clerk;
	FOR row IN SELECT * FROM outlay.drift('one') LOOP
		RAISE INFO 'drift: % % (%; %)', row.kind, row.object, public.told(row.expected), public.told(row.found);
	END LOOP;
	FOR line IN SELECT r FROM outlay.repair('one') r LOOP
		told := told + 1;
		IF line !~ '^(BEGIN|COMMIT|SET LOCAL)' THEN
			RAISE INFO '%', public.told(line);
		END IF;
		IF line = 'BEGIN;' THEN
			RESET ROLE;
		ELSIF line !~ '^(--|COMMIT)' THEN
			EXECUTE line;
		END IF;
	END LOOP;
	RESET ROLE;
	IF told = 0 THEN
		RAISE WARNING 'nothing proposed: %', change;
	END IF;
	FOR row IN SELECT * FROM outlay.drift('one') LOOP
		RAISE INFO 'left: % % (%; %)', row.kind, row.object, public.told(row.expected), public.told(row.found);
	END LOOP;
	ROLLBACK;
END
$$;
GRANT USAGE ON SCHEMA public TO regress_clerk;
\set VERBOSITY terse

-- Indexes: of the same name and fewer columns, with an option, clustered, invalid, a key's with an option, of another name.
CALL public.try($$
	DROP INDEX expense_newest_idx; CREATE INDEX expense_newest_idx ON expense (spent_on);
	CLUSTER ticket USING ticket_prio_idx; ALTER INDEX ticket_prio_idx SET (fillfactor = 50);
	UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'expense_member_idx'::regclass;
	ALTER INDEX ticket_pkey SET (fillfactor = 50);
	ALTER INDEX budget_department_idx RENAME TO other $$);

-- Tables that a crash empties, some of which refer to each other; options; rows and what identifies them.
CALL public.try($$
	ALTER TABLE ticket SET UNLOGGED; ALTER TABLE receipt SET UNLOGGED; ALTER TABLE expense SET UNLOGGED; ALTER TABLE budget SET UNLOGGED;
	ALTER TABLE expense SET (fillfactor = 50, autovacuum_enabled = off);
	ALTER TABLE idempotency SET (toast.autovacuum_enabled = off);
	ALTER TABLE audit ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY, REPLICA IDENTITY FULL;
	ALTER TABLE deposit OWNER TO CURRENT_USER; ALTER SEQUENCE number OWNER TO CURRENT_USER;
	ALTER STATISTICS ticket_kinds OWNER TO CURRENT_USER; ALTER FUNCTION urgent(priority) OWNER TO CURRENT_USER $$);

-- Foreign keys that are not enforced are told, whatever else there is; what the template has disabled stays so.
CALL public.try($$
	ALTER TABLE expense DISABLE TRIGGER ALL; COMMENT ON TABLE expense IS 'Mine'; ALTER TABLE ticket DISABLE TRIGGER ALL $$);

-- Other names, of a key, of a table, of a column; and what is too unlike to be sure.
CALL public.try($$
	ALTER TABLE account RENAME CONSTRAINT account_pkey TO other; ALTER TABLE department RENAME TO division;
	ALTER TABLE expense RENAME description TO what $$);
CALL public.try($$
	ALTER TABLE department RENAME TO division; ALTER TABLE division ADD extra integer;
	ALTER TABLE ticket DROP CONSTRAINT ticket_pkey CASCADE, ADD CONSTRAINT other PRIMARY KEY (id, prio) $$);

-- Columns. One that is dropped comes back behind the others, which is no difference.
CALL public.try($$
	ALTER TABLE budget DROP COLUMN month; ALTER TABLE ticket DROP COLUMN id CASCADE;
	ALTER TABLE expense ALTER description TYPE text, ALTER amount SET STATISTICS 500, ALTER version SET DEFAULT 5;
	ALTER TABLE department ALTER name SET STORAGE EXTERNAL, ALTER name SET COMPRESSION lz4, ALTER name SET (n_distinct = 5);
	ALTER TABLE deposit ALTER id DROP IDENTITY $$);

-- Privileges: of a column, of the schema, of the owner, and of what is made later.
SELECT nspowner::regrole AS owner FROM pg_namespace WHERE nspname = 'tenant_1' \gset
CALL public.try(format($$
	GRANT SELECT (amount) ON expense TO outlay_web; GRANT USAGE ON SCHEMA tenant_1 TO outlay_web;
	REVOKE INSERT ON expense FROM %1$s;
	ALTER DEFAULT PRIVILEGES FOR ROLE %1$s IN SCHEMA tenant_1 GRANT SELECT ON TABLES TO outlay_web $$, :'owner'));

-- What else a schema has, dropped and changed.
CALL public.try('DROP TYPE priority CASCADE');
CALL public.try('DROP TABLE ticket CASCADE');
CALL public.try($$
	CREATE OR REPLACE FUNCTION urgent(p priority) RETURNS boolean LANGUAGE sql AS 'SELECT true';
	CREATE OR REPLACE VIEW urgent_ticket AS SELECT * FROM ticket;
	DROP TRIGGER remarked ON ticket; CREATE TRIGGER remarked BEFORE INSERT ON ticket FOR EACH ROW EXECUTE FUNCTION remark();
	DROP STATISTICS ticket_kinds; CREATE STATISTICS ticket_kinds ON prio, parent_id FROM ticket;
	ALTER POLICY everybody ON ticket USING (false);
	ALTER SEQUENCE number INCREMENT BY 2 CYCLE; ALTER SEQUENCE expense_id_seq CACHE 10;
	ALTER TABLE budget DROP CONSTRAINT budget_span_holds, ADD CONSTRAINT budget_span_holds CHECK (month IS NOT NULL);
	REFRESH MATERIALIZED VIEW tickets WITH NO DATA $$);

-- What only a DBA can decide.
CALL public.try($$
	DROP VIEW urgent_ticket; DROP FUNCTION urgent;
	CREATE FUNCTION urgent(p priority) RETURNS integer LANGUAGE sql AS 'SELECT 1';
	DROP MATERIALIZED VIEW tickets; CREATE MATERIALIZED VIEW tickets AS SELECT 1 AS n;
	ALTER TYPE priority ADD VALUE 'highest';
	CREATE RULE nothing AS ON DELETE TO ticket DO INSTEAD NOTHING;
	ALTER SEQUENCE number MAXVALUE 10;
	CREATE TABLE extra (a integer); COMMENT ON TABLE extra IS 'Mine'; GRANT SELECT ON extra TO outlay_web;
	ALTER DEFAULT PRIVILEGES IN SCHEMA tenant_1 GRANT SELECT ON TABLES TO outlay_web $$);
CALL public.try('DROP VIEW urgent_ticket; CREATE VIEW urgent_ticket AS SELECT id AS other FROM ticket');

-- The template's own, in the rows of drift() without a slug.
ALTER TABLE outlay_template.expense ALTER COLUMN version SET DEFAULT 5;
SET ROLE regress_clerk;
SELECT d.slug, r FROM (SELECT DISTINCT slug FROM outlay.drift()) d, outlay.repair(d.slug) r;
RESET ROLE;

-- Roles outlive their database.
SET client_min_messages = error;
DROP SCHEMA tenant_1 CASCADE;
DROP ROLE :owner;
DROP OWNED BY regress_clerk;
DROP ROLE regress_clerk;
\c :regression
DROP DATABASE outlay_repair;
