-- What cannot be cloned, of whatever kind, is refused in the template and in every organization, and drift() tells of it
-- where somebody has made it by hand. No list of kinds decides that: what is in the schema, or depends on what is in it, and
-- has no line of its own is a stranger. In a database of its own, since drift() is about all organizations that there are.
SELECT current_database() AS regression \gset
CREATE DATABASE outlay_kinds;
\c outlay_kinds
CREATE EXTENSION outlay;
SELECT slug FROM outlay.create_tenant('One', 'office@kinds.example');
SELECT slug FROM outlay.create_tenant('Two', 'office@kinds.example');
SELECT slug FROM outlay.create_tenant('Three', 'office@kinds.example');

-- Each of these is made first in search_path, by a superuser.
CREATE TABLE kind (n integer GENERATED ALWAYS AS IDENTITY, name text, make text);
INSERT INTO kind (name, make) VALUES
	('operator', 'CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, PROCEDURE = int4eq)'),
	('operator family', 'CREATE OPERATOR FAMILY mine USING btree'),
	('operator class', 'CREATE OPERATOR CLASS mine FOR TYPE integer USING hash AS OPERATOR 1 =, FUNCTION 1 hashint4(integer)'),
	('operator of another family', 'CREATE OPERATOR <<<< (LEFTARG = integer, RIGHTARG = text, PROCEDURE = public.starts); ALTER OPERATOR FAMILY public.theirs USING btree ADD OPERATOR 1 <<<< (integer, text)'),
	('cast', 'CREATE FUNCTION to_point(integer) RETURNS point LANGUAGE sql IMMUTABLE AS ''SELECT point($1, $1)''; CREATE CAST (integer AS point) WITH FUNCTION to_point(integer)'),
	('cast of a type', 'CREATE TYPE pair AS (a integer); CREATE CAST (pair AS xml) WITH INOUT'),
	('conversion', 'CREATE CONVERSION mine FOR ''UTF8'' TO ''LATIN1'' FROM utf8_to_iso8859_1'),
	('text search parser', 'CREATE TEXT SEARCH PARSER mine (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)'),
	('text search dictionary', 'CREATE TEXT SEARCH DICTIONARY mine (TEMPLATE = simple)'),
	('text search template', 'CREATE TEXT SEARCH TEMPLATE mine (LEXIZE = dsimple_lexize)'),
	('text search configuration', 'CREATE TEXT SEARCH CONFIGURATION mine (COPY = simple)'),
	('collation', 'CREATE COLLATION mine FROM "C"'),
	('aggregate', 'CREATE AGGREGATE product (numeric) (SFUNC = numeric_mul, STYPE = numeric)'),
	('window function', 'CREATE FUNCTION mine() RETURNS bigint LANGUAGE internal WINDOW AS ''window_row_number'''),
	('base type', 'CREATE TYPE mine; CREATE FUNCTION mine_in(cstring) RETURNS mine LANGUAGE internal IMMUTABLE STRICT AS ''textin''; CREATE FUNCTION mine_out(mine) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS ''textout''; CREATE TYPE mine (INPUT = mine_in, OUTPUT = mine_out, LIKE = text)'),
	('shell type', 'CREATE TYPE mine'),
	('event trigger', 'CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS ''BEGIN END''; CREATE EVENT TRIGGER watcher ON ddl_command_start WHEN TAG IN (''CREATE ACCESS METHOD'') EXECUTE FUNCTION watch()'),
	('foreign table', 'CREATE FOREIGN TABLE mine (a integer) SERVER theirs'),
	('language', 'CREATE FUNCTION handler() RETURNS language_handler LANGUAGE c AS ''$libdir/plpgsql'', ''plpgsql_call_handler''; CREATE LANGUAGE mine HANDLER handler'),
	('access method', 'CREATE FUNCTION handler(internal) RETURNS table_am_handler LANGUAGE internal AS ''heap_tableam_handler''; CREATE ACCESS METHOD mine TYPE TABLE HANDLER handler'),
	('foreign-data wrapper', 'CREATE FUNCTION validator(text[], oid) RETURNS void LANGUAGE internal AS ''postgresql_fdw_validator''; CREATE FOREIGN DATA WRAPPER mine VALIDATOR validator'),
	('transform', 'CREATE FUNCTION from_sql(internal) RETURNS internal LANGUAGE internal IMMUTABLE AS ''prsd_lextype''; CREATE TRANSFORM FOR point LANGUAGE plpgsql (FROM SQL WITH FUNCTION from_sql(internal))'),
	('publication of a table', 'CREATE PUBLICATION mine FOR TABLE expense'),
	('publication of the schema', 'CREATE PUBLICATION mine FOR TABLES IN SCHEMA CURRENT_SCHEMA'),
	('subscription', 'CREATE SUBSCRIPTION mine CONNECTION ''dbname=nowhere'' PUBLICATION none WITH (connect = false, slot_name = NONE); INSERT INTO pg_subscription_rel SELECT oid, ''expense''::regclass, ''i'', NULL FROM pg_subscription WHERE subname = ''mine'''),
	('view elsewhere', 'CREATE VIEW public.theirs AS SELECT amount FROM expense'),
	('partition elsewhere', 'CREATE TABLE mother (a integer) PARTITION BY LIST (a); CREATE TABLE public.child PARTITION OF mother DEFAULT'),
	('foreign key elsewhere', 'CREATE TABLE public.theirs (id bigint REFERENCES expense)'),
	('function elsewhere', 'CREATE FUNCTION public.theirs(expense) RETURNS integer LANGUAGE sql AS ''SELECT 1'''),
	('default elsewhere', 'CREATE SEQUENCE s; CREATE TABLE public.theirs (id bigint DEFAULT nextval(''s''))');
