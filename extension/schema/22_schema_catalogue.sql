-- What a schema consists of, as lines of text that are equal for two equal schemas. C code (schema_ddl.c) calls this
-- with search_path set to the schema, so names print without it.
--
-- A line is the kind of the catalogue row, the object, and the row as JSON: every column but OIDs that stand for the
-- object itself, and figures that VACUUM and ANALYZE keep. Columns that hold OIDs of other objects are printed by name.
--
-- Left out is what only repeats another line: what indexes and sequences of columns have from their table, the columns of
-- both, the rule of a view. And what no statement could change and nothing depends on: the order of a table's columns,
-- which are found by name, and whether there still is a toast table.

-- A list of privileges, in an order of its own, with the owner as OWNER; NULL stands for the default.
CREATE FUNCTION outlay.catalogue_acl(acl aclitem[], type "char", owner oid) RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT string_agg(format('%s=%s%s/%s',
							 CASE grantee WHEN owner THEN 'OWNER' WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END,
							 privilege_type, CASE WHEN is_grantable THEN '*' ELSE '' END,
							 CASE grantor WHEN owner THEN 'OWNER' ELSE pg_get_userbyid(grantor) END), ' '
					  ORDER BY grantee <> owner, grantee, grantor <> owner, grantor, privilege_type)
	FROM aclexplode(coalesce(acl, CASE WHEN type <> 'c' THEN acldefault(type, owner) END));
END;
COMMENT ON FUNCTION outlay.catalogue_acl(aclitem[], "char", oid) IS
'A list of privileges, in an order of its own, with the owner as OWNER.
NULL stands for the default. Internal';

-- Numbers of columns as names, in their order.
CREATE FUNCTION outlay.catalogue_columns(relation oid, numbers smallint[]) RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT string_agg(coalesce(a.attname, 'expression'), ' ' ORDER BY n.ordinal)
	FROM unnest(numbers) WITH ORDINALITY n (number, ordinal)
		LEFT JOIN pg_attribute a ON a.attrelid = relation AND a.attnum = n.number;
END;
COMMENT ON FUNCTION outlay.catalogue_columns(oid, smallint[]) IS
'Numbers of columns as names, in their order. Internal';

-- An object as text. Dependencies of one object on another print both. PostgreSQL leaves some names bare; where one could
-- be taken for the end of the key of a line, the whole is quoted.
CREATE FUNCTION outlay.catalogue_object(class oid, object oid, part integer) RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT CASE WHEN strpos(o.text, ': ') > 0 OR length(replace(o.text, '"', '')) % 2 <> length(o.text) % 2
		THEN '"' || replace(o.text, '"', '""') || '"' ELSE o.text END
	FROM (SELECT coalesce(
		-- A key's trigger has the key's OID in its name, an index for toast that of its table.
		(SELECT format('internal trigger %s of %s', t.tgfoid::regproc, pg_describe_object('pg_constraint'::regclass, t.tgconstraint, 0))
		 FROM pg_trigger t WHERE class = 'pg_trigger'::regclass AND t.oid = object AND t.tgisinternal AND t.tgconstraint <> 0),
		pg_describe_object(class, object, part)) AS text) o;
END;
COMMENT ON FUNCTION outlay.catalogue_object(oid, oid, integer) IS
'An object as text. Dependencies of one object on another print both. Internal';

-- A line as one record, whatever is in a name: each control character becomes ␛ and its number, and ␛ itself ␛␛. So two
-- lines are equal only if they were, and no name can end a line.
CREATE FUNCTION outlay.catalogue_record(line text) RETURNS text
LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT CASE WHEN line !~ '[\u0001-\u001f\u007f-\u009f\u2028\u2029␛]' THEN line ELSE (
		SELECT string_agg(CASE WHEN c.c ~ '[\u0001-\u001f\u007f-\u009f\u2028\u2029]' THEN '␛' || lpad(to_hex(ascii(c.c)), 4, '0')
			WHEN c.c = '␛' THEN '␛␛' ELSE c.c END, '' ORDER BY c.n)
		FROM string_to_table(line, NULL) WITH ORDINALITY c (c, n)) END;
