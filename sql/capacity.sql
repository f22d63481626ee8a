-- What so many organizations need, against what the server has. In a database of its own.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_capacity;
\c outlay_capacity
CREATE EXTENSION outlay;

-- Before there is any organization the template stands for one.
SELECT what, unit, per_tenant > 0 AS measured, needed > 0 AS needed, available > 0 AS available FROM outlay.capacity(1000);

-- With some it is their average: files and locks are those of an organization, as the catalogue itself tells.
SET client_min_messages = warning;
SELECT count(outlay.create_tenant('Organization ' || n, 'office@capacity.example')) FROM generate_series(1, 3) n;
RESET client_min_messages;
SELECT what, per_tenant = (
		SELECT count(*) FROM pg_class c WHERE relnamespace = 'tenant_1'::regnamespace AND relkind IN ('r', 'S')) AS right
FROM outlay.capacity() WHERE what = 'locks of pg_dump';
SELECT what, per_tenant = (
		SELECT count(*) FROM pg_class c
		WHERE c.oid IN (SELECT oid FROM pg_class WHERE relnamespace = 'tenant_1'::regnamespace UNION ALL
						SELECT reltoastrelid FROM pg_class WHERE relnamespace = 'tenant_1'::regnamespace UNION ALL
						SELECT i.indexrelid FROM pg_index i JOIN pg_class r ON r.reltoastrelid = i.indrelid
						WHERE r.relnamespace = 'tenant_1'::regnamespace)) AS right
FROM outlay.capacity() WHERE what = 'files';
SELECT what, per_tenant BETWEEN 100000 AND 800000 AS right FROM outlay.capacity() WHERE what IN ('disk', 'catalogue in shared_buffers', 'memory of a connection');

-- More organizations need more; what does not suffice is told with what to do.
SELECT what, enough, regexp_replace(advice, '\d+', 'N', 'g') AS advice FROM outlay.capacity(5000000)
WHERE what IN ('locks of pg_dump', 'tables that autovacuum looks at');
SELECT bool_and(big.needed >= small.needed) AS more FROM outlay.capacity(10) small JOIN outlay.capacity(1000) big USING (what);

-- What is said to be enough is enough, and one more is not.
SELECT c.what, here.enough, beyond.enough
FROM (SELECT what, substring(advice from 'enough for (\d+)')::integer AS reach FROM outlay.capacity(1)) c,
	LATERAL (SELECT enough FROM outlay.capacity(c.reach) h WHERE h.what = c.what) here,
	LATERAL (SELECT enough FROM outlay.capacity(c.reach + 1) b WHERE b.what = c.what) beyond
WHERE c.what = 'tables that autovacuum looks at';

-- Wrong numbers are refused, and so is everybody but operators.
SELECT * FROM outlay.capacity(0);
SELECT * FROM outlay.capacity(-5);
SELECT * FROM outlay.capacity(10000001);
CREATE ROLE capacity_nobody;
GRANT USAGE ON SCHEMA outlay TO capacity_nobody;
SET ROLE capacity_nobody;
SELECT * FROM outlay.capacity();
RESET ROLE;
GRANT outlay_operator TO capacity_nobody;
SET ROLE capacity_nobody;
SELECT count(*) FROM outlay.capacity(100);
RESET ROLE;
DROP OWNED BY capacity_nobody;
DROP ROLE capacity_nobody;

\c :regression
DROP DATABASE outlay_capacity;