CREATE FUNCTION public.starts(integer, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false';
CREATE OPERATOR FAMILY public.theirs USING btree;
CREATE FOREIGN DATA WRAPPER theirs;
CREATE SERVER theirs FOREIGN DATA WRAPPER theirs;
SET allow_system_table_mods = on;
SET client_min_messages = error;

-- Made by hand in one of three organizations that are equal else: drift() over all of them tells it. What is a
-- table or function of a known kind besides is left out here.
CREATE FUNCTION pg_temp.try(make text, schema text, ask text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	PERFORM set_config('search_path', schema || ', public', true);
	EXECUTE make;
	PERFORM set_config('search_path', 'public', true);
	BEGIN
		EXECUTE ask INTO answer;
	EXCEPTION WHEN feature_not_supported THEN
		GET STACKED DIAGNOSTICS answer = PG_EXCEPTION_DETAIL;
		answer := 'refused: ' || answer;
	END;
	RAISE EXCEPTION USING ERRCODE = 'ZZZZZ', MESSAGE = coalesce(answer, 'nothing');
EXCEPTION WHEN SQLSTATE 'ZZZZZ' THEN
	RETURN replace(replace(replace(sqlerrm, 'tenant_2.', ''), 'outlay_template.', ''), 'outlay_template', 'the schema');
END $$;
SELECT name, pg_temp.try(make, 'tenant_2', $$SELECT string_agg(concat_ws(' ', slug, kind, object), E'\n' ORDER BY kind, object) FROM outlay.drift()
	WHERE kind NOT IN ('table', 'sequence') AND (kind <> 'function' OR object ~ 'product|mine\(\)')$$) AS drift
FROM kind ORDER BY n;

-- In the template: no migration is accepted any more, since new organizations would lack it.
SELECT name, (pg_temp.try(make, 'outlay_template', $$SELECT m.name FROM outlay.add_migration('more', 'SELECT 1') m$$)) LIKE 'refused: only in the template:%' AS refused
FROM kind WHERE name IN ('operator', 'cast', 'aggregate', 'collation', 'event trigger', 'foreign table', 'view elsewhere') ORDER BY n;

-- By a DO in one organization: what its own role may make at all is refused there. The others have the migration.
CREATE FUNCTION pg_temp.do_in_one(make text) RETURNS text LANGUAGE sql AS $f$
	SELECT format($d$DO $x$ BEGIN IF current_schema() = 'tenant_2' THEN EXECUTE %L; END IF; END $x$$d$, make) $f$;
SELECT count(outlay.add_migration(name, pg_temp.do_in_one(make))) FROM kind WHERE name = 'operator';
CALL outlay.upgrade_tenants();
SELECT t.slug, a.sqlstate, a.message, a.detail FROM outlay.upgrade_attempt a JOIN outlay.tenant t ON t.id = a.tenant_id;
SELECT count(outlay.withdraw_migration(name, 'SELECT 1')) FROM outlay.migration WHERE NOT builtin;
CALL outlay.upgrade_tenants();
DO $$
DECLARE
	k record;
BEGIN
	FOR k IN SELECT * FROM kind WHERE name IN ('aggregate', 'collation', 'conversion', 'text search dictionary',
		'text search configuration', 'cast of a type') LOOP
		PERFORM outlay.add_migration(k.name, pg_temp.do_in_one(k.make));
	END LOOP;
END $$;
CALL outlay.upgrade_tenants();
SELECT t.slug, a.sqlstate, a.message, a.detail FROM outlay.upgrade_attempt a JOIN outlay.tenant t ON t.id = a.tenant_id;
SELECT count(*) FROM pg_operator WHERE oprname IN ('===', '<<<<');

\c :regression
DROP DATABASE outlay_kinds;
