-- Where making or changing an organization fails, the error says which migration or script, which statement, by its line
-- and beginning, and why: in lines that can be read, never with a whole script.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_errors;
\c outlay_errors
-- Numbers of lines and of migrations change with the scripts. A line of more than 200 bytes is told by its length.
CREATE FUNCTION public.short(told text) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT CASE WHEN octet_length(l) > 200 THEN 'TOO LONG: ' || octet_length(l)
		ELSE regexp_replace(regexp_replace(l, 'line \d+(: SQL| at RAISE)', 'line N\1'), 'migration \d\d?\M', 'migration N') END
	FROM unnest(string_to_array(told, E'\n')) l
$$;
CREATE FUNCTION public.told(command text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	message text;
	detail text;
	context text;
BEGIN
	EXECUTE command;
	RETURN NEXT 'nothing failed';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, context = PG_EXCEPTION_CONTEXT;
	-- What this function itself adds is not ours.
	context := regexp_replace(context, 'SQL statement "[^"]*"\nPL/pgSQL function (public\.)?told.*$', '');
	RETURN QUERY SELECT * FROM public.short(concat_ws(E'\n', message, NULLIF(detail, ''), NULLIF(rtrim(context, E'\n'), '')));
END
$$;
-- Fails at a command about an object whose name is the setting's.
CREATE FUNCTION public.stand_in_the_way() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM pg_event_trigger_ddl_commands()
			   WHERE object_identity LIKE '%.' || NULLIF(current_setting('public.way', true), '')) THEN
		RAISE EXCEPTION 'not here' USING DETAIL = 'Somebody stands in the way.';
	END IF;
END
$$;
CREATE EVENT TRIGGER stands ON ddl_command_end EXECUTE FUNCTION public.stand_in_the_way();
-- An import has triggers off but for these.
ALTER EVENT TRIGGER stands ENABLE ALWAYS;

-- The extension's own script.
CREATE SCHEMA outlay CREATE TABLE money (amount numeric);
SELECT public.told('CREATE EXTENSION outlay');
DROP SCHEMA outlay CASCADE;
SET public.way = 'tenant';
SELECT public.told('CREATE EXTENSION outlay');
RESET public.way;
CREATE EXTENSION outlay;
\i tests/one_migration.sql

-- The template.
SET public.way = 'expense';
SELECT public.told($$SELECT outlay.create_tenant('Acme Ltd', 'office@acme.example')$$);
SELECT public.told('SELECT outlay.make_spare()');
RESET public.way;
SELECT slug FROM outlay.create_tenant('Acme Ltd', 'office@acme.example');

-- What is made of it.
SET public.way = 'expense';
SELECT public.told($$SELECT outlay.create_tenant('Brook Ltd', 'office@brook.example')$$);
SELECT public.told('SELECT outlay.make_spare()');
SELECT public.told($$SELECT outlay.clone_tenant('acmeltd', 'Another')$$);
SELECT public.told('SELECT outlay.drift()');
CREATE TEMPORARY TABLE file (n bigint GENERATED ALWAYS AS IDENTITY, line text);
INSERT INTO file (line) SELECT * FROM outlay.export_tenant('acmeltd');
SELECT public.told($$SELECT outlay.import_tenant('file', 'Copy', 'copy')$$);
SELECT public.told($$SELECT outlay.create_snapshot('acmeltd', 'before')$$);
RESET public.way;

-- Signing up.
SELECT public.told($$SELECT outlay.create_snapshot('acmeltd', 'before')$$);
SET public.way = 'department';
SELECT public.told($$SELECT outlay.sign_up('Cove Ltd', 'office@cove.example', 'mia@cove.example', 'a long enough secret')$$);
RESET public.way;

-- A migration of many lines: what reads wrong in it, what fails in it, and what is refused when it has run.
\set comment 'repeat(E''-- a line of a long migration\\n'', 60)'
SELECT public.told(format($$SELECT outlay.add_migration('typing error', %L)$$,
	:comment || E'CREATE TABLE fine (x integer);\nCREATE TABLE\n' || repeat(' ', 300) || 'wrong (x integer,, y integer);' || :comment));
