-- The life of an organization, for operators.

CREATE FUNCTION outlay.create_tenant(
	name text, business_email text, business_phone text DEFAULT NULL, slug text DEFAULT NULL, currency text DEFAULT 'EUR',
	categories text DEFAULT NULL)
RETURNS outlay.tenant
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_create_tenant';
COMMENT ON FUNCTION outlay.create_tenant(text, text, text, text, text, text) IS
'Creates an organization: directory row, role, schema and all that is in it.
The slug is made from the name where none is given; categories: the language, en, fr, de or sw, of the categories that
it begins with, by default none. 22023: invalid fields, each in the detail; 23505: name or slug in
use; 40001: the template has changed since the transaction began, which has one snapshot for all its statements. For
operators';

CREATE FUNCTION outlay.use_tenant(slug text) RETURNS outlay.tenant
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_use_tenant';
COMMENT ON FUNCTION outlay.use_tenant(text) IS
'Chooses an organization for the rest of the session.
search_path becomes its schema, outlay, pg_temp. leave_tenant() undoes it. 3D000: there is none of that slug, or it
has been dropped; OT403: it is suspended; 3F000: somebody has dropped or renamed its schema. For operators';

CREATE FUNCTION outlay.leave_tenant() RETURNS void
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_leave_tenant';
COMMENT ON FUNCTION outlay.leave_tenant() IS
'Undoes use_tenant(): search_path is again what the session began with.
Where it names no organization it stays as it is. For operators';

CREATE FUNCTION outlay.current_tenant() RETURNS outlay.tenant
LANGUAGE c STABLE
AS 'MODULE_PATHNAME', 'outlay_current_tenant';
COMMENT ON FUNCTION outlay.current_tenant() IS
'The organization that search_path names.
3D000 where it names none. For operators';

CREATE FUNCTION outlay.list_tenants(
	contains text DEFAULT NULL, status text DEFAULT NULL, after bigint DEFAULT 0, page_size integer DEFAULT 50)
RETURNS SETOF outlay.tenant
LANGUAGE c STABLE
AS 'MODULE_PATHNAME', 'outlay_list_tenants';
COMMENT ON FUNCTION outlay.list_tenants(text, text, bigint, integer) IS
'Organizations in the order of their numbers, after the given one.
contains: a part of the name, slug, e-mail address or public number; without a status all that have not been dropped.
At most page_size of them; a notice says that there are more. For operators';

CREATE FUNCTION outlay.suspend_tenant(slug text, reason text DEFAULT NULL) RETURNS outlay.tenant
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_suspend_tenant';
COMMENT ON FUNCTION outlay.suspend_tenant(text, text) IS
'Refuses every call for an organization with OT403 from now on.
Callers are told the reason, one line of up to 200 characters. Data stay. Called again it changes the reason, if one
is given. 3D000: there is none; 22023: an invalid reason. For operators';

CREATE FUNCTION outlay.resume_tenant(slug text) RETURNS outlay.tenant
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_resume_tenant';
COMMENT ON FUNCTION outlay.resume_tenant(text) IS
'Undoes suspend_tenant() and forgets the reason.
3D000: there is no such organization. For operators';

CREATE FUNCTION outlay.add_host(slug text, host text) RETURNS void
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_add_host';
COMMENT ON FUNCTION outlay.add_host(text, text) IS
'Serves an organization at one more host name.
3D000: there is no such organization; 22023: not a host name, or one of the installation''s; 23505: the name leads to
an organization already. For operators';

CREATE FUNCTION outlay.remove_host(host text) RETURNS boolean
LANGUAGE c
AS 'MODULE_PATHNAME', 'outlay_remove_host';
COMMENT ON FUNCTION outlay.remove_host(text) IS
'Takes a host name away that add_host() gave; false where it led nowhere.
For operators';

CREATE TYPE outlay.host_record AS (
	slug				text,
	host				text,
	kind				text
);
COMMENT ON TYPE outlay.host_record IS 'A host name that an organization is served at';
COMMENT ON COLUMN outlay.host_record.slug IS 'The organization';
COMMENT ON COLUMN outlay.host_record.host IS 'Host name in lower case, without a port';
COMMENT ON COLUMN outlay.host_record.kind IS
'default: slug.base_domain; former slug: that of rename_tenant(); added: by add_host()';

CREATE FUNCTION outlay.list_hosts(slug text DEFAULT NULL) RETURNS SETOF outlay.host_record
LANGUAGE c STABLE
AS 'MODULE_PATHNAME', 'outlay_list_hosts';
COMMENT ON FUNCTION outlay.list_hosts(text) IS
'Host names that an organization, or each (NULL), is served at.
Dropped ones are left out. 3D000: there is no such organization. For operators';
