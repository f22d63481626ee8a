-- CREATE EXTENSION refuses what it would not be safe, or could not work, in.
\set SHOW_CONTEXT never
SELECT current_database() AS regression \gset
CREATE ROLE regress_squatter;
CREATE DATABASE outlay_refused;
\c outlay_refused
CREATE SCHEMA outlay AUTHORIZATION regress_squatter;
CREATE EXTENSION outlay;
\echo :LAST_ERROR_SQLSTATE
ALTER SCHEMA outlay OWNER TO CURRENT_USER;
CREATE FUNCTION outlay.format(text, text, bigint, boolean) RETURNS text LANGUAGE sql AS 'SELECT $1';
CREATE TYPE outlay.money AS (amount numeric);
CREATE EXTENSION outlay;
\echo :LAST_ERROR_SQLSTATE
DROP FUNCTION outlay.format(text, text, bigint, boolean);
DROP TYPE outlay.money;
-- The script is read before it could say how.
SET standard_conforming_strings = off;
SET escape_string_warning = off;
CREATE EXTENSION outlay;
\echo :LAST_ERROR_SQLSTATE
RESET standard_conforming_strings;
RESET escape_string_warning;
-- An empty one of the creator's own is as good as none; pg_restore makes one.
CREATE EXTENSION outlay;
\c :regression
DROP DATABASE outlay_refused;
CREATE DATABASE outlay_refused ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C';
\c outlay_refused
CREATE EXTENSION outlay;
\echo :LAST_ERROR_SQLSTATE
\c :regression
DROP DATABASE outlay_refused;
DROP ROLE regress_squatter;
