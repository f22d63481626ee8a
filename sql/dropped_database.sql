-- DROP DATABASE leaves the roles of its organizations behind. The query of docs/operations.md finds them, and none that
-- something depends on in whatever database.
SELECT current_database() AS regression \gset
CREATE VIEW public.forsaken AS
SELECT r.rolname, format('DROP ROLE %I;', r.rolname) FROM pg_roles r WHERE r.rolname ~ '^outlay_tenant_[0-9]'
    AND NOT EXISTS (SELECT FROM pg_shdepend d WHERE d.refclassid = 'pg_authid'::regclass AND d.refobjid = r.oid);
CREATE DATABASE outlay_dropped;
\c outlay_dropped
CREATE EXTENSION outlay;
SELECT slug FROM outlay.create_tenant('Acme Ltd', 'office@acme.example');
SELECT nspowner::regrole AS role FROM pg_namespace WHERE nspname = 'tenant_1' \gset
\c :regression
SELECT count(*) AS forsaken FROM public.forsaken WHERE rolname = :'role';
DROP DATABASE outlay_dropped;
SELECT count(*) AS forsaken FROM public.forsaken WHERE rolname = :'role';
-- (Its name has a number behind it where another database has the same.)
\set ECHO none
SELECT format FROM public.forsaken WHERE rolname = :'role' \gexec
\set ECHO all
SELECT count(*) AS roles FROM pg_roles WHERE rolname = :'role';
DROP VIEW public.forsaken;
