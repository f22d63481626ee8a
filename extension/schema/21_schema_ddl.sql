-- From the catalogue of a schema to the DDL that makes an empty schema equal to it: the pieces. C code
-- (schema_ddl.c) calls these with search_path set to the schema, so PostgreSQL's own deparsers leave its name out,
-- puts the pieces in the order of their dependencies, and adds the rows.
--
-- What is not printed here is not lost: a template is only accepted when the clone's catalogue is equal (22_*.sql).
-- All functions are of the BEGIN ATOMIC kind: what they refer to was decided when they were created.

-- The members of a schema. pg_class and its like have no index that begins with the schema, so they are found by that
-- of pg_depend: with ten thousand organizations it matters.
CREATE FUNCTION outlay.schema_members(schema oid, class regclass) RETURNS SETOF oid
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT d.objid FROM pg_depend d
	WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = schema AND d.classid = class;
END;

-- Tables, views and sequences; indexes, which depend on their tables; composite types, which depend on a row of pg_type.
CREATE FUNCTION outlay.schema_relations(schema oid) RETURNS SETOF pg_class
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT c.* FROM outlay.schema_members(schema, 'pg_class') m JOIN pg_class c ON c.oid = m
UNION ALL
	SELECT c.* FROM outlay.schema_members(schema, 'pg_class') m JOIN pg_index i ON i.indrelid = m
		JOIN pg_class c ON c.oid = i.indexrelid
UNION ALL
	SELECT c.* FROM outlay.schema_members(schema, 'pg_type') m JOIN pg_type t ON t.oid = m JOIN pg_class c ON c.oid = t.typrelid;
END;

-- Types that were created as such; the multiranges of ranges; the row types of tables; the array types of all of these.
CREATE FUNCTION outlay.schema_types(schema oid) RETURNS SETOF pg_type
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH type AS MATERIALIZED (
		SELECT t.* FROM outlay.schema_members(schema, 'pg_type') m JOIN pg_type t ON t.oid = m
	UNION ALL
		SELECT t.* FROM outlay.schema_members(schema, 'pg_type') m JOIN pg_range r ON r.rngtypid = m
			JOIN pg_type t ON t.oid = r.rngmultitypid
	UNION ALL
		SELECT t.* FROM outlay.schema_members(schema, 'pg_class') m JOIN pg_class c ON c.oid = m JOIN pg_type t ON t.oid = c.reltype
	)
	SELECT t.* FROM type t
UNION ALL
	SELECT a.* FROM type t JOIN pg_type a ON a.oid = t.typarray;
END;

-- Constraints of tables and of domains. Nearly all rows have no domain, hence OFFSET 0: the planner would read them all.
CREATE FUNCTION outlay.schema_constraints(schema oid) RETURNS SETOF pg_constraint
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT o.* FROM outlay.schema_members(schema, 'pg_class') m JOIN pg_constraint o ON o.conrelid = m
UNION ALL
	SELECT o.* FROM outlay.schema_members(schema, 'pg_type') m,
		LATERAL (SELECT * FROM pg_constraint WHERE contypid = m OFFSET 0) o;
END;

CREATE FUNCTION outlay.schema_functions(schema oid) RETURNS SETOF pg_proc
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT p.* FROM outlay.schema_members(schema, 'pg_proc') m JOIN pg_proc p ON p.oid = m;
END;

CREATE FUNCTION outlay.schema_statistics(schema oid) RETURNS SETOF pg_statistic_ext
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT s.* FROM outlay.schema_members(schema, 'pg_statistic_ext') m JOIN pg_statistic_ext s ON s.oid = m;
END;

COMMENT ON FUNCTION outlay.schema_members(oid, regclass) IS 'Objects of one catalogue that depend on a schema. Internal';
COMMENT ON FUNCTION outlay.schema_relations(oid) IS 'Tables, views, sequences, indexes and composite types of a schema. Internal';
COMMENT ON FUNCTION outlay.schema_types(oid) IS 'Types of a schema, with row, array and multirange types. Internal';
COMMENT ON FUNCTION outlay.schema_constraints(oid) IS 'Constraints of the tables and domains of a schema. Internal';
COMMENT ON FUNCTION outlay.schema_functions(oid) IS 'Functions and procedures of a schema. Internal';
COMMENT ON FUNCTION outlay.schema_statistics(oid) IS 'Extended statistics of a schema. Internal';

-- How a role is named in DDL that is run by the owner of the schema.
CREATE FUNCTION outlay.ddl_role(role oid, owner oid) RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT CASE role WHEN owner THEN 'CURRENT_USER' WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END;
END;
COMMENT ON FUNCTION outlay.ddl_role(oid, oid) IS
'How a role is named in DDL that is run by the owner of the schema. Internal';

