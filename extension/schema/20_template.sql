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
	created_at			timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE outlay.migration IS 'DDL of a tenant''s schema: the extension''s own and a DBA''s';
COMMENT ON COLUMN outlay.migration.version IS 'Number: the extension''s own are below 10000';
COMMENT ON COLUMN outlay.migration.up_sql IS 'Statements without schema names, run with the tenant''s schema in search_path';

-- What the schema outlay_template has been through, step by step. A tenant's template_version is the number of such
-- steps that it has. They are in the order in which this installation got them: a tenant that has the steps 1, 2 and 3
-- lacks the fourth, whether that one came with a new version of the extension or from the DBA. The script recreates
-- the template of that version in an empty schema.
CREATE TABLE outlay.template (
	version				integer PRIMARY KEY,
	migration			integer NOT NULL CONSTRAINT template_migration_key UNIQUE,
	script				text NOT NULL,
	script_hash			text NOT NULL,
	created_at			timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE outlay.template IS 'Versions of the template in the order in which this installation got them';
COMMENT ON COLUMN outlay.template.migration IS 'The row of outlay.migration that made this version of the one before';
COMMENT ON COLUMN outlay.template.script IS 'DDL that makes an empty schema equal to this version';
COMMENT ON COLUMN outlay.template.script_hash IS 'SHA-256 of the script';

SELECT pg_catalog.pg_extension_config_dump('outlay.migration', 'WHERE NOT builtin');
SELECT pg_catalog.pg_extension_config_dump('outlay.template', '');

-- @template@
