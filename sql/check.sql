-- Proofs: balances are right, and the walls between organizations stand.
SET datestyle = ISO, YMD;
SELECT slug FROM outlay.create_tenant('Checks NV', 'office@checks.example');
SELECT slug FROM outlay.create_tenant('Checks BV', 'office@checks-bv.example');
SELECT slug FROM outlay.use_tenant('checksnv');
SELECT id FROM create_department('Sales');
SELECT balance FROM create_account('Bank', 1000);
SELECT id FROM create_budget(1, 1, '2024-05-01', 100);
SELECT id FROM create_expense(1, 10, '2024-05-03', 'Pens');

-- Balances are what their entries add up to.
SELECT * FROM check_balances();
SELECT check_name, ok FROM selftest('checksnv');
-- All organizations: none has anything to hide.
SELECT count(DISTINCT slug) > 1 AS several FROM selftest();
SELECT slug, check_name, detail FROM selftest() WHERE NOT ok AND slug IS NOT NULL;
SELECT selftest('no-such-organization');
\echo :LAST_ERROR_SQLSTATE

-- What a hand in the tables does, comes to light. (Functions of the extension are the only writers; a superuser is not kept from it.)
SELECT nspname AS checks FROM pg_namespace WHERE nspname = current_schema() \gset
BEGIN;
UPDATE :"checks".budget SET spent = 11;
UPDATE :"checks".account SET balance = 0;
SELECT entity, id, kept, computed FROM check_balances();
SELECT check_name, ok, detail FROM selftest('checksnv') WHERE NOT ok;
ROLLBACK;

-- So does a table, type or function that is somebody else's, and a right that somebody else has.
SELECT format('%I.budget', :'checks') AS budget, (SELECT nspowner::regrole FROM pg_namespace WHERE nspname = :'checks') AS owner \gset
CREATE ROLE regress_outlay_stranger;
BEGIN;
ALTER TABLE :budget OWNER TO regress_outlay_stranger;
SELECT check_name, ok FROM selftest('checksnv') WHERE NOT ok;
ROLLBACK;
BEGIN;
GRANT UPDATE (spent) ON :budget TO regress_outlay_stranger;
SELECT check_name, ok, regexp_replace(detail, 'tenant_\d+', 'tenant_N') AS detail FROM selftest('checksnv') WHERE NOT ok;
ROLLBACK;
BEGIN;
GRANT INSERT ON :budget TO public;
SELECT check_name, ok, regexp_replace(detail, 'tenant_\d+', 'tenant_N') AS detail FROM selftest('checksnv') WHERE NOT ok;
ROLLBACK;
BEGIN;
GRANT CREATE ON SCHEMA :"checks" TO regress_outlay_stranger;
SELECT check_name, ok, regexp_replace(detail, 'tenant_\d+', 'tenant_N') AS detail FROM selftest('checksnv') WHERE NOT ok;
ROLLBACK;
BEGIN;
GRANT :owner TO regress_outlay_stranger;
SELECT check_name, ok, detail FROM selftest('checksnv') WHERE NOT ok;
ROLLBACK;
BEGIN;
ALTER ROLE :owner LOGIN BYPASSRLS;
SELECT check_name, ok, regexp_replace(detail, '(_\d+)+', '_N', 'g') AS detail FROM selftest('checksnv') WHERE NOT ok;
ROLLBACK;
-- An organization whose schema somebody has dropped is a finding, and no end of the test of all others.
BEGIN;
SET LOCAL client_min_messages = warning;
DROP SCHEMA :"checks" CASCADE;
SELECT slug, check_name, ok, regexp_replace(detail, '_\d+', '_N') AS detail FROM selftest('checksnv') WHERE NOT ok;
SELECT count(*) > 0 AS others FROM selftest() WHERE slug <> 'checksnv' AND ok;
\set VERBOSITY sqlstate
SELECT list_departments();
\set VERBOSITY default
ROLLBACK;
-- Reading may be granted, but not to everybody, and not to the role that serves the web.
BEGIN;
GRANT USAGE ON SCHEMA :"checks" TO regress_outlay_stranger;
GRANT SELECT ON :budget TO regress_outlay_stranger;
SELECT check_name, ok FROM selftest('checksnv') WHERE NOT ok;
GRANT SELECT ON :budget TO public;
SELECT check_name, ok, detail FROM selftest('checksnv') WHERE NOT ok;
ROLLBACK;
BEGIN;
GRANT USAGE ON SCHEMA :"checks" TO outlay_web;
GRANT SELECT ON :"checks".expense TO outlay_web;
SELECT check_name, ok, regexp_replace(detail, 'tenant_\d+', 'tenant_N', 'g') AS detail FROM selftest('checksnv') WHERE NOT ok;
ROLLBACK;
-- Nor to another organization.
SELECT nspowner::regrole AS other FROM pg_namespace n JOIN outlay.tenant t ON n.nspname = t.schema WHERE slug = 'checksbv' \gset
BEGIN;
GRANT USAGE ON SCHEMA :"checks" TO :other;
GRANT SELECT ON :"checks".expense TO :other;
SELECT check_name, ok, regexp_replace(detail, '(_\d+)+', '_N', 'g') AS detail FROM selftest('checksnv') WHERE NOT ok;
ROLLBACK;
DROP ROLE regress_outlay_stranger;

-- A suspended organization is tested too; only its functions are not called.
SELECT status FROM outlay.suspend_tenant('checksbv');
SELECT check_name, ok, detail FROM selftest('checksbv') WHERE check_name = 'function';

SELECT status FROM outlay.resume_tenant('checksbv');

-- For operators.
SET ROLE outlay_web;
SELECT outlay.selftest();
\echo :LAST_ERROR_SQLSTATE
RESET ROLE;

-- A query that is cancelled ends; it is no check that has failed.
\set VERBOSITY sqlstate
SET statement_timeout = '20ms';
SELECT count(*) FROM generate_series(1, 500) n, LATERAL outlay.selftest(CASE WHEN n > 0 THEN 'checksbv' END);
RESET statement_timeout;
\set VERBOSITY default
