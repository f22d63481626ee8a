-- The tenant's DDL, by version. Rows of the extension itself come with it (the script that builds the install script
-- puts them where the marker stands) and are not dumped; a DBA's own are.

CREATE TABLE outlay.migration (
	version				integer PRIMARY KEY CONSTRAINT migration_version_positive CHECK (version > 0),
	name				text NOT NULL,
	up_sql				text NOT NULL,
	builtin				boolean NOT NULL DEFAULT false,
	created_at			timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE outlay.migration IS 'The DDL of a tenant, applied in the order of versions';

SELECT pg_catalog.pg_extension_config_dump('outlay.migration', 'WHERE NOT builtin');

-- @template@