-- Storage options as they stand in WITH (…), NULL for none.
CREATE FUNCTION outlay.ddl_options(options text[], prefix text DEFAULT '') RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT string_agg(format('%s%I = %L', prefix, option_name, option_value), ', ') FROM pg_options_to_table(options);
END;
COMMENT ON FUNCTION outlay.ddl_options(text[], text) IS
'Storage options as they stand in WITH (…), NULL for none. Internal';

-- The options of a column that ALTER TABLE sets; minor releases of PostgreSQL keep notes of their own beside them.
CREATE FUNCTION outlay.ddl_column_options(options text[]) RETURNS text[]
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT array_agg(option ORDER BY option) FROM unnest(options) option
	WHERE starts_with(option, 'n_distinct=') OR starts_with(option, 'n_distinct_inherited=');
END;
COMMENT ON FUNCTION outlay.ddl_column_options(text[]) IS
'The options of a column that ALTER TABLE sets.
Minor releases of PostgreSQL keep notes of their own beside them. Internal';

-- A collation where it is not the type's own, with a leading blank.
CREATE FUNCTION outlay.ddl_collation(used oid, type oid) RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT format(' COLLATE %s', c.oid::regcollation)
	FROM pg_collation c JOIN pg_type t ON t.oid = type
	WHERE c.oid = used AND used <> t.typcollation;
END;
COMMENT ON FUNCTION outlay.ddl_collation(oid, oid) IS
'A collation where it is not the type''s own, with a leading blank. Internal';

-- Options of a sequence, but for its type, which an identity column has from the column.
CREATE FUNCTION outlay.ddl_sequence(sequence oid) RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT format('START WITH %s INCREMENT BY %s MINVALUE %s MAXVALUE %s CACHE %s%s', seqstart, seqincrement, seqmin,
				  seqmax, seqcache, CASE WHEN seqcycle THEN ' CYCLE' ELSE '' END)
	FROM pg_sequence
	WHERE seqrelid = sequence;
END;
COMMENT ON FUNCTION outlay.ddl_sequence(oid) IS
'Options of a sequence, except its type.
An identity column has that from the column. Internal';

