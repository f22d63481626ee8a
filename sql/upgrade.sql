-- Bringing the organizations to the template's version: CALL outlay.upgrade_tenants(). In a database of its own, since
-- it is about all organizations that there are.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_upgrade;
\c outlay_upgrade
CREATE EXTENSION outlay;
\i tests/one_migration.sql
SELECT slug, template_version FROM outlay.create_tenant('One', 'office@upgrade.example');
SELECT slug, template_version FROM outlay.create_tenant('Two', 'office@upgrade.example');
SELECT slug, template_version FROM outlay.create_tenant('Three', 'office@upgrade.example');
SELECT slug, template_version FROM outlay.create_tenant('Four', 'office@upgrade.example');

-- Nothing to do is said at once.
CALL outlay.upgrade_tenants();

-- A migration is added to the template. Organizations from now on have it; the others get it by upgrade_tenants().
SELECT version, name FROM outlay.add_migration('cost centre', $$
	ALTER TABLE department ADD COLUMN cost_centre varchar(10);
	CREATE TABLE cost_centre (code varchar(10) PRIMARY KEY);
$$);
SELECT slug, template_version FROM outlay.create_tenant('Five', 'office@upgrade.example');
SELECT version, CASE WHEN migration >= 10000 THEN migration END AS migration, name, tenants, behind, failed
FROM outlay.upgrade_progress;
CALL outlay.upgrade_tenants();
SELECT version, tenants, behind, failed, sessions, done FROM outlay.upgrade_progress;

-- Every one of them is now as if it had been created from this version.
SELECT slug, template_version,
	outlay.schema_fingerprint(schema::text::regnamespace) = outlay.schema_fingerprint('outlay_template') AS like_the_template
FROM outlay.tenant ORDER BY id;

-- Some only, say to try a migration where it does no harm. Several steps are taken at once.
SELECT name FROM outlay.add_migration('short names', 'ALTER TABLE department ADD CONSTRAINT short CHECK (length(name) < 20)');
SELECT name FROM outlay.add_migration('purpose', 'ALTER TABLE expense ADD COLUMN purpose varchar(20) NOT NULL DEFAULT ''''');
CALL outlay.upgrade_tenants(slugs => '{four}', to_version => 3);
CALL outlay.upgrade_tenants(slugs => '{four,five,nobody}');
\echo :LAST_ERROR_SQLSTATE
CALL outlay.upgrade_tenants(slugs => '{}');
CALL outlay.upgrade_tenants(slugs => '{NULL}', workers => 2);
CALL outlay.upgrade_tenants(slugs => '{four,five}');
SELECT slug, template_version FROM outlay.tenant ORDER BY id;

-- The first so many are canaries: if one of them fails the others are left alone.
SELECT slug FROM outlay.use_tenant('one');
SELECT name FROM outlay.create_department('A name that is much too long');
CALL outlay.upgrade_tenants();
\echo :LAST_ERROR_SQLSTATE
SELECT slug, version, migration, name, attempts, given_up, sqlstate, message, context FROM outlay.upgrade_failure;
SELECT version, tenants, behind, failed, sessions, done FROM outlay.upgrade_progress;

-- Nothing of it is left: the organization is at the version that it was at, and is served.
SELECT name, cost_centre FROM department;
SELECT outlay.schema_fingerprint('tenant_1') = outlay.schema_fingerprint('tenant_2') AS one_like_two;

-- What fails every time is a canary only where nothing else is left: it does not stop every call.
CALL outlay.upgrade_tenants(slugs => '{one,two}');
CALL outlay.upgrade_tenants(slugs => '{one,two}');
SELECT slug, template_version FROM outlay.tenant ORDER BY id;

-- Without canaries one failure does not keep the others from being upgraded; so many end the call.
CALL outlay.upgrade_tenants(canaries => 0, max_failures => 1);
CALL outlay.upgrade_tenants(canaries => 0);
SELECT slug, template_version FROM outlay.tenant ORDER BY id;

-- What stood in the way is mended, and the same call goes on from there.
SELECT version FROM outlay.update_department(1, name => 'Short');
CALL outlay.upgrade_tenants();
SELECT * FROM outlay.upgrade_failure;
SELECT DISTINCT template_version,
	outlay.schema_fingerprint(schema::text::regnamespace) = outlay.schema_fingerprint('outlay_template') AS like_the_template
FROM outlay.tenant;

-- What fails only where there are rows.
SELECT name FROM outlay.add_migration('deferred', $$
	ALTER TABLE department ADD CONSTRAINT department_once UNIQUE (version) DEFERRABLE;
	UPDATE department SET version = 7;
$$);
SELECT name FROM outlay.create_department('Another');
CALL outlay.upgrade_tenants(slugs => '{one}');
SELECT slug, sqlstate, message FROM outlay.upgrade_failure;
SELECT name, version FROM department ORDER BY id;
DELETE FROM department WHERE name = 'Another';

-- Suspended organizations are upgraded, too. Workers share the work; several calls side by side do as well.
SELECT status FROM outlay.suspend_tenant('two');
SET client_min_messages = warning;
CALL outlay.upgrade_tenants(workers => 2);
RESET client_min_messages;
SELECT version, tenants, behind, failed, sessions, done FROM outlay.upgrade_progress WHERE version = 5;
SELECT count(*) AS workers FROM outlay.upgrade_run WHERE part_of IS NOT NULL;

-- A version that the code does not work with any more: whoever calls is told to come back.
UPDATE outlay.tenant SET template_version = 0 WHERE slug = 'one';
SELECT outlay.list_departments();
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.enter((SELECT id FROM outlay.http_routes() WHERE call = 'outlay.list_departments' LIMIT 1), slug => 'one');
\echo :LAST_ERROR_SQLSTATE
UPDATE outlay.tenant SET template_version = 5 WHERE slug = 'one';

-- It commits, so it cannot be part of a transaction or of a function.
BEGIN;
CALL outlay.upgrade_tenants();
\echo :LAST_ERROR_SQLSTATE
ROLLBACK;
CREATE FUNCTION public.call_it() RETURNS void LANGUAGE plpgsql AS 'BEGIN CALL outlay.upgrade_tenants(); END';
SELECT public.call_it();

-- Arguments are checked, all at once.
CALL outlay.upgrade_tenants(to_version => 99);
CALL outlay.upgrade_tenants(to_version => 0, canaries => -1, batch_size => 0, max_failures => NULL, lock_timeout => '0',
	retries => 101, workers => 1000);

-- Operators only.
CREATE ROLE regress_no_operator;
SET ROLE regress_no_operator;
CALL outlay.upgrade_tenants();
RESET ROLE;
GRANT outlay_operator TO regress_no_operator;
SET ROLE regress_no_operator;
CALL outlay.upgrade_tenants();
SELECT version, tenants FROM outlay.upgrade_progress WHERE tenants > 0;
RESET ROLE;
DROP ROLE regress_no_operator;

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
DROP DATABASE outlay_upgrade;
