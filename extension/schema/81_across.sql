-- Asking all organizations.

CREATE FUNCTION outlay.across_tenants(query text, slug_pattern text DEFAULT '%') RETURNS TABLE (slug text, "row" jsonb)
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_across_tenants';
COMMENT ON FUNCTION outlay.across_tenants(text, text) IS
'Runs a query in every active organization whose slug is LIKE slug_pattern.
As its role and with its search_path. Returns the rows with the slug, in the order of the organizations'' numbers. It
sees all of them as of one moment, and writes nothing. Rows of one organization at a time are kept; SELECT
(across_tenants(…)).* hands them out as they come, FROM across_tenants(…) when all are there. 25006: the text is no
query, or would write; 42601: not one statement; 42701: two columns of one name; 22023: slug_pattern is none; else the
error of the query, with the organization in its context. For operators';

-- Looks at the file, not at the relation: nothing is opened, locked or cached.
CREATE FUNCTION outlay.relation_file(filenode oid, tablespace oid, OUT bytes bigint, OUT written_at timestamptz)
LANGUAGE c STRICT
AS 'MODULE_PATHNAME', 'outlay_relation_file';
COMMENT ON FUNCTION outlay.relation_file(oid, oid) IS
'Size of a relation''s main file and when the server last wrote it.
By its columns relfilenode and reltablespace in pg_class; NULL where there is none. For operators';

-- Organization by organization, from pg_depend, whose index begins with the schema: whoever asks for one, or for a page of
-- them, does not pay for all.
CREATE VIEW outlay.fleet AS
SELECT t.id, t.slug, t.name, t.status, t.template_version, s.members, s.expenses, s.bytes, s.last_activity, t.created_at
FROM outlay.tenant t
	LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = t.schema
	LEFT JOIN LATERAL (
		WITH relation AS MATERIALIZED (
			SELECT c.oid, c.relname, c.relkind, c.relfilenode, c.reltablespace, c.reltoastrelid, c.reltuples
			FROM outlay.schema_members(n.oid, 'pg_catalog.pg_class') m JOIN pg_catalog.pg_class c ON c.oid = m
			WHERE c.relkind IN ('r', 'S', 'm')
		), file AS (
			SELECT r.relname, r.relfilenode, r.reltablespace,
				CASE WHEN r.relname IN ('member', 'expense') AND r.relkind = 'r' THEN
					-- Since the server's statistics were reset, or from the last ANALYZE.
					CASE WHEN pg_stat_get_tuples_inserted(r.oid) > 0 THEN pg_stat_get_live_tuples(r.oid)
						ELSE greatest(r.reltuples, 0)::bigint END END AS rows
			FROM relation r
		UNION ALL
			SELECT NULL, c.relfilenode, c.reltablespace, NULL
			FROM relation r JOIN pg_catalog.pg_index i ON i.indrelid = r.oid JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
			WHERE r.relkind <> 'S'
		UNION ALL
			SELECT NULL, c.relfilenode, c.reltablespace, NULL
			FROM relation r JOIN pg_catalog.pg_class c ON c.oid = r.reltoastrelid
			WHERE r.reltoastrelid <> 0
		)
		SELECT sum(f.rows) FILTER (WHERE f.relname = 'member')::bigint AS members,
			sum(f.rows) FILTER (WHERE f.relname = 'expense')::bigint AS expenses,
			sum(s.bytes)::bigint AS bytes,
			max(s.written_at) FILTER (WHERE f.relname IN ('session', 'audit')) AS last_activity
		FROM file f, LATERAL outlay.relation_file(f.relfilenode, f.reltablespace) s
	) s ON true;
COMMENT ON VIEW outlay.fleet IS
'Every organization for a dashboard, without reading any of its tables: numbers of rows are the server''s estimates';
COMMENT ON COLUMN outlay.fleet.members IS 'Members, estimated from the server''s statistics';
COMMENT ON COLUMN outlay.fleet.expenses IS 'Expenses, estimated from the server''s statistics';
COMMENT ON COLUMN outlay.fleet.bytes IS 'Size of its tables and indexes on disk';
COMMENT ON COLUMN outlay.fleet.last_activity IS
'When its sessions or its audit were last written to disk: late by up to a checkpoint (setting checkpoint_timeout)';
GRANT SELECT ON outlay.fleet TO outlay_operator;
