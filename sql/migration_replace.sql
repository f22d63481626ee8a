-- A bad migration in the middle of the fleet: another text for it, and taking it back. In a database of its own, since
-- it is about all organizations that there are.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_migration;
\c outlay_migration
CREATE EXTENSION outlay;
\i tests/one_migration.sql
SET client_min_messages = warning;
SELECT count(outlay.create_tenant(name, 'office@migration.example')) FROM unnest('{One,Two,Three,Four}'::text[]) AS name;

-- What every organization is, and whether it is what the directory says.
CREATE VIEW public.fleet AS
	SELECT t.slug, t.template_version AS version,
		(SELECT string_agg(c.conname, ',' ORDER BY c.conname) FROM pg_constraint c
		 WHERE c.conrelid = (t.schema || '.department')::regclass AND c.contype = 'c' AND c.conname ~ 'short') AS has,
		(SELECT count(*) FROM outlay.drift(t.slug)) AS drift
	FROM outlay.tenant t ORDER BY t.id;

-- A migration that fails in one of them. New organizations are made from it already.
SELECT slug FROM outlay.use_tenant('three');
SELECT name FROM outlay.create_department('A name that is much too long');
RESET search_path;
SELECT version, name FROM outlay.add_migration('notes', 'CREATE TABLE note (id bigint PRIMARY KEY, text varchar(100))');
SELECT version, name FROM outlay.add_migration('short names',
	'ALTER TABLE department ADD CONSTRAINT short CHECK (length(name) < 20)');
SELECT version, name FROM outlay.add_migration('purpose', 'ALTER TABLE expense ADD COLUMN purpose varchar(20)');
SELECT outlay.add_migration('short names', 'SELECT 1');
CALL outlay.upgrade_tenants(canaries => 0);
SELECT slug, migration, name, message FROM outlay.upgrade_failure;
SELECT * FROM public.fleet;

-- Another text that leads to the same: those that have had the former one are what they should be.
SELECT name, up_sql, replaced_at IS NOT NULL AS replaced FROM outlay.replace_migration('short names', $$
	UPDATE department SET name = left(name, 19) WHERE length(name) >= 20;
	ALTER TABLE department ADD CONSTRAINT short CHECK (length(name) < 20);
$$);
CALL outlay.upgrade_tenants();
SELECT * FROM public.fleet;
SELECT name FROM tenant_3.department;
SELECT count(*) AS failures FROM outlay.upgrade_failure;

-- One that leads elsewhere is refused, with the difference: it would leave the fleet in two kinds.
SELECT version FROM outlay.add_migration('shorter', 'ALTER TABLE department ADD CONSTRAINT shorter CHECK (length(name) < 10)');
CALL outlay.upgrade_tenants(canaries => 0);
SELECT slug FROM outlay.create_tenant('Five', 'office@migration.example');
SELECT * FROM public.fleet;
\set up 'ALTER TABLE department ADD CONSTRAINT shorter CHECK (length(name) < 30)'
SELECT outlay.replace_migration('shorter', :'up');
-- What mends those that have had the former text is tried as well.
SELECT outlay.replace_migration('shorter', :'up', 'ALTER TABLE department DROP CONSTRAINT shorter');
SELECT outlay.replace_migration('shorter', :'up', 'ALTER TABLE department DROP CONSTRAINT nothing');
SELECT outlay.replace_migration('shorter', 'ALTER TABLE department ADD COLUMN', 'SELECT 1');
SELECT count(*) FROM outlay.migration WHERE mends IS NOT NULL OR name = 'shorter' AND replaced_at IS NOT NULL;
SELECT * FROM public.fleet WHERE drift > 0;

-- With it both ways lead to the same. New organizations begin there; until the next upgrade the others are what they are.
SELECT version, name, up_sql = :'up' AS replaced FROM outlay.replace_migration('shorter', :'up',
	'ALTER TABLE department DROP CONSTRAINT shorter; ALTER TABLE department ADD CONSTRAINT shorter CHECK (length(name) < 30)');
SELECT slug FROM outlay.create_tenant('Six', 'office@migration.example');
SELECT * FROM public.fleet;
-- Nobody can stop where some have had the former text and others would have the new one.
CALL outlay.upgrade_tenants(to_version => 5);
SELECT slug, outlay.template_migrations(template_version)::text ~ encode(sha256(:'up'), 'hex') AS new_text
FROM outlay.tenant WHERE slug IN ('five', 'six') ORDER BY slug;
CALL outlay.upgrade_tenants();
SELECT * FROM public.fleet;
SELECT DISTINCT outlay.schema_fingerprint(schema::text::regnamespace) = outlay.schema_fingerprint('outlay_template') AS alike
FROM outlay.tenant;
SELECT version, CASE WHEN migration >= 10000 THEN migration END AS migration, name, tenants, behind, failed
FROM outlay.upgrade_progress ORDER BY version;

