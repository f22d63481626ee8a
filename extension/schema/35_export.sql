-- One organization in a file, and out of it again on another server. docs/export.md says what the lines are.

-- Statements that find rows which refer to nothing, one for each foreign key of a schema. Import reads rows in whatever
-- order they come, so it looks afterwards. C code calls this with search_path set to the schema.
CREATE FUNCTION outlay.reference_checks(schema oid) RETURNS TABLE (name text, query text)
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT o.conname::text,
		format('SELECT FROM %s c WHERE %s AND NOT EXISTS (SELECT FROM %s p WHERE %s) LIMIT 1', o.conrelid::regclass,
			string_agg(format('c.%I IS NOT NULL', a.attname), ' AND '), o.confrelid::regclass,
			string_agg(format('p.%I = c.%I', f.attname, a.attname), ' AND '))
	FROM outlay.schema_constraints(schema) o
		CROSS JOIN unnest(o.conkey, o.confkey) k (own, other)
		JOIN pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = k.own
		JOIN pg_attribute f ON f.attrelid = o.confrelid AND f.attnum = k.other
	WHERE o.contype = 'f' AND o.conparentid = 0 AND o.convalidated
	GROUP BY o.oid, o.conname, o.conrelid, o.confrelid;
END;
COMMENT ON FUNCTION outlay.reference_checks(oid) IS
'Statements that find rows which refer to nothing.
One for each foreign key of a schema. Internal';

-- For each sequence that belongs to a column, and counts upwards without beginning anew, a query that finds the highest
-- value of the column where the sequence has not passed it.
CREATE FUNCTION outlay.sequence_checks(schema oid) RETURNS TABLE (name text, column_name text, query text)
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT c.relname::text, format('%s.%I', t.oid::regclass, a.attname),
		format('SELECT m.v FROM (SELECT max(%1$I) AS v FROM ONLY %2$s) m, %3$I s WHERE m.v > s.last_value OR (m.v = s.last_value AND NOT s.is_called)',
			a.attname, t.oid::regclass, c.relname)
	FROM outlay.schema_relations(schema) c JOIN pg_sequence q ON q.seqrelid = c.oid
		JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
			AND d.deptype IN ('a', 'i')
		JOIN outlay.schema_relations(schema) t ON t.oid = d.refobjid
		JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
		JOIN pg_type y ON y.oid = a.atttypid AND y.typcategory = 'N'
	WHERE q.seqincrement > 0 AND NOT q.seqcycle AND t.relkind = 'r';
END;
COMMENT ON FUNCTION outlay.sequence_checks(oid) IS
'Queries that find the highest value of a column with a sequence.
Of those that the sequence has not passed. Internal';

-- What a version of the template consists of, in a form that is the same in every installation.
CREATE FUNCTION outlay.template_migrations(version integer) RETURNS text[]
LANGUAGE sql STABLE
BEGIN ATOMIC
	-- The text of a migration that was replaced is the former one until the step that mends it, then the new one.
	SELECT array_agg(format('%s:%s', step.text_hash, m.name) ORDER BY m.name COLLATE "C", step.text_hash COLLATE "C")
	FROM outlay.migration m CROSS JOIN LATERAL (
		SELECT t.text_hash FROM outlay.template t JOIN outlay.migration o ON o.version = t.migration
		WHERE coalesce(o.mends, o.version) = m.version AND t.version <= template_migrations.version
		ORDER BY t.version DESC LIMIT 1) step
	WHERE m.mends IS NULL AND step.text_hash IS NOT NULL;
END;
COMMENT ON FUNCTION outlay.template_migrations(integer) IS
'SHA-256 and name of the migrations that a version of the template consists of.
Internal';

CREATE FUNCTION outlay.export_tenant(slug text) RETURNS SETOF text
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_export_tenant';
COMMENT ON FUNCTION outlay.export_tenant(text) IS
'An organization as lines of JSON, for import_tenant().
All of it except who is logged in, as it is at one moment, with password hashes. The last line has a checksum. 3D000:
no such organization; 25006: in a read-only transaction of a server that can be written to, or one of a standby above READ
COMMITTED; 40001: it was upgraded meanwhile, on a standby. For operators';

CREATE FUNCTION outlay.import_tenant(lines regclass, name text DEFAULT NULL, slug text DEFAULT NULL)
RETURNS outlay.tenant
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_import_tenant';
COMMENT ON FUNCTION outlay.import_tenant(regclass, text, text) IS
'Creates an organization from the lines of export_tenant().
The lines are in the column "line" of a table, in the order of its column "n". Number and organization ID are new,
everything inside is the same; name and slug are the given ones, or those of the file, a slug that is in use changed.
22P04: not an export, or a damaged one; 55000: it needs a migration that this installation lacks; 23503, 23514: its
rows do not fit together; 23505: name in use; 22023: invalid fields. For operators';
