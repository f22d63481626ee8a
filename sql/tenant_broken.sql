-- An organization whose schema somebody has dropped or renamed by hand: every error says so, and nothing of it stays behind
-- when it is removed. In a database of its own, since across_tenants() asks all.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_broken;
\c outlay_broken
CREATE EXTENSION outlay;
SELECT slug FROM outlay.create_tenant('Dropped schema', 'office@broken.example', slug => 'dropped');
SELECT slug FROM outlay.create_tenant('Renamed schema', 'office@broken.example', slug => 'renamed');
SELECT slug FROM outlay.create_tenant('Sound', 'office@broken.example');
CREATE TABLE public.role_of AS SELECT nspname AS schema, nspowner::regrole::text AS role FROM pg_namespace WHERE nspname LIKE 'tenant%';
SET client_min_messages = error;
DROP SCHEMA tenant_1 CASCADE;
RESET client_min_messages;
ALTER SCHEMA tenant_2 RENAME TO by_hand;

-- It is not chosen, and no more is done with it.
SELECT outlay.use_tenant('dropped');
\echo :LAST_ERROR_SQLSTATE
SELECT outlay.use_tenant('renamed');
SELECT outlay.export_tenant('renamed');
SELECT outlay.clone_tenant('renamed', 'Clone');
SELECT outlay.create_snapshot('renamed', 'Snapshot');
SELECT slug, kind, object FROM outlay.drift('renamed');
SELECT slug, ok FROM outlay.selftest('renamed');

-- It ends a query in every organization, and is left out by the pattern, or by suspending it.
SELECT slug FROM outlay.across_tenants('SELECT 1');
SELECT slug FROM outlay.across_tenants('SELECT 1', 'sound');
SELECT slug, status FROM outlay.suspend_tenant('dropped');
SELECT slug, status FROM outlay.suspend_tenant('renamed');
SELECT slug FROM outlay.across_tenants('SELECT 1');

-- Renamed back it is as it was.
BEGIN;
ALTER SCHEMA by_hand RENAME TO tenant_2;
SELECT status FROM outlay.resume_tenant('renamed');
SELECT slug FROM outlay.use_tenant('renamed');
ROLLBACK;

-- Its role goes with it; one that something belongs to stays, with a warning that says what.
SELECT slug FROM outlay.drop_tenant('dropped');
SELECT slug FROM outlay.drop_tenant('renamed');
SET client_min_messages = error;
CALL outlay.purge_tenants('0 s');
RESET client_min_messages;
SELECT slug FROM outlay.tenant;
SELECT schema, to_regrole(role) IS NOT NULL AS role_stays FROM public.role_of ORDER BY schema;

-- So does one whose schema was given to another role.
SELECT 'ALTER SCHEMA tenant_3 OWNER TO ' || quote_ident(current_user) AS statement \gset
:statement;
SELECT 'REASSIGN OWNED BY ' || role || ' TO ' || quote_ident(current_user) AS statement FROM public.role_of WHERE schema = 'tenant_3' \gset
:statement;
SELECT slug FROM outlay.drop_tenant('sound');
SET client_min_messages = error;
CALL outlay.purge_tenants('0 s');
SELECT schema, to_regrole(role) IS NOT NULL AS role_stays FROM public.role_of ORDER BY schema;
DROP SCHEMA by_hand CASCADE;
SELECT 'DROP ROLE ' || role AS statement FROM public.role_of WHERE schema = 'tenant_2' \gset
:statement;
\c :regression
DROP DATABASE outlay_broken;
