-- An organization that is made before somebody wants it takes no time to create. make_spare() does one step of what
-- the worker does.
SET outlay.spare_tenants = 2;
SELECT outlay.make_spare() ~ '^made tenant_\d+$' AS made;
SELECT outlay.make_spare() ~ '^made tenant_\d+$' AS made;
SELECT outlay.make_spare() IS NULL AS enough;
SELECT current, spares, oldest <= now() AS dated FROM outlay.spares WHERE spares > 0;

-- A spare is no organization.
SELECT id AS spare, 'tenant_' || id AS schema FROM outlay.spare_tenant ORDER BY id LIMIT 1 \gset
SELECT count(*) FROM outlay.list_tenants(page_size => 1000) WHERE id IN (SELECT id FROM outlay.spare_tenant);
SELECT count(*) > 30 AS has_relations FROM pg_class WHERE relnamespace = :'schema'::regnamespace;

-- create_tenant() takes the oldest. Nothing tells it from one that was cloned.
SELECT id = :spare AS is_the_spare, schema = :'schema' AS has_its_schema, slug,
	template_version = (SELECT max(version) FROM outlay.template) AS current, created_at = now() AS is_new
FROM outlay.create_tenant('Was a spare', 'a@b.example', currency => 'JPY');
SELECT spares FROM outlay.spares WHERE current;
SET outlay.spare_tenants = 0;
SELECT count(outlay.make_spare()) AS dropped;
SELECT schema AS clone FROM outlay.create_tenant('Was cloned', 'a@b.example', currency => 'JPY') \gset
SELECT outlay.schema_fingerprint(:'schema') = outlay.schema_fingerprint(:'clone') AS equal,
	outlay.schema_fingerprint(:'schema') = outlay.schema_fingerprint('outlay_template') AS like_the_template;
SELECT n.nspowner::regrole::text = 'outlay_tenant_' || :spare AS own_role,
	(SELECT count(*) FROM pg_class c WHERE c.relnamespace = n.oid AND c.relowner <> n.nspowner) AS not_its_own
FROM pg_namespace n WHERE n.nspname = :'schema';
SELECT slug FROM outlay.use_tenant('wasaspare');
SELECT currency, decimals, o.created_at = t.created_at AS created_with_it, o.updated_at = t.created_at AS not_changed_since,
	o.version
FROM organization o, outlay.tenant t WHERE t.slug = 'wasaspare';
SELECT name FROM outlay.create_department('First department');
SELECT count(*) FROM outlay.check_balances();
RESET search_path;

-- A creation that fails or is rolled back leaves the spare.
SET outlay.spare_tenants = 1;
SELECT outlay.make_spare() ~ '^made' AS made;
SELECT id AS spare FROM outlay.spare_tenant \gset
SELECT outlay.create_tenant('WAS A SPARE', 'a@b.example');
BEGIN;
SELECT id = :spare AS is_the_spare FROM outlay.create_tenant('Rolled back', 'a@b.example');
SAVEPOINT second;
SELECT id = :spare AS is_the_spare FROM outlay.create_tenant('There is no second', 'a@b.example');
ROLLBACK;
SELECT id = :spare AS is_still_there FROM outlay.spare_tenant;
-- Nor does one whose transaction would not see what is in a spare.
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT id = :spare AS is_the_spare FROM outlay.create_tenant('Repeatable', 'a@b.example');
ROLLBACK;
SELECT id = :spare AS is_the_spare FROM outlay.create_tenant('At last', 'a@b.example');

-- The template has gone on: a spare of the step before is not used, and goes when there are enough new ones.
SELECT outlay.make_spare() ~ '^made' AS made;
SELECT id AS stale, 'tenant_' || id AS stale_schema, 'outlay_tenant_' || id AS stale_role FROM outlay.spare_tenant \gset
SELECT name FROM outlay.add_migration('notes', 'CREATE TABLE spare_note (note text)');
SELECT id = :stale AS is_stale, to_regclass(schema || '.spare_note') IS NOT NULL AS has_the_new_table
FROM outlay.create_tenant('Up to date', 'a@b.example');
SELECT current, spares FROM outlay.spares WHERE spares > 0;
SELECT outlay.make_spare() ~ '^made' AS made;
SELECT outlay.make_spare() = 'dropped tenant_' || :stale AS dropped;
SELECT outlay.make_spare() IS NULL AS enough;
SELECT to_regnamespace(:'stale_schema') AS schema, to_regrole(:'stale_role') AS role;
SELECT to_regclass(schema || '.spare_note') IS NOT NULL AS has_the_new_table
FROM outlay.create_tenant('Warm again', 'a@b.example');

