-- What a DBA asks first: how the installation is, and which function does what.

CREATE TYPE outlay.status_record AS (
	what				text,
	value				text,
	ok					boolean,
	advice				text
);
COMMENT ON TYPE outlay.status_record IS 'Something about the installation';
COMMENT ON COLUMN outlay.status_record.what IS 'What it is';
COMMENT ON COLUMN outlay.status_record.value IS 'Its version, or how many there are';
COMMENT ON COLUMN outlay.status_record.ok IS 'Whether nothing needs to be done';
COMMENT ON COLUMN outlay.status_record.advice IS 'What to do; NULL: nothing';

CREATE FUNCTION outlay.library(OUT version text, OUT preloaded boolean)
LANGUAGE c STABLE
AS 'MODULE_PATHNAME', 'outlay_library';
COMMENT ON FUNCTION outlay.library() IS
'The version of the library in this session, and whether the server preloads it.
Internal';

CREATE FUNCTION outlay.status() RETURNS SETOF outlay.status_record
LANGUAGE sql
BEGIN ATOMIC
	WITH installed AS MATERIALIZED (
		SELECT l.version AS library, l.preloaded, e.extversion AS sql, a.default_version AS files,
			(SELECT max(t.version) FROM outlay.template t) AS template,
			current_setting('outlay.spare_tenants')::integer AS spares,
			current_setting('outlay.purge_after')::interval AS purge_after
		FROM outlay.library() l, pg_extension e LEFT JOIN pg_available_extensions a ON a.name = e.extname
		WHERE e.extname = 'outlay'
	), line (place, what, value, ok, advice) AS (
		SELECT 1, 'library', i.library, i.library = i.sql,
			CASE WHEN string_to_array(i.library, '.')::integer[] > string_to_array(i.sql, '.')::integer[]
				THEN format('it is newer than the SQL: ALTER EXTENSION outlay UPDATE TO %L', i.library)
				ELSE format('it is older than the SQL: install version %s, and restart what is connected', i.sql) END
		FROM installed i
	UNION ALL
		SELECT 2, 'SQL', i.sql, coalesce(i.files = i.sql, true), format('version %s is installed: ALTER EXTENSION outlay UPDATE', i.files)
		FROM installed i
	UNION ALL
		SELECT 3, 'template', coalesce('version ' || i.template, 'none, the first organization makes it'), true, NULL FROM installed i
	UNION ALL
		SELECT 4, 'migrations to run', n.n::text, n.n = 0, 'CALL outlay.upgrade_tenants()'
		FROM (SELECT count(*) AS n FROM installed i, outlay.migration m
			WHERE i.template IS NOT NULL AND m.up_sql <> '' AND NOT EXISTS (SELECT FROM outlay.template t WHERE t.migration = m.version)) n
	UNION ALL
		SELECT 5, 'organizations, ' || s.status, (SELECT count(*)::text FROM outlay.tenant t WHERE t.status = s.status), true, NULL
		FROM (VALUES ('active'), ('suspended')) s (status)
	UNION ALL
		SELECT 6, 'organizations, dropped', (SELECT count(*)::text FROM outlay.tenant t WHERE t.status = 'dropped'), w.failed + w.late = 0,
			CASE WHEN w.failed > 0 THEN format('%s cannot be removed: SELECT * FROM outlay.purge_watch WHERE failures > 0', w.failed)
				ELSE format('%s should have been gone for a day: CALL outlay.purge_tenants() does it, or says who is in the way', w.late) END
		FROM (SELECT count(*) FILTER (WHERE p.failures > 0) AS failed,
				count(*) FILTER (WHERE i.purge_after >= '0' AND p.seen_at < now() - i.purge_after - interval '1 day') AS late
			FROM installed i, outlay.purge_watch p) w
	UNION ALL
		SELECT 7, 'organizations behind', n.n::text, n.n = 0, 'CALL outlay.upgrade_tenants()'
		FROM (SELECT count(*) AS n FROM installed i JOIN outlay.tenant t ON t.template_version < i.template AND t.status <> 'dropped') n
	UNION ALL
		SELECT 8, 'organizations that failed', n.n::text, n.n = 0, 'SELECT * FROM outlay.upgrade_failure'
		FROM (SELECT count(*) AS n FROM outlay.upgrade_attempt) n
	UNION ALL
		SELECT 9, 'spares', format('%s of %s', n.n, n.spares), n.n > 0 OR n.spares <= 0 OR n.template IS NULL,
			CASE WHEN n.preloaded THEN 'the worker makes them; if it does not, the log of the server says why'
				ELSE 'SELECT outlay.make_spare(), or have the worker do it' END
		FROM (SELECT i.spares, i.template, i.preloaded, count(s.id) AS n FROM installed i
			LEFT JOIN outlay.spare_tenant s ON s.template_version = i.template GROUP BY 1, 2, 3) n
	UNION ALL
		SELECT 10, 'worker', CASE WHEN i.preloaded THEN 'runs' ELSE 'does not run' END, i.preloaded,
			'ALTER SYSTEM SET shared_preload_libraries = ''outlay'', beside what is there already, and restart'
		FROM installed i
	UNION ALL
		SELECT 11, 'capacity: ' || c.what, format('%s of %s %s', c.needed, c.available, c.unit), false, c.advice
		-- Where there is no template capacity() would make one.
		FROM outlay.capacity(NULL) c WHERE NOT c.enough AND (SELECT i.template FROM installed i) IS NOT NULL
	)
	SELECT l.what, l.value, l.ok, CASE WHEN NOT l.ok THEN l.advice END FROM line l ORDER BY l.place, l.what;
END;
COMMENT ON FUNCTION outlay.status() IS
'How the installation is: versions, organizations, spares, worker, capacity.
What needs to be done is not ok, and has the command. Of the capacity there is only what does not suffice. For operators';

-- API v1 is for clients over HTTP alone: in psql the functions under it are called.
CREATE FUNCTION outlay.help(word text DEFAULT NULL) RETURNS TABLE (name text, arguments text, summary text)
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT p.proname, pg_get_function_arguments(p.oid), split_part(d.text, E'\n', 1)
	FROM pg_proc p, LATERAL (SELECT obj_description(p.oid, 'pg_proc') AS text) d
	WHERE p.pronamespace = 'outlay'::regnamespace AND p.prokind IN ('f', 'p') AND d.text !~ '\mInternal$' AND p.proname !~ '^v1_'
		AND (word IS NULL OR strpos(outlay.fold(concat_ws(' ', p.proname, split_part(d.text, E'\n', 1))), outlay.fold(word)) > 0)
	ORDER BY p.proname, p.oid;
END;
COMMENT ON FUNCTION outlay.help(text) IS
'Functions with a word in their name or summary, all for NULL, a line each.
Internal ones are left out. \df+ shows the whole COMMENT of one. For operators';