-- Grants that turn an object's default privileges into the given ones. Type is that of acldefault().
CREATE FUNCTION outlay.ddl_grants(kind text, object text, acl aclitem[], type "char", owner oid) RETURNS SETOF text
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH wanted AS (
		SELECT grantee, privilege_type, is_grantable FROM aclexplode(acl)
	), granted AS (
		SELECT grantee, privilege_type, is_grantable FROM aclexplode(acldefault(type, owner))
	), revoked AS (
		SELECT DISTINCT grantee FROM (SELECT grantee, privilege_type FROM granted
									  EXCEPT SELECT grantee, privilege_type FROM wanted) missing
		WHERE acl IS NOT NULL
	)
	SELECT format('REVOKE ALL ON %s %s FROM %s', kind, object, outlay.ddl_role(grantee, owner)) FROM revoked
	UNION ALL
	SELECT format('GRANT %s ON %s %s TO %s%s', string_agg(privilege_type, ', ' ORDER BY privilege_type), kind, object,
				  outlay.ddl_role(grantee, owner), CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
	FROM wanted w
	WHERE grantee IN (SELECT r.grantee FROM revoked r)
		OR NOT EXISTS (SELECT FROM granted g WHERE g.grantee = w.grantee AND g.privilege_type = w.privilege_type
										   AND g.is_grantable = w.is_grantable)
	GROUP BY grantee, is_grantable;
END;
COMMENT ON FUNCTION outlay.ddl_grants(text, text, aclitem[], "char", oid) IS
'Grants that turn an object''s default privileges into the given ones.
Type is that of acldefault(). Internal';

-- The columns of a table that are its own (not inherited), with defaults and identities.
CREATE FUNCTION outlay.ddl_columns(relation oid) RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT string_agg(concat(
			quote_ident(a.attname), ' ', format_type(a.atttypid, a.atttypmod),
			CASE a.attcompression WHEN 'p' THEN ' COMPRESSION pglz' WHEN 'l' THEN ' COMPRESSION lz4' END,
			outlay.ddl_collation(a.attcollation, a.atttypid),
			CASE WHEN a.attnotnull THEN ' NOT NULL' END,
			CASE WHEN a.attgenerated = 's' THEN format(' GENERATED ALWAYS AS (%s) STORED', pg_get_expr(d.adbin, d.adrelid))
				 WHEN d.oid IS NOT NULL THEN format(' DEFAULT %s', pg_get_expr(d.adbin, d.adrelid)) END,
			CASE WHEN a.attidentity <> '' THEN
				format(' GENERATED %s AS IDENTITY (SEQUENCE NAME %I %s)',
					   CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, s.relname, outlay.ddl_sequence(s.oid))
			END), ', ' ORDER BY a.attnum)
	FROM pg_attribute a
		JOIN pg_class c ON c.oid = a.attrelid
		LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
		LEFT JOIN pg_depend p ON a.attidentity <> '' AND p.classid = 'pg_class'::regclass AND p.deptype = 'i'
			AND p.refclassid = 'pg_class'::regclass AND p.refobjid = a.attrelid AND p.refobjsubid = a.attnum
		LEFT JOIN pg_class s ON s.oid = p.objid AND s.relkind = 'S'
	WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped AND (a.attislocal OR c.relispartition);
END;
COMMENT ON FUNCTION outlay.ddl_columns(oid) IS
'The columns of a table that are its own, with defaults and identities.
Inherited ones are left out. Internal';

-- The constraints that stand in CREATE TABLE: all valid ones but foreign keys, which need the other table.
CREATE FUNCTION outlay.ddl_constraints(relation oid) RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT string_agg(format('CONSTRAINT %I %s', o.conname, pg_get_constraintdef(o.oid)), ', '
					  ORDER BY o.contype = 'c', o.conname)
	FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid
	WHERE o.conrelid = relation AND o.contype IN ('c', 'p', 'u', 'x') AND o.convalidated
		AND (o.conislocal OR c.relispartition);
END;
COMMENT ON FUNCTION outlay.ddl_constraints(oid) IS
'The constraints that stand in CREATE TABLE: all valid ones except foreign keys.
Those need the other table. Internal';

-- What CREATE has no words for, as ALTER.
CREATE FUNCTION outlay.ddl_settings(schema oid)
RETURNS TABLE (class oid, object oid, relation oid, kind text, head text, tail text)
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH setting AS (
		SELECT 'pg_class'::regclass AS class, c.oid AS object, c.oid AS relation,
			format('ALTER SEQUENCE %I OWNED BY %s.%I', c.relname, d.refobjid::regclass, a.attname) AS statement
		FROM outlay.schema_relations(schema) c
			JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'a'
				AND d.refclassid = 'pg_class'::regclass
			JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
		WHERE c.relkind = 'S'
	UNION ALL
		SELECT 'pg_class'::regclass, c.oid, c.oid,
			format('ALTER TABLE %I ALTER COLUMN %I %s', c.relname, a.attname, s.setting)
		FROM outlay.schema_relations(schema) c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
			LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum AND c.relkind = 'v',
			LATERAL (VALUES
				(CASE WHEN c.relkind IN ('r', 'p', 'm') AND a.attstorage <> t.typstorage THEN
					'SET STORAGE ' || CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
														WHEN 'x' THEN 'EXTENDED' ELSE 'MAIN' END END),
				('SET STATISTICS ' || NULLIF(a.attstattarget, -1)),
				('SET (' || outlay.ddl_options(outlay.ddl_column_options(a.attoptions)) || ')'),
				('SET DEFAULT ' || pg_get_expr(d.adbin, d.adrelid))) s (setting)
		WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'm', 'v')
			AND s.setting IS NOT NULL
	UNION ALL
		SELECT 'pg_class'::regclass, c.oid, c.oid, format('ALTER TABLE %I %s', c.relname, s.setting)
		FROM outlay.schema_relations(schema) c, LATERAL (VALUES
			(CASE WHEN c.relrowsecurity THEN 'ENABLE ROW LEVEL SECURITY' END),
			(CASE WHEN c.relforcerowsecurity THEN 'FORCE ROW LEVEL SECURITY' END),
			(CASE c.relreplident WHEN 'f' THEN 'REPLICA IDENTITY FULL' WHEN 'n' THEN 'REPLICA IDENTITY NOTHING' END)) s (setting)
		WHERE c.relkind IN ('r', 'p') AND s.setting IS NOT NULL
	UNION ALL
		SELECT 'pg_class'::regclass, c.oid, c.oid, s.setting
		FROM outlay.schema_relations(schema) c JOIN pg_index i ON i.indexrelid = c.oid
			LEFT JOIN pg_attribute a ON a.attrelid = c.oid
			LEFT JOIN pg_constraint o ON o.conindid = c.oid AND o.conrelid = i.indrelid AND o.contype IN ('p', 'u', 'x'),
			LATERAL (VALUES
				(CASE WHEN i.indisclustered AND a.attnum = 1 THEN
					format('ALTER TABLE %s CLUSTER ON %I', i.indrelid::regclass, c.relname) END),
				(CASE WHEN i.indisreplident AND a.attnum = 1 THEN
					format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', i.indrelid::regclass, c.relname) END),
				(CASE WHEN o.oid IS NOT NULL AND a.attnum = 1 THEN
					format('ALTER INDEX %I SET (', c.relname) || outlay.ddl_options(c.reloptions) || ')' END),
				(format('ALTER INDEX %I ALTER COLUMN %s ', c.relname, a.attnum) ||
					'SET STATISTICS ' || NULLIF(a.attstattarget, -1))) s (setting)
		WHERE s.setting IS NOT NULL
	UNION ALL
		SELECT 'pg_trigger'::regclass, t.oid, t.tgrelid,
			format('ALTER TABLE %s %s TRIGGER %I', t.tgrelid::regclass,
				   CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, t.tgname)
		FROM pg_trigger t JOIN outlay.schema_relations(schema) c ON c.oid = t.tgrelid
		WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgenabled <> 'O'
	UNION ALL
		SELECT 'pg_rewrite'::regclass, r.oid, r.ev_class,
			format('ALTER TABLE %s %s RULE %I', r.ev_class::regclass,
				   CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, r.rulename)
		FROM pg_rewrite r JOIN outlay.schema_relations(schema) c ON c.oid = r.ev_class
		WHERE r.rulename <> '_RETURN' AND r.ev_enabled <> 'O'
	UNION ALL
		SELECT 'pg_statistic_ext'::regclass, s.oid, s.stxrelid,
			format('ALTER STATISTICS %I SET STATISTICS %s', s.stxname, s.stxstattarget)
		FROM outlay.schema_statistics(schema) s
		WHERE s.stxstattarget <> -1
	)
	SELECT class, object, relation, 'setting', statement, NULL::text FROM setting;
END;
COMMENT ON FUNCTION outlay.ddl_settings(oid) IS
'What CREATE has no words for, as ALTER. Internal';

-- How COMMENT names every object of a schema, and the schema itself, for which the word tenant stands.
CREATE FUNCTION outlay.ddl_labels(schema oid) RETURNS TABLE (class oid, object oid, part integer, label text)
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT 'pg_namespace'::regclass, n.oid, 0, 'SCHEMA tenant' FROM pg_namespace n WHERE n.oid = schema
UNION ALL
	SELECT 'pg_class'::regclass, c.oid, 0,
		format('%s %I', CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
			WHEN 'i' THEN 'INDEX' WHEN 'I' THEN 'INDEX' ELSE 'TABLE' END, c.relname)
	FROM outlay.schema_relations(schema) c
UNION ALL
	SELECT 'pg_class'::regclass, c.oid, a.attnum, format('COLUMN %I.%I', c.relname, a.attname)
	FROM outlay.schema_relations(schema) c JOIN pg_attribute a ON a.attrelid = c.oid
	WHERE a.attnum > 0
UNION ALL
	SELECT 'pg_type'::regclass, t.oid, 0, format('%s %I', CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, t.typname)
	FROM outlay.schema_types(schema) t
UNION ALL
	SELECT 'pg_proc'::regclass, p.oid, 0,
		format('%s %s', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, p.oid::regprocedure)
	FROM outlay.schema_functions(schema) p WHERE p.prokind <> 'a'
UNION ALL
	SELECT 'pg_constraint'::regclass, o.oid, 0,
		CASE WHEN o.contypid <> 0 THEN format('CONSTRAINT %I ON DOMAIN %s', o.conname, o.contypid::regtype)
			ELSE format('CONSTRAINT %I ON %s', o.conname, o.conrelid::regclass) END
	FROM outlay.schema_constraints(schema) o
UNION ALL
	SELECT 'pg_trigger'::regclass, t.oid, 0, format('TRIGGER %I ON %I', t.tgname, c.relname)
	FROM pg_trigger t JOIN outlay.schema_relations(schema) c ON c.oid = t.tgrelid
UNION ALL
	SELECT 'pg_rewrite'::regclass, r.oid, 0, format('RULE %I ON %I', r.rulename, c.relname)
	FROM pg_rewrite r JOIN outlay.schema_relations(schema) c ON c.oid = r.ev_class
UNION ALL
	SELECT 'pg_policy'::regclass, p.oid, 0, format('POLICY %I ON %I', p.polname, c.relname)
	FROM pg_policy p JOIN outlay.schema_relations(schema) c ON c.oid = p.polrelid
UNION ALL
	SELECT 'pg_statistic_ext'::regclass, s.oid, 0, format('STATISTICS %I', s.stxname)
	FROM outlay.schema_statistics(schema) s;
END;
COMMENT ON FUNCTION outlay.ddl_labels(oid) IS
'How COMMENT names every object of a schema, and the schema itself. Internal';

-- Privileges: of the schema, its relations, columns, functions and types, and those that later objects will have.
CREATE FUNCTION outlay.ddl_privileges(schema oid)
RETURNS TABLE (class oid, object oid, relation oid, kind text, head text, tail text)
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH privileges AS (
		SELECT 'pg_namespace'::regclass AS class, n.oid AS object, g.statement
		FROM pg_namespace n, outlay.ddl_grants('SCHEMA', 'tenant', n.nspacl, 'n', n.nspowner) g (statement)
		WHERE n.oid = schema
	UNION ALL
		SELECT 'pg_class'::regclass, c.oid, g.statement
		FROM outlay.schema_relations(schema) c, outlay.ddl_grants(CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, quote_ident(c.relname),
			c.relacl, CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner) g (statement)
		WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')
	UNION ALL
		SELECT 'pg_class'::regclass, c.oid,
			format('GRANT %s (%I) ON TABLE %I TO %s%s', g.privilege_type, a.attname, c.relname,
				   outlay.ddl_role(g.grantee, c.relowner), CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
		FROM outlay.schema_relations(schema) c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) g
		WHERE a.attnum > 0 AND NOT a.attisdropped
	UNION ALL
		SELECT 'pg_proc'::regclass, p.oid, g.statement
		FROM outlay.schema_functions(schema) p, outlay.ddl_grants('ROUTINE', p.oid::regprocedure::text, p.proacl, 'f', p.proowner) g (statement)
		WHERE p.prokind <> 'a'
	UNION ALL
		SELECT 'pg_type'::regclass, t.oid, g.statement
		FROM outlay.schema_types(schema) t, outlay.ddl_grants('TYPE', quote_ident(t.typname), t.typacl, 'T', t.typowner) g (statement)
	UNION ALL
		SELECT 'pg_default_acl'::regclass, d.oid,
			format('ALTER DEFAULT PRIVILEGES IN SCHEMA tenant GRANT %s ON %s TO %s%s', g.privilege_type,
				   CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'ROUTINES'
					   ELSE 'TYPES' END, outlay.ddl_role(g.grantee, n.nspowner),
				   CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
		FROM pg_default_acl d JOIN pg_namespace n ON n.oid = d.defaclnamespace, aclexplode(d.defaclacl) g
		WHERE d.defaclnamespace = schema AND d.defaclrole = n.nspowner
	)
	SELECT class, object, 0::oid, 'privilege', statement, NULL::text FROM privileges;
END;
COMMENT ON FUNCTION outlay.ddl_privileges(oid) IS
'Privileges of a schema, of what is in it, and of what later objects will have.
Of its relations, columns, functions and types. Internal';

-- Every piece of DDL of a schema. Phase: the order where dependencies decide nothing. Class and object: what the
-- piece creates or, after phase 1, what must be there before it. Kind tells schema_ddl.c how to use the texts.
CREATE FUNCTION outlay.ddl_pieces(schema oid)
RETURNS TABLE (phase integer, class oid, object oid, relation oid, kind text, head text, tail text)
LANGUAGE sql STABLE
BEGIN ATOMIC
	-- Types
	SELECT 1, 'pg_type'::regclass, t.oid, 0::oid, 'type',
		format('CREATE TYPE %I AS ENUM (%s)', t.typname,
			   (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
				FROM pg_enum e WHERE e.enumtypid = t.oid)), NULL::text
	FROM outlay.schema_types(schema) t
	WHERE t.typtype = 'e'
UNION ALL
	SELECT 1, 'pg_type'::regclass, t.oid, 0, 'type',
		format('CREATE TYPE %I AS (%s)', t.typname,
			   (SELECT string_agg(format('%I %s%s', a.attname, format_type(a.atttypid, a.atttypmod),
										 outlay.ddl_collation(a.attcollation, a.atttypid)), ', ' ORDER BY a.attnum)
				FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)), NULL
	FROM outlay.schema_types(schema) t JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
	WHERE t.typtype = 'c'
UNION ALL
	SELECT 1, 'pg_type'::regclass, t.oid, 0, 'type',
		format('CREATE TYPE %I AS RANGE (%s)', t.typname,
			   concat_ws(', ', format('SUBTYPE = %s', format_type(r.rngsubtype, NULL)),
						 format('SUBTYPE_OPCLASS = %I.%I', n.nspname, o.opcname),
						 'COLLATION = ' || NULLIF(r.rngcollation, 0)::regcollation,
						 'SUBTYPE_DIFF = ' || NULLIF(r.rngsubdiff, 0),
						 format('MULTIRANGE_TYPE_NAME = %I', m.typname))), NULL
	FROM outlay.schema_types(schema) t JOIN pg_range r ON r.rngtypid = t.oid
		JOIN pg_type m ON m.oid = r.rngmultitypid
		JOIN pg_opclass o ON o.oid = r.rngsubopc
		JOIN pg_namespace n ON n.oid = o.opcnamespace
	WHERE t.typtype = 'r'
UNION ALL
	SELECT 1, 'pg_type'::regclass, t.oid, 0, 'type',
		concat(format('CREATE DOMAIN %I AS %s', t.typname, format_type(t.typbasetype, t.typtypmod)),
			   outlay.ddl_collation(t.typcollation, t.typbasetype),
			   ' DEFAULT ' || t.typdefault, CASE WHEN t.typnotnull THEN ' NOT NULL' END,
			   (SELECT string_agg(format(' CONSTRAINT %I %s', o.conname, pg_get_constraintdef(o.oid)), '' ORDER BY o.conname)
				FROM pg_constraint o WHERE o.contypid = t.oid AND o.contype = 'c' AND o.convalidated)), NULL
	FROM outlay.schema_types(schema) t
	WHERE t.typtype = 'd'
UNION ALL
	-- Functions and procedures; pg_get_functiondef() qualifies their names.
	SELECT 1, 'pg_proc'::regclass, p.oid, 0, 'function',
		replace(format('CREATE %s %s', k.word, substr(pg_get_functiondef(p.oid),
				length(format('CREATE OR REPLACE %s %I.', k.word, n.nspname)) + 1)),
				E'\n SET search_path TO ' || (SELECT string_agg(quote_literal(btrim(s)), ', ')
					FROM string_to_table(current_setting('search_path'), ',') s), E'\n SET search_path FROM CURRENT'), NULL
	FROM outlay.schema_functions(schema) p JOIN pg_namespace n ON n.oid = p.pronamespace,
		LATERAL (SELECT CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END AS word) k
	WHERE p.prokind <> 'a' AND NOT EXISTS (
		-- a range's constructor
		SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
UNION ALL
	-- Sequences but those of identity columns
	SELECT 1, 'pg_class'::regclass, c.oid, 0, 'sequence',
		format('CREATE SEQUENCE %I AS %s %s', c.relname, format_type(s.seqtypid, NULL), outlay.ddl_sequence(c.oid)), NULL
	FROM outlay.schema_relations(schema) c JOIN pg_sequence s ON s.seqrelid = c.oid
	WHERE NOT EXISTS (
		SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i')
UNION ALL
	-- Tables; foreign keys go between head and tail.
	SELECT 1, 'pg_class'::regclass, c.oid, 0, 'table',
		format('CREATE %sTABLE %I (%s', CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END, c.relname,
			   concat_ws(', ', outlay.ddl_columns(c.oid), outlay.ddl_constraints(c.oid))),
		concat(')',
			   (SELECT format(' INHERITS (%s)', string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno))
				FROM pg_inherits i WHERE i.inhrelid = c.oid AND NOT c.relispartition HAVING count(*) > 0),
			   ' PARTITION BY ' || pg_get_partkeydef(c.oid),
			   ' USING ' || quote_ident(m.amname),
			   ' WITH (' || NULLIF(concat_ws(', ', outlay.ddl_options(c.reloptions),
											outlay.ddl_options(t.reloptions, 'toast.')), '') || ')',
			   ' TABLESPACE ' || quote_ident(s.spcname))
	FROM outlay.schema_relations(schema) c
		LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
		LEFT JOIN pg_am m ON m.oid = c.relam AND m.amname <> current_setting('default_table_access_method')
		LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
	WHERE c.relkind IN ('r', 'p')
UNION ALL
	SELECT 1, 'pg_constraint'::regclass, o.oid, o.conrelid, 'foreign key',
		format('CONSTRAINT %I %s', o.conname, pg_get_constraintdef(o.oid)),
		format('ALTER TABLE %s ADD', o.conrelid::regclass)
	FROM outlay.schema_constraints(schema) o LEFT JOIN pg_constraint p ON p.oid = o.conparentid
	WHERE o.contype = 'f' AND o.convalidated AND o.conrelid IS DISTINCT FROM p.conrelid
UNION ALL
	SELECT 1, 'pg_class'::regclass, c.oid, 0, 'view',
		concat(format('CREATE %s %I (%s)', k.word, c.relname,
					  (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
					   FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0)),
			   ' USING ' || quote_ident(m.amname),
			   ' WITH (' || outlay.ddl_options(c.reloptions) || ')', ' TABLESPACE ' || quote_ident(s.spcname),
			   ' AS ', rtrim(pg_get_viewdef(c.oid, true), ';'), CASE c.relkind WHEN 'm' THEN ' WITH NO DATA' END), NULL
	FROM outlay.schema_relations(schema) c
		LEFT JOIN pg_am m ON m.oid = c.relam AND m.amname <> current_setting('default_table_access_method')
		LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace,
		LATERAL (SELECT CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END AS word) k
	WHERE c.relkind IN ('v', 'm')
UNION ALL
	-- Indexes but those of constraints
	SELECT 2, 'pg_class'::regclass, c.oid, i.indrelid, 'index', pg_get_indexdef(c.oid, 0, true), NULL
	FROM outlay.schema_relations(schema) c JOIN pg_index i ON i.indexrelid = c.oid
	WHERE NOT EXISTS (
		SELECT FROM pg_constraint o WHERE o.conindid = c.oid AND o.contype IN ('p', 'u', 'x') AND o.conrelid = i.indrelid)
UNION ALL
	SELECT 3, 'pg_class'::regclass, c.oid, 0, 'partition',
		format('ALTER TABLE %s ATTACH PARTITION %I %s', i.inhparent::regclass, c.relname,
			   pg_get_expr(c.relpartbound, c.oid)), NULL
	FROM outlay.schema_relations(schema) c JOIN pg_inherits i ON i.inhrelid = c.oid
	WHERE c.relispartition AND c.relkind IN ('r', 'p')
UNION ALL
	-- Rows and positions of sequences: C reads them with these texts.
	SELECT 4, 'pg_class'::regclass, c.oid, 0, 'rows',
		format('INSERT INTO %I (%s)%s VALUES ', c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
			   CASE WHEN bool_or(a.attidentity = 'a') THEN ' OVERRIDING SYSTEM VALUE' ELSE '' END),
		format('SELECT %s FROM ONLY %I ORDER BY ctid', string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum), c.relname)
	FROM outlay.schema_relations(schema) c JOIN pg_attribute a ON a.attrelid = c.oid
	WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
	GROUP BY c.oid, c.relname
UNION ALL
	SELECT 4, 'pg_class'::regclass, c.oid, 0, 'position', NULL,
		format('SELECT pg_catalog.format(''SELECT setval(%%L, %%s, %%L)'', %L, last_value, is_called) FROM %I '
			   'WHERE is_called OR last_value OPERATOR(pg_catalog.<>) %s', quote_ident(c.relname), c.relname, s.seqstart)
	FROM outlay.schema_relations(schema) c JOIN pg_sequence s ON s.seqrelid = c.oid
UNION ALL
	SELECT 6, 'pg_constraint'::regclass, o.oid, o.conrelid, 'constraint',
		CASE WHEN o.contypid <> 0 THEN format('ALTER DOMAIN %s ADD CONSTRAINT %I %s', o.contypid::regtype, o.conname,
											  pg_get_constraintdef(o.oid))
			ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', o.conrelid::regclass, o.conname, pg_get_constraintdef(o.oid))
		END, NULL
	FROM outlay.schema_constraints(schema) o
	WHERE o.contype IN ('c', 'f') AND NOT o.convalidated
UNION ALL
	SELECT 7, 'pg_trigger'::regclass, t.oid, t.tgrelid, 'trigger', pg_get_triggerdef(t.oid, true), NULL
	FROM pg_trigger t JOIN outlay.schema_relations(schema) c ON c.oid = t.tgrelid
	WHERE NOT t.tgisinternal AND t.tgparentid = 0
UNION ALL
	SELECT 7, 'pg_rewrite'::regclass, r.oid, r.ev_class, 'rule', rtrim(pg_get_ruledef(r.oid, true), ';'), NULL
	FROM pg_rewrite r JOIN outlay.schema_relations(schema) c ON c.oid = r.ev_class
	WHERE r.rulename <> '_RETURN'
UNION ALL
	SELECT 7, 'pg_policy'::regclass, p.oid, p.polrelid, 'policy',
		concat(format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', p.polname, p.polrelid::regclass,
					  CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
					  CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
						  WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
					  (SELECT string_agg(outlay.ddl_role(r, n.nspowner), ', ') FROM unnest(p.polroles) r)),
			   ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
			   ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'), NULL
	FROM pg_policy p JOIN outlay.schema_relations(schema) c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
UNION ALL
	SELECT 7, 'pg_statistic_ext'::regclass, s.oid, s.stxrelid, 'statistics',
		'CREATE STATISTICS ' || substr(pg_get_statisticsobjdef(s.oid),
									   length(format('CREATE STATISTICS %I.', n.nspname)) + 1), NULL
	FROM outlay.schema_statistics(schema) s JOIN pg_namespace n ON n.oid = s.stxnamespace
UNION ALL
	SELECT 8, p.* FROM outlay.ddl_settings(schema) p
UNION ALL
	SELECT 9, l.class, l.object, 0, 'comment',
		format('COMMENT ON %s IS %L', l.label, d.description), NULL
	FROM outlay.ddl_labels(schema) l
		JOIN pg_description d ON d.classoid = l.class AND d.objoid = l.object AND d.objsubid = l.part
UNION ALL
	SELECT CASE WHEN starts_with(p.head, 'REVOKE') THEN 10 ELSE 11 END, p.* FROM outlay.ddl_privileges(schema) p
UNION ALL
	SELECT 12, 'pg_class'::regclass, c.oid, 0, 'refresh', format('REFRESH MATERIALIZED VIEW %I', c.relname), NULL
	FROM outlay.schema_relations(schema) c
	WHERE c.relkind = 'm' AND c.relispopulated;
END;
COMMENT ON FUNCTION outlay.ddl_pieces(oid) IS
'Every piece of DDL of a schema.
Phase: the order where dependencies decide nothing. Class and object: what the piece creates or, after phase 1, what
must be there before it. Kind tells schema_ddl.c how to use the texts. Internal';

-- Which object of a schema needs which other one first. Parts count as what they are printed with: a default or a key
-- as its table, an array type as its element type, the row type as its table, a view's rule as the view.
CREATE FUNCTION outlay.ddl_dependencies(schema oid)
RETURNS TABLE (class oid, object oid, needs_class oid, needs_object oid)
LANGUAGE sql STABLE
BEGIN ATOMIC
	WITH part (class, object, of_class, of_object) AS MATERIALIZED (
		SELECT 'pg_attrdef'::regclass, d.oid, 'pg_class'::regclass, d.adrelid
		FROM pg_attrdef d JOIN outlay.schema_relations(schema) c ON c.oid = d.adrelid
	UNION ALL
		SELECT 'pg_constraint'::regclass, o.oid,
			CASE WHEN o.contypid <> 0 THEN 'pg_type'::regclass ELSE 'pg_class'::regclass END,
			CASE WHEN o.contypid <> 0 THEN o.contypid ELSE o.conrelid END
		FROM outlay.schema_constraints(schema) o WHERE o.contype <> 'f' AND o.convalidated
	UNION ALL
		SELECT 'pg_class'::regclass, o.conindid, 'pg_class'::regclass, o.conrelid
		FROM outlay.schema_constraints(schema) o WHERE o.contype IN ('p', 'u', 'x')
	UNION ALL
		SELECT 'pg_type'::regclass, c.reltype, 'pg_class'::regclass, c.oid
		FROM outlay.schema_relations(schema) c WHERE c.relkind IN ('r', 'p', 'v', 'm')
	UNION ALL
		SELECT 'pg_class'::regclass, c.oid, 'pg_type'::regclass, c.reltype
		FROM outlay.schema_relations(schema) c WHERE c.relkind = 'c'
	UNION ALL
		SELECT 'pg_type'::regclass, t.typarray,
			CASE WHEN c.relkind <> 'c' THEN 'pg_class'::regclass ELSE 'pg_type'::regclass END,
			CASE WHEN c.relkind <> 'c' THEN c.oid ELSE t.oid END
		FROM outlay.schema_types(schema) t LEFT JOIN pg_class c ON c.oid = t.typrelid
		WHERE t.typarray <> 0
	UNION ALL
			SELECT 'pg_class'::regclass, d.objid, 'pg_class'::regclass, d.refobjid
		FROM pg_depend d JOIN outlay.schema_relations(schema) c ON c.oid = d.objid AND c.relkind = 'S'
		WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
			AND d.deptype = 'i'
	UNION ALL
		SELECT 'pg_type'::regclass, r.rngmultitypid, 'pg_type'::regclass, r.rngtypid
		FROM pg_range r JOIN outlay.schema_types(schema) t ON t.oid = r.rngtypid
	UNION ALL
		SELECT 'pg_rewrite'::regclass, r.oid, 'pg_class'::regclass, r.ev_class
		FROM pg_rewrite r JOIN outlay.schema_relations(schema) c ON c.oid = r.ev_class WHERE r.rulename = '_RETURN'
	), node AS MATERIALIZED (
		SELECT p.class, p.object, p.of_class, p.of_object FROM part p
	UNION ALL
		SELECT l.class, l.object, l.class, l.object FROM outlay.ddl_labels(schema) l
		WHERE l.part = 0 AND NOT EXISTS (SELECT FROM part p WHERE p.class = l.class AND p.object = l.object)
	)
	SELECT DISTINCT n.of_class, n.of_object, r.of_class, r.of_object
	FROM node n, LATERAL (
			SELECT d.refclassid, d.refobjid FROM pg_depend d
			WHERE d.classid = n.class AND d.objid = n.object AND d.deptype IN ('n', 'a', 'P', 'S')
			OFFSET 0) d
		JOIN node r ON r.class = d.refclassid AND r.object = d.refobjid
	WHERE (n.of_class, n.of_object) <> (r.of_class, r.of_object)
		-- That a sequence is owned by a column is said later.
		AND NOT EXISTS (SELECT FROM pg_class s WHERE n.class = 'pg_class'::regclass AND s.oid = n.object AND s.relkind = 'S');
END;
COMMENT ON FUNCTION outlay.ddl_dependencies(oid) IS
'Which object of a schema needs which other one first.
Parts count as what they are printed with: a default or a key as its table, an array type as its element type, the row
type as its table, a view''s rule as the view. Internal';
