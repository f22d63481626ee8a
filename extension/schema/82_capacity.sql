-- Capacity: what so many organizations need, against what the server has.

CREATE TYPE outlay.capacity_record AS (
	what				text,
	unit				text,
	per_tenant			numeric,
	needed				numeric,
	available			numeric,
	enough				boolean,
	advice				text
);
COMMENT ON TYPE outlay.capacity_record IS 'Something that organizations use up';
COMMENT ON COLUMN outlay.capacity_record.what IS 'What it is';
COMMENT ON COLUMN outlay.capacity_record.unit IS 'In what it is counted';
COMMENT ON COLUMN outlay.capacity_record.per_tenant IS 'How much of it one more organization takes, measured in this database';
COMMENT ON COLUMN outlay.capacity_record.needed IS 'How much of it so many organizations need';
COMMENT ON COLUMN outlay.capacity_record.available IS 'How much of it there is with the present settings';
COMMENT ON COLUMN outlay.capacity_record.enough IS 'Whether that will do';
COMMENT ON COLUMN outlay.capacity_record.advice IS 'What to do; where it will do, for how many organizations';

-- Schemas of organizations that stand for all, spread over their numbers; the template where there is none.
CREATE FUNCTION outlay.capacity_sample() RETURNS SETOF oid
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH tenant AS (
		SELECT t.schema FROM outlay.tenant t WHERE t.status <> 'dropped' ORDER BY hashint8(t.id) LIMIT 20
	)
	SELECT n.oid FROM tenant t JOIN pg_namespace n ON n.nspname = t.schema
UNION ALL
	SELECT n.oid FROM pg_namespace n WHERE n.nspname = 'outlay_template' AND NOT EXISTS (SELECT FROM tenant);
END;
COMMENT ON FUNCTION outlay.capacity_sample() IS 'Schemas of organizations that stand for all others. Internal';

