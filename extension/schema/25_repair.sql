-- The way back from drift: what brings a catalogue to another, as a script that a DBA reads and runs. For every difference
-- there is a statement that works, or a line of comment that says what has to be decided; never neither, and nothing that
-- another line of the same script makes fail.
--
-- The functions below each give some of the lines, with the place in the script at which they work:
--   1 whose everything is, as a superuser; 3 what is made again is dropped; 4 types, functions, sequences, tables;
--   5 parts of what is there; 6 constraints, then views; 7 what is too much and holds no data; 8 the rest; 9 comments.

-- The columns of a relation, without its name.
CREATE FUNCTION outlay.catalogue_columns_of(catalogue text, relation text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN (SELECT string_agg(substr(l, length(relation) + 9), E'\n' ORDER BY l)
		FROM string_to_table(catalogue, E'\n') l WHERE starts_with(l, format('column %s.', relation)));
COMMENT ON FUNCTION outlay.catalogue_columns_of(text, text) IS 'The columns of a relation, without its name. Internal';

-- A regular expression for a name as a word of a statement.
CREATE FUNCTION outlay.repair_word(name text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN '(^|[^\w"])' || regexp_replace(name, '(\W)', '\\\1', 'g') || '($|[^\w"])';
COMMENT ON FUNCTION outlay.repair_word(text) IS 'A regular expression for a name as a word of a statement. Internal';

-- Whose everything is. A role that is gone is made again, and one that may too much is no superuser any more. Who disabled
-- the triggers of foreign keys was a superuser, and so has to be who enables them.
CREATE FUNCTION outlay.repair_owners(d outlay.catalogue_difference[], schema oid)
RETURNS TABLE (phase integer, place integer, statement text)
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH home AS (
		SELECT n.nspname AS schema, outlay.schema_role(n.oid) AS owner FROM pg_namespace n WHERE n.oid = schema
	), wrong AS (
		SELECT x.kind, x.object FROM unnest(d) x WHERE (x.template -> 'owner')::boolean AND NOT (x.tenant -> 'owner')::boolean
	)
	SELECT 1, 0, format('CREATE ROLE %I', h.owner) FROM home h WHERE NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = h.owner)
	UNION ALL
	SELECT 1, 0, format('ALTER ROLE %I NOSUPERUSER', h.owner) FROM home h JOIN pg_roles r ON r.rolname = h.owner WHERE r.rolsuper
	UNION ALL
	SELECT 1, 1, format('ALTER SCHEMA %I OWNER TO %I', h.schema, h.owner) FROM wrong w CROSS JOIN home h WHERE w.kind = 'schema'
	UNION ALL
	SELECT 1, 2, format('ALTER %s %s OWNER TO %I', CASE w.kind WHEN 'function' THEN 'ROUTINE' ELSE upper(w.kind) END, w.object, h.owner)
	FROM wrong w CROSS JOIN home h WHERE w.kind IN ('table', 'view', 'materialized view', 'sequence', 'function', 'type', 'statistics')
	UNION ALL
	SELECT 1, 3, format('ALTER TABLE %s ENABLE TRIGGER ALL', t)
	FROM unnest(d) x, jsonb_array_elements_text(NULLIF(x.tenant -> 'off', 'null')) t
	WHERE x.kind = 'constraint' AND x.template IS NOT NULL
	GROUP BY t;
END;
COMMENT ON FUNCTION outlay.repair_owners(outlay.catalogue_difference[], oid) IS 'Lines of repair(): whose everything is. Internal';

-- What has another name and is else the same, as the only one that could be meant.
CREATE FUNCTION outlay.repair_renames(d outlay.catalogue_difference[], expected text, found text)
RETURNS TABLE (phase integer, place integer, statement text)
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH side AS (
		SELECT x.kind, x.object, x.template IS NULL AS is_extra, k.home, k.body
		FROM unnest(d) x, LATERAL (SELECT coalesce(x.template, x.tenant) AS value) v,
			LATERAL (
				SELECT '' AS home, outlay.catalogue_columns_of(CASE WHEN x.template IS NULL THEN found ELSE expected END, x.object) AS body
				WHERE x.kind = 'table'
				UNION ALL
				SELECT v.value ->> 'table', v.value ->> 'definition' WHERE x.kind = 'constraint' AND v.value ->> 'table' IS NOT NULL
				UNION ALL
				SELECT substring(x.object FROM '^[^.]*'), (v.value - 'acl')::text WHERE x.kind = 'column') k
		WHERE (x.template IS NULL) <> (x.tenant IS NULL)
	), pair AS (
		SELECT s.kind, s.home, min(s.object) FILTER (WHERE s.is_extra) AS present, min(s.object) FILTER (WHERE NOT s.is_extra) AS name
		FROM side s GROUP BY s.kind, s.home, s.body
		HAVING count(*) FILTER (WHERE s.is_extra) = 1 AND count(*) = 2
	)
	SELECT 1, 10, CASE p.kind
		WHEN 'table' THEN format('ALTER TABLE %s RENAME TO %s', p.present, p.name)
		WHEN 'constraint' THEN format('ALTER TABLE %s RENAME CONSTRAINT %s TO %s', p.home, p.present, p.name)
		ELSE format('ALTER TABLE %s RENAME COLUMN %s TO %s', p.home, substr(p.present, length(p.home) + 2),
					substr(p.name, length(p.home) + 2)) END
	FROM pair p WHERE NOT outlay.catalogue_has(found, 'relation ' || p.name);
END;
COMMENT ON FUNCTION outlay.repair_renames(outlay.catalogue_difference[], text, text) IS 'Lines of repair(): other names. Internal';

-- What has another definition and is dropped and made again, since no data is lost by that.
CREATE FUNCTION outlay.repair_replaced(d outlay.catalogue_difference[], expected text, found text)
RETURNS TABLE (kind text, object text, label text, dropping text)
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH referenced AS (
		SELECT substr(l, strpos(l, ': {') + 2)::jsonb ->> 'index' AS index
		FROM string_to_table(found, E'\n') l WHERE l LIKE 'constraint %"contype": "f"%'
	), replaced AS (
		SELECT x.*, upper(x.kind) || ' ' || CASE
			WHEN x.kind = 'constraint' THEN format('%s ON %s', x.object, x.tenant ->> 'table')
			ELSE regexp_replace(x.object, ' on ("(?:[^"]|"")*"|\w+)$', ' ON \1') END AS label
		FROM unnest(d) x
		WHERE CASE x.kind
			WHEN 'index' THEN x.template -> 'definition' <> x.tenant -> 'definition'
				AND NOT outlay.catalogue_has(expected, 'constraint ' || x.object)
				AND NOT outlay.catalogue_has(found, 'constraint ' || x.object)
				AND NOT EXISTS (SELECT FROM referenced r WHERE r.index = x.object)
			WHEN 'constraint' THEN x.template - 'off' <> x.tenant - 'off'
				AND x.template ->> 'table' IS NOT NULL AND x.tenant ->> 'table' IS NOT NULL
				AND x.template ->> 'coninhcount' = '0' AND x.tenant ->> 'coninhcount' = '0'
				AND NOT (x.tenant ->> 'contype' IN ('p', 'u') AND EXISTS (SELECT FROM referenced r WHERE r.index = x.object))
			WHEN 'trigger' THEN x.template - 'tgenabled' <> x.tenant - 'tgenabled' AND x.object NOT LIKE 'internal on %'
			WHEN 'rule' THEN x.template - 'enabled' <> x.tenant - 'enabled'
			WHEN 'policy' THEN x.template <> x.tenant
			WHEN 'statistics' THEN x.template - '{owner,target}'::text[] <> x.tenant - '{owner,target}'::text[]
			ELSE false END
	)
	SELECT r.kind, r.object, r.label, CASE
		WHEN r.kind = 'constraint' THEN format('ALTER TABLE %s DROP CONSTRAINT %s', r.tenant ->> 'table', r.object)
		ELSE 'DROP ' || r.label END
	FROM replaced r;
END;
COMMENT ON FUNCTION outlay.repair_replaced(outlay.catalogue_difference[], text, text) IS
'What repair() drops and makes again. Internal';

-- What no statement brings back as it is.
CREATE FUNCTION outlay.repair_held(d outlay.catalogue_difference[], expected text, found text, expected_ddl text[], found_ddl text[])
RETURNS TABLE (kind text, object text)
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH held AS MATERIALIZED (
		SELECT x.kind, x.object FROM unnest(d) x
		WHERE CASE x.kind
			-- Parts of it are there by the names that it would give them.
			WHEN 'table' THEN x.tenant IS NULL AND EXISTS (
				SELECT FROM unnest(expected_ddl) s, regexp_matches(s, '(?:SEQUENCE NAME|CONSTRAINT) ("(?:[^"]|"")*"|\w+)', 'g') m
				WHERE s ~ format('^CREATE (UNLOGGED )?TABLE %s \(', x.object) AND outlay.catalogue_has(found, 'relation ' || m[1]))
			-- CREATE OR REPLACE only adds columns behind those that there are.
			WHEN 'view' THEN x.template IS NOT NULL AND x.tenant IS NOT NULL AND EXISTS (
				SELECT l FROM string_to_table(found, E'\n') l WHERE starts_with(l, format('column %s.', x.object))
				EXCEPT SELECT l FROM string_to_table(expected, E'\n') l)
			WHEN 'materialized view' THEN x.template - '{owner,acl,reloptions,relispopulated}'::text[] <> x.tenant - '{owner,acl,reloptions,relispopulated}'::text[]
			WHEN 'type' THEN x.template - '{owner,acl}'::text[] <> x.tenant - '{owner,acl}'::text[]
			WHEN 'function' THEN (x.template -> 'arguments', x.template -> 'result', x.template -> 'prokind')
				<> (x.tenant -> 'arguments', x.tenant -> 'result', x.tenant -> 'prokind')
			WHEN 'index' THEN CASE WHEN x.tenant IS NULL THEN outlay.catalogue_has(found, 'relation ' || x.object)
				ELSE x.template -> 'definition' <> x.tenant -> 'definition'
					AND NOT EXISTS (SELECT FROM outlay.repair_replaced(d, expected, found) r WHERE r.object = x.object)
					AND NOT EXISTS (SELECT FROM unnest(d) c WHERE c.kind = 'constraint' AND c.object = x.object)
					AND NOT EXISTS (SELECT FROM unnest(expected_ddl || found_ddl) s WHERE starts_with(s, format('ALTER INDEX %s SET (', x.object))) END
			WHEN 'constraint' THEN CASE WHEN x.template IS NULL THEN false
				WHEN x.tenant IS NULL THEN x.template ->> 'table' IS NULL OR x.template ->> 'contype' IN ('p', 'u', 'x')
					AND (outlay.catalogue_has(found, 'relation ' || x.object) OR x.template ->> 'contype' = 'p' AND EXISTS (
						SELECT FROM unnest(d) c WHERE c.kind = 'constraint' AND c.template IS NULL AND c.tenant ->> 'contype' = 'p'
							AND c.tenant -> 'table' = x.template -> 'table'))
				ELSE x.template - 'off' <> x.tenant - 'off'
					AND NOT EXISTS (SELECT FROM outlay.repair_replaced(d, expected, found) r
									WHERE r.kind = 'constraint' AND r.object = x.object) END
			ELSE false END
	)
	SELECT h.kind, h.object FROM held h
	UNION
	-- And a key that refers to such a one.
	SELECT x.kind, x.object FROM unnest(d) x JOIN held h
		ON h.kind = 'table' AND x.template ->> 'definition' ~ (' REFERENCES ' || regexp_replace(h.object, '(\W)', '\\\1', 'g') || '\(')
			OR h.kind = 'constraint' AND x.template ->> 'index' = h.object
	WHERE x.kind = 'constraint' AND x.template ->> 'contype' = 'f';
END;
COMMENT ON FUNCTION outlay.repair_held(outlay.catalogue_difference[], text, text, text[], text[]) IS
'What repair() leaves to be decided by hand as a whole. Internal';

-- The options of a view that are too many, and those that are others.
CREATE FUNCTION outlay.repair_options(altering text, template jsonb, tenant jsonb) RETURNS SETOF text
LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	WITH wanted AS (
		SELECT split_part(o, '=', 1) AS name, o AS option FROM jsonb_array_elements_text(NULLIF(template, 'null')) o
	), present AS (
		SELECT split_part(o, '=', 1) AS name, o AS option FROM jsonb_array_elements_text(NULLIF(tenant, 'null')) o
	)
	SELECT format('%s RESET (%s)', altering, string_agg(p.name, ', ' ORDER BY p.name))
	FROM present p WHERE p.name NOT IN (SELECT w.name FROM wanted w) HAVING count(*) > 0
	UNION ALL
	SELECT format('%s SET (%s)', altering, string_agg(format('%s = %L', w.name, substr(w.option, length(w.name) + 2)), ', ' ORDER BY w.name))
	FROM wanted w WHERE w.option NOT IN (SELECT p.option FROM present p) HAVING count(*) > 0;
END;
COMMENT ON FUNCTION outlay.repair_options(text, jsonb, jsonb) IS 'Lines of repair(): options of views. Internal';

-- Parts of columns that are there on both sides; of those that are missing, the whole.
CREATE FUNCTION outlay.repair_columns(d outlay.catalogue_difference[])
RETURNS TABLE (phase integer, place integer, statement text)
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH c AS (
		SELECT x.template, x.tenant, format('ALTER TABLE %s ', n.m[1]) AS altering, n.m[2] AS name,
			format('ALTER TABLE %s ALTER COLUMN %s ', n.m[1], n.m[2]) AS setting,
			x.template - '{type,atttypmod,collation}'::text[] <> x.template AND (x.template -> 'type', x.template -> 'atttypmod', x.template -> 'collation')
				= (x.tenant -> 'type', x.tenant -> 'atttypmod', x.tenant -> 'collation') AS same_type
		FROM unnest(d) x, LATERAL (SELECT regexp_match(x.object, '^(.*)\.("(?:[^"]|"")*"|[^".]*)$') AS m) n
		WHERE x.kind = 'column' AND x.template IS NOT NULL AND x.template -> 'place' IS NULL
	)
	SELECT 5, 0, format('%sADD COLUMN %s %s', c.altering, c.name, outlay.catalogue_column(c.template)) FROM c WHERE c.tenant IS NULL
	UNION ALL
	SELECT 5, 1, c.setting || coalesce('SET DEFAULT ' || (c.template ->> 'default'), 'DROP DEFAULT') FROM c
	WHERE c.same_type AND c.template -> 'default' <> c.tenant -> 'default'
		AND c.template ->> 'attgenerated' = '' AND c.tenant ->> 'attgenerated' = ''
	UNION ALL
	SELECT 5, 2, c.setting || CASE WHEN (c.template -> 'attnotnull')::boolean THEN 'SET NOT NULL' ELSE 'DROP NOT NULL' END FROM c
	WHERE c.template -> 'attnotnull' <> c.tenant -> 'attnotnull'
	UNION ALL
	SELECT 5, 3, format('-- It may lose data: %sTYPE %s', c.setting, outlay.catalogue_type(c.template)
		|| CASE WHEN c.template -> 'collation' <> c.tenant -> 'collation' THEN coalesce(' COLLATE ' || (c.template ->> 'collation'), '') ELSE '' END)
	FROM c WHERE NOT c.same_type AND c.tenant IS NOT NULL
	UNION ALL
	SELECT 5, 4, c.setting || 'SET STORAGE ' || CASE c.template ->> 'attstorage' WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
		WHEN 'x' THEN 'EXTENDED' ELSE 'MAIN' END
	FROM c WHERE c.same_type AND c.template -> 'attstorage' <> c.tenant -> 'attstorage'
	UNION ALL
	SELECT 5, 5, c.setting || 'SET COMPRESSION ' || CASE c.template ->> 'attcompression' WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4'
		ELSE 'default' END
	FROM c WHERE c.same_type AND c.template -> 'attcompression' <> c.tenant -> 'attcompression';
END;
COMMENT ON FUNCTION outlay.repair_columns(outlay.catalogue_difference[]) IS 'Lines of repair(): columns. Internal';

-- Parts of whatever else is there on both sides.
CREATE FUNCTION outlay.repair_parts(d outlay.catalogue_difference[], expected_ddl text[])
RETURNS TABLE (phase integer, place integer, statement text)
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH p AS (
		SELECT x.kind, x.object, x.template AS e, x.tenant AS f, format('ALTER TABLE %s', x.object) AS altering
		FROM unnest(d) x WHERE x.template IS NOT NULL AND x.tenant IS NOT NULL
	)
	-- A table is kept only if those are that it refers to, which are created before it.
	SELECT 5, 100 + (SELECT coalesce(min(o), 0) * CASE p.e ->> 'relpersistence' WHEN 'u' THEN -1 ELSE 1 END
					 FROM unnest(expected_ddl) WITH ORDINALITY s (statement, o)
					 WHERE s.statement ~ format('^CREATE (UNLOGGED )?TABLE %s \(', p.object))::integer,
		format('ALTER %s %s SET %s', upper(p.kind), p.object, CASE p.e ->> 'relpersistence' WHEN 'u' THEN 'UNLOGGED' ELSE 'LOGGED' END)
	FROM p WHERE p.kind IN ('table', 'sequence') AND p.e -> 'relpersistence' <> p.f -> 'relpersistence'
	UNION ALL
	SELECT 5, 8, o FROM p, outlay.repair_options(p.altering, p.e -> 'reloptions', p.f -> 'reloptions') o WHERE p.kind = 'view'
	UNION ALL
	SELECT 5, 9, p.altering || s.change FROM p, LATERAL (VALUES
		(CASE WHEN p.e -> 'relrowsecurity' <> p.f -> 'relrowsecurity' THEN
			CASE WHEN (p.e -> 'relrowsecurity')::boolean THEN ' ENABLE' ELSE ' DISABLE' END || ' ROW LEVEL SECURITY' END),
		(CASE WHEN p.e -> 'relforcerowsecurity' <> p.f -> 'relforcerowsecurity' THEN
			CASE WHEN (p.e -> 'relforcerowsecurity')::boolean THEN ' FORCE' ELSE ' NO FORCE' END || ' ROW LEVEL SECURITY' END),
		(CASE WHEN p.e -> 'relreplident' <> p.f -> 'relreplident' AND p.e ->> 'relreplident' = 'd' THEN ' REPLICA IDENTITY DEFAULT' END)) s (change)
	WHERE p.kind = 'table' AND s.change IS NOT NULL
	UNION ALL
	SELECT 5, 10, format('ALTER SEQUENCE %s START WITH %s INCREMENT BY %s CACHE %s %sCYCLE', p.object, p.e ->> 'seqstart', p.e ->> 'seqincrement',
		p.e ->> 'seqcache', CASE WHEN (p.e -> 'seqcycle')::boolean THEN '' ELSE 'NO ' END)
	FROM p WHERE p.kind = 'sequence' AND p.e - '{seqstart,seqincrement,seqcache,seqcycle}'::text[] = p.f - '{seqstart,seqincrement,seqcache,seqcycle}'::text[]
		AND p.e ? 'seqstart'
	UNION ALL
	SELECT 5, 11, 'REINDEX INDEX ' || p.object FROM p
	WHERE p.kind = 'index' AND p.e -> 'definition' = p.f -> 'definition'
		AND (p.e -> 'indisvalid', p.e -> 'indisready', p.e -> 'indislive') <> (p.f -> 'indisvalid', p.f -> 'indisready', p.f -> 'indislive')
	UNION ALL
	SELECT 7, 4, format('ALTER TABLE %s ENABLE %s %s', o.m[2], upper(p.kind), o.m[1])
	FROM p, LATERAL (SELECT regexp_match(p.object, '^(.*) on ("(?:[^"]|"")*"|\w+)$') AS m) o
	WHERE p.kind IN ('trigger', 'rule') AND coalesce(p.e ->> 'tgenabled', p.e ->> 'enabled') = 'O'
		AND coalesce(p.f ->> 'tgenabled', p.f ->> 'enabled') <> 'O' AND p.object NOT LIKE 'internal on %';
END;
COMMENT ON FUNCTION outlay.repair_parts(outlay.catalogue_difference[], text[]) IS
'Lines of repair(): parts of what is there. Internal';

-- What the template's printed DDL has and the organization's has not, and the other way round.
CREATE FUNCTION outlay.repair_ddl(d outlay.catalogue_difference[], expected text, found text, expected_ddl text[], expected_kinds text[],
	found_ddl text[], found_kinds text[])
RETURNS TABLE (phase integer, place integer, statement text)
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH held AS MATERIALIZED (
		SELECT h.kind, h.object, outlay.repair_word(CASE h.kind WHEN 'function' THEN split_part(h.object, '(', 1) ELSE h.object END) AS word
		FROM outlay.repair_held(d, expected, found, expected_ddl, found_ddl) h
	), replaced AS MATERIALIZED (
		SELECT r.* FROM outlay.repair_replaced(d, expected, found) r
		WHERE NOT EXISTS (SELECT FROM held h WHERE h.kind = r.kind AND h.object = r.object)
	), stranger AS MATERIALIZED (
		-- What the template has not, and so may be whoever's.
		SELECT outlay.repair_word(x.object) AS word FROM unnest(d) x
		WHERE x.template IS NULL AND x.kind IN ('table', 'view', 'materialized view', 'sequence', 'function', 'type', 'column', 'index')
	), missing AS MATERIALIZED (
		SELECT m.kind, m.place::integer AS place, m.statement
		FROM unnest(expected_ddl, expected_kinds) WITH ORDINALITY m (statement, kind, place)
		WHERE m.statement <> ALL (found_ddl) AND NOT EXISTS (SELECT FROM held h WHERE m.statement ~ h.word)
	), extra AS MATERIALIZED (
		SELECT m.kind, m.statement FROM unnest(found_ddl, found_kinds) m (statement, kind)
		WHERE m.statement <> ALL (expected_ddl) AND NOT EXISTS (SELECT FROM stranger s WHERE m.statement ~ s.word)
			AND NOT EXISTS (SELECT FROM held h WHERE m.statement ~ h.word)
	)
	SELECT 3, CASE r.kind WHEN 'index' THEN 1 ELSE 0 END, r.dropping FROM replaced r
	UNION ALL
	SELECT CASE m.kind WHEN 'view' THEN 6 ELSE 4 END, 10 + m.place, regexp_replace(m.statement, '^CREATE (FUNCTION|PROCEDURE|VIEW) ', 'CREATE OR REPLACE \1 ')
	FROM missing m
	WHERE m.kind IN ('function', 'view') OR m.kind IN ('type', 'sequence', 'table') AND EXISTS (SELECT FROM unnest(d) x
		WHERE x.kind = m.kind AND x.tenant IS NULL AND m.statement ~ format('^CREATE (UNLOGGED )?\w+ %s ', regexp_replace(x.object, '(\W)', '\\\1', 'g')))
	UNION ALL
	SELECT 8, 100000, 'REFRESH MATERIALIZED VIEW ' || x.object FROM unnest(d) x
	WHERE x.kind = 'materialized view' AND (x.template -> 'relispopulated')::boolean
		AND NOT coalesce((x.tenant -> 'relispopulated')::boolean, false) AND NOT EXISTS (SELECT FROM held h WHERE h.object = x.object)
	UNION ALL
	SELECT 6, CASE x.template ->> 'contype' WHEN 'f' THEN 1 ELSE 0 END,
		format('ALTER TABLE %s ADD CONSTRAINT %s %s', x.template ->> 'table', x.object, x.template ->> 'definition')
	FROM unnest(d) x
	WHERE x.kind = 'constraint' AND x.template IS NOT NULL AND (x.tenant IS NULL OR EXISTS (SELECT FROM replaced r WHERE r.kind = x.kind AND r.object = x.object))
		AND NOT EXISTS (SELECT FROM held h WHERE h.kind = x.kind AND h.object = x.object OR h.kind = 'table' AND h.object = x.template ->> 'table')
	UNION ALL
	SELECT 7, 0, CASE WHEN e.statement LIKE 'REVOKE ALL %' THEN regexp_replace(e.statement, '^REVOKE ALL (.*) FROM (.*)$', 'GRANT ALL \1 TO \2')
		ELSE regexp_replace(e.statement, '^(|ALTER DEFAULT PRIVILEGES .* )GRANT (.*) TO (.*?)( WITH GRANT OPTION)?$', '\1REVOKE \2 FROM \3') END
	-- What a DBA has granted to a role of their own stays.
	FROM extra e WHERE e.kind = 'privilege' AND e.statement !~ '^GRANT .* TO (?!PUBLIC|outlay_)[^ ]+( WITH GRANT OPTION)?$' AND (e.statement NOT LIKE 'GRANT %' OR NOT EXISTS (
		-- What was left of all goes back with all.
		SELECT FROM extra r WHERE r.statement = regexp_replace(e.statement, '^GRANT .* ON (.*) TO (.*?)( WITH GRANT OPTION)?$', 'REVOKE ALL ON \1 FROM \2')))
	UNION ALL
	SELECT 7, 1, regexp_replace(e.statement, ' IS \S.*$', ' IS NULL') FROM extra e
	WHERE e.kind = 'comment' AND NOT EXISTS (SELECT FROM unnest(expected_ddl) x
		WHERE starts_with(x, regexp_replace(e.statement, ' IS \S.*$', ' IS ')))
	UNION ALL
	SELECT 8, m.place, m.statement FROM missing m
	WHERE m.kind NOT IN ('type', 'function', 'sequence', 'table', 'view', 'constraint', 'foreign key')
		-- Their columns are printed in the order of the table's.
		AND (m.kind <> 'statistics' OR EXISTS (SELECT FROM replaced r WHERE starts_with(m.statement, 'CREATE ' || r.label || ' '))
			OR NOT outlay.catalogue_has(found, 'statistics ' || substring(m.statement FROM '^CREATE STATISTICS ("(?:[^"]|"")*"|\w+) ')))
		-- One that is stored in another way is the same.
		AND (m.kind <> 'index' OR EXISTS (SELECT FROM replaced r WHERE r.kind = 'index'
				AND r.object = substring(m.statement FROM '^CREATE (?:UNIQUE )?INDEX ("(?:[^"]|"")*"|\w+) '))
			OR NOT outlay.catalogue_has(found, 'index ' || substring(m.statement FROM '^CREATE (?:UNIQUE )?INDEX ("(?:[^"]|"")*"|\w+) ')))
		AND m.statement !~ '^ALTER INDEX ("([^"]|"")*"|\w+) SET \('
	UNION ALL
	-- What went with a thing that is made again, and with triggers that were enabled together.
	SELECT 8, m.place::integer, m.statement
	FROM unnest(expected_ddl, expected_kinds) WITH ORDINALITY m (statement, kind, place)
	WHERE EXISTS (SELECT FROM replaced r WHERE m.kind = 'comment' AND starts_with(m.statement, format('COMMENT ON %s IS ', r.label))
			OR m.kind = 'setting' AND m.statement ~ outlay.repair_word(split_part(r.object, ' on ', 1)))
		OR m.kind = 'setting' AND EXISTS (SELECT FROM outlay.repair_owners(d, 0) o WHERE o.place = 3
			AND m.statement ~ (replace(o.statement, 'ENABLE TRIGGER ALL', '') || '(DISABLE|ENABLE \w+) TRIGGER '));
END;
COMMENT ON FUNCTION outlay.repair_ddl(outlay.catalogue_difference[], text, text, text[], text[], text[], text[]) IS
'Lines of repair(): what is missing, and what is too much. Internal';

-- What only a DBA can decide: a line of comment for each difference that no statement is about. made: the statements of
-- repair_ddl().
CREATE FUNCTION outlay.repair_comments(d outlay.catalogue_difference[], expected text, found text, expected_ddl text[], found_ddl text[],
	made text[])
RETURNS TABLE (phase integer, place integer, statement text)
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH done (kind, keys) AS (
		-- The parts of each kind that the functions above bring back; NULL: all.
		VALUES ('schema', '{owner,superuser,acl}'::text[]),
			('table', '{owner,relpersistence,reloptions,toast_options,relrowsecurity,relforcerowsecurity,relreplident,acl}'),
			('view', '{owner,reloptions,acl,view}'), ('materialized view', '{owner,reloptions,acl,relispopulated}'), ('type', '{owner,acl}'),
			('column', '{default,attnotnull,type,atttypmod,attlen,attalign,attbyval,attndims,collation,attstorage,attcompression,acl,statistics,options}'),
			('sequence', '{owner,relpersistence,acl,seqstart,seqincrement,seqcache,seqcycle}'),
			('index', NULL), ('function', NULL), ('constraint', NULL), ('trigger', NULL), ('policy', NULL), ('rule', NULL),
			('statistics', NULL), ('comment', NULL)
	), left_over AS (
		SELECT x.* FROM unnest(d) x LEFT JOIN done k ON k.kind = x.kind
		WHERE EXISTS (SELECT FROM outlay.repair_held(d, expected, found, expected_ddl, found_ddl) h WHERE h.kind = x.kind AND h.object = x.object)
			OR x.tenant IS NULL AND x.kind NOT IN ('column', 'comment') AND NOT EXISTS (SELECT FROM unnest(made) m
				WHERE m ~ ('^(CREATE|ALTER TABLE \S+ ADD CONSTRAINT).*' || outlay.repair_word(split_part(regexp_replace(x.object, '\(.*', ''), ' on ', 1))))
			OR CASE WHEN k.kind IS NULL THEN x.kind <> 'default privileges' OR NOT EXISTS (SELECT FROM unnest(expected_ddl || found_ddl) s
					WHERE starts_with(s, 'ALTER DEFAULT PRIVILEGES') AND (s = ANY (expected_ddl)) <> (s = ANY (found_ddl)))
				WHEN x.kind = 'index' THEN NOT coalesce(x.template, x.tenant) ? 'definition' AND x.template IS NOT NULL
				WHEN x.kind = 'trigger' THEN x.object LIKE 'internal on %'
				WHEN x.template IS NULL OR x.tenant IS NULL OR k.keys IS NULL THEN false
				ELSE x.template - k.keys <> x.tenant - k.keys
					OR x.kind = 'column' AND (x.template ? 'place' OR x.template -> 'default' <> x.tenant -> 'default'
						AND x.template ->> 'attgenerated' <> '' AND x.tenant ->> 'attgenerated' <> '') END
	)
	SELECT 9, 0, CASE x.kind
		WHEN 'column' THEN format('-- The template has no such column; with its data: ALTER TABLE %s DROP COLUMN %s',
			substring(x.object FROM '^[^.]*'), substring(x.object FROM '\.(.*)$'))
		WHEN 'constraint' THEN format('-- The template has no such constraint: ALTER TABLE %s DROP CONSTRAINT %s', x.tenant ->> 'table', x.object)
		ELSE format('-- The template has no such %s%s: DROP %s %s', x.kind, CASE x.kind WHEN 'table' THEN '; with its data' ELSE '' END,
			CASE x.kind WHEN 'function' THEN 'ROUTINE' ELSE upper(x.kind) END,
			CASE WHEN x.kind IN ('trigger', 'policy', 'rule') THEN regexp_replace(x.object, ' on ("(?:[^"]|"")*"|\w+)$', ' ON \1') ELSE x.object END) END
	FROM unnest(d) x
	WHERE x.template IS NULL AND x.kind IN ('column', 'constraint', 'function', 'table', 'view', 'materialized view', 'index', 'sequence',
		'type', 'trigger', 'policy', 'rule', 'statistics') AND x.object NOT LIKE 'internal on %'
	UNION ALL
	SELECT 9, 1, format('-- To be decided by hand: %s %s should be %s, is %s', x.kind, x.object,
		coalesce(t.template, 'missing'), coalesce(t.tenant, 'missing'))
	FROM left_over x, LATERAL (
			SELECT CASE jsonb_typeof(x.template) WHEN 'object' THEN x.template - '{owner,acl}'::text[] ELSE x.template END AS e,
				CASE jsonb_typeof(x.tenant) WHEN 'object' THEN x.tenant - '{owner,acl}'::text[] ELSE x.tenant END AS f) v,
		LATERAL (SELECT regexp_replace(outlay.catalogue_text(x.kind, v.e, v.f), '\s+', ' ', 'g') AS template,
			regexp_replace(outlay.catalogue_text(x.kind, v.f, v.e), '\s+', ' ', 'g') AS tenant) t;
END;
COMMENT ON FUNCTION outlay.repair_comments(outlay.catalogue_difference[], text, text, text[], text[], text[]) IS
'Lines of repair(): what only a DBA can decide. Internal';

-- The script. expected_ddl and found_ddl are what schema_ddl() prints, without rows. Where something has another name
-- that comes first, and alone: much of the rest is no difference any more then.
CREATE FUNCTION outlay.repair_statements(expected text, found text, expected_ddl text[], expected_kinds text[],
	found_ddl text[], found_kinds text[], schema oid)
RETURNS SETOF text
LANGUAGE sql STABLE
-- Compiling it takes longer than running it.
SET jit = off
BEGIN ATOMIC
	WITH home AS (
		SELECT n.nspname AS schema, outlay.schema_role(n.oid) AS owner FROM pg_namespace n WHERE n.oid = schema
	), difference AS MATERIALIZED (
		SELECT array_agg(x) AS d FROM outlay.catalogue_differences(expected, found) x
	), renames AS MATERIALIZED (
		SELECT r.* FROM difference, outlay.repair_renames(d, expected, found) r
	), ddl AS MATERIALIZED (
		SELECT p.* FROM difference,
			outlay.repair_ddl(d, expected, found, expected_ddl, expected_kinds, found_ddl, found_kinds) p
	), proposal (phase, place, statement) AS MATERIALIZED (
		SELECT o.* FROM difference, outlay.repair_owners(d, schema) o
	UNION ALL
		SELECT r.* FROM renames r
	UNION ALL
		SELECT 9, 0, '-- Call outlay.repair() once more: what else has drifted is told by these names.' FROM renames r HAVING count(*) > 0
	UNION ALL
		SELECT l.* FROM difference, LATERAL (
			SELECT p.* FROM outlay.repair_columns(d) p
			UNION ALL SELECT p.* FROM outlay.repair_parts(d, expected_ddl) p
			UNION ALL SELECT p.* FROM ddl p
			UNION ALL SELECT p.* FROM outlay.repair_comments(d, expected, found, expected_ddl, found_ddl,
				(SELECT array_agg(m.statement) FROM ddl m)) p) l
		WHERE NOT EXISTS (SELECT FROM renames)
	UNION ALL
		SELECT 9, 2, '-- Left as it is: ' || n FROM outlay.catalogue_notes(expected, found) n
	), line (phase, place, statement) AS (
		-- A comment stays one, whatever somebody has called a thing.
		SELECT p.phase, min(p.place), CASE WHEN p.statement LIKE '--%' THEN regexp_replace(p.statement, '[\n\r]+', ' ', 'g')
			ELSE replace(p.statement, ' SCHEMA tenant ', format(' SCHEMA %I ', h.schema)) || ';' END
		FROM proposal p CROSS JOIN home h GROUP BY p.phase, p.statement, h.schema
	UNION ALL
		SELECT f.phase, f.place, f.statement
		FROM home h, LATERAL (VALUES (0, 0, 'BEGIN;'),
			(0, 1, format('SET LOCAL search_path = %I, outlay, pg_temp;', h.schema)),
			-- Functions may come before what they use.
			(0, 2, 'SET LOCAL check_function_bodies = off;'),
			-- The organization's role may use no other tablespace than the database's.
			(0, 3, CASE WHEN current_setting('default_tablespace') <> '' THEN 'SET LOCAL default_tablespace = '''';' END),
			(2, 0, format('SET LOCAL ROLE %I;', h.owner)), (10, 0, 'COMMIT;')) f (phase, place, statement)
		WHERE f.statement IS NOT NULL AND EXISTS (SELECT FROM proposal p WHERE p.statement NOT LIKE '--%')
	)
	SELECT l.statement FROM line l ORDER BY l.phase, l.place, l.statement;
END;
COMMENT ON FUNCTION outlay.repair_statements(text, text, text[], text[], text[], text[], oid) IS
'The script that repair() proposes. Internal';

CREATE FUNCTION outlay.repair(slug text) RETURNS SETOF text
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_repair';
COMMENT ON FUNCTION outlay.repair(text) IS
'Proposes the statements that bring a drifted organization back.
A script for psql, to be read before it is run as a superuser. Where slug is NULL, as in the rows of drift(), it
brings the template to what its migrations made. For every difference it has a statement, or a line of comment where
data could be lost or nothing can be derived. Nothing where nothing has drifted. Changes nothing itself. 3D000: no
such organization; 3F000: its schema is gone; 25006: in a read-only transaction, on a standby as of drift(). For
operators';
