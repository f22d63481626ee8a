-- Nothing that runs with more rights than the caller's looks for a function, an operator or a table where others can make
-- one. PostgreSQL takes the one that fits best, wherever in search_path it is, so each of these made somebody a superuser.
CREATE ROLE regress_planter;
GRANT outlay_operator TO regress_planter;
CREATE FUNCTION public.regress_is_super() RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
	AS 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user';
\set VERBOSITY terse

-- An operator's migration makes a format() that fits better than PostgreSQL's, and another one has the template printed.
SET ROLE regress_planter;
SELECT name FROM outlay.add_migration('a', $m$
	CREATE FUNCTION format(text, text, bigint, boolean) RETURNS text LANGUAGE plpgsql AS $f$
	BEGIN
		IF public.regress_is_super() THEN EXECUTE 'ALTER ROLE regress_planter SUPERUSER'; END IF;
		RETURN pg_catalog.format($1, VARIADIC ARRAY[$2, $3::text, $4::text]);
	END $f$ $m$);
SELECT name FROM outlay.add_migration('b', $m$ CREATE SEQUENCE s; SELECT nextval('s') $m$);
RESET ROLE;
SELECT slug FROM outlay.create_tenant('Planted', 'office@planted.example');
SELECT count(*) FROM outlay.drift();
SELECT count(*) FROM outlay.repair('planted');
SELECT outlay.make_spare() IS NULL AS no_spare;
SET outlay.spare_tenants = 0;
SELECT outlay.make_spare() IS NULL AS no_spare;
RESET outlay.spare_tenants;
SELECT rolsuper FROM pg_roles WHERE rolname = 'regress_planter';

-- Operators that somebody makes in one organization alone, where a superuser runs the self-test and asks for drift.
SELECT schema AS planted, pg_get_userbyid(nspowner) AS owner FROM outlay.tenant JOIN pg_namespace ON nspname = schema
WHERE slug = 'planted' \gset
CREATE FUNCTION public.regress_note(a anyelement, b anyelement) RETURNS boolean LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	IF public.regress_is_super() OR current_user = 'outlay_web' THEN RAISE WARNING 'planted code runs as %', current_user; END IF;
	RETURN NULL;
