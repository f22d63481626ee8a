-- The life of an organization: renamed, dropped, brought back, removed for good.

CREATE FUNCTION outlay.rename_tenant(
	slug text, name text DEFAULT NULL, new_slug text DEFAULT NULL, keep_alias boolean DEFAULT true)
RETURNS outlay.tenant
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_rename_tenant';
COMMENT ON FUNCTION outlay.rename_tenant(text, text, text, boolean) IS
'Gives an organization another name, slug or both.
With keep_alias it is still served at the former slug, until remove_alias(). 3D000: there is none; 22023: invalid
fields; 23505: name or slug in use. For operators';

CREATE FUNCTION outlay.remove_alias(slug text) RETURNS boolean
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_remove_alias';
COMMENT ON FUNCTION outlay.remove_alias(text) IS
'Takes a former slug of an organization away: it leads nowhere any more.
False where it was none. For operators';

CREATE FUNCTION outlay.drop_tenant(slug text) RETURNS outlay.tenant
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_drop_tenant';
COMMENT ON FUNCTION outlay.drop_tenant(text) IS
'Drops an organization into the retention bin, until purge_tenants().
Every call for it is refused with 3D000, and its name is free. Its data and its slug stay. restore_tenant() brings it
back. 3D000: there is none, or it has been dropped. For operators';

CREATE FUNCTION outlay.restore_tenant(slug text, name text DEFAULT NULL) RETURNS outlay.tenant
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_restore_tenant';
COMMENT ON FUNCTION outlay.restore_tenant(text, text) IS
'Undoes drop_tenant(): the organization is active or suspended, as it was.
It comes back under another name if one is given. 3D000: there is none; 55000: it has not been dropped, or is being
purged; 23505: the name is another organization''s by now. For operators';

CREATE PROCEDURE outlay.purge_tenants(
	older_than interval DEFAULT NULL, relations_per_transaction integer DEFAULT 200, INOUT purged bigint DEFAULT 0)
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_purge_tenants';
COMMENT ON PROCEDURE outlay.purge_tenants(interval, integer, bigint) IS
'Removes dropped organizations for good.
Those that were dropped so long ago (NULL: outlay.purge_after), with schema, role, snapshots and what depends on them;
at most so many relations a transaction. Tells how many. One that cannot be removed now is named in a warning.
Whatever stops it, the next call goes on. 25001: inside a transaction block; 22023: a negative time, or a number out
of its range. For operators';

-- What the worker has seen in the retention bin. A dump leaves it out, so in a restored database its time begins anew.
CREATE TABLE outlay.purge_watch (
	tenant_id			bigint PRIMARY KEY,
	dropped_at			timestamptz NOT NULL,
	seen_at				timestamptz NOT NULL DEFAULT pg_catalog.now(),
	failures			integer NOT NULL DEFAULT 0,
	not_before			timestamptz NOT NULL DEFAULT '-infinity',
	message				text
);
COMMENT ON TABLE outlay.purge_watch IS
'Dropped organizations that the worker has seen; it removes each when outlay.purge_after has passed since then';
COMMENT ON COLUMN outlay.purge_watch.tenant_id IS 'The organization';
COMMENT ON COLUMN outlay.purge_watch.dropped_at IS 'When it was dropped';
COMMENT ON COLUMN outlay.purge_watch.seen_at IS 'When the worker saw it first, in this database';
COMMENT ON COLUMN outlay.purge_watch.failures IS 'How often it could not be removed';
COMMENT ON COLUMN outlay.purge_watch.not_before IS 'When it is tried again';
COMMENT ON COLUMN outlay.purge_watch.message IS 'Why it could not be removed the last time';

GRANT SELECT ON outlay.purge_watch TO outlay_operator;