END;
COMMENT ON FUNCTION outlay.catalogue_record(text) IS
'A line of a catalogue without control characters.
Each is written as ␛ and its number. Internal';

-- PostgreSQL prints column IN ('a', 'b') of a varchar column with the cast around the list; read back it is around each
-- element, which means the same. This takes both casts away, so that a text and what it becomes when it is run are equal.
CREATE FUNCTION outlay.catalogue_normal(text text) RETURNS text
LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	WITH pattern AS (
		SELECT $re$'(?:[^']|'')*'::character varying$re$ AS element
	), list AS (
		SELECT element, format($re$ARRAY\[%s(?:, %s)*\]$re$, element, element) AS list FROM pattern
	), bare AS (
		SELECT list, regexp_replace(regexp_replace(text, format($re$\((%s)\)::text$re$, element), '\1', 'g'),
									format($re$(%s)::text$re$, element), '\1', 'g') AS text
		FROM list
	)
	SELECT regexp_replace(regexp_replace(text, format($re$\((%s)\)::text\[\]$re$, list), '\1', 'g'),
						  format($re$(%s)::text\[\]$re$, list), '\1', 'g')
	FROM bare;
END;
COMMENT ON FUNCTION outlay.catalogue_normal(text) IS
'A text of the catalogue in the form that it has when it was read back.
PostgreSQL prints column IN (''a'', ''b'') of a varchar column with the cast around the list; read back it is around each
element, which means the same. This takes both casts away, so that a text and what it becomes when it is run are
equal. Internal';

-- The rule, which C code knows as well, is in role.c.
CREATE FUNCTION outlay.is_role_of_tenant(role name, tenant bigint) RETURNS boolean
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'outlay_is_role_of_tenant';
COMMENT ON FUNCTION outlay.is_role_of_tenant(name, bigint) IS
'Whether a role of that name is the own one of the organization of that number.
Internal';

-- The role that a schema and all in it should belong to: of an organization its own, the template's of the template, and
-- of any other schema its owner. An organization's own is its owner where the name fits;
-- where somebody has given the schema away, the one of such a name that most tables belong to, then that of this
-- database. Where no such role is left, the name that it would have.
CREATE FUNCTION outlay.schema_role(schema oid) RETURNS name
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH given AS (
		SELECT n.oid, n.nspname, n.nspowner, pg_get_userbyid(n.nspowner) AS owner,
			substring(n.nspname FROM '^tenant_([1-9][0-9]{0,17})$')::bigint AS tenant
		FROM pg_namespace n WHERE n.oid = schema
	)
	SELECT CASE WHEN g.nspname = 'outlay_template' THEN 'outlay_template'
		WHEN g.tenant IS NULL OR outlay.is_role_of_tenant(g.owner, g.tenant) THEN g.owner
		ELSE coalesce((
			SELECT r.rolname FROM pg_roles r
			WHERE outlay.is_role_of_tenant(r.rolname, g.tenant)
			ORDER BY (SELECT count(*) FROM outlay.schema_relations(g.oid) c WHERE c.relowner = r.oid) DESC,
				starts_with(r.rolname, 'outlay_tenant_' || g.tenant || '_' || (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())) DESC,
				r.rolname LIMIT 1), ('outlay_tenant_' || g.tenant)::name) END
	FROM given g;
END;
COMMENT ON FUNCTION outlay.schema_role(oid) IS
'The role that a schema and all in it should belong to.
Whoever owns it at the moment. Internal';

-- Every object that is a part of a schema: what depends on the schema itself, whatever it is, and the parts of those kinds
-- that we know.
CREATE FUNCTION outlay.catalogue_members(schema oid) RETURNS TABLE (class oid, object oid)
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH relation AS MATERIALIZED (
		SELECT c.oid, c.reltoastrelid FROM outlay.schema_relations(schema) c
	)
	SELECT 'pg_namespace'::regclass::oid, schema
UNION
	SELECT d.classid, d.objid FROM pg_depend d WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = schema
UNION
	SELECT 'pg_class'::regclass, c.oid FROM relation c
UNION
	SELECT 'pg_type'::regclass, t.oid FROM outlay.schema_types(schema) t
UNION
	SELECT 'pg_constraint'::regclass, o.oid FROM outlay.schema_constraints(schema) o