END $$;
SET ROLE :"owner";
SET search_path = :"planted";
CREATE FUNCTION note(oid, oid) RETURNS boolean LANGUAGE sql AS 'SELECT public.regress_note($1, $2)';
CREATE FUNCTION note(text, name) RETURNS boolean LANGUAGE sql AS 'SELECT public.regress_note($1, $2::text)';
CREATE FUNCTION note(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT public.regress_note($1, $2)';
CREATE FUNCTION note(regclass, text) RETURNS text LANGUAGE sql AS 'SELECT $2 FROM public.regress_note($1::text, $2)';
CREATE OPERATOR <> (LEFTARG = oid, RIGHTARG = oid, FUNCTION = note);
CREATE OPERATOR = (LEFTARG = text, RIGHTARG = name, FUNCTION = note);
CREATE OPERATOR || (LEFTARG = regclass, RIGHTARG = text, FUNCTION = note);
CREATE FUNCTION date_trunc(text, date) RETURNS timestamptz LANGUAGE sql AS 'SELECT ''2001-01-01''::timestamptz FROM public.regress_note($1, $1)';
RESET search_path;
RESET ROLE;
SELECT check_name, ok FROM outlay.selftest('planted') WHERE NOT ok;
SELECT count(*) > 0 AS drifted FROM outlay.drift('planted');
SELECT count(*) > 0 AS repaired FROM outlay.repair('planted');

-- Whoever may call enter() or openapi(), with an = of their own in the path.
CREATE SCHEMA regress_web AUTHORIZATION outlay_web;
SET ROLE outlay_web;
CREATE FUNCTION regress_web.note(oid, oid) RETURNS boolean LANGUAGE sql AS 'SELECT public.regress_note($1, $2)';
CREATE OPERATOR regress_web.= (LEFTARG = oid, RIGHTARG = oid, FUNCTION = regress_web.note);
SET search_path = regress_web, pg_catalog;
SELECT pg_catalog.length(outlay.openapi()::text) OPERATOR(pg_catalog.>) 1000 AS described;
SELECT outlay.enter(-1);
RESET search_path;
RESET ROLE;

-- What the document says of a published function is read, not run: its owner may put anything into a default.
CREATE SCHEMA regress_shown AUTHORIZATION regress_planter;
CREATE FUNCTION regress_shown.show(x text) RETURNS text LANGUAGE sql AS 'SELECT x';
ALTER FUNCTION regress_shown.show(text) OWNER TO regress_planter;
SELECT path FROM outlay.publish('GET', '/api/regress/show', 'regress_shown.show', 'Shows', '{owner}');
SET ROLE regress_planter;
CREATE FUNCTION regress_shown.evil() RETURNS text LANGUAGE plpgsql IMMUTABLE AS $f$
BEGIN
	IF public.regress_is_super() THEN RAISE 'a superuser runs this'; END IF;
	RETURN '';
END $f$;
CREATE OR REPLACE FUNCTION regress_shown.show(x text DEFAULT outlay.unchanged(regress_shown.evil())) RETURNS text
LANGUAGE sql AS 'SELECT x';
RESET ROLE;
SELECT outlay.openapi() #> '{paths,/api/regress/show,get,parameters,0,schema,type}' AS type;
SELECT outlay.unpublish('GET', '/api/regress/show');
DROP SCHEMA regress_shown CASCADE;

-- A published function is called by the extension, for who has entered, as the organization's role. outlay_web cannot call
-- it with rights of somebody else, nor lead it to another organization or to tables of its own.
SELECT set_config('search_path', format('%I, outlay, pg_temp', :'planted'), false) IS NOT NULL AS chosen;
SELECT (outlay.create_member('mia@planted.example', 'a long enough secret', 'owner')).role;
RESET search_path;
SET check_function_bodies = off;
CREATE FUNCTION public.regress_report() RETURNS TABLE (as_whom text, path text, expenses bigint)
LANGUAGE sql STABLE AS $$ SELECT current_user::text, current_setting('search_path'), count(*) FROM expense $$;
SELECT path FROM outlay.publish('GET', '/api/regress/report', 'public.regress_report', 'A report', '{owner}');
SELECT id AS report FROM outlay.route WHERE path = '/api/regress/report' \gset
SELECT id AS log_in FROM outlay.route WHERE path = '/api/v2/sessions' AND method = 'POST' \gset
SET ROLE outlay_web;
CREATE TEMPORARY VIEW expense AS SELECT public.regress_note(1, 1);
SELECT outlay.call_published(:report, '{}');
SET search_path = :"planted", outlay, pg_temp;
SELECT outlay.call_published(:report, '{}');
SELECT as_whom FROM public.regress_report();
RESET search_path;
BEGIN;
SELECT outlay.enter(:log_in, slug => 'planted');
SELECT outlay.call_published(:report, '{}');
ROLLBACK;
RESET ROLE;
SELECT proname, has_function_privilege('outlay_web', oid, 'EXECUTE') AS web FROM pg_proc WHERE proname = 'regress_report';

-- Entered, it runs as the organization's role and with its path, whatever outlay_web had set.
BEGIN;
SET LOCAL ROLE outlay_web;
SELECT outlay.enter(:log_in, slug => 'planted');
SELECT access_token FROM outlay.log_in('mia@planted.example', 'a long enough secret') \gset
RESET ROLE;
COMMIT;
BEGIN;
SET LOCAL ROLE outlay_web;
SELECT outlay.enter(:report, slug => 'planted', token => :'access_token');
SET LOCAL search_path = pg_temp, public;
SELECT replace(replace(outlay.call_published(:report, '{}'), :'owner', 'OWNER'), :'planted', 'SCHEMA') AS body, outlay.reply_head();
SELECT outlay.call_published(:report, '{a}', 1);
ROLLBACK;

-- What it sets, for the transaction or for the session, is gone when it ends: the connection's next request may be another
-- organization's.
CREATE FUNCTION public.regress_setter() RETURNS text LANGUAGE plpgsql AS $$ BEGIN
	PERFORM set_config('regress.organization', outlay.current_organization(), false);
	PERFORM set_config('regress.local', 'mine', true);
	PERFORM set_config('TimeZone', 'Asia/Tokyo', false);
	PERFORM set_config('search_path', 'pg_catalog', false);
	SET work_mem = '77MB';
	RETURN current_setting('regress.organization') || ' ' || current_setting('work_mem');
END $$;
SELECT path FROM outlay.publish('POST', '/api/regress/setter', 'public.regress_setter', 'A setter', '{owner}');
SELECT id AS setter FROM outlay.route WHERE path = '/api/regress/setter' \gset
BEGIN;
SET LOCAL ROLE outlay_web;
SELECT outlay.enter(:setter, slug => 'planted', token => :'access_token');
SELECT outlay.call_published(:setter, '{}');
SELECT current_setting('regress.organization', true) AS organization, current_setting('regress.local', true) AS local,
	current_setting('TimeZone') AS zone, current_setting('work_mem') AS work_mem,
	replace(current_setting('search_path'), :'planted', 'SCHEMA') AS path;
COMMIT;
SELECT current_setting('regress.organization', true) AS organization, current_setting('regress.local', true) AS local,
	current_setting('TimeZone') AS zone, current_setting('work_mem') AS work_mem, current_setting('search_path') AS path;
-- Nor can it become somebody else, or leave a statement or a table behind.
CREATE OR REPLACE FUNCTION public.regress_setter() RETURNS text LANGUAGE plpgsql AS $$ DECLARE
	command text;
BEGIN
	FOREACH command IN ARRAY '{RESET ROLE,SET ROLE outlay_web,RESET SESSION AUTHORIZATION,PREPARE p AS SELECT 1,LISTEN outlay_routes,
		CREATE TEMPORARY TABLE t (),DECLARE c CURSOR WITH HOLD FOR SELECT 1}'::text[] LOOP
		BEGIN
			EXECUTE btrim(command);
			RAISE NOTICE '%: done', command;
		EXCEPTION WHEN OTHERS THEN
			RAISE NOTICE '%: %', command, sqlerrm;
		END;
	END LOOP;
	RETURN current_user;
