-- Roles. They belong to the whole cluster, so they may be there already: another database has the extension too, or
-- this is a restored dump. DROP EXTENSION leaves them.
DO $roles$
BEGIN
	IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'outlay_web') THEN
		CREATE ROLE outlay_web LOGIN;
		COMMENT ON ROLE outlay_web IS 'The HTTP shim of Outlay logs in as it';
	END IF;
	IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'outlay_operator') THEN
		CREATE ROLE outlay_operator NOLOGIN;
		COMMENT ON ROLE outlay_operator IS 'Members create and look after the organizations of Outlay';
	END IF;
	IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'outlay_mail') THEN
		CREATE ROLE outlay_mail LOGIN;
		COMMENT ON ROLE outlay_mail IS 'The sender of mail of Outlay logs in as it';
	END IF;
	IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'outlay_console') THEN
		CREATE ROLE outlay_console LOGIN;
		COMMENT ON ROLE outlay_console IS 'The HTTP shim of the operators'' console of Outlay logs in as it';
	END IF;
END
$roles$;

-- Passwords and tokens come as parameters of statements. A server that logs statements, or only the slow ones, would
-- log them too.
ALTER ROLE outlay_web SET log_parameter_max_length = 0;
ALTER ROLE outlay_web SET log_parameter_max_length_on_error = 0;
ALTER ROLE outlay_console SET log_parameter_max_length = 0;
ALTER ROLE outlay_console SET log_parameter_max_length_on_error = 0;
-- So would modules, by settings of their own. auto_explain writes parameters from PostgreSQL 16 on.
ALTER ROLE outlay_web SET pgaudit.log_parameter = off;
ALTER ROLE outlay_console SET pgaudit.log_parameter = off;
DO $modules$
BEGIN
	IF pg_catalog.current_setting('server_version_num')::integer >= 160000 THEN
		ALTER ROLE outlay_web SET auto_explain.log_parameter_max_length = 0;
		ALTER ROLE outlay_console SET auto_explain.log_parameter_max_length = 0;
	END IF;
END
$modules$;

-- The roles of services change nothing of themselves where the library is loaded (core/own_role.c): in each of their
-- sessions, beside what the server loads in all.
DO $preload$
DECLARE
	name name;
	libraries text := pg_catalog.current_setting('session_preload_libraries');
BEGIN
	IF libraries !~ '(^|[^a-z_])outlay($|[^a-z_])' THEN
		libraries := pg_catalog.concat_ws(', ', nullif(libraries, ''), 'outlay');
	END IF;
	FOREACH name IN ARRAY ARRAY['outlay_web', 'outlay_mail', 'outlay_console'] LOOP
		IF NOT EXISTS (SELECT FROM pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) c
				WHERE s.setrole = name::pg_catalog.regrole AND s.setdatabase = 0 AND c ~ '^session_preload_libraries=.*outlay') THEN
			EXECUTE pg_catalog.format('ALTER ROLE %I SET session_preload_libraries = %s', name, libraries);
		END IF;
	END LOOP;
END
$preload$;

-- Everybody may look into the schema; what is in it is granted one by one (99_grants.sql). A tenant's role needs the
-- schema in its path, and a grant for each of them would make a list of ten thousand entries.
REVOKE ALL ON SCHEMA outlay FROM PUBLIC;
GRANT USAGE ON SCHEMA outlay TO PUBLIC;