UNION
	SELECT 'pg_trigger'::regclass, t.oid FROM relation c JOIN pg_trigger t ON t.tgrelid = c.oid
UNION
	SELECT 'pg_rewrite'::regclass, r.oid FROM relation c JOIN pg_rewrite r ON r.ev_class = c.oid
UNION
	SELECT 'pg_policy'::regclass, p.oid FROM relation c JOIN pg_policy p ON p.polrelid = c.oid;
END;
COMMENT ON FUNCTION outlay.catalogue_members(oid) IS 'Every object that is a part of a schema. Internal';

-- What no script of ours makes, as lines: parts of a schema of a kind that has none of the lines below, and what is not in
-- the schema but depends on something that is: a cast, an operator class elsewhere, an event trigger, a view of somebody's.
-- No list of kinds is behind it, so one that is not known yet is here too.
CREATE FUNCTION outlay.catalogue_strangers(schema oid) RETURNS SETOF text
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH member AS MATERIALIZED (
		SELECT m.class, m.object FROM outlay.catalogue_members(schema) m
	)
	SELECT format('object %s: "there"', outlay.catalogue_object(m.class, m.object, 0))
	FROM member m
	WHERE m.class NOT IN ('pg_namespace'::regclass, 'pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass,
						  'pg_constraint'::regclass, 'pg_trigger'::regclass, 'pg_rewrite'::regclass,
						  'pg_policy'::regclass, 'pg_statistic_ext'::regclass, 'pg_default_acl'::regclass, 'pg_publication_namespace'::regclass)
UNION
	SELECT format('dependent %s: "there"', outlay.catalogue_object(d.classid, d.objid, 0))
	FROM member m JOIN pg_depend d ON d.refclassid = m.class AND d.refobjid = m.object
	WHERE NOT EXISTS (SELECT FROM member o WHERE o.class = d.classid AND o.object = d.objid)
		-- A publication has lines of its own; a default and a toast table are parts of their table.
		AND d.classid NOT IN ('pg_publication_rel'::regclass, 'pg_publication_namespace'::regclass)
		AND NOT (d.classid = 'pg_attrdef'::regclass AND m.class = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
			AND d.objid IN (SELECT a.oid FROM pg_attrdef a WHERE a.adrelid = m.object))
		AND NOT (d.classid = 'pg_attrdef'::regclass AND d.deptype = 'n' AND EXISTS (SELECT FROM pg_attrdef a, member o
			WHERE a.oid = d.objid AND o.class = 'pg_class'::regclass AND o.object = a.adrelid))
		AND NOT (d.classid = 'pg_class'::regclass AND EXISTS (SELECT FROM pg_class c
			WHERE c.oid = m.object AND m.class = 'pg_class'::regclass AND c.reltoastrelid = d.objid))
UNION
	SELECT format('subscription to %I: "there"', c.relname)
	FROM outlay.schema_relations(schema) c JOIN pg_subscription_rel s ON s.srrelid = c.oid;
END;
COMMENT ON FUNCTION outlay.catalogue_strangers(oid) IS
'Lines of a catalogue: what is or depends on a part of a schema, not clonable.
Internal';

-- The same and, of the kinds that have lines, what has them but is not made either.
CREATE FUNCTION outlay.catalogue_unclonable(schema oid) RETURNS SETOF text
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT s FROM outlay.catalogue_strangers(schema) s
UNION ALL
	SELECT format('aggregate %s: "there"', p.oid::regprocedure) FROM outlay.schema_functions(schema) p WHERE p.prokind = 'a'
UNION ALL
	SELECT format('relation %I: "there"', c.relname)
	FROM outlay.schema_relations(schema) c WHERE c.relkind NOT IN ('r', 'p', 'i', 'I', 'S', 'v', 'm', 'c')
UNION ALL
	SELECT format('type %s: "there"', t.oid::regtype) FROM outlay.schema_types(schema) t
	WHERE t.typtype NOT IN ('c', 'd', 'e', 'r', 'm') AND NOT EXISTS (SELECT FROM pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid);
END;
COMMENT ON FUNCTION outlay.catalogue_unclonable(oid) IS
'Lines about what is in a schema, or depends on it, and cannot be cloned.
Internal';

