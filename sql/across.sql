-- Asking all organizations: across_tenants() and the view outlay.fleet. In a database of its own.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_across;
\c outlay_across
CREATE EXTENSION outlay;
SELECT slug FROM outlay.create_tenant('Acme', 'office@across.example');
SELECT slug FROM outlay.create_tenant('Beta', 'office@across.example');
SELECT slug FROM outlay.create_tenant('Gamma', 'office@across.example');
SELECT slug FROM outlay.use_tenant('acme');
SELECT name FROM create_department('Sales');
SELECT name FROM create_department('Support');
SELECT slug FROM outlay.use_tenant('beta');
SELECT name FROM create_department('Sales');
RESET search_path;

-- A query is run in each of them, as its role and with its search_path; each row is a JSON object beside the slug.
SELECT * FROM outlay.across_tenants('SELECT name FROM department ORDER BY name');
SELECT slug, "row" ->> 'n' AS departments FROM outlay.across_tenants('SELECT count(*) AS n FROM department;');
SELECT sum(("row" ->> 'n')::integer) FROM outlay.across_tenants('SELECT count(*) AS n FROM department -- all of them');
SELECT slug, "row" FROM outlay.across_tenants('SELECT current_schema AS schema, current_setting(''search_path'') AS path');
SELECT count(DISTINCT "row") AS roles FROM outlay.across_tenants('SELECT current_user');

-- Typed columns, where they are wanted.
SELECT a.slug, r.* FROM outlay.across_tenants('SELECT id, name, created_at FROM department') a,
	jsonb_to_record(a.row) AS r (id bigint, name text) ORDER BY 1, 2;

-- A column may be called like anything.
SELECT DISTINCT "row" FROM outlay.across_tenants('SELECT 1 AS query, 2 AS b, ROW(3) AS "row"');
SELECT outlay.across_tenants('SELECT d.id, a.id FROM department d, department a');
\echo :LAST_ERROR_SQLSTATE

-- Some of them, by a LIKE pattern. Suspended ones are not asked.
SELECT slug FROM outlay.across_tenants('SELECT 1', '%m%');
SELECT slug FROM outlay.across_tenants('SELECT 1', 'nobody');
SELECT slug FROM outlay.across_tenants('SELECT 1', 'be\');
SELECT slug FROM outlay.across_tenants('SELECT 1', 'be\\');
SELECT status FROM outlay.suspend_tenant('beta');
SELECT slug FROM outlay.across_tenants('SELECT 1');
SELECT status FROM outlay.resume_tenant('beta');

-- In the select list rows come as they are found: who wants three does not wait for ten thousand organizations.
SELECT (outlay.across_tenants('SELECT 1 / (3 - (SELECT count(*) FROM department) - CASE WHEN current_schema = ''tenant_3'' THEN 3 ELSE 0 END) AS n')).slug LIMIT 2;

-- More rows than work_mem holds; and it can stop in the middle of them.
SET work_mem = '64kB';
SELECT slug, count(*), max(("row" ->> 'i')::integer) FROM outlay.across_tenants('SELECT i FROM generate_series(1, 10000) i') GROUP BY 1 ORDER BY 1;
SELECT count(*) FROM (SELECT outlay.across_tenants('SELECT i FROM generate_series(1, 10000) i') LIMIT 5000) part;
RESET work_mem;

-- All of it is one moment, also where somebody else writes meanwhile; and nothing is left of it: no role, no path, no lock.
BEGIN;
SELECT count(*) FROM outlay.across_tenants('SELECT * FROM department');
SELECT count(*) AS locks_of_tenants FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
	JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname LIKE 'tenant\_%' AND l.pid = pg_backend_pid();
SELECT current_user = session_user AS same_role, current_setting('search_path') AS path, current_setting('transaction_read_only') AS read_only;
COMMIT;

-- It reads, whatever is tried.
SELECT outlay.across_tenants('DELETE FROM department');
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.across_tenants('WITH gone AS (DELETE FROM department RETURNING id) SELECT * FROM gone');
SELECT outlay.across_tenants('SELECT 1 INTO mine');
SELECT outlay.across_tenants('SELECT nextval(''department_id_seq'')');
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.across_tenants('SELECT set_config(''transaction_read_only'', ''off'', true)');
SELECT outlay.across_tenants('SELECT set_config(''role'', ''outlay_web'', false)');
SELECT outlay.across_tenants('SELECT outlay.create_department(''Mine'')');
SELECT outlay.across_tenants('SELECT * FROM tenant_2.department', 'acme');
\echo :LAST_ERROR_SQLSTATE

-- An error says where it was, and ends it; the transaction goes on for who has a savepoint.
SELECT outlay.across_tenants('SELECT 1 / (SELECT count(*) - 1 FROM department)');
BEGIN;
SAVEPOINT before;
SELECT outlay.across_tenants('SELECT nothing FROM department');
ROLLBACK TO before;
SELECT count(*) FROM outlay.across_tenants('SELECT 1');
COMMIT;
SELECT outlay.across_tenants('');
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.across_tenants('SELECT 1; SELECT 2');
SELECT outlay.across_tenants('SELECT 1) query; DROP TABLE department; --');
SELECT outlay.across_tenants(NULL);
SET statement_timeout = 100;
SELECT outlay.across_tenants('SELECT pg_sleep(10)');
\echo :LAST_ERROR_SQLSTATE
RESET statement_timeout;

-- The fleet for a dashboard: no table of an organization is read. Numbers of rows are the server's estimates.
SELECT pg_stat_force_next_flush();
SELECT slug, name, status, template_version = (SELECT max(version) FROM outlay.template) AS current, members, expenses,
	bytes BETWEEN 100000 AND 500000 AS size,
	last_activity > now() - interval '1 day' AS active FROM outlay.fleet ORDER BY id;
INSERT INTO tenant_1.member (email, role, status) SELECT i || '@across.example', 'member', 'invited' FROM generate_series(1, 3) i;
SELECT pg_stat_force_next_flush();
SELECT slug, members FROM outlay.fleet ORDER BY id;
-- Who counts the organizations waits for no look at their files, and who asks for one of them for those of that one.
BEGIN;
SET LOCAL track_functions = 'all';
SELECT count(*) AS organizations FROM outlay.fleet;
SELECT sum(calls) AS looks FROM pg_stat_xact_user_functions WHERE funcname = 'relation_file';
SELECT slug, bytes > 100000 AS has_size FROM outlay.fleet WHERE slug = 'beta';
SELECT sum(calls) BETWEEN 62 AND 72 AS looks_at_one FROM pg_stat_xact_user_functions WHERE funcname = 'relation_file';
ROLLBACK;
SELECT bytes IS NULL AS there_is_none FROM outlay.relation_file(4294967295, 0);

-- For operators.
SET ROLE outlay_web;
SELECT outlay.across_tenants('SELECT 1');
SELECT * FROM outlay.fleet;
RESET ROLE;
CREATE ROLE regress_across;
GRANT outlay_operator TO regress_across;
SET ROLE regress_across;
SELECT slug FROM outlay.across_tenants('SELECT 1 FROM department', 'beta');
SELECT slug FROM outlay.fleet ORDER BY id;
RESET ROLE;
DROP ROLE regress_across;

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
DROP DATABASE outlay_across;
