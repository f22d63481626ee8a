-- An organization is created by one call: its row in the directory, a role that nobody can log in as, a schema that
-- belongs to the role, and all that is in it.
SELECT name, business_email, business_phone, slug, status,
	organization_id ~ '^BRO-\d{4}$' AS has_public_number, schema = 'tenant_' || id AS has_schema
FROM outlay.create_tenant('Brookfield Ltd', 'office@brookfield.example', '+44 20 7946 0000');

SELECT schema AS brook FROM outlay.tenant WHERE slug = 'brookfieldltd' \gset

SELECT r.rolcanlogin, r.rolsuper, r.rolcreaterole, starts_with(r.rolname, 'outlay_' || :'brook') AS is_named_so
FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner
WHERE n.nspname = :'brook';

-- Everything in the schema is the role's own.
SELECT count(*) > 30 AS many, count(*) FILTER (WHERE c.relowner <> n.nspowner) AS not_its_own
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = :'brook';

-- It is equal to the template, catalogue row by catalogue row.
SELECT outlay.schema_fingerprint(:'brook') = outlay.schema_fingerprint('outlay_template') AS equal;
SELECT line FROM outlay.schema_catalogue(:'brook') line
EXCEPT SELECT line FROM outlay.schema_catalogue('outlay_template') line;

-- The one row of its settings came along, with the organization's currency.
SELECT slug FROM outlay.create_tenant('Sakura', 'post@sakura.example', currency => 'JPY');
SELECT slug FROM outlay.use_tenant('sakura');
SELECT currency, decimals, over_budget IS NULL AS by_default FROM organization;
RESET search_path;

-- Every field that is not valid is named at once; nothing was created.
SELECT outlay.create_tenant(E'two\nlines', 'nobody', slug => 'Not-A-Slug', currency => 'ZZZ');
SELECT outlay.create_tenant(NULL, ' ', repeat('1', 41), 'www', 'eur');
SELECT outlay.create_tenant(repeat('x', 101), 'a@b.example');
SELECT outlay.create_tenant('Reversed' || U&'\202E' || 'dtL', 'a@b.example');

-- A name belongs to one organization, however it is written.
SELECT outlay.create_tenant('  BROOKFIELD ltd ', 'a@b.example');
SELECT outlay.create_tenant('Another', 'a@b.example', slug => 'brookfieldltd');

-- An error takes back everything, also the role, which belongs to the whole cluster.
SELECT count(*) AS roles FROM pg_roles \gset
BEGIN;
SELECT schema AS gone FROM outlay.create_tenant('Short-lived', 'a@b.example') \gset
ROLLBACK;
SELECT to_regnamespace(:'gone') AS schema, (SELECT count(*) FROM pg_roles) - :roles AS roles;
SELECT slug FROM outlay.create_tenant('Short-lived', 'a@b.example');

-- Several in one transaction.
BEGIN;
SELECT slug FROM outlay.create_tenant('First of two', 'a@b.example');
SELECT slug FROM outlay.create_tenant('Second of two', 'a@b.example');
COMMIT;

-- Not where nothing may be written, nor by everybody. Who is no superuser needs to be an operator, and nothing else.
BEGIN READ ONLY;
SELECT outlay.create_tenant('Read only', 'a@b.example');
ROLLBACK;
CREATE ROLE regress_nobody;
CREATE ROLE regress_operator IN ROLE outlay_operator;
SET ROLE regress_nobody;
SELECT outlay.create_tenant('Nobody''s', 'a@b.example');
SELECT * FROM outlay.tenant;
SET ROLE regress_operator;
SELECT slug FROM outlay.create_tenant('An operator''s', 'a@b.example');
RESET ROLE;
DROP ROLE regress_nobody, regress_operator;

-- No tenant's role can look into another's schema, or into the directory.
SELECT n.nspowner::regrole AS sakura_role FROM outlay.tenant t JOIN pg_namespace n ON n.nspname = t.schema
WHERE t.slug = 'sakura' \gset
SELECT has_schema_privilege(:'sakura_role', :'brook', 'USAGE') AS schema,
	has_table_privilege(:'sakura_role', :'brook' || '.expense', 'SELECT') AS table,
	has_table_privilege(:'sakura_role', 'outlay.tenant', 'SELECT') AS directory,
	(SELECT count(*) FROM pg_proc p WHERE p.pronamespace = 'outlay'::regnamespace
	 AND has_function_privilege(:'sakura_role', p.oid, 'EXECUTE') AND NOT has_function_privilege('pg_monitor', p.oid, 'EXECUTE')) AS functions;

-- The settings of a session do not show in what it creates.
SET default_tablespace = pg_global;
SET check_function_bodies = on;
SET client_min_messages = debug1;
SELECT schema AS unsettled FROM outlay.create_tenant('Unsettled', 'a@b.example') \gset
RESET client_min_messages;
RESET default_tablespace;
SELECT outlay.schema_fingerprint(:'unsettled') = outlay.schema_fingerprint('outlay_template') AS equal;