CREATE FUNCTION outlay.catalogue_lines(schema oid) RETURNS SETOF text
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH owner AS (
		-- Where the role is gone, nothing belongs to it.
		SELECT coalesce(r.oid, 0::oid) AS oid, coalesce(r.rolsuper, false) AS is_superuser
		FROM outlay.schema_role(schema) name LEFT JOIN pg_roles r ON r.rolname = name
	), member AS MATERIALIZED (
		SELECT d.classid AS class, d.objid AS object FROM pg_depend d
		WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = schema
	), relation AS MATERIALIZED (
		SELECT c.* FROM outlay.schema_relations(schema) c
	), type AS MATERIALIZED (
		SELECT t.* FROM outlay.schema_types(schema) t
	), rule AS MATERIALIZED (
		SELECT o.* FROM outlay.schema_constraints(schema) o
	), object AS MATERIALIZED (
		SELECT m.class, m.object FROM outlay.catalogue_members(schema) m
	)
	SELECT format('schema: %s', jsonb_build_object('owner', n.nspowner = owner.oid, 'superuser', owner.is_superuser,
			'acl', outlay.catalogue_acl(n.nspacl, 'n', n.nspowner)))
	FROM pg_namespace n CROSS JOIN owner WHERE n.oid = schema
UNION ALL
	SELECT format('default privileges %s: %s', d.defaclobjtype,
				  to_jsonb(outlay.catalogue_acl(d.defaclacl, 'c', d.defaclrole)))
	FROM member m JOIN pg_default_acl d ON d.oid = m.object WHERE m.class = 'pg_default_acl'::regclass
UNION ALL
	SELECT format('relation %I: %s', c.relname, to_jsonb(c) - ARRAY[
			'oid', 'relname', 'relnamespace', 'reltype', 'relfilenode', 'relpages', 'reltuples', 'relallvisible',
			'relfrozenxid', 'relminmxid', 'relrewrite', 'relnatts', 'relhasindex', 'relhastriggers', 'relhasrules',
			'relhassubclass', 'relpartbound', 'relacl', 'relowner', 'reltoastrelid', 'reloftype', 'relam', 'reltablespace',
			'relchecks']
		- CASE WHEN c.relkind IN ('i', 'I') THEN '{relpersistence,reloptions}'::text[] ELSE '{}' END
		- CASE WHEN c.relkind = 'S' AND p.is_part THEN '{relpersistence}'::text[] ELSE '{}' END
		|| CASE WHEN c.relkind IN ('i', 'I') OR p.is_part THEN '{}' ELSE jsonb_build_object('owner', c.relowner = owner.oid) END
		|| jsonb_build_object(
			'typed', c.reloftype::regtype, 'toast_options', t.reloptions, 'am', (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam),
			'tablespace', (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
			'partition', pg_get_expr(c.relpartbound, c.oid), 'partition_key', pg_get_partkeydef(c.oid),
			'view', CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END,
			'acl', CASE c.relkind WHEN 'S' THEN outlay.catalogue_acl(c.relacl, 's', c.relowner)
				WHEN 'i' THEN NULL WHEN 'I' THEN NULL ELSE outlay.catalogue_acl(c.relacl, 'r', c.relowner) END))
	FROM relation c CROSS JOIN owner LEFT JOIN pg_class t ON t.oid = c.reltoastrelid,
		-- A sequence that belongs to a column.
		LATERAL (SELECT c.relkind = 'S' AND EXISTS (SELECT FROM pg_depend d
			WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
				AND d.deptype IN ('a', 'i')) AS is_part) p
UNION ALL
	SELECT format('column %I.%I: %s', c.relname, a.attname, to_jsonb(a) - ARRAY[
			'attrelid', 'attname', 'atttypid', 'attnum', 'attcacheoff', 'attcollation', 'attacl', 'attmissingval',
			'atthasmissing', 'attstattarget', 'attoptions', 'atthasdef']
		|| CASE WHEN c.relkind IN ('r', 'p') THEN '{}'
			ELSE jsonb_build_object('place', row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum)) END
		|| jsonb_build_object(
			'type', a.atttypid::regtype,
			'collation', NULLIF(a.attcollation, 0)::regcollation, 'acl', outlay.catalogue_acl(a.attacl, 'c', c.relowner),
			'default', pg_get_expr(d.adbin, d.adrelid), 'statistics', NULLIF(a.attstattarget, -1),
			'options', outlay.ddl_column_options(a.attoptions)))
	FROM relation c JOIN pg_attribute a ON a.attrelid = c.oid
		LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
	WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind NOT IN ('i', 'I', 'S')
