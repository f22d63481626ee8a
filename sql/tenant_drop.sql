-- Dropping an organization, bringing it back, and removing it for good.
-- What other tests have dropped is no part of this one.
CALL outlay.purge_tenants('0 s') \gset
SELECT slug FROM outlay.create_tenant('Dropping Ltd', 'office@dropping.example');
SELECT slug FROM outlay.use_tenant('droppingltd');
SELECT name FROM outlay.create_department('Sales');
RESET search_path;

-- Dropped: nobody gets in, and it is in no list but that of the dropped ones.
SELECT slug, status, restore_as, dropped_at = now() AS now FROM outlay.drop_tenant('droppingltd');
SELECT outlay.use_tenant('droppingltd');
BEGIN;
SELECT outlay.enter((SELECT id FROM outlay.route WHERE (method, path) = ('POST', '/api/v2/sessions')),
	host => 'droppingltd.localhost');
ROLLBACK;
SELECT count(*) FROM outlay.list_tenants('dropping');
SELECT slug FROM outlay.list_tenants('dropping', status => 'dropped');
SELECT outlay.drop_tenant('droppingltd');
SELECT outlay.suspend_tenant('droppingltd');
SELECT outlay.rename_tenant('droppingltd', 'Gone');

-- Its name is free, its slug is not.
SELECT slug FROM outlay.create_tenant('Dropping Ltd', 'office@dropping.example');

-- Back, as long as nobody else has its name; otherwise under another.
SELECT outlay.restore_tenant('droppingltd');
SELECT slug, name, status, restore_as, dropped_at FROM outlay.restore_tenant('droppingltd', 'Dropping (first)');
SELECT slug FROM outlay.use_tenant('droppingltd');
SELECT name FROM outlay.list_departments();
RESET search_path;
SELECT outlay.restore_tenant('droppingltd');
SELECT outlay.restore_tenant('nobody');

-- One that was suspended comes back suspended.
SELECT status FROM outlay.suspend_tenant('droppingltd');
SELECT status, restore_as FROM outlay.drop_tenant('droppingltd');
SELECT status FROM outlay.restore_tenant('droppingltd');

-- For good: what has been in the bin for longer than a time, with its role, host names and former slugs.
SELECT slug FROM outlay.rename_tenant('droppingltd', new_slug => 'dropping');
SELECT outlay.add_host('dropping', 'dropping.example');
SELECT t.id AS dropped_id, t.schema AS dropped_schema, n.nspowner::regrole AS dropped_role
FROM outlay.drop_tenant('dropping') t JOIN pg_namespace n ON n.nspname = t.schema \gset
CALL outlay.purge_tenants();
CALL outlay.purge_tenants('0 s');
SELECT (SELECT count(*) FROM outlay.tenant WHERE id = :dropped_id) AS tenant,
	(SELECT count(*) FROM outlay.tenant_host WHERE host = 'dropping.example') AS host,
	(SELECT count(*) FROM outlay.tenant_alias WHERE slug = 'droppingltd') AS alias,
	to_regnamespace(:'dropped_schema') AS schema, to_regrole(:'dropped_role') AS role;
SELECT outlay.restore_tenant('dropping');
-- Its number is never used again.
SELECT id > :dropped_id AS later FROM outlay.create_tenant('Dropping again', 'office@dropping.example', slug => 'dropping');

-- An organization with very many tables goes in several transactions, each with few locks; what somebody has made
-- depend on it goes with it. A role that something else belongs to stays.
SELECT t.schema, n.nspowner::regrole AS role
FROM outlay.tenant t JOIN pg_namespace n ON n.nspname = t.schema WHERE t.slug = 'dropping' \gset
SET client_min_messages = error;
SET search_path = :schema;
DO $$
BEGIN
	CREATE TABLE partitioned (id integer) PARTITION BY RANGE (id);
	FOR i IN 1 .. 20 LOOP
		EXECUTE format('CREATE TABLE extra_%s (id serial PRIMARY KEY, text text)', i);
		EXECUTE format('CREATE TABLE partition_%s PARTITION OF partitioned FOR VALUES FROM (%s) TO (%s)', i, i, i + 1);
	END LOOP;
END
$$;
CREATE VIEW public.report AS SELECT 1 AS one FROM expense;
RESET search_path;
CREATE TABLE public.theirs ();
ALTER TABLE public.theirs OWNER TO :role;
RESET client_min_messages;
SELECT slug FROM outlay.drop_tenant('dropping');
SET client_min_messages = error;
CALL outlay.purge_tenants('0 s', relations_per_transaction => 40);
RESET client_min_messages;
SELECT to_regnamespace(:'schema') AS schema, to_regclass('public.report') AS report, to_regrole(:'role') IS NOT NULL AS role_stays;
DROP TABLE public.theirs;
DROP ROLE :role;

-- Without an argument it goes by the setting; -1 is never.
SHOW outlay.purge_after;
SELECT slug FROM outlay.create_tenant('Dropping by the setting', 'office@dropping.example', slug => 'by-setting');
SELECT status FROM outlay.drop_tenant('by-setting');
SET outlay.purge_after = '1h';
CALL outlay.purge_tenants();
SET outlay.purge_after = -1;
CALL outlay.purge_tenants();
SET outlay.purge_after = 0;
CALL outlay.purge_tenants();
RESET outlay.purge_after;

-- What is refused.
BEGIN;
CALL outlay.purge_tenants('0 s');
ROLLBACK;
CALL outlay.purge_tenants(NULL, 0);
-- A negative time is no word for "never", and least of all for "at once".
SELECT status FROM outlay.drop_tenant('droppingltd-2');
CALL outlay.purge_tenants('-1 s');
CALL outlay.purge_tenants('1 month -40 days', 9);
SELECT status FROM outlay.restore_tenant('droppingltd-2');
SET ROLE pg_monitor;
CALL outlay.purge_tenants('0 s');
SELECT outlay.drop_tenant('droppingltd-2');
RESET ROLE;
