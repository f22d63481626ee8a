-- Organizations that are ready before somebody wants one: number, role and schema, all but the row in outlay.tenant.
-- A dump holds them like any organization, and a restored database has the same spares.

CREATE TABLE outlay.spare_tenant (
	id					bigint PRIMARY KEY,
	template_version	integer NOT NULL,
	objects				bigint NOT NULL,
	created_at			timestamptz NOT NULL DEFAULT now(),
	checked_at			timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE outlay.spare_tenant IS 'Schemas tenant_<id> that belong to no organization yet; create_tenant() takes one';
COMMENT ON COLUMN outlay.spare_tenant.id IS 'Number that the organization will have, of the sequence of outlay.tenant';
COMMENT ON COLUMN outlay.spare_tenant.template_version IS
'Step of the template that the schema has; 0: of none, it is to be dropped';
COMMENT ON COLUMN outlay.spare_tenant.objects IS
'How much it was made of: rows of pg_depend for the schema and its tables. Where some are missing it is not used';
COMMENT ON COLUMN outlay.spare_tenant.created_at IS 'When it was made';
COMMENT ON COLUMN outlay.spare_tenant.checked_at IS 'When it was last compared with what the template makes';

SELECT pg_catalog.pg_extension_config_dump('outlay.spare_tenant', '');

CREATE FUNCTION outlay.make_spare() RETURNS text
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_make_spare';
COMMENT ON FUNCTION outlay.make_spare() IS
'Makes, checks or drops one spare organization, whichever is due.
Makes one where there are fewer than outlay.spare_tenants. Else drops one that is behind the template or too much.
Else looks whether one is still as it was made, each every ten minutes, and drops it where it is not. It returns
which, NULL when there is nothing to do. With shared_preload_libraries = ''outlay'' a worker does it by itself. For
operators';

CREATE VIEW outlay.spares AS
	SELECT t.version AS template_version, t.version = max(t.version) OVER () AS current, count(s.id) AS spares,
		min(s.created_at) AS oldest
	FROM outlay.template t LEFT JOIN outlay.spare_tenant s ON s.template_version = t.version
	GROUP BY t.version;
COMMENT ON VIEW outlay.spares IS
'How many spare organizations there are of each version of the template; only those of the current one are used';

GRANT SELECT ON outlay.spare_tenant, outlay.spares TO outlay_operator;