UNION ALL
	SELECT format('sequence %I: %s', c.relname, to_jsonb(s) - ARRAY['seqrelid', 'seqtypid']
				  || jsonb_build_object('type', s.seqtypid::regtype))
	FROM relation c JOIN pg_sequence s ON s.seqrelid = c.oid
UNION ALL
	SELECT format('index %I: %s', c.relname, to_jsonb(i) - ARRAY[
			'indexrelid', 'indrelid', 'indkey', 'indcollation', 'indclass', 'indexprs', 'indpred', 'indcheckxmin']
		-- How it is stored is apart from what it is.
		|| jsonb_build_object('definition', replace(pg_get_indexdef(c.oid, 0, true), coalesce((
			SELECT ' WITH (' || string_agg(format('%I=%s', o.option_name, CASE quote_ident(o.option_value) WHEN o.option_value
				THEN o.option_value ELSE quote_literal(o.option_value) END), ', ') || ')'
			FROM pg_options_to_table(c.reloptions) o), ''), ''), 'reloptions', c.reloptions, 'statistics', (
			SELECT jsonb_object_agg(a.attnum, a.attstattarget) FROM pg_attribute a
			WHERE a.attrelid = c.oid AND a.attstattarget >= 0)))
	FROM relation c JOIN pg_index i ON i.indexrelid = c.oid
UNION ALL
	SELECT format('inheritance %s: %s %s', i.inhrelid::regclass, i.inhseqno, i.inhparent::regclass)
	FROM relation c JOIN pg_inherits i ON i.inhrelid = c.oid
UNION ALL
	SELECT format('constraint %I: %s', o.conname, to_jsonb(o) - ARRAY[
			'oid', 'conname', 'connamespace', 'conrelid', 'contypid', 'conindid', 'conparentid', 'confrelid', 'conkey',
			'confkey', 'conpfeqop', 'conppeqop', 'conffeqop', 'conexclop', 'conbin', 'confdelsetcols', 'connoinherit']
		|| jsonb_build_object(
			'no_inherit', o.contype = 'c' AND o.connoinherit,
			'table', NULLIF(o.conrelid, 0)::regclass, 'domain', NULLIF(o.contypid, 0)::regtype,
			'index', NULLIF(o.conindid, 0)::regclass, 'columns', outlay.catalogue_columns(o.conrelid, o.conkey),
			'key_operators', o.conpfeqop::regoperator[]::text, 'exclusion_operators', o.conexclop::regoperator[]::text,
			'parent', (SELECT p.conname FROM pg_constraint p WHERE p.oid = o.conparentid),
			-- Tables on which it is not enforced: ALTER TABLE … DISABLE TRIGGER ALL.
			'off', (SELECT jsonb_agg(DISTINCT t.tgrelid::regclass) FROM pg_trigger t
					WHERE t.tgconstraint = o.oid AND t.tgisinternal AND t.tgenabled <> 'O'),
			'definition', pg_get_constraintdef(o.oid)))
	FROM rule o
UNION ALL
	SELECT format('trigger %s on %I: %s', CASE WHEN t.tgisinternal THEN 'internal' ELSE quote_ident(t.tgname) END, c.relname,
		to_jsonb(t) - ARRAY[
			'oid', 'tgrelid', 'tgparentid', 'tgname', 'tgfoid', 'tgconstrrelid', 'tgconstrindid', 'tgconstraint',
			'tgattr', 'tgargs', 'tgqual']
		|| jsonb_build_object(
			'function', t.tgfoid::regprocedure, 'other', NULLIF(t.tgconstrrelid, 0)::regclass,
			'index', NULLIF(t.tgconstrindid, 0)::regclass,
			'constraint', (SELECT o.conname FROM pg_constraint o WHERE o.oid = t.tgconstraint AND o.contype = 'f'),
			'inherited', t.tgparentid <> 0,
			'definition', CASE WHEN NOT t.tgisinternal THEN pg_get_triggerdef(t.oid, true) END))
	FROM relation c JOIN pg_trigger t ON t.tgrelid = c.oid