-- What one organization takes, on average; bytes of an empty one where there are few. The catalogue's rows are counted in
-- bytes for each relation, which is steady (4.1 kB, with indexes), where there are too few to divide what is there.
CREATE FUNCTION outlay.capacity_costs(OUT tenants bigint, OUT relations numeric, OUT files numeric, OUT tables numeric,
	OUT locks numeric, OUT other_locks bigint, OUT bytes numeric, OUT catalogue numeric)
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH sample AS MATERIALIZED (
		SELECT s AS schema FROM outlay.capacity_sample() s
	), relation AS (
		SELECT c.relkind, c.relfilenode, c.reltablespace, c.relpages, c.reltoastrelid FROM sample s, outlay.schema_relations(s.schema) c
	), own AS (
		SELECT r.relkind, r.relfilenode, r.reltablespace, r.relpages FROM relation r
	UNION ALL
		SELECT t.relkind, t.relfilenode, t.reltablespace, t.relpages FROM relation r JOIN pg_class t ON t.oid = r.reltoastrelid
	UNION ALL
		SELECT x.relkind, x.relfilenode, x.reltablespace, x.relpages FROM relation r JOIN pg_index i ON i.indrelid = r.reltoastrelid
			JOIN pg_class x ON x.oid = i.indexrelid
	), each AS (
		SELECT count(*) / n.n AS relations, sum((o.relfilenode <> 0)::int + CASE WHEN o.relpages > 0 AND o.relkind IN ('r', 't', 'm')
				THEN 2 ELSE 0 END) / n.n AS files,
			count(*) FILTER (WHERE o.relkind IN ('r', 't', 'm')) / n.n AS tables,
			count(*) FILTER (WHERE o.relkind IN ('r', 'p', 'S', 'v', 'm', 'f')) / n.n AS locks,
			sum((SELECT f.bytes FROM outlay.relation_file(o.relfilenode, o.reltablespace) f)) / n.n AS bytes
		FROM own o, (SELECT count(*)::numeric AS n FROM sample) n GROUP BY n.n
	), schemas AS (
		SELECT count(*) AS all FROM pg_namespace n WHERE n.nspname LIKE 'tenant\_%' OR n.nspname = 'outlay_template'
	), now AS (
		SELECT (SELECT count(*) FROM outlay.tenant t WHERE t.status <> 'dropped') AS tenants,
			(SELECT count(*) FROM pg_class c WHERE c.relkind IN ('r', 'p', 'S', 'v', 'm', 'f')) AS locks,
			(SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c
			 WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r') AS catalogue
	), cost AS (
		SELECT n.tenants, e.relations, e.files, e.tables, e.locks, greatest(n.locks - s.all * e.locks, 0)::bigint AS other_locks, e.bytes,
			-- A new database's own catalogue has 8 MB.
			CASE WHEN s.all >= 100 THEN greatest(n.catalogue - 8e6, 0) / s.all ELSE e.relations * 4100 END AS catalogue, s.all
		FROM each e, schemas s, now n
	)
	SELECT c.tenants, c.relations, c.files, c.tables, c.locks, c.other_locks,
		-- A database of many organizations is taken as it is.
		CASE WHEN c.all >= 100 THEN greatest(pg_database_size(current_database()) - 8e6, 0) / c.all ELSE c.bytes + c.catalogue END,
		c.catalogue
	FROM cost c;
END;
COMMENT ON FUNCTION outlay.capacity_costs() IS
'What one organization takes of disk, files, locks and catalogue, on average.
Internal';

-- A number of bytes as a setting of the server has it.
CREATE FUNCTION outlay.capacity_megabytes(bytes numeric) RETURNS text
LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT CASE WHEN bytes > 4e9 THEN ceil(bytes / 1073741824) || 'GB' ELSE greatest(ceil(bytes / 1048576), 1) || 'MB' END;
END;
COMMENT ON FUNCTION outlay.capacity_megabytes(numeric) IS 'A number of bytes as a setting of the server has it. Internal';

-- The rows of capacity(), from what C code knows of the machine and of a backend. reach is how many organizations the
-- present settings carry, NULL for any number.
CREATE FUNCTION outlay.capacity_rows(tenants integer, free_bytes bigint, free_files bigint, memory bigint, cache bigint, open_files bigint)
RETURNS SETOF outlay.capacity_record
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH setting AS MATERIALIZED (
		SELECT current_setting('max_connections')::numeric AS connections,
			current_setting('max_connections')::numeric + current_setting('max_prepared_transactions')::numeric AS lock_owners,
			current_setting('max_locks_per_transaction')::numeric AS locks_each,
			pg_size_bytes(current_setting('shared_buffers'))::numeric AS buffers,
			extract(epoch FROM current_setting('autovacuum_naptime')::interval) AS naptime,
			current_setting('outlay.cached_tenants')::numeric AS cached,
			-- What outlayd's setting tenants_per_connection is by itself.
			400::numeric AS per_connection
	), cost AS MATERIALIZED (
		SELECT c.*, greatest(coalesce(capacity_rows.tenants, c.tenants), 1)::numeric AS n FROM outlay.capacity_costs() c
	), fact AS MATERIALIZED (
		SELECT c.*, s.*, lock_owners * locks_each AS lock_slots, greatest(memory - s.buffers, memory / 2) / s.connections AS memory_each
		FROM cost c, setting s
	), line (place, what, unit, per_tenant, needed, available, reach, advice) AS (
		SELECT 1, 'disk', 'bytes', f.bytes, f.n * f.bytes, f.tenants * f.bytes + free_bytes, (f.tenants * f.bytes + free_bytes) / f.bytes,
			format('give the file system of the database %s more; backups and the write-ahead log come on top',
				   pg_size_pretty((f.n - f.tenants) * f.bytes - free_bytes))
		FROM fact f
	UNION ALL
		SELECT 2, 'files', 'files', f.files, f.n * f.files, f.tenants * f.files + free_files, (f.tenants * f.files + free_files) / f.files,
			'move the database to a file system with more inodes: XFS, or ext4 made with a smaller -i'
		FROM fact f
	UNION ALL
		-- A tenth more than it holds, and 5,000 for everybody else.
		SELECT 3, 'locks of pg_dump', 'locks', f.locks, f.n * f.locks + f.other_locks, f.lock_slots,
			((f.lock_slots - 5000) / 1.1 - f.other_locks) / f.locks,
			format('set max_locks_per_transaction to %s and restart, or dump organization by organization',
				   ceil(((f.n * f.locks + f.other_locks) * 1.1 + 5000) / f.lock_owners))
		FROM fact f
	UNION ALL
		-- A creation or a purge holds four locks for a relation; a purge commits after 200 relations.
		SELECT 4, 'locks of ten creations or purges at once', 'locks', least(f.relations, 200) * 4, least(f.relations, 200) * 40, f.lock_slots,
			CASE WHEN least(f.relations, 200) * 40 > f.lock_slots THEN 0 END,
			format('set max_locks_per_transaction to %s and restart', ceil(least(f.relations, 200) * 40 / f.lock_owners))
		FROM fact f
	UNION ALL
		SELECT 5, 'catalogue in shared_buffers', 'bytes', f.catalogue, f.n * f.catalogue, f.buffers, f.buffers / f.catalogue,
			CASE WHEN least(f.n * f.catalogue * 1.2, memory / 4) > f.buffers
				THEN format('set shared_buffers to %s and restart', outlay.capacity_megabytes(least(f.n * f.catalogue * 1.2, memory / 4)))
				ELSE 'it is as large as it should be with this memory; more memory would help where most organizations are busy' END
		FROM fact f
	UNION ALL
		SELECT 6, 'memory of a connection', 'bytes', cache, least(f.n, f.per_connection) * cache, f.memory_each,
			CASE WHEN f.memory_each < f.per_connection * cache THEN f.memory_each / cache END,
			format('set tenants_per_connection of outlayd to %s, or max_connections to %s', greatest(floor(f.memory_each / cache), 1),
				   greatest(floor(f.memory_each * f.connections / (least(f.n, f.per_connection) * cache)), 10))
		FROM fact f
	UNION ALL
		-- A backend that knows an organization, with its plans, answers for it in a fraction of the time. Some get more than
		-- their share of them: half as many connections again.
		SELECT 7, 'connections that know all', 'connections', 1.5 / f.cached, f.n * 1.5 / f.cached + 10, f.connections,
			greatest(f.connections - 10, 0) * f.cached / 1.5,
			format('if most are active within the hour: loops = 1 and connections = %s for outlayd, max_connections = %s, and restart',
				   ceil(f.n * 1.5 / f.cached), ceil(f.n * 1.5 / f.cached) + 20)
		FROM fact f
	UNION ALL
		-- A request opens some ten. Beyond the limit files are closed and opened again, which takes time and nothing else.
		SELECT 8, 'open files of a connection', 'files', 10, least(f.n, f.cached) * 10, open_files,
			CASE WHEN open_files < f.cached * 10 THEN open_files / 10 END,
			format('set max_files_per_process to %s, let the service open as many (LimitNOFILE), and restart; without it only time is lost',
				   least(f.n, f.cached) * 10)
		FROM fact f
	UNION ALL
		-- In each interval a worker looks at the statistics of all tables: some 2,000 a second are no burden.
		SELECT 9, 'tables that autovacuum looks at', 'tables', f.tables, f.n * f.tables, f.naptime * 2000, f.naptime * 2000 / f.tables,
			format('set autovacuum_naptime to %s min and reload; with many that change, autovacuum_max_workers to 5 and restart',
				   ceil(f.n * f.tables / 2000 / 60))
		FROM fact f
	)
	SELECT l.what, l.unit, round(l.per_tenant, CASE l.unit WHEN 'bytes' THEN 0 WHEN 'connections' THEN 4 ELSE 1 END), ceil(l.needed), floor(l.available),
		l.reach IS NULL OR l.reach >= f.n,
		CASE WHEN l.reach IS NULL THEN 'enough for any number' WHEN l.reach >= f.n THEN format('enough for %s', floor(l.reach)) ELSE l.advice END
	FROM line l, cost f ORDER BY l.place;
END;
COMMENT ON FUNCTION outlay.capacity_rows(integer, bigint, bigint, bigint, bigint, bigint) IS
'The rows of capacity(), from figures of the machine and of a backend. Internal';

CREATE FUNCTION outlay.capacity(tenants integer DEFAULT NULL) RETURNS SETOF outlay.capacity_record
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_capacity';
COMMENT ON FUNCTION outlay.capacity(integer) IS
'What so many organizations (NULL: as there are) need, and what to change.
Of disk, files, locks, memory and settings, by what one takes in this database, against what there is. 22023: a number
out of range. For operators';
