-- Drift: where an organization's catalogue differs from the template of its version, and how to bring it back.

-- A row of two catalogues that differs, as JSON, or as the text of a comment and the like.
CREATE TYPE outlay.catalogue_difference AS (
	kind				text,
	object				text,
	template			jsonb,
	tenant				jsonb
);
COMMENT ON TYPE outlay.catalogue_difference IS 'A difference between the template''s catalogue and an organization''s. Internal';

-- Key and value of a line: what is before and behind the first ": " that is not in a quoted name.
CREATE FUNCTION outlay.catalogue_split(line text) RETURNS text[]
LANGUAGE sql IMMUTABLE
RETURN regexp_match(line, '^((?:[^":]|"(?:[^"]|"")*"|:(?! ))*): (.*)$');
COMMENT ON FUNCTION outlay.catalogue_split(text) IS 'Key and value of a line of a catalogue. Internal';

-- Privileges without those that somebody has granted to roles of their own: all in the template, and what owner, everybody or
-- the roles of services have.
CREATE FUNCTION outlay.catalogue_acl_as_kept(template text, tenant text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN (SELECT string_agg(i.item, ' ' ORDER BY i.n) FROM string_to_table(tenant, ' ') WITH ORDINALITY i (item, n)
		WHERE i.item = ANY (string_to_array(template, ' ')) OR i.item ~ '^(OWNER|PUBLIC|outlay_\w+)=');
COMMENT ON FUNCTION outlay.catalogue_acl_as_kept(text, text) IS 'Privileges of a catalogue without those of a DBA''s roles. Internal';

-- A catalogue row of an organization, with what is physical or a DBA's right as in the template: by which index it is
-- clustered, how much is sampled, how it is stored, what other roles may. Of a view, options are what it does.
CREATE FUNCTION outlay.catalogue_as_kept(kind text, template jsonb, tenant jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE
RETURN CASE WHEN jsonb_typeof(template) <> 'object' OR jsonb_typeof(tenant) <> 'object' THEN tenant ELSE
	tenant
	|| coalesce((SELECT jsonb_object_agg(k, template -> k) FROM unnest(CASE
			WHEN kind = 'relation' AND tenant ->> 'relkind' IN ('r', 'p', 'm') THEN '{reloptions,toast_options}'
			WHEN kind = 'column' THEN '{statistics,options}'
			WHEN kind = 'index' THEN '{statistics,indisclustered,reloptions}'
			WHEN kind = 'statistics' THEN '{target}' ELSE '{}' END::text[]) k WHERE template ? k), '{}')
	|| CASE WHEN tenant ? 'acl' AND template ? 'acl'
		THEN jsonb_build_object('acl', outlay.catalogue_acl_as_kept(template ->> 'acl', tenant ->> 'acl')) ELSE '{}' END END;
COMMENT ON FUNCTION outlay.catalogue_as_kept(text, jsonb, jsonb) IS
'A row of a catalogue, with what is physical or a DBA''s right as in the template.
Internal';

-- One row for each difference between two catalogues as schema_catalogue() prints them. Left out is what follows from a
-- difference that is there: the columns of a missing table, the index of a missing key, what depends on something.
CREATE FUNCTION outlay.catalogue_differences(expected text, found text) RETURNS SETOF outlay.catalogue_difference
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH expected_line AS (
		SELECT l FROM string_to_table(expected, E'\n') l EXCEPT ALL SELECT l FROM string_to_table(found, E'\n') l
	), found_line AS (
		SELECT l FROM string_to_table(found, E'\n') l EXCEPT ALL SELECT l FROM string_to_table(expected, E'\n') l
	), e AS (
		SELECT s.m[1] AS key, s.m[2] AS value, row_number() OVER (PARTITION BY s.m[1] ORDER BY l) AS n
		FROM expected_line, LATERAL (SELECT outlay.catalogue_split(l) AS m) s
	), f AS (
		SELECT s.m[1] AS key, s.m[2] AS value, row_number() OVER (PARTITION BY s.m[1] ORDER BY l) AS n
		FROM found_line, LATERAL (SELECT outlay.catalogue_split(l) AS m) s
	), different AS (
		SELECT k.m[1] AS kind, k.m[2] AS object,
			CASE WHEN e.value ~ '^[{"]' THEN e.value::jsonb ELSE to_jsonb(e.value) END AS e,
			CASE WHEN f.value ~ '^[{"]' THEN f.value::jsonb ELSE to_jsonb(f.value) END AS f
		FROM e FULL JOIN f ON f.key = e.key AND f.n = e.n,
			LATERAL (SELECT regexp_match(coalesce(e.key, f.key),
				'^(comment on|label on|dependency of|default privileges|subscription to|trigger internal on|\w+) ?(.*)$') AS m) k
	), pair AS (
		SELECT d.kind, d.object, d.e, o.f FROM different d, LATERAL (SELECT outlay.catalogue_as_kept(d.kind, d.e, d.f) AS f) o
		WHERE d.e IS DISTINCT FROM o.f
	), named AS (
		SELECT CASE WHEN kind <> 'relation' THEN kind ELSE
			CASE coalesce(e, f) ->> 'relkind' WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'i' THEN 'index relation'
				WHEN 'I' THEN 'index relation' WHEN 'S' THEN 'sequence relation' WHEN 'v' THEN 'view'
				WHEN 'm' THEN 'materialized view' ELSE kind END END AS kind, object, e, f
		FROM pair
	), whole AS (
		-- There on one side only.
		SELECT kind, object, e, f FROM named WHERE (e IS NULL) <> (f IS NULL)
	), gone AS (
		SELECT object FROM whole WHERE kind IN ('table', 'view', 'materialized view')
	), told AS (
		SELECT n.kind, n.object, n.e, n.f,
			n.kind IN ('dependency of', 'trigger internal on') OR (n.kind = 'type' AND
				(coalesce(n.e, n.f) ->> 'of' IS NOT NULL OR coalesce(n.e, n.f) ->> 'element' IS NOT NULL)) AS follows
		FROM named n
		WHERE NOT (n.kind = 'index relation' AND EXISTS (SELECT FROM whole w WHERE w.kind = 'index' AND w.object = n.object))
			AND NOT (n.kind = 'index' AND EXISTS (SELECT FROM whole w WHERE w.kind = 'constraint' AND w.object = n.object))
			AND NOT (n.kind = 'index' AND EXISTS (SELECT FROM gone g
				WHERE strpos(coalesce(n.e, n.f) ->> 'definition', ' ON ' || g.object || ' USING') > 0))
			AND NOT (n.kind = 'constraint' AND EXISTS (SELECT FROM gone g WHERE g.object = coalesce(n.e, n.f) ->> 'table'))
			AND NOT (n.kind IN ('trigger', 'policy', 'rule') AND EXISTS (SELECT FROM gone g WHERE n.object LIKE '% on ' || g.object))
			AND NOT (n.kind = 'comment on' AND EXISTS (SELECT FROM gone g WHERE n.object IN ('table ' || g.object, 'view ' || g.object)
				OR n.object LIKE '% of table ' || g.object OR n.object LIKE '% on table ' || g.object))
			AND NOT (n.kind IN ('sequence relation', 'sequence') AND EXISTS (SELECT FROM whole w, whole g
				WHERE w.kind = 'dependency of' AND w.object = 'sequence ' || n.object
					AND (g.kind = 'table' AND coalesce(w.e, w.f) #>> '{}' LIKE '_ column % of table ' || g.object
						OR g.kind = 'column' AND coalesce(w.e, w.f) #>> '{}' = format('i column %s of table %s',
							substring(g.object FROM '[^.]*$'), substring(g.object FROM '^[^.]*')))))
			AND NOT (n.kind = 'sequence' AND EXISTS (SELECT FROM whole w
				WHERE w.kind = 'sequence relation' AND w.object = n.object))
			AND NOT (n.kind = 'column' AND EXISTS (SELECT FROM whole w
				WHERE w.kind IN ('table', 'view', 'materialized view') AND starts_with(n.object, w.object || '.')))
			-- A view says itself what its columns are.
			AND NOT (n.kind = 'column' AND EXISTS (SELECT FROM named v
				WHERE v.kind IN ('view', 'materialized view') AND starts_with(n.object, v.object || '.')))
	)
	SELECT CASE t.kind WHEN 'comment on' THEN 'comment' WHEN 'label on' THEN 'label' WHEN 'dependency of' THEN 'dependency'
			WHEN 'index relation' THEN 'index' WHEN 'sequence relation' THEN 'sequence'
			WHEN 'trigger internal on' THEN 'trigger' WHEN 'subscription to' THEN 'subscription' ELSE t.kind END, t.object, t.e, t.f
	FROM told t
	WHERE NOT t.follows OR NOT EXISTS (SELECT FROM told o WHERE NOT o.follows)
	ORDER BY 1, 2;
END;
COMMENT ON FUNCTION outlay.catalogue_differences(text, text) IS
'The differences between two catalogues, without what follows from another.
The catalogues are as schema_catalogue() prints them. Internal';

-- The type of a column. One of the schema's own is not in this path, and has no length or the like.
CREATE FUNCTION outlay.catalogue_type(value jsonb) RETURNS text
LANGUAGE sql STABLE
RETURN coalesce(format_type(to_regtype(value ->> 'type'), (value ->> 'atttypmod')::integer), value ->> 'type');
COMMENT ON FUNCTION outlay.catalogue_type(jsonb) IS 'The type of a column of a catalogue. Internal';

-- A column as ADD COLUMN has it.
CREATE FUNCTION outlay.catalogue_column(value jsonb) RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT outlay.catalogue_type(value)
		|| CASE WHEN value ->> 'collation' <> '"default"' THEN ' COLLATE ' || (value ->> 'collation') ELSE '' END
		|| CASE WHEN value ->> 'attgenerated' = 's' THEN format(' GENERATED ALWAYS AS (%s) STORED', value ->> 'default')
			WHEN value ->> 'attidentity' = 'a' THEN ' GENERATED ALWAYS AS IDENTITY'
			WHEN value ->> 'attidentity' = 'd' THEN ' GENERATED BY DEFAULT AS IDENTITY'
			WHEN value ->> 'default' IS NOT NULL THEN ' DEFAULT ' || (value ->> 'default') ELSE '' END
		|| CASE WHEN (value ->> 'attnotnull')::boolean THEN ' NOT NULL' ELSE '' END;
END;
COMMENT ON FUNCTION outlay.catalogue_column(jsonb) IS 'A column of a catalogue as ADD COLUMN has it. Internal';

-- A catalogue row in short: its definition where it has one, else what it says other than the row it is compared with.
CREATE FUNCTION outlay.catalogue_text(kind text, value jsonb, other jsonb) RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT CASE
		WHEN value IS NULL THEN NULL
		WHEN jsonb_typeof(value) <> 'object' THEN value #>> '{}'
		WHEN kind = 'column' AND (other IS NULL OR value ->> 'type' <> other ->> 'type' OR value ->> 'atttypmod' <> other ->> 'atttypmod') THEN
			outlay.catalogue_column(value)
		WHEN other IS NULL THEN coalesce(value ->> 'definition', CASE WHEN kind IN ('table', 'view', 'materialized view', 'sequence', 'function', 'type') THEN 'there' END,
			jsonb_strip_nulls(value)::text)
		WHEN value -> 'definition' IS DISTINCT FROM other -> 'definition' THEN value ->> 'definition'
		ELSE (SELECT string_agg(format('%s: %s', CASE k.key WHEN 'attnotnull' THEN 'not null' WHEN 'acl' THEN 'privileges' WHEN 'reloptions' THEN 'options'
					WHEN 'indisvalid' THEN 'valid' WHEN 'off' THEN 'not enforced on' WHEN 'relpersistence' THEN 'kept' ELSE k.key END,
				CASE k.key WHEN 'owner' THEN CASE k.value WHEN 'true' THEN 'the organization''s role' ELSE 'another role' END
					WHEN 'relpersistence' THEN CASE k.value WHEN '"p"' THEN 'in a crash' ELSE 'until a crash' END
					WHEN 'acl' THEN coalesce((SELECT string_agg(i, ' ') FROM string_to_table(k.value #>> '{}', ' ') i
						WHERE i <> ALL (string_to_array(coalesce(other ->> 'acl', ''), ' '))), 'no others')
					ELSE coalesce(NULLIF(k.value #>> '{}', ''), 'none') END), ', ' ORDER BY k.key)
			FROM jsonb_each(value) k WHERE k.value IS DISTINCT FROM other -> k.key)
	END;
END;
COMMENT ON FUNCTION outlay.catalogue_text(text, jsonb, jsonb) IS
'A catalogue row in short, as drift() shows it.
Beside the one that it is compared with. Internal';

-- Whether a catalogue has a line of that kind and name.
CREATE FUNCTION outlay.catalogue_has(catalogue text, name text) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN strpos(E'\n' || catalogue, E'\n' || name || ': ') > 0;
COMMENT ON FUNCTION outlay.catalogue_has(text, text) IS 'Whether a catalogue has a line of that kind and name. Internal';

-- What is in both and differs in nothing but what is physical or a DBA's right, or in that, too.
CREATE FUNCTION outlay.catalogue_notes(expected text, found text) RETURNS SETOF text
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH e AS MATERIALIZED (
		SELECT s.m[1] AS key, s.m[2]::jsonb AS value
		FROM string_to_table(expected, E'\n') l, LATERAL (SELECT outlay.catalogue_split(l) AS m) s WHERE s.m[2] LIKE '{%'
	), f AS MATERIALIZED (
		SELECT s.m[1] AS key, s.m[2]::jsonb AS value
		FROM string_to_table(found, E'\n') l, LATERAL (SELECT outlay.catalogue_split(l) AS m) s WHERE s.m[2] LIKE '{%'
	), pair AS (
		SELECT key, split_part(key, ' ', 1) AS kind, f.value, outlay.catalogue_as_kept(split_part(key, ' ', 1), e.value, f.value) AS kept
		FROM e JOIN f USING (key) WHERE e.value <> f.value
	)
	SELECT format('%s: %s', regexp_replace(b.key, '^relation', 'table'), outlay.catalogue_text(b.kind, b.value, b.kept))
	FROM pair b WHERE b.kept <> b.value ORDER BY 1;
END;
COMMENT ON FUNCTION outlay.catalogue_notes(text, text) IS
'What drift() ignores: what is physical or a DBA''s right.
The catalogues are as schema_catalogue() prints them. Internal';

-- What of a catalogue another one has not kept: gone, or of another type or definition. And columns of its tables that no
-- function of the extension could give the value that they must have.
CREATE FUNCTION outlay.catalogue_losses(own text, found text) RETURNS SETOF text
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT format('%s %s: %s', d.kind, d.object, CASE
			WHEN d.template IS NULL THEN 'must have a value, which nobody gives it'
			WHEN d.tenant IS NULL THEN 'is gone'
			ELSE format('was %s, would be %s', outlay.catalogue_text(d.kind, d.template, d.tenant),
				outlay.catalogue_text(d.kind, d.tenant, d.template)) END)
	FROM outlay.catalogue_differences(own, found) d
	WHERE CASE
		WHEN d.template IS NULL THEN d.kind = 'column' AND (d.tenant ->> 'attnotnull')::boolean
			AND d.tenant ->> 'default' IS NULL AND d.tenant ->> 'attidentity' = ''
			AND outlay.catalogue_has(own, 'relation ' || substring(d.object FROM '^("(?:[^"]|"")*"|[^.]*)'))
		WHEN d.kind NOT IN ('table', 'column', 'constraint', 'index', 'sequence') THEN false
		WHEN d.tenant IS NULL THEN true
		WHEN d.kind = 'column' THEN (d.template ->> 'default' IS NOT NULL AND d.tenant ->> 'default' IS NULL)
			OR EXISTS (SELECT FROM unnest('{type,atttypmod,collation,attidentity,attgenerated}'::text[]) k
				WHERE d.template -> k IS DISTINCT FROM d.tenant -> k)
		ELSE d.template -> 'definition' IS DISTINCT FROM d.tenant -> 'definition' END;
END;
COMMENT ON FUNCTION outlay.catalogue_losses(text, text) IS
'What of the extension''s own catalogue another one has not kept.
Both are as schema_catalogue() prints them. Internal';

-- All organizations in one pass over the catalogues. What it takes of them is equal for two organizations only if their
-- catalogues are; it may differ where they are not, say for what was written at another place of a script. So drift()
-- looks at one of each group in detail, and at the others only where that one has drifted.
CREATE FUNCTION outlay.fleet_fingerprints()
RETURNS TABLE (id bigint, slug text, schema name, version integer, namespace oid, fingerprint text)
LANGUAGE sql STABLE
-- Compiling it takes longer than running it. With a setting of its own it is planned apart from its caller, too.
SET jit = off
-- pg_get_viewdef() looks for operators at run time.
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
	WITH own AS MATERIALIZED (
		SELECT t.id, t.slug, t.schema, t.template_version, n.oid, n.nspowner, n.nspacl, r.rolname,
			NOT r.rolsuper AND outlay.is_role_of_tenant(r.rolname, t.id) AS is_own
		FROM outlay.tenant t LEFT JOIN pg_namespace n ON n.nspname = t.schema LEFT JOIN pg_roles r ON r.oid = n.nspowner
		WHERE t.status <> 'dropped'
	), relation AS MATERIALIZED (
		SELECT c.oid, c.relname, c.relnamespace, o.schema || '.' AS prefix FROM pg_class c JOIN own o ON o.oid = c.relnamespace
	), line AS (
		SELECT o.oid AS namespace, 'schema' || o.is_own || coalesce(replace(o.nspacl::text, o.rolname, 'OWNER'), '') AS text FROM own o
	UNION ALL
		SELECT c.relnamespace, ROW('relation', c.relname, c.relkind, c.relpersistence, c.relowner = o.nspowner, c.relam,
			c.reltablespace, c.reltoastrelid <> 0, c.relchecks, c.relreplident, c.relrowsecurity, c.relforcerowsecurity,
			c.relispartition, c.reloptions, c.reloftype, c.relpartbound, replace(c.relacl::text, o.rolname, 'OWNER'))::text
		FROM pg_class c JOIN own o ON o.oid = c.relnamespace
	UNION ALL
		SELECT r.relnamespace, ROW('column', r.relname, a.attname, a.attnum, CASE WHEN a.atttypid < 16384 THEN a.atttypid::text ELSE t.typname END,
			a.atttypmod, a.attndims, a.attnotnull, a.atthasdef, a.attidentity, a.attgenerated, a.attstorage, a.attcompression,
			a.attislocal, a.attinhcount, a.attcollation, a.attstattarget,
			CASE WHEN a.attoptions::text LIKE '%n_distinct%' THEN outlay.ddl_column_options(a.attoptions) END,
			replace(a.attacl::text, o.rolname, 'OWNER'))::text
		FROM pg_attribute a JOIN relation r ON r.oid = a.attrelid JOIN own o ON o.oid = r.relnamespace
			LEFT JOIN pg_type t ON t.oid = a.atttypid AND a.atttypid >= 16384
		WHERE a.attnum > 0
	UNION ALL
		SELECT r.relnamespace, ROW('default', r.relname, d.adnum,
			CASE WHEN d.adbin::text ~ '([^d]|[^o]d) [1-9]\d{4}' THEN replace(pg_get_expr(d.adbin, d.adrelid), r.prefix, '') ELSE d.adbin::text END)::text
		FROM pg_attrdef d JOIN relation r ON r.oid = d.adrelid
	UNION ALL
		SELECT r.relnamespace, ROW('index', r.relname, p.relname, i.indkey, i.indclass, i.indcollation, i.indoption, i.indisunique, i.indnkeyatts,
			i.indnullsnotdistinct, i.indisprimary, i.indisexclusion, i.indimmediate, i.indisclustered, i.indisvalid, i.indisready,
			i.indislive, i.indisreplident,
			CASE WHEN concat(i.indexprs, i.indpred) ~ '([^d]|[^o]d) [1-9]\d{4}' THEN replace(pg_get_indexdef(i.indexrelid), r.prefix, '')
				ELSE concat(i.indexprs, i.indpred) END)::text
		FROM pg_index i JOIN relation r ON r.oid = i.indexrelid JOIN pg_class p ON p.oid = i.indrelid
	UNION ALL
		SELECT o.connamespace, ROW('constraint', o.conname, o.contype, r.relname, f.relname, i.relname, o.condeferrable,
			o.condeferred, o.convalidated, o.confupdtype, o.confdeltype, o.confmatchtype, o.conislocal, o.coninhcount, o.connoinherit,
			o.conkey, o.confkey, o.conexclop, o.confdelsetcols,
			CASE WHEN o.conbin::text ~ '([^d]|[^o]d) [1-9]\d{4}' THEN replace(pg_get_constraintdef(o.oid), n.schema || '.', '') ELSE o.conbin::text END)::text
		FROM pg_constraint o JOIN own n ON n.oid = o.connamespace LEFT JOIN pg_class r ON r.oid = o.conrelid
			LEFT JOIN pg_class f ON f.oid = o.confrelid LEFT JOIN pg_class i ON i.oid = o.conindid
	UNION ALL
		SELECT r.relnamespace, ROW('trigger', r.relname, CASE WHEN NOT t.tgisinternal THEN t.tgname END, p.proname, p.pronamespace = r.relnamespace,
			t.tgtype, t.tgenabled, t.tgisinternal, t.tgdeferrable, t.tginitdeferred, t.tgattr, t.tgoldtable, t.tgnewtable,
			CASE WHEN NOT t.tgisinternal THEN replace(pg_get_triggerdef(t.oid), r.prefix, '') END)::text
		FROM pg_trigger t JOIN relation r ON r.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
	UNION ALL
		SELECT r.relnamespace, ROW('policy', r.relname, p.polname, p.polcmd, p.polpermissive,
			replace(pg_get_expr(p.polqual, p.polrelid), r.prefix, ''), replace(pg_get_expr(p.polwithcheck, p.polrelid), r.prefix, ''),
			(SELECT array_agg(CASE x WHEN o.nspowner THEN 1 ELSE x END ORDER BY x) FROM unnest(p.polroles) x))::text
		FROM pg_policy p JOIN relation r ON r.oid = p.polrelid JOIN own o ON o.oid = r.relnamespace
	UNION ALL
		SELECT r.relnamespace, ROW('rule', r.relname, w.rulename, w.ev_type, w.ev_enabled, w.is_instead,
			replace(pg_get_ruledef(w.oid), r.prefix, ''))::text
		FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class
	UNION ALL
		SELECT p.pronamespace, ROW('function', p.proname, p.prokind, p.proowner = o.nspowner, replace(p.proacl::text, o.rolname, 'OWNER'),
			CASE WHEN p.prokind <> 'a' THEN replace(replace(pg_get_functiondef(p.oid), o.schema || '.', ''), o.schema, 'SCHEMA')
				ELSE pg_get_function_arguments(p.oid) END)::text
		FROM pg_proc p JOIN own o ON o.oid = p.pronamespace
	UNION ALL
		SELECT t.typnamespace, ROW('type', CASE WHEN t.typelem <> 0 AND t.typcategory = 'A' THEN '' ELSE t.typname END, t.typowner = o.nspowner, t.typtype, t.typlen,
			t.typcategory, t.typnotnull, t.typtypmod,
			replace(format_type(NULLIF(t.typbasetype, 0), NULL), o.schema || '.', ''), t.typcollation, t.typdefault,
			replace(t.typacl::text, o.rolname, 'OWNER'),
			CASE t.typtype WHEN 'e' THEN (SELECT array_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) END,
			CASE t.typtype WHEN 'r' THEN (SELECT ROW(g.rngsubtype, g.rngcollation, g.rngsubopc) FROM pg_range g WHERE g.rngtypid = t.oid) END)::text
		FROM pg_type t JOIN own o ON o.oid = t.typnamespace
	UNION ALL
		SELECT s.stxnamespace, (to_jsonb(s) - '{oid,stxrelid,stxnamespace,stxowner}'::text[])::text || r.relname
		FROM pg_statistic_ext s JOIN relation r ON r.oid = s.stxrelid
	UNION ALL
		SELECT r.relnamespace, ROW('sequence', r.relname, s.seqtypid, s.seqstart, s.seqincrement, s.seqmax, s.seqmin, s.seqcache, s.seqcycle,
			(SELECT array_agg(ROW(p.relname, d.refobjsubid, d.deptype) ORDER BY p.relname) FROM pg_depend d JOIN pg_class p ON p.oid = d.refobjid
			 WHERE d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.refclassid = 'pg_class'::regclass))::text
		FROM pg_sequence s JOIN relation r ON r.oid = s.seqrelid
	UNION ALL
		SELECT r.relnamespace, ROW('inheritance', r.relname, p.relname, i.inhseqno)::text
		FROM pg_inherits i JOIN relation r ON r.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
	UNION ALL
		SELECT d.defaclnamespace, ROW('default privileges', d.defaclobjtype, d.defaclrole = o.nspowner, replace(d.defaclacl::text, o.rolname, 'OWNER'))::text
		FROM pg_default_acl d JOIN own o ON o.oid = d.defaclnamespace
	UNION ALL
		-- Comments: on whatever carries the schema itself.
		SELECT x.namespace, ROW('comment', x.name, d.objsubid, d.description)::text
		FROM pg_description d JOIN (
			SELECT 'pg_class'::regclass::oid AS class, r.oid, r.relnamespace AS namespace, r.relname::text AS name FROM relation r
			UNION ALL SELECT 'pg_namespace'::regclass, o.oid, o.oid, '' FROM own o
			UNION ALL SELECT 'pg_constraint'::regclass, c.oid, c.connamespace, c.conname FROM pg_constraint c JOIN own o ON o.oid = c.connamespace
			UNION ALL SELECT 'pg_proc'::regclass, p.oid, p.pronamespace, p.proname FROM pg_proc p JOIN own o ON o.oid = p.pronamespace
			UNION ALL SELECT 'pg_type'::regclass, t.oid, t.typnamespace, t.typname FROM pg_type t JOIN own o ON o.oid = t.typnamespace
			UNION ALL SELECT 'pg_trigger'::regclass, t.oid, r.relnamespace, t.tgname FROM pg_trigger t JOIN relation r ON r.oid = t.tgrelid
			UNION ALL SELECT 'pg_policy'::regclass, p.oid, r.relnamespace, p.polname FROM pg_policy p JOIN relation r ON r.oid = p.polrelid
			UNION ALL SELECT 'pg_rewrite'::regclass, w.oid, r.relnamespace, w.rulename FROM pg_rewrite w JOIN relation r ON r.oid = w.ev_class
			UNION ALL SELECT 'pg_statistic_ext'::regclass, s.oid, s.stxnamespace, s.stxname FROM pg_statistic_ext s JOIN own o ON o.oid = s.stxnamespace
		) x ON x.class = d.classoid AND x.oid = d.objoid
	UNION ALL
		-- And whatever else: only that it is there.
		SELECT d.refobjid, ROW('object', d.classid, count(*))::text
		FROM pg_depend d JOIN own o ON o.oid = d.refobjid
		WHERE d.refclassid = 'pg_namespace'::regclass GROUP BY d.refobjid, d.classid
	UNION ALL
		-- What depends on a relation, a function or a type, wherever it is: how much of each kind.
		SELECT x.namespace, ROW('dependents', d.classid, d.deptype, count(*))::text
		FROM pg_depend d JOIN (
			SELECT 'pg_class'::regclass::oid AS class, r.oid, r.relnamespace AS namespace FROM relation r
			UNION ALL SELECT 'pg_proc'::regclass, p.oid, p.pronamespace FROM pg_proc p JOIN own o ON o.oid = p.pronamespace
			UNION ALL SELECT 'pg_type'::regclass, t.oid, t.typnamespace FROM pg_type t JOIN own o ON o.oid = t.typnamespace
		) x ON x.class = d.refclassid AND x.oid = d.refobjid
		GROUP BY x.namespace, d.classid, d.deptype
	UNION ALL
		SELECT r.relnamespace, ROW('subscription', r.relname)::text FROM pg_subscription_rel s JOIN relation r ON r.oid = s.srrelid
	), hash AS (
		SELECT l.namespace, format('%s %s %s', count(*), sum(hashtextextended(l.text, 1)), sum(hashtextextended(l.text, 2))) AS fingerprint
		FROM line l GROUP BY l.namespace
	)
	SELECT o.id, o.slug, o.schema, o.template_version, o.oid, h.fingerprint
	FROM own o LEFT JOIN hash h ON h.namespace = o.oid;
END;
COMMENT ON FUNCTION outlay.fleet_fingerprints() IS
'A fingerprint of the catalogue of every organization, in one pass.
Organizations with the same one have the same catalogue. For operators';

CREATE TYPE outlay.drift_record AS (
	slug				text,
	kind				text,
	object				text,
	expected			text,
	found				text
);
COMMENT ON TYPE outlay.drift_record IS 'A difference between an organization and the template of its version';
COMMENT ON COLUMN outlay.drift_record.slug IS 'The organization; NULL: the template itself';
COMMENT ON COLUMN outlay.drift_record.kind IS 'What differs: table, column, index, constraint, comment, schema …';
COMMENT ON COLUMN outlay.drift_record.object IS 'Its name';
COMMENT ON COLUMN outlay.drift_record.expected IS 'What the template of the version has; NULL: nothing';
COMMENT ON COLUMN outlay.drift_record.found IS 'What the organization has; NULL: nothing';

CREATE FUNCTION outlay.drift(slug text DEFAULT NULL) RETURNS SETOF outlay.drift_record
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_drift';
COMMENT ON FUNCTION outlay.drift(text) IS
'Differences between an organization, or all (NULL), and their template.
expected: what the template of its version has; found: what is there; NULL for what is not there. The template itself
is compared with what its migrations made, in rows without a slug. Nothing where nothing has drifted. 3D000: no such
organization; 25006: in a read-only transaction, since the version is built, and taken back, to be compared with. On a
standby the template itself stands for its newest version; 25006 where it is not what that was, and for an organization
of an earlier one. For operators';