UNION ALL
	SELECT format('policy %I on %I: %s', p.polname, c.relname, jsonb_build_object(
			'command', p.polcmd, 'permissive', p.polpermissive, 'using', pg_get_expr(p.polqual, p.polrelid),
			'check', pg_get_expr(p.polwithcheck, p.polrelid),
			'roles', (SELECT array_agg(CASE r WHEN owner.oid THEN 'OWNER' WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(r) END
									   ORDER BY r <> owner.oid, r)
					  FROM unnest(p.polroles) r)))
	FROM relation c CROSS JOIN owner JOIN pg_policy p ON p.polrelid = c.oid
UNION ALL
	SELECT format('rule %I on %I: %s', r.rulename, c.relname, jsonb_build_object(
			'event', r.ev_type, 'enabled', r.ev_enabled, 'instead', r.is_instead, 'definition', pg_get_ruledef(r.oid, true)))
	FROM relation c JOIN pg_rewrite r ON r.ev_class = c.oid
	WHERE r.rulename <> '_RETURN'
UNION ALL
	SELECT format('function %s: %s', p.oid::regprocedure, to_jsonb(p) - ARRAY[
			'oid', 'proname', 'pronamespace', 'proowner', 'prolang', 'provariadic', 'prosupport', 'prorettype',
			'proargtypes', 'proallargtypes', 'proargdefaults', 'protrftypes', 'prosqlbody', 'proconfig', 'proacl']
		|| jsonb_build_object(
			'owner', p.proowner = owner.oid, 'acl', outlay.catalogue_acl(p.proacl, 'f', p.proowner),
			'language', (SELECT l.lanname FROM pg_language l WHERE l.oid = p.prolang),
			'support', p.prosupport, 'arguments', pg_get_function_arguments(p.oid),
			'result', pg_get_function_result(p.oid), 'body', pg_get_function_sqlbody(p.oid),
			'settings', (SELECT array_agg(replace(s, current_setting('search_path'), 'CURRENT') ORDER BY s)
						 FROM unnest(p.proconfig) s)))
	FROM outlay.schema_functions(schema) p CROSS JOIN owner
UNION ALL
	SELECT format('type %s: %s', t.oid::regtype, to_jsonb(t) - ARRAY[
			'oid', 'typname', 'typnamespace', 'typowner', 'typrelid', 'typsubscript', 'typelem', 'typarray', 'typinput',
			'typoutput', 'typreceive', 'typsend', 'typmodin', 'typmodout', 'typanalyze', 'typbasetype', 'typcollation',
			'typdefaultbin', 'typacl']
		|| jsonb_build_object(
			'owner', t.typowner = owner.oid, 'acl', outlay.catalogue_acl(t.typacl, 'T', t.typowner),
			'of', NULLIF(t.typrelid, 0)::regclass, 'element', NULLIF(t.typelem, 0)::regtype,
			'base', NULLIF(t.typbasetype, 0)::regtype, 'collation', NULLIF(t.typcollation, 0)::regcollation,
			'input', t.typinput, 'labels', (SELECT array_agg(e.enumlabel ORDER BY e.enumsortorder)
											FROM pg_enum e WHERE e.enumtypid = t.oid),
			'range', (SELECT jsonb_build_array(r.rngsubtype::regtype, r.rngmultitypid::regtype,
											   NULLIF(r.rngcollation, 0)::regcollation, r.rngcanonical, r.rngsubdiff,
											   (SELECT o.opcname FROM pg_opclass o WHERE o.oid = r.rngsubopc))
					  FROM pg_range r WHERE r.rngtypid = t.oid)))
	FROM type t CROSS JOIN owner
