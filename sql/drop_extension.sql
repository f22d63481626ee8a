-- The directory does not go by mistake: without it nobody knows whose the schemas are.
SELECT slug FROM outlay.create_tenant('Kept Ltd', 'office@kept.example');
DROP EXTENSION outlay;
DROP EXTENSION IF EXISTS plpgsql, outlay;
SELECT outlay.check_drop_extension();

-- Who means it says so, and where there is nobody any more there is nothing to lose.
SET client_min_messages = warning;
BEGIN;
DROP EXTENSION outlay CASCADE;
SELECT count(*) FROM pg_event_trigger;
ROLLBACK;
-- Of the schemas themselves PostgreSQL takes care: their indexes use a function of the extension.
BEGIN;
DELETE FROM outlay.tenant;
\set VERBOSITY terse
DROP EXTENSION outlay;
\set VERBOSITY default
ROLLBACK;

-- Other extensions are none of its business.
BEGIN;
DROP EXTENSION plpgsql CASCADE;
ROLLBACK;
RESET client_min_messages;

SELECT slug FROM outlay.drop_tenant('keptltd');
CALL outlay.purge_tenants('0 s');
