-- Copies of an organization: a sandbox beside it, snapshots that it can go back to.

CREATE TABLE outlay.tenant_snapshot (
	tenant_id			bigint NOT NULL CONSTRAINT tenant_snapshot_tenant_fkey REFERENCES outlay.tenant ON DELETE CASCADE,
	number				integer NOT NULL,
	schema				name NOT NULL GENERATED ALWAYS AS (('tenant_' || tenant_id || '_snapshot_' || number)::name) STORED,
	label				text NOT NULL,
	template_version	integer NOT NULL,
	rows				bigint NOT NULL,
	created_at			timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (tenant_id, number),
	CONSTRAINT tenant_snapshot_label_key UNIQUE (tenant_id, label)
);
COMMENT ON TABLE outlay.tenant_snapshot IS 'Snapshots of organizations; the rows are in a schema of each one''s own';
COMMENT ON COLUMN outlay.tenant_snapshot.tenant_id IS 'The organization';
COMMENT ON COLUMN outlay.tenant_snapshot.number IS 'Counts the snapshots of the organization';
COMMENT ON COLUMN outlay.tenant_snapshot.schema IS 'The schema that holds the rows';
COMMENT ON COLUMN outlay.tenant_snapshot.label IS 'What the operator called it';
COMMENT ON COLUMN outlay.tenant_snapshot.template_version IS 'Version of the organization''s schema when it was taken';
COMMENT ON COLUMN outlay.tenant_snapshot.rows IS 'Number of rows';
COMMENT ON COLUMN outlay.tenant_snapshot.created_at IS 'When it was taken';
SELECT pg_catalog.pg_extension_config_dump('outlay.tenant_snapshot', '');

-- The tables of a schema whose rows are copied, and how: columns that are not computed, the same in types that do not
-- depend on the schema, what a text becomes again to be such a column, the order of the rows. C code (rows.c)
-- calls it with search_path set to the schema.
CREATE FUNCTION outlay.copied_tables(schema oid)
RETURNS TABLE (name text, names text[], columns text, kept text, casts text, key text, has_files boolean)
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT quote_ident(c.relname), array_agg(a.attname::text ORDER BY a.attnum),
		string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
		string_agg(format(CASE WHEN t.typnamespace = schema THEN 'CAST(%1$I AS text) AS %1$I' ELSE '%1$I' END, a.attname),
			', ' ORDER BY a.attnum),
		string_agg(format('CAST(u.%I AS %s)', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum),
		coalesce((SELECT string_agg(quote_ident(ka.attname), ', ' ORDER BY k.n)
				  FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY k (attnum, n)
					JOIN pg_attribute ka ON ka.attrelid = c.oid AND ka.attnum = k.attnum
				  WHERE i.indrelid = c.oid AND i.indisprimary), 'ctid'),
		bool_or(a.atttypid = 'bytea'::regtype)
	FROM outlay.schema_relations(schema) c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
	WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
	GROUP BY c.oid, c.relname
	ORDER BY c.relname;
END;
COMMENT ON FUNCTION outlay.copied_tables(oid) IS
'Tables of a schema with what is needed to copy their rows as text. Internal';

CREATE FUNCTION outlay.clone_tenant(
	source text, name text, business_email text DEFAULT NULL, slug text DEFAULT NULL, with_data boolean DEFAULT true,
	keep_passwords boolean DEFAULT false)
RETURNS outlay.tenant
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_clone_tenant';
COMMENT ON FUNCTION outlay.clone_tenant(text, text, text, text, boolean, boolean) IS
'Creates an organization with the settings, and rows, of another.
The rows come with_data, as they are at one moment; its people work on meanwhile. Nobody is logged in there, and
unless keep_passwords nobody can log in before set_member_password(). Its schema has the version of the other''s.
3D000: no such organization; 22023: invalid fields; 23505: name or slug in use. For operators';

CREATE FUNCTION outlay.create_snapshot(slug text, label text) RETURNS outlay.tenant_snapshot
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_create_snapshot';
COMMENT ON FUNCTION outlay.create_snapshot(text, text) IS
'Keeps a copy of all rows of an organization, to go back to.
The rows are those of one moment; its people work on meanwhile. label: 1 to 100 characters, another for each. 3D000:
no such organization; 22023: invalid label; 23505: it has a snapshot of that label. For operators';

CREATE FUNCTION outlay.restore_snapshot(slug text, label text) RETURNS outlay.tenant_snapshot
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_restore_snapshot';
COMMENT ON FUNCTION outlay.restore_snapshot(text, text) IS
'Makes the rows of an organization what they were when a snapshot was taken.
Requests wait meanwhile; everybody is logged out; the audit stays and says that it happened; ids given since then are
not given again. 3D000: no such organization; P0002: no such snapshot; 55000: the schema has another version by now,
or somebody has changed it by hand. For operators';

CREATE FUNCTION outlay.list_snapshots(slug text DEFAULT NULL) RETURNS SETOF outlay.tenant_snapshot
LANGUAGE c STABLE
AS 'MODULE_PATHNAME', 'outlay_list_snapshots';
COMMENT ON FUNCTION outlay.list_snapshots(text) IS
'Snapshots of an organization, or of all, in the order in which they were taken.
3D000: no such organization. For operators';

CREATE FUNCTION outlay.drop_snapshot(slug text, label text) RETURNS outlay.tenant_snapshot
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_drop_snapshot';
COMMENT ON FUNCTION outlay.drop_snapshot(text, text) IS
'Removes a snapshot.
3D000: no such organization; P0002: no such snapshot. For operators';