UNION ALL
	SELECT format('statistics %I: %s', s.stxname, jsonb_build_object(
			'owner', s.stxowner = owner.oid, 'target', NULLIF(s.stxstattarget, -1),
			'definition', concat_ws(', ', (
				SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname) FROM unnest(s.stxkeys::smallint[]) k
					JOIN pg_attribute a ON a.attrelid = s.stxrelid AND a.attnum = k),
				array_to_string(pg_get_statisticsobjdef_expressions(s.oid), ', ')),
			'kinds', s.stxkind::text, 'table', s.stxrelid::regclass))
	FROM outlay.schema_statistics(schema) s CROSS JOIN owner
UNION ALL
	SELECT format('comment on %s: %s', CASE d.classoid WHEN 'pg_namespace'::regclass THEN 'schema'
				  ELSE outlay.catalogue_object(d.classoid, d.objoid, d.objsubid) END, to_jsonb(d.description))
	FROM object JOIN pg_description d ON d.classoid = object.class AND d.objoid = object.object
UNION ALL
	SELECT format('label on %s: %s', outlay.catalogue_object(d.classoid, d.objoid, d.objsubid),
				  to_jsonb(concat_ws(' ', d.provider, d.label)))
	FROM object JOIN pg_seclabel d ON d.classoid = object.class AND d.objoid = object.object
UNION ALL
	SELECT format('publication %I: %s', p.pubname, to_jsonb(quote_ident(c.relname)))
	FROM relation c JOIN pg_publication_rel r ON r.prrelid = c.oid JOIN pg_publication p ON p.oid = r.prpubid
UNION ALL
	SELECT format('publication %I: schema', p.pubname)
	FROM pg_publication_namespace r JOIN pg_publication p ON p.oid = r.pnpubid WHERE r.pnnspid = schema
UNION ALL
	SELECT DISTINCT format('dependency of %s: %s %s', outlay.catalogue_object(d.classid, d.objid, d.objsubid), d.deptype,
		CASE WHEN d.refclassid = 'pg_namespace'::regclass AND d.refobjid = schema THEN 'schema'
			ELSE outlay.catalogue_object(d.refclassid, d.refobjid, d.refobjsubid) END)
	FROM object JOIN pg_depend d ON d.classid = object.class AND d.objid = object.object
		LEFT JOIN pg_trigger t ON d.classid = 'pg_trigger'::regclass AND t.oid = d.objid AND t.tgisinternal
	WHERE d.classid <> 'pg_default_acl'::regclass
		-- A partition that was attached has these, one that was created in its place does not; it makes no difference.
		AND NOT (t.oid IS NOT NULL AND d.deptype IN ('P', 'S'))
UNION ALL
	-- What no line above is about still has one.
	SELECT s FROM outlay.catalogue_strangers(schema) s;
END;
COMMENT ON FUNCTION outlay.catalogue_lines(oid) IS
'Every catalogue row that a schema consists of, each a line of text. Internal';

CREATE FUNCTION outlay.schema_ddl(schema regnamespace)
RETURNS TABLE (ordinal integer, kind text, statement text)
LANGUAGE c STRICT
AS 'MODULE_PATHNAME', 'outlay_schema_ddl';
COMMENT ON FUNCTION outlay.schema_ddl(regnamespace) IS
'The statements that make an empty schema equal to the given one.
Rows included; the empty schema is first in search_path. For operators';

CREATE FUNCTION outlay.schema_catalogue(schema regnamespace) RETURNS SETOF text
LANGUAGE c STRICT
AS 'MODULE_PATHNAME', 'outlay_schema_catalogue';
COMMENT ON FUNCTION outlay.schema_catalogue(regnamespace) IS
'A line for every catalogue row that a schema consists of.
Two schemas are equal when their lines are. For operators';

CREATE FUNCTION outlay.schema_fingerprint(schema regnamespace) RETURNS text
LANGUAGE sql STRICT
BEGIN ATOMIC
	SELECT encode(sha256(convert_to(string_agg(line, E'\n' ORDER BY line COLLATE "C"), 'UTF8')), 'hex')
	FROM outlay.schema_catalogue(schema) line;
END;
COMMENT ON FUNCTION outlay.schema_fingerprint(regnamespace) IS
'SHA-256 of schema_catalogue(): equal for two schemas when their catalogues are.
For operators';
