-- What the walls stand on is the database's and the server's: selftest() tells of it, with the command that puts it right.
-- In a database of its own.
\set SHOW_CONTEXT never
SELECT current_database() AS regression, current_user AS admin \gset
CREATE DATABASE outlay_selftest;
CREATE ROLE regress_outlay_owner SUPERUSER;
\c outlay_selftest
SET SESSION AUTHORIZATION regress_outlay_owner;
CREATE EXTENSION outlay;
RESET SESSION AUTHORIZATION;

-- Who may connect, as CREATE DATABASE leaves it; the library is loaded as the server of this test has it.
SELECT check_name, detail FROM outlay.selftest() WHERE slug IS NULL AND NOT ok AND check_name <> 'library';
REVOKE CONNECT, TEMPORARY ON DATABASE outlay_selftest FROM PUBLIC;
SELECT check_name, detail FROM outlay.selftest() WHERE slug IS NULL AND NOT ok AND check_name <> 'library';
SELECT ok = (setting ~ 'outlay') AS told, detail IS NULL OR detail ~ 'ALTER SYSTEM SET shared_preload_libraries' AS how
FROM outlay.selftest(), pg_settings WHERE check_name = 'library' AND name = 'shared_preload_libraries';

-- Whoever owns the extension makes schemas and roles with it.
ALTER ROLE regress_outlay_owner NOSUPERUSER;
SELECT check_name, detail FROM outlay.selftest() WHERE slug IS NULL AND NOT ok AND check_name <> 'library';
ALTER ROLE regress_outlay_owner SUPERUSER;

-- What is set for outlay_web, everywhere or in this database.
ALTER ROLE outlay_web SET search_path = public;
SELECT check_name, detail FROM outlay.selftest() WHERE slug IS NULL AND NOT ok AND check_name <> 'library';
ALTER ROLE outlay_web RESET search_path;
ALTER ROLE outlay_web IN DATABASE outlay_selftest SET log_parameter_max_length_on_error = -1;
SELECT check_name, detail FROM outlay.selftest() WHERE slug IS NULL AND NOT ok AND check_name <> 'library';
ALTER ROLE outlay_web IN DATABASE outlay_selftest RESET log_parameter_max_length_on_error;
ALTER ROLE outlay_web RESET log_parameter_max_length;
SELECT check_name, detail FROM outlay.selftest() WHERE slug IS NULL AND NOT ok AND check_name <> 'library';
ALTER ROLE outlay_web SET log_parameter_max_length = 0;
ALTER ROLE outlay_web SET pgaudit.log_parameter = on;
SELECT check_name, detail FROM outlay.selftest() WHERE slug IS NULL AND NOT ok AND check_name <> 'library';
ALTER ROLE outlay_web SET pgaudit.log_parameter = off;
-- A limit is a DBA's choice.
ALTER ROLE outlay_web IN DATABASE outlay_selftest SET statement_timeout = '1min';
SELECT check_name, ok FROM outlay.selftest() WHERE slug IS NULL AND check_name <> 'library';

-- outlay_web sets none of it itself, from its first statement on: the library comes with its session.
GRANT CONNECT ON DATABASE outlay_selftest TO outlay_web;
\c - outlay_web
ALTER ROLE outlay_web SET search_path = public;
\set VERBOSITY terse
ALTER ROLE CURRENT_USER IN DATABASE outlay_selftest SET search_path = public;
ALTER ROLE outlay_web IN DATABASE outlay_selftest RESET ALL;
ALTER ROLE SESSION_USER RESET session_preload_libraries;
ALTER ROLE outlay_web PASSWORD 'mine from now on';
ALTER USER outlay_web VALID UNTIL 'yesterday';
DO $$ BEGIN EXECUTE 'ALTER ROLE outlay_web SET log_parameter_max_length_on_error = -1'; END $$;
GRANT outlay_web TO PUBLIC;
GRANT outlay_web TO regress_outlay_owner;
SELECT current_setting('search_path');
\c - :admin
SELECT count(*) FROM pg_auth_members WHERE roleid = 'outlay_web'::regrole;

\c :regression
DROP DATABASE outlay_selftest;
DROP ROLE regress_outlay_owner;
