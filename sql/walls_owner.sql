-- The second wall stands on who owns a schema: what is run for an organization runs as that role. So an organization runs
-- as its own role or not at all, drift() says what is not its own, and repair() gives it back. In a database of its own.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_owner;
\c outlay_owner
CREATE EXTENSION outlay;
\i tests/one_migration.sql
-- Numbers that no other database of the cluster has, so roles are called after them.
ALTER SEQUENCE outlay.tenant_id_seq RESTART 7001;
CREATE ROLE regress_clerk IN ROLE outlay_operator;
SELECT slug FROM outlay.create_tenant('One', 'office@owner.example');
SELECT slug FROM outlay.create_tenant('Two', 'office@owner.example');
SELECT slug FROM outlay.create_tenant('Three', 'office@owner.example');
SELECT n.nspowner::regrole AS role_1 FROM pg_namespace n WHERE nspname = 'tenant_7001' \gset
SELECT n.nspowner::regrole AS role_2 FROM pg_namespace n WHERE nspname = 'tenant_7002' \gset
SELECT name FROM outlay.add_migration('note', 'ALTER TABLE department ADD COLUMN note text');
CREATE FUNCTION public.fails(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	message text; detail text; hint text;
BEGIN
	EXECUTE statement;
	RETURN 'worked';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN format(E'%s: %s\n%s\n%s', SQLSTATE, message, detail, hint);
END
$$;
CREATE VIEW public.unsafe AS SELECT slug, check_name, detail FROM outlay.selftest() WHERE NOT ok AND slug IS NOT NULL;
GRANT SELECT ON public.unsafe TO regress_clerk;

-- A neighbour's role: nothing runs, for anybody.
ALTER SCHEMA tenant_7002 OWNER TO :role_1;
SET ROLE regress_clerk;
SELECT slug FROM outlay.use_tenant('two');
\pset format unaligned
SELECT public.fails('SELECT outlay.list_departments()');
\pset format aligned
\set VERBOSITY sqlstate
SELECT * FROM outlay.across_tenants('SELECT count(*) FROM expense', 'two');
SELECT outlay.create_snapshot('two', 'before');
SELECT outlay.log_in('owner@two.example', 'velvet umbrella');
CALL outlay.upgrade_tenants(canaries => 0);
\set VERBOSITY default
RESET search_path;
RESET ROLE;
SELECT t.slug, a.sqlstate FROM outlay.upgrade_attempt a JOIN outlay.tenant t ON t.id = a.tenant_id;
SET ROLE regress_clerk;
SELECT * FROM outlay.drift('two');
SELECT * FROM outlay.drift();
SELECT check_name, detail FROM outlay.selftest('two');
SELECT * FROM public.unsafe WHERE slug = 'three';
\pset tuples_only on
SELECT outlay.repair('two');
\pset tuples_only off
SELECT string_agg(repair, E'\n') AS script FROM outlay.repair('two') \gset
RESET ROLE;
\set ECHO none
:script
\set ECHO all
SELECT * FROM outlay.drift();
SELECT * FROM public.unsafe;
CALL outlay.upgrade_tenants();

-- And what somebody who ran ALTER TABLE for all of it, too, has left: all that is not its own is told and given back.
DO $$
DECLARE
	r record;
BEGIN
	EXECUTE format('ALTER SCHEMA tenant_7002 OWNER TO %s', (SELECT nspowner::regrole FROM pg_namespace WHERE nspname = 'tenant_7001'));
	FOR r IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = 'tenant_7002'::regnamespace AND relkind = 'r' LOOP
		EXECUTE format('ALTER TABLE %s OWNER TO %s', r.name, (SELECT nspowner::regrole FROM pg_namespace WHERE nspname = 'tenant_7001'));
	END LOOP;
END
$$;
SELECT kind, expected, found, count(*) FROM outlay.drift('two') GROUP BY kind, expected, found ORDER BY kind;
SELECT string_agg(repair, E'\n') AS script FROM outlay.repair('two') \gset
\set ECHO none
:script
\set ECHO all
SELECT * FROM outlay.drift();
SELECT * FROM public.unsafe;

-- A superuser, as after pg_restore --no-owner, in a cluster that does not have the role: least of all an operator's query
-- runs as that.
BEGIN;
REASSIGN OWNED BY :role_2 TO CURRENT_USER;
DROP OWNED BY :role_2;
DROP ROLE :role_2;
SET ROLE regress_clerk;
SELECT slug FROM outlay.use_tenant('two');
SELECT split_part(public.fails($$SELECT * FROM outlay.across_tenants('SELECT rolpassword FROM pg_authid', 'two')$$), ':', 1);
SELECT split_part(public.fails('SELECT outlay.list_departments()'), ':', 1);
SELECT check_name, regexp_replace(detail, 'role \S+', 'role …') AS detail FROM outlay.selftest('two');
SELECT kind, found, count(*) FROM outlay.drift('two') GROUP BY kind, found ORDER BY kind;
SELECT DISTINCT regexp_replace(r, '^(ALTER TABLE) \S+', '\1 …') FROM outlay.repair('two') r
	WHERE r ~ '^(CREATE|ALTER) ';
SELECT string_agg(r, E'\n') FILTER (WHERE r NOT IN ('BEGIN;', 'COMMIT;')) AS script FROM outlay.repair('two') r \gset
RESET ROLE;
\set ECHO none
:script
\set ECHO all
RESET ROLE;
SELECT * FROM outlay.drift();
SELECT * FROM public.unsafe;
ROLLBACK;

-- Its own role, but one that may everything.
ALTER ROLE :role_2 SUPERUSER;
SET ROLE regress_clerk;
SELECT slug FROM outlay.use_tenant('two');
SELECT split_part(public.fails('SELECT outlay.list_departments()'), ':', 1);
RESET search_path;
SELECT * FROM outlay.drift();
SELECT check_name, detail FROM outlay.selftest('two');
SELECT string_agg(repair, E'\n') AS script FROM outlay.repair('two') \gset
RESET ROLE;
\set ECHO none
:script
\set ECHO all
SELECT * FROM outlay.drift();

-- Neither is a role of another number its own that begins alike, and one of the same number in another database is.
CREATE ROLE outlay_tenant_70022;
CREATE ROLE outlay_tenant_7002_0;
BEGIN;
ALTER SCHEMA tenant_7002 OWNER TO outlay_tenant_70022;
SELECT check_name FROM outlay.selftest('two') WHERE NOT ok;
ROLLBACK;
BEGIN;
REASSIGN OWNED BY :role_2 TO outlay_tenant_7002_0;
SELECT check_name FROM outlay.selftest('two') WHERE NOT ok;
SELECT * FROM outlay.drift();
ROLLBACK;
DROP ROLE outlay_tenant_70022, outlay_tenant_7002_0;

-- The template belongs to a role of its own, too.
ALTER SCHEMA outlay_template OWNER TO CURRENT_USER;
SELECT * FROM outlay.drift();
SELECT outlay.repair(NULL);
ALTER SCHEMA outlay_template OWNER TO outlay_template;

-- What is purged takes no role with it but its own; a spare that was given away is passed over.
SELECT outlay.make_spare();
SELECT 'tenant_' || id AS spare FROM outlay.spare_tenant \gset
SELECT n.nspowner::regrole AS spare_role FROM pg_namespace n WHERE nspname = :'spare' \gset
ALTER SCHEMA :spare OWNER TO :role_1;
SELECT t.slug FROM outlay.create_tenant('Four', 'office@owner.example') t;
SELECT n.nspname = :'spare' AS is_the_spare FROM outlay.tenant t JOIN pg_namespace n ON n.nspname = t.schema WHERE t.slug = 'four';
ALTER SCHEMA tenant_7002 OWNER TO :role_1;
SELECT slug FROM outlay.drop_tenant('two');
CALL outlay.purge_tenants('0');
SELECT rolname FROM pg_roles WHERE rolname IN (:'role_1', :'role_2');

-- Roles outlive their database.
ALTER SCHEMA :spare OWNER TO :spare_role;
SET client_min_messages = error;
DO $$
DECLARE
	t record;
BEGIN
	FOR t IN SELECT n.oid::regnamespace AS schema, n.nspowner::regrole AS role FROM pg_namespace n WHERE nspname LIKE 'tenant\_%' LOOP
		EXECUTE format('DROP SCHEMA %s CASCADE', t.schema);
		EXECUTE format('DROP ROLE IF EXISTS %s', t.role);
	END LOOP;
END
$$;
DROP OWNED BY regress_clerk;
DROP ROLE regress_clerk;
\c :regression
DROP DATABASE outlay_owner;

-- Which names are an organization's own: that of its number, with what keeps databases of one cluster apart, and no more.
SELECT name, outlay.is_role_of_tenant(name::name, 7) AS own
FROM unnest('{outlay_tenant_7,outlay_tenant_7_16384,outlay_tenant_7_16384_2,outlay_tenant_7_1_2_3,outlay_tenant_7_,outlay_tenant_7_foo,outlay_tenant_7_1x,outlay_tenant_71,outlay_tenant_07,outlay_tenant_}'::text[]) name;