SELECT public.told(format($$SELECT outlay.add_migration('no such table', %L)$$,
	:comment || E'CREATE TABLE fine (x integer);\n/* one\n /* two */ */ ALTER TABLE nowhere '
	|| (SELECT string_agg('ADD COLUMN ' || repeat('a', 20) || n || ' integer', E',\n\t') FROM generate_series(1, 60) n)));
SELECT public.told(format($$SELECT outlay.add_migration('in a block', %L)$$,
	'DO ''BEGIN ' || repeat(E'PERFORM 1;\n', 60) || ' PERFORM nothing; END'''));
SELECT count(*) AS lines, count(*) FILTER (WHERE l ~ '^TOO LONG') AS too_long,
	count(*) FILTER (WHERE l ~ '^(migration .* takes away what|column expense\.|and \d+ more$|migration 10000, )') AS expected
FROM public.told(format($$SELECT outlay.add_migration('many departed', %L)$$,
	(SELECT string_agg(format('ALTER TABLE expense DROP COLUMN %I CASCADE', attname), ';') FROM pg_attribute
	 WHERE attrelid = 'outlay_template.expense'::regclass AND attnum > 1 AND NOT attisdropped))) l;
SELECT public.told(format($$SELECT outlay.add_migration('aggregates', %L)$$,
	(SELECT string_agg(format('CREATE AGGREGATE product%s (numeric) (SFUNC = numeric_mul, STYPE = numeric)', n), ';')
	 FROM generate_series(10, 30) n)));
SELECT public.told(format($$SELECT outlay.add_migration('deferred', %L)$$,
	'CREATE TABLE node (id bigint PRIMARY KEY, parent_id bigint REFERENCES node DEFERRABLE INITIALLY DEFERRED)'));

-- What a client sees of an error's place is one line of the script, with its caret.
\set VERBOSITY default
SELECT outlay.add_migration('typing error', E'CREATE TABLE fine (x integer);\n\nCREATE TABLE\n  wrong (x integer,, y integer);\nSELECT 1');

-- Where it fails in an organization, the record of the upgrade says the same.
SELECT slug FROM outlay.use_tenant('acmeltd');
SELECT name FROM outlay.create_department('Sales');
SELECT name FROM outlay.add_migration('long', E'SELECT 1;\n\n-- Names are unlike themselves.\nALTER TABLE department ADD CONSTRAINT\n\tnever CHECK ('
	|| (SELECT string_agg('name <> ''Sales''', E' AND\n\t') FROM generate_series(1, 60)) || ')');
CALL outlay.upgrade_tenants(canaries => 0);
SELECT l FROM outlay.upgrade_failure f, public.short(concat_ws(E'\n', f.message, f.detail, f.context)) l;

-- A value of a file that cannot be read.
TRUNCATE pg_temp.file;
INSERT INTO pg_temp.file (line) SELECT * FROM outlay.export_tenant('acmeltd');
UPDATE pg_temp.file SET line = replace(line, '["1","Sales",', '["' || repeat('one', 2000) || '","Sales",');
SELECT public.told($$SELECT outlay.import_tenant('pg_temp.file', 'Copy', 'copy')$$);

-- One that has had the former text, and another one that makes much else.
SELECT slug FROM outlay.create_tenant('Dune Ltd', 'office@dune.example');
SELECT public.told(format($$SELECT outlay.replace_migration('long', %L)$$,
	(SELECT string_agg(format('CREATE TABLE other%s (x integer)', n), ';') FROM generate_series(10, 30) n)));

-- Roles outlive their database.
SET client_min_messages = error;
DO $$
DECLARE
	t record;
BEGIN
	FOR t IN SELECT n.oid::regnamespace AS schema, n.nspowner::regrole AS role FROM pg_namespace n
			 WHERE nspname LIKE 'tenant\_%' AND nspname NOT LIKE '%snapshot%' LOOP
		EXECUTE format('DROP SCHEMA %s CASCADE', t.schema);
		EXECUTE format('DROP OWNED BY %s CASCADE', t.role);
		EXECUTE format('DROP ROLE %s', t.role);
	END LOOP;
END
$$;
\c :regression
DROP DATABASE outlay_errors;