-- Once more: by now all have had a text of it, whichever, and are alike.
SELECT outlay.replace_migration('shorter', 'SELECT 1');
SELECT name FROM outlay.replace_migration('shorter', 'SELECT 1', 'ALTER TABLE department DROP CONSTRAINT shorter');
CALL outlay.upgrade_tenants();
SELECT * FROM public.fleet;

-- Taken back. Nobody has had it: nothing is left of it, and those behind it come again. The number is free, too.
SELECT version FROM outlay.add_migration('wrong', 'ALTER TABLE department ADD COLUMN wrong integer');
SELECT version FROM outlay.add_migration('right', 'ALTER TABLE department ADD COLUMN "right" integer');
SELECT name, up_sql FROM outlay.withdraw_migration('wrong');
SELECT version, migration, name FROM outlay.upgrade_progress WHERE version > 7;
SELECT count(*) AS drift FROM outlay.drift();
CALL outlay.upgrade_tenants(slugs => '{one}');
SELECT attname FROM pg_attribute WHERE attrelid = 'tenant_1.department'::regclass AND attnum > 0 ORDER BY attnum DESC LIMIT 1;
-- One that others build on stays.
SELECT version FROM outlay.add_migration('base', 'CREATE TABLE base (id integer PRIMARY KEY)');
SELECT version FROM outlay.add_migration('built on it', 'ALTER TABLE base ADD COLUMN name text');
SELECT outlay.withdraw_migration('base');
SELECT name FROM outlay.withdraw_migration('built on it');
SELECT name FROM outlay.withdraw_migration('base');

-- Some have had it: what it made must be taken away there.
SELECT outlay.withdraw_migration('right');
SELECT outlay.withdraw_migration('right', 'SELECT 1');
SELECT name FROM outlay.withdraw_migration('right', 'ALTER TABLE department DROP COLUMN "right"');
SELECT outlay.withdraw_migration('right');
CALL outlay.upgrade_tenants();
SELECT * FROM public.fleet;
SELECT name, up_sql = '' AS withdrawn, mends FROM outlay.migration WHERE name = 'right' ORDER BY version;
SELECT outlay.template_migrations(max(version))::text ~ 'right' AS counted FROM outlay.template;

-- A spare of a version that is no more is not used for the one that gets its number.
SELECT version FROM outlay.add_migration('first', 'ALTER TABLE department ADD COLUMN first integer');
SET outlay.spare_tenants = 2;
SELECT outlay.make_spare() IS NOT NULL AS made FROM generate_series(1, 2);
SELECT version FROM outlay.withdraw_migration('first');
SELECT version FROM outlay.add_migration('second', 'ALTER TABLE department ADD COLUMN second integer');
SELECT template_version, current, spares FROM outlay.spares WHERE spares > 0;
SELECT slug, template_version FROM outlay.create_tenant('Seven', 'office@migration.example');
SELECT * FROM public.fleet WHERE slug = 'seven';
SELECT count(outlay.make_spare()) FROM generate_series(1, 6);
SELECT current, spares FROM outlay.spares WHERE spares > 0;

-- An operator is no superuser: both ways of both, for organizations that have had the text and for one that nobody has.
CREATE ROLE regress_operator IN ROLE outlay_operator;
SET ROLE regress_operator;
SELECT name FROM outlay.replace_migration('second', 'ALTER TABLE department ADD COLUMN second bigint',
	'ALTER TABLE department ALTER COLUMN second TYPE bigint');
SELECT name FROM outlay.withdraw_migration('second', 'ALTER TABLE department DROP COLUMN second');
SELECT name FROM outlay.add_migration('third', 'ALTER TABLE department ADD COLUMN third integer');
SELECT name FROM outlay.replace_migration('third', 'ALTER TABLE department ADD COLUMN third bigint');
SELECT name FROM outlay.withdraw_migration('third');
CALL outlay.upgrade_tenants(canaries => 0);
SELECT count(*) FROM outlay.drift();
RESET ROLE;
DROP ROLE regress_operator;

-- What is refused.
SELECT outlay.replace_migration('no such', 'SELECT 1');
SELECT outlay.replace_migration('organization', 'SELECT 1');
SELECT outlay.replace_migration(NULL, ' ; ', '');
SELECT outlay.withdraw_migration('', 'SELECT * FROM outlay_template.expense');
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT outlay.withdraw_migration('purpose');
ROLLBACK;
SET ROLE pg_monitor;
SELECT outlay.replace_migration('purpose', 'SELECT 1');
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
DROP DATABASE outlay_migration;
