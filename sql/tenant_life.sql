-- What an operator does with organizations from psql.
SELECT count(*) FROM generate_series(1, 7) i, LATERAL outlay.create_tenant('Lifetime ' || i, 'life' || i || '@b.example');

-- Choosing one: from now on every function acts on it.
SELECT slug, name FROM outlay.use_tenant('lifetime1');
SELECT current_setting('search_path') = format('tenant_%s, outlay, pg_temp', id) AS is_canonical FROM outlay.current_tenant();
SELECT name FROM outlay.current_tenant();
SELECT outlay.use_tenant('no-such-organization');
SELECT outlay.use_tenant(NULL);
SELECT name FROM outlay.current_tenant();

-- A choice inside a transaction that is rolled back was none.
BEGIN;
SELECT name FROM outlay.use_tenant('lifetime2');
ROLLBACK;
SELECT name FROM outlay.current_tenant();

-- Without one there is no organization, and nothing falls through to another schema.
RESET search_path;
SELECT outlay.current_tenant();
SET search_path = tenant_999999, outlay, pg_temp;
SELECT outlay.current_tenant();
SELECT outlay.list_departments();
SET search_path = outlay_template, outlay, pg_temp;
SELECT outlay.current_tenant();
RESET search_path;

-- Lists, page by page.
-- Where it stops a notice says that there are more; its hint has a number that is another one in each run.
\set VERBOSITY terse
SELECT name FROM outlay.list_tenants('lifetime', page_size => 3);
SELECT id AS third FROM outlay.list_tenants('LIFETIME 3') \gset
SELECT name FROM outlay.list_tenants('lifetime', after => :third, page_size => 3);
\set VERBOSITY default
SELECT name FROM outlay.list_tenants('life5@b');
SELECT count(*) FROM outlay.list_tenants('100%');
SELECT outlay.list_tenants(status => 'gone', page_size => 0);

-- Suspended: refused, with its data untouched. Resumed: as before.
SELECT slug, status FROM outlay.suspend_tenant('lifetime4');
SELECT slug, status FROM outlay.suspend_tenant('lifetime4');
\set VERBOSITY sqlstate
SELECT outlay.use_tenant('lifetime4');
\set VERBOSITY default
SELECT outlay.use_tenant('lifetime4');
SELECT name FROM outlay.list_tenants('lifetime', status => 'suspended');
SELECT slug, status FROM outlay.resume_tenant('lifetime4');
SELECT slug FROM outlay.use_tenant('lifetime4');
RESET search_path;
SELECT outlay.suspend_tenant('nobody');

-- With a reason, which operators and members are told and nobody else. It can be changed, and goes when the organization
-- is resumed.
SELECT slug, status, suspend_reason FROM outlay.suspend_tenant('lifetime4', '  The invoice of March is open ');
SELECT outlay.use_tenant('lifetime4');
BEGIN;
SELECT outlay.enter((SELECT id FROM outlay.http_routes() WHERE call = 'outlay.list_departments' LIMIT 1), slug => 'lifetime4');
ROLLBACK;
SELECT suspend_reason FROM outlay.suspend_tenant('lifetime4');
SELECT suspend_reason FROM outlay.suspend_tenant('lifetime4', 'Moving to another server');
SELECT slug, suspend_reason FROM outlay.list_tenants('lifetime', status => 'suspended');
SELECT outlay.suspend_tenant('lifetime4', E'Two\nlines');
SELECT outlay.suspend_tenant('lifetime4', repeat('long ', 50));
SELECT slug, suspend_reason FROM outlay.rename_tenant('lifetime4', 'Lifetime four');
SELECT status, restore_as, suspend_reason FROM outlay.drop_tenant('lifetime4');
SELECT status, restore_as, suspend_reason FROM outlay.restore_tenant('lifetime4', 'Lifetime 4');
SELECT status, suspend_reason FROM outlay.clone_tenant('lifetime4', 'Lifetime 4 copied');
SELECT status, suspend_reason FROM outlay.resume_tenant('lifetime4');
SELECT status, suspend_reason FROM outlay.suspend_tenant('lifetime4', '');
SELECT status FROM outlay.resume_tenant('lifetime4');

-- Host names beside slug.base_domain.
CREATE FUNCTION public.tried(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	RETURN sqlstate;
END $$;
SHOW outlay.base_domain;
SELECT outlay.add_host('lifetime5', 'Expenses.Lifetime.example');
SELECT outlay.add_host('lifetime6', 'expenses.lifetime.EXAMPLE');
SELECT outlay.add_host('lifetime6', 'lifetime5.localhost');
SELECT outlay.add_host('lifetime6', 'old-name.localhost');
SELECT outlay.add_host('lifetime6', 'not a host');
SELECT outlay.add_host('lifetime6', '127.0.0.1');
SELECT left(host, 20) AS refused FROM unnest(ARRAY['', 'a..example', '.example', 'a.-b.example', 'a-.example', '1.2.3', '999.999.999.999',
	repeat('a', 64) || '.example', repeat('a.', 130) || 'b', 'www.localhost', 'WWW.LOCALHOST', 'localhost', 'a.example:80']) host
WHERE public.tried(format('SELECT outlay.add_host(''lifetime6'', %L)', host)) = '22023';
SELECT left(host, 20) AS accepted FROM unnest(ARRAY[repeat('a', 63) || '.example', 'xn--mnchen-3ya.example', '1.example', 'intranet',
	'www.example', 'a.b.localhost']) host, LATERAL outlay.add_host('lifetime6', host);
SELECT outlay.add_host('lifetime6', 'www.localhost');
SELECT count(*) AS removed FROM (SELECT host FROM outlay.tenant_host h JOIN outlay.tenant t ON t.id = h.tenant_id
	WHERE t.slug = 'lifetime6' AND host <> 'old-name.localhost') h WHERE outlay.remove_host(host);
SELECT outlay.add_host('nobody', 'nobody.example');
SELECT status FROM outlay.drop_tenant('lifetime7');
SELECT outlay.add_host('lifetime7', 'dropped.example');
SELECT status FROM outlay.restore_tenant('lifetime7');
SELECT h.host, t.slug FROM outlay.tenant_host h JOIN outlay.tenant t ON t.id = h.tenant_id
WHERE t.slug LIKE 'lifetime_' ORDER BY h.host;
-- All that they are served at, and of one the former slug too.
SELECT slug, host, kind FROM outlay.list_hosts() WHERE slug LIKE 'lifetime_';
SELECT slug FROM outlay.rename_tenant('lifetime6', new_slug => 'lifetime66');
SELECT * FROM outlay.list_hosts('lifetime66');
SELECT slug FROM outlay.rename_tenant('lifetime66', new_slug => 'lifetime6', keep_alias => false);
SELECT outlay.list_hosts('nobody');
-- A host name that leads somewhere is no slug for another organization.
SELECT slug FROM outlay.create_tenant('Old-Name', 'a@b.example');
SELECT outlay.remove_host('expenses.lifetime.example');
SELECT outlay.remove_host('expenses.lifetime.example');
SELECT outlay.remove_host('old-name.localhost');
SELECT outlay.remove_host('-');
DROP FUNCTION public.tried;

-- An organization is left again: search_path is what the session began with.
SET search_path = public;
SELECT outlay.leave_tenant();
SHOW search_path;
SELECT slug FROM outlay.use_tenant('lifetime5');
SELECT count(*) FROM list_departments();
SELECT outlay.leave_tenant();
SELECT current_setting('search_path') = reset_val AS as_at_first FROM pg_settings WHERE name = 'search_path';
SELECT outlay.current_tenant();
