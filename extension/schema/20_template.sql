-- The tenant's DDL by version, and the template that new tenants are cloned from.

-- What a tenant's schema is made by. The extension's own rows come with it (the script that builds the install script
-- puts them where the marker stands) and are not dumped; those that a DBA adds are. So that neither ever takes the
-- other's number, the extension's are below 10000 and a DBA's from 10000 on.
CREATE TABLE outlay.migration (
	version				integer PRIMARY KEY
		CONSTRAINT migration_version_of_origin CHECK (builtin = (version < 10000) AND version > 0),
	name				text NOT NULL,
	up_sql				text NOT NULL,
	builtin				boolean NOT NULL DEFAULT false,
	mends				integer,
	created_at			timestamptz NOT NULL DEFAULT now(),
	replaced_at			timestamptz
);
CREATE UNIQUE INDEX migration_name_key ON outlay.migration (name) WHERE NOT builtin AND mends IS NULL AND up_sql <> '';
COMMENT ON TABLE outlay.migration IS 'DDL of a tenant''s schema: the extension''s own and a DBA''s';
COMMENT ON COLUMN outlay.migration.version IS 'Number: the extension''s own are below 10000';
COMMENT ON COLUMN outlay.migration.up_sql IS
'Statements without schema names, run with the tenant''s schema in search_path; empty: it has been withdrawn';
COMMENT ON COLUMN outlay.migration.mends IS
'Number of the migration whose text was replaced: this one runs where the former text ran; NULL: an ordinary one';
COMMENT ON COLUMN outlay.migration.replaced_at IS 'When its text was replaced; NULL: never';

-- What the schema outlay_template has been through, step by step. A tenant's template_version is the number of such
-- steps that it has. They are in the order in which this installation got them: a tenant that has the steps 1, 2 and 3
-- lacks the fourth, whether that one came with a new version of the extension or from the DBA. The script recreates
-- the template of that version in an empty schema.
CREATE TABLE outlay.template (
	version				integer PRIMARY KEY,
	migration			integer NOT NULL CONSTRAINT template_migration_key UNIQUE,
	text_hash			text,
	script				text NOT NULL,
	script_hash			text NOT NULL,
	created_at			timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE outlay.template IS 'Versions of the template in the order in which this installation got them';
COMMENT ON COLUMN outlay.template.migration IS 'The row of outlay.migration that made this version of the one before';
COMMENT ON COLUMN outlay.template.text_hash IS
'SHA-256 of the text that was run, of one that mends: of the text that is mended for; NULL: it has been withdrawn';
COMMENT ON COLUMN outlay.template.script IS 'DDL that makes an empty schema equal to this version';
COMMENT ON COLUMN outlay.template.script_hash IS 'SHA-256 of the script';

SELECT pg_catalog.pg_extension_config_dump('outlay.migration', 'WHERE NOT builtin');
SELECT pg_catalog.pg_extension_config_dump('outlay.template', '');

-- @template@
