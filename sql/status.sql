-- What a DBA asks first: status() and help(). In a database of its own.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_status;
\c outlay_status
CREATE EXTENSION outlay;
\i tests/one_migration.sql

-- How it is, line by line. What depends on the server of this test is the worker and the capacity.
CREATE VIEW public.shown AS SELECT what, value, ok, advice FROM outlay.status() WHERE what !~ '^(capacity|worker)';
SELECT what, regexp_replace(value, '^\d+ of \d+$', 'N of N') AS value, ok FROM public.shown;
-- Asking has made none.
SELECT count(*) FROM outlay.template;
SELECT slug FROM outlay.create_tenant('Acme', 'office@status.example');
SELECT slug FROM outlay.create_tenant('Beta', 'office@status.example');
SELECT status FROM outlay.suspend_tenant('beta');
SELECT slug FROM outlay.create_tenant('Gamma', 'office@status.example');
SELECT status FROM outlay.drop_tenant('gamma');
SELECT what, value, ok FROM public.shown WHERE what LIKE 'organizations%';
SELECT what, ok = (current_setting('shared_preload_libraries') ~ 'outlay') AS told, ok = (advice IS NULL) AS advised
FROM outlay.status() WHERE what = 'worker';

-- A migration that organizations lack, and one that failed.
SELECT version FROM outlay.add_migration('note', 'ALTER TABLE department ADD COLUMN note text');
SELECT what, value, ok, advice FROM public.shown WHERE NOT ok AND what <> 'spares';
SELECT slug FROM outlay.use_tenant('acme');
SELECT id FROM create_department('A name of more than ten');
SELECT outlay.leave_tenant();
SELECT version FROM outlay.add_migration('short', 'ALTER TABLE department ADD CHECK (length(name) < 10)');
\set VERBOSITY terse
CALL outlay.upgrade_tenants(canaries => 0);
\set VERBOSITY default
SELECT what, value, ok, advice FROM public.shown WHERE NOT ok AND what <> 'spares';

-- What the worker could not remove, or put off for longer than a dump takes.
INSERT INTO outlay.purge_watch (tenant_id, dropped_at, failures, message) VALUES (3, now(), 1, 'for this test');
SELECT what, value, ok, advice FROM public.shown WHERE what ~ 'dropped';
UPDATE outlay.purge_watch SET failures = 0, seen_at = now() - current_setting('outlay.purge_after')::interval - interval '25 hours';
SELECT what, value, ok, advice FROM public.shown WHERE what ~ 'dropped';
DELETE FROM outlay.purge_watch;

-- A library that is not of the version of the SQL.
BEGIN;
UPDATE pg_extension SET extversion = '0.9' WHERE extname = 'outlay';
SELECT what, value, ok, advice FROM public.shown WHERE what IN ('library', 'SQL');
UPDATE pg_extension SET extversion = '10.2' WHERE extname = 'outlay';
SELECT what, value, ok, advice FROM public.shown WHERE what = 'library';
ROLLBACK;

-- A newer library needs a migration that the SQL does not bring yet: calls say that, and not that they should be tried again.
-- Where the SQL has it and the organization does not, somebody is at it.
BEGIN;
UPDATE outlay.tenant SET template_version = 0 WHERE slug = 'acme';
SAVEPOINT behind;
SELECT slug FROM outlay.use_tenant('acme');
SELECT count(*) FROM outlay.list_departments();
\echo :LAST_ERROR_SQLSTATE :LAST_ERROR_MESSAGE
ROLLBACK TO behind;
DELETE FROM outlay.migration WHERE builtin;
SELECT slug FROM outlay.use_tenant('acme');
SELECT count(*) FROM outlay.list_departments();
\echo :LAST_ERROR_SQLSTATE :LAST_ERROR_MESSAGE
ROLLBACK;

-- What it answers to a word; without one all functions that somebody calls, and none that is internal.
SELECT * FROM outlay.help('snapshot');
SELECT name, arguments FROM outlay.help('HOST NAME');
SELECT name FROM outlay.help('departments');
SELECT count(*) FROM outlay.help('no such word');
SELECT count(*) > 80 AS many, bool_and(length(summary) BETWEEN 1 AND 80) AS short FROM outlay.help();
SELECT name FROM outlay.help() WHERE name IN ('reply_step', 'enter', 'v1_log_in', 'library');

-- For operators.
CREATE ROLE regress_status;
GRANT USAGE ON SCHEMA outlay TO regress_status;
SET ROLE regress_status;
SELECT * FROM outlay.status();
SELECT * FROM outlay.help();
RESET ROLE;
GRANT outlay_operator TO regress_status;
SET ROLE regress_status;
SELECT count(*) > 9 AS lines FROM outlay.status();
SELECT count(*) > 0 AS lines FROM outlay.help('tenant');
RESET ROLE;
DROP OWNED BY regress_status;
DROP ROLE regress_status;

\c :regression
DROP DATABASE outlay_status;
