-- Functions of a DBA's own over HTTP: which may be published, who may call one, and for how long.
CREATE FUNCTION public.regress_definer() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS 'SELECT 1::bigint';
CREATE FUNCTION public.regress_invoker() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 1::bigint';
SELECT method, path, function, roles, builtin, id >= 10000 AS dumped
FROM outlay.publish('GET', '/api/regress/one', 'public.regress_definer', 'One', '{owner}');
SELECT function FROM outlay.publish('GET', '/api/regress/other', 'public.regress_definer', 'One again', '{owner}');
SELECT function FROM outlay.publish('GET', '/api/regress/two', 'public.regress_invoker', 'Two', '{owner}');

-- Nobody may call the one that runs with its owner's rights, not even the shim: it is called for who has entered.
SELECT f AS function, has_function_privilege('outlay_web', f, 'EXECUTE') AS shim,
	has_function_privilege('pg_monitor', f, 'EXECUTE') AS stranger
FROM unnest('{public.regress_definer(),public.regress_invoker()}'::regprocedure[]) f;

-- What looks for its tables wherever its caller says, or what outlay_web could put another in the place of, is refused.
CREATE FUNCTION public.regress_unsafe() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER AS 'SELECT 1::bigint';
CREATE SCHEMA regress_open;
CREATE FUNCTION regress_open.one() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 1::bigint';
\set VERBOSITY terse
SELECT outlay.publish('GET', '/api/regress/bad', 'public.regress_unsafe', 'No path');
ALTER FUNCTION public.regress_unsafe SET search_path = pg_catalog;
SELECT outlay.publish('GET', '/api/regress/bad', 'public.regress_unsafe', 'Temporary tables first');
ALTER FUNCTION public.regress_unsafe SET search_path = "$user", pg_temp;
SELECT outlay.publish('GET', '/api/regress/bad', 'public.regress_unsafe', 'The path of whoever');
GRANT CREATE ON SCHEMA regress_open TO PUBLIC;
ALTER FUNCTION public.regress_unsafe SET search_path = pg_catalog, regress_open, pg_temp;
SELECT outlay.publish('GET', '/api/regress/bad', 'public.regress_unsafe', 'A path that others fill');
SELECT outlay.publish('GET', '/api/regress/bad', 'regress_open.one', 'In a schema that others fill');
ALTER FUNCTION public.regress_unsafe SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION public.regress_unsafe OWNER TO outlay_web;
SELECT outlay.publish('GET', '/api/regress/bad', 'public.regress_unsafe', 'Of outlay_web');
\set VERBOSITY default
DROP FUNCTION public.regress_unsafe();
DROP SCHEMA regress_open CASCADE;

-- A path can be had once; what is not one's own, or not there, cannot be taken away.
\set VERBOSITY sqlstate
SELECT outlay.publish('GET', '/api/regress/one', 'public.regress_invoker', 'Twice');
SELECT outlay.publish('GET', '/api/Regress', 'public.regress_invoker', 'No such path');
SELECT outlay.unpublish('GET', '/api/v2/expenses');
\set VERBOSITY default

SELECT outlay.unpublish('GET', '/api/regress/one');
SELECT outlay.unpublish('GET', '/api/regress/other');

-- One that has been dropped meanwhile can be taken away, too.
DROP FUNCTION public.regress_invoker();
SELECT outlay.unpublish('GET', '/api/regress/two');
DROP FUNCTION public.regress_definer();

-- Another function of the same name takes nothing away, and can be published as well; one that comes in the place of
-- what was published, with other arguments, follows it.
CREATE FUNCTION public.regress_report(year integer) RETURNS text LANGUAGE sql STABLE AS $$SELECT 'of ' || year$$;
SELECT function, arguments FROM outlay.publish('GET', '/api/regress/year', 'public.regress_report', 'Of a year', '{owner}');
CREATE FUNCTION public.regress_report(month date) RETURNS text LANGUAGE sql STABLE AS $$SELECT 'of ' || month$$;
\set VERBOSITY sqlstate
SELECT outlay.publish('GET', '/api/regress/month', 'public.regress_report', 'Of a month', '{owner}');
\set VERBOSITY default
SELECT function, arguments
FROM outlay.publish('GET', '/api/regress/month', 'public.regress_report(date)'::regprocedure, 'Of a month', '{owner}');
SELECT path, call, arg_types FROM outlay.http_routes() WHERE path LIKE '/api/regress/%' ORDER BY path;
SELECT outlay.openapi() -> 'paths' -> '/api/regress/year' -> 'get' ->> 'summary' AS described;
DROP FUNCTION public.regress_report(date);
SELECT path, arg_types FROM outlay.http_routes() WHERE path LIKE '/api/regress/%' ORDER BY path;
SELECT outlay.unpublish('GET', '/api/regress/month');
DROP FUNCTION public.regress_report(integer);
CREATE FUNCTION public.regress_report(year integer, kind text) RETURNS text LANGUAGE sql STABLE AS $$SELECT kind || ' of ' || year$$;
SELECT path, arg_types FROM outlay.http_routes() WHERE path LIKE '/api/regress/%' ORDER BY path;
SELECT outlay.unpublish('GET', '/api/regress/year');
DROP FUNCTION public.regress_report(integer, text);