END $$;
BEGIN;
SET LOCAL ROLE outlay_web;
SELECT outlay.enter(:setter, slug => 'planted', token => :'access_token');
SELECT replace(outlay.call_published(:setter, '{}'), :'owner', 'OWNER') AS body;
SELECT current_user;
ROLLBACK;
SELECT outlay.unpublish('POST', '/api/regress/setter');
DROP FUNCTION public.regress_setter();
-- What outlayd never sends, but outlay_web can: no names, one twice where another has a default, a file that is none.
CREATE FUNCTION public.regress_defaults(a text, b text DEFAULT 'b') RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN a || b; END';
SELECT path FROM outlay.publish('GET', '/api/regress/defaults', 'public.regress_defaults', 'Defaults', for_tenant => false);
SELECT id AS defaults FROM outlay.route WHERE path = '/api/regress/defaults' \gset
CREATE FUNCTION pg_temp.try(call text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	EXECUTE call INTO answer;
	RETURN answer;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE || ' ' || SQLERRM;
END $$;
BEGIN;
SET LOCAL ROLE outlay_web;
SELECT outlay.enter(:defaults);
SELECT pg_temp.try(format('SELECT outlay.call_published%s(%s, %s)', file, :defaults, arguments)) AS outcome
FROM (VALUES ('', 'NULL'), ('', $$NULL, 'x'::text$$), ('', $$'{NULL}', 'x'::text$$), ('', $$'{a,a}', 'x'::text, 'y'::text$$),
	('', $$'{a,b,b}', 'x'::text, 'y'::text, 'z'::text$$), ('', $$'{b}', 'y'::text$$), ('', $$'{a}', 'x'::text$$),
	('', $$'{b,a}', 'y'::text, 'x'::text$$), ('_file', $$'{a}', 'x'::text$$)) calls (file, arguments);
ROLLBACK;
SELECT outlay.unpublish('GET', '/api/regress/defaults');
DROP FUNCTION public.regress_defaults(text, text);

-- What nothing of the extension may be: with the rights of its owner but with a path of its caller's, or text that is
-- read anew at each call and finds what the caller's path leads to.
SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
	AND d.deptype = 'e' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'outlay')
	JOIN pg_language l ON l.oid = p.prolang
WHERE (p.prosecdef OR l.lanname NOT IN ('c', 'internal') AND p.prosqlbody IS NULL)
	AND NOT coalesce(p.proconfig, '{}') && '{"search_path=pg_catalog, pg_temp"}'
ORDER BY 1::text;
-- In the schema of the extension nobody but its owner makes anything.
SELECT n.nspname, x.grantee::regrole, x.privilege_type FROM pg_namespace n, aclexplode(n.nspacl) x
WHERE n.nspname = 'outlay' AND x.privilege_type = 'CREATE' AND x.grantee <> n.nspowner;

SELECT outlay.unpublish('GET', '/api/regress/report');
DROP FUNCTION public.regress_report();
DROP SCHEMA regress_web CASCADE;
SELECT slug FROM outlay.drop_tenant('planted');
CALL outlay.purge_tenants('0 seconds');
DROP VIEW pg_temp.expense;
DROP FUNCTION public.regress_note(anyelement, anyelement), public.regress_is_super();
SELECT name FROM outlay.withdraw_migration('b');
SELECT name FROM outlay.withdraw_migration('a');
DROP ROLE regress_planter;
