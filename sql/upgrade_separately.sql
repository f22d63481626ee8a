-- One migration that fails in an organization does not hold it back from those before it: they stay, the failure is
-- told, and the next call begins with the one that failed.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_upgrade_separately;
\c outlay_upgrade_separately
CREATE EXTENSION outlay;
\i tests/one_migration.sql
SELECT slug, template_version FROM outlay.create_tenant('One', 'office@upgrade.example');
SELECT slug, template_version FROM outlay.create_tenant('Two', 'office@upgrade.example');
SELECT slug FROM outlay.use_tenant('one');
SELECT name FROM outlay.create_department('A name that is much too long');

-- The third of four fails in one of the two.
SELECT version FROM outlay.add_migration('cost centre', 'ALTER TABLE department ADD COLUMN cost_centre varchar(10)');
SELECT version FROM outlay.add_migration('code', 'CREATE TABLE code (code varchar(10) PRIMARY KEY); INSERT INTO code VALUES (''new'')');
SELECT version FROM outlay.add_migration('short names', 'ALTER TABLE department ADD CONSTRAINT short CHECK (length(name) < 20)');
SELECT version FROM outlay.add_migration('purpose', 'ALTER TABLE expense ADD COLUMN purpose varchar(20)');
CALL outlay.upgrade_tenants(canaries => 0);
SELECT slug, template_version FROM outlay.tenant ORDER BY id;
SELECT slug, version, name, attempts, given_up, sqlstate, message FROM outlay.upgrade_failure;
SELECT version, tenants, behind, failed FROM outlay.upgrade_progress;

-- It is what its version says, no more and no less.
SELECT object, expected, found FROM outlay.drift('one');
SELECT cost_centre FROM department;
SELECT * FROM code;

-- The next call begins with the one that failed: those before it cannot be run twice. As a canary, too.
CALL outlay.upgrade_tenants(canaries => 0);
CALL outlay.upgrade_tenants();
SELECT slug, template_version FROM outlay.tenant ORDER BY id;
SELECT slug, version, name FROM outlay.upgrade_failure;
SELECT version FROM outlay.update_department(1, name => 'Short');
CALL outlay.upgrade_tenants();
SELECT slug, template_version FROM outlay.tenant ORDER BY id;
SELECT * FROM outlay.upgrade_failure;
SELECT * FROM outlay.drift();

-- A canary that fails keeps what it could have; the others are left alone.
SELECT version FROM outlay.add_migration('six', 'ALTER TABLE code ADD COLUMN six integer');
SELECT version FROM outlay.add_migration('seven', 'ALTER TABLE department ADD CONSTRAINT seven CHECK (name <> ''Short'')');
CALL outlay.upgrade_tenants();
SELECT slug, template_version FROM outlay.tenant ORDER BY id;
-- Everybody can be brought to the version before.
CALL outlay.upgrade_tenants(to_version => 6);
SELECT slug, template_version FROM outlay.tenant ORDER BY id;
SELECT version FROM outlay.update_department(1, name => 'Shorter');
CALL outlay.upgrade_tenants();

-- Nobody stops where a migration was replaced: the first version that is whole is the one that mends it.
SELECT version FROM outlay.add_migration('eight', 'ALTER TABLE code ADD COLUMN eight integer');
CALL outlay.upgrade_tenants(slugs => '{two}');
SELECT name FROM outlay.replace_migration('eight', 'ALTER TABLE code ADD COLUMN eight bigint',
	'ALTER TABLE code DROP COLUMN eight; ALTER TABLE code ADD COLUMN eight bigint');
SELECT version FROM outlay.add_migration('ten', 'ALTER TABLE department ADD CONSTRAINT ten CHECK (name <> ''Shorter'')');
CALL outlay.upgrade_tenants(canaries => 0);
SELECT slug, template_version FROM outlay.tenant ORDER BY id;
SELECT slug, version, name FROM outlay.upgrade_failure;
SELECT * FROM outlay.drift();
SELECT version FROM outlay.update_department(1, name => 'Shortest');
CALL outlay.upgrade_tenants();

-- What cannot be cloned is found with the migration that makes it, by a DO that does so in one organization alone.
SELECT version FROM outlay.add_migration('eleven', 'ALTER TABLE code ADD COLUMN eleven integer');
SELECT version FROM outlay.add_migration('twelve', $$
	DO 'BEGIN
		IF current_schema() = ''tenant_1'' THEN CREATE COLLATION odd (locale = ''C''); END IF;
	END'
$$);
SELECT version FROM outlay.add_migration('thirteen', 'ALTER TABLE code ADD COLUMN thirteen integer');
CALL outlay.upgrade_tenants(canaries => 0);
SELECT slug, template_version FROM outlay.tenant ORDER BY id;
SELECT slug, version, name, message, detail FROM outlay.upgrade_failure;
SELECT * FROM outlay.drift();

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
DROP DATABASE outlay_upgrade_separately;
