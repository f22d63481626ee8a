-- A migration of the extension that another one follows at once is not tried in a new database, where each try would
-- keep the first organization waiting. Here each is the last one for once, so that the script of each version is tried.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_versions;
\c outlay_versions
CREATE EXTENSION outlay;
SELECT count(*) = max(version) AS builtin_alone, count(*) > 1 AS several FROM outlay.migration WHERE builtin;
DO $$
DECLARE
	last record;
BEGIN
	FOR last IN SELECT m.version, m.name FROM outlay.migration m ORDER BY m.version LOOP
		BEGIN
			DELETE FROM outlay.migration WHERE version > last.version;
			PERFORM outlay.create_tenant('Brookfield Ltd', 'office@brookfield.example');
			IF (SELECT max(version) FROM outlay.template) <> last.version THEN
				RAISE EXCEPTION 'the template is not of version %', last.version;
			END IF;
			RAISE SQLSTATE 'OT000';
		EXCEPTION WHEN SQLSTATE 'OT000' THEN
		END;
	END LOOP;
END $$;


-- Which leaves nothing; without the loop they all come at once.
SELECT count(*) AS versions FROM outlay.template;
SET client_min_messages = warning;
CALL outlay.upgrade_tenants();
SELECT (SELECT max(version) FROM outlay.template) = (SELECT max(version) FROM outlay.migration) AS all_of_them;

\c :regression
DROP DATABASE outlay_versions;
