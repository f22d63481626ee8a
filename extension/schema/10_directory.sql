-- The directory: all that is known of an organization outside of its schema. Only the extension's C code writes it.

CREATE TABLE outlay.tenant (
	id					bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	-- Follows from the id, so it never changes and is never used again.
	schema				name NOT NULL GENERATED ALWAYS AS (('tenant_' || id)::name) STORED,
	organization_id		text COLLATE "C" NOT NULL CONSTRAINT tenant_organization_id_key UNIQUE
		CONSTRAINT tenant_organization_id_form CHECK (organization_id ~ '^[A-Z]{3}-[0-9]{4,}$'),
	slug				text COLLATE "C" NOT NULL CONSTRAINT tenant_slug_key UNIQUE
		CONSTRAINT tenant_slug_form CHECK (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
	name				text NOT NULL,
	business_email		text NOT NULL,
	business_phone		text,
	status				text NOT NULL DEFAULT 'active'
		CONSTRAINT tenant_status_known CHECK (status IN ('active', 'suspended', 'dropped')),
	suspend_reason		text,
	template_version	integer NOT NULL,
	created_at			timestamptz NOT NULL DEFAULT now(),
	updated_at			timestamptz NOT NULL DEFAULT now(),
	-- In the retention bin since then, to come back with that status. NULL there: its schema is being removed.
	dropped_at			timestamptz,
	restore_as			text CONSTRAINT tenant_restore_as_known CHECK (restore_as IN ('active', 'suspended')),
	CONSTRAINT tenant_dropped_when CHECK ((status = 'dropped') = (dropped_at IS NOT NULL)),
	CONSTRAINT tenant_restore_as_of_dropped CHECK (restore_as IS NULL OR status = 'dropped'),
	CONSTRAINT tenant_suspend_reason_of_suspended CHECK (suspend_reason IS NULL OR status <> 'active')
);
-- A name is free again when its organization has been dropped; slug and organization ID are not, until it is purged.
CREATE UNIQUE INDEX tenant_name_key ON outlay.tenant (outlay.fold(name) COLLATE "C") WHERE status <> 'dropped';

COMMENT ON TABLE outlay.tenant IS 'Organizations: one row each; everything else of one is in its schema';
COMMENT ON COLUMN outlay.tenant.id IS 'Number of the organization, never used again';
COMMENT ON COLUMN outlay.tenant.schema IS 'Schema that holds everything of the organization';
COMMENT ON COLUMN outlay.tenant.organization_id IS 'Public number by which people find their organization: ACM-4095';
COMMENT ON COLUMN outlay.tenant.slug IS 'Name of the organization in addresses: acme in acme.example.com';
COMMENT ON COLUMN outlay.tenant.name IS 'Name of the organization, as people write it';
COMMENT ON COLUMN outlay.tenant.business_email IS 'E-mail address of the organization';
COMMENT ON COLUMN outlay.tenant.business_phone IS 'Telephone number of the organization';
COMMENT ON COLUMN outlay.tenant.status IS 'active, suspended (every call is refused) or dropped';
COMMENT ON COLUMN outlay.tenant.suspend_reason IS
'Why it is suspended, as everybody who calls is told; of a dropped one: why it was; NULL: for no reason given';
COMMENT ON COLUMN outlay.tenant.template_version IS 'Version of the schema: the last row of outlay.template that it has';
COMMENT ON COLUMN outlay.tenant.dropped_at IS 'When drop_tenant() put it into the retention bin; NULL: it has not';
COMMENT ON COLUMN outlay.tenant.restore_as IS
'Status that restore_tenant() gives back; NULL: it is not dropped, or its schema is being removed';

-- Host names beside the default one, which is not stored: slug.base_domain (setting outlay.base_domain).
CREATE TABLE outlay.tenant_host (
	host				text COLLATE "C" PRIMARY KEY
		CONSTRAINT tenant_host_form CHECK (host ~ '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$' AND length(host) <= 253),
	tenant_id			bigint NOT NULL CONSTRAINT tenant_host_tenant_fkey REFERENCES outlay.tenant ON DELETE CASCADE
);
CREATE INDEX tenant_host_tenant_idx ON outlay.tenant_host (tenant_id);

COMMENT ON TABLE outlay.tenant_host IS 'Host names of organizations beside the default slug.base_domain';
COMMENT ON COLUMN outlay.tenant_host.host IS 'Host name in lower case, without a port';
COMMENT ON COLUMN outlay.tenant_host.tenant_id IS 'The organization that it leads to';

-- Slugs that organizations had before rename_tenant(), by which they are still found.
CREATE TABLE outlay.tenant_alias (
	slug				text COLLATE "C" PRIMARY KEY,
	tenant_id			bigint NOT NULL CONSTRAINT tenant_alias_tenant_fkey REFERENCES outlay.tenant ON DELETE CASCADE,
	created_at			timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX tenant_alias_tenant_idx ON outlay.tenant_alias (tenant_id);

COMMENT ON TABLE outlay.tenant_alias IS 'Former slugs of organizations, which still lead to them';
COMMENT ON COLUMN outlay.tenant_alias.slug IS 'The former slug';
COMMENT ON COLUMN outlay.tenant_alias.tenant_id IS 'The organization that it leads to';
COMMENT ON COLUMN outlay.tenant_alias.created_at IS 'When the organization was renamed';

SELECT pg_catalog.pg_extension_config_dump('outlay.tenant', '');
SELECT pg_catalog.pg_extension_config_dump('outlay.tenant_alias', '');
SELECT pg_catalog.pg_extension_config_dump('outlay.tenant_id_seq', '');
SELECT pg_catalog.pg_extension_config_dump('outlay.tenant_host', '');
