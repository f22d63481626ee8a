-- What cannot work is refused before anything is made, with what to do.
DO $conditions$
DECLARE
	encoding text := (SELECT pg_catalog.pg_encoding_to_char(encoding) FROM pg_catalog.pg_database
		WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database());
	owner name := (SELECT n.nspowner::pg_catalog.regrole::name FROM pg_catalog.pg_namespace n
		WHERE n.nspname OPERATOR(pg_catalog.=) 'outlay');
	held text := (SELECT pg_catalog.string_agg(pg_catalog.pg_describe_object(o.classid, o.objid, 0), ', ')
		FROM (SELECT d.classid, d.objid FROM pg_catalog.pg_depend d
			WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_namespace'::pg_catalog.regclass
				AND d.refobjid OPERATOR(pg_catalog.=) (SELECT n.oid FROM pg_catalog.pg_namespace n
					WHERE n.nspname OPERATOR(pg_catalog.=) 'outlay')
				AND d.deptype OPERATOR(pg_catalog.=) 'n' AND NOT (
					d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass
					AND d.objid OPERATOR(pg_catalog.=) (SELECT e.oid FROM pg_catalog.pg_extension e
						WHERE e.extname OPERATOR(pg_catalog.=) 'outlay'))
			ORDER BY d.classid, d.objid LIMIT 5) o);
	creator name := (SELECT e.extowner::pg_catalog.regrole::name FROM pg_catalog.pg_extension e
		WHERE e.extname OPERATOR(pg_catalog.=) 'outlay');
BEGIN
	IF pg_catalog.current_setting('standard_conforming_strings') OPERATOR(pg_catalog.=) 'off' THEN
		RAISE object_not_in_prerequisite_state USING
			MESSAGE = 'extension outlay cannot be created with standard_conforming_strings off',
			DETAIL = 'The script has been read already, and has lost its backslashes.',
			HINT = 'SET standard_conforming_strings = on, and create it again; what the database has does not matter afterwards.';
	END IF;
	IF encoding OPERATOR(pg_catalog.<>) 'UTF8' THEN
		RAISE feature_not_supported USING
			MESSAGE = pg_catalog.format('extension outlay cannot be created in a database of encoding %s', encoding),
			DETAIL = 'What people write may be of any script, and is compared by its characters.',
			HINT = 'Create the database with ENCODING ''UTF8'' TEMPLATE template0.';
	END IF;
	IF owner OPERATOR(pg_catalog.<>) creator THEN
		RAISE insufficient_privilege USING
			MESSAGE = pg_catalog.format('schema "outlay" belongs to role "%s"', owner),
			DETAIL = 'Who owns the schema could replace what is in it, and so become whoever creates the extension.',
			HINT = 'Rename or drop that schema; CREATE EXTENSION makes its own.';
	END IF;
	IF held IS NOT NULL THEN
		RAISE duplicate_object USING
			MESSAGE = 'schema "outlay" is not empty',
			DETAIL = pg_catalog.format('It holds %s.', held),
			HINT = 'What is there would be found in place of the extension''s own. Rename or drop that schema; CREATE EXTENSION makes its own.';
	END IF;
	IF NOT (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname OPERATOR(pg_catalog.=) creator) THEN
		RAISE insufficient_privilege USING
			MESSAGE = pg_catalog.format('role "%s" may not own extension outlay', creator),
			DETAIL = 'Its functions create schemas and roles for organizations, as the owner of the extension.',
			HINT = 'Let a superuser create it.';
	END IF;
END
$conditions$;