-- A spare that somebody has damaged stops nobody: the next one is taken, the template is cloned where there is none. The
-- worker drops the damaged ones.
SET outlay.spare_tenants = 5;
SELECT count(outlay.make_spare()) AS made FROM generate_series(1, 5);
CREATE TEMPORARY TABLE spares AS SELECT id, row_number() OVER (ORDER BY id) AS n FROM outlay.spare_tenant;
CREATE FUNCTION pg_temp.damage(n integer, damage text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('client_min_messages', 'error', true);
	EXECUTE format(damage, (SELECT 'tenant_' || id FROM spares s WHERE s.n = damage.n));
END $$;
SELECT pg_temp.damage(1, 'DROP SCHEMA %I CASCADE');
SELECT pg_temp.damage(2, 'DROP TABLE %I.organization CASCADE');
SELECT pg_temp.damage(3, 'DROP INDEX %I.expense_newest_idx');
SELECT pg_temp.damage(4, 'ALTER TABLE %I.organization DROP COLUMN currency CASCADE');
SET client_min_messages = error;
BEGIN;
SELECT n AS spare FROM outlay.create_tenant('Sound', 'a@b.example') JOIN spares USING (id);
SELECT count(*) AS cloned FROM outlay.create_tenant('No spare is left', 'a@b.example') WHERE id NOT IN (SELECT id FROM spares);
ROLLBACK;
SELECT n AS spare FROM outlay.create_tenant('Sound', 'a@b.example') JOIN spares USING (id);
RESET client_min_messages;
SELECT n, template_version FROM outlay.spare_tenant JOIN spares USING (id) ORDER BY n;
SET outlay.spare_tenants = 0;
SELECT left(outlay.make_spare(), 7) AS done FROM generate_series(1, 5);
SELECT to_regrole('outlay_tenant_' || id) AS role FROM spares WHERE n < 5;

SET outlay.spare_tenants = 1;
SELECT outlay.make_spare() ~ '^made' AS made;
TRUNCATE spares;
INSERT INTO spares SELECT id, 1 FROM outlay.spare_tenant;

-- What a count does not show is found by a look at each now and then.
UPDATE outlay.spare_tenant SET checked_at = now() - interval '1 hour';
SELECT pg_temp.damage(1, 'ALTER TABLE %I.expense ALTER version SET DEFAULT 5');
SET client_min_messages = error;
SELECT left(outlay.make_spare(), 7) AS done;
RESET client_min_messages;
SELECT left(outlay.make_spare(), 4) AS done;
SELECT outlay.make_spare() = 'dropped tenant_' || id AS dropped FROM spares;
UPDATE outlay.spare_tenant SET checked_at = now() - interval '1 hour';
SELECT left(outlay.make_spare(), 7) AS done;
SELECT outlay.make_spare() IS NULL AS enough, (SELECT min(template_version) > 0 FROM outlay.spare_tenant) AS is_sound;

-- For operators, and not where nothing may be written.
SET outlay.spare_tenants = 2;
CREATE ROLE regress_nobody;
CREATE ROLE regress_operator IN ROLE outlay_operator;
SET ROLE regress_nobody;
SELECT outlay.make_spare();
SELECT * FROM outlay.spare_tenant;
SET ROLE regress_operator;
SELECT outlay.make_spare() ~ '^made' AS made;
SELECT spares FROM outlay.spares WHERE current;
DELETE FROM outlay.spare_tenant;
SET outlay.spare_tenants = 100;
RESET ROLE;
BEGIN READ ONLY;
SELECT outlay.make_spare();
ROLLBACK;
DROP ROLE regress_nobody, regress_operator;

-- With the setting lowered all go.
SET outlay.spare_tenants = 0;
SELECT count(outlay.make_spare()) > 0 AS dropped FROM generate_series(1, 3);
SELECT count(*) FROM outlay.spare_tenant;
